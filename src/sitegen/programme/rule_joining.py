"""Facts, requirements and rules from records to values, with the places where they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sitegen.diagnostics import Span
from sitegen.programme.conditions import Condition
from sitegen.programme.eligibility.logic import Answers
from sitegen.programme.eligibility.rules import CERTIFICATION_ID, Rule, Subject, holds_on
from sitegen.programme.eligibility.situations import situations
from sitegen.programme.facts import Fact, Sensitive
from sitegen.programme.files.tracks import DesignationsFile, RequirementRecord
from sitegen.programme.model import Requirement


def facts_of(file: DesignationsFile) -> dict[str, Fact]:
    """Give the facts by name, in the order written."""
    return {
        name: Fact(
            id=name,
            type=fact.type,
            ask=fact.ask,
            choices=fact.choices,
            lowest=fact.lowest,
            highest=fact.highest,
            decided_by=fact.decided_by,
            sensitive=fact.sensitive is Sensitive.YES,
        )
        for name, fact in file.facts.items()
    }


def requirement_of(record: RequirementRecord) -> Requirement:
    """Give one requirement."""
    return Requirement(
        text=record.text,
        when=record.when,
        from_date=record.from_date,
        until_date=record.until_date,
    )


def requirements_of(records: Iterable[RequirementRecord]) -> tuple[Requirement, ...]:
    """Give the requirements of one rule."""
    return tuple(requirement_of(record) for record in records)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRule:
    """A rule as it stands in the file: `at` is its name, `sentences` are its requirements."""

    rule: Rule
    at: Span
    sentences: tuple[RequirementRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """The rules of a file that are in force on a day, with what is in force of each."""

    at: Span
    rules: tuple[WrittenRule, ...]
    facts: Mapping[str, Fact]
    fact_places: Mapping[str, Span]
    designations: tuple[str, ...]
    day: date

    def named(self, name: str) -> WrittenRule | None:
        """Give the rule that examples call by this name."""
        return next((one for one in self.rules if one.rule.id == name), None)

    def situations(self, *conditions: Condition) -> Iterator[Answers]:
        """Yield every situation that these conditions can tell apart."""
        return situations(conditions, self.facts, self.designations)


def rule_book(file: DesignationsFile, day: date) -> RuleBook:
    """Give the rules in force on `day`, of a file in which everything could be read."""
    return RuleBook(
        rules=tuple(one for one in _written(file, day) if holds_on(one.rule, day)),
        at=file.at.name_span("designations"),
        facts=facts_of(file),
        fact_places={name: file.at.name_span("facts", name) for name in file.facts},
        designations=tuple(one.id for one in file.designations),
        day=day,
    )


def _written(file: DesignationsFile, day: date) -> Iterator[WrittenRule]:
    for one in file.designations:
        rule = Rule(
            subject=Subject.DESIGNATION,
            id=one.id,
            name=one.name,
            from_date=one.from_date,
            until_date=one.until_date,
        )
        yield _with_sentences(rule, one.at.span("id"), one.requires, day)
    for name, entry in file.track_entry.items():
        # A rule is called by its name in the file, which is written right before its fields.
        rule = Rule(subject=Subject.TRACK, id=name, name=name)
        yield _with_sentences(rule, file.at.name_span("track_entry", name), entry.requires, day)
    if file.certification is not None:
        name = file.certification.name
        rule = Rule(subject=Subject.CERTIFICATION, id=CERTIFICATION_ID, name=name)
        at = file.certification.at.span("name")
        yield _with_sentences(rule, at, file.certification.requires, day)


def _with_sentences(
    rule: Rule, at: Span, records: Iterable[RequirementRecord], day: date
) -> WrittenRule:
    sentences = tuple(one for one in records if holds_on(one, day))
    return WrittenRule(
        rule=replace(rule, requires=requirements_of(sentences)), at=at, sentences=sentences
    )
