"""The rules who may enter what, held against the example people and against everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from sitegen.diagnostics import Diagnostic, Span
from sitegen.programme.checks.rule_analyses import analyse, extremes
from sitegen.programme.checks.rule_examples import check_examples
from sitegen.programme.checks.rule_gaps import missing_examples
from sitegen.programme.checks.rule_numbers import check_numbers
from sitegen.programme.checks.rule_relations import check_relations
from sitegen.programme.files.tracks import DesignationsFile
from sitegen.programme.records import Records
from sitegen.programme.rule_joining import rule_book
from sitegen.source.fields import At


def check_rule_proofs(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield what the rules in force from `today` on contradict, repeat, or leave without proof.

    Only where the whole file could be read, and its conditions, names and dates are in order: what
    would follow from half a rule is not said.
    """
    file = records.file(DesignationsFile)
    if file is None or not all(map(_is_whole, _places(file))) or not _are_distinct(file):
        return
    whole = rule_book(file, today)
    found = list(extremes(whole))
    book = whole.without([period for period, _ in found])
    yield from _once(
        chain(
            (problem for _, problem in found),
            analyse(book),
            check_numbers(book),
            check_relations(book),
        )
    )
    wrong = list(check_examples(file.tests, book))
    yield from wrong
    if not wrong:
        yield from missing_examples(file.tests, book)


def _once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what is so in several periods of a rule once, as it is in the first of them."""
    said: set[tuple[str, Span]] = set()
    for problem in found:
        if (problem.code, problem.span) not in said:
            said.add((problem.code, problem.span))
            yield problem


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


def _are_distinct(file: DesignationsFile) -> bool:
    ids = [one.id for one in file.designations]
    return len(ids) == len(set(ids))
