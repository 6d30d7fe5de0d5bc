"""What a command says, on either stream: this is the one place where it is written."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from sitegen.reports.harmless import harmless_lines


def say(text: str) -> None:
    """Write lines that hold what somebody has typed; nothing in them acts."""
    sys.stdout.write(harmless_lines(text))


def complain(text: str) -> None:
    """Write such lines on the error stream."""
    sys.stderr.write(harmless_lines(text))


def write_report(report: str) -> None:
    """Write a report, whose form has made its words harmless. Its colors and commands act."""
    sys.stdout.write(report)


def write_letter(letter: bytes) -> None:
    """Write a file that is to be sent, byte for byte; on a terminal, nothing in it acts."""
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.flush()
        sys.stdout.buffer.write(letter)
    else:
        say(letter.decode())


def has_colour() -> bool:
    """Whether the terminal shows colour and the user wants it (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
