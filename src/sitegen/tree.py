"""Which files of a folder belong to the site: one rule for all that is read, published or watched.

Editors and systems leave files beside those that they show: copies, locks, lists of their own. None
of them is part of a site. A name alone decides, so that it holds everywhere and at any time.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from enum import Enum
from itertools import islice
from pathlib import Path

from sitegen.lazy import dataclass, pattern

_LEFT_BEHIND = pattern(
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

_KEPT = pattern(
    r"""
      \.(?![_\#~])(?P<hidden>[^.].*)
    | (?P<tilde>[^.~\#].*)~
    | \#(?P<hashes>.+)\#
    | (?P<ending>[^.~\#].*)\.(bak|backup|old|orig|save|sav)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_SHOWN = pattern(r".+\.(?!(sw.|ini|db|log|lock|cache)\Z)[a-z0-9]{1,5}", re.IGNORECASE | re.DOTALL)
"""A name that says what is in the file, as every file does that a site shows."""

_NOWHERE = {errno.ELOOP, errno.ENAMETOOLONG, errno.ENOTDIR, errno.ENOENT}
"""A link to itself, to what can be no name, below a file, and to nothing: each leads nowhere."""

SCHEDULES = "schedules"
FOLDERS = ("content", SCHEDULES)
"""The folders that files of a site are read from."""

MOST_ENTRIES = 50_000
"""Files and folders of one tree, the first of which are enough to say that something is wrong."""

DEEPEST = 20
"""Folders within one another. No site has a use for half of them."""


class Refusal(Enum):
    """Why something in a folder is not read."""

    OUTSIDE = "a link that leads out of the site, or to what is no part of it"
    LOOP = "a link to a folder that it is in"
    TWICE = "a link to a folder, in a folder that a link has led to"
    SPECIAL = "a pipe, a socket or a device"
    DEEP = "a folder in too many others"
    MANY = "a folder with which there are too many files"
    LARGE = "a file that is too large"
    TOGETHER = "a file with which all files are too large"
    AFTER = "a file after it"


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that is not read, and why; where it is too large, its bytes and what is allowed."""

    why: Refusal
    size: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Tree:
    """What stands under a folder, as paths relative to it, with slashes, in order.

    `files` belong to the site. `dead_links` would, but nothing is where they lead. `passed_over`
    are files that are left out because of their names. `refused` is what is not looked into, and
    why; the path of the folder itself is "".
    """

    files: tuple[str, ...] = ()
    dead_links: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    refused: tuple[tuple[str, Refusal], ...] = ()


def is_passed_over(name: str) -> bool:
    """Tell whether a file or a folder with this name is no part of a site."""
    is_plain = name.isalpha() or (name[:1].isalnum() and name.endswith((".yaml", ".md")))
    return not is_plain and _LEFT_BEHIND.fullmatch(name) is not None


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


def is_within(real: str, within: str) -> bool:
    """Tell whether a path without links is part of the site at `within`: below it, by all names."""
    if not real.startswith(f"{within.rstrip('/')}/"):
        return False
    return not any(map(is_passed_over, real[len(within.rstrip("/")) + 1 :].split("/")))


def tree_of(root: Path, within: Path | None = None) -> Tree:
    """Look through a folder; one that is not there holds nothing.

    A link is followed once, where it stays within the folder `within` (None: within `root`), and
    reaches nothing there that is passed over. `within` is "/" for a folder that is trusted.
    Raises OSError where a folder cannot be read.
    """
    walk = _Walk(os.path.realpath(within or root))
    walk.begin(root)
    return Tree(
        files=tuple(walk.files),
        dead_links=tuple(walk.dead_links),
        passed_over=tuple(walk.passed_over),
        refused=tuple(walk.refused),
    )


class _Walk:
    """One walk through a folder. It ends, whatever links lead to, and however much there is."""

    def __init__(self, within: str) -> None:
        self.within = within
        self.files: list[str] = []
        self.dead_links: list[str] = []
        self.passed_over: list[str] = []
        self.refused: list[tuple[str, Refusal]] = []
        self._left = MOST_ENTRIES

    def begin(self, root: Path) -> None:
        """Look through the folder at `root`, which may be a link itself."""
        real = os.path.realpath(root)
        try:
            mode = Path(real).lstat().st_mode
        except OSError as error:
            if error.errno not in _NOWHERE:
                raise
            return
        if root.is_symlink() and not self._allows(real):
            self.refused.append(("", Refusal.LOOP if real == self.within else Refusal.OUTSIDE))
        elif stat.S_ISDIR(mode):
            self._look(real, "", ())
        elif not stat.S_ISREG(mode):
            self.refused.append(("", Refusal.SPECIAL))

    def _allows(self, real: str) -> bool:
        return self.within == "/" or is_within(real, self.within)

    def _look(self, real: str, prefix: str, links: tuple[str, ...]) -> None:
        """Look through a folder at a path without links, to which `links` have led."""
        for entry in self._entries(real, prefix):
            path = f"{prefix}{entry.name}"
            if self._left < 0:
                return
            if is_passed_over(entry.name):
                if _leads_to(entry.path) == stat.S_IFREG:
                    self.passed_over.append(path)
            elif entry.is_symlink():
                self._follow(real, entry, path, links)
            elif entry.is_dir(follow_symlinks=False):
                self._enter(entry.path, path, links)
            elif entry.is_file(follow_symlinks=False):
                self.files.append(path)
            else:
                self.refused.append((path, Refusal.SPECIAL))

    def _entries(self, real: str, prefix: str) -> list[os.DirEntry[str]]:
        """Give what is in a folder, in order; nothing where that is too much, or all is gone."""
        try:
            with os.scandir(real) as opened:
                entries = list(islice(opened, self._left + 1))
        except (FileNotFoundError, NotADirectoryError):
            return []
        self._left -= len(entries)
        if self._left < 0:
            self.refused.append((prefix.rstrip("/"), Refusal.MANY))
            return []
        return sorted(entries, key=lambda entry: entry.name)

    def _enter(self, real: str, path: str, links: tuple[str, ...]) -> None:
        if path.count("/") + 1 > DEEPEST:
            self.refused.append((path, Refusal.DEEP))
        else:
            self._look(real, f"{path}/", links)

    def _follow(
        self, folder: str, entry: os.DirEntry[str], path: str, links: tuple[str, ...]
    ) -> None:
        real = os.path.realpath(entry.path)
        if not self._allows(real) and real != self.within:
            self.refused.append((path, Refusal.OUTSIDE))
            return
        kind = _leads_to(real)
        if kind is None:
            self.dead_links.append(path)
        elif kind == stat.S_IFREG:
            self.files.append(path)
        elif kind != stat.S_IFDIR:
            self.refused.append((path, Refusal.SPECIAL))
        elif any(f"{below}/".startswith(f"{real.rstrip('/')}/") for below in (folder, *links)):
            self.refused.append((path, Refusal.LOOP))
        elif links:
            self.refused.append((path, Refusal.TWICE))
        else:
            self._enter(real, path, (folder,))


def _leads_to(path: str) -> int | None:
    """Give the kind of file to which a path leads; None where it leads nowhere."""
    try:
        return stat.S_IFMT(Path(path).stat().st_mode)
    except OSError as error:
        if error.errno not in _NOWHERE:
            raise
        return None
