"""A year at a glance: every date is drawn once and listed once, and nothing collides."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import programmes
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from programmes import CPSS, training
from read_pages import said_in, words_of

from sitegen.build import build_site
from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.programme.dates import about_dates, listed_dates, listed_days
from sitegen.programme.model import DayRun, Moment, OtherDeadline, Training
from sitegen.programme.states import is_called_off
from sitegen.settings import Settings
from sitegen.site.views.year_drawing import (
    NARROW,
    TODAY_WIDTH,
    WIDE,
    DrawingView,
    Layout,
    ShapeView,
    draw,
)
from sitegen.site.views.year_lanes import GAP, Lanes
from sitegen.site.views.year_lines import MARKS, Dated, Shape
from sitegen.site.wording import ENGLISH

ROOT = Path(__file__).parents[2]
EVERY_STATE = ROOT / "tests/projects/every-state"
YEAR = 2031
GLYPH = 8.4
"""What one letter of 14 pixels takes at least."""

days = st.dates(date(YEAR - 1, 11, 1), date(YEAR + 1, 2, 28))
bars = st.builds(
    lambda shape, first, length: Dated(shape=shape, first=first, last=first + timedelta(length)),
    st.sampled_from([Shape.TRAINING, Shape.NOT_FIRM, Shape.CALLED_OFF]),
    days,
    st.sampled_from([0, 0, 1, 4, 60]),
)
marks = st.builds(
    lambda shape, day, length: Dated(shape=shape, first=day, last=day + timedelta(length)),
    st.sampled_from([Shape.OPENING, Shape.MILESTONE]),
    days,
    st.sampled_from([0, 0, 2]),
)


def with_deadline(held: list[Dated], other: list[Dated], before: int | None) -> list[Dated]:
    """A chain whose deadline is so many days before the first of its days."""
    if before is None or not held:
        return [*held, *other]
    due = min(one.first for one in held) - timedelta(before)
    return [Dated(shape=Shape.DEADLINE, first=due, last=due), *held, *other]


chains = st.builds(
    with_deadline,
    st.lists(bars, max_size=4),
    st.lists(marks, max_size=3),
    st.sampled_from([None, 0, 1, 5, 14, 28, 200]),
)
rows = st.lists(
    st.tuples(st.sampled_from(["a", "CPSS Training", "abc " * 40]), st.lists(chains, max_size=5)),
    max_size=2,
)
layouts = st.sampled_from([WIDE, NARROW])
read_on = st.none() | days


def in_year(chain: Sequence[Dated]) -> list[Dated]:
    return [one for one in chain if one.first.year <= YEAR <= one.last.year]


class Part(NamedTuple):
    """A label or a shape, and the room that it takes."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Part) -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


def label(one: ShapeView) -> Part:
    width = len(one.label) * GLYPH
    return Part(one.label_x, one.label_x + width, one.label_y - 11, one.label_y)


def outline(one: ShapeView) -> Part:
    return Part(one.x, one.x + one.width, one.y - 1, one.y + 13)


def shapes(drawing: DrawingView) -> list[ShapeView]:
    return [shape for row in drawing.rows for shape in row.shapes]


@given(rows, layouts, read_on)
def test_nothing_leaves_the_drawing(
    rows: list[tuple[str, list[list[Dated]]]], layout: Layout, as_of: date | None
) -> None:
    drawing = draw(rows, YEAR, layout, ENGLISH, as_of=as_of)
    for one in shapes(drawing):
        for part in (label(one), outline(one)):
            assert layout.names - 1 <= part.left
            assert part.right <= layout.width + 1
            assert drawing.top <= part.top
            assert part.bottom <= drawing.height
    for row in drawing.rows:
        for join in row.joins:
            assert layout.names <= join.left < join.right <= layout.width
    assert drawing.today_box is None or 0 <= drawing.today_box <= layout.width - TODAY_WIDTH


