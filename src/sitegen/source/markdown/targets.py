"""Addresses, titles and names of links: how they are written, and where each of them ends."""

from __future__ import annotations

import re

from sitegen.lazy import pattern
from sitegen.source.markdown.characters import PUNCTUATION, WHITESPACE, unescaped
from sitegen.source.markdown.nodes import Target
from sitegen.source.markdown.written import Written

_SPACES = pattern(r"[ \t\v\f\r\n]*")
_TITLE = pattern(
    "|".join((r'"(?:\\[\s\S]|[^"\\])*"', r"'(?:\\[\s\S]|[^'\\])*'", r"\((?:\\[\s\S]|[^()\\])*\)"))
)
_POINTED = pattern(r"<((?:\\[^\n]|[^<>\n\\])*)>")
_LABEL = pattern(r"\[((?:\\[\s\S]|[^\[\]\\]){0,1000})\]")
_LINE_END = pattern(r"[ \t]*(?:\n|\Z)")
_SPACE_AND_LINE = pattern(r"[ \t]*(?:\n[ \t]*)?")
_DEEPEST = 32  # parentheses within an address


def name_of(label: str) -> str:
    """Give the name of an address in the form in which names are compared."""
    return " ".join(label.split()).casefold()


def label_at(text: str, index: int) -> tuple[str, int] | None:
    """Give what stands in the brackets that begin at `index`, and where they end."""
    found = _LABEL.match(text, index)
    return (found[1], found.end()) if found else None


def _address(text: str, index: int) -> tuple[int, int, int] | None:
    """Give where an address begins and ends, and where what follows it begins."""
    if text.startswith("<", index):
        found = _POINTED.match(text, index)
        return (found.start(1), found.end(1), found.end()) if found else None
    at, open_, size = index, 0, len(text)
    while at < size:
        sign = text[at]
        if sign == "\\" and at + 1 < size and text[at + 1] in PUNCTUATION:
            at += 2
            continue
        if sign == "(":
            open_ += 1
            if open_ > _DEEPEST:
                return None
        elif sign == ")":
            if not open_:
                break
            open_ -= 1
        elif sign in WHITESPACE:
            break
        at += 1
    return index, at, at


def target_at(written: Written, index: int) -> tuple[Target, int] | None:
    """Read `(address "title")` that begins at `index`; give where it ends, too."""
    text = written.text
    found = _address(text, _end(_SPACES, text, index + 1))
    if found is None:
        return None
    start, end, after = found
    at = _end(_SPACES, text, after)
    title = _TITLE.match(text, at) if at > after else None
    close = _end(_SPACES, text, title.end()) if title else at
    if not text.startswith(")", close):
        return None
    return _target(written, start, end, title), close + 1


def definition_at(written: Written, index: int) -> tuple[str, Target, int] | None:
    """Read the definition `[name]: address "title"` that begins at `index`, and where it ends."""
    text = written.text
    label = label_at(text, index)
    if label is None or not label[0].strip() or not text.startswith(":", label[1]):
        return None
    begin = _end(_SPACE_AND_LINE, text, label[1] + 1)
    found = _address(text, begin)
    if found is None or found[2] == begin:
        return None
    start, end, after = found
    at = _end(_SPACE_AND_LINE, text, after)
    title = _TITLE.match(text, at) if at > after else None
    close = _LINE_END.match(text, title.end()) if title else None
    if close is None:
        title, close = None, _LINE_END.match(text, after)
    if close is None:
        return None
    return name_of(label[0]), _target(written, start, end, title), close.end()


def _target(written: Written, start: int, end: int, title: re.Match[str] | None) -> Target:
    place = written.place(start)
    return Target(
        address=unescaped(written.text[start:end].strip(WHITESPACE)),
        title=unescaped(title[0][1:-1]) if title else "",
        start=place,
        end=place + end - start,
    )


def _end(pattern: re.Pattern[str], text: str, index: int) -> int:
    found = pattern.match(text, index)
    return found.end() if found else index
