"""Markdown for programs that show no HTML: the words, no signs, whole addresses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.site.addresses import BaseUrl
from sitegen.site.plain_text import PlainText
from sitegen.source.markdown.marks import Markdown

PLAIN = PlainText(BaseUrl.of("https://example.org/peer-support/"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("*so* and **so** and `so`", "so and so and so"),
        ("one\nline\n\nanother", "one line\nanother"),
        ("one  \nanother", "one\nanother"),
        ("## When\n\nToday", "When\nToday"),
        ("- a\n- b\n\n  c", "• a\n• b\nc"),
        ("- [x] a\n- [ ] b", "• ☑ a\n• ☐ b"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a; b\n1; 2"),
        ("a[^1]\n\n[^1]: b", "a [1]\n1. b"),
        ("at www.a.example", "at www.a.example (http://www.a.example)"),
        ("3. c\n4. d", "3. c\n4. d"),
        ("> said\n\nanswered", "said\nanswered"),
        ("a\n\n---\n\nb", "a\nb"),
        ("[us](/contact/)", "us (https://example.org/peer-support/contact/)"),
        ("[us](/contact/#who)!", "us (https://example.org/peer-support/contact/#who)!"),
        ("[a](https://b.example/?c=d&e=f)", "a (https://b.example/?c=d&e=f)"),
        ("<https://b.example/>", "https://b.example/"),
        ("[https://b.example](https://b.example/)", "https://b.example"),
        ("[Jo](mailto:jo@a.example)", "Jo (jo@a.example)"),
        ("[jo@a.example](mailto:jo@a.example)", "jo@a.example"),
        ("[601-359-1288](tel:601-359-1288)", "601-359-1288"),
        ("[the top](#top)", "the top"),
        (
            "[*who*](/a/) and [when](/b/)",
            "who (https://example.org/peer-support/a/) and when (https://example.org/peer-support/b/)",
        ),
        ("R&D &amp; more: 5 \\* 3, a_b", "R&D & more: 5 * 3, a_b"),
        ("a <b>phone</b>", "a <b>phone</b>"),
    ],
)
def test_what_becomes_of_text(text: str, words: str) -> None:
    assert PLAIN.of(Markdown(text)) == words


@given(st.text(alphabet=st.sampled_from("ab\"' *#\n&;!()[]`_-1.:/~|^"), max_size=80))
def test_every_letter_stays_and_no_line_is_empty(text: str) -> None:
    words = PLAIN.of(Markdown(text))
    assert all(line == line.strip() and line for line in words.split("\n")) or not words
    if not re.search(r"[\[\]<>&~`]", text):  # links, entities and what is struck out
        assert re.sub("[^ab]", "", words) == re.sub("[^ab]", "", text)
