"""The rules who may enter what, held against the example people and against everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.programme.eligibility.book import RuleBook, rule_book
from sitegen.programme.eligibility.checks.analyses import analyse, extremes
from sitegen.programme.eligibility.checks.examples import check_examples
from sitegen.programme.eligibility.checks.gaps import missing_examples
from sitegen.programme.eligibility.checks.numbers import check_numbers
from sitegen.programme.eligibility.checks.relations import check_relations
from sitegen.programme.eligibility.file import (
    DesignationsFile,
    Holder,
    certifications_of,
    sentences_of,
)
from sitegen.source.fields import Record
from sitegen.source.pieces import all_read


def check_rule_proofs(
    file: DesignationsFile, today: date, closed: Collection[str] = frozenset()
) -> Iterator[Diagnostic]:
    """Yield what the rules in force from `today` on contradict, repeat, or leave without proof.

    `closed` are names of rules of which a mistake was reported that decides all the rest of them,
    or that they are unknown.

    Only where the whole file could be read, and its conditions, names and dates are in order: what
    would follow from half a rule is not said.
    """
    if not all(map(all_read, _entries(file))) or not _are_distinct(file):
        return
    whole = rule_book(file, today)
    found = list(extremes(whole))
    left_out = [period for period in whole.periods if period.written.rule.id in closed]
    book = whole.without([*(period for period, _ in found), *left_out])
    yield from _once(
        chain(
            (one for period, one in found if period.written.rule.id not in closed),
            analyse(book),
            check_numbers(book),
            () if closed else check_relations(book),
        )
    )
    wrong = list(check_examples(file.tests, book, closed))
    yield from wrong
    unknown = set(closed).difference(one.rule.id for one in book.rules)
    if not wrong and not unknown:
        yield from missing_examples(file.tests, book)
    if book.proofs.are_over:
        yield _left_out(book)


def _left_out(book: RuleBook) -> Diagnostic:
    message = "It would take too long to prove all rules of this file, so some are left out."
    help_ = "Divide long conditions, or take out rules and examples that are needed no more."
    return problem("rule-too-large", book.at, message, help_)


def _once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what is so in several periods of a rule once, as it is in the first of them."""
    said: set[tuple[str, Span]] = set()
    for one in found:
        if (one.code, one.span) not in said:
            said.add((one.code, one.span))
            yield one


def _entries(file: DesignationsFile) -> Iterator[Record]:
    """Yield the file and every entry in it, what holds others before these."""
    yield file
    holders: tuple[Holder, ...] = (
        *file.designations,
        *file.track_entry.values(),
        *certifications_of(file),
    )
    requirements = (one for holder in holders for one in sentences_of(holder))
    yield from chain(file.facts.values(), holders, requirements, file.tests)


def _are_distinct(file: DesignationsFile) -> bool:
    ids = [one.id for one in file.designations]
    ids += [one.id for one in certifications_of(file)]
    return len(ids) == len(set(ids))
