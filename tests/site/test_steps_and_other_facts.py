"""Steps and fees of a training that is in another zone, or whose days are not announced yet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from case_files import SMALL
from programmes import CPSS, HALL, deadline, expected_training, planned, programme, training
from read_pages import said_in

from sitegen.cli import main
from sitegen.lazy import replace
from sitegen.programme.amounts import Amount
from sitegen.programme.model import (
    AboutDate,
    DayRun,
    Fee,
    Hours,
    Meaning,
    Milestone,
    Moment,
    Run,
    Training,
)

TODAY = date(2022, 1, 3)
AWAY = replace(HALL, id="away", timezone="America/New_York")
FEE = Fee(label="Books", amount=Amount(4050, "USD"), due=Moment(date(2022, 4, 29), time(12)))
STEPS = (
    Milestone(
        label="Interviews",
        days=DayRun(date(2022, 5, 2), date(2022, 5, 3)),
        at=None,
        hours=Hours(time(9), time(16)),
    ),
    Milestone(
        label="Form of your supervisor",
        days=DayRun(date(2022, 5, 6), date(2022, 5, 6)),
        at=time(12),
        meaning=Meaning.BY,
    ),
)
ELSEWHERE = training("t", CPSS, date(2022, 5, 16), place=AWAY, milestones=STEPS, fees=(FEE,))
NOT_ANNOUNCED = replace(
    expected_training("t", CPSS, 2022, 6),
    deadline=deadline(date(2022, 5, 2)),
    milestones=STEPS,
    fees=(FEE,),
    title="Cohort 108",
    about_dates=(AboutDate(label="We write to you", day=date(2022, 5, 16)),),
)


def site(one: Training) -> Mapping[str, bytes]:
    return planned(programme(trainings=(one,), places=(HALL, AWAY)), TODAY)


def titles(data: bytes) -> list[str]:
    return re.findall(r"SUMMARY:(.*)\r\n", data.decode().replace("\r\n ", "").replace("\\", ""))


def in_json(files: Mapping[str, bytes]) -> dict[str, Any]:
    (found,) = json.loads(files["trainings.json"])["trainings"]
    return found


@pytest.mark.parametrize("path", ["trainings/t/index.html", "trainings/t/print/index.html"])
def test_each_time_around_a_training_elsewhere_names_its_zone(path: str) -> None:
    page = said_in(site(ELSEWHERE)[path])
    assert "9 a.m. to 4 p.m. Eastern Time" in page
    assert "noon Eastern Time" in page  # of a milestone
    assert "noon Central Time" in page  # the office takes the money, and it has the site's zone


def test_calendars_name_the_zone_of_hours_and_times() -> None:
    files = site(ELSEWHERE)
    found = titles(files["trainings/t/t.ics"])
    assert any("Interviews (9 a.m. to 4 p.m. Eastern Time)" in one for one in found), found
    assert any("Form of your supervisor (by noon Eastern Time)" in one for one in found), found
    assert any("Books" in one and "noon Central Time" in one for one in found), found
    ours = titles(site(replace(ELSEWHERE, place=HALL))["trainings/t/t.ics"])
    assert not any("Time" in one for one in ours)


def test_other_programs_have_the_instant_of_each() -> None:
    found = in_json(site(ELSEWHERE))
    interviews, form = found["milestones"]
    assert (interviews["instant"], interviews["hours"]) == (
        None,
        {"opens": "09:00", "closes": "16:00", "break": None},
    )
    assert form["instant"] == "2022-05-06T12:00:00-04:00"
    assert found["fees"][0]["due"]["instant"] == "2022-04-29T12:00:00-05:00"


RETREAT = Run(
    DayRun(date(2022, 5, 3), date(2022, 5, 4)),
    label="Retreat",
    hours=Hours(time(9), time(16)),
    place=AWAY,
)
PARTLY_ELSEWHERE = replace(
    training("t", CPSS, date(2022, 3, 21), place=HALL, hours=Hours(time(9), time(16))),
    runs=(Run(DayRun(date(2022, 3, 21), date(2022, 3, 21))), RETREAT),
    deadline=deadline(date(2022, 2, 21)),
    title="Cohort 108",
)


def test_each_part_has_the_zone_of_its_place() -> None:
    files = site(PARTLY_ELSEWHERE)
    page = said_in(files["trainings/t/index.html"])
    assert "9 a.m. to 4 p.m. Central Time" in page
    assert "9 a.m. to 4 p.m. Eastern Time, each day" in page
    assert "Monday, February 21, 2022, by the end of the day, Central Time" in page
    home, away = in_json(files)["days"]
    assert (home["timezone"], away["timezone"]) == ("America/Chicago", "America/New_York")
    assert in_json(files)["hours"]["begins"] == "2022-03-21T09:00:00-05:00"
    assert in_json(files)["hours"]["ends"] == "2022-05-04T16:00:00-04:00"
    assert b'"startDate":"2022-05-03T09:00:00-04:00"' in files["trainings/t/index.html"]
    calendar = files["trainings/t/t.ics"].decode()
    assert "DTSTART;TZID=America/Chicago:20220321T090000" in calendar
    assert "DTSTART;TZID=America/New_York:20220503T090000" in calendar
    assert calendar.count("BEGIN:VTIMEZONE") == 2
    assert any("Cohort 108" in one and "Retreat" in one for one in titles(calendar.encode()))


def test_what_is_known_beside_days_that_are_not_announced_is_shown() -> None:
    files = site(NOT_ANNOUNCED)
    for path in ("trainings/t/index.html", "trainings/t/print/index.html"):
        page = said_in(files[path])
        for said in ("Cohort 108", "Interviews", "About May 16, 2022", "$40.50", "June 2022"):
            assert said in page, (path, said)
    assert "Cohort 108" in said_in(files["trainings/index.html"])
    assert "Cohort 108" in said_in(files["years/2022/index.html"])
    found = in_json(files)
    assert (found["days"], found["title"]) == ([], "Cohort 108")
    assert [one["approximate"] for one in found["milestones"]] == [False, False, True]
    assert len(titles(files["trainings/t/t.ics"])) == 4  # deadline, fee and both milestones


WITH_ABOUT = """year: 2022
trainings:
  - id: cpss-2022-06
    track: cpss
    start: June 2022
    place: virtual
    milestones:
      - {label: We write to you, about: 2 weeks after the deadline}
      - {label: Certificate, about: 2 months after the end}
"""


def test_what_counts_from_days_that_are_not_announced_waits(tmp_path: Path) -> None:
    root = tmp_path / "site"
    copytree(SMALL, root)
    (root / "schedules/2022.yaml").write_text(WITH_ABOUT)
    assert main(["build", "--root", str(root), "--today", "2022-01-15"]) == 0
    page = said_in((root / "output/trainings/cpss-2022-06/index.html").read_bytes())
    assert "We write to you" not in page
    assert "Certificate" not in page
    schedule = root / "schedules/2022.yaml"
    schedule.write_text(WITH_ABOUT.replace("    place:", "    deadline: 2022-05-02\n    place:"))
    assert main(["build", "--root", str(root), "--today", "2022-01-15"]) == 0
    page = said_in((root / "output/trainings/cpss-2022-06/index.html").read_bytes())
    assert "We write to you: About May 16, 2022" in page.replace("you About", "you: About")
    assert "Certificate" not in page
