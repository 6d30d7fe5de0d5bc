"""Colors: contrast as WCAG has it, tones as CSS has them, and the nearest one that can be read."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.programme.look.colors import Color, Tone, contrast, nearest
from sitegen.programme.look.palette import (
    CHOSEN,
    PAIRS,
    SHIPPED,
    TEXT,
    Palette,
    Scheme,
    misses,
    palettes,
)

PART = st.integers(0, 255)
COLORS = st.builds(Color, PART, PART, PART)
WHITE, BLACK = Color(255, 255, 255), Color(0, 0, 0)


@pytest.mark.parametrize(
    ("front", "ground", "ratio"),
    [
        ("#000000", "#ffffff", 21),  # WCAG 2.2, definition of contrast ratio: 1 to 21
        ("#ffffff", "#ffffff", 1),
        ("#333333", "#ffffff", 12.6),  # ACT rule afw4f7, "Text has minimum contrast"
        ("#aaaaaa", "#ffffff", 2.3),
        ("#777777", "#ffffff", 4.5),  # the well-known grey that is just not enough: 4.478
        ("#767676", "#ffffff", 4.5),  # and the one that just is: 4.542
        ("#ff0000", "#ffffff", 4.0),  # Understanding 1.4.3: red on white is 4:1
    ],
)
def test_contrast_is_as_published(front: str, ground: str, ratio: float) -> None:
    assert round(contrast(Color.of(front), Color.of(ground)), 1) == ratio
    assert contrast(Color.of(front), Color.of(ground)) == contrast(
        Color.of(ground), Color.of(front)
    )


def test_a_ratio_is_not_rounded_up_to_enough() -> None:
    assert contrast(Color.of("#777777"), WHITE) < 4.5 < contrast(Color.of("#767676"), WHITE)


def test_the_primary_colors_are_as_bright_as_their_part_of_the_formula() -> None:
    bright = [Color.of(hex_).luminance for hex_ in ("#ff0000", "#00ff00", "#0000ff")]
    assert bright == pytest.approx([0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize(
    ("light", "chroma", "degrees", "hex_"),
    [  # from CSS Color 4, 9.4, and the tests of the web platform for it
        (0.40101, 0.12332, 21.555, "#7d2329"),
        (0.59686, 0.15619, 49.7694, "#c65d06"),
        (0.65125, 0.13138, 104.097, "#9d9318"),
        (0.66016, 0.15546, 134.231, "#68a639"),
        (0.72322, 0.12403, 247.996, "#62acef"),
        (0.51975, 0.17686, 142.495, "#008000"),
        (0.0, 0.0, 0.0, "#000000"),
        (1.0, 0.0, 0.0, "#ffffff"),
    ],
)
def test_tones_are_those_of_css(light: float, chroma: float, degrees: float, hex_: str) -> None:
    assert str(Tone(light, chroma, math.radians(degrees)).color()) == hex_
    tone = Color.of(hex_).tone
    assert (tone.light, tone.chroma) == pytest.approx((light, chroma), abs=0.002)


@given(COLORS)
def test_a_color_is_the_color_of_its_tone(color: Color) -> None:
    assert color.tone.color() == color
    assert Color.of(str(color)) == color


def tone_of(color: Color) -> tuple[float, float, float]:
    """Lightness and the two axes of OKLab, from the matrices of CSS Color 4 by way of XYZ."""
    r, g, b = (
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
        for v in (color.red / 255, color.green / 255, color.blue / 255)
    )
    x = 0.41239079926595934 * r + 0.357584339383878 * g + 0.1804807884018343 * b
    y = 0.21263900587151027 * r + 0.715168678767756 * g + 0.07219231536073371 * b
    z = 0.01933081871559182 * r + 0.11919477979462598 * g + 0.9505321522496607 * b
    long = math.cbrt(0.8190224379967030 * x + 0.3619062600528904 * y - 0.1288737815209879 * z)
    middle = math.cbrt(0.0329836539323885 * x + 0.9292868615863434 * y + 0.0361446663506424 * z)
    short = math.cbrt(0.0481771893596242 * x + 0.2642395317527308 * y + 0.6335478284694309 * z)
    return (
        0.2104542683093140 * long + 0.7936177747023054 * middle - 0.0040720430116193 * short,
        1.9779985324311684 * long - 2.4285922420485799 * middle + 0.4505937096174110 * short,
        0.0259040424655478 * long + 0.7827717124575296 * middle - 0.8086757549230774 * short,
    )


@given(COLORS)
def test_a_tone_agrees_with_the_other_way_to_compute_it(color: Color) -> None:
    light, a, b = tone_of(color)
    tone = color.tone
    shown = (tone.light, tone.chroma * math.cos(tone.hue), tone.chroma * math.sin(tone.hue))
    assert shown == pytest.approx((light, a, b), abs=1e-4)


def lighter_and_darker(color: Color) -> list[tuple[float, Color]]:
    """Every step of lightness with the same hue, and how far it is from the color's own."""
    tone = color.tone
    steps = (n / 500 for n in range(501))
    return [(abs(step - tone.light), tone.at(step).color()) for step in steps]


