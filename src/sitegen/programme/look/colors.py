"""Colors: how far apart two are for a reader, and the nearest one that can be read."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property

from sitegen.lazy import dataclass

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]

# OKLab as its author publishes it (Björn Ottosson, 2020) and as CSS Color 4 uses it.
_LINEAR_TO_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_CONES_TO_LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_LAB_TO_CONES: Matrix = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_CONES_TO_LINEAR: Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


@dataclass(frozen=True)
class Color:
    """A color of a screen (sRGB); each part is 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def of(cls, hex_: str) -> Color:
        """Give the color of `#0f5a63`."""
        return cls(*bytes.fromhex(hex_.removeprefix("#")))

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @cached_property
    def luminance(self) -> float:
        """How bright it is, from 0 to 1 (WCAG 2.2, relative luminance)."""
        red, green, blue = self._linear
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @cached_property
    def tone(self) -> Tone:
        """The same as people see it."""
        cones = _times(_LINEAR_TO_CONES, self._linear)
        light, a, b = _times(_CONES_TO_LAB, _each(math.cbrt, cones))
        return Tone(light, math.hypot(a, b), math.atan2(b, a))

    @cached_property
    def _linear(self) -> Vector:
        def linear(part: int) -> float:
            share = part / 255
            return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

        return linear(self.red), linear(self.green), linear(self.blue)


@dataclass(frozen=True, slots=True)
class Tone:
    """A color as people see it (OKLCH): light from 0 to 1, how colorful, and an angle as hue."""

    light: float
    chroma: float
    hue: float

    def at(self, light: float) -> Tone:
        """Give the same hue, lighter or darker."""
        return Tone(min(max(light, 0.0), 1.0), self.chroma, self.hue)

    def color(self) -> Color:
        """Give the color of a screen. What is too colorful for one becomes less so."""
        shown, none = self.chroma, 0.0
        if not _fits(self._linear(shown)):
            for _ in range(16):
                middle = (shown + none) / 2
                shown, none = (shown, middle) if _fits(self._linear(middle)) else (middle, none)
            shown = none
        return Color(*(_part(value) for value in self._linear(shown)))

    def _linear(self, chroma: float) -> Vector:
        lab = (self.light, chroma * math.cos(self.hue), chroma * math.sin(self.hue))
        return _times(_CONES_TO_LINEAR, _each(lambda cone: cone**3, _times(_LAB_TO_CONES, lab)))


def contrast(one: Color, other: Color) -> float:
    """Give the contrast of two colors, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


_HALVINGS = 12
"""As many as it takes to tell two neighbors of the 256 steps of a screen apart."""


def nearest(color: Color, passes: Callable[[Color], bool]) -> Color:
    """Give the color itself where it passes, else the nearest one, lighter or darker, that does.

    The hue stays, and how colorful it is as far as a screen can show it. Once a color passes, those
    further on must pass too: this is so where contrast alone decides. Black or white must pass.
    """
    if passes(color):
        return color
    found = [_first(color.tone, end, passes) for end in (0.0, 1.0)]
    light = color.tone.light
    return min((one for one in found if one), key=lambda one: abs(one.light - light)).color()


def _first(tone: Tone, end: float, passes: Callable[[Color], bool]) -> Tone | None:
    """Give the first tone on the way to `end` that passes; None where not even the end does."""
    failed, found = tone.light, end
    if not passes(tone.at(end).color()):
        return None
    for _ in range(_HALVINGS):
        middle = (failed + found) / 2
        if passes(tone.at(middle).color()):
            found = middle
        else:
            failed = middle
    return tone.at(found)


def _fits(linear: Vector) -> bool:
    return all(-0.0001 <= value <= 1.0001 for value in linear)


def _part(linear: float) -> int:
    value = min(max(linear, 0.0), 1.0)
    share = value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(share * 255)


def _times(matrix: Matrix, vector: Vector) -> Vector:
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def _each(change: Callable[[float], float], vector: Vector) -> Vector:
    x, y, z = vector
    return change(x), change(y), change(z)
