"""Whatever stands in the files: reading ends, and what it says stands at the right line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest
from case_files import ROOT
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sitegen.check import check_site
from sitegen.diagnostics import Diagnostic, Source
from sitegen.folder import SiteFiles, read_site_files
from sitegen.programme.records import read_records
from sitegen.source import yaml_parts
from sitegen.source.nodes import Mapping as MappingNode
from sitegen.source.nodes import Sequence
from sitegen.source.yaml_reading import read_yaml

REAL = read_site_files(ROOT)
PATHS = sorted(REAL.read)
SCHEDULE = "schedules/2022.yaml"
TODAY = date(2022, 2, 1)

ODD = (
    "\t \u00a0\u200b\u2028\x85\x00\x07\ufeff\ufffd–—“”‘’'\"[]{}:,#&*!|>%@`-?=~<\\\r\n é🙂１"
    "٣\u202e\ud7ff"
)


def said(files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """Everything that is said about the real site with these files."""
    site = SiteFiles(root=ROOT, read=files, others=REAL.others)
    return check_site(site, lambda _: TODAY).report.diagnostics


@cache
def said_of_schedule(text: str) -> tuple[Diagnostic, ...]:
    return said({**REAL.read, SCHEDULE: text.encode()})


def places(found: tuple[Diagnostic, ...], path: str) -> list[tuple[str, int, int, str]]:
    return [(d.code, d.span.line, d.span.column, d.message) for d in found if d.span.path == path]


def lies_in_its_file(diagnostic: Diagnostic) -> bool:
    spans = [diagnostic.span, *(one.span for one in diagnostic.related)]
    spans += [diagnostic.fix.span] if diagnostic.fix else []
    return all(
        0 <= span.start <= span.end <= len(span.source.text)
        and 1 <= span.line <= len(span.source.line_starts)
        and span.column >= 1
        for span in spans
    )


@st.composite
def damaged(draw: st.DrawFn, path: str | None = None) -> tuple[str, str]:
    """A real file with one to five changes that a slip of the hand, or a program, makes."""
    chosen = path or draw(st.sampled_from(PATHS))
    text = REAL.read[chosen].decode()
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        size = draw(st.sampled_from([0, 1, 1, 1, 2, 5, 40]))
        inserted = draw(
            st.sampled_from(["", "", *ODD, ": ", " #", "- ", "---\n", "{{", "<<<<<<< x\n", " " * 3])
        )
        match draw(st.integers(0, 3)):
            case 0:
                text = text[:at] + inserted + text[at + size :]
            case 1:
                text = text[:at] + inserted + text[at:]
            case 2:
                lines = text.split("\n")
                one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
                lines[one], lines[other] = lines[other], lines[one]
                text = "\n".join(lines)
            case _:
                lines = text.split("\n")
                one = draw(st.integers(0, len(lines) - 1))
                text = "\n".join([*lines[:one], lines[one], *lines[one:]])
    return chosen, text


@settings(deadline=None, max_examples=120)
@given(damaged())
def test_a_damaged_real_file_gives_a_report_with_places_inside_it(change: tuple[str, str]) -> None:
    path, text = change
    data = text.encode("utf-8", errors="surrogatepass")
    assert all(map(lies_in_its_file, said({**REAL.read, path: data})))


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(PATHS), st.binary(max_size=400))
def test_any_bytes_give_a_report_with_places_inside_them(path: str, data: bytes) -> None:
    assert all(map(lies_in_its_file, said({**REAL.read, path: data})))


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(PATHS),
    st.text(st.sampled_from("ab:- \n#[]{}'\"|>&*!%?\t\u00a0\u200b"), max_size=80),
)
@example("content/places.yaml", "a:\n- b: c\n d: [")
def test_any_text_of_signs_gives_a_report_with_places_inside_it(path: str, text: str) -> None:
    assert all(map(lies_in_its_file, said({**REAL.read, path: text.encode()})))


@settings(deadline=None, max_examples=60)
@given(damaged(SCHEDULE), st.integers(1, 5))
def test_lines_put_in_front_move_every_place_by_as_many(
    change: tuple[str, str], lines: int
) -> None:
    _, text = change
    assume("%" not in text)
    assume(not re.match(r"\ufeff|---|<<<<<<<|\.\.\.", text))
    moved = "# in front\n" * lines + text
    before = places(said({**REAL.read, SCHEDULE: text.encode()}), SCHEDULE)
    after = places(said({**REAL.read, SCHEDULE: moved.encode()}), SCHEDULE)
    # What concerns a file as a whole is placed at its beginning.
    assume(all((line, column) != (1, 1) for _, line, column, _ in before))
    assert after == [(code, line + lines, column, what) for code, line, column, what in before]


@settings(deadline=None, max_examples=60)
@given(damaged(SCHEDULE))
def test_a_comment_at_the_end_changes_nothing(change: tuple[str, str]) -> None:
    _, text = change
    assume(text.endswith("\n"))
    before = places(said({**REAL.read, SCHEDULE: text.encode()}), SCHEDULE)
    after = places(said({**REAL.read, SCHEDULE: f"{text}# at the end\n".encode()}), SCHEDULE)
    assert after == before


ENTRY = re.compile(r"(?m)^(?=  - id: )")

BREAKS = {
    "a quote": lambda line: re.sub(r": (?=\S)", ': "', line, count=1),
    "a bracket": lambda line: re.sub(r": (?=\S)", ": [", line, count=1),
    "no space": lambda line: line.replace(": ", ":", 1),
    "a colon": lambda line: f"{line}: x",
    "a sign": lambda line: re.sub(r": (?=\S)", ": @", line, count=1),
    "too far right": lambda line: f"  {line}",
    "no colon": lambda line: line.replace(":", " ", 1),
    "an anchor": lambda line: re.sub(r": (?=\S)", ": &a ", line, count=1),
    "words after quotes": lambda line: re.sub(r": (?=\S)", ': "x" ', line, count=1),
}


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_a_broken_entry_is_reported_inside_it_and_the_others_as_before(data: st.DataObject) -> None:
    head, *entries = ENTRY.split(REAL.read[SCHEDULE].decode())
    # A wrong date in each other entry must be found all the same.
    wrong = [re.sub(r"start: (\d{4})-(\d\d)-(\d\d)", r"start: \2/\3/\1", one) for one in entries]
    number = data.draw(st.integers(0, len(entries) - 1))
    lines = wrong[number].split("\n")
    fields = [n for n, line in enumerate(lines) if re.match(r"    \w+: \S", line)]
    at = data.draw(st.sampled_from(fields))
    how = data.draw(st.sampled_from(sorted(BREAKS)))
    lines[at] = BREAKS[how](lines[at])
    broken = [*wrong[:number], "\n".join(lines), *wrong[number + 1 :]]
    found = said({**REAL.read, SCHEDULE: (head + "".join(broken)).encode()})
    begin = (head + "".join(wrong[:number])).count("\n") + 1
    end = begin + len(lines) - 1
    inside = [d for d in found if d.span.path == SCHEDULE and begin <= d.span.line < end]
    assert inside, how
    outside = [d for d in found if d not in inside and d.span.path == SCHEDULE]
    undamaged = said_of_schedule(head + "".join(wrong))
    elsewhere = [d for d in undamaged if d.span.path == SCHEDULE and not begin <= d.span.line < end]
    assert [(d.code, d.span.line, d.message) for d in outside] == [
        (d.code, d.span.line, d.message) for d in elsewhere
    ]
    assert {d.span.path for d in found} == {d.span.path for d in undamaged} | {SCHEDULE}


@pytest.mark.parametrize("entries", [10, 100, 1000])
def test_the_work_grows_with_the_file_and_not_with_its_mistakes(
    entries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = 0

    def counting(source: Source, text: str, *rest: object) -> object:
        nonlocal read
        read += len(text)
        return read_part(source, text, *rest)  # type: ignore[arg-type]

    def counting_plain(text: str, offset: int = 0) -> object:
        nonlocal read
        read += len(text)
        return plain_nodes(text, offset)

    read_part, plain_nodes = yaml_parts.read_part, yaml_parts.plain_nodes
    monkeypatch.setattr(yaml_parts, "read_part", counting)
    monkeypatch.setattr(yaml_parts, "plain_nodes", counting_plain)
    text = "year: 2022\ntrainings:\n" + '  - id: a\n    place: "b\n    end: [c\n' * entries
    node, found = read_yaml(Source("f", text))
    assert len(found) == 2 * entries
    assert read <= 2 * 8 * len(text)  # without a parser, and by it
    assert isinstance(node, MappingNode)
    trainings = node.get("trainings")
    assert isinstance(trainings, Sequence)
    assert len(trainings.items) == entries


def test_records_are_read_from_anything_that_is_there() -> None:
    records, found = read_records(dict.fromkeys(PATHS, b""))
    assert records.schedules == ()
    assert {d.code for d in found} == {"empty-file", "missing-front-matter"}
