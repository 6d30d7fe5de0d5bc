"""Which entries have ids that others may refer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sitegen.programme.eligibility.file import DesignationsFile
from sitegen.programme.files.site import ContactsFile, DocumentsFile, PlacesFile
from sitegen.programme.files.tracks import TracksFile
from sitegen.programme.records import Records
from sitegen.source.fields import At, Record
from sitegen.source.values import as_id

NAMES = {
    "office": "office",
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


@dataclass(frozen=True, slots=True)
class _Group:
    """The entries of one list, and whether the list holds entries that could not be read."""

    collection: str
    entries: Sequence[_WithId]
    whole: bool


def entries(records: Records) -> Iterator[tuple[str, str, At]]:
    """Yield collection, id and place of every entry whose id could be read, in file order."""
    for group in _groups(records):
        for entry in group.entries:
            if entry.at.has("id"):
                yield group.collection, entry.id, entry.at


def half_known(records: Records) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Give what may be an id although it could not be read, so that nobody misses it.

    First the collections that hold entries of which not even the id is known, then collection
    and id of the entries whose id needs another spelling.
    """
    unknown = {name for name, path in FILES.items() if path in records.unread}
    respelt: set[tuple[str, str]] = set()
    for group in _groups(records):
        if not group.whole:
            unknown.add(group.collection)
        for entry in group.entries:
            if not entry.at.has("id"):
                texts = [text for text in entry.at.texts("id") if text.strip()]
                respelt |= {(group.collection, t) for text in texts for t in (text, as_id(text))}
                if not texts:
                    unknown.add(group.collection)
    if "office" in unknown:
        unknown.add("contact")
    respelt |= {("contact", name) for collection, name in respelt if collection == "office"}
    return frozenset(unknown), frozenset(respelt)


def ids_of(collection: str, records: Records) -> tuple[frozenset[str], bool]:
    """Give the ids of a collection, also those to be spelt otherwise, and whether these are all."""
    unknown, respelt = half_known(records)
    ids = {identifier for of, identifier, _ in entries(records) if of == collection}
    ids |= {identifier for of, identifier in respelt if of == collection}
    return frozenset(ids), collection not in unknown


_LISTS: tuple[tuple[type[Record], str, str], ...] = (
    (ContactsFile, "offices", "office"),
    (ContactsFile, "people", "contact"),
    (PlacesFile, "places", "place"),
    (DocumentsFile, "documents", "document"),
    (TracksFile, "tracks", "track"),
    (DesignationsFile, "designations", "designation"),
)
"""In which list of which file the entries of a collection are."""


def _groups(records: Records) -> Iterator[_Group]:
    for kind, field, collection in _LISTS:
        file = records.file(kind)
        if file is not None:
            yield _group(collection, file, field)
    for schedule in records.schedules:
        yield _group("event", schedule, "trainings")
        yield _group("event", schedule, "deadlines")


def _group(collection: str, file: Record, field: str) -> _Group:
    found = getattr(file, field) if file.at.has(field) else ()
    return _Group(collection, found, whole=file.at.has_all_of(field))
