"""Lost hyphens and moved lines in every list of the real site and of the test sites.

One report at the place, everything is read as it was, and the help gives the text back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from following import followed, ways
from hypothesis import given
from hypothesis import strategies as st
from yaml_texts import ROOT, mutated, pieces

from sitegen.diagnostics import Diagnostic, Severity, Source
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.records import CONTENT_FILES
from sitegen.source.fields import Record
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence
from sitegen.source.reading_files import read_fields
from sitegen.source.yaml_reading import read_yaml

SITES = [ROOT, *sorted((ROOT / "tests" / "projects").iterdir())]
FILES = [
    path
    for site in SITES
    for path in (*sorted(site.glob("content/*.yaml")), *sorted(site.glob("schedules/*.yaml")))
]


class Entry(NamedTuple):
    """An entry that begins with a hyphen on a line of its own: its lines, and how far right."""

    path: Path
    start: int  # of its first line
    end: int  # after its last line
    column: int  # of its hyphen
    first: int  # index of its first field
    alone: bool  # no other entry begins so in its list


def record_of(path: Path) -> type[Record]:
    return CONTENT_FILES.get(f"content/{path.name}", ScheduleFile)


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def entries_in(path: Path, node: Node | None) -> Iterator[Entry]:
    text = text_of(path)
    if isinstance(node, Sequence):
        written = [item for item in node.items if isinstance(item, Mapping)]
        for item in written:
            start = text.rfind("\n", 0, item.start) + 1
            hyphen = re.compile(r" *(?=- )").match(text, start)
            if hyphen and re.fullmatch(r"- +", text[hyphen.end() : item.start]):
                end = text.find("\n", len(text[: item.end].rstrip())) + 1 or len(text)
                column = hyphen.end() - start
                yield Entry(path, start, end, column, item.start, len(written) == 1)
            yield from entries_in(path, item)
    elif isinstance(node, Mapping):
        for _, value in node.fields:
            yield from entries_in(path, value)


ENTRIES = [
    entry for path in FILES for entry in entries_in(path, read_yaml(Source("f", text_of(path)))[0])
]
SEVERAL_LINES = [e for e in ENTRIES if "\n" in text_of(e.path)[e.start : e.end].rstrip()]


def values(node: Node) -> object:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [values(item) for item in node.items]
        case Mapping():
            return [(key.text, values(value)) for key, value in node.fields]
    return "not readable"


def read(path: Path, text: str) -> tuple[object, list[Diagnostic]]:
    """Give what is read, and the errors."""
    record, found = read_fields(record_of(path), Source(path.name, text))
    assert record is not None
    return values(record.at.node), [d for d in found if d.severity is Severity.ERROR]


def line_of(text: str, index: int) -> int:
    return text.count("\n", 0, index) + 1


def holds(path: Path, text: str, at: set[int]) -> None:
    """Hold that one error is at one of these lines, hides nothing, and says how to mend it."""
    right, none = read(path, text_of(path))
    assert none == []
    now, found = read(path, text)
    assert [d.code for d in found] == ["syntax"]
    assert found[0].span.line in at
    assert now == right
    told = re.search(r"(If it is, )?([Ww]rite|Put [0-9]|Delete [0-9]).*", found[0].help or "")
    assert told is not None
    (way,) = ways(found[0], told[0])
    mended = followed({path.name: b""}, found[0], way)[path.name].decode()
    assert read(path, mended) == (right, [])


def moved(text: str, by: int) -> str:
    """Move lines to the right, or to the left."""
    return (
        re.sub(r"(?m)^(?=.*\S)", " " * by, text)
        if by > 0
        else re.sub(rf"(?m)^ {{{-by}}}", "", text)
    )


@pytest.mark.parametrize("left", ["    ", "   ", "  "], ids=["space", "left", "both"])
@given(entry=st.sampled_from(ENTRIES))
def test_an_entry_that_lost_its_hyphen_is_one_report(left: str, entry: Entry) -> None:
    text = text_of(entry.path)
    gap = entry.first - entry.start - entry.column
    front = " " * (entry.column + gap - (4 - len(left)))
    wrong = text[: entry.start] + front + text[entry.first :]
    holds(entry.path, wrong, {line_of(text, entry.start)})


@pytest.mark.parametrize("sign", ["# ", "#"])
@given(entry=st.sampled_from(SEVERAL_LINES))
def test_an_entry_whose_first_line_begins_with_a_number_sign_is_one_report(
    sign: str, entry: Entry
) -> None:
    text = text_of(entry.path)
    for at in (entry.start, entry.start + entry.column):
        wrong = text[:at] + sign + text[at:]
        holds(entry.path, wrong, {line_of(text, entry.start)})


@given(entry=st.sampled_from(ENTRIES), sign=st.sampled_from("–—•·*+") | st.just("1."))
def test_another_sign_than_a_hyphen_is_one_report(entry: Entry, sign: str) -> None:
    text = text_of(entry.path)
    wrong = f"{text[: entry.start + entry.column]}{sign} {text[entry.first :]}"
    holds(entry.path, wrong, {line_of(text, entry.start)})


@given(entry=st.sampled_from(ENTRIES))
def test_a_hyphen_without_its_space_is_one_report(entry: Entry) -> None:
    text = text_of(entry.path)
    wrong = f"{text[: entry.start + entry.column]}-{text[entry.first :]}"
    holds(entry.path, wrong, {line_of(text, entry.start)})


@given(
    entry=st.sampled_from([e for e in ENTRIES if not e.alone]), by=st.sampled_from([-2, -1, 1, 2])
)
def test_an_entry_that_was_moved_is_one_report(entry: Entry, by: int) -> None:
    text = text_of(entry.path)
    if entry.column + by < 0:
        by = -by
    inside = moved(text[entry.start : entry.end], by)
    # Of two entries, either can be the one that stands elsewhere.
    lines = {line_of(text, entry.start), line_of(text, entry.end)}
    holds(entry.path, text[: entry.start] + inside + text[entry.end :], lines)


@given(entry=st.sampled_from(SEVERAL_LINES), by=st.sampled_from([-2, -1, 1, 2]))
def test_fields_that_were_moved_under_their_hyphen_are_one_report(entry: Entry, by: int) -> None:
    text = text_of(entry.path)
    second = text.index("\n", entry.start) + 1
    rest = moved(text[second : entry.end], by)
    wrong = text[:second] + rest + text[entry.end :]
    holds(entry.path, wrong, {line_of(text, second)})


@given(entry=st.sampled_from(SEVERAL_LINES), number=st.integers(0, 9))
def test_a_field_that_was_typed_twice_stays_one(entry: Entry, number: int) -> None:
    text = text_of(entry.path)
    gap = entry.first - entry.start
    field = re.compile(rf"^(?:.{{{gap}}}| {{{gap}}})(?=\w)[^\n]*: [^\n|>#]+\n", re.MULTILINE)
    typed = [m for m in field.finditer(text, entry.start, entry.end) if m[0].strip()]
    again = typed[number % len(typed)]
    wrong = text[: again.end()] + " " * gap + again[0][gap:] + text[again.end() :]
    _, found = read(entry.path, wrong)
    assert [d.code for d in found] == ["duplicate-field"]


def test_an_id_that_was_typed_twice_is_no_other_entry() -> None:
    # Where only the id is needed, a second one could begin an entry without its hyphen.
    path = ROOT / "tests/projects/every-state/content/site.yaml"
    first = "  - id: peers\n"
    _, found = read(path, text_of(path).replace(first, f"{first}    id: peers\n"))
    assert [d.code for d in found] == ["duplicate-field"]
    _, found = read(path, text_of(path).replace(first, f"{first}    id: others\n"))
    assert [d.message for d in found] == ["The hyphen that begins this audience is missing."]


@given(mutated(pieces(), "-–• \n:#[]{}|'\"ab"), st.sampled_from([*CONTENT_FILES.values()]))
def test_any_text_is_read_with_places_inside_it(text: str, record: type[Record]) -> None:
    for one in (record, ScheduleFile):
        _, found = read_fields(one, Source("f", text))
        assert all(0 <= d.span.start <= d.span.end <= len(text) for d in found)
