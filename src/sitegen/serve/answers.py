"""What the preview answers to a browser, and to whatever else is sent to its port."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote

from livereload.handlers import ForceReloadHandler, LiveReloadHandler
from livereload.watcher import Watcher
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.websocket import WebSocketClosedError

from sitegen.serve.names import Names, is_from_here
from sitegen.serve.preview import SCRIPT, Preview

_LONGEST_HEAD = 1_000_000
_LONGEST_MESSAGE = 100_000
"""Bytes of a question, and of what is sent with it or through the socket."""


def server(preview: Preview, names: Names) -> HTTPServer:
    """Give what answers at a port. What it makes of junk is nobody's concern, so no log is kept."""
    log = logging.getLogger("tornado")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    return HTTPServer(
        application(preview, names),
        max_header_size=_LONGEST_HEAD,
        max_body_size=_LONGEST_MESSAGE,
        max_buffer_size=2 * _LONGEST_HEAD,
    )


def application(preview: Preview, names: Names) -> web.Application:
    """Give what answers, for every path, also an odd one."""
    # livereload asks a watcher for the name of the file that has changed. This one gives none.
    LiveReloadHandler.watcher = Watcher()
    both = {"preview": preview, "names": names}
    return web.Application(
        [
            (r"/livereload", _Socket, both),
            (r"/forcereload", _Reload, both),
            (SCRIPT, _Script, both),
            (r"(?s)(/.*)", _Page, both),
        ],
        default_handler_class=_Nothing,
        default_handler_args=both,
        log_function=lambda _: None,
        websocket_max_message_size=_LONGEST_MESSAGE,
    )


class _Guarded(web.RequestHandler):
    """Answers only to those who came on purpose, and says of an error nothing but what it is."""

    def initialize(self, preview: Preview, names: Names) -> None:
        self.preview = preview
        self.names = names

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-cache")
        self.set_header("X-Content-Type-Options", "nosniff")
        # No page of somebody else may load a script or a picture from here.
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        if not self.names.answer_to(self.request.headers.get("Host")):
            raise web.HTTPError(403)

    def is_from_here(self) -> bool:
        headers = self.request.headers
        # A picture or a script of another site is asked for without an origin, but browsers say so.
        site = headers.get("Sec-Fetch-Site", "none")
        return site in {"same-origin", "none"} and is_from_here(
            headers.get("Origin"), headers.get("Host")
        )

    def write_error(self, status_code: int, **_: object) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        words = "The preview does not answer this."
        if status_code == 403:
            words = "The preview answers to localhost only, or to the name that --host gives."
        self.finish(f"{words}\n")

    def log_exception(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,  # noqa: ARG002 - tornado's signature
    ) -> None:
        if kind is not None and not isinstance(error, web.HTTPError | WebSocketClosedError):
            self.preview.say(f"The preview could not answer {self.request.path}: {kind.__name__}.")


class _Nothing(_Guarded):
    """Answers to what is no path at all."""

    def prepare(self) -> None:
        super().prepare()
        raise web.HTTPError(404)


class _Page(_Guarded):
    """Answers with files of the site; tornado adds the ETag and answers 304 by itself."""

    def get(self, path: str) -> None:
        base = self.preview.base_path
        if path in {"/", unquote(base).rstrip("/")} - {unquote(base)}:
            self.redirect(base)
            return
        status, media_type, content = self.preview.page(path)
        self.set_status(status)
        self.set_header("Content-Type", media_type)
        self.write(content)

    def head(self, path: str) -> None:
        self.get(path)


class _Script(_Guarded):
    """Answers with the script that shows how the preview is."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.write((Path(__file__).parent / "page.js").read_bytes())


class _Reload(_Guarded, ForceReloadHandler):  # type: ignore[misc]  # livereload ships no types
    """livereload's address for programs that want the pages loaded again."""

    def prepare(self) -> None:
        super().prepare()
        if not self.is_from_here():
            raise web.HTTPError(403)


class _Socket(_Guarded, LiveReloadHandler):  # type: ignore[misc]  # livereload ships no types
    """livereload's socket. Our own pages ask it also to tell how the preview is."""

    def check_origin(self, origin: str) -> bool:
        return is_from_here(origin, self.request.headers.get("Host"))

    def on_message(self, message: str | bytes) -> None:
        try:
            said = json.loads(message)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict) or not isinstance(said.get("command"), str):
            self.close()
            return
        if said["command"] == "hello":
            super().on_message(message)
        elif said["command"] == "info":
            LiveReloadHandler.waiters.add(self)
            if said.get("states") is True:
                _watching.add(self)
                self.send_message(self.preview.state())

    def on_close(self) -> None:
        super().on_close()
        _watching.discard(self)


_watching: set[_Socket] = set()


async def tell(message: dict[str, Any]) -> None:
    """Send a state to all our own pages that are open."""
    for socket in tuple(_watching):
        with suppress(WebSocketClosedError):
            await socket.write_message(message)


def reload_pages() -> None:
    """Let all pages be loaded again, also those of programs that speak livereload."""
    LiveReloadHandler.reload_waiters("*")
