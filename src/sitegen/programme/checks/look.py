"""The site's own colors, which everybody must be able to read, and its logo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter

from sitegen.diagnostics import Diagnostic, Fix, Span, problem
from sitegen.lazy import pattern
from sitegen.programme.checks.references import missing_file
from sitegen.programme.files.site import LogoRecord, LookRecord, SiteFile
from sitegen.programme.flaws import Flaw
from sitegen.programme.look.colors import Color, contrast
from sitegen.programme.look.palette import TEXT, Miss, Scheme, palettes
from sitegen.programme.look.pictures import is_picture, read_picture
from sitegen.programme.look_joining import chosen_colors, colors_of
from sitegen.programme.records import PUBLISHED, Records
from sitegen.source.pieces import is_known, known, piece
from sitegen.source.suggestions import Words
from sitegen.source.wording import on_one_line, shown


def check_look(records: Records) -> Iterator[Diagnostic]:
    """Yield an error for each color that cannot be read, and for what is wrong with the logo."""
    site = records.file(SiteFile)
    look = known(site, lambda one: one.look)
    if site is None or look is None:
        return
    yield from _check_colors(look)
    logo = known(look, lambda one: one.logo)
    if logo is not None:
        for field in ("file", "dark"):
            name = known(logo, attrgetter(field))
            if name is not None:
                yield from _check_picture(name, logo.at.span(field), records)
        yield from _check_words(logo, site)


def _check_colors(look: LookRecord) -> Iterator[Diagnostic]:
    chosen = chosen_colors(look)
    made = palettes(chosen)
    for scheme in Scheme:
        colors = colors_of(look, scheme)
        if colors is None or colors.at.unread:
            continue  # what the others would be held against is not known
        if scheme is Scheme.DARK and colors.accent is None and not is_known(look, _light_accent):
            continue
        for miss in made[scheme].misses:
            told = _too_little(miss, colors.at.span(miss.name))
            yield told.adding(_OTHER[scheme]) if _is_swapped(miss, scheme) else told


_OTHER = {
    Scheme.LIGHT: "The colors of dark pages stand under `dark`.",
    Scheme.DARK: "The colors of light pages stand under `light`.",
}


def _is_swapped(miss: Miss, scheme: Scheme) -> bool:
    """Tell whether a page would be dark in the light scheme, or light in the dark one."""
    is_dark = contrast(miss.color, _WHITE) > contrast(miss.color, _BLACK)
    return miss.name == "paper" and is_dark == (scheme is Scheme.LIGHT)


def _light_accent(look: LookRecord) -> Color | None:
    return look.light.accent if look.light is not None else None


_WHITE, _BLACK = Color(255, 255, 255), Color(0, 0, 0)
_FRONTS = {
    "ink": "Words",
    "quiet": "Quiet words",
    "accent": "Links",
    "accent-strong": "Links that one points at",
    "warm": "Words about deadlines",
    "stop": "Words about what is cancelled",
    "edge": "Borders of what one can choose",
    "focus": "Frames that show where the keyboard is",
    "on-accent": "Words on buttons",
}
_GROUNDS = {
    "paper": "the page",
    "card": "a box",
    "accent": "a button",
    "accent-strong": "a button",
    "accent-soft": "a tinted band",
    "grey-soft": "a gray label",
    "warm-soft": "a yellow label",
    "stop-soft": "a red label",
}


def _too_little(miss: Miss, span: Span) -> Diagnostic:
    pair = miss.pair
    from decimal import ROUND_DOWN, Decimal  # noqa: PLC0415 - only such a color needs it

    # Never rounded up: 4.499 is not enough, so it must not read 4.5.
    ratio = Decimal(miss.ratio).quantize(Decimal("0.01"), ROUND_DOWN)
    needed = f"text needs {pair.least:g}" if pair.least == TEXT else f"they need {pair.least:g}"
    message = (
        f"{_FRONTS[pair.front]} ({miss.front}) on {_GROUNDS[pair.ground]} ({miss.ground}) "
        f"have a contrast of {ratio} to 1, and {needed} to 1."
    )
    help_ = f'Write "{miss.better}", the nearest color that can be read.'
    fix = Fix(span, f'"{miss.better}"', safe=False)
    return problem("color-contrast", span, message, help_, fix=fix)


def _check_picture(name: str, span: Span, records: Records) -> Iterator[Diagnostic]:
    path = f"{PUBLISHED}{name}"
    if path not in records.published_files:
        known = Words(one.removeprefix(PUBLISHED) for one in records.published_files)
        yield missing_file(name, span, known)
    elif not is_picture(name):
        message = f"`{shown(name)}` is neither an SVG nor a PNG file."
        help_ = "Save the picture as one of these. SVG is sharp on every screen."
        yield problem("logo-file", span, message, help_)
    elif isinstance(read := read_picture(shown(name), records.pictures[path]), Flaw):
        yield problem("logo-file", span, read.message, read.help)


_SAYS_NOTHING = pattern(
    r"(the |our )?(logo|image|picture|photo|icon|seal|graphic|banner)s?|.*\.(svg|png)",
    re.IGNORECASE,
)


@piece
def _check_words(logo: LogoRecord, site: SiteFile) -> Iterator[Diagnostic]:
    if _SAYS_NOTHING.fullmatch(logo.text.strip(" .")):
        message = f"“{shown(logo.text)}” does not say whose logo it is."
        help_ = "Write the words in the logo, or whose it is."
        name = known(site, lambda one: on_one_line(one.organization))
        if name is not None:
            help_ = f"Write the words in the logo. If it shows none, write `{name}`"
        yield problem("logo-text", logo.at.span("text"), message, help_)