@given(rows, layouts)
def test_nothing_collides(rows: list[tuple[str, list[list[Dated]]]], layout: Layout) -> None:
    """No label meets another one, a shape or a line, and no shape meets another one."""
    drawing = draw(rows, YEAR, layout, ENGLISH)
    labels, outlines = map(label, shapes(drawing)), map(outline, shapes(drawing))
    parts = [*labels, *outlines]
    for number, part in enumerate(parts):
        assert not any(part.meets(other) for other in parts[:number])
    lines = [
        Part(join.left, join.right, join.y - 1, join.y + 1)
        for row in drawing.rows
        for join in row.joins
    ]
    for one in map(label, shapes(drawing)):
        assert not any(one.meets(line) for line in lines)
    for row in drawing.rows:
        if not layout.names:
            assert all(one.top >= row.name[-1].y for one in map(label, row.shapes))


@given(rows, layouts)
def test_no_line_joins_what_does_not_belong_together(
    rows: list[tuple[str, list[list[Dated]]]], layout: Layout
) -> None:
    for row in draw(rows, YEAR, layout, ENGLISH).rows:
        for join in row.joins:
            others = [other for other in row.joins if other is not join and other.y == join.y]
            assert all(one.right < join.left or join.right < one.left for one in others)


OPENS_JUST_BEFORE = [
    Dated(shape=Shape.OPENING, first=date(YEAR, 12, 28), last=date(YEAR, 12, 28)),
    Dated(shape=Shape.DEADLINE, first=date(YEAR, 12, 31), last=date(YEAR, 12, 31)),
    Dated(shape=Shape.TRAINING, first=date(YEAR + 1, 1, 20), last=date(YEAR + 1, 1, 20)),
]
"""The deadline has no place on the line of what is before it, and its days are in another year."""


@example(OPENS_JUST_BEFORE, NARROW)
@given(chains, layouts)
def test_a_deadline_and_its_days_are_joined(chain: list[Dated], layout: Layout) -> None:
    """Also where one of them is in another year: then the line goes on to the edge."""
    due = [one for one in chain if one.shape is Shape.DEADLINE]
    held = sorted((one for one in chain if one.shape not in MARKS), key=lambda one: one.first)
    drawn = draw([("a", [chain])], YEAR, layout, ENGLISH).rows[0]
    at = {one.shape: one for one in reversed(drawn.shapes)}
    if not due or not in_year([*due, *held[:1]]):
        return
    if in_year(due):
        mark = at[Shape.DEADLINE]
        (join,) = [one for one in drawn.joins if one.y == mark.y + 6]
        assert join.left <= mark.middle
        if in_year(held[:1]):
            assert join.left == mark.middle or due[0].first > min(one.first for one in chain)
            beside = [one for one in drawn.shapes if one.y == mark.y and one.x > mark.x]
            first = min((one for one in beside if one.shape not in MARKS), key=lambda one: one.x)
            begin = {one.shape.value for one in held if one.first == held[0].first}
            assert first.shape in begin
            assert first.middle <= join.right
        else:
            assert join.right == layout.width
    else:
        assert layout.names in {join.left for join in drawn.joins}


@given(rows, layouts)
def test_all_is_drawn_in_the_row_of_its_track(
    rows: list[tuple[str, list[list[Dated]]]], layout: Layout
) -> None:
    drawing = draw(rows, YEAR, layout, ENGLISH)
    assert len(drawing.rows) == len(rows)
    for row, (_, wanted) in zip(drawing.rows, rows, strict=True):
        drawn = sorted(shape.shape for shape in row.shapes)
        assert drawn == sorted(one.shape.value for chain in wanted for one in in_year(chain))
        assert all(shape.y < row.bottom for shape in row.shapes)


@given(rows, layouts, st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)))
def test_today_is_marked_and_strikes_no_words(
    rows: list[tuple[str, list[list[Dated]]]], layout: Layout, as_of: date
) -> None:
    drawing = draw(rows, YEAR, layout, ENGLISH, as_of=as_of)
    assert drawing.today_box is not None
    pieces = [Part(one.x - 1, one.x + 1, one.top, one.bottom) for one in drawing.today]
    for one in map(label, shapes(drawing)):
        assert not any(one.meets(piece) for piece in pieces)
    left_out = drawing.height - 1 - drawing.top - sum(one.bottom - one.top for one in pieces)
    lines = sum(len(row.name) + len(row.shapes) for row in drawing.rows)
    assert 0 <= left_out <= lines * 18


