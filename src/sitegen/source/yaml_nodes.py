"""One part of a YAML text to nodes with places, from the parser's events.

Events instead of a loader: the field decides later how its text is read, every value keeps its
place, and depth is limited in the stream, where the C loader would crash the interpreter.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_left
from collections.abc import Callable
from collections.abc import Sequence as Places
from itertools import takewhile
from typing import Any

import yaml

from sitegen.diagnostics import Diagnostic, Fix, Source, Span, problem
from sitegen.lazy import dataclass, field, pattern
from sitegen.source.cut_off import cut_off, is_cut_off
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence, Unreadable
from sitegen.source.wording import in_quotes, quoted, shown
from sitegen.source.yaml_mistakes import (
    explain,
    nested_too_deep,
    no_colon_in_braces,
    open_quote,
    second_part,
    special_sign,
    split_at_comma,
)

DEEPEST = 40
"""Entries and lists inside one another; the real files need 6."""

MOST_NAMED = 100
"""Mistakes of this kind in one file; after so many, reading it further helps nobody."""

_QUOTES = frozenset({'"', "'"})
_FIELD_LINE = pattern(r"(?:\r\n?|\n)( *)(?:-(?= )|(?:- +)*[\w-]+:(?=[ \r\n]))")
_REMARK = pattern(r" +(#[^\r\n]*)")

EventParser = Callable[[str], Any]
"""Makes a parser with PyYAML's `get_event` and `dispose` for a text."""


def _libyaml() -> EventParser:
    if not yaml.__with_libyaml__:
        message = "PyYAML is installed without libyaml. To install it again with it: "
        raise ImportError(f"{message}pip install --force-reinstall --only-binary :all: pyyaml")
    found: EventParser = importlib.import_module("yaml.cyaml").CParser
    return found


_LIBYAML = _libyaml()
"""Some twenty times as fast as PyYAML's own parser. The two judge some texts differently, so a file
must not depend on which of them a machine has."""


@dataclass(slots=True)
class _Open:
    """A list or an entry that is not closed yet. An entry's values are its names and values."""

    is_mapping: bool
    start: int
    flow: bool
    values: list[Node] = field(default_factory=list)
    key_is_next: bool = True
    readable: bool = True


class _StoppedError(Exception):
    """Reading cannot go on after the diagnostic that was just added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a part of a file was read as, and what was found in it.

    `failed` says where it could not be read on; then there is no root. `items` are the entries of
    a list that were read before that.
    """

    root: Node | None
    found: tuple[Diagnostic, ...]
    failed: Diagnostic | None
    items: tuple[Node, ...] = ()


def read_part(
    source: Source,
    text: str,
    offset: int = 0,
    lost: Places[int] = (),
) -> Part:
    """Read `text`, whose first character stands at index `offset` of the file.

    `lost` are places, in order, at which something was taken out: a text around one is unreadable.
    """
    reading = _Reading(source, offset, lost, remarks=" #" in text)
    try:
        _take_all(text, _LIBYAML, reading)
    except yaml.YAMLError as error:
        failed = explain(error, source, offset, offset + len(text))
        return Part(root=None, found=(), failed=failed, items=reading.items)
    except _StoppedError:
        *found, failed = reading.found
        return Part(root=None, found=tuple(found), failed=failed, items=reading.items)
    return Part(root=reading.root, found=tuple(reading.found), failed=None)


def _take_all(text: str, parser: EventParser, reading: _Reading) -> None:
    events = parser(text)
    next_event, take = events.get_event, reading.take
    try:
        while (event := next_event()) is not None:
            take(event)
    except yaml.YAMLError as error:
        # libyaml looks ahead and refuses brackets that no event was given for. PyYAML's own parser
        # gives the events up to the place where we refuse them.
        if parser is not _LIBYAML or not nested_too_deep(error):
            raise
    else:
        return
    finally:
        events.dispose()
    _take_all(text, yaml.SafeLoader, reading)


