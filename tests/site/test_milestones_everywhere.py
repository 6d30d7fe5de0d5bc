"""What is around a training, on a day, by it, from it or about it, in every output."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

import pytest
from case_files import small_site
from icalendar import Calendar
from programmes import CPSS, TODAY, deadline, planned, programme, training
from read_pages import said_in

from sitegen.check import check_site
from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import (
    AboutDate,
    DayRun,
    Hours,
    Meaning,
    Milestone,
    Status,
    Training,
)
from sitegen.record import recorded

ALL = "calendars/all-trainings-and-deadlines.ics"
SCHEDULE = "schedules/2022.yaml"


def on(day: int, last: int | None = None) -> DayRun:
    return DayRun(date(2022, 5, day), date(2022, 5, last or day))


INTERVIEWS = Milestone(
    label="Interviews", days=on(2, 4), at=None, hours=Hours(time(9), time(16, 30))
)
FORM = Milestone(label="Form", days=on(5), at=time(12), meaning=Meaning.BY)
BOOK = Milestone(label="Book", days=on(6), at=None, meaning=Meaning.BY)
READING = Milestone(label="Reading", days=on(9), at=None, meaning=Meaning.FROM)
CHAT = Milestone(label="Chat", days=on(10), at=time(8), meaning=Meaning.FROM)
LETTER = AboutDate(label="Letter", day=date(2022, 5, 3))
CERTIFICATE = AboutDate(label="Certificate", day=date(2022, 7, 6))
TRAINING = training(
    "t",
    CPSS,
    date(2022, 5, 16),
    deadline=deadline(date(2022, 4, 18)),
    milestones=(READING, INTERVIEWS, FORM, BOOK, CHAT),
    about_dates=(CERTIFICATE, LETTER),
)
IN_ORDER = [
    ("Interviews", "Monday, May 2 to Wednesday, May 4, 2022, 9 a.m. to 4:30 p.m. Central Time"),
    ("Letter", "About May 3, 2022"),
    ("Form", "By Thursday, May 5, 2022 at noon Central Time"),
    ("Book", "By Friday, May 6, 2022"),
    ("Reading", "From Monday, May 9, 2022"),
    ("Chat", "From Tuesday, May 10, 2022 at 8 a.m. Central Time"),
    ("Certificate", "About July 6, 2022"),
]


def site(one: Training, today: date = TODAY) -> Mapping[str, bytes]:
    return planned(programme(trainings=(one,)), today)


@pytest.mark.parametrize("path", ["trainings/t/index.html", "trainings/t/print/index.html"])
def test_a_training_says_them_in_order_of_date(path: str) -> None:
    said = said_in(site(TRAINING)[path])
    places = [said.index(f"{label} {when}") for label, when in IN_ORDER]
    assert places == sorted(places)
    assert "4:30 p.m. Central Time, each day" in said


@pytest.mark.parametrize("path", ["trainings/index.html", "years/2022/index.html"])
def test_lists_of_dates_say_them_in_order_too(path: str) -> None:
    said = said_in(site(TRAINING)[path])
    places = []
    for label, when in IN_ORDER:
        day, time = re.fullmatch(r"(.*?\d{4}),?(.*)", when).groups()  # type: ignore[union-attr]
        clock = re.escape(time.removeprefix(" at").strip())
        places.append(re.search(rf"{re.escape(day)} [^,]*, May 16 {label}(, )?{clock}", said))
    starts = [one.start() for one in places if one is not None]
    assert len(starts) == len(IN_ORDER)
    assert starts == sorted(starts)


def test_what_is_about_a_day_is_no_day_for_a_program() -> None:
    files = site(replace(TRAINING, milestones=(), about_dates=(CERTIFICATE,)))
    for path in ("trainings/t/index.html", "trainings/index.html", "years/2022/index.html"):
        page = files[path].decode()
        assert "About July 6, 2022" in page, path
        assert "2022-07-06" not in page, path
    # No day of the month leads to it, and the drawing of the year shows none.
    year = files["years/2022/index.html"].decode()
    july = year[year.index("month-2022-07") :]
    assert not re.search(r'<td><a href="#date-', july)
    for path, content in files.items():
        if path.endswith(".ics"):
            assert b"Certificate" not in content, path
            assert b"20220706" not in content, path


def test_a_year_with_nothing_but_such_a_date_has_a_page() -> None:
    files = site(replace(TRAINING, about_dates=(replace(CERTIFICATE, day=date(2023, 1, 9)),)))
    assert "About January 9, 2023" in said_in(files["years/2023/index.html"])


def test_memory_holds_only_what_is_set() -> None:
    ledger = recorded(programme(trainings=(TRAINING,)), Ledger(), TODAY)
    names = {event.name for event in ledger.events.values()}
    milestones = {"t-reading", "t-interviews", "t-form", "t-book", "t-chat"}
    assert names == {"t", "t-deadline", *milestones}


def test_calendars_say_what_the_day_means() -> None:
    found = Calendar.from_ical(site(TRAINING)[ALL]).walk("VEVENT")
    events = {str(one["UID"]).partition("@")[0]: one for one in found}
    titles = {
        name: str(one["SUMMARY"]).partition(": CPSS")[0]
        for name, one in events.items()
        if name not in {"t", "t-deadline"}
    }
    assert titles == {
        "t-interviews": "Interviews (9 a.m. to 4:30 p.m.)",
        "t-form": "Form (by noon)",
        "t-book": "Book (last day)",
        "t-reading": "Reading (from this day on)",
        "t-chat": "Chat (from 8 a.m.)",
    }
    for label, when in IN_ORDER:
        if not when.startswith("About"):
            said = str(events[f"t-{label.casefold()}"]["DESCRIPTION"])
            assert said.startswith(f"{label}: {when}"), label


def test_subscribers_are_given_another_meaning_once() -> None:
    was = replace(TRAINING, milestones=(replace(BOOK, meaning=Meaning.ON),))
    now = replace(TRAINING, milestones=(BOOK,))
    ledger = recorded(programme(trainings=(was,)), Ledger(), TODAY)
    for _ in range(2):
        ledger = recorded(programme(trainings=(now,)), ledger, TODAY)
        changed = {one.name: one.sequence for one in ledger.events.values()}
        assert changed == {"t": 0, "t-deadline": 0, "t-book": 1}


def json_of(one: Training) -> list[dict[str, Any]]:
    (found,) = json.loads(site(one)["trainings.json"])["trainings"]
    milestones: list[dict[str, Any]] = found["milestones"]
    return milestones


def test_other_programs_are_told() -> None:
    found = {one["label"]: one for one in json_of(TRAINING)}
    assert {label for label, one in found.items() if one["approximate"]} == {
        "Letter",
        "Certificate",
    }
    assert found["Interviews"]["hours"] == {"opens": "09:00", "closes": "16:30", "break": None}
    meanings = {label: one["meaning"] for label, one in found.items()}
    assert meanings["Form"] == meanings["Book"] == "by"
    assert meanings["Reading"] == meanings["Chat"] == "from"
    assert meanings["Interviews"] == meanings["Letter"] == "on"


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
def test_of_what_is_called_off_none_is_said(status: Status) -> None:
    off = replace(TRAINING, status=status)
    assert json_of(off) == []
    files = site(off)
    for path in ("trainings/t/index.html", "trainings/index.html", "years/2022/index.html"):
        assert "Certificate" not in said_in(files[path]), path
        assert "Interviews" not in said_in(files[path]), path


def test_what_goes_on_from_a_day_is_not_over_on_the_next() -> None:
    said = said_in(site(TRAINING, date(2022, 5, 11))["years/2022/index.html"])
    assert "Book Over" in said
    assert "Reading Over" not in said
    assert "Letter Over" not in said


ABOUTS = {
    "2 weeks before start": date(2022, 3, 7),
    "2 weeks before the start": date(2022, 3, 7),
    "1 day after the end": date(2022, 3, 26),
    "1 month after the end": date(2022, 4, 24),
    "4 weeks after the deadline": date(2022, 3, 21),
    "2022-04-04": date(2022, 4, 4),
}


@pytest.mark.parametrize("written", ABOUTS)
def test_it_counts_from_the_day_that_it_names(written: str) -> None:
    schedule = (
        "year: 2022\ntrainings:\n"
        "  - id: cpss-2022-03\n    track: cpss\n    start: 2022-03-21\n    end: 2022-03-25\n"
        "    deadline: 2022-02-21\n    place: virtual\n"
        f"    milestones: [{{label: Letter, about: {written}}}]\n"
    )
    files = small_site()
    files = replace(files, read={**files.read, SCHEDULE: schedule.encode()})
    checked = check_site(files, lambda _: date(2022, 1, 15))
    assert checked.programme is not None, checked.report.diagnostics
    (found,) = checked.programme.trainings[0].about_dates
    assert found.day == ABOUTS[written]
