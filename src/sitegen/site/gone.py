"""Addresses that were published and lead to nothing now, and where the same seems to be.

What goes by a rule is not looked for: lists of a year, the page of a training that was taken out of
its schedule, a document that nobody needs any more, a page that is there while there are rules or
documents. A training that has another id, or a document with another file, is still there.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import TypeAlias

from sitegen.lazy import dataclass
from sitegen.programme.model import Document, Page, Programme, Redirect, Track, Training
from sitegen.programme.own_words import Audience
from sitegen.site import addresses
from sitegen.site.claims import Claim
from sitegen.site.kinds import Address, Each, of_old
from sitegen.site.lasting import lasting

_Thing: TypeAlias = Track | Training | Page | Document | Audience | Redirect

_ASKED_FOR = frozenset(
    {
        *(Each.PAGE, Each.AUDIENCE, Each.TRACK),
        *(Each.OLD_PAGE, Each.OLD_HTML_FILE, Each.OLD_FILE),
    }
)
"""Whoever knows the address of one of these must find something, whatever was done to it."""


@dataclass(frozen=True, slots=True)
class Gone:
    """An address of something that is gone. `now` is where the same is, if that can be told.

    `each` says what it was there for: ids of trainings, for one, are protected in other ways too.
    """

    address: Address
    stands_for: str
    each: Each
    now: Address | None


def gone(old: Programme, new: Programme) -> tuple[Gone, ...]:
    """Give each address that `old` had and `new` has not, and that no redirect leads on from."""
    there = lasting(new)
    found = there.keys() | {one.old for one in new.site.redirects}
    elsewhere = _Elsewhere(there, lasting(old))
    return tuple(
        one
        for one in _had(old, elsewhere)
        if (one.now or one.each in _ASKED_FOR) and one.address not in found
    )


def named(programme: Programme) -> Mapping[str, str]:
    """Give the title of each page that an editor can rename, by its address.

    The ledger remembers them. A track is known by its calendars, which it remembers too.
    """
    audiences = ((one, one.page) for one in programme.site.audiences)
    return {
        **{addresses.page(one): one.title for one in programme.pages},
        **{addresses.audience(one): page.title for one, page in audiences if page is not None},
    }


def gone_since(published: Mapping[str, str], new: Programme) -> tuple[Gone, ...]:
    """Give each published page that `new` has not, and that no redirect leads on from.

    Of these only the titles are known.
    """
    there, led = named(new), {one.old for one in new.site.redirects}
    titles: dict[str, list[str]] = {}
    for address, title in there.items():
        if address not in published:
            titles.setdefault(title, []).append(address)
    return tuple(
        Gone(
            address=Address(old),
            stands_for=f"the page “{title}”",
            each=Each.PAGE,
            now=Address(same[0]) if len(same) == 1 else None,
        )
        for old, title in sorted(published.items())
        if old not in there and old not in led
        for same in [titles.get(title, [])]
    )


def _had(old: Programme, elsewhere: _Elsewhere) -> Iterator[Gone]:
    """Yield each address that there was, as if it were gone."""
    for address, claim in elsewhere.before.items():
        yield Gone(address, claim.stands_for, claim.kind.each, elsewhere.now(claim))
    for one in old.site.redirects:
        led_to = Address(one.new)
        was = elsewhere.before.get(led_to)
        now = elsewhere.now(was) if was and led_to not in elsewhere.there else led_to
        yield Gone(Address(one.old), "an old address, which led on", of_old(one.old), now)


class _Elsewhere:
    """Finds what has another id now, by what only it has: a page by its title or its text."""

    def __init__(self, there: Mapping[Address, Claim], before: Mapping[Address, Claim]) -> None:
        self.there, self.before = there, before
        known = {_of(claim) for claim in before.values()}
        self._new: dict[Hashable, set[str]] = {}
        for claim in there.values():
            if claim.record is not None and _of(claim) not in known:
                for mark in _marks(claim.record):
                    self._new.setdefault((claim.kind.each, mark), set()).add(_id(claim))
        self._kept = {_of(claim) for claim in there.values()}

    def now(self, claim: Claim) -> Address | None:
        """Give the address of the same thing, if exactly one new thing can be it."""
        if claim.record is None or _of(claim) in self._kept:
            return None
        for mark in _marks(claim.record):
            ids = self._new.get((claim.kind.each, mark), set())
            if len(ids) == 1:
                found = claim.kind.at(*ids)
                # The file of a document may be of another kind than it was.
                same = PurePosixPath(found).suffix == PurePosixPath(claim.address).suffix
                return found if found in self.there and same else None
        return None


def _of(claim: Claim) -> Hashable:
    return claim.kind.each, _id(claim)


def _id(claim: Claim) -> str:
    """Give what stands in the address."""
    record = claim.record
    if isinstance(record, Document):
        return record.file or ""
    return record.id if record is not None else ""


def _marks(record: _Thing) -> tuple[Hashable, ...]:
    """Give what tells that two things are the same, the surest first."""
    if isinstance(record, Page):
        return ("title", record.title), ("text", record.body)
    if isinstance(record, Training):
        when = record.days.first if record.days is not None else record.expected
        return ((record.track.id, when, record.title),)
    if isinstance(record, Track):
        return ("name", record.name), ("purpose", record.purpose)
    if isinstance(record, Document):
        return (record.id,)
    if isinstance(record, Audience):
        return ("title", record.page.title if record.page else None), ("called", record.called)
    return ()
