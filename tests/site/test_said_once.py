"""No sentence stands twice on a page: who reads the second one looks for what differs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from case_files import ROOT

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.settings import shipped_templates
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.source.plain_language import sentences

PROJECTS = ROOT / "tests/projects"
SITES = [
    pytest.param(ROOT, date(2020, 2, 1), id="few dates"),
    pytest.param(ROOT, date(2022, 3, 1), id="many dates"),
    pytest.param(ROOT, date(2026, 11, 26), id="no dates"),
    pytest.param(PROJECTS / "every-state", date(2031, 3, 5), id="every state"),
    pytest.param(PROJECTS / "restyled", date(2022, 2, 1), id="restyled"),
    pytest.param(PROJECTS / "small", date(2022, 3, 1), id="small"),
    pytest.param(PROJECTS / "dog-school", date(2026, 3, 1), id="dog school"),
]
FEWEST_WORDS = 6
"""A shorter sentence is a label, such as "Ask us."."""

INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "dfn", "em", "i", "kbd", "q", "s", "small"} | {
    *("span", "strong", "sub", "sup", "time", "wbr"),
}
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
UNSEEN = {"script", "style", "svg", "template"}

OF_EACH = {
    "no deadline is set, of each training": "No deadline is set for this training|"
    "Ask us if you can still apply|No se ha fijado una fecha límite|Pregúntenos si todavía puede",
    "a published rule, which several designations have": "Who decides|Quién decide",
    "a designation without published rules": "The requirements are not known yet|"
    "Todavía no se conocen los requisitos",
    "a step that two calendar programs share": "Paste the address|Pegue la dirección",
}
"""Sentences that belong to one of several entries or lists, and are read with it alone."""


class Blocks(HTMLParser):
    """The texts of `main` that one sees, one for each paragraph, item or cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._open: list[tuple[str, bool]] = [("html", False)]
        self._text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_of_block(tag)
        if tag not in VOID:
            seen = tag not in UNSEEN and "hidden" not in dict(attrs)
            self._open.append((tag, seen and (tag == "main" or self._open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        self._end_of_block(tag)
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass  # HTML lets some elements end with what they stand in.

    def handle_data(self, data: str) -> None:
        if self._open[-1][1]:
            self._text.append(data)

    def _end_of_block(self, tag: str) -> None:
        if tag not in INLINE:
            self.blocks.append(" ".join("".join(self._text).split()))
            self._text = []


def said_twice(html: str) -> list[str]:
    """Give the sentences of a page that stand on it more than once."""
    said = Counter(
        sentence.text
        for block in Blocks(html).blocks
        for sentence in sentences(block)
        if len(sentence.words) >= FEWEST_WORDS
        and re.search(r"[.!?]\W*$", sentence.text)
        and not re.search("|".join(OF_EACH.values()), sentence.text)
    )
    return [sentence for sentence, times in said.items() if times > 1]


def pages(root: Path, today: date) -> Iterator[tuple[str, str]]:
    """Every page of a site, with its address."""
    programme = check_site(read_site_files(root), lambda _: today).programme
    assert programme is not None
    templates = Templates([shipped_templates()])
    base = "https://example.org/"
    for file in plan(programme, today=today, base_url=base, templates=templates):
        if file.address.endswith(".html"):
            yield file.address, file.produce().decode()


@pytest.mark.parametrize(("root", "today"), SITES)
def test_no_sentence_stands_twice_on_a_page(root: Path, today: date) -> None:
    twice = {address: found for address, html in pages(root, today) if (found := said_twice(html))}
    assert twice == {}


def test_a_sentence_that_stands_twice_is_found() -> None:
    once = "<main><p>We hold these rules to be <b>quite</b> clear. Ask us.</p><p>Ask us.</p></main>"
    assert said_twice(once) == []
    again = "<li>First this. We hold these rules to be quite clear.</li>"
    assert said_twice(once.replace("</main>", f"{again}</main>")) == [
        "We hold these rules to be quite clear."
    ]
