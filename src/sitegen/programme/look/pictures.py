"""Pictures for a logo: how large one is, what is published of it, or what is wrong with it.

A logo is shown by `<img>`. There a browser runs no script in it and fetches nothing for it (SVG 2,
2.2.1), but whoever opens its own address gets the whole file. So what is published is written anew:
of a drawing what is allowed, of a PNG what a browser needs to show it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from sitegen.lazy import dataclass, pattern
from sitegen.programme.flaws import Flaw

MOST_BYTES = 30_000
"""Twice what a whole page should weigh. A browser keeps a logo, but the first page waits for it."""

MOST_PIXELS = 2_000
"""On a side. A phone must hold the picture in memory as it is, and shows it 56 pixels high."""


@dataclass(frozen=True, slots=True)
class Size:
    """How wide and how high a picture is; only the relation of both counts."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is published: its size and its bytes."""

    size: Size
    data: bytes


def is_picture(path: str) -> bool:
    """Tell whether the name is that of a picture which can be a logo."""
    return PurePosixPath(path).suffix in {".svg", ".png"}


def read_picture(name: str, data: bytes) -> Picture | Flaw:
    """Read a picture of any bytes. `name` ends with .svg or .png."""
    if len(data) > MOST_BYTES:
        message = f"`{name}` is larger than {MOST_BYTES // 1000} kB, so every page would be slow."
        return Flaw(message, "Save it again, made for the web. A simple drawing has 2 to 10 kB.")
    return _read_svg(name, data) if name.endswith(".svg") else _read_png(name, data)


_PNG = b"\x89PNG\r\n\x1a\n"
_SHOWN = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs"}
)
"""The parts of a PNG that say how it looks. Others hold words, places and times."""


def _read_png(name: str, data: bytes) -> Picture | Flaw:
    """Keep the parts that a browser needs to show the picture (PNG, 5 and 11)."""
    parts = list(_png_parts(data))
    kinds = [kind for kind, _ in parts]
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        return Flaw(f"`{name}` is not a whole PNG file.", "Save the picture as PNG again.")
    width, height = (int.from_bytes(parts[0][1][at : at + 4], "big") for at in (8, 12))
    if not 0 < width <= MOST_PIXELS or not 0 < height <= MOST_PIXELS:
        message = f"`{name}` is {width} pixels wide and {height} pixels high."
        return Flaw(message, f"Make it smaller. {MOST_PIXELS} pixels are the most on each side.")
    kept = b"".join(part for kind, part in parts if kind in _SHOWN)
    return Picture(Size(width, height), _PNG + kept)


def _png_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and bytes of each part of a PNG, up to its end or to one that is damaged."""
    at = len(_PNG)
    while data.startswith(_PNG) and at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        if data[end - 4 : end] != zlib.crc32(data[at + 4 : end - 4]).to_bytes(4, "big"):
            return
        yield kind, data[at:end]
        if kind == b"IEND":
            return
        at = end


_OTHERS = ((_PNG, "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"RIFF", "WebP"))
_NUMBER = pattern(r"[0-9]++(?:\.[0-9]++)?|\.[0-9]++")
_LENGTH = pattern(rf"\s*({_NUMBER.pattern})\s*+(px|pt|pc|mm|cm|in)?\s*")
_PIXELS = {"pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def _read_svg(name: str, data: bytes) -> Picture | Flaw:
    for begin, kind in _OTHERS:
        if data.startswith(begin):
            message = f"`{name}` is a {kind} picture with the name of a drawing."
            return Flaw(message, "Save the picture as SVG again.")
    from sitegen.programme.look.drawing import read_drawing  # noqa: PLC0415 - only for a drawing

    drawing = read_drawing(data)
    if isinstance(drawing, Flaw):
        return Flaw(f"`{name}` {drawing.message}", drawing.help)
    size = _size(drawing.attributes)
    if size is None:
        message = f"`{name}` does not say how large the drawing is."
        return Flaw(
            message,
            "Give its first tag a viewBox with the left edge, top edge, width and height.",
        )
    return Picture(size, drawing.data)


def _size(attributes: Mapping[str, str]) -> Size | None:
    """Give the size that the first tag names, or that of its viewBox (SVG 2, 8.2 and 8.6)."""
    sides = [_LENGTH.fullmatch(attributes.get(side, "")) for side in ("width", "height")]
    found = [float(side[1]) * _PIXELS.get(side[2], 1.0) for side in sides if side]
    if len(found) < 2:
        numbers = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
        found = [float(n) for n in numbers[2:] if _NUMBER.fullmatch(n)]
    return Size(*found) if len(found) == 2 and min(found) > 0 else None
