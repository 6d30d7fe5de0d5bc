"""What tells whether a published folder is still as it was left."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

MANIFEST = ".sitegen-manifest"
"""File in the output that lists what sitegen wrote: everything else is somebody else's."""

OWN = ".sitegen-"
"""How the names of sitegen's own files and folders begin."""


def seal_of(folder: Path) -> str | None:
    """Give a text that differs after each change of a file that sitegen wrote into a folder.

    It is made of what the system says of each file, such as when it was last changed in any way,
    which no program can choose (POSIX, st_ctim). None where a file is not there.
    """
    try:
        listed = (folder / MANIFEST).read_bytes()
        digest = hashlib.sha256(listed)
        for name in (MANIFEST.encode(), *listed.removesuffix(b"\n").split(b"\n")[1:]):
            # A Path for each of many thousand files takes as long as all else.
            found = os.lstat(os.path.join(os.fsencode(folder), name))  # noqa: PTH118
            if not stat.S_ISREG(found.st_mode):
                return None
            times = (found.st_mtime_ns, found.st_ctime_ns)
            digest.update(repr((found.st_dev, found.st_ino, found.st_size, *times)).encode())
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def is_at_rest(folder: Path) -> bool:
    """Tell whether no build is at work on a published folder, and none has left something there."""
    places = (place_of(folder, work, beside=where) for work in _WORK for where in (True, False))
    return not any(map(os.path.lexists, places))


_WORK = ("next", "aside", "lock")
"""What a build has beside a published folder, or in it, while it is at work."""


def place_of(folder: Path, work: str, *, beside: bool) -> Path:
    """Give where a build has one of `_WORK`: beside the published folder, or in it."""
    return folder.parent / f".{folder.name}{OWN}{work}" if beside else folder / f"{OWN}{work}"
