"""Example people against the rules: each says what they can and cannot apply for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial

from sitegen.diagnostics import Diagnostic, Fix, Related, Span, problem
from sitegen.lazy import dataclass
from sitegen.programme.absent_names import Known, Use, by_name, hint, once
from sitegen.programme.eligibility.answers import read_answer
from sitegen.programme.eligibility.book import Period, RuleBook, WrittenRule, periods
from sitegen.programme.eligibility.file import ExampleRecord
from sitegen.programme.eligibility.logic import (
    Answer,
    Answers,
    Outcome,
    open_facts,
    outcome,
)
from sitegen.programme.eligibility.situations import TooManyError
from sitegen.source.dates import in_words
from sitegen.source.fields import Misread
from sitegen.source.suggestions import Words
from sitegen.source.wording import MARK, TO_FILL_IN, shown

_WHERE = "the designations or to `track_entry`"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """What an example says about one rule: whether its person can apply, perhaps on one day."""

    rule: WrittenRule
    on: date | None
    answers: Answers
    wanted: Outcome
    at: Span


def check_examples(
    examples: Iterable[ExampleRecord], book: RuleBook, closed: Collection[str] = frozenset()
) -> Iterator[Diagnostic]:
    """Yield an error for each example that is not about these rules, or that they contradict.

    Nothing is said of what an example says about the `closed` designations.
    """
    of_answers: list[Diagnostic] = []
    absent: list[Use] = []
    known = Words(book.named)
    named: set[str] = set()
    for example in examples:
        answers, found = answers_of(example, book)
        of_answers += found
        if not example.can_apply_for and not example.cannot_apply_for:
            message = "This example does not say what the person can or cannot apply for."
            help_ = (
                f"Add one of these with the ids in place of {MARK}: "
                f"`can_apply_for: [{TO_FILL_IN}]` or `cannot_apply_for: [{TO_FILL_IN}]`"
            )
            yield problem("missing-field", example.at.span("person"), message, help_)
        for name, wanted, at in _said_by(example):
            named.add(name)
            rule = book.named.get(name)
            if rule is None and name in closed:
                continue
            if rule is None:
                absent.append(Use(name, at, partial(_unknown_rule, name, at, known)))
            elif not found and name not in closed:
                claim = _Claim(rule=rule, on=example.on, answers=answers, wanted=wanted, at=at)
                with suppress(TooManyError):  # that not all is proved is said once
                    yield from _judge(claim, book)
    yield from once(of_answers)
    places = {one.rule.id: one.at for one in book.rules}
    unnamed = [name for name in places if name not in named]
    yield from by_name(absent, Known(places, unnamed, "the designations or the entry rules"))


def _said_by(example: ExampleRecord) -> Iterator[tuple[str, Outcome, Span]]:
    for number, name in enumerate(example.can_apply_for):
        yield name, Outcome.YES, example.at.span("can_apply_for", number)
    for number, name in enumerate(example.cannot_apply_for):
        yield name, Outcome.NO, example.at.span("cannot_apply_for", number)


def answers_of(example: ExampleRecord, book: RuleBook) -> tuple[Answers, list[Diagnostic]]:
    """Give the answers of an example as values, and what is wrong with those that are none."""
    answers: dict[str, Answer] = {}
    found: list[Diagnostic] = []
    for written in example.answers:
        fact = book.facts.get(written.fact)
        if fact is None:
            message = f"`{shown(written.fact)}` is not one of the facts at the top of the file."
            help_ = hint(written.fact, book.fact_words, "`facts:`")
            found.append(problem("unknown-reference", written.name_at, message, help_))
            continue
        answer = read_answer(fact, written.texts, book.labels[fact.id])
        if isinstance(answer, Misread):
            better = answer.better
            fix = Fix(written.at, better, safe=answer.safe) if better is not None else None
            found.append(problem(answer.code, written.at, answer.message, answer.help, fix=fix))
        else:
            answers[written.fact] = answer
    return answers, found


def _unknown_rule(name: str, at: Span, known: Words) -> Diagnostic:
    message = f"`{shown(name)}` is not a designation, a name under `track_entry`, or certification."
    return problem("unknown-reference", at, message, hint(name, known, _WHERE))


def _judge(claim: _Claim, book: RuleBook) -> Iterator[Diagnostic]:
    """Hold a rule against an example: on its day, or on all days to come where it has none."""
    if not claim.rule.rule.is_known:
        yield _not_known_yet(claim)
        return
    held = book.held.get(claim.rule.rule.id, ())
    if claim.on is not None:
        held = tuple(one for one in periods(claim.rule) if one.holds_on(claim.on))
        if not held and claim.wanted is Outcome.YES:
            message = f"{claim.rule.rule.name} is not offered on {in_words(claim.on)}."
            help_ = "Correct the day of the example, or the dates of the designation."
            yield problem("example-contradicts", claim.at, message, help_)
    for number, period in enumerate(held):
        found = book.proofs.all_of(period.conditions, claim.answers)
        if found is Outcome.OPEN:
            yield _undecided(claim, period)
            return
        if found is not claim.wanted:
            before = held[number - 1] if number else None
            yield _contradicted(claim, period, before, book)
            return


def _not_known_yet(claim: _Claim) -> Diagnostic:
    message = (
        f"The requirements of {claim.rule.rule.name} are not known yet, so nothing proves them."
    )
    help_ = "Delete it here until they are known."
    return problem("example-undecided", claim.at, message, help_)


def _undecided(claim: _Claim, period: Period) -> Diagnostic:
    missing = dict.fromkeys(
        fact for one in period.conditions for fact in open_facts(one, claim.answers)
    )
    message = f"These answers do not tell whether the person can apply for {period.name}."
    help_ = f"Add the answer to {' and '.join(missing)}."
    return problem("example-undecided", claim.at, message, help_)


def _contradicted(
    claim: _Claim, period: Period, before: Period | None, book: RuleBook
) -> Diagnostic:
    """Report that a rule and an example disagree; `before`, if there is a period, they did not."""
    can = "can" if claim.wanted is Outcome.NO else "cannot"
    message = f"By the rules this person {can} apply for {period.name}."
    if claim.on is None:
        message = book.said_of(period, message)
    help_ = "If the rule is right, correct the example. If the example is right, correct the rule."
    if before is not None:
        help_ = f"If the rule is right, add to this example: on: {before.last}"
    unmet = []
    if claim.wanted is Outcome.YES:
        met = ((one, outcome(one.when, claim.answers)) for one in period.sentences)
        unmet = [one for one, found in met if found is Outcome.NO]
        message += f" Not met: “{shown(unmet[0].text)}”."
    related = [Related("this sentence decides", one.at.span("when")) for one in unmet]
    return problem("example-contradicts", claim.at, message, help_, *related)
