"""When pages change by themselves, without an edit, and what changes then.

A build shows how things stand as its day begins, so pages change at midnight in the site's zone.
From an hour at which one can apply on, they say so by a script, and every build of a later day
does. Whatever pages make of the day or of the time has its turn here; the printed day of a build
has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from sitegen.lazy import dataclass
from sitegen.programme.dates import (
    DateKind,
    NamedDate,
    about_dates,
    event_names,
    listed_dates,
    listed_days,
)
from sitegen.programme.eligibility.rules import Rule
from sitegen.programme.model import (
    Meaning,
    Moment,
    OtherDeadline,
    Programme,
    Run,
    Status,
    Training,
)
from sitegen.programme.states import (
    CLOSES_SOON,
    State,
    is_called_off,
    is_opened,
    is_upcoming,
    last_day,
    opening_that_holds,
    state_of,
    state_of_deadline,
    takes_applications,
)
from sitegen.site import addresses
from sitegen.site.kinds import Address
from sitegen.site.timetable import Timetable, timetable
from sitegen.site.wording import ENGLISH, says_applying


class TurnKind(StrEnum):
    """What changes. Of what changes at one moment, the first kind is said first."""

    CLOSE = "applications-close"
    OVER = "over"
    OPEN = "applications-open"
    SOON = "closes-soon"
    BEGINS = "begins"
    GOES_ON = "goes-on"
    RULE = "rule"
    PASSES = "date-passes"
    CALENDARS = "leaves-calendars"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thing that changes by itself at a local time in the site's zone.

    `id` is that of the training, deadline or rule; None where it is of none of them. `about` is its
    name. `address` and `fragment` are where it stands. `is_end` says that a day or a time has
    ended, so that people speak of the day before.
    """

    at: datetime
    kind: TurnKind
    id: str | None
    about: str
    words: str
    address: Address
    fragment: str = ""
    is_end: bool = False

    @property
    def built_from(self) -> date:
        """First day whose build shows it."""
        return self.at.date() + timedelta(self.at.time() != time())


def turns(programme: Programme, today: date) -> tuple[Turn, ...]:
    """Give everything that changes by itself once `today` has begun, in order of time."""
    times, begins = timetable(programme, today), _begin(today)
    zone = ENGLISH.zone(programme.site.timezone)
    ahead = (one for one in programme.trainings if _last_listed(one) >= today)
    found = [
        turn
        for every in (
            *(_of_training(one, begins, times, zone) for one in ahead),
            *(_of_deadline(one, times.name_of_deadline(one), zone) for one in programme.deadlines),
            *map(_of_rule, programme.rules),
            _of_calendars(programme),
        )
        for turn in every
        if turn.at > begins
    ]
    order = {kind: number for number, kind in enumerate(TurnKind)}
    found.sort(key=lambda one: (one.at, not one.is_end, order[one.kind], one.about, one.words))
    return tuple(found)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time())


def _after(day: date) -> datetime:
    """Give the local time at which a day is over."""
    return _begin(day + timedelta(1))


def _last_listed(training: Training) -> date:
    """Give the last day on which pages show anything of a training as ahead."""
    return max(training.period.last, *(run.last for run in listed_days(training)), date.min)


