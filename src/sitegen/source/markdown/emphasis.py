"""Emphasis: which signs `*`, `_` and `~` belong together.

After the algorithm in https://spec.commonmark.org/0.31.2/#phase-2-inline-structure
"""

from __future__ import annotations

from typing import Literal

from sitegen.source.markdown.characters import is_punctuation, is_space
from sitegen.source.markdown.nodes import Inline, Marked, Text

_DEEPEST = 40
"""Marks inside one another; no text needs more, and programs that read the page break at some."""


class Piece:
    """A part of a line, in a chain."""

    __slots__ = ("depth", "next", "node", "previous")

    def __init__(self, node: Inline) -> None:
        self.node = node
        self.previous: Piece | None = None
        self.next: Piece | None = None
        self.depth = 0


class Chain:
    """The parts of a line, in order. One can be put in or taken out at once, wherever it stands."""

    def __init__(self) -> None:
        self.first: Piece | None = None
        self.last: Piece | None = None

    def add(self, node: Inline) -> Piece:
        """Put a part at the end."""
        piece = Piece(node)
        piece.previous = self.last
        if self.last is None:
            self.first = piece
        else:
            self.last.next = piece
        self.last = piece
        return piece

    def take(self, after: Piece, before: Piece | None) -> tuple[list[Inline], int]:
        """Take out what stands between two parts. Give how deep it is, too."""
        nodes, depth, piece = [], 0, after.next
        while piece is not None and piece is not before:
            nodes.append(piece.node)
            depth = max(depth, piece.depth)
            piece = piece.next
        after.next = before
        if before is None:
            self.last = after
        else:
            before.previous = after
        return nodes, depth

    def put(self, node: Inline, after: Piece) -> Piece:
        """Put a part behind another one."""
        piece = Piece(node)
        piece.previous, piece.next = after, after.next
        if after.next is None:
            self.last = piece
        else:
            after.next.previous = piece
        after.next = piece
        return piece

    def remove(self, piece: Piece) -> None:
        """Take out a part."""
        if piece.previous is None:
            self.first = piece.next
        else:
            piece.previous.next = piece.next
        if piece.next is None:
            self.last = piece.previous
        else:
            piece.next.previous = piece.previous

    def nodes(self) -> list[Inline]:
        """Give all parts."""
        found, piece = [], self.first
        while piece is not None:
            found.append(piece.node)
            piece = piece.next
        return found


class Delimiter:
    """A row of one sign that may open or close emphasis."""

    __slots__ = ("can_close", "can_open", "length", "next", "piece", "previous", "serial", "sign")

    def __init__(self, piece: Piece, sign: str, length: int, *, opens: bool, closes: bool) -> None:
        self.piece = piece
        self.sign = sign
        self.length = length
        self.can_open = opens
        self.can_close = closes
        self.serial = 0
        self.previous: Delimiter | None = None
        self.next: Delimiter | None = None


def flanking(sign: str, before: str, after: str) -> tuple[bool, bool]:
    """Tell if a row of `sign` between two characters can open emphasis, and if it can close it."""
    space_before, space_after = is_space(before), is_space(after)
    sign_before, sign_after = is_punctuation(before), is_punctuation(after)
    left = not space_after and (not sign_after or space_before or sign_before)
    right = not space_before and (not sign_before or space_after or sign_after)
    if sign != "_":
        return left, right
    return left and (not right or sign_before), right and (not left or sign_after)


class Delimiters:
    """The rows of signs of one line that are not paired yet."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self.last: Delimiter | None = None
        self._serial = 0

    def add(self, delimiter: Delimiter) -> None:
        """Put a row at the end."""
        self._serial += 1
        delimiter.serial = self._serial
        delimiter.previous = self.last
        if self.last is not None:
            self.last.next = delimiter
        self.last = delimiter

    def _remove(self, delimiter: Delimiter) -> None:
        if delimiter.previous is not None:
            delimiter.previous.next = delimiter.next
        if delimiter.next is None:
            self.last = delimiter.previous
        else:
            delimiter.next.previous = delimiter.previous

    def pair(self, bottom: Delimiter | None) -> None:
        """Make emphasis of all rows behind `bottom`."""
        lowest = bottom.serial if bottom is not None else 0
        floors: dict[tuple[str, bool, int], int] = {}
        closer = self.last
        while closer is not None and closer.previous is not bottom:
            closer = closer.previous
        while closer is not None:
            if not closer.can_close:
                closer = closer.next
                continue
            key = (closer.sign, closer.can_open, closer.length % 3)
            opener = self._opener(closer, max(lowest, floors.get(key, 0)))
            if opener is not None:
                closer = self._join(opener, closer)
                continue
            floors[key] = closer.previous.serial if closer.previous is not None else 0
            after = closer.next
            if not closer.can_open:
                self._remove(closer)
            closer = after
        while self.last is not None and self.last is not bottom:
            self._remove(self.last)

    @staticmethod
    def _opener(closer: Delimiter, floor: int) -> Delimiter | None:
        opener = closer.previous
        while opener is not None and opener.serial > floor:
            if opener.can_open and opener.sign == closer.sign:
                both = closer.can_open or opener.can_close
                odd = (opener.length + closer.length) % 3 == 0 and closer.length % 3 != 0
                if not (both and odd):
                    return opener
            opener = opener.previous
        return None

    def _join(self, opener: Delimiter, closer: Delimiter) -> Delimiter | None:
        """Mark what stands between two rows; give the row to look at next."""
        first, last = opener.piece.node, closer.piece.node
        assert isinstance(first, Text)  # noqa: S101 - a row of signs
        assert isinstance(last, Text)  # noqa: S101
        if closer.sign == "~":
            if len(first.text) != len(last.text):
                return closer.next
            number = len(first.text)
        else:
            number = 2 if len(first.text) >= 2 and len(last.text) >= 2 else 1
        while closer.previous is not opener:
            assert closer.previous is not None  # noqa: S101 - the opener stands before
            self._remove(closer.previous)
        children, depth = self._chain.take(opener.piece, closer.piece)
        start, end = first.end - number, last.start + number
        if depth >= _DEEPEST:  # too deep to be shown: the signs stay as they are
            for child in children:
                piece = self._chain.put(child, closer.piece.previous or opener.piece)
                piece.depth = depth
            following = closer.next
            self._remove(opener)
            self._remove(closer)
            return following
        tag: Literal["em", "strong", "del"] = "em" if number == 1 else "strong"
        node = Marked(start, end, "del" if closer.sign == "~" else tag, children)
        self._chain.put(node, opener.piece).depth = depth + 1
        first.text, first.end = first.text[number:], start
        last.text, last.start = last.text[number:], end
        if not first.text:
            self._chain.remove(opener.piece)
            self._remove(opener)
        if last.text:
            return closer
        following = closer.next
        self._chain.remove(closer.piece)
        self._remove(closer)
        return following
