"""QR codes: the same as another program draws, by the rules of ISO/IEC 18004."""

from __future__ import annotations

import random
import string

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.site.qr_codes import drawing

WRITTEN = string.ascii_letters + string.digits + "-._~:/?#[]@!$&'()*+,;=% "
LONGEST = 106


def drawn_by_segno(text: str) -> str:
    code = segno.make_qr(text, error="m", boost_error=False)
    svg: str = code.svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return svg


@pytest.mark.parametrize("length", range(1, LONGEST + 1))
def test_a_code_of_each_length_is_the_one_that_segno_draws(length: int) -> None:
    chosen = random.Random(length)
    text = "a" + "".join(chosen.choice(WRITTEN) for _ in range(length - 1))
    assert drawing(text) == drawn_by_segno(text)


@given(st.from_regex(r"https://[a-z]{3,12}\.(org|gov)/[a-zA-Z0-9%/._-]{0,80}", fullmatch=True))
@settings(max_examples=60, deadline=None)
def test_the_code_of_an_address_is_the_one_that_segno_draws(url: str) -> None:
    drawn = drawing(url)
    assert (drawn is None) == (len(url) > LONGEST)
    assert drawn in {None, drawn_by_segno(url)}


@pytest.mark.parametrize(
    "text", ["aaaa", "0a0a0a0a", "UUUUUUUUUUUUUa", "]]]]]]]]]]]]]]]]]a", "a      "]
)
def test_patterns_are_counted_as_segno_counts_them(text: str) -> None:
    for times in range(1, 6):
        assert drawing(text * times) == drawn_by_segno(text * times)


@pytest.mark.parametrize("text", ["", "123", "HTTPS://X.ORG/", "ä", "日本", "a\n", "a" * 107])
def test_what_is_written_in_another_way_is_left_to_another_program(text: str) -> None:
    assert drawing(text) is None
