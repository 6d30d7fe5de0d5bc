"""How much work commands do: each thing once, and nothing where nothing has changed.

Seconds differ from machine to machine, so no test asks for them. What is done twice, or once for
each of all others, shows here.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from large_programme import write_programme
from work import work_of

ROOT = Path(__file__).parents[1]
DAY = ("--today", "2026-01-01")
"""A tenth of the invented trainings lie ahead."""

SMALL, STEP = 40, 40
NOT_PAGES = {"sitemap.xml", "robots.txt", "changes.atom"}
"""Files beside the pages that are filled templates."""


class Measured:
    """A site, and the work of a first build, of the same again, of a check, and after an edit."""

    def __init__(self, site: Path, folder: Path) -> None:
        self.site, self.output, cache = site, folder / "output", folder / "cache"
        build = ("build", *DAY, "--output", str(self.output))
        self.cold = work_of(*build, site=site, cache=cache)
        self.times = {path: path.stat().st_mtime_ns for path in self.files}
        self.again = work_of(*build, site=site, cache=cache)
        self.times_again = {path: path.stat().st_mtime_ns for path in self.files}
        self.check = work_of("check", *DAY, site=site, cache=cache)
        newest = max((site / "schedules").glob("*.yaml"))
        text = newest.read_text("utf-8")
        newest.write_text(text.replace("    start:", "    capacity: 7\n    start:", 1), "utf-8")
        self.edited = work_of(*build, site=site, cache=cache)
        newest.write_text(text, "utf-8")

    @property
    def read(self) -> list[Path]:
        return [path for path in self.site.rglob("*") if path.suffix in {".yaml", ".md"}]

    @property
    def files(self) -> list[Path]:
        return [path for path in self.output.rglob("*") if path.is_file()]

    @property
    def entries(self) -> set[str]:
        texts = (path.read_text("utf-8") for path in self.files if path.suffix == ".ics")
        return {uid for text in texts for uid in re.findall("^UID:.*", text, re.MULTILINE)}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    folder = tmp_path_factory.mktemp("real")
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, folder / "site" / name)
    return Measured(folder / "site", folder)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> list[Measured]:
    """Three programmes, each with as many more trainings."""
    found = []
    for number in range(3):
        folder = tmp_path_factory.mktemp(f"invented-{number}")
        write_programme(folder / "site", SMALL + number * STEP, tracks=4, years=10)
        found.append(Measured(folder / "site", folder))
    return found


def test_each_thing_is_done_once(real: Measured) -> None:
    work = real.cold
    shipped = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert work["YAML texts"] == len(real.read)
    assert work["files read"] == len(real.read) + len(shipped)
    pages = [path for path in real.files if path.suffix == ".html" or path.name in NOT_PAGES]
    assert work["templates"] == len(pages)
    assert work["entries"] == len(real.entries) > 0
    assert work["files written"] == len(real.files)
    assert work["Markdown texts"] > 0
    assert work["views"] > 0


def test_a_check_reads_each_file_once_and_makes_nothing(real: Measured) -> None:
    assert real.check["files read"] == real.check["YAML texts"] == len(real.read)
    assert real.check["nodes"] == real.cold["nodes"] > 0
    for kind in ("views", "templates", "entries", "files written"):
        assert real.check[kind] == 0, kind


def test_where_nothing_has_changed_nothing_is_done(
    real: Measured, invented: list[Measured]
) -> None:
    for one in (real, *invented):
        assert one.again == Counter()
        assert one.times_again == one.times


def test_after_an_edit_only_what_shows_it_is_made(invented: list[Measured]) -> None:
    for one in invented:
        assert one.edited["entries"] == 2, "its own and that of its deadline"
        assert one.edited["trainings in JSON"] == 1
        assert one.edited["files written"] < 10
    first, second, third = (one.edited for one in invented)
    for kind in ("templates", "views", "Markdown texts"):
        assert third[kind] - first[kind] <= 2 * (second[kind] - first[kind]) + 8, kind


def test_more_trainings_take_no_more_work_than_there_are_more(invented: list[Measured]) -> None:
    first, second, third = (one.cold for one in invented)
    assert first["files read"] == second["files read"] == third["files read"], "years and tracks"
    for kind in third:
        assert third[kind] - second[kind] <= 1.1 * (second[kind] - first[kind]), kind
    for kind in ("nodes", "templates", "entries", "files written"):
        assert third[kind] - second[kind] == second[kind] - first[kind], kind


def test_the_text_of_each_training_is_read_once(invented: list[Measured]) -> None:
    first, second, third = invented
    assert second.cold["Markdown texts"] - first.cold["Markdown texts"] == STEP
    assert third.cold["Markdown texts"] - second.cold["Markdown texts"] == STEP
    assert second.check["Markdown texts"] - first.check["Markdown texts"] <= STEP


def test_each_training_has_one_entry_and_one_deadline(invented: list[Measured]) -> None:
    for number, one in enumerate(invented):
        assert one.cold["entries"] == len(one.entries) == 2 * (SMALL + number * STEP)
