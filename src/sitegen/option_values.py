"""What stands behind an option, read as the same value is read in a file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sitegen.reports.harmless import harmless

if TYPE_CHECKING:
    from sitegen.source.fields import Kind

T = TypeVar("T")


def day(text: str) -> date:
    """Read a day."""
    from sitegen.source.values import DATE

    return _value(DATE, text)


def since(text: str) -> date | str:
    """Read a day where it looks like one, or else give the name of a revision or folder."""
    parts = text.split("-")
    looks_like_a_day = len(parts) == 3 and all(one.isdecimal() for one in parts)
    return day(text) if looks_like_a_day else text


def year(text: str) -> int:
    """Read a year."""
    from sitegen.source.values import YEAR

    return _value(YEAR, text)


def port(text: str) -> int:
    """Read the number of a port."""
    from sitegen.source.values import whole_number

    return _value(whole_number(1, 65535), text)


def folder(text: str) -> Path:
    """Read the name of a folder that is there."""
    found = Path(text)
    if not found.is_dir():
        raise argparse.ArgumentTypeError(f"There is no folder {harmless(text)}.")
    return found


def base_url(text: str) -> str:
    """Read the address of a site."""
    from sitegen.source.values import BASE_URL

    return _value(BASE_URL, text)


def _value(kind: Kind[T], text: str) -> T:
    """Read an option as the same value is read in a file."""
    from sitegen.source.fields import Misread

    value = kind.read(text)
    if isinstance(value, Misread):
        raise argparse.ArgumentTypeError(f"{value.message} {value.help or ''}".strip())
    return value
