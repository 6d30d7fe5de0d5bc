"""The page that checks if one can apply: the questions, every result, the rules for its script."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from typing import cast

from markupsafe import Markup

from sitegen.lazy import dataclass, replace
from sitegen.programme.eligibility.conditions import Test, tests_in
from sitegen.programme.eligibility.facts import Fact, FactType
from sitegen.programme.eligibility.logic import Answer
from sitegen.programme.eligibility.portable import portable_answer, portable_rules
from sitegen.programme.eligibility.rules import Rule, Subject, holds_on, silent_below
from sitegen.programme.eligibility.situations import possible_answers
from sitegen.programme.model import Track
from sitegen.site import addresses
from sitegen.site.data_blocks import data_block
from sitegen.site.views.chances import ChanceView, track_chances
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.no_dates import NoDatesView, is_dated, no_dates_of_all
from sitegen.site.views.parts import ContactView, Link
from sitegen.site.views.rules import RuleView, present_rules, rule_view
from sitegen.site.wording import Words, begun, filled, said_here, to_say

_QUESTIONS_A_MINUTE = 4

_MOST_CHANCES = 2
"""So many of a track follow one another here: all tracks stand on this page, with all rules."""

_ABOUT = {
    False: to_say(
        "Answer a few questions about {trainings}. Your answers stay on the page. Or read all the "
        "rules in one place."
    ),
    True: to_say(
        "Answer a few questions about {trainings} and certification. Your answers stay on the "
        "page. Or read all the rules in one place."
    ),
}
"""By whether one can be certified."""

Number = int | date
"""What has a range: a number, a percentage, or a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """A possible answer: `value` is JSON for the script, `hint` says more about it."""

    value: str
    words: str
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question. Of several options one may be chosen, or where `several` is true many."""

    fact: str
    ask: str
    several: bool
    sensitive: bool
    options: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """A rule as the result shows it: what it is about (`subject`), and its sentences in force.

    `page` leads to the track, if it is about one. `any_of` says that designations decide. A rule
    `is_silent` if others name a lowest age and it does not.
    `renewal` says how often a certification is renewed, and by when; it is empty where nothing is.
    """

    id: str
    subject: str
    name: str
    rule: RuleView
    any_of: bool
    is_silent: bool
    page: Link | None
    renewal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyView:
    """By when and how one applies for a track, or is certified: `how` leads to the steps.

    `chances` are those of the track, of which one holds at a time; there are none where no dates at
    all are announced. `contacts` are empty where they are those of the whole site.
    """

    id: str
    name: str
    chances: tuple[ChanceView, ...]
    how: Link | None
    contacts: tuple[ContactView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRuleView:
    """A rule among all rules: whoever meets `rule`, or one of `any_of`, can apply.

    `within` are the tracks that a designation opens, `later` is true of certification.
    """

    rule: RuleView
    any_of: tuple[str, ...]
    within: tuple[str, ...]
    later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """The page that asks. The script shows one question at a time, then the results that matter.

    `wishes` are what one can ask about, `rules` is JSON, ready to stand in a script element.
    It `leaves_age_open` if some rules name a lowest age and others do not.
    `no_dates` is what to say where none are announced, else None.
    Without the script the page is `printed`, and names what is `not_known_yet`.
    """

    head: HeadView
    how_long: str
    wishes: tuple[OptionView, ...]
    questions: tuple[QuestionView, ...]
    results: tuple[ResultView, ...]
    no_dates: NoDatesView | None
    applying: tuple[ApplyView, ...]
    contacts: tuple[ContactView, ...]
    rules: Markup
    printed: tuple[PrintedRuleView, ...]
    has_designations: bool
    leaves_age_open: bool
    not_known_yet: tuple[str, ...]
    decides: str
    who_decides: str
    all_rules: Link


def check_view(context: SiteContext) -> CheckView:
    """Show the questions of the rules in force on the context's day, and what follows from them."""
    today = context.times.today
    rules = tuple(one for one in context.programme.rules if holds_on(one, today))
    questions = tuple(_questions(rules, context))
    printed = tuple(_printed(context))
    silent = silent_below(rules, today)
    say = context.words.say
    all_rules = say("Who can apply")
    decides = said_here(context.programme.site.words.decides) or say("our staff decide")
    return CheckView(
        head=context.head(
            say("Check if you can apply"),
            description=description(
                say(_ABOUT[bool(context.programme.certifications)], trainings=context.trainings)
            ),
            address=addresses.CHECK,
            section=addresses.DESIGNATIONS,
            crumbs=(context.crumbs_home, (addresses.DESIGNATIONS, all_rules)),
        ),
        how_long=_how_long(len(questions) + 1, context.words),
        wishes=tuple(_wishes(rules, context)),
        questions=questions,
        results=tuple(_result(rule, silent, context) for rule in _tracks_first(rules)),
        no_dates=None if is_dated(context) else _no_dates(context),
        applying=tuple(_applying(context)),
        contacts=context.contacts(),
        rules=data_block(portable_rules(rules, today)),
        printed=tuple(one for one in printed if one.rule.is_known),
        has_designations=any(one.subject is Subject.DESIGNATION for one in rules),
        leaves_age_open=bool(silent),
        not_known_yet=tuple(one.rule.name for one in printed if not one.rule.is_known),
        decides=decides,
        who_decides=begun(decides),
        all_rules=Link(context.base.href(addresses.DESIGNATIONS), all_rules),
    )


