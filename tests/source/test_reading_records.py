"""Nodes to records: what is read, what is reported, and one report for one cause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.diagnostics import Diagnostic, Source
from sitegen.lazy import dataclass, field
from sitegen.source.fields import TBD, Field, NotReadError, Record, Tbd
from sitegen.source.nodes import Mapping as MappingNode
from sitegen.source.pieces import all_read, is_known
from sitegen.source.reading_records import MOST_FOUND, MOST_NAMED, _Reading, read_record
from sitegen.source.references import references_in
from sitegen.source.values import ID, TEXT
from sitegen.source.yaml_reading import read_yaml


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Record):
    """A step of a plan."""

    noun: ClassVar[str] = "step"
    shorthand: ClassVar[str | None] = "day"
    day: Annotated[date, Field(help="When.", example="2022-03-21", synonyms=("when",))]
    who: Annotated[str | None, Field(help="Who does it.", kind=ID, refers_to="person")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """A plan."""

    noun: ClassVar[str] = "plan"
    id: Annotated[str, Field(help="Its name.", kind=ID, example="move")]
    title: Annotated[str, Field(kind=TEXT, help="What it is.", synonyms=("name", "heading"))]
    from_year: Annotated[int | None, Field(help="First year.", name="from")] = None
    size: Annotated[Size, Field(help="How large.")] = Size.SMALL
    place: Annotated[str | Tbd | None, Field(help="Where.", kind=ID, tbd=True)] = None
    tags: Annotated[tuple[str, ...], Field(kind=TEXT, help="Words.")] = ()
    days: Annotated[tuple[date, ...], Field(help="Days.")] = ()
    first: Annotated[Step | None, Field(help="First step.")] = None
    steps: Annotated[tuple[Step, ...], Field(help="More steps.")] = ()
    people: Annotated[tuple[str, ...], Field(help="Who.", kind=ID, refers_to="person")] = ()
    notes: Annotated[Mapping[str, str], Field(kind=TEXT, help="By name.")] = field(
        default_factory=dict
    )
    roles: Annotated[Mapping[str, Step], Field(help="By name.")] = field(default_factory=dict)


def read(text: str) -> tuple[Plan, list[Diagnostic]]:
    source = Source("plan.yaml", text)
    node, found = read_yaml(source)
    assert node is not None, found
    plan, problems = read_record(Plan, source, node)
    assert plan is not None, problems
    return plan, [*found, *problems]


NEEDED = "id: move\ntitle: Moving\n"


def one(text: str) -> tuple[Plan, Diagnostic]:
    plan, found = read(NEEDED + text)
    assert [d.code for d in found][1:] == []
    return plan, found[0]


def typed(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    return span.source.text[span.start : span.end]


def test_a_whole_record() -> None:
    plan, found = read(
        NEEDED
        + "from: 2022\nsize: large\nplace: tbd\ntags: [a, 'b, c']\ndays: [2022-03-21]\n"
        + "first: 2022-03-21\nsteps:\n- {day: 2022-03-22, who: ann}\n- 2022-03-23\n"
        + "people: [ann, bob]\nnotes: {x: y, no: on}\nroles: {lead: {day: 2022-03-24}}\n"
    )
    assert found == []
    assert (plan.id, plan.title, plan.from_year, plan.size) == ("move", "Moving", 2022, Size.LARGE)
    assert plan.place is TBD
    assert plan.tags == ("a", "b, c")
    assert plan.days == (date(2022, 3, 21),)
    assert plan.first is not None
    assert (plan.first.day, plan.first.who) == (date(2022, 3, 21), None)
    assert [(s.day.day, s.who) for s in plan.steps] == [(22, "ann"), (23, None)]
    assert plan.notes == {"x": "y", "no": "on"}
    assert plan.roles["lead"].day == date(2022, 3, 24)
    assert all_read(plan)


def test_what_is_left_out_has_its_default() -> None:
    plan, found = read(NEEDED)
    assert found == []
    assert (plan.from_year, plan.size, plan.tags, plan.notes) == (None, Size.SMALL, (), {})


@pytest.mark.parametrize(
    ("text", "code", "place", "unread"),
    [
        ("size: huge\n", "unknown-choice", "huge", "size"),
        ("size:\n", "empty-field", "size", "size"),
        ("size: ''\n", "empty-field", "''", "size"),
        ("size: '  '\n", "empty-field", "'  '", "size"),
        ("size: ~\n", "empty-field", "~", "size"),
        ("size: null\n", "empty-field", "null", "size"),
        ("size: [small]\n", "wrong-shape", "[small]", "size"),
        ("size: {a: b}\n", "wrong-shape", "{a: b}", "size"),
        ("size: tbd\n", "not-decided", "tbd", "size"),
        ("place: TBD\n", "not-decided", "TBD", "place"),
        ("tags: a\n", "wrong-shape", "a", "tags"),
        ("tags: {a: b}\n", "wrong-shape", "{a: b}", "tags"),
        ("tags: [a, tbd]\n", "not-decided", "tbd", "tags"),
        ("tags: [a, '']\n", "empty-field", "''", "tags"),
        ("tags:\n- a\n-\n", "empty-field", "tags", "tags"),
        ("tags: [a, [b]]\n", "wrong-shape", "[b]", "tags"),
        ("days: [2022-03-21, soon]\n", "date-format", "soon", "days"),
        ("first: [2022-03-21]\n", "wrong-shape", "[2022-03-21]", "first"),
        ("first: tbd\n", "not-decided", "tbd", "first"),
        ("notes: [a]\n", "wrong-shape", "[a]", "notes"),
        ("notes: a\n", "wrong-shape", "a", "notes"),
        ("id: move\n", "duplicate-field", "id", "id"),
        ("siez: large\n", "unknown-field", "siez", "size"),
        ("From: 2022\n", "unknown-field", "From", "from_year"),
    ],
)
def test_a_mistake_is_reported_once_at_its_place(
    text: str, code: str, place: str, unread: str
) -> None:
    plan, diagnostic = one(text)
    assert (diagnostic.code, typed(diagnostic)) == (code, place)
    assert plan.at.unread == {unread}
    with pytest.raises(NotReadError):
        getattr(plan, unread)


def test_an_unknown_field_that_is_like_no_other_spoils_nothing() -> None:
    plan, diagnostic = one("colour: blue\n")
    assert diagnostic.code == "unknown-field"
    assert plan.at.unread == frozenset()
    assert "`id`, `title`, `from`" in (diagnostic.help or "")


def test_a_synonym_that_no_spelling_finds() -> None:
    _, found = read("id: move\nHeading: Moving\n")
    assert [(d.code, d.help) for d in found] == [("unknown-field", "Did you mean `title`?")]


def test_a_field_that_is_there_is_not_proposed() -> None:
    _, diagnostic = one("titel: x\n")
    assert "Did you mean" not in (diagnostic.help or "")


def test_a_misspelt_field_that_is_needed_is_not_missing_as_well() -> None:
    plan, found = read("id: move\ntilte: Moving\n")
    assert [d.code for d in found] == ["unknown-field"]
    assert plan.at.unread == {"title"}


def test_what_is_missing_is_said_for_each_field_with_a_form_to_fill_in() -> None:
    _, found = read("size: small\n")
    assert [(d.code, d.help) for d in found] == [
        ("missing-field", 'Add this with an id in place of ???: id: "???"'),
        ("missing-field", 'Add this with its words in place of ???: title: "???"'),
    ]
    assert {typed(d) for d in found} == {"size"}


def test_the_second_of_two_fields_points_to_the_first() -> None:
    _, diagnostic = one("title: Again\n")
    assert (diagnostic.span.line, diagnostic.related[0].span.line) == (3, 2)


def test_entries_of_a_list_are_kept_beside_one_that_is_none() -> None:
    plan, found = read(NEEDED + "steps:\n- 2022-03-21\n- [x]\n- {day: 2022-03-22}\n- tbd\n")
    assert [d.code for d in found] == ["wrong-shape", "not-decided"]
    assert [step.day.day for step in plan.steps] == [21, 22]
    assert not is_known(plan, lambda one: one.steps)


def test_an_entry_with_an_unread_field_is_an_entry() -> None:
    plan, found = read(NEEDED + "steps:\n- {day: soon, who: ann}\n")
    assert [d.code for d in found] == ["date-format"]
    assert plan.steps[0].who == "ann"
    assert plan.steps[0].at.unread == {"day"}
    assert is_known(plan, lambda one: one.steps)


def test_two_lists_of_entries_keep_the_first_and_read_the_second() -> None:
    plan, found = read(NEEDED + "steps: [2022-03-21]\nsteps: [soon]\n")
    assert {d.code for d in found} == {"duplicate-field", "date-format"}
    assert len(plan.steps) == 1
    assert not is_known(plan, lambda one: one.steps)


def test_named_entries_are_kept_beside_one_that_is_not_readable() -> None:
    plan, found = read(NEEDED + "roles:\n  a: 2022-03-21\n  b: [x]\n  c: 2022-03-22\n")
    assert [d.code for d in found] == ["wrong-shape"]
    assert sorted(plan.roles) == ["a", "c"]
    assert not is_known(plan, lambda one: one.roles)


def test_a_name_that_stands_twice_is_neither() -> None:
    plan, found = read(NEEDED + "notes: {a: b, a: c, d: e}\n")
    assert [d.code for d in found] == ["duplicate-field"]
    assert plan.notes == {"d": "e"}


@pytest.mark.parametrize(
    "text",
    ["size: *x\n", "size: &x\n", "first: {day: *x}\n", "steps: [*x]\n", "notes: {a: *x}\n"],
)
def test_what_the_yaml_reader_has_reported_is_not_reported_again(text: str) -> None:
    _, found = read(NEEDED + text)
    assert [d.code for d in found] == ["yaml-feature"]


def test_a_comma_in_braces_spoils_only_its_field() -> None:
    plan, found = read("{id: move, title: Moving, out, size: large}")
    assert [(d.code, typed(d)) for d in found] == [("syntax", "Moving, out")]
    assert plan.at.unread == {"title"}
    assert plan.size is Size.LARGE


@pytest.mark.parametrize("text", ["- id: x", "just text", "[a, b]"])
def test_a_file_that_is_no_entry(text: str) -> None:
    source = Source("plan.yaml", text)
    node, _ = read_yaml(source)
    assert node is not None
    plan, found = read_record(Plan, source, node)
    assert plan is None
    assert [d.code for d in found] == ["wrong-shape"]


def test_places_inside_a_record() -> None:
    plan, _ = read(NEEDED + "steps:\n- {day: 2022-03-21}\n- 2022-03-22\nroles: {a: 2022-03-23}\n")
    text = plan.at.source.text

    def at(*path: str | int) -> str:
        span = plan.at.span(*path)
        return text[span.start : span.end]

    assert at("title") == "Moving"
    assert at("steps", 0, "day") == "2022-03-21"
    assert at("steps", 1) == "2022-03-22"
    assert at("roles", "a") == "2022-03-23"
    assert at("size") == "id"  # not written: the place of the record
    assert at("steps", 7) == text[plan.at.span("steps").start : plan.at.span("steps").end]
    second = plan.steps[1].at.span("day")
    assert text[second.start : second.end] == "2022-03-22"


def test_references_are_found_wherever_they_are_written() -> None:
    plan, _ = read(
        NEEDED
        + "first: {day: 2022-03-21, who: ann}\nsteps: [{day: soon, who: bob}, 2022-03-22]\n"
        + "people: [cid, Dee Dee, tbd]\nroles: {lead: {day: 2022-03-24, who: eve}}\n"
    )
    found = list(references_in(plan))
    assert [r.id for r in found] == ["ann", "bob", "cid", "Dee Dee", "eve"]
    assert {r.to for r in found} == {"person"}
    assert all(plan.at.source.text[r.span.start : r.span.end] == r.id for r in found)


def test_a_name_in_place_of_an_id_is_left_to_the_check_of_references() -> None:
    plan, found = read(NEEDED + "people: [Ann Smith]\n")
    assert found == []
    assert plan.people == ("Ann Smith",)


def test_many_unknown_fields_are_counted() -> None:
    _, found = read(NEEDED + "".join(f"zz{n}: 1\n" for n in range(100)))
    assert len(found) == MOST_NAMED
    assert f"{100 - MOST_NAMED} more" in (found[-1].help or "")


def test_many_mistakes_are_counted() -> None:
    text = NEEDED + "steps: [" + "[x], " * (MOST_FOUND + 5) + "]\n"
    _, found = read(text)
    assert len(found) == MOST_FOUND
    assert "5 more problems" in (found[-1].help or "")


def test_the_work_grows_with_the_file_and_no_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long line with many mistakes is not walked to its end for each of them."""
    asked: list[int] = []
    plain = MappingNode.get

    def get(node: MappingNode, name: str) -> Any:
        asked.append(len(node.fields))
        return plain(node, name)

    monkeypatch.setattr(MappingNode, "get", get)
    read(NEEDED + "".join(f"zz{n}: 1\n" for n in range(1000)))
    assert sum(asked) <= 10_000


