"""A year as a drawing: tracks as rows, months as bands, and what belongs together joined by a line.

Everything is placed here, in units of CSS pixels at full size, so that a template only shows it. No
two lines of a row overlap, with their labels: a row has as many lanes as that takes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sitegen.lazy import dataclass
from sitegen.site.views.year_lanes import GAP, Lanes
from sitegen.site.views.year_lines import (
    FONT,
    MARK,
    MARKS,
    Box,
    Chain,
    Scale,
    Shape,
    lines,
    width_of,
)
from sitegen.site.wording import Words

SHAPE = 12
"""Height of a bar."""

_LANE, _ABOVE, _BELOW = 51, 19, 46
"""Height of a lane. In it: where the bar begins below its label, and the line of a mark's label."""

_NAME = 18
"""Height of a line of a track's name."""

_TOP, _TODAY = 26, 20
"""Height of the line with the names of months, and of that with the word for today above it."""

TODAY_WIDTH = 80
"""Room for the word for today, and for the day that stands there later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeView:
    """A bar from `x` on, or a mark around its middle, with its label that begins at `label_x`.

    `past` tells that it was over on the day of the drawing.
    """

    shape: str
    past: bool
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
class JoinView:
    """A line between what belongs together."""

    left: int
    right: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A track: its name in lines, what is dated, what joins it, and where the row ends below."""

    name: tuple[LineView, ...]
    shapes: tuple[ShapeView, ...]
    joins: tuple[JoinView, ...]
    bottom: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BandView:
    """The band of a month: every other one has one."""

    x: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """A piece of the line that marks today."""

    x: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingView:
    """The drawing: its size, and the height of the lines with the names of months.

    `today` is where its day begins, as a line in pieces that leaves out every label that is in its
    way. `today_box` is where the room for the word for it begins; it is None in other years.
    """

    width: int
    height: int
    top: int
    bands: tuple[BandView, ...]
    months: tuple[LineView, ...]
    today: tuple[TodayView, ...]
    today_box: int | None
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a drawing is laid out: its width, and the room for names of tracks beside the months.

    Without room, names stand above their rows. Of so many months one is named.
    """

    width: int
    names: int
    name_length: int
    named: int


WIDE = Layout(width=960, names=190, name_length=22, named=1)
"""For a desk and for paper."""

NARROW = Layout(width=320, names=0, name_length=36, named=2)
"""For a phone."""


def draw(
    rows: Iterable[tuple[str, Sequence[Chain]]],
    year: int,
    layout: Layout,
    words: Words,
    *,
    as_of: date | None = None,
) -> DrawingView:
    """Draw what of each row, by its name, lies in `year`, as it stood on the day `as_of`.

    Nothing is left out of the drawing.
    """
    scale = Scale(year, layout.names, layout.width)
    today = _tidy(scale.x(as_of)) if as_of is not None and as_of.year == year else None
    top = y = _TOP if today is None else _TOP + _TODAY
    drawn: list[RowView] = []
    for name, chains in rows:
        drawn.append(
            _row(name, chains, scale, y, layout=layout, words=words, as_of=as_of or date.min)
        )
        y = drawn[-1].bottom
    starts = [_tidy(scale.x(date(year, month, 1))) for month in range(1, 13)]
    ends = [*starts[1:], layout.width]
    months = tuple(
        LineView(text=name.capitalize(), x=max((start + end) // 2, 18), y=top - 8)
        for name, start, end in zip(words.short_months, starts, ends, strict=True)
    )
    box = None
    if today is not None:
        box = min(max(today - TODAY_WIDTH // 2, 0), layout.width - TODAY_WIDTH)
    return DrawingView(
        width=layout.width,
        height=y + 1,
        top=top,
        bands=tuple(
            BandView(x=start, width=end - start)
            for start, end in zip(starts[::2], ends[::2], strict=True)
        ),
        months=months[:: layout.named],
        today=() if today is None else tuple(_today(today, top, drawn)),
        today_box=box,
        rows=tuple(drawn),
    )


def _today(x: int, top: int, rows: Sequence[RowView]) -> Iterator[TodayView]:
    """Yield the pieces of the line at `x`, between the names and labels that it would strike."""
    texts = [line for row in rows for line in row.name]
    texts += [
        LineView(text=one.label, x=one.label_x, y=one.label_y) for row in rows for one in row.shapes
    ]
    for text in sorted(texts, key=lambda one: one.y):
        if text.x - GAP <= x <= text.x + width_of(text.text) + GAP:
            if (above := text.y - FONT) > top:
                yield TodayView(x=x, top=top, bottom=above)
            top = max(top, text.y + GAP)
    if rows and top < rows[-1].bottom:
        yield TodayView(x=x, top=top, bottom=rows[-1].bottom)


def example(shape: Shape, label: str, *, past: bool = False) -> ShapeView:
    """Give a shape by itself, of a day's size for a mark, to stand beside what it means."""
    return ShapeView(
        shape=shape.value,
        past=past,
        x=3 if shape in MARKS else 0,
        y=0,
        width=MARK if shape in MARKS else 20,
        middle=10,
        label=label,
        label_x=0,
        label_y=0,
    )


def _row(  # noqa: PLR0913 - what a row shows, and how
    name: str,
    chains: Sequence[Chain],
    scale: Scale,
    y: int,
    *,
    layout: Layout,
    words: Words,
    as_of: date,
) -> RowView:
    names = textwrap.wrap(name, layout.name_length, max_lines=4, placeholder=" …")
    more = (len(names) - 1) * _NAME
    # Beside its lane, a name of one line is as high as the bars in it.
    first = y + (max(34 - more // 2, 20) if layout.names else 20)
    named = first + more + 6
    begin = y + 4 if layout.names else named - 2
    found = [line for chain in chains for line in lines(chain, scale, words)]
    lanes = Lanes()
    shapes: list[ShapeView] = []
    joins: list[JoinView] = []
    for line in sorted(found, key=lambda one: (one.left, one.right)):
        lane = begin + lanes.take(line.left, line.right) * _LANE
        shapes += [_shape(box, lane, as_of) for box in line.boxes]
        left, right = _tidy(line.begin), _tidy(line.end)
        if right > left:
            joins.append(JoinView(left=left, right=right, y=lane + _ABOVE + SHAPE // 2))
    below = begin + max(lanes.taken, 1) * _LANE + 2
    return RowView(
        name=tuple(
            LineView(text=text, x=0, y=first + number * _NAME) for number, text in enumerate(names)
        ),
        shapes=tuple(shapes),
        joins=tuple(joins),
        bottom=max(below, named),
    )


def _shape(box: Box, lane: int, as_of: date) -> ShapeView:
    """Show a shape and its label in the lane that begins there."""
    one = box.one
    return ShapeView(
        shape=one.shape.value,
        past=one.last < as_of and one.shape is not Shape.CALLED_OFF,
        x=_tidy(box.start),
        y=lane + _ABOVE,
        width=_tidy(box.end - box.start),
        middle=_tidy(box.middle),
        label=box.label,
        label_x=_tidy(box.label_x),
        label_y=lane + (_BELOW if one.shape in MARKS else _ABOVE - 5),
    )


def _tidy(number: float) -> int:
    """Round to whole pixels, which keeps the page small."""
    return round(number)
