"""Both examples of docs/data-for-others.md on the site of a partner agency, in Chromium.

Our site is published by a real nginx with `hosting/nginx.conf`; theirs has another origin.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import test_hosting
from built_site import INVENTED, BuiltSite
from chromium import Refused, Tab, chromium
from web_servers import nginx

BASE = "/peers"
GUIDE = Path(__file__).parents[2] / "docs/data-for-others.md"
EXAMPLE = re.compile(r"^```html\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FRAME, LIST = EXAMPLE.findall(GUIDE.read_text(encoding="utf-8"))
TODAY = "2024-01-15T12:00:00-06:00"


class Partner(http.server.SimpleHTTPRequestHandler):
    """Answers with pages by their path, each with its headers."""

    pages: Mapping[str, tuple[str, Mapping[str, str]]]

    def do_GET(self) -> None:
        body, headers = self.pages.get(self.path, ("", {}))
        self.send_response(200 if body else 404)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def serving(pages: Mapping[str, tuple[str, Mapping[str, str]]]) -> Iterator[str]:
    handler = type("Handler", (Partner,), {"pages": pages})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@dataclass(frozen=True)
class Sites:
    """Addresses of our site and of theirs, and what ours tells of all trainings."""

    ours: str
    theirs: str
    trainings: list[dict[str, Any]]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    folder = tmp_path_factory.mktemp("partner")
    with nginx(folder / "nginx", BASE) as server:
        site = BuiltSite.of(INVENTED, folder / "site", server.root / "peers")
        ours = f"{server.url}{BASE}/"
        data = json.loads((site.output / "trainings.json").read_text(encoding="utf-8"))
        pages = {
            name: (f"<!doctype html><title>Partner</title>{body}", {})
            for name, body in {
                "/frame": here(FRAME, ours),
                "/home-in-frame": here(FRAME, ours).replace("/embed/", "/"),
                "/list": here(LIST, ours),
                "/list-of-nothing": here(LIST, ours).replace("trainings.json", "nowhere.json"),
            }.items()
        }
        for theirs in serving(pages):
            yield Sites(ours, theirs, data["trainings"])


def here(example: str, ours: str) -> str:
    assert "https://example.org/peer-support/" in example
    return example.replace("https://example.org/peer-support/", ours)


@pytest.fixture
def tab() -> Iterator[Tab]:
    with chromium() as browser:
        tab = Tab(browser)
        tab.before_each_page(
            f"globalThis.Date = class extends Date {{ constructor(...of) {{"
            f" of.length ? super(...of) : super('{TODAY}') }} static now() {{"
            f" return super.parse('{TODAY}') }} }}"
        )
        yield tab


def in_frame(tab: Tab, expression: str) -> Any:
    """Give what an expression comes to in the frame, once its page is there."""
    ready = "location.protocol !== 'about:' && document.readyState === 'complete'"
    for _ in range(100):
        tab.run("new Promise((done) => setTimeout(done, 50))")
        (child,) = tab.ask("Page.getFrameTree")["frameTree"]["childFrames"]
        # The page may be replaced by the one that is being loaded at any moment.
        with contextlib.suppress(Refused):
            world = tab.ask("Page.createIsolatedWorld", frameId=child["frame"]["id"])
            answer = tab.ask(
                "Runtime.evaluate",
                expression=f"{ready} ? [{expression}] : null",
                contextId=world["executionContextId"],
                returnByValue=True,
            )
            if answer["result"].get("value"):
                return answer["result"]["value"][0]
    raise AssertionError("the frame stays empty")


def words_in_frame(tab: Tab) -> str:
    """The words that the frame shows; "" where the browser refused to show the page."""
    return in_frame(tab, "location.protocol === 'chrome-error:' ? '' : document.body.innerText")


def can_apply(sites: Sites) -> list[dict[str, Any]]:
    return [one for one in sites.trainings if one["can_apply"]]


def test_another_site_shows_the_list_in_a_frame(sites: Sites, tab: Tab) -> None:
    tab.open(f"{sites.theirs}/frame")
    words = words_in_frame(tab)
    assert words.startswith("Trainings and deadlines")
    assert "Plain Training" in words
    assert can_apply(sites)


def test_another_site_cannot_show_another_page(sites: Sites, tab: Tab) -> None:
    tab.open(f"{sites.theirs}/home-in-frame")
    assert words_in_frame(tab) == ""


def test_a_link_of_the_list_opens_our_site_in_the_whole_window(sites: Sites, tab: Tab) -> None:
    tab.open(f"{sites.theirs}/frame")
    x, y = in_frame(
        tab,
        "((one) => [one.left + 5, one.top + 5])"
        "(document.querySelector('.date-what a').getClientRects()[0])",
    )
    left, top = tab.run(
        "((one) => [one.left, one.top])(document.querySelector('iframe').getBoundingClientRect())"
    )
    for kind in ("mousePressed", "mouseReleased"):
        tab.ask(
            "Input.dispatchMouseEvent",
            type=kind,
            x=x + left,
            y=y + top,
            button="left",
            clickCount=1,
        )
    address = ""
    for _ in range(100):
        with contextlib.suppress(Refused):
            tab.run("new Promise((done) => setTimeout(done, 50))")
        address = tab.ask("Page.getFrameTree")["frameTree"]["frame"]["url"]
        if address.startswith(sites.ours):
            break
    assert re.fullmatch(re.escape(sites.ours) + "trainings/[a-z0-9-]+/", address)


def listed(tab: Tab) -> list[list[str]]:
    return tab.run(
        "new Promise((done) => { let tries = 0; const look = () => {"
        " const items = [...document.querySelectorAll('#peer-trainings li')];"
        " const ready = items[0].textContent !== 'Trainings and deadlines';"
        " ready || ++tries > 20 ? done(items.map((one) =>"
        " [one.querySelector('a').href, one.textContent])) : setTimeout(look, 50) }; look() })"
    )


def test_the_example_of_a_list_shows_what_one_can_apply_for(sites: Sites, tab: Tab) -> None:
    tab.open(f"{sites.theirs}/list")
    found = dict(listed(tab))
    wanted = {one["url"]: one for one in can_apply(sites)}
    assert found.keys() == wanted.keys()
    assert list(found) == sorted(
        found, key=lambda url: (wanted[url]["deadline"] or {}).get("day", "") or "9"
    )
    for url, words in found.items():
        one = wanted[url]
        assert words.startswith(f"{one['name']}, ")
        if one["deadline"]:
            assert f"{one['deadline']['label']}: " in words
    assert any("Monday, May 13, 2024" in words for words in found.values())


def test_where_the_data_cannot_be_read_the_link_stays(sites: Sites, tab: Tab) -> None:
    tab.open(f"{sites.theirs}/list-of-nothing")
    ((_, words),) = listed(tab)
    assert words == "Trainings and deadlines"


@pytest.mark.parametrize("sends", ["both policies", "the last policy"])
def test_the_headers_for_services_let_the_list_alone_be_shown(sends: str, tab: Tab) -> None:
    """`hosting/_headers` holds whether a service joins two rules or sends the more exact one."""
    rules = test_hosting.TestHeadersFile()
    pages: dict[str, tuple[str, Mapping[str, str]]] = {}
    for path in ("/embed/", "/contact/"):
        headers = rules.headers(path)
        if sends == "the last policy":
            headers["Content-Security-Policy"] = headers["Content-Security-Policy"].split(", ")[-1]
        pages[path] = ("<!doctype html><title>Ours</title><p>Shown", headers)
    for ours in serving(pages):
        partner = {
            path: (f'<!doctype html><title>Partner</title><iframe src="{ours}{path}"></iframe>', {})
            for path in pages
        }
        for theirs in serving(partner):
            tab.open(f"{theirs}/embed/")
            assert words_in_frame(tab) == "Shown"
            tab.open(f"{theirs}/contact/")
            assert words_in_frame(tab) == ""
