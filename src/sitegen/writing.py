"""Write files of a site: all or none, each in one step, and through no link.

Whoever reads one gets its old bytes or its new ones. Names of files in the making are random, and
made only where nothing has that name, so that nobody can lead them elsewhere. What a killed run has
left of them is removed by the next one. POSIX systems only.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sitegen.lazy import pattern

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_WRITTEN_TO = (".", "content", "content/pages", "schedules", "schemas", "admin")
_IN_THE_MAKING = pattern(r"\.sitegen-[0-9a-f]{32}\.(?:new|old)")
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class UnsafePath(Exception):  # noqa: N818 - says what is wrong, not that something is
    """What sitegen would have to write to is a link, or no file."""


class PartlyWritten(Exception):  # noqa: N818 - likewise
    """The disk refused in between, and to take back what was done too: `changed` are new."""

    def __init__(self, changed: Iterable[str], error: OSError) -> None:
        reason = error.strerror or str(error)
        super().__init__(f"New is: {', '.join(changed)}. All else is as it was. {reason}.")


def replace_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Give files new bytes, or make them, by their paths from `root`, with slashes.

    Another run that writes is waited for, and what a killed one has left is removed. Raises
    `UnsafePath` where a link is in the way, and OSError where the disk refuses; every file is as it
    was then. Raises `PartlyWritten` where that cannot be had.
    """
    with ExitStack() as opened:
        base = opened.enter_context(_folder(str(root.resolve()), None))
        fcntl.flock(base, fcntl.LOCK_EX)
        _clear_leftovers(base)
        made: list[tuple[int, str]] = []
        changes: list[_Change] = []
        try:
            for path, data in files.items():
                folder = _folder_of(path, base, made, opened)
                changes.append(_Change(path, folder))
                changes[-1].prepare(data)
            for change in changes:
                change.do()
        except BaseException as error:
            try:
                _take_back(changes, error)
            finally:
                _clear(changes)  # nothing may stay in a folder that is to go
                for folder, name in reversed(made):
                    with suppress(OSError):
                        os.rmdir(name, dir_fd=folder)
            raise
        _clear(changes)


class _Change:
    """One file that gets new bytes: made beside it, then put in its place, or all taken back."""

    def __init__(self, path: str, folder: int) -> None:
        self.path = path
        self.name = path.rpartition("/")[2]
        self.is_done = False
        self._folder = folder
        self._new, self._old = (f".sitegen-{os.urandom(16).hex()}.{end}" for end in ("new", "old"))
        self._was_there = False
        self._has_old = False

    def prepare(self, data: bytes) -> None:
        """Write the new bytes beside the file, and keep what it is now."""
        before = self._status()
        descriptor = os.open(self._new, _NEW_FILE, 0o666, dir_fd=self._folder)
        try:
            if before is not None:
                with suppress(PermissionError):
                    os.fchown(descriptor, before.st_uid, before.st_gid)
                os.fchmod(descriptor, stat.S_IMODE(before.st_mode))
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if before is not None:
            self._was_there = True
            self._keep_old()

    def _status(self) -> os.stat_result | None:
        try:
            status = os.stat(self.name, dir_fd=self._folder, follow_symlinks=False)
        except FileNotFoundError:
            return None
        if stat.S_ISLNK(status.st_mode):
            raise UnsafePath(f"{self.path} is a link. {_NO_LINK}")
        if not stat.S_ISREG(status.st_mode):
            raise UnsafePath(f"{self.path} is no file. sitegen does not replace it.")
        return status

    def _keep_old(self) -> None:
        try:
            os.link(
                self.name,
                self._old,
                src_dir_fd=self._folder,
                dst_dir_fd=self._folder,
                follow_symlinks=False,
            )
            self._has_old = True
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise

    def do(self) -> None:
        """Put the new file in the place of the old one."""
        self._replace(self._new)
        self.is_done = True

    def take_back(self) -> None:
        """Put the old file back where it was, or remove what was not there."""
        if self._has_old:
            self._replace(self._old)
        elif self._was_there:
            raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP), self.path)
        else:
            os.unlink(self.name, dir_fd=self._folder)
        self.is_done = False

    def _replace(self, name: str) -> None:
        os.replace(name, self.name, src_dir_fd=self._folder, dst_dir_fd=self._folder)

    def clear(self) -> None:
        """Remove what was made beside the file; where the disk refuses, the next run does."""
        for name in (self._new, self._old):
            with suppress(OSError):
                os.unlink(name, dir_fd=self._folder)


def _clear(changes: Iterable[_Change]) -> None:
    for change in changes:
        change.clear()


_NO_LINK = "sitegen writes through no link. Put the file or folder itself there, and try again."


def _take_back(changes: list[_Change], error: BaseException) -> None:
    for change in reversed(changes):
        if change.is_done:
            with suppress(OSError):
                change.take_back()
    if changed := [change.path for change in changes if change.is_done]:
        reason = error if isinstance(error, OSError) else OSError(str(error))
        raise PartlyWritten(changed, reason) from error


def _folder_of(path: str, base: int, made: list[tuple[int, str]], opened: ExitStack) -> int:
    """Open the folder of a file, and make it where it is not there."""
    folder = base
    for name in path.split("/")[:-1]:
        with suppress(FileExistsError):
            os.mkdir(name, dir_fd=folder)
            made.append((folder, name))
        folder = opened.enter_context(_folder(name, folder))
    return folder


@contextmanager
def _folder(name: str, within: int | None) -> Iterator[int]:
    """Open a folder that is no link."""
    try:
        descriptor = os.open(name, _FOLDER, dir_fd=within)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENOTDIR}:
            raise UnsafePath(f"{name} is a link, or no folder. {_NO_LINK}") from error
        raise
    try:
        yield descriptor
    finally:
        with suppress(OSError):  # nothing was written through it
            os.close(descriptor)


def _clear_leftovers(base: int) -> None:
    """Remove what a killed run has left; nobody else writes now."""
    for path in _WRITTEN_TO:
        with suppress(FileNotFoundError, UnsafePath), ExitStack() as opened:
            folder = base
            for name in path.split("/"):
                folder = opened.enter_context(_folder(name, folder))
            for name in os.listdir(folder):  # noqa: PTH208 - of an open folder
                if _IN_THE_MAKING.fullmatch(name):
                    os.unlink(name, dir_fd=folder)
