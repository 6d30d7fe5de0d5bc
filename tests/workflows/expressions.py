"""Expressions of GitHub's workflows, as far as ours use them: `${{ a.b == 'c' && !cancelled() }}`.

What is not known here is refused, so that no test passes because something was read as empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

Context = Mapping[str, object]
"""What names lead to: values, mappings of them, and functions."""

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>\d+)|(?P<name>[A-Za-z_][\w-]*)"
    r"|(?P<sign>&&|\|\||==|!=|[!().]))"
)
_EMBEDDED = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_OF_STATUS = re.compile(r"\b(success|failure|always|cancelled)\s*\(")


def evaluated(text: str, context: Context) -> object:
    """Give what an expression is worth."""
    reading = _Reading(text, context)
    found = reading.either()
    assert reading.ended, f"not understood: {text!r}"
    return found


def substituted(text: str, context: Context) -> str:
    """Put what expressions are worth in their place."""
    return _EMBEDDED.sub(lambda found: _as_text(evaluated(found[1], context)), text)


def holds(condition: str, context: Context) -> bool:
    """Say whether a step or a job runs. One that asks for no status wants success, as on GitHub."""
    found = _EMBEDDED.fullmatch(condition.strip())
    text = found[1] if found else condition
    assert "${{" not in text, f"text around an expression is always true: {condition!r}"
    text = text if _OF_STATUS.search(text) else f"success() && ({text})"
    return _is_true(evaluated(text, context))


def _as_text(value: object) -> str:
    assert not isinstance(value, Mapping)
    assert not callable(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _is_true(value: object) -> bool:
    return value not in (None, "", 0) and value is not False


def _same(one: object, other: object) -> bool:
    """Compare as GitHub does where both are texts, without regard to case."""
    if isinstance(one, str) and isinstance(other, str):
        return one.lower() == other.lower()
    assert type(one) is type(other) or None in (one, other), f"GitHub would convert: {one}, {other}"
    return one == other


class _Reading:
    """A reader of one expression, by descent."""

    def __init__(self, text: str, context: Context) -> None:
        self._tokens = list(_tokens(text))
        self._context = context

    @property
    def ended(self) -> bool:
        return not self._tokens

    def either(self) -> object:
        found = self._both()
        while self._taken("||"):
            other = self._both()
            found = found if _is_true(found) else other
        return found

    def _both(self) -> object:
        found = self._equal()
        while self._taken("&&"):
            other = self._equal()
            found = other if _is_true(found) else found
        return found

    def _equal(self) -> object:
        found = self._not()
        while (same := self._taken("==")) or self._taken("!="):
            found = _same(found, self._not()) == same
        return found

    def _not(self) -> object:
        return not _is_true(self._not()) if self._taken("!") else self._one()

    def _one(self) -> object:
        if self._taken("("):
            found = self.either()
            assert self._taken(")")
            return found
        kind, text = self._tokens.pop(0)
        if kind == "text":
            return text[1:-1].replace("''", "'")
        if kind == "number":
            return int(text)
        assert kind == "name", text
        return self._named(text)

    def _named(self, name: str) -> object:
        assert name in self._context, f"there is no {name}"
        found = self._context[name]
        if self._taken("("):
            assert self._taken(")")
            assert isinstance(found, Callable)  # type: ignore[arg-type]
            return found()
        while self._taken("."):
            _, name = self._tokens.pop(0)
            # What is not there is null. Here only what an event may lack is, such as a variable.
            assert found is None or isinstance(found, Mapping), name
            found = found.get(name) if found else None
        return found

    def _taken(self, sign: str) -> bool:
        if self._tokens and self._tokens[0] == ("sign", sign):
            self._tokens.pop(0)
            return True
        return False


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at, text = 0, text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        assert found, f"not understood from {text[at:]!r}"
        kind = found.lastgroup
        assert kind
        yield kind, found[kind]
        at = found.end()
