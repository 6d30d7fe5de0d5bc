"""All texts for visitors in a record: found by what the fields say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from sitegen.diagnostics import Span
from sitegen.lazy import dataclass
from sitegen.source.fields import Field, OwnWords, Record
from sitegen.source.markdown.marks import Markdown
from sitegen.source.shapes import (
    FieldShape,
    OneRecord,
    OneText,
    Shape,
    fields_of,
)


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text for visitors, the entry and the field that it stands in, and the way to it there."""

    text: OwnWords | Markdown
    record: Record
    about: Field
    path: tuple[str | int, ...]

    @property
    def span(self) -> Span:
        """Where it is written."""
        return self.record.at.span(*self.path)


def texts_in(value: object) -> Iterator[FoundText]:
    """Yield every text for visitors in a record, and in the entries within it, in file order.

    What could not be read is none.
    """
    if isinstance(value, Record):
        for field in _with_texts(type(value)):  # type: ignore[arg-type]  # as in `fields_of`
            if field.attribute not in value.at.unread:
                inner = getattr(value, field.attribute)
                yield from _texts(value, field.about, inner, (field.name,))


def _texts(
    record: Record, about: Field, value: object, path: tuple[str | int, ...]
) -> Iterator[FoundText]:
    if isinstance(value, OwnWords | Markdown):
        yield FoundText(value, record, about, path)
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _texts(record, about, one, (*path, number))
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from _texts(record, about, one, (*path, name))
    else:
        yield from texts_in(value)


@cache
def _with_texts(record: type[Record]) -> tuple[FieldShape, ...]:
    """Give the fields of a record that are or hold texts for visitors."""
    return tuple(one for one in fields_of(record).values() if _holds_texts(one.innermost))


def _holds_texts(shape: Shape) -> bool:
    if isinstance(shape, OneRecord):
        return bool(_with_texts(shape.record))  # type: ignore[arg-type]  # as in `fields_of`
    return isinstance(shape, OneText) and shape.words is not None
