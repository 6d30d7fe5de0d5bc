"""What people were told: in order, and never in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from sitegen.diagnostics import Diagnostic, problem
from sitegen.programme.files.schedules import OtherDeadlineRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.records import Records
from sitegen.source.dates import in_words
from sitegen.source.pieces import each_known, piece


def check_changes(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield what is wrong with each change that is told before the one above it, or after `today`.

    The last one dates the calendar entries of what it is about, so a mistyped year would stay
    there.
    """
    dated: tuple[TrainingRecord | OtherDeadlineRecord, ...]
    dated = (*records.trainings, *records.deadlines)
    for one in dated:
        if not one.at.unread and not one.changes:
            continue
        yield from _check_told(one, today)


@piece
def _check_told(one: TrainingRecord | OtherDeadlineRecord, today: date) -> Iterator[Diagnostic]:
    told = list(each_known(one.changes, lambda change: change.on))
    for (before, _), (after, change) in pairwise(told):
        if after < before:
            message = f"This was told before the change above it, of {in_words(before)}."
            help_ = "Write the changes in order, the oldest first."
            yield problem("changes-order", change.at.span("on"), message, help_)
    for on, change in told:
        if on > today:
            message = f"{in_words(on)}, is still to come."
            help_ = f"Write the day on which people are told, such as {today}"
            yield problem("change-ahead", change.at.span("on"), message, help_)
