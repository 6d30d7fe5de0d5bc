"""What stands in a calendar: an event for each run of days, deadline and milestone."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sitegen.lazy import dataclass
from sitegen.programme.dates import DateKind, NamedDate, dates_of
from sitegen.programme.model import (
    DayRun,
    DeadlineStatus,
    Hours,
    OtherDeadline,
    Status,
    Training,
)
from sitegen.programme.states import is_firm_alone
from sitegen.site.calendars.words import OF_APPLICATIONS, Telling
from sitegen.site.wording import to_say

_CATEGORIES = {
    DateKind.TRAINING: to_say("Training"),
    DateKind.OPENING: to_say("Applications open"),
    DateKind.DEADLINE: to_say("Deadline"),
    DateKind.FEE: to_say("Payment"),
    DateKind.MILESTONE: to_say("Important date"),
}
"""The word that calendar programs show as the category of an event."""


class EventStatus(StrEnum):
    """STATUS of an event (RFC 5545, 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Sessions:
    """The same hours on each day of a run, in the local time of an IANA zone."""

    days: DayRun
    hours: Hours
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """An event as every calendar shows it. `when` is whole days, or sessions at a time of day."""

    uid: str
    kind: DateKind
    when: DayRun | Sessions
    summary: str
    location: str | None
    description: str  # plain text
    url: str
    categories: tuple[str, ...]
    status: EventStatus
    related_to: str | None  # UID of the training's first event


def events_of(training: Training, telling: Telling, page_url: str) -> tuple[CalendarEvent, ...]:
    """Give the events of a training: runs of days, opening, deadline, milestones.

    `page_url` is the whole address of the training's page. UIDs follow from ids and labels only,
    so an event that moves stays the same event, and one more does not rename the others.
    """
    facts, standing = telling.facts(training, page_url), _STANDINGS[training.status]
    of_deadline = _FIRM_ALONE if is_firm_alone(training) else standing
    standings = dict.fromkeys(DateKind, standing) | {DateKind.DEADLINE: of_deadline}
    related = _uid(telling, training.id) if training.runs else None
    return tuple(
        CalendarEvent(
            uid=_uid(telling, one.name),
            kind=one.kind,
            when=_when(one, training, telling),
            summary=standings[one.kind].summary(_summary(one, number, training, telling), telling),
            location=telling.location(training.place_of(one.run)) if one.run else None,
            description=standings[one.kind].description(_facts(one, facts, telling), telling),
            url=page_url,
            categories=(telling.words.say(_CATEGORIES[one.kind]), training.track.name),
            status=standings[one.kind].status,
            related_to=related if one.name != training.id else None,
        )
        for number, one in enumerate(dates_of(training), start=1)
    )


def _when(one: NamedDate, training: Training, telling: Telling) -> DayRun | Sessions:
    hours = training.hours_of(one.run) if one.run else None
    zone = one.timezone or telling.site.timezone
    return Sessions(one.days, hours, zone) if hours else one.days


def events_of_deadline(
    deadline: OtherDeadline, telling: Telling, page_url: str
) -> tuple[CalendarEvent, ...]:
    """Give the one event of a deadline that belongs to no training."""
    standing = _DEADLINE_STANDINGS[deadline.status]
    facts = telling.facts_of_deadline(deadline, page_url)
    return tuple(
        CalendarEvent(
            uid=_uid(telling, one.name),
            kind=one.kind,
            # A whole day, its time in words: an entry without length is lost.
            when=one.days,
            summary=standing.summary(telling.title(one), telling),
            location=None,
            description=standing.description(facts, telling),
            url=page_url,
            categories=(telling.words.say(_CATEGORIES[one.kind]),),
            status=standing.status,
            related_to=None,
        )
        for one in dates_of(deadline)
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a status changes in an event. Programs that ignore STATUS still show the summary."""

    status: EventStatus
    title: str | None = None
    notice: str | None = None

    def summary(self, name: str, telling: Telling) -> str:
        """Give the title of an event with this name."""
        return telling.words.say(self.title, name=name) if self.title else name

    def description(self, facts: Sequence[str], telling: Telling) -> str:
        """Give the description of an event with these facts."""
        notices = (telling.words.say(self.notice),) if self.notice else ()
        return "\n".join((*notices, *facts))


_STANDINGS = {
    Status.SCHEDULED: _Standing(EventStatus.CONFIRMED),
    Status.TENTATIVE: _Standing(
        EventStatus.TENTATIVE,
        title=to_say("{name} (dates not firm)"),
        notice=to_say("These dates may still change. Ask us before you make plans."),
    ),
    Status.FULL: _Standing(
        EventStatus.CONFIRMED,
        title=to_say("{name} (full)"),
        notice=to_say("All places are taken. Ask us if there is a waiting list."),
    ),
    Status.WAITING_LIST: _Standing(
        EventStatus.CONFIRMED,
        title=to_say("{name} (full, with a waiting list)"),
        notice=to_say("All places are taken. You can put your name on the waiting list: ask us."),
    ),
    # There is no STATUS for "on other days, not known yet", and with any but this one the old days
    # would stay in people's plans.
    Status.POSTPONED: _Standing(
        EventStatus.CANCELLED,
        title=to_say("POSTPONED: {name}"),
        notice=to_say(
            "This training is postponed. It will not be held on the dates below. "
            "The new dates are not known yet."
        ),
    ),
    Status.CANCELLED: _Standing(
        EventStatus.CANCELLED,
        title=to_say("CANCELLED: {name}"),
        notice=to_say("This training is cancelled."),
    ),
}


_FIRM_ALONE = _Standing(
    EventStatus.CONFIRMED,
    notice=to_say("This deadline is firm. The days of the training may still change."),
)
"""A firm deadline of a training whose days are not firm."""

_DEADLINE_STANDINGS = {
    DeadlineStatus.SCHEDULED: _Standing(EventStatus.CONFIRMED),
    DeadlineStatus.TENTATIVE: _Standing(
        EventStatus.TENTATIVE,
        title=to_say("{name} (date not firm)"),
        notice=to_say("This date may still change. Ask us before you make plans."),
    ),
    DeadlineStatus.POSTPONED: _Standing(
        EventStatus.CANCELLED,
        title=to_say("POSTPONED: {name}"),
        notice=to_say(
            "This deadline is postponed. The date below does not hold. "
            "The new date is not known yet."
        ),
    ),
    DeadlineStatus.CANCELLED: _Standing(
        EventStatus.CANCELLED,
        title=to_say("CANCELLED: {name}"),
        notice=to_say("This deadline is cancelled."),
    ),
}


def _summary(one: NamedDate, number: int, training: Training, telling: Telling) -> str:
    if one.run:
        name = telling.name_and_place(training, training.place_of(one.run))
        return telling.part(name, number, len(training.runs), one.run.label)
    return f"{telling.title(one)}: {telling.name_and_days(training)}"


def _facts(one: NamedDate, facts: Sequence[str], telling: Telling) -> Sequence[str]:
    """Give the facts of a training, and first the date that the event is about."""
    if one.is_own:
        return facts
    line = telling.line(one)
    if one.kind in OF_APPLICATIONS:  # which are among the facts
        facts = [fact for fact in facts if fact != line]
    return (line, *facts)


def _uid(telling: Telling, name: str) -> str:
    return f"{name}@{telling.site.calendar_domain}"
