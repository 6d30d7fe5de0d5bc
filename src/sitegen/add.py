"""One entry more in a site: from questions to the file that holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sitegen.adding.draft import Drafting
from sitegen.adding.entries import Addable
from sitegen.adding.questions import ask_for_entry
from sitegen.adding.showing import Addition, page_words
from sitegen.asking import Asking, Terminal, UnansweredError
from sitegen.catalogue import Severity
from sitegen.check import Clock
from sitegen.folder import SiteFiles, read_site_files
from sitegen.source.adding import entry_lines
from sitegen.starting.files import schedule_without_trainings
from sitegen.starting.reading import read_seeds
from sitegen.writing import replace_files


class ChangedMeanwhileError(Exception):
    """Somebody else has changed a file while the questions were asked."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} was changed in the meantime. Give the command again.")


def prepare(
    root: Path,
    kind: Addable,
    given: Mapping[str, Sequence[str]],
    terminal: Terminal | None,
    clock: Clock,
) -> Addition:
    """Ask for what was not given. Nothing is written yet.

    Raises `UnansweredError` where something is missing or wrong and nobody can be asked, and
    `UnreadableError` where the file has no clear place for it.
    """
    files = read_site_files(root)
    drafting = Drafting(files, clock, kind, schedule_without_trainings(read_seeds()))
    said = ask_for_entry(Asking(given, terminal), kind, drafting)
    found = drafting.new_in(said)
    if wrong := [one for one in found if one.severity is Severity.ERROR]:
        raise UnansweredError(
            "\n".join(f"{one.message} {one.help or ''}".rstrip() for one in wrong)
        )
    fields, path = drafting.fields(said), drafting.path(said)
    return Addition(
        path=path,
        data=drafting.data(said),
        before=files.read.get(path),
        lines=entry_lines(fields),
        page=page_words(drafting.check(said)[0], str(fields["id"])) if not kind.path else [],
        found=found,
        had_errors=drafting.before.report.has_errors,
    )


def write(root: Path, addition: Addition) -> None:
    """Write the file with the entry. Raises `ChangedMeanwhileError`, or what the disk says."""
    files: SiteFiles = read_site_files(root)
    if files.read.get(addition.path) != addition.before:
        raise ChangedMeanwhileError(addition.path)
    replace_files(root, {addition.path: addition.data})
