"""Ids: unique within what they name, because they are addresses and calendar UIDs."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.collections import NAMES, entries
from sitegen.programme.records import Records


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
