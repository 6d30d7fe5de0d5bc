"""Where a site is, seen from a folder that holds none, and what one can do here."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sitegen.tree import FOLDERS

_SETTINGS = Path("content/site.yaml")
"""What only a site has: other programs have a folder called content too."""

_MOST_NAMED = 3


def holds_site(folder: Path) -> bool:
    """Tell whether a folder is that of a site."""
    return any((folder / name).is_dir() for name in FOLDERS)


def no_site(folder: Path) -> str:
    """Say that there is no site in a folder, and where there is one, or how to begin one."""
    place = folder.resolve()
    said = f"There is no site in {place}: it has no folder content or schedules.\n"
    return f"{said}{_instead(place)}"


def what_to_do(folder: Path) -> str:
    """Say what one can do in a folder, to somebody who has given no command."""
    if not holds_site(folder):
        return f"There is no site in this folder.\n{_instead(folder.resolve())}{_ALL}"
    return f"There is a site in this folder. What you can do:\n{_EVERY_DAY}{_ALL}"


def sites_around(folder: Path) -> list[Path]:
    """Give the sites that a folder lies in, the nearest first."""
    return [one for one in folder.resolve().parents if (one / _SETTINGS).is_file()]


def _instead(folder: Path) -> str:
    near = list(_sites_near(folder))[:_MOST_NAMED]
    if not near:
        return _BEGIN
    ways = (shlex.quote(os.path.relpath(one, folder)) for one in near)
    lines = [
        f"There is one in {one}. Go there: cd {way}" for one, way in zip(near, ways, strict=True)
    ]
    return "\n".join([*lines, ""])


def _sites_near(folder: Path) -> Iterator[Path]:
    """Yield the sites around a folder, the nearest first, or those right below it."""
    if around := sites_around(folder):
        yield from around
        return
    with suppress(OSError):
        yield from (one for one in sorted(folder.iterdir()) if (one / _SETTINGS).is_file())


_BEGIN = """\
To begin one: sitegen new my-site
If there is one elsewhere, go to its folder, or name it with --root.
"""
_EVERY_DAY = """\
  sitegen serve          show the site in your browser, and follow every change
  sitegen check          show each mistake at its line
  sitegen add training   write down a training
  sitegen diff           say what a change does for visitors and subscribers
  sitegen build          write the site into the folder output
"""
_ALL = "All commands: sitegen --help\n"
