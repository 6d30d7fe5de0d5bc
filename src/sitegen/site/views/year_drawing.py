"""A year as a drawing: tracks as rows, months as columns, trainings as bars, other dates as marks.

Everything is placed here, in units of CSS pixels at full size, so that a template only shows it. A
bar or mark and its label share a box, and no two boxes of a row overlap: a row has as many lanes as
that takes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from math import inf
from typing import NamedTuple

from sitegen.lazy import dataclass
from sitegen.site.wording import Words

FONT = 14
"""Size of the text."""

_GLYPH = 0.64 * FONT
"""Room for a digit or letter of a label. The widest system font has digits of 0.636 em."""

_LANE, _SHAPE, _GAP = 36, 12, 6
"""Height of a lane and of what stands in it below its label; room between two boxes."""

_NARROWEST = 7
"""Width of the bar of a single day."""

_LINE = 18
"""Height of a line of a track's name."""


class Shape(StrEnum):
    """What is drawn; the name of its class in the style sheet."""

    TRAINING = "training"
    NOT_FIRM = "not-firm"
    CALLED_OFF = "called-off"
    OPENING = "opening"
    DEADLINE = "deadline"
    MILESTONE = "milestone"


_MARKS = frozenset({Shape.OPENING, Shape.DEADLINE, Shape.MILESTONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A fact to draw: from its first to its last day, also where these lie in other years."""

    shape: Shape
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeView:
    """A bar from `x` on, or a mark around its middle, below its label that begins at `label_x`."""

    shape: str
    x: int
    y: int
    width: int
    middle: int
    label: str
    label_x: int
    label_y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line of text at its place."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A track: its name in lines, what is dated, and where the row ends below."""

    name: tuple[LineView, ...]
    shapes: tuple[ShapeView, ...]
    bottom: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """A month: its name in the middle of it, and where it begins."""

    name: LineView
    x: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingView:
    """The drawing: its size, and the height of the line with the names of months."""

    width: int
    height: int
    top: int
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a drawing is laid out: its width, and the room for names of tracks beside the months.

    Without room, names stand above their rows. Of a month so many letters are shown.
    """

    width: int
    names: int
    name_length: int
    letters: int


WIDE = Layout(width=960, names=190, name_length=22, letters=3)
"""For a desk and for paper."""

NARROW = Layout(width=320, names=0, name_length=36, letters=1)
"""For a phone."""

_TOP = 28
"""Height of the line with the names of months."""


def draw(
    rows: Iterable[tuple[str, Sequence[Dated]]], year: int, layout: Layout, words: Words
) -> DrawingView:
    """Draw what of each row, by its name, lies in `year`. Nothing is left out of the drawing."""
    scale = _Scale(year, layout)
    drawn: list[RowView] = []
    y = _TOP
    for name, dated in rows:
        row = _row(name, dated, scale, y, words)
        drawn.append(row)
        y = row.bottom
    return DrawingView(
        width=layout.width,
        height=y + 1,
        top=_TOP,
        columns=tuple(_columns(scale, words)),
        rows=tuple(drawn),
    )


def example(shape: Shape, label: str) -> ShapeView:
    """Give a shape by itself, of a day's size for a mark, to stand beside what it means."""
    return ShapeView(
        shape=shape.value,
        x=4 if shape in _MARKS else 0,
        y=0,
        width=_SHAPE if shape in _MARKS else 20,
        middle=10,
        label=label,
        label_x=0,
        label_y=0,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where the days of a year stand."""

    year: int
    layout: Layout

    def x(self, day: date) -> float:
        """Give where a day begins; the edge for a day of another year."""
        first, end = _ends_of(self.year)
        passed = (min(max(day.toordinal(), first), end) - first) / (end - first)
        return self.layout.names + passed * (self.layout.width - self.layout.names)

    def after(self, day: date) -> float:
        """Give where a day ends."""
        return self.layout.width if day.year > self.year else self.x(_next(day))


@cache
def _ends_of(year: int) -> tuple[int, int]:
    """Give the ordinals of the first day of a year and of the next year."""
    return date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _columns(scale: _Scale, words: Words) -> Iterator[ColumnView]:
    starts = [scale.x(date(scale.year, month, 1)) for month in range(1, 13)]
    ends = [*starts[1:], scale.layout.width]
    for name, start, end in zip(words.months, starts, ends, strict=True):
        text = name[: scale.layout.letters].capitalize()
        yield ColumnView(name=LineView(text=text, x=_tidy((start + end) / 2), y=18), x=_tidy(start))


def _row(name: str, dated: Sequence[Dated], scale: _Scale, y: int, words: Words) -> RowView:
    lines = textwrap.wrap(name, scale.layout.name_length, max_lines=4, placeholder=" …")
    beside = bool(scale.layout.names)
    name_lines = tuple(
        LineView(text=line, x=0 if beside else 4, y=y + 20 + number * _LINE)
        for number, line in enumerate(lines)
    )
    named = 8 + len(lines) * _LINE
    begin = y + 4 if beside else y + named
    lanes, shapes = _Lanes(), []
    for one in sorted(dated, key=lambda one: (one.first, one.last)):
        box = _box(one, scale, words)
        lane = lanes.take(box.left, box.right)
        shapes.append(_shape(one, box, begin + lane * _LANE))
    below = begin + max(lanes.taken, 1) * _LANE + 4
    bottom = max(below, y + named + 4) if beside else below
    return RowView(name=name_lines, shapes=tuple(shapes), bottom=bottom)


class _Lanes:
    """Lanes of a row. The first that is free is found without asking all: a year may have many.

    They are the leaves of a tree, in which each node has the least of where its lanes are free.
    """

    def __init__(self) -> None:
        self.taken = 0
        self._leaves = 1
        self._free = [-inf, -inf]

    def take(self, left: float, right: float) -> int:
        """Take the first lane that is free from `left` on, until `right`."""
        if self._free[1] > left:
            self._grow()
        node = 1
        while node < self._leaves:
            node *= 2
            node += self._free[node] > left
        lane = node - self._leaves
        self.taken = max(self.taken, lane + 1)
        self._free[node] = right + _GAP
        while node > 1:
            node //= 2
            self._free[node] = min(self._free[2 * node], self._free[2 * node + 1])
        return lane

    def _grow(self) -> None:
        """Double the lanes: all there were are the left half of the new tree."""
        free, self._free = self._free, [-inf, -inf]
        level = 1
        while level <= self._leaves:
            self._free += [*free[level : 2 * level], *[-inf] * level]
            level *= 2
        self._leaves *= 2


class _Box(NamedTuple):
    """Where a shape and its label stand in their lane."""

    start: float
    end: float
    label: str
    label_x: float
    label_end: float

    @property
    def left(self) -> float:
        """Where both of them begin."""
        return min(self.start, self.label_x)

    @property
    def right(self) -> float:
        """Where both of them end."""
        return max(self.end, self.label_end)


def _box(one: Dated, scale: _Scale, words: Words) -> _Box:
    start, end = scale.x(one.first), scale.after(one.last)
    narrowest = _SHAPE if one.shape in _MARKS else _NARROWEST
    if end - start < narrowest:
        # It is wider than its days, so that it can be seen, and must not be cut off at an edge.
        half = narrowest / 2
        middle = min(max((start + end) / 2, scale.layout.names + half), scale.layout.width - half)
        start, end = middle - half, middle + half
    label = _label(one, scale.year, words)
    width = len(label) * _GLYPH
    label_x = max(min(start, scale.layout.width - width), scale.layout.names)
    return _Box(start, end, label, label_x, label_x + width)


def _shape(one: Dated, box: _Box, lane: int) -> ShapeView:
    """Show a shape and its label in the lane that begins there."""
    return ShapeView(
        shape=one.shape.value,
        x=_tidy(box.start),
        y=lane + _LANE - _SHAPE - 4,
        width=_tidy(box.end - box.start),
        middle=_tidy((box.start + box.end) / 2),
        label=box.label,
        label_x=_tidy(box.label_x),
        label_y=lane + FONT + 2,
    )


def _label(one: Dated, year: int, words: Words) -> str:
    """Say the days in the shortest way. Where the month differs or the year, it is named."""
    first, last = one.first, one.last
    if first == last:
        return str(first.day)
    if first.month == last.month and first.year == last.year == year:
        return f"{first.day}–{last.day}"
    begin, end = (f"{words.months[day.month - 1][:3]} {day.day}" for day in (first, last))
    return f"{begin}–{end}"


def _tidy(number: float) -> int:
    """Round to whole pixels, which keeps the page small."""
    return round(number)
