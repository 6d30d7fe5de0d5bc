"""What is said of a renewal: parts that fit their whole, and each of its days once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.eligibility.file import DesignationsFile, certifications_of
from sitegen.programme.eligibility.renewals import HoursRecord, RenewalRecord
from sitegen.programme.files.schedules import OtherDeadlineRecord
from sitegen.programme.records import Records
from sitegen.programme.renewal_days import RenewalDay, computed_days
from sitegen.source.dates import in_words
from sitegen.source.pieces import each_known, in_pieces, piece
from sitegen.source.wording import TO_FILL_IN


def check_renewals(records: Records) -> Iterator[Diagnostic]:
    """Yield where a renewal contradicts itself, and where one of its days is written too."""
    file = records.file(DesignationsFile)
    certifications = certifications_of(file) if file is not None else ()
    for renewal, _ in each_known(certifications, lambda one: one.renewal):
        if renewal is not None:
            yield from in_pieces(_without_day(renewal), _hours(renewal))
    without = {
        name
        for (name, renewal), _ in each_known(certifications, lambda one: (one.id, one.renewal))
        if renewal is None
    }
    computed = computed_days(records)
    same: dict[str | date, RenewalDay] = {one.id: one for one in computed}
    same |= {one.day: one for one in computed}
    for deadline in records.deadlines:
        yield from in_pieces(_written_too(deadline, same), _of_nothing(deadline, without))


def _without_day(renewal: RenewalRecord) -> Iterator[Diagnostic]:
    if renewal.from_year is not None and renewal.due is None:
        message = "`from` says in which years a day is due, and this renewal has no such day."
        help_ = "Delete this line. If there is such a day, write it too."
        yield problem("deadline-rule-missing", renewal.at.name_span("from"), message, help_)


def _hours(renewal: RenewalRecord) -> Iterator[Diagnostic]:
    for one in renewal.hours:
        yield from _parts(one)


@piece
def _parts(hours: HoursRecord) -> Iterator[Diagnostic]:
    of_parts = sum(part.hours for part in hours.including)
    if of_parts > hours.hours:
        together = int(of_parts) if of_parts == int(of_parts) else of_parts
        message = f"The parts of these {hours.hours} hours are {together} hours together."
        help_ = "Correct the hours, or those of a part."
        yield problem("number-range", hours.at.span("hours"), message, help_)


def _of_nothing(deadline: OtherDeadlineRecord, without: Collection[str]) -> Iterator[Diagnostic]:
    if deadline.renewal_of in without:
        message = (
            f"`{deadline.renewal_of}` does not say how it is renewed, and this deadline is for it."
        )
        help_ = "Write it in content/designations.yaml, or delete this line."
        yield problem("missing-field", deadline.at.span("renewal_of"), message, help_)


def _written_too(
    deadline: OtherDeadlineRecord, computed: Mapping[str | date, RenewalDay]
) -> Iterator[Diagnostic]:
    """Warn of a deadline that seems to be a computed day, written down without saying so."""
    if deadline.renewal_of is not None or deadline.reason is not None:
        return
    same = computed.get(deadline.id) or computed.get(deadline.moment.day)
    if same is not None:
        yield _twice(deadline, same)


def _twice(deadline: OtherDeadlineRecord, computed: RenewalDay) -> Diagnostic:
    message = f"{in_words(computed.day)}, is also the day of “{computed.renewal.label}”."
    if deadline.moment.day != computed.day:
        message = f"`{computed.id}` is the name of the day of “{computed.renewal.label}”."
    help_ = (
        f"If both are the same, add to the deadline: renewal_of: {computed.of}. "
        f"If not, add to the deadline: reason: {TO_FILL_IN}"
    )
    related = Related("the renewal", computed.renewal.at.span("due"))
    return problem("renewal-twice", deadline.at.span("date"), message, help_, related)
