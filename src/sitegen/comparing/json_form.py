"""What differs, for other programs: JSON, and the schema that says what each field holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sitegen.comparing.differences import Comparison, Difference, Kind
from sitegen.diagnostics import Report
from sitegen.reports.harmless import harmless
from sitegen.reports.json_report import json_report

VERSION = 1
SCHEMA_NAME = "diff.schema.json"

_Schema = dict[str, object]


def json_of(comparison: Comparison | None, wrong: Iterable[tuple[str, Report]]) -> str:
    """Write what differs; or what is wrong on a side, by its name, so that nothing is compared."""
    whole = {
        "version": VERSION,
        "wrong": [
            {"name": harmless(name), "report": json.loads(json_report(report))}
            for name, report in wrong
        ],
        "comparison": None if comparison is None else _comparison(comparison),
    }
    return json.dumps(whole, ensure_ascii=True, indent=1) + "\n"


def _comparison(of: Comparison) -> dict[str, Any]:
    return {
        "old": harmless(of.old),
        "new": harmless(of.new),
        "today": of.today.isoformat(),
        "changes_something": of.changes_something,
        "pages_compared": of.pages_compared,
        "templates_differ": of.templates_differ,
        "differences": [_difference(one) for one in of.differences],
        "calendars": [
            {
                "calendar": harmless(one.calendar),
                "address": harmless(one.address),
                "changed": one.changed,
                "added": one.added,
                "gone": one.gone,
            }
            for one in of.calendars
        ],
        "without_redirect": [
            {
                "address": harmless(one.address),
                "what": harmless(one.what),
                "now": _maybe_harmless(one.now),
            }
            for one in of.without_redirect
        ],
        "addresses_moved": [
            {"old": harmless(old), "new": harmless(new)} for old, new in of.addresses_moved
        ],
        "addresses_gone": _all(of.addresses_gone),
        "addresses_added": _all(of.addresses_added),
        "pages": [
            {
                "pages": _all(one.pages),
                "no_longer": _all(one.no_longer),
                "new": _all(one.new),
                "reordered": one.reordered,
            }
            for one in of.pages
        ],
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "about": harmless(one.about),
        "words": harmless(one.words),
        "id": _maybe_harmless(one.id),
        "was": _maybe_harmless(one.was),
        "now": _maybe_harmless(one.now),
        "days": one.days,
        "cause": _maybe_harmless(one.cause),
        "pages": _all(one.pages),
    }


def _maybe_harmless(text: str | None) -> str | None:
    return None if text is None else harmless(text)


def _all(texts: Iterable[str]) -> list[str]:
    return [harmless(one) for one in texts]


_KINDS = {
    Kind.DEADLINE_EARLIER: "a deadline is earlier, so people may already miss it",
    Kind.GONE: "something published or planned is no longer there, and nothing says why",
    Kind.CANCELLED: "it is cancelled",
    Kind.POSTPONED: "it is postponed",
    Kind.MOVED: "its days are others",
    Kind.RENAMED: "it has another id",
    Kind.PLACE: "the place, or something about it",
    Kind.HOURS: "the hours",
    Kind.STATUS: "another status",
    Kind.OPENING: "from when on one can apply",
    Kind.DEADLINE: "a deadline is later, new or gone",
    Kind.MILESTONE: "another date around a training",
    Kind.ADDED: "it is new",
    Kind.FACT: "another fact, such as the cost",
    Kind.CONTACT: "whom to ask, and how",
    Kind.RULE: "who can apply",
    Kind.DOCUMENT: "another file at the same address",
    Kind.LOOK: "the colors or the logo",
    Kind.PAST: "something about what is over",
}


def diff_schema() -> str:
    """Give the JSON Schema (2020-12) of what `sitegen diff --format json` writes."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What sitegen diff says",
        **_object(
            {
                "version": {
                    "description": "grows when a field goes or changes its meaning, not when one "
                    "is added",
                    "const": VERSION,
                },
                "wrong": _list(
                    "the sides with errors. Where there is one, nothing is compared",
                    _object(
                        {
                            "name": _text("the side, as it was asked for"),
                            "report": {
                                "description": "as `sitegen check --format json` writes it",
                                "type": "object",
                            },
                        }
                    ),
                ),
                "comparison": _maybe("what differs; `null` if a side has errors", _schema()),
            }
        ),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _schema() -> _Schema:
    return _object(
        {
            "old": _text("the old side, as it was asked for"),
            "new": _text("the new side"),
            "today": {**_text("the day as on which both are compared"), "format": "date"},
            "changes_something": _flag("whether a visitor or a subscriber sees any of it"),
            "pages_compared": _flag("false if the old side is what subscribers have: dates only"),
            "templates_differ": _flag("whether templates differ, whose words are not compared"),
            "differences": _list("what differs; what people may miss first", _of_difference()),
            "calendars": _list(
                "the calendars in which an entry changes for everybody who has subscribed",
                _object(
                    {
                        "calendar": _text("what it is called"),
                        "address": _text("its address on the site"),
                        "changed": _count("entries that change"),
                        "added": _count("entries that are new"),
                        "gone": _count("entries that are gone"),
                    }
                ),
            ),
            "without_redirect": _list(
                "addresses that people may go to, where they would find nothing",
                _object(
                    {
                        "address": _text("one of `addresses_gone`, or one that led on before"),
                        "what": _text("what was there"),
                        "now": _maybe_text("where the same is now, if that can be told"),
                    }
                ),
            ),
            "addresses_moved": _list(
                "addresses that lead to another one now",
                _object({"old": _text("the address"), "new": _text("where it leads")}),
            ),
            "addresses_gone": _texts("addresses of the site that are gone"),
            "addresses_added": _texts("addresses that are new"),
            "pages": _list(
                "pages that say something else; those with the same changes stand together",
                _object(
                    {
                        "pages": _texts("their addresses"),
                        "no_longer": _texts("what they say no longer"),
                        "new": _texts("what they say instead"),
                        "reordered": _flag("whether they say the same in another order"),
                    }
                ),
            ),
        }
    )


def _of_difference() -> _Schema:
    return _object(
        {
            "kind": {
                "description": "what differs",
                "oneOf": [
                    {"const": kind.value, "description": words} for kind, words in _KINDS.items()
                ],
            },
            "about": _text("what differs, by the name that people know"),
            "words": _text("how, in sentences"),
            "id": _maybe_text("the id of the training, deadline, place, contact or rule"),
            "was": _maybe_text("what it was, if it is one value; dates as in files"),
            "now": _maybe_text("what it is"),
            "days": _maybe(
                "by how many days it is later; less than 0 if it is earlier", {"type": "integer"}
            ),
            "cause": _maybe_text("why a computed date is another one"),
            "pages": _texts("addresses of pages that show it, of a contact"),
        }
    )


def _object(fields: Mapping[str, _Schema]) -> _Schema:
    return {"type": "object", "required": list(fields), "properties": dict(fields)}


def _list(description: str, item: _Schema) -> _Schema:
    return {"description": description, "type": "array", "items": item}


def _texts(description: str) -> _Schema:
    return _list(description, {"type": "string"})


def _maybe(description: str, schema: _Schema) -> _Schema:
    return {"description": description, "anyOf": [schema, {"type": "null"}]}


def _text(description: str) -> _Schema:
    return {"description": description, "type": "string"}


def _maybe_text(description: str) -> _Schema:
    return _maybe(description, {"type": "string"})


def _flag(description: str) -> _Schema:
    return {"description": description, "type": "boolean"}


def _count(description: str) -> _Schema:
    return {"description": description, "type": "integer", "minimum": 0}
