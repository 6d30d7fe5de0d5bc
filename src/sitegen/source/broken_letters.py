"""Letters that were broken on the way: UTF-8 that a program read in an older encoding.

`espaÃ±ol` is `español`, read as Windows-1252, and `donâ€™t` is `don’t`. The way back is exact: the
signs, written in the older encoding, are the bytes of the letters. It is taken only where nobody
can have meant the signs. `IRMÃ…` in capitals and `«está»—` before a dash stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache

from sitegen.lazy import dataclass, pattern

_Judge = Callable[[str, str, str, str], bool]
"""Takes the signs, the letter, and the signs before and after them."""

_OFTEN = 4
"""So often a text may have been read wrongly and saved again."""

_FORMS = (
    ((0xC2, 0xDF), (0x80, 0xBF)),
    ((0xE0, 0xE0), (0xA0, 0xBF), (0x80, 0xBF)),
    ((0xE1, 0xEF), (0x80, 0xBF), (0x80, 0xBF)),
    ((0xF0, 0xF4), (0x80, 0xBF), (0x80, 0xBF), (0x80, 0xBF)),
)
"""The bytes of one letter in UTF-8, each from and to (RFC 3629)."""

_OLD_WINDOWS = "cp1252"
_BEGINS = pattern("[\xc2-\xf4]")
"""With what a broken letter begins in it."""
_OTHERS = {"mac_roman": "¬√‚", "cp437": "┬├Γ", "cp850": "┬├Ô", "cp1250": "ÂĂâ", "cp1251": "ВГв"}
"""Old encodings of Macs, of the black window of Windows, and of its other countries. Each has other
signs with which the letters begin that are broken most often."""

_CLOSE_A_WORD = frozenset("\u00a0…’”–—»›™®")
"""Signs that people write directly behind a word; the old encodings have them as well."""

_JAPANESE = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})
_CONTROLS = pattern("[\x80-\x9f]")
_BOXES = pattern("[\u2500-\u259f]")
_LATIN = pattern("[A-Za-zÀ-ÖØ-öø-ɏ]")
_USUAL_SIGNS = pattern("[\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u214f\u2190-\u22ff]")
_NO_WIDTH = pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_DRAWN = pattern("[\u2500-\u27bf]")
_FULL_WIDTH_OR_LOST = pattern("[\ufb00-\ufb06\ufeff\uff01-\uff5e\ufffd]")


@dataclass(frozen=True, slots=True)
class Broken:
    """Signs `start` to `end` of a text, and the letters that they stand for."""

    start: int
    end: int
    meant: str


@dataclass(frozen=True, slots=True)
class _Encoding:
    """An encoding in which UTF-8 was read: its signs by byte, and what broken letters look like."""

    bytes_of: Mapping[str, int]
    letter: re.Pattern[str]
    letters: re.Pattern[str]


def broken_letters(text: str) -> list[Broken]:
    """Give the broken letters of the text, in order, none twice."""
    if text.isascii():
        return []
    found: list[Broken] = []
    if _BEGINS.search(text):
        found += _read_in(_encoding(_OLD_WINDOWS), text, _is_sure)
    for name, first_signs in _OTHERS.items():
        if any(sign in text for sign in first_signs):
            found += _read_in(_encoding(name), text, _is_sure_elsewhere)
    kept: list[Broken] = []
    for one in sorted(found, key=lambda one: one.start):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


@cache
def _encoding(name: str) -> _Encoding:
    bytes_of: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        sign = bytes([byte]).decode(name, errors="ignore") or chr(byte)
        bytes_of[sign] = byte
    if name == _OLD_WINDOWS:  # also read as Latin-1, which has controls in place of some signs
        bytes_of |= {chr(byte): byte for byte in range(0x80, 0xA0)}
    by_byte: dict[int, str] = {}
    for sign, byte in bytes_of.items():
        by_byte[byte] = by_byte.get(byte, "") + re.escape(sign)

    def one_of(first: int, last: int) -> str:
        return f"[{''.join(by_byte[byte] for byte in range(first, last + 1))}]"

    letter = "|".join("".join(one_of(*ends) for ends in form) for form in _FORMS)
    return _Encoding(
        bytes_of=bytes_of,
        letter=pattern(letter),
        letters=pattern(f"(?:{letter})+"),
    )


def _read_in(encoding: _Encoding, text: str, is_sure: _Judge) -> Iterator[Broken]:
    for match in encoding.letters.finditer(text):
        around = (
            text[max(0, match.start() - 1) : match.start()],
            text[match.end() : match.end() + 1],
        )
        if _is_meant(encoding, match.group(), around, is_sure):
            yield _composed(text, match.start(), match.end(), _decoded(encoding, match.group()))


def _is_meant(encoding: _Encoding, signs: str, around: tuple[str, str], is_sure: _Judge) -> bool:
    """Tell whether the signs can only be broken letters.

    One letter of which that is sure is enough, because its neighbours were broken with it. Letters
    of other alphabets are broken in rows.
    """
    letters = [match.group() for match in encoding.letter.finditer(signs)]
    before = [around[0], *letters[:-1]]
    after = [*letters[1:], around[1]]
    return any(
        is_sure(letter, _decoded(encoding, letter), one[-1:], other[:1])
        for letter, one, other in zip(letters, before, after, strict=True)
    ) or (is_sure is _is_sure and _is_foreign(signs, _decoded(encoding, signs)))


def _decoded(encoding: _Encoding, signs: str) -> str:
    return bytes(encoding.bytes_of[sign] for sign in signs).decode("utf-8", errors="replace")


def _is_foreign(signs: str, letters: str) -> bool:
    """Tell whether these are two or more letters of one other alphabet."""
    if len(letters) < 2 or not letters.isalpha():
        return False
    alphabets = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}
    return len(alphabets) == 1 or alphabets <= _JAPANESE or bool(_CONTROLS.search(signs))


def _is_sure(signs: str, letter: str, before: str, after: str) -> bool:
    """Tell whether nobody can have meant the signs, which Windows-1252 makes of one letter."""
    first, closes = signs[0], signs[-1] in _CLOSE_A_WORD and not after.isalpha()
    if first == "Â":
        return letter >= "\u00a0"
    if first == "Ã":
        return not (closes and before.isupper())
    if first in "ÄÅ":
        return not closes and signs[-1] != "\u00a0"
    if first in "ÌÍ":  # an accent that is kept apart from its letter, as Macs do
        return before.isascii() and before.isalpha() and not closes
    if first == "á":  # the letters of Vietnamese
        return signs[1] in "¸¹º" or (signs[1] == "»" and signs[-1] not in _CLOSE_A_WORD)
    if first == "â":
        usual = _USUAL_SIGNS.match(letter) or _NO_WIDTH.match(letter)
        drawn = _DRAWN.match(letter) and signs[-1] not in _CLOSE_A_WORD
        return bool(usual or drawn)
    return letter >= "\U0001f000" or bool(first == "ï" and _FULL_WIDTH_OR_LOST.match(letter))


def _is_sure_elsewhere(signs: str, letter: str, before: str, after: str) -> bool:
    """Tell the same of signs that another encoding makes, and that may be meant more often."""
    if len(signs) == 3:
        return bool("\u2010" <= letter <= "\u2026" or letter in "\u200b€™")
    if len(signs) > 2 or _BOXES.match(before) or _BOXES.match(after):
        return False
    if "\u00c0" <= letter <= "\u00ff":
        return bool(_LATIN.match(before) or _LATIN.match(after))
    return signs[0] in "¬┬" and letter in "\u00a0¡¿«»°©®½"


def _composed(text: str, start: int, end: int, meant: str) -> Broken:
    """Join an accent with the letter before it."""
    before = text[max(0, start - 1) : start]
    whole = _settled(before + meant)
    if whole.startswith(before):
        return Broken(start, end, whole[len(before) :])
    return Broken(start - 1, end, whole)


@lru_cache(1000)  # the same letters are broken again and again
def _settled(text: str) -> str:
    """Mend what was broken several times, and leave out what nobody can see."""
    for _ in range(_OFTEN):
        found = broken_letters(text)
        if not found:
            break
        for one in reversed(found):
            text = text[: one.start] + one.meant + text[one.end :]
    return unicodedata.normalize("NFC", _NO_WIDTH.sub("", text).replace("\u00a0", " "))
