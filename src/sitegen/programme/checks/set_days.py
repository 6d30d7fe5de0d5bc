"""Days and deadlines that are not set yet, where that cannot be said.

That no day is known is said by `start` alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sitegen.diagnostics import Diagnostic, problem
from sitegen.programme.checks.rules import tracks_of
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.files.tracks import TrackRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import closed_days_of, no_deadline, rule_date, runs_of
from sitegen.source.dates import in_words, read_date
from sitegen.source.fields import NOT_DECIDED, Misread
from sitegen.source.nodes import Mapping as Entry
from sitegen.source.nodes import Scalar, Sequence
from sitegen.source.pieces import known
from sitegen.source.wording import is_undecided, shown


def check_set_days(records: Records, published: Collection[str]) -> Iterator[Diagnostic]:
    """Yield one report for each training whose days, or else whose deadline, are not set yet."""
    tracks = tracks_of(records)
    for schedule in records.schedules:
        for training in known(schedule, lambda one: one.trainings) or ():
            if not (training.at.unread or training.at.written("days")):
                continue  # what says that something is not set yet is never read
            name = next((one for one in ("end", "days") if _open(training, one)), None)
            if name is not None:
                yield from _without_days(training, name, published)
            elif any(is_undecided(text) for text in training.at.texts("deadline")):
                yield _without_deadline(records, training, schedule, tracks)


def _open(training: TrainingRecord, name: str) -> str | None:
    """Give what says that days are not known yet: `tbd`, `TBA`, `spring 2023`."""
    return next((t for t in _texts(training, name) if is_undecided(t) or _names_no_day(t)), None)


def _texts(training: TrainingRecord, name: str) -> list[str]:
    node = training.at.node.get(name) if isinstance(training.at.node, Entry) else None
    if isinstance(node, Sequence):
        days = (item.get("on") if isinstance(item, Entry) else item for item in node.items)
        return [one.text for one in days if isinstance(one, Scalar)]
    return [node.text] if isinstance(node, Scalar) else []


def _names_no_day(text: str) -> bool:
    found = read_date(text)
    return isinstance(found, Misread) and found.code == NOT_DECIDED


def _without_days(
    training: TrainingRecord, name: str, published: Collection[str]
) -> Iterator[Diagnostic]:
    at = training.at
    text = _open(training, name) or ""
    if known(training, lambda one: one.expected) is not None:
        message = f"`start` says that the days are not known yet, and so does `{name}`."
        yield problem(NOT_DECIDED, at.span(name), message, "Delete this line.")
        return
    message = f"The days of this training are not set yet: `{name}` is {shown(text)}."
    if known(training, lambda one: one.id) in published:
        help_ = (
            "Put back the days that people know, and give the training the status postponed. "
            "Say in its changes what people are told."
        )
    elif name == "days" and len(_texts(training, name)) == 1:
        help_ = (
            "Write the month, the season or the year as its start, in place of the list of days."
        )
    else:
        help_ = (
            "Write all of its days. If they are not known yet, write the month as its start, "
            "without an end, and say in its note what is known already."
        )
    yield problem(NOT_DECIDED, at.span(name), message, help_)


def _without_deadline(
    records: Records,
    training: TrainingRecord,
    schedule: ScheduleFile,
    tracks: Mapping[str, TrackRecord],
) -> Diagnostic:
    text = training.at.texts("deadline")[0]
    message = f"The deadline of this training is not set yet: `deadline` is {shown(text)}."
    track = tracks.get(known(training, lambda one: one.track) or "")
    rule = known(track, lambda one: one.deadline)
    runs, year = runs_of(training), known(schedule, lambda one: one.year)
    due = None
    if runs and rule and year is not None:
        due = rule_date(rule, runs[0].first, year, closed_days_of(records))
    help_ = "Delete the line. Say in the note of the training when it will be known."
    if known(training, lambda one: one.expected) is not None and not runs:
        help_ = "Delete the line. The site then says that no deadline is set yet."
    if due is not None:
        help_ = f"Delete the line. The rule of its track then gives the deadline, {in_words(due)}."
    elif year is not None and no_deadline(rule, year) is not None:
        help_ = "Delete the line. The training then has no deadline, as its track says."
    return problem(NOT_DECIDED, training.at.span("deadline"), message, help_)
