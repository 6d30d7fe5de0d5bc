"""Which entries have ids that others may refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from sitegen.lazy import dataclass
from sitegen.programme.eligibility.file import CertificationRecord, DesignationsFile
from sitegen.programme.files.site import ContactsFile, DocumentsFile, PlacesFile, SiteFile
from sitegen.programme.files.tracks import TracksFile
from sitegen.programme.records import Records
from sitegen.source.fields import At
from sitegen.source.pieces import each_known, is_known, known
from sitegen.source.values import as_id

F = TypeVar("F")

NAMES = {
    "office": "office",
    "contact": "office or person",
    "place": "place",
    "document": "document",
    "track": "track",
    "audience": "audience",
    "designation": "designation",
    "certification": "certification",
    "event": "training or deadline",
}
"""What the entries of a collection are called in messages."""

FILES = {
    "office": "content/contacts.yaml",
    "contact": "content/contacts.yaml",
    "place": "content/places.yaml",
    "document": "content/documents.yaml",
    "track": "content/tracks.yaml",
    "audience": "content/site.yaml",
    "designation": "content/designations.yaml",
    "certification": "content/designations.yaml",
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


def entries(records: Records) -> Sequence[tuple[str, str, At]]:
    """Give collection, id and place of every entry whose id could be read, in file order."""
    return records.once(_entries)


def _entries(records: Records) -> Sequence[tuple[str, str, At]]:
    return [
        (group.collection, identifier, entry.at)
        for group in _groups(records)
        for identifier, entry in each_known(group.entries, _id)
    ]


def half_known(records: Records) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Give what may be an id although it could not be read, so that nobody misses it.

    First the collections that hold entries of which not even the id is known, then collection
    and id of the entries whose id needs another spelling.
    """
    return records.once(_half_known)


def _half_known(records: Records) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    unknown = {name for name, path in FILES.items() if path in records.unread}
    respelt: set[tuple[str, str]] = set()
    for group in _groups(records):
        if not group.whole:
            unknown.add(group.collection)
        for entry in group.entries:
            if known(entry, _id) is None:
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


def _id(entry: _WithId) -> str:
    return entry.id


def _groups(records: Records) -> Iterator[_Group]:
    contacts, rules = records.file(ContactsFile), records.file(DesignationsFile)
    yield _group("office", contacts, lambda file: file.offices)
    yield _group("contact", contacts, lambda file: file.people)
    yield _group("place", records.file(PlacesFile), lambda file: file.places)
    yield _group("document", records.file(DocumentsFile), lambda file: file.documents)
    yield _group("track", records.file(TracksFile), lambda file: file.tracks)
    yield _group("audience", records.file(SiteFile), lambda file: file.audiences)
    yield _group("designation", rules, lambda file: file.designations)
    yield _group("certification", rules, _certifications)
    for schedule in records.schedules:
        yield _group("event", schedule, lambda file: file.trainings)
        yield _group("event", schedule, lambda file: file.deadlines)


def _certifications(file: DesignationsFile) -> tuple[CertificationRecord, ...]:
    """Give how one is certified. The only one has no id in the file, and one all the same."""
    return file.certifications or (() if file.certification is None else (file.certification,))


def _group(collection: str, file: F | None, ask: Callable[[F], Sequence[_WithId]]) -> _Group:
    if file is None:
        return _Group(collection, (), whole=True)
    return _Group(collection, known(file, ask) or (), whole=is_known(file, ask))
