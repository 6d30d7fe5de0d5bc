"""The published rules as they are printed: what holds, since when, and what will change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sitegen.lazy import dataclass
from sitegen.programme.eligibility.rules import (
    Finding,
    Rule,
    Subject,
    assess,
)
from sitegen.programme.model import Programme, Track
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import Time, time_of_day
from sitegen.site.wording import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementView:
    """A published sentence: since when it is in force, and who decides what no page can.

    Both are None where nothing is said about them.
    """

    text: str
    since: Time | None
    decided_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingChange:
    """A sentence that will hold from a day on (`begins`), or will no longer hold from it on."""

    when: Time
    begins: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """A rule: `requires` are the sentences in force, `coming` are their changes, in order.

    `is_known` is false where what it requires is not known yet. `since` is the day from which the
    rule is in force, `starts` the same while it lies ahead; then `requires` are those of that day.
    `until` is its last day.
    """

    name: str
    fragment: str
    is_known: bool
    requires: tuple[RequirementView, ...]
    coming: tuple[ComingChange, ...]
    since: Time | None
    starts: Time | None
    until: Time | None


def rule_view(rule: Rule, fragment: str, context: SiteContext) -> RuleView:
    """Show one rule that is in force on the context's day, or will be."""
    today = context.times.today
    begins, until = rule.from_date, rule.until_date
    ahead = begins is not None and begins > today
    day = begins if begins is not None and ahead else today
    start = time_of_day(begins, context.words) if begins else None
    return RuleView(
        name=rule.name,
        fragment=fragment,
        is_known=rule.is_known,
        requires=tuple(
            _in_force(finding, context.words)
            for one in assess((rule,), context.programme.facts, {}, day)
            for finding in one.findings
        ),
        coming=_coming(rule, day, context.words),
        since=None if ahead else start,
        starts=start if ahead else None,
        until=time_of_day(until, context.words) if until else None,
    )


def present_rules(programme: Programme, subject: Subject, today: date) -> Iterator[Rule]:
    """Yield the rules about a subject that are in force on `today`, or will be."""
    for rule in programme.rules:
        over = rule.until_date is not None and rule.until_date < today
        if rule.subject is subject and not over:
            yield rule


def track_rule(track: Track, context: SiteContext) -> RuleView | None:
    """Show what one must meet to enter a track; None where designations decide, or nothing does."""
    entry = track.entry
    says_something = bool(entry.requires) or not entry.is_known
    return rule_view(entry, f"rule-{track.id}", context) if says_something else None


def _in_force(finding: Finding, words: Words) -> RequirementView:
    since = finding.requirement.from_date
    return RequirementView(
        text=finding.requirement.text,
        since=time_of_day(since, words) if since else None,
        decided_by=finding.decided_by,
    )


def _coming(rule: Rule, day: date, words: Words) -> tuple[ComingChange, ...]:
    """Give what changes after `day`, while the rule is in force."""
    found: list[tuple[date, bool, str]] = []
    for one in rule.requires:
        if one.from_date is not None and one.from_date > day:
            found.append((one.from_date, True, one.text))
        if one.until_date is not None and one.until_date >= day:
            found.append((one.until_date + timedelta(days=1), False, one.text))
    return tuple(
        ComingChange(when=time_of_day(when, words), begins=begins, text=text)
        # What begins on a day stands before what ends with the day before.
        for when, begins, text in sorted(found, key=lambda change: (change[0], not change[1]))
        if rule.until_date is None or when <= rule.until_date
    )
