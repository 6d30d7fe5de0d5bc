"""A new site: from questions to a folder with all of its files."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from sitegen.asking import Asking, Terminal, Wrong, wrong_in
from sitegen.check import Clock, check_site
from sitegen.diagnostics import Report
from sitegen.folder import SiteFiles, read_site_files
from sitegen.lazy import dataclass
from sitegen.source.values import TIME_ZONE
from sitegen.starting.answers import Answers
from sitegen.starting.files import content_files, site_files
from sitegen.starting.questions import ask_for_site
from sitegen.starting.reading import read_seeds, read_shipped
from sitegen.starting.requirement import requirement
from sitegen.whereabouts import sites_around
from sitegen.writing import replace_files

_MAY_BE_THERE = frozenset({".git", ".venv", "venv", ".DS_Store"})
"""What does not belong to a site, and is often there before it."""


class NotEmptyError(Exception):
    """A folder holds something that a new site could destroy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A site that was begun: its answers, its files, and what the check says of them."""

    answers: Answers
    paths: tuple[str, ...]
    report: Report


def new_site(
    folder: Path, given: Mapping[str, Sequence[str]], terminal: Terminal | None, clock: Clock
) -> Begun:
    """Ask for what was not given, and write a site into a folder that is empty or not there.

    Raises `NotEmptyError`, `UnansweredError` or what the disk says. Nothing was written then.
    """
    _require_empty(folder)
    seeds = read_seeds()

    def examine(answers: Answers, typed: str) -> Wrong | None:
        files = content_files(answers, clock("UTC"), seeds)
        in_memory = {path: text.encode() for path, text in files.items()}
        checked = check_site(SiteFiles(folder, in_memory, frozenset()), clock)
        return wrong_in(checked.report.diagnostics, typed)

    answers = ask_for_site(Asking(given, terminal), zone_of_this_computer(), examine)
    today: date = clock(answers.timezone)
    files = site_files(answers, today, seeds, read_shipped(), requirement(_direct_url()))
    _write(folder, {path: text.encode() for path, text in files.items()})
    report = check_site(read_site_files(folder), clock).report
    return Begun(answers=answers, paths=tuple(files), report=report)


def _require_empty(folder: Path) -> None:
    if around := sites_around(folder):
        raise NotEmptyError(f"is inside the site {around[0]}.")
    there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    own = [name for name in there if name not in _MAY_BE_THERE]
    if "content" in own or "schedules" in own:
        raise NotEmptyError("holds a site already.")
    if own:
        raise NotEmptyError(f"is not empty: {own[0]} is in it.")
    if not folder.is_dir() and (folder.exists() or folder.is_symlink()):
        raise NotADirectoryError(20, "Not a folder", str(folder))


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files or none, and leave no new folder behind where the disk refuses."""
    absent = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        replace_files(folder, files)
    except BaseException:
        for one in absent:
            with suppress(OSError):
                one.rmdir()
        raise


def _direct_url() -> str | None:
    with suppress(PackageNotFoundError):
        return distribution("sitegen").read_text("direct_url.json")
    return None


def zone_of_this_computer() -> str | None:
    """Give the time zone of this computer by its name, where it says one that is a place."""
    named = os.environ.get("TZ", "").removeprefix(":")
    with suppress(OSError):
        named = named or os.readlink("/etc/localtime").rpartition("zoneinfo/")[2]  # noqa: PTH115 - as it is written
    is_place = "/" in named and not named.startswith("Etc/")
    return named if is_place and TIME_ZONE.read(named) == named else None
