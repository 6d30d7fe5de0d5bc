"""How a color may be written, and what is proposed for what is written instead."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from needed import TESTS, node_with

from sitegen.programme.look.colors import Color
from sitegen.programme.look.notation import COLOR, NAMED
from sitegen.source.fields import Misread


@pytest.mark.parametrize(
    ("written", "color"),
    [("#0f5a63", "#0f5a63"), ("#0F5A63", "#0f5a63"), ("#fff", "#ffffff"), ("#1aB", "#11aabb")],
)
def test_six_or_three_digits_are_a_color(written: str, color: str) -> None:
    assert COLOR.read(written) == Color.of(color)


@pytest.mark.parametrize(
    ("written", "better", "safe"),
    [
        ("0f5a63", "#0f5a63", True),
        ("#0f5a63;", "#0f5a63", True),
        ("# 0f5a63", "#0f5a63", True),
        ("0x0f5a63", "#0f5a63", True),
        ("#Of5a63", "#0f5a63", True),
        ("#0f5a63ff", "#0f5a63", True),
        ("#0f5a6380", "#0f5a63", False),
        ("#0af8", "#00aaff", False),
        ("fff", "#ffffff", False),  # three letters are often a word
        ("decade", "#decade", False),
        ("teal", "#008080", False),  # a name is seldom exactly what is meant
        ("Dark Blue", "#00008b", False),
        ("tael", "#008080", False),
        ("rgb(15, 90, 99)", "#0f5a63", True),
        ("rgb(15 90 99)", "#0f5a63", True),
        ("15, 90, 99", "#0f5a63", True),
        ("rgba(15, 90, 99, 0.5)", "#0f5a63", False),
        ("rgb(15 90 99 / 100%)", "#0f5a63", True),
        ("rgb(100%, 0%, 50%)", "#ff0080", True),
        ("hsl(120, 100%, 25%)", "#008000", True),
        ("hsl(0deg 0% 100%)", "#ffffff", True),
    ],
)
def test_what_is_meant_is_proposed(written: str, better: str, safe: bool) -> None:
    read = COLOR.read(written)
    assert isinstance(read, Misread)
    assert (read.code, read.better, read.safe) == ("color-format", f'"{better}"', safe)
    assert better in (read.help or "")


@pytest.mark.parametrize(
    "written",
    ["", "#", "#0f5a6", "#0f5a633", "PMS 321", "transparent", "rgb(300, 0, 0)", "var(--x)", "7"],
)
def test_nothing_is_proposed_where_nothing_is_known(written: str) -> None:
    read = COLOR.read(written)
    assert isinstance(read, Misread)
    assert read.better is None
    assert "such as" in (read.help or "")


@given(st.text(max_size=30))
def test_every_text_is_read_or_told(text: str) -> None:
    read = COLOR.read(text)
    assert isinstance(read, Color | Misread)
    assert isinstance(read, Color) == bool(re.fullmatch(str(COLOR.schema["pattern"]), text))
    if isinstance(read, Misread) and read.better:
        assert isinstance(COLOR.read(read.better.strip('"')), Color)


def test_the_names_are_those_of_css() -> None:
    node = node_with("color-name")
    script = 'console.log(JSON.stringify(require("color-name")))'
    names = json.loads(subprocess.check_output([node, "-e", script], cwd=TESTS, text=True))
    assert {name: Color(*parts) for name, parts in names.items()} == dict(NAMED)
