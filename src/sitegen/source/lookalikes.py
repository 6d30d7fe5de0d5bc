"""Letters of other alphabets that look like Latin ones, and how they are called.

The pairs are a part of Unicode's own list (UTS 39, `confusables.txt`): those that a keyboard for
Russian, Ukrainian or Greek gives for the keys of Latin letters, or that people copy.
"""

from __future__ import annotations

import unicodedata

from sitegen.lazy import pattern

_CYRILLIC = dict(
    zip(
        "аеорсухіјѕһԁԛԝӏкмтвнпгАВЕКМНОРСТУХЅІЈԌԚԜ",
        "aeopcyxijshdqwlkmtbhnrABEKMHOPCTYXSIJGQW",
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αεηικνορτυχωγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aenikvoptuxwyABEZHIKMNOPTYX",
        strict=True,
    )
)
_OTHERS = {"ı": "i", "ɑ": "a", "ɡ": "g", "օ": "o", "ո": "n", "հ": "h", "ⅼ": "l"}
_LATIN = str.maketrans(_CYRILLIC | _GREEK | _OTHERS)
_SPELT_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)
_ALPHABETS = {"CYRILLIC": "Cyrillic", "GREEK": "Greek", "ARMENIAN": "Armenian"}
_WORD = pattern(r"[^\W\d_]+")
_LATIN_WORD = pattern(r"[A-Za-z]")


def latin(text: str) -> str:
    """Give the text with Latin letters and plain digits in place of those that look like them."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_LATIN)


def lookalike(text: str) -> str | None:
    """Name the first letter that is not what it looks like; None where there is none.

    The words go on with what it looks like, as in `the Cyrillic letter а (U+0430), not a`.
    """
    if text.isascii():
        return None
    for sign in text:
        if sign.isascii():
            continue
        meant = latin(sign)
        alphabet = _ALPHABETS.get(unicodedata.name(sign, "").partition(" ")[0])
        code = f"U+{ord(sign):04X}"
        if meant != sign and meant.isascii() and meant.isalnum():
            which = f"the {alphabet} letter" if alphabet else "the sign"
            return f"{which} {sign} ({code}), not {meant}"
        if alphabet:
            return f"the {alphabet} letter {sign} ({code})"
        if unicodedata.combining(sign) and unicodedata.normalize("NFC", text) == text:
            return f"a mark upon a letter ({code})"
    return None


def mixed(text: str) -> bool:
    """Tell whether a word has letters that look Latin beside Latin ones, so that it deceives."""
    words = _WORD.findall(text) if not text.isascii() else []
    return any(
        _LATIN_WORD.search(w) and latin(w).isascii() and not w.isascii() and lookalike(w)
        for w in words
    )


def spelt_in_ascii(text: str) -> str | None:
    """Give the text in small letters of ASCII, without accents; None where a letter has none."""
    plain = latin(text).casefold().translate(_SPELT_OUT)
    apart = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return apart if all(c.isascii() or not c.isalnum() for c in apart) else None
