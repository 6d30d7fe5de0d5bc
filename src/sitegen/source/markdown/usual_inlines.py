"""The lines of most paragraphs: words, emphasis and links, read at a fraction of the cost.

The whole reading (`inlines.py`) gives the same for each of them. What is not known here for certain
is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from sitegen.lazy import pattern
from sitegen.source.markdown.nodes import Break, Inline, Link, Marked, Target, Text

_PLAIN = r"[^*\n\[\]&:@_\\`<~]+(?<=\S)"
_SIGN = pattern(
    rf"""
    [*\n\[\]&:@_\\`<~]  # every sign that may mean anything, and then what it does for certain:
    (?: (?<=\*) (?<![^ \n]\*)
        (?: (?=\S) (?P<em> {_PLAIN} ) \* | \* (?=\S) (?P<strong> {_PLAIN} ) \*\* )
        (?![^ \n.,;:!?)])
      | (?<=\*) (?: (?<![^ \n]\*) \*? (?=[^\s*]) | (?<=\(\*) \*? (?=[^\W_]) )          (?P<opens>)
      | (?<=\*) (?: (?<=[^\W_]\*) \*? (?!\*) | (?<=[^\s*]\*) \*? (?![^ \n.,;:!?)]) )   (?P<closes>)
      | (?<=\[) (?<!!\[) (?!\^)                                                        (?P<words>)
      | (?<=\]) \( (?P<target> [^\s()<>\\;]+ ) \)
      | (?<=\n) (?<!\s\n) (?!\s)                                                       (?P<breaks>)
      | (?: (?<=&) (?!\#|[A-Za-z][A-Za-z0-9]*;) | (?<=:) (?!//) )                      (?P<nothing>)
    )?
    """,
    re.VERBOSE,
)
_BARE = pattern(r"(?<!://)www\.", re.IGNORECASE)


def read_usual_inlines(text: str, places: Sequence[int]) -> list[Inline] | None:
    """Read lines that begin at these places; None where they hold anything unusual.

    There is no white space at their end.
    """
    if not _is_usual(text, len(places)):
        return None
    found: list[Inline] = []
    around: list[tuple[str, int, list[Inline]]] = []  # what stands before what is open
    inside = ""  # the sign that opened it
    at, line, shift = 0, 0, places[0]
    for one in _SIGN.finditer(text):
        does, sign = one.lastgroup, one[0]
        if not _is_known(does, sign, inside):
            return None
        if does is None or does == "nothing":
            continue
        start, end = one.span()
        if start > at:
            found.append(Text(at + shift, start + shift, text[at:start]))
        at = end
        if does == "breaks":
            line += 1
            found.append(Break(start + shift, places[line], hard=False))
            shift = places[line] - end
        elif does in {"em", "strong"}:
            found.append(_emphasis(one, shift))
        elif does in {"opens", "words"}:
            around.append((inside, start + shift, found))
            found, inside = [], sign
        else:
            inside, begin, before = around.pop()
            before.append(_closed(one, begin, shift, found))
            found = before
    if len(text) > at:
        found.append(Text(at + shift, len(text) + shift, text[at:]))
    return None if inside else found


def _is_usual(text: str, lines: int) -> bool:
    if lines > 1 and lines != 1 + text.count("\n"):
        return False  # it is put together from parts that are no lines
    return not (("w." in text or "W." in text) and _BARE.search(text))


def _is_known(does: str | None, sign: str, inside: str) -> bool:
    """Tell if it is certain what a sign does inside what another one opened."""
    match does:
        case "opens" | "em" | "strong":
            return not inside
        case "closes":
            return inside == sign
        case "words":
            return inside != "["
        case "target":
            return inside == "["
        case None:
            return inside == "[" and sign in {":", "@"}
        case _:
            return True


def _emphasis(one: re.Match[str], shift: int) -> Marked:
    """Give the emphasis of words without any sign in them."""
    tag: Literal["em", "strong"] = "em" if one.lastgroup == "em" else "strong"
    start, end = one.span(tag)
    words = Text(start + shift, end + shift, one[tag])
    return Marked(one.start() + shift, one.end() + shift, tag, [words])


def _closed(sign: re.Match[str], begin: int, shift: int, inside: list[Inline]) -> Marked | Link:
    """Give the emphasis or the link that begins at the place `begin` and ends with a sign."""
    start, end = sign.start() + shift, sign.end() + shift
    address = sign["target"]
    if address is None:
        return Marked(begin, end, "em" if sign[0] == "*" else "strong", inside)
    return Link(begin, end, Target(address, "", start + 2, end - 1), inside, begin + 1, start)
