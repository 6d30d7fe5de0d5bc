"""Dates in texts that contradict the data, or themselves: weekdays, deadlines, first days."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sitegen.diagnostics import Diagnostic, Fix, Related, Span, problem
from sitegen.lazy import dataclass, pattern
from sitegen.programme.checks.prose_facts import CODE, sentence_around
from sitegen.programme.checks.rules import tracks_of
from sitegen.programme.closed_days import ClosedDays
from sitegen.programme.files.tracks import TrackRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import Moment
from sitegen.programme.prose import Prose
from sitegen.programme.records import Records
from sitegen.programme.renewal_days import renewal_days
from sitegen.programme.schedule_dates import closed_days_of, dated_trainings, other_days, rule_date
from sitegen.source.dates import MONTHS, WEEKDAYS, in_words, without_weekday
from sitegen.source.pieces import each_known, in_pieces, known, piece
from sitegen.source.wording import shown

_NEAR, _NEAR_OWN = 7, 62
"""Days between a date of a text and the deadline that it most likely means, or that of its own."""

_SHORT = {name[:3].casefold(): n for n, name in enumerate(WEEKDAYS)} | {"tues": 1, "thurs": 3}
_SPANISH_DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_SPANISH_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre"),
    *("octubre", "noviembre", "diciembre"),
)
_WEEKDAY = "|".join((*WEEKDAYS, "Tues", "Thurs", "Thur", *(name[:3] for name in WEEKDAYS)))
_MONTH = "|".join((*MONTHS, "Sept", *(name[:3] for name in MONTHS)))
_DATE = pattern(
    rf"(?:\b(?P<weekday>{_WEEKDAY})\b\.?,?\s+(?:the\s+)?)?"
    rf"(?:(?<![\w/-])(?P<iso>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?![\w-])"
    rf"|\b(?P<month>{_MONTH})\.?\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:-|–|to\b|:))"
    rf"(?:,?\s+(?P<year>(?:19|20)[0-9]{{2}})\b)?)"
    rf"(?:\s*\((?P<behind>{_WEEKDAY})\))?"
)
_SPANISH = pattern(
    rf"\b(?P<weekday>{'|'.join(_SPANISH_DAYS)}),?\s+(?:el\s+)?(?P<day>[0-9]{{1,2}})\s+de\s+"
    rf"(?P<month>{'|'.join(_SPANISH_MONTHS)})\s+del?\s+(?P<year>[0-9]{{4}})",
    re.IGNORECASE,
)
_DIGIT = pattern("[0-9]")
_DUE = pattern(
    r"\b(?:deadlines?|due|apply by|register by|registered by|applications? (?:must|are|is)|"
    r"no later than|postmarked|received by|closes?|cut-?off)\b",
    re.IGNORECASE,
)
_OF_ALL = pattern(r"\b(?:appl(?:y|ications?)|regist\w+|forms?|enrol\w*)\b", re.IGNORECASE)
_BEGINS = pattern(
    r"\b(?:trainings?|class|course|session|workshop|we)\b[^.]*\b(?:begins?|starts?)\b"
    r"|\bfirst day\b|^\W*(?:begins|starts)\b",
    re.IGNORECASE,
)
_LENGTH = pattern(
    r"\b(?P<n>[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)[- ](?:full\s+)?days?[- ]"
    r"(?:long\s+)?(?:training|course|class|workshop)\b",
    re.IGNORECASE,
)
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class _Found:
    """A date in a text: the day, where it stands, and the weekday beside it with its place."""

    day: date
    start: int
    end: int
    weekday: int | None
    weekday_at: tuple[int, int] | None
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Known:
    """The dates of the data, each with its place; those of each training by where its note is."""

    deadlines: Sequence[date]
    starts: Sequence[date]
    places: Mapping[str, Sequence[Span]]
    all_days: frozenset[date]
    trainings: Mapping[tuple[str, int], tuple[TrainingRecord, date | None]]


def check_prose_dates(records: Records, texts: Iterable[Prose]) -> Iterator[Diagnostic]:
    """Yield a warning for each date in a text that the data, or its own weekday, contradicts."""
    known: _Known | None = None
    for prose in texts:
        has_numbers = _DIGIT.search(prose.text) is not None
        if not has_numbers and "day" not in prose.text.lower():
            continue
        known = known or _known(records)  # no text may ask for it
        of_note = known.trainings.get((prose.source.path, prose.start))
        if of_note is not None:
            yield from _length(prose, of_note[0])
        if not has_numbers:
            continue
        year = of_note[1].year if of_note is not None and of_note[1] is not None else None
        for found in _dates(prose.text, year):
            yield from _weekday(prose, found)
            yield from _compared(prose, found, known, of_note)


def _known(records: Records) -> _Known:
    closed = closed_days_of(records)
    tracks = tracks_of(records)
    deadlines: dict[date, Span] = {}
    starts: dict[date, Span] = {}
    days: set[date] = set()
    trainings: dict[tuple[str, int], tuple[TrainingRecord, date | None]] = {}
    for schedule, training, runs in dated_trainings(records):
        at, first = training.at, runs[0].first
        starts.setdefault(first, at.span("id"))
        days |= {day for run in runs for day in (run.first, run.last)}
        days |= set(_other_days(training))
        due = _due(training, first, schedule.year, tracks, closed)
        if due is not None:
            deadlines.setdefault(due, at.span("deadline" if at.written("deadline") else "id"))
        if at.written("note"):
            span = at.span("note")
            trainings[span.path, span.start] = training, due or first
    for moment, deadline in each_known(records.deadlines, lambda one: one.moment):
        deadlines.setdefault(moment.day, deadline.at.span("date"))
    for one in renewal_days(records):
        deadlines.setdefault(one.day, one.renewal.at.span("due"))
    ordered = {"deadline": sorted(deadlines.items()), "first day": sorted(starts.items())}
    return _Known(
        deadlines=[day for day, _ in ordered["deadline"]],
        starts=[day for day, _ in ordered["first day"]],
        places={what: [span for _, span in of_what] for what, of_what in ordered.items()},
        all_days=frozenset(days | set(deadlines) | set(starts)),
        trainings=trainings,
    )


def _due(
    training: TrainingRecord,
    first: date,
    year: int,
    tracks: Mapping[str, TrackRecord],
    closed: ClosedDays | None,
) -> date | None:
    """Give the deadline that is written, or else that of the track's rule."""

    def asked(training: TrainingRecord) -> date | None:
        written = training.deadline
        moment = known(written, lambda one: one.moment)
        if isinstance(moment, Moment):
            return moment.day
        track = tracks.get(training.track) if moment is None else None
        return rule_date(track.deadline if track is not None else None, first, year, closed)

    return known(training, asked)


