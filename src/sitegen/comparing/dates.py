"""What differs between the dates of two programmes, entry by entry, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from sitegen.comparing.differences import Difference, Kind
from sitegen.comparing.entries import FACTS, OF_A_PLACE, Entry, EntryDate, sentence
from sitegen.lazy import dataclass
from sitegen.programme.dates import DateKind
from sitegen.programme.model import CALLED_OFF, DayRun, Place, Status
from sitegen.site.wording import ENGLISH, begun

Causes = Mapping[tuple[str, DateKind], str]
"""Why a computed date of a training (by its id) differs, as far as something else has moved it."""

_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class _Pair:
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
    ) -> Difference:
        """Say something of it, by the name that people know."""
        return Difference(
            kind=kind,
            about=self.old.name,
            words=words,
            id=self.new.id,
            was=was,
            now=now,
            days=days,
            cause=cause,
        )


def compare_dates(
    old: Iterable[Entry], new: Iterable[Entry], today: date, causes: Causes
) -> Iterator[Difference]:
    """Yield what differs between the entries of two sides. What is over is said in one sentence."""
    past: list[Difference] = []
    for last_day, found in _differences(old, new, today, causes):
        if last_day >= today:
            yield from found
        elif found:
            past.append(found[0])
    yield from _past(past)


def _differences(
    old: Iterable[Entry], new: Iterable[Entry], today: date, causes: Causes
) -> Iterator[tuple[date, Sequence[Difference]]]:
    """Yield what differs of each entry that is on a side, with its last day on either."""
    was = {(one.is_training, one.id): one for one in old}
    now = {(one.is_training, one.id): one for one in new}
    gone = {one.id: one for key, one in was.items() if key not in now}
    added = {one.id: one for key, one in now.items() if key not in was}
    pairs = [_Pair(one, now[key]) for key, one in was.items() if key in now]
    pairs += [_Pair(gone.pop(one), added.pop(other)) for one, other in _renamed(gone, added)]
    for pair in pairs:
        yield max(pair.old.last_day, pair.new.last_day), tuple(_of_pair(pair, today, causes))
    yield from ((one.last_day, (_gone(one),)) for one in gone.values())
    yield from ((one.last_day, (_added(one),)) for one in added.values())


def compare_places(
    old: Iterable[Place], new: Iterable[Place], entries: Iterable[Entry], today: date
) -> Iterator[Difference]:
    """Yield what differs of places where something is to be held."""
    was = {one.id: one for one in old}
    held = Counter(one.place for one in entries if one.last_day >= today)
    for place in new:
        before, many = was.get(place.id), held[place.id]
        if before is None or not many:
            continue
        trainings = "1 training is" if many == 1 else f"{many} trainings are"
        for fact in OF_A_PLACE:
            then, now = fact.said(before), fact.said(place)
            words = fact.words(then, now)
            if words is not None:
                yield Difference(
                    kind=fact.kind,
                    about=before.name,
                    words=f"{words} {trainings} to be held there.",
                    id=place.id,
                    was=fact.brief(then),
                    now=fact.brief(now),
                )


def _renamed(gone: Mapping[str, Entry], added: Mapping[str, Entry]) -> Sequence[tuple[str, str]]:
    """Give old and new id of what only has another one: as nothing else, its track and day."""
    old, new = _by_mark(gone.values()), _by_mark(added.values())
    return [
        (of_mark[0].id, new[mark][0].id)
        for mark, of_mark in old.items()
        if mark[1] is not None and len(of_mark) == len(new.get(mark, ())) == 1
    ]


_Mark = tuple[str | None, str | None]


def _by_mark(entries: Iterable[Entry]) -> Mapping[_Mark, list[Entry]]:
    found: dict[_Mark, list[Entry]] = {}
    for one in entries:
        expected = one.expected if one.is_expected else None
        found.setdefault((one.calendar, _iso(one.first_day) or expected), []).append(one)
    return found


def _gone(entry: Entry) -> Difference:
    words = "it is no longer there. It vanishes from people's calendars without a word."
    if entry.status in CALLED_OFF:
        words = f"it is no longer there. It was {entry.status.value}."
    else:
        words += " If it is called off, keep it with status: cancelled."
    return Difference(
        kind=Kind.GONE, about=entry.name, words=words, id=entry.id, was=_iso(entry.first_day)
    )


def _added(entry: Entry) -> Difference:
    parts = [_days(entry.runs)] if entry.runs else []
    parts += [begun(_expected(entry))] if entry.expected else []
    parts += [entry.place_name or ENGLISH.place(None)] if entry.is_training else []
    for one in entry.dates.values():
        parts.append(one.words if one.label == entry.what else f"{one.label} {one.words}")
    if entry.without_deadline:
        parts.append(f"deadline: {entry.without_deadline}")
    if entry.status is not Status.SCHEDULED:
        parts.append(f"status: {entry.status.value}")
    return Difference(
        kind=Kind.ADDED,
        about=entry.name,
        words=sentence(f"it is new. {begun('; '.join(parts))}"),
        id=entry.id,
        now=_iso(entry.first_day),
    )


def _past(found: list[Difference]) -> Iterator[Difference]:
    if not found:
        return
    names = [one.about for one in found[:_MOST_NAMED]]
    more = len(found) - len(names)
    named = "; ".join([*names, *([f"and {more} more"] if more else [])])
    entry = "1 entry differs" if len(found) == 1 else f"{len(found)} entries differ"
    yield Difference(kind=Kind.PAST, about="What is over", words=f"{entry}: {named}.")


def _of_pair(pair: _Pair, today: date, causes: Causes) -> Iterator[Difference]:
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
        return  # none of its dates holds
    if old.runs != new.runs or old.expected != new.expected:
        yield _moved(pair)
    yield from _around(pair, today, causes)
    if new.is_training and old.place != new.place:
        was, now = old.place_name or "not set", new.place_name or "not set"
        words = f"the place was {was}, and is {now} now."
        yield pair.difference(Kind.PLACE, words, was=old.place, now=new.place)
    yield from _facts(pair)


_STATUSES = {
    Status.CANCELLED: "it is cancelled.",
    Status.POSTPONED: "it is postponed. The new days are not known yet.",
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


def _other_status(pair: _Pair) -> Difference:
    was, now = pair.old.status, pair.new.status
    words = _AGAIN[was] if now is Status.SCHEDULED else _STATUSES[now]
    if was in CALLED_OFF and now not in {Status.SCHEDULED, *CALLED_OFF}:
        words = f"{_AGAIN[was]} {begun(words)}"
    kinds = {Status.CANCELLED: Kind.CANCELLED, Status.POSTPONED: Kind.POSTPONED}
    return pair.difference(kinds.get(now, Kind.STATUS), words, was=was.value, now=now.value)


def _moved(pair: _Pair) -> Difference:
    was, now = pair.old.runs, pair.new.runs
    first, then = pair.old.first_day, pair.new.first_day
    if first is None or then is None:
        return _announced(pair)
    days = (then - first).days
    if days and [_shifted(run, days) for run in was] == list(now):
        words = f"moved {_shift(days)}, from {ENGLISH.day(first)} to {ENGLISH.day(then)}."
    else:
        words = f"on other days: it was {_days(was)}, and is {_days(now)} now."
    return pair.difference(Kind.MOVED, words, was=_iso(first), now=_iso(then), days=days)


def _announced(pair: _Pair) -> Difference:
    """Say that days are announced now, no longer, or expected at another time."""
    was, now = pair.old, pair.new
    if now.runs:
        words = f"its days are announced: {_days(now.runs)}."
    elif was.runs:
        words = f"its days hold no longer: {_days(was.runs)}. Now it is {_expected(now)}."
    else:
        words = f"it was {_expected(was)}, and is {_expected(now)} now."
    before, after = _iso(was.first_day) or was.expected, _iso(now.first_day) or now.expected
    return pair.difference(Kind.MOVED, words, was=before, now=after)


def _expected(entry: Entry) -> str:
    return f"expected in {entry.expected}" if entry.is_expected else "expected at a time to be told"


def _shifted(run: DayRun, days: int) -> DayRun:
    by = timedelta(days=days)
    return DayRun(run.first + by, run.last + by)


def _shift(days: int) -> str:
    many = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{many} later" if days > 0 else f"{many} earlier"


def _days(runs: Iterable[DayRun]) -> str:
    return ENGLISH.runs(tuple(runs))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _around(pair: _Pair, today: date, causes: Causes) -> Iterator[Difference]:
    """Yield what differs of the dates around a training, or of the day of a deadline."""
    old, new = pair.old, pair.new
    for key in dict.fromkeys((*old.dates, *new.dates)):
        was, now = old.dates.get(key), new.dates.get(key)
        if was is not None and now is not None:
            if _differ(was, now, with_time=old.is_whole):
                yield _other_date(pair, was, now, today, causes.get((new.id, now.kind)))
        elif now is not None:
            kind, words = _appeared(pair, now)
            cause = causes.get((new.id, now.kind))
            yield pair.difference(kind, words, now=now.written, cause=cause)
        elif was is not None:
            kind, words = _vanished(pair, was)
            cause = causes.get((new.id, was.kind))
            yield pair.difference(kind, words, was=was.written, cause=cause)
    if old.is_whole and old.without_deadline != new.without_deadline:
        yield from _without_deadline(pair)
    if old.is_whole and new.opens_with_days and not old.opens_with_days and not _opens(old):
        yield pair.difference(Kind.OPENING, f"{_WITH_DAYS} Before, one could apply at once.")
    if old.opens_with_days and not new.opens_with_days and not _opens(new):
        yield pair.difference(Kind.OPENING, "one can apply at once.")


_WITH_DAYS = "one can apply once its days are announced."


def _opens(entry: Entry) -> bool:
    return any(one.kind is DateKind.OPENING for one in entry.dates.values())


def _differ(was: EntryDate, now: EntryDate, *, with_time: bool) -> bool:
    times = (was.at, was.hours, was.meaning) != (now.at, now.hours, now.meaning)
    return was.days != now.days or (with_time and times)


def _without_deadline(pair: _Pair) -> Iterator[Difference]:
    """Say that there is no deadline, where none was and none is."""
    was, now = pair.old, pair.new
    if any(one.kind is DateKind.DEADLINE for one in (*was.dates.values(), *now.dates.values())):
        return  # that it comes or goes is said already
    before = was.without_deadline or "not published"
    words = f"the deadline was {before}, and is {now.without_deadline or 'not published'} now."
    yield pair.difference(Kind.DEADLINE, words, was=was.without_deadline, now=now.without_deadline)


def _other_date(
    pair: _Pair, was: EntryDate, now: EntryDate, today: date, cause: str | None
) -> Difference:
    """Say how one date differs. An earlier deadline is grave as long as the old one is ahead."""
    what = "it" if pair.old.what == was.label else now.label
    words = f"{what} {_by(was, now)}: it was {was.words}, and is {now.words} now."
    kind = _KINDS[now.kind]
    if now.is_due and now.moment < was.moment and was.moment.last_day >= today:
        words += " That is past." if now.moment.last_day < today else ""
        words += f" {_MISSED}"
        kind = Kind.DEADLINE_EARLIER
    days = (now.days.first - was.days.first).days
    return pair.difference(kind, words, was=was.written, now=now.written, days=days, cause=cause)


_MISSED = "People may already miss it."
_KINDS = {
    DateKind.DEADLINE: Kind.DEADLINE,
    DateKind.OPENING: Kind.OPENING,
    DateKind.FEE: Kind.DEADLINE,
    DateKind.MILESTONE: Kind.MILESTONE,
}


def _by(was: EntryDate, now: EntryDate) -> str:
    days = (now.days.first - was.days.first).days
    if days:
        return f"is {_shift(days)}"
    if was.days != now.days:
        return f"ends {_shift((now.days.last - was.days.last).days)}"
    if was.at != now.at:
        return f"is {'earlier' if now.moment < was.moment else 'later'} on that day"
    return "has other hours" if was.hours != now.hours else "is meant otherwise"


def _appeared(pair: _Pair, now: EntryDate) -> tuple[Kind, str]:
    if now.kind is DateKind.OPENING:
        words = f"{now.label} {now.words}."
        words += "" if pair.old.opens_with_days else " Before, one could apply at once."
        return Kind.OPENING, words
    if now.kind is DateKind.DEADLINE and pair.old.without_deadline:
        words = f"{now.label} is {now.words}. Before, there was none. {_MISSED}"
        return Kind.DEADLINE_EARLIER, words
    return _KINDS[now.kind], f"{now.label} is new: {now.words}."


def _vanished(pair: _Pair, was: EntryDate) -> tuple[Kind, str]:
    if was.kind is DateKind.OPENING:
        then = _WITH_DAYS if pair.new.opens_with_days else "one can apply at once."
        words = f"{then} Before, applications were to open {was.words}."
        return Kind.OPENING, words
    if was.kind is DateKind.DEADLINE and pair.new.without_deadline:
        words = f"{was.label} is {pair.new.without_deadline} now; it was {was.words}."
        return Kind.DEADLINE, words
    return _KINDS[was.kind], f"{was.label} is gone; it was {was.words}."


def _facts(pair: _Pair) -> Iterator[Difference]:
    for fact in FACTS[pair.new.type]:
        if fact.label not in pair.old.facts:
            continue  # the ledger does not know it
        was, now = pair.old.facts[fact.label], pair.new.facts[fact.label]
        words = fact.words(was, now)
        if words is not None and not (fact.is_name and None in (was, now)):
            was, now = fact.brief(was), fact.brief(now)
            yield pair.difference(fact.kind, words, was=was, now=now)
