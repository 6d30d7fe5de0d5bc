"""Pages for supervisors, for people who need help now, and about the site itself."""

from __future__ import annotations

import re

import pytest
from programmes import PEERS, SUPERVISORS, TODAY, page, programme, rich
from read_pages import main_of

from sitegen.lazy import replace
from sitegen.programme.model import Programme
from sitegen.settings import shipped_templates
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"


def files(of: Programme) -> dict[str, str]:
    """Every page, without the lists that are parts of other sites' pages."""
    templates = Templates([shipped_templates()])
    planned = plan(of, today=TODAY, base_url=BASE, templates=templates)
    wanted = (one for one in planned if one.address[-4:] == "html")
    return {f.address: f.produce().decode() for f in wanted if not f.address.startswith("embed/")}


def test_every_page_leads_to_help_in_a_crisis_before_anything_else() -> None:
    with_help = files(programme(pages=(page("help-now", "Get help now", "Call 911."),)))
    for address, html in with_help.items():
        strip = html[html.index('class="crisis"') : html.index("<header")]
        hrefs = re.findall(r'href="([^"]*)"', strip)
        assert hrefs == ["tel:988", "sms:988", "/peer-support/help-now/"], address


def test_without_such_a_page_nothing_leads_to_it() -> None:
    assert not any("help-now" in html for html in files(programme()).values())


def test_the_page_for_help_is_not_offered_as_reading_matter() -> None:
    home = files(programme(pages=(page("help-now", "Get help now", "Call 911."),)))["index.html"]
    assert "help-now" not in main_of(home)


def test_supervisors_have_a_page_with_their_trainings_alone() -> None:
    one = rich()
    html = files(one)["supervisors/index.html"]
    main = main_of(html)
    for track in one.tracks:
        theirs = track.audience == SUPERVISORS
        assert (f'href="/peer-support/trainings/{track.id}/"' in main) == theirs
    assert all('href="/peer-support/supervisors/"' in html for html in files(one).values())


def test_a_programme_without_supervisors_has_no_page_for_them() -> None:
    one = programme()
    peers = replace(one, tracks=tuple(replace(t, audience=PEERS) for t in one.tracks))
    made = files(peers)
    assert "supervisors/index.html" not in made
    assert not any("/supervisors/" in html for html in made.values())


@pytest.mark.parametrize("address", ["accessibility/index.html", "privacy/index.html"])
def test_pages_about_the_site_say_whom_to_ask_and_every_page_leads_there(address: str) -> None:
    made = files(rich())
    assert 'href="#contact"' in made[address]
    assert 'id="contact"' in made[address]
    link = f'href="/peer-support/{address.removesuffix("index.html")}"'
    assert all(link in html for html in made.values())


def test_every_page_says_from_which_day_it_is() -> None:
    day = '<time datetime="2022-03-01">Tuesday, March 1, 2022</time>'
    assert all(day in html[html.index("<footer") :] for html in files(rich()).values())
