"""Where each word of a picture for links stands, and how large: all fits, however long it is.

What measures a text is given, so nothing here needs a font.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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

_Width = Callable[[str], float]
"""The same for letters of one kind."""

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


_Fits = tuple[tuple[int, int], ...]
"""Sizes, the largest first, each with how many lines a text may have in it."""


def _in_lines(most: int, *sizes: int) -> _Fits:
    return tuple((size, most) for size in sizes)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text to be set, in the first of `fits` that it fits, so far below what stands above."""

    text: str
    fits: _Fits
    color: str
    bold: bool = False
    above: int = 0


_HEAD_PADDING, _FOOT_PADDING, _LEAST_SPACE, _EDGE = 30, 30, 20, 24


def lay_out(drawing: Drawing, measure: Measure) -> Layout:
    """Set all texts of a picture: whose site it is above, the fact below, the name between."""
    about, tone = drawing.about, drawing.about.tone
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
    for first in drawing.whose[:1]:
        yield _Text(first, _in_lines(1, 40, 36, 32, 28), "on-accent", bold=True)
    for other in drawing.whose[1:]:
        yield _Text(other, _in_lines(1, 28, 26, 24), "on-accent", above=4)


def _name(drawing: Drawing, *, is_alone: bool) -> Iterator[_Text]:
    sizes = (96, 84, 72, 62, 54, 46) if is_alone else (76, 68, 60, 54, 48, 42)
    yield _Text(drawing.name, _in_lines(3, *sizes), "ink", bold=True)
    for line in drawing.about.lines:
        yield _Text(line, _in_lines(2, 38, 36, 34, 32, 30, 28), "quiet", above=10)


def _foot(drawing: Drawing) -> Iterator[_Text]:
    about, color = drawing.about, drawing.about.tone
    if about.label:
        yield _Text(about.label, _in_lines(1, 36, 32, 28), color)
    if about.fact:
        fits = (*_in_lines(1, 84, 76, 68, 62, 58), *_in_lines(2, 64, 56, 48, 40))
        yield _Text(about.fact, fits, color, bold=True, above=6)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines below one another, placed from its own top on."""

    lines: tuple[Line, ...]

    @property
    def height(self) -> int:
        """How high it is, down to where letters such as g end."""
        return _height(self.lines)

    @classmethod
    def of(cls, texts: Iterable[_Text], ground: str, room: int, measure: Measure) -> _Block:
        """Set texts as large as they fit into so much room. At last, lines are left out."""
        every = tuple(texts)
        lines: list[Line] = []
        for smaller in range(max((len(one.fits) for one in every), default=0)):
            lines = list(_set(every, ground, smaller, measure))
            if _height(lines) <= room:
                break
        while _height(lines) > room:
            del lines[-1]
        return cls(tuple(lines))

    def at(self, top: int) -> Iterator[Line]:
        """Give the lines where they stand, if the block begins there."""
        for one in self.lines:
            yield Line(one.text, top + one.base, one.face, one.color, one.ground)


def _height(lines: Sequence[Line]) -> int:
    return lines[-1].base + round(lines[-1].face.size * 0.25) if lines else 0


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
    words = _words(one.text)
    for size, most in one.fits[min(smaller, len(one.fits) - 1) :]:
        face = Face(size, one.bold)
        width = _widths(face, measure)
        if all(width(word) <= ROOM for word in words):
            lines = _wrapped(words, width, most)
            if len(lines) <= most:
                return face, _balanced(words, lines, width)
    # Not even the smallest fits: the last is broken within words, and ends where its room does.
    pieces = chain.from_iterable(_broken(word, width) for word in words)
    lines = _wrapped(pieces, width, most)
    if len(lines) > most:
        last = f"{lines[most - 1]}…"
        lines = [*lines[: most - 1], next(_broken(last, width, end="…"))]
    return face, lines


def _words(text: str) -> list[str]:
    """Give the words of a text. A day stays with its month, and a number with its name."""
    words: list[str] = []
    for word in text.split():
        if words and word[0].isdigit() and len(word) <= 3:
            words[-1] = f"{words[-1]} {word}"
        else:
            words.append(word)
    return words


def _widths(face: Face, measure: Measure) -> _Width:
    return lambda text: measure(text, face)


def _wrapped(words: Iterable[str], width: _Width, most: int, room: int = ROOM) -> list[str]:
    """Fill lines with words; where they are more than `most`, one more is begun."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer) <= room:
            lines[-1] = longer
        elif len(lines) > most:
            break
        else:
            lines.append(word)
    return lines


def _balanced(words: list[str], lines: list[str], width: _Width) -> list[str]:
    """Make lines about as long as one another, so that no year stands alone on the last."""
    room = ROOM
    while len(lines) > 1 and (room := room - 20) >= ROOM // 3:
        narrower = _wrapped(words, width, len(lines), room)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _broken(word: str, width: _Width, end: str = "") -> Iterator[str]:
    """Yield a word in pieces that fit on a line, each but the last with this end."""
    while width(word) > ROOM:
        at = len(word) - 1
        while at > 1 and width(f"{word[:at]}{end}") > ROOM:
            at -= max(1, at // 8)
        hyphen = word.rfind("-", at // 2, at)
        at = hyphen + 1 if hyphen > 0 and not end else at
        yield f"{word[:at]}{end}"
        word = word[at:]
    yield word
