"""The lines that git leaves in a file where two versions of it contradict each other.

Often only some of them are left, because somebody deleted the others by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.lazy import dataclass, pattern

_MARK = pattern(
    r"(?:^|(?<=\r))(?:<{7}(?: [^\r\n]*)?|\|{7}(?: [^\r\n|]*)?|={7}[ \t]*|>{7}(?: [^\r\n]*)?)"
    r"(?=[\r\n]|\Z)",
    re.MULTILINE,
)
_GROUP = pattern(r"<\|?=?>?|\|=?>?|=>?|>")
_NAMES = {"<": "<<<<<<<", "|": "|||||||", "=": "=======", ">": ">>>>>>>"}
_BEGINNING = pattern(r" *(?:[\w-]+:)?")
_LINE_END = pattern(r"\r\n?|\n")

_MOST_AGAIN = 40
"""Lines in which a second version is looked for, where only the mark between the two is left."""

Marks = Mapping[str, re.Match[str]]
"""The marks of one conflict that are left, by their sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What is said of the marks in a text, and the text without them and without second versions.

    It is as long as it was.
    """

    found: Diagnostic
    text: str


def unfinished_merge(
    source: Source, text: str, start: int = 0, *, markdown: bool = False
) -> Merge | None:
    """Find the marks in a text of the file, from index `start` on. All are one report.

    In Markdown, ======= below a line makes a heading of it.
    """
    if not any(name in text for name in _NAMES.values()):
        return None
    marks = list(_MARK.finditer(text, start))
    if markdown:
        marks = _without_markdown(text, marks)
    if not marks:
        return None
    gone: list[tuple[int, int]] = [mark.span() for mark in marks]
    signs = "".join(mark[0][0] for mark in marks)
    both: list[Marks] = []
    for group in _GROUP.finditer(signs):
        left = {mark[0][0]: mark for mark in marks[group.start() : group.end()]}
        second = _second_version(text, left)
        if second is not None:
            both.append(left)
            gone.append(second)
    found = _both_versions(source, both[0]) if both else _only_marks(source, marks)
    return Merge(found=found, text=_without(text, gone))


def _without(text: str, gone: Iterable[tuple[int, int]]) -> str:
    parts: list[str] = []
    done = 0
    for start, end in sorted(gone):
        parts += [text[done:start], blank(text[max(start, done) : end])]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def blank(text: str) -> str:
    """Give as many spaces, and the same line ends."""
    return re.sub(r"[^\r\n]", " ", text)


def _both_versions(source: Source, left: Marks) -> Diagnostic:
    """Say that two versions are there, at the first of their marks that is left."""
    names = [name for sign, name in _NAMES.items() if sign in left]
    first = min(left.values(), key=lambda mark: mark.start())
    message = "Two versions of this file were merged, and both are still in it."
    marks = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    help_ = (
        f"Keep the lines that are right. Delete the others, and the lines that begin with {marks}."
    )
    end = first.start() + len(names[0])
    return problem("syntax", Span(source, first.start(), end), message, help_)


def _only_marks(source: Source, marks: list[re.Match[str]]) -> Diagnostic:
    """Say that marks are left without a second version."""
    spans = [Span(source, mark.start(), mark.start() + len(mark[0].rstrip())) for mark in marks]
    others = [str(span.line) for span in spans[1:]]
    help_ = "Delete this line."
    if others:
        lines = f"lines {', '.join(others[:-1])} and {others[-1]}" if others[1:] else others[0]
        help_ = f"Delete this line and {lines if others[1:] else f'line {lines}'}."
    message = "This line is left from a merge of two versions of this file. It says nothing."
    return problem("syntax", spans[0], message, help_)


def _second_version(text: str, left: Marks) -> tuple[int, int] | None:
    """Give where the second version stands, if it is there and where it ends can be told."""
    between = left.get("=")
    if between is None:
        return None
    base = left.get("|", between)
    last = left.get(">")
    if last is not None and ("<" in left or "|" in left):
        return base.start(), last.end()
    start = left["<"].end() if "<" in left else 0
    above = _lines_before(text, start, base.start())
    below = list(_lines(text, between.end(), last.start() if last else len(text)))
    again = _said_again([words for _, words in above], [words for _, words in below])
    if not again or (last is not None and again < len(below)):
        return None
    return base.start(), below[again - 1][0]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Give the lines of a part of a text with words, each with where it ends."""
    for number, (begin, stop) in enumerate(pairwise(_borders(text, start, end))):
        if number > _MOST_AGAIN:
            return
        if words := text[begin:stop].strip("\r\n"):
            yield stop, words


def _borders(text: str, start: int, end: int) -> Iterator[int]:
    yield start
    for match in _LINE_END.finditer(text, start, end):
        yield match.end()
    yield end


def _lines_before(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Give the last lines with words of a part of a text."""
    begin = end
    for _ in range(_MOST_AGAIN):
        at = max(text.rfind("\n", start, max(begin - 1, start)), start)
        if at == start:
            begin = start
            break
        begin = at + 1
    return list(_lines(text, begin, end))


def _said_again(above: list[str], below: list[str]) -> int:
    """Give how many of the lines below say what the last lines above say, in another version.

    Entries of one list look alike. So one that begins in these lines must be the same.
    """
    for count in range(min(len(above), len(below)), 0, -1):
        if all(map(_is_version, above[-count:], below[:count])):
            return count
    return 0


def _is_version(one: str, other: str) -> bool:
    if one == other:
        return True
    begin = _BEGINNING.match(one), _BEGINNING.match(other)
    names = [match[0] for match in begin if match]
    return names[0] == names[1] and names[0].endswith(":")


def _without_markdown(text: str, marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """Give the marks that are not Markdown: the line below a heading, an empty line of a table."""
    some = [mark for mark in marks if mark[0][0] in "<>"]
    return [mark for mark in marks if some or not _is_markdown(text, mark)]


def _is_markdown(text: str, mark: re.Match[str]) -> bool:
    before = text[max(0, mark.start() - 2000) : mark.start()].splitlines()[-2:]
    above = before[-1].strip() if before else ""
    higher = before[-2].strip() if before[1:] else ""
    if mark[0][0] == "|":
        return above.startswith("|") or "|" in above
    one_line = bool(above) and not higher
    return one_line and above[-1] not in ".,;:" and not re.match(r"[-*+>#|] |\d+[.)] ", above)
