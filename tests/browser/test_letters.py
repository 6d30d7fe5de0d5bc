"""A letter about what has changed is right HTML, and everybody can read it, in the dark too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from chromium import Tab, chromium
from looks import axe, narrow, open_page, prepare, violations
from needed import node_with
from sites import Site, served
from test_markup import nu

from sitegen.cli import main

EVERY_STATE = Path(__file__).parents[1] / "projects/every-state"
DAY = date(2031, 3, 5)


def letter(language: str) -> bytes:
    file = BytesIO()
    where = ("--root", str(EVERY_STATE), "--today", DAY.isoformat(), "--since", "2031-02-20")
    with redirect_stdout(TextIOWrapper(file, encoding="utf-8")) as out:
        assert main(["digest", *where, "--format", "html", "--language", language]) == 0
        out.flush()
    return file.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The letter in each language, as if it were a page."""
    www = tmp_path_factory.mktemp("letters")
    for language in ("en", "es"):
        (www / language).mkdir()
        (www / language / "index.html").write_bytes(letter(language))
    with served(www, policy=None) as url:
        yield Site("letters", DAY, "https://example.org/", www, url)


def test_the_nu_html_checker_finds_nothing_in_a_letter(site: Site) -> None:
    assert len(site.pages) == 2
    assert nu([site]) == []


def test_axe_finds_nothing_in_a_letter_and_nothing_scrolls_sideways(site: Site) -> None:
    node_with("axe-core")
    with chromium() as running:
        for page in site.pages:
            tab = Tab(running)
            prepare(tab, page)
            open_page(tab, page)
            tab.run(axe())
            # A letter has the colors of its program. Axe takes what has none for white, in the dark
            # too, where the browser's own links are light.
            found = violations(tab, new=True)
            assert [one for one in found if "dark: color-contrast" not in one] == []
            assert list(narrow(tab, page)) == []
            tab.close()
