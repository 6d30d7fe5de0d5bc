"""A site's own look as assets: its colors at the end of the style sheet, and its logo."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from sitegen.lazy import pattern
from sitegen.programme.look.palette import SHIPPED, Palette, Scheme
from sitegen.programme.model import LogoFile, Look
from sitegen.site.rendering import Asset

STYLE_SHEET = "site.css"
_REMARK_OR_TEXT = pattern(rb"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/\s*""", re.DOTALL)


def with_look(assets: Sequence[Asset], look: Look) -> tuple[Asset, ...]:
    """Give the assets of the templates with the look of the site.

    Its colors stand in the style sheet itself, so that no page needs one request more. The remarks
    of the sheet stay behind: phones load it, and they are for those who write it.
    """
    colors = style_of(look).encode()
    dressed = (
        Asset.of(item.name, _without_remarks(item.content) + colors)
        if item.name == STYLE_SHEET
        else item
        for item in assets
    )
    # The templates may hold the very picture that is the logo: then it is one file.
    both = (*dressed, *(logo_asset(picture) for picture in _pictures(look)))
    return tuple({item.address: item for item in both}.values())


def _without_remarks(css: bytes) -> bytes:
    return _REMARK_OR_TEXT.sub(lambda found: found[1] or b"", css)


def _pictures(look: Look) -> Iterator[LogoFile]:
    logo = look.logo
    if logo is not None:
        yield logo.file
        if logo.in_dark is not None and logo.in_dark != logo.file:
            yield logo.in_dark


def logo_asset(file: LogoFile) -> Asset:
    """Give a picture of the logo as an asset."""
    return Asset.of(f"logo/{file.name}", file.picture.data)


def style_of(look: Look) -> str:
    """Give the rules that set what differs from the shipped colors; "" where nothing does.

    Like the colors in the style sheet they stand under `html`. The sheet's rules for print and for
    more contrast stand under `:root`, which is the same element and weighs more, so these win.
    """
    light, dark = (look.palettes[scheme] for scheme in Scheme)
    in_light = {name for name, color in light.items() if color != SHIPPED[Scheme.LIGHT][name]}
    # A light color stands behind the sheet's dark ones, so each has its dark one again.
    in_dark = in_light | {n for n, color in dark.items() if color != SHIPPED[Scheme.DARK][n]}
    if not in_dark:
        return ""
    return (
        f"html {{ {_declarations(light, in_light)} }}\n"
        f"@media (prefers-color-scheme: dark) {{ html {{ {_declarations(dark, in_dark)} }} }}\n"
    )


def _declarations(palette: Palette, names: Collection[str]) -> str:
    return "; ".join(f"--{name}: {color}" for name, color in palette.items() if name in names)
