"""The HTML of every page: the Nu HTML checker finds nothing, and every link leads somewhere."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from needed import TESTS, node_with, program
from sites import Page, Site, served

# Markup

DATA_BLOCK = re.compile(r'<script type="application/(ld\+)?json"')
"""A script element with this type is data and never run, so no policy is asked about it.

https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element gives up on it
before it asks whether the policy allows it. The checker asks the policy about every element.
"""


def nu(sites: list[Site]) -> list[str]:
    """Say what the Nu HTML checker finds: errors or warnings, in pages, style sheets, pictures."""
    node_with("vnu-jar")
    # Pages come from their server, because 'self' of a policy means nothing for a file.
    pages = [page.url for site in sites for page in site.pages]
    assets = [
        str(file)
        for site in sites
        for kind in ("css", "svg")
        for file in sorted(site.output.rglob(f"*.{kind}"))
    ]
    checked = subprocess.run(
        [
            program("java", "apt install default-jre-headless"),
            "-Dnu.validator.servlet.allow-forbidden-hosts=true",  # this machine is one
            *("-jar", str(TESTS / "node_modules/vnu-jar/build/dist/vnu.jar")),
            *("--exit-zero-always", "--format", "json", "--also-check-css", "--also-check-svg"),
            *(*pages, *assets),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        f"{one.get('url')}: {one['message']}: {one.get('extract')}"
        for one in json.loads(checked.stderr)["messages"]
        if not DATA_BLOCK.search(one.get("extract", ""))
        or "violates Content Security Policy" not in one["message"]
    ]


def test_the_nu_html_checker_finds_nothing(sites: list[Site]) -> None:
    assert nu(sites) == []


# Links

MAIL = re.compile(r"mailto:[\w.+-]+@([a-z0-9-]+\.)+[a-z]+(\?subject=[\w%.-]+)?")
NUMBER = re.compile(r"(tel:\+?[0-9*#-]+(,[0-9]+)?|sms:\+?[0-9*#-]+)")
HOST = re.compile(r"([a-z0-9-]+\.)+[a-z]+")


@dataclass
class Linked(HTMLParser):
    """The ids of a page, and where it leads."""

    html: str
    ids: set[str] = field(default_factory=set)
    targets: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            elif name in {"href", "src", "action", "poster", "data", "cite"} and tag != "base":
                self.targets.append(value or "")
            elif name == "srcset":
                self.targets += [one.split()[0] for one in (value or "").split(",")]


@cache
def linked(file: Path) -> Linked:
    return Linked(file.read_text(encoding="utf-8"))


def broken(page: Page) -> Iterator[str]:
    """Say which links of a page lead nowhere. What is beyond the site is not asked."""
    for target in linked(page.file).targets:
        wrong = _wrong(page, target)
        if wrong:
            yield f"{page}: {target}: {wrong}"


def _wrong(page: Page, target: str) -> str | None:
    url = urljoin(page.url, target.replace("webcal:", "https:", 1))
    scheme = urlsplit(url).scheme
    if scheme == "mailto":
        return None if MAIL.fullmatch(target) else "is no mail address"
    if scheme in {"tel", "sms"}:
        return None if NUMBER.fullmatch(target) else "is no number"
    if scheme not in {"http", "https"}:
        return "has a scheme that pages do not use"
    file = page.site.file(url)
    if file is None:
        within = urlsplit(url).netloc == urlsplit(page.site.url).netloc
        fine = scheme == "https" and HOST.fullmatch(urlsplit(url).netloc) and not within
        return None if fine else "is no address of another site"
    if not file.is_file():
        return "is not there"
    fragment = unquote(urlsplit(url).fragment)
    if fragment and (file.suffix != ".html" or fragment not in linked(file).ids):
        return "has no such part"
    return None


def test_every_link_and_fragment_leads_somewhere(sites: list[Site]) -> None:
    assert [wrong for site in sites for page in site.pages for wrong in broken(page)] == []
    assert sum(len(linked(page.file).targets) for site in sites for page in site.pages) > 5000


# What is wrong is found

WRONG_LINKS = [
    *("/nowhere/", "nowhere.html", "../x/", "#nothing", "there/#nothing", "?a=1#nothing"),
    *("https://site.example/path/nowhere/", "webcal://site.example/path/nowhere.ics"),
    *("mailto:somebody", "mailto:a@b", "tel:988 please", "tel:", "sms:nine", "javascript:1"),
    *("http://a.example/", "https:///", "https://localhost/", "ftp://a.example/", "feed.ics#a"),
]
RIGHT_LINKS = [
    *("there/", "there/#there", "#here", "?a=1#here", "feed.ics", "there/../#here"),
    *("https://site.example/path/there/#there", "webcal://site.example/path/feed.ics"),
    *("mailto:a.b@c.example?subject=A%20b", "tel:+15555550100", "tel:988", "sms:988"),
    *("https://a.example/?b#c",),
]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "path/there").mkdir(parents=True)
    (tmp_path / "path/there/index.html").write_text("<p id=there>")
    (tmp_path / "path/feed.ics").write_text("")
    with served(tmp_path) as url:
        base = "https://site.example/path/"
        yield Site("wrong", date(2022, 3, 1), base, tmp_path / "path", f"{url}path/")


def with_page(site: Site, html: str) -> Page:
    file = site.output / "index.html"
    file.write_text(html, encoding="utf-8")
    linked.cache_clear()
    return Page(site, file)


@pytest.mark.parametrize("target", WRONG_LINKS)
def test_a_link_that_leads_nowhere_is_found(site: Site, target: str) -> None:
    assert len(list(broken(with_page(site, f'<p id="here"><a href="{target}">a</a>')))) == 1


@pytest.mark.parametrize("target", RIGHT_LINKS)
def test_a_link_that_leads_somewhere_is_fine(site: Site, target: str) -> None:
    assert list(broken(with_page(site, f'<p id="here"><a href="{target}">a</a>'))) == []


def test_wrong_markup_is_found(site: Site) -> None:
    page = '<!doctype html><html lang="en"><title>a</title><p id="a">'
    policy = "<meta http-equiv=Content-Security-Policy content=\"script-src 'self'\">"
    with_page(site, f'{page}<p id="a"><script>1</script><a href="x"><button>b</button></a>')
    (site.output / "there/index.html").write_text(
        f"{page}<section>words</section>".replace("<p", f"{policy}<script>1</script><p")
    )
    (site.output / "a.css").write_text("p { colour: red }")
    (site.output / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><a/><x/></svg>')
    found = "\n".join(nu([site]))
    for message in (
        "Duplicate ID",
        "must not appear as a descendant",
        "Section lacks heading",
        "Inline script violates",
        "“colour” doesn't exist",
        "Element “x” not allowed",
    ):
        assert message in found, found
