"""The published JSON Schema of `trainings.json`, by which others check that they read it right.

Its descriptions are the only place that says what a field holds: `docs/data-for-others.md` has its
tables from here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from sitegen.programme.model import DeadlineStatus, Meaning, Mode, Season, Status
from sitegen.programme.states import WITHOUT_DEADLINE, State
from sitegen.site import addresses
from sitegen.site.addresses import BaseUrl

VERSION = 1
"""Of `trainings.json`. It grows when a field goes or changes its meaning, not when one is added."""

_STATES: Mapping[State, str] = {
    State.OPEN: "one can apply",
    State.CLOSES_SOON: "one can apply for seven more days or less",
    State.ANY_TIME: "one can apply until it begins: there is no deadline",
    State.FIRST_COME: "the same, and the places go to those who apply first",
    State.OPEN_TO_ASK: "no deadline is published",
    State.OPENS_LATER: "one can apply from `opens` on, and not before",
    State.CLOSED: "the deadline is past, the training has not begun",
    State.UNDER_WAY: "it has begun",
    State.FULL: "all places are taken",
    State.WAITING_LIST: "all places are taken, and one can be put on a waiting list",
    State.TENTATIVE: "the dates may still change",
    State.NOT_ANNOUNCED: "its days are not announced yet, or were never",
    State.POSTPONED: "it is postponed, also when its days are past",
    State.CANCELLED: "it is cancelled, also when its days are past",
    State.OVER: "its last day is past",
}

_DEADLINE_STATES: Mapping[State, str] = {
    State.OPEN: "its day is ahead",
    State.CLOSES_SOON: "seven more days or less are left",
    State.TENTATIVE: "its day may still change",
    State.POSTPONED: "it is postponed, also when its day is past",
    State.CANCELLED: "it is cancelled, also when its day is past",
    State.OVER: "its day is past",
}

_Schema = dict[str, object]


def trainings_schema(base: BaseUrl) -> bytes:
    """Give the JSON Schema (2020-12) of `trainings.json` as it is published at `base`."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": base.absolute(addresses.TRAININGS_SCHEMA),
        "title": "Trainings and their deadlines",
        **_file(),
    }
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def _file() -> _Schema:
    """Give the schema of the file. Every field is always there; more may be added."""
    return _object(
        {
            "$schema": _url("the address of this schema"),
            "version": {
                "description": "grows when a field goes or changes its meaning, not when one "
                "is added",
                "const": VERSION,
            },
            "title": _text("the title of the site"),
            "url": _url("the page with all dates"),
            "timezone": _text(
                "the time zone of the site, such as `America/Chicago`. All days and times are in "
                "it, but for the hours and milestones of a training with another one"
            ),
            "trainings": _list("every training, past ones too, in order of date", _training()),
            "deadlines": _list(
                "every deadline that belongs to no training, past ones too, in order of date",
                _other_deadline(),
            ),
            "credentials": _list("what one can be awarded, and how it is renewed", _credential()),
        }
    )


