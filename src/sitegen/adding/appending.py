"""A YAML file with one entry more at the end of a list, every other sign as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.diagnostics import Severity, Source
from sitegen.lazy import dataclass, pattern
from sitegen.source.edits import Edit, Edited
from sitegen.source.nodes import Mapping as MappingNode
from sitegen.source.nodes import Node, Scalar
from sitegen.source.nodes import Sequence as SequenceNode
from sitegen.source.text import read_text
from sitegen.source.writing import written
from sitegen.source.yaml_reading import read_yaml

Fields = Mapping[str, str | Sequence[str]]
"""The fields of an entry: texts, and lists of texts."""

_STEP = 2
_MARK = b"\xef\xbb\xbf"
_BEFORE_HYPHEN = pattern(r"(?:^|[\r\n])([ ]*)-[ \r\n]+(?:#[^\r\n]*[\r\n]+[ ]*)?$")
_REMARK = pattern(r"(?:\r\n?|\n)([ ]+)#[^\r\n]*")
_BLANK_LINE = pattern(r"(?:\r\n?|\n)[ ]*(?:\r\n?|\n)")
_REST_OF_LINE = pattern(r"[^\r\n]*")


class UnreadableError(Exception):
    """A file in which no place for an entry can be told."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} cannot be read as it stands. To see why: sitegen check")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a list goes on: the index, the spaces before its hyphens, a blank line or none."""

    at: int
    indent: int
    blank: bool = False


def entry_lines(fields: Fields, indent: int = _STEP) -> list[str]:
    """Write an entry as the lines of a list."""
    lines = [f"{name}: {_value(value)}" for name, value in fields.items()]
    space = " " * indent
    return [f"{space}{'- ' if n == 0 else '  '}{line}" for n, line in enumerate(lines)]


def with_entry(path: str, data: bytes, name: str, fields: Fields) -> bytes:
    """Give the file with an entry at the end of the list called `name`.

    Raises `UnreadableError` where the file cannot be read so far that its place is clear.
    """
    source, found = read_text(path, data)
    if source is None or any(one.code == "encoding" for one in found):
        raise UnreadableError(path)
    root, problems = read_yaml(source)
    wrong = any(one.severity is Severity.ERROR for one in problems)
    if (
        wrong
        or not isinstance(root, MappingNode)
        or source.text[root.start : root.start + 1] == "{"
    ):
        raise UnreadableError(path)
    text = Edited(source, _edits(source, root, name, fields)).text
    mark = _MARK if data.startswith(_MARK) else b""
    return mark + text.encode()


def _edits(source: Source, root: MappingNode, name: str, fields: Fields) -> list[Edit]:
    text = source.text
    end = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    node = root.get(name)
    if node is None:
        column = root.fields[0][0].start - _line_start(text, root.fields[0][0].start)
        lines = [f"{' ' * column}{name}:", *entry_lines(fields, column + _STEP)]
        lead = "" if not text or text.endswith(("\n", "\r")) else end
        return [Edit(len(text), len(text), f"{lead}{end.join(lines)}{end}")]
    edits: list[Edit] = []
    if isinstance(node, SequenceNode) and text[node.start] == "[":
        if node.items:
            last = node.items[-1].end
            return [Edit(last, last, f", {_in_braces(fields)}")]
        edits.append(Edit(_without_spaces(text, node.start), node.end, ""))
        place = _below(text, root, name, node.end)
    elif isinstance(node, SequenceNode):
        place = _after(source, node)
    elif isinstance(node, Scalar) and node.plain and not node.text:
        place = _below(text, root, name, node.end)
    else:
        raise UnreadableError(source.path)
    lines = [*([""] if place.blank else []), *entry_lines(fields, place.indent)]
    return [*edits, Edit(place.at, place.at, "".join(f"{end}{line}" for line in lines))]


def _below(text: str, root: MappingNode, name: str, after: int) -> _Place:
    """Give the place below the name of a list that has no entry yet."""
    key = next(key for key, _ in root.fields if key.text == name)
    column = key.start - _line_start(text, key.start)
    return _Place(_line_end(text, max(after, key.end)), column + _STEP)


def _after(source: Source, node: SequenceNode) -> _Place:
    """Give the place behind the last entry, with the remarks that belong to it."""
    text, last = source.text, node.items[-1]
    found = _BEFORE_HYPHEN.search(text, 0, last.start)
    if found is None:
        raise UnreadableError(source.path)
    indent = len(found[1])
    at = _line_end(text, len(text[: last.end].rstrip()))
    while (remark := _REMARK.match(text, at)) and len(remark[1]) > indent:
        at = remark.end()
    blank = len(node.items) > 1 and _is_apart(text, node.items[-2], last)
    return _Place(at, indent, blank)


def _is_apart(text: str, before: Node, last: Node) -> bool:
    content = len(text[: before.end].rstrip())
    return _BLANK_LINE.search(text, content, last.start) is not None


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    found = _REST_OF_LINE.match(text, at)
    return found.end() if found else at


def _without_spaces(text: str, at: int) -> int:
    """Give where the spaces before an index begin."""
    return len(text[:at].rstrip(" "))


def _value(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return written(value)
    return f"[{', '.join(written(one, in_brackets=True) for one in value)}]"


def _in_braces(fields: Fields) -> str:
    parts = [
        f"{name}: {written(value, in_brackets=True) if isinstance(value, str) else _value(value)}"
        for name, value in fields.items()
    ]
    return f"{{{', '.join(parts)}}}"