VALUES = st.sampled_from(
    [
        "x",
        "2022-03-21",
        "tbd",
        "",
        "''",
        "[a, b]",
        "[2022-03-21]",
        "{day: 2022-03-21}",
        "[{day: soon}]",
        "{a: {day: 2022-03-21, dya: 1}}",
        "*x",
        "&x",
        "~",
        "{a, b}",
        "[[[]]]",
        "5",
    ]
)
FIELDS = st.sampled_from(["id", "title", "size", "tags", "days", "first", "steps", "notes", "x"])


@given(st.lists(st.tuples(FIELDS, VALUES), min_size=1, max_size=6))
def test_any_values_in_any_fields_give_a_record_that_knows_what_it_lacks(
    pairs: list[tuple[str, str]],
) -> None:
    source = Source("f", "".join(f"{name}: {value}\n" for name, value in pairs))
    node, found = read_yaml(source)
    if node is None:
        return
    plan, problems = read_record(Plan, source, node)
    assert plan is not None
    names = ("id", "title", "size", "tags", "first")
    assert {n for n in names if not is_known(plan, attrgetter(n))} == plan.at.unread & set(names)
    assert all_read(plan) or found + problems
    assert all(0 <= d.span.start <= d.span.end <= len(source.text) for d in problems)


VALUES = st.sampled_from(
    [
        *("move", "Move", "tbd", "", "2022-03-21", "2022-03-32", "2022", "small", "???", "“A”"),
        *("[a, b]", "[a, a, '']", "[2022-03-21, tbd]", "{day: 2022-03-21}", "{day: x, who: y}"),
        *("[{day: 2022-03-21}, {who: y}]", "{one: a, two: ~}", "{one: {day: 2022-03-21}}"),
    ]
)
NAMES = st.sampled_from(
    ["id", "title", "from", "size", "place", "tags", "days", "first", "steps", "people", "notes"]
)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=8), st.booleans())
def test_an_entry_with_each_field_once_is_read_like_any_other(
    fields: list[tuple[str, str]], twice: bool
) -> None:
    written = fields if twice else list(dict(fields).items())
    text = "id: move\ntitle: A\n" + "".join(f"{n}: {v}\n" for n, v in written if n not in "idtitle")
    source = Source("content/plan.yaml", text)
    node, _ = read_yaml(source)
    assert node is not None
    value, found = read_record(Plan, source, node)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Reading, "_as_written", lambda self, r, n, _: self._as_meant(r, n))
        patch.setattr(_Reading, "_known_text", read_anew)
        other, also = read_record(Plan, source, node)
    assert (value, found) == (other, also)
    assert repr(value) == repr(other)
    assert value is None or other is None or value.at == other.at


def read_anew(self: _Reading, field: Any, shape: Any, node: Any, key: Any) -> Any:
    none = self._no_fact(field, shape, node, key)
    return self._one_text(field, shape, node, key) if none is None else none
