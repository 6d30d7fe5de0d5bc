"""A year that is mistyped in one date of a training is always found, whatever reasons are given."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from case_files import report, small_site
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.diagnostics import has_errors

SCHEDULE = "schedules/2022.yaml"


def schedule(first: date, last: date, deadline: date, milestone: date) -> bytes:
    return f"""\
year: 2022
trainings:
  - id: cpss-2022-03
    track: cpss
    start: {first}
    end: {last}
    deadline: {{date: {deadline}, reason: As published.}}
    reason: As published.
    milestones:
      - {{label: Test, date: {milestone}}}
    place: virtual
""".encode()


@settings(deadline=None, max_examples=40)
@given(
    st.dates(date(2022, 1, 1), date(2022, 12, 31)),
    st.integers(0, 10),
    st.integers(1, 60),
    st.integers(-50, 50),
    st.sampled_from(["end", "deadline", "milestone"]),
    st.sampled_from([-1, 1]),
)
def test_a_mistyped_year_is_an_error_and_the_right_one_is_none(
    first: date, length: int, lead: int, around: int, which: str, shift: int
) -> None:
    dates = {
        "end": first + timedelta(days=length),
        "deadline": first - timedelta(days=lead),
        "milestone": first + timedelta(days=around),
    }
    good = schedule(first, dates["end"], dates["deadline"], dates["milestone"])
    assert not has_errors(report({SCHEDULE: good}).diagnostics)
    try:
        dates[which] = dates[which].replace(year=dates[which].year + shift)
    except ValueError:  # February 29
        return
    bad = schedule(first, dates["end"], dates["deadline"], dates["milestone"])
    found = report({SCHEDULE: bad}).diagnostics
    assert has_errors(found)
    assert len([one for one in found if one.severity == "error"]) == 1, "one cause, one report"


@pytest.mark.parametrize(
    "days",
    [
        "start: 2022-12-27\n    end: 2023-01-06",
        "days: [2022-09-05, 2022-12-05, 2023-03-06, 2023-06-05]",
        "days: [2022-01-10 to 2022-01-14, 2022-12-12 to 2022-12-16]",
        "start: 2022-01-10\n    end: 2022-04-29",
    ],
)
def test_long_trainings_that_are_real_are_no_error(days: str) -> None:
    text = (
        f"year: 2022\ntrainings:\n  - id: cpss-2022-01\n    track: cpss\n    {days}\n"
        "    reason: Held in parts.\n    place: virtual\n"
    )
    assert not has_errors(report({SCHEDULE: text.encode()}).diagnostics)


def test_a_rule_that_says_more_allows_more() -> None:
    tracks = small_site().read["content/tracks.yaml"].decode()
    longer = tracks.replace("28 days before start", "400 days before start")
    text = schedule(date(2022, 3, 21), date(2022, 3, 25), date(2021, 2, 14), date(2022, 3, 1))
    assert has_errors(report({SCHEDULE: text}).diagnostics)
    found = report({SCHEDULE: text, "content/tracks.yaml": longer.encode()}).diagnostics
    assert not has_errors(found)
