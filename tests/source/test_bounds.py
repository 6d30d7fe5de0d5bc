"""Numbers from here to there, as people write them, to the words of the format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.source.bounds import bounds_meant, number_meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(
            (typed, "at least 18")
            for typed in (">=18", "≥ 18", "18+", "18 or older", "18 and over")
        ),
        *((typed, "at least 18") for typed in ("at least eighteen", "18 years or older", "min 18")),
        *((typed, "at least 18") for typed in ("not under 18", "no younger than 18", "18 and up")),
        *(
            (typed, "at least 18")
            for typed in ("must be at least 18 years old", "from 18", "At least 18")
        ),
        *((typed, "at most 26") for typed in ("<= 26", "up to 26", "26 or younger", "under 27")),
        *((typed, "at most 26") for typed in ("< 27", "no more than 26", "twenty-six or younger")),
        *((typed, "18 to 26") for typed in ("18-26", "18 – 26", "18 through 26", "ages 18 to 26")),
        *(
            (typed, "18 to 26")
            for typed in (">= 18 and <= 26", "at least 18, at most 26", "18..26")
        ),
        *((typed, "18") for typed in ("eighteen", "= 18", "exactly 18", "18 years old")),
    ],
)
def test_a_text_with_one_reading(typed: str, meant: str) -> None:
    found = bounds_meant(typed)
    assert found is not None
    assert (found.readings, found.sure) == ((meant,), True)


@pytest.mark.parametrize("typed", ["over 18", ">18", "> 18", "older than 18", "more than eighteen"])
def test_more_than_a_number_has_two_readings(typed: str) -> None:
    found = bounds_meant(typed)
    assert found is not None
    assert (found.readings, found.sure) == (("at least 19", "at least 18"), False)
    assert found.help == "Write at least 19, or at least 18. The second one also counts 18 itself."


@pytest.mark.parametrize("typed", ["between 18 and 26", "18, 26", "26 to 18"])
def test_where_the_ends_may_not_count_a_range_is_not_sure(typed: str) -> None:
    found = bounds_meant(typed)
    assert found is not None
    assert (found.readings, found.sure) == (("18 to 26",), False)


@pytest.mark.parametrize(
    "typed",
    [
        "at least .75",
        "at least 0.75",
        "75% or more",
        "75 percent or more",
        "three quarters or more",
        ">= 75%",
        "75%+",
        "minimum 75",
        "at least 3/4",
        "at least 75.0%",
        "at least seventy-five",
    ],
)
def test_shares_of_a_hundred(typed: str) -> None:
    found = bounds_meant(typed, percent=True)
    assert found is not None
    assert (found.readings, found.sure) == (("at least 75%",), True)


@pytest.mark.parametrize(
    "typed", ["adult", "18 to", "", "at least", "18.5", "three quarters", "18 or 21 or so", "1,000"]
)
def test_what_is_not_clear_is_not_guessed(typed: str) -> None:
    assert bounds_meant(typed) is None


@pytest.mark.parametrize("typed", ["at least 75.5%", "at least 150%", "pass"])
def test_a_share_that_the_format_cannot_say_is_not_guessed(typed: str) -> None:
    assert bounds_meant(typed, percent=True) is None


def test_one_number_is_not_taken_from_a_range() -> None:
    assert number_meant("25 years old") == "25"
    assert number_meant("75 percent", percent=True) == "75%"
    assert number_meant("25+") is None
    assert number_meant("over 25") is None


@given(st.integers(0, 99), st.integers(0, 99))
def test_what_is_written_is_read_as_itself(one: int, other: int) -> None:
    low, high = sorted((one, other))
    for text in (f"at least {low}", f"at most {high}", f"{low} to {high}", str(low)):
        found = bounds_meant(text)
        assert found is not None
        assert found.readings == (text,)
        assert found.sure
