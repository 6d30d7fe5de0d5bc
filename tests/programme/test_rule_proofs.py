"""Laws of the proofs: proposals help, what is right is never blamed, time breaks nothing."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_texts import (
    CONDITIONS,
    FACTS,
    SINGLE,
    TODAY,
    checked_rules,
    codes,
    proposed,
    requirement,
    rules,
    written,
)

from sitegen.diagnostics import Report, Severity, Source
from sitegen.programme.eligibility.answers import answers_text
from sitegen.programme.eligibility.book import facts_of
from sitegen.programme.eligibility.conditions import Condition
from sitegen.programme.eligibility.facts import Fact, FactType
from sitegen.programme.eligibility.file import DesignationsFile
from sitegen.programme.eligibility.logic import Answers, Outcome, all_of
from sitegen.programme.eligibility.search import Proofs
from sitegen.programme.eligibility.situations import situations
from sitegen.source.reading_records import read_record
from sitegen.source.yaml_reading import read_yaml

SEVERAL = st.lists(CONDITIONS, min_size=1, max_size=3)
EXAMPLE_ERRORS = {"example-contradicts", "example-undecided", "answer-format", "unknown-reference"}


def known_facts() -> dict[str, Fact]:
    source = Source("content/designations.yaml", rules([]))
    node, _ = read_yaml(source)
    assert node is not None
    file, _ = read_record(DesignationsFile, source, node)
    assert file is not None
    return facts_of(file)


KNOWN = known_facts()
IDS = ("tested", "other")


# What is proposed helps


@settings(max_examples=60)
@given(SEVERAL)
def test_the_proposed_examples_are_all_that_was_missing(conditions: list[Condition]) -> None:
    required = [requirement(written(one)) for one in conditions]
    examples: list[str] = []
    for _ in range(3):
        found = checked_rules(rules(required, examples))
        assert not EXAMPLE_ERRORS & set(codes(found)), examples
        if not (more := proposed(found)):
            break
        examples += more
    assert not proposed(found), examples


@settings(max_examples=60)
@given(SEVERAL, st.randoms(use_true_random=False))
def test_an_example_that_agrees_with_the_rule_is_never_an_error(
    conditions: list[Condition], random: Random
) -> None:
    people = list(situations(conditions, KNOWN, IDS))
    some = random.sample(people, min(5, len(people)))
    examples = [_example(one, conditions) for one in some]
    found = checked_rules(rules([requirement(written(one)) for one in conditions], examples))
    assert not EXAMPLE_ERRORS & set(codes(found))


def _example(person: Answers, conditions: list[Condition]) -> str:
    field = "can" if all_of(conditions, person) is Outcome.YES else "cannot"
    return f"{{person: A, answers: {{{answers_text(person, KNOWN)}}}, {field}_apply_for: [tested]}}"


# The search finds what the list of all situations holds


@settings(max_examples=150)
@given(SEVERAL)
def test_somebody_is_found_exactly_where_a_situation_fits(conditions: list[Condition]) -> None:
    fitting = any(
        all_of(conditions, one) is Outcome.YES for one in situations(conditions, KNOWN, IDS)
    )
    found = Proofs(KNOWN, IDS).somebody(conditions)
    assert (found is not None) == fitting
    assert found is None or all_of(conditions, found) is Outcome.YES


MANY = "facts:\n" + "".join(f"  q{n}: {{type: yes or no, ask: Question {n}?}}\n" for n in range(30))


def test_thirty_questions_in_one_rule_are_proved() -> None:
    required = [requirement(f"{{q{n}: yes}}") for n in range(30)]
    all_yes = ", ".join(f"q{n}: yes" for n in range(30))
    examples = [f"{{person: A, answers: {{{all_yes}}}, can_apply_for: [tested]}}"]
    found = checked_rules(rules(required, examples, facts=MANY))
    assert codes(found) == {"example-missing": 30}


def test_thirty_questions_in_one_condition_are_proved() -> None:
    one_of_them = ", ".join(f"{{q{n}: yes}}" for n in range(30))
    examples = ["{person: A, answers: {q3: yes}, can_apply_for: [tested]}"]
    required = [requirement(f"{{any: [{one_of_them}]}}")]
    found = checked_rules(rules(required, examples, facts=MANY))
    assert set(codes(found)) == {"example-missing"}
    again = checked_rules(rules(required, examples + proposed(found), facts=MANY))
    assert codes(again) == {}


def test_a_contradiction_of_many_sentences_is_found() -> None:
    some_no = ", ".join(f"{{q{n}: no}}" for n in range(30))
    required = [requirement(f"{{q{n}: yes}}") for n in range(30)]
    found = checked_rules(rules([*required, requirement(f"{{any: [{some_no}]}}")], facts=MANY))
    (nobody,) = (d for d in found.diagnostics if d.code == "nobody-can-apply")
    assert len(nobody.related) == 30


ROLES = ", ".join(f"role-{n}: Role {n}" for n in range(60))
WITH_ROLES = f"facts:\n  roles: {{type: choices, ask: Which?, choices: {{{ROLES}}}}}\n"


def test_a_question_with_many_choices_is_proved() -> None:
    any_of_40 = "[" + ", ".join(f"role-{n}" for n in range(40)) + "]"
    each_of_8 = ", ".join(f"{{roles: role-{n}}}" for n in range(8))
    required = [requirement(f"{{roles: {any_of_40}}}"), requirement(f"{{all: [{each_of_8}]}}")]
    examples = ["{person: A, answers: {roles: none}, cannot_apply_for: [tested]}"]
    found = codes(checked_rules(rules(required, examples, facts=WITH_ROLES)))
    assert found["needless-condition"] == 1
    assert found["example-missing"] > 8


def test_a_question_of_which_too_many_choices_are_needed_is_left_out_with_a_word() -> None:
    each_of_40 = ", ".join(f"{{roles: role-{n}}}" for n in range(40))
    found = checked_rules(rules([requirement(f"{{all: [{each_of_40}]}}")], facts=WITH_ROLES))
    assert "rule-too-large" in codes(found)


@pytest.mark.parametrize("number", [300, 1500])
def test_a_condition_of_hundreds_of_questions_is_left_out_with_a_word(number: int) -> None:
    facts = "facts:\n" + "".join(f"  q{n}: {{type: yes or no, ask: Q?}}\n" for n in range(number))
    one_of_them = ", ".join(f"{{q{n}: yes}}" for n in range(number))
    found = checked_rules(rules([requirement(f"{{any: [{one_of_them}]}}")], facts=facts))
    assert "rule-too-large" in codes(found)


# Over time

_DATES = st.none() | st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def dated_rules(draw: st.DrawFn) -> str:
    def dates(first: date | None, last: date | None) -> list[str]:
        given_ = (("from", first), ("until", last))
        return [f"{name}: {day}" for name, day in given_ if day is not None]

    def run() -> tuple[date | None, date | None]:
        first, last = draw(_DATES), draw(_DATES)
        return (last, first) if first and last and last < first else (first, last)

    required = [
        requirement(written(draw(SINGLE)), "".join(f", {one}" for one in dates(*run())))
        for _ in range(draw(st.integers(1, 3)))
    ]
    examples = []
    for number in range(draw(st.integers(1, 3))):
        on = draw(_DATES)
        answers = draw(st.sampled_from(["age: 30", "well: yes", "roles: cook", "done: 2020-01-01"]))
        can = draw(st.sampled_from(["can", "cannot"]))
        day = f" on: {on}," if on else ""
        examples.append(
            f"{{person: P{number},{day} answers: {{{answers}}}, {can}_apply_for: [tested]}}"
        )
    whole = "".join(f"    {one}\n" for one in dates(*run()))
    return rules(required, examples, dates=whole)


def _errors(found: Report) -> set[int]:
    return {d.span.start for d in found.of(Severity.ERROR)}


@settings(max_examples=60)
@given(dated_rules(), st.integers(1, 60))
def test_nothing_becomes_an_error_only_because_days_pass(text: str, days: int) -> None:
    before, after = checked_rules(text), checked_rules(text, TODAY + timedelta(days=days))
    assert _errors(after) <= _errors(before)


ENDED = rules(
    [requirement("{age: at least 18}")],
    [
        "{person: A, answers: {age: 18}, can_apply_for: [tested]}",
        "{person: B, answers: {age: 17}, cannot_apply_for: [tested]}",
    ],
    dates="    until: 2022-06-30\n",
)


@pytest.mark.parametrize("today", [date(2022, 6, 30), date(2022, 7, 1), date(2030, 1, 1)])
def test_examples_of_a_designation_that_has_ended_stay_fine(today: date) -> None:
    assert codes(checked_rules(ENDED, today)) == {}


CHANGED = [
    requirement("{age: at least 18}", ", until: 2022-06-30"),
    requirement("{age: at least 21}", ", from: 2022-07-01"),
]
OLD = [
    "{person: A, on: 2022-06-30, answers: {age: 18}, can_apply_for: [tested]}",
    "{person: B, on: 2022-06-30, answers: {age: 17}, cannot_apply_for: [tested]}",
]
NEW = [
    "{person: C, on: 2022-07-01, answers: {age: 21}, can_apply_for: [tested]}",
    "{person: D, on: 2022-07-01, answers: {age: 20}, cannot_apply_for: [tested]}",
]


@pytest.mark.parametrize("today", [date(2022, 1, 15), date(2022, 7, 1), date(2030, 1, 1)])
def test_a_change_is_proved_before_and_after_it(today: date) -> None:
    assert codes(checked_rules(rules(CHANGED, OLD + NEW), today)) == {}


def test_a_change_that_no_example_proves_is_named_before_it_comes() -> None:
    found = checked_rules(rules(CHANGED, OLD))
    assert codes(found) == {"example-missing": 2}
    assert all("on: 2022-07-01" in example for example in proposed(found))
    assert codes(checked_rules(rules(CHANGED, OLD + proposed(found)))) == {}


def test_an_example_of_the_past_proves_a_rule_that_has_not_changed_since() -> None:
    examples = [
        "{person: A, on: 2020-01-01, answers: {age: 18}, can_apply_for: [tested]}",
        "{person: B, on: 2020-01-01, answers: {age: 17}, cannot_apply_for: [tested]}",
    ]
    assert codes(checked_rules(rules([requirement("{age: at least 18}")], examples))) == {}


def test_nobody_can_apply_on_a_day_on_which_a_designation_is_not_offered() -> None:
    examples = [
        "{person: A, answers: {age: 18}, can_apply_for: [tested]}",
        "{person: B, answers: {age: 17}, cannot_apply_for: [tested]}",
        "{person: C, on: 2021-04-30, answers: {age: 30}, cannot_apply_for: [tested]}",
    ]
    text = rules([requirement("{age: at least 18}")], examples, dates="    from: 2021-05-01\n")
    assert codes(checked_rules(text)) == {}


def test_what_is_so_in_every_period_is_said_once() -> None:
    required = [
        requirement("{age: at least 18}"),
        requirement("{age: at least 16}"),
        requirement("{well: yes}", ", from: 2022-07-01"),
    ]
    found = checked_rules(rules(required, [*OLD, *NEW[:1]]))
    assert codes(found)["needless-condition"] == 1


# Numbers in sentences


@pytest.mark.parametrize(
    ("text", "when", "differs"),
    [
        ("is between 18 and 26 years old", "{age: 18 to 26}", False),
        ("is between 18 and 26 years old", "{age: 18 to 27}", True),
        ("is under 27 years old", "{age: at most 26}", False),
        ("is older than 17", "{age: at least 18}", False),
        ("is over 18", "{age: at least 18}", False),
        ("is over 18", "{age: at least 19}", False),
        ("is under 18", "{age: at most 18}", True),
        ("is 18 or older than 18", "{age: at least 18}", False),
        ("is at most 27 years old", "{age: at most 26}", True),
        ("is grown up", "{age: at least 18}", False),
        ("has one of 12 reasons", "{well: yes}", False),
        ('"has 1,550 hours of work"', "{hours: at least 1550}", False),
        ('"has 1,550 hours of work"', "{hours: at least 1500}", True),
        ("has 500 hours of work in 3 years", "{hours: at least 500}", True),
        ("has a score of 75% or more", "{score: at least 75%}", False),
        ("has a score of 75.5% or more", "{score: at least 75%}", False),
        ('"completed it before May 1, 2021"', "{done: before 2021-05-01}", False),
        ('"completed it before May 1, 2021"', "{done: before 2021-05-02}", True),
        ('"completed it on or before May 1, 2021"', "{done: on or before 2021-05-01}", False),
        ('"completed it after Saturday, May 1, 2021"', "{done: after 2021-05-01}", False),
        ('"completed it by May 1, 2021"', "{done: on or before 2021-05-01}", False),
        ('"completed it after 2021-05-01"', "{done: after 2021-05-01}", False),
        ('"is 18, since May 1, 2021"', "{age: at least 18}", False),
        ("completed it before February 31 2021", "{done: before 2021-03-01}", False),
    ],
)
def test_numbers_of_a_sentence_are_those_of_its_condition(
    text: str, when: str, *, differs: bool
) -> None:
    found = checked_rules(rules([f"{{text: {text}, when: {when}}}"]))
    assert ("number-differs" in codes(found)) == differs


def test_a_number_in_the_question_of_a_fact_needs_no_condition() -> None:
    facts = FACTS.replace("have you worked?", "have you worked in 3 years?")
    required = ["{text: has 500 hours of work in 3 years, when: {hours: at least 500}}"]
    assert "number-differs" not in codes(checked_rules(rules(required, facts=facts)))


def test_every_type_of_fact_is_tried() -> None:
    assert {fact.type for fact in KNOWN.values()} == set(FactType)
