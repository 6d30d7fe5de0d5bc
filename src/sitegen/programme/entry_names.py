"""What the programme calls the entry around a problem: `CPSS Training, March 21, 2022`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from sitegen.diagnostics import Report, Span
from sitegen.lazy import dataclass, replace
from sitegen.programme.files.pages import PageFields, TranslationFields
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.records import Records
from sitegen.source.dates import read_date, without_weekday
from sitegen.source.fields import Record
from sitegen.source.nodes import Mapping as MappingNode
from sitegen.source.nodes import Node, Scalar, Sequence
from sitegen.source.pieces import each_known
from sitegen.source.shapes import ByName, ListOf, OneRecord, fields_of
from sitegen.source.wording import shown

_NAMES = ("name", "label", "title", "person", "id")
"""Fields that name an entry, the best first."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """From where to where an entry goes in its file, and what gives its name once it is asked."""

    start: int
    end: int
    name: Callable[[], str]


def name_entries(report: Report, records: Records) -> Report:
    """Give the report with the name of the entry around each place, where there is one."""
    if not report.diagnostics:
        return report
    paths = set(report.files)
    tracks = _track_names(records)
    entries = {
        record.at.source.path: list(_entries(record, tracks))
        for record in records.all()
        if record.at.source.path in paths
    }
    return Report(
        replace(found, entry=_around(entries.get(found.span.path, []), found.span))
        for found in report.diagnostics
    )


def _around(entries: list[_Entry], span: Span) -> str | None:
    before = bisect_right(entries, span.start, key=lambda entry: entry.start)
    if not before or entries[before - 1].end < span.start:
        return None
    return entries[before - 1].name()


def _track_names(records: Records) -> Mapping[str, str]:
    return dict(one for one, _ in each_known(records.tracks, lambda track: (track.id, track.name)))


def _entries(file: Record, tracks: Mapping[str, str]) -> Iterator[_Entry]:
    """Yield the entries of a file in order, also those of which little could be read."""
    if not isinstance(file.at.node, MappingNode):
        return
    if isinstance(file, PageFields | TranslationFields):
        title = _text(file.at.node, "title") or "the fields of the page"
        yield _Entry(0, len(file.at.source.text), partial(str, title))
        return
    known = fields_of(type(file))
    for key, value in file.at.node.fields:
        shape = known[key.text].shape if key.text in known else None
        if isinstance(shape, ListOf) and isinstance(shape.item, OneRecord):
            items = value.items if isinstance(value, Sequence) else ()
            for number, item in enumerate(items, 1):
                name = partial(_name, shape.item.record, item, number, tracks)
                yield _Entry(item.start, item.end, name)
        elif isinstance(shape, ByName) and isinstance(value, MappingNode):
            for name_of, one in value.fields:
                yield _Entry(name_of.start, one.end, partial(shown, name_of.text))


def _name(record: type[Record], item: Node, number: int, tracks: Mapping[str, str]) -> str:
    return _own_name(record, item, tracks) or _nth(number, record.noun)


def _own_name(record: type[Record], item: Node, tracks: Mapping[str, str]) -> str | None:
    if not isinstance(item, MappingNode):
        return None
    if issubclass(record, TrainingRecord):
        track = tracks.get(_text(item, "track") or "")
        day = _first_day(item)
        if track and day:
            return f"{track}, {without_weekday(day)}"
        if track and (name := _text(item, "id")):
            return f"{track}, {name}"
    return next(filter(None, (_text(item, field) for field in _NAMES)), None)


def _first_day(training: MappingNode) -> date | None:
    days = training.get("days")
    text = _text(training, "start")
    if text is None and isinstance(days, Sequence) and days.items:
        item = days.items[0]
        first = item.get("on") if isinstance(item, MappingNode) else item
        text = first.text.partition(" to ")[0] if isinstance(first, Scalar) else None
    found = read_date(text) if text else None
    return found if isinstance(found, date) else None


def _text(entry: MappingNode, field: str) -> str | None:
    value = entry.get(field)
    return shown(value.text) or None if isinstance(value, Scalar) else None


def _nth(number: int, noun: str) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"the {number}{'th' if 10 < number % 100 < 14 else ending} {noun}"
