"""How everything that is printed of a site is shown, so that it is read and never acted upon.

A pull request chooses names of files, ids and texts. A terminal obeys some characters (ECMA-48),
bidirectional controls turn text around (Unicode TR 36), and a machine that builds takes some lines
for commands (GitHub: `::error::` at the start of a line and `##[error]` anywhere, Azure Pipelines
and TeamCity: `##vso[`, `##teamcity[`).
"""

from __future__ import annotations

import re

from sitegen.lazy import pattern

MASK = "\ufffd"
"""What stands in place of a character that would act."""

_ACTING = pattern(
    "["
    "\x00-\x1f\x7f-\x9f"  # controls, C0 and C1: a terminal obeys them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # Bidi_Control
    "\u2028\u2029"  # ends of lines
    "\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # hidden
    "\ud800-\udfff"  # what stands for bytes that are no text; no output can hold it
    "\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)

# The programs that look for commands compare as people read, so what has no width is no hindrance.
_NO_WIDTH = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\u3164\ufe00-\ufe0f\uffa0"
_COMMAND = pattern(rf"(#[{_NO_WIDTH}]*)#(?=[\w{_NO_WIDTH}]{{0,80}}\[)")
_COMMAND_AT_START = pattern(rf"\A([\s{_NO_WIDTH}]*):(?=[{_NO_WIDTH}]*:)")


def harmless(text: str) -> str:
    """Give the text on one line, as long as it is, with each character masked that would act."""
    if text.isascii() and text.isprintable() and "##" not in text and "::" not in text:
        return text
    masked = _ACTING.sub(MASK, text.replace("\t", " "))
    return _COMMAND_AT_START.sub(rf"\1{MASK}", _COMMAND.sub(rf"\1{MASK}", masked))


def harmless_lines(text: str) -> str:
    """Give a text of several lines, each of them harmless."""
    return "\n".join(map(harmless, text.split("\n")))


def can_be_written(text: str) -> bool:
    """Tell whether a program may write the text into a file for somebody who has only seen it."""
    return not _ACTING.search(re.sub(r"[\t\n]|\r\n", "", text))


# What GitHub makes more of than words: marks of Markdown and HTML, links, names of people, numbers
# of issues, small pictures. It looks for the last three after Markdown was read, so a backslash is
# no help; in code it looks for none of them.
_MADE_MORE_OF = pattern(r"[`*_{}\[\]<>#|~@&\\$^]|://|www\.|gh-\d|:[\w+-]+:", re.IGNORECASE)
_AT_START = pattern(r"[-+=]+|[0-9]+[.)]")
_CODE = pattern(r"(?:(?<!\S)|(?<=\s[(“]))`[^`]+`(?=[.,;:?!)”]*(?:\s|\Z))")
_WORD = pattern(r"(?<!\S)(\S*[^\s.,;:?!)”]|\S)([.,;:?!)”]*)(?!\S)")


def in_markdown(text: str) -> str:
    """Give the text for a page in Markdown: words, and code where there would be more."""
    text = harmless(text).strip()
    parts, done = [], 0
    for code in _CODE.finditer(text):
        parts += [_WORD.sub(_as_words, text[done : code.start()]), code[0]]
        done = code.end()
    parts.append(_WORD.sub(_as_words, text[done:]))
    return "".join(parts)


def _as_words(word: re.Match[str]) -> str:
    first, end = word.groups()
    starts = word.start() == 0 and _AT_START.fullmatch(word[0])
    return f"{as_code(first)}{end}" if starts or _MADE_MORE_OF.search(word[0]) else word[0]


def as_code(text: str) -> str:
    """Give one line as a span of code in Markdown (CommonMark 6.1)."""
    fence = fence_around(text, 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def fence_around(text: str, least: int) -> str:
    """Give so many backticks that none in the text end what stands between them."""
    return "`" * max(least, 1 + max(map(len, re.findall("`+", text)), default=0))
