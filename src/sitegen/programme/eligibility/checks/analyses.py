"""What the rules say about everybody: who can meet them, and what in them changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.programme.eligibility.book import Period, RuleBook
from sitegen.programme.eligibility.condition_places import without_parts
from sitegen.programme.eligibility.conditions import All, Any, Condition, Not, tests_in
from sitegen.programme.eligibility.file import RequirementRecord
from sitegen.programme.eligibility.situations import TooManyError
from sitegen.source.nodes import Mapping


def extremes(book: RuleBook) -> Iterator[tuple[Period, Diagnostic]]:
    """Yield the rules that nobody or everybody meets, and those too large to tell."""
    for period in book.periods:
        try:
            found = _extreme(period, book)
        except TooManyError:
            if book.proofs.are_over:
                return
            found = _too_large(period)
        if found is not None:
            yield period, found


def analyse(book: RuleBook) -> Iterator[Diagnostic]:
    """Yield what is odd about rules that some people meet and others do not."""
    for period in book.periods:
        try:
            yield from list(_needless(period, book))
        except TooManyError:
            if book.proofs.are_over:
                break
            yield _too_large(period)
    yield from _unused_facts(book)


def differ(one: Condition, other: Condition) -> Condition:
    """Give the condition that holds where exactly one of the two does."""
    return Any((All((one, Not(other))), All((Not(one), other))))


def _too_large(period: Period) -> Diagnostic:
    message = f"It would take too long to prove the rules for {period.name}, so this is left out."
    help_ = (
        "Divide long conditions into several requirements. What must all be met can stand apart."
    )
    return problem("rule-too-large", period.written.at, message, help_)


def _extreme(period: Period, book: RuleBook) -> Diagnostic | None:
    if not period.written.sentences:
        return None  # `requires: []` says that it is meant
    if book.somebody(*period.conditions) is None:
        return _nobody(period, book)
    if any(book.somebody(Not(one)) is not None for one in period.conditions):
        return None
    message = f"Everybody can apply for {period.name}, whatever they answer."
    help_ = "Correct the conditions. If it is meant, write: requires: []"
    said = book.said_of(period, message)
    return problem("everybody-can-apply", period.written.at, said, help_)


def _nobody(period: Period, book: RuleBook) -> Diagnostic:
    """Report that nobody can meet a rule, at the last of the conditions that make it so."""
    *others, last = _contradiction(period.sentences, book)
    why, help_ = "no answer meets this condition", "Correct it, or the answers that are possible."
    if others:
        what = "another condition" if len(others) == 1 else "other conditions"
        why, help_ = f"this condition contradicts {what}", "Correct one of them."
    said = book.said_of(period, f"Nobody can apply for {period.name}: {why}.")
    related = [Related("it contradicts this", one.at.span("when")) for one in others]
    return problem("nobody-can-apply", last.at.span("when"), said, help_, *related)


def _contradiction(
    sentences: Sequence[RequirementRecord], book: RuleBook
) -> list[RequirementRecord]:
    """Give requirements that nobody can meet together, and of which none can be left out."""
    kept = list(sentences)
    for sentence in sentences:
        others = [one for one in kept if one is not sentence]
        if others and book.somebody(*(one.when for one in others)) is None:
            kept = others
    return kept


def _needless(period: Period, book: RuleBook) -> Iterator[Diagnostic]:
    """Report what changes nothing. Of two that say the same, only the later one is named."""
    kept = list(period.sentences)
    for position, sentence in reversed(list(enumerate(period.sentences))):
        others = [one.when for one in kept if one is not sentence]
        at = sentence.at.span("when")
        if book.somebody(*others, Not(sentence.when)) is None:
            del kept[position]  # of those before it, none has gone yet
            message = "This condition changes nothing: who meets the others meets it as well."
            if not others:
                message = "This condition changes nothing: everybody meets it."
            yield problem("needless-condition", at, message, "Correct it, or delete it.")
        else:
            yield from _needless_part(sentence, others, at, book)


def _needless_part(
    sentence: RequirementRecord, others: Sequence[Condition], at: Span, book: RuleBook
) -> Iterator[Diagnostic]:
    record = sentence.at.node
    when = record.get("when") if isinstance(record, Mapping) else None
    for rest, start, end in without_parts(sentence.when, when) if when is not None else ():
        if book.somebody(*others, differ(sentence.when, rest)) is None:
            message = "This part of the condition changes nothing."
            help_ = "Correct it, or delete it."
            yield problem("needless-condition", Span(at.source, start, end), message, help_)
            return  # without this part, others may be needed


def _unused_facts(book: RuleBook) -> Iterator[Diagnostic]:
    used = {
        test.fact
        for rule in book.rules
        for sentence in rule.sentences
        for test in tests_in(sentence.when)
    }
    for name, at in book.fact_places.items():
        if name not in used:
            message = f"No rule asks for `{name}`."
            help_ = "Use it in a condition, or delete it."
            yield problem("unused-fact", at, message, help_)
