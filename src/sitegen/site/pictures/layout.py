"""Where each word of a picture for links stands, and how large: all fits, however long it is.

What measures a text is given, so nothing here needs a font.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from sitegen.lazy import dataclass
from sitegen.site.views.link_pictures import HEIGHT, WIDTH, Drawing


@dataclass(frozen=True, slots=True)
class Face:
    """How letters are drawn: their size in pixels, and whether they are bold."""

    size: int
    bold: bool


Measure = Callable[[str, Face], float]
"""Gives how wide a text is, in pixels."""

MARGIN = 64
"""Left and right of every text. Some services round the corners off, or cut a little away."""

ROOM = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Band:
    """A colored part of the picture, from edge to edge. Colors have the names of the palette."""

    top: int
    bottom: int
    color: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its letters stand on `base`, and begin at the left margin."""

    text: str
    base: int
    face: Face
    color: str
    ground: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole picture."""

    bands: tuple[Band, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text to be set: it takes the first of `sizes` in which it needs at most so many lines."""

    text: str
    sizes: Sequence[int]
    most: int
    color: str
    bold: bool = False
    above: int = 0


_HEAD_PADDING, _FOOT_PADDING, _LEAST_SPACE, _EDGE = 30, 30, 20, 24


def lay_out(drawing: Drawing, measure: Measure) -> Layout:
    """Set all texts of a picture: whose site it is above, the fact below, the name between."""
    about, tone = drawing.about, drawing.about.tone.value
    head = _Block.of(_head(drawing), "accent", HEIGHT, measure)
    foot = _Block.of(_foot(drawing), f"{tone}-soft", HEIGHT, measure)
    top = head.height + 2 * _HEAD_PADDING
    bottom = HEIGHT - (foot.height + 2 * _FOOT_PADDING if foot.lines else _EDGE)
    room = bottom - top - 2 * _LEAST_SPACE
    name = _Block.of(_name(drawing, is_alone=not about.fact), "paper", room, measure)
    bands = (
        Band(0, top, "accent"),
        Band(top, bottom, "paper"),
        Band(bottom, HEIGHT, f"{tone}-soft" if foot.lines else "accent"),
    )
    lines = (
        *head.at(_HEAD_PADDING),
        *name.at(top + (bottom - top - name.height) // 2),
        *foot.at(bottom + _FOOT_PADDING),
    )
    return Layout(bands, lines)


def _head(drawing: Drawing) -> Iterator[_Text]:
    yield _Text(drawing.site, (40, 36, 32, 28), 1, "on-accent", bold=True)
    if drawing.organization != drawing.site:
        yield _Text(drawing.organization, (28, 26, 24), 1, "on-accent", above=4)


def _name(drawing: Drawing, *, is_alone: bool) -> Iterator[_Text]:
    sizes = (96, 84, 72, 62, 54, 46) if is_alone else (76, 68, 60, 54, 48, 42)
    yield _Text(drawing.name, sizes, 3, "ink", bold=True)
    for line in drawing.about.lines:
        yield _Text(line, (38, 36, 34, 32, 30, 28), 2, "quiet", above=10)


def _foot(drawing: Drawing) -> Iterator[_Text]:
    about, color = drawing.about, drawing.about.tone.value
    if about.label:
        yield _Text(about.label, (36, 32, 28), 1, color)
    if about.fact:
        yield _Text(about.fact, (84, 76, 68, 60, 52, 46, 40), 2, color, bold=True, above=2)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines below one another, placed from its own top on."""

    lines: tuple[Line, ...]

    @property
    def height(self) -> int:
        """How high it is, down to where letters such as g end."""
        return _end(self.lines[-1]) if self.lines else 0

    @classmethod
    def of(cls, texts: Iterable[_Text], ground: str, room: int, measure: Measure) -> _Block:
        """Set texts as large as they fit into so much room. At last, lines are left out."""
        every = tuple(texts)
        lines: list[Line] = []
        for smaller in range(max((len(one.sizes) for one in every), default=0)):
            lines = list(_set(every, ground, smaller, measure))
            if _end(lines[-1]) <= room:
                break
        while len(lines) > 1 and _end(lines[-1]) > room:
            del lines[-1]
        return cls(tuple(lines))

    def at(self, top: int) -> Iterator[Line]:
        """Give the lines where they stand, if the block begins there."""
        for one in self.lines:
            yield Line(one.text, top + one.base, one.face, one.color, one.ground)


def _end(line: Line) -> int:
    return line.base + round(line.face.size * 0.25)


def _set(texts: Iterable[_Text], ground: str, smaller: int, measure: Measure) -> Iterator[Line]:
    """Set texts below one another, each so many steps smaller than its largest size, or more."""
    top = 0
    for one in texts:
        face, lines = _sized(one, smaller, measure)
        top += one.above if top else 0
        for text in lines:
            base = top + round(face.size * 0.76)  # where capitals with accents begin
            yield Line(text, base, face, one.color, ground)
            top += round(face.size * 1.14)


def _sized(one: _Text, smaller: int, measure: Measure) -> tuple[Face, list[str]]:
    faces = [Face(size, one.bold) for size in one.sizes[min(smaller, len(one.sizes) - 1) :]]
    words = one.text.split()
    for face in faces:
        width = partial(measure, face=face)
        if all(width(word) <= ROOM for word in words):
            lines = _wrapped(words, width)
            if len(lines) <= one.most:
                return face, lines
    face = faces[-1]
    width = partial(measure, face=face)
    lines = _wrapped(list(chain.from_iterable(_broken(word, width) for word in words)), width)
    if len(lines) > one.most:
        last = next(_broken(f"{lines[one.most - 1]}…", width, end="…"))
        lines = [*lines[: one.most - 1], last]
    return face, lines


def _wrapped(words: Iterable[str], width: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer) <= ROOM:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _broken(word: str, width: Callable[[str], float], end: str = "") -> Iterator[str]:
    """Yield a word in pieces that fit on a line, each but the last with this end."""
    while width(word) > ROOM:
        at = len(word) - 1
        while at > 1 and width(f"{word[:at]}{end}") > ROOM:
            at -= 1
        yield f"{word[:at]}{end}"
        word = word[at:]
    yield word
