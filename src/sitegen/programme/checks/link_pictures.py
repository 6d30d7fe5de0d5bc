"""Names that the pictures for links cannot show, where a site has such pictures."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, problem
from sitegen.programme.files.site import SiteFile
from sitegen.programme.files.tracks import TracksFile
from sitegen.programme.look.picture_letters import not_drawn
from sitegen.programme.records import Records
from sitegen.source.fields import Record

_HELP = "Write the name in Latin letters. If it must stay, the picture is all that is missing."


def notice_letters(records: Records) -> Iterator[Diagnostic]:
    """Yield a notice for each name with a letter that cannot be drawn.

    The records hold no error, so that all of them are known.
    """
    site = records.file(SiteFile)
    if site is None or not site.link_pictures:
        return
    for record, field in _named(site, records):
        letter = not_drawn(getattr(record, field) or "")
        if letter is not None:
            message = (
                f"“{letter}” (U+{ord(letter):04X}) cannot be drawn, so what has this name has no "
                "picture for links."
            )
            yield problem("letter-not-drawn", record.at.span(field), message, _HELP)


def _named(site: SiteFile, records: Records) -> Iterator[tuple[Record, str]]:
    """Yield each record with a name that stands in pictures, and the field that holds it."""
    tracks = records.file(TracksFile)
    yield site, "title"
    yield site, "organization"
    yield from ((one.page, "title") for one in site.audiences if one.page)
    yield from ((one, "name") for one in (tracks.tracks if tracks else ()))
    yield from ((one, "title") for one in records.trainings)
    yield from ((one.fields, "title") for one in records.pages)
