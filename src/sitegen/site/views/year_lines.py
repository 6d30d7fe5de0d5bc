"""Where in a year the dates of one training stand: on one line as far as they fit.

Days of a training are bars with labels above them, all other dates are marks with labels below. The
deadline and the first days always stand on one line, so that they can be joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from sitegen.lazy import dataclass
from sitegen.site.views.year_lanes import GAP
from sitegen.site.wording import Words

FONT = 14
"""Size of the text."""

_GLYPH = 0.64 * FONT
"""Room for a digit or letter of a label. The widest system font has digits of 0.636 em."""

MARK, _NARROWEST, _APART = 14, 8, 2
"""Width of a mark and of the bar of a single day; room between two of them on one line."""


class Shape(StrEnum):
    """What is drawn; the name of its class in the style sheet."""

    TRAINING = "training"
    NOT_FIRM = "not-firm"
    CALLED_OFF = "called-off"
    OPENING = "opening"
    DEADLINE = "deadline"
    MILESTONE = "milestone"


MARKS = frozenset({Shape.OPENING, Shape.DEADLINE, Shape.MILESTONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A fact to draw: from its first to its last day, also where these lie in other years."""

    shape: Shape
    first: date
    last: date


Chain = Sequence[Dated]
"""What belongs together: all dates of a training, also those in other years."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the days of a year stand between two edges, and where the names of rows begin."""

    year: int
    left: int
    right: int

    def x(self, day: date) -> float:
        """Give where a day begins; the edge for a day of another year."""
        first, end = _ends_of(self.year)
        passed = (min(max(day.toordinal(), first), end) - first) / (end - first)
        return self.left + passed * (self.right - self.left)

    def after(self, day: date) -> float:
        """Give where a day ends."""
        return self.right if day.year > self.year else self.x(_next(day))

    def has(self, one: Dated) -> bool:
        """Tell whether any of its days lies in the year."""
        return one.first.year <= self.year <= one.last.year


@cache
def _ends_of(year: int) -> tuple[int, int]:
    """Give the ordinals of the first day of a year and of the next year."""
    return date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def width_of(text: str) -> float:
    """Give the room that a label takes at most."""
    return len(text) * _GLYPH


class Box(NamedTuple):
    """Where a shape and its label stand on their line."""

    one: Dated
    start: float
    end: float
    label: str
    label_x: float
    label_end: float

    @property
    def middle(self) -> float:
        """Where the line that joins it ends."""
        return (self.start + self.end) / 2

    def touches(self, other: Box) -> bool:
        """Tell whether the two have no place on one line."""
        if self.start < other.end + _APART and other.start < self.end + _APART:
            return True
        if (self.one.shape in MARKS) is not (other.one.shape in MARKS):
            return False  # one label is above, the other below
        return self.label_x < other.label_end + GAP and other.label_x < self.label_end + GAP


class Line(NamedTuple):
    """What stands on one line, and from where to where it is joined."""

    boxes: tuple[Box, ...]
    begin: float
    end: float

    @property
    def left(self) -> float:
        """Where all of it begins, with the labels."""
        return min(self.begin, *(min(box.start, box.label_x) for box in self.boxes))

    @property
    def right(self) -> float:
        """Where all of it ends."""
        return max(self.end, *(max(box.end, box.label_end) for box in self.boxes))


def lines(chain: Chain, scale: Scale, words: Words) -> Iterator[Line]:
    """Put what of a chain lies in the year on as few lines as it takes, one after the other.

    That of its deadline or days goes on to an edge where others of these are in another year.
    """
    ordered = sorted(chain, key=lambda one: (one.first, one.last))
    bars = [one for one in ordered if one.shape not in MARKS]
    dues = [one for one in ordered if one.shape is Shape.DEADLINE][:1]
    groups: list[list[Box]] = []
    pair = dues + bars[:1]
    if len(pair) > 1 and all(map(scale.has, pair)) and pair[0].first <= pair[1].first:
        groups.append(_pair(pair[0], pair[1], scale, words))
        for one in pair:  # not all that are like them: two groups may meet on one day
            ordered.remove(one)
    for one in filter(scale.has, ordered):
        box = _box(one, scale, words)
        for group in groups:
            if not any(map(box.touches, group)):
                group.append(box)
                break
        else:
            groups.append([box])
    own = dues + bars
    edges = {scale.left for one in own if one.last.year < scale.year}
    edges |= {scale.right for one in own if one.first.year > scale.year}
    with_own = (n for n, group in enumerate(groups) if any(box.one in own for box in group))
    goes_on = next(with_own, 0)
    for number, group in enumerate(groups):
        ends = [*(edges if number == goes_on else ()), *(box.middle for box in group)]
        yield Line(tuple(group), min(ends), max(ends))


def _pair(due: Dated, days: Dated, scale: Scale, words: Words) -> list[Box]:
    """Place a deadline and the first days beside each other: the bar is where its days are.

    The mark gives way, as it is wider than a day, unless it would leave the drawing.
    """
    mark, bar = _box(due, scale, words), _box(days, scale, words)
    end = max(min(mark.end, bar.start - _APART), scale.left + MARK)
    start = max(bar.start, end + _APART)
    return [
        _labelled(due, end - MARK, end, scale, words),
        _labelled(days, start, max(bar.end, start + _NARROWEST), scale, words),
    ]


def _box(one: Dated, scale: Scale, words: Words) -> Box:
    start, end = scale.x(one.first), scale.after(one.last)
    narrowest = MARK if one.shape in MARKS else _NARROWEST
    if end - start < narrowest:
        # It is wider than its days, so that it can be seen, and must not be cut off at an edge.
        half = narrowest / 2
        middle = min(max((start + end) / 2, scale.left + half), scale.right - half)
        start, end = middle - half, middle + half
    return _labelled(one, start, end, scale, words)


def _labelled(one: Dated, start: float, end: float, scale: Scale, words: Words) -> Box:
    """Put the label below the middle of a mark, and above a bar so that it ends where this ends.

    So it stands over the line that leads there from the deadline, and takes no room of its own.
    """
    label = _label(one, scale.year, words)
    width = width_of(label)
    wanted = (start + end - width) / 2 if one.shape in MARKS else min(start, end - width)
    label_x = max(min(wanted, scale.right - width), scale.left)
    return Box(one, start, end, label, label_x, label_x + width)


def _label(one: Dated, year: int, words: Words) -> str:
    """Say the days in the shortest way. Where the month differs or the year, it is named."""
    first, last = one.first, one.last
    if first == last:
        return str(first.day)
    if first.month == last.month and first.year == last.year == year:
        return f"{first.day}–{last.day}"
    return f"{short_day(first, words)}–{short_day(last, words)}"


def short_day(day: date, words: Words) -> str:
    """Return "Mar 21"."""
    return f"{words.short_months[day.month - 1]} {day.day}"
