"""Whether a line of `changes` that nobody has read yet tells other days than there are by now.

`sitegen fix` writes what differs. If the same date is then changed again before it is published,
its line says what held in between. Only sentences of the same form are looked at, so what an editor
has put into words of their own is never doubted.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.lazy import pattern

_CLOCK = r"(?:\d{1,2}(?::\d\d)? [ap]\.m\.|noon|midnight(?:, when the day starts)?)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = rf"{_WEEKDAY}, [A-Z][a-z]{{2,8}} \d{{1,2}}(?:, \d{{4}})?(?: at {_CLOCK})?"
_VALUE = pattern(
    rf"\b\d{{1,5}} days? (?:later|earlier)|(?:later|earlier) on that day|{_DAY}(?: to {_DAY})?"
    rf"|{_CLOCK}(?: to {_CLOCK})?"
)


def says_otherwise(sentence: str, lines: Sequence[str]) -> bool:
    """Tell whether the last line with a sentence of this form ends in another day or time."""
    form = _form(sentence)
    now = _values(sentence)
    if not now:
        return False
    for line in reversed(lines):
        before, found, _ = _form(line).partition(form)
        if found:
            values = _values(line)[before.count(_ANY) :]
            return values[len(now) - 1] != now[-1]
    return False


_ANY = "\0"


def _form(text: str) -> str:
    return _VALUE.sub(_ANY, text)


def _values(text: str) -> list[str]:
    return [match.group() for match in _VALUE.finditer(text)]
