"""What people write for a number from here to there: `18+`, `over 18`, `three quarters`."""

from __future__ import annotations

import re
from collections.abc import Callable

from sitegen.lazy import dataclass

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{
        f"{tens}{between}{one}": 10 * number + digit
        for number, tens in enumerate(_TENS, 2)
        for digit, one in enumerate(_ONES[1:10], 1)
        for between in ("-", " ")
    },
    "a hundred": 100,
    "one hundred": 100,
    "hundred": 100,
}
_SHARES = {
    "three quarters": 75,
    "three fourths": 75,
    "two quarters": 50,
    "half": 50,
    "a half": 50,
    "one half": 50,
    "a quarter": 25,
    "one quarter": 25,
    "a fourth": 25,
    "everything": 100,
    "3/4": 75,
    "1/2": 50,
    "1/4": 25,
    "¾": 75,
    "½": 50,
    "¼": 25,
}
_WORD = "|".join(map(re.escape, sorted({**_NUMBERS, **_SHARES}, key=len, reverse=True)))
_UNIT = r"(?:[ -]?(?:years?|yrs?)(?:[ -]?old| of age)?)?"
_PERCENT = r"(?: ?(?:%|percent|per cent|pct\.?|points?))?"
_N = (
    rf"(?:(?:the )?age(?: of)? )?(?P<{{0}}>[0-9]{{{{1,6}}}}(?:\.[0-9]+)?|\.[0-9]+|{_WORD})"
    rf"(?P<{{0}}sign>{_PERCENT}){_UNIT}"
)
_ONE, _FIRST, _LAST = (_N.format(name) for name in ("n", "first", "last"))

