"""The lines of a YAML text as an editor sees them: how far right, with which sign, which field.

No parser is asked, so that lines can be looked at which no parser takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.lazy import dataclass, pattern, replace

_LINE = pattern(r"( *)([^\r\n]+)")
_BULLET = pattern(
    r"-+[ ]+|-(?=[^\W\d]|\{|\Z)"  # as it should be, without its space, alone
    r"|[\u2013\u2014\u2022\u00b7\u25aa\u25cf\u25e6\u2023\u2043\u2212\u2192\u25a0\u25ba\u27a4]"
    r"[ ]*"  # of Word and web pages
    r"|\*[ ]+|\*(?=[\w-]+: )|\+[ ]+|[0-9]{1,2}[.)][ ]+"  # of Markdown
)
_NAME = pattern(r"""("[^"]*" *|'[^']*' *|\w[^:#\[\]{}]*+):(?:[ ]+|\Z)""")
_IN_BRACES = pattern(r"""\{\s*["']?(\w[\w-]*)["']?\s*:""")
_REMARK = pattern(r"#[ ]*((?:-[ ]*)?\w[\w-]*:(?: .*|\Z))")
_CLOSED = {
    '"': pattern(r'"(?:[^"\\]|\\.)*"'),
    "'": pattern(r"'(?:[^']|'')*'"),
}
_BLOCK_SIGNS = frozenset("|>")
_BLOCK_TEXT = pattern(r"[|>][-+0-9]*(?: +#.*)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank, no remark, and not part of a text above it.

    `start` is where it begins in the text and `end` where it ends; `column` is how far right its
    first sign stands, the bullet or the first letter, and `inner` how far what comes after the
    bullet. `value` is what stands after the colon, or everything where there is no name.
    `remark` is a remark that looks like the first line of an entry; then `value` is that line.
    """

    start: int
    end: int
    column: int
    bullet: str
    inner: int
    name: str | None
    value: str
    remark: bool = False

    @property
    def content(self) -> int:
        """Index of the first sign after the bullet."""
        return self.start + self.inner

    @property
    def is_braces(self) -> bool:
        """Tell whether an entry in braces begins here."""
        return self.name is None and self.value.startswith("{")

    @property
    def first(self) -> str | None:
        """Give the name of the first field in the line, also where it stands in braces."""
        inside = _IN_BRACES.match(self.value) if self.is_braces else None
        return inside[1] if inside else self.name

    @property
    def bare(self) -> str:
        """Give the value without a remark behind it."""
        value = self.value
        return (re.split(r"(?:\A| )#", value)[0] if "#" in value else value).rstrip()

    @property
    def value_start(self) -> int:
        """Index at which the value begins."""
        return self.end - len(self.value)


def written_lines(text: str) -> list[Line]:
    """Give the lines of a text."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    inside: int | None = None  # lines further right than this belong to the text above
    for match in _LINE.finditer(text):
        column = len(match[1])
        words = match[2].rstrip()
        if not words or (inside is not None and column > inside):
            continue
        inside = None
        if words.startswith("#"):
            if remark := _REMARK.match(words):
                yield replace(_line(match.start(), column, words), value=remark[1], remark=True)
            continue
        if words == "---":
            continue
        line = _line(match.start(), column, words)
        inside = _goes_on_after(line)
        yield line


def _line(start: int, column: int, words: str) -> Line:
    bullet = _BULLET.match(words)
    sign = bullet[0] if bullet else ""
    rest = words[len(sign) :]
    name = _NAME.match(rest)
    return Line(
        start=start,
        end=start + column + len(words),
        column=column,
        bullet=sign,
        inner=column + len(sign),
        name=name[1].rstrip(" ").strip("\"'") if name else None,
        value=rest[name.end() :] if name else rest,
    )


def _goes_on_after(line: Line) -> int | None:
    """Give the column right of which lines belong to the value of this one; None: they do not."""
    column = line.inner if line.name is not None else line.column
    sign = line.value[:1]
    if sign in _BLOCK_SIGNS and _BLOCK_TEXT.match(line.value):
        return column
    if sign in _CLOSED and not _CLOSED[sign].match(line.value):
        return column
    opened = sum(map(line.value.count, "[{")) > sum(map(line.value.count, "]}"))
    return column if sign in "[{" and sign and opened else None
