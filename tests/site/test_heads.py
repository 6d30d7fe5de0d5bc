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
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates, shipped_templates

ROOT = Path(__file__).parents[2]
DAYS = [date(2020, 2, 1), date(2022, 3, 1), date(2026, 11, 26)]
BASE = "https://example.org/peer-support/"


@cache
def pages(today: date) -> dict[str, str]:
    programme = check_site(read_site_files(ROOT), lambda _: today).programme
    assert programme is not None
    templates = Templates([shipped_templates()])
    planned = plan(programme, today=today, base_url=BASE, templates=templates)
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
        if address == "404.html":
            assert "og:" not in page
            continue
        url = said(page, '<link rel="canonical" href="([^"]*)"')
        assert url == BASE + address.removesuffix("index.html")
        assert said(page, '<meta property="og:url" content="([^"]*)"') == url
        title = said(page, '<meta property="og:title" content="([^"]*)"')
        assert said(page, "<title>(.*?)</title>").startswith(title)
        words = said(page, '<meta name="description" content="([^"]*)"')
        assert said(page, '<meta property="og:description" content="([^"]*)"') == words
