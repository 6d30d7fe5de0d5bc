"""The words by which a file can name a track, a place or a field of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from sitegen.lazy import dataclass, pattern
from sitegen.programme.files.tracks import TracksFile
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import Mode, Programme
from sitegen.programme.records import Records
from sitegen.source.day_names import A_MONTH
from sitegen.source.fields import TBD, Tbd
from sitegen.source.pasted import plain
from sitegen.source.shapes import fields_of
from sitegen.source.wording import is_undecided

_WORD = pattern(r"[^\W_]+")
_USUAL = frozenset(
    {"training", "course", "class", "session", "workshop", "upcoming", "schedule", "the", "and"}
    | {"date", "of", "for", "our", "program", "programme"}
)
"""Words that stand with the name of any track."""
_OF_SENTENCES = frozenset({"no", "is", "was", "are", "has", "for", "note", "moved", "extended"})
"""Words with which a text that holds the name of a field says something about it."""
_BEFORE_A_NAME = frozenset({"the", "for", "of", "our"})
_TAIL = pattern(r"\b(?:and|&) [^|]{0,80}\b(?:deadlines?|dates)\b.*$", re.IGNORECASE)
_YEAR_OR_MONTH = pattern(rf"(?:{A_MONTH}|[12][0-9]{{3}}|20[0-9]{{2}})", re.IGNORECASE)
_PLACE_IS = pattern(r"^(?:place|location|venue)\b(?: is)?:? ?|\b yet$", re.IGNORECASE)
_ONLINE = frozenset({"virtual", "online", "zoom", "webinar", "virtually", "teams", "remote"})


@cache
def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a text as they are compared: without case, signs and a plural's s."""
    found = _WORD.findall(plain(text).casefold())
    return tuple(w[:-1] if len(w) > 3 and w.endswith("s") and w[-2] != "s" else w for w in found)


def _name(text: str) -> tuple[str, ...]:
    """Give the words that tell one track from another."""
    words = words_of(_TAIL.sub("", plain(text)))
    own = tuple(w for w in words if w not in _USUAL and not _YEAR_OR_MONTH.fullmatch(w))
    return own or words


@cache
def _fields() -> Mapping[tuple[str, ...], str]:
    """Give the field for each name and synonym that is declared for it."""
    every = fields_of(TrainingRecord)
    names = {words_of(name): name for name in every}
    for name, shape in every.items():
        for synonym in shape.about.synonyms:
            names.setdefault(words_of(synonym), name)
    return names


_LABELS = ("deadline", "opens")
"""Fields whose names often stand within others: `Please apply by`."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the tracks and places of a site are called."""

    tracks: Mapping[tuple[str, ...], str]
    places: Mapping[tuple[str, ...], str]
    labels: Mapping[tuple[str, ...], str]
    online: str | None  # the one place that is no place in the world
    calendar_domain: str = ""

    def track(self, text: str) -> str | None:
        """Give the id of the track that a text names, and nothing beside it."""
        return self.tracks.get(words_of(text)) or self.tracks.get(_name(text))

    def last_track(self, text: str) -> str | None:
        """Give the track with whose name a text ends, as in `Dates for the Puppy Course`."""
        words = text.split()
        behind = (
            n + 1
            for n, word in enumerate(words[-9:-1], max(0, len(words) - 9))
            if word.casefold() in _BEFORE_A_NAME
        )
        return next(filter(None, (self.track(" ".join(words[n:])) for n in behind)), None)

    def titled(self, text: str) -> tuple[str, str] | None:
        """Give the track with whose name a text begins, and the words behind it: a title."""
        for at in sorted((m.start() for m in re.finditer(r" ?[,:–-] ", text)), reverse=True)[:5]:
            if track := self.track(text[:at]):
                return track, text[at:].strip(" ,:–-")
        return None

    def own_id(self, uid: str) -> str:
        """Give the id in the name of a calendar entry that is the site's own; else nothing."""
        name, _, domain = uid.partition("@")
        return name if domain and domain == self.calendar_domain else ""

    def place(self, text: str) -> str | Tbd | None:
        """Give the id of the place that a text names; TBD where it says that it is not decided."""
        words = words_of(text)
        if is_undecided(_PLACE_IS.sub("", text)):
            return TBD
        if found := self.places.get(words):
            return found
        own = set(words) - _USUAL
        is_online = bool(own) and own <= _ONLINE
        return self.online if is_online else None

    def place_in(self, text: str) -> tuple[str | Tbd, str] | None:
        """Give the place that is named within a text, and what else stands in it."""
        typed = text.split()
        for n in range(max(0, len(typed) - 6), len(typed)):
            if self.place(tail := " ".join(typed[n:])) is TBD and tail:
                return TBD, " ".join(typed[:n])
        words = words_of(text)
        for name in sorted(self.places, key=len, reverse=True):
            for n in range(len(words) - len(name) + 1):
                if words[n : n + len(name)] == name:
                    return self.places[name], " ".join(words[:n] + words[n + len(name) :])
        return None

    def field(self, text: str) -> str | None:
        """Give the field of a training that a text names, as a heading or before a date does."""
        words = words_of(text)
        found = self.labels.get(words) or _fields().get(words)
        is_sentence = len(words) > 5 or not _OF_SENTENCES.isdisjoint(words)
        if found or is_sentence or any(word[0].isdigit() for word in words):
            return found
        if "deadline" in words:
            return "deadline"
        for name in _LABELS:
            parts = [words_of(one) for one in fields_of(TrainingRecord)[name].about.synonyms]
            if any(len(part) > 1 and _holds(words, part) for part in parts):
                return name
        return None


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Tell whether a name ends a text, or begins it: `Please apply by`."""
    return words[-len(part) :] == part or words[: len(part)] == part


def vocabulary_of(programme: Programme, records: Records) -> Vocabulary:
    """Give what the tracks and places of a programme are called."""
    online = [place.id for place in programme.places if place.mode is Mode.VIRTUAL]
    return Vocabulary(
        tracks=_once(_track_names(programme)),
        places=_once(_place_names(programme)),
        labels={words_of(label): name for name, label in _labels(records)},
        online=online[0] if len(online) == 1 else None,
        calendar_domain=programme.site.calendar_domain,
    )


def _once(names: Iterable[tuple[tuple[str, ...], str]]) -> Mapping[tuple[str, ...], str]:
    """Leave out names that two things have."""
    found: dict[tuple[str, ...], set[str]] = {}
    for name, identifier in names:
        found.setdefault(name, set()).add(identifier)
    return {name: next(iter(ids)) for name, ids in found.items() if name and len(ids) == 1}


def _track_names(programme: Programme) -> Iterator[tuple[tuple[str, ...], str]]:
    for track in programme.tracks:
        for name in (track.id, track.name, track.heading):
            yield words_of(name), track.id
            yield _name(name), track.id


def _place_names(programme: Programme) -> Iterator[tuple[tuple[str, ...], str]]:
    for place in programme.places:
        for name in (place.id, place.name, place.name.partition(",")[0]):
            yield words_of(name), place.id
        if place.address:
            yield words_of(f"{place.name}, {', '.join(place.address)}"), place.id


def _labels(records: Records) -> Iterator[tuple[str, str]]:
    """Yield what the tracks of the site call their deadlines and openings."""
    file = records.file(TracksFile)
    for track in file.tracks if file else ():
        if track.deadline and track.deadline.label:
            yield "deadline", track.deadline.label
        if track.opens and track.opens.label:
            yield "opens", track.opens.label
