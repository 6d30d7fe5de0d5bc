"""YAML text to nodes with places, from the parser's events.

Events instead of a loader: the field decides later how its text is read, every value keeps its
place, and depth is limited in the stream, where the C loader would crash the interpreter.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import yaml

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence, Unreadable
from sitegen.source.pure_parser import PureParser
from sitegen.source.wording import in_quotes
from sitegen.source.yaml_mistakes import (
    explain,
    no_colon_in_braces,
    second_part,
    special_sign,
    split_at_comma,
)

DEEPEST = 40
"""Entries and lists inside one another; the real files need 6."""

MOST_NAMED = 100
"""Mistakes of this kind in one file; after so many, reading it further helps nobody."""

EventParser = Callable[[str], Any]
"""Makes a parser with PyYAML's `get_event` and `dispose` for a text."""


def _fastest_parser() -> EventParser:
    if not yaml.__with_libyaml__:
        return PureParser
    found: EventParser = importlib.import_module("yaml.cyaml").CParser
    return found


EVENT_PARSER = _fastest_parser()
"""libyaml's parser, some twenty times as fast, or PyYAML's own where there is none."""

_TAB_IN_FRONT = re.compile(r"(?:^|(?<=\r)) *\t[ \t]*(?=[^\s#])", re.MULTILINE)
_SPACE_TO_PARSERS = "\t\x85\u2028\u2029"
"""Signs that the two parsers judge differently, or that would begin a line for them alone."""


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


def read_yaml(
    source: Source, end: int | None = None, parser: EventParser = EVENT_PARSER
) -> tuple[Node | None, list[Diagnostic]]:
    """Read the one document in `source`, up to index `end`; None where nothing can be used."""
    text = source.text if end is None else source.text[:end]
    if tab := _tab_in_front(source, text):
        return None, [tab]
    for sign in _SPACE_TO_PARSERS:
        text = text.replace(sign, " ")
    reading = _Reading(source)
    try:
        for event in _events(text, parser):
            reading.take(event)
    except yaml.YAMLError as error:
        reading.found.append(explain(error, source, len(text)))
        return None, reading.found
    except _StoppedError:
        return None, reading.found
    if reading.root is None:
        message = "The file holds nothing but comments or blank lines."
        help_ = "Write its content, or delete the file."
        reading.found.append(problem("empty-file", Span(source, 0, 0), message, help_))
    readable = not isinstance(reading.root, Unreadable)
    return (reading.root if readable else None), reading.found


def _tab_in_front(source: Source, text: str) -> Diagnostic | None:
    tabs = list(_TAB_IN_FRONT.finditer(text)) if "\t" in text else []
    if not tabs:
        return None
    at = text.index("\t", tabs[0].start())
    message = "A TAB stands in front of this line. Only spaces show what belongs to what."
    more = f" TABs stand in front of {len(tabs) - 1} more lines." if len(tabs) > 1 else ""
    help_ = f"Write spaces instead.{more}"
    return problem("syntax", Span(source, at, at + 1), message, help_)


def _events(text: str, parser: EventParser) -> Iterator[Any]:
    events = parser(text)
    try:
        while (event := events.get_event()) is not None:
            yield event
    finally:
        events.dispose()


class _Reading:
    """The nodes built so far and what was found on the way."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Node | None = None
        self.found: list[Diagnostic] = []
        self.stack: list[_Open] = []
        self.documents = 0

    def take(self, event: Any) -> None:  # noqa: ANN401 - yaml's events have no types
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._add(self._scalar(event))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, is_mapping=kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close(event)
        elif kind is yaml.AliasEvent:
            start = event.start_mark.index
            if not self.stack or self.stack[-1].readable:  # after << one report is enough
                self._special(start)
            self._add(Unreadable(start, event.end_mark.index))
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _scalar(self, event: Any) -> Node:  # noqa: ANN401
        start, end = event.start_mark.index, event.end_mark.index
        marked = self._refuse_features(event)
        if marked and not event.value:
            return Unreadable(start, end)
        if start == end:  # nothing is written; the parsers differ on where that is
            top = self.stack[-1] if self.stack else None
            if top is not None:
                start = end = top.values[-1].end if top.values else top.start
        # The style of a plain text is "" in libyaml's events and None in PyYAML's own.
        return Scalar(event.value, start, end, not event.style)

    def _document(self, event: Any) -> None:  # noqa: ANN401
        self.documents += 1
        start = event.start_mark.index
        if self.documents > 1:
            self.found.append(second_part(self.source, start))
            raise _StoppedError
        if event.version or event.tags:
            self.found.append(special_sign(self.source, self.source.text.index("%")))
            raise _StoppedError

    def _open(self, event: Any, *, is_mapping: bool) -> None:  # noqa: ANN401
        self._refuse_features(event)
        start = event.start_mark.index
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
        end = event.end_mark.index if done.flow or not values else values[-1].end
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

    def _refuse_features(self, event: Any) -> bool:  # noqa: ANN401
        if event.anchor is None and event.tag is None:
            return False
        self._special(event.start_mark.index)
        return True

    def _special(self, at: int) -> None:
        self.found.append(special_sign(self.source, at))
        if len(self.found) >= MOST_NAMED:
            raise _StoppedError  # the file was written for another program
