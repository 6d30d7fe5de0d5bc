"""Sites in repositories of git, and what `sitegen diff` says of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from case_files import SMALL

from sitegen.cli import main

SCHEDULE = "schedules/2022.yaml"
TODAY = "2022-01-10"

FOUR_TRAININGS = """\
year: 2022
defaults:
  place: virtual
trainings:
  - id: cpss-2022-03
    track: cpss
    start: 2022-03-07
    end: 2022-03-11
  - id: cpss-2022-05
    track: cpss
    start: 2022-05-16
    end: 2022-05-20
  - id: cpss-2022-07
    track: cpss
    start: 2022-07-18
    end: 2022-07-22
  - id: cpss-2022-09
    track: cpss
    start: 2022-10-03
    end: 2022-10-07
"""
"""The deadline of each is computed. The last one would be on Labor Day."""


class Repository:
    """A site under git, the small one with four trainings in its first revision."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys
        shutil.copytree(SMALL, root, dirs_exist_ok=True)
        self.write({SCHEDULE: FOUR_TRAININGS})
        self.git("init", "--quiet")
        self.commit()

    def git(self, *arguments: str, data: bytes | None = None) -> bytes:
        people = {"NAME": "An Editor", "EMAIL": "editor@example.org"}
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
            **{
                f"GIT_{who}_{of}": it
                for of, it in people.items()
                for who in ("AUTHOR", "COMMITTER")
            },
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        ran = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=environment,
            input=data,
            capture_output=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def commit(self) -> str:
        """Commit everything, and give the name of the revision."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "An edit")
        return self.git("rev-parse", "HEAD").decode().strip()

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, encoding="utf-8")

    def edit(self, path: str, *pairs: tuple[str, str]) -> None:
        """Put one text in place of another, which stands there once."""
        text = (self.root / path).read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
            text = text.replace(old, new)
        (self.root / path).write_text(text, encoding="utf-8")

    def diff(self, *arguments: str, status: int = 0, today: str = TODAY) -> str:
        """Give what is said, on both streams."""
        self._capsys.readouterr()
        found = main(["diff", "--root", str(self.root), "--today", today, *arguments])
        said = self._capsys.readouterr()
        assert found == status, said
        return said.out + said.err

    def comparison(self, *arguments: str, today: str = TODAY) -> dict[str, Any]:
        said = json.loads(self.diff(*arguments, "--format", "json", today=today))
        found: dict[str, Any] = said["comparison"]
        return found

    def said(self, kind: str, *arguments: str, today: str = TODAY) -> list[str]:
        """Give what is said of one kind of differences."""
        found = self.comparison(*(arguments or ("HEAD",)), today=today)["differences"]
        return [f"{one['about']}: {one['words']}" for one in found if one["kind"] == kind]
