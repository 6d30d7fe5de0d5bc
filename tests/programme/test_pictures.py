"""Pictures for a logo: their size, and everything that is more than a small drawing."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.programme.look.pictures import MOST_BYTES, Flaw, Picture, read_picture


def svg(attributes: str = 'viewBox="0 0 120 40"', inside: str = "", before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" * (width + 1)) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("attributes", "width", "height"),
    [
        ('viewBox="0 0 120 40"', 120, 40),
        ('viewBox="-10,-10,60.5,20"', 60.5, 20),
        ('width="300" height="100" viewBox="0 0 3 1"', 300, 100),
        ('width="1in" height="48px"', 96, 48),
        ('width="100%" height="100%" viewBox="0 0 50 25"', 50, 25),
    ],
)
def test_a_drawing_says_how_large_it_is(attributes: str, width: float, height: float) -> None:
    assert read_picture("a.svg", svg(attributes)) == Picture(width, height)


def test_a_drawing_may_use_its_own_parts() -> None:
    inside = (
        '<style>.a { fill: url(#g) }</style><linearGradient id="g"/><use href="#g"/>'
        "<rect style=\"fill: url('#g')\"/><image href='data:image/png;base64,iVBORw0KGgo='/>"
    )
    assert read_picture("a.svg", svg(inside=inside)) == Picture(120, 40)
    utf_16 = '<?xml version="1.0" encoding="utf-16"?>' + svg().decode()
    assert read_picture("a.svg", utf_16.encode("utf-16")) == Picture(120, 40)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
HTML = "http://www.w3.org/1999/xhtml"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (svg(inside="<script>1</script>"), "a script"),
        (svg('viewBox="0 0 1 1" onload="1"'), "a script"),
        (svg(inside='<rect onclick="1"/>'), "a script"),
        (svg(inside="<foreignObject/>"), "parts of a web page"),
        (svg(inside=f'<b xmlns="{HTML}"/>'), "parts of a web page"),
        (svg(inside='<image href="https://example.org/a.png"/>'), "something else"),
        (svg(inside='<use href="other.svg#a"/>'), "something else"),
        (svg(inside='<a href="javascript:1"/>'), "something else"),
        (svg(inside='<set attributeName="href" to="javascript:1"/>'), "something else"),
        (svg(inside="<style>@import 'https://example.org/a.css'</style>"), "something else"),
        (svg(inside='<style>a { src: url("https://example.org") }</style>'), "something else"),
        (svg(inside='<rect fill="url(https://example.org)"/>'), "something else"),
        (svg(before='<?xml-stylesheet href="a.css"?>'), "something else"),
        (svg(before=f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]>', inside="&l11;"), "ENTITY"),
        (svg(inside="<p>"), "cannot be read"),
        (b"", "cannot be read"),
        (b"\x89PNG", "cannot be read"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "parts of a web page"),
        (b'<svg viewBox="0 0 1 1"/>', "not an SVG drawing"),
        (svg(""), "how large"),
        (svg('viewBox="0 0 0 40"'), "how large"),
        (svg('width="100%" height="40"'), "how large"),
        (svg(inside=" " * MOST_BYTES), "30 kB"),
    ],
)
def test_what_is_more_or_less_than_a_drawing_is_refused(data: bytes, word: str) -> None:
    read = read_picture("a.svg", data)
    assert isinstance(read, Flaw)
    assert word in read.message
    assert read.help.endswith((".", '"'))


def test_a_png_says_how_large_it_is() -> None:
    assert read_picture("a.png", png(120, 40)) == Picture(120, 40)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (png(120, 40)[:-20], "not a whole PNG"),
        (svg(), "not a whole PNG"),
        (b"", "not a whole PNG"),
        (png(2001, 1), "2001 pixels wide"),
        (png(120, 40) + b"x" * MOST_BYTES, "30 kB"),
    ],
)
def test_what_is_no_small_png_is_refused(data: bytes, word: str) -> None:
    read = read_picture("a.png", data)
    assert isinstance(read, Flaw)
    assert word in read.message


@given(st.binary(max_size=200), st.sampled_from(["a.svg", "a.png"]), st.booleans())
def test_any_bytes_are_read_or_told(data: bytes, name: str, cut: bool) -> None:
    whole = svg() if name == "a.svg" else png(3, 2)
    assert isinstance(
        read_picture(name, whole[: len(data)] + data if cut else data), Picture | Flaw
    )
