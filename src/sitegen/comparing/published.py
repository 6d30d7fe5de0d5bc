"""Trainings and deadlines as subscribers have them, by the ledger, to be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sitegen.comparing.entries import NOT_KNOWN, Entry, EntryDate, Part, every_entry, told_apart
from sitegen.lazy import dataclass
from sitegen.programme.dates import DateKind
from sitegen.programme.ledger import PublishedEvent
from sitegen.programme.model import Meaning, Programme, Status
from sitegen.site.wording import ENGLISH


def published_entries(events: Iterable[PublishedEvent], programme: Programme) -> tuple[Entry, ...]:
    """Give what subscribers have. What no ledger holds is named as in `programme`."""
    groups: dict[tuple[str, bool], list[PublishedEvent]] = {}
    for event in events:
        groups.setdefault((event.of, event.track is not None), []).append(event)
    now = {(one.id, one.is_training): one for one in every_entry(programme)}
    names = Names.of(programme)
    published = [
        published_entry(of_one, now.get(key), names) for key, of_one in sorted(groups.items())
    ]
    return tuple(told_apart(published))


@dataclass(frozen=True, slots=True)
class Names:
    """What people call the places and the tracks, by their ids."""

    places: Mapping[str, str]
    tracks: Mapping[str, str]

    @classmethod
    def of(cls, programme: Programme) -> Names:
        """Give the names as they are now."""
        return cls(
            {place.id: ENGLISH.place(place) for place in programme.places},
            {track.id: track.name for track in programme.tracks},
        )


def published_entry(events: Sequence[PublishedEvent], now: Entry | None, names: Names) -> Entry:
    """Give a training or a deadline as subscribers have it, under the name that it has `now`."""
    first, track = events[0], events[0].track
    places, tracks = names.places, names.tracks
    own = sorted((one for one in events if one.kind is DateKind.TRAINING), key=_number)
    name = now.what if now else first.of
    return Entry(
        id=first.of,
        calendar=track,
        what=tracks.get(track, track) if track else name,
        runs=tuple(sorted(one.days for one in own if one.expected is None)),
        expected=next((one.expected for one in own if one.expected), None),
        last_day=max(one.days.last for one in events),
        status=Status(first.status),
        place=first.place,
        place_name=places.get(first.place or "", first.place),
        parts=tuple(
            Part(
                None if one.expected else one.days,
                _published_hours(one),
                one.place,
                places.get(one.place or "", one.place),
            )
            for one in own
        ),
        dates={
            key: _published_date(one, now.dates.get(key) if now else None)
            for one in events
            if one.kind is not DateKind.TRAINING
            for key in [one.name.removeprefix(first.of)]
        },
        is_whole=False,
    )


def _number(event: PublishedEvent) -> int:
    """Give which part of its training it is. A ledger may have been written by anybody."""
    number = event.name.removeprefix(f"{event.of}-")[:9]
    return int(number) if number.isascii() and number.isdigit() else 1


def _published_hours(event: PublishedEvent) -> str | None:
    if event.times is None:
        return NOT_KNOWN
    return ENGLISH.hours(event.times.hours) if event.times.hours else None


def _published_date(event: PublishedEvent, now: EntryDate | None) -> EntryDate:
    """Give a date as subscribers have it; its name and what it means are as they are `now`."""
    return EntryDate(
        kind=event.kind,
        label=now.label if now else _label_of(event),
        days=event.days,
        at=event.times.at if event.times else None,
        meaning=now.meaning if now else Meaning.ON,
        hours=event.times.hours if event.times else None,
        knows_times=event.times is not None,
    )


def _label_of(event: PublishedEvent) -> str:
    """Name a published date by what its entry is called: the ledger holds no label."""
    return " ".join(filter(None, event.name.removeprefix(event.of).split("-")))
