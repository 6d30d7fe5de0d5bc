"""Signs that come with text from Word and from web pages, and the plain signs that are meant."""

from __future__ import annotations

import re
import unicodedata

from sitegen.source.lookalikes import lookalike

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_QUOTES = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f"
_SPACES = "\u00a0\u2002\u2003\u2007\u2009\u202f"
_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_PLAIN = {
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _QUOTES), ""),
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _NO_WIDTH), ""),
}
_AROUND = f" {_SPACES}{_NO_WIDTH}"


def bare(text: str) -> str:
    """Give the text without spaces around it, also without those that nobody can see."""
    return text.strip(_AROUND)


_RAISED = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>")


def plain(text: str) -> str:
    """Give the text in plain signs: hyphens for dashes, no curly quotes, digits of usual width.

    A raised or circled digit stays, because it stands for something else: 20² is not 202.
    """
    parts = re.split(f"([{_raised(text)}])", text) if _raised(text) else [text]
    whole = "".join(
        part if n % 2 else unicodedata.normalize("NFKC", part.translate(_PLAIN))
        for n, part in enumerate(parts)
    )
    return bare(whole)


def _raised(text: str) -> str:
    """Give the signs of the text that are small, raised, circled or a fraction."""
    if text.isascii():
        return ""
    return "".join({sign for sign in text if unicodedata.decomposition(sign).startswith(_RAISED)})


def named(text: str) -> str:
    """Name the first sign of `text` that is not plain, as in `a long dash`."""
    letter = lookalike(text)
    for sign in text:
        if letter and f" {sign} " in letter:
            return letter
        if sign in _DASHES:
            return "a long dash"
        if sign in _QUOTES:
            return "curly quotes"
        if sign in _SPACES or sign in _NO_WIDTH:
            return "a space that nobody can see"
        if unicodedata.normalize("NFKC", sign) != sign:
            return "a sign of unusual width"
    return "an unusual sign"
