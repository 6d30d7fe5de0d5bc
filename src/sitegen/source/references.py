"""Every place in a record where the id of another entry is written."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingType
from functools import cache, lru_cache
from typing import NamedTuple

from sitegen.diagnostics import Source, Span
from sitegen.lazy import pattern
from sitegen.source.fields import Record
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence
from sitegen.source.pasted import bare
from sitegen.source.shapes import ByName, FieldShape, ListOf, OneRecord, Shape, fields_of
from sitegen.source.values import is_address
from sitegen.source.wording import is_to_fill_in, is_undecided


class Reference(NamedTuple):
    """The id `id` of the collection `to`, written at `start` to `end` in the field `field`."""

    to: str
    id: str
    field: str
    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.source, self.start, self.end)


_NO_IDS = frozenset({"", "tbd", "~", "null"})
"""What stands for no entry. It is reported, or allowed, where the value is read."""

_BETWEEN = pattern(r"(?<!\s)\s*+(?:,\s*|(?<=\s)and\s+)")
"""What people write between names where the brackets of a list are missing."""


def parted(text: str) -> list[str]:
    """Give the names of a list that was written without its brackets."""
    return [one for one in _BETWEEN.split(text.strip()) if one]


def references_in(record: Record) -> list[Reference]:
    """Give what the record, and the records inside it, refer to, in the order written."""
    found: list[Reference] = []
    _in_fields(type(record), record.at.source, record.at.node, found)
    return found


def _in_fields(record: type[Record], source: Source, node: Node, found: list[Reference]) -> None:
    if not isinstance(node, Mapping):
        return
    known = _referring(record)
    for key, child in node.fields:
        shape = known.get(key.text)
        if shape is None:
            continue
        if type(child) is Scalar and shape.about.refers_to:
            found += _named(shape.shape, shape, child, source)
        else:
            _in_value(shape.shape, shape, source, child, found)


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
    shape: Shape, field: FieldShape, source: Source, node: Node, found: list[Reference]
) -> None:
    if isinstance(node, Scalar):
        if field.about.refers_to:
            found += _named(shape, field, node, source)
    elif isinstance(shape, OneRecord):
        _in_fields(shape.record, source, node, found)
    elif isinstance(shape, ListOf) and isinstance(node, Sequence):
        for item in node.items:
            if type(item) is Scalar and field.about.refers_to:
                found += _named(shape.item, field, item, source)
            else:
                _in_value(shape.item, field, source, item, found)
    elif isinstance(shape, ByName) and isinstance(node, Mapping):
        for _, child in node.fields:
            _in_value(shape.value, field, source, child, found)


def _named(shape: Shape, field: FieldShape, node: Scalar, source: Source) -> list[Reference]:
    to, tbd = field.about.refers_to or "", field.about.tbd
    text = _id_in(node.text, tbd)
    if text is None or (field.about.or_address and is_address(text)):
        return []
    if not isinstance(shape, ListOf):
        return [Reference(to, text, field.name, source, node.start, node.end)]
    places = ((name, *_part(node, name, source)) for name in parted(text))
    return [Reference(to, name, field.name, source, *place) for name, *place in places]


@lru_cache(4096)  # a few entries are named again and again
def _id_in(text: str, tbd: bool) -> str | None:  # noqa: FBT001 - a part of what is remembered
    """Give the id that a text is, without spaces that nobody sees; None where it names nothing."""
    name = bare(text)
    if name.casefold() in _NO_IDS or (tbd and is_undecided(name)) or is_to_fill_in(name):
        return None
    return name


def _part(node: Scalar, name: str, source: Source) -> tuple[int, int]:
    """Give the place of one of the names that stand together, where it can be told."""
    typed = source.text[node.start : node.end]
    found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", typed)
    if found is None:
        return node.start, node.end
    return node.start + found.start(), node.start + found.end()
