"""YAML text to nodes with places, from the parser's events.

Events instead of a loader: the field decides later how its text is read, every value keeps its
place, and depth is limited in the stream, where the C loader would crash the interpreter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence
from sitegen.source.yaml_mistakes import explain

DEEPEST = 40
"""Entries and lists inside one another; the real files need 6."""


class _PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, for machines where PyYAML was built without libyaml."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)


_EventParser: Any = getattr(yaml, "CParser", _PureParser)


@dataclass(slots=True)
class _Open:
    """A list or an entry that is not closed yet."""

    is_mapping: bool
    start: int
    flow: bool
    values: list[Node] = field(default_factory=list)
    key_is_next: bool = True


class _StoppedError(Exception):
    """Reading cannot go on after the diagnostic that was just added."""


def read_yaml(source: Source, end: int | None = None) -> tuple[Node | None, list[Diagnostic]]:
    """Read the one document in `source`, up to index `end`; None where nothing can be used."""
    reading = _Reading(source)
    text = source.text if end is None else source.text[:end]
    try:
        for event in _events(text):
            reading.take(event)
    except yaml.YAMLError as error:
        reading.found.append(explain(error, source, len(text)))
        return None, reading.found
    except _StoppedError:
        return None, reading.found
    if reading.root is None:
        message = "The file holds nothing but comments or blank lines."
        reading.found.append(problem("empty-file", Span(source, 0, 0), message))
    return reading.root, reading.found


def _events(text: str) -> Iterator[Any]:
    parser = _EventParser(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    finally:
        parser.dispose()


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
            self._refuse_features(event)
            mark = event.start_mark
            plain = event.style is None
            self._add(Scalar(event.value, mark.index, event.end_mark.index, plain))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, is_mapping=kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close(event)
        elif kind is yaml.AliasEvent:
            self._feature(event, "*")
            self._add(Scalar("", event.start_mark.index, event.end_mark.index, plain=False))
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _document(self, event: Any) -> None:  # noqa: ANN401
        self.documents += 1
        if self.documents > 1:
            span = Span(self.source, event.start_mark.index, event.start_mark.index + 3)
            message = "A second part of the file starts here. Only one is read."
            help_ = "Delete this line, or move what follows into a file of its own."
            self.found.append(problem("second-document", span, message, help_))
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
        values = done.values
        # A block ends where its last value ends; the parser's own mark is the next token's start.
        end = event.end_mark.index if done.flow or not values else values[-1].end
        if done.is_mapping:
            keys = values[0::2]
            fields = tuple(zip(keys, values[1::2], strict=True))
            self._add(Mapping(fields, done.start, end))  # type: ignore[arg-type]  # keys: see _add
        else:
            self._add(Sequence(tuple(values), done.start, end))

    def _add(self, node: Node) -> None:
        if not self.stack:
            if self.documents == 1 and not (isinstance(node, Scalar) and node.text == ""):
                self.root = node
            return
        top = self.stack[-1]
        if top.is_mapping:
            if top.key_is_next:
                node = self._as_field_name(node)
            top.key_is_next = not top.key_is_next
        top.values.append(node)

    def _as_field_name(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            if node.text == "<<" and node.plain:
                self._special(Span(self.source, node.start, node.end), "<<")
            return node
        span = Span(self.source, node.start, min(node.end, node.start + 40))
        message = "A bracket stands where the name of a field belongs."
        help_ = "If the brackets are part of a text, put the whole text in quotes."
        self.found.append(problem("syntax", span, message, help_))
        return Scalar("", node.start, node.end, plain=True)

    def _refuse_features(self, event: Any) -> None:  # noqa: ANN401
        if event.anchor is not None:
            self._feature(event, "&")
        if event.tag is not None:
            self._feature(event, "!")

    def _feature(self, event: Any, sign: str) -> None:  # noqa: ANN401
        start = event.start_mark.index
        self._special(Span(self.source, start, max(start + 1, event.end_mark.index)), sign)

    def _special(self, span: Span, sign: str) -> None:
        text = self.source.text[span.start : span.end].splitlines()[0].strip()
        first = Span(self.source, span.start, span.start + max(1, len(text)))
        message = f"“{sign}” at the start of a value is a command that is not used here."
        help_ = f'If it is part of the text, put the text in quotes: "{text}".'
        self.found.append(problem("yaml-feature", first, message, help_))
