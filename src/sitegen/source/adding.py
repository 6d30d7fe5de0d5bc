"""More entries for a list: where they are written, and how, so that every other byte stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.diagnostics import Source, Span, has_errors
from sitegen.lazy import dataclass, pattern
from sitegen.source.edits import Edit, Edited
from sitegen.source.nodes import Mapping as MappingNode
from sitegen.source.nodes import Node, Scalar
from sitegen.source.nodes import Sequence as SequenceNode
from sitegen.source.text import read_text
from sitegen.source.writing import written
from sitegen.source.yaml_reading import read_yaml

Entry = Mapping[str, str | Sequence[str]]
"""The fields of an entry, each with a text or several. Where they stand decides on their quotes."""

_STEP = 2
_MARK = b"\xef\xbb\xbf"
_BLANK = " \t\r\n"
_KEEPS = pattern(r"[|>][0-9]?\+")
_REMARK = pattern(r"( *)#")


class UnreadableError(Exception):
    """A file in which no place for an entry can be told."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} cannot be read as it stands. To see why: sitegen check")


def entry_lines(entry: Entry, indent: int = _STEP) -> list[str]:
    """Write an entry as the lines of a list."""
    lines = [f"{name}: {_written(value)}" for name, value in entry.items()]
    return [f"{' ' * indent}{'  ' if n else '- '}{line}" for n, line in enumerate(lines)]


def with_more(path: str, data: bytes, name: str, entries: Sequence[Entry]) -> bytes:
    """Give the file with entries at the end of its list `name`. Raises UnreadableError."""
    source, found = read_text(path, data)
    if source is None or any(one.code == "encoding" for one in found):
        raise UnreadableError(path)
    root, problems = read_yaml(source)
    if root is None or has_errors(problems):
        raise UnreadableError(path)
    text = Edited(source, [more(source, root, name, entries)]).text
    return (_MARK if data.startswith(_MARK) else b"") + text.encode()


def more(source: Source, owner: Node, name: str, entries: Sequence[Entry]) -> Edit:
    """Give the edit that puts `entries` at the end of the list `name` of an entry.

    They have the form of those that are there. Raises UnreadableError where only a person can tell
    the place.
    """
    if not isinstance(owner, MappingNode) or not owner.whole or not owner.fields:
        raise UnreadableError(source.path)
    adding = _Adding(source, owner, entries, source.text[owner.start] == "{")
    key, value = next((one for one in owner.fields if one[0].text == name), (None, None))
    if key is None or value is None:
        return adding.as_field(name)
    if isinstance(value, SequenceNode):
        return adding.behind_others(value) if value.items else adding.in_brackets(key, value)
    if _is_nothing(value):
        return adding.below_name(key)
    raise UnreadableError(source.path)


