"""The logo, and the color of the page, as templates need them."""

from __future__ import annotations

from sitegen.lazy import dataclass
from sitegen.programme.look.palette import Scheme
from sitegen.programme.model import Logo, Look
from sitegen.site.addresses import BaseUrl
from sitegen.site.look import logo_asset


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoView:
    """The logo: its picture, one for dark pages, its words, and its size in pixels."""

    href: str
    in_dark: str | None
    text: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PaperView:
    """The color of the page, for what a browser shows around it."""

    light: str
    dark: str


LOGO_HEIGHT = 56
"""Pixels, as `.logo` of the style sheet has it (3.5rem)."""


def logo_view(logo: Logo, base: BaseUrl) -> LogoView:
    """Show the logo."""
    size = logo.file.picture.size
    return LogoView(
        href=base.href(logo_asset(logo.file).address),
        in_dark=base.href(logo_asset(logo.in_dark).address) if logo.in_dark else None,
        text=logo.text,
        width=max(1, round(LOGO_HEIGHT * size.width / size.height)),
        height=LOGO_HEIGHT,
    )


def paper_view(look: Look) -> PaperView:
    """Show the color of the page, light and dark."""
    light, dark = (str(look.palettes[scheme]["paper"]) for scheme in Scheme)
    return PaperView(light=light, dark=dark)
