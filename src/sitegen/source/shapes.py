"""From the annotations of a record class to what reader, schema and reference need of it."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping as MappingType
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sitegen.lazy import MISSING, dataclass, fields
from sitegen.source.fields import Field, Kind, NodeReader, OwnWords, Record, Tbd
from sitegen.source.markdown.marks import Markdown
from sitegen.source.values import DATE, TEXT, WHOLE_NUMBER, YES_OR_NO, choice

_KINDS: dict[type, Kind[Any]] = {
    OwnWords: TEXT,
    Markdown: TEXT,
    date: DATE,
    int: WHOLE_NUMBER,
    bool: YES_OR_NO,
}
"""The kinds that go with a type. `str` is none of them: each text says what it is."""

_FOR_VISITORS = (OwnWords, Markdown)


@dataclass(frozen=True, slots=True)
class OneText:
    """A value written as one text; `words` is what it is, where visitors read it."""

    kind: Kind[Any]
    words: type[OwnWords | Markdown] | None = None


@dataclass(frozen=True, slots=True)
class OneRecord:
    """An entry with fields."""

    record: type[Record]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of such values."""

    item: Shape


@dataclass(frozen=True, slots=True)
class ByName:
    """Entries under names that the editor chooses."""

    value: Shape


@dataclass(frozen=True, slots=True)
class Special:
    """A value with a reader of its own."""

    reader: NodeReader
    schema: MappingType[str, object]


Shape = OneText | OneRecord | ListOf | ByName | Special


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field of a record: its name in the file and in Python, and what may stand in it."""

    name: str
    attribute: str
    about: Field
    shape: Shape
    required: bool
    default: Any

    @property
    def innermost(self) -> Shape:
        """What stands in it, or in the list or under the names that stand in it."""
        shape = self.shape
        while isinstance(shape, ListOf | ByName):
            shape = shape.item if isinstance(shape, ListOf) else shape.value
        return shape

    @property
    def help(self) -> str:
        """What to write in it."""
        shape = self.innermost
        is_markdown = isinstance(shape, OneText) and shape.words is Markdown
        return f"{self.about.help} You can write Markdown here." if is_markdown else self.about.help


def fields_of(record: type[Record]) -> MappingType[str, FieldShape]:
    """Give the fields of a record class by their name in the file, in the order declared."""
    return _fields_of(record)  # type: ignore[arg-type]  # mypy takes a class for its instances


@cache
def _fields_of(record: type[Record]) -> MappingType[str, FieldShape]:
    hints = _hints(record)
    found = {}
    for declared in fields(record):
        if declared.name == "at":
            continue
        annotated = hints[declared.name]
        about = next(a for a in annotated.__metadata__ if isinstance(a, Field))
        default = declared.default
        if declared.default_factory is not MISSING:
            default = declared.default_factory()
        name = about.name or declared.name
        shape = _shape(annotated.__origin__, about)
        required = default is MISSING
        found[name] = FieldShape(name, declared.name, about, shape, required, default)
    return found


def _hints(record: type) -> MappingType[str, Any]:
    """Give what the class says of each field.

    Modules that declare many records do not have their annotations as texts: reading these at run
    time takes five times as long as what Python has compiled.
    """
    hints: dict[str, Any] = {}
    for one in reversed(record.__mro__):
        if issubclass(one, Record) and one is not Record:
            hints.update(one.__annotations__)
    if any(isinstance(hint, str) for hint in hints.values()):
        return typing.get_type_hints(record, include_extras=True)
    return hints


def _shape(hint: Any, about: Field) -> Shape:  # noqa: ANN401 - a type, at run time
    if about.reader is not None:
        return Special(about.reader, about.schema or {})
    hint = _without_absence(hint)
    origin = typing.get_origin(hint)
    if origin is tuple:
        return ListOf(_shape(typing.get_args(hint)[0], about))
    if origin is MappingType:
        return ByName(_shape(typing.get_args(hint)[1], about))
    if isinstance(hint, type) and issubclass(hint, Record):
        return OneRecord(hint)
    if hint in _FOR_VISITORS:
        return OneText(about.kind or _KINDS[hint], hint)
    if about.kind is not None:
        return OneText(about.kind)
    if hint is str:
        raise TypeError(f"The field “{about.help}” does not say what its text is.")
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return OneText(choice({option.value: option for option in hint}))
    return OneText(_KINDS[hint])


def _without_absence(hint: Any) -> Any:  # noqa: ANN401 - a type, at run time
    """Give `X` for `X | None` and `X | Tbd | None`."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        present = [h for h in typing.get_args(hint) if h is not type(None) and h is not Tbd]
        return present[0] if len(present) == 1 else hint
    return hint
