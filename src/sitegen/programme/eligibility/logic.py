"""Conditions against answers: yes, no, or cannot say yet.

Answers may be missing, so the logic has three values (Kleene's): what is not known leaves a
result open only where it could decide it. The script of the page that asks visitors follows the
same three values, and a test compares the two in every situation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import IntEnum
from typing import cast

from sitegen.programme.eligibility.conditions import (
    All,
    Any,
    Bound,
    Condition,
    Is,
    Not,
    OneOf,
    Test,
    Within,
    position,
)

Answer = bool | int | date | str | frozenset[str]
"""Yes or no, a number, a day, one choice, or every choice (or designation) that was named."""

Answers = Mapping[str, Answer]
"""By fact. A fact that is not answered is not there."""


class Outcome(IntEnum):
    """Whether a condition holds. The order makes `all` the least and `any` the greatest part."""

    NO = 0
    OPEN = 1
    YES = 2


def outcome(condition: Condition, answers: Answers) -> Outcome:
    """Tell whether `condition` holds for a person who gave these answers."""
    if isinstance(condition, All):
        return min(outcome(part, answers) for part in condition.parts)
    if isinstance(condition, Any):
        return max(outcome(part, answers) for part in condition.parts)
    if isinstance(condition, Not):
        return Outcome(Outcome.YES - outcome(condition.part, answers))
    answer = answers.get(condition.fact)
    if answer is None:
        return Outcome.OPEN
    return Outcome.YES if meets(condition, answer) else Outcome.NO


def meets(test: Test, answer: Answer) -> bool:
    """Tell whether one answer is what a condition on its fact asks for."""
    if isinstance(test, Is):
        return answer is test.expected
    if isinstance(test, Within):
        # The checks see to it that what has bounds is answered with a number or a day.
        number = position(cast("Bound", answer))
        above = test.lowest is None or position(test.lowest) <= number
        return above and (test.highest is None or number <= position(test.highest))
    named = answer if isinstance(answer, frozenset) else frozenset({answer})
    if isinstance(test, OneOf):
        return not named.isdisjoint(test.choices)
    return bool(named) is test.expected


def all_of(conditions: Iterable[Condition], answers: Answers) -> Outcome:
    """Tell whether all `conditions` hold; where there are none, they do."""
    return min((outcome(one, answers) for one in conditions), default=Outcome.YES)


def open_facts(condition: Condition, answers: Answers) -> Iterator[str]:
    """Yield the facts whose answers could still decide whether `condition` holds, as written."""
    if outcome(condition, answers) is not Outcome.OPEN:
        return
    if isinstance(condition, All | Any):
        for part in condition.parts:
            yield from open_facts(part, answers)
    elif isinstance(condition, Not):
        yield from open_facts(condition.part, answers)
    else:
        yield condition.fact
