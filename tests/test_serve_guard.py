"""The preview answers to those who came on purpose, and quietly to whatever else is sent to it."""

from __future__ import annotations

import asyncio
import errno
import json
import re
import shutil
import socket
from collections.abc import Callable, Coroutine
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.websocket import WebSocketClientConnection, websocket_connect

from sitegen.build import Built
from sitegen.serve import Names, Preview, preview
from sitegen.serve.answers import server
from sitegen.serve.names import is_from_here
from sitegen.settings import Settings

ROOT = Path(__file__).parents[1]
TODAY = date(2022, 3, 1)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Preview:
    settings = Settings.of(ROOT, tmp_path_factory.mktemp("out"), None, ())
    return Preview(settings, lambda _: TODAY, StringIO())


def asked(
    shown: Preview, ask: Callable[[int], Coroutine[Any, Any, Any]], names: Names | None = None
) -> Any:
    """Serve on a port, ask there, and give the answer. The terminal stays quiet meanwhile."""
    assert isinstance(shown.out, StringIO)
    before = shown.out.getvalue()

    async def answer() -> Any:
        answering: HTTPServer = server(shown, names or Names())
        (found,) = bind_sockets(0, "127.0.0.1")
        answering.add_sockets([found])
        try:
            return await asyncio.wait_for(ask(found.getsockname()[1]), 20)
        finally:
            answering.stop()
            await answering.close_all_connections()

    got = asyncio.run(answer())
    assert shown.out.getvalue() == before
    return got


def status(shown: Preview, path: str, names: Names | None = None, **headers: str) -> int:
    async def ask(port: int) -> int:
        question = HTTPRequest(
            f"http://127.0.0.1:{port}{path}",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            follow_redirects=False,
        )
        answer = await AsyncHTTPClient().fetch(question, raise_error=False)
        return int(answer.code)

    return int(asked(shown, ask, names))


EVERYWHERE = (
    "/",
    "/peer-support/",
    "/livereload-page.js",
    "/forcereload",
    "/livereload",
    "/nowhere",
)


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        "evil.test:8000",
        "127.0.0.1.evil.test",
        "localhost.evil.test:8000",
        "evil.test,localhost",
        "[::2]",
        "10.0.0.1:8000",
        "0.0.0.0:8000",
        "xn--lcalhost-54a",
        "localhost:8000:9",
        "localhost:port",
    ],
)
def test_a_name_that_is_not_its_own_gets_nothing(path: str, host: str, shown: Preview) -> None:
    assert status(shown, path, Host=host) in {400, 403}


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:1", "LOCALHOST", "localhost.", "127.0.0.1:9", "[::1]:8000"]
)
def test_its_own_names_are_answered(host: str, shown: Preview) -> None:
    assert status(shown, "/peer-support/", Host=host) == 200


@pytest.mark.parametrize(
    ("given", "host", "answers"),
    [
        ("mine.test", "mine.test:8000", True),
        ("mine.test", "MINE.test", True),
        ("mine.test", "localhost", True),
        ("mine.test", "10.0.0.1", False),
        ("mine.test", "other.test", False),
        ("0.0.0.0", "10.0.0.1:8000", True),
        ("0.0.0.0", "[fe80::1]:8000", True),
        ("::", "192.168.1.2", True),
        ("0.0.0.0", "evil.test", False),
        ("0.0.0.0", "1.2.3.4.evil.test", False),
        ("10.0.0.1", "10.0.0.1:8000", True),
        ("10.0.0.1", "10.0.0.2", False),
        ("127.0.0.1", "", False),
    ],
)
def test_the_name_that_was_given_is_answered_too(given: str, host: str, answers: bool) -> None:
    assert Names(given).answer_to(host) is answers


