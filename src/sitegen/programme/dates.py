"""All dates of a training or of a deadline of its own, in one form for every output.

Each has the name of its calendar event, for ever: the left-hand side of the UID. Names follow from
ids and labels only, never from dates or positions of others, so that an event that moves stays the
same event and one more does not rename the rest (RFC 7986, 5.3).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time
from enum import StrEnum
from typing import TypedDict

from sitegen.lazy import dataclass
from sitegen.programme.amounts import Amount
from sitegen.programme.model import (
    CALLED_OFF,
    AboutDate,
    DayRun,
    Deadline,
    Fee,
    Hours,
    Meaning,
    Milestone,
    Moment,
    Opening,
    OtherDeadline,
    Programme,
    Run,
    Status,
    Training,
)

LONGEST_SUFFIX = 100
"""Octets. Ids have at most 80, and the rest is the domain's."""

OPENS = "--opens"
"""What the name of an opening ends with. Milestones that were called so before have one hyphen."""


DUE = "--due"
"""What the name of the day on which a fee is due goes on with, before what the fee is for."""


class DateKind(StrEnum):
    """What a date is, in the order of those of one day."""

    OPENING = "opening"
    DEADLINE = "deadline"
    FEE = "fee"
    MILESTONE = "milestone"
    TRAINING = "training"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDate:
    """A day or a run of days, and the name of its calendar event.

    `label` is that of a `run` of days of a training, and empty where it has none, as for an opening
    that has no name of its own. That of a fee says what one pays the `amount` for.
    Days of a training are its own, as the day of a deadline that
    stands alone is; what one has to do around a training is not. A time is in the IANA zone
    `timezone`; None for the site's. `names_zone` tells that its training has another one than the
    site, so that of each time it must be said which one it is in.
    """

    name: str
    kind: DateKind
    label: str
    days: DayRun
    at: time | None = None
    is_own: bool = False
    holds: bool
    is_firm: bool
    meaning: Meaning = Meaning.ON
    hours: Hours | None = None  # on each of its days, of a milestone
    amount: Amount | None = None  # of a fee
    timezone: str | None = None
    names_zone: bool = False
    run: Run | None = None
    shared: bool = False

    @property
    def moment(self) -> Moment:
        """When it begins."""
        return Moment(self.days.first, self.at)

    @property
    def last_day(self) -> date:
        """Last day on which it is not over."""
        ends = self.kind is DateKind.DEADLINE or self.meaning is Meaning.BY
        return self.moment.last_day if ends else self.days.last


class _Standing(TypedDict):
    """What all dates of one training or deadline have in common."""

    holds: bool
    is_firm: bool
    names_zone: bool


def _standing(dated: Training | OtherDeadline) -> _Standing:
    return {
        "holds": dated.status not in CALLED_OFF,
        "is_firm": dated.status != Status.TENTATIVE,
        "names_zone": isinstance(dated, Training) and dated.names_zones,
    }


def dates_of(dated: Training | OtherDeadline) -> Iterator[NamedDate]:
    """Yield every date: the days of a training, its opening, its deadline, fees, milestones."""
    standing = _standing(dated)
    if isinstance(dated, OtherDeadline):
        yield _own_deadline(dated, standing)
        return
    yield from _runs(dated, standing)
    if dated.opens is not None:
        yield _opening(dated.id, dated.opens, standing)
    if dated.deadline is not None:
        yield _deadline(dated.id, dated.deadline, standing)
    yield from _fees(dated, standing)
    yield from _milestones(dated, standing)


def _own_deadline(dated: OtherDeadline, standing: _Standing) -> NamedDate:
    return NamedDate(
        name=dated.id,
        kind=DateKind.DEADLINE,
        label=dated.label,
        days=dated.days,
        at=dated.moment.at,
        is_own=True,
        **standing,
    )


def _runs(training: Training, standing: _Standing) -> Iterator[NamedDate]:
    for number, run in enumerate(training.runs, start=1):
        yield NamedDate(
            name=training.id if number == 1 else f"{training.id}-{number}",
            kind=DateKind.TRAINING,
            label=run.label or "",
            days=run.days,
            is_own=True,
            timezone=training.timezone_of(run),
            run=run,
            **standing,
        )


def _opening(id_: str, opens: Opening, standing: _Standing) -> NamedDate:
    return NamedDate(
        name=f"{id_}{OPENS}",
        kind=DateKind.OPENING,
        label=opens.label or "",
        days=opens.moment.days,
        at=opens.moment.at,
        shared=opens.shared,
        **standing,
    )


def _deadline(id_: str, deadline: Deadline, standing: _Standing) -> NamedDate:
    return NamedDate(
        name=f"{id_}-deadline",
        kind=DateKind.DEADLINE,
        label=deadline.label,
        days=deadline.moment.days,
        at=deadline.moment.at,
        shared=deadline.shared,
        holds=standing["holds"],
        is_firm=deadline.firm or standing["is_firm"],
        names_zone=standing["names_zone"],
    )