@settings(max_examples=40)
@given(COLORS, st.sampled_from([*Scheme]))
def test_no_color_that_passes_is_nearer_than_the_one_proposed(color: Color, scheme: Scheme) -> None:
    grounds = [SHIPPED[scheme][name] for name in ("paper", "card", "grey-soft", "accent-soft")]

    def passes(one: Color) -> bool:
        return all(contrast(one, ground) >= TEXT for ground in grounds)

    proposed = nearest(color, passes)
    assert passes(proposed)
    if passes(color):
        assert proposed == color
        return
    best = min(far for far, one in lighter_and_darker(color) if passes(one))
    assert abs(proposed.tone.light - color.tone.light) <= best + 0.005


@given(COLORS, st.sampled_from([*Scheme]))
def test_a_proposed_color_keeps_its_hue(color: Color, scheme: Scheme) -> None:
    proposed = nearest(color, lambda one: contrast(one, SHIPPED[scheme]["paper"]) >= TEXT)
    before, after = color.tone, proposed.tone
    assert after.chroma <= before.chroma + 0.01
    if after.chroma > 0.04:  # in greys one step of a part turns the hue by much
        turn = math.remainder(after.hue - before.hue, math.tau)
        assert abs(turn) < 0.12


CHOICES = st.dictionaries(st.sampled_from(CHOSEN), COLORS)


@settings(max_examples=60)
@given(CHOICES, CHOICES)
def test_whatever_is_chosen_everything_can_be_read(light: Palette, dark: Palette) -> None:
    chosen = {Scheme.LIGHT: light, Scheme.DARK: dark}
    made = palettes(chosen)
    for scheme, schemed in made.items():
        assert schemed.palette.keys() == SHIPPED[scheme].keys()
        assert not list(misses(schemed.palette))
        told = {miss.name: miss for miss in schemed.misses}
        assert told.keys() <= chosen[scheme].keys()
        for name, color in chosen[scheme].items():
            better = told[name].better if name in told else color
            assert schemed.palette[name] == better
            if name in told:
                assert told[name].ratio < told[name].pair.least


@settings(max_examples=60)
@given(CHOICES, CHOICES)
def test_what_is_proposed_is_accepted_in_one_round(light: Palette, dark: Palette) -> None:
    made = palettes({Scheme.LIGHT: light, Scheme.DARK: dark})
    mended = {
        scheme: {**chosen, **{miss.name: miss.better for miss in made[scheme].misses}}
        for scheme, chosen in ((Scheme.LIGHT, light), (Scheme.DARK, dark))
    }
    again = palettes(mended)
    assert [schemed.misses for schemed in again.values()] == [(), ()]
    assert again[Scheme.LIGHT].palette == made[Scheme.LIGHT].palette


def test_nothing_chosen_is_what_is_shipped() -> None:
    made = palettes({})
    assert {scheme: one.palette for scheme, one in made.items()} == SHIPPED
    assert not any(one.misses for one in made.values())
    assert not any(list(misses(palette)) for palette in SHIPPED.values())


def test_what_is_shipped_and_chosen_stays_as_it_is() -> None:
    chosen = {scheme: {n: SHIPPED[scheme][n] for n in CHOSEN} for scheme in Scheme}
    assert {scheme: one.palette for scheme, one in palettes(chosen).items()} == SHIPPED


def test_one_accent_makes_both_schemes() -> None:
    purple = Color.of("#5b2d82")
    made = palettes({Scheme.LIGHT: {"accent": purple}})
    changed = {
        scheme: {n for n, color in one.palette.items() if color != SHIPPED[scheme][n]}
        for scheme, one in made.items()
    }
    assert changed[Scheme.LIGHT] == {"accent", "accent-strong", "accent-soft"}
    assert changed[Scheme.DARK] == {"accent", "accent-strong", "accent-soft", "on-accent"}
    hues = [made[scheme].palette["accent"].tone.hue for scheme in Scheme]
    assert abs(math.remainder(hues[0] - hues[1], math.tau)) < 0.1


def test_an_accent_of_the_dark_pages_is_not_made_from_the_light_one() -> None:
    own = Color.of("#f0b36a")
    made = palettes({Scheme.LIGHT: {"accent": Color.of("#5b2d82")}, Scheme.DARK: {"accent": own}})
    assert made[Scheme.DARK].palette["accent"] == own


def test_boxes_can_be_told_from_a_black_page() -> None:
    dark = palettes({Scheme.DARK: {"paper": BLACK}})[Scheme.DARK].palette
    assert contrast(dark["card"], BLACK) > 1.2
    assert contrast(dark["line"], BLACK) > 1.8


def test_any_text_is_held_against_any_ground() -> None:
    pairs = {(pair.front, pair.ground): pair.least for pair in PAIRS if pair.least <= TEXT}
    texts = {"ink", "quiet", "accent", "accent-strong", "warm", "stop"}
    grounds = {pair.ground for pair in PAIRS} - {"accent", "accent-strong"}
    assert all(pairs[one] == TEXT for one in product(texts, grounds))
    assert {name for pair in PAIRS for name in (pair.front, pair.ground)} | {"line"} == set(
        SHIPPED[Scheme.LIGHT]
    )
