"""Which letters can be drawn in pictures for links.

The list stands here and not in the font, so that a check says the same where no font is installed.
A test holds that the font has them all.
"""

from __future__ import annotations

from unicodedata import normalize

from sitegen.lazy import pattern

_NOT_DRAWN = pattern(
    "[^ -~\u00a0-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126\u0127\u012a\u012b\u012e\u012f"
    "\u0131\u0136\u0137\u013b-\u013e\u0141-\u0148\u0150-\u0155\u0158-\u015b\u015e-\u0165\u016a"
    "\u016b\u016e-\u0173\u0178-\u017e\u0218-\u021b\u2013\u2014\u2018-\u201a\u201c-\u201e"
    "\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
"""Everything but the letters of the languages of Europe that are written in Latin ones."""


def to_draw(text: str) -> str:
    """Give a text as it is drawn: each letter with its accent is one, and spaces are alike."""
    return " ".join(normalize("NFC", text).replace("\u00ad", "").split())


def not_drawn(text: str) -> str | None:
    """Give the first letter of a text that cannot be drawn; None where all can."""
    found = _NOT_DRAWN.search(to_draw(text))
    return found[0] if found else None
