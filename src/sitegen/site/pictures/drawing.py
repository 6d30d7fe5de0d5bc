"""Draws a picture for links as PNG, with a font of its own: the same words give the same bytes.

Nothing of the machine takes part: no font that is installed on it, no time. Letters are set one
after the other, without the library for that which only some systems have.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from sitegen.programme.look.palette import Palette
from sitegen.site.pictures import FONT
from sitegen.site.pictures.layout import MARGIN, Face, Layout, Line, lay_out
from sitegen.site.views.link_pictures import HEIGHT, WIDTH, Drawing

_STEPS = 8
"""From the color of the ground to that of a letter. More make files larger, and nobody sees it."""


def draw(drawing: Drawing) -> bytes:
    """Draw a picture."""
    layout = lay_out(drawing, width)
    ramps = _ramps(layout)
    image = Image.new("L", (WIDTH, HEIGHT))  # holds numbers of colors
    for band in layout.bands:
        image.paste(ramps[band.color, band.color], (0, band.top, WIDTH, band.bottom))
    for line in layout.lines:
        _draw_line(line, ramps[line.ground, line.color], image)
    image.putpalette(bytes(_mixed(ramps, drawing.colors)))
    out = BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    name = f"AtkinsonHyperlegible-{'Bold' if face.bold else 'Regular'}.ttf"
    data = files(FONT).joinpath("files", name).read_bytes()
    return ImageFont.truetype(BytesIO(data), face.size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(10_000)  # many pictures have the same words
def width(text: str, face: Face) -> float:
    """Measure a text."""
    return _font(face).getlength(text)


_Ramps = dict[tuple[str, str], int]
"""By ground and color: the number of the first of the colors from the one to the other."""


def _ramps(layout: Layout) -> _Ramps:
    grounds = ((band.color, band.color) for band in layout.bands)
    letters = ((line.ground, line.color) for line in layout.lines)
    pairs = dict.fromkeys((*grounds, *letters))
    return {pair: number * _STEPS for number, pair in enumerate(pairs)}


def _mixed(ramps: Iterable[tuple[str, str]], colors: Palette) -> Iterable[int]:
    """Yield red, green and blue of each number."""
    for pair in ramps:
        ground, letter = (colors[name] for name in pair)
        for step in range(_STEPS):
            share = step / (_STEPS - 1)
            for part in ("red", "green", "blue"):
                first, last = getattr(ground, part), getattr(letter, part)
                yield round(first + share * (last - first))


def _draw_line(line: Line, first: int, image: Image.Image) -> None:
    """Draw a line of text in the colors from its ground to its own."""
    size = line.face.size
    shape = Image.new("L", (WIDTH - MARGIN, 2 * size))
    ImageDraw.Draw(shape).text((0, size + size // 2), line.text, 255, _font(line.face), anchor="ls")
    steps = [level * _STEPS // 256 for level in range(256)]
    numbers = shape.point([first + step for step in steps])
    drawn = shape.point([255 if step else 0 for step in steps])
    image.paste(numbers, (MARGIN, line.base - size - size // 2), drawn)
