"""The ledger of a site as it is known here, without a network.

It stands beside the schedules, or else git has seen it with the publication: on the branch of the
remote repository as it was fetched last, or on the branch of this repository.
"""

from __future__ import annotations

import os
from pathlib import Path

from sitegen.branches import published_branches
from sitegen.folder import SiteFiles
from sitegen.lazy import replace
from sitegen.programme.ledger import (
    CARRIED_LEDGER,
    LEDGER_PATH,
    read_ledger,
    what_is_whole,
    write_ledger,
)


def with_last_known_ledger(files: SiteFiles, root: Path | None = None) -> SiteFiles:
    """Give the files with the ledger that git has seen, where none stands beside the schedules.

    `root` is the folder under git, where the files are of another one.
    """
    under_git = root or files.root
    if os.path.lexists(files.root / LEDGER_PATH):
        return files
    for branch in published_branches(under_git):
        from sitegen.git import Git, GitFailed  # noqa: PLC0415 - most sites have no such branch

        try:
            ran = Git(under_git).run("cat-file", "blob", f"{branch}:{CARRIED_LEDGER}")
        except GitFailed:  # it is not installed
            return files
        if not ran.status:
            ledger, problems = read_ledger(CARRIED_LEDGER, ran.said)
            # What is damaged, publishing makes anew. Until then, the rest of it is known.
            return replace(
                files, ledger=write_ledger(what_is_whole(ledger)) if problems else ran.said
            )
    return files
