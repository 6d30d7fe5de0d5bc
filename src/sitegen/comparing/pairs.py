"""What differs of one training or deadline between two programmes, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from sitegen.comparing.differences import Difference, Kind, Telling
from sitegen.comparing.entries import FACTS, NOT_KNOWN, Entry, EntryDate, Fact, Part
from sitegen.lazy import dataclass
from sitegen.programme.checks.telling import CALLED_OFF_IN_WORDS
from sitegen.programme.dates import DateKind
from sitegen.programme.model import CALLED_OFF, DayRun, Status
from sitegen.site.wording import ENGLISH, begun

Causes = Mapping[tuple[str, DateKind], str]
"""Why a computed date of a training (by its id) differs, as far as something else has moved it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry as it was and as it is."""

    old: Entry
    new: Entry

    def difference(  # noqa: PLR0913 - each is a field
        self,
        kind: Kind,
        words: str,
        *,
        was: str | None = None,
        now: str | None = None,
        days: int | None = None,
        cause: str | None = None,
        field: str | None = None,
        remark: str = "",
    ) -> Difference:
        """Say something of it, by the name that people know.

        Where it is in a `field` of which people are told, `words` are what they are told. A
        `remark` is for editors only.
        """
        return Difference(
            kind=kind,
            about=self.old.name,
            words=f"{words} {remark}" if remark else words,
            id=self.new.id,
            was=was,
            now=now,
            days=days,
            cause=cause,
            telling=Telling(field, self._as_told(words)) if field else None,
        )

    def _as_told(self, words: str) -> str:
        """Give words as a sentence that stands alone, below the name of the entry."""
        if words.startswith("it "):
            words = f"this {'training' if self.new.is_training else 'deadline'}{words[2:]}"
        return begun(words)


def of_pair(pair: Pair, today: date, causes: Causes) -> Iterator[Difference]:
    """Yield what differs of an entry. Of what is called off, no date holds."""
    old, new = pair.old, pair.new
    if old.id != new.id:
        words = f"its id was {old.id}, and is {new.id} now. Links to it break, and whoever has it "
        words += f"in a calendar may have it twice. To keep it: id: {old.id}"
        yield pair.difference(Kind.RENAMED, words, was=old.id, now=new.id)
    if old.calendar != new.calendar:
        words = f"it is in the track {new.what} now, and vanishes from the calendar of {old.what}."
        yield pair.difference(Kind.GONE, words, was=old.calendar, now=new.calendar)
    if old.status is not new.status:
        yield _other_status(pair)
    if new.status in CALLED_OFF:
        return
    if old.runs != new.runs or old.expected != new.expected:
        yield _moved(pair)
    yield from _around(pair, today, causes)
    for of in _OF_PARTS:
        yield from _by_part(pair, of)
    yield from _facts(pair)


_STATUSES = {
    Status.CANCELLED: f"it {CALLED_OFF_IN_WORDS[Status.CANCELLED]}",
    Status.POSTPONED: f"it {CALLED_OFF_IN_WORDS[Status.POSTPONED]}",
    Status.FULL: "it is full.",
    Status.WAITING_LIST: "it is full, and one can be put on a waiting list.",
    Status.TENTATIVE: "its dates may still change.",
    Status.SCHEDULED: "it is held as planned.",
}
_AGAIN = {
    Status.CANCELLED: "it is on again; it was cancelled.",
    Status.POSTPONED: "it has days again; it was postponed.",
    Status.FULL: "it has places again; it was full.",
    Status.WAITING_LIST: "it has places again; it was full.",
    Status.TENTATIVE: "its dates are firm now.",
}
"""What is said of what is scheduled now, by what it was."""


def _other_status(pair: Pair) -> Difference:
    was, now = pair.old.status, pair.new.status
    words = _AGAIN[was] if now is Status.SCHEDULED else _STATUSES[now]
    if was in CALLED_OFF and now not in {Status.SCHEDULED, *CALLED_OFF}:
        words = f"{_AGAIN[was]} {begun(words)}"
    kinds = {Status.CANCELLED: Kind.CANCELLED, Status.POSTPONED: Kind.POSTPONED}
    kind = kinds.get(now, Kind.STATUS)
    return pair.difference(kind, words, was=was.value, now=now.value, field="status")


def _moved(pair: Pair) -> Difference:
    was, now = pair.old.runs, pair.new.runs
    first, then = pair.old.first_day, pair.new.first_day
    if first is None or then is None:
        return _announced(pair)
    days = (then - first).days
    if days and [_shifted(run, days) for run in was] == list(now):
        words = f"moved {_shift(days)}, from {ENGLISH.day(first)} to {ENGLISH.day(then)}."
    else:
        words = f"on other days: it was {days_in_words(was)}, and is {days_in_words(now)} now."
    was_day, now_day = _iso(first), _iso(then)
    field = "days" if len(now) > 1 else "start"
    return pair.difference(Kind.MOVED, words, was=was_day, now=now_day, days=days, field=field)


def _announced(pair: Pair) -> Difference:
    """Say that days are announced now, no longer, or expected at another time."""
    was, now = pair.old, pair.new
    if now.runs:
        words = f"its days are announced: {days_in_words(now.runs)}."
    elif was.runs:
        words = f"its days hold no longer: {days_in_words(was.runs)}. "
        words += f"Now it is {expected_in_words(now)}."
    elif now.is_expected:
        words = f"it was {expected_in_words(was)}, and is {expected_in_words(now)} now."
    else:
        words = f"it was {expected_in_words(was)}. It is not known any more when it will be."
    before, after = _iso(was.first_day) or was.expected, _iso(now.first_day) or now.expected
    field = "days" if len(now.runs) > 1 else "start"
    return pair.difference(Kind.MOVED, words, was=before, now=after, field=field)


def expected_in_words(entry: Entry) -> str:
    """Say when a training is, whose days are not announced."""
    return f"expected in {entry.expected}" if entry.is_expected else "expected at a time to be told"


def _shifted(run: DayRun, days: int) -> DayRun:
    by = timedelta(days=days)
    return DayRun(run.first + by, run.last + by)


def _shift(days: int) -> str:
    many = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{many} later" if days > 0 else f"{many} earlier"


def days_in_words(runs: Iterable[DayRun]) -> str:
    """Say the days of a training."""
    return ENGLISH.runs(tuple(runs))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _around(pair: Pair, today: date, causes: Causes) -> Iterator[Difference]:
    """Yield what differs of the dates around a training, or of the day of a deadline."""
    old, new = pair.old, pair.new
    same = _exchanged(old.dates, new.dates)
    for key in dict.fromkeys((*new.dates, *old.dates)):
        was, now = old.dates.get(key), new.dates.get(key)
        if was is not None and now is not None:
            if _differ(was, now, with_meaning=old.is_whole) and key not in same:
                yield _other_date(pair, was, now, today, causes.get((new.id, now.kind)))
        elif now is not None:
            yield _appeared(pair, now, causes.get((new.id, now.kind)))
        elif was is not None:
            yield _vanished(pair, was, causes.get((new.id, was.kind)))
    if old.is_whole and old.without_deadline != new.without_deadline:
        yield from _without_deadline(pair)
    if old.is_whole and new.opens_with_days and not old.opens_with_days and not _opens(old):
        words = f"{_WITH_DAYS} Before, one could apply at once."
        yield pair.difference(Kind.OPENING, words, field="opens")
    if old.opens_with_days and not new.opens_with_days and not _opens(new):
        yield pair.difference(Kind.OPENING, "one can apply at once.", field="opens")


_WITH_DAYS = "one can apply once its days are announced."


def _opens(entry: Entry) -> bool:
    return any(one.kind is DateKind.OPENING for one in entry.dates.values())


def _exchanged(old: Mapping[str, EntryDate], new: Mapping[str, EntryDate]) -> set[str]:
    """Give which dates of one label have only exchanged their days, so that people see the same."""
    found = set()
    labels = {(one.kind, one.label) for one in new.values()}
    for label in labels if len(labels) < len(new) else ():
        keys = [key for key, one in new.items() if (one.kind, one.label) == label]
        was = [old[key] for key in keys if key in old]
        times = all(one.knows_times for one in was)
        before = Counter(one.when(times=times) for one in was)
        if before == Counter(new[key].when(times=times) for key in keys):
            found.update(keys)
    return found


def _differ(was: EntryDate, now: EntryDate, *, with_meaning: bool) -> bool:
    times = was.knows_times and (was.at, was.hours) != (now.at, now.hours)
    return was.days != now.days or times or (with_meaning and was.meaning != now.meaning)


def _without_deadline(pair: Pair) -> Iterator[Difference]:
    """Say that there is no deadline, where none was and none is."""
    was, now = pair.old, pair.new
    if any(one.kind is DateKind.DEADLINE for one in (*was.dates.values(), *now.dates.values())):
        return  # that it comes or goes is said already
    before, after = was.without_deadline, now.without_deadline
    words = f"the deadline was {before or 'not published'}, and is {after or 'not published'} now."
    yield pair.difference(Kind.DEADLINE, words, was=before, now=after, field="deadline")


def _other_date(
    pair: Pair, was: EntryDate, now: EntryDate, today: date, cause: str | None
) -> Difference:
    """Say how one date differs. An earlier deadline is grave as long as the old one is ahead."""
    then = f"it was {was.words}, and is {now.words} now."
    by = _by(was, now)
    if now.kind is DateKind.OPENING:
        words = f"{now.label} {by}: {then}"
    elif now.kind is DateKind.DEADLINE:
        words = f"{'it' if pair.old.what == was.label else now.label} is {by}: {then}"
    else:  # what people call it may be several: interviews
        words = f"{now.label}, {by}: {then}"
    kind, remark = _KINDS[now.kind], ""
    if now.is_due and now.moment < was.moment and was.moment.last_day >= today:
        remark = f"That is past. {_MISSED}" if now.moment.last_day < today else _MISSED
        kind = Kind.DEADLINE_EARLIER
    return pair.difference(
        kind,
        words,
        was=was.written,
        now=now.written,
        days=(now.days.first - was.days.first).days,
        cause=cause,
        field=_field(pair, now),
        remark=remark,
    )


_MISSED = "People may already miss it."
_KINDS = {
    DateKind.DEADLINE: Kind.DEADLINE,
    DateKind.OPENING: Kind.OPENING,
    DateKind.FEE: Kind.DEADLINE,
    DateKind.MILESTONE: Kind.MILESTONE,
}
_FIELDS = {
    DateKind.DEADLINE: "deadline",
    DateKind.OPENING: "opens",
    DateKind.FEE: "fees",
    DateKind.MILESTONE: "milestones",
}


def _field(pair: Pair, one: EntryDate) -> str:
    """Name the field in which a date stands."""
    return _FIELDS[one.kind] if pair.new.is_training else "date"


def _by(was: EntryDate, now: EntryDate) -> str:
    days = (now.days.first - was.days.first).days
    if days:
        return _shift(days)
    if was.days != now.days:
        return f"with an end {_shift((now.days.last - was.days.last).days)}"
    if was.at != now.at and was.knows_times:
        return f"{'earlier' if now.moment < was.moment else 'later'} on that day"
    return "with other hours" if was.hours != now.hours else "meant otherwise"


def _appeared(pair: Pair, now: EntryDate, cause: str | None) -> Difference:
    kind, words, remark = _KINDS[now.kind], f"{now.label} is new: {now.words}.", ""
    if now.kind is DateKind.OPENING:
        words = f"{now.label} {now.words}."
        at_once = pair.old.is_whole and not pair.old.opens_with_days
        words += " Before, one could apply at once." if at_once else ""
    elif now.kind is DateKind.DEADLINE and pair.old.without_deadline:
        words = f"{now.label} is {now.words}. Before, there was none."
        kind, remark = Kind.DEADLINE_EARLIER, _MISSED
    field = _field(pair, now)
    return pair.difference(kind, words, now=now.written, cause=cause, field=field, remark=remark)


def _vanished(pair: Pair, was: EntryDate, cause: str | None) -> Difference:
    kind, words = _KINDS[was.kind], f"{was.label} is gone; it was {was.words}."
    if was.kind is DateKind.OPENING:
        then = _WITH_DAYS if pair.new.opens_with_days else "one can apply at once."
        words = f"{then} Before, applications were to open {was.words}."
    elif was.kind is DateKind.DEADLINE and pair.new.without_deadline:
        words = f"{was.label} is {pair.new.without_deadline} now; it was {was.words}."
    return pair.difference(kind, words, was=was.written, cause=cause, field=_field(pair, was))


@dataclass(frozen=True, slots=True)
class _OfParts:
    """Something that can differ from part to part: its field, and how it is told apart and said."""

    kind: Kind
    field: str
    key: Callable[[Part], str | None]
    said: Callable[[Part], str | None]

    def words(self, when: str, was: str | None, now: str | None) -> str:
        """Say how it differs on some days."""
        several = self.kind is Kind.HOURS
        fact = Fact((), f"{self.field}{when}", str, self.kind, are_several=several)
        return fact.words(was, now) or ""


_OF_PARTS = (
    _OfParts(Kind.PLACE, "place", lambda one: one.place, lambda one: one.place_name or "not set"),
    _OfParts(Kind.HOURS, "hours", lambda one: one.hours, lambda one: one.hours),
)


def _by_part(pair: Pair, of: _OfParts) -> Iterator[Difference]:
    """Yield where the parts of a training are, or when on a day, if that differs."""
    old, new = pair.old.parts, pair.new.parts
    both = [(was, now) for was, now in zip(old, new, strict=False) if of.key(was) != of.key(now)]
    of_all = len({of.key(one) for one in old}) == len({of.key(one) for one in new}) == 1
    known = {of.key(one) for one in old}
    if NOT_KNOWN in known or not old:
        return
    for was, now in both[:1] if of_all else both:
        when = "" if of_all or now.days is None else f" on {days_in_words([now.days])}"
        words = of.words(when, of.said(was), of.said(now))
        field = of.field if of_all else "days"
        yield pair.difference(of.kind, words, was=of.key(was), now=of.key(now), field=field)
    for now in new[len(old) :]:
        if of.key(now) not in known and now.days is not None:
            words = of.words(f" on {days_in_words([now.days])}", None, of.said(now))
            yield pair.difference(of.kind, words, now=of.key(now), field="days")


def _facts(pair: Pair) -> Iterator[Difference]:
    for fact in FACTS[pair.new.type]:
        if fact.label not in pair.old.facts:
            continue  # the ledger does not know it
        was, now = pair.old.facts[fact.label], pair.new.facts[fact.label]
        words = fact.words(was, now)
        if words is not None and not (fact.is_name and None in (was, now)):
            was, now = fact.brief(was), fact.brief(now)
            yield pair.difference(fact.kind, words, was=was, now=now)
