"""What most texts hold is read fast, and as the whole reading of Markdown reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_up import ODD, USUAL, marked_up

from sitegen.source.markdown import read, read_usual
from sitegen.source.markdown import whole as markdown_whole
from sitegen.source.markdown.inlines import read_whole_inlines
from sitegen.source.markdown.nodes import Document
from sitegen.source.markdown.usual_inlines import read_usual_inlines
from sitegen.source.markdown.whole import read_whole


def whole(text: str) -> Document:
    """Read a text without anything that is fast."""
    return read_whole(text, read_whole_inlines)


@given(st.lists(st.sampled_from(USUAL + ODD), max_size=12).map("".join))
def test_any_text_is_read_as_the_whole_reading_reads_it(text: str) -> None:
    assert read(text) == read_whole(text) == whole(text)


@given(st.text(st.sampled_from("ab*[]()&:@_-+#1. \n!/\\"), max_size=30))
def test_any_signs_are_read_as_the_whole_reading_reads_them(text: str) -> None:
    assert read(text) == read_whole(text) == whole(text)


def test_texts_of_pieces_are_read_as_the_whole_reading_reads_them() -> None:
    texts = [marked_up(number) for number in range(600)]
    assert [text for text in texts if not read(text) == read_whole(text) == whole(text)] == []
    assert sum(read_usual(text) is not None for text in texts) > len(texts) / 3


NOTE = """\
Bring *your* workbook & a pen at 9:00. **A test is needed**: see
[the guide](https://example.org/a_guide?for=peers&in=2031).

## What you need

- Bring **the [form](/documents/)**,
  in *two
  copies*.
- Come early!

1. Call [601-555-0100](tel:601-555-0100).
2. Write to [a@example.org](mailto:a@example.org).
"""


def test_what_a_note_holds_is_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = whole(NOTE)
    monkeypatch.setattr(markdown_whole, "read_whole", None)
    monkeypatch.setattr(markdown_whole, "read_lines", None)
    assert read(NOTE) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("a\n===", "- a\n  - b", "> a", "    a", "a\n\n| b |\n|---|", "[a]: /b/"),
        *("```\na\n```", "<div>", "a[^1]\n\n[^1]: b", "- [x] a", "a\r\nb", "a\tb", "***", "- a\nb"),
    ],
)
def test_other_blocks_are_left_to_the_whole_reading(text: str) -> None:
    assert read_usual(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a*b*",
            "***a***",
            "*a **b** c*",
            "* a *",
            "_a_",
            "~~a~~",
            "`a`",
            "a\\*",
            "<b>",
            "&copy;",
        ),
        *(
            "[a]",
            "[a](b c)",
            "[a](<b>)",
            "![a](/b/)",
            "a[^1]",
            "www.a.org",
            "https://a.org",
            "a@b.org",
        ),
        *("a  \nb", "[a [b](/c/)](/d/)", "*[a*](/b/)", "[a](/b/&lt;)"),
    ],
)
def test_other_signs_are_left_to_the_whole_reading(text: str) -> None:
    assert read_usual_inlines(text, [0] * (1 + text.count("\n"))) is None
