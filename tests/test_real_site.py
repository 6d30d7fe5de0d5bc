"""Every dated line of the two public pages stands on the built site and in a calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from icalendar import Calendar

from sitegen.build import build_site
from sitegen.check import check_site
from sitegen.diagnostics import Severity
from sitegen.folder import read_site_files
from sitegen.settings import Settings
from sitegen.site.wording import ENGLISH

ROOT = Path(__file__).parents[1]
MONTHS = [ENGLISH.month(date(2022, n, 1)).split()[0] for n in range(1, 13)]
MONTH = "|".join(MONTHS)
DAYS = re.compile(
    rf"(?P<month>{MONTH}) (?P<first>\d+)(?:-(?P<last>\d+))?(?:, (?P<year>\d{{4}}))?"
    r" – (?P<place>[^(\n]+)"
    rf"(?:\((?P<label>[\w ]+): (?P<dmonth>{MONTH}) (?P<dday>\d+), (?P<dyear>\d{{4}})\))?"
)
TRACKS = {
    "Peer Bridger Supervisor Training": "peer-bridger-supervisor",
    "Peer Bridger Training": "peer-bridger",
    "CPSS Supervisor Training": "cpss-supervisor",
    "CPSS Training": "cpss",
}


@dataclass(frozen=True)
class Line:
    """What one dated line of a public page says."""

    track: str
    start: date
    end: date
    place: str
    label: str | None
    deadline: date | None

    def __str__(self) -> str:
        return f"{self.track}-{self.start}"


def deadline_of(match: re.Match[str]) -> date | None:
    if match["dmonth"] is None:
        return None
    return date(int(match["dyear"]), MONTHS.index(match["dmonth"]) + 1, int(match["dday"]))


def lines_of(year: int) -> list[Line]:
    text = (ROOT / f"tests/real/public-page-{year}.txt").read_text(encoding="utf-8")
    found, track = [], ""
    for raw in text.replace("\u00a0", " ").splitlines():
        heading = next((t for name, t in TRACKS.items() if raw.strip().startswith(name)), None)
        track = heading or track
        if match := DAYS.search(raw):
            month = MONTHS.index(match["month"]) + 1
            start = date(int(match["year"] or year), month, int(match["first"]))
            found.append(
                Line(
                    track=track,
                    start=start,
                    end=start.replace(day=int(match["last"] or match["first"])),
                    place=match["place"].strip(),
                    label=match["label"],
                    deadline=deadline_of(match),
                )
            )
    return found


LINES = [*lines_of(2020), *lines_of(2022)]


class Words(HTMLParser):
    """The words of a page, as they are read."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def words(page: Path) -> str:
    parser = Words()
    parser.feed(page.read_text(encoding="utf-8"))
    return " ".join(" ".join(parser.parts).split())


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[date, Path]:
    """The real site as it stands on three days."""
    built = {}
    for today in (date(2020, 2, 1), date(2022, 3, 1), date(2026, 11, 22)):
        out = tmp_path_factory.mktemp(f"site-{today}") / "output"
        settings = Settings.of(ROOT, out, None, ())
        assert build_site(settings, lambda _, day=today: day).published is not None
        built[today] = out
    return built


def test_the_pages_hold_as_many_dated_lines_as_a_person_counts() -> None:
    assert len(lines_of(2020)) == 8
    assert len(lines_of(2022)) == 16
    assert sum(line.deadline is not None for line in LINES) == 16


@pytest.mark.parametrize("line", LINES, ids=str)
def test_each_line_stands_in_the_calendar_of_its_track(line: Line, sites: dict[date, Path]) -> None:
    for today, site in sites.items():
        feed = site / f"calendars/{line.track}-trainings-and-deadlines.ics"
        kept = line.start.year >= today.year - 2
        assert all((day in spans(feed)) == kept for day in days_of(line))


@pytest.mark.parametrize("line", LINES, ids=str)
def test_each_line_stands_in_a_calendar_of_its_own_for_ever(
    line: Line, sites: dict[date, Path]
) -> None:
    for site in sites.values():
        own = site.glob(f"trainings/{line.track}-{line.start.year}-*/*.ics")
        assert any(days_of(line) <= spans(file) for file in own)


def days_of(line: Line) -> set[tuple[date, date]]:
    """First day and the day after the last one, of the training and of its deadline."""
    days = {(line.start, line.end + timedelta(days=1))}
    if line.deadline:
        days.add((line.deadline, line.deadline + timedelta(days=1)))
    return days


