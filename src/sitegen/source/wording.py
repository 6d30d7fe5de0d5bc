"""How what editors typed is shown: short in messages, and whole in helps, ready to paste."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitegen.lazy import pattern

LONGEST = 60
"""Characters of a typed text that a message repeats; the excerpt below it shows more."""

LONGEST_TO_PASTE = 400
"""Characters of a typed text that a help repeats. Of a longer one it says where the quotes go."""

_NAMED_LETTERS = 40
"""Characters at each end of a long text by which a help names it."""

_UNDECIDED = pattern(
    r"\W*(tbd|tba|tbc|t\.b\.[adc]\.?|\?+|unknown|not (yet )?(known|decided|set|announced)|"
    r"(to be|will be|not yet) (announced|arranged|confirmed|decided|determined|named|set))\W*",
    re.IGNORECASE,
)
"""What people write for a fact that is not decided yet; the format's own word is `tbd`."""

_UNSEEN = pattern(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def shown(text: str) -> str:
    """Give the text on one line, cut where it is long, without characters that act or hide."""
    line = on_one_line(text[: 10 * LONGEST])
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def on_one_line(text: str) -> str:
    """Give the text on one line, without characters that act or hide. A help never cuts it."""
    return _UNSEEN.sub(" ", text).strip()


def is_undecided(text: str) -> bool:
    """Tell whether the text is one of the ways to say that something is not decided yet."""
    return _UNDECIDED.fullmatch(text) is not None


MARK = "???"
"""What a help writes where only a person knows what belongs there. It is refused everywhere."""

TO_FILL_IN = f'"{MARK}"'
"""The mark as a value: in quotes, so that any words fit within them, in brackets too."""

MARKED = r"(?:^|[\s(\"'])\?{3}(?:$|[\s)\"'.,;:])"
"""Where the mark stands in a text, as a pattern that Python and JavaScript read alike."""

_MARKED = pattern(MARKED)


def is_to_fill_in(text: str) -> bool:
    """Tell whether the mark of a help still stands in the text."""
    return MARK in text and _MARKED.search(text) is not None


def quoted(text: str) -> str:
    """Give one line as it can stand in a file, in the quotes that need no other change."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def in_quotes(text: str) -> str:
    """Give the text in quotes to paste; of a long one, say before and behind what they go."""
    pasted = quoted(on_one_line(text))
    if len(pasted) <= LONGEST_TO_PASTE:
        return pasted
    sign, inside = pasted[0], pasted[1:-1]
    first = inside[:_NAMED_LETTERS].rpartition(" ")[0] or inside[:_NAMED_LETTERS]
    last = inside[-_NAMED_LETTERS:].partition(" ")[2] or inside[-_NAMED_LETTERS:]
    said = f"write {sign} before “{first}” and {sign} at its end, behind “{last}”"
    return f"{said}, and each {sign} between them twice" if sign in inside else said


def a(noun: str) -> str:
    """Give the noun with its article: `a track`, `an office`."""
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


def listed(words: Iterable[str], last: str = "or") -> str:
    """Write `a`, `b` or `c`, each as code."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"
