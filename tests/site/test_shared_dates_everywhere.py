"""Dates that several trainings share, written once: one line in lists, and each training has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from programmes import planned
from read_pages import shown
from test_not_announced_everywhere import events

from sitegen.check import check_site
from sitegen.folder import SiteFiles, read_site_files
from sitegen.lazy import replace
from sitegen.programme.model import Programme

SMALL = Path(__file__).parents[1] / "projects/small"
TODAY = date(2022, 1, 3)
FIRST, SECOND, ALONE = "cpss-2022-03", "cpss-2022-04", "cpss-2022-05"
SHARED = """year: 2022
defaults:
  place: virtual
  opens: 2022-01-10
  deadline: {date: 2022-02-21, reason: Both groups apply together.}
  milestones: [{label: Information evening, date: 2022-01-20 18:00}]
trainings:
  - {id: cpss-2022-03, track: cpss, start: 2022-03-21, end: 2022-03-25}
  - {id: cpss-2022-04, track: cpss, start: 2022-04-25, end: 2022-04-29}
  - id: cpss-2022-05
    track: cpss
    start: 2022-05-23
    end: 2022-05-27
    opens: 2022-01-11
    deadline: 2022-04-25
    milestones: [{label: information evening, date: 2022-01-21}, {label: Test, date: 2022-06-01}]
"""
APART = """year: 2022
defaults: {place: virtual}
trainings:
  - {id: cpss-2022-03, track: cpss, start: 2022-03-21, end: 2022-03-25, deadline: 2022-02-21}
  - id: cpss-2022-04
    track: cpss
    start: 2022-04-25
    end: 2022-04-29
    deadline: {date: 2022-02-21, reason: It happens to be the same day.}
"""


def written(schedule: str) -> SiteFiles:
    files = read_site_files(SMALL)
    return replace(files, read={**files.read, "schedules/2022.yaml": schedule.encode()})


def of(schedule: str) -> Programme:
    checked = check_site(written(schedule), lambda _: TODAY)
    assert checked.programme is not None, checked.report.diagnostics
    return checked.programme


def site(schedule: str = SHARED, today: date = TODAY) -> Mapping[str, bytes]:
    return planned(of(schedule), today)


def lines(html: bytes, day: str) -> list[list[str]]:
    """The trainings that each line of a list names which begins with a day."""
    parts = re.split(r'(?=<li class="date )', html.decode())[1:]
    return [
        re.findall(r'date-what"><a href="[^"]*/trainings/([^/]*)/"', part)
        for part in parts
        if f'<p class="away"><time datetime="{day}' in part
    ]


def test_a_training_has_what_it_shares_and_what_it_says_itself() -> None:
    first, second, alone = of(SHARED).trainings
    assert first.deadline is not None
    assert first.deadline == second.deadline
    assert first.deadline.shared
    assert first.opens == second.opens
    assert first.milestones == second.milestones
    assert alone.deadline is not None
    assert alone.deadline.moment.day == date(2022, 4, 25)
    assert not alone.deadline.shared
    assert alone.opens is not None
    assert not alone.opens.shared
    assert [one.label for one in alone.milestones] == ["information evening", "Test"]


@pytest.mark.parametrize("day", ["2022-01-10", "2022-02-21", "2022-01-20"])
@pytest.mark.parametrize("path", ["trainings/index.html", "years/2022/index.html"])
def test_lists_show_it_once_with_all_that_share_it(path: str, day: str) -> None:
    if day == "2022-02-21" and path.startswith("years"):  # a deadline, in the row of each
        assert site()[path].count(b'<td class="due"><span') == 3
    else:
        assert lines(site()[path], day) == [[FIRST, SECOND]]


def test_what_happens_to_be_on_one_day_stays_apart() -> None:
    assert lines(site(APART)["trainings/index.html"], "2022-02-21") == [[FIRST], [SECOND]]


def test_each_training_shows_it_and_has_it_in_calendars() -> None:
    files = site()
    entries = events(files["calendars/all-trainings-and-deadlines.ics"])
    for name in (FIRST, SECOND):
        for path in (f"trainings/{name}/index.html", f"trainings/{name}/print/index.html"):
            page = shown(files[path])
            for day in ("2022-01-10", "2022-02-21", "2022-01-20T18:00"):
                assert f'<time datetime="{day}">' in page, (path, day)
        assert {f"{name}--opens", f"{name}-deadline", f"{name}-information-evening"} <= {*entries}


@pytest.mark.parametrize("elsewhere", [0, 1])
def test_where_one_is_elsewhere_a_day_names_its_zone_and_a_time_stays_apart(elsewhere: int) -> None:
    programme = of(SHARED)
    trainings = list(programme.trainings)
    place = trainings[elsewhere].place
    assert place is not None
    there = replace(place, id="away", timezone="America/New_York")
    trainings[elsewhere] = replace(trainings[elsewhere], place=there)
    files = planned(replace(programme, trainings=tuple(trainings)), TODAY)
    listed, of_year = files["trainings/index.html"], files["years/2022/index.html"]
    assert lines(listed, "2022-02-21") == [[FIRST, SECOND]]
    assert "Apply by this day, Central Time" in shown(listed)
    for page in (listed, of_year):
        assert lines(page, "2022-01-20") == [[FIRST], [SECOND]]
    assert ", 2022</span></time>, Central Time" in shown(of_year)


def test_one_that_is_called_off_is_no_longer_among_them() -> None:
    line = "start: 2022-04-25, end: 2022-04-29"
    cancelled = SHARED.replace(line, f"{line}, status: cancelled")
    assert lines(site(cancelled)["trainings/index.html"], "2022-02-21") == [[FIRST]]
