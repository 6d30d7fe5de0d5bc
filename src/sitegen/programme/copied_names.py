"""Names that programs and people give to a copy of a file: `2022 copy.yaml`, `2022 (1).yaml`."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from sitegen.lazy import pattern

_WORDS = r"copy|kopie|copie|copia|backup|bak|old|orig|previous|save|draft"
_BEHIND = rf"(?:[ ._-]+(?:{_WORDS})(?:[ ._-]*[0-9]+)?|[ ._-]*\([0-9]+\)|[ ._-]*\((?:{_WORDS})\)|~)"
_COPY = pattern(
    rf"(?:(?:copy|kopie|copie|copia)(?: \([0-9]+\))? (?:of|von|de) )(?P<of>.+)"
    rf"|(?P<before>.+?)(?:{_BEHIND})+",
    re.IGNORECASE,
)


_SIGNS = (*_WORDS.split("|"), "(", "~")
"""One of these stands in each name of a copy."""


def looks_copied(path: str) -> bool:
    """Tell whether the name of a file says that it is a copy."""
    stem = PurePosixPath(path).stem
    if stem.isascii() and not any(sign in stem.lower() for sign in _SIGNS):
        return False
    return _COPY.fullmatch(stem) is not None


def original_of(path: str, known: Collection[str]) -> str | None:
    """Give the file of `known` whose copy a file is by its name; None where there is none."""
    here = PurePosixPath(path)
    for name in (here.name, here.stem):  # `2022.yaml.bak`, `2022 copy.yaml`
        found = _COPY.fullmatch(name)
        stem = (found["of"] or found["before"]) if found else name
        for ending in ("", ".yaml", ".md"):
            other = str(here.with_name(f"{stem}{ending}"))
            if other != path and other in known:
                return other
    return None
