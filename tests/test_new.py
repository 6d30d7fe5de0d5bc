"""A new site: what is written checks clean, holds what was answered, and destroys nothing."""

from __future__ import annotations

import errno
import html
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from strategies_for_names import HOSTILE, names
from typing_person import Person, typed

from sitegen import new, writing
from sitegen.asking import UnansweredError
from sitegen.build import build_site
from sitegen.catalogue import Severity
from sitegen.check import check_site
from sitegen.cli import main
from sitegen.folder import read_site_files
from sitegen.new import new_site
from sitegen.settings import Settings
from sitegen.starting.requirement import requirement

LEFT_TO_DECIDE = {"left-over", "requirements-unknown", "place-unknown"}
LEAST = {
    "title": ["Examplia Trainings"],
    "organization": ["Office of Examplia"],
    "timezone": ["America/Chicago"],
    "track": ["Peer Training"],
}
MORE = LEAST | {
    "start": ["2033-03-07"],
    "end": ["2033-03-11"],
    "place": ["Sampleton, EX"],
    "deadline": ["28 days before start"],
    "email": ["office@example.org"],
    "base-url": ["https://www.example.org/peers/"],
}


def today(_: str) -> date:
    return date(2033, 1, 10)


def options(given: dict[str, list[str]]) -> list[str]:
    return [f"--{name}={one}" for name, every in given.items() for one in every]


@pytest.mark.parametrize("given", [LEAST, MORE, MORE | {"track": ["One", "Two"]}])
def test_a_new_site_has_no_errors_and_warns_of_what_is_left_to_decide(
    given: dict[str, list[str]], tmp_path: Path
) -> None:
    report = new_site(tmp_path / "site", given, None, today).report
    assert not report.has_errors
    assert {one.code for one in report.of(Severity.WARNING)} <= LEFT_TO_DECIDE


@pytest.mark.parametrize(
    "more",
    [
        {"language": ["es"]},
        {"deadline": ["none"]},
        {"deadline": ["first come first served"]},
        {"start": ["March 2033"]},
        {"start": ["summer 2033"], "place": ["online"]},
        {"start": ["tbd"]},
        {"base-url": ["http://localhost:8000/"]},
        {"base-url": ["https://192.0.2.1/"]},
        {"organization-kind": ["government"], "phone": ["601-555-0100"]},
        {"track": ["2033", "past", "Calendar", "Новый", "Новый 2"]},
        {"title": ["2033"], "place": ["2033"]},
    ],
)
def test_every_answer_that_is_taken_gives_a_site_without_errors(
    more: dict[str, list[str]], tmp_path: Path
) -> None:
    given = {
        name: one for name, one in (MORE | more).items() if name != "end" or "start" not in more
    }
    begun = new_site(tmp_path, given, None, today)
    assert not begun.report.has_errors, begun.report.diagnostics
    built = build_site(Settings.of(tmp_path, None, None, ()), today)
    assert built.published is not None


def test_what_is_not_known_is_not_made_up(tmp_path: Path) -> None:
    new_site(tmp_path, LEAST, None, today)
    programme = check_site(read_site_files(tmp_path), today).programme
    assert programme is not None
    (office,) = programme.site.contacts
    assert (office.phone, office.email, programme.trainings) == (None, None, ())
    assert programme.site.crisis_line is None


def test_the_first_page_shows_the_training_and_its_deadline(tmp_path: Path) -> None:
    new_site(tmp_path, MORE, None, today)
    build_site(Settings.of(tmp_path, None, None, ()), today)
    page = (tmp_path / "output/index.html").read_text(encoding="utf-8")
    assert "Peer Training" in page
    assert "February 7" in page
    assert "Sampleton, EX" in page


def test_without_a_training_the_first_page_says_so(tmp_path: Path) -> None:
    new_site(tmp_path, LEAST, None, today)
    build_site(Settings.of(tmp_path, None, None, ()), today)
    page = (tmp_path / "output/index.html").read_text(encoding="utf-8")
    assert "No training dates right now." in page


