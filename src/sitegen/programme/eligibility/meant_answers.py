"""What is meant by an answer to a fact, or by a condition on it, that is written in other words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property

from sitegen.lazy import pattern
from sitegen.programme.eligibility.facts import FactType
from sitegen.source.bounds import Meant, bounds_meant, number_meant
from sitegen.source.dates import read_date
from sitegen.source.suggestions import Words
from sitegen.source.values import as_id

_YES = frozenset({"yes", "true", "y", "t", "on"})
_NO = frozenset({"no", "false", "n", "f", "off"})
_MOST_LIKELY_YES = frozenset({"required", "needed", "must", "must have", "always"})
_NOTHING = frozenset(
    {
        *("none", "no", "nothing", "nobody", "never", "not yet", "false", "none yet", "[]"),
        *("none of these", "none of them", "no training", "not trained"),
    }
)
_ANYTHING = frozenset(
    {
        *("any", "yes", "true", "anything", "something", "some", "at least one", "one or more"),
        *("any of them", "any of these", "any training", "all"),
    }
)
_SAID = pattern(r"^(?:(?:is|are|must be|answered|answer is|equals|==?|:)\s*)+", re.IGNORECASE)
_BETWEEN = pattern(r"(?<!\s)\s*+(?:(?:,\s*(?:or|and)?|;|/|\||&|\bor\b|\band\b)\s+|[,;|]\s*)")
_LONGEST_LABEL = 400
_DAY_WORDS: tuple[tuple[str, str], ...] = (
    (r"(?:by|until|till|up to|no later than|not after|at the latest|<=|≤) ?(.+)", "on or before"),
    (r"(?:since|from|starting|no earlier than|not before|as of|>=|≥) ?(.+)", "on or after"),
    (r"(?:later than|>) ?(.+)", "after"),
    (r"(?:earlier than|prior to|<) ?(.+)", "before"),
    (r"(.+) (?:or|and) (?:later|after|newer)", "on or after"),
    (r"(.+) (?:or|and) (?:earlier|before|older)", "on or before"),
)


class Labels:
    """What can be answered: the ids, each with what it is called, made ready to be looked up."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels
        self._spelt: dict[str, set[str]] = {}

    @cached_property
    def words(self) -> Words:
        """Give the ids, to be compared with what is typed."""
        return Words(self.labels)

    def spelt_like(self, text: str) -> Collection[str]:
        """Give the ids that are, or are called, as the text is but for its spelling."""
        if not self._spelt:
            for one, label in self.labels.items():
                for plain in (as_id(one), as_id(label)):
                    self._spelt.setdefault(plain, set()).add(one)
        plain = as_id(text)
        return self._spelt.get(plain, ()) if plain else ()


def condition_meant(texts: Sequence[str], asked: FactType, names: Labels) -> Meant | None:
    """Give what a condition on a fact means, as it is written; None where it is not clear.

    `names` are the possible choices, or the designations, each with what it is called.
    """
    whole = ", ".join(texts)
    if asked is FactType.YES_NO:
        return _yes_or_no(whole)
    if asked in {FactType.WHOLE_NUMBER, FactType.PERCENT}:
        return bounds_meant(_SAID.sub("", whole), percent=asked is FactType.PERCENT)
    if asked is FactType.DATE:
        return _days(whole)
    if asked is not FactType.CHOICE:
        for words, what in ((_NOTHING, "none"), (_ANYTHING, "any")):
            if whole.casefold() in words:
                return Meant((what,), sure=False)
    return _choices(texts, names)


def answer_meant(texts: Sequence[str], asked: FactType, names: Labels) -> Meant | None:
    """Give what the answer of a person means, as it is written; None where it is not clear."""
    whole = ", ".join(texts)
    if asked is FactType.YES_NO:
        found = _yes_or_no(whole)
        return found if found is not None and found.sure else None
    if asked in {FactType.WHOLE_NUMBER, FactType.PERCENT}:
        number = number_meant(_SAID.sub("", whole), percent=asked is FactType.PERCENT)
        return Meant((number,), sure=True) if number is not None else None
    if asked is FactType.DATE:
        return None  # what is wrong with a day is said where days are read
    if asked is not FactType.CHOICE and whole.casefold() in _NOTHING:
        return Meant(("none",), sure=True)
    found = _choices(texts, names)
    several = found is not None and found.readings[0].startswith("[")
    return None if several and asked is FactType.CHOICE else found


