"""Files that were copied: one report each, and the records without what a copy only repeats.

A copy of a schedule has all ids twice, all days twice, or all dates of the year before. Each of
these would be reported for each training, and none of the reports would name the cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from operator import attrgetter
from pathlib import PurePosixPath

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.lazy import dataclass, pattern, replace
from sitegen.programme.copied_names import looks_copied
from sitegen.programme.files.schedules import OtherDeadlineRecord, ScheduleFile
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.records import PageFile, Records, TranslationFile
from sitegen.programme.schedule_dates import year_in_name
from sitegen.source.fields import Record
from sitegen.source.pieces import each_known, known, piece
from sitegen.source.values import as_id

_FEWEST = 2
"""Entries, or lines of a page, that two files must share: one is a mistake of its own."""

_MOST = 30
"""Files with the same entry that can be the original of another: the oldest ones.

More hold the same entry only where all of them are copies, and to hold each against each would
take four times as long for twice as many.
"""

_LONG_TEXT = 200
"""Characters of a page: two pages do not have such a text in common by chance."""

_LINK = pattern(r"/([a-z0-9-]+)/")

_Page = PageFile | TranslationFile
_Entry = TrainingRecord | OtherDeadlineRecord
_ScheduleAge = tuple[bool, int, bool, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """All records without what copies repeat, and what was found of the copies.

    `originals` gives for each copied file the file that it was copied from. `told` are places of
    which the report says all there is to say.
    """

    records: Records
    found: tuple[Diagnostic, ...]
    originals: Mapping[str, str]
    told: frozenset[tuple[str, int]]

    def explain(self, diagnostic: Diagnostic) -> bool:
        """Tell whether a diagnostic only says again that a file is a copy."""
        path = diagnostic.span.path
        if diagnostic.code == "duplicate-id":
            paths = {path, *(related.span.path for related in diagnostic.related)}
            return any(self.originals.get(one) in paths for one in paths)
        names = {"id-format", "wrong-year"}
        return diagnostic.code in names and (path, diagnostic.span.start) in self.told


def find_copies(records: Records) -> Copies:
    """Give an error for each schedule and each page that was copied from another one."""
    found: list[Diagnostic] = []
    originals: dict[str, str] = {}
    told: set[tuple[str, int]] = set()
    schedules = list(records.schedules)
    for copy in _copied_schedules(records.schedules):
        path = _path(copy.schedule)
        originals[path] = _path(copy.original)
        told.add((path, copy.schedule.at.span("year").start))
        found.append(_say_schedule(copy))
        schedules[copy.number] = copy.rest()
    for page, original in [*_copied_pages(records.pages), *_copied_pages(records.translations)]:
        originals[_path(page.fields)] = _path(original.fields)
        told.add((_path(page.fields), 0))
        found.append(_say_page(page, original))
    return Copies(
        records=replace(
            records,
            schedules=tuple(schedules),
            pages=tuple(p for p in records.pages if _path(p.fields) not in originals),
            translations=tuple(t for t in records.translations if _path(t.fields) not in originals),
        ),
        found=tuple(found),
        originals=originals,
        told=frozenset(told),
    )


def _path(record: Record) -> str:
    return record.at.source.path


def _age(path: str) -> tuple[bool, int, str]:
    """Give what puts the original before its copy: a plain name, then a short one."""
    return looks_copied(path), len(PurePosixPath(path).name), path


@dataclass(frozen=True, slots=True, kw_only=True)
class _CopiedSchedule:
    """The schedule with this number, and the entries in it that its original has too."""

    number: int
    schedule: ScheduleFile
    original: ScheduleFile
    repeated: Sequence[_Entry]
    all_entries: int

    def rest(self) -> ScheduleFile:
        """Give the schedule without the entries of which there is nothing more to find.

        An entry that differs from that of the original is looked at further.
        """
        of_original = list(_entries(self.original))
        if _year(self.schedule) == _year(self.original):
            whole = {entry.having(id="") for entry in of_original}
            gone = {id(entry) for entry in self.repeated if entry.having(id="") in whole}
        else:
            days = {entry.id: _month_and_day(entry) for entry in of_original}
            gone = {
                id(entry)
                for entry in self.repeated
                if days.get(entry.id) in {None, _month_and_day(entry)}
            }
        left = {}
        for name in ("trainings", "deadlines"):
            entries = known(self.schedule, attrgetter(name))
            if entries is not None:  # the kind stays that of a list that was read in part
                left[name] = type(entries)(one for one in entries if id(one) not in gone)
        return self.schedule.having(**left)


def _copied_schedules(schedules: Sequence[ScheduleFile]) -> Iterator[_CopiedSchedule]:
    if len(schedules) < _FEWEST:
        return
    entries = [list(_entries(schedule)) for schedule in schedules]
    ages = [_schedule_age(schedule) for schedule in schedules]
    keys = [
        tuple(tuple(_keys(entry, schedule)) for entry in entries[number])
        for number, schedule in enumerate(schedules)
    ]
    holders = _holders(list(map(_year, schedules)), keys, ages)
    for number, schedule in enumerate(schedules):
        repeated: dict[int, list[_Entry]] = {}
        for entry, of_entry in zip(entries[number], keys[number], strict=True):
            shared = {
                other
                for key in of_entry
                for other in holders[key]
                if ages[other] < ages[number] and _can_be(key, schedule, schedules[other])
            }
            for other in shared:
                repeated.setdefault(other, []).append(entry)
        if not repeated:
            continue
        other = min(repeated, key=lambda one: (-len(repeated[one]), ages[one]))
        most, total = len(repeated[other]), len(entries[number])
        if (most >= _FEWEST or looks_copied(_path(schedule))) and 2 * most >= total:
            yield _CopiedSchedule(
                number=number,
                schedule=schedule,
                original=schedules[other],
                repeated=repeated[other],
                all_entries=total,
            )


def _holders(
    years: Sequence[int | None],
    keys: Sequence[Sequence[Sequence[Hashable]]],
    ages: Sequence[_ScheduleAge],
) -> Mapping[Hashable, Sequence[int]]:
    """Give the schedules, by number, that can be the original of one that holds a key too.

    What is given has one item for each schedule: its year, the keys of its entries, its age.
    """
    by_age = sorted(range(len(ages)), key=ages.__getitem__)
    # Of files that are copies of one another, only the oldest can be the original.
    oldest: dict[Hashable, int] = {}
    for number in by_age:
        oldest.setdefault((years[number], keys[number]), number)
    holders: dict[Hashable, list[int]] = {}
    for number in oldest.values():
        for key in dict.fromkeys(chain.from_iterable(keys[number])):
            of_key = holders.setdefault(key, [])
            if len(of_key) < _MOST:
                of_key.append(number)
    return holders


def _entries(schedule: ScheduleFile) -> Iterator[_Entry]:
    """Yield the entries whose id could be read."""
    every: tuple[_Entry, ...] = (
        *(known(schedule, lambda one: one.trainings) or ()),
        *(known(schedule, lambda one: one.deadlines) or ()),
    )
    yield from (entry for _, entry in each_known(every, lambda one: one.id))


def _year(schedule: ScheduleFile) -> int | None:
    return known(schedule, lambda one: one.year) or year_in_name(_path(schedule))


def _schedule_age(schedule: ScheduleFile) -> _ScheduleAge:
    """Give what puts the original before its copy: the year before, and the name of its year."""
    year, named = _year(schedule) or 0, year_in_name(_path(schedule))
    copied, length, path = _age(_path(schedule))
    return copied, year, named != year, length, path


def _keys(entry: _Entry, schedule: ScheduleFile) -> Iterator[tuple[Hashable, ...]]:
    """Yield by what an entry is found again in another file.

    By its id. By a date that it has still from the year before, if it is otherwise on the same day
    of the year. In a file of the same year, by all that tells it from others.
    """
    yield "id", entry.id
    day = _month_and_day(entry)
    if day is None:
        return
    what = entry.track if isinstance(entry, TrainingRecord) else entry.label
    for role, date_ in _dates(entry):
        yield "date", what, day, role, date_
    if isinstance(entry, TrainingRecord):
        yield from _all(entry, schedule)
    else:
        yield "all", what, entry.moment


@piece
def _all(training: TrainingRecord, schedule: ScheduleFile) -> Iterator[tuple[Hashable, ...]]:
    one, place = training, training.place
    if one.reason is None:
        if place is None:
            place = known(schedule, lambda file: file.defaults.place if file.defaults else None)
        yield "all", one.track, one.start, one.end, one.days, one.hours, place


def _can_be(key: tuple[Hashable, ...], copy: ScheduleFile, original: ScheduleFile) -> bool:
    if key[0] == "id":
        return True
    return (key[0] == "date") is (_year(copy) != _year(original))


def _dates(entry: _Entry) -> Iterator[tuple[str, date]]:
    if isinstance(entry, OtherDeadlineRecord):
        yield "date", entry.moment.day
        return
    if entry.first_day:
        yield "start", entry.first_day
    if entry.end:
        yield "end", entry.end
    yield from (("days", days.first) for days, _ in each_known(entry.days, lambda one: one.days))
    due = known(entry, lambda one: one.deadline and one.deadline.last_moment)
    if due:
        yield "deadline", due.day
    opens = known(entry, lambda one: one.opens and one.opens.moment.day)
    if opens:
        yield "opens", opens


def _month_and_day(entry: _Entry) -> tuple[int, int] | None:
    """Give the day of the year on which an entry begins."""
    first = known(entry, _first_day)
    return (first.month, first.day) if first else None


def _first_day(entry: _Entry) -> date | None:
    """Give the day of an entry by which it can be told from others."""
    if isinstance(entry, OtherDeadlineRecord):
        return entry.moment.day if entry.label else None
    _, start, _, runs = entry.track, entry.first_day, entry.end, entry.runs
    return runs[0].first if runs else start


def _say_schedule(copy: _CopiedSchedule) -> Diagnostic:
    path, original = _path(copy.schedule), _path(copy.original)
    many = len(copy.repeated)
    what = f"all {many} entries have" if many > 1 else "its entry has"
    what = f"{many} of {copy.all_entries} entries have" if many < copy.all_entries else what
    message = f"This file was copied from {original}: {what} an id or dates from there."
    year, named = _year(copy.schedule), year_in_name(path)
    meant = named if named is not None and not looks_copied(path) else year
    if meant == _year(copy.original) or meant is None:
        help_ = f"Move what is new in it to {original}, and delete this file."
    else:
        help_ = "Give it " + (f"the year {meant} and " if year != meant else "")
        help_ += f"the dates of {meant}"
        ids = {entry.id for entry in _entries(copy.original)}
        same_ids = any(entry.id in ids for entry in copy.repeated)
        help_ += ", and each entry a new id." if same_ids else "."
        help_ += " If they are not known yet, delete this file."
    related = Related("the file that it was copied from", copy.original.at.span("year"))
    return problem("copied-file", copy.schedule.at.span("year"), message, help_, related)


def _copied_pages(pages: Sequence[_Page]) -> Iterator[tuple[_Page, _Page]]:
    """Yield each page that was copied, with the page that it was copied from."""
    by_text: dict[Hashable, _Page] = {}
    by_title: dict[Hashable, _Page] = {}
    targets = (link.target for page in pages for link in page.typed.marks.links)
    linked = {found[1] for target in targets if (found := _LINK.match(target))}
    for page in sorted(pages, key=lambda one: _page_age(one, linked)):
        language = page.language if isinstance(page, TranslationFile) else None
        text = page.body.strip()
        other = by_text.get((language, text)) if len(text) >= _LONG_TEXT else None
        title = known(page.fields, lambda one: one.title.casefold())
        if other is None and title is not None:
            other = by_title.get((language, title))
            other = other if other is not None and _share_lines(page, other) else None
        if other is not None:
            yield page, other
            continue
        by_text.setdefault((language, text), page)
        if title is not None:
            by_title.setdefault((language, title), page)


def _page_age(page: _Page, linked: Collection[str]) -> tuple[bool, bool, tuple[bool, int, str]]:
    """Give what puts the original before its copy: its name, and that others link to it."""
    return as_id(page.id) != page.id, page.id not in linked, _age(_path(page.fields))


def _share_lines(page: _Page, other: _Page) -> bool:
    """Tell whether half of the lines of two pages are the same."""
    lines, others = (
        Counter(filter(None, map(str.strip, p.body.split("\n")))) for p in (page, other)
    )
    shared = (lines & others).total()
    most = min(lines.total(), others.total())
    return shared >= min(_FEWEST, most) and 2 * shared >= most > 0


def _say_page(page: _Page, original: _Page) -> Diagnostic:
    path = _path(original.fields)
    message = f"This page was copied from {path}: most of its text is the same."
    help_ = f"Move what is new in it to {path}, and delete this file. If it is to become another "
    help_ += "page, give it a title and a text of its own"
    if looks_copied(_path(page.fields)) or as_id(page.id) != page.id:
        help_ += ", and a file name of lower-case letters, digits and hyphens"
    help_ += "."
    related = Related("the page that it was copied from", Span(original.fields.at.source, 0, 3))
    return problem("copied-file", Span(page.fields.at.source, 0, 3), message, help_, related)