def test_its_workflows_get_sitegen_from_where_it_says(tmp_path: Path) -> None:
    new_site(tmp_path, LEAST, None, today)
    workflows = {one.name: one.read_text() for one in (tmp_path / ".github/workflows").iterdir()}
    assert len(workflows) > 1
    assert "check.yml" in workflows
    for text in workflows.values():
        assert "pip install ." not in text
        assert "pip install -r requirements.txt" in text
    assert "sitegen" in (tmp_path / "requirements.txt").read_text()


@pytest.mark.parametrize(
    ("noted", "line"),
    [
        (None, "sitegen==0.1.0"),
        (
            '{"url": "file:///home/a/sitegen-0.1.0-py3-none-any.whl"}',
            "./sitegen-0.1.0-py3-none-any.whl",
        ),
        ('{"url": "file:///home/a/sitegen"}', "./sitegen-0.1.0-py3-none-any.whl"),
        (
            """{"url": "https://example.org/sitegen.git",
            "vcs_info": {"vcs": "git", "commit_id": "abc"}}""",
            "sitegen @ git+https://example.org/sitegen.git@abc",
        ),
        (
            '{"url": "https://example.org/sitegen-0.1.0-py3-none-any.whl", "archive_info": {}}',
            "sitegen @ https://example.org/sitegen-0.1.0-py3-none-any.whl",
        ),
    ],
)
def test_requirements_name_where_sitegen_came_from(noted: str | None, line: str) -> None:
    assert requirement(noted).splitlines()[-1] == line


def test_a_second_run_destroys_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "site"
    assert main(["new", str(site), *options(MORE)]) == 0
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert main(["new", str(site), *options(LEAST)]) == 2
    assert "holds a site already. Nothing was changed." in capsys.readouterr().err
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_a_folder_with_files_of_its_own_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    assert main(["new", str(tmp_path), *options(LEAST)]) == 2
    assert "is not empty: letter.txt is in it. Nothing was changed." in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_no_site_is_begun_inside_another_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path), *options(LEAST)]) == 0
    assert main(["new", str(tmp_path / "content/other"), *options(LEAST)]) == 2
    assert f"is inside the site {tmp_path}." in capsys.readouterr().err
    assert not (tmp_path / "content/other").exists()


def test_an_empty_repository_and_a_virtual_environment_are_not_in_the_way(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".venv").mkdir()
    assert main(["new", str(tmp_path), *options(LEAST)]) == 0


