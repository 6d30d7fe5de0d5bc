"""What each file of the site is made of, in one digest: while it is the same, so is the file.

What is no date is the same for all files and seldom changes: the site, its tracks, its templates,
the program, the day. It goes into each digest as a whole. Of the dates, a file names those that it
shows, so a change to one training touches few files.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from sitegen.lazy import fields, is_dataclass
from sitegen.programme.ledger import Ledger, PublishedEvent
from sitegen.programme.model import (
    Document,
    Office,
    OtherDeadline,
    Person,
    Place,
    Programme,
    Track,
    Training,
)

Ingredient: TypeAlias = Training | OtherDeadline | str | None
"""A training, a deadline, or what is said of one because of others; None where there is none."""

MadeOf: TypeAlias = tuple[Ingredient, ...] | None

EVERYTHING: Final = None
"""Every date, and all that was ever published."""

_NO_DATES = (Document, Office, Person, Place, Track)
"""What dates refer to. It is the same for all files, so its id stands for it."""


def digests(
    planned: Mapping[str, MadeOf], programme: Programme, ledger: Ledger, others: str
) -> Mapping[str, str]:
    """Give by address a digest of all that a file is made of: equal digests mean equal bytes.

    `planned` gives the address of each, and of which dates it is made. `others` is a digest of all
    that is no date and was never published.
    """
    of = _Digests(programme, ledger)
    return {address: _digest(others, *of.each(made_of)) for address, made_of in planned.items()}


class _Digests:
    """The digest of each training and deadline, and of all of them together."""

    def __init__(self, programme: Programme, ledger: Ledger) -> None:
        published: dict[str, list[str]] = defaultdict(list)
        for _, event in sorted(ledger.events.items()):
            # Pages ask by what an event is of, calendars by its UID, which begins with that.
            of = event.of if event.name.startswith(event.of) else ""
            published[of].append(_written(event))
        self._odd = _digest(*published[""])
        self._of = {one.id: _digest(_written(one), *published[one.id]) for one in programme.dated}
        # What was published of something that is gone belongs to everything.
        self._everything = _digest(
            *self._of.values(),
            *(event for events in published.values() for event in events),
            *sorted(ledger.feeds),
        )

    def each(self, made_of: MadeOf) -> Iterator[str]:
        """Yield the digests of ingredients, in order."""
        yield self._odd
        if made_of is EVERYTHING:
            yield self._everything
            return
        for one in made_of:
            if isinstance(one, Training | OtherDeadline):
                yield self._of[one.id]
            else:
                yield "-" if one is None else f"={one}"


def _digest(*parts: str) -> str:
    """Give a digest of texts; where one ends and the next begins matters."""
    text = "\0".join(f"{len(part)} {part}" for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _written(value: PublishedEvent | Training | OtherDeadline) -> str:
    return repr(_plain(value))


def _plain(value: object) -> object:
    """Give a value as tuples, texts, numbers and days, which have one written form."""
    if isinstance(value, _NO_DATES):
        return value.id
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    of = type(value)
    if of not in _NAMES:
        _NAMES[of] = tuple(one.name for one in fields(of)) if is_dataclass(of) else ()
    names = _NAMES[of]
    return tuple([_plain(getattr(value, name)) for name in names]) if names else value


_NAMES: dict[type[object], tuple[str, ...]] = {}
"""The fields of each class, and none for what has none."""
