"""One more entry for a list of an entry: where it is written, so that every other byte stays."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.diagnostics import Source, Span
from sitegen.source.fields import At
from sitegen.source.nodes import Mapping as Entry
from sitegen.source.nodes import Node, Scalar, Sequence
from sitegen.source.writing import written


def one_more(at: At, name: str, entry: Mapping[str, str]) -> tuple[Span, str] | None:
    """Give what to write where, so that `entry` is the last one of the list `name` of a record.

    It has the form of the entries that are there. None where the list is written in a way that
    cannot be told.
    """
    node, source = at.node, at.source
    if not isinstance(node, Entry) or not node.whole or not node.fields:
        return None
    is_braces = source.text[node.start] == "{"
    of_name = [(key, value) for key, value in node.fields if key.text == name]
    if not of_name:
        if is_braces:
            last = _end(source, *node.fields[-1])
            return Span(source, last, last), f", {name}: [{_in_braces(entry)}]"
        column = _column(source, node.fields[0][0].start)
        lines = [f"{' ' * column}{name}:", *_lines(entry, column + 2)]
        return _below(source, _end(source, *node.fields[-1]), lines)
    key, found = of_name[0]
    if isinstance(found, Sequence):
        return _in_list(source, key, found, entry)
    is_empty = isinstance(found, Scalar) and found.plain and not found.text
    if not is_empty or is_braces:
        return None
    return _below(source, key.end, _lines(entry, _column(source, key.start) + 2))


def _in_list(
    source: Source, key: Scalar, found: Sequence, entry: Mapping[str, str]
) -> tuple[Span, str] | None:
    """Give what to write behind the last entry of a list."""
    if source.text[found.start] == "[":
        last = _end_of(source, found.items[-1]) if found.items else found.start + 1
        before = ", " if found.items else ""
        return Span(source, last, last), f"{before}{_in_braces(entry)}"
    if not found.items:
        return None
    last_item = found.items[-1]
    column = _column(source, source.text.rindex("-", key.end, last_item.start))
    is_braces = source.text[last_item.start] == "{"
    lines = [f"{' ' * column}- {_in_braces(entry)}"] if is_braces else _lines(entry, column)
    return _below(source, _end_of(source, last_item), lines)


def _lines(entry: Mapping[str, str], column: int) -> list[str]:
    """Write an entry of a list below one another."""
    signs = ["- ", *["  "] * (len(entry) - 1)]
    return [
        f"{' ' * column}{sign}{name}: {written(text)}"
        for sign, (name, text) in zip(signs, entry.items(), strict=True)
    ]


def _in_braces(entry: Mapping[str, str]) -> str:
    fields = (f"{name}: {written(text, in_brackets=True)}" for name, text in entry.items())
    return f"{{{', '.join(fields)}}}"


def _below(source: Source, at: int, lines: list[str]) -> tuple[Span, str]:
    """Give what to write below the line of `at`, with the line ends that the file has there."""
    number = Span(source, at, at).line
    _, end = source.line_bounds(number)
    text = source.text
    around = text[end : end + 2] or text[source.line_bounds(max(number - 1, 1))[1] :][:2]
    sign = "\r\n" if around == "\r\n" else "\n"
    return Span(source, end, end), "".join(f"{sign}{line}" for line in lines)


def _end(source: Source, key: Scalar, value: Node) -> int:
    """Give where a field ends, which may have no value."""
    return max(key.end + 1, _end_of(source, value))


def _end_of(source: Source, node: Node) -> int:
    """Give where a value ends, without blank lines below a text."""
    return node.start + len(source.text[node.start : node.end].rstrip())


def _column(source: Source, at: int) -> int:
    return Span(source, at, at).column - 1