def _yes_or_no(text: str) -> Meant | None:
    plain = _SAID.sub("", text.strip(" .")).casefold()
    if plain in _YES | _NO:
        return Meant(("yes" if plain in _YES else "no",), sure=True)
    return Meant(("yes",), sure=False) if plain in _MOST_LIKELY_YES else None


def _choices(texts: Sequence[str], names: Labels) -> Meant | None:
    """Give the choices that are named by their labels, in other spellings, or several in one."""
    parts = [part for text in texts for part in _parts(text, names)]
    found = [_named(part, names) for part in parts]
    known = [one for one in found if one is not None]
    if not known or len(known) < len(found):
        return None
    ids = list(dict.fromkeys(known))
    # A list in brackets means any of these. “And” may mean all of them.
    sure = len(ids) == 1 or not re.search(r"\band\b|&|\bboth\b", " ".join(texts))
    return Meant((ids[0] if len(ids) == 1 else f"[{', '.join(ids)}]",), sure=sure)


def _parts(text: str, names: Labels) -> list[str]:
    plain = _SAID.sub("", text.strip(" ."))
    if _named(plain, names) is not None:
        return [plain]
    plain = re.sub(r"^(?:either|one of|any of|both)\s+", "", plain, flags=re.IGNORECASE)
    found, begin = [], 0
    for between in _BETWEEN.finditer(plain):
        first = plain[begin : between.start()]
        if len(first) > _LONGEST_LABEL:
            break
        if _named(first, names) is not None:  # a label may hold an “or” itself
            found.append(first)
            begin = between.end()
            rest = plain[begin : begin + _LONGEST_LABEL]
            if begin + len(rest) == len(plain) and _named(rest, names) is not None:
                break
    return [*found, plain[begin:]]


def _named(text: str, names: Labels) -> str | None:
    """Give the id of what is called so: by its label, or by its id in another spelling."""
    if text in names.labels:
        return text
    found = names.spelt_like(text)
    return next(iter(found)) if len(found) == 1 else None


def _days(text: str) -> Meant | None:
    plain = _SAID.sub("", " ".join(text.split()))
    for shape in (r"between (.+) and (.+)", r"(?:from )?(.+?) ?(?:-|–|to|through|until) ?(.+)"):
        match = re.fullmatch(shape, plain, re.IGNORECASE)
        days = [_day(part) for part in match.groups()] if match else []
        if days and all(days):
            return Meant((f"{days[0]} to {days[1]}",), sure=False)
    if years := _years(plain):
        return Meant((years,), sure=False)
    for shape, words in _DAY_WORDS:
        match = re.fullmatch(shape, plain, re.IGNORECASE)
        day = _day(match[1]) if match else None
        if day is not None:
            return Meant((f"{words} {day}",), sure=False)
    return None


def _years(text: str) -> str | None:
    """Give the days that are meant by years: `at most 2020`, `in 2020`, `2020 to 2021`."""
    match = re.fullmatch(
        r"(?P<first>at least |at most |in |)(?P<year>[12][0-9]{3})(?: to (?P<last>[12][0-9]{3}))?",
        text,
        re.IGNORECASE,
    )
    if match is None:
        return None
    which, year = match["first"].strip().casefold(), int(match["year"])
    if which == "at least":
        return f"on or after {year}-01-01"
    if which == "at most":
        return f"on or before {year}-12-31"
    return f"{year}-01-01 to {match['last'] or year}-12-31"


def _day(text: str) -> str | None:
    day = read_date(text.strip())
    if isinstance(day, date):
        return str(day)
    return day.better if day.better is not None and day.safe else None
