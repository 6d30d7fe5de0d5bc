"""The YAML that nearly every file holds, to nodes without a parser, which takes twice as long.

Fields and entries below one another, each value on one line or below `|`. Lists in brackets and
entries in braces end on their line. A line --- may stand above all, as in pages. Whatever else
stands in a text is refused, however right it may be, and then the parser reads that text. So what
is right is decided in one place, by the parser: what is read here is read as it reads it, place by
place, which `tests/source/test_plain_yaml.py` holds.
"""

from __future__ import annotations

import re

from sitegen.lazy import dataclass, pattern
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence

_DEEPEST = 12
"""Entries and lists inside one another; the real files need 6. In brackets as many more."""

_NO_SIGNS = "\u2028\u2029\ufeff\ufffe\uffff"
# With signs that stand far apart in them, the patterns took three times as long to compile.
_NO_SIGN = "\\x00-\\x1f\\x7f-\\xa0"
_NAME = "[A-Za-z_][A-Za-z0-9_-]{0,60}+"
_FIRST = "[A-Za-z0-9/(+$\\xa1-\\xff]"
_PLAIN = rf"{_FIRST}(?:[^{_NO_SIGN}:#]|:(?=[^{_NO_SIGN} ])|(?<=[^ ])#)*+(?<! )"
_QUOTED = rf"\"[^{_NO_SIGN}\"\\]*\"|'[^{_NO_SIGN}']*'"
_INSIDE = "A-Za-z0-9_./@+;!()%"
_IN_BRACKETS = rf"[A-Za-z0-9][{_INSIDE}-]*+(?: [{_INSIDE}][{_INSIDE}-]*+)*+"
_WORDS = rf"[^{_NO_SIGN} ][^{_NO_SIGN}]*+\n"
_LINE = pattern(
    # Spaces, a hyphen, the name of a field and its colon,
    rf"^( *+)(- ++)?(?:({_NAME})(:(?: ++(?!\n)|(?=\n))))?"
    # then the lines below `|`, as far right as the first of them,
    rf"(?:(\|\n( +){_WORDS}(?:(?:\6 *+{_WORDS})|\n)*+)"
    # or one value or none, or a comment.
    rf"|(?:({_PLAIN})|({_QUOTED})|([\[{{][^{_NO_SIGN}]*+)|(#[^{_NO_SIGN}]*+))?\n)",
    re.MULTILINE,
)
_IN_FLOW = pattern(rf"({_IN_BRACKETS})|({_QUOTED})")
_FLOW_NAME = pattern(rf"({_NAME}): ")
_BEGINNING = "---\n"


_made = tuple.__new__
"""Makes a node; to call its class takes twice as long, and there are many."""


class _RefusedError(Exception):
    """Something else stands here."""


@dataclass(slots=True)
class _Open:
    """A list, or an entry, that is not closed yet.

    `indent` is how far it stands from the left, `name` the field of which it is the value, and
    `next_name` the field of an entry whose value is to come.
    """

    indent: int
    start: int
    name: Scalar | None
    items: list[Node] | None
    fields: list[tuple[Scalar, Node]]
    next_name: Scalar | None = None


def plain_nodes(text: str, offset: int = 0) -> Node | None:
    """Give the nodes of a text whose first character has the index `offset` in its file.

    None where anything stands in it that is not known here.
    """
    if text.startswith(_BEGINNING):
        text, offset = text[len(_BEGINNING) :], offset + len(_BEGINNING)
    try:
        return _Reading().root(text, offset) if _is_readable(text) else None
    except _RefusedError:
        return None


