"""`sitegen next` lists when pages change by themselves, and a build says when they will next."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sitegen.cli import main
from sitegen.site.turns import TurnKind
from sitegen.site.turns_written import a_year_from, next_schema

ROOT = Path(__file__).parents[1]
EVERY_STATE = ROOT / "tests/projects/every-state"
LISTS = Path(__file__).parent / "next"
FILE = "next-change.json"


def listed(capsys: pytest.CaptureFixture[str], root: Path, day: str, *more: str) -> str:
    assert main(["next", "--root", str(root), "--today", day, *more]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "root", "day", "more"),
    [
        ("real-2022-03-01.txt", ROOT, "2022-03-01", ()),
        ("real-2022-10-18.txt", ROOT, "2022-10-18", ()),
        (
            "real-2022-10-18.json",
            ROOT,
            "2022-10-18",
            ("--until", "2022-10-20", "--format", "json"),
        ),
        ("every-state-2031-03-05.txt", EVERY_STATE, "2031-03-05", ("--until", "2031-06-30")),
    ],
)
def test_this_is_the_list(
    capsys: pytest.CaptureFixture[str], name: str, root: Path, day: str, more: tuple[str, ...]
) -> None:
    assert listed(capsys, root, day, *more) == (LISTS / name).read_text(encoding="utf-8")


def test_lines_are_as_wide_as_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    text = listed(capsys, EVERY_STATE, "2031-03-05")
    wide = [line for line in text.splitlines() if len(line) > 78]
    assert all(max(map(len, line.split())) > 60 for line in wide), "a long word is not torn apart"


def test_a_time_without_changes_is_said_and_what_comes_after_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = listed(capsys, ROOT, "2023-02-01", "--until", "2023-12-30")
    assert "Until then, nothing changes by itself." in text
    assert "Wednesday,\nJanuary 1, 2025, start of the day: The dates of 2022 leave" in text


def test_that_nothing_is_known_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert "No moment is known at which" in listed(capsys, ROOT, "2043-02-01")
    said = json.loads(listed(capsys, ROOT, "2043-02-01", "--format", "json"))
    assert (said["next"], said["moments"]) == (None, [])


def test_the_last_day_belongs_to_the_list_and_what_begins_after_it_does_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one_day = listed(capsys, ROOT, "2022-10-17", "--until", "2022-10-17")
    assert "Monday, October 17, 2022, end of the day" in one_day
    assert "October 18" not in one_day.partition("\n\n")[2]


def test_an_end_before_the_beginning_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--root", str(ROOT), "--today", "2022-03-02", "--until", "2022-03-01"]
    assert main(["next", *arguments]) == 2
    assert "--until 2022-03-01 is before 2022-03-02" in capsys.readouterr().err


def test_a_site_with_errors_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "schedules").mkdir()
    (tmp_path / "schedules/2022.yaml").write_text("year: 2022\ntrainings: 3\n", encoding="utf-8")
    assert main(["next", "--root", str(tmp_path), "--today", "2022-03-01"]) == 1
    assert "Nobody can say what changes by itself." in capsys.readouterr().out


def test_a_year_from_a_leap_day_ends_in_its_month() -> None:
    assert a_year_from(date(2024, 2, 29)) == date(2025, 2, 28)
    assert a_year_from(date(2022, 3, 1)) == date(2023, 3, 1)


@pytest.mark.parametrize("root", [ROOT, EVERY_STATE], ids=["real", "every-state"])
def test_json_keeps_to_its_schema(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    schema: Any = json.loads(next_schema())
    Draft202012Validator.check_schema(schema)
    day = "2022-03-01" if root == ROOT else "2031-03-05"
    said = json.loads(listed(capsys, root, day, "--format", "json"))
    Draft202012Validator(schema).validate(said)
    assert said["next"] == said["moments"][0]
    assert all(f'"{kind}"' in next_schema() for kind in TurnKind)
    moments = [one["at"] for one in said["moments"]]
    assert moments == sorted(set(moments), key=moments.index)


def test_a_build_says_when_pages_change_next_and_so_does_one_that_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build = ["build", "--root", str(ROOT), "--today", "2022-10-17", "--output", f"{tmp_path}/o"]
    line = (
        "Next change by itself: Monday, October 17, 2022, end of the day: Applications for "
        "CPSS Training from Monday, November 14, 2022 close. And 1 more: sitegen next"
    )
    for _ in range(2):
        assert main(build) == 0
        assert capsys.readouterr().out.splitlines()[-1] == line


def test_the_file_is_the_same_until_the_moment_that_it_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, day = tmp_path / "output", date(2022, 3, 1)
    found = []
    for number in range(4):
        today = (day + timedelta(number)).isoformat()
        arguments = ["--root", str(ROOT), "--today", today, "--output", str(output)]
        assert main(["build", *arguments]) == 0
        found.append((output / FILE).read_bytes())
        said = json.loads(found[-1])
        Draft202012Validator(json.loads(next_schema())).validate(said)
    capsys.readouterr()
    assert found[0] == found[1] != found[2] == found[3]
    moment = json.loads(found[0])["next"]
    assert (moment["at"], moment["build_from"]) == ("2022-03-03T00:00:00-06:00", "2022-03-03")


def test_a_site_in_another_place_tells_its_own_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--root", str(ROOT), "--today", "2022-03-01", "--output", str(tmp_path / "o")]
    assert main(["build", *arguments, "--base-url", "https://else.example/where/"]) == 0
    capsys.readouterr()
    (change,) = json.loads((tmp_path / "o" / FILE).read_bytes())["next"]["changes"]
    assert change["url"].startswith("https://else.example/where/trainings/")
