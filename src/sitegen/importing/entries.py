"""What the pieces of a line or a row are: days, a track, a place, a deadline; and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import time
from itertools import pairwise

from sitegen.importing.days import Days, find_days
from sitegen.importing.vocabulary import Vocabulary, words_of
from sitegen.lazy import dataclass, field, pattern, replace
from sitegen.programme.kinds import HOURS
from sitegen.programme.model import Hours, Status
from sitegen.source.dates import read_time
from sitegen.source.fields import Misread, Tbd
from sitegen.source.typed_times import TIME, ZONE, as_time, clocks

_TO = pattern(r" ?(?:-|to|until|till) ?", re.IGNORECASE)
_SEPARATOR = pattern(r"(?<=[a-z]{4})\. (?=[A-Z])| -{1,3} |[|;()\t•·]|: |:$|^-{1,3} | -{1,3}$")
_LINK = pattern(
    r"\b(?:on|from|at|in|by|starts|starting|begins|beginning|is|the|held|date)$", re.IGNORECASE
)
_HELD_AT = pattern(r" (?:at|in|@) (?:the )?", re.IGNORECASE)
_LEADING = pattern(r"^(?:at|in|on)\b", re.IGNORECASE)
EDGES = " ,;.:!-@"
ALL_DAY = pattern(
    r"(?:by|until|until the|before the)? ?(?:the )?"
    r"(?:end of (?:the |that )?day|midnight|close of business|all day)",
    re.IGNORECASE,
)
_FIRST_ONLY = frozenset({"from", "starts", "starting", "begins", "beginning"})
_STATUS = {
    **{words_of(one.value): one.value for one in Status if one is not Status.SCHEDULED},
    ("canceled",): Status.CANCELLED.value,
}
TAGS = frozenset(
    words_of(tag)
    for tag in (
        *("Closes soon", "Apply any time", "First come, first served", "No deadline set"),
        *("Applications closed", "Under way", "Full", "Full, with a waiting list", "Moved"),
        *("Dates not firm", "Date not firm", "Days not announced yet", "Past"),
    )
)
"""What lists of sitegen say of the state of a training, which is no place and no heading."""
_PART = pattern(r",? part [0-9]{1,2} of [0-9]{1,2}$")
"""With which calendars name the parts of a training that has several."""
_BEFORE_TIME = pattern(r"^(?:by|at) ", re.IGNORECASE)
_EACH_DAY = pattern(r",? (?:each|every) day$", re.IGNORECASE)
_MOST_WORDS = 10
"""Words of a name. What has more is a sentence."""
_BEFORE_START = ("", "track", "title", "hours")
"""What can stand before the days of a training: `Training: March 21, 2033`."""
DATED = ("deadline", "opens")
"""Fields that are a date before the training."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line: days, or words. `link` is the small word between it and what follows."""

    words: str
    days: Days | None = None
    link: str = ""
    is_apart: bool = True  # a sign separates it from what follows


def tokens_of(text: str) -> list[Token]:
    """Take a line apart into its days and the words between them."""
    found: list[Token] = []
    at = 0
    for days in find_days(text):
        found += _words(text[at : days.start])
        found.append(Token(days.text, days))
        at = days.end
    return [*found, *_words(text[at:])]


def _words(text: str) -> Iterator[Token]:
    """Give the words between days. Hours stay together, whatever sign is between them."""
    at = 0
    for start, end in _hours(text):
        yield from _pieces(text[at:start])
        yield Token(text[start:end])
        at = end
    yield from _pieces(text[at:])


def _hours(text: str) -> Iterator[tuple[int, int]]:
    """Yield where two times stand with `to` or a dash between them."""
    for one, other in pairwise(TIME.finditer(text)):
        if _TO.fullmatch(text, one.end(), other.start()):
            yield one.start(), other.end()


def _pieces(text: str) -> Iterator[Token]:
    pieces = _SEPARATOR.split(text)
    for n, piece in enumerate(pieces):
        bare = _LEADING.sub("", piece.strip(EDGES)).strip(EDGES)
        link = _LINK.search(bare)
        said = link[0].casefold() if link else ""
        bare = bare[: link.start()].strip(EDGES) if link else bare
        if bare:
            yield Token(bare, None, said, is_apart=n < len(pieces) - 1)


