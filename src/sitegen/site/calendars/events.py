"""What stands in a calendar: an event for each run of days, deadline and milestone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sitegen.programme.event_names import deadline_name, milestone_names, run_name
from sitegen.programme.model import (
    DayRun,
    DeadlineStatus,
    Hours,
    OtherDeadline,
    Status,
    Training,
)
from sitegen.site.calendars.words import Telling
from sitegen.site.wording import to_say


class EventKind(StrEnum):
    """What an event is, in the word that calendar programs show as its category."""

    TRAINING = to_say("Training")
    DEADLINE = to_say("Deadline")
    MILESTONE = to_say("Important date")


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
    kind: EventKind
    when: DayRun | Sessions
    summary: str
    location: str | None
    description: str  # plain text
    url: str
    categories: tuple[str, ...]
    status: EventStatus
    related_to: str | None  # UID of the training's first event


def events_of(training: Training, telling: Telling, page_url: str) -> tuple[CalendarEvent, ...]:
    """Give the events of a training: each run of days, its deadline, its milestones.

    `page_url` is the whole address of the training's page. UIDs follow from ids and labels only,
    so an event that moves stays the same event, and one more does not rename the others.
    """
    shared = _Shared(training, telling, page_url)
    return (*_run_events(shared), *_deadline_events(shared), *_milestone_events(shared))


def events_of_deadline(
    deadline: OtherDeadline, telling: Telling, page_url: str
) -> tuple[CalendarEvent, ...]:
    """Give the one event of a deadline that belongs to no training."""
    standing = _DEADLINE_STANDINGS[deadline.status]
    facts = telling.facts_of_deadline(deadline, page_url)
    return (
        CalendarEvent(
            uid=_uid(telling, deadline.id),
            kind=EventKind.DEADLINE,
            when=deadline.days,
            summary=standing.summary(telling.due(deadline.label, deadline.moment), telling),
            location=None,
            description=standing.description(facts, telling),
            url=page_url,
            categories=(telling.words.say(EventKind.DEADLINE),),
            status=standing.status,
            related_to=None,
        ),
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


class _Shared:
    """A training, and what all of its events have in common."""

    def __init__(self, training: Training, telling: Telling, page_url: str) -> None:
        self.training = training
        self.telling = telling
        self.facts = telling.facts(training, page_url)
        self._page_url = page_url
        self._standing = _STANDINGS[training.status]

    def event(
        self,
        kind: EventKind,
        name: str,
        when: DayRun | Sessions,
        summary: str,
        facts: Sequence[str],
    ) -> CalendarEvent:
        """Make an event; the one with the training's own name is what the others belong to."""
        training, standing, telling = self.training, self._standing, self.telling
        say = telling.words.say
        return CalendarEvent(
            uid=_uid(telling, name),
            kind=kind,
            when=when,
            summary=standing.summary(summary, telling),
            location=telling.location(training.place) if kind is EventKind.TRAINING else None,
            description=standing.description(facts, telling),
            url=self._page_url,
            categories=(say(kind), training.track.name),
            status=standing.status,
            related_to=None if name == training.id else _uid(telling, training.id),
        )


def _run_events(shared: _Shared) -> Iterator[CalendarEvent]:
    training, telling = shared.training, shared.telling
    summary = telling.name_and_place(training)
    parts = len(training.runs)
    for number, run in enumerate(training.runs, start=1):
        yield shared.event(
            EventKind.TRAINING,
            run_name(training, number),
            Sessions(run, training.hours, telling.site.timezone) if training.hours else run,
            telling.part(summary, number, parts),
            shared.facts,
        )


def _deadline_events(shared: _Shared) -> Iterator[CalendarEvent]:
    """Give the deadline as a whole day, its time in words: an entry without length is lost."""
    deadline, telling = shared.training.deadline, shared.telling
    if deadline is not None:
        moment = deadline.moment
        line = telling.deadline_line(deadline)
        yield shared.event(
            EventKind.DEADLINE,
            deadline_name(shared.training),
            DayRun(moment.day, moment.day),
            f"{telling.due(deadline.label, moment)}: {telling.name_and_days(shared.training)}",
            (line, *(fact for fact in shared.facts if fact != line)),
        )


def _milestone_events(shared: _Shared) -> Iterator[CalendarEvent]:
    milestones, telling = shared.training.milestones, shared.telling
    for name, milestone in zip(milestone_names(shared.training), milestones, strict=True):
        yield shared.event(
            EventKind.MILESTONE,
            name,
            milestone.days,
            f"{telling.happening(milestone)}: {telling.name_and_days(shared.training)}",
            (telling.milestone_line(milestone), *shared.facts),
        )


def _uid(telling: Telling, name: str) -> str:
    return f"{name}@{telling.site.calendar_domain}"