@pytest.mark.parametrize(
    ("origin", "host", "is_ours"),
    [
        (None, "localhost:8000", True),
        ("http://localhost:8000", "localhost:8000", True),
        ("https://localhost:8000", "localhost:8000", True),
        ("http://evil.test", "localhost:8000", False),
        ("http://localhost:8001", "localhost:8000", False),
        ("http://localhost", "localhost:8000", False),
        ("null", "localhost:8000", False),
        ("file://localhost:8000", "localhost:8000", False),
        ("http://localhost:8000@evil.test", "localhost:8000", False),
        ("http://[", "localhost:8000", False),
        ("", "localhost:8000", False),
    ],
)
def test_a_page_is_ours_where_it_was_served_under_the_same_name(
    origin: str | None, host: str, is_ours: bool
) -> None:
    assert is_from_here(origin, host) is is_ours


def test_only_our_own_pages_and_programs_may_let_pages_be_loaded_again(shown: Preview) -> None:
    assert status(shown, "/forcereload") == 200
    assert status(shown, "/forcereload", Sec_Fetch_Site="same-origin") == 200
    assert status(shown, "/forcereload", Origin="http://evil.test") == 403
    assert status(shown, "/forcereload", Origin="null") == 403
    assert status(shown, "/forcereload", Sec_Fetch_Site="cross-site") == 403
    assert status(shown, "/forcereload", Sec_Fetch_Site="same-site") == 403


async def connected(port: int, **headers: str) -> WebSocketClientConnection:
    address = f"ws://127.0.0.1:{port}/livereload"
    return await websocket_connect(HTTPRequest(address, headers=headers))


@pytest.mark.parametrize("origin", ["http://evil.test", "null", "http://localhost:1", "file://"])
def test_a_page_of_somebody_else_gets_no_socket(origin: str, shown: Preview) -> None:
    async def ask(port: int) -> int:
        with pytest.raises(HTTPClientError) as refused:
            await connected(port, Origin=origin)
        return int(refused.value.code)

    assert asked(shown, ask) == 403


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "junk",
        "null",
        "[]",
        "1e999",
        '"hello"',
        "{}",
        '{"command": null}',
        '{"command": {"a": 1}}',
        '{"command": "hello"',
        "[" * 90_000,
        '{"command": "x", "y": "' + "\\ud800" * 9_000 + '"}',
        b"\xff\xfe\x00",
        b"\x00" * 90_000,
        "x" * 300_000,
    ],
    ids=lambda junk: ascii(junk[:20]),
)
def test_junk_on_the_socket_is_no_news(
    junk: str | bytes, shown: Preview, capfd: pytest.CaptureFixture[str]
) -> None:
    async def ask(port: int) -> object:
        one = await connected(port)
        await one.write_message(junk, binary=isinstance(junk, bytes))
        await one.write_message(json.dumps({"command": "info", "url": "x"}))
        other = await connected(port)
        await other.write_message(json.dumps({"command": "hello"}))
        said = await other.read_message()
        one.close()
        other.close()
        return json.loads(said or "{}").get("command")

    assert asked(shown, ask) == "hello", "others are answered as before"
    assert capfd.readouterr() == ("", "")


def test_our_own_page_is_told_how_the_preview_is(shown: Preview) -> None:
    async def ask(port: int) -> object:
        one = await connected(port, Origin=f"http://127.0.0.1:{port}")
        await one.write_message(json.dumps({"command": "info", "url": "x", "states": True}))
        answer = json.loads(await one.read_message() or "{}")
        one.close()
        return answer

    said = asked(shown, ask)
    assert (said["command"], said["state"], said["says"]) == ("state", "good", "")
    page = shown.page("/peer-support/")[2].decode()
    assert f'<script src="/livereload-page.js" data-build="{said["build"]}"></script>' in page


UPGRADE = b"GET /livereload HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"

RAW = [
    b"GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /peer-support/%00.html HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /peer-support/" + b"a/" * 150_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /peer-support/" + b"../" * 40 + b"etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /peer-support/..%5c..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET //etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /%zz%a%%% HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET http://evil.test/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"CONNECT evil.test:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"BREW /peer-support/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"get /peer-support/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST /peer-support/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\nabc",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\nabc",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"DELETE /forcereload HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /forcereload?path=%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /livereload HTTP/1.1\r\nHost: localhost\r\n\r\n",
    UPGRADE + b"\r\n",
    UPGRADE + b"Connection: Upgrade\r\nSec-WebSocket-Version: 99\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"GET /\r\n\r\n",
    b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    b"\x00\xff" * 50 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost localhost\r\n: x\r\n\r\n",
]


