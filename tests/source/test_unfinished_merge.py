"""Lines that git left in a file: all of them, or only some."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.diagnostics import Source
from sitegen.source.unfinished_merge import unfinished_merge

FIRST, SECOND = "    start: 2022-05-16", "    start: 2022-05-17"
HEAD = "year: 2022\ntrainings:\n  - id: a\n    track: cpss\n"
TAIL = "    end: 2022-05-20\n"
MARKS = ("<<<<<<< HEAD", "||||||| 1a2b3c4", "=======", ">>>>>>> main")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@given(left=st.sets(st.sampled_from(MARKS), min_size=1))
def test_any_marks_that_are_left_are_one_report_at_the_first(end: str, left: set[str]) -> None:
    begin, base, between, last = (f"{mark}\n" if mark in left else "" for mark in MARKS)
    old = f"{FIRST}\n" if base else ""
    text = f"{HEAD}{begin}{FIRST}\n{base}{old}{between}{SECOND if between else ''}\n{last}{TAIL}"
    text = text.replace("\n", end)
    merge = unfinished_merge(Source("f", text), text)
    assert merge is not None
    assert merge.found.span.start == min(text.index(mark) for mark in left)
    assert len(merge.text) == len(text)
    assert not any(mark in merge.text for mark in MARKS)
    assert merge.text.count("start:") == (2 if base and not between else 1)
    assert SECOND not in merge.text


@given(left=st.sampled_from(MARKS))
def test_one_mark_alone_takes_nothing_but_itself(left: str) -> None:
    other = HEAD.replace("id: a", "id: b").removeprefix("year: 2022\ntrainings:\n")
    text = f"{HEAD}{FIRST}\n{left}\n{other}{SECOND}\n"
    merge = unfinished_merge(Source("f", text), text)
    assert merge is not None
    assert merge.found.help == "Delete this line."
    assert merge.text == text.replace(left, " " * len(left))


@pytest.mark.parametrize(
    "text",
    [
        "How to apply\n=======\n\nSend the form.\n",
        "Text above.\n\nHow to apply\n=======\nSend the form.\n",
        "a\n\n========\n",
        "> > > > > > > seven times\n",
        "| a | b |\n|---|---|\n|||||||\n",
        "````\n    <<<<<<< HEAD\n````\n",
    ],
)
def test_what_is_markdown_is_no_mark(text: str) -> None:
    assert unfinished_merge(Source("f", text), text, markdown=True) is None


@pytest.mark.parametrize(
    "text",
    [
        "Send the form by April 18.\n=======\nSend the form by April 19.\n",
        "One line\nand another\n=======\nmore\n",
        "Text.\n\n=======\n\nMore.\n",
        "=======\nMore.\n",
        "- a point\n=======\n- another\n",
        "How to apply\n=======\n\nText.\n>>>>>>> main\n",
        "Text.\n>>>>>>> main\n",
        "<<<<<<< HEAD\nText.\n",
        "Text.\n||||||| 1a2b3c4\nText.\n",
    ],
)
def test_marks_in_markdown_are_found(text: str) -> None:
    merge = unfinished_merge(Source("f", text), text, markdown=True)
    assert merge is not None
    assert merge.found.span.typed[0] in "<|=>"


def test_the_lines_of_all_marks_are_named() -> None:
    text = "a: 1\n<<<<<<< HEAD\nb: 2\n>>>>>>> main\nc: 3\n=======\nd: 4\n"
    merge = unfinished_merge(Source("f", text), text)
    assert merge is not None
    assert merge.found.help == "Delete this line and lines 4 and 6."