@dataclass(slots=True)
class Entry:
    """What was found in a line or a row. Without `start` it is no training by itself."""

    start: Days | None = None
    end: Days | None = None
    is_whole: bool = True
    dated: dict[str, tuple[Days, time | None]] = field(default_factory=dict)
    reference: Days | None = None  # behind the name of a track: which training is meant
    more: list[Days] = field(default_factory=list)  # right behind the first days
    others: list[Days] = field(default_factory=list)
    time: time | None = None  # behind the first days
    is_several: bool = False  # it speaks of several trainings
    is_other: bool = False  # words between the days and the track say what else is on these days
    is_listed: bool = False  # the days stand right behind the name of the track
    is_behind: bool = False  # what the first date is stands behind it
    year_assumed: bool = False
    track: str | None = None
    track_words: str = ""
    title: str = ""
    place: str | Tbd | None = None
    place_words: str = ""
    status: str = ""
    hours: Hours | None = None
    left: list[str] = field(default_factory=list)


def entry_of(tokens: Sequence[Token], vocabulary: Vocabulary) -> Entry:
    """Say what the pieces of a line are. A sentence in which a day is mentioned is no training."""
    reading = _Reading(vocabulary)
    for n, token in enumerate(tokens):
        following = tokens[n + 1] if n + 1 < len(tokens) else None
        if token.days:
            reading.take_days(token.days)
        else:
            reading.take_words(token, following)
    return reading.entry


