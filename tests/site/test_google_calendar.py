"""The link to Google's calendar says what is said of the training, or is not there."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from sitegen.build import build_site
from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Programme, Status, Training
from sitegen.settings import Settings
from sitegen.site.plan import own_context
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.google_calendar import google_link

PROJECTS = Path(__file__).parents[1] / "projects"
TODAY = date(2031, 1, 10)


def programme_of(name: str) -> Programme:
    programme = check_site(read_site_files(PROJECTS / name), lambda _: TODAY).programme
    assert programme is not None
    return programme


def context_of(programme: Programme) -> SiteContext:
    return own_context(programme, Ledger(), TODAY)


EVERY = programme_of("every-state")
CONTEXT = context_of(EVERY)


def said(training: Training, context: SiteContext = CONTEXT) -> dict[str, str]:
    link = google_link(training, context)
    assert link is not None
    parts = urlsplit(link.href)
    assert (parts.scheme, parts.netloc, parts.path) == (
        "https",
        "calendar.google.com",
        "/calendar/render",
    )
    values = parse_qs(parts.query, strict_parsing=True)
    assert all(len(one) == 1 for one in values.values())
    return {name: one[0] for name, one in values.items()}


LINKED = [one for one in EVERY.trainings if google_link(one, CONTEXT)]


def test_many_trainings_have_one_and_many_have_none() -> None:
    assert len(LINKED) > 10
    assert len(LINKED) < len(EVERY.trainings)


@pytest.mark.parametrize("training", LINKED, ids=lambda one: one.id)
def test_it_says_the_days_the_name_and_the_page(training: Training) -> None:
    values = said(training)
    first, last = values["dates"].split("/")
    (run,) = training.runs
    hours = training.hours_of(run)
    assert date.fromisoformat(first[:8]) == run.days.first
    if hours is not None and run.days.first == run.days.last:
        assert (first[8:], last) == (
            f"T{hours.opens:%H%M%S}",
            f"{run.days.last:%Y%m%d}T{hours.closes:%H%M%S}",
        )
        assert values["ctz"] == (training.timezone_of(run) or EVERY.site.timezone)
    else:
        assert date.fromisoformat(last) == run.days.last + timedelta(1)
        assert "ctz" not in values
    assert values["action"] == "TEMPLATE"
    assert training.track.name in values["text"]
    assert f"/trainings/{training.id}/" in values["details"]
    assert "This copy will not update" in values["details"]
    assert ("location" in values) is (training.place_of(run) is not None)


@pytest.mark.parametrize("training", EVERY.trainings, ids=lambda one: one.id)
def test_days_that_do_not_hold_have_none(training: Training) -> None:
    off = training.status in {Status.CANCELLED, Status.POSTPONED, Status.TENTATIVE}
    if off or len(training.runs) != 1 or training.runs[0].days.last < TODAY:
        assert google_link(training, CONTEXT) is None


def test_of_several_days_the_hours_are_said_in_words() -> None:
    programme = programme_of("dog-school")
    training = next(one for one in programme.trainings if one.id == "puppies-2031-04")
    values = said(training, context_of(programme))
    assert values["dates"] == "20310407/20310410"
    assert "9 a.m. to 11 a.m. Eastern Time, each day" in values["details"]


def test_the_page_shows_it_in_its_language(tmp_path: Path) -> None:
    root = PROJECTS / "every-state"
    build_site(Settings.of(root, tmp_path / "out", None, ()), lambda _: TODAY)
    training = LINKED[0]
    for path, words in (("", "Add it to Google Calendar"), ("es/", "Agregarla a Google Calendar")):
        page = (tmp_path / f"out/{path}trainings/{training.id}/index.html").read_text("utf-8")
        found = re.search(rf'href="(https://calendar.google.com/[^"]+)">{words}<', page)
        assert found
        assert "dates=" in html.unescape(found[1])
        # On paper it would be spelt out, and nobody types it.
        on_screen = page.rindex('<div class="on-screen">', 0, found.start())
        assert "</div>" not in page[on_screen : found.start()]
