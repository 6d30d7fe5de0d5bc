"""The rules who may enter what, held against the example people and against everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from sitegen.diagnostics import Diagnostic
from sitegen.programme.checks.conditions import check_conditions
from sitegen.programme.checks.rule_analyses import analyse
from sitegen.programme.checks.rule_examples import check_examples
from sitegen.programme.checks.rule_gaps import missing_examples
from sitegen.programme.files.tracks import DesignationsFile
from sitegen.programme.records import Records
from sitegen.programme.rule_joining import rule_book
from sitegen.source.fields import At


def check_rule_proofs(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield what the rules in force on `today` contradict, repeat, or leave without proof.

    Only where the whole file could be read: what would follow from half a rule is not said.
    """
    file = records.file(DesignationsFile)
    if file is None or not all(map(_is_whole, _places(file))) or any(check_conditions(records)):
        return
    book = rule_book(file, today)
    yield from analyse(book)
    found = list(check_examples(file.tests, book))
    yield from found
    if not found and file.tests:
        yield from missing_examples(file.tests, book)


def _is_whole(at: At) -> bool:
    return not at.unread and not at.incomplete


def _places(file: DesignationsFile) -> Iterator[At]:
    """Yield where the file and every entry in it were written."""
    yield file.at
    certification = (file.certification,) if file.certification else ()
    holders = (*file.designations, *file.track_entry.values(), *certification)
    requirements = (one for holder in holders for one in holder.requires)
    for record in chain(file.facts.values(), holders, requirements, file.tests):
        yield record.at
