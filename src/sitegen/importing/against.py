"""Holds what files say against what the site has: new, changed, the same, and no longer there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from sitegen.importing.deciding import in_iso
from sitegen.importing.said import Heard, Question, Said
from sitegen.lazy import dataclass, field, replace
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.model import DayRun, Hours, Moment, Programme, Training
from sitegen.source.fields import TBD
from sitegen.source.values import as_id


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a training that a file says otherwise."""

    name: str
    now: str
    said: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A training of the site of which a file says something else."""

    said: Said
    training: Training
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of holding files against the site. `waiting` need a track or place first."""

    new: list[Said] = field(default_factory=list)
    waiting: list[Said] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: list[Training] = field(default_factory=list)
    gone: list[Training] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def compared(heard: Heard, programme: Programme) -> Compared:
    """Compare every training that was heard with those of the programme."""
    result = Compared(questions=list(heard.questions))
    pairs, rest = _pairs(heard.said, programme.trainings)
    for said, training in pairs:
        changes = tuple(_changes(said, training))
        if changes:
            result.changed.append(Changed(said, training, changes))
        else:
            result.same.append(training)
    fresh = []
    for said in rest:
        if said.is_whole:
            fresh.append(said)
        else:
            problem = "Only its first day is said."
            result.questions.append(Question(said.where, problem, "Add its last day to the line."))
    named = _with_ids(fresh, {one.id for one in programme.dated})
    result.new.extend(one for one in named if one.track and not one.place_words)
    result.waiting.extend(one for one in named if not one.track or one.place_words)
    result.gone.extend(_gone(heard, programme.trainings, [training for _, training in pairs]))
    return result


def _pairs(
    said: Sequence[Said], trainings: Sequence[Training]
) -> tuple[list[tuple[Said, Training]], list[Said]]:
    """Give what was heard with the training that is meant, and what is meant by none."""
    pairs: list[tuple[Said, Training]] = []
    rest, free = list(said), list(trainings)
    for key_of_said, key_of_training, is_only in (
        (lambda one: one.id, lambda one: one.id, False),
        (_days_said, _days_had, False),
        (_month_said, _month_had, True),
    ):
        known, left = _by_key(free, key_of_training), list[Said]()
        many = Counter(map(key_of_said, rest))
        for one in rest:
            key = key_of_said(one)
            found = known.get(key, [])
            if (
                not key
                or not found
                or (is_only and (len(found), many[key]) != (1, 1))
                or (best := _best(one, found)) is None
            ):
                left.append(one)
            else:
                found.remove(best)
                pairs.append((one, best))
        taken = {training.id for _, training in pairs}
        rest, free = left, [one for one in free if one.id not in taken]
    return pairs, rest


_Key = tuple[object, ...] | str | None


def _by_key(
    trainings: Iterable[Training], key: Callable[[Training], _Key]
) -> dict[_Key, list[Training]]:
    found: dict[_Key, list[Training]] = {}
    for one in trainings:
        found.setdefault(key(one), []).append(one)
    return found


def _days_said(said: Said) -> _Key:
    return (said.track, said.start) if said.track else None


def _days_had(training: Training) -> _Key:
    return (training.track.id, _first(training))


def _month_said(said: Said) -> _Key:
    """Give the track and the month, in which a training may have moved. An id would say it."""
    return None if said.id or not said.track else (said.track, said.start.year, said.start.month)


def _month_had(training: Training) -> _Key:
    first = _first(training)
    return (training.track.id, first.year, first.month) if first else None


def _best(said: Said, found: Sequence[Training]) -> Training | None:
    """Give of trainings that may be meant the one of that title or place; none of another title."""
    first = min(found, key=lambda one: (not _is_titled(one, said), _place(one) != said.place))
    is_other = said.title and first.title and not _is_titled(first, said) and not said.id
    return None if is_other else first


def _is_titled(training: Training, said: Said) -> bool:
    return (training.title or "").casefold() == said.title.casefold()


def _first(training: Training) -> date | None:
    return training.days.first if training.days else None


def _place(training: Training) -> object:
    return training.place.id if training.place else TBD