def _training() -> _Schema:
    days = _object({"first": _day("the first day"), "last": _day("the last day, included")})
    return _object(
        {
            "id": _text("its id in the schedules; it never changes"),
            "track": _text("the id of its track"),
            "name": _text("the name of its track, and after a comma its title if it has one"),
            "title": _maybe("a name of its own, such as `Cohort 108`", {"type": "string"}),
            "days": _list("its runs of days. Empty while it is postponed or `expected`", _run()),
            "previous_days": _list(
                "the days that no longer hold, of a training that moved or is postponed", days
            ),
            "expected": _maybe(
                "when it is expected, where its days are not announced yet. `null` if they are",
                _expected(),
            ),
            "year_assumed": _assumed(),
            "hours": _maybe(
                "from when until when on each day of which `days` says no others",
                _hours(
                    {
                        "begins": _maybe(
                            "the start of the first day, with its offset. `null` while it is "
                            "postponed or `expected`",
                            _instant(),
                        ),
                        "ends": _maybe("the end of the last day, in the same way", _instant()),
                    }
                ),
            ),
            "timezone": _text(
                "the time zone of its milestones, and of the hours of which `days` says no other"
            ),
            "place": _maybe(
                "where it is, where `days` say no other. `null` while that is not decided",
                _place(),
            ),
            "status": _choice(
                "what is said of it: " + ", ".join(f"`{one}`" for one in Status), Status
            ),
            "state": _state(_STATES),
            "can_apply": {
                "description": "if one can apply when the day of the build begins: not yet on the "
                "day of an `opens` with a time",
                "type": "boolean",
            },
            "opens": _maybe(
                "the first moment to apply, also when it is past. `null` if one can at once, or if "
                "called off",
                _object(_moment("what this moment is called")),
            ),
            "deadline": _maybe(
                "the last moment to apply. `null` if called off, or if none is published",
                _deadline(),
            ),
            "no_deadline": _maybe(
                "that there is no deadline, and how one applies. `null` if there is one, if that "
                "is not known, or if called off",
                {"enum": [one.value for one in WITHOUT_DEADLINE.values()]},
            ),
            "milestones": _list("other dates around it. Empty if called off", _milestone()),
            "register": _maybe(
                "where one registers on the web. `null` while one cannot apply, or if that is not "
                "said",
                {"type": "string", "format": "uri"},
            ),
            "fees": _list("what one pays, as amounts", _fee()),
            "changes": _changes(),
            "url": _url("its page; it never changes"),
            "calendar": _maybe(
                "the calendar file of this training. `null` while no date of it is known",
                _url(""),
            ),
        }
    )


def _run() -> _Schema:
    return _object(
        {
            "first": _day("the first day"),
            "last": _day("the last day, included"),
            "label": _maybe("what these days are called, if they have a name", _text("")),
            "hours": _maybe("from when until when on each of them", _hours()),
            "timezone": _text("the time zone of these hours"),
            "place": _maybe("where it is on them. `null` while not decided", _place()),
        }
    )


def _hours(more: Mapping[str, _Schema] | None = None) -> _Schema:
    pause = _object({"begins": _time("its start"), "ends": _time("its end")})
    return _object(
        {
            "opens": _time("its start"),
            "closes": _time("its end"),
            "break": _maybe("the break between two sessions, if there is one", pause),
            **(more or {}),
        }
    )


def _expected() -> _Schema:
    return _object(
        {
            "year": _maybe("the year. `null` if not even that is known", {"type": "integer"}),
            "season": _maybe("the season, if that is known of it", {"enum": [*Season]}),
            "month": _maybe(
                "the month, if that is known of it",
                {"type": "integer", "minimum": 1, "maximum": 12},
            ),
        }
    )


def _other_deadline() -> _Schema:
    return _object(
        {
            "id": _text("its id in the schedules; it never changes"),
            "label": _text("what is due"),
            "day": _maybe("its day. `null` while it is postponed", _day("")),
            "time": _maybe("its time. Without one the whole day counts", _time("")),
            "instant": _maybe("the same with its offset. `null` without a time", _instant()),
            "previous_days": _list(
                "the day that no longer holds, of a deadline that moved or is postponed", _day("")
            ),
            "year_assumed": _assumed(),
            "renewal_of": _maybe(
                "the id of the credential that is renewed by then", {"type": "string"}
            ),
            "status": _choice(
                "what is said of it: " + ", ".join(f"`{one}`" for one in DeadlineStatus),
                DeadlineStatus,
            ),
            "state": _state(_DEADLINE_STATES),
            "changes": _changes(),
            "url": _url("the page with all dates"),
            "calendar": _url("the calendar of all such deadlines"),
        }
    )


def _credential() -> _Schema:
    hours: _Schema = {"description": "how many; it can be 1.5", "type": "number"}
    part = {"label": _text("hours of what"), "hours": hours}
    including = _list("how many of these must be of what", _object(part))
    return _object(
        {
            "id": _text("its id in the rules; it never changes"),
            "name": _text("its name"),
            "url": _url("where the rules for it stand"),
            "renewal": _maybe(
                "how it is renewed. `null` if nothing is published. Days that are the same for "
                "everybody are among the deadlines",
                _object(
                    {
                        "label": _text("what the renewal is called"),
                        "valid_for": _text("how long it is valid, as in ISO 8601: `P4Y`"),
                        "term": _text("how often and by when, in a sentence"),
                        "hours": _list(
                            "the hours that one must show",
                            _object({**part, "including": including}),
                        ),
                        "cost": _maybe("what it costs", {"type": "string"}),
                    }
                ),
            ),
        }
    )


