"""When pages change by themselves, for people as text, and for other programs as JSON."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from textwrap import fill
from zoneinfo import ZoneInfo

from sitegen.lazy import dataclass
from sitegen.programme.model import Moment, Programme
from sitegen.site.addresses import BaseUrl
from sitegen.site.turns import Turn, TurnKind, turns
from sitegen.site.wording import ENGLISH

VERSION = 1
SCHEMA_NAME = "next.schema.json"

_WIDTH = 78

_KINDS = {
    TurnKind.CLOSE: "one can no longer apply",
    TurnKind.OVER: "it is no longer among the dates ahead",
    TurnKind.OPEN: "one can apply",
    TurnKind.SOON: "only seven days are left, the last one included",
    TurnKind.BEGINS: "it begins",
    TurnKind.GOES_ON: "its next days begin",
    TurnKind.RULE: "a rule, or a sentence of it, is in force from now on, or no longer",
    TurnKind.PASSES: "a date of it has passed",
    TurnKind.CALENDARS: "the dates of a year leave the calendars that people have subscribed to",
}

_Schema = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """All turns that are known once `today` has begun, in order, and where and when they happen."""

    today: date
    timezone: str
    base: BaseUrl
    turns: Sequence[Turn]

    @classmethod
    def of(cls, programme: Programme, today: date, base_url: str) -> Outlook:
        """Look ahead from a day."""
        zone = programme.site.timezone
        found = turns(programme, today)
        return cls(today=today, timezone=zone, base=BaseUrl.of(base_url), turns=found)

    @property
    def next(self) -> Sequence[Turn]:
        """The turns of the next moment; none where no moment is known."""
        return [one for one in self.turns if one.at == self.turns[0].at]

    def until(self, day: date) -> Sequence[Turn]:
        """Give the turns until the end of a day."""
        # The end of a day is the beginning of the next one, with which other things begin.
        end = datetime.combine(day, time()) + timedelta(1)
        return [one for one in self.turns if one.at < end or (one.at == end and one.is_end)]


def a_year_from(day: date) -> date:
    """Give the same day of the next year; of February 29, the last day of that February."""
    last = monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1, day=min(day.day, last))


def when(turn: Turn, timezone: str) -> str:
    """Say when: "Monday, June 20, 2022, end of the day", "Monday, June 20, 2022 at noon …"."""
    if turn.at.time() != time():
        moment = ENGLISH.moment(Moment(turn.at.date(), turn.at.time()))
        return f"{moment} {ENGLISH.zone(timezone)}"
    if turn.is_end:
        return f"{ENGLISH.day(turn.at.date() - timedelta(1))}, end of the day"
    return f"{ENGLISH.day(turn.at.date())}, start of the day"


def next_line(outlook: Outlook) -> str:
    """Say in one line when pages will change by themselves next, and what changes then."""
    if not outlook.next:
        return "No moment is known at which pages change by themselves."
    first, more = outlook.next[0], len(outlook.next) - 1
    others = f" And {more} more: sitegen next" if more else ""
    return f"Next change by itself: {when(first, outlook.timezone)}: {first.words}{others}"


def next_text(outlook: Outlook, until: date) -> str:
    """List every moment until the end of a day, and what changes then."""
    first, last = ENGLISH.day(outlook.today), ENGLISH.day(until)
    zone = ENGLISH.zone(outlook.timezone)
    head = f"When pages change by themselves, from {first} to {last}. Days begin and end in {zone}."
    blocks = [fill(head, _WIDTH)]
    listed = outlook.until(until)
    for at, group in groupby(listed, key=lambda one: when(one, outlook.timezone)):
        blocks.append("\n".join([at, *map(_item, group)]))
    if not listed:
        blocks.append(fill(f"Until then, nothing changes by itself. {next_line(outlook)}", _WIDTH))
    return "\n\n".join(blocks) + "\n"


def _item(turn: Turn) -> str:
    return fill(
        turn.words,
        _WIDTH,
        initial_indent="- ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def next_json(outlook: Outlook, until: date) -> str:
    """Give the next moment, and every moment until the end of a day."""
    return _written(
        _next(outlook)
        | {
            "from": outlook.today.isoformat(),
            "until": until.isoformat(),
            "moments": list(_moments(outlook.until(until), outlook)),
        }
    )


def next_file(outlook: Outlook) -> bytes:
    """Give the next moment alone: the file is the same until then, on whatever day it is made."""
    return _written(_next(outlook)).encode()


def _next(outlook: Outlook) -> dict[str, object]:
    return {
        "version": VERSION,
        "timezone": outlook.timezone,
        "next": next(_moments(outlook.next, outlook), None),
    }


def _moments(listed: Iterable[Turn], outlook: Outlook) -> Iterator[dict[str, object]]:
    zone = ZoneInfo(outlook.timezone)
    for at, group in groupby(listed, key=attrgetter("at")):
        found = list(group)
        yield {
            "at": at.replace(tzinfo=zone).isoformat(),
            "build_from": found[0].built_from.isoformat(),
            "changes": [
                {
                    "kind": one.kind.value,
                    "id": one.id,
                    "about": one.about,
                    "when": when(one, outlook.timezone),
                    "words": one.words,
                    "url": _url(one, outlook.base),
                }
                for one in found
            ],
        }


def _url(turn: Turn, base: BaseUrl) -> str:
    url = base.absolute(turn.address)
    return f"{url}#{turn.fragment}" if turn.fragment else url


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, indent=1) + "\n"


def next_schema() -> str:
    """Give the JSON Schema (2020-12) of `next-change.json` and of what `sitegen next` writes."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "When pages change by themselves",
        "type": "object",
        "required": ["version", "timezone", "next"],
        "properties": {
            "version": {
                "description": "grows when a field goes or changes its meaning",
                "const": VERSION,
            },
            "timezone": _text("the time zone of the site, such as America/Chicago"),
            "next": {
                "description": "the next moment; null where none is known",
                "anyOf": [{"$ref": "#/$defs/moment"}, {"type": "null"}],
            },
            "from": _day("the day with which `moments` begin, in what `sitegen next` writes"),
            "until": _day("the day with which they end, in the same"),
            "moments": {
                "description": "every moment between these days, in the same",
                "type": "array",
                "items": {"$ref": "#/$defs/moment"},
            },
        },
        "$defs": {"moment": _moment_schema()},
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _moment_schema() -> _Schema:
    kinds = [{"const": kind.value, "description": words} for kind, words in _KINDS.items()]
    changes = _object(
        {
            "kind": {"description": "what changes", "oneOf": kinds},
            "id": {
                "description": "the id of the training, deadline or rule; null for calendars",
                "type": ["string", "null"],
            },
            "about": _text("its name"),
            "when": _text("the moment in words: a day ends for people, and does not begin"),
            "words": _text("what changes, in a sentence"),
            "url": _text("where it stands"),
        }
    )
    return _object(
        {
            "at": {**_text("the moment, with the offset of the zone"), "format": "date-time"},
            "build_from": _day("the first day whose build shows it"),
            "changes": {
                "description": "what changes then",
                "type": "array",
                "minItems": 1,
                "items": changes,
            },
        }
    )


def _object(fields: dict[str, _Schema]) -> _Schema:
    return {"type": "object", "required": list(fields), "properties": fields}


def _text(description: str) -> _Schema:
    return {"description": description, "type": "string"}


def _day(description: str) -> _Schema:
    return {**_text(description), "format": "date"}
