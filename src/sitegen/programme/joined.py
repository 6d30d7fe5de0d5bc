"""The programme beside the records that it was joined from, so that a check can say where."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.lazy import dataclass
from sitegen.programme.model import (
    Document,
    OtherDeadline,
    Page,
    Place,
    Programme,
    Track,
    Training,
)
from sitegen.programme.own_words import Audience
from sitegen.programme.records import Records
from sitegen.source.fields import At

_Written = Training | OtherDeadline | Track | Audience | Place | Document | Page
_COLLECTIONS: Mapping[type[_Written], str] = {
    **dict.fromkeys((Training, OtherDeadline), "event"),
    Track: "track",
    Audience: "audience",
    Place: "place",
    Document: "document",
    Page: "page",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A programme, its records, and where each thing of it is written: by collection and id."""

    programme: Programme
    records: Records
    places: Mapping[tuple[str, str], At]

    def at(self, thing: _Written) -> At:
        """Give where a thing of the programme is written."""
        return self.places[_COLLECTIONS[type(thing)], thing.id]
