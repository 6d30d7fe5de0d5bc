"""A bug, told to whom it meets: what happened, what has become of the files, and what to send."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from sitegen import __version__

_PACKAGE = Path(__file__).resolve().parent
_MOST_STEPS = 12
"""Of the way to the bug: the last ones say most. A loop has a thousand that are the same."""

_MOST_WORDS = 300


def own_mistake(error: Exception, command: str, kept: str) -> str:
    """Say that sitegen itself failed, and what is `kept` as it was."""
    return (
        "This is a mistake in sitegen, not in your files. It was not foreseen.\n"
        f"{kept}\n"
        "Send the lines below to those who look after sitegen for you, with the folders content\n"
        "and schedules as they are now. Until it is mended, take back what you changed last.\n\n"
        f"{''.join(f'  {line}{chr(10)}' for line in _what_to_send(error, command))}"
    )


def _what_to_send(error: Exception, command: str) -> Iterator[str]:
    yield f"sitegen {__version__} {command}, Python {platform.python_version()}, {sys.platform}"
    words = str(error)
    # What stands in a file may be in it, so nothing but plain letters reaches the terminal.
    yield ascii(f"{type(error).__name__}: {words[:_MOST_WORDS]}")[1:-1]
    steps = traceback.extract_tb(error.__traceback__)[-_MOST_STEPS:]
    for step in reversed(steps):
        yield ascii(f"{_short(step.filename)}, line {step.lineno}, in {step.name}")[1:-1]


def _short(file: str) -> str:
    """Give the path of a file without what it says about the machine."""
    path = Path(file)
    if path.is_relative_to(_PACKAGE):
        return path.relative_to(_PACKAGE).as_posix()
    return path.name
