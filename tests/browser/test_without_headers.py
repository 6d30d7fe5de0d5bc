"""The invented site on a host that sends no headers, as GitHub Pages does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Browser, Tab, chromium
from sites import Site, built_and_served, served
from visitor import asked_for

MISCHIEF = (
    "<script>document.documentElement.dataset.ran = '1'</script>"
    "<style>body { outline: 7px solid }</style>"
    '<p id="styled" style="outline: 7px solid" onclick="1">x</p>'
    '<img src="http://127.0.0.1:9/evil.png" alt=""><iframe src="http://127.0.0.1:9/evil"></iframe>'
)
"""What a pull request would put into a page, if the reading of Markdown ever had a hole."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with built_and_served("every state", tmp_path_factory.mktemp("www")) as built:
        yield built


def complaints(tab: Tab) -> list[object]:
    return tab.told("Log.entryAdded", "Runtime.exceptionThrown", "Audits.issueAdded")


def test_a_page_of_each_template_is_quiet(browser: Browser, site: Site) -> None:
    with served(site.output.parent, None) as address:
        for page in site.longest.values():
            tab = Tab(browser)
            tab.open(f"{address}{site.output.name}/{page.address}")
            assert complaints(tab) == [], page
            assert all(one.startswith((address, "data:")) for one in asked_for(tab)), page
            tab.close()


def done(browser: Browser, html: str, folder: Path) -> tuple[object, ...]:
    """What of the mischief came about: a script ran, two styles, something was asked for."""
    (folder / "index.html").write_text(html, encoding="utf-8")
    tab = Tab(browser)
    with served(folder, None) as address:
        tab.open(address)
        found = tab.run(
            "[document.documentElement.dataset.ran, ...['body', '#styled'].map(one =>"
            " getComputedStyle(document.querySelector(one)).outlineWidth === '7px')]"
        )
        sent = {
            one["requestId"]
            for one in tab.told("Network.requestWillBeSent")
            if "evil" in one["request"]["url"]
        }
        stopped = {
            one["requestId"]
            for one in tab.told("Network.loadingFailed")
            if one.get("blockedReason") == "csp"
        }
    tab.close()
    return (*found, bool(sent - stopped))


def test_what_somebody_put_into_a_page_does_nothing(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    page = site.pages[0].html.replace("</main>", f"{MISCHIEF}</main>")
    before, _, after = page.partition("<meta http-equiv")
    without = before + after.partition(">")[2]
    assert done(browser, without, tmp_path) == ("1", True, True, True), "so it is seen"
    assert done(browser, page, tmp_path) == (None, False, False, False)