def _fees(training: Training, standing: _Standing) -> Iterator[NamedDate]:
    for suffix, fee, due in _dues(training):
        yield NamedDate(
            name=f"{training.id}{suffix}",
            kind=DateKind.FEE,
            label=fee.label,
            days=due.days,
            at=due.at,
            meaning=Meaning.BY,
            amount=fee.amount,
            **standing,
        )


def _milestones(training: Training, standing: _Standing) -> Iterator[NamedDate]:
    for suffix, one in zip(_suffixes(training.milestones), training.milestones, strict=True):
        yield NamedDate(
            name=f"{training.id}{suffix}",
            kind=DateKind.MILESTONE,
            label=one.label,
            days=one.days,
            at=one.at,
            meaning=one.meaning,
            hours=one.hours,
            timezone=training.timezone,
            shared=one.shared,
            **standing,
        )


def listed_dates(dated: Training | OtherDeadline) -> Iterator[NamedDate]:
    """Yield what pages list: all dates, and of what is called off only its own days."""
    return (one for one in dates_of(dated) if one.is_own or one.holds)


def listed_days(dated: Training | OtherDeadline) -> Iterator[DayRun]:
    """Yield the days of `listed_dates` without the rest of them, and those of `about_dates`."""
    if isinstance(dated, OtherDeadline):
        yield dated.days
        return
    yield from (run.days for run in dated.runs)
    if dated.status in CALLED_OFF:
        return
    for one in (dated.opens, dated.deadline):
        if one is not None:
            yield one.moment.days
    yield from (due.days for _, _, due in _dues(dated))
    yield from (one.days for one in dated.milestones)
    yield from (DayRun(one.day, one.day) for one in about_dates(dated))


def about_dates(training: Training) -> tuple[AboutDate, ...]:
    """Give what pages list as being about a day; of what is called off, nothing.

    It is no date of `dates_of`, so that no calendar and no memory can take it for one that is set.
    """
    return () if training.status in CALLED_OFF else training.about_dates


def clashes(
    programme: Programme,
) -> Iterator[tuple[str, Training | OtherDeadline, Training | OtherDeadline]]:
    """Yield each name that two events would have, with the two entries that they belong to."""
    names = [name for dated in programme.dated for name in event_names(dated)]
    if len(set(names)) == len(names):
        return
    first: dict[str, Training | OtherDeadline] = {}
    for dated in programme.dated:
        for name in event_names(dated):
            other = first.setdefault(name, dated)
            if other is not dated:
                yield name, other, dated


def event_names(dated: Training | OtherDeadline) -> Iterator[str]:
    """Yield the names of the events of `dates_of`, without the rest of them."""
    if isinstance(dated, OtherDeadline):
        yield dated.id
        return
    if dated.runs:
        yield dated.id
    for number in range(2, len(dated.runs) + 1):
        yield f"{dated.id}-{number}"
    if dated.opens is not None:
        yield f"{dated.id}{OPENS}"
    if dated.deadline is not None:
        yield f"{dated.id}-deadline"
    for suffix, _, _ in _dues(dated):
        yield f"{dated.id}{suffix}"
    for suffix in _suffixes(dated.milestones):
        yield f"{dated.id}{suffix}"


def has_events(training: Training) -> bool:
    """Tell whether a training has any date that calendars can show."""
    return next(event_names(training), None) is not None


def _dues(training: Training) -> Iterator[tuple[str, Fee, Moment]]:
    """Yield each fee that is due on a day, with how its name ends. No milestone's ends so."""
    fees = [(fee, fee.due) for fee in training.fees if fee.due is not None]
    names = _suffixes([fee for fee, _ in fees])
    for suffix, (fee, due) in zip(names, fees, strict=True):
        yield f"{DUE}{suffix}", fee, due


def _suffixes(labelled: Sequence[Milestone | Fee]) -> Iterator[str]:
    """Name each milestone or fee after its label; further ones of the same label are counted.

    Two hyphens stand before the count. Neither ids nor labels give two in a row, so such a name is
    nobody else's. What a deadline and the runs of days are called counts as taken.
    """
    used: Counter[str] = Counter()
    for one in labelled:
        label = unicodedata.normalize("NFKC", one.label).casefold()
        words = "-".join(re.findall(r"[^\W_]+", label))
        # 255 octets of a UID are sure to be kept (RFC 5545, 3.8.4.7).
        suffix = words.encode()[:LONGEST_SUFFIX].decode(errors="ignore").strip("-") or "date"
        used[suffix] += 1
        count = used[suffix] + (suffix == "deadline" or suffix.isdecimal())
        yield f"-{suffix}" if count == 1 else f"-{suffix}--{count}"
