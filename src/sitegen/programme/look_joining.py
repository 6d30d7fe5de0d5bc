"""What editors write about the look to all colors of the site, and the logo with its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

from sitegen.programme.files.site import ColorsRecord, LogoRecord, LookRecord
from sitegen.programme.look.palette import CHOSEN, Palette, Scheme, palettes
from sitegen.programme.look.pictures import Picture, read_picture
from sitegen.programme.model import Logo, LogoFile, Look
from sitegen.programme.records import PUBLISHED
from sitegen.source.pieces import known


def look_of(record: LookRecord | None, pictures: Mapping[str, bytes]) -> Look:
    """Join the look of a site in which no check found an error; None is the shipped one."""
    if record is None:
        return Look()
    made = palettes(chosen_colors(record))
    return Look(
        palettes={scheme: of.palette for scheme, of in made.items()},
        logo=_logo(record.logo, pictures) if record.logo else None,
    )


def chosen_colors(record: LookRecord) -> Mapping[Scheme, Palette]:
    """Give the colors that are written and could be read."""
    return {
        scheme: {
            name: color for name in CHOSEN if (color := known(colors, attrgetter(name))) is not None
        }
        for scheme in Scheme
        if (colors := colors_of(record, scheme)) is not None
    }


def colors_of(look: LookRecord, scheme: Scheme) -> ColorsRecord | None:
    """Give the colors of a scheme; None where there are none or they could not be read."""
    return known(look, lambda one: one.light if scheme is Scheme.LIGHT else one.dark)


def _logo(record: LogoRecord, pictures: Mapping[str, bytes]) -> Logo:
    def file(name: str) -> LogoFile:
        picture = read_picture(name, pictures[PUBLISHED + name])
        if not isinstance(picture, Picture):
            raise TypeError(f"a logo was not refused: {picture.message}")
        return LogoFile(name=name, picture=picture)

    return Logo(
        file=file(record.file), in_dark=file(record.dark) if record.dark else None, text=record.text
    )