@dataclass(frozen=True, slots=True)
class _Adding:
    """What to add to a list of `owner`, which may stand in braces."""

    source: Source
    owner: MappingNode
    entries: Sequence[Entry]
    braces: bool

    def as_field(self, name: str) -> Edit:
        """Write the list with its name, which is not there."""
        key, value = self.owner.fields[-1]
        if self.braces:
            at = self._colon(key) if _is_nothing(value) else self._end(value)
            return _insertion(at, f", {name}: [{self._flow()}]")
        column = self._column(self.owner.fields[0][0])
        lines = [f"{' ' * column}{name}:", *self._lines(column + _STEP)]
        return self._below(self._last_line(value), column, lines)

    def behind_others(self, found: SequenceNode) -> Edit:
        """Write them behind the last one, as far from it as that is from the one before."""
        last = found.items[-1]
        if self._sign(found) == "[":
            return _insertion(self._end(last), f", {self._flow()}")
        column = self._column(found)
        apart = len(found.items) > 1 and self._is_apart(*found.items[-2:])
        lines = self._lines(column, braces=self._sign(last) == "{", apart=apart)
        return self._below(self._last_line(found), column + 1, lines)

    def in_brackets(self, key: Scalar, found: SequenceNode) -> Edit:
        """Write them into brackets that hold nothing, or in place of those."""
        text = self.source.text
        if self.braces or text[found.start + 1 : found.end - 1].strip():  # a comment is in them
            return _insertion(found.start + 1, self._flow())
        below = self._below_name(key, found.end)
        start = len(text[: found.start].rstrip(_BLANK))
        return Edit(start, below.end, text[found.end : below.end] + below.text)

    def below_name(self, key: Scalar) -> Edit:
        """Write them below the name of a list without a value."""
        if self.braces:
            return _insertion(self._colon(key), f" [{self._flow()}]")
        return self._below_name(key, key.end)

    def _below_name(self, key: Scalar, end: int) -> Edit:
        column = self._column(key)
        return self._below(self._line(end), column + 1, self._lines(column + _STEP))

    def _below(self, line: int, column: int, lines: Sequence[str]) -> Edit:
        """Write lines below another, and below the remarks of it that begin at a column."""
        source = self.source
        last = len(source.line_starts)
        while line < last and (found := _REMARK.match(source.line(line + 1))):
            if len(found[1]) < column:
                break
            line += 1
        at = source.line_bounds(line)[1]
        like = min(line, last - 1)  # the last line has no end
        sign = source.text[source.line_bounds(like)[1] : source.line_starts[like]] if like else "\n"
        text = "".join(f"{sign}{one}" for one in lines)
        return _insertion(at, text if line < last else f"{text}{sign}")

    def _lines(self, column: int, *, braces: bool = False, apart: bool = False) -> list[str]:
        found: list[str] = []
        for one in self.entries:
            found += [""] if apart else []
            found += [f"{' ' * column}- {_flow(one)}"] if braces else entry_lines(one, column)
        return found

    def _flow(self) -> str:
        return ", ".join(map(_flow, self.entries))

    def _is_apart(self, before: Node, last: Node) -> bool:
        """Tell whether an empty line stands between two entries, and may stand below the last."""
        if _KEEPS.match(self.source.text, self._innermost(last).start):
            return False  # it would belong to the text
        between = range(self._last_line(before) + 1, self._line(last.start))
        return any(not self.source.line(line).strip() for line in between)

    def _last_line(self, node: Node) -> int:
        """Give the line in which a value ends, without empty lines that say nothing."""
        line, last = self._line(self._end(node)), self._innermost(node)
        if not isinstance(last, Scalar) or last.plain or self._sign(last) not in {"|", ">"}:
            return line
        words = last.text.rstrip(_BLANK)
        return line + max(len(last.text[len(words) :].splitlines()) - bool(words), 0)

    def _innermost(self, node: Node) -> Node:
        """Give what ends a value. A hyphen with nothing behind it has no place that is known."""
        while inside := _inside(node):
            node, outer = inside[-1], node
            if isinstance(outer, SequenceNode) and _is_nothing(node):
                raise UnreadableError(self.source.path)
        return node

    def _end(self, node: Node) -> int:
        """Give where a value ends, without blank lines below it."""
        return node.start + len(self.source.text[node.start : node.end].rstrip(_BLANK))

    def _colon(self, key: Scalar) -> int:
        """Give the place behind the colon of a field."""
        return self.source.text.index(":", key.end) + 1

    def _sign(self, node: Node) -> str:
        return self.source.text[node.start : node.start + 1]

    def _line(self, at: int) -> int:
        return Span(self.source, at, at).line

    def _column(self, node: Node) -> int:
        return Span(self.source, node.start, node.end).column - 1


def _insertion(at: int, text: str) -> Edit:
    return Edit(at, at, text)


def _inside(node: Node) -> Sequence[Node]:
    if isinstance(node, MappingNode):
        return [value for _, value in node.fields]
    return node.items if isinstance(node, SequenceNode) else ()


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and not node.text


def _written(value: str | Sequence[str], *, in_brackets: bool = False) -> str:
    if isinstance(value, str):
        return written(value, in_brackets=in_brackets)
    return f"[{', '.join(written(one, in_brackets=True) for one in value)}]"


def _flow(entry: Entry) -> str:
    fields = (f"{name}: {_written(value, in_brackets=True)}" for name, value in entry.items())
    return f"{{{', '.join(fields)}}}"
