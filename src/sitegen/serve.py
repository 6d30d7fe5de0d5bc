"""The preview: build, show the site in a browser, and follow every change of the files."""

from __future__ import annotations

import errno
import mimetypes
import socket
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import unquote, urlsplit

from livereload import Server
from livereload.watcher import Watcher
from tornado import web

from sitegen.build import Built, Settings, build_site, failed, refused
from sitegen.check import Clock
from sitegen.own_mistake import own_mistake
from sitegen.reports.html import html_report
from sitegen.reports.text import text_report
from sitegen.tree import tree_of

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
        try:
            self.built = build_site(self.settings, self.clock)
        except OSError as error:
            # A file that is gone or locked at the moment is one more thing that can be mended.
            self.built = refused(error)
        except Exception as error:  # noqa: BLE001 - a bug must not end the preview
            self.built = failed(own_mistake(error, "serve", "The last good site stays."))
        if self.built.base_url is not None:
            self.base_path = urlsplit(self.built.base_url).path
        self.out.write(text_report(self.built.report, self.built.outcome))
        self.out.flush()

    def page(self, path: str) -> tuple[int, str, bytes]:
        """Give status, media type and bytes for a path of the browser, which has no % signs."""
        relative = path.removeprefix(unquote(self.base_path))
        if relative.endswith("/") or not relative:
            relative += "index.html"
        status, name, content = 200, relative, self._published(relative)
        if content is None:
            status, name = 404, "404.html"
            # Before the first good build there is no page at all: the report stands alone.
            content = self._published(name) or _EMPTY_PAGE
        media_type = media_type_of(name)
        if media_type.startswith("text/html"):
            content = self._with_report(content)
        return status, media_type, content

    def _published(self, path: str) -> bytes | None:
        """Give the bytes of a published file; None where there is none, whatever was asked for."""
        # Hidden files, such as the list of what was published, are not part of the site.
        if any(part.startswith(".") for part in path.split("/")):
            return None
        output = self.settings.output.resolve()
        try:
            file = (output / path).resolve()
            return file.read_bytes() if file.is_relative_to(output) else None
        except (OSError, ValueError):  # a folder, a name too long, a NUL in it: no file has these
            return None

    def _with_report(self, page: bytes) -> bytes:
        # The preview adds a script and a report to the page; the published policy forbids both.
        page = _without_policy(page)
        if self.built.published is not None:
            return page
        report = html_report(self.built.report, self.built.outcome).encode(errors="replace")
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
        if not path.startswith(unquote(base)):
            self.redirect(base)
            return
        status, media_type, content = self.preview.page(path)
        self.set_status(status)
        self.set_header("Content-Type", media_type)
        self.set_header("Cache-Control", "no-cache")
        self.write(content)

    def head(self, path: str) -> None:
        self.get(path)


_Version = tuple[int, int, int]


class Followed(Watcher):  # type: ignore[misc]  # livereload ships no types
    """Tells when the files of the site change, and only these: not what editors leave beside."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[str, Mapping[str, _Version]] = {}

    def is_changed(self, path: str, ignore: object = None) -> bool:  # noqa: ARG002 - livereload's
        """Tell whether a folder holds something else than when this was asked last."""
        now = dict(_versions(Path(path)))
        before = self._seen.setdefault(path, now)
        self._seen[path] = now
        changed = {name for name, _ in now.items() ^ before.items()}
        if changed:
            self.filepath = min(changed)
        return bool(changed)


def _versions(folder: Path) -> Iterator[tuple[str, _Version]]:
    """Yield every file of the site below `folder` with what changes when it does.

    A folder that cannot be read holds nothing until it can be.
    """
    with suppress(OSError):
        tree = tree_of(folder)
        yield from ((link, (0, 0, 0)) for link in tree.dead_links)
        for name in tree.files:
            with suppress(FileNotFoundError):
                status = (folder / name).stat()
                yield name, (status.st_mtime_ns, status.st_ctime_ns, status.st_size)


def handlers(preview: Preview) -> list[Any]:
    """Give what answers the browser, as tornado wants it: for every path, also an odd one."""
    return [(r"(?s)(/.*)", _Handler, {"preview": preview})]


class _PreviewServer(Server):  # type: ignore[misc]  # livereload ships no types
    """livereload's server with our own pages, and without its log on the terminal."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(watcher=Followed())
        self.preview = preview

    def get_web_handlers(self, script: str) -> list[Any]:  # noqa: ARG002 - livereload's signature
        return handlers(self.preview)

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
        server.watcher.is_changed(str(folder))
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
