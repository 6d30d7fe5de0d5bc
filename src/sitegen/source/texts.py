"""All texts for visitors in a record: found by what the fields say of themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from sitegen.diagnostics import Span
from sitegen.source.fields import Field, OwnWords, Record
from sitegen.source.markdown.marks import Markdown
from sitegen.source.shapes import (
    FieldShape,
    OneRecord,
    OneText,
    fields_of,
)

Wanted = Callable[[FieldShape], bool]
"""Tells which of the fields with texts for visitors are looked for."""


class FoundText(NamedTuple):
    """A text for visitors, the entry and the field that it stands in, and the way to it there."""

    text: OwnWords | Markdown
    record: Record
    about: Field
    path: tuple[str | int, ...]

    @property
    def span(self) -> Span:
        """Where it is written."""
        return self.record.at.span(*self.path)


def every_text(_field: FieldShape) -> bool:
    """Look for the texts of every field."""
    return True


def is_markdown(field: FieldShape) -> bool:
    """Look for texts in Markdown."""
    shape = field.innermost
    return isinstance(shape, OneText) and shape.words is Markdown


def is_plain(field: FieldShape) -> bool:
    """Look for sentences that must be in plain language."""
    return field.about.plain


def texts_in(value: object, wanted: Wanted = every_text) -> Iterator[FoundText]:
    """Yield texts for visitors in a record, and in the entries within it, in file order.

    What could not be read is none. Entries in which none is `wanted` are not looked at.
    """
    if isinstance(value, Record):
        for field in _with_texts(type(value), wanted):  # type: ignore[arg-type]  # as in `fields_of`
            if field.attribute not in value.at.unread:
                inner = getattr(value, field.attribute)
                yield from _texts(value, field.about, inner, (field.name,), wanted)


def _texts(
    record: Record, about: Field, value: object, path: tuple[str | int, ...], wanted: Wanted
) -> Iterator[FoundText]:
    if isinstance(value, OwnWords | Markdown):
        yield FoundText(value, record, about, path)
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _texts(record, about, one, (*path, number), wanted)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from _texts(record, about, one, (*path, name), wanted)
    else:
        yield from texts_in(value, wanted)


@cache
def _with_texts(record: type[Record], wanted: Wanted) -> tuple[FieldShape, ...]:
    """Give the fields of a record that are or hold texts for visitors that are wanted."""
    return tuple(one for one in fields_of(record).values() if _holds_texts(one, wanted))


def _holds_texts(field: FieldShape, wanted: Wanted) -> bool:
    shape = field.innermost
    if isinstance(shape, OneRecord):
        return bool(_with_texts(shape.record, wanted))  # type: ignore[arg-type]  # as in `fields_of`
    return isinstance(shape, OneText) and shape.words is not None and wanted(field)
