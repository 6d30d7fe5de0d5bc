"""Trainings whose days are not set yet: one report, which can be followed to the letter."""

from __future__ import annotations

from datetime import date

import pytest
from case_files import report, small_site

from sitegen.diagnostics import has_errors
from sitegen.programme.checks import check
from sitegen.programme.records import read_records

SCHEDULE, TRACKS = "schedules/2022.yaml", "content/tracks.yaml"
KNOWN = """\
  - id: cpss-2022-05
    track: cpss
    start: 2022-05-16
    end: 2022-05-20
    deadline: 2022-04-18
    place: virtual
"""


def schedule(fields: str, others: str = "") -> str:
    entry = f"  - id: cpss-2022-03\n    track: cpss\n{fields}    place: virtual\n"
    return f"year: 2022\ntrainings:\n{others}{entry}"


@pytest.mark.parametrize("others", ["", KNOWN])
@pytest.mark.parametrize(
    "fields",
    [
        "    start: tbd\n    end: tbd\n    deadline: tbd\n",
        "    start: TBA\n",
        "    start: spring 2023\n    end: to be announced\n",
        "    start: March 2023\n",
        "    start: early fall 2023\n",
        "    start: 2023\n",
        "    start: Q2 2023\n",
        "    start: 2022-03-21\n    end: tbd\n    deadline: 2022-02-21\n",
        "    days: tbd\n",
        "    days: [2022-03-21, tbd]\n",
        "    days: [2022-03-21, spring 2022]\n",
        "    start: spring 2023, dates to follow\n",
        "    start: TBD (May 2023)\n",
        "    start: not yet decided\n    hours: 09:00 to 16:30\n",
        "    start: to be determined\n    milestones: []\n",
    ],
)
def test_one_report_says_what_to_do_and_doing_it_leaves_no_error(fields: str, others: str) -> None:
    text = schedule(fields, others)
    (one,) = report({SCHEDULE: text.encode()}).diagnostics
    assert one.code == "not-decided"
    help_ = one.help or ""
    lines = text.splitlines(keepends=True)
    begins = lines.index("  - id: cpss-2022-03\n")
    lines[begins:] = [f"# {line}" for line in lines[begins:]]
    assert ("line with trainings" in help_) is (not others)
    if not others:
        lines[begins - 1] = f"# {lines[begins - 1]}"
    assert "at the end of how_to_apply of cpss in content/tracks.yaml, “" in help_
    sentence = help_.partition("“")[2].rstrip("”")
    tracks = small_site().read[TRACKS].decode()
    said = tracks.replace("Send the application.", f"Send the application. {sentence}")
    assert said != tracks
    after = report({SCHEDULE: "".join(lines).encode(), TRACKS: said.encode()})
    assert not has_errors(after.diagnostics)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ("    start: spring 2023\n", "in spring 2023 are not set yet"),
        ("    start: 2022-03-21\n    end: tbd\n", "begins on Monday, March 21, 2022"),
        ("    days: [2022-03-21, tbd]\n", "begins on Monday, March 21, 2022"),
        ("    start: TBD (May 2023)\n", "in May 2023 are not set yet"),
        ("    start: spring 2023, dates to follow\n", "in spring 2023 are not set yet"),
    ],
)
def test_what_is_known_of_the_days_stays_in_what_visitors_read(fields: str, words: str) -> None:
    (one,) = report({SCHEDULE: schedule(fields).encode()}).diagnostics
    assert words in (one.help or "")


@pytest.mark.parametrize("text", ["tomorrow", "2022-03-32", "Marchember", "to be Jackson", "n/a"])
def test_other_words_are_not_taken_for_undecided(text: str) -> None:
    found = report({SCHEDULE: schedule(f"    start: {text}\n").encode()}).diagnostics
    assert {one.code for one in found} <= {"date-format", "impossible-date"}
    assert found


def test_what_is_published_is_postponed_and_not_taken_out() -> None:
    site = {**small_site().read, SCHEDULE: schedule("    start: tbd\n").encode()}
    records, _ = read_records(site)
    found = check(records, date(2022, 1, 15), {"cpss-2022-03"})
    (one,) = [one for one in found if one.code == "not-decided"]
    assert "postponed" in (one.help or "")
    assert "#" not in (one.help or "")