def _is_readable(text: str) -> bool:
    """Tell whether every sign of a text can stand in YAML, apart from those that lines refuse."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a sign
        return False
    return not any(sign in text for sign in _NO_SIGNS)


class _Reading:
    """The lists and entries that are open, the outermost one first."""

    def __init__(self) -> None:
        self.stack: list[_Open] = []

    def root(self, text: str, offset: int) -> Node | None:
        at, top = offset, _Open(-1, 0, None, None, [])
        for spaces, hyphen, name, colon, block, first, plain, *others in _LINE.findall(text):
            column = len(spaces) + len(hyphen)
            start = at + column
            if not name and not hyphen:
                at = self._empty(start, spaces, block, plain, others)
                continue
            if hyphen or column != top.indent or top.items is not None or top.next_name is not None:
                top = self._place(len(spaces), column, start, hyphen=hyphen, name=name)
            if name:
                end = start + len(name)
                top.next_name = _made(Scalar, (name, start, end, True))
                start = end + len(colon)
            if plain:
                at = start + len(plain) + 1
                self._put(top, _made(Scalar, (plain, start, at - 1, True)))
            elif block:
                at = start + len(block)
                self._put(top, _block(block, first, start, top))
            else:
                at = start + self._other(top, start, *others)
        if at - offset < len(text):
            raise _RefusedError  # a line was passed over
        while len(self.stack) > 1:
            self._close()
        return self._closed() if self.stack else None

    def _empty(self, start: int, spaces: str, block: str, plain: str, others: list[str]) -> int:
        """Pass over an empty line or a comment; give where the next line begins."""
        *values, comment = others
        if block or plain or any(values) or (spaces and not comment):
            raise _RefusedError
        return start + len(comment) + 1

    def _other(self, top: _Open, at: int, quoted: str, flow: str, comment: str) -> int:
        """Take what begins at index `at` and is no plain value; give its length and 1."""
        if comment:
            raise _RefusedError
        if quoted:
            self._put(top, Scalar(quoted[1:-1], at, at + len(quoted), plain=False))
        elif flow:
            node, end = _flow(flow, 0, at, 1)
            if end < len(flow):
                raise _RefusedError  # something stands behind the bracket
            self._put(top, node)
        elif top.next_name is None:
            raise _RefusedError  # nothing stands behind a hyphen
        return len(quoted) + len(flow) + 1

    def _place(self, indent: int, column: int, start: int, *, hyphen: str, name: str) -> _Open:
        """Give the list or entry to which a line belongs that has its words in a column."""
        if not hyphen:
            self._to_entry(column, start)
        elif name and self._is_next(indent, column):
            done = self.stack.pop()
            self._put(
                self.stack[-1], Mapping(tuple(done.fields), done.start, done.fields[-1][1].end)
            )
            self._open(column, start, items=None)
        else:
            self._to_list(indent, start - column + indent)
            if name:
                self._open(column, start, items=None)
        return self.stack[-1]

    def _is_next(self, indent: int, column: int) -> bool:
        """Tell whether an entry of a list follows one like it, as most do."""
        if len(self.stack) < 2:
            return False
        outer, top = self.stack[-2:]
        is_alike = top.items is None and top.indent == column and top.next_name is None
        return is_alike and outer.items is not None and outer.indent == indent

    def _to_list(self, column: int, at: int) -> None:
        """Open a list whose hyphens stand in a column, or close what is inside of the open one."""
        top = self.stack[-1] if self.stack else None
        if top is None or (top.next_name is not None and column >= top.indent):
            self._open(column, at, items=[])
            return
        self._leave(column)
        if self.stack[-1].items is None or self.stack[-1].indent != column:
            raise _RefusedError

    def _to_entry(self, column: int, at: int) -> None:
        """Open an entry whose names stand in a column, or close what is inside of the open one."""
        top = self.stack[-1] if self.stack else None
        if top is None or (top.next_name is not None and column > top.indent):
            self._open(column, at, items=None)
            return
        self._leave(column)
        if self.stack[-1].items is not None:
            self._close()  # a list may stand as far left as its name
        if self.stack[-1].items is not None or self.stack[-1].indent != column:
            raise _RefusedError

    def _leave(self, column: int) -> None:
        """Close what stands further right; its last field must have its value."""
        while self.stack[-1].indent > column:
            self._close()
        if self.stack[-1].next_name is not None:
            raise _RefusedError

    def _open(self, column: int, at: int, items: list[Node] | None) -> None:
        if len(self.stack) > _DEEPEST:
            raise _RefusedError
        name = self.stack[-1].next_name if self.stack else None
        self.stack.append(_Open(column, at, name, items, []))

    def _close(self) -> None:
        """Close the innermost one. The outermost is closed only where the text ends."""
        if len(self.stack) < 2:
            raise _RefusedError
        done = self._closed()
        self.stack.pop()
        self._put(self.stack[-1], done)

    def _closed(self) -> Node:
        top = self.stack[-1]
        if top.next_name is not None:
            raise _RefusedError  # it has no value
        if top.items is None:
            return Mapping(tuple(top.fields), top.start, top.fields[-1][1].end)
        return Sequence(tuple(top.items), top.start, top.items[-1].end)

    def _put(self, top: _Open, node: Node) -> None:
        if top.next_name is not None:
            top.fields.append((top.next_name, node))
            top.next_name = None
        elif top.items is not None:
            top.items.append(node)
        else:
            raise _RefusedError


def _block(lines: str, first: str, at: int, top: _Open) -> Scalar:
    """Give the lines below `|`, the first of which begins with the spaces `first`."""
    if top.next_name is None or len(first) <= top.indent:
        raise _RefusedError
    words = lines[2 + len(first) :].replace(f"\n{first}", "\n").rstrip("\n")
    return Scalar(f"{words}\n", at, at + len(lines), plain=False)


def _flow(text: str, at: int, start: int, depth: int) -> tuple[Node, int]:
    """Read a value in brackets, at index `at` of a text that begins at index `start` of the file.

    Gives it, and the index in the text at which it ends. It stands in so many brackets.
    """
    sign = text[at : at + 1]
    if sign == "[" or sign == "{":  # noqa: PLR1714 - asked for each value, and faster
        if depth > _DEEPEST:
            raise _RefusedError
        return (_flow_list if sign == "[" else _flow_entry)(text, at, start, depth)
    found = _IN_FLOW.match(text, at)
    if found is None:
        raise _RefusedError
    end, words = found.end(), found[1]
    is_plain = words is not None
    text = words if is_plain else found[2][1:-1]
    return _made(Scalar, (text, start + at, start + end, is_plain)), end


def _flow_list(text: str, at: int, start: int, depth: int) -> tuple[Node, int]:
    items: list[Node] = []
    end = at + 1
    while not text.startswith("]", end):
        if items:
            end = _behind_comma(text, end)
        item, end = _flow(text, end, start, depth + 1)
        items.append(item)
    return Sequence(tuple(items), start + at, start + end + 1), end + 1


def _flow_entry(text: str, at: int, start: int, depth: int) -> tuple[Node, int]:
    fields: list[tuple[Scalar, Node]] = []
    end = at + 1
    while not (fields and text.startswith("}", end)):
        if fields:
            end = _behind_comma(text, end)
        name = _FLOW_NAME.match(text, end)
        if name is None:
            raise _RefusedError
        value, behind = _flow(text, name.end(), start, depth + 1)
        fields.append((Scalar(name[1], start + end, start + name.end(1), plain=True), value))
        end = behind
    return Mapping(tuple(fields), start + at, start + end + 1), end + 1


def _behind_comma(text: str, at: int) -> int:
    if not text.startswith(", ", at):
        raise _RefusedError
    return at + 2
