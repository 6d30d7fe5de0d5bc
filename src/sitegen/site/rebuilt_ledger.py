"""A lost ledger, made anew of the published site: what subscribers have stands in its calendars.

Numbers, moments, days and words of each event are in the calendars, and what else the ledger holds
is in `trainings.json` and `changes.json`. What only the ledger knew is not found again: which
events are gone, from which days one of several runs of days has moved, and when something was
recorded that is no longer among the newest changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import Any

from sitegen.lazy import dataclass, pattern
from sitegen.programme.dates import DUE, OPENS, DateKind
from sitegen.programme.ledger import Ledger, PublishedEvent
from sitegen.programme.meeting_ledgers import met
from sitegen.programme.model import DayRun, Expected, Hours, Season
from sitegen.site import addresses
from sitegen.site.calendars import CalendarEvent, EventStatus, Revision, Sessions, digest
from sitegen.site.calendars import first_stamp as first_moment
from sitegen.site.views.changes import LATEST

_LINE = pattern(
    r"([A-Z-]+)(?:;[^:]*?=([^:;]*))?:(.*)",
)
_ESCAPED = pattern(r"\\(.)")
_COMMA = pattern(r"(?<!\\)((?:\\\\)*),")


class NoSite(Exception):  # noqa: N818 - what was given, not a bug of ours
    """Says why no ledger can be made of these files."""


def ledger_of_site(files: Mapping[str, bytes]) -> Ledger:
    """Give the ledger of a published site, by its files of calendars and data. Raises NoSite."""
    try:
        known = _Known.of(files)
        blocks = _blocks(files)
        ledgers = [Ledger(events={one.uid: one}) for one in map(known.published, blocks)]
        feeds = frozenset(f"/{path}" for path, data in files.items() if b"\r\nSOURCE;" in data)
        expected = {one.uid: one for one in known.without_days()}
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError) as error:
        message = "The files of the site are not as sitegen wrote them, so its ledger cannot be "
        raise NoSite(f"{message}made of them.") from error
    return reduce(met, ledgers, Ledger(events=expected, feeds=feeds))


@dataclass(frozen=True, slots=True)
class _Block:
    """An event as it stands in calendars."""

    event: CalendarEvent
    revision: Revision


def _blocks(files: Mapping[str, bytes]) -> Iterator[_Block]:
    """Yield the events of all calendars, each in every form that it has in them."""
    found: dict[bytes, None] = {}
    for path, data in sorted(files.items()):
        if path.endswith(".ics"):
            _, *events = data.split(b"\r\nBEGIN:VEVENT\r\n")
            found |= dict.fromkeys(one.partition(b"\r\nEND:VEVENT\r\n")[0] for one in events)
    for text in found:
        yield _block(text.replace(b"\r\n ", b"").decode())


def _block(text: str) -> _Block:
    values: dict[str, str] = {}
    zone = ""
    for line in text.split("\r\n"):
        if match := _LINE.fullmatch(line):
            name, parameter, value = match.groups()
            values[name] = value
            zone = parameter if name == "DTSTART" and parameter != "DATE" else zone
    event = CalendarEvent(
        uid=_words(values["UID"]),
        kind=DateKind.TRAINING,  # no part of what subscribers see
        when=_when(values, zone),
        summary=_words(values["SUMMARY"]),
        location=_words(values["LOCATION"]) if "LOCATION" in values else None,
        description=_words(values["DESCRIPTION"]),
        url=values["URL"],
        categories=tuple(map(_words, _COMMA.sub("\\1\0", values["CATEGORIES"]).split("\0"))),
        status=EventStatus(values["STATUS"]),
        related_to=_words(values["RELATED-TO"]) if "RELATED-TO" in values else None,
    )
    stamp = datetime.strptime(values["DTSTAMP"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return _Block(event, Revision(int(values["SEQUENCE"]), stamp))


def _words(value: str) -> str:
    return _ESCAPED.sub(lambda one: "\n" if one[1] in "nN" else one[1], value)


def _when(values: Mapping[str, str], zone: str) -> DayRun | Sessions:
    start, end = values["DTSTART"], values["DTEND"]
    first = date.fromisoformat(start[:8])
    if not zone:
        return DayRun(first, date.fromisoformat(end) - timedelta(days=1))
    count = int(values.get("RRULE", "COUNT=1").rpartition("=")[2])
    hours = Hours(datetime.fromisoformat(start).time(), datetime.fromisoformat(end).time())
    return Sessions(DayRun(first, first + timedelta(days=count - 1)), hours, zone)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the data of a site says of its trainings and deadlines, by their ids."""

    trainings: Mapping[str, Any]
    deadlines: Mapping[str, Any]
    added: Mapping[str, date]  # of what was new, as far as it is still told
    told_since: date | None  # the day from which on all news are told; None: all are told
    domain: str

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> _Known:
        data = json.loads(files[addresses.file_of(addresses.TRAININGS_JSON)])
        told = json.loads(files[addresses.file_of(addresses.CHANGES_JSON)])
        added, domain, days = dict[str, date](), "", [date.max]
        for item in told["items"]:
            days.append(date.fromisoformat(item["date_published"][:10]))
            tag, _, name = item["id"].partition(":")[2].partition(":")
            of, _, kind = name.rpartition("/")
            domain = tag.partition(",")[0]
            if kind == "new":
                added[of] = days[-1]
        return cls(
            trainings={one["id"]: one for one in data["trainings"]},
            deadlines={one["id"]: one for one in data["deadlines"]},
            added=added,
            told_since=min(days) if len(told["items"]) >= LATEST else None,
            domain=domain,
        )

    def published(self, block: _Block) -> PublishedEvent:
        """Give the line of the ledger for an event."""
        event, when = block.event, block.event.when
        name = event.uid.rpartition("@")[0]
        of = self._of(name, event.related_to)
        training = self.trainings.get(of)
        source = training or self.deadlines[of]
        days = when if isinstance(when, DayRun) else when.days
        kind = _kind(name.removeprefix(of)) if training else DateKind.DEADLINE
        number = int(name.removeprefix(of)[1:] or 1) - 1 if kind is DateKind.TRAINING else None
        return PublishedEvent(
            uid=event.uid,
            of=of,
            track=training["track"] if training else None,
            kind=kind,
            days=days,
            place=_place(training, number) if training else None,
            status=source["status"],
            changes=len(source["changes"]),
            digest=digest(event),
            sequence=block.revision.sequence,
            stamp=block.revision.stamp,
            added=self.added.get(of) or self._untold(source, days),
            moved_from=_moved_from(source, days) if number == 0 or not training else None,
        )

    def _untold(self, source: Any, days: DayRun) -> date:  # noqa: ANN401 - as JSON has it
        """Give when something was recorded that no news tell of: after it was over, or long ago."""
        if self.told_since is not None:
            return self.told_since - timedelta(days=1)
        runs = [*source.get("days", ()), *source["previous_days"]]
        own = [one if isinstance(one, str) else one["last"] for one in runs]
        return max([days.last, *map(date.fromisoformat, own)]) + timedelta(days=1)

    def without_days(self) -> Iterator[PublishedEvent]:
        """Yield the lines for trainings of which no days are known yet."""
        for name, one in self.trainings.items():
            when = one["expected"]
            if when is None or not self.domain:
                continue
            season = when["season"]
            expected = Expected(when["year"], Season(season) if season else when["month"])
            added = self.added.get(name)
            told = date.fromisoformat(one["changes"][-1]["on"]) if one["changes"] else None
            earliest = when["year"] or (added or date.min).year
            yield PublishedEvent(
                uid=f"{name}@{self.domain}",
                of=name,
                track=one["track"],
                kind=DateKind.TRAINING,
                days=expected.within(max(earliest, 2)),
                place=_place(one, None),
                status=one["status"],
                changes=len(one["changes"]),
                digest="",
                sequence=0,
                stamp=first_moment(told, max(earliest, 2)),
                added=added or self._untold(one, expected.within(max(earliest, 2))),
                expected=str(expected),
            )

    def _of(self, name: str, related_to: str | None) -> str:
        """Give the id of what an event is of."""
        if related_to is not None:
            return related_to.rpartition("@")[0]
        if name in self.trainings or name in self.deadlines:
            return name
        beginning = [one for one in self.trainings if name.startswith(f"{one}-")]
        return max(beginning, key=len)


def _kind(suffix: str) -> DateKind:
    """Tell what a date of a training is by how its name ends (`dates.py`)."""
    if not suffix or suffix[1:].isdecimal():
        return DateKind.TRAINING
    if suffix == OPENS:
        return DateKind.OPENING
    if suffix == "-deadline":
        return DateKind.DEADLINE
    return DateKind.FEE if suffix.startswith(DUE) else DateKind.MILESTONE


def _place(training: Mapping[str, Any], number: int | None) -> str | None:
    """Give the id of the place of a run of days by its number, or of the whole training."""
    days: Sequence[Mapping[str, Any]] = training["days"]
    where = days[number] if number is not None and number < len(days) else training
    return where["place"]["id"] if where["place"] else None


def _moved_from(source: Mapping[str, Any], days: DayRun) -> DayRun | None:
    """Give the days before the last move, where it is clear whose they were."""
    before = source["previous_days"]
    if len(before) != 1 or len(source.get("days", ("one",))) != 1:
        return None
    one = before[0]
    if isinstance(one, str):
        one = {"first": one, "last": one}
    was = DayRun(date.fromisoformat(one["first"]), date.fromisoformat(one["last"]))
    return was if was != days else None
