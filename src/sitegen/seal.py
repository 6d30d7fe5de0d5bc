"""What tells whether a published folder is still as it was left."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

MANIFEST = ".sitegen-manifest"
"""File in the output that lists what sitegen wrote: everything else is somebody else's."""

OWN = ".sitegen-"
"""How the names of sitegen's own files and folders begin."""


def seals_of(folder: Path) -> Mapping[str, str] | None:
    """Give a text for each file that sitegen wrote into a folder, another one after each change.

    It is made of what the system says of a file, such as when it was last changed in any way, which
    no program can choose (POSIX, st_ctim). None where a file is not there, or is a link.
    """
    try:
        listed = (folder / MANIFEST).read_bytes()
        addresses = (MANIFEST.encode(), *listed.removesuffix(b"\n").split(b"\n")[1:])
        base = os.path.join(os.fsencode(folder), b"")  # noqa: PTH118 - a Path for each of many
        return {one.decode(): _seal(base + one) for one in addresses}
    except (OSError, ValueError):
        return None


def seal_at(folder: Path, address: str) -> str | None:
    """Give the text for one file; None where it is not there, or is a link."""
    try:
        return _seal(os.fsencode(f"{folder}/{address}"))
    except (OSError, ValueError):
        return None


def _seal(path: bytes) -> str:
    found = os.lstat(path)
    if not stat.S_ISREG(found.st_mode):
        raise FileNotFoundError(path)
    times = f"{found.st_mtime_ns:x}-{found.st_ctime_ns:x}"
    return f"{found.st_dev:x}-{found.st_ino:x}-{found.st_size:x}-{times}"


def seal_of(seals: Mapping[str, str]) -> str:
    """Give one text for all files of a folder."""
    lines = "\n".join(f"{address} {seal}" for address, seal in seals.items())
    return hashlib.sha256(lines.encode()).hexdigest()


def is_at_rest(folder: Path) -> bool:
    """Tell whether no build is at work on a published folder, and none has left something there."""
    places = (place_of(folder, work, beside=where) for work in _WORK for where in (True, False))
    return not any(map(os.path.lexists, places))


_WORK = ("next", "aside", "lock")
"""What a build has beside a published folder, or in it, while it is at work."""


def place_of(folder: Path, work: str, *, beside: bool) -> Path:
    """Give where a build has one of `_WORK`: beside the published folder, or in it."""
    return folder.parent / f".{folder.name}{OWN}{work}" if beside else folder / f"{OWN}{work}"
