"""Which calendars the site publishes: feeds in three forms, and a file for each training."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from sitegen.programme.dates import DateKind, has_events
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import OtherDeadline, Programme, Track, Training
from sitegen.site import addresses
from sitegen.site.addresses import BaseUrl
from sitegen.site.calendars import (
    ZONES,
    Block,
    CalendarEvent,
    Subscription,
    Telling,
    Zones,
    block,
    calendar,
    events_of,
    events_of_deadline,
    revise,
)
from sitegen.site.kinds import FORM_WORDS, Address, Form
from sitegen.site.parts import NO_PARTS, Parts
from sitegen.site.planned import PlannedFile

_Dated: TypeAlias = Training | OtherDeadline

SHARED = "calendars"
"""All calendars are made by one process, because each event is written once for all of them."""

_KINDS = {
    Form.EVERYTHING: frozenset(DateKind),
    Form.TRAININGS: frozenset({DateKind.TRAINING}),
    # All others are days to act on, like deadlines.
    Form.DEADLINES: frozenset(DateKind) - {DateKind.TRAINING},
}


def all_events(
    programme: Programme, base: BaseUrl
) -> Iterator[tuple[_Dated, tuple[CalendarEvent, ...]]]:
    """Yield the events of every training and every deadline that stands alone."""
    telling = Telling.of(programme.site, base)
    for dated in programme.dated:
        yield dated, _events(dated, telling, base)


def calendar_files(  # noqa: PLR0913 - each is one thing that calendars are made from
    programme: Programme,
    ledger: Ledger,
    *,
    today: date,
    base_url: str,
    parts: Parts = NO_PARTS,
    zones: Zones = ZONES,
) -> Iterator[PlannedFile]:
    """Plan every calendar of the site as it stands on `today`, to live at `base_url`."""
    writer = _Writer(programme, ledger, today, BaseUrl.of(base_url), parts=parts, zones=zones)

    def planned(
        address: Address, make: Callable[[], bytes], made_of: Iterable[_Dated]
    ) -> PlannedFile:
        ids = tuple([one.id for one in made_of])
        return PlannedFile(
            address=addresses.file_of(address), produce=make, shares=SHARED, made_of=ids
        )

    of_tracks: dict[str, list[Training]] = {track.id: [] for track in programme.tracks}
    for training in programme.trainings:
        of_tracks[training.track.id].append(training)
        if has_events(training):  # a calendar holds something (RFC 5545, 3.6)
            make = partial(writer.of_training, training)
            yield planned(addresses.training_calendar(training), make, (training,))
    for form in Form:
        for track in programme.tracks:
            held = writer.in_feeds(of_tracks[track.id])
            make = partial(writer.of_track, track, held, form)
            yield planned(addresses.feed(track, form), make, held)
        dated = programme.trainings if form is Form.TRAININGS else programme.dated
        held = writer.in_feeds(dated)
        yield planned(addresses.feed(None, form), partial(writer.of_all, held, form), held)
    held = writer.in_feeds(programme.deadlines)
    make = partial(writer.of_other_deadlines, held)
    yield planned(addresses.OTHER_DEADLINES_CALENDAR, make, held)


class _Writer:
    """Writes calendars, and each event's block only once."""

    def __init__(  # noqa: PLR0913 - as above
        self,
        programme: Programme,
        ledger: Ledger,
        today: date,
        base: BaseUrl,
        *,
        parts: Parts,
        zones: Zones,
    ) -> None:
        self._programme = programme
        self._ledger = ledger
        self._first_year = today.year - programme.site.past_years_in_calendars
        self._base = base
        self._telling = Telling.of(programme.site, base)
        self._parts = parts
        self._zones = zones
        self._blocks: dict[str, tuple[tuple[str, Block], ...]] = {}

    def of_training(self, training: Training) -> bytes:
        """Write a copy of one training: it goes into somebody's own calendar."""
        return calendar(
            tuple(block for _, block in self._blocks_of(training)),
            page_url=self._base.absolute(addresses.training(training)),
            site=self._programme.site,
            subscription=None,
            zones=self._zones,
        )

    def in_feeds(self, dated: Iterable[_Dated]) -> tuple[_Dated, ...]:
        """Give those that feeds hold. What leaves a feed leaves every subscriber's calendar."""
        return tuple(filter(self._is_in_feeds, dated))

    def _is_in_feeds(self, one: _Dated) -> bool:
        last = one.period.last if isinstance(one, Training) else one.moment.day
        return last.year >= self._first_year

    def of_track(self, track: Track, held: Sequence[_Dated], form: Form) -> bytes:
        """Write a feed of a track, which holds these."""
        blocks = self._of_form(held, form)
        page, name = addresses.track(track), self._name(track.name, form)
        return self._calendar(blocks, page, addresses.feed(track, form), name)

    def of_all(self, held: Sequence[_Dated], form: Form) -> bytes:
        """Write a feed of everything, which holds these."""
        blocks = self._of_form(held, form)
        name = self._name(self._programme.site.title, form)
        return self._calendar(blocks, addresses.TRAININGS, addresses.feed(None, form), name)

    def of_other_deadlines(self, held: Sequence[_Dated]) -> bytes:
        """Write the feed of the deadlines that stand alone, which holds these."""
        blocks = self._of_form(held, Form.DEADLINES)
        say, title = self._telling.words.say, self._programme.site.title
        name = say("{title}: other deadlines", title=title)
        address = addresses.OTHER_DEADLINES_CALENDAR
        return self._calendar(blocks, addresses.TRAININGS, address, name)

    def _name(self, whose: str, form: Form) -> str:
        return f"{whose}: {self._telling.words.say(FORM_WORDS[form])}"

    def _of_form(self, sources: Iterable[_Dated], form: Form) -> Iterator[Block]:
        """Yield the events of one form."""
        for source in sources:
            yield from (b for kind, b in self._blocks_of(source) if kind in _KINDS[form])

    def _calendar(
        self, blocks: Iterable[Block], page: Address, source: Address, name: str
    ) -> bytes:
        site, say = self._programme.site, self._telling.words.say
        described = say(
            "From {organization}.",
            organization=site.organization_in_sentences or site.organization,
        )
        return calendar(
            tuple(blocks),
            page_url=self._base.absolute(page),
            site=site,
            subscription=Subscription(
                name=name, description=described, url=self._base.absolute(source)
            ),
            zones=self._zones,
        )

    def _blocks_of(self, source: _Dated) -> tuple[tuple[str, Block], ...]:
        if source.id not in self._blocks:
            make = partial(self._part_of, source)
            # What no feed holds stands in its own small file only.
            part = self._parts.of(SHARED, source.id, make) if self._is_in_feeds(source) else make()
            self._blocks[source.id] = tuple([(kind, Block(*plain)) for kind, plain in part])
        return self._blocks[source.id]

    def _part_of(self, source: _Dated) -> tuple[tuple[str, tuple[Any, ...]], ...]:
        """Write the events of one thing: the kind of each, and what a `Block` has."""
        told, year = told_on(source)
        return tuple(
            (
                event.kind.value,
                tuple(block(event, revise(event, self._ledger.events.get(event.uid), told, year))),
            )
            for event in _events(source, self._telling, self._base)
        )


def told_on(source: _Dated) -> tuple[date | None, int]:
    """Give the day on which the newest change was told, if any, and the year of the schedule."""
    year = source.year if isinstance(source, Training) else source.moment.day.year
    return (source.changes[-1].on if source.changes else None), year


def _events(source: _Dated, telling: Telling, base: BaseUrl) -> tuple[CalendarEvent, ...]:
    if isinstance(source, Training):
        page = base.absolute(addresses.training(source))
        return events_of(source, telling, page)
    page = base.absolute(addresses.TRAININGS)
    url = f"{page}#{addresses.deadline_fragment(source)}"
    return events_of_deadline(source, telling, url)
