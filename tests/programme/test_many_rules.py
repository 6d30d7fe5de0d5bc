"""Files of many rules: twice as many take twice the steps to check, or the proofs end with a word.

Steps are the calls of Python's functions, the same on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType

import pytest
from rule_texts import checked_rules

from sitegen.programme.eligibility import book
from sitegen.programme.eligibility.search import Proofs

SIZE = 80


def facts(number: int, kind: str = "yes or no") -> str:
    return "facts:\n" + "".join(
        f"  f{i}: {{type: {kind}, ask: Question {i}?}}\n" for i in range(number)
    )


def designations(*requirements: str) -> str:
    return "designations:\n" + "".join(
        f"  - id: d{i}\n    name: Designation {i}\n    requires:\n{one}"
        for i, one in enumerate(requirements)
    )


def requires(*conditions: str) -> str:
    return "".join(f"      - {{text: is as it must be, when: {one}}}\n" for one in conditions)


def each(number: int) -> list[str]:
    return [f"{{f{i}: yes}}" for i in range(number)]


def any_of(conditions: list[str]) -> str:
    return f"{{any: [{', '.join(conditions)}]}}"


def choices(number: int, names: str) -> str:
    possible = ", ".join(f"choice-{i}: Choice {i}" for i in range(number))
    asked = ", ".join(f"{names}{i}" for i in range(number))
    fact = f"facts:\n  c: {{type: choice, ask: Which?, choices: {{{possible}}}}}\n"
    return fact + designations(requires(f"{{c: [{asked}]}}"))


def examples(number: int, names: str) -> str:
    return "tests:\n" + "".join(
        f"  - {{person: A{i}, answers: {{f{i}: yes}}, can_apply_for: [{names}{i}]}}\n"
        for i in range(number)
    )


def answers(number: int, fact: str, names: str) -> str:
    return "tests:\n" + "".join(
        f"  - {{person: A{i}, answers: {{{fact}: {names}{i}}}, can_apply_for: [d0]}}\n"
        for i in range(number)
    )


MANY: dict[str, Callable[[int], str]] = {
    "designations of their own": lambda n: facts(n) + designations(*map(requires, each(n))),
    "designations within one another": lambda n: (
        facts(1, "whole number")
        + designations(*(requires(f"{{f0: at least {i + 1}}}") for i in range(n)))
    ),
    "examples": lambda n: facts(n) + designations(*map(requires, each(n))) + examples(n, "d"),
    "examples of unknown rules": lambda n: (
        facts(n) + designations(*map(requires, each(n))) + examples(n, "unheard-of-")
    ),
    "facts of another kind in one condition": lambda n: (
        facts(n, "whole number") + designations(requires(any_of(each(n))))
    ),
    "facts that are not there": lambda n: facts(1) + designations(requires(*each(n))),
    "choices that are not there": lambda n: choices(n, "other-"),
    "choices": lambda n: choices(n, "choice-"),
    "answers that are no choices": lambda n: choices(n, "choice-") + answers(n, "c", "other-"),
    "answers to facts that are not there": lambda n: choices(n, "choice-") + answers(n, "d", ""),
    "one any of many": lambda n: facts(n * 4) + designations(requires(any_of(each(n * 4)))),
}


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls of functions that work takes."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("kind", MANY)
def test_twice_as_many_take_twice_the_steps(kind: str) -> None:
    checked_rules(MANY[kind](3))  # what is prepared once
    once = calls_of(lambda: checked_rules(MANY[kind](SIZE)))
    assert calls_of(lambda: checked_rules(MANY[kind](2 * SIZE))) <= 2.4 * once


def dated(number: int) -> str:
    days = [f"2022-{month:02}-{day:02}" for month in range(2, 13) for day in range(1, 28)]
    return facts(number) + designations(
        "".join(
            f"      - {{text: is as it must be, when: {{f{i}: yes}}, from: {day}}}\n"
            for i, day in enumerate(days[:number])
        )
    )


def test_all_proofs_of_a_file_end_together_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(book, "Proofs", partial(Proofs, left=20_000))
    once = calls_of(lambda: checked_rules(dated(SIZE)))
    assert calls_of(lambda: checked_rules(dated(2 * SIZE))) <= 2.4 * once
    found = checked_rules(dated(SIZE))
    (said,) = (one for one in found.diagnostics if one.code == "rule-too-large")
    assert said.message == (
        "It would take too long to prove all rules of this file, so some are left out."
    )


def test_many_designations_that_overlap_are_named_up_to_a_number() -> None:
    some = [f"{{f0: {i} to {i + 15}}}" for i in range(60)]
    found = checked_rules(facts(1, "whole number") + designations(*map(requires, some)))
    (overlap,) = (one for one in found.diagnostics if one.code == "designation-overlap")
    assert overlap.message.endswith(", and more.")
    assert overlap.message.count(" with ") == 200
