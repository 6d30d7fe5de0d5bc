"""What most texts hold is written as HTML at once, and as the package and nh3 write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_up import ADDRESSES, ODD, USUAL, link_to, marked_up

from sitegen.site import markdown_html
from sitegen.site.addresses import BaseUrl
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.site.markdown_package import MarkdownPackage
from sitegen.site.usual_html import usual_html
from sitegen.site.wording import ENGLISH
from sitegen.source.markdown.marks import Markdown

BASE = BaseUrl.of("https://example.org/there/")
PACKAGE = MarkdownPackage(BASE, ENGLISH)
ALL = USUAL + ODD + tuple(map(link_to, ADDRESSES))


def both(typed: str) -> tuple[str | None, str]:
    """Give the HTML that is written at once, and that of the package."""
    text = Markdown(typed)
    headings = [(2 + number % 5, f"h-{number}") for number, _ in enumerate(text.marks.headings)]
    return usual_html(text, BASE, headings), PACKAGE.html(text, "", headings)


@given(st.lists(st.sampled_from(ALL), max_size=10).map("".join))
def test_any_text_is_shown_as_the_package_shows_it(text: str) -> None:
    usual, package = both(text)
    assert usual in (None, package)


def test_texts_of_pieces_are_shown_as_the_package_shows_them() -> None:
    shown = [both(marked_up(number)) for number in range(600)]
    assert [one for one in shown if one[0] not in {None, one[1]}] == []
    assert sum(usual is not None for usual, _ in shown) > len(shown) / 4


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_published_as_the_package_publishes_it(address: str) -> None:
    usual, package = both(link_to(address))
    assert usual in (None, package)


@given(st.text(st.sampled_from("ab1.:/-@?#%&=_x~+()' "), max_size=20))
def test_any_address_is_published_as_the_package_publishes_it(address: str) -> None:
    for scheme in ("", "/", "https://", "http://a.org", "mailto:", "tel:"):
        usual, package = both(link_to(scheme + address))
        assert usual in (None, package)


NOTE = """\
## What & why

Bring *your* workbook, `1 < 2` and **[the form](/documents/?a=b&c=d#e)**.
Read [the guide](https://example.org/guide/), or

1. call [601-555-0100](tel:601-555-0100),
2. write to [us](mailto:a@example.org) ~~today~~.

- a

- b
  - c
"""


def test_what_a_note_holds_is_written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    usual, package = both(NOTE)
    assert usual == package
    monkeypatch.setattr(MarkdownHtml, "package", None)
    html = MarkdownHtml(BASE).html(Markdown(NOTE), level=3, id_prefix="note-")
    assert html.startswith('<h3 id="note-what-why">What &amp; why</h3><p>Bring <em>your</em>')


@pytest.mark.parametrize(
    "text",
    [
        *("> a", "---", "    a", "<b>", "- [ ] a", "| a |\n|---|", "a[^1]\n\n[^1]: b", "![a](/b/)"),
        *('[a](/b/ "c")', "[a](javascript:b)", "[a](b)", "\u00a0a", "a\x07", "\ufeff\ufeffa"),
    ],
)
def test_anything_else_is_left_to_the_package(text: str) -> None:
    usual, package = both(text)
    assert usual is None
    assert markdown_html.MarkdownHtml(BASE).html(Markdown(text)) == package
