"""What measures speed still runs, at a tiny size. How fast it is, no test says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from beside import NAMES
from lean_check import faults
from lean_programme import write_workload
from measuring import run
from other_generators import TO_INSTALL, command_of, prepare
from peer_workload import Workload

from sitegen.publish import publish
from sitegen.site.production import produce

ROOT = Path(__file__).parents[1]
BENCHMARKS = ROOT / "benchmarks"

IN_PARTS = {"load.py", "lean_check.py"}
"""What is run part by part: in `test_load.py`, because it needs other programs, and below."""

TINY = {
    "beside.py": ("--trainings", "6", "--tracks", "2", "--rounds", "1", "--tools", "none"),
    "lean_programme.py": ("out", "--trainings", "3"),
    "nights.py": ("--from", "2022-03-01", "--to", "2022-03-02"),
    "mistakes.py": ("--trainings", "20", "--mistakes", "5", "--runs", "1"),
    "peer_workload.py": ("data", "out"),
    "large_programme.py": ("out", "--trainings", "3"),
    "pictures.py": ("--trainings", "3"),
    "saves.py": ("--rounds", "1"),
    "stages.py": ("--trainings", "2", "--runs", "1"),
    "start.py": (str(ROOT / "tests/projects/small"), "--rounds", "1"),
}
PRINTS = {
    "beside.py": "hugo is not installed: python benchmarks/beside.py --install\n",
    "lean_programme.py": "",
    "nights.py": "Looked at 1 nights.",
    "mistakes.py": "| with 5 mistakes |",
    "peer_workload.py": "",
    "large_programme.py": "",
    "pictures.py": "the next day, with:",
    "saves.py": "by renaming",
    "stages.py": "| publish again, no change |",
    "start.py": "build, nothing changed",
}
WORKLOAD = {
    "site.yaml": "title: Trainings\nbase_url: https://example.org\nas_of: 2030-01-01\n",
    "tracks.yaml": "- {id: one, title: One, deadline_kind: application}\n",
    "contacts.yaml": "c0: {name: A, phone: 601-555-0100, email: a@example.org}\n",
    "trainings/one-2030.yaml": """\
- id: '2030-02-04'
  track: one
  title: One, first
  start: 2030-02-04
  end: 2030-02-08
  format: virtual
  location: Online
  deadline_kind: application
  deadline: 2030-01-04
  contact: c0
  notes: |
    Bring **a pen**.
- id: '2030-03-04'
  track: one
  title: One, second
  start: 2030-03-04
  end: 2030-03-08
  format: in-person
  location: Jackson
  deadline_kind: application
  deadline: 2030-02-04
  contact: c0
  notes: Bring nothing.
""",
}


def test_each_is_run() -> None:
    runs = {path.name for path in BENCHMARKS.glob("*.py") if "__main__" in path.read_text("utf-8")}
    assert runs - IN_PARTS == TINY.keys() == PRINTS.keys()


@pytest.mark.parametrize("name", TINY)
def test_it_runs(name: str, tmp_path: Path) -> None:
    for path, text in WORKLOAD.items():
        (tmp_path / "data" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / path).write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, BENCHMARKS / name, *TINY[name]],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert PRINTS[name] in ran.stdout
    if name == "peer_workload.py":
        made = {path.relative_to(tmp_path / "out").as_posix() for path in _files(tmp_path / "out")}
        assert made == {
            *("index.html", "one/index.html", "one/calendar.ics", "archive/2030/index.html"),
            *("one/2030-02-04/index.html", "one/2030-02-04/calendar.ics"),
            *("one/2030-03-04/index.html", "one/2030-03-04/calendar.ics"),
        }
        page = (tmp_path / "out/one/2030-02-04/index.html").read_text("utf-8")
        assert "<strong>a pen</strong>" in page
        calendar = (tmp_path / "out/one/calendar.ics").read_text("utf-8")
        assert calendar.count("BEGIN:VEVENT") == 4, "a training and a deadline of each"


def test_the_check_of_the_lean_site_names_what_is_not_whole(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    write_workload(data, trainings=9, tracks=2)
    publish(produce(list(Workload(data).planned())), out)
    assert faults(data, out) == []
    for name, old, new in [
        ("index.html", 'href="/track-1/"', ""),
        ("track-0/index.html", "<tr><td>", ""),
        ("track-0/calendar.ics", "BEGIN:VEVENT\r\n", ""),
        ("track-0/calendar.ics", "\r\n", "\n"),
        ("track-0/calendar.ics", "SUMMARY:", f"SUMMARY:{'x' * 70}"),
        ("archive/2026/index.html", "<tr><td>", ""),
        ("{training}/index.html", "<em>", ""),
        ("{training}/index.html", 'rel="next"', ""),
        ("{training}/index.html", 'datetime="', ""),
        ("{training}/calendar.ics", "BEGIN:VEVENT\r\n", ""),
    ]:
        training = min(path for path in (out / "track-0").iterdir() if path.is_dir())
        path = out / name.format(training=training.relative_to(out))
        whole = path.read_bytes()
        assert old.encode() in whole, name
        path.write_bytes(whole.replace(old.encode(), new.encode(), 1))
        assert faults(data, out) != [], (name, old)
        path.unlink()
        assert faults(data, out) != [], name
        path.write_bytes(whole)
    assert faults(data, out) == []


@pytest.mark.parametrize("name", NAMES)
def test_another_generator_builds_the_whole_lean_site(name: str, tmp_path: Path) -> None:
    data, tools = tmp_path / "data", ROOT / ".bench-cache"
    command = command_of(name, tools)
    if command is None:
        pytest.skip(f"{name} is not installed: {TO_INSTALL}")
    write_workload(data, trainings=9, tracks=2)
    prepare(name, tools, data, tmp_path / name)
    run(command, tmp_path / name, os.environ)
    assert faults(data, tmp_path / name / "public") == []


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name[0] != "."]
