"""`sitegen eligible`: exactly what staff read, for the answers that somebody gave on the phone."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.cli import main
from sitegen.eligible.answer import CANNOT_SAY, NOT_MET, SEEMS_TO_MEET

ROOT = Path(__file__).parents[1]
CONVERSATIONS = Path(__file__).parent / "eligible"
NAMES = sorted(path.stem for path in CONVERSATIONS.glob("*.txt"))


def command(name: str) -> list[str]:
    """Give the arguments in the first line of a conversation, `$ sitegen eligible …`."""
    first = (CONVERSATIONS / f"{name}.txt").read_text(encoding="utf-8").partition("\n")[0]
    return shlex.split(first.removeprefix("$ sitegen "))


@pytest.mark.parametrize("name", NAMES)
def test_a_conversation_goes_exactly_so(
    name: str, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    path = CONVERSATIONS / f"{name}.txt"
    status = main([*command(name), "--root", str(ROOT)])
    said = capsys.readouterr()
    assert status == (2 if name.startswith("not-read") else 0)
    assert (said.out == "") == (status == 2)
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    text = f"{first}\n{said.out}{said.err}"
    if request.config.getoption("--update-cases"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def test_it_is_never_said_that_somebody_is_eligible() -> None:
    words = [line for name in NAMES for line in _said(name)]
    assert not [line for line in words if "eligible" in line.lower()]
    for phrase in (SEEMS_TO_MEET, NOT_MET, "the office decides this", CANNOT_SAY):
        assert any(phrase in line for line in words)


def _said(name: str) -> Iterator[str]:
    yield from (CONVERSATIONS / f"{name}.txt").read_text(encoding="utf-8").splitlines()[1:]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for folder in ("content", "schedules"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_answers_are_not_written_anywhere(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(site)
    monkeypatch.setenv("HOME", str(site))
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert main(["eligible", "age=25", "lived_experience=yes"]) == 0
    assert main(["eligible", "--all", "--for", "young-adult"]) == 0
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before
    assert capsys.readouterr().err == ""


def test_where_the_site_has_errors_only_these_are_said(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content/places.yaml").write_text("places: [x]\n")
    assert main(["eligible", "age=25", "--root", str(site)]) == 1
    said = capsys.readouterr().out
    assert "[wrong-shape]" in said
    assert said.endswith("Nobody can be told who can apply.\n")
    assert SEEMS_TO_MEET not in said


def test_a_designation_that_is_not_offered_on_the_day_is_said_to_be_so(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = site / "content/designations.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(
        text.replace("    name: Young Adult\n", "    name: Young Adult\n    from: 2023-05-01\n"),
        encoding="utf-8",
    )
    arguments = ["eligible", "--root", str(site), "--for", "young-adult", "--today"]
    assert main([*arguments, "2023-04-30"]) == 0
    assert "not offered on Sunday, April 30, 2023" in capsys.readouterr().out
    assert main([*arguments, "2023-05-01"]) == 0
    assert "cannot say yet" in capsys.readouterr().out


def test_a_track_without_rules_to_hold_is_never_said_to_fit(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tracks = site / "content/tracks.yaml"
    text = tracks.read_text(encoding="utf-8")
    kept = text.partition("  - id: cpss-supervisor")[0]
    # Without rules there is no page of them to link to.
    tracks.write_text(kept.replace("/designations/", "/contact/"), encoding="utf-8")
    for path in ("content/designations.yaml", "schedules/2022.yaml"):
        (site / path).unlink()
    for page in (site / "content/pages").glob("*.md"):
        if page.name != "become.md":
            page.unlink()
    become = site / "content/pages/become.md"  # it links to the tracks that are gone
    become.write_text("---\ntitle: How\nsummary: How to begin.\n---\nAsk us.\n", encoding="utf-8")
    schedule = site / "schedules/2020.yaml"
    kept = schedule.read_text(encoding="utf-8").partition("  - id: cpss-supervisor")[0]
    schedule.write_text(kept, encoding="utf-8")
    assert main(["eligible", "--root", str(site), "--today", "2020-01-01"]) == 0
    said = capsys.readouterr().out
    assert SEEMS_TO_MEET not in said
    assert NOT_MET in said


def test_a_table_that_would_be_too_long_is_not_begun(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sitegen.eligible.table.MOST_ROWS", 11)
    arguments = ["eligible", "--root", str(site), "--all", "--for", "young-adult"]
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("These are more than 11 combinations, too many for a table.")
    assert main([*arguments, "age=20"]) == 0


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        ("before 2021-05-01", ["before 2021-05-01,yes", "2021-05-01 or later,no"]),
        (
            "2021-05-01 to 2022-04-30",
            ["before 2021-05-01,no", "2021-05-01 to 2022-04-30,yes", "2022-05-01 or later,no"],
        ),
    ],
)
def test_a_table_has_days_as_ranges(
    condition: str, rows: list[str], site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = f"""\
facts:
  done: {{type: date, ask: When did you complete it?}}
designations:
  - {{id: it, name: It, requires: [{{text: was in time, when: {{done: {condition}}}}}]}}
"""
    (site / "content/designations.yaml").write_text(rules, encoding="utf-8")
    tracks = site / "content/tracks.yaml"
    text = tracks.read_text(encoding="utf-8")
    open_to_all = re.sub("^    entry: .*$", "    entry: any designation", text, flags=re.MULTILINE)
    tracks.write_text(open_to_all, encoding="utf-8")
    assert main(["eligible", "--root", str(site), "--all", "--for", "it"]) == 0
    assert capsys.readouterr().out.splitlines() == ["done,it", *rows]
