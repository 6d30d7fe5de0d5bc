"""Facts that are not decided or not known, where somebody could need them soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.eligibility.conditions import Within, tests_in
from sitegen.programme.eligibility.file import DesignationRecord, DesignationsFile
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.files.site import DocumentsFile
from sitegen.programme.model import CALLED_OFF
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import dated_trainings
from sitegen.source.dates import in_words
from sitegen.source.fields import TBD
from sitegen.source.wording import shown

NEAR = timedelta(days=30)
"""A place that is not decided this long before the first day is reported."""


def check_unknowns(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield a warning for each fact that is still open and may be needed soon."""
    yield from _addresses(records)
    yield from _places(records, today)
    yield from _lowest_ages(records)


def _addresses(records: Records) -> Iterator[Diagnostic]:
    documents = records.file(DocumentsFile)
    if documents is None or not documents.at.has("documents"):
        return
    for document in documents.documents:
        if not document.at.has("url", "file", "label"):
            continue
        if document.url is not None and document.file is not None:
            message = (
                f"“{shown(document.label)}” has an address and a file, and a link leads to one."
            )
            help_ = "Delete one of the two."
            related = Related("the other one", document.at.name_span("url"))
            span = document.at.name_span("file")
            yield problem("duplicate-field", span, message, help_, related)
        elif document.url is TBD or (document.url is None and document.file is None):
            message = f"The address of “{document.label}” is not known."
            help_ = "The site shows the name and whom to ask. Write the address when it is known."
            yield problem("address-unknown", document.at.span("url"), message, help_)


def _places(records: Records, today: date) -> Iterator[Diagnostic]:
    for schedule, training, runs in dated_trainings(records):
        if not training.at.has("place", "status") or training.status in CALLED_OFF:
            continue
        if training.place is not TBD and (training.place is not None or _has_default(schedule)):
            continue
        if runs[0].first - NEAR <= today <= runs[-1].last:
            first_day = in_words(runs[0].first)
            message = f"The place is not decided, and the training starts on {first_day}."
            help_ = "Write the id of the place as soon as it is known."
            at = training.at
            span = at.span("place") if at.written("place") else at.span("id")
            yield problem("place-unknown", span, message, help_)


def _has_default(schedule: ScheduleFile) -> bool:
    """Tell whether the schedule gives a place, or may: what could not be read was reported."""
    if not schedule.at.has("defaults"):
        return True
    defaults = schedule.defaults
    return defaults is not None and (not defaults.at.has("place") or defaults.place is not None)


def _lowest_ages(records: Records) -> Iterator[Diagnostic]:
    rules = records.file(DesignationsFile)
    if rules is None or not rules.at.has("designations", "facts") or "age" not in rules.facts:
        return
    for designation in rules.designations:
        if designation.at.has("id", "name", "requires") and not _has_lowest_age(designation, rules):
            message = f"The designation {designation.name} has no lowest age."
            help_ = "If there is one, add a requirement such as {age: at least 18}."
            yield problem("no-lowest-age", designation.at.span("id"), message, help_)


def _has_lowest_age(designation: DesignationRecord, rules: DesignationsFile) -> bool:
    if not all(requirement.at.has("when") for requirement in designation.requires):
        return True  # what could not be read may hold the age, and is reported
    return any(
        test.fact not in rules.facts  # reported, and most likely a misspelt age
        or (test.fact == "age" and (not isinstance(test, Within) or test.lowest is not None))
        for requirement in designation.requires
        for test in tests_in(requirement.when)
    )
