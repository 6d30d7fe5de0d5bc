"""The colors of a site: those that come with sitegen, and those that follow from a site's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import partial

from sitegen.lazy import dataclass, replace
from sitegen.programme.look.colors import Color, Tone, contrast, nearest

Palette = Mapping[str, Color]
"""A color for each custom property of the style sheet, by its name without hyphens in front."""


class Scheme(StrEnum):
    """What the visitor's device asks for (CSS prefers-color-scheme)."""

    LIGHT = "light"
    DARK = "dark"


SHIPPED: Mapping[Scheme, Palette] = {
    Scheme.LIGHT: {
        "paper": Color.of("#fbfaf7"),
        "card": Color.of("#ffffff"),
        "ink": Color.of("#1d2a30"),
        "quiet": Color.of("#4f5f67"),
        "line": Color.of("#d9d6cc"),
        "edge": Color.of("#7d8a90"),
        "accent": Color.of("#0f5a63"),
        "accent-strong": Color.of("#0a434b"),
        "accent-soft": Color.of("#e4f0f0"),
        "on-accent": Color.of("#ffffff"),
        "warm": Color.of("#7a4a00"),
        "warm-soft": Color.of("#fdf1d8"),
        "grey-soft": Color.of("#eeece6"),
        "stop": Color.of("#8a2f3a"),
        "stop-soft": Color.of("#fbe9e9"),
        "focus": Color.of("#b35900"),
    },
    Scheme.DARK: {
        "paper": Color.of("#11191d"),
        "card": Color.of("#182328"),
        "ink": Color.of("#e8eef0"),
        "quiet": Color.of("#a9b8be"),
        "line": Color.of("#34444b"),
        "edge": Color.of("#7f9098"),
        "accent": Color.of("#8fd3d8"),
        "accent-strong": Color.of("#b9e6e9"),
        "accent-soft": Color.of("#1b3439"),
        "on-accent": Color.of("#0b2327"),
        "warm": Color.of("#f2c879"),
        "warm-soft": Color.of("#382b12"),
        "grey-soft": Color.of("#243137"),
        "stop": Color.of("#f3b0b5"),
        "stop-soft": Color.of("#3b2125"),
        "focus": Color.of("#ffb454"),
    },
}
"""The colors of `templates/assets/site.css`. A test holds the two together."""

CHOSEN = ("paper", "ink", "accent")
"""What a site may choose. Each is held against those before it; all others follow from these."""

TEXT, PARTS, MORE = 4.5, 3.0, 7.0
"""Least contrast of text (WCAG 2.2, 1.4.3), of what is no text (1.4.11), and enhanced (1.4.6)."""

_TEXTS = ("ink", "quiet", "accent", "accent-strong", "warm", "stop")
_GROUNDS = ("paper", "card", "accent-soft", "grey-soft", "warm-soft", "stop-soft")


@dataclass(frozen=True, slots=True)
class Pair:
    """A color that stands on another one, and the least contrast that the two may have."""

    front: str
    ground: str
    least: float


PAIRS = (
    *(Pair(text, ground, TEXT) for text in _TEXTS for ground in _GROUNDS),
    *(Pair(part, ground, PARTS) for part in ("edge", "focus") for ground in _GROUNDS),
    Pair("on-accent", "accent", TEXT),
    Pair("on-accent", "accent-strong", TEXT),
    # Where more contrast is asked for, links have the strong color, and no ground is tinted.
    Pair("accent-strong", "paper", MORE),
    Pair("accent-strong", "card", MORE),
)
"""Every pair of colors that may meet on a page: any text on any ground. A test reads the sheet."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A chosen color that cannot be seen well, the first pair that shows it, and a better one."""

    name: str
    color: Color
    pair: Pair
    front: Color
    ground: Color
    better: Color

    @property
    def ratio(self) -> float:
        """Contrast of the pair."""
        return contrast(self.front, self.ground)


@dataclass(frozen=True, slots=True)
class Schemed:
    """The colors of one scheme, and what is wrong with those that were chosen."""

    palette: Palette
    misses: tuple[Miss, ...]


_CALM = 0.1
"""Most chroma of an accent that is made for dark pages: a light and vivid color glares there."""


def palettes(chosen: Mapping[Scheme, Palette]) -> Mapping[Scheme, Schemed]:
    """Give all colors that follow from the chosen ones, which may be none.

    A chosen color that cannot be seen well is replaced by the nearest one that can, so that each
    color is held against what the others will be. Without an accent of its own the dark scheme has
    that of the light one, as light as it must be there.
    """
    in_light, in_dark = (chosen.get(scheme, {}) for scheme in Scheme)
    shipped = SHIPPED[Scheme.DARK]
    light = _schemed(SHIPPED[Scheme.LIGHT], in_light)
    follows = "accent" in in_light and "accent" not in in_dark
    if follows:
        tone = light.palette["accent"].tone
        calm = Tone(shipped["accent"].tone.light, min(tone.chroma, _CALM), tone.hue)
        in_dark = {**in_dark, "accent": calm.color()}
    dark = _schemed(shipped, in_dark)
    # What nobody typed is mended without a word.
    told = tuple(miss for miss in dark.misses if not (follows and miss.name == "accent"))
    return {Scheme.LIGHT: light, Scheme.DARK: Schemed(dark.palette, told)}


