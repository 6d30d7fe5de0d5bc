"""The published rules as one list, and one person's answers held against them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol

from sitegen.lazy import dataclass
from sitegen.programme.eligibility.ages import is_below, is_silent, lowest_age
from sitegen.programme.eligibility.conditions import Condition, tests_in
from sitegen.programme.eligibility.facts import Fact
from sitegen.programme.eligibility.logic import Answers, Outcome, open_facts, outcome
from sitegen.source.fields import OwnWords


class Subject(StrEnum):
    """What a rule is about."""

    DESIGNATION = "designation"
    TRACK = "track"
    CERTIFICATION = "certification"


CERTIFICATION_ID = "certification"
"""By this name examples and the command line speak of certification; no entry may have it."""


class Dated(Protocol):
    """What holds from a day and until a day, both included; None is no bound."""

    @property
    def from_date(self) -> date | None:
        """First day."""

    @property
    def until_date(self) -> date | None:
        """Last day."""


def holds_on(dated: Dated, day: date) -> bool:
    """Tell whether a rule, or one of its sentences, is in force on `day`."""
    since, until = dated.from_date, dated.until_date
    return (since is None or since <= day) and (until is None or day <= until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A published sentence, and the part of it that can be checked."""

    text: OwnWords
    when: Condition
    from_date: date | None
    until_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one must meet for one thing.

    `any_of` are the ids of designations of which one is enough, also where there are none; such a
    rule has no requirements.
    """

    subject: Subject
    id: str
    name: str
    requires: tuple[Requirement, ...] = ()
    any_of: tuple[str, ...] | None = None
    from_date: date | None = None
    until_date: date | None = None
    is_known: bool = True  # if not, what it requires is not known yet, and nobody meets it for sure

    def on(self, day: date) -> tuple[Requirement, ...]:
        """Give the requirements that are in force on `day`."""
        return tuple(one for one in self.requires if holds_on(one, day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One requirement: whether it is met, and who decides it where no page can."""

    requirement: Requirement
    outcome: Outcome
    decided_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One rule against a person's answers. `open` are the facts that could still decide it.

    If it `is_unsaid`, the rules leave it open what holds at the person's age.
    """

    rule: Rule
    outcome: Outcome
    findings: tuple[Finding, ...]
    open: tuple[str, ...]
    is_unsaid: bool


def assess(
    rules: Iterable[Rule], facts: Mapping[str, Fact], answers: Answers, day: date
) -> tuple[Assessment, ...]:
    """Hold each rule that is in force on `day` against the answers of one person."""
    in_force = [rule for rule in rules if holds_on(rule, day)]
    below = silent_below(in_force, day)
    found: dict[str, Assessment] = {}
    for rule in in_force:
        found[rule.id] = (
            _any_of(rule, [found[one] for one in rule.any_of if one in found])
            if rule.any_of is not None
            else _one(rule, facts, answers, day, is_unsaid=is_below(answers, below.get(rule.id)))
        )
    return tuple(found.values())


def silent_below(in_force: Collection[Rule], day: date) -> Mapping[str, int]:
    """Give, by the id of each rule that names no lowest age, the lowest one that another names.

    Who is younger meets what is published, word for word. But nobody has said that they can apply.
    """
    lowest = lowest_age(one.when for rule in in_force for one in rule.on(day))
    if lowest is None:
        return {}
    return {
        rule.id: lowest
        for rule in in_force
        if rule.any_of is None and rule.is_known and is_silent(one.when for one in rule.on(day))
    }


def _one(
    rule: Rule, facts: Mapping[str, Fact], answers: Answers, day: date, *, is_unsaid: bool
) -> Assessment:
    required = rule.on(day)
    findings = tuple(
        Finding(
            requirement=one,
            outcome=outcome(one.when, answers),
            decided_by=_decided_by(one.when, facts),
        )
        for one in required
    )
    # Where nothing is published, or not about somebody's age, no page can say that it is met.
    most = Outcome.OPEN if is_unsaid or not findings else Outcome.YES
    total = min((most, *(finding.outcome for finding in findings)))
    undecided = required if total is Outcome.OPEN else ()
    still_open = (fact for one in undecided for fact in open_facts(one.when, answers))
    return Assessment(
        rule=rule,
        outcome=total,
        findings=findings,
        open=tuple(dict.fromkeys(still_open)),
        is_unsaid=is_unsaid and total is Outcome.OPEN,
    )


def _any_of(rule: Rule, parts: list[Assessment]) -> Assessment:
    total = max((part.outcome for part in parts), default=Outcome.NO)
    undecided = parts if total is Outcome.OPEN else []
    still_open = (fact for part in undecided for fact in part.open)
    return Assessment(
        rule=rule,
        outcome=total,
        findings=(),
        open=tuple(dict.fromkeys(still_open)),
        is_unsaid=any(part.is_unsaid for part in undecided),
    )


def _decided_by(condition: Condition, facts: Mapping[str, Fact]) -> str | None:
    deciders = (facts[test.fact].decided_by for test in tests_in(condition) if test.fact in facts)
    return next(filter(None, deciders), None)
