"""Rules that no person has written do not hold up a check: the proofs end, and that is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_search import plain_somebody
from rule_texts import CONDITIONS
from test_rule_proofs import IDS, KNOWN

from sitegen.programme.eligibility import search
from sitegen.programme.eligibility.conditions import All, Any, Condition, Is, Not, Within
from sitegen.programme.eligibility.facts import Fact, FactType
from sitegen.programme.eligibility.logic import Answers
from sitegen.programme.eligibility.search import Proofs
from sitegen.programme.eligibility.situations import TooManyError


def fact(name: str, of: FactType) -> Fact:
    return Fact(id=name, type=of, ask="", choices={}, lowest=0, highest=1_000_000, decided_by=None)


AGE = fact("age", FactType.WHOLE_NUMBER)
YES_OR_NO = {f"f{n}": fact(f"f{n}", FactType.YES_NO) for n in range(200)}


def odd(number: int) -> Condition:
    return Any(tuple(Within("age", 2 * n, 2 * n) for n in range(number)))


def large() -> Iterator[tuple[Condition, ...]]:
    for number in (300, 1200):
        yield (All((odd(number), Not(odd(number)))),)
        yield tuple(Not(Within("age", n, n)) for n in range(number))


@pytest.mark.parametrize("conditions", list(large()))
def test_a_question_takes_a_bounded_number_of_comparisons(
    conditions: tuple[Condition, ...],
) -> None:
    proofs = Proofs({"age": AGE}, ())
    with pytest.raises(TooManyError):
        proofs.somebody(conditions)
    assert search.MOST_TOGETHER - proofs.left <= 2 * search.MOST_WORK


# The search finds the person whom the plain search finds, and gives up where that one does


def answered(find: Callable[[], Answers | None]) -> Answers | str | None:
    try:
        return find()
    except TooManyError:
        return "too many"


@settings(max_examples=150)
@given(st.lists(CONDITIONS, min_size=1, max_size=6))
def test_the_same_person_is_found_as_by_trying_everything(conditions: list[Condition]) -> None:
    asked = [conditions, [Any((*conditions, Not(conditions[0])))], [Not(All(tuple(conditions)))]]
    for some in asked:
        plain = answered(lambda some=some: plain_somebody(some, KNOWN, IDS))  # type: ignore[misc]
        assert answered(lambda some=some: Proofs(KNOWN, IDS).somebody(some)) == plain  # type: ignore[misc]


# Twice as much is to be proved: twice as much is compared, and not more


def steps(conditions: list[Condition]) -> int:
    proofs = Proofs(YES_OR_NO, ())
    proofs.somebody(conditions)
    return search.MOST_TOGETHER - proofs.left


@pytest.mark.parametrize(
    "conditions",
    [
        lambda n: [Not(Any(tuple(Is(f"f{i}", expected=True) for i in range(n))))],
        lambda n: [Any(tuple(Is(f"f{i}", expected=True) for i in range(n)))],
        lambda n: [Is(f"f{i}", expected=True) for i in range(n)],
        lambda n: [
            Any((Is(f"f{i}", expected=False), Is(f"f{(i + 1) % n}", expected=False)))
            for i in range(n)
        ],
    ],
)
def test_a_search_is_as_long_as_its_conditions(
    conditions: Callable[[int], list[Condition]],
) -> None:
    assert steps(conditions(100)) <= 2.2 * steps(conditions(50))
