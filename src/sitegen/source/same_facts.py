"""The law of fixes: what is written says all that was typed, and nothing else.

A fix is only safe if this holds. It looks at signs and words alone and knows nothing of how a
text was read, so that a mistake in the reading cannot pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sitegen.lazy import pattern
from sitegen.source.day_names import MONTHS, WEEKDAYS
from sitegen.source.pasted import plain

Fact = tuple[str, int]

_PLACED = {"at", "of", "the", "st", "nd", "rd", "th", "t"}
"""Words that the place of a number says as well: `21st of March 2022 at 17:00`."""
_UP_TO = {"to", "until", "till", "through"}
_NAMES: dict[str, Fact] = {
    short: fact
    for kind, names in (("number", ("", *MONTHS)), ("weekday", WEEKDAYS))
    for number, name in enumerate(names)
    for fact in [(kind, number)]
    for short in {name[:length].casefold() for length in (3, 4, 5, len(name))}
    if short
}
"""What a name or a short form of it says: a month is a number, a weekday is a fact of its own."""

_WORD = pattern(r"[0-9]+|[^\W0-9_]+|[^\s().,:;/'\"-]")
_COMPACT = pattern(r"(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])")
_WHOLE_MINUTE = pattern(r"(?<=[0-9]:[0-9]{2}):00(?:\.0+)?(?![0-9:.])")
_NOON = pattern(r"\b(?:12(?::00)? ?)?(?:noon|midday)\b", re.IGNORECASE)
_MARKED = pattern(r"(?<![0-9:.])([0-9]{1,2})(?:[:.]([0-9]{2}))? ?([ap])\.? ?m\b\.?", re.IGNORECASE)
_UNMARKED = pattern(r"(?<![0-9:.])([0-9]{1,2})[:.][0-9]{2}(?![0-9:]|\.[0-9])")
_SIGNED = pattern(r"(?:^|\s)-[0-9]")
"""A difference from UTC, as in `17:00 -05:00`."""
_DAY_IN_DIGITS = pattern(r"(?<![0-9])[0-9]++([-/.])[0-9]++\1[0-9]+")


def same_signs(typed: str, written: str) -> bool:
    """Tell whether both texts hold the same letters and digits in the same order."""
    return _signs(typed) == _signs(written)


def _signs(text: str) -> str:
    return "".join(sign for sign in plain(text) if sign.isalnum())


def same_days_and_times(typed: str, written: str) -> bool:
    """Tell whether `written` says every number, weekday and word of `typed`, and no other.

    `April` is said by 04, `5 p.m.` by 17:00. Never said: which century, which half of the day.
    """
    left = Counter(_facts_written(written))
    is_run = " to " in written
    for fact in _facts_typed(plain(typed), is_run=is_run):
        if fact is None or left[fact] == 0:
            return False
        left[fact] -= 1
    return not any(left.values())


def is_on_24_hours(hours: Sequence[str], *, others_marked: bool) -> bool:
    """Tell whether hours without a.m. and p.m. can only be meant on the 24-hour clock."""
    sure = any(int(hour) > 12 or hour[0] == "0" for hour in hours)
    if others_marked:
        return all(int(hour) > 12 or hour[0] == "0" for hour in hours)
    return all(len(hour) == 2 or (sure and int(hour) >= 6) for hour in hours)


def _facts_written(text: str) -> Iterator[Fact]:
    """Yield the facts of a text as the format has it: `Monday 2022-03-21 17:00`, `… to …`."""
    for word in _WORD.findall(text):
        if word.isdecimal():
            yield "number", int(word)
        elif word != "to":
            yield _NAMES[word.casefold()]


def _facts_typed(text: str, *, is_run: bool) -> Iterator[Fact | None]:
    """Yield the facts of a text as people type it; None stands for what no date can say."""
    text = _WHOLE_MINUTE.sub("", _COMPACT.sub(r"\1-\2-\3", text))
    noons, text = len(_NOON.findall(text)), _NOON.sub(" ", text)
    marked, text = _MARKED.findall(text), _MARKED.sub(" ", text)
    unmarked = _UNMARKED.findall(text)
    if not is_on_24_hours(unmarked, others_marked=bool(marked or noons)):
        yield None
    for _ in range(noons):
        yield from (("number", 12), ("number", 0))
    for hour, minute, half in marked:
        if not 1 <= int(hour) <= 12:
            yield None
        yield "number", int(hour) % 12 + (12 if half in "pP" else 0)
        yield "number", int(minute or 0)
    if not is_run and _SIGNED.search(text):
        yield None
    words = _WORD.findall(text)
    has_up_to = not _UP_TO.isdisjoint(word.casefold() for word in words)
    if is_run and not has_up_to and "-" not in _DAY_IN_DIGITS.sub("", text):
        yield None
    for word in words:
        yield from _of_word(word.casefold(), is_run=is_run)


def _of_word(word: str, *, is_run: bool) -> Iterator[Fact | None]:
    if word.isdecimal():
        yield "number", int(word)
    elif word in _NAMES:
        yield _NAMES[word]
    elif word not in _PLACED and not (is_run and word in _UP_TO):
        yield None
