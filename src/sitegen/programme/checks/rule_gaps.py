"""Which example person is missing: each small change of a rule must be noticed by one.

A rule is changed as a slip of the hand would change it, and the examples are asked again. Where
none of them disagrees, the person is named who would have noticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.diagnostics import Diagnostic, problem
from sitegen.programme.checks.rule_examples import answers_of
from sitegen.programme.conditions import Condition
from sitegen.programme.eligibility.alterations import alterations
from sitegen.programme.eligibility.logic import Answer, Answers, Outcome, outcome
from sitegen.programme.facts import Fact, FactType
from sitegen.programme.files.tracks import ExampleRecord
from sitegen.programme.rule_joining import RuleBook, WrittenRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """The conditions of a rule with one of them (`position`) changed, or left out."""

    position: int
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnoticed:
    """A change of a rule that no example notices, and a person whom it would change."""

    rule: WrittenRule
    altered: Altered
    person: Answers


def missing_examples(examples: Sequence[ExampleRecord], book: RuleBook) -> Iterator[Diagnostic]:
    """Yield a warning for each person who is missing among the examples."""
    for rule in book.rules:
        told: list[Answers] = []
        for gap in unnoticed(rule, examples, book):
            if not any(_notices(gap.altered, rule, person) for person in told):
                told.append(gap.person)
                yield _missing(gap, book)


def unnoticed(
    rule: WrittenRule, examples: Iterable[ExampleRecord], book: RuleBook
) -> Iterator[Unnoticed]:
    """Yield each small change of `rule` that matters to somebody and that no example notices."""
    people = [
        answers_of(one, book)[0]
        for one in examples
        if rule.rule.id in {*one.can_apply_for, *one.cannot_apply_for}
    ]
    conditions = tuple(one.when for one in rule.sentences)
    for altered in altered_rules(conditions):
        if any(_notices(altered, rule, person) for person in people):
            continue
        everybody = book.situations(*conditions, *altered.conditions)
        concerned = [person for person in everybody if _notices(altered, rule, person)]
        if concerned:
            yield Unnoticed(
                rule=rule, altered=altered, person=min(concerned, key=lambda p: _strange(p, rule))
            )


def altered_rules(conditions: tuple[Condition, ...]) -> Iterator[Altered]:
    """Yield the rule with each of its sentences left out or slightly changed."""
    for position, condition in enumerate(conditions):
        before, after = conditions[:position], conditions[position + 1 :]
        yield Altered(position=position, conditions=(*before, *after))
        for other in alterations(condition):
            yield Altered(position=position, conditions=(*before, other, *after))


def _notices(altered: Altered, rule: WrittenRule, person: Answers) -> bool:
    return _all(altered.conditions, person) is not _all((s.when for s in rule.sentences), person)


def _all(conditions: Iterable[Condition], person: Answers) -> Outcome:
    return min((outcome(one, person) for one in conditions), default=Outcome.YES)


def _strange(person: Answers, rule: WrittenRule) -> tuple[int, int, str]:
    """Order people: who meets most of the rule first, then who names fewest things."""
    unmet = sum(outcome(one.when, person) is not Outcome.YES for one in rule.sentences)
    named = sum(len(answer) for answer in person.values() if isinstance(answer, frozenset))
    return unmet, named, str(sorted((fact, _words(answer)) for fact, answer in person.items()))


def _missing(gap: Unnoticed, book: RuleBook) -> Diagnostic:
    can = _all((s.when for s in gap.rule.sentences), gap.person) is Outcome.YES
    person = written_answers(gap.person, book.facts)
    message = (
        f"No example tells whether somebody with these answers can apply for "
        f"{gap.rule.rule.name}: {person}."
    )
    field = "can_apply_for" if can else "cannot_apply_for"
    help_ = (
        f"If the rule is right, add under `tests:` "
        f"- {{person: …, answers: {{{person}}}, {field}: [{gap.rule.rule.id}]}}"
    )
    sentences = gap.rule.sentences
    at = sentences[gap.altered.position].at.span("when") if sentences else gap.rule.at
    return problem("example-missing", at, message, help_)


def written_answers(person: Answers, facts: Mapping[str, Fact]) -> str:
    """Write answers as they stand in the file, in the order of the facts."""
    return ", ".join(
        f"{name}: {_words(person[name])}{'%' if fact.type is FactType.PERCENT else ''}"
        for name, fact in facts.items()
        if name in person
    )


def _words(answer: Answer) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, frozenset):
        return f"[{', '.join(sorted(answer))}]" if answer else "none"
    return str(answer)
