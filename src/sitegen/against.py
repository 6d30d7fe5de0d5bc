"""A revision or a folder as what people were given: nothing of it is lost or changed untold."""

from __future__ import annotations

from pathlib import Path

from sitegen.check import Base, Clock, check_site
from sitegen.folder import read_site_files
from sitegen.programme.ledger import Ledger
from sitegen.record import recorded
from sitegen.revision import folder_of_site


class WrongBase(Exception):  # noqa: N818 - what was asked for, not a bug of ours
    """Says that the files of a base have errors."""


def given_by(root: Path, name: str, clock: Clock) -> Base:
    """Give what a revision or a folder says, as if the site had been published so.

    `root` is the site's folder. Raises NoRevision where there is no such base, and WrongBase where
    its files have errors, so that nobody can tell what it says.
    """
    with folder_of_site(root, name) as folder:
        checked = check_site(read_site_files(folder), clock)
    if checked.programme is None:
        raise WrongBase(name)
    programme = checked.programme
    return Base(programme, recorded(programme, Ledger(), checked.today))
