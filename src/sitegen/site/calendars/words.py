"""The words of calendar events, which must make sense alone and among other people's events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from functools import cached_property

from sitegen.languages import page_language
from sitegen.lazy import dataclass
from sitegen.programme.dates import DateKind, NamedDate, dates_of
from sitegen.programme.model import (
    NO_PLACES,
    DayRun,
    Hours,
    Meaning,
    Mode,
    Office,
    OtherDeadline,
    Person,
    Place,
    Site,
    Training,
)
from sitegen.programme.states import is_called_off, open_deadline_that_holds
from sitegen.site.addresses import BaseUrl
from sitegen.site.plain_text import PlainText
from sitegen.site.views.parts import address_of, present_contacts, when
from sitegen.site.wording import Words, contact, to_say, words_in
from sitegen.source.fields import OwnWords

OF_APPLICATIONS = frozenset({DateKind.OPENING, DateKind.DEADLINE})
"""What all events of a training say: from when on and until when one can apply."""


_AT = {
    Meaning.ON: to_say("{label} (at {clock})"),
    Meaning.BY: to_say("{label} (by {clock})"),
    Meaning.FROM: to_say("{label} (from {clock})"),
}
_ON = {
    Meaning.BY: to_say("{label} (last day)"),
    Meaning.FROM: to_say("{label} (from this day on)"),
}


@dataclass(frozen=True, kw_only=True)
class Telling:
    """How events of a site are told: in its language, and in plain words with whole addresses."""

    site: Site
    base: BaseUrl
    words: Words
    plain: PlainText

    @classmethod
    def of(cls, site: Site, base: BaseUrl) -> Telling:
        """Tell events of a site that lives at `base`."""
        words = words_in(page_language(site.language))
        return cls(site=site, base=base, words=words, plain=PlainText(base))

    def location(self, place: Place | None) -> str:
        """Where it is, with its address, or that it will be announced."""
        return self._place(place) if place else self.words.say("To be announced")

    def name_and_place(self, training: Training, place: Place | None) -> str:
        """Return "CPSS Training (virtual)" or "CPSS Training, Gulfport, MS"."""
        say, name = self.words.say, self.words.called(training)
        if place is None:
            return say("{training} (place to be announced)", training=name)
        if place.mode is Mode.VIRTUAL:
            return say("{training} (virtual)", training=name)
        return f"{name}, {self.words.place(place)}"

    def part(self, summary: str, number: int, parts: int, label: OwnWords | None) -> str:
        """Say which part of a training it is, and its label; the same words where there is one."""
        say = self.words.say
        if parts > 1:
            pattern = to_say("{name}, part {number} of {parts}")
            summary = say(pattern, name=summary, number=number, parts=parts)
        return say("{name}: {label}", name=summary, label=label) if label else summary

    def name_and_days(self, training: Training) -> str:
        """Return "CPSS Training, March 21 to 25, 2022"; or "CPSS Training, March 2022"."""
        days, name = training.days, self.words.called(training)
        if days is not None:
            return f"{name}, {self.words.short_days(days.first, days.last)}"
        time = self.words.expected(training.expected)
        return f"{name}, {time}" if time else name

    def title(self, one: NamedDate) -> str:
        """Return "Form (by noon)" or "Exam (at noon)": a whole-day event does not show its time."""
        name, say = self.words.label(one), self.words.say
        meaning = Meaning.BY if one.kind is DateKind.DEADLINE else one.meaning
        if one.hours is not None:
            hours = self.words.hours(one.hours)
            if one.names_zone:
                hours = f"{hours} {self._zone(one.timezone)}"
            return say("{label} ({hours})", label=name, hours=hours)
        if one.at is not None:
            clock = self._clock(one.at)
            if one.names_zone:
                comma = "," if one.at == time() else ""  # after "the start of the day"
                clock = f"{clock}{comma} {self._zone(one.timezone)}"
            return say(_AT[meaning], label=name, clock=clock)
        # A deadline says so by its name, and so does what is due.
        says_so = one.meaning not in _ON or one.kind is DateKind.FEE
        return name if says_so else say(_ON[one.meaning], label=name)

    def facts(self, training: Training, page_url: str) -> tuple[str, ...]:
        """Lines that all events of a training carry, with dates in words, for plain text."""
        lines = (
            self._name_and_days(training),
            self.words.source_of_year(training),
            *self._runs(training),
            *(line for place in training.places for line in self._whereabouts(place)),
            *(self.line(d) for d in dates_of(training) if d.kind in OF_APPLICATIONS),
            self._no_deadline(training),
            self._register(training),
            *self._fees(training),
            training.track.for_whom,
            self.plain.of(training.note),
            *self._contacts(training.contacts, training.track.contacts, self.site.contacts),
            # Some programs do not show the URL of an event.
            page_url,
        )
        return tuple(filter(None, lines))

    def _name_and_days(self, training: Training) -> str:
        words, name = self.words, self.words.called(training)
        if any(run.is_own for run in training.runs):
            return name  # and the days of each run, with what holds on them
        if not training.runs:
            return f"{name}: {words.not_announced(training.expected)}"
        return f"{name}: {words.runs([run.days for run in training.runs])}"

    def _runs(self, training: Training) -> Iterator[str]:
        """Say the hours; or each run with its own, where not all have the same."""
        if not any(run.is_own for run in training.runs):
            yield self._hours(training.hours, training.days, training.timezone)
            return
        for run in training.runs:
            days = self.words.days(run.days.first, run.days.last)
            if run.label:
                days = self.words.say("{label}: {days}", label=run.label, days=days)
            hours = self._hours(training.hours_of(run), run.days, training.timezone_of(run))
            place = self.words.place(training.place_of(run)) if len(training.places) > 1 else ""
            yield "; ".join(filter(None, (days, hours, place)))

    def facts_of_deadline(self, deadline: OtherDeadline, page_url: str) -> tuple[str, ...]:
        """Lines of a deadline that belongs to no training."""
        lines = (
            *map(self.line, dates_of(deadline)),
            self.words.source_of_year(deadline),
            self.plain.of(deadline.note),
            *self._contacts(deadline.contacts, self.site.contacts),
            page_url,
        )
        return tuple(filter(None, lines))

    def line(self, one: NamedDate) -> str:
        """Say when a milestone is, or from when or until when one can apply."""
        name, times = self.words.label(one), when(one, self.words)
        to = self.words.say("{first} to {last}", first=times[0].words, last=times[-1].words)
        line = f"{name}: {to if len(times) > 1 else times[0].words}"
        if one.at is not None:
            return f"{line} {self._zone(one.timezone)}"
        if one.hours is not None:
            zone = self._zone(one.timezone)
            return f"{line}, {self.words.hours_on(one.hours, one.days, zone)}"
        if one.kind is DateKind.DEADLINE:
            line += self.words.say(", by the end of the day")
            line += f", {self._zone(None)}" if one.names_zone else ""
        return line

    def _zone(self, timezone: str | None) -> str:
        return self.words.zone(timezone or self.site.timezone)

    def _place(self, place: Place) -> str:
        """Name a place and its address; a line of it that is the name is not said twice."""
        lines = (line for line in place.address if line.casefold() != place.name.casefold())
        return ", ".join((self.words.place(place), *lines))

    def _whereabouts(self, place: Place | None) -> tuple[str, ...]:
        """Say where it is, how to get in, and where to read more; of each place once."""
        made = self._made.get((id(place),))
        if made is None:
            # It is held, so that no other can have its identity.
            made = self._made[id(place),] = (place, tuple(self._lines_of(place)))
        return made[1]

    @cached_property
    def _made(self) -> dict[tuple[int, ...], tuple[object, tuple[str, ...]]]:
        """Lines about places, and about groups of contacts, by their identities."""
        return {}

    def _lines_of(self, place: Place | None) -> Iterator[str]:
        say = self.words.say
        if place is None:
            yield say("Place: to be announced")
            return
        yield say("Place: {place}", place=self._place(place))
        yield self.plain.of(place.note)
        if place.url:
            yield say("Website of {place}: {url}", place=place.name, url=place.url)

    def _register(self, training: Training) -> str:
        """Say where one registers, and when one can: an entry is read on any day."""
        where = training.register and address_of(training.register, self.base)
        if not where or is_called_off(training) or training.status in NO_PLACES:
            return ""
        say, opens, due = self.words.say, training.opens, training.deadline
        until = self.words.moment(due.moment) if due else say("the training begins")
        if opens is None:
            return say("Register until {until}: {url}", until=until, url=where)
        since = self.words.moment(opens.moment)
        from_then = to_say("Register from {since} until {until}: {url}")
        return say(from_then, since=since, until=until, url=where)

    def _fees(self, training: Training) -> Iterator[str]:
        for fee in training.fees:
            yield self.words.say("Fee: {fee}", fee=self.words.fee(fee))

    def _no_deadline(self, training: Training) -> str:
        without = open_deadline_that_holds(training)
        if without is None:
            return ""
        label = without.label or self.words.say("Deadline")
        return f"{label}: {self.words.no_deadline(without.how)}"

    def _clock(self, at: time) -> str:
        return self.words.say("the start of the day") if at == time() else self.words.clock(at)

    def _hours(self, hours: Hours | None, days: DayRun | None, timezone: str | None) -> str:
        if hours is None:
            return ""
        return self.words.hours_on(hours, days, self._zone(timezone))

    def _contacts(self, *groups: Sequence[Person | Office]) -> tuple[str, ...]:
        """Whom to ask: those of the first group in which somebody is still there."""
        present = present_contacts(*groups)
        key, say = tuple(map(id, present)), self.words.say
        made = self._made.get(key)
        if made is None:
            lines = tuple(say("Contact: {contact}", contact=contact(c)) for c in present)
            made = self._made[key] = (present, lines)
        return made[1]
