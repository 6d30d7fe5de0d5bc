"""What the command line answers: exit statuses, help, and wrong use."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sitegen.cli import main
from sitegen.command_parser import columns

ROOT = Path(__file__).parents[1]


def test_check_of_the_real_site_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(ROOT)]) == 0
    assert "No problems" in capsys.readouterr().out.splitlines()[-1]


def test_a_folder_without_a_site_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(tmp_path)]) == 2
    assert "has no folder content or schedules" in capsys.readouterr().err


def test_a_site_without_its_settings_is_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    assert main(["check", "--root", str(tmp_path)]) == 1
    assert "content/site.yaml is not there" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check", "--today", "3/1/2022"],
        ["build", "--port", "1"],
        ["check", "--unknown"],
        ["build", "--templates", "nowhere"],
    ],
)
def test_wrong_use_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: sitegen" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("chek", "There is no command chek. Did you mean check?"),
        ("biuld --today 2022-03-01", "There is no command biuld. Did you mean build?"),
        ("tidy", "There is no command tidy. The commands are: new, add, check,"),
        ("init my-site", "There is no command init. Did you mean new?"),
        ("preview", "There is no command preview. Did you mean serve?"),
        ("--verbose", "sitegen has no option --verbose. Options stand behind a command."),
        ("check --tody 2022-03-01", "sitegen check has no option --tody. Did you mean --today?"),
        ("serve --prot=8001", "sitegen serve has no option --prot. Did you mean --port?"),
        ("build --port 8001", "sitegen build has no option --port. It belongs to sitegen serve."),
        (
            "record --everything",
            "sitegen record has no option --everything. It has --from,",
        ),
        ("check a.yaml", "sitegen check takes no a.yaml. It looks at the whole site."),
        ("explain one two", "sitegen explain takes no two."),
    ],
)
def test_wrong_use_is_told_with_what_was_meant(
    typed: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(typed.split())
    assert stopped.value.code == 2
    assert said in " ".join(capsys.readouterr().err.split())


def what_is_said(folder: Path, *arguments: str) -> tuple[str, str, int]:
    ran = subprocess.run(
        [sys.executable, "-m", "sitegen", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout, ran.stderr, ran.returncode


def test_without_a_command_it_says_what_to_do_here(tmp_path: Path) -> None:
    out, _, status = what_is_said(tmp_path)
    assert "To begin one: sitegen new my-site" in out
    assert status == 2
    shutil.copytree(ROOT / "tests/projects/small", tmp_path / "our site")
    out, _, _ = what_is_said(tmp_path)
    assert "Go there: cd 'our site'" in out
    out, _, _ = what_is_said(tmp_path / "our site")
    assert "sitegen serve" in out
    assert "sitegen add training" in out


@pytest.mark.parametrize("command", ["check", "serve", "record", "add training", "diff"])
@pytest.mark.parametrize(
    ("place", "way"), [("", "site"), ("site/content", ".."), ("site/content/pages", "../..")]
)
def test_a_command_in_the_wrong_place_is_told_where_the_site_is(
    command: str, place: str, way: str, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "tests/projects/small", tmp_path / "site")
    _, err, status = what_is_said(tmp_path / place, *command.split())
    assert f"There is one in {tmp_path / 'site'}. Go there: cd {way}\n" in err
    assert status == 2


def test_where_no_site_is_near_it_says_how_to_begin_one(tmp_path: Path) -> None:
    _, err, _ = what_is_said(tmp_path, "check")
    assert "To begin one: sitegen new my-site" in err


def test_schema_writes_what_is_committed(tmp_path: Path) -> None:
    assert main(["schema", "--root", str(ROOT), "--output", str(tmp_path)]) == 0
    written = {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir()}
    committed = {p.name: p.read_text(encoding="utf-8") for p in (ROOT / "schemas").glob("*.json")}
    assert written == committed


@pytest.mark.parametrize("command", ["check", "build", "record"])
def test_what_the_disk_refuses_is_said_in_a_sentence(
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "schedules/2030.yaml").write_text("year: 2030\n")
    open_ = os.open

    def refused(path: str, *more: Any, **others: Any) -> Any:
        if path == "2030.yaml":  # as for somebody who may not read it
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return open_(path, *more, **others)

    monkeypatch.setattr(os, "open", refused)
    assert main([command, "--root", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("The disk refused")
    assert "2030.yaml" in said


def test_an_output_folder_that_cannot_be_made_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert main(["build", "--root", str(ROOT), "--output", str(tmp_path / "file/output")]) == 1
    assert "The disk refused" in capsys.readouterr().err


def test_a_terminal_that_cannot_show_a_character_still_shows_the_rest() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", "check", "--root", str(ROOT)],
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_machine_without_libyaml_is_told_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/places.yaml").write_text("a: [\n")  # only a parser can tell what is wrong
    start = (
        "import yaml; yaml.__with_libyaml__ = False; "
        "from sitegen.__main__ import main; raise SystemExit(main())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", start, "check", "--root", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 3
    assert "pip install" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("terminal", [None, 0, 33])
@pytest.mark.parametrize("told", [None, "", "40", "0", "-3", "wide"])
def test_help_is_as_wide_as_the_terminal(
    told: str | None, terminal: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def size(_: int) -> os.terminal_size:
        if terminal is None:
            raise OSError
        return os.terminal_size((terminal, 24))

    monkeypatch.setattr(os, "get_terminal_size", size)
    monkeypatch.delenv("COLUMNS", raising=False)
    if told is not None:
        monkeypatch.setenv("COLUMNS", told)
    columns.cache_clear()
    assert columns() == shutil.get_terminal_size().columns
    columns.cache_clear()
