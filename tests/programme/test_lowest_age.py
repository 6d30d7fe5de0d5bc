"""Nobody is told that they can apply where no rule says so: below every age, and with no rule."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.programme.eligibility.conditions import All, Condition, Is, Within
from sitegen.programme.eligibility.logic import Outcome
from sitegen.programme.eligibility.rules import (
    Assessment,
    Requirement,
    Rule,
    Subject,
    assess,
    silent_below,
)

TODAY = date(2022, 3, 1)
SAYS_YES = Is("yes", expected=True)


def rule(name: str, *conditions: Condition, until: date | None = None, known: bool = True) -> Rule:
    return Rule(
        subject=Subject.DESIGNATION,
        id=name,
        name=name,
        requires=tuple(
            Requirement(text="", when=one, from_date=None, until_date=None) for one in conditions
        ),
        until_date=until,
        is_known=known,
    )


ADULT = rule("adult", SAYS_YES)
YOUNG = rule("young", Within("age", 18, 26), SAYS_YES)
EITHER = Rule(subject=Subject.TRACK, id="either", name="", any_of=("adult", "young"))


def found(*rules: Rule, age: int | None = None, says_yes: bool = True) -> dict[str, Assessment]:
    answers = {"yes": says_yes} | ({} if age is None else {"age": age})
    return {one.rule.id: one for one in assess(rules, {}, answers, TODAY)}


@pytest.mark.parametrize(
    ("age", "adult", "young", "either"),
    [
        (17, Outcome.OPEN, Outcome.NO, Outcome.OPEN),
        (18, Outcome.YES, Outcome.YES, Outcome.YES),
        (27, Outcome.YES, Outcome.NO, Outcome.YES),
        (None, Outcome.YES, Outcome.OPEN, Outcome.YES),
    ],
)
def test_below_the_lowest_age_of_all_what_names_none_is_left_open(
    age: int | None, adult: Outcome, young: Outcome, either: Outcome
) -> None:
    said = found(ADULT, YOUNG, EITHER, age=age)
    assert [one.outcome for one in said.values()] == [adult, young, either]
    assert [one.is_unsaid for one in said.values()] == [age == 17, False, age == 17]
    assert said["adult"].open == ()


def test_what_is_not_met_stays_so_and_another_designation_is_enough() -> None:
    assert found(ADULT, YOUNG, age=17, says_yes=False)["adult"].outcome is Outcome.NO
    child = rule("young", Within("age", 12, None))
    said = found(ADULT, child, rule("older", Within("age", 21, None)), EITHER, age=11)
    assert said["either"].is_unsaid
    assert found(ADULT, child, EITHER, age=12)["either"].outcome is Outcome.YES


@pytest.mark.parametrize(
    ("rules", "below"),
    [
        ((ADULT,), {}),
        ((ADULT, rule("under", Within("age", None, 26))), {}),
        ((ADULT, YOUNG), {"adult": 18}),
        ((ADULT, YOUNG, rule("under", Within("age", None, 26))), {"adult": 18, "under": 18}),
        ((ADULT, YOUNG, rule("older", Within("age", 21, None))), {"adult": 18}),
        ((ADULT, rule("deep", All((Within("age", 18, None), SAYS_YES)))), {"adult": 18}),
        ((ADULT, rule("score", Within("score", 75, None))), {}),
        ((ADULT, YOUNG, rule("tbd", known=False), EITHER), {"adult": 18}),
        ((YOUNG, rule("nothing")), {"nothing": 18}),
    ],
)
def test_a_rule_is_silent_if_it_names_no_lowest_age_and_another_does(
    rules: tuple[Rule, ...], below: dict[str, int]
) -> None:
    assert silent_below(rules, TODAY) == below


def test_what_is_no_longer_in_force_names_no_age() -> None:
    over = rule("over", Within("age", 18, None), until=date(2022, 2, 28))
    assert found(ADULT, over, age=17)["adult"].outcome is Outcome.YES


def test_where_nothing_is_required_no_page_says_that_it_is_met() -> None:
    nothing = rule("adult")
    said = found(nothing, YOUNG, EITHER, age=40)
    assert said["adult"].outcome is Outcome.OPEN
    assert said["either"].outcome is Outcome.OPEN
    assert not said["either"].is_unsaid
