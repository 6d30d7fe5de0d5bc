"""What must hold between fields, entries and files; every check yields diagnostics."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, Severity
from sitegen.programme.checks.changes import check_changes
from sitegen.programme.checks.conditions import check_conditions
from sitegen.programme.checks.dates import check_dates
from sitegen.programme.checks.identities import check_identities
from sitegen.programme.checks.references import check_references
from sitegen.programme.checks.rule_dates import check_rule_dates
from sitegen.programme.checks.rule_names import check_rule_names
from sitegen.programme.checks.rule_proofs import check_rule_proofs
from sitegen.programme.checks.rules import check_rules
from sitegen.programme.checks.unknowns import check_unknowns
from sitegen.programme.records import Records

__all__ = ["check"]


def check(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield every problem between the records; `today` decides what is near or past.

    A record with a field that could not be read takes part in every check that does not need
    that field.
    """
    yield from check_identities(records)
    yield from check_references(records, today)
    yield from check_dates(records)
    yield from check_rules(records)
    yield from _check_who_may_enter(records, today)
    yield from check_changes(records, today)
    yield from check_unknowns(records, today)


def _check_who_may_enter(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield what is wrong in the rules themselves, or else what follows from them."""
    found = [
        *check_conditions(records),
        *check_rule_names(records),
        *check_rule_dates(records),
    ]
    yield from found
    if not any(one.severity is Severity.ERROR for one in found):
        yield from check_rule_proofs(records, today)