class _Reading:
    """The nodes built so far and what was found on the way."""

    def __init__(self, source: Source, offset: int, lost: Places[int], *, remarks: bool) -> None:
        self.source = source
        self.offset = offset
        self.remarks = remarks
        self.lost = lost
        self.root: Node | None = None
        self.found: list[Diagnostic] = []
        self.stack: list[_Open] = []
        self.documents = 0

    @property
    def items(self) -> tuple[Node, ...]:
        """The entries of the outermost list that are complete, where nothing was found in any."""
        outer = self.stack[0] if self.stack and not self.found else None
        return () if outer is None or outer.is_mapping else tuple(outer.values)

    def take(self, event: Any) -> None:  # noqa: ANN401 - yaml's events have no types
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._add(self._scalar(event))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, is_mapping=kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close(event)
        elif kind is yaml.AliasEvent:
            start = event.start_mark.index + self.offset
            if not self.stack or self.stack[-1].readable:  # after << one report is enough
                self._special(start)
            self._add(Unreadable(start, event.end_mark.index + self.offset))
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _scalar(self, event: Any) -> Node:  # noqa: ANN401
        start, end = event.start_mark.index + self.offset, event.end_mark.index + self.offset
        if self.lost and start < end and self._lost_in(start, end):
            return Unreadable(start, end)
        marked = event.anchor is not None or event.tag is not None
        if marked:
            self._special(start)
        if marked and not event.value:
            return Unreadable(start, end)
        if event.style in _QUOTES and self._swallows_fields(event, start, end):
            self.found.append(open_quote(self.source, start))
            raise _StoppedError
        if self.remarks and not event.style:
            self._cut_off(start, end)
        if start == end:  # nothing is written; the parsers differ on where that is
            top = self.stack[-1] if self.stack else None
            if top is not None:
                start = end = top.values[-1].end if top.values else top.start
        # The style of a plain text is "" in libyaml's events and None in PyYAML's own.
        return Scalar(event.value, start, end, not event.style)

    def _swallows_fields(self, event: Any, start: int, end: int) -> bool:  # noqa: ANN401
        """Tell whether a text in quotes holds whole fields: then its own quote was not closed."""
        if event.start_mark.line == event.end_mark.line:
            return False
        text = self.source.text
        begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        indent = len(text[begin:start]) - len(text[begin:start].lstrip(" -"))
        return any(len(m[1]) <= indent for m in _FIELD_LINE.finditer(text, start, end))

    def _cut_off(self, start: int, end: int) -> None:
        """Warn where a remark behind a text is most likely a part of it."""
        remark = _REMARK.match(self.source.text, end)
        if remark is None or start == end:
            return
        begin, dropped = remark.start(1), cut_off(remark[1].rstrip(" \t"))
        if is_cut_off(self.source.text[start:end], dropped):
            whole = self.source.text[start : begin + len(dropped)]
            message = f"After a space, # begins a comment. “{shown(dropped)}” is not read."
            help_ = f"If it belongs to the text, put the text in quotes: {in_quotes(whole)}"
            fix = Fix(Span(self.source, start, start + len(whole)), quoted(whole), safe=False)
            span = Span(self.source, begin, begin + len(dropped))
            self.found.append(problem("number-sign", span, message, help_, fix=fix))

    def _lost_in(self, start: int, end: int) -> bool:
        """Tell whether something was taken out of the text from `start` to `end`."""
        first = bisect_left(self.lost, start)
        return first < len(self.lost) and self.lost[first] < end

    def _document(self, event: Any) -> None:  # noqa: ANN401
        self.documents += 1
        start = event.start_mark.index + self.offset
        if self.documents > 1:
            self.found.append(second_part(self.source, start))
            raise _StoppedError
        if event.version or event.tags:
            self.found.append(special_sign(self.source, self.source.text.index("%")))
            raise _StoppedError

    def _open(self, event: Any, *, is_mapping: bool) -> None:  # noqa: ANN401
        start = event.start_mark.index + self.offset
        if event.anchor is not None or event.tag is not None:
            self._special(start)
        if len(self.stack) >= DEEPEST:
            span = Span(self.source, start, start + 1)
            message = f"More than {DEEPEST} entries or lists stand inside one another here."
            help_ = "Close the bracket that was opened by mistake, or move the lines to the left."
            self.found.append(problem("too-deep", span, message, help_))
            raise _StoppedError
        self.stack.append(_Open(is_mapping, start, bool(event.flow_style)))

    def _close(self, event: Any) -> None:  # noqa: ANN401
        done = self.stack.pop()
        if done.is_mapping and done.flow:
            self._rejoin(done)
        values = done.values
        # A block ends where its last value ends; the parser's own mark is the next token's start.
        at_end = event.end_mark.index + self.offset
        end = at_end if done.flow or not values else values[-1].end
        if not done.readable:
            self._add(Unreadable(done.start, end))
        elif done.is_mapping:
            fields = tuple(zip(values[0::2], values[1::2], strict=True))
            self._add(Mapping(fields, done.start, end))  # type: ignore[arg-type]  # see _add
        else:
            self._add(Sequence(tuple(values), done.start, end))

    def _rejoin(self, braces: _Open) -> None:
        """Report each text that a comma in braces split, and make it one value, not readable."""
        values: list[Node] = []
        joined: set[int] = set()
        for key, value in zip(braces.values[0::2], braces.values[1::2], strict=True):
            if not self._is_alone(key, value):
                values += [key, value]
            elif values:
                values[-1] = Unreadable(values[-1].start, key.end)
                joined.add(len(values) - 1)
            else:
                last = self._last_alone(braces)
                self.found.append(no_colon_in_braces(self.source, key.start, last))
                braces.readable = False
                return
        for index in sorted(joined):
            text = values[index]
            self.found.append(split_at_comma(self.source, text.start, text.end))
        braces.values = values

    def _last_alone(self, braces: _Open) -> int:
        """Give where the names without a colon end that the braces begin with."""
        pairs = zip(braces.values[0::2], braces.values[1::2], strict=True)
        alone = takewhile(lambda pair: self._is_alone(*pair), pairs)
        return max(key.end for key, _ in alone)

    def _is_alone(self, key: Node, value: Node) -> bool:
        """Tell whether the name of a field has neither a colon nor a value after it."""
        empty = isinstance(value, Scalar) and value.plain and not value.text
        if not (empty and isinstance(key, Scalar) and key.plain):
            return False
        return not re.compile(r"\s*:").match(self.source.text, key.end)

    def _add(self, node: Node) -> None:
        if not self.stack:
            nothing = isinstance(node, Scalar) and node.plain and not node.text
            self.root = None if nothing else node
            return
        top = self.stack[-1]
        if top.is_mapping:
            if top.key_is_next and not self._is_name(node):
                top.readable = False
            top.key_is_next = not top.key_is_next
        top.values.append(node)

    def _is_name(self, node: Node) -> bool:
        """Tell whether the node can name a field; if it cannot, that is reported."""
        if isinstance(node, Unreadable):
            return False
        if isinstance(node, Scalar) and node.plain and node.text == "<<":
            self._special(node.start)
            return False
        if isinstance(node, Scalar) and node.start < node.end:
            return True
        span = Span(self.source, node.start, min(node.start + 1, len(self.source.text)))
        if not isinstance(node, Scalar):
            message = "A bracket stands where the name of a field belongs."
            whole = self.source.line_from(self.stack[-1].start)
            help_ = f"If it is part of a text, put the text in quotes: {in_quotes(whole)}"
            self.found.append(problem("syntax", span, message, help_))
            return False
        message = "The name of a field is missing here."
        help_ = "Write the name before the colon, or put the whole text in quotes."
        self.found.append(problem("syntax", span, message, help_))
        raise _StoppedError  # where a name is missing, only one of the parsers goes on

    def _special(self, at: int) -> None:
        self.found.append(special_sign(self.source, at))
        if len(self.found) >= MOST_NAMED:
            raise _StoppedError  # the file was written for another program
