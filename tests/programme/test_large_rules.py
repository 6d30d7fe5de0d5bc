"""A rule that no person has written does not hold up a check: its proof ends, and that is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sitegen.programme.conditions import All, Any, Condition, Not, Within
from sitegen.programme.eligibility import logic, search
from sitegen.programme.eligibility.situations import TooManyError
from sitegen.programme.facts import Fact, FactType

AGE = Fact(
    id="age",
    type=FactType.WHOLE_NUMBER,
    ask="",
    choices={},
    lowest=0,
    highest=1_000_000,
    decided_by=None,
)


def odd(number: int) -> Condition:
    return Any(tuple(Within("age", 2 * n, 2 * n) for n in range(number)))


def large() -> Iterator[tuple[Condition, ...]]:
    for number in (300, 1200):
        yield (All((odd(number), Not(odd(number)))),)
        yield tuple(Not(Within("age", n, n)) for n in range(number))


@pytest.mark.parametrize("conditions", list(large()))
def test_a_question_takes_a_bounded_number_of_comparisons(
    conditions: tuple[Condition, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = 0
    all_of = logic.all_of

    def counted(asked: tuple[Condition, ...], answers: logic.Answers) -> logic.Outcome:
        nonlocal looked_at
        looked_at += sum(1 for one in asked for _ in search.tests_in(one))
        return all_of(asked, answers)

    monkeypatch.setattr(search, "all_of", counted)
    with pytest.raises(TooManyError):
        search.somebody(conditions, {"age": AGE}, ())
    assert looked_at <= search.MOST_WORK
