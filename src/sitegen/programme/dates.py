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

from sitegen.lazy import dataclass
from sitegen.programme.amounts import Amount
from sitegen.programme.model import (
    CALLED_OFF,
    AboutDate,
    DayRun,
    Fee,
    Hours,
    Meaning,
    Milestone,
    Moment,
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
    at: time | None
    is_own: bool
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


def dates_of(dated: Training | OtherDeadline) -> Iterator[NamedDate]:
    """Yield every date: the days of a training, its opening, its deadline, its milestones."""

    def date_(  # noqa: PLR0913 - each is a field
        kind: DateKind,
        suffix: str,
        label: str,
        days: DayRun,
        at: time | None,
        *,
        is_own: bool,
        firm: bool = False,
        meaning: Meaning = Meaning.ON,
        hours: Hours | None = None,
        amount: Amount | None = None,
        timezone: str | None = None,
        run: Run | None = None,
        shared: bool = False,
    ) -> NamedDate:
        return NamedDate(
            name=f"{dated.id}{suffix}",
            kind=kind,
            label=label,
            days=days,
            at=at,
            is_own=is_own,
            holds=dated.status not in CALLED_OFF,
            is_firm=firm or dated.status != Status.TENTATIVE,
            meaning=meaning,
            hours=hours,
            amount=amount,
            timezone=timezone,
            names_zone=isinstance(dated, Training) and dated.names_zones,
            run=run,
            shared=shared,
        )

    if isinstance(dated, OtherDeadline):
        at = dated.moment.at
        yield date_(DateKind.DEADLINE, "", dated.label, dated.days, at, is_own=True)
        return
    for number, run in enumerate(dated.runs, start=1):
        suffix = "" if number == 1 else f"-{number}"
        days, there = run.days, dated.timezone_of(run)
        yield date_(
            DateKind.TRAINING,
            suffix,
            run.label or "",
            days,
            None,
            is_own=True,
            timezone=there,
            run=run,
        )
    if dated.opens is not None:
        moment = dated.opens.moment
        days, label = DayRun(moment.day, moment.day), dated.opens.label or ""
        shared = dated.opens.shared
        yield date_(DateKind.OPENING, OPENS, label, days, moment.at, is_own=False, shared=shared)
    if dated.deadline is not None:
        moment = dated.deadline.moment
        days = DayRun(moment.day, moment.day)
        label, firm = dated.deadline.label, dated.deadline.firm
        yield date_(
            DateKind.DEADLINE,
            "-deadline",
            label,
            days,
            moment.at,
            is_own=False,
            firm=firm,
            shared=dated.deadline.shared,
        )
    for suffix, fee, due in _dues(dated):
        yield date_(
            DateKind.FEE,
            suffix,
            fee.label,
            DayRun(due.day, due.day),
            due.at,
            is_own=False,
            meaning=Meaning.BY,
            amount=fee.amount,
        )
    for suffix, one in zip(_suffixes(dated.milestones), dated.milestones, strict=True):
        yield date_(
            DateKind.MILESTONE,
            suffix,
            one.label,
            one.days,
            one.at,
            is_own=False,
            meaning=one.meaning,
            hours=one.hours,
            timezone=dated.timezone,
            shared=one.shared,
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
            yield DayRun(one.moment.day, one.moment.day)
    yield from (DayRun(due.day, due.day) for _, _, due in _dues(dated))
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
