"""Rules as text: made up at random for laws, written as an editor would, and checked as a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from case_files import report
from hypothesis import strategies as st

from sitegen.diagnostics import Report
from sitegen.programme.eligibility.conditions import (
    All,
    Any,
    Bound,
    Condition,
    Is,
    Not,
    OneOf,
    Something,
    Within,
)

TODAY = date(2022, 1, 15)
FACTS = """\
facts:
  well: {type: yes or no, ask: Are you well?}
  glad: {type: yes or no, ask: Are you glad?}
  age: {type: whole number, ask: How old are you?, highest: 120}
  hours: {type: whole number, ask: How many hours have you worked?}
  score: {type: percent, ask: What was your score?}
  done: {type: date, ask: When did you complete it?}
  way: {type: choice, ask: Which way?, choices: {left: Left, right: Right, ahead: Ahead}}
  roles: {type: choices, ask: Which roles?, choices: {cook: Cook, guide: Guide, host: Host}}
  trained_in: {type: designations, ask: What are you trained in?}
"""
_DAYS = st.dates(date(2019, 1, 1), date(2021, 12, 31))


def _within(fact: str, bounds: st.SearchStrategy[Bound]) -> st.SearchStrategy[Condition]:
    def of(pair: tuple[Bound, Bound], kind: int) -> Condition:
        lowest, highest = sorted(pair, key=str) if isinstance(pair[0], date) else sorted(pair)  # type: ignore[type-var]
        return Within(fact, None if kind == 1 else lowest, None if kind == 2 else highest)

    return st.builds(of, st.tuples(bounds, bounds), st.integers(0, 2))


def _one_of(fact: str, choices: str) -> st.SearchStrategy[Condition]:
    names = st.lists(st.sampled_from(choices.split()), min_size=1, max_size=3, unique=True)
    return names.map(lambda some: OneOf(fact, tuple(some)))


SINGLE: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Is, st.sampled_from(["well", "glad"]), st.booleans()),
    _within("age", st.integers(0, 119)),
    _within("hours", st.integers(1, 5000)),
    _within("score", st.integers(0, 100)),
    _within("done", _DAYS),
    _one_of("way", "left right ahead"),
    _one_of("roles", "cook guide host"),
    _one_of("trained_in", "tested other"),
    st.builds(Something, st.sampled_from(["roles", "trained_in"]), st.booleans()),
)


def _joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(All, parts), st.builds(Any, parts), st.builds(Not, inner))


ONCE = _joined(SINGLE)
CONDITIONS = st.one_of(SINGLE, ONCE, _joined(st.one_of(SINGLE, ONCE)))
"""Every condition that can be written: all, any and not at most two deep."""


def written(condition: Condition) -> str:
    """Write a condition as an editor would."""
    if isinstance(condition, All | Any):
        kind = "all" if isinstance(condition, All) else "any"
        return f"{{{kind}: [{', '.join(map(written, condition.parts))}]}}"
    if isinstance(condition, Not):
        return f"{{not: {written(condition.part)}}}"
    if isinstance(condition, Is):
        return f"{{{condition.fact}: {'yes' if condition.expected else 'no'}}}"
    if isinstance(condition, Something):
        return f"{{{condition.fact}: {'any' if condition.expected else 'none'}}}"
    if isinstance(condition, OneOf):
        return f"{{{condition.fact}: [{', '.join(condition.choices)}]}}"
    return f"{{{condition.fact}: {_bounds(condition)}}}"


def _bounds(within: Within) -> str:
    lowest, highest = within.lowest, within.highest
    if lowest is not None and highest is not None:
        return f"{lowest} to {highest}"
    if isinstance(lowest or highest, date):
        return f"on or before {highest}" if lowest is None else f"on or after {lowest}"
    return f"at most {highest}" if lowest is None else f"at least {lowest}"


def rules(
    requirements: Iterable[str],
    examples: Iterable[str] = (),
    *,
    dates: str = "",
    facts: str = FACTS,
) -> str:
    """Write a file with one designation of these requirements, and with example people."""
    tests = "".join(f"  - {example}\n" for example in examples)
    required = "".join(f"      - {one}\n" for one in requirements)
    return (
        f"{facts}designations:\n  - id: tested\n    name: Tested\n{dates}    requires:\n{required}"
        "  - {id: other, name: Other, requires: []}\n" + (f"tests:\n{tests}" if tests else "")
    )


def requirement(when: str, more: str = "") -> str:
    """Write a requirement on one line."""
    return f"{{text: is as it must be, when: {when}{more}}}"


def checked_rules(text: str, today: date = TODAY) -> Report:
    """Check the small site with these rules."""
    return report({"content/designations.yaml": text.encode()}, today)


def proposed(found: Report) -> list[str]:
    """Give the example people that the check proposes, as they are to be pasted."""
    helps = [d.help or "" for d in found.diagnostics if d.code == "example-missing"]
    return [re.sub(r".*?- (?=\{person)", "", text, count=1) for text in helps]


def codes(found: Report) -> Mapping[str, int]:
    """Count what was found, without what the made-up facts and days cause."""
    counted: dict[str, int] = {}
    for diagnostic in found.diagnostics:
        if diagnostic.code not in {"unused-fact", "no-lowest-age", "nothing-upcoming"}:
            counted[diagnostic.code] = counted.get(diagnostic.code, 0) + 1
    return counted