def _assumed() -> _Schema:
    return {
        "description": "true if the source of its dates does not print the year",
        "type": "boolean",
    }


def _changes() -> _Schema:
    return _list(
        "what was told about it, oldest first",
        _object({"on": _day("the day"), "what": _text("the words")}),
    )


def _state(states: Mapping[State, str]) -> _Schema:
    return {
        "description": "how it stands on the day of the build",
        "oneOf": [{"const": one.value, "description": words} for one, words in states.items()],
    }


def _place() -> _Schema:
    return _object(
        {
            "id": _text("the id of the place"),
            "name": _text("its name"),
            "mode": _choice(
                "how one attends: `virtual` (online), `in-person`, or `hybrid` (in person or "
                "online; whoever takes part chooses)",
                Mode,
            ),
            "address": _list("the lines of its address", {"type": "string"}),
        }
    )


def _moment(label: str) -> Mapping[str, _Schema]:
    return {
        "label": _text(label),
        "day": _day("its day"),
        "time": _maybe("its time. Without one the whole day counts", _time("")),
        "instant": _maybe("the same with its offset. `null` without a time", _instant()),
    }


def _deadline() -> _Schema:
    firm: _Schema = {
        "description": "false if its day may still change. It may be firm where the days of the "
        "training are not",
        "type": "boolean",
    }
    return _object({**_moment("what this deadline is called"), "firm": firm})


def _milestone() -> _Schema:
    return _object(
        {
            "label": _text("what happens"),
            "first": _day("the first day"),
            "last": _day("the last day, included"),
            "time": _maybe("its time", _time("")),
            "instant": _maybe("the same with its offset. `null` without a time", _instant()),
            "hours": _maybe("from when until when, the same on each day", _hours()),
            "meaning": _choice(
                "if it is `on` these days, or can be done `by` then, or goes on `from` then",
                Meaning,
            ),
            "approximate": {
                "description": "true if nobody has set the day, and it is only about then: never "
                "show it as a date that is sure",
                "type": "boolean",
            },
        }
    )


def _fee() -> _Schema:
    due = _object(
        {
            "day": _day("its day"),
            "time": _maybe("its time", _time("")),
            "instant": _maybe("the same with its offset. `null` without a time", _instant()),
        }
    )
    return _object(
        {
            "for": _text("what it is for"),
            "amount": {"description": "how much; 0 is free", "type": "number", "minimum": 0},
            "currency": _maybe("the currency (ISO 4217). `null` if it is free", {"type": "string"}),
            "due": _maybe(
                "the last moment to pay. `null` if none is said, or if called off. Without a time "
                "the whole day counts",
                due,
            ),
        }
    )


def _object(fields: Mapping[str, _Schema]) -> _Schema:
    return {"type": "object", "required": list(fields), "properties": dict(fields)}


def _list(description: str, item: _Schema) -> _Schema:
    return {"description": description, "type": "array", "items": item}


def _maybe(description: str, schema: _Schema) -> _Schema:
    return {"description": description, "anyOf": [schema, {"type": "null"}]}


def _text(description: str) -> _Schema:
    return {"description": description, "type": "string"}


def _url(description: str) -> _Schema:
    return {**_text(description), "format": "uri"}


def _day(description: str) -> _Schema:
    named = _text(description) if description else {"type": "string"}
    return {**named, "format": "date"}


def _time(description: str) -> _Schema:
    named = {"description": description} if description else {}
    return {**named, "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}


def _instant() -> _Schema:
    """Describe a time of a day with its offset from UTC (RFC 3339)."""
    at, offset = "T[0-9]{2}:[0-9]{2}:[0-9]{2}", "[+-][0-9]{2}:[0-9]{2}"
    pattern = f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{at}{offset}$"
    return {"type": "string", "format": "date-time", "pattern": pattern}


def _choice(description: str, choices: type[Mode | Status | DeadlineStatus | Meaning]) -> _Schema:
    return {"description": description, "enum": [one.value for one in choices]}
