"""The sites that everything is proved on: built, and served as on a host, each on its own day."""

from __future__ import annotations

import gzip
import http.server
import io
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote, urlsplit

from case_files import ROOT

from sitegen.build import build_site
from sitegen.settings import Settings
from sitegen.site import relative_links
from sitegen.site.relative_links import relative
from sitegen.site.rendering import Templates

EVERY_STATE = ROOT / "tests/projects/every-state"
RESTYLED = ROOT / "tests/projects/restyled"
SITES = {
    "few dates": (ROOT, date(2020, 2, 1)),
    "many dates": (ROOT, date(2022, 3, 1)),
    "no dates": (ROOT, date(2026, 11, 26)),
    "every state": (EVERY_STATE, date(2031, 3, 5)),
    "restyled": (RESTYLED, date(2022, 2, 1)),
}
POLICY, *_ = re.findall(
    r"Content-Security-Policy: (.*)", (ROOT / "hosting/_headers").read_text(encoding="utf-8")
)

REFRESH = re.compile('<meta http-equiv="refresh" content="0; url=([^"]*)">')
"""What sends a browser on from an address that a page had."""

HELD = "held"
"""Behind an address: the page is sent without that."""


@dataclass(frozen=True)
class Site:
    """A site on a server: built as of `today` to live at `base_url`, to be seen at `url`."""

    name: str
    today: date
    base_url: str
    output: Path
    url: str
    templates: Mapping[str, str] = field(default_factory=dict)
    """What the pages were made of: the name of a template by their HTML."""

    @property
    def pages(self) -> list[Page]:
        return [Page(self, file) for file in sorted(self.output.rglob("*.html"))]

    @cached_property
    def longest(self) -> Mapping[str, Page]:
        """The longest page of each template."""
        pages = sorted(self.pages, key=lambda page: len(page.html))
        return {page.template: page for page in pages}

    def file(self, url: str) -> Path | None:
        """The file behind an address of the site, here or where it will live; None elsewhere."""
        whole = urlsplit(url)._replace(query="", fragment="").geturl()
        for base in (self.url, self.base_url):
            if whole.startswith(base):
                path = unquote(whole.removeprefix(base))
                return (
                    self.output / path / "index.html" if whole.endswith("/") else self.output / path
                )
        return None


@dataclass(frozen=True)
class Page:
    """A page that was built."""

    site: Site
    file: Path

    def __str__(self) -> str:
        return f"{self.site.name}: {self.address}"

    @property
    def address(self) -> str:
        """Where it is within the site: "trainings/"."""
        return self.file.relative_to(self.site.output).as_posix().removesuffix("index.html")

    @property
    def same(self) -> str:
        """Its address without the language: where the same stands in the site's own."""
        return self.address.removeprefix("es/")

    @property
    def url(self) -> str:
        return self.site.url + self.address

    @property
    def held(self) -> str:
        """Where it stays to be looked at, if browsers go on from it."""
        return f"{self.url}?{HELD}" if REFRESH.search(self.html) else self.url

    @property
    def html(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @property
    def template(self) -> str:
        return self.site.templates.get(self.html, self.address)


class AsOnAHost(http.server.SimpleHTTPRequestHandler):
    """Serves files with the policy that hosts send, without a line on the terminal for each."""

    def __init__(self, *args: Any, policy: str | None, **more: Any) -> None:
        self._policy = policy
        super().__init__(*args, **more)

    def end_headers(self) -> None:
        if self._policy is not None:
            self.send_header("Content-Security-Policy", self._policy)
        super().end_headers()

    def send_head(self) -> Any:
        if urlsplit(self.path).query != HELD:
            return super().send_head()
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        body = REFRESH.sub("", file.read_text(encoding="utf-8")).encode()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class Compressing(AsOnAHost):
    """Compresses what is text, as every host of pages does: a phone loads a tenth of its size."""

    def send_head(self) -> Any:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if file.suffix not in {".html", ".css", ".js"} or not file.is_file():
            return super().send_head()
        body = gzip.compress(file.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@contextmanager
def served(
    folder: Path, policy: str | None = POLICY, host: type[AsOnAHost] = AsOnAHost
) -> Iterator[str]:
    """Serve a folder, and give its address, which ends with a slash."""
    handler = partial(host, directory=str(folder), policy=policy)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def built_and_served(name: str, www: Path) -> Iterator[Site]:
    """Build one of the sites below the path where it will live, and serve it."""
    root, today = SITES[name]
    settings = Settings.of(root, www / "new", None, ())
    templates: dict[str, str] = {}
    render = Templates.render

    def noted(self: Templates, template: str, **shown: Any) -> str:
        html = render(self, template, **shown)
        templates[html] = template
        return html

    def placed(page: bytes, *where: str) -> bytes:
        made = relative(page, *where)
        templates[made.decode()] = templates[page.decode()]
        return made

    with patch.object(Templates, "render", noted), patch.object(relative_links, "relative", placed):
        built = build_site(settings, lambda _: today)
    assert built.base_url is not None, built.outcome
    path = urlsplit(built.base_url).path.strip("/")
    output = (www / "new").rename(www / path)
    with served(www) as url:
        yield Site(name, today, built.base_url, output, f"{url}{path}/", templates)


def distinct(sites: Iterable[Site]) -> list[Page]:
    """All pages, without those that differ on another day only in what day it is."""

    def undated(page: Page) -> str:
        today = f'<time datetime="{page.site.today}">[^<]*</time>'
        return re.sub(today, "", page.html)

    pages = (page for site in sites for page in site.pages)
    return list({(page.address, undated(page)): page for page in pages}.values())
