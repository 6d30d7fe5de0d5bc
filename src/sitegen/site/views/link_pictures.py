"""The words of the picture that other sites show beside a link to a page.

Others keep such pictures for weeks. So they hold what stays true: dates with their years, and a
state only where the dates alone would mislead.
"""

from __future__ import annotations

import hashlib

from sitegen.lazy import dataclass
from sitegen.programme.look.palette import Palette, Scheme
from sitegen.programme.look.picture_letters import not_drawn, to_draw
from sitegen.programme.model import Site
from sitegen.site.addresses import BaseUrl, asset
from sitegen.site.kinds import Address

WIDTH, HEIGHT = 1200, 630
"""Pixels, as every service shows whole."""


DEADLINE, CALLED_OFF, PLAIN = "warm", "stop", "accent"
"""What a fact is, by the name of the color that means it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFact:
    """What a picture says of a page beside its name.

    `fact` is the largest, and `label` says what it is, such as "Apply by"; `lines` stand below the
    name. Each may be empty.
    """

    label: str = ""
    fact: str = ""
    tone: str = PLAIN
    lines: tuple[str, ...] = ()


NO_FACT = PictureFact()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All that a picture is drawn of: its words, and the colors of the site by their names.

    `whose` are the names of the site and of its organization.
    """

    name: str
    whose: tuple[str, ...]
    about: PictureFact
    colors: Palette

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in it, the name first."""
        label_and_fact = " ".join(filter(None, (self.about.label, self.about.fact)))
        return tuple(filter(None, (self.name, *self.about.lines, label_and_fact, *self.whose)))

    @property
    def address(self) -> Address:
        """Where it stands: at another address once it says something else, so no cache is wrong.

        The same words in the same colors are the same picture.
        """
        about = self.about
        texts = (self.name, self.whose, about.lines, about.label, about.fact, about.tone)
        colors = sorted((name, str(color)) for name, color in self.colors.items())
        digest = hashlib.blake2b(repr((texts, colors)).encode(), digest_size=13).hexdigest()
        return asset(f"pictures/{digest[:16]}.{digest[16:]}.png")  # servers know the ten at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPictureView:
    """The picture for links to a page: its whole address, its words for those who do not see it.

    `address` is that within the site.
    """

    address: str
    url: str
    text: str
    width: int
    height: int
    drawing: Drawing


def link_picture(
    name: str, about: PictureFact, site: Site, base: BaseUrl
) -> LinkPictureView | None:
    """Give the picture of a page; None where the font lacks a letter of it (a check says so)."""
    # Where the name is that of the site, it stands there once.
    names = dict.fromkeys(map(to_draw, (name, site.title, site.organization)))
    drawing = Drawing(
        name=to_draw(name),
        whose=tuple(names)[1:],
        about=_as_drawn(about),
        colors=site.look.palettes[Scheme.LIGHT],
    )
    if any(map(not_drawn, drawing.texts)):
        return None
    address = drawing.address
    return LinkPictureView(
        address=address,
        url=base.absolute(address),
        text=". ".join(drawing.texts),
        width=WIDTH,
        height=HEIGHT,
        drawing=drawing,
    )


def _as_drawn(about: PictureFact) -> PictureFact:
    return PictureFact(
        label=to_draw(about.label),
        fact=to_draw(about.fact),
        tone=about.tone,
        lines=tuple(filter(None, map(to_draw, about.lines))),
    )
