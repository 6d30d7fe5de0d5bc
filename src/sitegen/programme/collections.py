"""Which entries have ids that others may refer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from sitegen.programme.files.site import ContactsFile, DocumentsFile, PlacesFile
from sitegen.programme.files.tracks import DesignationsFile, TracksFile
from sitegen.programme.records import Records
from sitegen.source.fields import At

NAMES = {
    "office": "office or person",
    "contact": "office or person",
    "place": "place",
    "document": "document",
    "track": "track",
    "designation": "designation",
    "event": "training or deadline",
}
"""What the entries of a collection are called in messages."""

FILES = {
    "office": "content/contacts.yaml",
    "contact": "content/contacts.yaml",
    "place": "content/places.yaml",
    "document": "content/documents.yaml",
    "track": "content/tracks.yaml",
    "designation": "content/designations.yaml",
}
"""The file in which the entries of a collection are written."""


class _WithId(Protocol):
    """An entry with an id and a place."""

    @property
    def id(self) -> str: ...
    @property
    def at(self) -> At: ...


def entries(records: Records) -> Iterator[tuple[str, str, At]]:
    """Yield collection, id and place of every entry whose id could be read, in file order."""
    for collection, group in _groups(records):
        for entry in group:
            if entry.at.has("id"):
                yield collection, entry.id, entry.at


def _groups(records: Records) -> Iterator[tuple[str, Sequence[_WithId]]]:
    if contacts := records.file(ContactsFile):
        yield "office", contacts.offices if contacts.at.has("offices") else ()
        yield "contact", contacts.people if contacts.at.has("people") else ()
    if (places := records.file(PlacesFile)) and places.at.has("places"):
        yield "place", places.places
    if (documents := records.file(DocumentsFile)) and documents.at.has("documents"):
        yield "document", documents.documents
    if (tracks := records.file(TracksFile)) and tracks.at.has("tracks"):
        yield "track", tracks.tracks
    if (rules := records.file(DesignationsFile)) and rules.at.has("designations"):
        yield "designation", rules.designations
    for schedule in records.schedules:
        yield "event", schedule.trainings if schedule.at.has("trainings") else ()
        yield "event", schedule.deadlines if schedule.at.has("deadlines") else ()
