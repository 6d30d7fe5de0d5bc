"""What a track says of its deadlines: what they are called, and more only of a rule that it has."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.checks.rules import tracks_of
from sitegen.programme.deadline_rules import DeadlineRule
from sitegen.programme.files.tracks import TrackDeadlineRecord, TrackRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.records import Records
from sitegen.source.pieces import each_known, known, piece
from sitegen.source.wording import MARK, TO_FILL_IN


def check_deadline_labels(records: Records) -> Iterator[Diagnostic]:
    """Yield where a deadline has no name, and where a track speaks of dates that no rule gives."""
    for track in records.tracks:
        yield from _of_track(track)
    yield from _of_trainings(records)


@piece
def _of_track(track: TrackRecord) -> Iterator[Diagnostic]:
    deadline = track.deadline
    if deadline is None:
        return
    at, rule = deadline.at, deadline.rule
    if isinstance(rule, DeadlineRule) and deadline.label is None:
        message = "This rule gives deadlines, and the track does not say what they are called."
        value = f"label: {TO_FILL_IN}"
        if at.is_short:
            value = f"deadline: {{{value}, rule: {rule}}}"
        help_ = f"Write what they are called in place of {MARK}: {value}"
        yield problem("deadline-without-label", at.span("rule"), message, help_)
    for name in _without_use(deadline):
        message = f"`{name}` says more of a rule, and this track has none that it could change."
        yield problem("deadline-rule-missing", at.name_span(name), message, "Delete this line.")


def _without_use(deadline: TrackDeadlineRecord) -> Iterator[str]:
    """Yield the fields that say something of a rule that is not there."""
    if deadline.at.written("if_closed") and not isinstance(deadline.rule, DeadlineRule):
        yield "if_closed"
    if deadline.at.written("from") and deadline.rule is None:
        yield "from"


def _of_trainings(records: Records) -> Iterator[Diagnostic]:
    """Yield an error for each track without a label of which a training has a deadline."""
    silent = {
        name: track
        for name, track in tracks_of(records).items()
        if known(track, lambda one: one.deadline is None or one.deadline.label is None)
    }
    for (name, moment), training in each_known(
        records.trainings, lambda one: (one.track, one.deadline and one.deadline.last_moment)
    ):
        track = silent.pop(name, None) if moment is not None else None
        if track is not None:
            yield from _without_label(training, track)


@piece
def _without_label(training: TrainingRecord, track: TrackRecord) -> Iterator[Diagnostic]:
    deadline = track.deadline
    if deadline is not None and isinstance(deadline.rule, DeadlineRule):
        return  # reported at the rule
    form = f"label: {TO_FILL_IN}"
    if deadline is not None and deadline.rule is not None:
        form += f", rule: {deadline.rule}"
    if deadline is not None and deadline.from_year is not None:
        form += f", from: {deadline.from_year}"
    message = f"The track `{track.id}` does not say what its deadlines are called."
    help_ = (
        "Add to the track in content/tracks.yaml, with what belongs there in place of "
        f"{MARK}: deadline: {{{form}}}"
    )
    span = training.at.span("deadline")
    related = Related("the track", track.at.span("id"))
    yield problem("deadline-without-label", span, message, help_, related)
