"""A YAML text to a record: as it stands, or, where something is wrong, as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sitegen.diagnostics import Diagnostic, Source
from sitegen.lazy import pattern
from sitegen.source.edits import Edited
from sitegen.source.fields import Record
from sitegen.source.misplaced import what_was_meant
from sitegen.source.nodes import partial_at
from sitegen.source.reading_records import read_record
from sitegen.source.yaml_reading import read_yaml

R = TypeVar("R", bound=Record)

_AGAIN = 3
"""Times that lines are put in place: one mistake can stand inside another one."""

_IN_REMARK = pattern(r"^[ ]*#[ ]*-[ ]*\w[\w-]*:", re.MULTILINE)
"""Without the first line of an entry, the rest may be read as a part of the entry above it."""

_OF_STRUCTURE = frozenset({"syntax", "yaml-feature", "duplicate-field", "wrong-shape"})
_OF_LINES = _OF_STRUCTURE | {"unknown-field", "empty-field"}


def read_fields(
    record: type[R], source: Source, end: int | None = None
) -> tuple[R | None, list[Diagnostic]]:
    """Read the text up to index `end` as a `record`; None where nothing can be used.

    Hyphens and spaces that are lost are named, and everything around them is read as it was meant.
    """
    last = len(source.text) if end is None else end
    node, found = read_yaml(source, last)
    value, problems = (None, []) if node is None else read_record(record, source, node)
    found += problems
    has_remark = source.text.find("#", 0, last) >= 0
    if found or (has_remark and _IN_REMARK.search(source.text, 0, last)):
        return _as_meant(record, source, last, found) or (value, found)
    return value, found


def _as_meant(
    record: type[R], source: Source, end: int, before: Sequence[Diagnostic]
) -> tuple[R | None, list[Diagnostic]] | None:
    """Read the text with every line in its place; None where that does not explain what is wrong.

    `before` is what was found in the text as it stands.
    """
    said: list[Diagnostic] = []
    lost: list[int] = []
    ways: list[Edited] = []
    seen, last = source, end
    only_remarks = True
    for _ in range(_AGAIN):
        meant = what_was_meant(seen, last, record)
        if not meant.edits:
            break
        said += _at_home(ways, meant.found)
        lost += [_place(ways, at) for at in meant.lost]
        only_remarks = only_remarks and meant.remarks == len(meant.found)
        way = Edited(seen, meant.edits)
        last += len(way.text) - len(seen.text)
        ways.append(way)
        seen = Source(source.path, way.text)
    if not ways:
        return None
    node, found = read_yaml(seen, last)
    found = _at_home(ways, found)
    value: R | None = None
    if node is not None:
        for way in reversed(ways):
            node = way.node(node)
        for at in lost:
            node = partial_at(node, at)
        value, problems = read_record(record, source, node)
        found += problems
    left, had = _count(found, _OF_STRUCTURE), _count(before, _OF_LINES)
    explains = left < had or (only_remarks and left == had)
    return (value, said + found) if explains else None


def _count(found: Iterable[Diagnostic], codes: frozenset[str]) -> int:
    return sum(one.code in codes for one in found)


def _at_home(ways: Sequence[Edited], found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Give the diagnostics at their places in the file, before all edits."""
    home = list(found)
    for way in reversed(ways):
        home = [way.diagnostic(one) for one in home]
    return home


def _place(ways: Sequence[Edited], at: int) -> int:
    for way in reversed(ways):
        at = way.place(at)
    return at
