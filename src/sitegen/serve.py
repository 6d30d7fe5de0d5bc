"""The preview: build, show the site in a browser, and follow every change of the files."""

from __future__ import annotations

import errno
import mimetypes
import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit

from livereload import Server
from tornado import web

from sitegen.build import Built, Settings, build_site
from sitegen.check import Clock
from sitegen.reports.html import html_report
from sitegen.reports.text import text_report

FINE, CANNOT_SERVE = 0, 2
HOST = "127.0.0.1"

_EMPTY_PAGE = (
    b"<!doctype html><html lang=en><head><title>Preview</title></head><body></body></html>"
)

# The type decides whether a calendar program subscribes or a browser downloads. Python knows
# .ics only where the system's own table is installed.
_TYPES = {
    ".ics": "text/calendar",
    ".atom": "application/atom+xml",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
}
_TEXT = (
    "text/",
    "application/xml",
    "application/atom+xml",
    "application/json",
    "image/svg+xml",
    "application/javascript",
)


@dataclass(slots=True)
class Preview:
    """What the browser sees: the last good site, and the report of the newest build."""

    settings: Settings
    clock: Clock
    out: TextIO
    built: Built = field(init=False)
    base_path: str = "/"
    """Path under which the published site lives, so that every link works as it will there."""

    def __post_init__(self) -> None:
        self.rebuild()

    def rebuild(self) -> None:
        """Build again; after a mistake the last good site stays and the report is shown."""
        self.built = build_site(self.settings, self.clock)
        if self.built.base_url is not None:
            self.base_path = urlsplit(self.built.base_url).path
        self.out.write(text_report(self.built.report, self.built.outcome))
        self.out.flush()

    def page(self, path: str) -> tuple[int, str, bytes]:
        """Give status, media type and bytes for a path of the browser."""
        relative = path.removeprefix(self.base_path)
        file = self.settings.output / relative
        if relative.endswith("/") or not relative:
            file /= "index.html"
        status = 200
        # Hidden files, such as the list of what was published, are not part of the site.
        hidden = any(part.startswith(".") for part in relative.split("/"))
        inside = file.resolve().is_relative_to(self.settings.output.resolve())
        if hidden or not inside or not file.is_file():
            status, file = 404, self.settings.output / "404.html"
        # Before the first good build there is no page at all: the report stands alone.
        content = file.read_bytes() if file.is_file() else _EMPTY_PAGE
        media_type = media_type_of(file.name)
        if media_type.startswith("text/html"):
            content = self._with_report(content)
        return status, media_type, content

    def _with_report(self, page: bytes) -> bytes:
        # The preview adds a script and a report to the page; the published policy forbids both.
        page = _without_policy(page)
        if self.built.published is not None:
            return page
        report = html_report(self.built.report, self.built.outcome).encode()
        start = page.find(b"<body")
        after = page.find(b">", start) + 1 if start >= 0 else len(page)
        return page[:after] + report + page[after:]


def media_type_of(name: str) -> str:
    """Give the media type of a file by its name, with the character set for text."""
    suffix = Path(name).suffix.lower()
    guessed = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith(_TEXT) else guessed


def _without_policy(page: bytes) -> bytes:
    start = page.find(b'<meta http-equiv="Content-Security-Policy"')
    return page if start < 0 else page[:start] + page[page.find(b">", start) + 1 :]


class _Handler(web.RequestHandler):
    """Answers with files of the site; tornado adds the ETag and answers 304 by itself."""

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def get(self, path: str) -> None:
        base = self.preview.base_path
        if not path.startswith(base):
            self.redirect(base)
            return
        status, media_type, content = self.preview.page(path)
        self.set_status(status)
        self.set_header("Content-Type", media_type)
        self.set_header("Cache-Control", "no-cache")
        self.write(content)

    def head(self, path: str) -> None:
        self.get(path)


class _PreviewServer(Server):  # type: ignore[misc]  # livereload ships no types
    """livereload's server with our own pages, and without its log on the terminal."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self.preview = preview

    def get_web_handlers(self, script: str) -> list[Any]:  # noqa: ARG002 - livereload's signature
        return [(r"(/.*)", _Handler, {"preview": self.preview})]

    def _setup_logging(self) -> None:
        """Leave the terminal to our own report."""


def serve(settings: Settings, clock: Clock, port: int, out: TextIO) -> int:
    """Build, then serve and rebuild until interrupted; gives the exit status."""
    if (reason := _port_problem(port)) is not None:
        out.write(f"Port {port} {reason}. Choose another one: sitegen serve --port {port + 1}\n")
        return CANNOT_SERVE
    preview = Preview(settings=settings, clock=clock, out=out)
    server = _PreviewServer(preview)
    for folder in settings.watched:
        server.watch(str(folder), preview.rebuild)
    out.write(f"The site is at http://{HOST}:{port}{preview.base_path} (stop with Ctrl+C)\n")
    out.flush()
    server.serve(port=port, host=HOST, restart_delay=0)
    return FINE


def _port_problem(port: int) -> str | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return "is in use" if error.errno == errno.EADDRINUSE else "cannot be used"
    return None
