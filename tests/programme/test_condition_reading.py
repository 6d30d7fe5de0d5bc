"""The checkable part of a requirement, from what is written to conditions."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.diagnostics import Diagnostic, Source
from sitegen.programme.eligibility.condition_reading import read_condition
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
from sitegen.programme.eligibility.conditions import (
    tests_in as single_conditions,
)
from sitegen.source.fields import UNREAD, Unread
from sitegen.source.yaml_reading import read_yaml


def read(text: str) -> tuple[Condition | Unread, list[Diagnostic]]:
    source = Source("f", text)
    node, found = read_yaml(source)
    assert node is not None
    condition, problems = read_condition(source, node)
    return condition, [*found, *problems]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("{lived_experience: yes}", Is("lived_experience", expected=True)),
        ("{lived_experience: no}", Is("lived_experience", expected=False)),
        ("{age: 18 to 26}", Within("age", 18, 26)),
        ("{age: at least 18}", Within("age", 18, None)),
        ("{age: at most 26}", Within("age", None, 26)),
        ("{age: 26}", Within("age", 26, 26)),
        ("{test_score: at least 75%}", Within("test_score", 75, None)),
        ("{test_score: 75% to 90%}", Within("test_score", 75, 90)),
        ("{hours: at least 100000}", Within("hours", 100000, None)),
        ("{done: before 2021-05-01}", Within("done", None, date(2021, 4, 30))),
        ("{done: on or before 2021-05-01}", Within("done", None, date(2021, 5, 1))),
        ("{done: after 2021-05-01}", Within("done", date(2021, 5, 2), None)),
        ("{done: on or after 2021-05-01}", Within("done", date(2021, 5, 1), None)),
        ("{done: before Saturday 2021-05-01}", Within("done", None, date(2021, 4, 30))),
        (
            "{done: 2021-05-01 to 2022-04-30}",
            Within("done", date(2021, 5, 1), date(2022, 4, 30)),
        ),
        ("{caregiver: parent}", OneOf("caregiver", ("parent",))),
        ("{caregiver: [parent, 'x y']}", OneOf("caregiver", ("parent", "x y"))),
        ("{trained_in: any}", Something("trained_in", expected=True)),
        ("{trained_in: none}", Something("trained_in", expected=False)),
        (
            "{role: agency-management, age: 26}",
            All((OneOf("role", ("agency-management",)), Within("age", 26, 26))),
        ),
        ("{all: [{a: yes}, {b: no}]}", All((Is("a", expected=True), Is("b", expected=False)))),
        ("{any: [{a: yes}]}", Any((Is("a", expected=True),))),
        ("{not: {a: yes}}", Not(Is("a", expected=True))),
        (
            "{any: [{not: {a: yes}}, {b: yes}]}",
            Any((Not(Is("a", expected=True)), Is("b", expected=True))),
        ),
        ("all:\n- a: yes\n- b: yes", All((Is("a", expected=True), Is("b", expected=True)))),
    ],
)
def test_what_can_be_written(text: str, condition: Condition) -> None:
    assert read(text) == (condition, [])


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("at least 18", "condition-format", "at least 18"),
        ("[a, b]", "condition-format", "[a, b]"),
        ("{}", "condition-format", "{}"),
        ("{age: eighteen or more}", None, ""),  # the check of conditions knows what was asked
        ("{age: 18-26}", None, ""),  # reads as a choice; the check of conditions refuses it
        ("{age: 18 to}", None, ""),  # the check of conditions knows what was asked
        ("{age: 26 to 18}", "condition-format", "26 to 18"),
        ("{age: at least 1000000}", None, ""),  # the check of conditions knows what was asked
        ("{done: before May 2021}", "date-format", "before May 2021"),
        ("{done: before 2021-02-30}", "impossible-date", "before 2021-02-30"),
        ("{done: until 2021-05-01}", None, ""),
        (
            "{done: 2022-05-01 to 2021-05-01}",
            "condition-format",
            "2022-05-01 to 2021-05-01",
        ),
        (
            "{done: 2021-05-01 to the end}",
            "date-format",
            "2021-05-01 to the end",
        ),
        ("{age: [18, [26]]}", "condition-format", "[18, [26]]"),
        ("{age: []}", "condition-format", "[]"),
        ("{age: ''}", "condition-format", "''"),
        ("{any: {a: yes}}", "condition-format", "{a: yes}"),
        ("{any: []}", "condition-format", "[]"),
        ("{not: [{a: yes}]}", "condition-format", "[{a: yes}]"),
        ("{all: [{any: [{not: {a: yes}}]}]}", "condition-format", "{a: yes}"),
        ("{age: 18, age: 26}", "duplicate-field", "age"),
        ("{a: *x}", "yaml-feature", "*x"),
        ("{a: [b, *x]}", "yaml-feature", "*x"),
        ("{trained_in: any of a, b}", "syntax", "any of a, b"),
        ("{any: [{a: *x}, {b: yes}]}", "yaml-feature", "*x"),
    ],
)
def test_what_is_refused_is_named_once_at_its_place(
    text: str, code: str | None, place: str
) -> None:
    condition, found = read(text)
    assert [d.code for d in found] == ([code] if code else [])
    assert (condition is UNREAD) == bool(code)
    for diagnostic in found:
        assert text[diagnostic.span.start : diagnostic.span.end] == place


def test_every_mistake_of_a_condition_is_named() -> None:
    _, found = read("{all: [{a: ''}, {b: yes}, {c: []}]}")
    assert [d.span.start for d in found] == [11, 30]


def test_the_conditions_on_single_facts_in_the_order_written() -> None:
    condition, _ = read("{all: [{a: yes}, {any: [{b: 1}, {not: {c: x}}]}], d: none}")
    assert condition is UNREAD  # three levels
    condition, _ = read("{all: [{a: yes}, {any: [{b: 1}, {c: x}]}], d: none}")
    assert not isinstance(condition, Unread)
    assert [test.fact for test in single_conditions(condition)] == ["a", "b", "c", "d"]


@given(st.text(st.sampled_from("{}[]:, anyotl18-'%\n"), max_size=40))
def test_any_text_gives_a_condition_or_a_reason_inside_it(text: str) -> None:
    source = Source("f", text)
    node, found = read_yaml(source)
    if node is None:
        return
    condition, problems = read_condition(source, node)
    assert (condition is UNREAD) == bool(problems) or found
    assert all(0 <= d.span.start <= d.span.end <= len(text) for d in problems)
