"""Small acts on the disk, each with one sharp meaning."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import stat
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_NO_LINK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC
_LOCK = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait until nobody else holds `path`; the system lets go of it when a process is killed.

    A link in its place is removed. That the file itself cannot be removed or closed harms nobody:
    whoever comes next locks it again, and nothing was written to it.
    """
    while True:
        try:
            descriptor = os.open(path, _LOCK, 0o666)
        except OSError as error:
            if error.errno != errno.ELOOP:
                raise
            path.unlink(missing_ok=True)
            continue
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX)  # no process that is forked holds it
            if _is_still(path, descriptor):
                try:
                    yield
                finally:
                    with suppress(OSError):
                        path.unlink()
                return
        finally:
            with suppress(OSError):
                os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    """Tell whether `path` is the open file, not one made after its last holder removed it."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def swap(first: Path, second: Path) -> None:
    """Exchange two paths in one step (Linux: renameat2(2), RENAME_EXCHANGE).

    Raises `OSError` with ENOSYS or EINVAL where the system or its file system cannot do that.
    """
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if renameat2(here, os.fsencode(first), here, os.fsencode(second), exchange):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(first), None, str(second))


def folder_of(address: str) -> str:
    """Address of the folder that something is in; "" is the output itself."""
    return address.rpartition("/")[0]


def folders_of(address: str) -> Iterator[str]:
    """Every folder that something is in, from the inside out, without the output itself."""
    while address := folder_of(address):
        yield address


def folders_above(addresses: Iterable[str]) -> set[str]:
    """Give every folder that any of these is in, without the output itself."""
    found: set[str] = set()
    for address in addresses:
        for above in folders_of(address):
            if above in found:  # and so are those above it
                break
            found.add(above)
    return found


def walk(root: Path, within: AbstractSet[str] | None = None) -> Iterator[tuple[str, bool]]:
    """Everything under `root`, a folder before what is in it: address, and "is it a folder".

    Links are not followed. With `within`, only folders at these addresses are looked into.
    """
    pending = [""]
    while pending:
        prefix = pending.pop()
        for name, is_folder in _entries(f"{root}/{prefix}"):
            address = f"{prefix}{name}"
            yield address, is_folder
            if is_folder and (within is None or address in within):
                pending.append(f"{address}/")


def _entries(folder: str) -> list[tuple[str, bool]]:
    """Give what is in a folder, and "is it a folder". What has become a link is not followed."""
    descriptor = os.open(folder.rstrip("/"), _FOLDER)
    try:
        with os.scandir(descriptor) as entries:
            return [(one.name, one.is_dir(follow_symlinks=False)) for one in entries]
    finally:
        os.close(descriptor)


def is_real_folder(path: Path) -> bool:
    """Tell whether there is a folder, and not only a link to one."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def holds(path: str, data: bytes) -> bool:
    """Tell whether there is a file (not a link to one) with these bytes."""
    try:
        descriptor = os.open(path, _NO_LINK)
    except OSError:
        return False
    try:
        return os.read(descriptor, len(data) + 1) == data
    except OSError:
        return False
    finally:
        os.close(descriptor)


def write(path: str, data: bytes) -> None:
    """Write a file that does not exist yet."""
    descriptor = os.open(path, _NEW_FILE, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)
