"""What the rules say about everybody: who can meet them, and what in them changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, permutations

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.conditions import Within, tests_in
from sitegen.programme.eligibility.logic import Answers, Outcome, outcome
from sitegen.programme.eligibility.rules import Subject
from sitegen.programme.files.tracks import RequirementRecord
from sitegen.programme.rule_joining import RuleBook, WrittenRule


def analyse(book: RuleBook) -> Iterator[Diagnostic]:
    """Yield what is odd about the rules, looking at every situation that they can tell apart."""
    for rule in book.rules:
        yield from _who_meets(rule, book)
        for sentence in rule.sentences:
            yield from _numbers(sentence)
    yield from _unused_facts(book)
    yield from _relations(book)


def _meets(rule: WrittenRule, person: Answers) -> bool:
    return all(outcome(one.when, person) is Outcome.YES for one in rule.sentences)


def _who_meets(rule: WrittenRule, book: RuleBook) -> Iterator[Diagnostic]:
    everybody = list(book.situations(*(one.when for one in rule.sentences)))
    able = sum(_meets(rule, person) for person in everybody)
    name = rule.rule.name
    if not able:
        message = f"Nobody can meet the rules for {name}. No answers fit all its sentences."
        help_ = "Correct the conditions that contradict each other."
        yield problem("nobody-can-apply", rule.at, message, help_)
    elif able == len(everybody):
        message = f"Everybody meets the rules for {name}, whatever they answer."
        help_ = "If that is meant, take the conditions out. If not, correct them."
        yield problem("everybody-can-apply", rule.at, message, help_)
    else:
        yield from _needless(rule, everybody)


def _needless(rule: WrittenRule, everybody: list[Answers]) -> Iterator[Diagnostic]:
    for sentence in rule.sentences:
        others = [one.when for one in rule.sentences if one is not sentence]
        if others and all(
            outcome(sentence.when, person) is Outcome.YES
            for person in everybody
            if all(outcome(other, person) is Outcome.YES for other in others)
        ):
            message = "This condition changes nothing: who meets the others meets it as well."
            help_ = "Delete it, or correct it."
            yield problem("needless-condition", sentence.at.span("when"), message, help_)


_NUMBER = re.compile(r"(?<![\w.])[0-9]{1,6}(?![\w]|\.[0-9])")


def _numbers(sentence: RequirementRecord) -> Iterator[Diagnostic]:
    """Compare the numbers of a sentence with those of its condition, where both have some."""
    said = {int(number) for number in _NUMBER.findall(sentence.text)}
    meant = {
        bound
        for test in tests_in(sentence.when)
        if isinstance(test, Within)
        for bound in (test.lowest, test.highest)
        if bound is not None
    }
    if said and meant and said != meant:
        message = (
            f"The sentence names {_numbers_in_words(said)}, "
            f"and its condition {_numbers_in_words(meant)}."
        )
        related = Related("the sentence", sentence.at.span("text"))
        help_ = "Correct one of the two."
        yield problem("number-differs", sentence.at.span("when"), message, help_, related)


def _numbers_in_words(numbers: set[int]) -> str:
    return " and ".join(str(number) for number in sorted(numbers))


def _unused_facts(book: RuleBook) -> Iterator[Diagnostic]:
    used = {
        test.fact
        for rule in book.rules
        for sentence in rule.sentences
        for test in tests_in(sentence.when)
    }
    for name, at in book.fact_places.items():
        if name not in used:
            message = f"No rule that holds today asks for `{name}`."
            help_ = "Delete this fact, or use it in a condition."
            yield problem("unused-fact", at, message, help_)


def _relations(book: RuleBook) -> Iterator[Diagnostic]:
    """Say which designations lie within others, and which can be met by the same person."""
    designations = [one for one in book.rules if one.rule.subject is Subject.DESIGNATION]
    within: set[tuple[str, str]] = set()
    for inner, outer in permutations(designations, 2):
        people = list(_people_of(book, inner, outer))
        if any(_meets(inner, p) for p in people) and all(
            _meets(outer, p) for p in people if _meets(inner, p)
        ):
            within.add((inner.rule.id, outer.rule.id))
            message = f"Who can apply for {inner.rule.name} can apply for {outer.rule.name} too."
            related = Related(outer.rule.name, outer.at)
            help_ = "If that is meant, nothing is to be done."
            yield problem("designation-within", inner.at, message, help_, related)
    both = [
        f"{one.rule.name} with {other.rule.name}"
        for one, other in combinations(designations, 2)
        if not {(one.rule.id, other.rule.id), (other.rule.id, one.rule.id)} & within
        and any(_meets(one, p) and _meets(other, p) for p in _people_of(book, one, other))
    ]
    if both:
        message = f"The same person can apply for several designations: {', '.join(both)}."
        help_ = "If that is meant, nothing is to be done."
        yield problem("designation-overlap", book.at, message, help_)


def _people_of(book: RuleBook, *rules: WrittenRule) -> Iterator[Answers]:
    return book.situations(*(one.when for rule in rules for one in rule.sentences))
