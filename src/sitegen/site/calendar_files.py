"""Which calendars the site publishes: one per training, one per track, one with everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sitegen.programme.model import OtherDeadline, Programme, Track, Training
from sitegen.site import addresses
from sitegen.site.addresses import Address, BaseUrl
from sitegen.site.calendars import Block, block, calendar, events_of, events_of_deadline
from sitegen.site.plan import PlannedFile

SHARED = "calendars"
"""All calendars are made by one process, because each event is written once for all of them."""


def calendar_files(programme: Programme, base_url: str) -> Iterator[PlannedFile]:
    """Plan every calendar of the site that will live at `base_url`."""
    writer = _Writer(programme, BaseUrl.of(base_url))

    def planned(address: Address, make: Callable[[], bytes]) -> PlannedFile:
        return PlannedFile(address=addresses.file_of(address), produce=make, shares=SHARED)

    for training in programme.trainings:
        make = partial(writer.of_training, training)
        yield planned(addresses.training_calendar(training), make)
    for track in programme.tracks:
        yield planned(addresses.track_calendar(track), partial(writer.of_track, track))
    yield planned(addresses.ALL_CALENDAR, writer.of_everything)


class _Writer:
    """Writes calendars, and each event's block only once."""

    def __init__(self, programme: Programme, base: BaseUrl) -> None:
        self._programme = programme
        self._base = base
        self._blocks: dict[str, tuple[Block, ...]] = {}

    def of_training(self, training: Training) -> bytes:
        page = addresses.training(training)
        name = f"{training.track.name}, {training.id}"
        return self._calendar(
            self._blocks_of(training), page, addresses.training_calendar(training), name
        )

    def of_track(self, track: Track) -> bytes:
        trainings = self._programme.trainings_of(track)
        blocks = [one for training in trainings for one in self._blocks_of(training)]
        source = addresses.track_calendar(track)
        return self._calendar(
            blocks, addresses.track(track), source, f"{track.name}: trainings and deadlines"
        )

    def of_everything(self) -> bytes:
        trainings, deadlines = self._programme.trainings, self._programme.deadlines
        blocks = [
            *(one for training in trainings for one in self._blocks_of(training)),
            *(one for deadline in deadlines for one in self._blocks_of_deadline(deadline)),
        ]
        name = f"{self._programme.site.title}: all trainings and deadlines"
        return self._calendar(blocks, addresses.TRAININGS, addresses.ALL_CALENDAR, name)

    def _calendar(
        self, blocks: Iterable[Block], page: Address, source: Address, name: str
    ) -> bytes:
        site = self._programme.site
        return calendar(
            tuple(blocks),
            name=name,
            description=f"From the {site.organization}.",
            url=self._base.absolute(page),
            source_url=self._base.absolute(source),
            site=site,
        )

    def _blocks_of(self, training: Training) -> tuple[Block, ...]:
        if training.id not in self._blocks:
            page = self._base.absolute(addresses.training(training))
            events = events_of(training, self._programme.site, page)
            self._blocks[training.id] = tuple(map(block, events))
        return self._blocks[training.id]

    def _blocks_of_deadline(self, deadline: OtherDeadline) -> tuple[Block, ...]:
        page = self._base.absolute(addresses.TRAININGS)
        url = f"{page}#{addresses.deadline_fragment(deadline)}"
        return tuple(map(block, events_of_deadline(deadline, self._programme.site, url)))
