"""What is said about the hours of a day that are not written as the format has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.lazy import dataclass, pattern
from sitegen.source.day_names import spoken
from sitegen.source.fields import Misread
from sitegen.source.pasted import plain
from sitegen.source.typed_times import (
    DAY,
    HOUR,
    TIME,
    ZONE,
    Clock,
    as_time,
    clocks,
    in_order,
)
from sitegen.source.wording import shown

_LONGEST = 300
_MOST_TIMES = 4
"""Of hours with one break."""
_EDGES = pattern(
    r"^(?:(?:from|to|until|till|through|and|at|then)(?![A-Za-z])|[\s,;:.()&/-])+"
    r"|(?:(?<![A-Za-z])(?:from|to|until|till|through|and|at|then)|[\s,;:()&/-])+$",
    re.IGNORECASE,
)
_FOUR_DIGITS = pattern(r"(?<![0-9])([01][0-9]|2[0-3])([0-5][0-9])(?![0-9])")
"""`0900` as in `0900-1630`."""
_CLOSE_WORD = pattern(r"(?<=[0-9m])(to|until)(?=[0-9])", re.IGNORECASE)
"""`to` as in `9:00to16:30`."""


def misread_hours(text: str) -> Misread:
    """Say how hours are written that stand otherwise in `text`; every reading is offered."""
    message = f"“{shown(text)}” is not written as hours."
    typed = _take_apart(text)
    if len(typed.times) < 2:
        help_ = "Write when it begins and when it ends, such as 09:00 to 16:30"
        return Misread("time-format", message, help_)
    ways = in_order(typed.times)
    if not ways:
        return Misread("time-format", message, "Write it such as 09:00 to 16:30")
    has_break = len(typed.times) > _MOST_TIMES
    if has_break:
        message = f"“{shown(text)}” names several breaks. Hours have one at most."
    is_guess = len(ways) > 1 or not all(one.sure for one in typed.times)
    help_ = " ".join(_way(way, is_guess=is_guess) for way in ways[:2])
    if has_break:
        help_ += f" Say in a note that there is a break from {_break(ways[0])}"
    if typed.rest:
        rest = shown(typed.rest)
        help_ += f" The rest, “{rest}”, is not part of hours. If people need it, say it in a note."
    if typed.zone:
        help_ = (
            f"If {shown(typed.zone)} is the time zone of the place, {help_[0].lower()}{help_[1:]} "
            "A zone is not written with hours. It is the site's, in content/site.yaml, unless "
            "content/places.yaml says another one for the place."
        )
    fits = len(ways) == 1 and ways[0][-1] < DAY and not has_break and not typed.rest
    better = _written(ways[0]) if fits else None
    # What stands between two sessions, be it a comma or a word, is for a person to look at.
    return Misread("time-format", message, help_, better, safe=len(typed.times) < _MOST_TIMES)


@dataclass(frozen=True, slots=True)
class _Typed:
    """The times of a text, the time zone, and what is left of it."""

    times: Sequence[Clock]
    zone: str
    rest: str


def _take_apart(text: str) -> _Typed:
    """Find beginning and end, once or several times. With other words in it, only the first two."""
    said = _FOUR_DIGITS.sub(r"\1:\2", " ".join(plain(text[:_LONGEST]).split()))
    said = _CLOSE_WORD.sub(r" \1 ", said)
    found = list(TIME.finditer(said))
    zone = ZONE.search(said, found[-1].end()) if found else None
    found = sorted([*found, *HOUR.finditer(_without(said, found))], key=lambda match: match.start())
    rest = _rest(said, [*found, *([zone] if zone else [])])
    if len(found) > 2 and (rest or len(found) % 2):
        end = found[1].end()
        rest = f"{_rest(said[:end], found[:2])} {_EDGES.sub('', said[end:])}".strip()
        found, zone = found[:2], None
    times = clocks(found)
    return _Typed(times or (), zone[0] if zone else "", rest)


def _rest(said: str, found: Sequence[re.Match[str]]) -> str:
    parts = (_EDGES.sub("", part) for part in _without(said, found).split("\0"))
    return " ".join(part for part in parts if part)


def _without(text: str, found: Sequence[re.Match[str]]) -> str:
    for match in found:
        text = text[: match.start()] + "\0" * len(match[0]) + text[match.end() :]
    return text


def _written(way: Sequence[int]) -> str:
    sessions = [way] if len(way) != _MOST_TIMES else [way[:2], way[2:]]
    return " and ".join(f"{as_time(one[0]):%H:%M} to {as_time(one[-1]):%H:%M}" for one in sessions)


def _way(way: Sequence[int], *, is_guess: bool) -> str:
    words = f"{spoken(as_time(way[0]))} to {spoken(as_time(way[-1]))}"
    if way[-1] >= DAY:
        return (
            f"If it is {words}, leave out the line and say it in a note. "
            "The hours of a day end on that day."
        )
    written = _written(way) if len(way) != _MOST_TIMES else f"`{_written(way)}`"
    return f"If it is {words}, write {written}." if is_guess else f"Write {written}."


def _break(way: Sequence[int]) -> str:
    pauses = [
        f"{spoken(as_time(begins))} to {spoken(as_time(ends))}"
        for begins, ends in zip(way[1:-1:2], way[2:-1:2], strict=True)
    ]
    return " and from ".join(pauses)
