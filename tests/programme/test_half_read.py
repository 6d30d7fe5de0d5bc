"""What could not be read ends the questions that need it, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sitegen.check import Checked, check_site
from sitegen.diagnostics import Source
from sitegen.folder import SiteFiles, read_site_files
from sitegen.lazy import replace
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence
from sitegen.source.yaml_reading import read_yaml

PROJECTS = Path(__file__).parents[1] / "projects"
SCHEDULE = "schedules/2022.yaml"
MISTAKE = """\
  - id: cpss-2022-06
    track: cpss
    start: 2022-06-20
    end: 2022-06-24
    place: virtual
    changes: [{on: 2022-01-03, what: "The days were others."}]
    milestones:
      - {date: 2022-07-04, label: Papers are due}
    deadline: 2022-06-25
"""
"""A training that takes applications after it has begun."""


@cache
def small() -> SiteFiles:
    files = read_site_files(PROJECTS / "small")
    text = files.read[SCHEDULE].decode() + MISTAKE
    return replace(files, read={**files.read, SCHEDULE: text.encode()})


def checked(files: SiteFiles, today: date = date(2022, 1, 15)) -> Checked:
    return check_site(files, lambda _: today)


def scalars(node: Node | None) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from scalars(item)
        case Mapping():
            for _, value in node.fields:
                yield from scalars(value)


def each_unread(files: SiteFiles) -> Iterator[tuple[str, int, SiteFiles]]:
    """Yield the site with one value after another that no field can be read from, and its place."""
    for path, data in files.read.items():
        text, start = data.decode(), 0
        end = len(text)
        if path.endswith(".md"):
            start = text.index("---") + 4
            end = text.index("\n---", start)
        node, _ = read_yaml(Source(path, text[start:end]))
        for one in scalars(node):
            first, last = start + one.start, start + one.end
            new = f'{text[:first]}"???"{text[last:]}'.encode()
            yield path, first, replace(files, read={**files.read, path: new})


EACH = list(each_unread(small()))


def test_there_is_much_to_leave_unread() -> None:
    assert len(EACH) > 80
    assert {path for path, _, _ in EACH} == set(small().read)


@pytest.mark.parametrize("number", range(len(EACH)), ids=lambda n: f"{EACH[n][0]}:{EACH[n][1]}")
def test_a_mistake_elsewhere_is_still_told(number: int) -> None:
    path, at, files = EACH[number]
    found = checked(files).report.diagnostics
    assert any(one.span.path == path and one.span.start == at for one in found), "not told at all"
    own = path == SCHEDULE and at >= small().read[SCHEDULE].index(b"cpss-2022-06")
    of_year = path == SCHEDULE and at == len("year: ")  # without it, no date of the file is sure
    if not own and not of_year:
        assert "deadline-after-start" in {one.code for one in found}


@pytest.mark.parametrize(
    ("site", "step"),
    [(PROJECTS / "small", 1), (PROJECTS / "every-state", 13), (PROJECTS.parents[1], 29)],
    ids=["small", "every state", "real"],
)
def test_nothing_that_cannot_be_read_ends_a_check(site: Path, step: int) -> None:
    files = read_site_files(site)
    for path, at, changed in list(each_unread(files))[::step]:
        checked_ = checked(changed, date(2031, 3, 5))
        assert checked_.programme is None, (path, at)
