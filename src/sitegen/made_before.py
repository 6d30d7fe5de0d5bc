"""What the last build left in the output, and what each file was made of: the same is not remade.

Nothing of it is trusted over what stands there. A file that was touched since, in whatever way, is
made anew, and without what is kept here everything is.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from sitegen.folder import SiteFiles
from sitegen.kept import name_of
from sitegen.seal import MANIFEST, seal_at
from sitegen.settings import Settings
from sitegen.site.calendars import Zones
from sitegen.site.ingredients import Ingredients
from sitegen.site.parts import OfKind, Parts
from sitegen.site.planned import PlannedFile
from sitegen.site.rendering import Templates
from sitegen.tree import SCHEDULES
from sitegen.unchanged import program, zone_files


def others_of(
    files: SiteFiles, templates: Templates, *, base_url: str, today: date, zones: Iterable[str]
) -> str:
    """Give a digest of all that a site is made of but the dates and what was published of them.

    It is taken from what was read, not from what stands on the disk by now. Raises OSError.
    """
    dates = f"{SCHEDULES}/"
    parts = (
        program(),
        zone_files(zones),
        base_url,
        today,
        templates.digest,
        [(path, data) for path, data in files.read.items() if not path.startswith(dates)],
        sorted(files.pictures.items()),
        sorted(files.documents.items()),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def zones_left(settings: Settings, zones: Iterable[str]) -> Zones:
    """Give the definitions of time zones that earlier builds have made by the same data."""
    return Zones(settings.kept, repr((program(), zone_files(zones))))


def digest_of(file: PlannedFile, ingredients: Ingredients) -> str:
    """Give a digest of all that a file is made of: equal digests mean equal bytes.

    A picture is made of its words and of what draws it, whatever the day and the rest of the site.
    """
    if not file.drawn:
        return ingredients.digest(file.made_of)
    return hashlib.sha256(f"{program()}{file.drawn}".encode()).hexdigest()


def left_by_last_build(settings: Settings, digests: Mapping[str, str]) -> Mapping[str, str]:
    """Give by address the seal of each file that the last build made of the same (`digests`)."""
    data = settings.kept.get(_name(settings))
    manifest, *lines = (data or b"").decode().split("\n")
    # Where the list of files is another one, somebody else has published, or removed everything.
    if seal_at(_output(settings), MANIFEST) != manifest:
        return {}
    left = {}
    for line in lines:
        address, digest, seal = line.rsplit(" ", 2)
        if digests.get(address) == digest:
            left[address] = seal
    return left


def leave(settings: Settings, digests: Mapping[str, str], seals: Mapping[str, str] | None) -> None:
    """Keep for the next build what this one has published, and what it was made of."""
    if seals is None:
        return
    lines = (f"{one} {digest} {seals[one]}" for one, digest in digests.items() if one in seals)
    settings.kept.put(_name(settings), "\n".join((seals[MANIFEST], *lines)).encode())


def parts_left(settings: Settings, ingredients: Ingredients) -> Parts:
    """Give the parts that earlier builds made of the same, each kind when it is asked for."""

    def before(kind: str) -> OfKind:
        data = settings.kept.get(_name(settings, kind))
        common, parts = marshal.loads(data) if data else ("", {})  # noqa: S302 - has its checksum
        return parts if common == ingredients.common else {}

    return Parts(ingredients.of, before)


def leave_parts(settings: Settings, ingredients: Ingredients, parts: Parts) -> None:
    """Keep for the next build what this one has made, where anything is new."""
    for kind, of_kind in parts.to_keep().items():
        data = marshal.dumps((ingredients.common, of_kind))
        settings.kept.put(_name(settings, kind), data)


def _output(settings: Settings) -> Path:
    return Path(os.path.realpath(settings.output))


def _name(settings: Settings, kind: str = "") -> str:
    where = f"{_output(settings)}\npreview" if settings.preview else str(_output(settings))
    return name_of("made", f"{where}\n{kind}" if kind else where)
