"""The answers of an example person, from nodes to texts by fact; what they mean is known later."""

from __future__ import annotations

from sitegen.diagnostics import Diagnostic, Related, Source, Span, problem
from sitegen.lazy import dataclass
from sitegen.source.fields import UNREAD, Unread
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence, Unreadable
from sitegen.source.wording import shown

ANSWERS_SCHEMA = {"type": "object", "minProperties": 1}
_EXAMPLE = "Write it such as {age: 25, lived_experience: yes, trained_in: none}."


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAnswer:
    """What stands as the answer to a fact: one text, or those of a list."""

    fact: str
    texts: tuple[str, ...]
    name_at: Span
    at: Span


def read_answers(
    source: Source, node: Node
) -> tuple[tuple[WrittenAnswer, ...] | Unread, list[Diagnostic]]:
    """Read `{age: 25, lived_experience: yes}`; UNREAD with the reasons where it is not that."""
    if isinstance(node, Unreadable):
        return UNREAD, []
    if not isinstance(node, Mapping) or not node.fields:
        message = "Answers are written as the name of a fact, a colon and the answer."
        span = Span(source, node.start, node.end)
        return UNREAD, [problem("answer-format", span, message, _EXAMPLE)]
    found: list[Diagnostic] = []
    answers: dict[str, WrittenAnswer] = {}
    for key, value in node.fields:
        name_at, at = Span(source, key.start, key.end), Span(source, value.start, value.end)
        texts = _texts(value)
        if key.text in answers:
            message = f"`{shown(key.text)}` is answered twice."
            related = Related("the first answer", answers[key.text].name_at)
            found.append(problem("duplicate-field", name_at, message, "Delete one.", related))
        elif texts:
            answers[key.text] = WrittenAnswer(fact=key.text, texts=texts, name_at=name_at, at=at)
        elif not any(isinstance(item, Unreadable) for item in _items(value)):
            message = f"`{shown(key.text)}` has no answer that can be read."
            help_ = "Write one answer, or several in brackets. What is not known is left out."
            found.append(problem("answer-format", name_at, message, help_))
    whole = not found and len(answers) == len(node.fields)
    return (tuple(answers.values()) if whole else UNREAD), found


def _texts(node: Node) -> tuple[str, ...]:
    """Give the texts of a value; none where it is more than texts."""
    items = _items(node)
    texts = tuple(item.text for item in items if isinstance(item, Scalar) and item.text.strip())
    return texts if len(texts) == len(items) else ()


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else (node,)
