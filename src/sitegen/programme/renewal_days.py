"""The days by which certifications are renewed, where the day and the year hold for everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sitegen.lazy import dataclass
from sitegen.programme.closed_days import ClosedDays
from sitegen.programme.deadline_rules import IfClosed
from sitegen.programme.eligibility.file import (
    CertificationRecord,
    DesignationsFile,
    certifications_of,
)
from sitegen.programme.eligibility.renewals import RenewalRecord
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import closed_days_of, year_of
from sitegen.source.pieces import each_known

NEAR = 183
"""Days. A deadline that is written stands for the computed day to which it is so near."""

MOST = 12
"""So many of the latest days of a certification are computed: its first year may be long ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalDay:
    """A day that follows from a renewal, and by which name calendars have it, for ever."""

    id: str
    of: str  # the id of the certification
    renewal: RenewalRecord
    day: date


def renewal_days(records: Records) -> Sequence[RenewalDay]:
    """Give each computed day for which no deadline of a schedule stands."""
    return records.once(_not_written)


def computed_days(records: Records) -> Sequence[RenewalDay]:
    """Give each computed day, also where a deadline of a schedule stands for it.

    They go from the first year to the next one after the last schedule: a day lies ahead, however
    long the term is, and the same records give the same days on whatever day they are read.
    """
    return records.once(_computed)


def _computed(records: Records) -> Sequence[RenewalDay]:
    file = records.file(DesignationsFile)
    certifications = certifications_of(file) if file is not None else ()
    last = max(filter(None, map(year_of, records.schedules)), default=0)
    closed_days = closed_days_of(records)
    return [
        one
        for days, _ in each_known(
            certifications, lambda one: list(_days_of(one, last, closed_days))
        )
        for one in days
    ]


def _days_of(
    certification: CertificationRecord, last: int, closed_days: ClosedDays | None
) -> Iterator[RenewalDay]:
    renewal = certification.renewal
    if renewal is None or renewal.due is None or renewal.from_year is None:
        return
    if closed_days is None and renewal.due.if_closed is not IfClosed.KEEP:
        return  # the closed days could not be read
    end = max(last + renewal.every, renewal.from_year)
    for year in range(renewal.from_year, end + 1, renewal.every)[-MOST:]:
        yield RenewalDay(
            id=f"{certification.id}-renewal-{year}",
            of=certification.id,
            renewal=renewal,
            day=renewal.due.in_year(year, closed_days or ClosedDays()),
        )


def _not_written(records: Records) -> Sequence[RenewalDay]:
    names = {name for name, _ in each_known(records.deadlines, lambda one: one.id)}
    written: dict[str, list[date]] = defaultdict(list)
    for (of, moment), _ in each_known(records.deadlines, lambda one: (one.renewal_of, one.moment)):
        if of is not None:
            written[of].append(moment.day)
    return [
        one
        for one in computed_days(records)
        if one.id not in names
        and not any(abs(day - one.day).days <= NEAR for day in written.get(one.of, ()))
    ]
