"""An output that is opened from disk or lies under another path: every link leads to its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from case_files import ROOT

from sitegen.build import build_site
from sitegen.settings import Settings

EVERY_STATE = ROOT / "tests/projects/every-state"
SITES = {
    "the real site": (ROOT, date(2022, 3, 1), None),
    "every state": (EVERY_STATE, date(2031, 3, 5), None),
    "a look of its own": (ROOT / "tests/projects/restyled", date(2022, 2, 1), None),
    "at the top of its host": (EVERY_STATE, date(2031, 3, 5), "https://examplia.example.org/"),
}
ANYWHERE = "404.html"
"""The page that a host shows at any address, so its links are whole paths."""


@dataclass
class Linked(HTMLParser):
    """The ids of a page, and the links in it."""

    html: str
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            elif name in {"href", "src", "srcset"}:
                self.links.append(value or "")


@dataclass(frozen=True)
class Output:
    """A folder that was built."""

    folder: Path
    base_url: str

    @property
    def pages(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))

    def broken(self) -> Iterator[str]:
        """Say which links to files of the site lead nowhere from where the page lies."""
        for page in self.pages:
            if page.name != ANYWHERE:
                yield from (
                    f"{page.relative_to(self.folder)}: {link}"
                    for link in linked(page).links
                    if not urlsplit(link).scheme and not self._leads_somewhere(page, link)
                )

    def _leads_somewhere(self, page: Path, link: str) -> bool:
        parts = urlsplit(urljoin(page.as_uri(), link))
        file = Path(unquote(parts.path))
        if parts.path.endswith("/"):
            file /= "index.html"
        if link.startswith("/") or not file.is_file() or not file.is_relative_to(self.folder):
            return False
        return not parts.fragment or unquote(parts.fragment) in linked(file).ids


@cache
def linked(page: Path) -> Linked:
    return Linked(page.read_text(encoding="utf-8"))


def built(name: str, folder: Path, *, preview: bool) -> Output:
    root, today, base_url = SITES[name]
    settings = Settings.of(root, folder, base_url, (), preview=preview)
    done = build_site(settings, lambda _: today)
    assert done.published is not None, done.outcome
    assert done.base_url is not None
    return Output(folder, done.base_url)


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Output:
    return built(request.param, tmp_path_factory.mktemp("site"), preview=False)


@pytest.fixture(scope="module", params=SITES)
def preview(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Output:
    return built(request.param, tmp_path_factory.mktemp("preview"), preview=True)


def test_every_link_and_fragment_leads_to_its_file(site: Output) -> None:
    assert list(site.broken()) == []
    assert sum(len(linked(page).links) for page in site.pages) > 500


def test_addresses_for_others_stay_whole(site: Output) -> None:
    for page in site.pages:
        for tag, values in linked(page).tags:
            if "canonical" in (values.get("rel") or "") or (tag == "link" and "hreflang" in values):
                assert (values["href"] or "").startswith(site.base_url), page
            if values.get("property") == "og:url":
                assert (values["content"] or "").startswith(site.base_url), page
    calendars = (site.folder / "calendars/index.html").read_text(encoding="utf-8")
    assert f"<code>{site.base_url}calendars/all-" in calendars
    assert f'href="webcal://{site.base_url.removeprefix("https://")}calendars/all-' in calendars


def test_the_page_for_any_address_has_whole_paths(site: Output) -> None:
    path = urlsplit(site.base_url).path
    links = [link for link in linked(site.folder / ANYWHERE).links if link[:1] in {".", "/"}]
    assert len(links) > 10
    assert all(link.startswith(path) for link in links)


def test_public_addresses_end_in_a_slash(site: Output) -> None:
    assert not [p for p in site.pages if any("index.html" in link for link in linked(p).links)]


def test_every_link_of_a_preview_leads_to_a_file_and_not_to_a_folder(preview: Output) -> None:
    everywhere = [*preview.pages]
    assert list(preview.broken()) == []
    for page in everywhere:
        own = [link for link in linked(page).links if not urlsplit(link).scheme]
        assert not [link for link in own if link.partition("#")[0].endswith("/")], page
        assert not [link for link in own if link.startswith("/")], page


def test_every_page_of_a_preview_says_first_that_it_is_one(preview: Output) -> None:
    for page in preview.pages:
        language = "es" if page.relative_to(preview.folder).parts[0] == "es" else "en"
        words = {
            "en": "Preview of a change, not published.",
            "es": "Vista previa de un cambio que no está publicado.",
        }[language]
        body = re.sub(r"<[^>]*>", "", linked(page).html.partition("<body")[2].partition(">")[2])
        assert body.strip().startswith(words), page


def test_a_preview_is_nothing_for_search_engines_or_programs(preview: Output) -> None:
    names = {file.suffix for file in preview.folder.rglob("*") if file.is_file()}
    assert not names & {".ics", ".json", ".atom", ".xml"}
    assert (preview.folder / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"
    for page in preview.pages:
        found = linked(page)
        robots = [one.get("content") for _, one in found.tags if one.get("name") == "robots"]
        assert robots == ["noindex"], page
        told = [
            (tag, values)
            for tag, values in found.tags
            if (tag == "link" and values["rel"] in {"canonical", "alternate"})
            or (tag == "script" and values.get("type") == "application/ld+json")
            or (tag == "meta" and values.get("property"))
        ]
        assert told == [], page


def test_no_link_of_a_preview_leads_to_a_calendar(preview: Output) -> None:
    for page in preview.pages:
        assert not [link for link in linked(page).links if ".ics" in link], page
        assert "webcal:" not in linked(page).html, page
    calendars = linked(preview.folder / "calendars/index.html")
    without = [values for tag, values in calendars.tags if tag == "a" and "href" not in values]
    assert len(without) > 3
    assert all(one["role"] == "link" and one["aria-disabled"] == "true" for one in without)
    # The address that holds once this is published stands there for those who know what they do.
    assert f"<code>{preview.base_url}calendars/all-" in calendars.html


def test_a_preview_has_every_page_of_the_site(tmp_path: Path) -> None:
    whole = built("every state", tmp_path / "site", preview=False)
    same = built("every state", tmp_path / "preview", preview=True)
    pages = [[p.relative_to(one.folder) for p in one.pages] for one in (whole, same)]
    assert pages[0] == pages[1]
