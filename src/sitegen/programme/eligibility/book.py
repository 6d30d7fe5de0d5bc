"""Facts, requirements and rules from records to values, with the places where they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from sitegen.diagnostics import Span
from sitegen.lazy import dataclass, replace
from sitegen.programme.eligibility.answers import labels_of
from sitegen.programme.eligibility.conditions import Condition
from sitegen.programme.eligibility.facts import Fact
from sitegen.programme.eligibility.file import (
    DesignationsFile,
    Holder,
    RequirementRecord,
    certifications_of,
    sentences_of,
)
from sitegen.programme.eligibility.logic import Answers
from sitegen.programme.eligibility.meant_answers import Labels
from sitegen.programme.eligibility.rules import (
    Dated,
    Requirement,
    Rule,
    Subject,
    holds_on,
)
from sitegen.programme.eligibility.search import MOST_CONDITIONS, Proofs
from sitegen.source.dates import in_words
from sitegen.source.fields import TBD
from sitegen.source.suggestions import Words


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
            sensitive=fact.sensitive,
        )
        for name, fact in file.facts.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRule:
    """A rule as it stands in the file: `at` is its name, `sentences` are its requirements."""

    rule: Rule
    at: Span
    sentences: tuple[RequirementRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days, both included, on which a rule stays the same, with what is in force then."""

    written: WrittenRule
    first: date
    last: date
    sentences: tuple[RequirementRecord, ...]

    @property
    def name(self) -> str:
        """What the rule is called."""
        return self.written.rule.name

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What must be met on these days."""
        return tuple(one.when for one in self.sentences)

    def holds_on(self, day: date) -> bool:
        """Tell whether a day is one of these."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """All rules of a file. `periods` are those that are not over on `day`, rule by rule.

    Of what requires something that is not known yet there are none.

    What is proved is proved for these. So a rule that will change is proved before it does, and no
    example becomes wrong only because a day has passed. `named` are the rules by the names that
    examples use, `held` the same periods by these names.
    """

    at: Span
    rules: tuple[WrittenRule, ...]
    named: Mapping[str, WrittenRule]
    periods: tuple[Period, ...]
    held: Mapping[str, tuple[Period, ...]]
    facts: Mapping[str, Fact]
    fact_places: Mapping[str, Span]
    fact_words: Words
    labels: Mapping[str, Labels]  # what can be answered, by fact
    proofs: Proofs
    day: date

    def without(self, periods: Iterable[Period]) -> RuleBook:
        """Give the book without these periods, of which nothing more is to be said."""
        left_out = set(map(id, periods))
        kept = tuple(one for one in self.periods if id(one) not in left_out)
        return replace(self, periods=kept, held=_by_rule(kept))

    def said_of(self, period: Period, sentence: str) -> str:
        """Give a sentence that says from when on it is so, if it is not so yet."""
        if period.first <= self.day:
            return sentence
        return f"From {in_words(period.first)} on, {sentence[0].lower()}{sentence[1:]}"

    def somebody(self, *conditions: Condition, most: int = MOST_CONDITIONS) -> Answers | None:
        """Give the plainest person who meets all these conditions; None where nobody can."""
        return self.proofs.somebody(conditions, most)


def rule_book(file: DesignationsFile, day: date) -> RuleBook:
    """Give the rules of a file in which everything could be read."""
    rules, facts = tuple(written_rules(file)), facts_of(file)
    held = tuple(
        one for rule in rules if rule.rule.is_known for one in periods(rule) if one.last >= day
    )
    names = {one.id: one.name for one in file.designations}
    return RuleBook(
        at=file.at.name_span("designations"),
        rules=rules,
        named={one.rule.id: one for one in reversed(rules)},
        periods=held,
        held=_by_rule(held),
        facts=facts,
        fact_places={name: file.at.name_span("facts", name) for name in file.facts},
        fact_words=Words(facts),
        labels=labels_of(facts.values(), names),
        proofs=Proofs(facts, tuple(names)),
        day=day,
    )


def _by_rule(held: Iterable[Period]) -> dict[str, tuple[Period, ...]]:
    found: dict[str, list[Period]] = {}
    for period in held:
        found.setdefault(period.written.rule.id, []).append(period)
    return {name: tuple(periods) for name, periods in found.items()}


def periods(rule: WrittenRule) -> tuple[Period, ...]:
    """Give the periods of a rule, in order. It holds on all days that its dates do not exclude."""
    dated: tuple[Dated, ...] = (rule.rule, *rule.sentences)
    changes = {date.min}
    changes |= {one.from_date for one in dated if one.from_date is not None}
    changes |= {one.until_date + timedelta(days=1) for one in dated if one.until_date is not None}
    found: list[Period] = []
    for first, following in pairwise([*sorted(changes), None]):
        if first is None or not holds_on(rule.rule, first):
            continue
        last = date.max if following is None else following - timedelta(days=1)
        sentences = tuple(one for one in rule.sentences if holds_on(one, first))
        if found and found[-1].sentences == sentences:
            found[-1] = replace(found[-1], last=last)
        else:
            found.append(Period(written=rule, first=first, last=last, sentences=sentences))
    return tuple(found)


def written_rules(file: DesignationsFile) -> Iterator[WrittenRule]:
    """Yield every rule: designations, entry rules, certifications, in the order written.

    An entry rule is called as in the file: several tracks may use it.
    """
    for one in file.designations:
        at, dates = one.at.span("id"), (one.from_date, one.until_date)
        yield _written(Subject.DESIGNATION, one.id, one.name, one, at, dates)
    for name, entry in file.track_entry.items():
        at = file.at.name_span("track_entry", name)
        yield _written(Subject.TRACK, name, name, entry, at)
    for shown in certifications_of(file):
        at = shown.at.span("name")
        yield _written(Subject.CERTIFICATION, shown.id, shown.name, shown, at)


def _written(  # noqa: PLR0913, PLR0917 - each is a part of the rule
    subject: Subject,
    id_: str,
    name: str,
    holder: Holder,
    at: Span,
    dates: tuple[date | None, date | None] = (None, None),
) -> WrittenRule:
    sentences = sentences_of(holder)
    requires = tuple(
        Requirement(
            text=one.text, when=one.when, from_date=one.from_date, until_date=one.until_date
        )
        for one in sentences
    )
    from_date, until_date = dates
    rule = Rule(
        subject=subject,
        id=id_,
        name=name,
        requires=requires,
        from_date=from_date,
        until_date=until_date,
        is_known=holder.requires is not TBD,
    )
    return WrittenRule(rule=rule, at=at, sentences=sentences)
