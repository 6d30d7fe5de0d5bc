"""What each file of the site is made of, in one digest: while it is the same, so is the file.

What is no date is the same for all files and seldom changes: the site, its tracks, its templates,
the program, the day. It goes into each digest as a whole. Of the dates, a file names those that it
shows, so a change to one training touches few files.
"""

from __future__ import annotations

import hashlib
import marshal
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from operator import attrgetter
from typing import Any, Final, TypeAlias

from sitegen.lazy import fields, is_dataclass
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import (
    Document,
    Office,
    Person,
    Place,
    Programme,
    Track,
)

Ingredient: TypeAlias = str
"""The id of a training or of a deadline, or `said`: with its sign in front it is no id."""

MadeOf: TypeAlias = tuple[Ingredient, ...] | None

EVERYTHING: Final = None
"""Every date, and all that was ever published."""

NONE: Final = "-"
"""Stands where there is no such training."""


def said(words: object) -> Ingredient:
    """Give what is said because of others, such as which years there are."""
    return f"={words}"


_NO_DATES = (Document, Office, Person, Place, Track)
"""What dates refer to. It is the same for all files, so its id stands for it."""


class Ingredients:
    """The digest of each training and deadline with what was published `of` it, by its id.

    What counts for every file is in the digest `common`.
    """

    def __init__(self, programme: Programme, ledger: Ledger, others: str) -> None:
        """Take a digest of all that is no date and was never published as `others`."""
        published: dict[str, list[object]] = defaultdict(list)
        for _, event in sorted(ledger.events.items()):
            # Pages ask by what an event is of, calendars by its UID, which begins with that.
            of = event.of if event.name.startswith(event.of) else ""
            published[of].append(_plain(event))
        self.common = _digest(others, *published[""])
        self.of = {
            one.id: _digest(_plain(one), *published.get(one.id, ())) for one in programme.dated
        }
        # What was published of something that is gone belongs to everything.
        self._everything = _digest(
            *self.of.values(),
            *(event for events in published.values() for event in events),
            *sorted(ledger.feeds),
        )

    def digest(self, made_of: MadeOf) -> str:
        """Give a digest of all that a file is made of: equal digests mean equal bytes."""
        if made_of is EVERYTHING:
            return _digest(self.common, self._everything)
        of = self.of
        return _digest(self.common, *[of.get(one, one) for one in made_of])


def _digest(*parts: Any) -> str:  # noqa: ANN401 - whatever is plain
    """Give a digest of values that are plain (`_plain`).

    Version 2 of Python's own form tells values by what they are, never by which of them are the
    same thing in memory.
    """
    return hashlib.blake2b(marshal.dumps(parts, 2), digest_size=16).hexdigest()


def _plain(value: object) -> object:
    """Give a value as lists, texts and numbers, which have one written form."""
    of = type(value)
    if of not in _READERS:
        _READERS[of] = _reader(of)
    read = _READERS[of]
    return value if read is None else read(value)


def _reader(of: type[Any]) -> Callable[[Any], object] | None:
    """Give what makes values of a class plain; None where they are."""
    if issubclass(of, _NO_DATES):
        return attrgetter("id")
    if issubclass(of, Enum):
        return attrgetter("_value_")  # as `value`, which takes ten times as long
    if issubclass(of, tuple):
        return _each_plain
    if is_dataclass(of):
        names = [one.name for one in fields(of)]
        if len(names) > 1:
            values = attrgetter(*names)
            return lambda value: _each_plain(values(value))
        return lambda value: _each_plain([getattr(value, one) for one in names])
    if of in _PLAIN:
        return None
    return str if issubclass(of, str) else repr


_PLAIN = (str, int, bool, type(None))


def _each_plain(values: Iterable[object]) -> list[object]:
    readers = _READERS  # of each of a hundred thousand values
    return [
        one if (read := readers.get(type(one), _plain)) is None else read(one) for one in values
    ]


_READERS: dict[type[Any], Callable[[Any], object] | None] = {
    date: date.toordinal,
}
"""What makes the values of each class plain, as they were met."""