@given(rows, layouts, days)
def test_what_is_past_is_told_apart_from_what_is_ahead(
    rows: list[tuple[str, list[list[Dated]]]], layout: Layout, as_of: date
) -> None:
    now = draw(rows, YEAR, layout, ENGLISH, as_of=as_of)
    past = [
        one
        for _, of_row in rows
        for chain in of_row
        for one in in_year(chain)
        if one.last < as_of and one.shape is not Shape.CALLED_OFF
    ]
    assert sum(one.past for one in shapes(now)) == len(past)
    assert (now.today_box is None) is (as_of.year != YEAR)
    assert not any(one.past for one in shapes(draw(rows, YEAR, layout, ENGLISH)))


@given(bars.filter(lambda one: bool(in_year([one]))), st.sampled_from([None, 0, 3, 40]))
def test_days_stand_where_they_are_on_the_scale(one: Dated, before: int | None) -> None:
    """The mark of a deadline that would meet them gives way, not they."""
    first = date(YEAR, 1, 1)
    day = max(one.first, first)
    drawn = shapes(draw([("a", [with_deadline([one], [], before)])], YEAR, WIDE, ENGLISH))
    (bar,) = [shape for shape in drawn if shape.shape == one.shape.value]
    scale = (WIDE.width - WIDE.names) / 365
    expected = WIDE.names + (day - first).days * scale
    assert abs(bar.x - expected) <= (17 if (day - first).days < 10 else 7)
    for mark in drawn:
        if mark.shape == "deadline":
            due = WIDE.names + (one.first - timedelta(before or 0) - first).days * scale
            assert abs(mark.middle - due) < 16  # as far on December 31, at the edge


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2031, 3, 21), date(2031, 3, 21), "21"),
        (date(2031, 3, 21), date(2031, 3, 25), "21–25"),
        (date(2031, 3, 28), date(2031, 4, 1), "Mar 28–Apr 1"),
        (date(2030, 12, 29), date(2031, 1, 2), "Dec 29–Jan 2"),
    ],
)
def test_labels_name_the_month_where_the_column_does_not(
    first: date, last: date, label: str
) -> None:
    one = Dated(shape=Shape.TRAINING, first=first, last=last)
    (shape,) = shapes(draw([("a", [[one]])], YEAR, WIDE, ENGLISH))
    assert shape.label == label


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=80))
def test_the_first_free_lane_is_taken(boxes: list[tuple[int, int]]) -> None:
    lanes = Lanes()
    ends: list[int] = []
    for left, width in boxes:
        first = next((n for n, end in enumerate(ends) if end + GAP <= left), len(ends))
        ends[first : first + 1] = [left + width]
        assert lanes.take(left, left + width) == first
        assert lanes.taken == len(ends)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    built = build_site(Settings.of(EVERY_STATE, output, None, ()), lambda _: date(2031, 3, 5))
    assert built.published is not None, built.report.diagnostics
    return output


def page(site: Path, year: int) -> str:
    return (site / f"years/{year}/index.html").read_text(encoding="utf-8")


def test_there_is_a_page_for_each_year_with_dates(site: Path) -> None:
    found = sorted(int(one.name) for one in (site / "years").iterdir())
    listed = "".join(page(site, year) for year in found)
    for year in found:
        assert re.search(rf'<time datetime="{year}-', page(site, year))
    trainings = set(re.findall(r'"../../trainings/([a-z0-9-]+)/"', listed))
    every = {one.parent.name for one in (site / "trainings").glob("*/*.ics")}
    assert every <= trainings


