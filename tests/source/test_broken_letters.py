"""The signs by which a text is told that may hold broken letters are those of each encoding."""

from __future__ import annotations

import pytest

from sitegen.source.broken_letters import _BEGINS, _OTHERS, broken_letters


@pytest.mark.parametrize("name", _OTHERS)
def test_the_first_signs_are_those_of_the_encoding(name: str) -> None:
    assert _OTHERS[name] == b"\xc2\xc3\xe2".decode(name)


def test_each_letter_in_an_old_encoding_of_windows_begins_with_such_a_sign() -> None:
    firsts = {chr(code).encode()[:1] for code in (*range(0x80, 0x800), *range(0x800, 0xD800, 64))}
    firsts |= {chr(code).encode()[:1] for code in range(0x10000, 0x110000, 0x1000)}
    assert all(_BEGINS.fullmatch(one.decode("cp1252")) for one in firsts)
    assert _BEGINS.search("“A long text” – with signs that people type… © 2022") is None


@pytest.mark.parametrize("name", [*_OTHERS, "cp1252"])
def test_a_letter_that_was_read_in_it_is_found(name: str) -> None:
    written = "We’ll meet in the café"
    assert len(broken_letters(written.encode().decode(name))) == 2
