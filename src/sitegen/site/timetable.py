"""The programme's trainings sorted out for one day: by track, ahead or past, with unique names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from operator import itemgetter

from sitegen.lazy import dataclass
from sitegen.programme.dates import listed_days
from sitegen.programme.model import Expected, OtherDeadline, Programme, Status, Training
from sitegen.programme.states import APPLY_NOW, State, is_upcoming, opens_later, state_of
from sitegen.site.wording import ENGLISH, Words, filled, to_say

_NAMES = {
    Status.POSTPONED: to_say("{track} planned for {day}{apart} (postponed)"),
    Status.CANCELLED: to_say("{track} from {day}{apart} (cancelled)"),
}
_NAMES_OF_ONE_DAY = {
    Status.POSTPONED: _NAMES[Status.POSTPONED],
    Status.CANCELLED: to_say("{track} on {day}{apart} (cancelled)"),
}
_NAMES_WITHOUT_DAYS = {
    Status.CANCELLED: to_say("{track} in {time}{apart} (cancelled)"),
}
_NAMES_OF_SOME_TIME = {
    Status.CANCELLED: to_say("{track}{apart} (cancelled)"),
}


_NAMES_OF_DEADLINES: Mapping[str, str] = {
    Status.POSTPONED: to_say("{label} (postponed)"),
    Status.CANCELLED: to_say("{label} (cancelled)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackTimes:
    """Trainings of one track in order of date.

    `next_open` is the first one can apply for, `next_to_open` the one whose applications open next.
    """

    upcoming: tuple[Training, ...]
    past: tuple[Training, ...]
    next_open: Training | None
    next_to_open: Training | None

    @property
    def next_to_act_on(self) -> Training | None:
        """The next training that one can apply for, now or else later."""
        return self.next_open or self.next_to_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """Everything about dates that several pages need, made once.

    `tracks` is by track id, `past_years` by year (the latest first). `years` has all of which
    a date lies in a year, in order. `earlier` and `later` give the neighbour in the same track by
    training id. `apart` says by training id what tells it from others of its name on the same day
    (", Jackson, MS"), where there are any. Names are said in `words`.
    """

    today: date
    words: Words
    upcoming: tuple[Training, ...]
    deadlines: tuple[OtherDeadline, ...]  # upcoming ones that belong to no training
    tracks: Mapping[str, TrackTimes]
    past_years: Mapping[int, tuple[Training, ...]]
    years: Mapping[int, tuple[Training | OtherDeadline, ...]]
    earlier: Mapping[str, Training]
    later: Mapping[str, Training]
    apart: Mapping[str, str]

    def state(self, training: Training) -> State:
        """State of a training on the day of the timetable."""
        return state_of(training, self.today)

    def name(self, training: Training) -> str:
        """Name that no other training has: "CPSS Training from Monday, March 21, 2022".

        It stands alone in titles and links, so it says itself if the day does not hold.
        """
        if training.days is None:
            return self._name_without_days(training)
        if training.days.first == training.days.last:
            pattern = _NAMES_OF_ONE_DAY.get(training.status, to_say("{track} on {day}{apart}"))
        else:
            pattern = _NAMES.get(training.status, to_say("{track} from {day}{apart}"))
        return self.words.say(
            pattern,
            track=self.words.called(training),
            day=self.words.day(training.days.first),
            apart=self.after_days(training),
        )

    def searched_name(self, training: Training) -> str:
        """Name that no other training has, as one searches: "CPSS Training, May 16–20, 2022".

        It has room in a title. Days that do not hold, or that are not all in one run, need more.
        """
        if training.days is None or training.status in _NAMES or len(training.runs) > 1:
            return self.name(training)
        days = "–".join(self.words.brief_ends(training.days.first, training.days.last))
        apart = self.after_days(training)
        name = self.words.called(training)
        return filled("{name}, {days}{apart}", name=name, days=days, apart=apart)

    def _name_without_days(self, training: Training) -> str:
        if training.expected.year is None:
            usual = to_say("{track} (days not announced yet){apart}")
            pattern = _NAMES_OF_SOME_TIME.get(training.status, usual)
        else:
            usual = to_say("{track} in {time}{apart}")
            pattern = _NAMES_WITHOUT_DAYS.get(training.status, usual)
        return self.words.say(
            pattern,
            track=self.words.called(training),
            time=self.words.expected(training.expected),
            apart=self.after_days(training),
        )

    def name_of_deadline(self, deadline: OtherDeadline) -> str:
        """Name of a deadline of its own, which says itself if its day does not hold."""
        pattern = _NAMES_OF_DEADLINES.get(deadline.status)
        return self.words.say(pattern, label=deadline.label) if pattern else deadline.label

    def after_days(self, training: Training) -> str:
        """Say what follows the days of a training: what tells it apart, and an assumed year."""
        apart, year = self.apart.get(training.id, ""), self.words.of_year(training)
        return filled("{apart}{year}", apart=apart, year=year) if year else apart


def timetable(programme: Programme, today: date, words: Words = ENGLISH) -> Timetable:
    """Sort out the trainings of `programme` as they stand on `today`, to be named in `words`."""
    by_track: dict[str, list[Training]] = {track.id: [] for track in programme.tracks}
    past_years: dict[int, list[Training]] = defaultdict(list)
    for training in programme.trainings:
        by_track[training.track.id].append(training)
        if not is_upcoming(training, today):
            past_years[training.period.first.year].append(training)
    neighbours = [pair for trainings in by_track.values() for pair in pairwise(trainings)]
    return Timetable(
        today=today,
        words=words,
        upcoming=tuple(t for t in programme.trainings if is_upcoming(t, today)),
        deadlines=tuple(d for d in programme.deadlines if is_upcoming(d, today)),
        tracks={track.id: _track_times(by_track[track.id], today) for track in programme.tracks},
        past_years={year: tuple(past_years[year]) for year in sorted(past_years, reverse=True)},
        years=_by_year(programme),
        earlier={second.id: first for first, second in neighbours},
        later={first.id: second for first, second in neighbours},
        apart=dict(_apart(programme.trainings, words)),
    )


def _apart(trainings: Iterable[Training], words: Words) -> Iterator[tuple[str, str]]:
    """Yield by id what tells each from others of its name on the same day, if there are any."""
    by_start: dict[tuple[str, str | None, date | Expected], list[Training]] = defaultdict(list)
    for training in trainings:
        when = training.days.first if training.days is not None else training.expected
        by_start[training.track.id, training.title, when].append(training)
    for together in by_start.values():
        if len(together) == 1:
            continue
        places = [words.place(one.place) for one in together]
        times = Counter(places)
        for one, place in zip(together, places, strict=True):
            pattern = ", {place}" if times[place] == 1 else ", {place} ({id})"
            yield one.id, filled(pattern, place=place, id=one.id)


def _by_year(programme: Programme) -> Mapping[int, tuple[Training | OtherDeadline, ...]]:
    years: dict[int, list[Training | OtherDeadline]] = defaultdict(list)
    for dated in programme.dated:
        runs = listed_days(dated)
        found = {y for run in runs for y in range(run.first.year, run.last.year + 1)}
        if isinstance(dated, Training) and dated.days is None and dated.expected.year is not None:
            found.add(dated.expected.year)
        for year in found:
            years[year].append(dated)
    return {year: tuple(years[year]) for year in sorted(years)}


def _track_times(trainings: list[Training], today: date) -> TrackTimes:
    upcoming = tuple(t for t in trainings if is_upcoming(t, today))
    opening = [(when.begins, t) for t in upcoming if (when := opens_later(t, today))]
    return TrackTimes(
        upcoming=upcoming,
        past=tuple(t for t in trainings if not is_upcoming(t, today)),
        next_open=next((t for t in upcoming if state_of(t, today) in APPLY_NOW), None),
        next_to_open=min(opening, key=itemgetter(0))[1] if opening else None,
    )
