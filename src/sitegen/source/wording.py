"""How what editors typed is shown in messages: short, on one line, ready to paste."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 60
"""Characters of a typed text that a message repeats; the excerpt below it shows more."""

_UNDECIDED = re.compile(
    r"\W*(tbd|tba|tbc|\?+|n\.?/?a\.?|unknown|not (yet )?(known|decided)|to be \w+)\W*",
    re.IGNORECASE,
)
"""What people write for a fact that is not decided yet; the format's own word is `tbd`."""

_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def shown(text: str) -> str:
    """Give the text on one line, cut where it is long, without characters that act or hide."""
    line = _UNSEEN.sub(" ", text[: 10 * LONGEST]).strip()
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def is_undecided(text: str) -> bool:
    """Tell whether the text is one of the ways to say that something is not decided yet."""
    return _UNDECIDED.fullmatch(text) is not None


def quoted(text: str) -> str:
    """Give one line as it can stand in a file, in the quotes that need no other change."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def in_quotes(text: str) -> str:
    """Give the text in quotes for a message; a long one is cut."""
    return quoted(shown(text))


def a(noun: str) -> str:
    """Give the noun with its article: `a track`, `an office`."""
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


def listed(words: Iterable[str], last: str = "or") -> str:
    """Write `a`, `b` or `c`, each as code."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"
