"""The preview follows every change, and after a mistake keeps the last good site and says why."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from tornado.testing import AsyncHTTPTestCase
from tornado.web import Application
from tornado.websocket import websocket_connect

from sitegen.build import Built
from sitegen.serve import Names, Preview, application, preview
from sitegen.settings import Settings

ROOT = Path(__file__).parents[1]
TODAY = date(2022, 3, 1)
PATIENCE = 30.0
"""Seconds until a test gives up waiting for something that should happen."""


@dataclass
class Served:
    root: Path
    port: int
    log: Path

    def get(self, path: str) -> str:
        with urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
            body: str = answer.read().decode()
        return body

    def wait_for(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if holds():
                return
            time.sleep(0.05)
        raise AssertionError(f"did not happen in time; the terminal says:\n{self.log.read_text()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    root = tmp_path / "site"
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, root / name)
    # Only a change made after the start is a change.
    for file in root.rglob("*"):
        os.utime(file, (1_600_000_000, 1_600_000_000))
    site = Served(root=root, port=free_port(), log=tmp_path / "terminal.txt")
    with site.log.open("w") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "sitegen", "serve", "--root", str(root)),
                *("--port", str(site.port), "--today", "2022-03-01"),
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        site.wait_for(lambda: answers(site.port))
        yield site
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_shows_the_site_where_it_will_live(served: Served) -> None:
    assert "Peer Support Services" in served.get("/"), "the start page leads to the site"
    assert "Peer Support Services" in served.get("/peer-support/")
    assert "livereload" in served.get("/peer-support/trainings/")
    assert "http://127.0.0.1" in served.log.read_text()


def test_calendars_have_the_type_that_programs_subscribe_to(served: Served) -> None:
    address = f"http://127.0.0.1:{served.port}/peer-support/calendars"
    with urlopen(f"{address}/cpss-trainings-and-deadlines.ics") as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        tag = answer.headers["ETag"]
    again = Request(f"{address}/cpss-trainings-and-deadlines.ics", headers={"If-None-Match": tag})
    with pytest.raises(HTTPError) as unchanged:
        urlopen(again)
    with unchanged.value:
        assert unchanged.value.code == 304


def test_an_address_that_does_not_exist_gives_the_sites_own_page(served: Served) -> None:
    with pytest.raises(HTTPError) as missing:
        served.get("/peer-support/nowhere/")
    with missing.value:
        assert missing.value.code == 404
        assert b"Page not found" in missing.value.read()
    for path in (
        "/peer-support/../../etc/passwd",
        "/peer-support/%2e%2e/%2e%2e/site.yaml",
        "/peer-support//etc/passwd",
    ):
        with pytest.raises(HTTPError) as outside:
            served.get(path)
        with outside.value:
            assert outside.value.code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/peer-support/%00",
        "/peer-support/train%00ings/",
        f"/peer-support/{'a' * 300}",
        f"/peer-support/{'a/' * 3000}",
        f"/peer-support/{'%C3%A9' * 200}/",
        "/peer-support/..%2f..%2fsite.yaml",
        "/peer-support/%2fetc%2fpasswd",
        "/peer-support/trainings%2f",
        "/peer-support/%5c..%5csite.yaml",
        "/peer-support/%ff",
        "/peer-support/%ed%a0%80/",
        "/peer-support/%",
        "/peer-support/%zz",
        "/peer-support/%0d%0aX-A: 1",
        "/peer-support/trainings",
        "/peer-support/404.html/",
        "/peer-support/.sitegen-manifest",
        "/peer-support/%2esitegen-manifest",
        "/peer-support/~",
        "/peer-support/%F0%9F%98%80",
    ],
)
def test_whatever_is_asked_for_there_is_an_answer(path: str, shown: Preview) -> None:
    """Ask as a browser does, over the wire."""

    class Answering(AsyncHTTPTestCase):
        def get_app(self) -> Application:
            return application(shown, Names())

        def runTest(self) -> None:  # noqa: N802 - the name that unittest calls
            answer = self.fetch(path.replace(" ", "%20"), follow_redirects=False)
            allowed = {200} if path.endswith("trainings%2f") else {400, 404}
            assert answer.code in allowed, (path, answer.code)
            assert b"site.yaml" not in answer.body
            assert b"Traceback" not in answer.body

    result = Answering().run()
    assert result is not None
    assert result.wasSuccessful(), result.failures + result.errors


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Preview:
    settings = Settings.of(ROOT, tmp_path_factory.mktemp("out"), None, ())
    return Preview(settings, lambda _: TODAY, StringIO())


def test_a_dead_link_is_told_in_the_browser_and_its_mending_heals(served: Served) -> None:
    page = "/peer-support/trainings/"
    (served.root / "schedules/2023.yaml").symlink_to("nowhere.yaml")
    served.wait_for(lambda: "[missing-file]" in served.get(page))
    (served.root / "schedules/2023.yaml").unlink()
    served.wait_for(lambda: "[missing-file]" not in served.get(page))

    (served.root / "templates/pages").mkdir(parents=True)
    own = served.root / "templates/pages/upcoming.html"
    own.symlink_to(served.root / "mine.html")
    served.wait_for(lambda: "[template]" in served.get(page))
    (served.root / "mine.html").write_text("<!doctype html><body>My own list", encoding="utf-8")
    served.wait_for(lambda: "My own list" in served.get(page))
    own.write_bytes("<body>Día".encode("latin-1"))
    served.wait_for(lambda: "[encoding]" in served.get(page))
    assert "Traceback" not in served.log.read_text()


def test_what_the_disk_refuses_is_told_in_the_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shown = Preview(Settings.of(tmp_path, None, None, ()), lambda _: TODAY, StringIO())

    def gone(*_: object) -> Built:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", "content/files/a.pdf")

    with monkeypatch.context() as vanishing:
        vanishing.setattr(preview, "build_site", gone)
        shown.rebuild()
    status, _, content = shown.page("/peer-support/trainings/")
    assert status == 200, "the last good site stays"
    assert b"Nothing was published. content/files/a.pdf: No such file or directory." in content
    shown.rebuild()
    assert b"No such file" not in shown.page("/peer-support/trainings/")[2]


def test_a_change_is_shown_a_mistake_is_named_and_its_correction_heals(served: Served) -> None:
    schedule = served.root / "schedules/2022.yaml"
    good = schedule.read_text(encoding="utf-8")
    page = "/peer-support/trainings/cpss-2022-05/"

    schedule.write_text(good.replace("2022-05-20", "2022-05-19"), encoding="utf-8")
    served.wait_for(lambda: "Thursday, May 19, 2022" in served.get(page))

    schedule.write_text(good.replace("2022-05-20", "2022-05-32"), encoding="utf-8")
    served.wait_for(lambda: "[impossible-date]" in served.get(page))
    assert "Thursday, May 19, 2022" in served.get(page), "the last good site stays"
    assert "[impossible-date]" in served.log.read_text()

    schedule.write_text(good, encoding="utf-8")
    served.wait_for(lambda: "Friday, May 20, 2022" in served.get(page))
    assert "[impossible-date]" not in served.get(page)


def test_a_site_that_was_never_good_shows_its_report(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    shown = Preview(Settings.of(tmp_path, None, None, ()), lambda _: TODAY, StringIO())
    status, media_type, content = shown.page("/")
    assert (status, media_type) == (404, "text/html; charset=utf-8")
    assert b"[missing-file]" in content


def test_the_browser_is_told_to_reload(served: Served) -> None:
    async def told() -> str:
        socket = await websocket_connect(f"ws://127.0.0.1:{served.port}/livereload")
        await socket.write_message(json.dumps({"command": "hello"}))
        await socket.read_message()
        await socket.write_message(json.dumps({"command": "info", "url": "test"}))
        await asyncio.sleep(0.5)
        (served.root / "content/pages/become.md").touch()
        message = await asyncio.wait_for(socket.read_message(), PATIENCE)
        socket.close()
        return str(json.loads(message or "{}")["command"])

    assert asyncio.run(told()) == "reload"


def test_a_new_template_of_the_sites_own_is_followed(served: Served) -> None:
    own = served.root / "templates/pages/not-found.html"
    own.parent.mkdir(parents=True)
    own.write_text("<p>Nothing here</p>\n", encoding="utf-8")
    served.wait_for(lambda: "Nothing here" in (served.root / "output/404.html").read_text())


def test_a_port_in_use_is_said_and_another_is_proposed(served: Served) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sitegen", "serve", "--root", str(served.root)),
            *("--port", str(served.port)),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert f"Port {served.port} is in use" in done.stdout
    assert f"--port {served.port + 1}" in done.stdout


def test_a_folder_with_other_letters_is_served(tmp_path: Path) -> None:
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    site = tmp_path / "content/site.yaml"
    site.write_text(
        re.sub("base_url: .*", "base_url: https://example.org/ñandú/", site.read_text("utf-8")),
        encoding="utf-8",
    )
    shown = Preview(Settings.of(tmp_path, None, None, ()), lambda _: TODAY, StringIO())
    assert shown.base_path == "/%C3%B1and%C3%BA/"
    status, _, page = shown.page("/ñandú/")
    assert (status, b"<h1" in page) == (200, True)
