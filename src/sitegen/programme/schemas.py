"""The JSON Schema of every file that editors write, and the field tables of their guide."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from sitegen.programme.checks.references import former_people
from sitegen.programme.collections import entries, half_known
from sitegen.programme.eligibility.condition_reading import read_condition
from sitegen.programme.eligibility.file import DesignationsFile
from sitegen.programme.files.pages import PageFields, TranslationFields
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.records import CONTENT_FILES, Records
from sitegen.source.field_reference import field_reference
from sitegen.source.fields import NodeReader, Record
from sitegen.source.json_schema import json_schema
from sitegen.source.pieces import known


def schemas(records: Records | None = None) -> Mapping[str, str]:
    """Give the text of each schema by the name of its file.

    With the records of a site, the schemas offer its tracks, places, contacts and so on, as far as
    they could be read.
    """
    choices = choices_of(records) if records is not None else {}
    special: dict[NodeReader, Mapping[str, object]] = {}
    if records is not None:
        special[read_condition] = _condition_schema(records)
    return {
        f"{name}.schema.json": json.dumps(
            json_schema(record, title, choices, special), indent=2, ensure_ascii=False
        )
        + "\n"
        for name, title, record in _files()
    }


def choices_of(records: Records) -> Mapping[str, Mapping[str, str]]:
    """Give the ids of every collection that others refer to, each with its name."""
    found: dict[str, dict[str, str]] = {}
    for collection, identifier, at in entries(records):
        names = (at.texts(field) for field in ("name", "label"))
        name = next((texts[0] for texts in names if texts), identifier)
        found.setdefault(collection, {})[identifier] = name
    found.setdefault("contact", {}).update(found.get("office", {}))
    # Trainings that are over keep the contacts that they had.
    found["contact"] |= {
        one: f"{found['contact'][one]} (has left)" for one in former_people(records)
    }
    unknown, respelt = half_known(records)
    incomplete = {*unknown, *(collection for collection, _ in respelt)}
    return {name: ids for name, ids in found.items() if name not in incomplete}


_ANSWER = {"type": ["string", "number", "boolean"]}


def _condition_schema(records: Records) -> Mapping[str, object]:
    """Give the schema of a condition, which offers the facts of the site by name."""
    rules = records.file(DesignationsFile)
    facts = known(rules, lambda one: one.facts)
    answer = {"anyOf": [_ANSWER, {"type": "array", "items": _ANSWER, "minItems": 1}]}
    test = {
        "type": "object",
        "minProperties": 1,
        "properties": {
            name: {**answer, "description": known(fact, lambda one: one.ask) or name}
            for name, fact in (facts or {}).items()
        },
    }
    joined = {"type": "array", "items": {"type": "object", "minProperties": 1}, "minItems": 1}
    joins = {
        "all": {**joined, "description": "All of these conditions must hold."},
        "any": {**joined, "description": "One of these conditions must hold."},
        "not": {"type": "object", "minProperties": 1, "description": "This must not hold."},
    }
    return {**test, "properties": {**test["properties"], **joins}}  # type: ignore[dict-item]


def field_tables() -> str:
    """Give the field tables of every file as Markdown."""
    return "\n".join(field_reference(record, title) for _, title, record in _files())


def _files() -> Iterator[tuple[str, str, type[Record]]]:
    for path, record in CONTENT_FILES.items():
        yield PurePosixPath(path).stem, path, record
    yield "schedule", "schedules/<year>.yaml", ScheduleFile
    yield "page", "content/pages/<name>.md", PageFields
    yield "translation", "content/pages/<name>.<language>.md", TranslationFields
