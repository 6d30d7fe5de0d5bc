"""YAML with mistakes to nodes: every mistake at its place, and all that is right around them.

A parser gives up at the first mistake. So a text that it refuses is taken apart where its
indentation takes it apart, and each part is read alone: the fields of the file, then the entries
of a list, then the fields of an entry. What is right is read; what is not is `Unreadable` and was
reported. Each level reads a text once more, so the work grows with the file, not with its mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Places
from enum import Enum, auto
from functools import cache

from sitegen.diagnostics import Diagnostic, Source
from sitegen.lazy import dataclass, pattern, replace
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence, Unreadable, partial_at
from sitegen.source.plain_yaml import plain_nodes
from sitegen.source.unfinished_merge import blank
from sitegen.source.yaml_mistakes import explain_line
from sitegen.source.yaml_nodes import MOST_NAMED, Part, read_part

MOST_SPLIT = 8
"""Levels that are taken apart; the real files have six."""

_RUN = 64
"""Entries of a list that are read at once, after a mistake was found somewhere among them."""


def read_parts(
    source: Source, text: str, lost: Places[int]
) -> tuple[Node | None, list[Diagnostic]]:
    """Read the one document in `text`, which is not plain or has something taken out.

    `lost` are the places, in order, at which something was. None where nothing can be used.
    """
    parts = _Parts(source, lost)
    root = parts.whole(text)
    for place in parts.lost:
        root = root and partial_at(root, place)
    if parts.cut and isinstance(root, Mapping):
        root = root._replace(whole=False)
    return root, parts.found


class _Kind(Enum):
    """What a line begins."""

    ITEM = auto()
    FIELD = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A part of a text, from the beginning of its first line; indexes count from that of the file.

    `name` is that of a field, `inner` is where its value or the content of an item begins.
    """

    kind: _Kind
    start: int
    end: int
    name: Scalar | None
    inner: int


