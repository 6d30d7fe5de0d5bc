"""From when and until when rules hold: dates that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.eligibility.file import (
    DesignationRecord,
    DesignationsFile,
    RequirementRecord,
    requirements_of,
)
from sitegen.source.dates import in_words
from sitegen.source.pieces import known


def check_rule_dates(file: DesignationsFile) -> Iterator[Diagnostic]:
    """Yield where a rule ends before it starts, or a requirement holds longer than its rule."""
    for designation in known(file, lambda one: one.designations) or ():
        yield from _order(designation)
    for holder, requires in requirements_of(file):
        for requirement in requires:
            found = list(_order(requirement))
            if not found and isinstance(holder, DesignationRecord):
                found = list(_outside(requirement, holder))
            yield from found


def _order(record: DesignationRecord | RequirementRecord) -> Iterator[Diagnostic]:
    first, last = _dates(record)
    if first is not None and last is not None and last < first:
        message = f"This ends on {in_words(last)}, before it starts on {in_words(first)}."
        help_ = "Correct one of the two dates. Both days are included."
        related = Related("where it starts", record.at.span("from"))
        yield problem("until-before-from", record.at.span("until"), message, help_, related)


def _outside(inner: RequirementRecord, outer: DesignationRecord) -> Iterator[Diagnostic]:
    first, last = _dates(inner)
    start, end = _dates(outer)

    def found(field: str, other: str, message: str, help_: str) -> Diagnostic:
        related = Related("the designation", outer.at.span(other))
        return problem("outside-designation", inner.at.span(field), message, help_, related)

    never = "Correct one of the two dates. As they are, the requirement never holds."
    longer = "Delete this line. Without it a requirement holds as long as its designation."
    if first and end and end < first:
        message = f"This starts on {in_words(first)}. The designation ends on {in_words(end)}."
        yield found("from", "until", message, never)
    elif last and start and last < start:
        message = f"This ends on {in_words(last)}. The designation starts on {in_words(start)}."
        yield found("until", "from", message, never)
    else:
        if first and start and first < start:
            message = f"The designation starts later than this, on {in_words(start)}."
            yield found("from", "from", message, longer)
        if last and end and end < last:
            message = f"The designation ends earlier than this, on {in_words(end)}."
            yield found("until", "until", message, longer)


def _dates(record: DesignationRecord | RequirementRecord) -> tuple[date | None, date | None]:
    """Give the first and the last day, as far as they could be read."""
    return known(record, lambda one: one.from_date), known(record, lambda one: one.until_date)
