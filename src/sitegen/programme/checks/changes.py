"""What people were told: in order, and never in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from sitegen.diagnostics import Diagnostic, problem
from sitegen.programme.files.schedules import (
    ChangeRecord,
    OtherDeadlineRecord,
    TrainingRecord,
)
from sitegen.programme.records import Records
from sitegen.source.dates import in_words


def check_changes(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield what is wrong with each change that is told before the one above it, or after `today`.

    The last one dates the calendar entries of what it is about, so a mistyped year would stay
    there.
    """
    for schedule in records.schedules:
        dated: list[TrainingRecord | OtherDeadlineRecord] = []
        dated += schedule.trainings if schedule.at.has("trainings") else ()
        dated += schedule.deadlines if schedule.at.has("deadlines") else ()
        for one in dated:
            if one.at.has("changes"):
                yield from _check_told([c for c in one.changes if c.at.has("on")], today)


def _check_told(told: list[ChangeRecord], today: date) -> Iterator[Diagnostic]:
    for before, after in pairwise(told):
        if after.on < before.on:
            message = f"This was told before the change above it, of {in_words(before.on)}."
            help_ = "Write the changes in order, the oldest first."
            yield problem("changes-order", after.at.span("on"), message, help_)
    for change in told:
        if change.on > today:
            message = f"{in_words(change.on)}, is still to come."
            help_ = f"Write the day on which people are told, such as {today}"
            yield problem("change-ahead", change.at.span("on"), message, help_)
