"""Bring a folder to hold exactly the files of the site: the old site or the new one, never a mix.

What differs is written to a folder of its own, what is equal is linked into it (so a file that did
not change keeps its inode and its time), and then that folder and the published one change places
in one step. Until then nothing of the published site has been touched. Where the two cannot change
places (a mount point, a parent that cannot be written to), each file is replaced in one step after
all of them have been written: no file is ever half, but for a moment some are old and some new.

A process that is killed leaves the old site or the new one, and a rest that the next run removes.
A machine that loses power may lose what its disk had not stored yet. POSIX systems only.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen.lazy import dataclass, field
from sitegen.publish.bringing_in import bring_in
from sitegen.publish.disk import folders_above, locked
from sitegen.publish.next_site import (
    Left,
    NextSite,
    PartlyPublished,
    Places,
    UnsafeAddress,
    UnsafeOutput,
    listed,
    recover,
    written_before,
)
from sitegen.seal import MANIFEST, seals_of

__all__ = [
    "MANIFEST",
    "Left",
    "PartlyPublished",
    "Published",
    "UnsafeAddress",
    "UnsafeOutput",
    "folders_above",
    "listed",
    "publish",
    "written_before",
]


@dataclass(frozen=True, slots=True)
class Published:
    """How many files are new or changed, how many were equal, how many are no longer there.

    `seals` tell later which of them are still as they were left (`seals_of`); None where that is
    not sure.
    """

    written: int
    kept: int
    removed: int
    seals: Mapping[str, str] | None = field(default=None, compare=False)


def publish(
    files: Iterable[tuple[str, bytes | Left]], output: Path, *, preview: bool = False
) -> Published:
    """Make `output` hold exactly `files` (address relative to it, content); create it if needed.

    What was `Left` there stays, and its bytes are asked for only where it is another one now.

    Files in `output` that sitegen did not write stay as they are. A folder holds the site or a
    `preview` of a change, and neither takes the place of the other. Another run for the same folder
    is waited for. Whatever `files` raises is passed on, and nothing has changed then.

    Raises `UnsafeAddress` for an address that is absolute, has a part that is empty, `.` or
    `..`, a backslash or a control character, or that clashes with another; `UnsafeOutput`
    where the folder is not sitegen's to write to; `OSError` for whatever the disk refuses, when
    nothing was published; `PartlyPublished` where that happens while files are replaced one by one.
    """
    places = Places.around(Path(os.path.realpath(output)))
    with locked(places.lock):
        recover(places)
        site = NextSite(places, written_before(places.folder, preview=preview), preview=preview)
        try:
            for address, data in files:
                site.add(address, data)
            if site.is_changed():
                bring_in(site)
            else:
                site.must_be(places.folder)
            seals = seals_of(places.folder)
        except BaseException:
            shutil.rmtree(site.path, ignore_errors=True)
            raise
    return Published(
        written=len(site.planned - site.kept),
        kept=len(site.kept - {MANIFEST}),
        removed=len(site.before - site.planned - {MANIFEST}),
        seals=seals,
    )
