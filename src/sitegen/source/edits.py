"""A text after some edits, and the way back from its places to those of the text before them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from sitegen.diagnostics import Diagnostic, Source, Span
from sitegen.lazy import replace
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence


class Edit(NamedTuple):
    """What stands in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


class Edited:
    """The text of a file with edits that do not overlap."""

    def __init__(self, source: Source, edits: Iterable[Edit]) -> None:
        self.source = source
        parts: list[str] = []
        self._begins = [0]
        self._origins = [0]
        self._limits = [len(source.text)]
        done = length = 0
        for edit in sorted(edits):
            parts += [source.text[done : edit.start], edit.text]
            length += edit.start - done
            self._add(length, edit.start, edit.end)
            length += len(edit.text)
            self._add(length, edit.end, len(source.text))
            done = edit.end
        self.text = "".join([*parts, source.text[done:]])

    def _add(self, begin: int, origin: int, limit: int) -> None:
        if self._begins[-1] == begin:  # the part before is empty
            self._origins[-1], self._limits[-1] = origin, limit
        else:
            self._begins.append(begin)
            self._origins.append(origin)
            self._limits.append(limit)

    def place(self, at: int) -> int:
        """Give the index in the file of what stands at `at` now."""
        part = bisect_right(self._begins, at) - 1
        return min(self._origins[part] + at - self._begins[part], self._limits[part])

    def node(self, node: Node) -> Node:
        """Give the node at its place in the file."""
        start = self.place(node.start)
        end = max(start, self.place(node.end - 1) + 1)
        if isinstance(node, Sequence):
            return Sequence(tuple(map(self.node, node.items)), start, end)
        if isinstance(node, Mapping):
            fields = tuple((self._scalar(key), self.node(value)) for key, value in node.fields)
            return Mapping(fields, start, end, node.whole)
        return node._replace(start=start, end=end)

    def _scalar(self, key: Scalar) -> Scalar:
        return key._replace(start=self.place(key.start), end=self.place(key.end - 1) + 1)

    def _span(self, span: Span) -> Span:
        start = self.place(span.start)
        return Span(self.source, start, max(start, self.place(span.end - 1) + 1))

    def diagnostic(self, found: Diagnostic) -> Diagnostic:
        """Give the diagnostic at its place in the file."""
        related = tuple(replace(one, span=self._span(one.span)) for one in found.related)
        fix = found.fix and replace(found.fix, span=self._span(found.fix.span))
        return replace(found, span=self._span(found.span), related=related, fix=fix)
