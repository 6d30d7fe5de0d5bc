"""What is compared of a training or a deadline of its own.

The days of a training are asked for here and nowhere else. A field of the model is named in
`FACTS`, or is a field of an `Entry`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any

from sitegen.comparing.differences import Kind
from sitegen.lazy import dataclass, field, replace
from sitegen.programme.dates import DateKind, dates_of
from sitegen.programme.model import (
    DayRun,
    Expected,
    Hours,
    Meaning,
    Moment,
    OtherDeadline,
    Place,
    Programme,
    Registration,
    Status,
    Training,
)
from sitegen.programme.states import last_day
from sitegen.site.wording import ENGLISH

_Dated = Training | OtherDeadline


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is compared as words: how it is called, and how it is `said`.

    `of` are the fields of the model that it says. What is long is not repeated in a report.
    A name comes and goes with what is called so.
    """

    of: tuple[str, ...]
    label: str
    said: Callable[[Any], str | None]
    kind: Kind = Kind.FACT
    is_long: bool = False
    are_several: bool = False
    is_name: bool = False

    def words(self, was: str | None, now: str | None) -> str | None:
        """Say how it differs; None where it does not."""
        if was == now:
            return None
        verb, then = ("are", "were") if self.are_several else ("is", "was")
        if self.is_long:
            said = f"{verb} gone" if now is None else f"{verb} new"
            return f"the {self.label} {said if was is None or now is None else _OTHERWISE}."
        if now is None:
            return sentence(f"the {self.label} {verb} gone; before, it was {was}")
        if was is None:
            return sentence(f"the {self.label} {verb} new: {now}")
        return f"the {self.label} {then} {was}, and {verb} {now} now."

    def brief(self, words: str | None) -> str | None:
        """Give the words for other programs; long ones stand on the pages."""
        return None if self.is_long else words


_OTHERWISE = "says something else"


def sentence(words: str) -> str:
    """End words with a period, if they do not: "4 p.m." has one."""
    return words if words.endswith(".") else f"{words}."


def _joined(words: tuple[str, ...]) -> str | None:
    return ", ".join(words) or None


def _labels(training: Training) -> str | None:
    """Say what the parts of a training are called, by their number."""
    numbered = enumerate(training.runs, start=1)
    return "; ".join(f"part {n}: {run.label}" for n, run in numbered if run.label) or None


FACTS: Mapping[type[_Dated], tuple[Fact, ...]] = {
    Training: (
        Fact(("Run.label",), "names of the parts", _labels, are_several=True),
        Fact(("Training.title",), "title", lambda one: one.title),
        Fact(("Training.cost",), "cost", lambda one: one.cost),
        Fact(
            ("Training.fees", "Fee.label", "Fee.amount"),
            "fees",
            lambda one: _joined(tuple(map(ENGLISH.fee, one.fees))),
            are_several=True,
        ),
        Fact(
            ("Training.capacity", "Training.capacity_from"),
            "number of places",
            lambda one: _range(one.capacity_from, one.capacity),
        ),
        Fact(
            ("Training.register", "Registration.url", "Registration.document"),
            "way to register",
            lambda one: _registration(one.register),
        ),
        Fact(
            ("Training.about_dates", "AboutDate.label", "AboutDate.day"),
            "dates that nobody has set",
            lambda one: _joined(
                tuple(f"{of.label}: {ENGLISH.about(of.day)}" for of in one.about_dates)
            ),
            Kind.MILESTONE,
            are_several=True,
        ),
        Fact(
            ("Training.language",),
            "language",
            lambda one: ENGLISH.name_of(one.language) if one.language else None,
        ),
        Fact(
            ("Training.documents",),
            "list of documents",
            lambda one: _joined(tuple(document.label for document in one.documents)),
        ),
        Fact(("Training.note",), "note", lambda one: one.note, is_long=True),
        Fact(
            ("Training.year_assumed",),
            "year",
            lambda one: "assumed" if one.year_assumed else "certain",
        ),
        Fact(
            ("Deadline.reason", "OpenDeadline.reason"),
            "reason of the deadline",
            lambda one: _of(one.deadline or one.open_deadline, "reason"),
            is_long=True,
        ),
        Fact(
            ("Deadline.label", "OpenDeadline.label"),
            "name of the deadline",
            lambda one: _of(one.deadline or one.open_deadline, "label"),
            is_name=True,
        ),
        Fact(
            ("Deadline.firm",),
            "deadline",
            lambda one: "firm" if one.deadline and one.deadline.firm else "as firm as the days",
        ),
        Fact(
            ("Opening.reason",),
            "reason of the opening",
            lambda one: _of(one.opens, "reason"),
            is_long=True,
        ),
        Fact(
            ("Opening.label",),
            "name of the opening",
            lambda one: _of(one.opens, "label"),
            is_name=True,
        ),
    ),
    OtherDeadline: (
        Fact(("OtherDeadline.label",), "name", lambda one: one.label),
        Fact(("OtherDeadline.note",), "note", lambda one: one.note, is_long=True),
        Fact(
            ("OtherDeadline.renewal_of",),
            "certification that is renewed by then",
            lambda one: one.renewal_of,
        ),
        Fact(
            ("OtherDeadline.year_assumed",),
            "year",
            lambda one: "assumed" if one.year_assumed else "certain",
        ),
    ),
}
"""What is compared of trainings and of deadlines of their own, beside their dates and places."""

