"""Values of calendars as text: the bytes that `icalendar` gives."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from sitegen.site.calendars.values import day, escaped, moment, text, uri

WORDS = st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]))


@given(st.dates())
def test_a_day(value: date) -> None:
    assert day(value) == icalendar.vDate(value).to_ical()


@given(st.datetimes(timezones=st.sampled_from([None, UTC])))
def test_a_moment_in_utc_and_at_a_local_time(value: datetime) -> None:
    assert moment(value) == icalendar.vDatetime(value).to_ical()


def test_a_moment_says_that_it_is_in_utc_only_where_it_is() -> None:
    assert moment(datetime.combine(date(2022, 3, 1), time(8, 30), UTC)) == b"20220301T083000Z"
    assert moment(datetime.combine(date(2022, 3, 1), time(8, 30))) == b"20220301T083000"


@given(WORDS)
def test_words(words: str) -> None:
    if r"\N" not in words and not {"\u2028", "\u2029"} & set(words):  # there the package is wrong
        assert escaped(words) == icalendar.vText(words).to_ical()


def test_what_somebody_typed_stays() -> None:
    assert escaped("a\\Nb; c, d\\\n\r\ne\x00") == b"a\\\\Nb\\; c\\, d\\\\\\n\\ne"


@given(WORDS, WORDS)
def test_lines(words: str, address: str) -> None:
    for line in (text(b"SUMMARY", words), uri(b"URL", address)):
        parts = line.split(b"\r\n ")
        assert all(len(part) <= 74 for part in parts)
        assert b"\n" not in b"".join(parts)
        for part in parts:
            part.decode()