def misses(palette: Palette) -> Iterator[Pair]:
    """Yield the pairs that differ too little, of the colors that the palette holds."""
    for pair in PAIRS:
        front, ground = palette.get(pair.front), palette.get(pair.ground)
        if front and ground and contrast(front, ground) < pair.least:
            yield pair


_FIXED = ("warm", "warm-soft", "stop", "stop-soft", "focus")
"""What these mean must not change with a site's colors, so they do not."""


def _schemed(shipped: Palette, chosen: Palette) -> Schemed:
    made = _Making(shipped, chosen).made()
    if not made.misses:
        return made
    # A better color has a slightly different hue, because a screen has whole numbers only. What
    # follows from it is held against the others once more, until what is proposed passes whole.
    after = _schemed(shipped, {**chosen, **{miss.name: miss.better for miss in made.misses}})
    told = {miss.name: miss for miss in made.misses}
    for miss in after.misses:
        told[miss.name] = replace(told.get(miss.name, miss), better=miss.better)
    return Schemed(after.palette, tuple(told.values()))


class _Making:
    """The colors of a scheme that are known so far; each is held against all of them."""

    def __init__(self, shipped: Palette, chosen: Palette) -> None:
        self.shipped = shipped
        self.wanted = {name: shipped[name] for name in CHOSEN} | dict(chosen)
        known = (*_FIXED, *(name for name in CHOSEN if name not in chosen))
        self.palette: Palette = {name: shipped[name] for name in known}
        self.misses: list[Miss] = []

    def made(self) -> Schemed:
        for name in CHOSEN:
            self._settle(name)
        for name in ("accent-strong", "on-accent", "quiet", "edge"):
            self._add({name: nearest(self._start(name), partial(self._passes, name))})
        return Schemed(self.palette, tuple(self.misses))

    def _add(self, colors: Palette) -> None:
        self.palette = {**self.palette, **colors}

    def _settle(self, name: str) -> None:
        color = self.wanted[name]
        tried = {**self.palette, **self._with(name, color)}
        wrong = list(misses(tried))
        if wrong:
            pair = wrong[0]
            better = nearest(color, partial(self._passes, name))
            front, ground = tried[pair.front], tried[pair.ground]
            self.misses.append(Miss(name, color, pair, front, ground, better))
            color = self.wanted[name] = better
        self._add(self._with(name, color))

    def _passes(self, name: str, color: Color) -> bool:
        return not any(misses({**self.palette, **self._with(name, color)}))

    def _with(self, name: str, color: Color) -> Palette:
        """Give the color, and with the paper what else text stands on."""
        return {name: color, **(self._grounds(color) if name == "paper" else {})}

    def _grounds(self, paper: Color) -> Palette:
        """Give what text stands on: as far from the paper as in what is shipped."""
        names = ("card", "grey-soft", "line")
        grounds = {name: self.shipped[name] for name in names}
        if paper != self.shipped["paper"]:
            grounds = {name: paper.tone.at(self._level(name, paper)).color() for name in names}
        soft, accent = "accent-soft", self.wanted["accent"]
        if paper == self.shipped["paper"] and accent == self.shipped["accent"]:
            return {**grounds, soft: self.shipped[soft]}
        return {**grounds, soft: self._tinted(soft, accent).at(self._level(soft, paper)).color()}

    def _level(self, name: str, paper: Color) -> float:
        """Give how light a ground is. What is lighter than the paper is so on a black one too."""
        usual = self.shipped["paper"].tone.light
        step = self.shipped[name].tone.light - usual
        return (max(paper.tone.light, usual) if step > 0 else paper.tone.light) + step

    def _tinted(self, name: str, accent: Color) -> Tone:
        """Give the shipped color with the hue of the accent, and no more colorful than it."""
        shipped = self.shipped[name].tone
        chroma = min(shipped.chroma, accent.tone.chroma)
        return Tone(shipped.light, chroma, accent.tone.hue)

    def _start(self, name: str) -> Color:
        """Give what a color would be, before it is held against the others."""
        bases = ("accent",) if "accent" in name else ("ink", "paper")
        if all(self.palette[base] == self.shipped[base] for base in bases):
            return self.shipped[name]
        if name == "on-accent":
            return self._tinted(name, self.palette["accent"]).color()
        if name == "accent-strong":
            step = self.shipped[name].tone.light - self.shipped["accent"].tone.light
            accent = self.palette["accent"].tone
            return accent.at(accent.light + step).color()
        ink, paper = self.palette["ink"].tone, self.palette["paper"].tone
        first, last = self.shipped["ink"].tone.light, self.shipped["paper"].tone.light
        share = (self.shipped[name].tone.light - first) / (last - first)
        return ink.at(ink.light + share * (paper.light - ink.light)).color()
