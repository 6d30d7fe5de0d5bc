"""The lists that other sites show in a frame: what one can apply for, and nothing around it."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

import programmes
import pytest
from programmes import CPSS, TODAY, deadline, programme, training

from sitegen.programme.model import Programme, Status, Training
from sitegen.settings import shipped_templates
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"


@cache
def templates() -> Templates:
    return Templates([shipped_templates()])


def page(of: Programme, path: str = "embed/index.html", today: date = TODAY) -> str:
    planned = plan(of, today=today, base_url=BASE, templates=templates())
    (made,) = [one.produce().decode() for one in planned if one.address == path]
    return made


def listed(html: str) -> list[str]:
    return re.findall(r'<p class="date-what"><a href="/peer-support/trainings/([^"/]*)/"', html)


def test_it_lists_what_one_can_apply_for_the_soonest_deadline_first() -> None:
    found = listed(page(programmes.rich()))
    assert found[0] == "t-soon"
    assert set(found) <= {"t-soon", "t-open", "t-ask", "t-tentative", "t-all", "twin-a"} | {
        *("twin-b", "twin-c", "t-opens"),
    }
    # One has to act for it when applications open, and that is before the deadline of the other.
    assert found[1:3] == ["t-opens", "t-open"]
    items = [one for one in page(programmes.rich()).split("<li ") if ">Opens " not in one]
    days = [
        datetime.strptime(f"{day} 2022", "%B %d %Y").date()  # noqa: DTZ007 - a day
        for day in re.findall(r">Apply by (\w+ \d+)", "".join(items))
    ]
    assert len(days) > 1
    assert days == sorted(days)


def test_one_without_a_deadline_stands_by_its_first_day() -> None:
    trainings = [
        training("late", CPSS, date(2022, 9, 5), deadline=deadline(date(2022, 4, 1))),
        training("ask", CPSS, date(2022, 4, 2)),
        training("soon", CPSS, date(2022, 9, 6), deadline=deadline(date(2022, 4, 3))),
    ]
    assert listed(page(programme(trainings=trainings))) == ["late", "ask", "soon"]


def test_a_track_has_its_own() -> None:
    rich = programmes.rich()
    for track in rich.tracks:
        html = page(rich, f"embed/{track.id}/index.html")
        theirs = {one.id for one in rich.trainings if one.track.id == track.id}
        assert set(listed(html)) <= theirs
        assert f"<h1>{track.name}: dates</h1>" in html
        assert f'href="/peer-support/calendars/{track.id}/"' in html


def test_it_stays_short() -> None:
    many = [training(f"t{n}", CPSS, date(2022, 4, n)) for n in range(1, 20)]
    assert listed(page(programme(trainings=many))) == [f"t{n}" for n in range(1, 7)]


@pytest.mark.parametrize(
    ("trainings", "words"),
    [
        ([], "No training dates right now."),
        ([training("over", CPSS, date(2022, 2, 1))], "No training dates right now."),
        (
            [training("full", CPSS, date(2022, 5, 2), status=Status.FULL)],
            "You cannot apply for a training right now.",
        ),
        (
            [training("off", CPSS, date(2022, 5, 2), status=Status.CANCELLED)],
            "You cannot apply for a training right now.",
        ),
    ],
)
def test_where_there_is_nothing_it_says_so_and_how_to_hear_of_more(
    trainings: list[Training], words: str
) -> None:
    for path in ("embed/index.html", "embed/cpss/index.html"):
        html = page(programme(trainings=trainings), path)
        assert listed(html) == []
        assert words in html
        for address in ("calendars/", "contact/"):
            assert f'href="/peer-support/{address}' in html


def test_every_link_opens_the_site_in_the_whole_window() -> None:
    for path in ("embed/index.html", "embed/cpss/index.html"):
        html = page(programmes.rich(), path)
        assert html.index('<base target="_top">') < html.index("href=")
        assert "target=" not in html.replace('<base target="_top">', "")
        assert all(href.startswith("/") for href in re.findall(r'<a href="([^"]*)"', html))


def test_nothing_stands_around_the_list_and_search_engines_leave_it_out() -> None:
    html = page(programmes.rich())
    assert '<meta name="robots" content="noindex">' in html
    for part in ("<header", "<footer", "<nav", "application/ld+json"):
        assert part not in html


def test_it_has_the_policy_of_every_page() -> None:
    policy = r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">'
    rich = programmes.rich()
    assert re.findall(policy, page(rich)) == re.findall(policy, page(rich, "index.html"))
