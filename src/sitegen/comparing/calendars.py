"""How many entries change in each calendar, for everybody who has subscribed to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sitegen.comparing.differences import CalendarChange
from sitegen.lazy import dataclass
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Programme
from sitegen.site import addresses
from sitegen.site.addresses import BaseUrl
from sitegen.site.calendar_files import all_events
from sitegen.site.calendars import digest
from sitegen.site.kinds import Address
from sitegen.site.planned import PlannedFile

Digests = Mapping[str, str]
"""A digest of all that subscribers see of an entry, by its UID."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar that people subscribe to: what it is called, where it is, and its entries."""

    name: str
    address: Address
    entries: Digests


def calendars_of(programme: Programme, planned: Iterable[PlannedFile]) -> Iterator[Calendar]:
    """Yield the calendars with everything: of all tracks, of each track, of other deadlines."""
    held = {one.address: one.made_of or () for one in planned}
    entries: dict[str, dict[str, str]] = {}
    for source, events in all_events(programme, BaseUrl.of(programme.site.base_url)):
        entries[source.id] = {event.uid: digest(event) for event in events}
    for name, address in _named(programme):
        ids = held.get(addresses.file_of(address), ())
        yield Calendar(name, address, _together(entries, ids))


def published_calendars(
    ledger: Ledger, programme: Programme, now: Iterable[Calendar]
) -> Iterator[Calendar]:
    """Yield the same calendars as subscribers have them.

    What left a feed because of its age did so for everybody, so only what is in the present one, or
    is gone from the schedules, counts.
    """
    present = {one.address: one.entries.keys() for one in now}
    known = {dated.id for dated in programme.dated}
    tracks = {addresses.feed(track): track.id for track in programme.tracks}
    for name, address in _named(programme):
        yield Calendar(
            name,
            address,
            {
                event.uid: event.digest
                for event in ledger.present()
                if _is_in(address, event.track, tracks)
                and (event.uid in present[address] or event.of not in known)
            },
        )


def compare_calendars(old: Iterable[Calendar], new: Iterable[Calendar]) -> Iterator[CalendarChange]:
    """Yield each calendar in which an entry is another one, new or gone."""
    was = {one.address: one for one in old}
    now = {one.address: one for one in new}
    for address in dict.fromkeys((*now, *was)):
        calendar = now.get(address) or was[address]
        before = was[address].entries if address in was else {}
        after = now[address].entries if address in now else {}
        change = CalendarChange(
            calendar=calendar.name,
            address=address,
            changed=sum(after[uid] != before[uid] for uid in before.keys() & after.keys()),
            added=len(after.keys() - before.keys()),
            gone=len(before.keys() - after.keys()),
        )
        if change.changed or change.added or change.gone:
            yield change


def _named(programme: Programme) -> Iterator[tuple[str, Address]]:
    yield "All trainings and deadlines", addresses.feed(None)
    for track in programme.tracks:
        yield track.name, addresses.feed(track)
    yield "Other deadlines", addresses.OTHER_DEADLINES_CALENDAR


def _is_in(address: Address, track: str | None, tracks: Mapping[Address, str]) -> bool:
    if address in tracks:
        return track == tracks[address]
    return address != addresses.OTHER_DEADLINES_CALENDAR or track is None


def _together(entries: Mapping[str, Digests], ids: Collection[str]) -> Digests:
    return {uid: found for one in ids for uid, found in entries.get(one, {}).items()}