OF_A_PLACE: tuple[Fact, ...] = (
    Fact(("Place.name",), "name", lambda one: one.name, Kind.PLACE),
    Fact(("Place.mode",), "way to attend", lambda one: one.mode.value, Kind.PLACE),
    Fact(("Place.address",), "address", lambda one: _joined(one.address), Kind.PLACE),
    Fact(
        ("Place.timezone",),
        "time zone",
        lambda one: ENGLISH.zone(one.timezone) if one.timezone else None,
        Kind.PLACE,
    ),
    Fact(("Place.url",), "website", lambda one: one.url, Kind.PLACE),
    Fact(("Place.note",), "note", lambda one: one.note, Kind.PLACE, is_long=True),
)
"""What is compared of a place. It is said once, not at each training that is held there."""


def _range(least: int | None, most: int | None) -> str | None:
    return " to ".join(str(one) for one in (least, most) if one is not None) or None


def _registration(of: Registration | None) -> str | None:
    if of is None:
        return None
    return of.url or (of.document.label if of.document else None)


def _of(part: object, name: str) -> str | None:
    return None if part is None else getattr(part, name)


@dataclass(frozen=True, slots=True)
class Part:
    """What holds on a run of days of a training, or on all of them while they are not announced.

    The hours are as people read them; None for whole days, and NOT_KNOWN where no ledger has them.
    """

    days: DayRun | None
    hours: str | None
    place: str | None
    place_name: str | None


NOT_KNOWN = "?"
"""In place of hours that were published before the ledger remembered them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDate:
    """A date around a training, or the day of a deadline of its own."""

    kind: DateKind
    label: str
    days: DayRun
    at: time | None
    meaning: Meaning = Meaning.ON
    hours: Hours | None = None
    knows_times: bool = True

    def when(self, *, times: bool) -> tuple[DayRun, time | None, Hours | None]:
        """Give what tells it from another date of its name, with or without times of day."""
        return (self.days, self.at, self.hours) if times else (self.days, None, None)

    @property
    def is_due(self) -> bool:
        """Whether one must have done something by then."""
        return self.kind is DateKind.DEADLINE or self.meaning is Meaning.BY

    @property
    def moment(self) -> Moment:
        """When it is."""
        return Moment(self.days.first, self.at)

    @property
    def words(self) -> str:
        """Say when it is."""
        words = ENGLISH.days(self.days.first, self.days.last)
        if self.at is not None:
            words = ENGLISH.moment(self.moment)
        if self.hours is not None:
            words += f", {ENGLISH.hours(self.hours)}"
        is_said = self.meaning is not Meaning.ON and self.kind is DateKind.MILESTONE
        return f"{self.meaning.value} {words}" if is_said else words

    @property
    def written(self) -> str:
        """Write it as it stands in a file."""
        first, last = self.days.first, self.days.last
        if self.at is not None:
            return f"{first} {self.at:%H:%M}"
        return f"{first}" if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A training or a deadline of its own, as it is compared.

    `what` is the name of its track, or its label. `calendar` is the id of its track. `dates` are by
    what their calendar entries are called, without the id. `is_whole` is false for what subscribers
    have: of it only days, times, places and status are known.
    `expected` is when it is, as editors write it, while its days are not announced; it may open
    only with those. `apart` tells it from others of its name.
    """

    id: str
    calendar: str | None
    what: str
    runs: tuple[DayRun, ...]
    last_day: date
    status: Status
    place: str | None
    place_name: str | None
    dates: Mapping[str, EntryDate]
    parts: tuple[Part, ...] = ()
    without_deadline: str | None = None
    facts: Mapping[str, str | None] = field(default_factory=dict)
    is_whole: bool = True
    expected: str | None = None
    opens_with_days: bool = False
    apart: str = ""

    @property
    def is_training(self) -> bool:
        """Whether it is a training, and no deadline of its own."""
        return self.calendar is not None

    @property
    def type(self) -> type[_Dated]:
        """What it is in the programme."""
        return Training if self.is_training else OtherDeadline

    @property
    def first_day(self) -> date | None:
        """First day of a training, or the day of a deadline; None while it is not announced."""
        if self.runs:
            return self.runs[0].first
        return None if self.is_training else next(iter(self.dates.values())).days.first

    @property
    def is_expected(self) -> bool:
        """Whether it is known in which year, month or season it is, and not yet on which days."""
        return self.expected not in {None, str(Expected())}

    @property
    def name(self) -> str:
        """Name it by what it is and its days: "CPSS Training, March 7 to 11, 2022"."""
        first = self.first_day
        if first is None:
            when = f"{self.expected}, " if self.is_expected else ""
            return f"{self.what} ({when}days not announced yet){self.apart}"
        last = self.runs[-1].last if self.runs else first
        return f"{self.what}, {ENGLISH.short_days(first, last)}{self.apart}"


