"""The next site in the making, beside the published one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

from sitegen.lazy import dataclass, pattern
from sitegen.publish.disk import (
    folder_of,
    folders_above,
    folders_of,
    holds,
    is_real_folder,
    walk,
    write,
)
from sitegen.reading import read_unlinked
from sitegen.seal import MANIFEST, OWN, place_of, seal_at

_HEADER = "# Written by sitegen. It replaces or removes only the files that are listed here."
_PREVIEW = f"{_HEADER} They are a preview of a change."
_LONGEST = 100_000_000  # bytes of a list of a million files
_HARMLESS = frozenset({"CNAME", "lost+found"})  # of GitHub Pages, and of a disk of its own

# Names between single slashes, none of them "." or "..": no backslash, no drive letter, no control
# character, nothing that UTF-8 cannot hold.
_ADDRESS = pattern(
    r"(?![A-Za-z]:)(?:(?!\.{1,2}(?:/|\Z))[^/\\\x00-\x1f\x7f\ud800-\udfff]+(?:/(?!\Z)|\Z))+"
)


class UnsafeAddress(ValueError):  # noqa: N818 - says what is wrong, not that something is
    """An address that could leave the output, or that two files would share."""


class PartlyPublished(Exception):  # noqa: N818 - says what has happened
    """The disk refused while files were replaced one by one: some are new, some are old."""

    def __init__(self, folder: Path, error: OSError) -> None:
        self.error = error
        reason = error.strerror or str(error)
        super().__init__(
            f"Some files in {folder} are new and some are old: "
            f"{reason}. To complete it, build again."
        )


class UnsafeOutput(Exception):  # noqa: N818 - likewise
    """A folder that holds what sitegen did not write and would have to replace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Paths of one publication: the published folder, and where work goes on."""

    folder: Path
    next: Path  # the next site in the making; after the exchange, what is left of the old one
    aside: Path  # the old site, for the moment between two renames
    inside: Path  # the next site where it cannot be made beside the folder
    lock: Path

    @classmethod
    def around(cls, folder: Path) -> Places:
        """Choose places beside `folder`, or within it where its parent is out of bounds."""
        if folder.is_symlink():
            raise UnsafeOutput(f"{folder} is a link that leads to itself. Delete it.")
        if folder.exists() and not folder.is_dir():
            raise UnsafeOutput(f"{folder} is a file. The site needs a folder.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = os.access(folder.parent, os.W_OK | os.X_OK) and not folder.is_mount()
        if not beside:
            folder.mkdir(exist_ok=True)
        return cls(
            folder=folder,
            next=place_of(folder, "next", beside=beside),
            aside=place_of(folder, "aside", beside=beside),
            inside=place_of(folder, "next", beside=False),
            lock=place_of(folder, "lock", beside=beside),
        )


def recover(places: Places) -> None:
    """Put back a site that a killed run had moved aside, and remove what such a run left."""
    if is_real_folder(places.aside) and not os.path.lexists(places.folder):
        places.aside.rename(places.folder)
    for rest in (places.next, places.aside, places.inside):
        if is_real_folder(rest):
            shutil.rmtree(rest)
        else:
            rest.unlink(missing_ok=True)
    places.folder.mkdir(parents=True, exist_ok=True)


def manifest(addresses: Iterable[str], *, preview: bool) -> bytes:
    """Content of the file that lists what sitegen wrote."""
    header = _PREVIEW if preview else _HEADER
    return "".join(f"{line}\n" for line in (header, *sorted(addresses))).encode()


def listed(content: bytes | None) -> frozenset[str]:
    """Give the addresses that a manifest lists, wherever it stands; none without one."""
    return frozenset((content or b"").decode(errors="replace").split("\n")[1:-1])


def written_before(folder: Path, *, preview: bool = False) -> frozenset[str]:
    """Addresses that the last run wrote.

    Raises `UnsafeOutput` where that is not clear, and where a preview would take the place of the
    site, or the site that of a preview.
    """
    try:
        content = read_unlinked(folder / MANIFEST, _LONGEST).decode(errors="replace")
    except FileNotFoundError:
        names = {path.name for path in folder.iterdir()} - _HARMLESS
        if strangers := sorted(name for name in names if not name.startswith(".")):
            raise UnsafeOutput(
                f"The folder {folder} holds files that sitegen did not write, such as "
                f"{strangers[0]}. Choose an empty folder, or one that sitegen made."
            ) from None
        return frozenset()
    header, *addresses = content.removesuffix("\n").split("\n")
    if header in {_HEADER, _PREVIEW} and (header == _PREVIEW) is not preview:
        there, coming = ("the site", "a preview") if preview else ("a preview", "the site")
        raise UnsafeOutput(
            f"The folder {folder} holds {there}, and {coming} does not take its place. "
            "Name another folder with --output, or delete this one."
        )
    if header not in {_HEADER, _PREVIEW} or not all(map(_ADDRESS.fullmatch, addresses)):
        raise UnsafeOutput(
            f"The file {MANIFEST} in {folder} is not as sitegen wrote it, so it is not clear which "
            "files are sitegen's. Empty the folder and build again."
        )
    return frozenset(addresses)


@dataclass(frozen=True, slots=True)
class Left:
    """A file that would be made the same again, as it was left: its seal, and how it is made."""

    seal: str
    make: Callable[[], bytes]


class NextSite:
    """The next site while its files come in: what is equal is noted, what differs is written."""

    def __init__(self, places: Places, before: frozenset[str], *, preview: bool) -> None:
        self.places = places
        self.preview = preview
        self.path = places.next
        self.before = before | {MANIFEST}
        self.planned: set[str] = set()
        self.folders: set[str] = {""}  # every folder that a planned file is in
        self.kept: set[str] = set()
        self.written: list[str] = []  # the manifest is the last one
        self._made: set[str] = set()
        self._folder = places.folder.lstat()

    def must_be(self, folder: Path) -> None:
        """Raise `UnsafeOutput` unless this is the folder that was the published one at the start.

        What somebody has put in its place meanwhile is not sitegen's to publish, or to remove.
        """
        with suppress(FileNotFoundError):
            if os.path.samestat(folder.lstat(), self._folder):
                return
        raise UnsafeOutput(
            f"The folder {self.places.folder} was replaced by something else while the site was "
            "built. Look at what is there now, and build again."
        )

    def add(self, address: str, data: bytes | Left) -> None:
        """Take in one file. Raises `UnsafeAddress`."""
        if not _ADDRESS.fullmatch(address) or address.startswith(OWN):
            raise UnsafeAddress(f"{address!r} is not an address within the site.")
        if folder_of(address) not in self.folders:
            above = list(folders_of(address))
            if not self.planned.isdisjoint(above):
                raise UnsafeAddress(f"A folder of {address!r} is also planned as a file.")
            self.folders.update(above)
        if address in self.planned or address in self.folders:
            raise UnsafeAddress(f"Two files, or a file and a folder, are at {address!r}.")
        self.planned.add(address)
        self._put(address, data)

    def is_changed(self) -> bool:
        """Tell, when all files have come in, whether the published site differs from them."""
        self._put(MANIFEST, manifest(self.planned, preview=self.preview))
        return bool(self.written)

    def make(self, folder: str) -> None:
        """Make a folder of the next site and those above it, with one call to the system each."""
        if folder in self._made:
            return
        if folder:
            self.make(folder_of(folder))
            os.mkdir(f"{self.path}/{folder}")  # noqa: PTH102 - a Path for each costs as much again
        else:
            self._begin()
        self._made.add(folder)

    def move_inside(self) -> None:
        """Go on within the published folder."""
        if self.path != self.places.inside:
            shutil.move(self.path, self.places.inside)
            self.path = self.places.inside

    def staying(self, *, within: AbstractSet[str] | None = None) -> Iterator[tuple[str, bool]]:
        """Say what the next site takes over: equal files, and what is not sitegen's.

        Gives addresses and whether each is a folder. With `within`, only these folders are looked
        into. Raises `UnsafeOutput` where something that is not sitegen's is in the way.
        """
        folders_before = folders_above(self.before)
        for address, is_folder in walk(self.places.folder, within):
            if address in self.kept and not is_folder:
                yield address, is_folder
            elif not address.startswith(OWN) and (
                address not in (folders_before if is_folder else self.before)
            ):
                if (
                    address in self.planned
                    or (address in self.folders and not is_folder)
                    or not self.planned.isdisjoint(folders_of(address))
                ):
                    raise UnsafeOutput(
                        f"sitegen did not write {address} in {self.places.folder}, and the site "
                        "has something else at this address. Move it away and build again."
                    )
                yield address, is_folder

    def _put(self, address: str, data: bytes | Left) -> None:
        if isinstance(data, Left):
            if address in self.before and seal_at(self.places.folder, address) == data.seal:
                self.kept.add(address)
                return
            data = data.make()
        if address in self.before and holds(f"{self.places.folder}/{address}", data):
            self.kept.add(address)
            return
        self.make(folder_of(address))
        write(f"{self.path}/{address}", data)
        self.written.append(address)

    def _begin(self) -> None:
        """Make the next site's own folder, as accessible as the published one and to the same."""
        self.path.mkdir()
        owner = self.places.folder.stat()
        try:
            os.chown(self.path, owner.st_uid, owner.st_gid)
        except PermissionError:  # the folder is somebody else's, and shall stay theirs
            self.path.rmdir()
            self.path = self.places.inside
            self.path.mkdir()
        shutil.copystat(self.places.folder, self.path)
