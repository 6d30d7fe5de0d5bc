"""Markdown of editors: safe, fitted into the page, the same every time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.site.addresses import BaseUrl
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.source.markdown.marks import Markdown

RENDERER = MarkdownHtml(BaseUrl.of("https://example.org/peer-support/"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*so* and **so**", "<p><em>so</em> and <strong>so</strong></p>"),
        ("[us](/contact/)", '<p><a href="/peer-support/contact/">us</a></p>'),
        ("[a](//b.example/)", '<p><a href="//b.example/">a</a></p>'),
        ("[a](https://b.example/)", '<p><a href="https://b.example/">a</a></p>'),
        ("[a](javascript:alert(1))", "<p><a>a</a></p>"),
        ("R&D &amp; more", "<p>R&amp;D &amp; more</p>"),
        ("    indented text", "<pre><code>indented text\n</code></pre>"),
        (
            "\\&copy; &amp;copy; &copy; `&copy;`",
            "<p>&amp;copy; &amp;copy; © <code>&amp;copy;</code></p>",
        ),
        ("text\n- a\n1) b", "<p>text</p><ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("3. a\n\n   b\n   - c", '<ol start="3"><li><p>a</p><p>b</p><ul><li>c</li></ul></li></ol>'),
        (
            "~~a~~ www.b.example",
            '<p><del>a</del> <a href="http://www.b.example">www.b.example</a></p>',
        ),
        (
            "| a | |\n|--:|:-:|\n| b | ☎ |",
            (
                '<div aria-label="a" class="table" role="region" tabindex="0"><table><thead><tr>'
                '<th class="right" scope="col">a</th><td class="center"></td></tr></thead>'
                "<tbody><tr>"
                '<td class="right">b</td><td class="center">☎</td></tr></tbody></table></div>'
            ),
        ),
        (
            "a[^x]\n\n[^x]: b",
            (
                '<p>a<sup><a aria-label="Footnote 1" href="#footnote_1" id="footnote_1_mark">1</a>'
                '</sup></p><ol aria-label="Footnotes" class="footnotes"><li id="footnote_1"><p>b '
                '<a aria-label="Back to the text" href="#footnote_1_mark">↩</a></p></li></ol>'
            ),
        ),
        (
            "- [ ] a\n- [x] b",
            (
                '<ul><li><span aria-label="To do" role="img">☐</span> a</li>'
                '<li><span aria-label="Done" role="img">☑</span> b</li></ul>'
            ),
        ),
        ("\x02amp\x03 \x02wzxhzdk:0\x03", "<p>amp wzxhzdk:0</p>"),
    ],
)
def test_what_becomes_of_text(text: str, html: str) -> None:
    assert RENDERER.html(Markdown(text)).strip() == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <b onclick=x>b</b>",
        "<div>\n\n**x**\n\n</div>",
        "<img src=https://a.example/x>",
        "![x](https://a.example/x.png)",
        '<a href="/x/" style="color:red">x</a>',
    ],
)
def test_no_html_of_editors_passes(text: str) -> None:
    tags = set(re.findall(r"<(\w+)[^>]*>", RENDERER.html(Markdown(text))))
    assert tags <= {"p", "strong", "a"}
    assert "style=" not in re.sub("&lt;.*?&gt;", "", RENDERER.html(Markdown(text)))


@given(st.text(alphabet=st.sampled_from("<>a\"'/= *#\n&;!()[]`-1.:|~^"), max_size=60))
def test_only_allowed_tags_come_out_of_any_text(text: str) -> None:
    tags = "a|blockquote|br|code|del|div|em|h[2-6]|hr|li|ol|p|pre|span|strong|sup|t[a-z]+|ul"
    allowed = rf"</?(?:{tags})\b[^<>]*>"
    assert "<" not in re.sub(allowed, "", RENDERER.html(Markdown(text)))


def test_headings_start_at_the_level_asked_for_and_skip_none() -> None:
    html = RENDERER.html(Markdown("## A\n\n#### B\n\n## C\n\n###### D"), level=3)
    assert re.findall(r"<(h\d)", html) == ["h3", "h4", "h3", "h4"]


def test_ids_come_from_words_and_are_unique_also_against_the_layout() -> None:
    html = RENDERER.html(
        Markdown("# Main\n\n# What’s *next*?\n\n# What's next?\n\n# Qué &amp; ¿?\n\n# ¿?")
    )
    assert re.findall(r'id="([^"]*)"', html) == [
        "main-2",
        "whats-next",
        "whats-next-2",
        "que",
        "section",
    ]


def test_two_texts_on_one_page_keep_apart() -> None:
    assert 'id="note-a"' in RENDERER.html(Markdown("# A"), id_prefix="note-")


def test_one_text_leaves_nothing_for_the_next() -> None:
    RENDERER.html(Markdown("[a]: https://a.example/\n\n# A\n\n[a]"), level=4, id_prefix="x-")
    assert RENDERER.html(Markdown("# A\n\n[a]")) == '<h2 id="a">A</h2><p>[a]</p>'