def spans(calendar: Path) -> set[tuple[date, date]]:
    events = Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")
    return {(event["DTSTART"].dt, event["DTEND"].dt) for event in events}


@pytest.mark.parametrize("line", LINES, ids=str)
def test_each_line_stands_on_a_page_of_its_own(line: Line, sites: dict[date, Path]) -> None:
    for site in sites.values():
        own = f"trainings/{line.track}-{line.start.year}-*/index.html"
        pages = [words(p) for p in site.glob(own)]
        said = ENGLISH.days(line.start, line.end)
        (page,) = [p for p in pages if f"Dates and place Days {said}" in p]
        place = "Place not set yet" if line.place == "TBD" else line.place
        assert place in page
        if line.deadline:
            assert "Apply by" in page
            assert ENGLISH.day(line.deadline) in page


@pytest.mark.parametrize("line", LINES, ids=str)
def test_each_line_is_listed_as_coming_or_as_past(line: Line, sites: dict[date, Path]) -> None:
    for today, site in sites.items():
        upcoming = words(site / "trainings/index.html")
        said = ENGLISH.days(line.start, line.end)
        if line.end >= today:
            assert said in upcoming
        else:
            assert said not in upcoming
            assert said in words(site / f"trainings/past/{line.start.year}/index.html")


def test_nothing_is_upcoming_today_and_the_page_says_so(sites: dict[date, Path]) -> None:
    site = sites[date(2026, 11, 22)]
    for page in ("index.html", "trainings/index.html", "trainings/cpss/index.html"):
        assert "No dates are announced yet" in words(site / page)


def test_the_real_content_has_no_errors_and_only_the_expected_warnings() -> None:
    checked = check_site(read_site_files(ROOT), lambda _: date(2026, 11, 22))
    report = checked.report
    found = [
        (d.code, d.span.path) for d in report.diagnostics if d not in report.of(Severity.NOTICE)
    ]
    documents = (ROOT / "content/documents.yaml").read_text(encoding="utf-8")
    unknown = len(re.findall(r"^ +url: tbd", documents, re.MULTILINE))  # some may be found
    assert found == [
        *[("no-lowest-age", "content/designations.yaml")] * 3,
        *[("address-unknown", "content/documents.yaml")] * unknown,
    ]
    notices = [d.code for d in checked.report.of(Severity.NOTICE)]
    assert notices == ["designation-overlap", "designation-within", "nothing-upcoming"]


def test_the_place_not_decided_is_a_warning_when_the_training_is_near() -> None:
    def codes(today: date) -> list[str]:
        checked = check_site(read_site_files(ROOT), lambda _: today)
        return [d.code for d in checked.report.diagnostics]

    assert "place-unknown" in codes(date(2020, 8, 1))
    assert "place-unknown" not in codes(date(2020, 6, 1))
    assert "place-unknown" not in codes(date(2020, 8, 29))


FACTS = [
    ("what-is-peer-support/index.html", "clubhouses, drop-in centers"),
    ("what-is-peer-support/index.html", "mutual support groups"),
    ("about-cpss/index.html", "living proof that recovery is possible"),
    ("become/index.html", "75%"),
    ("become/index.html", "DMH Certified Provider"),
    ("become/index.html", "PLACE"),
    ("peer-bridger-project/index.html", "crisis stabilization units"),
    ("scholarships/index.html", "essay"),
    ("designations/index.html", "between 18 and 26 years old"),
    ("designations/index.html", "permanent legal custody"),
    ("trainings/cpss-supervisor/index.html", "Recruitment, hiring, and retention of CPSSPs"),
    ("contact/index.html", "239 North Lamar Street"),
    ("contact/index.html", "601-359-1288"),
    ("contact/index.html", "Aurora Baugh"),
    ("contact/index.html", "Dr. LaTarsha Michael"),
    *[
        ("documents/index.html", label)
        for label in (
            "What is a Certified Peer Support Specialist?",
            "Certified Peer Specialists Success Stories",
            "Community Integration",
            "CPSS Documents",
            "Employment Opportunities",
            "Peer Bridger Registration Form",
        )
    ],
]


@pytest.mark.parametrize(("page", "fact"), FACTS)
def test_facts_that_are_not_dates_are_on_the_site(
    page: str, fact: str, sites: dict[date, Path]
) -> None:
    for site in sites.values():
        assert fact in words(site / page)
