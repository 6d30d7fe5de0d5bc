"""The words of calendar events, which must make sense alone and among other people's events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from sitegen.programme.model import (
    Deadline,
    Milestone,
    Mode,
    Moment,
    Office,
    OtherDeadline,
    Person,
    Place,
    Site,
    Training,
)
from sitegen.site.views.parts import present_contacts
from sitegen.site.wording import ENGLISH, contact


def location(place: Place | None) -> str:
    """Where it is: a place, "Virtual", or that it will be announced."""
    if place is None:
        return "To be announced"
    return "Virtual" if place.mode is Mode.VIRTUAL else ENGLISH.place(place)


def name_and_place(training: Training) -> str:
    """Return "CPSS Training (virtual)" or "CPSS Training, Gulfport, MS"."""
    name, place = training.track.name, training.place
    if place is None:
        return f"{name} (place to be announced)"
    if place.mode is Mode.VIRTUAL:
        return f"{name} (virtual)"
    return f"{name}, {ENGLISH.place(place)}"


def name_and_days(training: Training) -> str:
    """Return "CPSS Training, March 21 to 25, 2022"."""
    return f"{training.track.name}, {ENGLISH.short_days(training.start, training.end)}"


def by(moment: Moment) -> str:
    """Return " (by noon)", as a whole-day event does not show its time; nothing without a time."""
    return f" (by {_clock(moment.at)})" if moment.at else ""


def at(milestone: Milestone) -> str:
    """Return " (at noon)"; nothing for a milestone without a time."""
    return f" (at {_clock(milestone.at)})" if milestone.at else ""


def facts(training: Training, site: Site, page_url: str) -> tuple[str, ...]:
    """Lines that all events of a training carry, with dates in words, for plain text."""
    place = training.place
    deadline = training.deadline
    lines = (
        f"{training.track.name}: {ENGLISH.runs(training.runs)}",
        _hours(training, site),
        f"Place: {ENGLISH.place(place) if place else 'to be announced'}",
        deadline_line(deadline, site) if deadline else "",
        training.track.for_whom,
        *_contacts(training.contacts, training.track.contacts, site.contacts),
        # Some programs do not show the URL of an event.
        page_url,
    )
    return tuple(filter(None, lines))


def facts_of_deadline(deadline: OtherDeadline, site: Site, page_url: str) -> tuple[str, ...]:
    """Lines of a deadline that belongs to no training. Its note stands there as it was typed."""
    lines = (
        f"{deadline.label}: {_moment(deadline.moment, site)}",
        (deadline.note or "").strip(),
        *_contacts(deadline.contacts, site.contacts),
        page_url,
    )
    return tuple(filter(None, lines))


def deadline_line(deadline: Deadline, site: Site) -> str:
    """Say by when one must apply."""
    return f"{deadline.label}: {_moment(deadline.moment, site)}"


def milestone_line(milestone: Milestone, site: Site) -> str:
    """Say when a milestone is."""
    days = milestone.days
    if milestone.at is None:
        return f"{milestone.label}: {ENGLISH.days(days.first, days.last)}"
    moment = ENGLISH.moment(Moment(days.first, milestone.at))
    return f"{milestone.label}: {moment} {ENGLISH.zone(site.timezone)}"


def _moment(moment: Moment, site: Site) -> str:
    counts = f" {ENGLISH.zone(site.timezone)}" if moment.at else ", by the end of the day"
    return f"{ENGLISH.moment(moment)}{counts}"


def _clock(at_time: time) -> str:
    return "the start of the day" if at_time == time() else ENGLISH.clock(at_time)


def _hours(training: Training, site: Site) -> str:
    if training.hours is None:
        return ""
    each_day = "" if training.start == training.end else ", each day"
    return f"{ENGLISH.hours(training.hours)} {ENGLISH.zone(site.timezone)}{each_day}"


def _contacts(*groups: Sequence[Person | Office]) -> tuple[str, ...]:
    """Whom to ask: those of the first group in which somebody is still there."""
    return tuple(f"Contact: {contact(who)}" for who in present_contacts(*groups))
