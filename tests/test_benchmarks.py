"""What measures speed still runs, at a tiny size. How fast it is, no test says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BENCHMARKS = ROOT / "benchmarks"

IN_PARTS = {"load.py"}
"""What is run part by part elsewhere, because it needs other programs: `test_load.py`."""

TINY = {
    "nights.py": ("--from", "2022-03-01", "--to", "2022-03-02"),
    "mistakes.py": ("--trainings", "20", "--mistakes", "5", "--runs", "1"),
    "peer_workload.py": ("data", "out"),
    "large_programme.py": ("out", "--trainings", "3"),
    "stages.py": ("--trainings", "2", "--runs", "1"),
    "start.py": (str(ROOT / "tests/projects/small"), "--rounds", "1"),
}
PRINTS = {
    "nights.py": "Looked at 1 nights.",
    "mistakes.py": "| with 5 mistakes |",
    "peer_workload.py": "",
    "large_programme.py": "",
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


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name[0] != "."]