def first_day(training: Training) -> date | None:
    """Give the first day of a training, from which its other dates are computed."""
    return training.runs[0].days.first if training.runs else None


def entries_of(programme: Programme) -> tuple[Entry, ...]:
    """Give every training, then every deadline of its own."""
    return tuple(told_apart(tuple(every_entry(programme))))


def told_apart(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries, those of one name with their places, or else with their ids."""
    names = [one.name for one in entries]
    with_place = [f"{one.name}, {one.place_name}" for one in entries]
    names_held, places_held = Counter(names), Counter(with_place)
    for one, name, whole in zip(entries, names, with_place, strict=True):
        if names_held[name] == 1:
            yield one
        elif places_held[whole] == 1 and one.place_name:
            yield replace(one, apart=f", {one.place_name}")
        else:
            yield replace(one, apart=f" ({one.id})")


def every_entry(programme: Programme) -> Iterator[Entry]:
    """Yield the same, several perhaps of one name."""
    return map(entry_of, programme.dated)


def entry_of(dated: _Dated) -> Entry:
    """Give what is compared of a training or a deadline of its own."""
    training = dated if isinstance(dated, Training) else None
    return Entry(
        id=dated.id,
        calendar=training.track.id if training else None,
        what=ENGLISH.called(training) if training else _label(dated),
        runs=tuple(run.days for run in training.runs) if training else (),
        last_day=last_day(dated),
        status=Status(dated.status.value),
        place=training.place.id if training and training.place else None,
        place_name=_place_name(training.place) if training else None,
        parts=tuple(_parts(training)) if training else (),
        dates={
            one.name.removeprefix(dated.id): EntryDate(
                kind=one.kind,
                label=ENGLISH.label(one),
                days=one.days,
                at=one.at,
                meaning=one.meaning,
                hours=one.hours,
            )
            for one in dates_of(dated)
            if one.kind is not DateKind.TRAINING
        },
        without_deadline=(
            ENGLISH.no_deadline(training.open_deadline.how)
            if training and training.open_deadline
            else None
        ),
        facts={fact.label: fact.said(dated) for fact in FACTS[type(dated)]},
        expected=str(training.expected) if training and not training.runs else None,
        opens_with_days=training is not None and training.opens_with_days,
    )


def _parts(training: Training) -> Iterator[Part]:
    if not training.runs:
        yield _part(None, training.hours, training.place)
    for run in training.runs:
        yield _part(run.days, training.hours_of(run), training.place_of(run))


def _part(days: DayRun | None, hours: Hours | None, place: Place | None) -> Part:
    said = ENGLISH.hours(hours) if hours else None
    return Part(days, said, place.id if place else None, _place_name(place))


def _place_name(place: Place | None) -> str | None:
    return ENGLISH.place(place) if place else None


def _label(dated: _Dated) -> str:
    return dated.label if isinstance(dated, OtherDeadline) else dated.track.name
