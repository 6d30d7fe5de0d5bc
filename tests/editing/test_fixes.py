"""sitegen fix: what has one reading is mended, and every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from case_files import ROOT, TODAY, small_site
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sitegen.check import check_site
from sitegen.cli import main
from sitegen.diagnostics import Diagnostic
from sitegen.editing.fixes import difference, mended
from sitegen.folder import SiteFiles, read_site_files
from sitegen.lazy import replace
from sitegen.programme.records import read_records
from sitegen.source.pieces import known
from sitegen.source.references import references_in

SCHEDULE = "schedules/2022.yaml"
REAL = read_site_files(ROOT)

GOOD = """\
# A comment, with "quotes" and a date: 3/21/2022
year: 2022
trainings:
  - id: 'cpss-2022-03'   # the id
    track: "cpss"
    start: 2022-03-21
    end: 2022-03-25
    deadline: 2022-02-21
    hours: 09:00 to 16:30
    place: virtual
    note: |
      Bring a laptop – “yours”.
"""


def site(text: str, path: str = SCHEDULE) -> SiteFiles:
    small = small_site()
    return replace(small, read={**small.read, path: text.encode()})


def fixed(text: str) -> str:
    files = site(text)
    return {**files.read, **mended(files, lambda _: TODAY)}[SCHEDULE].decode()


def found(files: SiteFiles, today: date = TODAY) -> tuple[Diagnostic, ...]:
    return check_site(files, lambda _: today).report.diagnostics


@pytest.mark.parametrize(
    ("good", "typed"),
    [
        ("start: 2022-03-21", "start: 3/21/2022"),
        ("start: 2022-03-21", "start: March 21, 2022"),
        ("start: 2022-03-21", "start: '2022-3-21'"),
        ("start: 2022-03-21", "start: 2022–03–21"),
        ("start: 2022-03-21", "start: “2022-03-21”"),
        ("start: 2022-03-21", "start:\u00a02022-03-21"),
        ("start: 2022-03-21", "start:\t2022-03-21"),
        ("start: 2022-03-21", "start: ２０２２-03-21"),
        ("start: 2022-03-21", "start: 2022-03-\u200b21"),
        ("start: 2022-03-21\n", "start: 2022-03-21\u00a0\n"),
        ("place: virtual", "place: virtual\u202f"),
        ("hours: 09:00 to 16:30", "hours: 9am - 4:30pm"),
        ("    end: 2022", "\u00a0\u00a0\u00a0\u00a0end: 2022"),
        ("    end: 2022", "  \u200b  end: 2022"),
    ],
)
def test_what_has_one_reading_is_mended(good: str, typed: str) -> None:
    assert good in GOOD
    assert fixed(GOOD.replace(good, typed)) == GOOD


def test_the_word_for_what_is_not_decided_is_mended() -> None:
    assert fixed(GOOD.replace("virtual", "TBA")) == GOOD.replace("virtual", "tbd")


@pytest.mark.parametrize(
    "typed",
    [
        "start: 3/4/2022",
        "start: 3/21/22",
        "start: 44641",
        "start: 2022-02-30",
        "start: Tuesday 2022-03-21",
        "start: tomorrow",
        "strat: 2022-03-21",
        "start: 2021-03-21",
    ],
)
def test_what_a_person_must_decide_stays(typed: str) -> None:
    text = GOOD.replace("start: 2022-03-21", typed)
    assert found(site(text)) != ()
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("ends", "wanted"),
    [
        ("\n", "\n"),
        ("\r\n", "\r\n"),
        ("\r", "\n"),
    ],
)
def test_line_ends_of_one_kind_stay_unless_they_are_old(ends: str, wanted: str) -> None:
    text = GOOD.replace("\n", ends).replace("start: 2022-03-21", "start: 3/21/2022")
    assert fixed(text) == GOOD.replace("\n", wanted)


def test_mixed_line_ends_become_those_of_most_lines() -> None:
    lines = GOOD.split("\n")
    assert fixed("\r\n".join(lines[:3]) + "\r\n" + "\n".join(lines[3:])) == GOOD
    mostly = "\n".join(lines[:3]) + "\n" + "\r\n".join(lines[3:])
    assert fixed(mostly) == GOOD.replace("\n", "\r\n")


def test_a_byte_order_mark_is_taken_away() -> None:
    assert fixed("\ufeff" + GOOD) == GOOD


def test_a_file_that_is_not_utf8_stays() -> None:
    files = replace(small_site(), read={**small_site().read, SCHEDULE: b"year: 2022 # \xe9\r\n\n"})
    assert mended(files, lambda _: TODAY) == {}


def test_nothing_is_mended_where_nothing_is_wrong() -> None:
    assert mended(REAL, lambda _: date(2022, 2, 1)) == {}


def test_the_difference_shows_both_versions_of_a_line() -> None:
    files = site(GOOD.replace("start: 2022-03-21", "start: 3/21/2022"))
    said = difference(files.read, mended(files, lambda _: TODAY))
    assert "-    start: 3/21/2022\n+    start: 2022-03-21\n" in said
    assert said.startswith(f"--- a/{SCHEDULE}\n+++ b/{SCHEDULE}\n")


def test_what_cannot_be_seen_is_seen_in_the_difference() -> None:
    files = site("\ufeff" + GOOD.replace("year: 2022\n", "year: 2022\r\n"))
    said = difference(files.read, mended(files, lambda _: TODAY))
    assert "-<BOM># A comment" in said
    assert "-year: 2022␍\n" in said
    assert "+year: 2022\n" in said


SLIPS = {
    "pasted space": lambda line: f"{line}\u00a0",
    "long dash": lambda line: re.sub(r"(\d)-(\d)", "\\1–\\2", line),
    "slashes": lambda line: re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\2/\3/\1", line),
    "no zeros": lambda line: re.sub(r"-0(\d)", r"-\1", line),
    "TAB": lambda line: line.replace(": ", ":\t", 1),
    "return": lambda line: f"{line}\r",
    "pasted colon": lambda line: line.replace(": ", ":\u00a0", 1),
    "quotes": lambda line: re.sub(r": (\S+)$", ": “\\1”", line),
    "nonsense": lambda line: line.replace(": ", ": @", 1),
    "other name": lambda line: line.replace("start", "begin").replace("place", "location"),
}


@st.composite
def slipped(draw: st.DrawFn) -> str:
    lines = REAL.read[SCHEDULE].decode().split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        lines[at] = SLIPS[draw(st.sampled_from(sorted(SLIPS)))](lines[at])
    return "\n".join(lines)


def values(files: Mapping[str, bytes]) -> list[object]:
    """What was read of the trainings, value by value; what could not be read is left out."""
    records, _ = read_records(files)
    schedule = next(s for s in records.schedules if s.at.source.path == SCHEDULE)
    read: list[object] = []
    for training in known(schedule, lambda one: one.trainings) or ():
        names = ("id", "track", "start", "end", "place", "changes")
        read += [(n, getattr(training, n)) for n in names if n not in training.at.unread]
        moment = known(training, lambda one: one.deadline and one.deadline.moment)
        read += [moment] if moment else []
        read += [reference.id for reference in references_in(training)]
    return read


@settings(deadline=None, max_examples=12)
@given(slipped())
def test_mending_changes_no_value_that_was_read_and_makes_no_new_problem(text: str) -> None:
    today = date(2022, 2, 1)
    before = replace(REAL, read={**REAL.read, SCHEDULE: text.encode()})
    new = mended(before, lambda _: today)
    after = replace(before, read={**before.read, **new})
    assert set(new) <= {SCHEDULE}
    assert mended(after, lambda _: today) == {}, "a second time there is nothing to mend"
    wrong, wrong_still = found(before, today), found(after, today)
    assert not any(d.fix and d.fix.safe for d in wrong_still)
    read, read_again = values(before.read), values(after.read)
    assert [value for value in read if value in read_again] == read
    # A value that can be read now may be wrong in another way; a file that was clean stays clean.
    assume(sorted(d.code for d in wrong) != sorted(d.code for d in wrong_still))
    assert len(wrong_still) <= len(wrong) + sum(d.fix is not None for d in wrong)


def test_the_command_shows_and_does_not_write_without_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, data in site(GOOD.replace("start: 2022-03-21", "start: 3/21/2022")).read.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    file = tmp_path / SCHEDULE
    file.chmod(0o640)
    arguments = ["fix", "--root", str(tmp_path), "--today", "2022-01-15"]
    assert main(arguments) == 1
    assert "sitegen fix --yes" in capsys.readouterr().out
    assert "3/21/2022" in file.read_text().split("start:")[1]
    assert main([*arguments, "--yes"]) == 0
    assert file.read_text() == GOOD
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in file.parent.iterdir()) == ["2022.yaml"]
    assert main([*arguments, "--yes"]) == 0
    assert "nothing that can be mended" in capsys.readouterr().out


LOOK = "look:\n  light:\n    accent: {}\n"


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("#0f5a63", '"#0f5a63"'),  # a comment to YAML, and nothing else to anybody
        ("#0f5a63   # our teal", '"#0f5a63"   # our teal'),
        ("0f5a63", '"#0f5a63"'),
        ("'#0f5a63ff'", '"#0f5a63"'),
        ("rgb(15, 90, 99)", '"#0f5a63"'),
        ("teal", "teal"),  # a name is seldom exactly what is meant
        ('"#3fa7b5"', '"#3fa7b5"'),  # too light, and which color instead is the site's to say
    ],
)
def test_a_color_is_mended_where_its_digits_are_known(typed: str, after: str) -> None:
    path = "content/site.yaml"
    before = small_site().read[path].decode()
    files = site(before + LOOK.format(typed), path)
    now = {**files.read, **mended(files, lambda _: TODAY)}[path].decode()
    assert now == before + LOOK.format(after)
