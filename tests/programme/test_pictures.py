"""Pictures for a logo: their size, and everything that is more than a small drawing."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.programme.flaws import Flaw
from sitegen.programme.look.pictures import MOST_BYTES, Picture, Size, read_picture


def svg(attributes: str = 'viewBox="0 0 120 40"', inside: str = "", before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" * (width + 1)) * height)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", rows) + part(b"IEND", b"")


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
    assert drawn(svg(attributes)).size == Size(width, height)


def drawn(data: bytes, name: str = "a.svg") -> Picture:
    """Give a picture as it is published."""
    read = read_picture(name, data)
    assert isinstance(read, Picture), read
    return read


def test_a_drawing_may_use_its_own_parts() -> None:
    inside = (
        '<style>.a{fill:url(#g)}</style><linearGradient id="g"/><use href="#g"/>'
        '<rect style="fill:url(\'#g\')"/><image href="data:image/png;base64,iVBORw0KGgo="/>'
    )
    assert drawn(svg(inside=inside)).data == svg(inside=inside)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "cannot be read"),
        (svg(inside="<g>"), "cannot be read"),
        (b'<svg viewBox="0 0 1 1"/>', "not an SVG drawing"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "a part of a web page"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"GIF89a", "a GIF picture"),
        (b"RIFF....WEBPVP8 ", "a WebP picture"),
        (b"\x1f\x8b\x08", "encoding"),
        (svg(""), "how large"),
        (svg('viewBox="0 0 0 40"'), "how large"),
        (svg('width="100%" height="40"'), "how large"),
        (svg(inside=" " * MOST_BYTES), "30 kB"),
    ],
)
def test_what_is_no_drawing_is_told(data: bytes, word: str) -> None:
    read = read_picture("a.svg", data)
    assert isinstance(read, Flaw)
    assert word in read.message
    assert read.help.endswith(".")


def test_a_png_says_how_large_it_is() -> None:
    assert drawn(png(120, 40), "a.png") == Picture(Size(120, 40), png(120, 40))


def test_of_a_png_only_what_is_shown_is_published() -> None:
    """A place, words and what stands behind the end are left out."""
    whole = png(3, 2)
    words = part(b"tEXt", b"Comment\0<script>") + part(b"eXIf", b"32.3 N") + part(b"acTL", bytes(8))
    assert drawn(whole[:33] + words + whole[33:] + b"<script>", "a.png").data == whole


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (png(120, 40)[:-20], "not a whole PNG"),
        (png(120, 40).replace(b"IDAT", b"IDAX"), "not a whole PNG"),
        (png(120, 40)[:16] + b"\0\0\1" + png(120, 40)[19:], "not a whole PNG"),
        (b"\xff\xd8\xff\xe0", "not a whole PNG"),
        (b"RIFF....WEBPVP8 ", "not a whole PNG"),
        (b"GIF89a", "not a whole PNG"),
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