def _how_long(questions: int, words: Words) -> str:
    minutes = ceil(questions / _QUESTIONS_A_MINUTE)
    some = words.count("1 minute", "{number} minutes", minutes)
    return words.say(
        "This takes about {minutes} or less. There are never more than {number} short questions.",
        minutes=some,
        number=questions,
    )


def _wishes(rules: Iterable[Rule], context: SiteContext) -> Iterator[OptionView]:
    summaries = {track.id: track.summary for track in context.programme.tracks}
    becoming = next((p.title for p in context.programme.pages if p.id == addresses.BECOME), None)
    for rule in rules:
        if rule.subject is not Subject.DESIGNATION:
            hint = summaries[rule.id] if rule.subject is Subject.TRACK else becoming
            yield OptionView(value=json.dumps(rule.id), words=rule.name, hint=hint)


def _questions(rules: Iterable[Rule], context: SiteContext) -> Iterator[QuestionView]:
    """Yield the questions that the rules need, in the order of the facts, sensitive ones last."""
    asked: dict[str, list[Test]] = {}
    for rule in rules:
        for requirement in rule.on(context.times.today):
            for test in tests_in(requirement.when):
                asked.setdefault(test.fact, []).append(test)
    facts = [fact for fact in context.programme.facts.values() if fact.id in asked]
    for fact in sorted(facts, key=lambda fact: fact.sensitive):
        yield QuestionView(
            fact=fact.id,
            ask=fact.ask,
            several=fact.type in {FactType.CHOICES, FactType.DESIGNATIONS},
            sensitive=fact.sensitive,
            options=tuple(_options(fact, asked[fact.id], context)),
        )


def _options(fact: Fact, tests: list[Test], context: SiteContext) -> Iterator[OptionView]:
    """Yield what can be answered; a number by the ranges that the rules tell apart."""
    if fact.type is FactType.YES_NO:
        yield OptionView(value="true", words=context.words.say("Yes"))
        yield OptionView(value="false", words=context.words.say("No"))
    elif fact.type in {FactType.CHOICE, FactType.CHOICES}:
        for choice, said in fact.choices.items():
            yield OptionView(value=json.dumps(choice), words=said)
    elif fact.type is FactType.DESIGNATIONS:
        # One may have been trained in what is no longer offered, but not in what is not yet.
        for one in context.programme.designations:
            if one.from_date is None or one.from_date <= context.times.today:
                yield OptionView(value=json.dumps(one.id), words=one.name)
    else:
        firsts = cast("tuple[Number, ...]", possible_answers(fact, tests, ()))
        for first, words in zip(firsts, _ranges(fact, firsts, context.words), strict=True):
            value = portable_answer(cast("Answer", first))
            yield OptionView(value=json.dumps(value), words=words)


