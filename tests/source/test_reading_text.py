"""Bytes to text: one encoding, and no character that misleads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.diagnostics import MOST_NAMED, Source
from sitegen.source.line_scan import scan_lines
from sitegen.source.text import LARGEST_FILE, read_text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\r\n")))
def test_what_was_saved_as_utf8_comes_back(text: str) -> None:
    source, found = read_text("f", text.encode())
    assert source is not None
    assert source.text == text.removeprefix("\ufeff")
    assert {d.code for d in found} <= {"odd-character", "broken-letters", "pasted-space"}


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_reason_inside_it(data: bytes) -> None:
    source, found = read_text("f", data)
    assert source is not None or found
    for diagnostic in found:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(diagnostic.span.source.text)


def test_a_byte_order_mark_at_the_beginning_is_not_part_of_the_text() -> None:
    source, found = read_text("f", b"\xef\xbb\xbfa: 1")
    assert source is not None
    assert (source.text, found) == ("a: 1", [])


@pytest.mark.parametrize(
    ("data", "line", "column", "letter"),
    [
        (b"a: 1\nb: Mar\xeda", 2, 7, "“í”"),
        ("é: ".encode() + b"\x93x\x94", 1, 4, "\u201c"),
        (b"a\r\nb\r\n\xe9", 3, 1, "“é”"),
    ],
)
def test_a_byte_of_windows_is_named_with_its_letter(
    data: bytes, line: int, column: int, letter: str
) -> None:
    source, found = read_text("f", data)
    assert source is not None  # read as it most likely was meant, so that other mistakes are found
    assert len(source.text) == len(data.decode(errors="replace"))
    assert [d.code for d in found] == ["encoding"]
    assert (found[0].span.line, found[0].span.column) == (line, column)
    assert letter in (found[0].help or "")


def test_a_byte_that_is_no_letter_anywhere_has_no_guess() -> None:
    _, found = read_text("f", b"a: \x81")
    assert "most likely" not in (found[0].help or "")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_named(encoding: str) -> None:
    _, found = read_text("f", "title: Peer Support\n".encode(encoding))
    assert [d.code for d in found] == ["encoding"]
    assert "UTF-16" in found[0].message


@pytest.mark.parametrize("character", "\x00\x07\x0b\x1b\x7f\x81\ufeff\uffff\u202e\ue000\ufffc")
def test_characters_that_act_or_hide_are_refused_at_their_place(character: str) -> None:
    _, found = read_text("f", f"title: é{character}x\n".encode())
    assert [(d.code, d.span.line, d.span.column) for d in found] == [("odd-character", 1, 9)]


@pytest.mark.parametrize("character", "\t\n\r\u00a0\u2028🙂")
def test_characters_that_people_use_are_not(character: str) -> None:
    assert read_text("f", f"a: x{character}y".encode())[1] == []


def test_characters_side_by_side_are_one_mistake() -> None:
    _, found = read_text("f", b"title: \x01\x02\x03 long enough not to be taken for UTF-16")
    assert len(found) == 1


def test_a_flood_of_them_is_counted() -> None:
    text = "title: long enough not to be taken for UTF-16\n" + "x\x01" * 1000
    _, found = read_text("f", text.encode())
    assert len(found) == MOST_NAMED
    assert f"{1000 - MOST_NAMED} more" in (found[-1].help or "")


def test_a_file_that_is_too_large_is_not_read() -> None:
    source, found = read_text("f", b"#" * (LARGEST_FILE + 1))
    assert source is None
    assert [d.code for d in found] == ["file-too-large"]
    assert read_text("f", b"#" * LARGEST_FILE)[1] == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_unfinished_merge_is_found_with_any_line_end(end: str) -> None:
    lines = ["a: 1", "<<<<<<< HEAD", "b: 2", "=======", "b: 3", ">>>>>>> other", "c: 4", ""]
    scanned = scan_lines(Source("f", end.join(lines)), 1000)
    assert [(d.code, d.span.line, d.span.column) for d in scanned.found] == [("syntax", 2, 1)]
    assert scanned.text.split() == ["a:", "1", "b:", "2", "c:", "4"]
    assert [len(line) for line in scanned.text.split(end)] == [len(line) for line in lines]


@pytest.mark.parametrize("text", ["a\n========\n", " <<<<<<< HEAD", "<<<<<<", "<<<<<<<< x"])
def test_lines_that_are_no_merge_are_left_alone(text: str) -> None:
    scanned = scan_lines(Source("f", text), len(text))
    assert (scanned.text, scanned.found) == (text, ())
