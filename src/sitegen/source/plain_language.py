"""Sentences, words and syllables of English texts, and the school grade that reading one takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sitegen.lazy import dataclass, pattern

_END = pattern(r"(?<![.!?…])[.!?…]++[\"”’')\]]*+(?=\s+[\"“‘'(\[]*[A-Z0-9])")
_NEVER_ENDS = pattern(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|No|e\.g|i\.e|cf|approx)|\b[A-Z])\.$")
_LONGEST_SHORT_WORD = len("approx.") + 1
"""Abbreviations that a sentence does not end with, and initials such as "J."."""

_LETTER = pattern("[A-Za-z]")
_VOWELS = pattern(r"[aeiouy]+")
_PARTED = pattern(
    r"(?<![ctsg])i[ao](?![nru])|(?<!p)eo(?!u)|[^q]ua|[aeiou]ing$|creat|(?<![cft])ien(?!d)|scien|iet|ea$|eally$"
)
"""Vowels beside one another that are two syllables more often than one."""

_SILENT = pattern(r"(?:e|es|(?<![td])ed)$")
_SPOKEN = pattern(r"(?:[^aeiouy]le|(?:[sxzcg]|[sc]h)es)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and where it begins in its text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in its text."""
        return self.start + len(self.text)

    @property
    def words(self) -> list[str]:
        """Its words; a number or a sign alone is none, an address is one."""
        return [word for word in self.text.split() if _LETTER.search(word)]


def sentences(text: str) -> Iterator[Sentence]:
    """Take a paragraph apart. Every word of it is in one sentence, in order."""
    begin = 0
    for found in _END.finditer(text):
        last = max(begin, found.start() - _LONGEST_SHORT_WORD)
        if not _NEVER_ENDS.search(text, last, found.start() + 1):
            yield from _sentence(text, begin, found.end())
            begin = found.end()
    yield from _sentence(text, begin, len(text))


def _sentence(text: str, begin: int, end: int) -> Iterator[Sentence]:
    words = text[begin:end].strip()
    if words:
        yield Sentence(words, text.index(words, begin))


def syllables(word: str) -> int:
    """Count the syllables of a word, at least one. An abbreviation in capitals is taken as one.

    Nobody can write a name in easier words.
    """
    letters = re.sub(r"[^A-Za-z]", "", word.partition("’")[0].partition("'")[0])
    if len(letters) <= 3 or letters.isupper() or "://" in word or "@" in word:
        return 1
    letters = letters.lower()
    spoken = letters if _SPOKEN.search(letters) else _SILENT.sub("", letters)
    return max(1, len(_VOWELS.findall(spoken)) + len(_PARTED.findall(spoken)))


def grade(read: Iterable[Sentence]) -> float:
    """Give the grade of a school in the United States that reading these takes (Flesch-Kincaid).

    Kincaid and others, "Derivation of new readability formulas", 1975. 0 where there are no words.
    """
    number = words = spoken = 0
    for sentence in read:
        number += 1
        words += len(sentence.words)
        spoken += sum(map(syllables, sentence.words))
    if not words:
        return 0.0
    return 0.39 * words / number + 11.8 * spoken / words - 15.59
