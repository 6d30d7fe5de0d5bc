"""What an import writes: new trainings at the end of their year, every other byte as it was."""

from __future__ import annotations

from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imports import files_of, imported, imported_text, site_in, yaml_of

from sitegen.cli import main

SCHEDULE = "schedules/2031.yaml"
NEW = "  - id: puppies-2031-05\n    track: puppies\n    start: 2031-05-05\n    place: meadow\n"
LINES = "Puppy Courses\nMay 5, 2031 – Dog meadow\n"
NOTE = "    note: |\n      Bring water.\n"
ONE = "  - id: puppies-2031-02\n    track: puppies\n    start: 2031-02-03\n"
ONE_LINE = "{id: puppies-2031-02, track: puppies, start: 2031-02-03}"
NEW_LINE = "{id: puppies-2031-05, track: puppies, start: 2031-05-05, place: meadow}"


def written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, schedule: bytes, text: str = LINES
) -> bytes:
    """Give a schedule after an import into it."""
    root = site_in(tmp_path)
    (root / SCHEDULE).write_bytes(schedule)
    before = files_of(root)
    found = imported_text(capsys, tmp_path, text, "--write", "--today", "2031-01-01")
    after = files_of(root)
    assert {name for name in after if after[name] != before.get(name)} == set(found["written"])
    return after[SCHEDULE]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"year: 2031\ntrainings:\n{ONE}", f"year: 2031\ntrainings:\n{ONE}{NEW}"),
        (f"year: 2031\ntrainings:\n{ONE}"[:-1], f"year: 2031\ntrainings:\n{ONE}{NEW}"),
        (
            f"# ours\nyear: 2031\ntrainings:\n{ONE}{NOTE}\n# the end\n",
            f"# ours\nyear: 2031\ntrainings:\n{ONE}{NOTE}{NEW}\n# the end\n",
        ),
        (
            f"year: 2031\ntrainings:\n{ONE[:-1]}  # cold\n\ndeadlines: []\n",
            f"year: 2031\ntrainings:\n{ONE[:-1]}  # cold\n{NEW}\ndeadlines: []\n",
        ),
        (
            f"year: 2031\ntrainings:\n- {ONE_LINE}\n",
            f"year: 2031\ntrainings:\n- {ONE_LINE}\n- {NEW_LINE}\n",
        ),
        ("year: 2031\ntrainings: []\n", f"year: 2031\ntrainings:\n{NEW}"),
        (
            f"year: 2031\ntrainings: [{ONE_LINE}]\n",
            f"year: 2031\ntrainings: [{ONE_LINE}, {NEW_LINE}]\n",
        ),
        ("year: 2031\n", f"year: 2031\ntrainings:\n{NEW}"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_new_trainings_are_added_and_nothing_else_changes(
    before: str,
    after: str,
    end: str,
    mark: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed = (mark + before).replace("\n", end).encode()
    assert written(capsys, tmp_path, typed) == (mark + after).replace("\n", end).encode()


def test_a_year_without_a_file_gets_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Puppy Courses\nJanuary 5, 2032 – Dog meadow\n"
    found = imported_text(capsys, tmp_path, text, "--write", "--today", "2031-01-01")
    assert found["written"] == ["schedules/2032.yaml"]
    made = (tmp_path / "site/schedules/2032.yaml").read_text()
    assert made.endswith(
        "year: 2032\ntrainings:\n  - id: puppies-2032-01\n    track: puppies\n"
        "    start: 2032-01-05\n    place: meadow\n"
    )


def test_ids_follow_the_month_and_the_day_where_a_month_has_several(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Puppy Courses\nMay 5, 2031\nMay 19, 2031\nFebruary 17, 2031\nFebruary 24, 2031\n"
    found = imported_text(capsys, tmp_path, text, "--today", "2031-01-01")
    ids = [one.splitlines()[0] for one in yaml_of(found)]
    assert ids == [
        "- id: puppies-2031-02-17",
        "- id: puppies-2031-02-24",
        "- id: puppies-2031-05-05",
        "- id: puppies-2031-05-19",
    ]


def test_what_differs_is_shown_and_left_to_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Puppy Courses\nFebruary 3-4, 2031 – Dog meadow (Deadline: January 20, 2031)\n"
    root = site_in(tmp_path)
    before = files_of(root)
    found = imported_text(capsys, tmp_path, text, "--write", "--today", "2031-01-01")
    assert files_of(root) == before
    (changed,) = found["changed"]
    assert changed["id"] == "puppies-2031-02"
    assert changed["fields"] == {
        "end": {"now": "2031-02-03", "said": "2031-02-04"},
        "deadline": {"now": "2031-01-27", "said": "2031-01-20"},
    }


def test_a_training_that_moved_within_its_month_keeps_its_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = imported_text(
        capsys, tmp_path, "Puppy Courses\nFebruary 10, 2031\n", "--today", "2031-01-01"
    )
    assert found["new"] == []
    assert found["changed"][0]["id"] == "puppies-2031-02"
    assert found["changed"][0]["fields"]["start"] == {"now": "2031-02-03", "said": "2031-02-10"}


def test_what_the_files_do_not_have_is_named_and_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Puppy Courses\nOctober 6, 2031\nDecember 1, 2031\n"
    found = imported_text(capsys, tmp_path, text, "--write", "--today", "2031-01-01")
    assert found["not_in_the_files"] == ["puppies-2031-11"]
    assert found["written"] == []


def test_an_id_in_a_sheet_decides_which_training_is_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = "Id,Track,Start\npuppies-2031-02,puppies,2031-08-20\nhand-made,puppies,2031-03-10\n"
    found = imported_text(capsys, tmp_path, sheet, "--today", "2031-01-01")
    # A sheet that is called .txt is text; so it gets its own name.
    assert found["new"] == []
    (tmp_path / "a.csv").write_text(sheet)
    found = imported(capsys, tmp_path / "site", [tmp_path / "a.csv"], "--today", "2031-01-01")
    assert found["changed"][0]["id"] == "puppies-2031-02"
    assert yaml_of(found)[0].startswith("- id: hand-made\n")


def test_a_track_and_a_place_that_are_not_known_are_named_with_the_lines_to_add(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Kitten Courses:\nMay 5, 2031 – Dog meadow\n\nPuppy Courses\nMay 12, 2031 – The Barn\n"
    (tmp_path / "a.txt").write_text(text)
    root = site_in(tmp_path)
    before = files_of(root)
    command = ["import", str(tmp_path / "a.txt"), "--root", str(root), "--write"]
    assert main([*command, "--today", "2031-01-01"]) == 1
    said = capsys.readouterr().out
    assert files_of(root) == before
    assert "    - id: kitten-courses\n      name: Kitten Courses\n" in said
    assert '    - id: the-barn\n      name: The Barn\n      mode: "???"' in said
    assert "If it is one of the site's: --track ID." in said
    assert main([*command, "--today", "2031-01-01", "--track", "puppies"]) == 1
    assert "calls its track “Kitten Courses”" in capsys.readouterr().out
    assert b"id: puppies-2031-05-05\n" in files_of(root)[SCHEDULE]


def test_a_deadline_that_the_rule_gives_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = imported_text(capsys, tmp_path, LINES, "--today", "2031-01-01")
    assert found["new"][0]["remarks"] == [
        "The file says no deadline. The site gives it one: Monday, April 28, 2031."
    ]


def test_a_place_that_the_year_gives_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Puppy Courses\nMay 5, 2031 (Deadline: April 28, 2031)\n"
    (new,) = imported_text(capsys, tmp_path, text, "--today", "2031-01-01")["new"]
    assert "place" not in new["yaml"]
    assert new["remarks"] == ["The file says no place. The site gives it one: Dog meadow."]


def test_a_site_with_errors_is_mended_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site_in(tmp_path)
    (root / SCHEDULE).write_text("year: 2031\ntrainings:\n  - id: a\n")
    (tmp_path / "a.txt").write_text(LINES)
    assert main(["import", str(tmp_path / "a.txt"), "--root", str(root), "--write"]) == 1
    assert "Nothing was imported. Mend the site first." in capsys.readouterr().out


def test_without_a_file_one_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "--root", str(site_in(tmp_path))]) == 2
    assert capsys.readouterr().err.startswith("Name a file, such as sitegen import trainings.xlsx")


def test_pasted_text_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(LINES.encode())))
    command = ["import", "-", "--root", str(site_in(tmp_path)), "--today", "2031-01-01"]
    assert main(command) == 0
    assert "# pasted text, line 2: May 5, 2031 - Dog meadow" in capsys.readouterr().out


def test_a_track_that_is_none_of_the_site_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(LINES)
    command = ["import", str(tmp_path / "a.txt"), "--root", str(site_in(tmp_path))]
    assert main([*command, "--track", "kittens"]) == 2
    said = capsys.readouterr()
    assert said.err == "There is no track kittens. The tracks are: puppies.\n"


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    days=st.lists(
        st.dates(min_value=date(2032, 1, 1), max_value=date(2033, 12, 31)),
        min_size=1,
        max_size=8,
        unique=True,
    )
)
def test_whatever_is_written_is_the_same_when_it_is_imported_again(
    days: list[date],
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    tmp_path = tmp_path_factory.mktemp("again")
    text = "Puppy Courses\n" + "".join(f"{day:%B %d, %Y} – Dog meadow\n" for day in days)
    first = imported_text(capsys, tmp_path, text, "--write", "--today", "2031-01-01")
    assert len(first["new"]) == len(days)
    before = files_of(tmp_path / "site")
    again = imported_text(capsys, tmp_path, text, "--write", "--today", "2031-01-01")
    assert (again["new"], again["changed"], len(again["same"])) == ([], [], len(days))
    assert files_of(tmp_path / "site") == before
