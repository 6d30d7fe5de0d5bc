"""A training against the others of its track: its length, and days that two of them share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.programme.checks.rules import MANY, tracks_of
from sitegen.programme.files.tracks import TrackRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import CALLED_OFF, DayRun
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import dated_trainings
from sitegen.source.dates import in_words
from sitegen.source.pieces import known
from sitegen.source.wording import TO_FILL_IN

FEWEST = 4
"""Trainings of a track in a year before the length of one can be called unlike the others'."""

_Dated = tuple[TrainingRecord, tuple[DayRun, ...]]


def check_neighbours(records: Records) -> Iterator[Diagnostic]:
    """Yield a warning where a training is unlike the others of its track, or meets one of them."""
    by_track: dict[str, list[_Dated]] = {}
    by_year: dict[tuple[str, int], list[_Dated]] = {}
    for schedule, training, runs in dated_trainings(records):
        track = known(training, _compared)
        if track is not None:
            by_track.setdefault(track, []).append((training, runs))
            by_year.setdefault((track, schedule.year), []).append((training, runs))
    for group in by_year.values():
        yield from _lengths(group)
    tracks = tracks_of(records)
    for name, group in by_track.items():
        yield from _overlaps(group, tracks.get(name))


def _compared(training: TrainingRecord) -> str | None:
    """Give the track of a training that is held; a reason must be known to be there or not."""
    track, status, _ = training.track, training.status, training.reason
    return None if status in CALLED_OFF else track


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
            help_ = f"Check its first and last day. If they are right, add: reason: {TO_FILL_IN}"
            field = "days" if training.days else "end" if training.end else "start"
            yield problem("unusual-length", training.at.span(field), message, help_)


def _counted(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


class _Run(NamedTuple):
    """A run of days of one training: its number among those of the track, and its position.

    They are in the order of their days, and then of the trainings.
    """

    first: date
    last: date
    number: int
    position: int


def _overlaps(group: list[_Dated], track: TrackRecord | None) -> Iterator[Diagnostic]:
    """Compare each run of days with the one before it that ends last.

    Where many overlap, the track is held in several places at once. It is said once, at the track.
    """
    runs = sorted(
        _Run(run.first, run.last, number, position)
        for number, (_, runs) in enumerate(group)
        for position, run in enumerate(runs)
    )
    pairs: dict[int, tuple[_Run, _Run]] = {}
    latest: _Run | None = None
    for run in runs:
        if latest and run.first <= latest.last and run.number != latest.number:
            before, training = group[latest.number][0], group[run.number][0]
            if not _explained(before, training):
                pairs.setdefault(run.number, (latest, run))
        if latest is None or latest.last < run.last:
            latest = run
    if len(pairs) >= MANY and track is not None:
        message = f"{len(pairs)} trainings of this track begin while another one of it is held."
        help_ = f"If it is held in several places at once, add to each: reason: {TO_FILL_IN}"
        some = list(pairs.values())[:MANY]
        related = [Related(f"`{group[run.number][0].id}`", _place(run, group)) for _, run in some]
        yield problem("overlap", track.at.span("id"), message, help_, *related)
        return
    for before_run, run in pairs.values():
        message = f"On {in_words(run.first)}, another training of the same track is held too."
        other = group[before_run.number][0]
        related_one = Related(f"the other one, `{other.id}`", _place(before_run, group))
        help_ = f"Check the dates of both. If both are right, add to this one: reason: {TO_FILL_IN}"
        yield problem("overlap", _place(run, group), message, help_, related_one)


def _explained(*trainings: TrainingRecord) -> bool:
    """Tell whether one has a reason, or may be the same as the other."""
    ids = {known(one, lambda training: training.id) for one in trainings}
    return len(ids - {None}) < 2 or any(one.reason is not None for one in trainings)


def _place(run: _Run, group: list[_Dated]) -> Span:
    training = group[run.number][0]
    return (
        training.at.span("days", run.position, "on") if training.days else training.at.span("start")
    )
