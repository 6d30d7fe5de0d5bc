"""The `when` of a requirement, from nodes to conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, Related, Source, Span, problem
from sitegen.lazy import replace
from sitegen.programme.eligibility.conditions import (
    All,
    Any,
    Condition,
    Is,
    Not,
    OneOf,
    Something,
    Test,
    Within,
    position,
    shifted,
)
from sitegen.source.dates import read_date
from sitegen.source.fields import NOT_DECIDED, UNREAD, Misread, Unread
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence, Unreadable
from sitegen.source.wording import shown

CONDITION_SCHEMA = {"type": "object", "minProperties": 1}
_EXAMPLES = "Write it such as {age: 18 to 26}, {lived_experience: yes} or {all: [{…}, {…}]}."
DEEPEST = 2
"""How often all, any and not may stand inside one another; more cannot be read by people."""


def read_condition(source: Source, node: Node) -> tuple[Condition | Unread, list[Diagnostic]]:
    """Read `{age: 18 to 26}` and the like; UNREAD with the reasons where it cannot be checked."""
    reading = _Reading(source)
    condition = reading.condition(node, 0)
    return (UNREAD if condition is None or reading.found else condition), reading.found


class _Reading:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []

    def condition(self, node: Node, depth: int) -> Condition | None:
        if not isinstance(node, Mapping) or not node.fields:
            self._refuse(node, "A condition names a fact and the answer that is needed.")
            return None
        if depth > DEEPEST:
            message = f"all, any and not stand inside one another more than {DEEPEST} times."
            self._refuse(node, message, "Write two requirements instead of one.")
            return None
        parts = [self._one(key, value, depth) for key, value in self._each_once(node)]
        whole = tuple(part for part in parts if part is not None)
        if len(whole) < len(parts):
            return None
        return whole[0] if len(whole) == 1 else All(whole)

    def _each_once(self, node: Mapping) -> Iterator[tuple[Scalar, Node]]:
        first: dict[str, Scalar] = {}
        for key, value in node.fields:
            if first.setdefault(key.text, key) is not key:
                message = f"`{shown(key.text)}` stands twice in this condition."
                help_ = "Delete one of the two, or write them as a list under `all` or `any`."
                before = first[key.text]
                related = Related("the first one", Span(self.source, before.start, before.end))
                at = Span(self.source, key.start, key.end)
                self.found.append(problem("duplicate-field", at, message, help_, related))
            yield key, value

    def _one(self, key: Scalar, node: Node, depth: int) -> Condition | None:
        if key.text == "not":
            part = self.condition(node, depth + 1)
            return None if part is None else Not(part)
        if key.text not in {"all", "any"}:
            return self._test(key.text, node)
        if not isinstance(node, Sequence) or not node.items:
            help_ = "Write it such as [{…}, {…}], with a condition in each pair of braces."
            if isinstance(node, Mapping) and (apart := self._apart(node)):
                help_ = f"Write it in brackets: [{apart}]"
            self._refuse(node, f"`{key.text}` holds a list of conditions.", help_)
            return None
        parts = tuple(self.condition(item, depth + 1) for item in node.items)
        whole = tuple(part for part in parts if part is not None)
        if len(whole) < len(parts):
            return None
        return All(whole) if key.text == "all" else Any(whole)

    def _apart(self, node: Mapping) -> str | None:
        """Write each part of a condition as one of its own; None where one goes over lines."""
        parts = [self.source.text[key.start : value.end].rstrip() for key, value in node.fields]
        return None if "\n" in "".join(parts) else ", ".join(f"{{{part}}}" for part in parts)

    def _test(self, fact: str, node: Node) -> Test | None:
        if isinstance(node, Sequence):
            names = tuple(item.text for item in node.items if isinstance(item, Scalar))
            if names and all(names) and len(names) == len(node.items):
                return OneOf(fact, names)
            if any(isinstance(item, Unreadable) for item in node.items):
                return None  # reported where it was read
        elif isinstance(node, Scalar) and (test := _test_of(fact, node.text)):
            return self._in_order(test, node)
        self._refuse(node, f"It is not clear what `{shown(fact)}` must be.")
        return None

    def _in_order(self, test: Test | Misread, node: Node) -> Test | None:
        if isinstance(test, Misread):  # a day that is none
            span = Span(self.source, node.start, node.end)
            # A condition waits for no decision, so a day that is not named is mistyped.
            code = "date-format" if test.code == NOT_DECIDED else test.code
            self.found.append(problem(code, span, test.message, test.help))
            return None
        if not isinstance(test, Within) or test.lowest is None or test.highest is None:
            return test
        if position(test.lowest) <= position(test.highest):
            return test
        is_day = isinstance(test.lowest, date)
        from_to = "later day to the earlier" if is_day else "larger number to the smaller"
        message = f"`{shown(test.fact)}` goes from the {from_to} one."
        self._refuse(node, message, f"Write {test.highest} to {test.lowest}")
        return None

    def _refuse(self, node: Node, message: str, help_: str = _EXAMPLES) -> None:
        if isinstance(node, Unreadable):
            return  # reported where it was read
        span = Span(self.source, node.start, node.end)
        self.found.append(problem("condition-format", span, message, help_))


_NUMBER = "([0-9]{1,6})%?"


def _test_of(fact: str, text: str) -> Test | Misread | None:
    if text in {"yes", "no"}:
        return Is(fact, text == "yes")
    if text in {"any", "none"}:
        return Something(fact, text == "any")
    if match := re.fullmatch(f"(at least |at most |){_NUMBER}", text):
        number = int(match[2])
        lowest = None if match[1] == "at most " else number
        highest = None if match[1] == "at least " else number
        return Within(fact, lowest, highest)
    if match := re.fullmatch(f"{_NUMBER} to {_NUMBER}", text):
        return Within(fact, int(match[1]), int(match[2]))
    # What else is written may be a choice in other words. The check of conditions knows the fact.
    return _days_of(fact, text) or (OneOf(fact, (text,)) if text.strip() else None)


def _days_of(fact: str, text: str) -> Within | Misread | None:
    """Read `before 2021-05-01` and the like."""
    if match := re.fullmatch("(on or after|on or before|after|before) (.+)", text):
        day = read_date(match[2])
        if isinstance(day, Misread):
            help_ = re.sub("^Write (?=[0-9])", f"Write {match[1]} ", day.help or "")
            return replace(day, help=help_)
        if "after" in match[1]:
            return Within(fact, day if "on" in match[1] else shifted(day, 1), None)
        return Within(fact, None, day if "on" in match[1] else shifted(day, -1))
    begin, _, end = text.rpartition(" to ")
    if end and "\n" not in text and re.search("[0-9]{4}-.", begin):
        first, last = read_date(begin), read_date(end)
        if isinstance(first, Misread):
            return first
        return last if isinstance(last, Misread) else Within(fact, first, last)
    return None
