"""The registry says all of each kind of page and file, and the site is made of no other."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path

import pytest
from case_files import ROOT
from test_links import WORKING_PARTS

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.languages import PageLanguage
from sitegen.programme.collections import NAMES
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Programme
from sitegen.settings import shipped_templates
from sitegen.site.addresses import NEEDS, file_of
from sitegen.site.calendar_files import calendar_files
from sitegen.site.claims import claims
from sitegen.site.kinds import CHECK, KINDS, LAYOUT_FRAGMENTS, OF_SITE, PAGE, Each, Kind
from sitegen.site.links import OF_ENTRIES
from sitegen.site.plan import MADE, plan
from sitegen.site.planned import PlannedFile
from sitegen.site.rendering import Templates

EVERY_STATE = (ROOT / "tests/projects/every-state", date(2031, 3, 5))
REAL = (ROOT, date(2022, 3, 1))
SITES = [pytest.param(*REAL, id="real"), pytest.param(*EVERY_STATE, id="every state")]


@dataclass(frozen=True)
class Site:
    """A site with its files as they are planned, those of its documents among them."""

    programme: Programme
    planned: tuple[PlannedFile, ...]

    @cached_property
    def kinds(self) -> dict[str, list[Kind]]:
        """The kinds that every planned file can be of."""
        claimed: dict[str, list[Kind]] = {}
        for claim in claims(self.programme):
            claimed.setdefault(file_of(claim.address), []).append(claim.kind)
        made = (file.address for file in self.planned if not file.address.startswith("assets/"))
        return {address: claimed.get(address, []) for address in made}


class Reader(HTMLParser):
    """The ids of a page, and the kinds of its links to other files."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids |= {values["id"]} if "id" in values else set()
        self.links |= {values.get("rel", "")} if tag == "link" else set()


@cache
def site(root: Path, today: date) -> Site:
    programme = check_site(read_site_files(root), lambda _: today).programme
    assert programme is not None
    base = programme.site.base_url
    documents = {one.file for one in programme.documents if one.file}
    files = plan(
        programme,
        today=today,
        base_url=base,
        templates=Templates([shipped_templates()]),
        other_files=(
            *calendar_files(programme, Ledger(), today=today, base_url=base),
            *(PlannedFile(address=f"documents/files/{name}", produce=bytes) for name in documents),
        ),
    )
    return Site(programme, files)


@cache
def pages(root: Path, today: date) -> list[tuple[Kind, str, Reader]]:
    """Every page with its kind and address, read."""
    found = site(root, today)
    return [
        (found.kinds[file.address][0], file.address, Reader(file.produce().decode()))
        for file in found.planned
        if file.address.endswith(".html")
    ]


def is_of(kind: Kind, fragment: str) -> bool:
    """Whether a fragment is one that the registry gives to this kind."""
    patterns = (
        re.escape(one).replace(r"\*", "[a-z0-9-]+").replace(r"\{\}", "[a-z0-9-]+")
        for one in kind.fragments | LAYOUT_FRAGMENTS
    )
    return any(re.fullmatch(one, fragment) for one in patterns)


@pytest.mark.parametrize(("root", "today"), SITES)
def test_every_file_is_of_exactly_one_kind(root: Path, today: date) -> None:
    found = site(root, today).kinds
    assert {address: kinds for address, kinds in found.items() if len(kinds) != 1} == {}


def test_every_kind_is_made_for_one_of_the_sites() -> None:
    found = {
        kind for one in (REAL, EVERY_STATE) for kinds in site(*one).kinds.values() for kind in kinds
    }
    assert [kind.stands_for for kind in KINDS if kind not in found] == []


def test_every_page_has_a_view_and_no_file_has() -> None:
    pages = {kind.stands_for for kind in KINDS if kind.template is not None}
    assert {kind.stands_for for kind in MADE} == pages


def test_every_template_of_a_page_is_there_and_used() -> None:
    there = {path.stem for path in (ROOT / "templates/pages").glob("*.html")}
    assert {kind.template for kind in KINDS if kind.template is not None} == there


