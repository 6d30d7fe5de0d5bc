"""What was typed, `age=25 trained_in=none`, to answers; what cannot be read is said in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sitegen.programme.eligibility.answers import labels_of, read_answer
from sitegen.programme.eligibility.logic import Answer, Answers
from sitegen.programme.eligibility.rules import Rule
from sitegen.programme.model import Programme
from sitegen.source.fields import Misread
from sitegen.source.suggestions import closest
from sitegen.source.wording import listed, shown


class UnreadError(Exception):
    """Says what was typed that cannot be read, and what can be typed instead."""


def read_answers(typed: Iterable[str], programme: Programme) -> Answers:
    """Read `fact=answer` and `fact=one,another`. Raises UnreadError."""
    designations = {one.id: one.name for one in programme.designations}
    labels = labels_of(programme.facts.values(), designations)
    answers: dict[str, Answer] = {}
    for text in typed:
        name, sign, written = text.partition("=")
        fact = programme.facts.get(name)
        if not sign:
            message = f"“{shown(text)}” has no equals sign."
            raise UnreadError(
                f"{message} Write a fact and its answer, such as {_example(programme)}."
            )
        if fact is None:
            raise UnreadError(f"There is no fact {shown(name)}. {_hint(name, programme.facts)}")
        if name in answers:
            raise UnreadError(f"{name} is answered twice.")
        answer = read_answer(fact, written.split(","), labels[fact.id])
        if isinstance(answer, Misread):
            raise UnreadError(_plain(f"{answer.message} {answer.help or ''}"))
        answers[name] = answer
    return answers


def chosen(names: Sequence[str], rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Give the rules of these names, in their own order; all where there is no name.

    Raises UnreadError.
    """
    known = [rule.id for rule in rules]
    for name in names:
        if name not in known:
            message = f"There is no designation, track or certification {shown(name)}."
            raise UnreadError(f"{message} {_hint(name, known)}")
    return tuple(rule for rule in rules if not names or rule.id in names)


def _hint(name: str, known: Iterable[str]) -> str:
    near = closest(name, known)
    return f"Did you mean {near}?" if near else _plain(f"There are {listed(known, 'and')}.")


def _example(programme: Programme) -> str:
    first = next(iter(programme.facts), "age")
    return "age=25" if "age" in programme.facts else f"{first}=…"


def _plain(message: str) -> str:
    """Give a message without the marks of code and the brackets of a file, for a terminal."""
    text = message.replace("several of them in brackets", "several of them with commas between")
    return text.replace("`", "").strip()
