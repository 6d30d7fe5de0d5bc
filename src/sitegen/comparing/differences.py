"""What can differ between two programmes, in the order in which people need to know of it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sitegen.lazy import dataclass


class Kind(StrEnum):
    """What differs. The order is that of a report: what people may miss comes first."""

    DEADLINE_EARLIER = "deadline-earlier"
    GONE = "gone"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    MOVED = "moved"
    RENAMED = "renamed"
    PLACE = "place"
    HOURS = "hours"
    STATUS = "status"
    OPENING = "opening"
    DEADLINE = "deadline"
    MILESTONE = "milestone"
    ADDED = "added"
    FACT = "fact"
    CONTACT = "contact"
    RULE = "rule"
    DOCUMENT = "document"
    LOOK = "look"
    PAST = "past"


HEADINGS = {
    Kind.DEADLINE_EARLIER: "Earlier deadlines: people may already miss them",
    Kind.GONE: "Gone from calendars without a word",
    Kind.CANCELLED: "Cancelled",
    Kind.POSTPONED: "Postponed",
    Kind.MOVED: "Moved",
    Kind.RENAMED: "Another id",
    Kind.PLACE: "Places",
    Kind.HOURS: "Hours",
    Kind.STATUS: "Status",
    Kind.OPENING: "When one can apply",
    Kind.DEADLINE: "Other deadlines",
    Kind.MILESTONE: "Other dates",
    Kind.ADDED: "Added",
    Kind.FACT: "Other facts",
    Kind.CONTACT: "Contacts",
    Kind.RULE: "Who can apply",
    Kind.DOCUMENT: "Documents",
    Kind.LOOK: "Colors and logo",
    Kind.PAST: "Past",
}
"""What stands above the differences of each kind."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What people are told of a difference under `changes`, and the field that differs."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs: what it is `about`, and what is said of it in `words`.

    `id` is that of the training or the like. `was` and `now` are what differs, as far as it is one
    value; days and times in them are written as in files. `days` is by how many days it is later;
    less than 0 if it is earlier. `cause` says why a computed date differs. `pages` are addresses of
    pages that show it. `telling` is None where nobody needs to be told, such as of a note.
    """

    kind: Kind
    about: str
    words: str
    id: str | None = None
    was: str | None = None
    now: str | None = None
    days: int | None = None
    cause: str | None = None
    pages: tuple[str, ...] = ()
    telling: Telling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """Pages that say the same things no longer, and the same new ones.

    A link of the same words that leads elsewhere is such a thing. `reordered` says that they say
    the same in another order.
    """

    pages: tuple[str, ...]
    no_longer: tuple[str, ...]
    new: tuple[str, ...]
    reordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChange:
    """What changes for everybody who has subscribed to a calendar: how many entries."""

    calendar: str
    address: str
    changed: int
    added: int
    gone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressGone:
    """An address that leads to nothing: what was there, and where that is now, if it is known."""

    address: str
    what: str
    now: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that differs between `old` and `new`, as on `today`.

    `pages_compared` is false where the old side has dates only. `templates_differ` says that words
    of templates may differ too, which are not compared. Of the `addresses_gone`, people may go to
    those that are `without_redirect`. `addresses_moved` lead on now, each with where it leads.
    """

    old: str
    new: str
    today: date
    differences: tuple[Difference, ...] = ()
    pages: tuple[PageChange, ...] = ()
    without_redirect: tuple[AddressGone, ...] = ()
    addresses_moved: tuple[tuple[str, str], ...] = ()
    addresses_gone: tuple[str, ...] = ()
    addresses_added: tuple[str, ...] = ()
    calendars: tuple[CalendarChange, ...] = ()
    pages_compared: bool = True
    templates_differ: bool = False

    @property
    def changes_something(self) -> bool:
        """Whether a visitor or a subscriber sees any of it."""
        addresses = self.addresses_gone or self.addresses_added or self.addresses_moved
        return bool(self.differences or self.pages or addresses or self.calendars)


def in_order(differences: list[Difference]) -> tuple[Difference, ...]:
    """Give what differs in the order of kinds, and within one as it was found."""
    order = {kind: number for number, kind in enumerate(Kind)}
    return tuple(sorted(differences, key=lambda one: order[one.kind]))
