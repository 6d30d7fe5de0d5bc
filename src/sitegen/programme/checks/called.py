"""Which entry a name or label means, where an id belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sitegen.programme.collections import entries
from sitegen.programme.records import Records

_NAMES = ("name", "label", "heading")
_SHORTEST_PART = 3
"""Letters; a shorter part of a name may be of any."""

_SHORTEST_NAME = 5
"""Letters of a name that is found among other words."""


class Names:
    """What the entries of one collection are called, by id, made ready to be looked up."""

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        self.names = names
        self._whole: dict[tuple[str, ...], dict[str, None]] = {}
        self._with_word: dict[str, dict[str, None]] = {}
        self._beginning: dict[str, dict[tuple[str, tuple[str, ...]], None]] = {}
        self._found: dict[str, tuple[list[str], bool]] = {}
        self._place = {one: number for number, one in enumerate(names)}
        for one, called in names.items():
            for words in map(tuple, map(_words, called)):
                self._whole.setdefault(words, {})[one] = None
                for word in words:
                    self._with_word.setdefault(word, {})[one] = None
                if len("".join(words)) >= _SHORTEST_NAME:
                    self._beginning.setdefault(words[0], {})[one, words] = None

    def ids(self, text: str) -> tuple[list[str], bool]:
        """Give the ids of the entries that `text` may name, and whether it is a whole name.

        A part of a name counts where no whole one fits: `Gulfport` for `Gulfport, MS`.
        """
        if text not in self._found:
            self._found[text] = self._looked_up(tuple(_words(text)))
        return self._found[text]

    def _looked_up(self, words: tuple[str, ...]) -> tuple[list[str], bool]:
        whole = list(self._whole.get(words, ()))
        if whole or len("".join(words)) < _SHORTEST_PART:
            return (whole if words else []), True
        return sorted({*self._with_all(words), *self._within(words)}, key=self._place.get), False  # type: ignore[arg-type]

    def _with_all(self, words: tuple[str, ...]) -> Iterator[str]:
        """Yield the entries of which one name holds all these words."""
        rarest = min(words, key=lambda word: len(self._with_word.get(word, ())))
        for one in self._with_word.get(rarest, ()):
            if any(set(words) <= set(_words(name)) for name in self.names[one]):
                yield one

    def _within(self, words: tuple[str, ...]) -> Iterator[str]:
        """Yield the entries of which a whole name, of several words or a long one, stands here."""
        for at, word in enumerate(words):
            for one, name in self._beginning.get(word, ()):
                if words[at : at + len(name)] == name:
                    yield one


Called = Mapping[str, Names]
"""What the entries are called, by collection."""


def what_entries_are_called(records: Records) -> Called:
    """Give the names of all entries that others may refer to. Offices are contacts too."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for collection, identifier, at in entries(records):
        names = tuple(text for field in _NAMES for text in at.texts(field))
        found.setdefault(collection, {})[identifier] = names
    found["contact"] = {**found.get("office", {}), **found.get("contact", {})}
    return {collection: Names(names) for collection, names in found.items()}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
