"""A build gives the same bytes for the same input, and nothing at all after a mistake."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sitegen.build import build_site
from sitegen.check import check_site
from sitegen.cli import main
from sitegen.folder import read_site_files
from sitegen.settings import Settings, shipped_templates
from sitegen.site.plan import plan
from sitegen.site.production import produce
from sitegen.site.rendering import Templates

ROOT = Path(__file__).parents[1]
TODAY = date(2022, 3, 1)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the real site's content that a test may spoil."""
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, tmp_path / "site" / name)
    return tmp_path / "site"


def build(site: Path, *more: str) -> int:
    return main(["build", "--root", str(site), "--today", str(TODAY), *more])


@pytest.mark.parametrize(
    ("folder", "environment"),
    [
        ("/", {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}),
        (".", {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "LC_ALL": "C"}),
    ],
)
def test_the_same_input_gives_the_same_bytes_anywhere(
    site: Path, tmp_path: Path, folder: str, environment: dict[str, str]
) -> None:
    assert build(site) == 0
    other = tmp_path / "elsewhere"
    subprocess.run(
        [
            *(sys.executable, "-m", "sitegen", "build", "--root", str(site)),
            *("--today", str(TODAY), "--output", str(other)),
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        check=True,
        capture_output=True,
    )
    assert tree(other) == tree(site / "output")


def test_a_build_without_a_change_touches_no_file(site: Path) -> None:
    assert build(site) == 0

    def stamps() -> dict[str, tuple[int, int]]:
        files = (p for p in (site / "output").rglob("*"))
        return {str(p): (p.stat().st_ino, p.stat().st_mtime_ns) for p in files}

    before = stamps()
    assert build(site) == 0
    assert stamps() == before


MISTAKES = """\
year: 2022
trainings:
  - id: cpss-2022-05
    track: peer-bridge
    start: 3/21/2022
    finish: 2022-03-25
  - id: late
    track: peer-bridger
    start: 2022-06-21
    deadline: 2022-06-22
    track: peer-bridger
  - id: impossible
    track: cpss
    start: 2022-02-30
  - id: weekday
    track: cpss
    start: Monday 2022-05-17
"""


def test_every_mistake_is_named_at_its_place_in_one_run_and_nothing_is_written(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(site) == 0
    before = tree(site / "output")
    (site / "schedules/2022-more.yaml").write_text(MISTAKES, encoding="utf-8")
    capsys.readouterr()
    assert build(site) == 1
    said = capsys.readouterr().out
    for place, code in [
        ("schedules/2022-more.yaml:4:12", "unknown-reference"),
        ("schedules/2022-more.yaml:5:12", "date-format"),
        ("schedules/2022-more.yaml:6:5", "unknown-field"),
        ("schedules/2022-more.yaml:10:15", "deadline-after-start"),
        ("schedules/2022-more.yaml:11:5", "duplicate-field"),
        ("schedules/2022-more.yaml:14:12", "impossible-date"),
        ("schedules/2022-more.yaml:17:12", "weekday-mismatch"),
        ("schedules/2022.yaml:", "duplicate-id"),
    ]:
        assert any(line.startswith(place) and f"[{code}]" in line for line in said.splitlines())
    assert said.rstrip().endswith("Nothing was published.")
    assert tree(site / "output") == before


@pytest.mark.parametrize(
    ("name", "data", "place", "help_"),
    [
        (
            "pages/home.html",
            '{% extends "layouts/site.html" %}\n{# Día #}\n'.encode("latin-1"),
            "2:5",
            "It is most likely “í”.",
        ),
        ("pages/home.html", "<p>Día</p>".encode("utf-16"), "1:1", ""),
        ("partials/own.txt", "Tel. … 5 €".encode("windows-1252"), "1:6", "likely “…”. There are 1"),
        ("layouts/site.html", "\n\n<p>“Peers”</p>".encode("windows-1252"), "3:4", "likely ““”."),
    ],
)
def test_a_template_in_another_encoding_is_told_at_its_place(
    site: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    data: bytes,
    place: str,
    help_: str,
) -> None:
    own = site / "templates" / name
    own.parent.mkdir(parents=True)
    own.write_bytes(data)
    assert build(site) == 1
    said = capsys.readouterr().out
    assert f"templates/{name}:{place}: error: The file is" in said
    assert said.count("[encoding]") == 1
    assert help_ in said
    assert "Nothing was published." in said


def test_a_picture_that_is_both_logo_and_asset_is_one_file(site: Path) -> None:
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    for file in ("content/files/emblem.svg", "templates/assets/logo/emblem.svg"):
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        (site / file).write_bytes(picture)
    settings = site / "content/site.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "look:\n  logo: {file: emblem.svg, text: Emblem}\n",
        encoding="utf-8",
    )
    assert build(site) == 0
    assert len(list((site / "output/assets/logo").iterdir())) == 1


def test_a_broken_template_is_a_problem_at_its_line_and_nothing_is_written(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(site) == 0
    before = tree(site / "output")
    own = site / "templates/pages/home.html"
    own.parent.mkdir(parents=True)
    own.write_text("<p>\n{{ nobody.knows }}\n", encoding="utf-8")
    capsys.readouterr()
    assert build(site) == 1
    assert "templates/pages/home.html:2:1: error:" in capsys.readouterr().out
    assert tree(site / "output") == before


def test_the_site_moves_with_its_base_url(site: Path) -> None:
    assert build(site, "--base-url", "https://moved.example/") == 0
    home = (site / "output/index.html").read_text(encoding="utf-8")
    assert 'href="https://moved.example/"' in home
    assert "example.org/peer-support" not in home
    feed = (site / "output/calendars/cpss-trainings-and-deadlines.ics").read_text(encoding="utf-8")
    assert "@peer-support.example.org" in feed, "UIDs never move"


def test_a_base_url_that_is_none_is_wrong_usage(site: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        build(site, "--base-url", "nowhere")
    assert stopped.value.code == 2


def test_many_files_made_in_processes_are_the_files_made_in_one(site: Path) -> None:
    programme = check_site(read_site_files(site), lambda _: TODAY).programme
    assert programme is not None
    planned = plan(
        programme,
        today=TODAY,
        base_url=programme.site.base_url,
        templates=Templates([shipped_templates()]),
    )
    assert dict(produce(planned, processes=2)) == dict(produce(planned, processes=1))


def test_the_report_says_what_was_written(site: Path) -> None:
    settings = Settings.of(site, None, None, ())
    first = build_site(settings, lambda _: TODAY)
    second = build_site(settings, lambda _: TODAY)
    assert first.published is not None
    assert second.published is not None
    assert first.published.written > 40
    assert (second.published.written, second.published.removed) == (0, 0)


def test_a_preview_goes_into_a_folder_of_its_own(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(site)
    published = tree(site / "output")
    assert build(site, "--preview") == 0
    assert "The preview is in " in capsys.readouterr().out
    assert tree(site / "output") == published
    assert b"Preview of a change" in tree(site / "preview")["index.html"]
    for more in (["--preview", "--output", str(site / "output")], ["--output", f"{site}/preview"]):
        before = tree(site)
        assert build(site, *more) == 1
        assert "Name another folder with --output" in capsys.readouterr().out
        assert tree(site) == before


def test_a_preview_shows_the_same_problems_and_stays_as_it_was(site: Path) -> None:
    build(site, "--preview")
    before = tree(site / "preview")
    (site / "content/site.yaml").write_text("title: x")
    assert build(site, "--preview") == 1
    assert tree(site / "preview") == before


@pytest.mark.parametrize("nothing_ahead", [True, False])
def test_where_no_training_is_ahead_a_day_is_named_on_which_some_were(
    site: Path, nothing_ahead: bool
) -> None:
    settings = Settings.of(site, None, None, ())
    day = date(2030, 1, 1) if nothing_ahead else TODAY
    outcome = build_site(settings, lambda _: day).outcome
    assert ("No training is ahead." in outcome) is nothing_ahead
    if nothing_ahead:
        named = date.fromisoformat(outcome.rpartition("--today ")[2])
        assert "No training is ahead." not in build_site(settings, lambda _: named).outcome
