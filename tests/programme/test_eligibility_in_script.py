"""The page's script and sitegen find the same, in every situation that the rules can tell apart."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, product
from pathlib import Path

import pytest
from case_files import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from needed import TESTS, program

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.lazy import replace
from sitegen.programme.eligibility.conditions import (
    All,
    Any,
    Condition,
    Is,
    Not,
    OneOf,
    Something,
    Within,
)
from sitegen.programme.eligibility.facts import Fact, FactType
from sitegen.programme.eligibility.logic import Answers
from sitegen.programme.eligibility.portable import portable_answer, portable_rules
from sitegen.programme.eligibility.rules import Requirement, Rule, Subject, assess
from sitegen.programme.eligibility.situations import situations
from sitegen.programme.model import Programme

SCRIPT = ROOT / "templates/assets/eligibility.js"
TODAY = date(2022, 3, 1)


@pytest.fixture(scope="module")
def programme() -> Programme:
    checked = check_site(read_site_files(ROOT), lambda _: TODAY)
    assert checked.programme is not None
    return checked.programme


def in_script(rules: Iterable[Rule], people: Iterable[Answers]) -> list[object]:
    """What the page's script finds for each person."""
    asked = {
        "rules": portable_rules(rules, TODAY),
        "people": [
            {fact: portable_answer(answer) for fact, answer in answers.items()}
            for answers in people
        ],
    }
    node = program("node", "apt install nodejs")
    run = subprocess.run(
        [node, TESTS / "eligibility-in-script.cjs", SCRIPT],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[object] = json.loads(run.stdout)
    return found


def in_python(rules: tuple[Rule, ...], facts: dict[str, Fact], answers: Answers) -> object:
    """The same in the same form."""
    return {
        one.rule.id: {
            "result": int(one.outcome),
            "sentences": [int(finding.outcome) for finding in one.findings],
            "open": list(one.open),
            "unsaid": one.is_unsaid,
        }
        for one in assess(rules, facts, answers, TODAY)
    }


def everybody(programme: Programme, rules: Iterable[Rule]) -> Iterator[Answers]:
    conditions = [one.when for rule in rules for one in rule.requires]
    designations = [one.id for one in programme.designations]
    return situations(conditions, programme.facts, designations)


def test_every_situation_of_the_designations_gives_the_same(programme: Programme) -> None:
    rules = programme.rules
    designations = [rule for rule in rules if rule.subject is Subject.DESIGNATION]
    people = list(everybody(programme, designations))
    assert len(people) == 1152
    for answers, said in zip(people, in_script(rules, people), strict=True):
        assert said == in_python(rules, dict(programme.facts), answers)


def pairs(people: Iterable[Answers]) -> set[tuple[object, ...]]:
    """Any two answers that somebody gives together."""
    return {pair for answers in people for pair in combinations(answers.items(), 2)}


def test_any_two_answers_together_give_the_same_under_all_rules(programme: Programme) -> None:
    rules = programme.rules
    everyone = list(everybody(programme, rules))
    assert len(everyone) == 1152 * 2**3 * 2 * 2 * 2
    # Each rule alone is tried in every situation below. Together, any two answers occur.
    people = everyone[::11]
    assert pairs(people) == pairs(everyone)
    for answers, said in zip(people, in_script(rules, people), strict=True):
        assert said == in_python(rules, dict(programme.facts), answers)


def test_every_situation_with_answers_left_out_gives_the_same(programme: Programme) -> None:
    rules = programme.rules
    for rule in rules:
        conditions = [one.when for one in rule.requires] or [
            one.when for other in rules if other.id in (rule.any_of or ()) for one in other.requires
        ]
        some = (rule, *(other for other in rules if other.id in (rule.any_of or ())))
        ordered = tuple(other for other in rules if other in some)
        designations = [one.id for one in programme.designations]
        whole = list(situations(conditions, programme.facts, designations))
        options = {
            fact: [None, *dict.fromkeys(person[fact] for person in whole)] for fact in whole[0]
        }
        people = [
            {
                fact: answer
                for fact, answer in zip(options, combination, strict=True)
                if answer is not None
            }
            for combination in product(*options.values())
        ]
        for answers, said in zip(people, in_script(ordered, people), strict=True):
            assert said == in_python(ordered, dict(programme.facts), answers)


FACTS = {
    "yes": Fact(
        id="yes",
        type=FactType.YES_NO,
        ask="",
        choices={},
        lowest=None,
        highest=None,
        decided_by=None,
    ),
    "age": Fact(
        id="age",
        type=FactType.WHOLE_NUMBER,
        ask="",
        choices={},
        lowest=0,
        highest=99,
        decided_by=None,
    ),
    "day": Fact(
        id="day",
        type=FactType.DATE,
        ask="",
        choices={},
        lowest=None,
        highest=None,
        decided_by=None,
    ),
    "one": Fact(
        id="one",
        type=FactType.CHOICE,
        ask="",
        choices={"a": "", "b": "", "c": ""},
        lowest=None,
        highest=None,
        decided_by=None,
    ),
    "some": Fact(
        id="some",
        type=FactType.CHOICES,
        ask="",
        choices={"a": "", "b": "", "c": ""},
        lowest=None,
        highest=None,
        decided_by=None,
    ),
}
bounds = st.none() | st.integers(0, 99)
days = st.dates(date(1969, 12, 25), date(1970, 1, 5)) | st.dates()
single: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Is, st.just("yes"), st.booleans()),
    st.builds(Within, st.just("age"), bounds, bounds),
    st.builds(Within, st.just("day"), st.none() | days, st.none() | days),
    st.builds(
        OneOf,
        st.sampled_from(["one", "some"]),
        st.sets(st.sampled_from("abc"), min_size=1).map(tuple),
    ),
    st.builds(Something, st.just("some"), st.booleans()),
)
conditions = st.recursive(
    single,
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Any, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=6,
)
people = st.fixed_dictionaries(
    {},
    optional={
        "yes": st.booleans(),
        "age": st.integers(0, 99),
        "day": days,
        "one": st.sampled_from("abc"),
        "some": st.frozensets(st.sampled_from("abc")),
    },
)


@settings(max_examples=25, deadline=None)
@given(st.lists(conditions, min_size=1, max_size=40), st.lists(people, min_size=1, max_size=40))
def test_any_rules_give_the_same(some: list[Condition], answers: list[Answers]) -> None:
    rules = tuple(
        Rule(
            subject=Subject.DESIGNATION,
            id=str(number),
            name="",
            requires=(Requirement(text="", when=one, from_date=None, until_date=None),),
        )
        for number, one in enumerate(some)
    )
    rules = (
        *rules,
        Rule(subject=Subject.TRACK, id="t", name="", any_of=tuple(r.id for r in rules)),
    )
    for person, said in zip(answers, in_script(rules, answers), strict=True):
        assert said == in_python(rules, FACTS, person)


def test_the_script_is_tiny() -> None:
    assert len(gzip.compress(Path(SCRIPT).read_bytes(), 9)) < 1000


def test_what_is_not_known_yet_is_open_for_everybody_in_both(programme: Programme) -> None:
    rules = tuple(
        replace(one, requires=(), is_known=False) if one.id == "young-adult" else one
        for one in programme.rules
    )
    people = list(everybody(programme, rules))[::37]
    for answers, said in zip(people, in_script(rules, people), strict=True):
        assert said == in_python(rules, dict(programme.facts), answers)
    assert {said["young-adult"]["result"] for said in in_script(rules, people)} == {1}
