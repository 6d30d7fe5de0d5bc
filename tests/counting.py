"""Counts the steps that a regular expression takes, as the engine of Python goes: back and forth.

Steps are the same on every machine, unlike seconds. The pattern is taken apart by Python's own
parser; what is counted is each sign that is looked at, and each place at which a search begins.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Then = Callable[[int], bool]
Step = Callable[[int, Then], bool]

REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
MANY = 20
"""A repeat that may come so often is one that a text can make long."""


class TooManyStepsError(Exception):
    """The pattern took more steps than were allowed."""


class Counted:
    """A regular expression whose steps are counted."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.tree = parser.parse(pattern, flags)
        self.flags = self.tree.state.flags
        self.steps = 0
        self._most = 0
        self._text = ""
        self._groups: dict[int, tuple[int, int]] = {}
        self._start = self._sequence(list(self.tree))

    def count(
        self,
        text: str,
        *,
        search: bool,
        most: int,
        found: list[tuple[int, int]] | None = None,
    ) -> int:
        """Give the steps that it takes to find all matches, or one at the beginning."""
        self._text, self.steps, self._most = text, 0, most
        at = 0
        while at <= len(text):
            ends: list[int] = []
            self._groups = {}
            self._step()
            self._start(at, lambda end, ends=ends: not ends.append(end))  # type: ignore[misc]
            if found is not None and ends:
                found.append((at, ends[0]))
            if not search:
                break
            at = max(ends[0], at + 1) if ends else at + 1
        return self.steps

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self._most:
            raise TooManyStepsError

    def _sequence(self, items: Sequence[Any]) -> Step:
        steps = [self._one(item) for item in items]

        def run(index: int, then: Then, number: int = 0) -> bool:
            if number == len(steps):
                return then(index)
            return steps[number](index, lambda end: run(end, then, number + 1))

        return run

    def _one(self, item: tuple[Any, Any]) -> Step:
        kind, given = item
        if test := self._sign(kind, given):
            return self._of_sign(test)
        if kind in REPEATS:
            return self._repeat(kind, *given)
        if kind is op.SUBPATTERN:
            return self._group(given[0], self._sequence(list(given[3])))
        if kind is op.BRANCH:
            ways = [self._sequence(list(way)) for way in given[1]]
            return lambda index, then: any(way(index, then) for way in ways)
        if kind is op.AT:
            return lambda index, then: self._is_at(given, index) and then(index)
        if kind in {op.ASSERT, op.ASSERT_NOT}:
            return self._look(kind is op.ASSERT, *given)
        if kind is op.ATOMIC_GROUP:
            return self._atomic(self._sequence(list(given)))
        if kind is op.GROUPREF:
            return self._same(given)
        if kind is op.GROUPREF_EXISTS:
            number, first, second = given
            ways = [self._sequence(list(way or ())) for way in (first, second)]
            first_way, second_way = ways
            return lambda index, then: (
                first_way(index, then) if number in self._groups else second_way(index, then)
            )
        raise NotImplementedError(kind)

    def _sign(self, kind: Any, given: Any) -> Callable[[str], bool] | None:
        ignore = bool(self.flags & re.IGNORECASE)
        if kind is op.LITERAL:
            letters = _cases(chr(given)) if ignore else {chr(given)}
            return letters.__contains__
        if kind is op.NOT_LITERAL:
            letters = _cases(chr(given)) if ignore else {chr(given)}
            return lambda sign: sign not in letters
        if kind is op.ANY:
            return (lambda _: True) if self.flags & re.DOTALL else "\n".__ne__
        if kind is op.IN:
            return lambda sign: _is_in(sign, given, ignore=ignore)
        return None

    def _of_sign(self, test: Callable[[str], bool]) -> Step:
        def run(index: int, then: Then) -> bool:
            self._step()
            return index < len(self._text) and test(self._text[index]) and then(index + 1)

        return run

    def _repeat(self, kind: Any, least: int, most: Any, body: Any) -> Step:
        most = sys.maxsize if most is op.MAXREPEAT else most
        test = self._sign(*body[0]) if len(body) == 1 else None
        if test is not None and kind is not op.MIN_REPEAT:
            return self._signs(test, least, most, gives_back=kind is op.MAX_REPEAT)
        inner = self._sequence(list(body))

        def run(index: int, then: Then, done: int = 0) -> bool:
            def again(end: int) -> bool:
                return end != index and run(end, then, done + 1)

            self._step()
            more = done < most
            if done < least:
                return inner(index, lambda end: run(end, then, done + 1))
            if kind is op.MIN_REPEAT:
                return then(index) or (more and inner(index, again))
            return (more and inner(index, again)) or then(index)

        return self._atomic(run) if kind is op.POSSESSIVE_REPEAT else run

    def _signs(
        self, test: Callable[[str], bool], least: int, most: int, *, gives_back: bool
    ) -> Step:
        def run(index: int, then: Then) -> bool:
            end = index
            while end < len(self._text) and end - index < most and test(self._text[end]):
                self._step()
                end += 1
            while end - index >= least:
                self._step()
                if then(end):
                    return True
                if not gives_back:
                    return False
                end -= 1
            return False

        return run

    def _group(self, number: int | None, inner: Step) -> Step:
        if number is None:
            return inner

        def run(index: int, then: Then) -> bool:
            def end(at: int) -> bool:
                self._groups[number] = (index, at)
                return then(at)

            return inner(index, end)

        return run

    def _atomic(self, inner: Step) -> Step:
        def run(index: int, then: Then) -> bool:
            ends: list[int] = []
            return inner(index, lambda end: not ends.append(end)) and then(ends[0])  # type: ignore[func-returns-value]

        return run

    def _look(self, wanted: bool, direction: int, body: Any) -> Step:
        inner = self._sequence(list(body))
        width = body.getwidth()[0] if direction < 0 else 0

        def run(index: int, then: Then) -> bool:
            begin = index - width
            found = begin >= 0 and inner(begin, lambda end: direction > 0 or end == index)
            return found is wanted and then(index)

        return run

    def _same(self, number: int) -> Step:
        def run(index: int, then: Then) -> bool:
            self._step()
            start, end = self._groups.get(number, (0, -1))
            words = self._text[start:end]
            return end >= 0 and self._text.startswith(words, index) and then(index + end - start)

        return run

    def _is_at(self, where: Any, index: int) -> bool:
        self._step()
        text = self._text
        lines = bool(self.flags & re.MULTILINE)
        if where in {op.AT_BEGINNING, op.AT_BEGINNING_STRING}:
            line = lines and where is op.AT_BEGINNING and text[index - 1 : index] == "\n"
            return index == 0 or line
        if where in {op.AT_END, op.AT_END_STRING}:
            last = where is op.AT_END and text[index:] == "\n"
            return index == len(text) or last or (lines and text[index : index + 1] == "\n")
        before, after = (
            _is_word(text[index - 1 : index] if index else ""),
            _is_word(text[index : index + 1]),
        )
        return (before != after) is (where is op.AT_BOUNDARY)


