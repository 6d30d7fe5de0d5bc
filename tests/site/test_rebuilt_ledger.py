"""A lost ledger is made anew of the published site, so that no subscriber sees a change."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from sitegen.check import check_site
from sitegen.cli import main
from sitegen.folder import read_site_files
from sitegen.handing_over.folder import calendars_in
from sitegen.lazy import replace
from sitegen.programme.ledger import LEDGER_PATH, Ledger, read_ledger, write_ledger
from sitegen.record import recorded
from sitegen.site.rebuilt_ledger import NoSite, ledger_of_site

ROOT = Path(__file__).parents[2]
SITES = {
    "every-state": (ROOT / "tests/projects/every-state", "2031-02-10"),
    "difficult": (ROOT / "tests/clients/site", "2031-02-10"),
    "mississippi": (ROOT, "2022-01-10"),
    "small": (ROOT / "tests/projects/small", "2022-01-10"),
}


@pytest.fixture(params=sorted(SITES))
def published(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A site that was recorded and built, and the day."""
    origin, today = SITES[request.param]
    for name in ("content", "schedules", "templates"):
        if (origin / name).is_dir() and (origin != ROOT or name != "templates"):
            shutil.copytree(origin / name, tmp_path / name)
    for command in ("record", "build"):
        assert main([command, "--root", str(tmp_path), "--today", today]) == 0
    return tmp_path, today


def test_it_is_made_of_the_published_site(published: tuple[Path, str]) -> None:
    site, today = published
    before, problems = read_ledger("", (site / LEDGER_PATH).read_bytes())
    assert not problems
    after = ledger_of_site(calendars_in(site / "output"))
    # Also where a redirect leads to a calendar, the calendar stands, and people may have it.
    assert before.feeds <= after.feeds <= before.feeds | {"/calendars/everything.ics"}
    # A deadline of its own that is over has left every calendar.
    left = {e.uid for e in before.present() if not e.track and e.days.last.isoformat() < today}
    assert {e.uid for e in before.present()} - set(after.events) <= left
    for uid, event in after.events.items():
        # What is no longer told is not found again. Times of day come with the next record.
        known = replace(before.events[uid], times=None)
        if event.moved_from is None:
            known = replace(known, moved_from=None)
        if event.expected == "tbd":
            known = replace(known, days=event.days, stamp=event.stamp)
        assert replace(event, added=known.added) == known


def test_who_records_on_top_of_it_changes_nothing_for_subscribers(
    published: tuple[Path, str],
) -> None:
    site, today = published
    rebuilt = ledger_of_site(calendars_in(site / "output"))
    programme = check_site(read_site_files(site), lambda _: date.fromisoformat(today)).programme
    assert programme is not None
    after = recorded(programme, rebuilt, date.fromisoformat(today))
    before, _ = read_ledger("", (site / LEDGER_PATH).read_bytes())
    assert revisions(after) == revisions(Ledger(events={e.uid: e for e in before.present()}))


def revisions(ledger: Ledger) -> dict[str, tuple[int, str, str]]:
    return {
        uid: (one.sequence, str(one.stamp), one.digest)
        for uid, one in ledger.events.items()
        if one.expected is None
    }


def test_no_news_are_made_up(published: tuple[Path, str]) -> None:
    site, today = published
    feeds = [site / "output" / name for name in ("changes.json", "changes.atom", "sitemap.xml")]
    assert main(["build", "--root", str(site), "--today", today]) == 0
    before = [feed.read_bytes() for feed in feeds]
    (site / LEDGER_PATH).write_bytes(write_ledger(ledger_of_site(calendars_in(site / "output"))))
    assert main(["build", "--root", str(site), "--today", today]) == 0
    assert [feed.read_bytes() for feed in feeds][:2] == before[:2]


def test_what_is_no_site_gives_no_ledger() -> None:
    files = {"trainings.json": b"[]", "changes.json": b"{}", "calendars/a.ics": b""}
    for some in ({}, files, {**files, "trainings.json": b"{"}):
        with pytest.raises(NoSite):
            ledger_of_site(some)