class _Parts:
    """What was found so far in the parts of one file."""

    def __init__(self, source: Source, lost: Places[int]) -> None:
        self.source = source
        self.lost = list(lost)
        self.found: list[Diagnostic] = []
        self.cut = False

    def whole(self, text: str) -> Node | None:
        """Read the text of the file: its first document, without directives."""
        part = self._parsed(text, 0)
        while part.failed is not None and (shorter := self._shorter(text, part.failed)) is not None:
            self.found.append(part.failed)
            self.lost = sorted({*self.lost, part.failed.span.start})
            self.cut = True
            text = shorter
            part = self._parsed(text, 0)
        if part.failed is not None and len(part.found) + 1 == MOST_NAMED:
            self.found += [*part.found, part.failed]
            return None  # the file was written for another program
        if part.failed is None:
            self.found += part.found
            return part.root
        return self._apart(text, 0, part.failed, MOST_SPLIT)

    def _shorter(self, text: str, failed: Diagnostic) -> str | None:
        """Give the text without its second document, or without a line that is a directive."""
        at = failed.span.start
        if failed.code == "second-document":
            return text[:at]
        line = _LINE.match(text, at)
        if failed.code == "yaml-feature" and line and line[2].startswith("%"):
            return text[:at] + blank(line.group()) + text[line.end() :]
        return None

    def _read(self, text: str, offset: int) -> Part:
        plain = None if self.lost else plain_nodes(text, offset)
        if plain is None:
            return self._parsed(text, offset)
        return Part(root=plain, found=(), failed=None)

    def _parsed(self, text: str, offset: int) -> Part:
        return read_part(self.source, text, offset, self.lost)

    def _apart(self, text: str, offset: int, failed: Diagnostic, levels: int) -> Node:
        """Read the pieces of a text that could not be read because of `failed`."""
        pieces = list(_pieces(text, offset))
        hopeless = failed.code == "too-deep" and not pieces[1:]
        if not levels or hopeless or not pieces or pieces[0].kind is _Kind.OTHER:
            self.found.append(failed)
            return _unreadable(text, offset)
        before = len(self.found)
        kind = pieces[0].kind
        fields: list[tuple[Scalar, Node]] = []
        own = [piece for piece in pieces if piece.kind is kind]
        whole = len(own) == len(pieces)
        self.found += [
            explain_line(self.source, piece.inner) for piece in pieces if piece.kind is not kind
        ]
        items = self._items(own, text, offset, levels) if kind is _Kind.ITEM else []
        for piece in own if kind is _Kind.FIELD else ():
            read, is_whole = self._field(piece, text, offset, levels)
            fields += read
            whole = whole and is_whole
        if len(self.found) == before:  # each is right by itself, and they do not fit together
            self.found.append(failed)
            whole = False
        start, end = pieces[0].start, pieces[-1].end
        if kind is _Kind.ITEM:
            return Sequence(tuple(items), start, end)
        start = fields[0][0].start if fields else start
        return Mapping(tuple(fields), start, end, whole)

    def _items(self, pieces: list[_Piece], text: str, offset: int, levels: int) -> list[Node]:
        """Read the entries of a list in runs. The one in which a run ends early is read alone.

        Where mistakes are many, runs are short: nothing is read many times.
        """
        items: list[Node] = []
        done, longest = 0, _RUN
        while done < len(pieces):
            run = pieces[done : done + longest]
            part = self._read(text[run[0].start - offset : run[-1].end - offset], run[0].start)
            read = part.root.items if isinstance(part.root, Sequence) else ()
            if part.failed is not None:
                at = part.failed.span.start
                read = part.items[: sum(piece.end <= at for piece in run)]
            if len(read) > len(run) or not all(map(_is_of, read, run)):
                read = ()  # what begins an entry there are not the hyphens of these pieces
            if len(read) == len(run):
                self.found += part.found
                longest = min(_RUN, 2 * longest)
            else:
                longest = max(1, longest // 4)
                run = run[: len(read) + 1]
                read = (*read, *self._item(run[-1], text, offset, levels))
            items += read
            done += len(run)
        return items

    def _item(self, piece: _Piece, text: str, offset: int, levels: int) -> list[Node]:
        part = self._read(text[piece.start - offset : piece.end - offset], piece.start)
        if part.failed is None and isinstance(part.root, Sequence):
            self.found += part.found
            return list(part.root.items)
        failed = part.failed or explain_line(self.source, piece.inner)
        # The content of an item is aligned as if spaces stood where its hyphen does.
        content = (
            " " * (piece.inner - piece.start) + text[piece.inner - offset : piece.end - offset]
        )
        return [self._apart(content, piece.start, failed, levels - 1)]

    def _field(
        self, piece: _Piece, text: str, offset: int, levels: int
    ) -> tuple[list[tuple[Scalar, Node]], bool]:
        """Read one field. Gives it, and whether nothing else can be hidden in its lines."""
        own = text[piece.start - offset : piece.end - offset]
        part = self._read(own, piece.start)
        if part.failed is None and isinstance(part.root, Mapping):
            self.found += part.found
            return list(part.root.fields), True
        failed = part.failed or explain_line(self.source, piece.inner)
        value = text[piece.inner - offset : piece.end - offset]
        if piece.name is None:
            self.found.append(failed)
            return [], False
        if value[:1] in {"\r", "\n"}:  # its value is the block below
            return [(piece.name, self._apart(value, piece.inner, failed, levels - 1))], True
        self.found.append(failed)
        one_line = not value.rstrip().count("\n") and not value.rstrip().count("\r")
        return [(piece.name, _unreadable(value, piece.inner))], one_line


def _is_of(node: Node, piece: _Piece) -> bool:
    return piece.start <= node.start < piece.end


def _unreadable(text: str, offset: int) -> Unreadable:
    start = offset + len(text) - len(text.lstrip())
    return Unreadable(start, max(start, offset + len(text.rstrip())))


_LINE = pattern(r"( *)([^\r\n]*)(?:\r\n?|\n|\Z)")
_ITEM = pattern(r"-(?:[ ]+|(?=[\r\n]|\Z))")
_FIELD = pattern(r"""("[^"\r\n]*"|'[^'\r\n]*'|\w[^:#\r\n]*?) *:(?:[ ]+|(?=[\r\n]|\Z))""")


def _pieces(text: str, offset: int) -> Iterator[_Piece]:
    """Yield the parts of a text: a part begins in each line that stands as far left as the first.

    Entries of a list may stand as far left as the name of the list, and what follows an open
    bracket anywhere.
    """
    written = (m for m in _LINE.finditer(text) if m[2].strip() and not m[2].startswith("#"))
    first = next(written, None)
    if first is None:
        return
    piece = _begins(first.start(), first.start(2), text, offset)
    left = _as_far_left(len(first[1]))
    for line in left.finditer(text, first.end(2)):
        start, at = line.start(1), line.end(1)
        next_piece = _begins(start, at, text, offset)
        so_far = text[piece.start - offset : start]
        if not _goes_on(next_piece, piece, so_far):
            yield replace(piece, end=start + offset)
            piece = next_piece
    yield replace(piece, end=len(text) + offset)


@cache
def _as_far_left(indent: int) -> re.Pattern[str]:
    """Match the end of a line before one that says something after at most so many spaces."""
    return re.compile(rf"[\r\n]( {{0,{indent}}})(?=[^ \r\n#])(?=[^\r\n]*\S)")


def _begins(line: int, at: int, text: str, offset: int) -> _Piece:
    start = line + offset
    if item := _ITEM.match(text, at):
        return _Piece(kind=_Kind.ITEM, start=start, end=start, name=None, inner=item.end() + offset)
    if field := _FIELD.match(text, at):
        quoted = field[1][0] in "\"'"
        words = field[1][1:-1] if quoted else field[1]
        begin = at + offset
        name = Scalar(words, begin, begin + len(field[1]), not quoted)
        inner = field.end() + offset
        return _Piece(kind=_Kind.FIELD, start=start, end=start, name=name, inner=inner)
    return _Piece(kind=_Kind.OTHER, start=start, end=start, name=None, inner=at + offset)


def _goes_on(line: _Piece, piece: _Piece, so_far: str) -> bool:
    """Tell whether a line as far left as `piece` still belongs to it."""
    if line.kind is _Kind.ITEM:
        value = so_far[piece.inner - piece.start :].lstrip()
        return piece.kind is _Kind.FIELD and (not value or value[0] == "-")
    opened = sum(map(so_far.count, "[{")) - sum(map(so_far.count, "]}"))
    return line.kind is _Kind.OTHER and opened > 0