_LOWEST = (
    r"(?:>=|≥|=>|at least|at the least|min(?:imum)?\.?(?: of)?|not (?:under|below|less than)|"
    r"no(?:t)? (?:younger|less|fewer|lower) than|from|starting at|as of|at or above)"
)
_HIGHEST = (
    r"(?:<=|≤|=<|at most|at the most|max(?:imum)?\.?(?: of)?|not (?:over|above|more than)|"
    r"no(?:t)? (?:older|more|higher|greater) than|up to(?: and including)?|at or below)"
)
_ABOVE = r"(?:>|more than|greater than|higher than|above|older than)"
_BELOW = r"(?:<|less than|fewer than|lower than|below|under|younger than)"
_OR_MORE = (
    r"(?: ?\+| ?(?:and|or|&) (?:older|over|above|more|up|upwards?|higher|better|greater)|"
    r" (?:minimum|at least)| (?:years )?and up)"
)
_OR_LESS = r" ?(?:and|or|&) (?:younger|under|below|less|fewer|lower|down)| (?:maximum|at most)"
_TO = r"(?: ?(?:-|–|—|\.\.\.?|/) ?| (?:to|through|thru|until|up to) )"
_Reader = Callable[[list[str], list[int], str], "Meant"]
_QUESTION = r"(?:(?:must be|should be|is|are|be|needs? to be|aged?|ages) )?"


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text can mean, as it is written here, the likelier reading first.

    It is `sure` where there is one reading, and it says no more than the text.
    """

    readings: tuple[str, ...]
    sure: bool

    @property
    def help(self) -> str:
        """Say what to write."""
        first, *others = self.readings
        if not others:
            return f"Write {first}"
        number = re.sub("[^0-9%]", "", others[0])
        return f"Write {first}, or {others[0]}. The second one also counts {number} itself."

    def within(self, form: str) -> Meant:
        """Give the same, each reading in a form such as `{age: …}`."""
        return Meant(tuple(form.replace("…", one) for one in self.readings), sure=self.sure)


def bounds_meant(text: str, *, percent: bool = False) -> Meant | None:
    """Give what a number, or a range of numbers, means; None where it is not clear.

    Of a `percent`, .75 and “three quarters” are numbers too.
    """
    plain = re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip(" .'\"").casefold()
    plain = re.sub(f"^{_QUESTION}", "", plain)
    for shape, read in _SHAPES:
        match = re.fullmatch(shape, plain)
        if match is not None:
            return _read(match, read, percent=percent)
    return None


def _read(match: re.Match[str], read: _Reader, *, percent: bool) -> Meant | None:
    names = [name for name in ("n", "first", "last") if name in match.groupdict()]
    signed = percent or any(match[f"{name}sign"].strip() for name in names)
    numbers = [_number(match[name], percent=signed) for name in names]
    whole = [number for number in numbers if number is not None]
    if len(whole) < len(numbers) or (signed and max(whole) > 100):
        return None
    sign = "%" if signed else ""
    return read([f"{number}{sign}" for number in whole], whole, sign)


def number_meant(text: str, *, percent: bool = False) -> str | None:
    """Give the one number that a text means, such as `18` for “18 years old”."""
    meant = bounds_meant(text, percent=percent)
    alone = meant.readings[0] if meant is not None and meant.sure else ""
    return alone if re.fullmatch("[0-9]+%?", alone) else None


def _number(text: str, *, percent: bool) -> int | None:
    """Give the whole number, or the percentage, that a text names."""
    if text in _SHARES:
        return _SHARES[text] if percent else None
    if text in _NUMBERS:
        return _NUMBERS[text]
    whole, _, part = text.partition(".")
    if percent and part and int(whole or 0) <= 1:
        hundredths = round(float(text) * 100, 6)
        return int(hundredths) if hundredths.is_integer() else None
    return int(whole) if whole and not part.strip("0") else None


def _exactly(shown: list[str], _numbers: list[int], _sign: str) -> Meant:
    return Meant((shown[0],), sure=True)


def _least(shown: list[str], _numbers: list[int], _sign: str) -> Meant:
    return Meant((f"at least {shown[0]}",), sure=True)


def _most(shown: list[str], _numbers: list[int], _sign: str) -> Meant:
    return Meant((f"at most {shown[0]}",), sure=True)


def _until(shown: list[str], numbers: list[int], sign: str) -> Meant:
    return Meant((f"at most {numbers[0] - 1}{sign}", f"at most {shown[0]}"), sure=False)


def _above(shown: list[str], numbers: list[int], sign: str) -> Meant:
    return Meant((f"at least {numbers[0] + 1}{sign}", f"at least {shown[0]}"), sure=False)


def _below(_shown: list[str], numbers: list[int], sign: str) -> Meant:
    return Meant((f"at most {numbers[0] - 1}{sign}",), sure=True)


def _range(shown: list[str], numbers: list[int], _sign: str) -> Meant:
    pair = shown if numbers[0] <= numbers[1] else shown[::-1]
    return Meant((" to ".join(pair),), sure=numbers[0] <= numbers[1])


def _between(shown: list[str], numbers: list[int], sign: str) -> Meant:
    return Meant(_range(shown, numbers, sign).readings, sure=False)


_SHAPES: tuple[tuple[str, _Reader], ...] = (
    (rf"(?:=|==|exactly|equals?(?: to)?|just|only)? ?{_ONE}", _exactly),
    (rf"{_LOWEST} ?{_ONE}", _least),
    (rf"{_HIGHEST} ?{_ONE}", _most),
    (rf"until {_ONE}", _until),
    (rf"(?:{_ABOVE}|over) ?{_ONE}", _above),
    (rf"{_BELOW} ?{_ONE}", _below),
    (rf"{_ONE}{_OR_MORE}(?: of age)?", _least),
    (rf"{_ONE}{_OR_LESS}(?: of age)?", _most),
    (rf"(?:from )?{_FIRST}{_TO}{_LAST}(?: inclusive)?", _range),
    (rf"{_LOWEST} ?{_FIRST}(?:,| and|, and| but) {_HIGHEST} ?{_LAST}", _range),
    (rf"{_FIRST} ?(?:<=|≤) ?[a-z_]+ ?(?:<=|≤) ?{_LAST}", _range),
    (rf"between {_FIRST} and {_LAST}(?: inclusive)?", _between),
    (rf"{_FIRST}(?:, | and ){_LAST}", _between),
)
