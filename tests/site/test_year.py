"""A year at a glance: every date is drawn once and listed once, and nothing collides."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import programmes
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.build import build_site
from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.programme.dates import about_dates, listed_dates, listed_days
from sitegen.programme.model import DayRun, Training
from sitegen.programme.states import is_called_off
from sitegen.settings import Settings
from sitegen.site.views.year_drawing import (
    _GAP,
    NARROW,
    WIDE,
    Dated,
    DrawingView,
    Layout,
    Shape,
    ShapeView,
    _Lanes,
    draw,
)
from sitegen.site.wording import ENGLISH

ROOT = Path(__file__).parents[2]
EVERY_STATE = ROOT / "tests/projects/every-state"
YEAR = 2031
GLYPH = 8.4
"""What one letter of 14 pixels takes at least."""

days = st.dates(date(YEAR - 1, 11, 1), date(YEAR + 1, 2, 28))
dated = st.builds(
    lambda shape, first, length: Dated(
        shape=shape,
        first=first,
        last=first if shape is Shape.DEADLINE else first + timedelta(length),
    ),
    st.sampled_from(Shape),
    days,
    st.integers(0, 60),
).filter(lambda one: one.first.year <= YEAR <= one.last.year)
rows = st.lists(st.tuples(st.text("abc xyz", min_size=1), st.lists(dated, max_size=12)), max_size=4)


def box(shape: ShapeView) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a shape with its label."""
    label = len(shape.label) * GLYPH
    left, right = min(shape.x, shape.label_x), max(shape.x + shape.width, shape.label_x + label)
    return left, right, shape.label_y - 14, shape.y + 12


def shapes(drawing: DrawingView) -> list[ShapeView]:
    return [shape for row in drawing.rows for shape in row.shapes]


@given(rows, st.sampled_from([WIDE, NARROW]))
def test_nothing_leaves_the_drawing(rows: list[tuple[str, list[Dated]]], layout: Layout) -> None:
    drawing = draw(rows, YEAR, layout, ENGLISH)
    for shape in shapes(drawing):
        left, right, top, bottom = box(shape)
        assert layout.names - 1 <= left
        assert right <= layout.width + 1
        assert drawing.top <= top
        assert bottom <= drawing.height


@given(rows, st.sampled_from([WIDE, NARROW]))
def test_nothing_collides(rows: list[tuple[str, list[Dated]]], layout: Layout) -> None:
    boxes = [box(shape) for shape in shapes(draw(rows, YEAR, layout, ENGLISH))]
    for number, (left, right, top, bottom) in enumerate(boxes):
        for other_left, other_right, other_top, other_bottom in boxes[:number]:
            beside = right <= other_left or other_right <= left
            above = bottom <= other_top or other_bottom <= top
            assert beside or above


@given(rows, st.sampled_from([WIDE, NARROW]))
def test_all_is_drawn_in_the_row_of_its_track(
    rows: list[tuple[str, list[Dated]]], layout: Layout
) -> None:
    drawing = draw(rows, YEAR, layout, ENGLISH)
    assert len(drawing.rows) == len(rows)
    for row, (_, wanted) in zip(drawing.rows, rows, strict=True):
        drawn = sorted(shape.shape for shape in row.shapes)
        assert drawn == sorted(one.shape.value for one in wanted)
        assert all(shape.y < row.bottom for shape in row.shapes)


@given(dated)
def test_earlier_days_stand_further_left(one: Dated) -> None:
    first = date(YEAR, 1, 1)
    day = max(one.first, first)
    (shape,) = shapes(draw([("a", [one])], YEAR, WIDE, ENGLISH))
    expected = WIDE.names + (day - first).days / 365 * (WIDE.width - WIDE.names)
    assert abs(shape.x - expected) < 13  # a mark, and what keeps it inside


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
    (shape,) = shapes(draw([("a", [one])], YEAR, WIDE, ENGLISH))
    assert shape.label == label


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=80))
def test_the_first_free_lane_is_taken(boxes: list[tuple[int, int]]) -> None:
    lanes = _Lanes()
    ends: list[int] = []
    for left, width in boxes:
        first = next((n for n, end in enumerate(ends) if end + _GAP <= left), len(ends))
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
        shape = r'<(?:rect|circle|path) class="(?!rule")'
        drawn = [len(re.findall(shape, svg)) for svg in (wide, narrow)]
        assert drawn[0] == drawn[1] > 0
        # A training of several runs is one entry of the list with a line for each run.
        entries = re.findall(r'class="date-day away">(.*?)</(?:p|a)>', html)
        runs = sum(
            any(stamp.startswith(one.name) for stamp in re.findall(r'datetime="([^"]+)"', run))
            for entry in entries
            for run in entry.split("<br>")
        )
        assert runs == drawn[0], one.name


def test_what_is_called_off_is_told_apart(site: Path) -> None:
    html = page(site, 2032)
    # Two deadlines and two trainings, in two drawings, and the legend; in 2031, two trainings.
    assert html.count('<rect class="called-off"') == 2 * 4 + 1
    html = page(site, 2031)
    assert html.count('<rect class="called-off"') == 2 * 2 + 1
    assert "Cancelled or postponed" in html
    assert "Was planned for " in html


def test_days_with_dates_lead_to_them(site: Path) -> None:
    html = page(site, 2031)
    ids = re.findall(r'<li class="date [^"]*" id="([^"]+)"', html)
    assert len(set(ids)) == len(ids) > 20
    linked = re.findall(r'<td><a href="#([^"]+)"><span class="away">(\w+ )</span>(\d+)</a>', html)
    assert {fragment for fragment, _, _ in linked} <= set(ids)
    assert len({(month, day) for _, month, day in linked}) == len(linked) > 40


def test_days_between_the_evenings_of_a_training_are_free(tmp_path: Path) -> None:
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
    day = r'<td><a href="[^"]+"><span class="away">(\w+ )</span>(\d+)</a>'
    marked = re.findall(day, page(output, 2022))
    assert [(month.strip(), int(day)) for month, day in marked] == [
        ("November", 1),
        ("December", 6),
        ("December", 13),
    ]
    january = page(output, 2023)
    assert '<h2 id="month-2023-01">January 2023</h2>' in january
    assert re.findall(day, january) == [("January ", "10")]


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