def test_a_file_in_the_place_of_the_folder_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site").write_text("mine")
    assert main(["new", str(tmp_path / "site"), *options(LEAST)]) == 1
    assert "The disk refused, so nothing was changed." in capsys.readouterr().err
    assert (tmp_path / "site").read_text() == "mine"


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("nth", [1, 9])
def test_where_the_disk_refuses_nothing_is_left(
    error: int,
    nth: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    calls, write = 0, os.write

    def refused(descriptor: int, data: bytes) -> int:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise OSError(error, os.strerror(error))
        return write(descriptor, data)

    monkeypatch.setattr(writing.os, "write", refused)
    assert main(["new", str(tmp_path / "deep/site"), *options(LEAST)]) == 1
    assert "The disk refused" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("missing", LEAST)
def test_without_a_terminal_everything_that_is_missing_is_named(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new, "zone_of_this_computer", lambda: None)
    given = {name: one for name, one in LEAST.items() if name != missing}
    with pytest.raises(UnansweredError, match=f"--{missing} is missing"):
        new_site(tmp_path / "site", given, None, today)
    assert list(tmp_path.iterdir()) == []


WRONG = {
    "title": ("tbd", "cannot be left open"),
    "organization": ("???", "???"),
    "organization-kind": ("goverment", "Did you mean `government`?"),
    "timezone": ("Central", "Write it such as America/Chicago"),
    "language": ("English", "is not the short name of a language"),
    "base-url": ("www.example.org/peers", "Write https://www.example.org/peers"),
    "track": ("tbd", "cannot be left open"),
    "deadline": ("4 weeks", "Write it such as 4 weeks before start"),
    "email": ("me at example", "is not an e-mail address"),
    "phone": ("555-0100", "is not a phone number"),
    "start": ("3/7/2033", "Write 2033-03-07 (Monday, March 7, 2033)"),
    "end": ("2033-03-01", "before"),
    "mode": ("in person", "in-person"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_is_told_as_the_check_tells_it(name: str, tmp_path: Path) -> None:
    answer, said = WRONG[name]
    with pytest.raises(UnansweredError) as told:
        new_site(tmp_path / "site", MORE | {name: [answer]}, None, today)
    first, *others = str(told.value).splitlines()
    assert first.startswith(f"--{name}: ")
    assert said in first
    assert others == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "alone", [{"end": ["2033-03-11"]}, {"place": ["Hall"]}, {"mode": ["hybrid"]}]
)
def test_what_belongs_to_a_training_needs_one(alone: dict[str, list[str]], tmp_path: Path) -> None:
    with pytest.raises(UnansweredError, match="--start names"):
        new_site(tmp_path / "site", LEAST | alone, None, today)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names, names, names, names)
def test_any_name_is_kept_or_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, title: str, office: str, track: str, place: str
) -> None:
    site = tmp_path_factory.mktemp("site")
    given = MORE | {
        "title": [title],
        "organization": [office],
        "track": [track],
        "place": [place],
    }
    try:
        report = new_site(site, given, None, today).report
    except UnansweredError:
        assert list(site.iterdir()) == []
        return
    assert not report.has_errors
    programme = check_site(read_site_files(site), today).programme
    assert programme is not None
    kept = (programme.site.title, programme.site.organization, programme.tracks[0].name)
    assert kept == (title.strip(), office.strip(), track.strip())
    (training,) = programme.trainings
    assert [one.name for one in training.places if one] == [place.strip()]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stands_on_the_page_as_it_was_typed(name: str, tmp_path: Path) -> None:
    new_site(tmp_path, MORE | {"title": [name], "track": [name]}, None, today)
    built = build_site(Settings.of(tmp_path, None, None, ()), today)
    assert built.published is not None
    page = html.unescape((tmp_path / "output/index.html").read_text(encoding="utf-8"))
    assert name in page


def answers(*more: str) -> Sequence[str]:
    return ["Examplia Trainings", "Office of Examplia", "", "America/Chicago", *more]


def test_on_a_terminal_a_wrong_answer_is_asked_again(tmp_path: Path) -> None:
    lines = answers(
        *("", "www.example.org/peers", "", "Peer Training", "", "4 weeks", "", "", ""),
        *("3/7/2033", "2033-03-07", "2033-03-01", "2033-03-11", "online", ""),
    )
    person = Person(lines)
    begun = new_site(tmp_path / "site", {}, person, today)
    assert person.lines == []
    assert begun.answers.base_url == "https://www.example.org/peers"
    assert begun.answers.deadline == "4 weeks before start"
    assert (begun.answers.start, begun.answers.end) == ("2033-03-07", "2033-03-11")
    assert begun.answers.mode == "virtual"
    assert not begun.report.has_errors


def test_what_needs_an_answer_says_why(tmp_path: Path) -> None:
    person = Person(["", *answers(*[""] * 2, "Peer Training", *[""] * 5)])
    new_site(tmp_path / "site", {}, person, today)
    assert "It stands on every page, so only you can say it." in person.heard


def test_ctrl_c_writes_nothing(tmp_path: Path) -> None:
    shown, status = typed(["new", "site"], ["Examplia\n", "\x03"], tmp_path)
    assert "Stopped. Nothing was written." in shown
    assert status == 130
    assert list(tmp_path.iterdir()) == []


def test_a_person_at_a_terminal_comes_to_a_site(tmp_path: Path) -> None:
    lines = answers("", "", "Peer: Training # 1", "", "", "", "", "2033-03-07", "", "")
    shown, status = typed(["new", "site"], [f"{one}\n" for one in lines], tmp_path)
    assert status == 0, shown
    assert "sitegen serve" in shown
    assert main(["check", "--root", str(tmp_path / "site")]) == 0