def test_every_file_for_machines_is_in_the_guides() -> None:
    """Say in `docs/data-for-others.md` what it promises, or in `docs/deploying.md` who reads it."""
    guides = "".join(
        (ROOT / "docs" / name).read_text(encoding="utf-8")
        for name in ("data-for-others.md", "calendars.md", "deploying.md")
    )
    files = (one for one in KINDS if one.template is None and "{}" not in one.pattern)
    assert [one.stands_for for one in files if one.pattern.rpartition("/")[2] not in guides] == []


def test_no_two_kinds_are_the_same() -> None:
    """But some have addresses alike; the checks of ids and of addresses hold them apart."""
    names = Counter(kind.stands_for for kind in KINDS)
    patterns = Counter(kind.pattern for kind in KINDS)
    assert [name for name, many in names.items() if many > 1] == []
    assert [one for one, many in patterns.items() if many > 1] == ["/trainings/{}/", "/{}/"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.stands_for)
def test_what_is_said_of_a_kind_agrees(kind: Kind) -> None:
    is_page = kind.template is not None
    assert kind.pattern.startswith("/")
    assert is_page == kind.pattern.endswith(("/", ".html"))
    assert is_page or not (kind.listed or kind.fragments)
    assert not (kind.listed and kind.passing)
    assert not (kind.is_old and (kind.listed or kind.stays))
    one_each = "of each, it has an id; else add its `each` to `OF_SITE` in `site/kinds.py`"
    assert ("{}" in kind.pattern) == ("{}" in kind.stands_for) == (not kind.is_of_site), one_each


def test_what_a_page_needs_of_the_programme_is_said_once() -> None:
    """Add it to `NEEDS` in `site/addresses.py`, or the page is there without its data."""
    assert OF_SITE - {Each.SITE} == NEEDS.keys()


def test_every_fragment_with_an_id_says_whose_id_it_is() -> None:
    """Add it to `OF_ENTRIES` in `site/links.py`, or links to it cannot be checked."""
    found = {one for kind in KINDS for one in kind.fragments if "{}" in one}
    assert found == OF_ENTRIES.keys()
    assert {collection for collection, _ in OF_ENTRIES.values()} <= NAMES.keys()


@pytest.mark.parametrize(("root", "today"), SITES)
def test_every_place_on_a_page_is_one_that_its_kind_has(root: Path, today: date) -> None:
    missing = []
    for kind, address, page in pages(root, today):
        ids = page.ids if kind is not PAGE else set[str]()
        if kind is CHECK:
            ids = {one for one in ids if not WORKING_PARTS.fullmatch(one)}
        missing += [f"{address}#{one}" for one in ids if not is_of(kind, one)]
    assert missing == []


@pytest.mark.parametrize(("root", "today"), SITES)
def test_a_page_has_a_canonical_address_and_is_in_the_sitemap_if_its_kind_is_listed(
    root: Path, today: date
) -> None:
    files = {file.address: file for file in site(root, today).planned}
    base = site(root, today).programme.site.base_url
    urls = re.findall("<loc>(.*?)</loc>", files["sitemap.xml"].produce().decode())
    in_sitemap = {f"{url.removeprefix(base.rstrip('/'))}index.html"[1:] for url in urls}
    read = pages(root, today)
    assert in_sitemap == {address for kind, address, _ in read if kind.listed}
    canonical = {
        address for kind, address, page in read if "canonical" in page.links and not kind.is_old
    }
    assert in_sitemap == canonical


def test_a_page_is_there_in_every_language_if_its_kind_is() -> None:
    found = site(*EVERY_STATE)
    assert found.programme.site.other_languages == (PageLanguage.SPANISH,)
    kinds = found.kinds
    for address, (kind,) in kinds.items():
        if not address.startswith("es/"):
            assert (f"es/{address}" in kinds) == kind.in_languages, address
