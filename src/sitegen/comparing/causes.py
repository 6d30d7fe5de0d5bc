"""Why a date that a rule computes is another one: the training, the rule, or a closed day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from sitegen.comparing.entries import first_day
from sitegen.lazy import dataclass
from sitegen.programme.closed_days import ClosedDays
from sitegen.programme.dates import DateKind
from sitegen.programme.deadline_rules import IfClosed
from sitegen.programme.files.tracks import TrackDeadlineRecord, TrackOpeningRecord
from sitegen.programme.model import Programme
from sitegen.programme.records import Records
from sitegen.programme.renewal_days import renewal_days
from sitegen.programme.schedule_dates import closed_days_of, rule_date
from sitegen.site.wording import ENGLISH

_FURTHEST = 30
"""Days around a computed date, among which closed days are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How a date came about: by a rule `of` something, in words, or because it is written.

    `counted` gives the day by the rule with these or other closed days. `start` is the first day of
    the training, if it is counted from that.
    """

    of: str
    rule: str
    counted: Callable[[ClosedDays], date | None]
    closed: ClosedDays
    start: date | None = None
    is_written: bool = False


Origins = Mapping[tuple[str, DateKind], Origin]
"""By the id of the training or of the deadline, and by what the date is."""


def origins(records: Records, programme: Programme) -> Origins:
    """Give how each opening, each deadline of a training and each computed deadline came about."""
    closed = closed_days_of(records) or ClosedDays()
    written = {one.id: one for one in records.trainings}
    tracks = {one.id: one for one in records.tracks}
    found: dict[tuple[str, DateKind], Origin] = {}
    for training in programme.trainings:
        record, track = written[training.id], tracks[training.track.id]
        start = first_day(training)
        if start is None:
            continue
        for kind, is_written, rule in (
            (DateKind.DEADLINE, record.deadline is not None, track.deadline),
            (DateKind.OPENING, record.opens is not None, track.opens),
        ):
            found[training.id, kind] = Origin(
                of="its track",
                rule=_rule(rule),
                counted=partial(rule_date, rule, start, training.year),
                closed=closed,
                start=start,
                is_written=is_written,
            )
    for one in renewal_days(records):
        if one.renewal.due is not None:
            found[one.id, DateKind.DEADLINE] = Origin(
                of="its renewal",
                rule=" ".join(one.renewal.at.texts("due")),
                counted=partial(one.renewal.due.in_year, one.day.year),
                closed=closed,
            )
    return found


def causes(old: Origins, new: Origins) -> Mapping[tuple[str, DateKind], str]:
    """Give in words why each computed date could differ, by the id of its training."""
    found = {}
    for key, now in new.items():
        was = old.get(key)
        if was is not None and (words := " and ".join(_causes(was, now))):
            found[key] = words
    return found


def _causes(was: Origin, now: Origin) -> Iterator[str]:
    """Yield what moves a date that a rule computes on one side at least."""
    if was.is_written and now.is_written:
        return
    if was.is_written != now.is_written:
        yield f"it {'stands at the training' if now.is_written else f'is computed by {now.of}'} now"
    if was.start != now.start:
        yield "the training moved"
    if was.is_written or now.is_written:
        return
    if was.rule != now.rule:
        yield f"the rule of {now.of} was {was.rule}, and is {now.rule} now"
    yield from _closed(was, now)


def _rule(rule: TrackDeadlineRecord | TrackOpeningRecord | None) -> str:
    """Write a rule of a track as it stands in the file."""
    if rule is None or rule.rule is None:
        return "not there"
    words = str(rule.rule)
    if rule.if_closed is not IfClosed.KEEP:
        words += f", {rule.if_closed.value} if closed"
    return words if rule.from_year is None else f"{words}, from {rule.from_year} on"


def _closed(was: Origin, now: Origin) -> Iterator[str]:
    """Yield the closed days that make a difference to what the rule gives now."""
    before, after = now.counted(was.closed), now.counted(now.closed)
    if before is None or after is None or before == after:
        return
    first, last = min(before, after), max(before, after)
    days = (first + timedelta(days=n) for n in range(min((last - first).days, _FURTHEST) + 1))
    for day in days:
        then, today = was.closed.name_on(day), now.closed.name_on(day)
        if then is None and today is not None:
            yield f"{ENGLISH.day(day)} is a closed day now ({today})"
        elif then is not None and today is None:
            yield f"{ENGLISH.day(day)} is no closed day any more ({then})"
