"""Every situation that the rules can tell apart: a finite number, although there are many people.

A number matters only at the bounds that rules name, and choices that no rule names are all alike.
So what holds in every situation holds for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

from sitegen.programme.conditions import Condition, OneOf, Within, tests_in
from sitegen.programme.eligibility.logic import Answer, Answers
from sitegen.programme.facts import Fact, FactType

LARGEST_NUMBER = 150
"""No age and no percentage is larger; facts may set a smaller bound."""


def situations(
    conditions: Iterable[Condition], facts: Mapping[str, Fact], designations: Iterable[str]
) -> Iterator[Answers]:
    """Yield the answers of one person for each situation that `conditions` can tell apart.

    Every fact that they ask for is answered. `designations` are the ids of all of them.
    """
    answers = {
        name: possible_answers(facts[name], conditions_on, tuple(designations))
        for name, conditions_on in _by_fact(conditions).items()
    }
    for combination in product(*answers.values()):
        yield dict(zip(answers, combination, strict=True))


def _by_fact(conditions: Iterable[Condition]) -> dict[str, list[Condition]]:
    found: dict[str, list[Condition]] = {}
    for condition in conditions:
        for test in tests_in(condition):
            found.setdefault(test.fact, []).append(test)
    return found


def possible_answers(
    fact: Fact, tests: Iterable[Condition], designations: tuple[str, ...]
) -> tuple[Answer, ...]:
    """Give one answer of each kind that the tests on this one fact can tell apart."""
    if fact.type is FactType.YES_NO:
        return (True, False)
    if fact.type in {FactType.WHOLE_NUMBER, FactType.PERCENT}:
        return tuple(_numbers(fact, tests))
    options = designations if fact.type is FactType.DESIGNATIONS else tuple(fact.choices)
    named = {choice for test in tests if isinstance(test, OneOf) for choice in test.choices}
    # One of those that no rule names stands for all of them.
    unnamed = [option for option in options if option not in named][:1]
    different = [option for option in options if option in named or option in unnamed]
    if fact.type is FactType.CHOICE:
        return tuple(different)
    return tuple(
        frozenset(some)
        for size in range(len(different) + 1)
        for some in combinations(different, size)
    )


def _numbers(fact: Fact, tests: Iterable[Condition]) -> Iterator[int]:
    """Yield the first number of each range between two bounds."""
    first = 0 if fact.lowest is None else fact.lowest
    highest = 100 if fact.type is FactType.PERCENT else LARGEST_NUMBER
    last = highest if fact.highest is None else fact.highest
    begins = {first}
    for test in tests:
        if isinstance(test, Within):
            begins |= {
                bound
                for bound in (test.lowest, None if test.highest is None else test.highest + 1)
                if bound is not None and first < bound <= last
            }
    yield from sorted(begins)
