"""Hands a site over to where it is published, and knows what was handed over there last.

A publication carries its ledger, so what is recorded and what is published are one act. Whoever
hands over has read the ledger of the last publication before, and is refused where somebody else
has published since: then it is recorded again, on top of what they have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from sitegen.lazy import dataclass
from sitegen.publish import Published


class CannotPublish(Exception):  # noqa: N818 - what is in the way, not a bug of ours
    """Says why nothing was published, and what to do."""


class NotKnown(CannotPublish):
    """Says that it may have been published, and what to do."""


class Overtaken(Exception):  # noqa: N818 - likewise
    """Somebody else has published since the last publication was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """What was published last: the ledgers that are known of it, and whether a site is there.

    The first ledger is that which it carries. `state` tells it from every other publication.
    """

    ledgers: tuple[bytes, ...] = ()
    has_site: bool = False
    is_there: bool = True  # False: it is known here only, and gone where it was published
    state: str = ""


Build = Callable[[Path | None, Iterable[tuple[str, bytes]]], Published]
"""Build into a folder (None: the site's own output), with files that come first.

Raises what the files raise.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What is to be published: how it is built, where that is, and the ledger that goes with it.

    `same_ledger` is the ledger if nothing else has changed: it still names the commit of before.
    """

    build: Build
    output: Path
    ledger: bytes
    same_ledger: bytes
    commit: str | None


class Target(Protocol):
    """Where a site is published."""

    @property
    def name(self) -> str:
        """What it is called in sentences."""

    def last(self) -> Last:
        """Look at what was published last. Raises CannotPublish."""

    def calendars(self, last: Last) -> Mapping[str, bytes]:
        """Give the files of the last publication of which a lost ledger can be made."""

    def hand_over(self, last: Last, following: Next) -> bool:
        """Publish, and tell whether anything has changed. Raises CannotPublish and Overtaken."""