@dataclass(frozen=True, slots=True)
class _Stand:
    """How a training stands at one time: whatever differs here is said otherwise on its page."""

    state: State
    takes: bool
    is_opened: bool
    is_ahead: bool

    @classmethod
    def of(cls, training: Training, at: datetime) -> _Stand:
        day, hour = at.date(), at.time()
        opens = opening_that_holds(training)
        return cls(
            state_of(training, day, hour),
            takes_applications(training, day, hour),
            opens is None or is_opened(training, day, hour),
            is_upcoming(training, day),
        )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says what changes of a training, by its `name`; times are in the `zone` of that name."""

    training: Training
    name: str
    zone: str

    def turn(self, at: datetime, kind: TurnKind, words: str, *, is_end: bool = False) -> Turn:
        return Turn(
            at=at,
            kind=kind,
            id=self.training.id,
            about=self.name,
            words=words,
            address=addresses.training(self.training),
            is_end=is_end,
        )

    def between(self, was: _Stand, now: _Stand, at: datetime) -> Iterator[Turn]:
        """Yield what is said if it stood so until `at`, and stands otherwise from then on."""
        if was.is_ahead and not now.is_ahead:
            yield self.turn(at, TurnKind.OVER, self._over(), is_end=True)
            return
        if was.takes and not now.takes:
            yield self.turn(at, TurnKind.CLOSE, self._closes(at), is_end=True)
        elif now.takes and not was.takes:
            yield self.turn(at, TurnKind.OPEN, f"Applications for {self.name} open.")
        elif now.state is State.CLOSES_SOON and was.state is not now.state:
            yield self.turn(at, TurnKind.SOON, self._soon())
        elif was.is_opened is not now.is_opened:
            words = f"{self._opening()} ({self.name}): that moment is no longer ahead."
            yield self.turn(at, TurnKind.PASSES, words)
        if was.state is not now.state and now.state is State.UNDER_WAY:
            yield self.turn(at, TurnKind.BEGINS, f"{self.name} begins.")

    def _over(self) -> str:
        if is_called_off(self.training):
            return f"{self.name} is no longer among the dates ahead."
        if self.training.days is None:
            return f"{self.name} is no longer among the dates ahead. No days were announced."
        return f"{self.name} is over."

    def _closes(self, at: datetime) -> str:
        """Say that one can no longer apply, and why where the end of a day does not tell."""
        days, deadline = self.training.days, self.training.deadline
        if deadline is None or (days is not None and at.date() == days.first):
            return f"Applications for {self.name} close, because it begins."
        if deadline.moment.at is None and says_applying(deadline.label):
            return f"Applications for {self.name} close."
        until = _moment(deadline.moment, self.zone)
        return f"Applications for {self.name} close. {deadline.label}: {until}."

    def _soon(self) -> str:
        deadline = self.training.deadline
        if deadline is None or says_applying(deadline.label):
            until = f" Until: {_moment(deadline.moment, self.zone)}." if deadline else ""
            return f"Applications for {self.name} close soon.{until}"
        until = _moment(deadline.moment, self.zone)
        return f"{deadline.label} ({self.name}) is soon: {until}."

    def _opening(self) -> str:
        return (self.training.opens and self.training.opens.label) or "Applications open"


def _of_training(
    training: Training, begins: datetime, times: Timetable, zone: str
) -> Iterator[Turn]:
    """Yield what changes of a training: how it stands, and which of its dates have passed."""
    teller = _Teller(training, times.name(training), zone)
    moments = sorted(one for one in _moments(training) if one > begins)
    stands = [(at, _Stand.of(training, at)) for at in (begins, *moments)]
    told: dict[datetime, set[TurnKind]] = defaultdict(set)
    for (_, before), (at, now) in pairwise(stands):
        for turn in teller.between(before, now, at):
            told[at].add(turn.kind)
            yield turn
    for at, kind, label in _passing(training):
        is_told = kind is DateKind.DEADLINE and TurnKind.CLOSE in told[at]
        if not is_told and TurnKind.OVER not in told[at]:
            words = f"{label} ({teller.name}) has passed."
            if kind is DateKind.TRAINING:
                words = f"{teller.name}: {label} is over."
            yield teller.turn(at, TurnKind.PASSES, words, is_end=True)
    for run in _going_on(training):
        words = f"{teller.name} goes on: {ENGLISH.days(run.days.first, run.days.last)}."
        yield teller.turn(_begin(run.days.first), TurnKind.GOES_ON, words)


def _moments(training: Training) -> Iterator[datetime]:
    """Yield each local time at which a training may stand differently."""
    if training.days is not None:
        yield _begin(training.days.first)
    if _has_a_year(training):
        yield _after(training.period.last)
    if training.deadline is not None:
        last = training.deadline.moment.last_day
        yield _begin(last - CLOSES_SOON)
        yield _after(last)
    if training.opens is not None:
        yield training.opens.moment.begins


def _moment(moment: Moment, zone: str) -> str:
    """Say when a deadline ends: with its day, or at a time of it in a zone."""
    if moment.at is None:
        return f"end of {ENGLISH.day(moment.day)}"
    return f"{ENGLISH.moment(moment)} {zone}"


def _passing(training: Training) -> Iterator[tuple[datetime, DateKind, str]]:
    """Yield each date that lists show no longer, or as over, once it has passed."""
    if training.status is Status.POSTPONED:
        return
    for one in listed_dates(training):
        if one.is_own:
            continue
        if last_day(training) >= one.last_day or _has_own_status(one):
            yield _after(one.last_day), one.kind, ENGLISH.label(one)
    for about in about_dates(training):
        if last_day(training) >= about.day:
            yield _after(about.day), DateKind.MILESTONE, str(about.label)
    for run in _runs(training):
        days = ENGLISH.days(run.days.first, run.days.last)
        label = f"{run.label}, {days}" if run.label else days
        yield _after(run.days.last), DateKind.TRAINING, label


def _has_own_status(one: NamedDate) -> bool:
    """Tell whether pages say that this date is over also when its training is."""
    in_lists = one.kind not in {DateKind.OPENING, DateKind.DEADLINE}
    return in_lists and one.meaning is not Meaning.FROM


def _runs(training: Training) -> Iterable[Run]:
    """Give the runs of which one sees that they are over while others are ahead.

    Of what is cancelled, lists show the days of a month together.
    """
    if not is_called_off(training):
        return training.runs[:-1]
    return [
        run
        for run, following in pairwise(training.runs)
        if _listed_as(run, training) != _listed_as(following, training)
    ]


def _listed_as(run: Run, training: Training) -> tuple[object, ...]:
    first = run.days.first
    return first.year, first.month, run.label, training.place_of(run)


def _going_on(training: Training) -> Iterator[Run]:
    """Yield the runs that were the next ones for a while, until they begin."""
    if not is_called_off(training):
        for before, run in pairwise(training.runs):
            if before.days.last + timedelta(1) < run.days.first:
                yield run


def _of_deadline(deadline: OtherDeadline, name: str, zone: str) -> Iterator[Turn]:
    """Yield what changes of a deadline that belongs to no training."""
    last, until = deadline.moment.last_day, _moment(deadline.moment, zone)
    soon = last - CLOSES_SOON
    states = [state_of_deadline(deadline, day) for day in (soon - timedelta(1), soon)]

    def turn(at: datetime, kind: TurnKind, words: str, *, is_end: bool = False) -> Turn:
        return Turn(
            at=at,
            kind=kind,
            id=deadline.id,
            about=name,
            words=words,
            address=addresses.TRAININGS,
            fragment=addresses.deadline_fragment(deadline),
            is_end=is_end,
        )

    if states[0] is not states[1]:
        yield turn(_begin(soon), TurnKind.SOON, f"{name} is soon: {until}.")
    yield turn(_after(last), TurnKind.PASSES, f"{name} has passed: {until}.", is_end=True)


def _of_rule(rule: Rule) -> Iterator[Turn]:
    """Yield from when on a rule, or one of its sentences, is in force, and no longer is."""

    def turn(at: datetime, words: str, *, is_end: bool = False) -> Turn:
        return Turn(
            at=at,
            kind=TurnKind.RULE,
            id=rule.id,
            about=rule.name,
            words=f"{rule.name}: {words}",
            address=addresses.DESIGNATIONS,
            is_end=is_end,
        )

    first, last = rule.from_date, rule.until_date
    if first is not None:
        yield turn(_begin(first), "from now on its rules are in force.")
    if last is not None and last < date.max:
        yield turn(_after(last), "its rules are no longer in force.", is_end=True)
    for one in rule.requires:
        # Of what lies ahead, a page shows what will be required on its first day.
        since, until = one.from_date, one.until_date
        if since is not None and _is_within(since, first, last):
            yield turn(_begin(since), f"from now on it requires: “{one.text}”")
        if until is not None and until < date.max and _is_within(until, first, last, ends=True):
            yield turn(_after(until), f"it no longer requires: “{one.text}”", is_end=True)


def _is_within(day: date, first: date | None, last: date | None, *, ends: bool = False) -> bool:
    """Tell whether one sees what begins on a day, or ends with it, while a rule is in force."""
    begun = first is None or (day >= first if ends else day > first)
    return begun and (last is None or (day < last if ends else day <= last))


def _has_a_year(one: Training | OtherDeadline) -> bool:
    return not isinstance(one, Training) or one.days is not None or one.expected.year is not None


def _of_calendars(programme: Programme) -> Iterator[Turn]:
    """Yield when the dates of a year leave the calendars that people have subscribed to."""
    years: dict[int, int] = {}
    for one in programme.dated:
        last = one.period.last if isinstance(one, Training) else one.moment.day
        # Of one whose year nobody knows yet, it is not known when it leaves either.
        if _has_a_year(one) and next(event_names(one), None) is not None:
            years[last.year] = years.get(last.year, 0) + 1
    for year, many in sorted(years.items()):
        leaves = year + programme.site.past_years_in_calendars + 1
        if leaves <= date.max.year:
            what = "1 training or deadline" if many == 1 else f"{many} trainings and deadlines"
            yield Turn(
                at=datetime(leaves, 1, 1),  # noqa: DTZ001 - local, in the site's zone
                kind=TurnKind.CALENDARS,
                id=None,
                about=str(year),
                words=f"The dates of {year} leave the calendars: {what}.",
                address=addresses.CALENDARS,
            )
