"""Mends what was typed and has one reading only, and leaves every other byte as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import unified_diff

from sitegen.check import Base, Clock, check_site
from sitegen.diagnostics import Diagnostic, Fix
from sitegen.folder import SiteFiles
from sitegen.lazy import pattern, replace
from sitegen.reports.harmless import harmless, harmless_lines

MOST_ROUNDS = 5
"""A fix may let more be read, and so show what can be mended next."""

_LINE_END = pattern(r"\r\n|\r|\n")
_BYTE_ORDER_MARK = "\ufeff"


def mended(files: SiteFiles, clock: Clock, base: Base | None = None) -> Mapping[str, bytes]:
    """Give the new bytes of every file in which something has a safe fix, by path.

    What a `base` says counts as published too.
    """
    now = dict(files.read)
    for _ in range(MOST_ROUNDS):
        report = check_site(replace(files, read=now), clock, base).report
        fixes: dict[str, list[Diagnostic]] = {}
        for diagnostic in report.diagnostics:
            fixes.setdefault(diagnostic.span.path, []).append(diagnostic)
        after = {path: mended_file(data, fixes.get(path, ())) for path, data in now.items()}
        if after == now:
            break
        now = after
    return {path: data for path, data in now.items() if data != files.read[path]}


def mended_file(data: bytes, diagnostics: Iterable[Diagnostic]) -> bytes:
    """Apply the safe fixes of one file, make its line ends alike, and drop a byte order mark.

    Where two fixes overlap, only the first is applied. A file that is not UTF-8 stays as it is.
    """
    try:
        text = data.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError:
        return data
    fixes = (one.fix for one in diagnostics if one.fix is not None and one.fix.safe)
    return _with_one_line_end(_applied(text, fixes)).encode()


def _applied(text: str, fixes: Iterable[Fix]) -> str:
    parts: list[str] = []
    done = 0
    for fix in sorted(fixes, key=lambda one: (one.span.start, one.span.end)):
        if fix.span.start >= done:
            parts += [text[done : fix.span.start], fix.text]
            done = fix.span.end
    return "".join([*parts, text[done:]])


def _with_one_line_end(text: str) -> str:
    """Make mixed line ends those that most lines have. CR alone is no line end any more."""
    ends = Counter(_LINE_END.findall(text))
    if set(ends) <= {"\n"} or set(ends) == {"\r\n"}:
        return text
    usual = "\r\n" if ends["\r\n"] > ends["\n"] + ends["\r"] else "\n"
    return _LINE_END.sub(lambda _: usual, text)


def difference(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> str:
    """Show what changes in each file, as a unified diff."""
    return "".join(
        line
        for path in sorted(after)
        for line in _difference(path, _lines(before[path]), _lines(after[path]))
    )


def _lines(data: bytes) -> list[str]:
    """Give the lines of a file, with what cannot be seen written out or masked."""
    text = data.decode("utf-8", errors="replace")
    shown = text.replace("\r\n", "␍\n").replace("\r", "␍\n").replace(_BYTE_ORDER_MARK, "<BOM>")
    return [f"{line}\n" for line in harmless_lines(shown.replace("\t", "␉")).split("\n")]


def _difference(path: str, before: list[str], after: list[str]) -> Iterator[str]:
    name = harmless(path)
    yield from unified_diff(before, after, f"a/{name}", f"b/{name}", n=1)
