"""Ids: unique within what they name, because they are addresses and calendar UIDs."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.collections import NAMES, entries
from sitegen.programme.eligibility.file import DesignationsFile
from sitegen.programme.records import Records
from sitegen.source.pieces import known
from sitegen.source.wording import shown


def check_identities(records: Records) -> Iterator[Diagnostic]:
    """Yield an error for each id that an earlier entry of the same collection has."""
    first: dict[tuple[str, str], Related] = {}
    for collection, identifier, at in entries(records):
        # Offices can be asked like people, so they share their ids.
        key = ("contact" if collection == "office" else collection, identifier)
        span = at.span("id")
        if key not in first:
            first[key] = Related(f"the first `{identifier}`", span)
            continue
        message = f"The id `{identifier}` is already the id of another {NAMES[collection]}."
        help_ = "Give this one an id of its own. The one that is published keeps its id."
        yield problem("duplicate-id", span, message, help_, first[key])
    yield from _names_alike(records)


def _names_alike(records: Records) -> Iterator[Diagnostic]:
    """Yield an error for each name of a rule or fact that differs from another in letters' size."""
    rules = records.file(DesignationsFile)
    if rules is None:
        return
    for field in ("facts", "track_entry"):
        first: dict[str, str] = {}
        for name in known(rules, attrgetter(field)) or ():
            other = first.setdefault(name.casefold(), name)
            if other != name:
                message = f"`{shown(name)}` and `{shown(other)}` differ only in capital letters."
                help_ = "Give one of them another name, or delete it."
                related = Related("the first one", rules.at.name_span(field, other))
                at = rules.at.name_span(field, name)
                yield problem("duplicate-id", at, message, help_, related)
