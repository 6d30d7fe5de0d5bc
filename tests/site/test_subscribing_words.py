"""The pages on which people subscribe: every way, for every calendar, and a code for paper."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import programmes
import pytest
from programmes import TODAY, programme
from read_pages import main_of

from sitegen.programme.ledger import Ledger
from sitegen.settings import shipped_templates
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"


@cache
def site() -> dict[str, str]:
    planned = plan(
        programmes.rich(),
        ledger=Ledger(),
        today=TODAY,
        base_url=BASE,
        templates=Templates([shipped_templates()]),
    )
    return {file.address: file.produce().decode() for file in planned}


FORMS = ("trainings-and-deadlines", "trainings", "deadlines")
CALENDARS = {
    "calendars/index.html": [*(f"all-{form}" for form in FORMS), "other-deadlines"],
    **{
        f"calendars/{track.id}/index.html": [f"{track.id}-{form}" for form in FORMS]
        for track in programmes.rich().tracks
    },
}
every_page = pytest.mark.parametrize("path", CALENDARS)


def main(path: str) -> str:
    return main_of(site()[path])


def hrefs(html: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="([^"]*)"', html)]


@every_page
def test_the_whole_address_of_each_calendar_stands_there_after_the_ways_to_open_it(
    path: str,
) -> None:
    html = main(path)
    wanted = [f"{BASE}calendars/{name}.ics" for name in CALENDARS[path]]
    assert re.findall(r"<code>([^<]*)</code>", html) == wanted
    for ways in html.split('<div class="ways">')[1:]:
        assert ways.index('href="webcal:') < ways.index('class="button plain copy-first"')
        assert ways.index('class="button plain copy-first"') < ways.index("<code>")


@every_page
def test_the_address_and_the_steps_are_folded(path: str) -> None:
    unfolded = re.sub(r"(?s)<details.*?</details>", "", main(path))
    assert "<code>" not in unfolded
    assert "<ol>" not in unfolded
    assert 'href="webcal:' in unfolded
    assert "<details open" not in main(path)


@every_page
def test_each_calendar_has_every_way_to_open_it(path: str) -> None:
    links = hrefs(main(path))
    for name in CALENDARS[path]:
        url = f"{BASE}calendars/{name}.ics"
        assert url.replace("https:", "webcal:") in links
        assert f"/peer-support/calendars/{name}.ics" in links
        asked = [urlsplit(link) for link in links if "?" in link]
        by_host = {
            one.netloc: parse_qs(one.query)
            for one in asked
            if [url] in parse_qs(one.query).values()
        }
        for host in ("outlook.live.com", "outlook.office.com"):
            assert by_host[host]["url"] == [url]
            assert by_host[host]["name"][0]


@every_page
def test_google_is_given_the_address_by_hand(path: str) -> None:
    """Its links that add a calendar by themselves fail (calagator#556, kernelboard#256)."""
    html = main(path)
    assert "cid=" not in html
    ways = html.split('<div class="ways">')[1:]
    assert len(ways) == len(CALENDARS[path])
    page = "https://calendar.google.com/calendar/u/0/r/settings/addbyurl"
    for one in ways:
        assert one.count("<code>") == one.count('class="copied"') == 1
        assert one.count(f'<a class="button plain copy-first" href="{page}">') == 1


@every_page
def test_addresses_within_addresses_are_encoded(path: str) -> None:
    for link in hrefs(main(path)):
        assert re.fullmatch(r"[A-Za-z0-9\-._~:/?#=&%]+", link), link
        assert link.count("://") <= 1


@every_page
def test_a_button_to_copy_is_there_only_for_those_who_have_the_script(path: str) -> None:
    html = main(path)
    buttons = re.findall(r"(?s)(<button [^>]*>).*?</button></li>\n</ul>\n(<p [^>]*>)</p>", html)
    assert len(buttons) == len(CALENDARS[path])
    for button, said in buttons:
        assert " hidden" in button
        assert 'type="button"' in button
        assert 'role="status"' in said
    scripts = re.findall(r'<script src="[^"]*/copy\.[0-9a-f]+\.js" defer></script>', site()[path])
    assert len(scripts) == 1


def test_the_script_is_on_no_other_page() -> None:
    with_it = {path for path, html in site().items() if "/copy." in html}
    assert with_it == set(CALENDARS)


@every_page
def test_a_copy_is_called_a_copy(path: str) -> None:
    for found in re.findall(r'<a href="[^"]*\.ics">([^<]*)<', main(path)):
        assert "copy that will not update" in found


@every_page
def test_the_code_for_paper_is_an_image_with_a_name(path: str) -> None:
    html = main(path)
    drawn = re.search(r'<div class="qr" role="img" aria-label="([^"]+)">(<svg.*?</svg>)', html)
    assert drawn
    svg = ET.fromstring(drawn[2])
    assert svg.get("viewBox")
    assert not [one for one in svg.iter() if "style" in one.attrib]
    # Light and dark are part of the picture, so that it can be read in a dark scheme.
    assert '"#fff"' in drawn[2]
    assert f"{BASE}{path.removesuffix('index.html')}" in html[drawn.end() :]


def test_only_the_pages_to_subscribe_on_and_for_paper_have_a_code() -> None:
    codes = {
        path: re.findall(r'd="([^"]+)"', html.partition('class="qr"')[2])
        for path, html in site().items()
        if 'class="qr"' in html
    }
    paper = {path for path in codes if re.search("/(print|flyer)/", path)}
    assert set(codes) - paper == set(CALENDARS)
    assert len({str(code) for code in codes.values()}) == len(codes)


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("trainings/index.html", "calendars/"),
        ("trainings/cpss/index.html", "calendars/cpss/"),
        ("trainings/supervisor/index.html", "calendars/supervisor/"),
        ("trainings/t-open/index.html", "calendars/cpss/"),
        ("trainings/t-cancelled/index.html", "calendars/cpss/"),
    ],
)
def test_other_pages_lead_to_the_right_one(path: str, page: str) -> None:
    button = re.search(r'<a class="button[^"]*" href="([^"]*)">Subscribe to ', main(path))
    assert button
    assert button[1] == f"/peer-support/{page}"


def test_a_track_without_dates_leads_to_its_own_calendars() -> None:
    html = main("trainings/supervisor/index.html")
    assert "No training dates right now" in html
    assert '<a href="/peer-support/calendars/supervisor/">subscribe to a calendar</a>' in html


@pytest.mark.parametrize(
    ("path", "track"),
    [
        ("index.html", "all"),
        ("trainings/index.html", "all"),
        ("trainings/cpss/index.html", "cpss"),
        ("trainings/t-open/index.html", "cpss"),
        ("calendars/cpss/index.html", "cpss"),
    ],
)
def test_programs_find_all_three_forms_in_the_head(path: str, track: str) -> None:
    found = re.findall(r'<link rel="alternate" type="text/calendar" href="([^"]*)"', site()[path])
    assert found == [f"/peer-support/calendars/{track}-{form}.ics" for form in FORMS]


def test_without_tracks_there_is_still_a_page() -> None:
    planned = plan(
        programme(tracks=()),
        ledger=Ledger(),
        today=TODAY,
        base_url=BASE,
        templates=Templates([shipped_templates()]),
    )
    (page,) = [f.produce().decode() for f in planned if f.address == "calendars/index.html"]
    assert "Other calendars" not in page
