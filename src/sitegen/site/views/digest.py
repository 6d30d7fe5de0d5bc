"""What has changed, as a letter to many: what people may miss first, and until when to apply."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from sitegen.lazy import dataclass, field
from sitegen.programme.model import Change, DeadlineStatus, Moment, OtherDeadline, Status, Training
from sitegen.programme.states import (
    State,
    deadline_that_holds,
    is_called_off,
    is_upcoming,
    takes_applications,
)
from sitegen.site import addresses
from sitegen.site.views.applying import deadline_after, deadline_view
from sitegen.site.views.days import planned
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import ContactView, Link
from sitegen.site.views.status import status_view

SOON = timedelta(days=30)
"""Deadlines of so many days ahead stand in the letter, also those that have not changed."""

_LONGEST_SUBJECT = 69
"""Characters, so that the line has at most 78 of them (RFC 5322, 2.1.1)."""

_Dated = Training | OtherDeadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What readers know already.

    `told` counts the changes that they were told, by the id of each training and deadline that they
    know; others are new. Of what is `changed`, something differs, whether told or not, and its
    deadline is `earlier`.
    """

    told: Mapping[str, int]
    changed: Collection[str] = field(default_factory=frozenset)
    earlier: Collection[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """A training or a deadline: what was told of it, and what holds now. Its link is whole."""

    link: Link
    told: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSection:
    """Entries under a heading."""

    heading: str
    entries: tuple[DigestEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """The letter. Without `sections` nothing has changed, and there is nothing to send.

    `soon` are the deadlines of the next weeks, `links` lead to the site.
    """

    language: str
    subject: str
    heading: str
    about: str
    sections: tuple[DigestSection, ...]
    soon: DigestSection
    ask: str
    contacts: tuple[ContactView, ...]
    links: tuple[Link, ...]
    organization: str


def digest_view(before: Before, since: date | None, context: SiteContext) -> DigestView:
    """Say what is ahead and has changed after what was known `before`, which was on a day."""
    say, base = context.words.say, context.base
    groups = _groups(before, context)
    return DigestView(
        language=context.language,
        subject=_subject(groups, context),
        heading=say("What has changed"),
        about=_about(since, context),
        sections=tuple(_sections(groups, before, context)),
        soon=DigestSection(
            heading=say("Deadlines until {day}", day=context.words.day(context.times.today + SOON)),
            entries=tuple(_soon(context)),
        ),
        ask=say("Questions? Ask us"),
        contacts=context.contacts(),
        links=(
            Link(base.absolute(addresses.TRAININGS), say("See all trainings and deadlines")),
            Link(base.absolute(addresses.CALENDARS), say("Get the dates in your calendar")),
        ),
        organization=context.programme.site.organization,
    )


_Groups = tuple[list[_Dated], list[_Dated], list[_Dated], list[_Dated]]
"""With an earlier deadline, called off, changed otherwise, new."""


def _groups(before: Before, context: SiteContext) -> _Groups:
    groups: _Groups = ([], [], [], [])
    earlier, off, changed, new = groups
    for one in context.programme.dated:
        if not is_upcoming(one, context.times.today):
            continue
        is_new = one.id not in before.told
        if not is_new and not _untold(one, before) and one.id not in before.changed:
            continue
        if is_called_off(one):
            off.append(one)
        elif one.id in before.earlier:
            earlier.append(one)
        else:
            (new if is_new else changed).append(one)
    return groups


def _untold(one: _Dated, before: Before) -> tuple[Change, ...]:
    """Give the changes that readers were not told yet."""
    return one.changes[before.told[one.id] :] if one.id in before.told else ()


def _subject(groups: _Groups, context: SiteContext) -> str:
    """Count what has changed; the title of the site follows where a line has room for it."""
    count = context.words.count
    earlier, off, changed, new = map(len, groups)
    parts = [
        count("1 earlier deadline", "{number} earlier deadlines", earlier) if earlier else "",
        count("1 called off", "{number} called off", off) if off else "",
        count("1 changed", "{number} changed", changed) if changed else "",
        count("1 new", "{number} new", new) if new else "",
    ]
    counted = ", ".join(part for part in parts if part)
    subject = context.words.say("Training dates: {counted}", counted=counted)
    whole = f"{subject} – {context.programme.site.title}"
    return whole if len(whole) <= _LONGEST_SUBJECT else subject


def _about(since: date | None, context: SiteContext) -> str:
    words, today = context.words, context.times.today
    if since is None:
        return words.say("This is what is new, as of {today}.", today=words.day(today))
    return words.say(
        "This is what is new since {day}, as of {today}.",
        day=words.day(since),
        today=words.day(today),
    )


def _sections(groups: _Groups, before: Before, context: SiteContext) -> Iterator[DigestSection]:
    say = context.words.say
    headings = (
        say("The deadline is earlier now"),
        say("Cancelled or postponed"),
        say("Changed"),
        say("New"),
    )
    for heading, group in zip(headings, groups, strict=True):
        if group:
            entries = tuple(_entry(one, _untold(one, before), context) for one in group)
            yield DigestSection(heading=heading, entries=entries)


def _entry(one: _Dated, untold: Iterable[Change], context: SiteContext) -> DigestEntry:
    words = context.words
    told = tuple(
        words.say("{day}: {what}", day=words.day(change.on), what=change.what) for change in untold
    )
    facts = _facts(one, context) if isinstance(one, Training) else _facts_of_deadline(one, context)
    return DigestEntry(link=_link(one, context), told=told, facts=tuple(filter(None, facts)))


def _link(one: _Dated, context: SiteContext) -> Link:
    base, times = context.base, context.times
    if isinstance(one, Training):
        return Link(base.absolute(addresses.training(one)), times.name(one))
    url = f"{base.absolute(addresses.TRAININGS)}#{addresses.deadline_fragment(one)}"
    return Link(url, times.name_of_deadline(one))


def _facts(training: Training, context: SiteContext) -> Iterator[str]:
    """Yield what holds: the days, the place, until when one can apply, and where it stands."""
    words, say = context.words, context.words.say
    if training.status is Status.CANCELLED:
        return  # it has no days any more, and its name holds those that it had
    before = planned(training, context)
    if training.days is None:
        yield before
    else:
        yield f"{before}{words.runs([run.days for run in training.runs])}"
    if training.status is Status.POSTPONED:
        return
    yield from (words.place(place) for place in training.places)
    deadline = deadline_view(training, context)
    if deadline is not None:
        when = f"{deadline.when.words if deadline.when else ''}{deadline.after}"
        yield say("{label}: {when}", label=deadline.called, when=when)
    if context.times.state(training) is not State.OPEN:
        yield status_view(training, context).tag


def _facts_of_deadline(deadline: OtherDeadline, context: SiteContext) -> Iterator[str]:
    if deadline.status is DeadlineStatus.CANCELLED:
        return
    moment = deadline.moment
    after = deadline_after(moment, context)
    yield f"{planned(deadline, context)}{context.words.moment(moment)}{after}"


def _soon(context: SiteContext) -> Iterator[DigestEntry]:
    """Yield what one can still meet within the next weeks, soonest first."""
    times, today = context.times, context.times.today
    found: list[tuple[Moment, _Dated, str]] = [
        (deadline.moment, one, deadline.label)
        for one in times.upcoming
        if (deadline := deadline_that_holds(one)) and takes_applications(one, today)
    ]
    found += [(one.moment, one, one.label) for one in times.deadlines if not is_called_off(one)]
    for moment, one, label in sorted(found, key=lambda of: (of[0], of[1].id)):
        if moment.last_day <= today + SOON:
            when = f"{context.words.moment(moment)}{deadline_after(moment, context)}"
            is_own = isinstance(one, OtherDeadline)
            fact = when if is_own else context.words.say("{label}: {when}", label=label, when=when)
            yield DigestEntry(link=_link(one, context), told=(), facts=(fact,))
