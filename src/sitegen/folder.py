"""A site's folder on disk: which files it holds, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.programme.ledger import LEDGER_PATH
from sitegen.programme.look.pictures import MOST_BYTES
from sitegen.programme.records import FOLDERS, can_be_logo, is_read
from sitegen.source.suggestions import closest


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """What stands in a site's folder: bytes by path for what is read, and the other paths.

    Paths are relative to the root, with slashes, sorted. The ledger's bytes are empty where nothing
    was published yet. `pictures` are what a logo may be, each as far as one may be long.
    """

    root: Path
    read: Mapping[str, bytes]
    others: frozenset[str]
    ledger: bytes = b""
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def published(self, name: str) -> bytes:
        """Give the bytes of a file of `content/files/`."""
        return (self.root / "content" / "files" / name).read_bytes()


def read_site_files(root: Path) -> SiteFiles:
    """Read the files of the site at `root`. Hidden files, such as an editor's, are passed over."""
    paths = sorted(_paths(root))
    ledger = root / LEDGER_PATH
    return SiteFiles(
        root=root,
        read={path: (root / path).read_bytes() for path in paths if is_read(path)},
        others=frozenset(p for p in paths if not is_read(p) and p != LEDGER_PATH),
        ledger=ledger.read_bytes() if ledger.is_file() else b"",
        pictures={path: _first_bytes(root / path) for path in paths if can_be_logo(path)},
    )


def _first_bytes(path: Path) -> bytes:
    """Give one byte more than a logo may have, so that a longer file can be told."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def replace_file(path: Path, data: bytes) -> None:
    """Give a file new bytes, or make it, in one step: a reader gets the old ones or the new ones.

    Raises OSError where the disk refuses; then the file is as it was.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(data)
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _paths(root: Path) -> Iterator[str]:
    """Yield every file. Raises OSError where a folder or a link cannot be followed."""
    for name in (*FOLDERS, *_misnamed_folders(root)):
        for folder, folders, files in os.walk(root / name, onerror=_refuse, followlinks=True):
            folders[:] = sorted(inner for inner in folders if not _is_hidden(inner))
            for file in files:
                if not _is_hidden(file):
                    yield (Path(folder) / file).relative_to(root).as_posix()


def _misnamed_folders(root: Path) -> Iterator[str]:
    """Yield folders that most likely are meant for one that is not there: `schedule`."""
    absent = [name for name in FOLDERS if not (root / name).is_dir()]
    for path in sorted(root.iterdir()) if absent and root.is_dir() else ():
        if path.is_dir() and path.name not in FOLDERS and closest(path.name.casefold(), absent):
            yield path.name


def _refuse(error: OSError) -> None:
    """Let a folder that cannot be read stop everything; one that is not there holds nothing."""
    if not isinstance(error, FileNotFoundError):
        raise error


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.endswith("~")
