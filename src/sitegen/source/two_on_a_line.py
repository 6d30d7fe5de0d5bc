"""Two fields on one line: `start: 2022-05-16 end: 2022-05-20`."""

from __future__ import annotations

from sitegen.lazy import pattern
from sitegen.source.fields import Misread, Record
from sitegen.source.shapes import FieldShape, ListOf, OneRecord, OneText, fields_of
from sitegen.source.values import LINE, TEXT

_SECOND = pattern(r"(?<![ ,;])([ ,;]++)([A-Za-z_]++):(?= |\Z)")
_QUOTED = pattern(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")


def more_fields(
    record: type[Record], shape: FieldShape, value: str, names: set[str | None]
) -> list[tuple[int, int]]:
    """Find more fields in the value of a first: where the one before ends, and where each begins.

    What only looks like a field of a text is none: `Choose a place: north or south`.
    """
    known = fields_of(record)
    begin = _QUOTED.match(value)
    if value[:1] in {"|", ">", "{", "["} or (value[:1] in {'"', "'"} and not begin):
        return []
    found: list[tuple[int, int]] = []
    before, start = shape, 0
    for match in _SECOND.finditer(value, begin.end() if begin else 1):
        after = known.get(match[2])
        if after is None or after.name in names or after is before:
            continue
        further = _SECOND.search(value, match.end())
        rest = value[match.end() : further.start() if further else len(value)].strip()
        if _fits(before, value[start : match.start()]) and _fits(after, rest):
            found.append((match.start(1), match.start(2)))
            before, start = after, match.end()
    return found


def _fits(shape: FieldShape, typed: str) -> bool:
    """Tell whether a text can be the value of a field, so that nothing else is meant by it."""
    text = typed.strip()
    plain = text[1:-1] if text[:1] in {'"', "'"} else text
    inner = shape.shape
    if isinstance(inner, OneRecord) and inner.record.shorthand:
        inner = fields_of(inner.record)[inner.record.shorthand].shape
    if isinstance(inner, ListOf):
        return text.startswith("[") or not text
    if not isinstance(inner, OneText) or not text:
        return not text
    if shape.about.tbd and text == "tbd":
        return True
    free = inner.kind in (TEXT, LINE)
    return shape.required if free else not isinstance(inner.kind.read(plain), Misread)
