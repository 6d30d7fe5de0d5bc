"""What a help shows where something is missing: choices, or a form with a mark to fill in.

Never an example that could be taken for a fact: what is pasted is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitegen.source.fields import Record
from sitegen.source.shapes import FieldShape, ListOf, OneRecord, OneText, Shape, fields_of
from sitegen.source.wording import LONGEST_TO_PASTE, MARK, TO_FILL_IN, listed, on_one_line
from sitegen.source.writing import written

MOST_CHOICES = 12
"""Choices that are listed; among more a person has to look them up."""


def absent_field(field: FieldShape, path: str) -> str:
    """Say what to add for a required field of an entry in the file at `path`."""
    if field.about.in_path and (found := re.search(field.about.in_path, path)):
        return f"Add: {field.name}: {found[1]}"
    choices = _choices(field.shape)
    if choices:
        return one_of_these(field.name, choices)
    what = _what_belongs(field.shape)
    return f"Add this with {what} in place of {MARK}: {field.name}: {_blank(field.shape)}"


def one_of_these(name: str, choices: Iterable[str]) -> str:
    """Say that the field takes one of these values, and that a person has to choose."""
    lines = [f"{name}: {written(choice)}" for choice in choices]
    return f"Add one of these: {listed(lines)}"


def entry_for(record: type[Record], typed: str | None) -> str | None:
    """Write the entry that belongs where only a text was `typed`, or something else stands.

    None where the text is too long to be repeated.
    """
    line = on_one_line(typed or "")
    if len(line) > LONGEST_TO_PASTE:
        return None
    known = fields_of(record)
    names = record.usual or [name for name, field in known.items() if field.required]
    values = {name: _blank(known[name].shape) for name in names or list(known)[:1]}
    holder = next((name for name in values if line and _can_hold(known[name].shape, line)), None)
    if holder:
        values[holder] = written(line, in_brackets=True)
    return f"{{{', '.join(f'{name}: {value}' for name, value in values.items())}}}"


def _choices(shape: Shape) -> list[str]:
    """Give all values of a kind that has only a few."""
    values = shape.kind.schema.get("enum") if isinstance(shape, OneText) else None
    return [str(one) for one in values] if isinstance(values, list) else []


def _can_hold(shape: Shape, text: str) -> bool:
    return isinstance(shape, OneText) and not _choices(shape) and shape.kind.read(text) == text


def _blank(shape: Shape) -> str:
    """Write the value with marks where a person must fill it in."""
    if isinstance(shape, OneRecord) and (inside := entry_for(shape.record, None)):
        return inside
    if isinstance(shape, ListOf):
        return f"[{_blank(shape.item)}]"
    return TO_FILL_IN


def _what_belongs(shape: Shape) -> str:
    if isinstance(shape, OneText):
        return "its words" if shape.kind.noun == "a text" else shape.kind.noun
    return "a list" if isinstance(shape, ListOf) else "what belongs there"
