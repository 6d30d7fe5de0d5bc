"""Tells when what a site is made of has changed: by what stands there, never by the time of day.

A file that is moved, copied or unpacked keeps its old time. So what counts is that a name, a file
or its state is another one than before. Looking works on network drives too, where no change is
told.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sitegen.lazy import dataclass
from sitegen.reading import read_beginning
from sitegen.tree import is_passed_over, tree_of

_COARSEST = 3.0
"""Seconds. A disk may write down times as coarsely as every two (FAT), so that two files that are
saved at once look alike. Of these the content is looked at."""

_LARGEST_TYPED = 1_000_000
"""Bytes. What people type is shorter."""


@dataclass(frozen=True, slots=True)
class _File:
    """What the system says of a file, and its content where that was changed a moment ago."""

    status: tuple[int, ...]
    content: bytes | None = None

    def differs(self, other: _File | None) -> bool:
        if other is None or self.status != other.status:
            return True
        return None not in (self.content, other.content) and self.content != other.content


State = Mapping[str, _File]
"""What stands in some folders, by path."""


def state_of(folders: Iterable[Path], output: Path) -> State:
    """Look at every file of the site in these folders, and at what else stands beside the first.

    Of the `output`, which may stand there, it does not matter whether it is there.

    What the disk refuses is a state too, so that it is told, and told again when it is well.
    """
    folders = tuple(folders)
    now = time.time()
    found = {path: one for folder in folders for path, one in _files(folder, now)}
    beside = _beside(folders[0].parent)
    return found | {str(path): _File(()) for path in beside if path != output}


def has_changed(before: State, after: State) -> bool:
    """Tell whether something else stands there."""
    return before.keys() != after.keys() or any(
        one.differs(before[path]) for path, one in after.items()
    )


def _files(folder: Path, now: float) -> Iterator[tuple[str, _File]]:
    try:
        is_there = (folder.is_dir(), folder.is_symlink())
        tree = tree_of(folder, folder.parent)  # the site, for its own folders
    except OSError as error:
        yield str(folder), _File((error.errno or -1,))
        return
    # A folder that is gone, or is a link now, matters even where it holds nothing.
    yield f"{folder}{os.sep}", _File(is_there)
    yield from ((f"{folder}{os.sep}{link}", _File(())) for link in tree.dead_links)
    yield from ((f"{folder}{os.sep}{path}", _File((0,))) for path, _ in tree.refused)
    for name in tree.files:
        path = f"{folder}{os.sep}{name}"
        yield path, _file(path, now)


def _file(path: str, now: float) -> _File:
    try:
        found = os.stat(path)  # noqa: PTH116 - of thousands of paths none becomes an object
        status = (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)
        is_new = abs(now - max(found.st_mtime, found.st_ctime)) < _COARSEST
        if not is_new or found.st_size > _LARGEST_TYPED:
            return _File(status)
        content = read_beginning(Path(path), Path("/"), _LARGEST_TYPED)
        return _File(status, hashlib.blake2b(content).digest())
    except OSError as error:
        return _File((error.errno or -1,))


def _beside(root: Path) -> list[Path]:
    """Give the folders in the site's own: a new one may be that of the schedules, mistyped."""
    try:
        return [path for path in root.iterdir() if not is_passed_over(path.name) and path.is_dir()]
    except OSError:
        return []
