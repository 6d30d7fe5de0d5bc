"""What differs between the dates of two programmes, entry by entry, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sitegen.comparing.differences import Difference, Kind
from sitegen.comparing.entries import OF_A_PLACE, Entry, sentence
from sitegen.comparing.pairs import Causes, Pair, days_in_words, expected_in_words, of_pair
from sitegen.programme.model import CALLED_OFF, Place, Status
from sitegen.site.wording import ENGLISH, begun

_MOST_NAMED = 8


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
    pairs = [Pair(one, now[key]) for key, one in was.items() if key in now]
    pairs += [Pair(gone.pop(one), added.pop(other)) for one, other in _renamed(gone, added)]
    for pair in pairs:
        yield max(pair.old.last_day, pair.new.last_day), tuple(of_pair(pair, today, causes))
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
    parts = [days_in_words(entry.runs)] if entry.runs else []
    parts += [begun(expected_in_words(entry))] if entry.expected else []
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


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
