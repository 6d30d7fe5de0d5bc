"""The same declarations as JSON Schema (draft-07), for editors that complete and check YAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitegen.lazy import pattern
from sitegen.source.fields import NodeReader, Record
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
from sitegen.source.wording import MARK

Json = dict[str, Any]

Choices = Mapping[str, Mapping[str, str]]
"""Ids that may be referred to, with what each is called, by collection."""


def json_schema(
    record: type[Record],
    title: str,
    choices: Choices | None = None,
    special: Mapping[NodeReader, Mapping[str, object]] | None = None,
) -> Json:
    """Give the schema of a file whose top is `record`.

    With `choices`, a field that refers to a collection of them offers its ids and takes no other.
    `special` are the schemas of values with their own reader, where more is known of them.
    Everything that the reader accepts is valid by it. The reverse does not hold: what needs two
    fields or two files is checked by `sitegen check` only.
    """
    making = _Making(choices or {}, special or {})
    top = making.record(record)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **top,
        "definitions": {name: making.definitions[name] for name in sorted(making.definitions)},
    }


class _Making:
    """The definitions made so far, and what is known of the site that they are for."""

    def __init__(
        self, choices: Choices, special: Mapping[NodeReader, Mapping[str, object]]
    ) -> None:
        self.choices = choices
        self.special = special
        self.definitions: dict[str, Json] = {}

    def record(self, record: type[Record]) -> Json:
        known = fields_of(record)
        return {
            "type": "object",
            "description": _first_sentence(record),
            "properties": {name: self._field(field) for name, field in known.items()},
            "required": [name for name, field in known.items() if field.required],
            "additionalProperties": False,
        }

    def _field(self, field: FieldShape) -> Json:
        schema = self._shape(field.shape, field)
        about: Json = {"description": field.help}
        if field.about.example:
            about["markdownDescription"] = f"{field.help}\n\nExample: `{field.about.example}`"
        if field.about.tbd:
            schema = _or_tbd(schema, field)
        if "$ref" in schema:  # draft-07 ignores everything beside a $ref
            return {"allOf": [schema], **about}
        return {**schema, **about}

    def _shape(self, shape: Shape, field: FieldShape) -> Json:
        if isinstance(shape, OneText):
            ids = self.choices.get(field.about.refers_to or "")
            kind = dict(_plain(shape.kind.schema))
            return _one_of(ids) if ids and not field.about.or_address else kind
        if isinstance(shape, ListOf):
            items = self._shape(shape.item, field)
            if isinstance(shape.item, OneRecord) and "$ref" in items:
                items = {"allOf": [items], "defaultSnippets": [_snippet(shape.item.record)]}
            return {"type": "array", "items": items}
        if isinstance(shape, ByName):
            return {"type": "object", "additionalProperties": self._shape(shape.value, field)}
        if isinstance(shape, Special):
            return dict(_plain(self.special.get(shape.reader, shape.schema)))
        return self._reference(shape)

    def _reference(self, shape: OneRecord) -> Json:
        record = shape.record
        name = record.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # stops at records that hold themselves
            schema = self.record(record)
            if record.shorthand:
                alone = fields_of(record)[record.shorthand]
                schema = {"anyOf": [self._field(alone), schema]}
            self.definitions[name] = schema
        return {"$ref": f"#/definitions/{name}"}


def _or_tbd(schema: Json, field: FieldShape) -> Json:
    """Take `tbd` too: as a choice, which editors offer.

    With choices they would show the help without its example, so where it has one, `tbd` is another
    form of the text.
    """
    if field.about.example and "pattern" in schema:
        return {**schema, "pattern": f"{schema['pattern']}|^tbd$"}
    return {"anyOf": [schema, {"const": "tbd"}]}


def _one_of(ids: Mapping[str, str]) -> Json:
    """Give the schema of one of these ids, with what each is called.

    An id of digits is a number to other programs (YAML 1.2.2, 10.3.2), so it is listed as both.
    """
    numbers = [float(one) if "e" in one else int(one) for one in ids if _NUMBER.fullmatch(one)]
    words = [{"true": True, "false": False, "null": None}[one] for one in ids if one in _WORDS]
    return {
        "enum": [*ids, *numbers, *words],
        "enumDescriptions": list(ids.values()),
    }


_NUMBER = pattern("[0-9]+(e[0-9]{1,3})?")
_WORDS = frozenset({"true", "false", "null"})


def _snippet(record: type[Record]) -> Json:
    """Give what an editor writes for a new entry: the fields that one most often has."""
    required = (name for name, field in fields_of(record).items() if field.required)
    names = record.usual or tuple(required)
    body = dict.fromkeys(names, MARK)  # never an example, which could be taken for a fact
    label = f"new {record.noun}"
    return {"label": label, "description": f"Lines for a {label}.", "body": body}


def _plain(schema: Mapping[str, object]) -> Mapping[str, Any]:
    return schema


def _first_sentence(record: type[Record]) -> str:
    return (record.__doc__ or "").strip().splitlines()[0]
