"""Whatever stands in the files, a check ends in a report, and what passes it can be built.

A short run of `fuzzing.py`, always the same. What the long ones have found stands there, too.
"""

from __future__ import annotations

import json
from datetime import date

import fuzzing
import pytest

from sitegen.folder import SiteFiles
from sitegen.lazy import replace

TODAY = date(2022, 3, 1)
SCHEDULE, PAGE = "schedules/2022.yaml", "content/pages/welcome.md"


@pytest.mark.parametrize("first", range(0, 120, 30))
def test_a_site_that_was_changed_at_random_is_checked_or_built(first: int) -> None:
    for number in range(first, first + 30):
        fuzzing.whole_check(*fuzzing.changed_site(number))


def test_a_text_that_was_changed_at_random_is_read() -> None:
    for number in range(150):
        fuzzing.read_anyhow(fuzzing.changed_text(number))


LONG = "word " * 40
PASSAGES = (
    f"[a\n\n\nb](https://example.org/) {LONG}",
    f"See [the list\n\nof dates](/calendar/). {LONG}",
    f"[\n\n](/calendar/) {LONG}",
    f"![a\n\nb](/x.png) **c\n\nd** {LONG}",
    f"[^1] {LONG}\n\n[^1]: a\n\nb",
    "&#xD800; &#0; &#xFFFFFFFF;",
)
ESCAPES = (r"\ud800", r"\uDFFF", r"\ud83d\ude00", r"\U00110000", r"\x00", r"\x7f")


@pytest.mark.parametrize("passage", PASSAGES)
def test_a_passage_that_ended_a_check_once_is_checked(passage: str) -> None:
    page = fuzzing.project("small").read[PAGE] + b"\n" + passage.encode()
    fuzzing.whole_check(_with(PAGE, page), TODAY)
    _check_note(json.dumps(passage))


@pytest.mark.parametrize("escape", ESCAPES)
def test_a_letter_that_no_file_can_hold_is_a_report(escape: str) -> None:
    for text in (escape, f"a{escape}", f"[{escape}]({escape}) {LONG}"):
        _check_note(f'"{text}"')


def _check_note(note: str) -> None:
    schedule = fuzzing.project("small").read[SCHEDULE].decode()
    noted = schedule.replace("    start:", f"    note: {note}\n    start:")
    fuzzing.whole_check(_with(SCHEDULE, noted.encode()), TODAY)


def _with(path: str, data: bytes) -> SiteFiles:
    small = fuzzing.project("small")
    return replace(small, read={**small.read, path: data})


def test_a_ledger_without_one_of_its_lines_is_checked() -> None:
    small = fuzzing.project("small")
    lines = small.ledger.splitlines(keepends=True)
    for at in range(len(lines)):
        fuzzing.whole_check(replace(small, ledger=b"".join(lines[:at] + lines[at + 1 :])), TODAY)


@pytest.mark.parametrize("line", [0, -2, -1])
def test_a_ledger_in_which_a_value_was_touched_is_checked(line: int) -> None:
    small = fuzzing.project("small")
    lines = small.ledger.splitlines(keepends=True)
    fields = json.loads(lines[line])
    for name in fields:
        for value in ("\ud800", "", "x", "9999-12-31", None, True, -1, 10**40, [], {}):
            lines[line] = json.dumps(fields | {name: value}).encode() + b"\n"
            fuzzing.whole_check(replace(small, ledger=b"".join(lines)), TODAY)
