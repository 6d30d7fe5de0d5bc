"""Every place in a record where the id of another entry is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from functools import cache

from sitegen.diagnostics import Source, Span
from sitegen.source.fields import Field, Record
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence
from sitegen.source.pasted import bare
from sitegen.source.shapes import ByName, FieldShape, ListOf, OneRecord, Shape, fields_of
from sitegen.source.wording import is_undecided


@dataclass(frozen=True, slots=True)
class Reference:
    """The id `id` of the collection `to`, written at `span` in the field `field`."""

    to: str
    id: str
    field: str
    span: Span


_NO_IDS = frozenset({"", "tbd", "~", "null"})
"""What stands for no entry. It is reported, or allowed, where the value is read."""

_BETWEEN = re.compile(r"\s*,\s*|\s+and\s+")
"""What people write between names where the brackets of a list are missing."""


def references_in(record: Record) -> Iterator[Reference]:
    """Yield what the record, and the records inside it, refer to, in the order written."""
    yield from _in_fields(type(record), record.at.source, record.at.node)


def _in_fields(record: type[Record], source: Source, node: Node) -> Iterator[Reference]:
    if not isinstance(node, Mapping):
        return
    known = _referring(record)
    for key, child in node.fields:
        if shape := known.get(key.text):
            yield from _in_value(shape.shape, shape.about, shape.name, source, child)


def _referring(record: type[Record]) -> MappingType[str, FieldShape]:
    """Give the fields of a kind of record that can hold an id, itself or further inside."""
    return _referring_of(record)  # type: ignore[arg-type]  # mypy takes a class for its instances


@cache
def _referring_of(record: type[Record]) -> MappingType[str, FieldShape]:
    return {
        name: one
        for name, one in fields_of(record).items()
        if one.about.refers_to or _may_refer(one.shape)
    }


def _may_refer(shape: Shape) -> bool:
    if isinstance(shape, OneRecord):
        return bool(_referring(shape.record))
    if isinstance(shape, ListOf):
        return _may_refer(shape.item)
    return isinstance(shape, ByName) and _may_refer(shape.value)


def _in_value(
    shape: Shape, about: Field, name: str, source: Source, node: Node
) -> Iterator[Reference]:
    if isinstance(shape, OneRecord):
        yield from _in_fields(shape.record, source, node)
    elif isinstance(shape, ListOf) and isinstance(node, Sequence):
        for item in node.items:
            yield from _in_value(shape.item, about, name, source, item)
    elif isinstance(shape, ByName) and isinstance(node, Mapping):
        for _, child in node.fields:
            yield from _in_value(shape.value, about, name, source, child)
    elif about.refers_to and isinstance(node, Scalar):
        text = bare(node.text)
        if text.casefold() in _NO_IDS or (about.tbd and is_undecided(text)):
            return
        for name_of in _BETWEEN.split(text) if isinstance(shape, ListOf) else [text]:
            yield Reference(about.refers_to, name_of, name, Span(source, node.start, node.end))