def test_what_is_drawn_is_what_is_listed(site: Path) -> None:
    for one in sorted((site / "years").iterdir()):
        html = page(site, int(one.name))
        wide, narrow = re.findall(r'<svg class="year-(?:wide|narrow)".*?</svg>', html, re.DOTALL)
        shape = r'<(?:rect|circle|path) class="(?!band|lines|today|join)'
        drawn = [len(re.findall(shape, svg)) for svg in (wide, narrow)]
        assert drawn[0] == drawn[1] > 0
        # Days and deadlines of trainings stand in the table, each once; the other dates in lists.
        cells = "".join(re.findall(r"<td.*?</td>", html))
        entries = re.findall(r'<p class="away">(.*?)</p>', html)
        stamped = rf'<time datetime="{one.name}-'
        spans = re.findall(r'<span class="away"><time.*?</time></span>', cells)
        alone = re.sub(r'<span class="away"><time.*?</time></span>', "", cells)
        days = [*spans, *re.findall(r"<time.*?</time>", alone)]
        listed = sum(bool(re.search(stamped, one)) for one in days) + sum(
            bool(re.search(stamped, e)) for e in entries
        )
        assert listed == drawn[0], one.name


def test_what_is_called_off_is_told_apart(site: Path) -> None:
    html = page(site, 2032)
    # Two deadlines and two trainings, in two drawings, and the legend; in 2031, two trainings.
    assert html.count('<rect class="called-off"') == 2 * 4 + 1
    html = page(site, 2031)
    assert html.count('<rect class="called-off"') == 2 * 2 + 1
    assert "Cancelled or postponed" in html
    assert "Was planned for " in html


def test_each_training_is_one_row_that_leads_to_it(site: Path) -> None:
    html = page(site, 2031)
    rows = re.findall(r"<tr(?: id=[^>]*)?>\n<th scope=\"row\">.*?</tr>", html, re.DOTALL)
    leads = [re.findall(r'href="../../trainings/([^/]*)/"', row) for row in rows]
    assert all(len(one) == 1 for one in leads)
    ids = [one for (one,) in leads]
    assert len(set(ids)) == len(ids) > 15
    names = re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', html)
    assert len(set(names)) == len(names)  # a link by itself says which of them it leads to


def test_who_hears_a_row_hears_its_days_in_full_once(site: Path) -> None:
    headers = re.findall(r'<th scope="row">.*?</th>', page(site, 2031))
    assert any(re.search(r", March \d", words_of(one)) for one in headers)
    weekday = re.compile("|".join(ENGLISH.weekdays))
    assert not [words_of(one) for one in headers if weekday.search(one)]
    cells = re.findall(r"<td.*?</td>", page(site, 2031))
    assert sum(bool(weekday.search(one)) for one in cells) > len(headers)


def test_each_month_with_a_training_has_its_place_once(site: Path) -> None:
    for one in sorted((site / "years").iterdir()):
        found = re.findall(r' id="((?:month|expected)-[^"]*)"', page(site, int(one.name)))
        assert len(set(found)) == len(found)
        assert all(one.name in fragment for fragment in found)
    assert ' id="month-2031-03"' in page(site, 2031)


def of_year(year: int, *dated: Training | OtherDeadline) -> str:
    trainings = [one for one in dated if isinstance(one, Training)]
    deadlines = [one for one in dated if isinstance(one, OtherDeadline)]
    of = programmes.programme(trainings=trainings, deadlines=tuple(deadlines))
    return programmes.planned(of, date(2022, 3, 1))[f"years/{year}/index.html"].decode()


def test_a_training_expected_next_year_stands_in_the_month_of_its_deadline() -> None:
    due = programmes.deadline(date(2022, 12, 5))
    html = of_year(2022, programmes.expected_training("t", CPSS, 2023, deadline=due))
    assert ' id="month-2022-12"' in html
    assert ' id="expected-' not in html


