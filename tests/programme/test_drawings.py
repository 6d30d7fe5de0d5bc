"""Logos as SVG: what is written anew of those that people draw, and every way to hide more in one.

`ATTACKS` are opened by a browser in `tests/browser/test_logos.py`.
"""

from __future__ import annotations

import base64
import re
from xml.etree import ElementTree as ET

import pytest
from drawings import ATTACKS, LOGOS, svg
from hypothesis import given
from hypothesis import strategies as st

from sitegen.programme.flaws import Flaw
from sitegen.programme.look.drawing import MOST_DEPTH, Drawing, read_drawing
from sitegen.programme.look.drawing_parts import ATTRIBUTES, ELEMENTS


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused(name: str) -> None:
    read = read_drawing(ATTACKS[name])
    assert isinstance(read, Flaw)
    assert read.help.startswith(("Save it again as plain SVG, with", "Save the file again"))


@pytest.mark.parametrize("name", LOGOS)
def test_what_drawing_programs_write_is_taken(name: str) -> None:
    read = read_drawing(LOGOS[name])
    assert isinstance(read, Drawing), read
    assert shapes(read.data) == shapes(LOGOS[name]), "each shape is still there, in order"
    again = read_drawing(read.data)
    assert isinstance(again, Drawing)
    assert again.data == read.data


def shapes(data: bytes) -> list[str]:
    """Give the ways of the pens."""
    return re.findall(r'\bd="([^"]+)"', data.decode())


@pytest.mark.parametrize("name", LOGOS)
def test_what_a_program_notes_for_itself_is_not_published(name: str) -> None:
    read = read_drawing(LOGOS[name])
    assert isinstance(read, Drawing)
    for word in (
        b"inkscape",
        b"sodipodi",
        b"rdf",
        b"sketch",
        b"/srv/",
        b"<!--",
        b"DOCTYPE",
        b"<?",
    ):
        assert word not in read.data


NAMES = st.sampled_from(
    [
        *sorted(ELEMENTS),
        *("script", "a", "set", "animate", "foreignObject", "handler", "listener", "iframe"),
    ]
)
KEYS = st.sampled_from(
    [
        *("href", "xlink:href", "src", "onload", "onclick", "style", "class", "id", "data-x"),
        *("xml:base", "xml:space", "fill", "filter", "d", "attributeName", "to", "values", "begin"),
    ]
)
VALUES = st.one_of(
    st.sampled_from(
        [
            *("#a", "url(#a)", "javascript:alert(1)", "java\nscript:1", "https://example.org/a"),
            *("//example.org", "url(https://example.org)", "data:image/svg+xml,<svg/>", "red"),
            *("fill:url(//a)", "fill:red", "u\\72l(https://example.org)", "@import 'a'", "a.svg#b"),
            "data:text/html;base64,PHNjcmlwdD4=",
        ]
    ),
    st.text(max_size=20),
)


@st.composite
def drawings(draw: st.DrawFn) -> bytes:
    """Elements within elements, with anything that may stand in them."""

    def element(depth: int) -> ET.Element:
        one = ET.Element(draw(NAMES) if depth else "svg")
        for key in draw(st.lists(KEYS, max_size=3, unique=True)):
            one.set(key, re.sub(r"[^\t\n\r -\ud7ff\ue000-\ufffd]", "", draw(VALUES)))
        one.text = draw(st.sampled_from(["", "a{fill:red}", "a{b:url(//c)}", "x"]))
        for _ in range(draw(st.integers(0, 2)) if depth < 3 else 0):
            one.append(element(depth + 1))
        return one

    root = element(0)
    root.set("xmlns", "http://www.w3.org/2000/svg")
    root.set("xmlns:xlink", "http://www.w3.org/1999/xlink")
    return ET.tostring(root)


@given(drawings())
def test_what_is_written_holds_only_what_is_allowed_and_stays_as_it_is(data: bytes) -> None:
    """Read by another program than the one that wrote it."""
    read = read_drawing(data)
    if isinstance(read, Flaw):
        return
    for one in ET.fromstring(read.data).iter():
        space, _, tag = one.tag.rpartition("}")
        assert (space, tag in ELEMENTS) == ("{http://www.w3.org/2000/svg", True)
        for full, value in one.attrib.items():
            name = full.rpartition("}")[2]
            assert name in ATTRIBUTES | {"id", "class", "style", "href", "space", "lang"}
            assert ":" not in value or name == "style"
            assert "//" not in value or "url" not in value
    again = read_drawing(read.data)
    assert isinstance(again, Drawing)
    assert again.data == read.data


@given(st.binary(max_size=300), st.sampled_from([*LOGOS.values(), *ATTACKS.values()]), st.data())
def test_any_bytes_are_read_or_refused(data: bytes, whole: bytes, where: st.DataObject) -> None:
    at = where.draw(st.integers(0, len(whole)))
    assert isinstance(read_drawing(whole[:at] + data + whole[at:]), Drawing | Flaw)
    assert isinstance(read_drawing(whole[:at] + data), Drawing | Flaw)


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-32", "iso-8859-1", "cp1252", "utf-7", "gb18030", "nonsense", "x\0y"]
)
def test_an_encoding_other_than_utf_8_is_told(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{svg(inside="<title>é</title>").decode()}'
    for written in ("utf-8", "utf-16", "iso-8859-1", "utf-32"):
        read = read_drawing(text.encode(written))
        assert isinstance(read, Flaw)
        assert "encoding" in read.message or "cannot be read" in read.message


def test_utf_8_is_taken_with_and_without_its_mark() -> None:
    text = '<?xml version="1.0" encoding="UTF-8"?>' + svg(inside="<title>Año</title>").decode()
    for written in ("utf-8", "utf-8-sig"):
        read = read_drawing(text.encode(written))
        assert isinstance(read, Drawing)
        assert "<title>Año</title>" in read.data.decode()


def test_elements_within_elements_have_an_end() -> None:
    right, wrong = ("<g>" * n + "</g>" * n for n in (MOST_DEPTH - 1, MOST_DEPTH))
    assert isinstance(read_drawing(svg(inside=right)), Drawing)
    assert isinstance(read_drawing(svg(inside=wrong)), Flaw)
    assert isinstance(read_drawing(svg(inside="<g>" * 9_000 + "</g>" * 9_000)), Flaw)
    own = '<x xmlns="https://example.org">' * 900 + "</x>" * 900
    assert isinstance(read_drawing(svg(inside=own)), Flaw)


def test_a_picture_within_is_a_photo_and_nothing_else() -> None:
    for kind, begin, right in [
        ("png", b"\x89PNG\r\n\x1a\n", True),
        ("jpeg", b"\xff\xd8\xff\xe0", True),
        ("png", b"<svg onload='1'/>", False),
        ("svg+xml", b"<svg onload='1'/>", False),
    ]:
        address = f"data:image/{kind};base64,{base64.b64encode(begin).decode()}"
        for tag, can in (("image", right), ("use", False)):
            read = read_drawing(svg(inside=f'<{tag} href="{address}"/>'))
            assert isinstance(read, Drawing) == can