def _other_days(training: TrainingRecord) -> Iterator[date]:
    """Yield when applications open, the days of milestones, and of what people were told."""
    opens = known(training, lambda one: one.opens and one.opens.moment.day)
    if opens:
        yield opens
    for when, _ in in_pieces(other_days(training)):
        yield from (when.day,) if isinstance(when, Moment) else (when.first, when.last)
    for on, _ in each_known(known(training, lambda one: one.changes) or (), lambda one: one.on):
        yield on


def _dates(text: str, year: int | None) -> Iterator[_Found]:
    """Yield the dates of a text; one without a year is of `year`, and else left out."""
    for found in _DATE.finditer(text):
        beside = "weekday" if found["weekday"] else "behind" if found["behind"] else None
        if found["iso"]:
            parts: Sequence[int] = [int(part) for part in found["iso"].split("-")]
        elif found["year"] or year:
            month = next(n for n, m in enumerate(MONTHS, 1) if m[:3] == found["month"][:3])
            parts = [int(found["year"] or year or 0), month, int(found["day"])]
        else:
            continue
        day = _day(*parts)
        if day is not None:
            weekday = _SHORT[found[beside][:3].casefold()] if beside else None
            at = found.span(beside) if beside else None
            begin = found.start("iso") if found["iso"] else found.start("month")
            yield _Found(day, begin, found.end(), weekday, at, WEEKDAYS)
    for found in _SPANISH.finditer(text):
        month = _SPANISH_MONTHS.index(found["month"].casefold()) + 1
        day = _day(int(found["year"]), month, int(found["day"]))
        if day is not None:
            weekday = _SPANISH_DAYS.index(found["weekday"].casefold())
            at = found.span("weekday")
            yield _Found(day, found.start("day"), found.end(), weekday, at, _SPANISH_DAYS)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(prose: Prose, found: _Found) -> Iterator[Diagnostic]:
    if found.weekday_at is None or found.weekday == found.day.weekday():
        return
    right = found.names[found.day.weekday()]
    typed = prose.text[slice(*found.weekday_at)]
    at = prose.span(*found.weekday_at)
    weekday = WEEKDAYS[found.day.weekday()]
    message = f"{without_weekday(found.day)}, is a {weekday}, and the text says {shown(typed)}."
    help_ = f"Write {right}. If the weekday is right, correct the date."
    yield problem(CODE, at, message, help_, fix=Fix(at, right, safe=False))


def _compared(
    prose: Prose,
    found: _Found,
    known: _Known,
    of_note: tuple[TrainingRecord, date | None] | None,
) -> Iterator[Diagnostic]:
    """Compare a date that is called a deadline, or a first day, with those of the data."""
    if found.day in known.all_days:
        return
    start, end = sentence_around(prose.text, found.start)
    sentence = prose.text[start:end]
    for words, dates, what in (
        (_DUE, known.deadlines, "deadline"),
        (_BEGINS, known.starts, "first day"),
    ):
        if not words.search(sentence):
            continue
        right = _nearest(found.day, dates)
        own = of_note[1] if of_note is not None and dates is known.deadlines else None
        if own in dates and _OF_ALL.search(sentence):
            right = own
        limit = _NEAR_OWN if right == own else _NEAR
        if right is None or abs((right - found.day).days) > limit:
            continue
        place = bisect_left(dates, right)
        message = f"In this text stands {in_words(found.day)}. The {what} is {in_words(right)}."
        help_ = "Correct one of the two. If it is another date, give it a line in the schedule too."
        related = Related(in_words(right), known.places[what][place])
        yield problem(CODE, prose.span(found.start, found.end), message, help_, related)
        return


def _nearest(day: date, dates: Sequence[date]) -> date | None:
    """Give the nearest of some days that are in order."""
    at = bisect_left(dates, day)
    return min(dates[max(0, at - 1) : at + 1], key=lambda one: abs((one - day).days), default=None)


@piece
def _length(prose: Prose, training: TrainingRecord) -> Iterator[Diagnostic]:
    """Compare the number of days that the note of a training names with its days."""
    if training.expected is not None:
        return
    days = sum((run.last - run.first).days + 1 for run in training.runs)
    first = training.first_day
    if not training.days and first is not None:
        days = ((training.end or first) - first).days + 1
    for found in _LENGTH.finditer(prose.text):
        typed = found["n"].casefold()
        number = int(typed) if typed.isdigit() else _NUMBERS.index(typed)
        if number != days:
            at = prose.span(*found.span("n"))
            message = f"This text says {shown(found[0])}, and the training has {days} days."
            field = "days" if training.days else "start"
            related = Related("its days", training.at.span(field))
            yield problem(CODE, at, message, "Correct one of the two.", related)
