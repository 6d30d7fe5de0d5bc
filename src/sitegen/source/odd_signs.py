"""Signs that no text should hold: broken letters, signs that act or hide, signs nobody can see.

They are looked for in the whole text of a file, whatever it is: a field, a page, a comment. So no
field can be forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from sitegen.lazy import dataclass, pattern
from sitegen.source.broken_letters import broken_letters


class Oddity(Enum):
    """What is wrong with a sign."""

    BROKEN = auto()  # it stands for another letter, which is known
    LOST = auto()  # it stands for a letter that is lost
    ACTING = auto()  # it changes what people see, or how programs read
    UNSEEN = auto()  # it has no width, and changes nothing that people see


@dataclass(frozen=True, slots=True)
class OddSigns:
    """Signs `start` to `end` of a text, and what is meant by them; None where nobody can know.

    What is meant is never longer than the signs.
    """

    oddity: Oddity
    start: int
    end: int
    meant: str | None


_TURNING = "\u202b\u202d\u202e\u2067"
_DIRECTION = "\u061c\u200e\u200f\u202a\u202c\u2066\u2068\u2069\u206a-\u206f"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d\ud800-\udfff"
_WINDOWS = "\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f"
_NO_LETTERS = (
    "\ufdd0-\ufdef\ufeff\ufff0-\ufffc\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
_ACTING = f"{_CONTROLS}{_NO_LETTERS}{_PRIVATE}"
_SELECTORS = "\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_UNSEEN = f"\u00ad\u034f\u115f\u1160\u200b-\u200d\u2060-\u2065\u3164\uffa0{_DIRECTION}{_SELECTORS}"
_ANY = pattern(f"[\ufffd{_ACTING}{_TURNING}{_WINDOWS}\x85{_UNSEEN}]")
# A flag of a part of a country is a black flag with its name in tags.
_ODD = pattern(
    "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
    f"|(?P<LOST>\ufffd+)|(?P<ACTING>[{_ACTING}]+|[{_TURNING}])|(?P<BROKEN>[{_WINDOWS}\x85])"
    f"|(?P<UNSEEN>[{_UNSEEN}])"
)
_USUAL = bytes({*range(0x20, 0x7F), *b"\t\n\r"})
"""Signs of ASCII that no search here is about: most texts hold no others."""
_LETTERS = "".join(map(chr, range(0xA1, 0x100))).replace("\xad", "") + "‘’“”–—…•"
"""Other signs that are never odd, and nearly all that texts hold."""
_IN_NO_VALUE = pattern(f"[\x85\u2028\u2029\ufffd{_ACTING}{_TURNING}{_WINDOWS}]")

# What makes signs without width right.
_LINE = pattern(r"[^\r\n]*")
_RIGHT_TO_LEFT = pattern(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_JOINING = pattern("[\u0600-\u109f\u1780-\u18af\ua840-\uabff\U00011000-\U00011fff]")
_PICTURES = pattern("[\u200d\u2190-\u2bff\u3030\u303d\ufe0f\U0001f000-\U0001faff]")
_WITHOUT_SPACES = pattern("[\u0e00-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff]")
_TURNED = frozenset("\u202b\u2067")
"""They belong around words that are written from right to left. The other two never do."""

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202c\u2066\u2068\u2069")


def odd_signs(text: str) -> list[OddSigns]:
    """Give what no text should hold, in order, none twice."""
    broken = [OddSigns(Oddity.BROKEN, b.start, b.end, b.meant) for b in broken_letters(text)]
    unusual = _unusual(text)
    if not unusual or not _ANY.search(unusual):
        return broken
    parts, done = [], 0
    for one in broken:  # letters stand in their places, so that no sign of them is found again
        parts += [text[done : one.start], "x" * (one.end - one.start)]
        done = one.end
    single = _single("".join([*parts, text[done:]]))
    return sorted([*broken, *single], key=lambda one: one.start)


def is_in_no_value(text: str) -> bool:
    """Tell whether a text holds what no value may hold.

    A file's own text is looked at earlier; quotes can still spell these.
    """
    unusual = _unusual(text)
    return bool(unusual) and _IN_NO_VALUE.search(unusual) is not None


def _unusual(text: str) -> str:
    """Give signs of a text among which are all that may be odd. Most often there are none."""
    left = text.encode("utf-8", "surrogatepass").translate(None, _USUAL)
    return left.decode("utf-8", "surrogatepass").strip(_LETTERS)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text as it was meant.

    `removed` are the indexes, in the text as it was, of what is not in it. `lost` are indexes in
    the new text, at which a space stands for something whose meaning is not known.
    """

    text: str
    removed: tuple[int, ...]
    lost: tuple[int, ...]


def cleaned(text: str) -> Cleaned:
    """Give the text with what is meant in place of odd signs."""
    parts: list[str] = []
    removed: list[int] = []
    lost: list[int] = []
    done = 0
    for one in odd_signs(text):
        length = one.end - one.start
        meant = " " * length if one.meant is None else one.meant
        parts += [text[done : one.start], meant]
        if one.meant is None:
            lost.append(one.start - len(removed))
        removed += range(one.start + len(meant), one.end)
        done = one.end
    return Cleaned("".join([*parts, text[done:]]), tuple(removed), tuple(lost))


def _single(text: str) -> Iterator[OddSigns]:
    lines = _Lines(text)
    for match in _ODD.finditer(text):
        if match.lastgroup is None:
            continue
        oddity, start, end = Oddity[match.lastgroup], match.start(), match.end()
        if oddity is Oddity.BROKEN:
            yield OddSigns(oddity, start, end, _windows(match.group()))
        elif oddity is Oddity.UNSEEN:
            if not _belongs(text, start, lines):
                yield OddSigns(oddity, start, end, "")
        elif match.group() not in _TURNED or not lines.is_right_to_left(start):
            is_mark = oddity is Oddity.ACTING and set(match.group()) == {"\ufeff"}
            yield OddSigns(oddity, start, end, "" if is_mark else None)


def _windows(sign: str) -> str:
    """Give the letter that Windows-1252 has in place of a control."""
    return bytes([ord(sign)]).decode("cp1252")


class _Lines:
    """Tells of places, asked for in order, whether their line is written from right to left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = -1
        self.answer = False

    def is_right_to_left(self, at: int) -> bool:
        if at > self.end:
            start = max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1
            line = _LINE.match(self.text, start)
            self.end = line.end() if line else at
            self.answer = bool(_RIGHT_TO_LEFT.search(self.text, start, self.end))
        return self.answer


def _belongs(text: str, at: int, lines: _Lines) -> bool:
    """Tell whether a sign without width is right where it stands: in emoji, and in some scripts."""
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign in _DIRECTIONS:
        return lines.is_right_to_left(at)
    if sign == "\u200d" and _PICTURES.match(before):
        return bool(_PICTURES.match(after))
    if sign in "\u200c\u200d":
        return bool(_JOINING.match(before))
    if sign == "\u200b":
        return bool(_WITHOUT_SPACES.match(before) or _WITHOUT_SPACES.match(after))
    if sign in "\u115f\u1160":
        return "\u1100" <= (after or before) <= "\u11ff"
    if re.match(f"[\u034f{_SELECTORS}]", sign):
        return bool(before) and (not before.isascii() or before in "0123456789#*")
    return False
