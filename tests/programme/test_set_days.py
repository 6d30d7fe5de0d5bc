"""Trainings whose days are not known yet: what is refused is mended in a few steps of the helps."""

from __future__ import annotations

from datetime import date

import pytest
from case_files import report, small_site

from sitegen.check import check_site
from sitegen.diagnostics import has_errors
from sitegen.folder import SiteFiles
from sitegen.lazy import replace
from sitegen.programme.model import Expected, Season, Training

SCHEDULE = "schedules/2022.yaml"


def schedule(fields: str) -> bytes:
    entry = f"  - id: cpss-2022-03\n    track: cpss\n{fields}    place: virtual\n"
    return f"year: 2022\ntrainings:\n{entry}".encode()


def joined(fields: str) -> Training:
    """Give the training as it is joined; what is not an error may be warned of."""
    site = small_site()
    files: SiteFiles = replace(site, read={**site.read, SCHEDULE: schedule(fields)})
    programme = check_site(files, lambda _: date(2022, 1, 15)).programme
    assert programme
    (training,) = programme.trainings
    return training


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tbd", Expected()),
        ("2022", Expected(2022)),
        ('"2022"', Expected(2022)),
        ("March 2022", Expected(2022, 3)),
        ("spring 2022", Expected(2022, Season.SPRING)),
        ("summer 2022", Expected(2022, Season.SUMMER)),
        ("fall 2022", Expected(2022, Season.FALL)),
    ],
)
def test_what_is_known_of_the_days_is_read_and_written(text: str, expected: Expected) -> None:
    training = joined(f"    start: {text}\n")
    assert (training.days, training.expected) == (None, expected)
    assert str(training.expected) == text.strip('"')
    assert training.deadline is None  # the rule of its track counts from the first day
    assert training.period.first.year == 2022


def test_days_that_are_known_are_not_expected() -> None:
    training = joined("    start: 2022-03-21\n")
    assert training.days is not None
    assert training.expected == Expected()
    assert training.deadline is not None


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("2022-03", "March 2022"),
        ("03/2022", "March 2022"),
        ("3.2022", "March 2022"),
        ("march 2022", "March 2022"),
        ("Mar 2022", "March 2022"),
        ("March, 2022", "March 2022"),
        ("in March 2022", "March 2022"),
        ("late March 2022", "March 2022"),
        ("Spring 2022", "spring 2022"),
        ("autumn 2022", "fall 2022"),
        ("spring 2022, dates to follow", "spring 2022"),
        ("TBD (May 2022)", "May 2022"),
        ("mid-2022", "2022"),
        ("Q2 2022", "2022"),
        ("May/June 2022", "2022"),
    ],
)
def test_other_ways_to_say_it_are_answered_with_the_one(text: str, better: str) -> None:
    (one,) = report({SCHEDULE: schedule(f"    start: {text}\n")}).diagnostics
    assert one.code == "not-decided"
    assert f"Write `{better}`" in (one.help or "")
    assert not report({SCHEDULE: schedule(f"    start: {better}\n")}).diagnostics


def test_a_fix_is_safe_only_where_nothing_is_lost() -> None:
    for text, is_safe in (
        *(("march 2022", True), ("Summer 2022", True), ("March, 2022", True)),
        *(("late March 2022", False), ("Mar 2022", False), ("autumn 2022", False)),
    ):
        (one,) = report({SCHEDULE: schedule(f"    start: {text}\n")}).diagnostics
        assert one.fix is not None
        assert one.fix.safe is is_safe, text


@pytest.mark.parametrize(
    "fields",
    [
        "    start: 2022-03-21\n    end: tbd\n    deadline: 2022-02-21\n",
        "    start: tbd\n    end: to be announced\n",
        "    start: March 2022\n    deadline: tbd\n",
        "    days: tbd\n",
        "    days: [2022-03-21, tbd]\n",
        "    days: [2022-03-21, spring 2022]\n",
        "    start: not yet decided\n    hours: 09:00 to 16:30\n",
        "    start: to be determined\n    milestones: []\n",
    ],
)
def test_what_says_so_elsewhere_is_one_report(fields: str) -> None:
    (one,) = report({SCHEDULE: schedule(fields)}).diagnostics
    assert one.code == "not-decided"


@pytest.mark.parametrize("text", ["tomorrow", "2022-03-32", "Marchember", "to be Jackson", "n/a"])
def test_other_words_are_not_taken_for_undecided(text: str) -> None:
    found = report({SCHEDULE: schedule(f"    start: {text}\n")}).diagnostics
    assert {one.code for one in found} <= {"date-format", "impossible-date"}
    assert has_errors(found)


def test_they_are_in_order_behind_what_has_days_in_the_time_that_is_known() -> None:
    written = {
        "first": "2022-06-01",
        "june": "June 2022",
        "july": "2022-07-01",
        "august": "August 2022",
        "summer": "summer 2022",
        "december": "2022-12-31",
        "year": "2022",
        "some-day": "tbd",
    }
    entries = "".join(
        f"  - {{id: {name}, track: cpss, start: {start}, place: virtual}}\n"
        for name, start in reversed(written.items())
    )
    site = small_site()
    text = f"year: 2022\ntrainings:\n{entries}".encode()
    files = replace(site, read={**site.read, SCHEDULE: text})
    programme = check_site(files, lambda _: date(2022, 1, 15)).programme
    assert programme
    assert [one.id for one in programme.trainings] == list(written)


LEDGER = (
    '{"feed": "/calendars/cpss-trainings.ics"}\n'
    '{"uid": "cpss-2022-03@peer-training.example.org", "of": "cpss-2022-03", "track": "cpss", '
    '"kind": "training", "first_day": "2022-03-01", "last_day": "2022-03-31", "place": "virtual", '
    '"status": "scheduled", "changes": 0, "digest": "", "sequence": 0, '
    '"stamp": "2021-01-01T00:00:00Z", "added": "2022-01-10", "expected": "March 2022"}\n'
)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("start: March 2022", []),
        ("start: June 2022", ["change-not-told"]),
        ("start: 2022-03-21", ["change-not-told"]),
        ("start: 2022-03-21, changes: [{on: 2022-01-14, what: Days announced.}]", []),
        ("start: March 2022, status: full", ["change-not-told"]),
        ("start: March 2022, deadline: 2022-02-22", ["change-not-told"]),
    ],
)
def test_what_was_published_without_days_is_told_once_it_has_some(
    fields: str, told: list[str]
) -> None:
    text = (
        f"year: 2022\ntrainings:\n  - {{id: cpss-2022-03, track: cpss, place: virtual, {fields}}}\n"
    )
    site = small_site()
    files = replace(site, read={**site.read, SCHEDULE: text.encode()}, ledger=LEDGER.encode())
    found = check_site(files, lambda _: date(2022, 1, 15)).report.diagnostics
    assert [one.code for one in found] == told
