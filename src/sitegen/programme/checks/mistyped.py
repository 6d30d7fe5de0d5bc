"""Facts that can be read and are most likely mistyped: ZIP codes, names, days twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.lazy import pattern
from sitegen.programme.closed_days import DayOfYear, WeekdayOfMonth
from sitegen.programme.files.site import (
    ClosedDaysFile,
    OfficeRecord,
    PersonRecord,
    PlaceRecord,
)
from sitegen.programme.files.tracks import TrackRecord
from sitegen.programme.records import Records
from sitegen.source.fields import At
from sitegen.source.pieces import each_known
from sitegen.source.wording import shown

_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP Mississippi "
    "Alabama Louisiana Tennessee Arkansas Florida Georgia Texas Miss Ala La Tenn Ark Fla Ga Tex"
).replace(" ", "|")
_AFTER_STATE = pattern(rf"(?:^|[\s,])(?:{_STATES})\.?,?\s+([0-9][0-9 -]*[0-9])\.?\s*$")
_ZIP_CODE = pattern(r"[0-9]{5}(-[0-9]{4})?")
_WORD = pattern(r"[^\W\d_]{2,}")


def check_mistyped(records: Records) -> Iterator[Diagnostic]:
    """Yield a warning for each fact that somebody should look at once more."""
    with_address: tuple[OfficeRecord | PlaceRecord, ...] = (*records.offices, *records.places)
    for lines, entry in each_known(with_address, lambda one: one.address):
        yield from _zip_codes(entry.at, lines)
    for at, field, name in _names(records):
        yield from _capitals(at, field, name)
    yield from _repeated_names(records)
    yield from _days_twice(records)


def _zip_codes(at: At, lines: tuple[str, ...]) -> Iterator[Diagnostic]:
    for number, line in enumerate(lines):
        found = _AFTER_STATE.search(line)
        digits = re.sub("[^0-9]", "", found[1]) if found else ""
        if found is None or len(digits) < 4 or _ZIP_CODE.fullmatch(found[1]):
            continue  # three digits are most likely the number of a highway
        message = f"The ZIP code “{shown(found[1])}” does not have five digits."
        help_ = "Write the ZIP code with all its digits, and no more."
        if len(digits) == 9:
            message = f"The ZIP code “{shown(found[1])}” has nine digits without one hyphen."
            help_ = f"Write `{line[: found.start(1)]}{digits[:5]}-{digits[5:]}`"
        yield problem("zip-code", at.span("address", number), message, help_)


def _names(records: Records) -> Iterator[tuple[At, str, str]]:
    """Yield the names of everything that has one: the record, the field and the name."""
    named: tuple[PersonRecord | OfficeRecord | PlaceRecord | TrackRecord, ...] = (
        *records.people,
        *records.offices,
        *records.places,
        *records.tracks,
    )
    for name, record in each_known(named, lambda one: one.name):
        yield record.at, "name", name
    for label, document in each_known(records.listed_documents, lambda one: one.label):
        yield document.at, "label", label
    for title, page in each_known((page.fields for page in records.pages), lambda one: one.title):
        yield page.at, "title", title
    for own, training in each_known(records.trainings, lambda one: one.title):
        if own is not None:
            yield training.at, "title", own


def _capitals(at: At, field: str, name: str) -> Iterator[Diagnostic]:
    """Warn of two words or more in capitals alone. A short one may be an abbreviation."""
    words = _WORD.findall(name)
    long = [word for word in words if len(word) > 3]
    if name.isupper() and len(words) > 1 and len(max(long, default="", key=len)) > 4:
        message = f"“{shown(name)}” is written in capitals. Programs that read aloud may spell it."
        help_ = "Write only the first letters of names, and abbreviations, in capitals."
        yield problem("capitals", at.span(field), message, help_)


def _repeated_names(records: Records) -> Iterator[Diagnostic]:
    """Warn of a title that begins with what stands before it: the name of its track."""
    names = dict(one for one, _ in each_known(records.tracks, lambda track: (track.id, track.name)))
    for (title, of), training in each_known(records.trainings, lambda one: (one.title, one.track)):
        name = names.get(of)
        if title is None or name is None or not title.casefold().startswith(name.casefold()):
            continue
        rest = title[len(name) :].lstrip(" ,:;.-–—")
        message = f"The title begins with “{shown(name)}”, which stands before it anyway."
        help_ = f"Write `{rest}`" if rest else "Delete this line."
        yield problem("repeated-name", training.at.span("title"), message, help_)


def _days_twice(records: Records) -> Iterator[Diagnostic]:
    """Warn of a closed day on the date of another one: one of the two is most likely wrong."""
    every_year: dict[DayOfYear | WeekdayOfMonth, tuple[str, Span, int | None]] = {}
    closed = records.read(ClosedDaysFile, lambda file: file.closed_days)
    for (on, name, year), day in each_known(closed, lambda o: (o.on, o.name, o.from_year)):
        span = day.at.span("on")
        if on in every_year:
            other, first, _ = every_year[on]
            yield _twice(name, other, span, first)
        every_year.setdefault(on, (name, span, year))
    single: dict[date, tuple[str, Span]] = {}
    extras = records.read(ClosedDaysFile, lambda file: file.extra_closed_days)
    for (date_, name), extra in each_known(extras, lambda one: (one.date, one.name)):
        span = extra.at.span("date")
        same = single.get(date_) or next(
            (
                (other, first)
                for on, (other, first, begin) in every_year.items()
                if on.in_year(date_.year) == date_ and (begin is None or begin <= date_.year)
            ),
            None,
        )
        if same:
            yield _twice(name, same[0], span, same[1])
        single.setdefault(date_, (name, span))


def _twice(name: str, other: str, span: Span, first: Span) -> Diagnostic:
    message = f"“{shown(name)}” is on the same day as “{shown(other)}”."
    help_ = "Correct the date. If both are right, give one entry both names."
    return problem("closed-day-twice", span, message, help_, Related("the other day", first))
