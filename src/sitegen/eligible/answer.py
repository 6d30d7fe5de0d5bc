"""The answer to "can I apply?", with reasons: by the published rules, and never more than that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sitegen.programme.eligibility.answers import NONE, answer_text
from sitegen.programme.eligibility.facts import Fact, FactType
from sitegen.programme.eligibility.logic import Answers, Outcome
from sitegen.programme.eligibility.rules import Assessment, Finding, Rule, Subject, assess
from sitegen.programme.model import Moment, Programme, Track, Training
from sitegen.programme.states import is_called_off, is_opened, is_upcoming, takes_applications
from sitegen.site.addresses import BaseUrl
from sitegen.site.timetable import Timetable, timetable
from sitegen.site.views.parts import address_of, contact_view, present_contacts
from sitegen.site.wording import ENGLISH, contact

SEEMS_TO_MEET = "seems to meet the published requirements"
NOT_MET = "this requirement is not met"
NOT_KNOWN_YET = "the requirements are not known yet; ask"
CANNOT_SAY = "cannot say yet; ask"
NO_LOWEST_AGE = "no lowest age is published"
NOTHING_PUBLISHED = "no requirements are published"


def eligibility_text(
    programme: Programme, today: date, answers: Answers, rules: Collection[Rule]
) -> str:
    """Say for each of `rules` what holds for a person, and where to go on if it fits."""
    every = {one.rule.id: one for one in assess(programme.rules, programme.facts, answers, today)}
    times = timetable(programme, today)
    given = " ".join(
        _typed(fact, answers) for fact in programme.facts.values() if fact.id in answers
    )
    blocks = [f"By the published rules of {ENGLISH.day(today)}.\nAnswers: {given or 'none yet'}"]
    for rule in rules:
        found = every.get(rule.id)
        if found is None:
            lines = [f"not offered on {ENGLISH.day(today)}"]
        else:
            lines = [
                *_verdict(found, every, programme),
                *_next_step(found, every, programme, times),
                *_renewal(rule, programme, today),
            ]
        name = f"{rule.name} ({rule.subject})"
        blocks.append("\n".join([name, *(f"  {line}" for line in lines)]))
    blocks.append(f"Only {_who_decides(programme)}. {_contacts(programme, None)}")
    return "\n\n".join(blocks) + "\n"


def _typed(fact: Fact, answers: Answers) -> str:
    """Write an answer as it is typed, so that it can be corrected and asked again."""
    return f"{fact.id}={answer_text(fact, answers[fact.id]).strip('[]').replace(', ', ',')}"


def _verdict(
    found: Assessment, every: Mapping[str, Assessment], programme: Programme
) -> Iterator[str]:
    parts = [every[one] for one in found.rule.any_of or () if one in every]
    if found.outcome is Outcome.OPEN:
        for name in found.open:
            fact = programme.facts[name]
            yield f"{CANNOT_SAY}: {fact.ask} ({_answers_to(fact, programme)})"
    if found.rule.any_of is not None:
        yield from _any_designation(found, parts, _who_decides(programme))
        return
    yield from _not_published(found, _who_decides(programme))
    if found.outcome is Outcome.YES:
        yield SEEMS_TO_MEET
    for one in found.findings:
        if one.outcome is Outcome.NO:
            yield f"{NOT_MET}: {one.requirement.text}"
    for one in found.findings:
        if one.outcome is Outcome.YES and one.decided_by is None:
            yield f"met: {one.requirement.text}"
    yield from _decided(found.findings, _who_decides(programme))


def _not_published(found: Assessment, who: str) -> Iterator[str]:
    """Say what no published sentence says: then nothing that is met is enough."""
    if not found.rule.is_known:
        yield NOT_KNOWN_YET
    elif not found.findings:
        yield f"{NOTHING_PUBLISHED}: {who} this"
    if found.is_unsaid:
        yield f"{NO_LOWEST_AGE}: {who} this"


def _answers_to(fact: Fact, programme: Programme) -> str:
    """Give the name of a fact, with its answers where they have names of their own."""
    several = fact.type in {FactType.CHOICES, FactType.DESIGNATIONS}
    names: Mapping[str, str] = fact.choices
    if fact.type is FactType.DESIGNATIONS:
        names = {one.id: one.name for one in programme.designations}
    known = [*names, *([NONE] if several else [])]
    return f"{fact.id}: {_and(known, 'or')}" if names else fact.id


def _any_designation(found: Assessment, parts: Sequence[Assessment], who: str) -> Iterator[str]:
    """Say which of the designations of a track fit."""
    fitting = [part for part in parts if part.outcome is Outcome.YES]
    if found.outcome is Outcome.YES:
        yield f"{SEEMS_TO_MEET} of {_and(part.rule.name for part in fitting)}"
        decided = (line for part in fitting for line in _decided(part.findings, who))
        yield from dict.fromkeys(decided)
    elif found.outcome is Outcome.NO:
        names = _and((part.rule.name for part in parts), "or") or "a designation"
        yield f"{NOT_MET}: can apply for {names}"
    for part in parts if found.outcome is Outcome.OPEN else ():
        if part.is_unsaid:
            yield f"{NO_LOWEST_AGE} for {part.rule.name}: {who} this"
        elif part.rule.is_known and not part.findings:
            yield f"{NOTHING_PUBLISHED} for {part.rule.name}: {who} this"
    unknown = [part.rule.name for part in parts if not part.rule.is_known]
    if unknown:
        yield f"{NOT_KNOWN_YET}: {_and(unknown)}"


def _who_decides(programme: Programme) -> str:
    return programme.site.words.decides or "our staff decide"


def _decided(findings: Iterable[Finding], who: str) -> Iterator[str]:
    for one in findings:
        if one.decided_by is not None:
            yield f"{who} this: {one.requirement.text} ({one.decided_by})"


def _next_step(
    found: Assessment, every: Mapping[str, Assessment], programme: Programme, times: Timetable
) -> Iterator[str]:
    """Say when the next training of a track that may fit is, until when to apply, whom to call."""
    if found.rule.subject is not Subject.TRACK or not _may_fit(found, every):
        return
    (track,) = (one for one in programme.tracks if one.id == found.rule.id)
    training = times.tracks[track.id].next_to_act_on
    if training is None:
        yield "next open training: none is announced"
    else:
        place, opens = " and ".join(map(ENGLISH.place, training.places)), training.opens
        which = "next open training"
        if opens is not None and not is_opened(training, times.today):
            which = f"next training, which opens {_moment(opens.moment, training, programme)}"
        when = training.days
        days = ENGLISH.days(when.first, when.last) if when else _not_announced(training)
        days = f"{days}{ENGLISH.of_year(training)}"
        title = f"{training.title}, " if training.title else ""
        yield f"{which}: {title}{days}, {place}"
        yield _until(training, programme)
        yield from _register(training, programme, times)
    yield _contacts(programme, track)


def _may_fit(found: Assessment, every: Mapping[str, Assessment]) -> bool:
    """Tell whether all is met that is published, though perhaps not all that matters is."""
    if found.outcome is not Outcome.OPEN or found.open:
        return found.outcome is Outcome.YES
    parts = [every[one] for one in found.rule.any_of or (found.rule.id,) if one in every]
    return any(one.outcome is Outcome.OPEN and one.rule.is_known for one in parts)


def _not_announced(training: Training) -> str:
    return ENGLISH.not_announced(training.expected)


def _renewal(rule: Rule, programme: Programme, today: date) -> Iterator[str]:
    """Say how a certification is renewed: how often, by when, and what must be shown for it."""
    renewals = (one.renewal for one in programme.certifications if one.rule is rule)
    renewal = next(renewals, None)
    if renewal is None:
        return
    yield f"{renewal.label}: {ENGLISH.renewal_term(renewal)}"
    due = (one for one in programme.deadlines if one.renewal_of == rule.id)
    coming = next((one for one in due if is_upcoming(one, today) and not is_called_off(one)), None)
    if coming is not None:
        yield f"next: {ENGLISH.moment(coming.moment)}{ENGLISH.of_year(coming)}"
    for one in renewal.hours:
        parts = _and(f"{ENGLISH.number_of_hours(p.hours)} of {p.label}" for p in one.including)
        with_parts = f" ({parts} among them)" if parts else ""
        yield f"to show: {ENGLISH.number_of_hours(one.hours)} of {one.label}{with_parts}"
    if renewal.cost:
        yield f"cost: {renewal.cost}"


def _until(training: Training, programme: Programme) -> str:
    """Say until when one can apply for a training, as far as that is known."""
    without = training.open_deadline
    if training.deadline is not None:
        moment = _moment(training.deadline.moment, training, programme)
        return f"{training.deadline.label}: {moment}"
    return f"deadline: {ENGLISH.no_deadline(without.how) if without else 'none is published'}"


def _register(training: Training, programme: Programme, times: Timetable) -> Iterator[str]:
    """Say where one registers, where one can."""
    if training.register is None or not takes_applications(training, times.today):
        return
    address = address_of(training.register, BaseUrl.of(programme.site.base_url))
    if address is not None:
        yield f"register: {address}"


def _moment(moment: Moment, training: Training, programme: Programme) -> str:
    """Say when applications open or close, with the zone where the training has another one."""
    said = ENGLISH.moment(moment)
    if moment.at is None or not training.names_zones:
        return said
    return f"{said} {ENGLISH.zone(programme.site.timezone)}"


def _contacts(programme: Programme, track: Track | None) -> str:
    asked = present_contacts(track.contacts if track else (), programme.site.contacts)
    if not asked:
        return ""
    can_call = any(contact_view(one).phone for one in asked)
    return f"{'Call' if can_call else 'Ask'} {_and(map(contact, asked), 'or')}"


def _and(words: Iterable[str], last: str = "and") -> str:
    *others, one = [*words] or [""]
    return f"{', '.join(others)} {last} {one}" if others else one
