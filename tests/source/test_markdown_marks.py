"""The marks that the check sees in Markdown are those that visitors get."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.site.addresses import LAYOUT_FRAGMENTS, BaseUrl
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.source.markdown_marks import fragments, marks_in, words_of

RENDERER = MarkdownHtml(BaseUrl.of("https://example.org/"))


class Seen(HTMLParser):
    """Links with their words, and the ids of headings, in a rendered text."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a":
            self.links.append(values.get("href") or "")
        elif re.fullmatch("h[1-6]", tag):
            self.ids.append(values.get("id") or "")


def rendered(text: str) -> Seen:
    seen = Seen()
    seen.feed(str(RENDERER.html(text)))
    return seen


WORDS = st.sampled_from(
    ["Read", "the rules", "*what*", "**it** costs", "`a [b](c)`", "What's next?", "2022-03-21", "é"]
)
TARGETS = st.sampled_from(
    ["/become/", "https://example.org/a_(b)", "#rules", "mailto:a@example.org", "tel:601-555-0100"]
)
LINKS = st.one_of(
    st.builds("[{}]({})".format, WORDS, TARGETS),
    st.builds('[{}]({} "A title")'.format, WORDS, TARGETS),
    st.builds("[{}](<{}>)".format, WORDS, TARGETS),
    st.builds("<https://example.org/{}>".format, st.sampled_from("abc")),
    st.just("[defined][here]"),
)
LINES = st.one_of(
    st.lists(st.one_of(WORDS, LINKS), min_size=1, max_size=4).map(" ".join),
    st.builds("{} {}".format, st.sampled_from(["#", "##", "###", "####"]), WORDS),
    st.builds("- {}".format, LINKS),
    st.builds("> {}".format, LINKS),
    st.builds("{}\n---".format, WORDS),
)
TEXTS = st.lists(LINES, max_size=6).map(
    lambda lines: "\n\n".join([*lines, "[here]: https://example.org/here"])
)


@settings(deadline=None)
@given(TEXTS)
@example("[a](/x/) `[b](/y/)` [c](/z/)")
@example("Two\\[not](/a/link/)")
@example("## One\n\n## One\n\ntext\n\nUnder\n=====")
def test_links_and_headings_are_those_of_the_page(text: str) -> None:
    marks, page = marks_in(text), rendered(text)
    assert sorted(link.target for link in marks.links) == sorted(page.links)
    assert fragments(marks.headings, LAYOUT_FRAGMENTS) == {*page.ids, *LAYOUT_FRAGMENTS}


@given(st.text(st.sampled_from("[](){}<>#!`*_\\ab:/&;\n -=\"'"), max_size=60))
def test_any_text_has_marks_at_their_places(text: str) -> None:
    marks = marks_in(text)
    for link in (*marks.links, *marks.pictures):
        assert 0 <= link.start <= link.end <= len(text)
        assert text[link.target_start : link.target_end] in {
            link.target,
            text[link.target_start :],
        } or (link.target.startswith("mailto:") or "][" in text or "] [" in text)
    for one in (*marks.headings, *marks.tags, *marks.undefined):
        assert 0 <= one.start <= one.end <= len(text)


@pytest.mark.parametrize(
    "sign", ["[", "](", "[a](", "<", "`", "``", "#", ">", "![", "[[", "&", "\\"]
)
def test_a_flood_of_signs_is_read_at_once(sign: str) -> None:
    marks_in(sign * (20_000 // len(sign)))


def test_words_are_what_a_reader_sees() -> None:
    assert words_of("**Read** [the `rules`](/x/) or [it][here]") == "Read the rules or it"
