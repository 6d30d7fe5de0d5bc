"""The one reading of Markdown: what is checked is what visitors get, with its place."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.site.addresses import BaseUrl
from sitegen.site.kinds import LAYOUT_FRAGMENTS
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.source.markdown import read
from sitegen.source.markdown.marks import (
    Markdown,
    Marks,
    fragments,
    may_hold_marks,
    words_in,
)
from sitegen.source.markdown.nodes import Paragraph

RENDERER = MarkdownHtml(BaseUrl.of("https://example.org/"))


class Seen(HTMLParser):
    """Links, and ids, in a rendered text."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and "aria-label" not in values:
            self.links.append(values.get("href") or "")
        if values.get("id"):
            self.ids.append(values["id"] or "")


def rendered(text: str) -> Seen:
    seen = Seen()
    seen.feed(str(RENDERER.html(Markdown(text))))
    return seen


WORDS = st.sampled_from(
    [
        *(
            "Read",
            "the rules",
            "*what*",
            "**it** costs",
            "`a [b](c)`",
            "What's next?",
            "a_b_c",
            "é",
        ),
        *("2022-03-21", "&copy; &amp;copy;", "~~no~~", "a\\*b", "[x][here]", "[here]", "free[^1]"),
        *("www.example.org/a", "mail a@example.org", "http://example.org/b.", "<b>bold</b>"),
    ]
)
TARGETS = st.sampled_from(
    ["/become/", "https://example.org/a_(b)", "#rules", "mailto:a@example.org", "tel:601-555-0100"]
)
LINKS = st.one_of(
    st.builds("[{}]({})".format, WORDS, TARGETS),
    st.builds('[{}]({} "A title")'.format, WORDS, TARGETS),
    st.builds("[{}](<{}>)".format, WORDS, TARGETS),
    st.builds("<https://example.org/{}>".format, st.sampled_from("abc")),
)
LINES = st.one_of(
    st.lists(st.one_of(WORDS, LINKS), min_size=1, max_size=4).map(" ".join),
    st.builds("{} {}".format, st.sampled_from(["#", "##", "> ###", "- ####"]), WORDS),
    st.builds("{}{}".format, st.sampled_from(["- ", "> ", "3. ", "1) ", "  - ", "- [x] "]), LINKS),
    st.builds("{}\n---".format, WORDS),
    st.builds("| {} | b |\n|---|--:|\n| {} | c |".format, WORDS, LINKS),
)
DEFINED = "[here]: https://example.org/here\n\n[^1]: A note with [a link](/note/)."
TEXTS = st.builds(
    lambda lines, end: end.join([*lines, "", *DEFINED.split("\n")]),
    st.lists(LINES, max_size=6),
    st.sampled_from(["\n\n", "\n", "\r\n\r\n"]),
)


@settings(deadline=None)
@given(TEXTS)
@example("[a](/x/) `[b](/y/)` [c](/z/)")
@example("Two\\[not](/a/link/)")
@example("## One\n\n## One\n\ntext\n\nUnder\n=====")
@example("[this]\n\n[this]: /nowhere/")
@example("## The file_name_here\n\n> ## In a quotation\n\n##Not\n\n#5 is none")
def test_links_and_headings_that_are_checked_are_those_of_the_page(text: str) -> None:
    marks, page = Markdown(text).marks, rendered(text.replace("\r\n", "\n"))
    assert [link.target for link in marks.links] == page.links
    assert fragments(marks, LAYOUT_FRAGMENTS) == {*page.ids, *LAYOUT_FRAGMENTS}


@settings(deadline=None)
@given(TEXTS)
def test_what_is_read_stands_at_its_place(text: str) -> None:
    reading = Markdown(text)
    for link in reading.marks.links:
        written = text[link.target_start : link.target_end]
        assert link.target in {written, f"http://{written}", f"mailto:{written}"}
    for words in reading.paragraphs:
        for found in re.finditer(r"\w+", words.text):
            start, end = words.place(found.start()), words.after(found.end())
            assert text[start:end] == found[0] or "&" in text[start:end]


@given(st.text(st.sampled_from("[](){}<>#!`*_\\ab:/&;\n -=\"'|^~@.\t>1"), max_size=80))
def test_any_text_has_marks_within_it(text: str) -> None:
    reading = Markdown(text)
    marks = reading.marks
    for link in (*marks.links, *marks.pictures):
        assert 0 <= link.start <= link.end <= len(text)
        assert 0 <= link.target_start <= link.target_end <= len(text)
    for one in (*marks.headings, *marks.tags, *marks.bracketed, *marks.unshown, *reading.words):
        assert 0 <= one.start <= one.end <= len(text)


@given(st.text(st.sampled_from("ab*_`.,- \n12"), max_size=60))
def test_a_text_without_marks_is_not_read(text: str) -> None:
    reading, looked_at = Markdown(text), Markdown(f"{text}\n\n[")
    if "document" not in vars(reading) and not reading.marks.headings:
        assert [heading.words for heading in looked_at.marks.headings] == []


PIECES = st.sampled_from(
    [
        *("a", "Bc ", "1", ". ", ", ", "\n", "\n\n", "\n- ", "\n* ", "\n1. ", "> ", "**", "*", "_"),
        *(
            "~~",
            "`",
            "\\",
            "&amp;",
            "&#58;//",
            ":",
            "//",
            "www",
            ".",
            "@",
            "b@c.org",
            "(",
            "]",
            "[",
            "<",
        ),
        *(
            "b>",
            "#",
            "===",
            "--",
            "-",
            "\t",
            "    ",
            "     ",
            "|",
            "\r\n",
            "- - - - - - ",
            "1) ",
            "WWW.",
        ),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
@example("- A list.\n\n*     with code in it")
@example("- " * 21 + "a")
@example("a & b &copy; c &#58;//example.org")
def test_a_text_that_holds_no_sign_of_a_mark_has_none(text: str) -> None:
    if not may_hold_marks(text):
        looked_at = Markdown(f"{text}\n\n<")
        assert looked_at.marks == Marks()
        assert "document" in vars(looked_at)


FLOODS = [
    *("[", "](", "[a](", "<", "`", "``", "#", ">", "![", "[[", "&", "\\", "*", "**a ", "_", "~"),
    *("> ", "- ", "[a](<b", "<!--", '<a b="', "www.a_", "a@", "*a **b ", "1. ", "|", "[^", '](b "'),
    *("- a\n", "> a\n", "[x]: ", "[x]: /u\n", "|a\n|-\n", "a\n- ", "\t", "[a]\n", "`a", "~~a", "@"),
    *("1", "\n", " \n", " "),
]


@pytest.mark.parametrize("sign", FLOODS)
def test_a_flood_of_signs_is_read_at_once(sign: str) -> None:
    Markdown(sign * (20_000 // len(sign))).marks  # noqa: B018
    RENDERER.html(Markdown(sign * (2_000 // len(sign))))


def test_words_are_what_a_reader_sees() -> None:
    text = "**Read** [the `rules`](/x/) or [it][here][^1] &copy;\n\n[here]: /y/\n\n[^1]: z"
    [paragraph] = read(text).blocks
    assert isinstance(paragraph, Paragraph)
    assert words_in(paragraph.children) == "Read the rules or it ©"
