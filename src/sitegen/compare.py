"""The whole way of a comparison: two sides read and checked, from folders, git or the ledger."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from sitegen.branches import BRANCH
from sitegen.build import document_files
from sitegen.check import Checked, Clock, check_and_keep
from sitegen.comparing.differences import Comparison
from sitegen.comparing.pages import Planned
from sitegen.comparing.sides import Side, compare, compare_published
from sitegen.diagnostics import Report
from sitegen.folder import SiteFiles, read_site_files
from sitegen.last_known import with_last_known_ledger
from sitegen.lazy import dataclass
from sitegen.made_before import others_of
from sitegen.programme.ledger import LEDGER_PATH
from sitegen.programme.model import Programme
from sitegen.programme.records import Records
from sitegen.reading import MOST_PUBLISHED, TooLargeError, read_file
from sitegen.revision import NoRevision, folder_of_site
from sitegen.settings import Settings
from sitegen.site.calendar_files import calendar_files
from sitegen.site.ingredients import Ingredients
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.tree import tree_of

PUBLISHED = "published"
"""Instead of a revision or a folder: what subscribers have, by the ledger of the other side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What came of comparing: the sides with errors and their reports, or else what differs."""

    wrong: tuple[tuple[str, Report], ...] = ()
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A side that was read and checked."""

    name: str
    root: Path
    files: SiteFiles
    checked: Checked
    records: Records


def compare_site(settings: Settings, old: str, new: str | None, clock: Clock) -> Compared:
    """Compare `old` with `new`, which without a name is the site as it stands.

    Raises NoRevision where there is no such side, OSError where the disk fails, and TemplateProblem
    where the site's templates cannot be used. Both sides are shown with those: a template is code,
    so none of another revision is run.
    """
    with ExitStack() as stack:
        # Whatever is not there is said before anything is read.
        root = settings.root
        old_folder = None if old == PUBLISHED else folder_of_side(stack, root, old)
        now = _read(_THIS if new is None else new, folder_of_side(stack, root, new), root, clock)
        today = now.checked.today
        before = None if old_folder is None else _read(old, old_folder, root, lambda _: today)
        sides = [one for one in (before, now) if one is not None]
        wrong = [one for one in sides if one.checked.programme is None]
        if wrong:
            return Compared(wrong=tuple((one.name, one.checked.report) for one in wrong))
        if before is None and not now.checked.ledger.events:
            message = f"Nothing is recorded as published yet: {LEDGER_PATH} has no entry, and git "
            message += f"has seen no branch {BRANCH}. If there is one: git fetch origin"
            raise NoRevision(message)
        templates = Templates(settings.templates, root=settings.real_root, kept=settings.kept)
        new_side = _side(now, templates, today)
        if before is None:
            return Compared(comparison=compare_published(new_side, today))
        return Compared(comparison=compare(_side(before, templates, today), new_side, today))


_THIS = "this folder"
"""What the site is called as it stands."""


def folder_of_side(stack: ExitStack, root: Path, name: str | None) -> Path:
    """Give the folder of a side: the site as it stands, another folder, or one for a revision."""
    if name is None:
        return root
    return stack.enter_context(folder_of_site(root, name))


def _read(name: str, folder: Path, root: Path, clock: Clock) -> _Read:
    files = with_last_known_ledger(read_site_files(folder), root)
    checked, records = check_and_keep(files, clock)
    return _Read(name, folder, files, checked, records)


def _side(read: _Read, templates: Templates, today: date) -> Side:
    """Plan everything that a side would publish. Nothing is made yet."""
    checked = read.checked
    programme = _programme(checked)
    site, ledger = programme.site, checked.ledger
    base_url = site.base_url
    others = others_of(
        read.files, templates, base_url=base_url, today=today, zones=programme.timezones
    )
    calendars = calendar_files(programme, ledger, today=today, base_url=base_url)
    planned = plan(
        programme,
        ledger=ledger,
        today=today,
        base_url=base_url,
        templates=templates,
        other_files=(*calendars, *document_files(programme, read.files)),
    )
    return Side(
        name=read.name,
        programme=programme,
        records=read.records,
        ledger=ledger,
        planned=Planned(planned, Ingredients(programme, ledger, others)),
        templates=hashlib.sha256("\n".join(_own_templates(read.root)).encode()).hexdigest(),
        documents=dict(_documents(programme, read.files)),
    )


def _programme(checked: Checked) -> Programme:
    if checked.programme is None:
        raise ValueError("a side with errors was not reported")
    return checked.programme


def _documents(programme: Programme, files: SiteFiles) -> Iterator[tuple[str, str]]:
    """Yield the name of each file that is published as it is, with a digest of its bytes."""
    for name in sorted({one.file for one in programme.documents if one.file is not None}):
        yield name, hashlib.sha256(files.published(name)).hexdigest()


def _own_templates(root: Path) -> Iterator[str]:
    """Yield the name of each of the site's own templates, with a digest of what is in it."""
    folder = Path(os.path.realpath(root)) / "templates"
    for name in tree_of(folder, root).files:
        try:
            data = read_file(folder / name, root, MOST_PUBLISHED)
        except (OSError, TooLargeError):  # a build says what is wrong with it
            data = b""
        yield f"{name!r} {hashlib.sha256(data).hexdigest()}"
