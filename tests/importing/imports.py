"""What tests of `sitegen import` share: a site in a folder, and what an import of it says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sitegen.cli import main

ROOT = Path(__file__).parents[2]
PROJECTS = ROOT / "tests/projects"
DOGS = PROJECTS / "dog-school"
"""One track, "Puppy Course", and one place, "Dog meadow"."""


def site_in(folder: Path, of: Path = DOGS) -> Path:
    """Copy a site into a folder, where tests may write."""
    root = folder / "site"
    for name in ("content", "schedules"):
        shutil.copytree(of / name, root / name)
    return root


def without_trainings(root: Path) -> Path:
    """Take all trainings out of a site. One that nobody means keeps the site from being empty."""
    for path in (root / "schedules").glob("*.yaml"):
        path.unlink()
    return root


def imported(
    capsys: pytest.CaptureFixture[str], root: Path, files: Sequence[Path], *options: str
) -> dict[str, Any]:
    """Give what an import says as JSON."""
    names = [str(path) for path in files]
    main(["import", *names, "--root", str(root), "--format", "json", *options])
    said = capsys.readouterr()
    assert said.err == ""
    found: dict[str, Any] = json.loads(said.out)
    return found


def imported_text(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str | bytes, *options: str
) -> dict[str, Any]:
    """Give what an import of a text into the dog school says."""
    file = tmp_path / "pasted.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    root = tmp_path / "site"
    return imported(capsys, root if root.exists() else site_in(tmp_path), [file], *options)


def yaml_of(found: dict[str, Any]) -> list[str]:
    """Give the new trainings as they would be written."""
    return [one["yaml"] for one in found["new"]]


def files_of(root: Path) -> dict[str, bytes]:
    """Give every file of a site, to be compared later."""
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}
