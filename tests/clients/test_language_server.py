"""What editors see in VS Code: offers, help, and our words where something is wrong."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from case_files import ROOT, read_cases, report
from language_server import LanguageServer, language_server

from sitegen.reports.text import text_report

HEAD = "# yaml-language-server: $schema=../schemas/schedule.schema.json\nyear: 2022\ntrainings:\n"
ENTRY = f"{HEAD}  - id: cpss-2022-03\n    track: cpss\n    start: 2022-03-21\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real site's files with their schemas."""
    root = tmp_path_factory.mktemp("site")
    for name in ("content", "schedules", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    return root


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[LanguageServer]:
    with language_server(folder) as running:
        yield running


@pytest.fixture
def schedule(folder: Path) -> Path:
    return folder / "schedules/2023.yaml"


def labels(server: LanguageServer, path: Path, text: str) -> set[str]:
    return {item["label"] for item in server.completions(path, text)}


def messages(server: LanguageServer, path: Path, text: str) -> list[str]:
    return [complaint["message"] for complaint in server.complaints(path, text)]


def test_the_tracks_are_offered_with_their_names(server: LanguageServer, schedule: Path) -> None:
    offered = server.completions(schedule, f"{HEAD}  - id: x\n    track: |\n")
    found = {item["label"]: str(item.get("documentation", "")) for item in offered}
    assert set(found) == {"cpss", "cpss-supervisor", "peer-bridger", "peer-bridger-supervisor"}
    assert "CPSS Supervisor Training" in found["cpss-supervisor"]


def test_places_and_contacts_are_offered(server: LanguageServer, schedule: Path) -> None:
    assert {"virtual", "jackson", "tbd"} <= labels(server, schedule, f"{ENTRY}    place: |\n")
    contacts = labels(server, schedule, f"{ENTRY}    contacts:\n      - |\n")
    assert {"kathy-smith", "latarsha-michael", "dmh-central-office"} <= contacts


def test_fields_and_a_new_training_are_offered(server: LanguageServer, schedule: Path) -> None:
    assert {"end", "deadline", "status"} <= labels(server, schedule, f"{ENTRY}    |\n")
    offered = server.completions(schedule, f"{HEAD}  - |\n")
    new = [item for item in offered if item["label"] == "new training"]
    assert len(new) == 1
    assert "start:" in str(new[0])


def test_a_wrong_date_shows_our_words(server: LanguageServer, schedule: Path) -> None:
    (said,) = messages(server, schedule, ENTRY.replace("2022-03-21", "3/21/2022"))
    assert said.startswith("Write the date as year-month-day, such as 2022-03-21.")
    assert "such as June 2022" in said


def test_an_unknown_track_and_an_unknown_field_are_red(
    server: LanguageServer, schedule: Path
) -> None:
    (said,) = messages(server, schedule, ENTRY.replace("track: cpss", "track: cps"))
    assert "cpss-supervisor" in said
    (said,) = messages(server, schedule, ENTRY.replace("start:", "deadlne: 2022-02-21\n    start:"))
    assert "deadlne" in said


def test_help_is_shown_beside_a_field(server: LanguageServer, schedule: Path) -> None:
    said = server.hover(schedule, ENTRY.replace("start:", "sta|rt:"))
    assert "First day." in said
    assert "2022-03-21" in said


GOOD = sorted(
    path for pattern in ("content/*.yaml", "schedules/*.yaml") for path in ROOT.glob(pattern)
)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_real_file_is_red(server: LanguageServer, folder: Path, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schemas/")
    assert messages(server, folder / path.relative_to(ROOT), text) == []


def test_the_task_finds_every_problem_in_the_text() -> None:
    tasks = (ROOT / ".vscode/tasks.json").read_text(encoding="utf-8")
    written = re.search(r'"regexp": "(.*)"', tasks)
    assert written is not None
    pattern = re.compile(written[1].replace("\\\\", "\\"))
    for case in read_cases():
        found = case.wrong().diagnostics
        lines = filter(None, map(pattern.match, text_report(case.wrong(), "").splitlines()))
        said = [(m[1], int(m[2]), int(m[3]), m[4], m[6]) for m in lines]
        assert said == [
            (d.span.path, d.span.line, d.span.column, d.severity.value, d.code) for d in found[:50]
        ]
    assert report({}).diagnostics == ()
