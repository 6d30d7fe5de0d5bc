"""What was asked of an import: the files, read from the disk or pasted, and the options."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from sitegen.importing.lines import Options
from sitegen.importing.readers import MOST_BYTES
from sitegen.importing.whole import File
from sitegen.reading import TooLargeError, read_file

_ORDERS = {"month-first": "mdy", "day-first": "dmy", None: ""}


def options_of(asked: argparse.Namespace) -> Options:
    """Give what was said of the files on the command line."""
    return Options(track=asked.track, year=asked.year, order=_ORDERS[asked.dates])


def files_of(names: Iterable[str], pasted: IO[bytes]) -> list[File]:
    """Read the files; `-` is what is pasted. One that cannot be read says why."""
    return [_file(name, pasted) for name in names]


def _file(name: str, pasted: IO[bytes]) -> File:
    too_large = f"It has more than {MOST_BYTES:,} bytes, which is more than is read at once."
    if name == "-":
        data = pasted.read(MOST_BYTES + 1)
        return File("pasted text", data, too_large if len(data) > MOST_BYTES else "")
    path = Path(name)
    try:
        return File(path.name, read_file(path, Path("/"), MOST_BYTES))
    except TooLargeError:
        return File(path.name, b"", too_large)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "It cannot be read"
        return File(path.name, b"", f"{reason}.")
