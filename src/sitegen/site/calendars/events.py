"""What stands in a calendar: an event for each run of days, deadline and milestone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sitegen.programme.event_names import deadline_name, milestone_names, run_name
from sitegen.programme.model import (
    DayRun,
    Hours,
    OtherDeadline,
    Site,
    Status,
    Training,
)
from sitegen.site.calendars import words


class EventKind(StrEnum):
    """What an event is, in the word that calendar programs show as its category."""

    TRAINING = "Training"
    DEADLINE = "Deadline"
    MILESTONE = "Important date"


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


def events_of(training: Training, site: Site, page_url: str) -> tuple[CalendarEvent, ...]:
    """Give the events of a training: each run of days, its deadline, its milestones.

    `page_url` is the whole address of the training's page. UIDs follow from ids and labels only,
    so an event that moves stays the same event, and one more does not rename the others.
    """
    shared = _Shared(training, site, page_url)
    return (*_run_events(shared), *_deadline_events(shared), *_milestone_events(shared))


def events_of_deadline(
    deadline: OtherDeadline, site: Site, page_url: str
) -> tuple[CalendarEvent, ...]:
    """Give the one event of a deadline that belongs to no training."""
    day = deadline.moment.day
    return (
        CalendarEvent(
            uid=_uid(site, deadline.id),
            kind=EventKind.DEADLINE,
            when=DayRun(day, day),
            summary=f"{deadline.label}{words.by(deadline.moment)}",
            location=None,
            description="\n".join(words.facts_of_deadline(deadline, site, page_url)),
            url=page_url,
            categories=(EventKind.DEADLINE.value,),
            status=EventStatus.CONFIRMED,
            related_to=None,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a status changes in an event. Programs that ignore STATUS still show the summary."""

    status: EventStatus
    before: str = ""
    after: str = ""
    notice: str | None = None


_STANDINGS = {
    Status.SCHEDULED: _Standing(EventStatus.CONFIRMED),
    Status.TENTATIVE: _Standing(
        EventStatus.TENTATIVE,
        after=" (dates not firm)",
        notice="These dates may still change. Ask us before you make plans.",
    ),
    Status.FULL: _Standing(
        EventStatus.CONFIRMED,
        after=" (full)",
        notice="All places are taken. Ask us if there is a waiting list.",
    ),
    # There is no STATUS for "on other days, not known yet", and with any but this one the old days
    # would stay in people's plans.
    Status.POSTPONED: _Standing(
        EventStatus.CANCELLED,
        before="POSTPONED: ",
        notice="This training is postponed. It will not be held on the dates below. "
        "The new dates are not known yet.",
    ),
    Status.CANCELLED: _Standing(
        EventStatus.CANCELLED, before="CANCELLED: ", notice="This training is cancelled."
    ),
}


class _Shared:
    """A training, and what all of its events have in common."""

    def __init__(self, training: Training, site: Site, page_url: str) -> None:
        self.training = training
        self.site = site
        self.facts = words.facts(training, site, page_url)
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
        training, standing = self.training, self._standing
        return CalendarEvent(
            uid=_uid(self.site, name),
            kind=kind,
            when=when,
            summary=f"{standing.before}{summary}{standing.after}",
            location=words.location(training.place) if kind is EventKind.TRAINING else None,
            description="\n".join((standing.notice, *facts) if standing.notice else facts),
            url=self._page_url,
            categories=(kind.value, training.track.name),
            status=standing.status,
            related_to=None if name == training.id else _uid(self.site, training.id),
        )


def _run_events(shared: _Shared) -> Iterator[CalendarEvent]:
    training = shared.training
    summary = words.name_and_place(training)
    parts = len(training.runs)
    for number, run in enumerate(training.runs, start=1):
        yield shared.event(
            EventKind.TRAINING,
            run_name(training, number),
            Sessions(run, training.hours, shared.site.timezone) if training.hours else run,
            f"{summary}, part {number} of {parts}" if parts > 1 else summary,
            shared.facts,
        )


def _deadline_events(shared: _Shared) -> Iterator[CalendarEvent]:
    """Give the deadline as a whole day, its time in words: an entry without length is lost."""
    deadline = shared.training.deadline
    if deadline is not None:
        moment = deadline.moment
        line = words.deadline_line(deadline, shared.site)
        yield shared.event(
            EventKind.DEADLINE,
            deadline_name(shared.training),
            DayRun(moment.day, moment.day),
            f"{deadline.label}{words.by(moment)}: {words.name_and_days(shared.training)}",
            (line, *(fact for fact in shared.facts if fact != line)),
        )


def _milestone_events(shared: _Shared) -> Iterator[CalendarEvent]:
    milestones = shared.training.milestones
    for name, milestone in zip(milestone_names(shared.training), milestones, strict=True):
        label = f"{milestone.label}{words.at(milestone)}"
        yield shared.event(
            EventKind.MILESTONE,
            name,
            milestone.days,
            f"{label}: {words.name_and_days(shared.training)}",
            (words.milestone_line(milestone, shared.site), *shared.facts),
        )


def _uid(site: Site, name: str) -> str:
    return f"{name}@{site.calendar_domain}"
