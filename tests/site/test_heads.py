"""The head of every page of the real site: titles and descriptions that tell pages apart."""

from __future__ import annotations

import html
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.lazy import replace
from sitegen.settings import shipped_templates
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

ROOT = Path(__file__).parents[2]
DAYS = [date(2020, 2, 1), date(2022, 3, 1), date(2026, 11, 26)]
BASE = "https://example.org/peer-support/"


@cache
def pages(today: date, language: str = "en", base_url: str = BASE) -> dict[str, str]:
    programme = check_site(read_site_files(ROOT), lambda _: today).programme
    assert programme is not None
    programme = replace(programme, site=replace(programme.site, language=language))
    templates = Templates([shipped_templates()])
    planned = plan(programme, today=today, base_url=base_url, templates=templates)
    return {one.address: one.produce().decode() for one in planned if one.address[-4:] == "html"}


def said(page: str, pattern: str) -> str:
    found = re.findall(pattern, page)
    assert len(found) == 1, (pattern, found)
    return html.unescape(found[0])


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_titles_and_descriptions_are_unique_and_as_long_as_search_engines_show(today: date) -> None:
    titles, descriptions = Counter[str](), Counter[str]()
    for address, page in pages(today).items():
        titles[said(page, "<title>(.*?)</title>")] += 1
        words = said(page, '<meta name="description" content="([^"]*)"')
        assert 50 <= len(words) <= 160, (address, words)
        descriptions[words] += 1
    assert titles.most_common(1)[0][1] == 1, titles.most_common(3)
    assert descriptions.most_common(1)[0][1] == 1, descriptions.most_common(3)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_what_is_shared_says_the_same_as_the_page(today: date) -> None:
    for address, page in pages(today).items():
        if address == "404.html" or re.search("embed/|/print/|/flyer/", address):
            assert "og:" not in page
            assert "canonical" not in page
            continue
        url = said(page, '<link rel="canonical" href="([^"]*)"')
        assert url == BASE + address.removesuffix("index.html")
        assert said(page, '<meta property="og:type" content="([^"]*)"') == "website"
        assert said(page, '<meta property="og:locale" content="([^"]*)"') == "en_US"
        site_name = said(page, '<meta property="og:site_name" content="([^"]*)"')
        assert site_name == "Peer Support Services"
        assert said(page, '<meta property="og:url" content="([^"]*)"') == url
        title = said(page, '<meta property="og:title" content="([^"]*)"')
        shown = said(page, "<title>(.*?)</title>")
        if address == "index.html":
            assert shown.startswith(site_name)
        elif "(" not in title and (named := re.match("(.*) (?:from|on) [A-Z][a-z]+day, ", title)):
            # In results of a search the days have no weekday.
            assert shown.startswith(f"{named[1]}, ")
            assert named[0].replace(named[1], "") not in shown
        else:
            assert shown.startswith(title)
        words = said(page, '<meta name="description" content="([^"]*)"')
        assert said(page, '<meta property="og:description" content="([^"]*)"') == words


@pytest.mark.parametrize("base", ["https://a.example/", "https://a.example/b/c/", BASE])
def test_the_canonical_address_is_where_the_site_lives(base: str) -> None:
    for address, page in pages(DAYS[1], "en", base).items():
        if "noindex" not in page:
            url = said(page, '<link rel="canonical" href="([^"]*)"')
            assert url == base + address.removesuffix("index.html")


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", "en_US"), ("en-US", "en_US"), ("es-mx", "es_MX"), ("es", None), ("zh-Hant", None)],
)
def test_the_locale_has_a_territory_or_is_left_out(language: str, locale: str | None) -> None:
    page = pages(DAYS[1], language)["index.html"]
    assert re.findall('<meta property="og:locale" content="([^"]*)"', page) == (
        [locale] if locale else []
    )


def test_browsers_are_given_the_color_of_the_page_in_both_schemes() -> None:
    sheet = (shipped_templates() / "assets/site.css").read_text(encoding="utf-8")
    light, dark = re.findall(r"--paper: (#[0-9a-f]+);", sheet.partition("@media print")[0])
    for address, page in pages(DAYS[1]).items():
        if not address.startswith("embed/"):
            colors = r'"theme-color" media="\(prefers-color-scheme: (\w+)\)" content="([^"]*)"'
            assert re.findall(colors, page) == [("light", light), ("dark", dark)], address


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_page_leads_feed_readers_to_the_changes(today: date) -> None:
    for address, page in pages(today).items():
        for kind in ("application/atom+xml", "application/feed+json"):
            assert f'<link rel="alternate" type="{kind}"' in page, address
