"""Every page of the real site in Chromium: axe finds nothing, and nothing scrolls sideways."""

from __future__ import annotations

import functools
import html
import http.server
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from needed import node_with, program

from sitegen.build import Settings, build_site

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PATIENCE = 400
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--window-size=1400,900", "--virtual-time-budget=600000"),
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line on the terminal for each."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The real site, with dates ahead and with none, on a server; its folder and its address."""
    program("chromium", "apt install chromium")
    node_with("axe-core")
    www = tmp_path_factory.mktemp("www")
    for day in (date(2022, 3, 1), date(2026, 11, 22)):
        settings = Settings.of(ROOT, www / str(day), f"http://127.0.0.1/{day}/", ())
        assert build_site(settings, lambda _, today=day: today).published is not None
    shutil.copy(ROOT / "tests/node_modules/axe-core/axe.min.js", www)
    shutil.copy(HERE / "harness.js", www)
    serve = functools.partial(Quiet, directory=str(www))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield www, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("width", "dark"), [(320, False), (360, True), (1280, False), (1280, True)]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    site: tuple[Path, str], tmp_path: Path, width: int, dark: bool
) -> None:
    www, _ = site
    paths = [f"/{page.relative_to(www)}" for page in sorted(www.rglob("*/*.html"))]
    assert len(paths) > 60
    assert look(site, paths, tmp_path, width, dark=dark) == f"looked at {len(paths)}"


def test_the_look_finds_what_is_wrong(site: tuple[Path, str], tmp_path: Path) -> None:
    (site[0] / "wrong.html").write_text("<title>x</title><img src=x><p style='width:500px'>y")
    found = look(site, ["/wrong.html"], tmp_path, 320)
    assert "/wrong.html: scrolls sideways" in found
    assert "/wrong.html: image-alt" in found


def look(
    site: tuple[Path, str], paths: list[str], profile: Path, width: int, *, dark: bool = False
) -> str:
    """Say what axe and the width of the pages show, one line each, and how many were looked at."""
    www, address = site
    (www / "look.html").write_text(
        "<!doctype html><body><pre id=found></pre>"
        f"<script>const paths = {json.dumps(paths)}, width = {width};</script>"
        "<script src=/harness.js></script>"
    )
    scheme = ("--blink-settings=preferredColorScheme=0",) if dark else ()
    seen = subprocess.run(
        [
            *(program("chromium", "apt install chromium"), *FLAGS, *scheme),
            *(f"--user-data-dir={profile}", "--dump-dom", f"{address}/look.html"),
        ],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    ).stdout
    found = re.search(r'<pre id="found">(.*?)</pre>', seen, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])
