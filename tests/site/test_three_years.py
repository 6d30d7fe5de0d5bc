"""The page's scripts say what Python says on every day of three years, wherever the visitor is.

In the suite for some weeks, with both nights on which the clocks change. Every day, in minutes:

    .venv/bin/python tests/site/test_three_years.py
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sitegen.lazy import replace

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

import programmes
import pytest
from needed import program

from sitegen.programme.eligibility.conditions import Within
from sitegen.programme.eligibility.facts import Fact, FactType
from sitegen.programme.eligibility.portable import portable_answer, portable_rules
from sitegen.programme.eligibility.rules import Requirement, Rule, Subject, assess
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Moment, Opening, Programme, Training
from sitegen.programme.states import state_of
from sitegen.site.addresses import BaseUrl
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.site.timetable import timetable
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.status import StateView, status_view
from sitegen.site.wording import ENGLISH

TESTS = Path(__file__).parents[1]
ASSETS = TESTS.parent / "templates/assets"

OF_THE_SITE = ("America/Chicago", "Australia/Lord_Howe")
"""The second changes its clocks by half an hour, in the south."""

OF_VISITORS = (
    *("America/Chicago", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago"),
    "Europe/London",
)
FIRST, DAYS = date(2024, 1, 1), 3 * 365 + 1


def changes_of_the_clocks(zone: str, days: Iterable[date]) -> list[date]:
    """Give the days that do not have 24 hours."""
    at = ZoneInfo(zone)
    return [
        day
        for day in days
        if datetime.combine(day, time(), at).utcoffset()
        != datetime.combine(day + timedelta(1), time(), at).utcoffset()
    ]


def opening(day: date, number: int) -> Opening | None:
    """Give every second training an opening, at the times of day at which most open."""
    at = (None, time(), time(9), time(12), time(17, 30))[number // 2 % 5]
    return Opening(label=None, moment=Moment(day, at), reason=None) if number % 2 else None


def site(zone: str) -> Programme:
    """A programme in a zone with trainings all the time, some of them around a change of clocks."""
    small = programmes.programme()
    starts = [FIRST + timedelta(number) for number in range(20, DAYS + 60, 61)]
    starts += changes_of_the_clocks(zone, (FIRST + timedelta(n) for n in range(DAYS)))
    trainings = [
        programmes.training(
            f"t-{number}",
            small.tracks[0],
            start,
            start + timedelta(number % 4),
            deadline=programmes.deadline(start - timedelta(number % 9), at),
            opens=opening(start - timedelta(number % 9 + 2 + number % 5), number),
        )
        for number, start in enumerate(starts)
        for at in [(None, time(), time(2, 30), time(23, 59))[number % 4]]
    ]
    return programmes.programme(
        tracks=small.tracks, trainings=tuple(trainings), site=replace(small.site, timezone=zone)
    )


class Status:
    """What a page says of a training that is made on a day."""

    def __init__(self, of: Programme) -> None:
        base = BaseUrl.of("https://example.org/")
        self._known: dict[tuple[str, date], tuple[StateView, ...]] = {}
        self._context = SiteContext(
            programme=of,
            ledger=Ledger(),
            times=timetable(of, FIRST),
            base=base,
            markdown=MarkdownHtml(base),
            words=ENGLISH,
            language="en",
        )

    def on(self, training: Training, day: date) -> tuple[StateView, ...]:
        key = (training.id, day)
        if key not in self._known:
            times = timetable(self._context.programme, day)
            status = status_view(training, replace(self._context, times=times))
            self._known[key] = (status, *status.later)
        return self._known[key]

    def at(self, training: Training, here: datetime) -> StateView:
        """What holds at a local time, which may be later on its day than applications open."""
        expected = state_of(training, here.date(), here.time()).value
        of_the_day = self.on(training, here.date())
        return next(one for one in of_the_day if one.state == expected)


def instants(zone: str, days: Iterable[date]) -> list[datetime]:
    """Give the first, the last and a middle minute of days, and each quarter of an odd one."""
    at, found = ZoneInfo(zone), []
    for day in days:
        begin = datetime.combine(day, time(), at).astimezone(UTC)
        end = datetime.combine(day + timedelta(1), time(), at).astimezone(UTC)
        found += [begin, begin + timedelta(hours=12), end - timedelta(minutes=1)]
        if end - begin != timedelta(days=1):
            found += [begin + timedelta(minutes=15 * n) for n in range(100)]
    return found


def in_script(script: str, tool: str, asked: object, visitor: str) -> object:
    run = subprocess.run(
        [program("node", "apt install nodejs"), TESTS / tool, ASSETS / script],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": visitor},
    )
    return json.loads(run.stdout)


def compare_pages(zone: str, visitors: Sequence[str], days: Sequence[date], step: int) -> int:
    """Read pages that were made earlier at many instants; give how many were compared."""
    programme = site(zone)
    status = Status(programme)
    read = instants(zone, days)
    local = [instant.astimezone(ZoneInfo(zone)) for instant in read]
    near = [
        (training, made)
        for number, training in enumerate(programme.trainings)
        if training.period.last >= days[0] and training.period.first <= days[-1] + timedelta(30)
        for made in (days[0] - timedelta(1), training.period.first - timedelta(5 + number % step))
    ]
    pages = [status.on(training, made) for training, made in near]
    asked = {
        "pages": [[(state.since, state.until) for state in page] for page in pages],
        "instants": [int(instant.timestamp() * 1000) for instant in read],
    }
    compared = 0
    for visitor in visitors:
        said = in_script("later.js", "later-in-script.cjs", asked, visitor)
        assert isinstance(said, dict)
        there, meant = ZoneInfo(said["zone"]), ZoneInfo(visitor)  # Kathmandu has two names
        assert read[0].astimezone(there).utcoffset() == read[0].astimezone(meant).utcoffset()
        for (training, made), page, shown in zip(near, pages, said["shown"], strict=True):
            for here, at_once, instant in zip(local, shown, read, strict=True):
                day = here.date()
                if day < made:
                    continue  # nobody reads a page before it is made
                assert len(at_once) == 1, (zone, visitor, training.id, made, instant)
                (now,) = [page[number] for number in at_once]
                then = status.at(training, here)
                same = (now.state, now.tag) == (then.state, then.tag)
                assert same, (zone, visitor, training.id, made, instant, now, then)
                compared += 1
    return compared


def compare_rules(visitors: Sequence[str], days: Sequence[date]) -> int:
    """Ask the check of rules with each day as an answer and as a border, and as today."""
    fact = Fact(
        id="day",
        type=FactType.DATE,
        ask="",
        choices={},
        lowest=None,
        highest=None,
        decided_by=None,
    )
    compared = 0
    borders = days[:: max(1, len(days) // 12)]
    for today in borders:
        requires = [
            Requirement(text="", when=when, from_date=begin, until_date=end)
            for border in borders
            for when in (Within("day", border, None), Within("day", None, border))
            for begin, end in ((None, None), (border, None), (None, border))
        ]
        rules = tuple(
            Rule(id=f"r-{n}", subject=Subject.DESIGNATION, name="", requires=(one,), any_of=None)
            for n, one in enumerate(requires)
        )
        expected = [
            [int(one.outcome) for one in assess(rules, {"day": fact}, {"day": day}, today)]
            for day in days
        ]
        asked = {
            "rules": portable_rules(rules, today),
            "people": [{"day": portable_answer(day)} for day in days],
        }
        for visitor in visitors:
            said = in_script("eligibility.js", "eligibility-in-script.cjs", asked, visitor)
            assert isinstance(said, list)
            for day, found, outcomes in zip(days, said, expected, strict=True):
                results = [found[rule.id]["result"] for rule in rules]
                assert results == outcomes, (visitor, today, day)
                compared += len(results)
    return compared


EVERY_DAY = [FIRST + timedelta(number) for number in range(DAYS)]


def around(zone: str) -> list[date]:
    """Give the days of one year around each change of the clocks."""
    odd = changes_of_the_clocks(zone, EVERY_DAY[:366])
    assert len(odd) == 2
    return sorted({day + timedelta(number) for day in odd for number in range(-3, 4)})


@pytest.mark.parametrize("zone", OF_THE_SITE)
def test_a_page_that_is_read_later_says_what_python_says(zone: str) -> None:
    assert compare_pages(zone, OF_VISITORS, around(zone), step=7) > 5000


def test_the_check_of_rules_says_what_python_says() -> None:
    assert compare_rules(OF_VISITORS[:2], around(OF_THE_SITE[0])) > 5000


if __name__ == "__main__":
    for zone in OF_THE_SITE:
        number = 0
        for begin in range(0, DAYS, 122):
            number += compare_pages(zone, OF_VISITORS, EVERY_DAY[begin : begin + 122], step=90)
        print(f"{zone}: {number:,} times a page that was read later, none wrong")
    print(f"rules: {compare_rules(OF_VISITORS, EVERY_DAY):,} answers, none wrong")
