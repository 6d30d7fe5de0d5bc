"""The same declarations as JSON Schema (draft-07), for editors that complete and check YAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitegen.source.fields import Record
from sitegen.source.shapes import (
    ByName,
    FieldShape,
    ListOf,
    OneRecord,
    OneText,
    Shape,
    Special,
    fields_of,
)

Json = dict[str, Any]


def json_schema(record: type[Record], title: str) -> Json:
    """Give the schema of a file whose top is `record`.

    Everything that the reader accepts is valid by it. The reverse does not hold: what needs two
    fields or two files is checked by `sitegen check` only.
    """
    definitions: dict[str, Json] = {}
    top = _of_record(record, definitions)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **top,
        "definitions": {name: definitions[name] for name in sorted(definitions)},
    }


def _of_record(record: type[Record], definitions: dict[str, Json]) -> Json:
    known = fields_of(record)
    return {
        "type": "object",
        "description": _first_sentence(record),
        "properties": {name: _of_field(field, definitions) for name, field in known.items()},
        "required": [name for name, field in known.items() if field.required],
        "additionalProperties": False,
    }


def _of_field(field: FieldShape, definitions: dict[str, Json]) -> Json:
    schema = _of_shape(field.shape, definitions)
    about = {"description": field.about.help}
    if field.about.tbd:
        schema = {"anyOf": [schema, {"const": "tbd"}]}
    if "$ref" in schema:  # draft-07 ignores everything beside a $ref
        return {"allOf": [schema], **about}
    return {**schema, **about}


def _of_shape(shape: Shape, definitions: dict[str, Json]) -> Json:
    if isinstance(shape, OneText):
        return dict(_plain(shape.kind.schema))
    if isinstance(shape, ListOf):
        return {"type": "array", "items": _of_shape(shape.item, definitions)}
    if isinstance(shape, ByName):
        return {"type": "object", "additionalProperties": _of_shape(shape.value, definitions)}
    if isinstance(shape, Special):
        return dict(_plain(shape.schema))
    return _reference(shape, definitions)


def _reference(shape: OneRecord, definitions: dict[str, Json]) -> Json:
    record = shape.record
    name = record.__name__
    if name not in definitions:
        definitions[name] = {}  # stops at records that hold themselves
        schema = _of_record(record, definitions)
        if record.shorthand:
            alone = fields_of(record)[record.shorthand]
            schema = {"anyOf": [_of_field(alone, definitions), schema]}
        definitions[name] = schema
    return {"$ref": f"#/definitions/{name}"}


def _plain(schema: Mapping[str, object]) -> Mapping[str, Any]:
    return schema


def _first_sentence(record: type[Record]) -> str:
    return (record.__doc__ or "").strip().splitlines()[0]