def test_how_days_of_deadlines_count_is_said_wherever_there_are_any() -> None:
    begin = date(2022, 5, 16)
    due = training("t", CPSS, begin, deadline=programmes.deadline(date(2022, 4, 18)))
    of_its_own = OtherDeadline(
        id="d", label="Renewal", moment=Moment(date(2022, 4, 1)), note=None, contacts=()
    )
    without = training("t", CPSS, begin, open_deadline=programmes.no_deadline())
    for shown in (due, of_its_own):
        assert (
            said_in(of_year(2022, shown)).count("A deadline lasts until the end of its day.") == 1
        )
    assert "A deadline lasts" not in said_in(of_year(2022, without))


def test_that_there_is_no_deadline_is_said_also_without_a_column_for_it() -> None:
    without = training("t", CPSS, date(2022, 5, 16), open_deadline=programmes.no_deadline())
    assert '<td class="due">Deadline: none</td>' in of_year(2022, without)


def test_evenings_of_a_training_stand_one_by_one(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/projects/small", tmp_path / "site")
    (tmp_path / "site/schedules/2022.yaml").write_text(
        "year: 2022\n"
        "trainings:\n"
        "  - id: cpss-2022-12\n"
        "    track: cpss\n"
        "    days: [2022-12-06, 2022-12-13, 2023-01-10]\n"
        "    deadline: {date: 2022-11-01}\n",
        encoding="utf-8",
    )
    output = tmp_path / "output"
    built = build_site(Settings.of(tmp_path / "site", output, None, ()), lambda _: date(2022, 3, 1))
    assert built.published is not None, built.report.diagnostics
    cell = r'<time datetime="([^"]*)">([^<]*)<'
    december = re.findall(cell, "".join(re.findall(r"<td.*?</td>", page(output, 2022))))
    assert december == [
        ("2022-11-01", "Tuesday, November 1"),
        ("2022-12-06", "Tuesday, December 6"),
        ("2022-12-13", "Tuesday, December 13"),
        ("2023-01-10", "Tuesday, January 10, 2023"),
    ]
    january = page(output, 2023)
    assert 'id="month-2023-01"' in january
    assert ("2023-01-10", "Tuesday, January 10") in re.findall(cell, january)
    # Its first evenings are in the year before: the line comes from there.
    wide = re.findall(r'<path class="join" d="([^"]*)"', january)[0]
    assert wide.startswith(f"M{WIDE.names} ")


def test_today_is_said_until_the_day_is_past_and_then_which_day_it_was(site: Path) -> None:
    """The place of the mark does not move when the page is read later: so its name does."""
    html = page(site, 2031)
    until = "2031-03-06T05:00Z"
    said = f'<span data-until="{until}">Today</span><span data-since="{until}" hidden>Mar 5</span>'
    assert html.count(said) == 2
    for year in (2030, 2032):
        assert 'class="today"' not in page(site, year)


def test_all_that_is_drawn_of_a_past_year_is_hollow(site: Path) -> None:
    drawn = re.findall(
        r'<(?:rect|path|circle) class="(training|deadline|milestone)( over)?"', page(site, 2029)
    )
    assert drawn
    assert all(over for _, over in drawn[2:])  # the first are those of the legend


def test_real_trainings_are_in_the_drawing(tmp_path: Path) -> None:
    built = build_site(Settings.of(ROOT, tmp_path, None, ()), lambda _: date(2022, 3, 1))
    assert built.published is not None
    html = page(tmp_path, 2022)
    assert ">21–25</text>" in html  # CPSS Training, March 21 to 25
    upcoming = (tmp_path / "trainings/index.html").read_text(encoding="utf-8")
    assert 'href="../years/2022/">2022 at a glance</a>' in upcoming


def test_the_days_of_what_is_listed_are_those_of_its_dates() -> None:
    programme = check_site(read_site_files(EVERY_STATE), lambda _: date(YEAR, 3, 5)).programme
    assert programme is not None
    dated = (*programme.dated, *programmes.rich().dated)
    assert any(isinstance(one, Training) and one.milestones for one in dated)
    assert any(is_called_off(one) for one in dated)
    for one in dated:
        listed = [named.days for named in listed_dates(one)]
        if isinstance(one, Training):
            listed += [DayRun(about.day, about.day) for about in about_dates(one)]
        assert [*listed_days(one)] == listed, one.id
