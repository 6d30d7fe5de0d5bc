"""The format of the form keeps what nobody has changed: run as the form runs it, with files."""

from __future__ import annotations

import difflib
import json
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from needed import TESTS, node_with

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.form.configuration import FILES, shorthands
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.records import read_records

ROOT = TESTS.parent
SCHEDULE = (ROOT / "schedules/2022.yaml").read_text()
TODAY = date(2022, 1, 10)

REWRITTEN = {
    *("data-model/schedules/2021.yaml", "data-model/schedules/2022.yaml"),
    *("data-model/content/closed-days.yaml", "data-model/content/tracks.yaml"),
    *("georgia/content/tracks.yaml", "dbsa/content/tracks.yaml"),
}
"""These have comments that stand below each other behind values, or texts over several lines."""


def saved(*asked: tuple[str, str | None, Sequence[tuple[list[Any], Any]]]) -> list[str]:
    """Give what the form writes of files: name in the form, text, and values to put somewhere."""
    node = node_with("yaml")
    script, read = TESTS / "form/form-in-script.mjs", ROOT / "src/sitegen/form/format.js"
    ran = subprocess.run(
        [node, str(script), str(read), json.dumps(shorthands())],
        input=json.dumps([{"name": n, "text": t, "values": v} for n, t, v in asked]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found: list[str] = json.loads(ran.stdout)
    return found


def change(*values: tuple[list[Any], Any], text: str = SCHEDULE) -> list[str]:
    """Give the lines of a schedule that are gone and new after values were put into the form."""
    (after,) = saved(("schedules", text, values))
    lines = difflib.unified_diff(text.splitlines(), after.splitlines(), n=0, lineterm="")
    return [one for one in lines if not one.startswith(("---", "+++", "@"))]


def files_of_sites() -> list[tuple[str, Path]]:
    found = []
    for site in (ROOT, *sorted((TESTS / "projects").iterdir())):
        for one in FILES:
            path = site / one.path
            inside = sorted(path.glob("*.md" if one.has_body else "*.yaml"))
            found += [(one.name, file) for file in (inside if path.is_dir() else [path])]
    return [(name, path) for name, path in found if path.is_file()]


def test_a_file_that_is_saved_unchanged_is_the_same() -> None:
    files = files_of_sites()
    assert len(files) > 60
    after = saved(*((name, path.read_text(), ()) for name, path in files))
    others = {
        path.relative_to(TESTS / "projects").as_posix()
        for (_, path), text in zip(files, after, strict=True)
        if text != path.read_text()
    }
    assert others == REWRITTEN


def test_a_date() -> None:
    assert change((["trainings", 1, "start"], "2022-05-17")) == [
        "-    start: 2022-05-16",
        "+    start: 2022-05-17",
    ]


def test_a_deadline_with_a_reason_loses_it_and_stays_long() -> None:
    assert change((["trainings", 0, "deadline"], {"date": "2022-02-21", "reason": ""})) == [
        "-      date: 2022-02-23",
        "-      reason: As published. The usual date, February 21, was Washington's Birthday.",
        "+      date: 2022-02-21",
    ]


def test_a_new_field_comes_where_it_stands_in_the_form() -> None:
    assert change((["trainings", 1, "status"], "cancelled")) == ["+    status: cancelled"]


def test_an_entry_is_taken_away_with_its_lines_only() -> None:
    gone = change((["trainings", 1], None))
    assert gone[0] == "-  - id: cpss-2022-05"
    assert [one[0] for one in gone] == ["-"] * 5


def test_a_new_training_is_written_as_people_write_it() -> None:
    new = {
        "id": "cpss-2022-12",
        "track": "cpss",
        "start": "2022-12-05",
        "end": "2022-12-09",
        "place": "tbd",
        "deadline": {"date": "2022-11-07", "reason": "", "firm": None},
        "contacts": ["kathy-smith"],
    }
    assert change((["trainings", 16], new)) == [
        "+  - id: cpss-2022-12",
        "+    track: cpss",
        "+    start: 2022-12-05",
        "+    end: 2022-12-09",
        "+    place: tbd",
        "+    deadline: 2022-11-07",
        "+    contacts:",
        "+      - kathy-smith",
    ]


def test_a_new_year() -> None:
    (made,) = saved(("schedules", None, [(["year"], "2023"), (["trainings"], [{"id": "one"}])]))
    assert made == "year: 2023\ntrainings:\n  - id: one\n"


def test_entries_in_another_order_keep_their_comments() -> None:
    text = (ROOT / "schedules/2020.yaml").read_text()
    (after,) = saved(("schedules", text, [(["trainings", 2], None)]))
    assert "  # Published without a year. March 24 was a Tuesday" in after
    assert after.index("# Published without") < after.index("cpss-2020-03-24")


@pytest.mark.parametrize(
    "typed", ["yes", "no", "true", "2022", "39201", "1e3", "0988", "17:00 to 20:30", "# x", "- a"]
)
def test_words_mean_the_same_after_they_were_saved(typed: str) -> None:
    """A value that is quoted or not is one text for sitegen, and nothing else."""
    (after,) = saved(("schedules", SCHEDULE, [(["trainings", 1, "cost"], typed)]))
    records, _ = read_records({"schedules/2022.yaml": after.encode()}, frozenset())
    (schedule,) = records.schedules
    assert isinstance(schedule, ScheduleFile)
    assert schedule.trainings[1].cost == typed


def test_runs_of_days_that_stand_alone_stay_so() -> None:
    text = (
        "year: 2021\ntrainings:\n  - id: one\n    track: cpss\n"
        "    days: [2021-11-01 to 2021-11-05, 2021-11-08]\n"
    )
    assert change((["trainings", 0, "days", 1, "on"], "2021-11-09"), text=text) == [
        "-    days: [2021-11-01 to 2021-11-05, 2021-11-08]",
        "+    days: [2021-11-01 to 2021-11-05, 2021-11-09]",
    ]


def test_what_is_not_kept() -> None:
    """The guide says so: docs/forms.md."""
    text = (
        "year: 2022   # the year\ntrainings:\n\n\n  - id: one\n    track:   cpss\n"
        "    note: >\n      A long text\n      over lines.\n"
    )
    (after,) = saved(("schedules", text, []))
    assert after == (
        "year: 2022 # the year\ntrainings:\n\n  - id: one\n    track: cpss\n"
        "    note: >\n      A long text over lines.\n"
    )


def test_a_comment_behind_a_date_is_lost_when_the_date_gets_a_reason() -> None:
    text = SCHEDULE.replace("deadline: 2022-04-18", "deadline: 2022-04-18 # as agreed")
    assert change((["trainings", 1, "deadline", "date"], "2022-04-19"), text=text) == [
        "-    deadline: 2022-04-18 # as agreed",
        "+    deadline: 2022-04-19 # as agreed",
    ]
    lost = change((["trainings", 1, "deadline", "reason"], "Agreed."), text=text)
    assert not [one for one in lost if one[0] == "+" and "#" in one]


def test_line_ends_of_windows_become_plain() -> None:
    (after,) = saved(("schedules", SCHEDULE.replace("\n", "\r\n"), []))
    assert after == SCHEDULE


def test_a_broken_file_is_not_opened() -> None:
    with pytest.raises(AssertionError, match="Flow sequence"):
        saved(("schedules", "year: 2022\ntrainings: [\n", []))


def test_the_real_site_has_no_errors_after_it_was_saved(tmp_path: Path) -> None:
    files = [one for one in files_of_sites() if not one[1].is_relative_to(TESTS)]
    after = saved(*((name, path.read_text(), ()) for name, path in files))
    for source in (ROOT / "content/site.yaml", ROOT / "content/designations.yaml"):
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content" / source.name).write_bytes(source.read_bytes())
    for (_, path), text in zip(files, after, strict=True):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    assert not check_site(read_site_files(tmp_path), lambda _: TODAY).report.has_errors
