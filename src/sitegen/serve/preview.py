"""What the browser is shown: the last good site, and how the newest build went."""

from __future__ import annotations

import mimetypes
import os
import secrets
from html import escape
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import unquote, urlsplit

from sitegen.build import Built, build_site, failed, refused
from sitegen.check import Clock
from sitegen.lazy import dataclass, field
from sitegen.own_mistake import own_mistake
from sitegen.reports.harmless import harmless, harmless_lines
from sitegen.reports.html import html_report
from sitegen.reports.text import text_report
from sitegen.serve.following import State, has_changed, state_of
from sitegen.settings import Settings

SCRIPT = "/livereload-page.js"
"""Address of the script that shows how the preview is."""

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


_KEPT = "The page shows what was built last. It is built again at the next change."

_SAYS = {
    "good": "",
    "building": "The site is being built …",
    "problems": "The newest change has problems. They stand at the top of the page.",
    "refused": "The disk refuses something. It is tried again until it works.",
}
"""What the page says of each state. That the preview has ended, the script says by itself."""


@dataclass(slots=True)
class Preview:
    """What the browser sees: the last good site, and the report of the newest build."""

    settings: Settings
    clock: Clock
    out: TextIO
    built: Built = field(init=False)
    is_refused: bool = field(init=False, default=False)
    """Whether the disk has stopped the newest build, so that trying again may help."""
    base_path: str = "/"
    """Path under which the published site lives, so that every link works as it will there."""
    _has_output: bool = field(init=False, default=False)
    _seen: State = field(init=False, default_factory=dict)
    _said: str = field(init=False, default="")
    _start: str = field(init=False, default_factory=lambda: secrets.token_hex(4))
    _number: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.rebuild()

    def rebuild(self) -> bool:
        """Build again; after a mistake the last good site stays and the report is shown.

        Tells whether the outcome is another one than before.
        """
        # What is saved from now on, also during the build, differs from what was seen.
        self._seen = self.look()
        self.is_refused = False
        try:
            self.built = build_site(self.settings, self.clock)
        except OSError as error:
            # A file that is gone or locked at the moment is one more thing that can be mended.
            self.built, self.is_refused = refused(error), True
        except Exception as error:  # noqa: BLE001 - a bug of ours must not end the preview
            self.built = failed(own_mistake(error, "serve", _KEPT))
        self._has_output = os.path.isdir(self._output)  # noqa: PTH112 - it never raises
        if self.built.base_url is not None:
            self.base_path = urlsplit(self.built.base_url).path
        said = text_report(self.built.report, self.built.outcome)
        if self.built.published is None and not self.built.report.diagnostics:
            said = f"{self.built.outcome}\n"
        is_new = said != self._said
        # What is tried again and refused again is said once.
        if is_new or not self.is_refused:
            self.say(said.removesuffix("\n"))
            self._number += 1
        self._said = said
        return is_new

    def has_changed(self) -> bool:
        """Tell whether the newest build was made of something else than stands there now."""
        # Somebody may have emptied the output by hand. Without a good build there is none.
        is_gone = self._has_output and not os.path.isdir(self._output)  # noqa: PTH112
        return is_gone or has_changed(self._seen, self.look())

    def look(self) -> State:
        """Look at everything that the site is made of."""
        return state_of(self.settings.watched, self._output)

    def say(self, text: str) -> None:
        """Write lines on the terminal."""
        self.out.write(f"{harmless_lines(text)}\n")
        self.out.flush()

    def state(self, *, is_building: bool = False) -> dict[str, Any]:
        """Say how the preview is, for the script in the page."""
        state = "good"
        if is_building:
            state = "building"
        elif self.is_refused:
            state = "refused"
        elif self.built.published is None:
            state = "problems"
        return {
            "command": "state",
            "state": state,
            "build": self._build,
            "says": _SAYS[state],
        }

    @property
    def _output(self) -> Path:
        """Give where the output is in truth, also where it is a link to itself."""
        return Path(os.path.realpath(self.settings.output))

    @property
    def _build(self) -> str:
        """Name what is shown now, also beyond an end of the program."""
        return f"{self._start}-{self._number}"

    def page(self, path: str) -> tuple[int, str, bytes]:
        """Give status, media type and bytes for a path of the browser, which has no % signs."""
        relative = path.removeprefix(unquote(self.base_path))
        if relative.endswith("/") or not relative:
            relative += "index.html"
        status, name, content = 200, relative, self._published(relative)
        if content is None:
            status, name = 404, "404.html"
            content = self._published(name)
        media_type = media_type_of(name)
        if media_type.startswith("text/html"):
            content = self._shown(content)
        return status, media_type, content or b""

    def _published(self, path: str) -> bytes | None:
        """Give the bytes of a published file; None where there is none, whatever was asked for."""
        # Hidden files, such as the list of what was published, are not part of the site.
        if any(part.startswith(".") for part in path.split("/")):
            return None
        try:
            file = (self._output / path).resolve()
            is_ours = file.is_relative_to(self._output) and file.is_file()
            return file.read_bytes() if is_ours else None
        # A folder, a name too long, a NUL in it, links in a circle: no file has these.
        except (OSError, ValueError, RuntimeError):
            return None

    def _shown(self, page: bytes | None) -> bytes:
        """Give a page with the script of the preview, and with the report of a build that failed.

        Before the first good build there is no page at all: the report stands alone.
        """
        report = b""
        if self.built.published is None:
            whole = html_report(
                self.built.report, self.built.outcome, above_a_page=page is not None
            )
            report = self._without_machine(whole).encode(errors="replace")
        # The published policy forbids both.
        page = _without_policy(page or _EMPTY_PAGE)
        start = page.find(b"<body")
        after = page.find(b">", start) + 1 if start >= 0 else len(page)
        script = f'<script src="{SCRIPT}" data-build="{self._build}"></script>'.encode()
        return page[:after] + script + report + page[after:]

    def _without_machine(self, page: str) -> str:
        """Name folders by what they are: where they stand is no concern of a page in a browser."""
        for path, name in self._folders:
            page = page.replace(f"{path}/", f"{name}/" if name else "").replace(path, name or ".")
        return page

    @property
    def _folders(self) -> list[tuple[str, str]]:
        """Give folders of this machine as they may stand in a report, with what they are called."""
        settings = self.settings
        named = {settings.root.absolute().parent: "..", settings.output.absolute().parent: ".."}
        named |= {settings.output: "output", settings.root: ""}
        named |= {folder: folder.name for folder in settings.templates}
        named |= {Path(__file__).parents[1]: "sitegen", Path.home(): "~"}
        every = {
            escape(harmless(str(form))): name
            for folder, name in named.items()
            for form in (folder.absolute(), Path(os.path.realpath(folder)))
            if len(form.parts) > 1
        }
        return sorted(every.items(), key=lambda one: -len(one[0]))


def media_type_of(name: str) -> str:
    """Give the media type of a file by its name, with the character set for text."""
    suffix = Path(name).suffix.lower()
    guessed = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith(_TEXT) else guessed


def _without_policy(page: bytes) -> bytes:
    start = page.find(b'<meta http-equiv="Content-Security-Policy"')
    return page if start < 0 else page[:start] + page[page.find(b">", start) + 1 :]