def _changes(said: Said, training: Training) -> Iterator[Change]:
    """Yield each field that is said otherwise. What a file does not say is no change."""
    runs = tuple(run.days for run in training.runs)
    is_part = any(run.label for run in training.runs) and set(said.runs) < set(_joined(runs))
    if said.is_whole and not is_part and said.runs != _joined(runs):
        yield from _other_days(said.runs, runs)
    has_one_place = all(run.place is None for run in training.runs)
    if has_one_place and (said.place or said.place_words) and said.place != _place(training):
        now = training.place.id if training.place else "tbd"
        yield Change("place", now, place_id(said))
    if said.deadline is not None and _deadline(training) != said.deadline:
        yield Change("deadline", _moment(_deadline(training)), _moment(said.deadline))
    if said.opens is not None and training.opens and training.opens.moment != said.opens:
        yield Change("opens", _moment(training.opens.moment), _moment(said.opens))
    if said.hours is not None and training.hours != said.hours and not _own_hours(training):
        yield Change("hours", in_24_hours(training.hours), in_24_hours(said.hours))
    if said.status and said.status != training.status.value:
        yield Change("status", training.status.value, said.status)


def _own_hours(training: Training) -> bool:
    return any(run.hours for run in training.runs)


def _joined(runs: Iterable[DayRun]) -> tuple[DayRun, ...]:
    """Give runs of days, those as one that follow each other without a gap."""
    found: list[DayRun] = []
    for run in runs:
        if found and (run.first - found[-1].last).days == 1:
            found[-1] = DayRun(found[-1].first, run.last)
        else:
            found.append(run)
    return tuple(found)


def _other_days(said: Sequence[DayRun], now: Sequence[DayRun]) -> Iterator[Change]:
    if len(said) != 1 or len(now) != 1:
        yield Change("days", listed_days(now), listed_days(said))
        return
    if said[0].first != now[0].first:
        yield Change("start", f"{now[0].first}", f"{said[0].first}")
    if said[0].last != now[0].last:
        yield Change("end", f"{now[0].last}", f"{said[0].last}")


def listed_days(runs: Iterable[DayRun]) -> str:
    """Write several runs of days as the format has them."""
    return f"[{', '.join(map(in_iso, runs))}]"


def _deadline(training: Training) -> Moment | NoDeadline | None:
    if training.open_deadline:
        return training.open_deadline.how
    return training.deadline.moment if training.deadline else None


def _moment(moment: Moment | NoDeadline | None) -> str:
    if moment is None:
        return "none written"
    return written_moment(moment)


def written_moment(moment: Moment | NoDeadline) -> str:
    """Write a moment as the format has it."""
    if isinstance(moment, NoDeadline):
        return moment.value
    return f"{moment.day}" if moment.at is None else f"{moment.day} {moment.at:%H:%M}"


def in_24_hours(hours: Hours | None) -> str:
    """Write hours as the format has them."""
    if hours is None:
        return "none written"
    if hours.pause is None:
        return f"{hours.opens:%H:%M} to {hours.closes:%H:%M}"
    begin, end = hours.pause
    return f"{hours.opens:%H:%M} to {begin:%H:%M} and {end:%H:%M} to {hours.closes:%H:%M}"


def track_id(said: Said) -> str:
    """Give the id of the track, or the one that a track of this name would have."""
    return said.track or as_id(said.track_words) or "track"


def place_id(said: Said) -> str:
    """Give what stands for the place: its id, the one that a new place would have, or `tbd`."""
    if said.place is TBD:
        return "tbd"
    return str(said.place or as_id(said.place_words) or "place")


def _with_ids(said: Sequence[Said], taken: set[str]) -> list[Said]:
    """Propose ids: track, year and month; the day too where there are several in a month."""
    usual = [f"{track_id(one)}-{one.start:%Y-%m}" for one in said]
    many, taken = Counter(usual), set(taken)
    numbers: Counter[str] = Counter()
    named: list[Said] = []
    for one, name in zip(said, usual, strict=True):
        is_free = name not in taken and many[name] == 1
        chosen = wanted = one.id or (name if is_free else f"{name}-{one.start:%d}")
        while chosen in taken:
            numbers[wanted] += 1
            chosen = f"{wanted}-{numbers[wanted] + 1}"
        taken.add(chosen)
        named.append(replace(one, id=chosen))
    return named


def _gone(
    heard: Heard, trainings: Iterable[Training], found: Sequence[Training]
) -> Iterator[Training]:
    """Yield trainings that no file has: of a track and year of the files, after its first one."""
    begins: dict[tuple[str | None, int], date] = {}
    for one in heard.said:
        if one.is_whole:
            key = (one.track, one.start.year)
            begins[key] = min(one.start, begins.get(key, one.start))
    known = {one.id for one in found}
    for training in trainings:
        first = _first(training)
        begin = begins.get((training.track.id, first.year)) if first else None
        if first and begin and first >= begin and training.id not in known:
            yield training
