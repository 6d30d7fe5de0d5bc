"""What must hold between fields, entries and files; every check yields diagnostics."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, has_errors
from sitegen.programme.checks.causes import by_cause
from sitegen.programme.checks.changes import check_changes
from sitegen.programme.checks.dates import check_dates
from sitegen.programme.checks.deadline_labels import check_deadline_labels
from sitegen.programme.checks.distances import check_distances
from sitegen.programme.checks.expected import check_expected, check_long_expected
from sitegen.programme.checks.fees import check_fees
from sitegen.programme.checks.former_names import check_former_names
from sitegen.programme.checks.identities import check_identities
from sitegen.programme.checks.link_pictures import notice_letters
from sitegen.programme.checks.look import check_look
from sitegen.programme.checks.milestones import check_milestones
from sitegen.programme.checks.mistyped import check_mistyped
from sitegen.programme.checks.neighbours import check_neighbours
from sitegen.programme.checks.nights import check_nights
from sitegen.programme.checks.openings import check_openings
from sitegen.programme.checks.outlook import check_outlook, notice_nothing_upcoming
from sitegen.programme.checks.references import absent_rules, check_references
from sitegen.programme.checks.renewals import check_renewals
from sitegen.programme.checks.rules import check_rules
from sitegen.programme.checks.unknowns import check_unknowns
from sitegen.programme.checks.unused import notice_unused
from sitegen.programme.collections import entries, ids_of
from sitegen.programme.eligibility.checks.conditions import check_conditions
from sitegen.programme.eligibility.checks.dates import check_rule_dates
from sitegen.programme.eligibility.checks.names import check_rule_names
from sitegen.programme.eligibility.checks.prerequisites import check_prerequisites
from sitegen.programme.eligibility.checks.proofs import check_rule_proofs
from sitegen.programme.eligibility.file import DesignationsFile
from sitegen.programme.records import Records
from sitegen.source.pieces import in_pieces

__all__ = ["check", "notice"]


def check(
    records: Records, today: date, published: Collection[str] = frozenset()
) -> Iterator[Diagnostic]:
    """Yield every problem between the records; `today` decides what is near or past.

    `published` are the ids of the trainings and deadlines that subscribers have. A record with a
    field that could not be read takes part in every check that does not need that field.
    """
    of_dates = in_pieces(
        check_dates(records, published),
        check_rules(records),
        check_expected(records),
        check_openings(records),
        check_deadline_labels(records),
        check_renewals(records),
    )
    yield from in_pieces(
        check_identities(records),
        check_references(records, today),
        check_look(records),
        by_cause(of_dates, records),
        check_distances(records, today),
        check_milestones(records),
        check_fees(records),
        check_nights(records),
        check_neighbours(records),
        _check_who_may_enter(records, today),
        check_changes(records, today),
        check_outlook(records, published, today),
        check_long_expected(records, today),
        check_unknowns(records, today),
        check_mistyped(records),
        check_former_names(records, today),
    )


def notice(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield what is good to know of records in which there is no error."""
    yield from notice_nothing_upcoming(records, today)
    yield from notice_unused(records)
    yield from notice_letters(records)


def _check_who_may_enter(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield what is wrong in the rules themselves, or else what follows from them."""
    file = records.file(DesignationsFile)
    if file is None:
        return
    ids, all_known = ids_of("designation", records)
    tracks = [(name, at.span("id")) for of, name, at in entries(records) if of == "track"]
    found = list(
        in_pieces(
            check_conditions(file, ids, all_known=all_known),
            check_rule_names(file, tracks),
            check_rule_dates(file),
        )
    )
    yield from found
    if not has_errors(found):
        prerequisites = check_prerequisites(file)
        yield from prerequisites.found
        yield from check_rule_proofs(file, today, prerequisites.closed | absent_rules(records))
