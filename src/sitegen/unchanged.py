"""Whether a build would make the same again: then the last one is all there is to say.

What the last build was made of and what it left is kept. The next one compares: the bytes of every
file that it would read, the program, the day, and the published files. Where anything differs, or
cannot be told for sure, it builds everything.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

from sitegen import __version__
from sitegen.branches import state_of_refs
from sitegen.kept import name_of
from sitegen.reading import read_unlinked
from sitegen.seal import is_at_rest, seal_of, seals_of
from sitegen.settings import Settings
from sitegen.tree import DEEPEST, FOLDERS

_MOST_FILES, _MOST_BYTES = 20_000, 200_000_000
"""Beyond that, comparing would take as long as a build, or it is refused anyway."""

_PACKAGE = Path(__file__).parent


class _UnsureError(Exception):
    """Only a build can tell: there are links, or more than is looked at here."""


def inputs_of(settings: Settings) -> str | None:
    """Give a digest of all that a site is made of, but for the day; None where that is not sure."""
    try:
        digest = hashlib.sha256(repr((program(), settings.base_url)).encode())
        if not all((settings.real_root / name).is_dir() for name in FOLDERS):
            return None  # a folder with a name like it is looked at instead
        for seen in state_of_refs(settings.real_root):
            digest.update(b"\0branch " + seen)
        left = [_MOST_FILES, _MOST_BYTES]
        for folder in settings.watched:
            digest.update(f"\n{folder}\n".encode("utf-8", "surrogateescape"))
            if os.path.lexists(folder):
                _add(digest, str(folder), 0, left)
    except (OSError, _UnsureError):
        return None
    return digest.hexdigest()


@cache
def program() -> str:
    """Give a digest of the program and of what it is made with, as they were at the first call.

    A preview runs on while they are replaced, with what it has loaded. Raises OSError.
    """
    digest = hashlib.sha256(repr((__version__, sys.version)).encode())
    for line in (*_packages(), *_stamps(_PACKAGE)):
        digest.update(f"{line}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def said_before(settings: Settings, inputs: str | None, clock: Callable[[str], date]) -> str | None:
    """Give what the last build would say now, where it would make the same again; else None.

    `inputs` is what `inputs_of` gives now.
    """
    if inputs is None or settings.output.is_symlink():
        return None
    try:
        last = json.loads(settings.kept.get(_name(settings)) or b"{}")
        if not last or any(clock(zone).isoformat() != day for zone, day in last["days"].items()):
            return None
    except (ValueError, OSError):  # a time zone is no longer there
        return None
    output = Path(os.path.realpath(settings.output))
    is_same = (
        inputs == last["inputs"]
        and is_at_rest(output)
        and zone_files(last["zones"]) == last["zone_files"]
        and (seals := seals_of(output)) is not None
        and seal_of(seals) == last["seal"]
    )
    said: str = last["said"]
    return said if is_same else None


def remember(  # noqa: PLR0913 - each is one thing that tells whether it would be the same
    settings: Settings,
    inputs: str | None,
    days: Mapping[str, date],
    seals: Mapping[str, str] | None,
    said: str,
    *,
    zones: Sequence[str],
) -> None:
    """Keep what a build was made of (`inputs_of` before it began), and what it left.

    `days` are the days that it asked for, by time zone, and `zones` are those of its times. `seals`
    are those of what it published, and `said` is what it would say the next time. Where the disk
    refuses, nothing is kept: the site is published by then.
    """
    if inputs is None or seals is None:
        return
    with suppress(OSError):
        last = {
            "days": {zone: day.isoformat() for zone, day in days.items()},
            "zones": list(zones),
            "zone_files": zone_files(zones),
            "inputs": inputs,
            "seal": seal_of(seals),
            "said": said,
        }
        settings.kept.put(_name(settings), json.dumps(last).encode())


def _name(settings: Settings) -> str:
    asked = (
        os.path.realpath(settings.root),
        str(settings.output.absolute()),
        settings.base_url,
        [str(folder) for folder in settings.templates],
        settings.names_output,
        settings.preview,
    )
    return name_of("build", repr(asked))


def _packages() -> Iterator[str]:
    """Yield the names of what is installed: they hold the versions."""
    for place in sys.path:
        if Path(place).name in {"site-packages", "dist-packages"}:
            with os.scandir(place) as entries:
                yield from sorted(one.name for one in entries if one.name.endswith("-info"))


def _stamps(folder: Path) -> Iterator[str]:
    """Yield size and time of each file of the program, as Python itself looks at them."""
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in {"__pycache__", "templates"})
        for name in sorted(files):
            found = os.stat(f"{path}/{name}")  # noqa: PTH116 - there are hundreds
            yield f"{path}/{name} {found.st_size} {found.st_mtime_ns}"


def zone_files(zones: Iterable[str]) -> list[list[int]]:
    """Give size and time of the files that say how clocks go in these zones."""
    found = []
    for zone in sorted(zones):
        for place in zoneinfo.TZPATH:
            path = Path(place) / zone
            if path.is_file():
                status = path.stat()
                found.append([status.st_size, status.st_mtime_ns])
                break
    return found


def _add(digest: hashlib._Hash, folder: str, depth: int, left: list[int]) -> None:
    """Add every name and every byte below a folder. `left` is how much more is looked at."""
    with os.scandir(folder) as opened:
        entries = sorted(opened, key=lambda entry: entry.name)
    left[0] -= len(entries)
    if left[0] < 0 or depth > DEEPEST:
        raise _UnsureError
    for entry in entries:
        name = os.fsencode(entry.name)
        if entry.is_dir(follow_symlinks=False):
            digest.update(b"\0folder " + name)
            _add(digest, entry.path, depth + 1, left)
            digest.update(b"\0end")
        elif entry.is_file(follow_symlinks=False):
            left[1] -= entry.stat(follow_symlinks=False).st_size
            if left[1] < 0:
                raise _UnsureError
            data = read_unlinked(Path(entry.path), _MOST_BYTES)
            digest.update(b"\0file " + name + b"\0%d\0" % len(data) + data)
        else:
            raise _UnsureError
