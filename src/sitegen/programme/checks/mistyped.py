"""Facts that can be read and are most likely mistyped: ZIP codes, names in capitals, days twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.programme.closed_days import DayOfYear, WeekdayOfMonth
from sitegen.programme.files.site import (
    ClosedDaysFile,
    ContactsFile,
    DocumentsFile,
    OfficeRecord,
    PersonRecord,
    PlaceRecord,
    PlacesFile,
)
from sitegen.programme.files.tracks import TrackRecord, TracksFile
from sitegen.programme.records import Records
from sitegen.source.fields import At
from sitegen.source.wording import shown

_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP Mississippi "
    "Alabama Louisiana Tennessee Arkansas Florida Georgia Texas Miss Ala La Tenn Ark Fla Ga Tex"
).replace(" ", "|")
_AFTER_STATE = re.compile(rf"(?:^|[\s,])(?:{_STATES})\.?,?\s+([0-9][0-9 -]*[0-9])\.?\s*$")
_ZIP_CODE = re.compile(r"[0-9]{5}(-[0-9]{4})?")
_WORD = re.compile(r"[^\W\d_]{2,}")


def check_mistyped(records: Records) -> Iterator[Diagnostic]:
    """Yield a warning for each fact that somebody should look at once more."""
    for at, lines in _addresses(records):
        yield from _zip_codes(at, lines)
    for at, field, name in _names(records):
        yield from _capitals(at, field, name)
    yield from _days_twice(records)


def _addresses(records: Records) -> Iterator[tuple[At, tuple[str, ...]]]:
    contacts, places = records.file(ContactsFile), records.file(PlacesFile)
    for office in contacts.offices if contacts and contacts.at.has("offices") else ():
        if office.at.has("address"):
            yield office.at, office.address
    for place in places.places if places and places.at.has("places") else ():
        if place.at.has("address"):
            yield place.at, place.address


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
    contacts, places = records.file(ContactsFile), records.file(PlacesFile)
    documents, tracks = records.file(DocumentsFile), records.file(TracksFile)
    named: tuple[PersonRecord | OfficeRecord | PlaceRecord | TrackRecord, ...] = (
        *(contacts.people if contacts and contacts.at.has("people") else ()),
        *(contacts.offices if contacts and contacts.at.has("offices") else ()),
        *(places.places if places and places.at.has("places") else ()),
        *(tracks.tracks if tracks and tracks.at.has("tracks") else ()),
    )
    for record in named:
        if record.at.has("name"):
            yield record.at, "name", record.name
    for document in documents.documents if documents and documents.at.has("documents") else ():
        if document.at.has("label"):
            yield document.at, "label", document.label
    for page in records.pages:
        if page.fields.at.has("title"):
            yield page.fields.at, "title", page.fields.title


def _capitals(at: At, field: str, name: str) -> Iterator[Diagnostic]:
    """Warn of two words or more in capitals alone. A short one may be an abbreviation."""
    words = _WORD.findall(name)
    long = [word for word in words if len(word) > 3]
    if name.isupper() and len(words) > 1 and len(max(long, default="", key=len)) > 4:
        message = f"“{shown(name)}” is written in capitals. Programs that read aloud may spell it."
        help_ = "Write only the first letters of names, and abbreviations, in capitals."
        yield problem("capitals", at.span(field), message, help_)


def _days_twice(records: Records) -> Iterator[Diagnostic]:
    """Warn of a closed day on the date of another one: one of the two is most likely wrong."""
    file = records.file(ClosedDaysFile)
    if file is None:
        return
    every_year: dict[DayOfYear | WeekdayOfMonth, tuple[str, Span, int | None]] = {}
    for day in file.closed_days if file.at.has("closed_days") else ():
        if day.at.has("on", "name", "from_year"):
            span = day.at.span("on")
            if day.on in every_year:
                other, first, _ = every_year[day.on]
                yield _twice(day.name, other, span, first)
            every_year.setdefault(day.on, (day.name, span, day.from_year))
    single: dict[date, tuple[str, Span]] = {}
    for extra in file.extra_closed_days if file.at.has("extra_closed_days") else ():
        if not extra.at.has("date", "name"):
            continue
        span = extra.at.span("date")
        same = single.get(extra.date) or next(
            (
                (name, first)
                for on, (name, first, begin) in every_year.items()
                if on.in_year(extra.date.year) == extra.date
                and (begin is None or begin <= extra.date.year)
            ),
            None,
        )
        if same:
            yield _twice(extra.name, same[0], span, same[1])
        single.setdefault(extra.date, (extra.name, span))


def _twice(name: str, other: str, span: Span, first: Span) -> Diagnostic:
    message = f"“{shown(name)}” is on the same day as “{shown(other)}”."
    help_ = "Correct the date. If both are right, give one entry both names."
    return problem("closed-day-twice", span, message, help_, Related("the other day", first))
