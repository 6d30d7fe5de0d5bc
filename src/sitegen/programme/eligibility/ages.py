"""The lowest age: what rules say of it, and from where on their silence leaves it open."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.programme.eligibility.conditions import Condition, Test, Within, tests_in
from sitegen.programme.eligibility.logic import Answers

AGE = "age"
"""The fact that asks how old somebody is."""


def says_lowest_age(test: Test) -> bool:
    """Tell whether a condition on one fact says something about the lowest age."""
    return test.fact == AGE and (not isinstance(test, Within) or test.lowest is not None)


def is_silent(conditions: Iterable[Condition]) -> bool:
    """Tell whether these conditions say nothing about the lowest age."""
    return not any(says_lowest_age(test) for one in conditions for test in tests_in(one))


def lowest_age(conditions: Iterable[Condition]) -> int | None:
    """Give the lowest age that these conditions name, if they name one."""
    return min(
        (
            test.lowest
            for one in conditions
            for test in tests_in(one)
            if test.fact == AGE and isinstance(test, Within) and isinstance(test.lowest, int)
        ),
        default=None,
    )


def is_below(answers: Answers, bound: int | None) -> bool:
    """Tell whether somebody is known to be younger than an age; nobody is where there is none."""
    age = answers.get(AGE)
    return bound is not None and isinstance(age, int) and age < bound
