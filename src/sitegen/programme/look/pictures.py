"""Pictures for a logo: how large one is, and what keeps it from being shown or is none of its work.

A logo is shown by `<img>`. There a browser runs no script in it and fetches nothing for it (SVG 2,
2.2.1), but whoever opens its own address gets the whole file. So it must be a drawing and no more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.parsers import expat

MOST_BYTES = 30_000
"""Twice what a whole page should weigh. A browser keeps a logo, but the first page waits for it."""

MOST_PIXELS = 2_000
"""On a side. A phone must hold the picture in memory as it is, and shows it 56 pixels high."""


@dataclass(frozen=True, slots=True)
class Picture:
    """How wide and how high a picture is; only the relation of both counts."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a picture, and how to mend it."""

    message: str
    help: str


def is_picture(path: str) -> bool:
    """Tell whether the name is that of a picture which can be a logo."""
    return PurePosixPath(path).suffix in {".svg", ".png"}


def read_picture(name: str, data: bytes) -> Picture | Flaw:
    """Give the size of a picture, or what is wrong with it. `name` ends with .svg or .png."""
    if len(data) > MOST_BYTES:
        message = f"`{name}` is larger than {MOST_BYTES // 1000} kB, so every page would be slow."
        return Flaw(message, "Save it again, made for the web. A simple drawing has 2 to 10 kB.")
    return _read_svg(name, data) if name.endswith(".svg") else _read_png(name, data)


_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_PNG_END = b"IEND\xaeB`\x82"


def _read_png(name: str, data: bytes) -> Picture | Flaw:
    """Read the first part of the file, which tells its size (PNG, 5.2 and 11.2.1)."""
    if not data.startswith(_PNG) or not data.rstrip(b"\0").endswith(_PNG_END):
        return Flaw(f"`{name}` is not a whole PNG file.", "Save the picture as PNG again.")
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    if not 0 < width <= MOST_PIXELS or not 0 < height <= MOST_PIXELS:
        message = f"`{name}` is {width} pixels wide and {height} pixels high."
        return Flaw(message, f"Make it smaller. {MOST_PIXELS} pixels are the most on each side.")
    return Picture(width, height)


def _read_svg(name: str, data: bytes) -> Picture | Flaw:
    reading = _Svg()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text, parser.buffer_size = True, MOST_BYTES
    parser.StartElementHandler = reading.element
    parser.CharacterDataHandler = reading.text
    parser.ProcessingInstructionHandler = reading.instruction
    parser.EntityDeclHandler = reading.entity
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no name for it
    except _Stop:
        pass
    except expat.ExpatError as error:
        message = f"`{name}` cannot be read as a drawing, from line {error.lineno} on."
        return Flaw(message, "Save it as SVG again.")
    if reading.more:
        message = f"`{name}` holds {reading.more}, and a logo is only a drawing."
        return Flaw(message, "Save it again as plain SVG, with everything in the file itself.")
    if not reading.is_drawing:
        return Flaw(f"`{name}` is not an SVG drawing.", "Save the picture as SVG again.")
    if reading.size is None:
        message = f"`{name}` does not say how large the drawing is."
        return Flaw(
            message,
            "Give its first tag a viewBox with the left edge, top edge, width and height.",
        )
    return reading.size


_SVG, _HTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"
_ADDRESS = "the address of something else"
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|pt|pc|mm|cm|in)?\s*")
_PIXELS = {"pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_ELSEWHERE = re.compile(
    r"@import|javascript:|url\(\s*[\"']?(?!#|data:image/|[\"'\s])", re.IGNORECASE
)


class _Stop(Exception):  # noqa: N818 - what was found is enough, and the rest is not read
    """Ends the reading of a file."""


class _Svg:
    """What the parser finds: the size of the drawing, and the first thing that is no drawing."""

    def __init__(self) -> None:
        self.is_drawing: bool | None = None
        self.size: Picture | None = None
        self.more: str | None = None

    def element(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if self.is_drawing is None:
            self.is_drawing = (space, tag) == (_SVG, "svg")
            self.size = _size(attributes)
        tag = tag.casefold()
        if tag == "script":
            self._found("a script")
        elif tag == "foreignobject" or space == _HTML:
            self._found("parts of a web page")
        for key, value in attributes.items():
            attribute = key.rpartition(" ")[2].casefold()
            inside = value.strip().startswith(("#", "data:image/"))
            if attribute.startswith("on"):
                self._found("a script")
            elif attribute in {"href", "src"} and not inside:
                self._found(_ADDRESS)
            else:
                self.text(value)

    def text(self, text: str) -> None:
        if _ELSEWHERE.search(text):
            self._found(_ADDRESS)

    def instruction(self, target: str, _data: str) -> None:
        if target == "xml-stylesheet":
            self._found(_ADDRESS)

    def entity(self, *_: object) -> None:
        # An entity can stand for others, and these for more: a few lines that fill the memory.
        self._found("abbreviations (ENTITY)")
        raise _Stop

    def _found(self, what: str) -> None:
        self.more = self.more or what


def _size(attributes: Mapping[str, str]) -> Picture | None:
    """Give the size that the first tag names, or that of its viewBox (SVG 2, 8.2 and 8.6)."""
    sides = [_LENGTH.fullmatch(attributes.get(side, "")) for side in ("width", "height")]
    found = [float(side[1]) * _PIXELS.get(side[2], 1.0) for side in sides if side]
    if len(found) < 2:
        numbers = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
        found = [float(n) for n in numbers[2:] if re.fullmatch(r"[0-9]*\.?[0-9]+", n)]
    return Picture(*found) if len(found) == 2 and min(found) > 0 else None
