"""What is said about signs that no text should hold: once for each line and kind, with a fix."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence

from sitegen.diagnostics import Diagnostic, Fix, Source, Span, first_named, problem
from sitegen.lazy import pattern
from sitegen.source.odd_signs import Oddity, OddSigns, odd_signs
from sitegen.source.wording import on_one_line, shown

_NAMES = {
    "\u00ad": "a soft hyphen",
    "\u200b": "a space without width",
    "\u200c": "a sign that keeps letters apart",
    "\u200d": "a sign that joins letters",
    "\u200e": "a mark for writing from left to right",
    "\u200f": "a mark for writing from right to left",
    "\u202a": "a mark for writing from left to right",
    "\u202c": "the end of a mark for the direction of writing",
    "\u2060": "a sign that joins words",
    "\u2066": "a mark for writing from left to right",
    "\u2068": "a mark for the direction of writing",
    "\u2069": "the end of a mark for the direction of writing",
    "\ufe0f": "a mark for the look of a sign",
    "\ufeff": "a byte order mark",
}
_TURNING = frozenset("\u202b\u202d\u202e\u2067")
_OBJECT = "\ufffc"

_LONGEST_WORD = 60
_WORD_BEFORE = pattern(r"[\w'’@.-]*\Z")
_WORD_AFTER = pattern(r"[\w'’@-]*")


def report_odd_signs(source: Source, known: Collection[int] = ()) -> list[Diagnostic]:
    """Report every line with odd signs. What stands at a `known` place was reported."""
    lines: dict[tuple[Oddity, int], list[OddSigns]] = {}
    for one in odd_signs(source.text):
        if one.start not in known:
            # What acts may mean another thing each time. All else is mended line by line.
            alone = one.oddity is Oddity.ACTING
            place = one.start if alone else Span(source, one.start, one.end).line
            lines.setdefault((one.oddity, place), []).append(one)
    return first_named(_SAID[oddity](source, found) for (oddity, _), found in lines.items())


def _broken(source: Source, found: Sequence[OddSigns]) -> Diagnostic:
    span, mended = _words(source, found)
    signs = source.text[found[0].start : found[0].end]
    message = f"“{shown(span.typed)}” holds letters that another program has broken."
    if found[0].meant and shown(signs) == signs:
        message = f"{message[:-1]}: {signs} stands for {found[0].meant}."
    fix = Fix(span, mended, safe=True)
    return problem("broken-letters", span, message, _to_write(mended), fix=fix)


def _lost(source: Source, found: Sequence[OddSigns]) -> Diagnostic:
    span = Span(source, found[0].start, found[0].end)
    message = "A letter was lost when this text was saved or copied. � stands in its place."
    help_ = "Write the letter again."
    if found[1:]:
        help_ = f"Write the letter again, and the {len(found) - 1} others in this line."
    return problem("broken-letters", span, message, help_)


def _acting(source: Source, found: Sequence[OddSigns]) -> Diagnostic:
    span = Span(source, found[0].start, found[0].end)
    sign = span.typed[0]
    code = f"U+{ord(sign):04X}"
    message = f"A character that cannot be seen stands here ({_NAMES.get(sign, code)})."
    help_ = "Delete it, or type the line again."
    fix = Fix(span, "", safe=True) if set(span.typed) == {"\ufeff"} else None
    if sign in _TURNING:
        message = (
            f"A sign that nobody can see stands here ({code}). It turns around what follows, "
            "so that people see something else than is written."
        )
        help_ = "Delete it. Check what follows it."
    elif sign == _OBJECT:
        message = f"A picture was not copied, and a sign stands in its place ({code})."
        help_ = "Delete it."
    elif unicodedata.category(sign) == "Co":
        message = f"A sign of one font stands here ({code}). Other people see an empty box."
        help_ = "Delete it, or type what is meant, such as a hyphen and a space for a bullet."
    return problem("odd-character", span, message, help_, fix=fix)


def _unseen(source: Source, found: Sequence[OddSigns]) -> Diagnostic:
    span, mended = _words(source, found)
    sign = source.text[found[0].start]
    code = f"U+{ord(sign):04X}"
    name = f"{_NAMES[sign]} ({code})" if sign in _NAMES else code
    more = f", and {len(found) - 1} more in this line" if found[1:] else ""
    left_out = "They are left out." if found[1:] else "It is left out."
    message = f"A sign that nobody can see stands here: {name}{more}. {left_out}"
    fix = Fix(span, mended, safe=True)
    return problem("pasted-space", span, message, _to_write(mended), fix=fix)


def _to_write(mended: str) -> str:
    """Say what to write. A help never holds a sign that acts, so then a person types it again."""
    if not mended:
        return "Delete it."
    can_be_shown = on_one_line(mended) == mended
    return f"Write `{mended}`" if can_be_shown else "Type these words again, without such signs."


_SAID: Mapping[Oddity, Callable[[Source, Sequence[OddSigns]], Diagnostic]] = {
    Oddity.BROKEN: _broken,
    Oddity.LOST: _lost,
    Oddity.ACTING: _acting,
    Oddity.UNSEEN: _unseen,
}


def _words(source: Source, found: Sequence[OddSigns]) -> tuple[Span, str]:
    """Give the place of the words from the first to the last of these, and what is meant there."""
    text = source.text
    first, last = found[0].start, found[-1].end
    before = _WORD_BEFORE.search(text, max(0, first - _LONGEST_WORD), first)
    after = _WORD_AFTER.match(text, last, last + _LONGEST_WORD)
    start, end = before.start() if before else first, after.end() if after else last
    parts: list[str] = []
    done = start
    for one in found:
        parts += [text[done : one.start], one.meant or ""]
        done = one.end
    return Span(source, start, end), "".join([*parts, text[done:end]])
