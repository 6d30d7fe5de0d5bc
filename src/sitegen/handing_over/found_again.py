"""The ledger of a site, made anew of what was published of it."""

from __future__ import annotations

from pathlib import Path

from sitegen.git import Git, GitFailed
from sitegen.handing_over import CannotPublish, Last
from sitegen.handing_over.branch import Branch
from sitegen.handing_over.folder import Folder
from sitegen.programme.ledger import (
    CARRIED_LEDGER,
    LARGEST_LEDGER,
    LEDGER_PATH,
    Ledger,
    read_ledger,
    write_ledger,
)
from sitegen.programme.meeting_ledgers import met
from sitegen.reading import read_unlinked
from sitegen.reports.harmless import harmless
from sitegen.site.rebuilt_ledger import NoSite, ledger_of_site
from sitegen.writing import replace_files


def record_from(root: Path, site: str) -> tuple[bool, str]:
    """Write the ledger beside the schedules anew, and say what came of it. Raises OSError."""
    try:
        ledger = _found_again(root, site)
    except (CannotPublish, GitFailed, NoSite) as error:
        return False, f"Nothing was recorded. {error}"
    replace_files(root, {LEDGER_PATH: write_ledger(ledger)})
    events = "event is" if len(ledger.events) == 1 else "events are"
    return True, f"{len(ledger.events)} calendar {events} in {LEDGER_PATH}, as they were published."


def _found_again(root: Path, site: str) -> Ledger:
    """Give what is known of a published site: its calendars, its ledger, and that beside schedules.

    What cannot be read of a ledger is left out: the calendars have it.
    """
    target, last = _published(root, site)
    ledger = ledger_of_site(target.calendars(last))
    for data in (*last.ledgers, _beside_schedules(root)):
        ledger = met(ledger, read_ledger(CARRIED_LEDGER, data)[0])
    return ledger


def _published(root: Path, site: str) -> tuple[Branch | Folder, Last]:
    if Path(site).is_dir():
        folder = Folder(Path(site))
        if (last := folder.last()).has_site:
            return folder, last
    elif (commit := Git(root).name(f"{site}^{{commit}}")) is not None:
        branch = Branch(Git(root), site, None)
        return branch, branch.of(commit)
    message = f"There is no site at {harmless(site)} that sitegen has published. Name its folder, "
    raise CannotPublish(f"{message}or its branch, such as origin/published")


def _beside_schedules(root: Path) -> bytes:
    try:
        return read_unlinked(root / LEDGER_PATH, LARGEST_LEDGER)
    except FileNotFoundError:
        return b""
