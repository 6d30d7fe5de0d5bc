"""Which files of a folder belong to the site: one rule for all that is read, published or watched.

Editors and systems leave files beside those that they show: copies, locks, lists of their own. None
of them is part of a site. A name alone decides, so that it holds everywhere and at any time.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_LEFT_BEHIND = re.compile(
    r"""
      \..*                            # hidden: of Git, macOS, Emacs, Vim, LibreOffice
    | .*~ | \#.*\#                    # copies of editors, such as Emacs
    | ~\$.* | ~.*\.tmp                # what Word and Excel hold open
    | .*\.(bak|backup|old|orig|rej|save|sav)           # copies that were kept
    | .*\.(sw[nopx]|tmp|temp|part|partial|crdownload)  # what is being written or loaded
    | thumbs\.db | ehthumbs\.db | desktop\.ini | icon\r  # of Windows and macOS
    | 4913                            # with which Vim tries if it may write
    | node_modules | __pycache__ | \$recycle\.bin | \#recycle | @eadir  # folders of programs
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)

_KEPT = re.compile(
    r"""
      \.(?![_\#~])(?P<hidden>[^.].*)
    | (?P<tilde>[^.~\#].*)~
    | \#(?P<hashes>.+)\#
    | (?P<ending>[^.~\#].*)\.(bak|backup|old|orig|save|sav)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_SHOWN = re.compile(
    r".+\.(?!(sw.|ini|db|log|lock|cache)\Z)[a-z0-9]{1,5}", re.IGNORECASE | re.DOTALL
)
"""A name that says what is in the file, as every file does that a site shows."""

_NOWHERE = {errno.ELOOP, errno.ENAMETOOLONG, errno.ENOTDIR}
"""A link to itself, to what can be no name, and below a file: each leads nowhere."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What stands under a folder, as paths relative to it, with slashes, in order.

    `files` belong to the site. `dead_links` would, but nothing is where they lead. `passed_over`
    are files that are left out because of their names.
    """

    files: tuple[str, ...]
    dead_links: tuple[str, ...]
    passed_over: tuple[str, ...]


def is_passed_over(name: str) -> bool:
    """Tell whether a file or a folder with this name is no part of a site."""
    return bool(_LEFT_BEHIND.fullmatch(name))


def may_be_meant(path: str) -> str | None:
    """Give the path that a file is a copy of, or would have if it were not hidden; else None.

    Nobody means to publish what a program holds open, or keeps beside a file for itself.
    """
    folder, slash, name = path.rpartition("/")
    kept = _KEPT.fullmatch(name)
    if kept is None:
        return None
    original = kept["hidden"] or kept["tilde"] or kept["hashes"] or kept["ending"]
    if is_passed_over(original) or not _SHOWN.fullmatch(original):
        return None
    return f"{folder}{slash}{original}"


def tree_of(root: Path) -> Tree:
    """Look through a folder; one that is not there holds nothing. Links to folders are followed.

    Raises OSError where a folder cannot be read.
    """
    found: dict[str, list[str]] = {"file": [], "dead link": [], "passed over": []}
    for kind, path in _walk(root, "", frozenset()):
        found[kind].append(path)
    return Tree(*(tuple(paths) for paths in found.values()))


def _walk(root: Path, folder: str, above: frozenset[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """Yield what each path is. A folder within itself, by a link, is not looked into again."""
    here = root / folder
    try:
        status = here.stat()
        entries = sorted(os.scandir(here), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        return
    for entry in entries:
        path, kind = f"{folder}{entry.name}", _kind(entry)
        if is_passed_over(entry.name):
            if kind == "file":
                yield "passed over", path
        elif kind == "folder":
            yield from _walk(root, f"{path}/", above | {identity})
        elif kind is not None:
            yield kind, path


def _kind(entry: os.DirEntry[str]) -> str | None:
    """Tell a folder, a file and a dead link; None for what nobody publishes, such as a pipe."""
    try:
        if entry.is_dir():
            return "folder"
        if entry.is_file():
            return "file"
    except OSError as error:
        if error.errno not in _NOWHERE:
            raise
    return "dead link" if entry.is_symlink() else None
