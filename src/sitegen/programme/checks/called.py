"""Which entry a name or label means, where an id belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sitegen.programme.collections import entries
from sitegen.programme.records import Records

Called = Mapping[str, Mapping[str, tuple[str, ...]]]
"""What the entries are called, by collection and id."""

_NAMES = ("name", "label", "heading")
_SHORTEST_PART = 3
"""Letters; a shorter part of a name may be of any."""

_SHORTEST_NAME = 5
"""Letters of a name that is found among other words."""


def what_entries_are_called(records: Records) -> Called:
    """Give the names of all entries that others may refer to. Offices are contacts too."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for collection, identifier, at in entries(records):
        names = tuple(text for field in _NAMES for text in at.texts(field))
        found.setdefault(collection, {})[identifier] = names
    found["contact"] = {**found.get("office", {}), **found.get("contact", {})}
    return found


def ids_called(text: str, called: Mapping[str, tuple[str, ...]]) -> tuple[list[str], bool]:
    """Give the ids of the entries that `text` may name, and whether it is a whole name.

    A part of a name counts where no whole one fits: `Gulfport` for `Gulfport, MS`.
    """
    words = _words(text)
    whole = [one for one, names in called.items() if words in map(_words, names)]
    if whole or len("".join(words)) < _SHORTEST_PART:
        return (whole if words else []), True
    return list(_in_part(words, called)), False


def _in_part(words: list[str], called: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for one, names in called.items():
        if any(set(words) <= set(_words(name)) or _holds(words, _words(name)) for name in names):
            yield one


def _holds(words: list[str], name: list[str]) -> bool:
    """Tell whether a whole name, of several words or a long one, stands within the words."""
    starts = range(len(words) - len(name) + 1)
    return len("".join(name)) >= _SHORTEST_NAME and any(
        words[at : at + len(name)] == name for at in starts
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
