"""One training of what several lines or files say of it, or the question where they contradict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from typing import TypeVar

from sitegen.importing.said import Heard, Question, Said
from sitegen.lazy import replace
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.model import DayRun, Moment
from sitegen.source.dates import in_words

M = TypeVar("M", bound=Moment | NoDeadline)
_Key = tuple[str, str, date | None, str]


def merged(heard: Heard) -> Heard:
    """Give each training once, in the order in which they were heard."""
    groups: dict[_Key, list[Said]] = {}
    for said in heard.said:
        groups.setdefault(_key(said), []).append(said)
    result = Heard(questions=list(heard.questions), unread=list(heard.unread), notes=heard.notes)
    for group in groups.values():
        one = reduce(_both, group[1:], group[0]) if not _contradict(group) else None
        if one is not None:
            result.said.append(one)
        else:
            result.questions.append(_contradiction(group))
    return result


def _key(said: Said) -> _Key:
    """Give what tells a training from others: its id, or its track, first day and title."""
    if said.id:
        return (said.id, "", None, "")
    return ("", said.track or said.track_words.casefold(), said.start, said.title.casefold())


def _both(one: Said, other: Said) -> Said:
    """Give what two lines say together."""
    is_elsewhere = bool(one.place and other.place and one.place != other.place)
    elsewhere = (f"A part of it is at another place: {other.where.text}.",) if is_elsewhere else ()
    return replace(
        one,
        runs=_all_runs(one, other),
        is_whole=one.is_whole or other.is_whole,
        place=one.place or other.place,
        place_words=one.place_words or ("" if one.place else other.place_words),
        deadline=_closer(one.deadline, other.deadline),
        opens=_closer(one.opens, other.opens),
        hours=one.hours or other.hours,
        title=one.title or other.title,
        status=one.status or other.status,
        year_assumed=one.year_assumed and other.year_assumed,
        remarks=tuple(dict.fromkeys((*one.remarks, *other.remarks, *elsewhere))),
    )


def _all_runs(one: Said, other: Said) -> tuple[DayRun, ...]:
    if not one.is_whole or not other.is_whole:
        return other.runs if other.is_whole else one.runs
    return tuple(sorted({*one.runs, *other.runs}))


def _day(moment: Moment | NoDeadline | None) -> object:
    return moment.day if isinstance(moment, Moment) else moment


def _closer(one: M | None, other: M | None) -> M | None:
    """Give of two dates the one that is there, or that says the time of day too."""
    has_time = isinstance(other, Moment) and other.at is not None
    return other if one is None or (has_time and _day(one) == _day(other)) else one


def _contradict(group: Iterable[Said]) -> bool:
    """Tell whether lines say different things of one training. Parts of one id add up."""
    said = [one for one in group if not one.id]
    whole = [one for one in said if one.is_whole]
    places: set[object] = {one.place for one in said if one.place}
    facts: Iterable[set[object]] = (
        {one.runs for one in whole},
        places or {one.place_words for one in said if one.place_words},
        {_day(one.deadline) for one in said if one.deadline},
        {_day(one.opens) for one in said if one.opens},
        {one.hours for one in said if one.hours},
    )
    return any(len(found) > 1 for found in facts)


def _contradiction(group: list[Said]) -> Question:
    places = ", ".join(dict.fromkeys(one.where.place for one in group))
    problem = (
        f"Of the training that begins on {in_words(group[0].start)}, several lines say different "
        f"things ({places})."
    )
    return Question(group[0].where, problem, "Keep the line that is right.")
