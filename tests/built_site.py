"""A site that was built, for tests that serve or read what is published."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen.cli import main

REAL = Path(__file__).parents[1]
INVENTED = Path(__file__).parent / "clients/site"
TODAY = {INVENTED: date(2024, 1, 15), REAL: date(2022, 3, 1)}

ALL = "calendars/all-trainings-and-deadlines.ics"

# What an editor of the invented site does: the change, and that it was told.
ONE_DAY_LESS = (
    "{id: plain-2024-05, track: plain, start: 2024-05-13, end: 2024-05-17}",
    """{id: plain-2024-05, track: plain, start: 2024-05-13, end: 2024-05-16,
       changes: [{on: 2024-01-15, what: One day less.}]}""",
)


@dataclass(frozen=True)
class BuiltSite:
    """A copy of a site that a test may change, and what was built from it, first an hour ago."""

    root: Path
    output: Path
    today: date

    @classmethod
    def of(cls, original: Path, root: Path, output: Path | None = None) -> BuiltSite:
        for name in ("content", "schedules"):
            shutil.copytree(original / name, root / name)
        site = cls(root, output or root / "output", TODAY[original])
        site.publish()
        # Servers tell two states of a file apart by its length and its time, in seconds.
        for file in site.output.rglob("*"):
            hour_before = file.stat().st_mtime - 3600
            os.utime(file, (hour_before, hour_before))
        return site

    def publish(self) -> None:
        """Record what subscribers are given from now on, and build."""
        assert self._sitegen("record") == 0
        self.build()

    def build(self) -> None:
        assert self.is_accepted()

    def is_accepted(self) -> bool:
        """Build; false where sitegen refuses what is written."""
        return self._sitegen("build", "--output", str(self.output)) == 0

    def _sitegen(self, command: str, *arguments: str) -> int:
        where = ["--root", str(self.root), "--today", self.today.isoformat()]
        return main([command, *where, *arguments])

    def edit(self, file: str, *changes: tuple[str, str]) -> None:
        """Replace texts of a file, each of which must stand there once."""
        text = (self.root / file).read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (self.root / file).write_text(text, encoding="utf-8")

    @property
    def feeds(self) -> Mapping[str, bytes]:
        """Every calendar by its address within the site."""
        return {
            file.relative_to(self.output).as_posix(): file.read_bytes()
            for file in sorted(self.output.rglob("*.ics"))
        }