@pytest.mark.parametrize("raw", RAW, ids=lambda raw: ascii(raw[:40]))
def test_whatever_is_sent_the_answer_is_quiet(
    raw: bytes, shown: Preview, capfd: pytest.CaptureFixture[str]
) -> None:
    async def ask(port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(raw)
        writer.write_eof()
        got = await reader.read()
        writer.close()
        return got

    got = asked(shown, ask)
    assert capfd.readouterr() == ("", "")
    assert b"Traceback" not in got
    assert b"root:" not in got
    assert re.match(rb"HTTP/1.1 (400|403|404|405|426) ", got) or got == b"", got[:200]


def test_no_page_names_a_folder_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / 'Anna & Ben\'s "site"'
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, root / name)
    (root / "templates/pages").mkdir(parents=True)
    template = root / "templates/pages/upcoming.html"
    places = {
        str(root / "content/files/a.pdf"): "content/files/a.pdf",
        str(root / "output/index.html"): "output/index.html",
        str(root / ".output.new"): ".output.new",
        str(root): ".",
        str(tmp_path / "elsewhere"): "../elsewhere",
        str(Path(preview.__file__)): "sitegen/serve/preview.py",
    }
    shown = Preview(Settings.of(root, None, None, ()), lambda _: TODAY, StringIO())

    def pages() -> str:
        return "".join(
            shown.page(path)[2].decode()
            for path in ("/peer-support/", "/nowhere/", "/", "/peer-support/calendars/")
        )

    for place, said in places.items():

        def refuse(*_: object, place: str = place) -> Built:
            raise PermissionError(errno.EACCES, "Permission denied", place)

        with monkeypatch.context() as refusing:
            refusing.setattr(preview, "build_site", refuse)
            shown.rebuild()
        assert f"Nothing was published. {said}: Permission denied." in pages()
        assert "Anna" not in pages()
        assert str(tmp_path) not in pages()
    for text in ("{% include 'nowhere.html' %}", "{{ 1 / 0 }}", "{% broken", "{{ nobody.at }}"):
        template.write_text(text)
        shown.rebuild()
        assert "[template]" in pages()
        assert "Anna" not in pages()
    template.unlink()
    shutil.rmtree(root / "output")
    (root / "output").mkdir()
    (root / "output/mine.txt").write_text("not of sitegen")
    shown.rebuild()
    assert "Anna" not in pages()


def bug(*_: object) -> Built:
    raise ZeroDivisionError("of ours")


def test_a_bug_ends_no_preview_and_is_told(shown: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(preview, "build_site", bug)
        shown.rebuild()
    page = shown.page("/peer-support/")[2]
    assert b"This is a mistake in sitegen" in page
    assert b"Peer Support Services" in page
    assert shown.state()["state"] == "problems"
    shown.rebuild()
    assert b"This is a mistake in sitegen" not in shown.page("/peer-support/")[2]
    assert shown.state()["state"] == "good"


@pytest.mark.parametrize(
    ("host", "is_open", "address"),
    [
        ("127.0.0.1", False, "127.0.0.1"),
        ("localhost", False, "localhost"),
        ("::1", False, "[::1]"),
        ("127.0.0.2", False, "127.0.0.2"),
        ("0.0.0.0", True, "localhost"),
        ("::", True, "localhost"),
        ("10.0.0.1", True, "10.0.0.1"),
        ("mine.test", True, "mine.test"),
    ],
)
def test_it_is_known_whether_others_can_see_it(host: str, is_open: bool, address: str) -> None:
    assert Names(host).is_open is is_open
    assert Names(host).shown == address


def test_sockets_are_only_opened_here() -> None:
    (found,) = bind_sockets(0, Names().host)
    with found:
        assert found.getsockname()[0] == "127.0.0.1"
        assert found.family == socket.AF_INET
