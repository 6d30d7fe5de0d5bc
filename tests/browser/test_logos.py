"""Logos, opened by their own address as anybody can do it, in Chromium without any policy."""

from __future__ import annotations

import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from chromium import Browser, Tab, chromium

sys.path.insert(0, str(Path(__file__).parents[1] / "programme"))
from drawings import ATTACKS, LOGOS, svg

from sitegen.programme.look.pictures import Picture, read_picture

ACTIVE = {"script", "load", "script with a prefix", "script of a page", "background", "image"}
"""Attacks of which the browser tells without any click."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@contextmanager
def served(data: bytes) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "image/svg+xml")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/logo.svg"
        server.shutdown()


def does(browser: Browser, data: bytes) -> list[str]:
    """Say what a drawing does beside being drawn."""
    tab = Tab(browser)
    try:
        with served(data) as address:
            tab.ask("Network.enable")
            tab.open(address)
            done = ["it runs"] if tab.run("document.documentElement.dataset.ran === '1'") else []
            for event in tab.told("Network.requestWillBeSent"):
                url = event["request"]["url"]
                if not url.startswith((address, "data:")) and "favicon" not in url:
                    done.append(f"it asks for {url}")
            return done
    finally:
        tab.close()


@pytest.mark.parametrize("name", sorted(ACTIVE))
def test_an_attack_is_seen(browser: Browser, name: str) -> None:
    """So that the next test cannot pass because nothing is ever seen."""
    assert does(browser, ATTACKS[name])


def test_what_is_published_does_nothing(browser: Browser) -> None:
    of_all = {**LOGOS, **{f"attack: {name}": data for name, data in ATTACKS.items()}}
    read = {name: read_picture("logo.svg", data) for name, data in of_all.items()}
    published = {name: one.data for name, one in read.items() if isinstance(one, Picture)}
    assert published.keys() == LOGOS.keys()
    for name, data in published.items():
        assert does(browser, data) == [], name


def test_a_drawing_written_anew_looks_as_before(browser: Browser) -> None:
    for name, data in {**LOGOS, "a square": svg(inside='<path d="M1 1h9v9z"/>')}.items():
        read = read_picture("logo.svg", data)
        assert isinstance(read, Picture)
        tab = Tab(browser)
        looks = []
        for one in (data, read.data):
            with served(one) as address:
                tab.open(address)
                looks.append(tab.ask("Page.captureScreenshot", format="png")["data"])
        tab.close()
        assert looks[0] == looks[1], name