def _ranges(fact: Fact, firsts: tuple[Number, ...], words: Words) -> Iterator[str]:
    """Say the ranges that begin with these; the first has no lower end, the last no upper one."""
    days = isinstance(firsts[0], date)
    if len(firsts) > 1:
        pattern = to_say("Before {bound}") if days else to_say("Under {bound}")
        yield words.say(pattern, bound=_bound(fact, firsts[1], words))
    for first, following in pairwise(firsts[1:]):
        last = following - timedelta(days=1) if isinstance(following, date) else following - 1
        start, end = _bound(fact, first, words), _bound(fact, last, words)
        yield start if start == end else words.say("{least} to {most}", least=start, most=end)
    pattern = to_say("{bound} or later") if days else to_say("{bound} or more")
    yield words.say(pattern, bound=_bound(fact, firsts[-1], words))


def _bound(fact: Fact, bound: Number, words: Words) -> str:
    if isinstance(bound, date):
        return words.day(bound)
    return f"{bound}%" if fact.type is FactType.PERCENT else str(bound)


def _tracks_first(rules: Iterable[Rule]) -> list[Rule]:
    """Put what one can apply for before the designations that lead to it, certification last."""
    order = [Subject.TRACK, Subject.DESIGNATION, Subject.CERTIFICATION]
    return sorted(rules, key=lambda rule: order.index(rule.subject))


def _result(rule: Rule, silent: Container[str], context: SiteContext) -> ResultView:
    tracks = (track for track in context.programme.tracks if track.id == rule.id)
    track = next(tracks, None) if rule.subject is Subject.TRACK else None
    return ResultView(
        id=rule.id,
        subject=rule.subject.value,
        name=rule.name,
        rule=rule_view(rule, f"result-{rule.id}", context),
        any_of=bool(rule.any_of),
        is_silent=rule.id in silent,
        page=_about(track, context) if track else None,
        renewal=_renewal(rule, context),
    )


def _renewal(rule: Rule, context: SiteContext) -> str:
    for one in context.programme.certifications:
        if one.rule is rule and one.renewal is not None:
            term = context.words.renewal_term(one.renewal)
            return filled("{label}: {term}", label=one.renewal.label, term=term)
    return ""


def _about(track: Track, context: SiteContext) -> Link:
    words = context.words.say("Read about {track}", track=track.name)
    return Link(context.track_link(track).href, words)


def _no_dates(context: SiteContext) -> NoDatesView:
    """Say that no dates are announced, and of what one can do not this check, which is done."""
    return replace(no_dates_of_all(context), check=None)


def _applying(context: SiteContext) -> Iterator[ApplyView]:
    """Yield by when and how one applies for each track, and how one is certified."""
    programme, base, say = context.programme, context.base, context.words.say
    everywhere, dated = context.contacts(), is_dated(context)
    for track in programme.tracks:
        contacts = context.contacts(track.contacts)
        yield ApplyView(
            id=track.id,
            name=track.name,
            chances=track_chances(track, context, dated=dated, most=_MOST_CHANCES).chances,
            how=Link(
                base.href(addresses.track(track), "apply"),
                say("How to apply for {track}", track=track.name),
            ),
            contacts=() if contacts == everywhere else contacts,
        )
    become = next((page for page in programme.pages if page.id == addresses.BECOME), None)
    how = Link(base.href(addresses.page(become)), become.title) if become else None
    for one in programme.certifications:
        yield ApplyView(id=one.rule.id, name=one.rule.name, chances=(), how=how, contacts=())


def _printed(context: SiteContext) -> Iterator[PrintedRuleView]:
    """Yield every rule that is in force or will be.

    What designations open stands before them, certification at the end.
    """
    programme, today = context.programme, context.times.today
    present = {
        subject: list(present_rules(programme, subject, today))
        for subject in (Subject.DESIGNATION, Subject.TRACK, Subject.CERTIFICATION)
    }
    names = {rule.id: rule.name for rule in present[Subject.DESIGNATION]}
    opened = tuple(track.name for track in programme.tracks if track.any_designation)
    tracks = present[Subject.TRACK]
    for rule in (
        *(one for one in tracks if one.any_of is not None),
        *present[Subject.DESIGNATION],
        *(one for one in tracks if one.any_of is None),
        *present[Subject.CERTIFICATION],
    ):
        yield PrintedRuleView(
            rule=rule_view(rule, f"rule-{rule.id}", context),
            any_of=tuple(names[one] for one in rule.any_of or () if one in names),
            within=opened if rule.subject is Subject.DESIGNATION else (),
            later=rule.subject is Subject.CERTIFICATION,
        )
