"""Facts that are not decided or not known, where somebody could need them soon."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.eligibility.ages import AGE, says_lowest_age
from sitegen.programme.eligibility.conditions import tests_in
from sitegen.programme.eligibility.file import (
    DesignationRecord,
    DesignationsFile,
    Holder,
    holders_of,
    sentences_of,
)
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import CALLED_OFF
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import dated_trainings
from sitegen.source.dates import in_words
from sitegen.source.fields import TBD
from sitegen.source.pieces import each_known, known, piece, whole
from sitegen.source.wording import shown

NEAR = timedelta(days=30)
"""A place that is not decided this long before the first day is reported."""


def check_unknowns(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield a warning for each fact that is still open and may be needed soon."""
    yield from _addresses(records)
    yield from _places(records, today)
    yield from _requirements(records)
    yield from _lowest_ages(records)


def _addresses(records: Records) -> Iterator[Diagnostic]:
    for (url, file, label), document in each_known(
        records.listed_documents, lambda one: (one.url, one.file, one.label)
    ):
        if url is not None and file is not None:
            message = f"“{shown(label)}” has an address and a file, and a link leads to one."
            help_ = "Delete one of the two."
            related = Related("the other one", document.at.name_span("url"))
            span = document.at.name_span("file")
            yield problem("duplicate-field", span, message, help_, related)
        elif url is TBD or (url is None and file is None):
            message = f"The address of “{label}” is not known."
            help_ = "The site shows the name and whom to ask. Write the address when it is known."
            yield problem("address-unknown", document.at.span("url"), message, help_)


def _places(records: Records, today: date) -> Iterator[Diagnostic]:
    for schedule, training, runs in dated_trainings(records):
        if runs[0].first - NEAR <= today <= runs[-1].last:
            yield from _place(schedule, training, runs[0].first)


@piece
def _place(schedule: ScheduleFile, training: TrainingRecord, first: date) -> Iterator[Diagnostic]:
    if training.status in CALLED_OFF:
        return
    place = training.place
    if place is None and schedule.defaults is not None:
        place = schedule.defaults.place
    for run in training.days:
        if run.place is TBD:
            message = f"The place is not decided for {in_words(run.days.first)}."
            help_ = "Write the id of the place as soon as it is known."
            yield problem("place-unknown", run.at.span("place"), message, help_)
    if training.days and all(run.place is not None for run in training.days):
        return
    if place is None or place is TBD:
        message = f"The place is not decided, and the training starts on {in_words(first)}."
        help_ = "Write the id of the place as soon as it is known."
        at = training.at
        span = at.span("place") if at.written("place") else at.span("id")
        yield problem("place-unknown", span, message, help_)


def _requirements(records: Records) -> Iterator[Diagnostic]:
    rules = records.file(DesignationsFile)
    for _, holder in each_known(holders_of(rules) if rules else (), lambda one: one.requires):
        yield from _not_known(holder)


@piece
def _not_known(holder: Holder) -> Iterator[Diagnostic]:
    if holder.requires is TBD:
        message = f"What this {holder.noun} requires is not known."
        help_ = "The site says so, and whom to ask. Write the requirements when they are known."
        yield problem("requirements-unknown", holder.at.span("requires"), message, help_)


def _lowest_ages(records: Records) -> Iterator[Diagnostic]:
    rules = records.file(DesignationsFile)
    facts = known(rules, lambda one: one.facts) or {}
    for _, designation in each_known(records.designations if AGE in facts else (), _id):
        yield from _lowest_age(designation, facts)


def _id(designation: DesignationRecord) -> str:
    return designation.id


@piece
def _lowest_age(designation: DesignationRecord, facts: Collection[str]) -> Iterator[Diagnostic]:
    if designation.requires is not TBD and not _has_lowest_age(designation, facts):
        message = f"The designation {designation.name} has no lowest age."
        help_ = "If there is one, add a requirement such as {age: at least 18}."
        yield problem("no-lowest-age", designation.at.span("id"), message, help_)


def _has_lowest_age(designation: DesignationRecord, facts: Collection[str]) -> bool:
    return any(
        test.fact not in facts or says_lowest_age(test)  # reported, and most likely a misspelt age
        for requirement in whole(sentences_of(designation))
        for test in tests_in(requirement.when)
    )
