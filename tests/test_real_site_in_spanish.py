"""One line shows the real site in Spanish too, and who reads English sees only a switch more."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sitegen.build import build_site
from sitegen.settings import Settings

ROOT = Path(__file__).parents[1]
TODAY = date(2022, 3, 1)
THE_LINE = "other_languages: [es]\n"
FOR_OTHER_LANGUAGES = re.compile(
    r'\s*<(?:link rel="alternate" hreflang=[^>]*|nav class="languages".*?</nav)>', re.DOTALL
)
ENGLISH_WORDS = re.compile(
    r"\b(?:the|and|of|for|you|your|with|from|apply|trainings?|deadlines?|dates?|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|March|April|(?-i:May)|June|July|August)\b",
    re.IGNORECASE,
)
"""“May 2022” is English, and “may 2022” is short for “mayo de 2022”."""
NO_END = {"br", "hr", "img", "input", "link", "meta", "wbr"}


class Unmarked(HTMLParser):
    """The texts of a page in Spanish that are not marked as English, and no name or address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.opened: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        other = dict(attrs).get("lang", "es") != "es" or tag in {"head", "script", "address", "svg"}
        if tag not in NO_END:
            self.opened.append((tag, other or bool(self.opened and self.opened[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        while self.opened and self.opened.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.opened and not self.opened[-1][1]:
            # "may" is short for "mayo".
            self.texts.append(re.sub(r"https:\S+|^may \d{4}$", "", data))


Built = tuple[dict[str, str], Counter[str]]
"""Every page by its address, and how often each code is reported."""


def built(root: Path, *, line: str) -> Built:
    """Build the real site with a line more."""
    for folder in ("content", "schedules"):
        shutil.copytree(ROOT / folder, root / folder)
    with (root / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write(line)
    outcome = build_site(Settings.of(root, root / "output", None, ()), lambda _: TODAY)
    pages = (root / "output").rglob("*.html")
    made = {
        page.relative_to(root / "output").as_posix(): page.read_text(encoding="utf-8")
        for page in pages
    }
    return made, Counter(one.code for one in outcome.report.diagnostics)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("en"), line="")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("es"), line=THE_LINE)


def test_the_guide_names_the_line() -> None:
    assert THE_LINE in (ROOT / "docs/editing.md").read_text(encoding="utf-8")


def test_nothing_else_is_asked_of_the_office(english: Built, both: Built) -> None:
    assert both[1] == english[1]


def test_pages_in_english_stay_as_they_are(english: Built, both: Built) -> None:
    """But for the switch, and for what tells search engines of the other language."""
    assert english[0]
    for address, html in english[0].items():
        assert FOR_OTHER_LANGUAGES.sub("", both[0][address]) == html, address


def test_every_page_is_there_in_spanish_and_each_leads_to_the_other(both: Built) -> None:
    pages = both[0]
    spanish = {one.removeprefix("es/") for one in pages if one.startswith("es/")}
    assert {one for one in pages if not one.startswith("es/")} == spanish | {"404.html"}
    for address in spanish:
        html = pages[f"es/{address}"]
        assert '<html lang="es"' in html
        if not address.startswith("embed/"):
            assert 'lang="en" hreflang="en"' in html, address
            assert 'lang="es" hreflang="es"' in pages[address], address


def test_english_words_on_pages_in_spanish_are_marked_and_told_of_once(both: Built) -> None:
    found = {
        address: texts
        for address, html in both[0].items()
        if address.startswith("es/")
        and (texts := [one for one in Unmarked(html).texts if ENGLISH_WORDS.search(one)])
    }
    assert found == {}
    told = "Algunas palabras de esta página solo están en inglés."
    for address, html in both[0].items():
        if 'lang="en"' in html.partition("<main")[2].partition("</main>")[0]:
            # A list within a page of others is as short as can be.
            is_told = address.startswith("es/") and not address.startswith("es/embed/")
            assert html.count(told) == is_told, address


def test_texts_in_english_lead_to_pages_in_spanish(both: Built) -> None:
    """Also to a part of one: a step would lead away to a page that says "ask us" in English."""
    for address, html in both[0].items():
        if address.startswith("es/"):
            main = html.partition("<main")[2].partition("</main>")[0]
            for link in re.findall(r'<a [^>]*?href="(\.[^"]*)"', main):
                file = posixpath.normpath(posixpath.join(posixpath.dirname(address), link))
                page = f"{file.partition('#')[0].rstrip('/')}/index.html"
                assert page not in both[0] or page.startswith("es/"), (address, link)
    step = both[0]["es/trainings/cpss/index.html"].partition('id="apply"')[2].partition("</ol>")[0]
    assert "(pídalo a: Kathy Smith" in step
