"""Every situation that the rules can tell apart: a finite number, although there are many people.

A number matters only at the bounds that rules name, and choices that no rule names are all alike.
So what holds in every situation holds for everybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations, product
from math import comb

from sitegen.programme.eligibility.answers import number_bounds
from sitegen.programme.eligibility.conditions import (
    Bound,
    Condition,
    OneOf,
    Test,
    Within,
    position,
    shifted,
    tests_in,
)
from sitegen.programme.eligibility.facts import Fact, FactType
from sitegen.programme.eligibility.logic import Answer, Answers

MOST_ANSWERS = 10_000
"""To a question where several things can be named: those of more than 13 are not listed."""


class TooManyError(Exception):
    """There are more answers than can be looked through."""


_SOME_DAY = date(2000, 1, 1)
"""Stands for all days where no condition tells them apart."""


def situations(
    conditions: Iterable[Condition], facts: Mapping[str, Fact], designations: Iterable[str]
) -> Iterator[Answers]:
    """Yield the answers of one person for each situation that `conditions` can tell apart.

    Every fact that they ask for is answered. `designations` are the ids of all of them.
    """
    ids = tuple(designations)
    tests = tests_by_fact(conditions)
    answers = {fact: possible_answers(facts[fact], on, ids) for fact, on in tests.items()}
    for combination in product(*answers.values()):
        yield dict(zip(answers, combination, strict=True))


def possible_answers(
    fact: Fact,
    tests: Collection[Condition],
    designations: tuple[str, ...],
    *,
    as_example: bool = False,
) -> tuple[Answer, ...]:
    """Give one answer of each kind that the tests on this one fact can tell apart, plainest first.

    A number is the first of its range. As an example it is next to a bound, choices that stand in
    the same tests are one choice, and of several things at most one for each test is named. That
    is enough: what is met by several things is met by one of them, and naming less breaks no test,
    as long as something is named. Raises TooManyError.
    """
    if fact.type is FactType.YES_NO:
        return (True, False)
    if fact.type in {FactType.WHOLE_NUMBER, FactType.PERCENT, FactType.DATE}:
        return tuple(_numbers(fact, tests, as_example=as_example))
    options = designations if fact.type is FactType.DESIGNATIONS else tuple(fact.choices)
    different = _different(options, tests, as_example=as_example)
    if fact.type is FactType.CHOICE:
        return different
    most = min(len(set(tests)), len(different)) if as_example else len(different)
    if sum(comb(len(different), size) for size in range(most + 1)) > MOST_ANSWERS:
        raise TooManyError
    return tuple(
        frozenset(some) for size in range(most + 1) for some in combinations(different, size)
    )


def _different(
    options: Iterable[str], tests: Collection[Condition], *, as_example: bool
) -> tuple[str, ...]:
    """Give the choices that the tests can tell apart: all that they name, and one of the others."""
    named_in: dict[str, list[int]] = {}
    for number, test in enumerate(tests):
        for choice in dict.fromkeys(test.choices) if isinstance(test, OneOf) else ():
            named_in.setdefault(choice, []).append(number)
    kinds: dict[object, str] = {}
    for option in options:
        kind = tuple(named_in.get(option, ()))
        kinds.setdefault(kind if as_example or not kind else option, option)
    return tuple(kinds.values())


def tests_by_fact(conditions: Iterable[Condition]) -> dict[str, list[Test]]:
    """Give the conditions on single facts, by fact, in the order written."""
    found: dict[str, list[Test]] = {}
    for condition in conditions:
        for test in tests_in(condition):
            found.setdefault(test.fact, []).append(test)
    return found


def _numbers(fact: Fact, tests: Iterable[Condition], *, as_example: bool) -> Iterator[Bound]:
    """Yield one number, or day, of each range between two bounds."""
    within = [test for test in tests if isinstance(test, Within)]
    begins = {test.lowest for test in within if test.lowest is not None}
    begins |= {shifted(test.highest, 1) for test in within if test.highest is not None}
    if fact.type is FactType.DATE:  # there is no first day
        yield shifted(min(begins, key=position, default=_SOME_DAY), -1)
        yield from sorted(begins, key=position)
        return
    first, last = number_bounds(fact)
    inside = sorted(n for n in map(position, begins) if first < n and (last is None or n <= last))
    yield inside[0] - 1 if as_example and inside else first
    yield from inside
