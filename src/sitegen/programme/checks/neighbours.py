"""A training against the others of its track: its length, and days that two of them share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.programme.files.schedules import TrainingRecord
from sitegen.programme.model import DayRun, Status
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import dated_trainings
from sitegen.source.dates import in_words

FEWEST = 4
"""Trainings of a track in a year before the length of one can be called unlike the others'."""

_NOT_HELD = frozenset({Status.CANCELLED, Status.POSTPONED})

_Dated = tuple[TrainingRecord, tuple[DayRun, ...]]


def check_neighbours(records: Records) -> Iterator[Diagnostic]:
    """Yield a warning where a training is unlike the others of its track, or meets one of them."""
    by_track: dict[str, list[_Dated]] = {}
    by_year: dict[tuple[str, int], list[_Dated]] = {}
    for schedule, training, runs in dated_trainings(records):
        if training.at.has("track", "status", "reason") and training.status not in _NOT_HELD:
            by_track.setdefault(training.track, []).append((training, runs))
            by_year.setdefault((training.track, schedule.year), []).append((training, runs))
    for group in by_year.values():
        yield from _lengths(group)
    for group in by_track.values():
        yield from _overlaps(group)


def _days(runs: Sequence[DayRun]) -> int:
    return sum((run.last - run.first).days + 1 for run in runs)


def _lengths(group: list[_Dated]) -> Iterator[Diagnostic]:
    lengths = Counter(_days(runs) for _, runs in group)
    (usual, times), *others = lengths.most_common()
    if len(group) < FEWEST or times != len(group) - 1 or not others:
        return
    for training, runs in group:
        days = _days(runs)
        if days != usual and training.reason is None:
            message = (
                f"This training has {_counted(days)}. "
                f"The other {times} of the track in this year have {_counted(usual)} each."
            )
            help_ = "Check its first and last day. If they are right, add: reason: …"
            field = "days" if training.days else "end" if training.end else "start"
            yield problem("unusual-length", training.at.span(field), message, help_)


def _counted(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _overlaps(group: list[_Dated]) -> Iterator[Diagnostic]:
    """Go through all runs of days in order, and compare each with the one that ends last so far."""
    runs = sorted(
        (
            (run.first, run.last, number, position)
            for number, (_, runs) in enumerate(group)
            for position, run in enumerate(runs)
        ),
    )
    latest: dict[int, tuple[DayRun, int]] = {}
    told: set[tuple[int, int]] = set()
    for first, last, number, position in runs:
        latest = {other: seen for other, seen in latest.items() if seen[0].last >= first}
        training = group[number][0]
        for other, (_, other_position) in latest.items():
            before = group[other][0]
            if other != number and (other, number) not in told and not _explained(before, training):
                told.add((other, number))
                message = f"On {in_words(first)}, another training of the same track is held too."
                related = Related(f"the other one, `{before.id}`", _place(before, other_position))
                help_ = "Check the dates of both. If both are right, add to this one: reason: …"
                yield problem("overlap", _place(training, position), message, help_, related)
        seen = latest.get(number)
        if seen is None or seen[0].last < last:
            latest[number] = (DayRun(first, last), position)


def _explained(*trainings: TrainingRecord) -> bool:
    return any(one.reason is not None or not one.at.has("id") for one in trainings)


def _place(training: TrainingRecord, position: int) -> Span:
    return training.at.span("days", position) if training.days else training.at.span("start")