def _cases(sign: str) -> set[str]:
    return {sign, sign.lower(), sign.upper()}


def _is_word(sign: str) -> bool:
    return bool(sign) and (sign.isalnum() or sign == "_")


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_NOT_DIGIT: lambda sign: not sign.isdecimal(),
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_NOT_SPACE: lambda sign: not sign.isspace(),
    op.CATEGORY_WORD: _is_word,
    op.CATEGORY_NOT_WORD: lambda sign: not _is_word(sign),
}


def _is_in(sign: str, given: Sequence[tuple[Any, Any]], *, ignore: bool) -> bool:
    for one in _cases(sign) if ignore else {sign}:
        for kind, value in given:
            if kind is op.NEGATE:
                continue
            if (
                (kind is op.LITERAL and ord(one[0]) == value)
                or (kind is op.RANGE and value[0] <= ord(one[0]) <= value[1])
                or (kind is op.CATEGORY and _CATEGORIES[value](one))
            ):
                return given[0][0] is not op.NEGATE
    return given[0][0] is op.NEGATE


_LETTERS = "a1 -.([A_\n:'\"#@/,;é<`*’\u200b\x00"


def sample(items: Any) -> str:
    """Give a short text that the items most likely match."""
    parts: list[str] = []
    for kind, given in items:
        if kind is op.LITERAL:
            parts.append(chr(given))
        elif kind in {op.NOT_LITERAL, op.ANY, op.IN}:
            parts.append(_sign_of(kind, given))
        elif kind in REPEATS:
            parts.append(sample(given[2]) * max(1, given[0]))
        else:
            parts.append(sample(next(_inside(kind, given), ())))
    return "".join(parts)


def _sign_of(kind: Any, given: Any) -> str:
    test = Counted("")._sign(kind, given)
    assert test is not None
    named = [given] if kind is not op.IN else [value for _, value in given]
    first = [chr(one) if isinstance(one, int) else chr(one[0]) for one in named if _is_sign(one)]
    return next((sign for sign in [*_LETTERS, *first] if test(sign)), "")


def _is_sign(value: Any) -> bool:
    return isinstance(value, tuple) or type(value) is int


def _inside(kind: Any, given: Any) -> Iterator[Any]:
    """Yield the parts of which something consists."""
    if kind in REPEATS:
        yield given[2]
    elif kind is op.SUBPATTERN:
        yield given[3]
    elif kind is op.BRANCH:
        yield from given[1]
    elif kind in {op.ASSERT, op.ASSERT_NOT}:
        yield given[1]
    elif kind is op.ATOMIC_GROUP:
        yield given


def repeated(items: Any) -> Iterator[Any]:
    """Yield what may come again and again, however deep it stands."""
    for kind, given in items:
        if kind in REPEATS and (given[1] is op.MAXREPEAT or given[1] >= MANY):
            yield given[2]
        for part in _inside(kind, given):
            yield from repeated(part)
