"""The style sheet against the colors that are checked: its values, and which of them meet."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from sitegen.programme.look.colors import Color, contrast
from sitegen.programme.look.palette import (
    MORE,
    PAIRS,
    PARTS,
    SHIPPED,
    TEXT,
    Palette,
    Scheme,
    palettes,
)
from sitegen.programme.model import Look
from sitegen.settings import shipped_templates
from sitegen.site.look import style_of, with_look
from sitegen.site.rendering import Asset

SHEET = (shipped_templates() / "assets/site.css").read_text(encoding="utf-8")
DARK = "(prefers-color-scheme: dark)"
PURPLE = {Scheme.LIGHT: {"accent": Color.of("#5b2d82"), "ink": Color.of("#20102e")}}


@dataclass(frozen=True)
class Rule:
    """A rule of a style sheet, and what the @-rules around it ask for."""

    condition: str
    selectors: tuple[str, ...]
    declarations: Mapping[str, str]


def rules(css: str, condition: str = "") -> Iterator[Rule]:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    while css.strip():
        head, _, css = css.partition("{")
        depth, end = 1, 0
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        body, css = css[: end - 1], css[end:]
        head = head.strip()
        if head.startswith("@"):
            yield from rules(body, f"{condition} {head}".strip())
        else:
            parts = (part.partition(":") for part in body.split(";") if part.strip())
            found = {name.strip(): value.strip() for name, _, value in parts}
            yield Rule(condition, tuple(re.split(r",\s*(?![^(]*\))", head)), found)


def properties(css: str, condition: str, *selectors: str) -> dict[str, str]:
    """Custom properties that rules with one of these selectors set, the last one wins."""
    return {
        name[2:]: value
        for rule in rules(css)
        if rule.condition == condition and set(rule.selectors) & set(selectors)
        for name, value in rule.declarations.items()
        if name.startswith("--")
    }


def colors(css: str, condition: str, *selectors: str) -> Palette:
    found = properties(css, condition, *selectors)
    whole = {name: value + value[1:] * (len(value) == 4) for name, value in found.items()}
    return {name: Color.of(v) for name, v in whole.items() if re.fullmatch("#[0-9a-f]{6}", v)}


def used(value: str) -> set[str]:
    return set(re.findall(r"var\(--([\w-]+)\)", value)) & SHIPPED[Scheme.LIGHT].keys()


def test_the_colors_of_the_sheet_are_those_that_are_checked() -> None:
    assert colors(SHEET, "", "html") == SHIPPED[Scheme.LIGHT]
    assert colors(SHEET, f"@media {DARK}", "html") == SHIPPED[Scheme.DARK]


def test_colors_stand_nowhere_else_in_the_sheet() -> None:
    white_behind_a_logo = {"background: #fff"}
    found = {
        f"{name}: {value}"
        for rule in rules(SHEET)
        for name, value in rule.declarations.items()
        if not name.startswith("--") and re.search(r"#[0-9a-f]{3}|rgb|hsl|oklch", value)
    }
    assert found == white_behind_a_logo


# Which colors meet

GROUNDS = frozenset({"paper", "card", "accent-soft"})
"""What a part of a page can stand on where its rule does not say."""


def met(css: str) -> Iterator[tuple[str, str, float]]:
    """What the rules of a sheet bring together, as far as they tell, and the contrast it needs."""
    painted: dict[str, set[str]] = {}
    for rule in rules(css):
        for selector in rule.selectors:
            painted.setdefault(selector, set()).update(
                used(rule.declarations.get("background", ""))
            )
    for rule in rules(css):
        texts = used(rule.declarations.get("color", ""))
        grounds = used(rule.declarations.get("background", ""))
        if texts and not grounds:  # the same part may get its ground from another rule
            others = [painted[selector] for selector in rule.selectors]
            grounds = set(GROUNDS).union(*others) if not all(others) else set().union(*others)
        yield from ((text, ground, TEXT) for text in texts for ground in grounds)
        if grounds and not texts and not rule.condition:
            yield from (("ink", ground, TEXT) for ground in grounds if not painted_over(ground))
        # A frame or border lies beside what it stands on.
        around = [rule.declarations.get(name, "") for name in ("outline", "border", "accent-color")]
        parts = {one for value in around for one in used(value)} - {"line"}  # decoration only
        yield from ((one, ground, PARTS) for one in parts for ground in GROUNDS)


def painted_over(ground: str) -> bool:
    """Tell whether the text on a ground always has a color of its own, as on buttons."""
    return ground in {"accent", "accent-strong"}


def test_every_pair_that_the_sheet_brings_together_is_checked() -> None:
    found = set(met(SHEET))
    assert len(found) > 20
    assert {"accent", "accent-soft", "warm-soft"} <= {ground for _, ground, _ in found}
    assert {one for one in found if not is_checked(*one)} == set()


def is_checked(front: str, ground: str, least: float) -> bool:
    return any((p.front, p.ground) == (front, ground) and p.least >= least for p in PAIRS)


@pytest.mark.parametrize(
    ("rule", "pair"),
    [
        (".new { color: var(--line) }", ("line", "paper")),
        (".new { color: var(--line); background: var(--focus) }", ("line", "focus")),
        (".new { background: var(--edge) }", ("ink", "edge")),
        ("@media print { .new { color: var(--card); background: var(--warm) } }", ("card", "warm")),
        (".new { color: var(--stop) } .new { background: var(--line) }", ("stop", "line")),
        (".new { border: 1px solid var(--grey-soft) }", ("grey-soft", "paper")),
        (".new { color: var(--edge) }", ("edge", "card")),  # enough for a border, not for text
    ],
)
def test_a_new_pair_would_be_found(rule: str, pair: tuple[str, str]) -> None:
    assert pair in {one[:2] for one in met(SHEET + rule) if not is_checked(*one)}


@pytest.mark.parametrize("chosen", [{}, PURPLE], ids=["shipped", "own"])
@pytest.mark.parametrize("scheme", Scheme)
def test_where_more_contrast_is_asked_for_it_is_enhanced(
    chosen: Mapping[Scheme, Palette], scheme: Scheme
) -> None:
    palette = dict(palettes(chosen)[scheme].palette)
    for name, value in properties(SHEET, "@media (prefers-contrast: more)", ":root").items():
        (other,) = used(value)
        palette[name] = palettes(chosen)[scheme].palette[other]
    for text in ("ink", "quiet", "accent", "accent-strong", "warm", "stop"):
        for ground in (*GROUNDS, "grey-soft", "warm-soft", "stop-soft"):
            assert contrast(palette[text], palette[ground]) >= MORE, (text, ground)
    assert palette["line"] == palette["edge"] == palette["ink"]


def test_everything_is_black_or_grey_on_white_on_paper() -> None:
    printed = colors(SHEET, "@media print", ":root")
    assert printed.keys() | {"focus"} == SHIPPED[Scheme.LIGHT].keys()
    white = Color.of("#ffffff")
    grounds = {n for n, color in printed.items() if color == white}
    assert grounds == {"paper", "card", "accent-soft", "warm-soft", "grey-soft", "stop-soft"}
    texts = printed.keys() - grounds - {"line", "edge"}
    assert all(contrast(printed[name], white) >= MORE for name in texts)


# The colors of a site


def test_a_site_without_a_look_has_the_sheet_as_it_is() -> None:
    assets = [Asset.of("site.css", b"x"), Asset.of("a.js", b"y")]
    assert style_of(Look()) == ""
    assert with_look(assets, Look()) == tuple(assets)


def test_own_colors_stand_at_the_end_and_move_the_address() -> None:
    look = Look(palettes={scheme: one.palette for scheme, one in palettes(PURPLE).items()})
    before = [Asset.of("site.css", SHEET.encode()), Asset.of("a.js", b"y")]
    sheet, script = with_look(before, look)
    assert script == before[1]
    assert sheet.address != before[0].address
    plain = with_look(before, Look())[0].content.decode()
    assert sheet.content.decode().startswith(plain)
    added = sheet.content.decode().removeprefix(plain)
    changed = {scheme: colors(added, *where) for scheme, where in WHERE.items()}
    for scheme, palette in changed.items():
        assert {**SHIPPED[scheme], **palette} == look.palettes[scheme]
    # A light color comes after the dark ones of the sheet, so each has its dark one again.
    assert changed[Scheme.LIGHT].keys() <= changed[Scheme.DARK].keys()
    assert len(gzip.compress(added.encode(), 9)) < 400


WHERE = {Scheme.LIGHT: ("", "html"), Scheme.DARK: (f"@media {DARK}", "html")}
