"""What was made once and is kept for the next run, in a folder of the user's own.

It is safe to delete. Nothing in it is believed without its checksum, and a folder in which somebody
else can write is not used at all: what is kept is run as a part of the program.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from sitegen.reading import read_unlinked

_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_OTHERS_CAN_WRITE = 0o022
_LARGEST = 100_000_000
_MOST, _ENOUGH = 500, 400
"""Things in the folder: with more than so many, the oldest go."""


class Kept:
    """A folder of things by their name; without a folder, nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder if folder is not None and _is_own(folder) else None

    def get(self, name: str) -> bytes | None:
        """Give what was kept under a name; None where there is nothing, or it is damaged."""
        if self._folder is None:
            return None
        with suppress(OSError):
            found = read_unlinked(self._folder / name, _LARGEST)
            checksum, data = found[:_DIGEST], found[_DIGEST:]
            return data if checksum == hashlib.sha256(data).digest() else None
        return None

    def put(self, name: str, data: bytes) -> None:
        """Keep something under a name. Where the disk refuses, it is made again the next time."""
        if self._folder is None:
            return
        new = self._folder / f".{os.urandom(8).hex()}"
        with suppress(OSError):
            try:
                with os.fdopen(os.open(new, _WRITE, 0o600), "wb") as file:
                    file.write(hashlib.sha256(data).digest() + data)
                new.replace(self._folder / name)
                _make_room(self._folder)
            finally:
                new.unlink(missing_ok=True)


NOTHING = Kept()

_DIGEST = hashlib.sha256().digest_size


def name_of(kind: str, made_of: str) -> str:
    """Give the name of a thing of some kind, which differs where it was made of something else."""
    digest = hashlib.sha256(made_of.encode("utf-8", "surrogatepass"))
    return f"{kind}-{digest.hexdigest()[:32]}"


def kept_folder(environment: Mapping[str, str]) -> Path | None:
    """Give the user's folder for such things (XDG Base Directory Specification); None: no home."""
    base = environment.get("XDG_CACHE_HOME", "")
    if not base.startswith("/"):
        home = environment.get("HOME", "")
        if not home.startswith("/"):
            return None
        base = f"{home}/.cache"
    return Path(base) / "sitegen"


def _make_room(folder: Path) -> None:
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries]
    if len(names) > _MOST:
        oldest = sorted(names, key=lambda name: (folder / name).lstat().st_mtime_ns)
        for name in oldest[: len(names) - _ENOUGH]:
            (folder / name).unlink(missing_ok=True)


def _is_own(folder: Path) -> bool:
    """Make the folder where it is not there, and tell whether nobody else can write in it."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
        is_own = status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_CAN_WRITE
        return is_own and not folder.is_symlink()
    return False
