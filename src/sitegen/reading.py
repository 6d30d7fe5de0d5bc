"""Read one file of a site: a real file, not too large, and none that is outside of it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.tree import is_within

MOST_PUBLISHED = 100_000_000
"""Bytes of a file that is published as it is. GitHub takes no larger one either."""

_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC


class TooLargeError(Exception):
    """A file has more bytes than are read: `size`."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


def read_file(path: Path, within: Path, most: int) -> bytes:
    """Give the bytes of a file. A link is followed to what is part of the site at `within`.

    `within` is "/" for a folder that is trusted. Raises TooLargeError before anything is read, and
    OSError where there is no such file, where it is a pipe or a device, or lies outside.
    """
    with _opened(path, within) as descriptor:
        size = os.fstat(descriptor).st_size
        data = _read(descriptor, most + 1) if size <= most else b""
    if max(size, len(data)) > most:  # it may have grown meanwhile
        raise TooLargeError(max(size, len(data)))
    return data


def read_beginning(path: Path, within: Path, most: int) -> bytes:
    """Give the first bytes of a file, at most so many. Raises OSError as `read_file` does."""
    with _opened(path, within) as descriptor:
        return _read(descriptor, most)


def read_unlinked(path: Path, most: int) -> bytes:
    """Give the bytes of a file; none where it is a link, no file, or has more than so many.

    Raises OSError, such as FileNotFoundError.
    """
    try:
        descriptor = os.open(path, _FILE)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return b""
        raise
    try:
        status = os.fstat(descriptor)
        is_read = stat.S_ISREG(status.st_mode) and status.st_size <= most
        return _read(descriptor, status.st_size + 1) if is_read else b""
    finally:
        os.close(descriptor)


def _read(descriptor: int, most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := os.read(descriptor, min(most, 1 << 20))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


@contextmanager
def _opened(path: Path, within: Path) -> Iterator[int]:
    """Open a file that can be read to its end. What becomes a link meanwhile is not followed."""
    base = os.path.realpath(within)
    real = os.path.realpath(path)
    if base != "/" and not is_within(real, base):
        raise OSError(errno.EPERM, "It leads out of the site's folder", str(path))
    *folders, name = real[len(base.rstrip("/")) + 1 :].split("/")
    descriptor = os.open(base, _FOLDER)
    try:
        for folder in folders:
            descriptor = _moved(descriptor, os.open(folder, _FOLDER, dir_fd=descriptor))
        descriptor = _moved(descriptor, os.open(name, _FILE, dir_fd=descriptor))
        _must_be_file(descriptor, path)
        yield descriptor
    except OSError as error:
        error.filename = str(path)
        raise
    finally:
        os.close(descriptor)


def _must_be_file(descriptor: int, path: Path) -> None:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise OSError(errno.EINVAL, "It is no file that can be read", str(path))


def _moved(before: int, after: int) -> int:
    os.close(before)
    return after