class _Reading:
    """Goes through the pieces of one line."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary, self.entry = vocabulary, Entry()
        self.label = ""  # the field whose value comes next
        self.dated = ""  # the field whose date came last
        self.is_prose = self.after_track = self.after_days = False
        self.is_beside = False  # no sign separates the words before from what follows
        self.link = ""

    def take_days(self, days: Days) -> None:
        """Take days as what the label before them says; without one, as those of the training."""
        entry, label = self.entry, self.label
        self.label = self.dated = ""
        if label in DATED:
            entry.dated.setdefault(label, (days, None))
            self.dated = label
        elif label == "end":
            entry.end = days
        elif label not in _BEFORE_START:
            entry.others.append(days)
        elif entry.start is not None and self.after_track and entry.reference is None:
            entry.reference = days
        elif entry.start is not None and self.after_days:
            entry.more.append(days)
        elif entry.start is None and not self.is_prose:
            entry.start = days
            entry.is_listed = self.after_track and self.is_beside
            entry.is_whole = self.link not in _FIRST_ONLY or len(days.parts) > 1
        else:
            entry.others.append(days)
        self.link = ""
        self.after_track, self.after_days = False, entry.start is not None and not label

    def take_words(self, token: Token, following: Token | None) -> None:
        """Take words as a value, a label for what follows, or what can only be one thing."""
        words, label = token.words, self.label
        self.label = ""
        had_days, self.after_days, self.after_track = self.after_days, False, False
        self.is_beside = not token.is_apart
        before_days = following is not None and following.days is not None
        self.link = token.link if before_days else ""
        if label and label not in DATED:
            self._value(label, words)
        elif ALL_DAY.fullmatch(words) or self._year_assumed(words):
            self.after_days = had_days
        elif hours := hours_in(words):
            self.entry.hours = self.entry.hours or hours
        elif (self.dated or had_days) and self._time(token, following):
            pass
        elif not self._known(words) and not self._label(token, following):
            self._unknown(token, before_days=before_days)

    def _time(self, token: Token, following: Token | None) -> bool:
        """Take the time of day that follows days: `, 5 p.m.`."""
        words = _BEFORE_TIME.sub("", token.words)
        found = TIME.match(words)
        read = clocks([found]) if found else None
        rest = words[found.end() :] if found else ""
        is_midnight = rest.startswith(", when the day starts")
        if not read or not (read[0].sure or is_midnight):
            return False
        at = as_time(read[0].options[0])
        if self.dated:
            self.entry.dated[self.dated] = (self.entry.dated[self.dated][0], at)
        else:
            self.entry.time = at
        zone = ZONE.search(rest)
        left = (rest[zone.end() :] if zone else rest).removeprefix(", when the day starts")
        if left := _LEADING.sub("", left.strip(EDGES)).strip(EDGES):
            self.take_words(replace(token, words=left), following)
        return True

    def _year_assumed(self, words: str) -> bool:
        is_said = words.casefold().removeprefix("the ") in {"year assumed", "year is assumed"}
        self.entry.year_assumed |= is_said
        return is_said

    def _known(self, words: str) -> bool:
        entry, names = self.entry, self.vocabulary
        if track := names.track(words):
            self._track(track)
        elif (place := names.place(words)) is not None:
            entry.place = entry.place or place
        elif (status := _STATUS.get(words_of(words))) is not None:
            entry.status = entry.status or status
        elif words_of(words) in TAGS:
            entry.left.append(words)
        elif (held := _HELD_AT.split(words, maxsplit=1))[1:] and (track := names.track(held[0])):
            self._track(track)
            self._value("place", held[1])
        elif titled := names.titled(_PART.sub("", words)):
            self._titled(*titled)
        else:
            return False
        return True

    def _track(self, track: str) -> None:
        self.entry.is_several |= self.entry.track is not None
        self.entry.is_other |= bool(self.entry.place_words)
        self.entry.track = self.entry.track or track
        self.after_track = True

    def _titled(self, track: str, rest: str) -> None:
        """Take the words behind the name of a track: a place, or a name of its own."""
        self._track(track)
        place = self.vocabulary.place(rest)
        if place is not None:
            self.entry.place = self.entry.place or place
        else:
            self.entry.title = self.entry.title or rest

    def _label(self, token: Token, following: Token | None) -> bool:
        """Take words as the name of a field: of what follows, or of the days before them."""
        words, before_days = token.words, following is not None and following.days is not None
        whole = f"{words} {token.link}" if before_days else words
        name = self.vocabulary.field(whole) or self.vocabulary.field(words)
        if name is None:
            return False
        entry = self.entry
        is_behind = name in DATED and not before_days and len(words_of(words)) > 1
        if is_behind and entry.start and name not in entry.dated:
            at = time_in(ZONE.sub("", words.partition(", ")[2]))  # `Applications open, noon`
            entry.dated[name] = (entry.start, entry.time or at)
            entry.start, entry.is_whole, entry.time = None, True, None
            self.dated, entry.is_behind = name, True
            return True
        if name not in {"start", "days"} and not (name in DATED and not before_days):
            self.label = name if following else ""
        return True

    def _value(self, name: str, words: str) -> None:
        """Take words as the value of the field that stands before them."""
        entry = self.entry
        if name == "track":
            if not self._known(words):
                entry.track_words = words
        elif name == "place":
            entry.place = self.vocabulary.place(words)
            if entry.place is None:
                self._place_words(words)
        elif name == "hours" and (hours := hours_in(words)):
            entry.hours = hours
        elif name == "title":
            entry.title = words
        else:
            entry.left.append(f"{name}: {words}")

    def _place_words(self, words: str) -> None:
        if found := self.vocabulary.place_in(words):
            self.entry.place, rest = found
            self.entry.left += [rest] if rest else []
        else:
            self.entry.place_words = words

    def _unknown(self, token: Token, *, before_days: bool) -> None:
        """Take words that are no name: of a new track before the days, of a new place behind."""
        entry, words = self.entry, token.words
        is_name = len(words.split()) <= _MOST_WORDS and ". " not in words
        self.is_prose |= before_days and not token.is_apart
        if entry.start is None and not entry.dated:
            self.is_prose |= not is_name
            entry.track_words = entry.track_words or words
        elif entry.place is None and not entry.place_words and is_name and not self.dated:
            self._place_words(words)
        else:
            entry.left.append(words)


def time_in(text: str) -> time | None:
    """Give the time of day that a text says, where it is sure which half of the day is meant."""
    bare = _BEFORE_TIME.sub("", text.strip(EDGES))
    if exact := read_time(bare):
        return exact
    found = TIME.match(bare)
    read = clocks([found]) if found else None
    return as_time(read[0].options[0]) if read and read[0].sure else None


def hours_in(text: str) -> Hours | None:
    """Give the hours that a text says, where it says nothing else and has one reading."""
    if not any(sign.isdigit() for sign in text):
        return None
    text = ZONE.sub("", _EACH_DAY.sub("", text)).strip(EDGES)
    read = HOURS.read(text)
    if isinstance(read, Misread) and read.better and read.safe:
        read = HOURS.read(read.better)
    return None if isinstance(read, Misread) else read
