"""Nodes to records: every field read by its declaration, every mistake reported at its place."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from dataclasses import replace
from typing import Any, TypeVar, cast

from sitegen.diagnostics import Diagnostic, Related, Source, Span, problem
from sitegen.source.fields import TBD, UNREAD, At, Field, Misread, Record
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence
from sitegen.source.shapes import (
    ByName,
    FieldShape,
    ListOf,
    OneRecord,
    OneText,
    Shape,
    Special,
    fields_of,
)
from sitegen.source.suggestions import closest, listed

R = TypeVar("R", bound=Record)


def read_record(record: type[R], source: Source, node: Node) -> tuple[R | None, list[Diagnostic]]:
    """Read `node` as a `record`.

    A field that could not be read is UNREAD in the record and named in `at.unread`, so that
    checks which do not need it still run. None where the node is no entry at all.
    """
    reading = _Reading(source)
    value = reading.record(record, node)
    return (None if value is UNREAD else cast("R", value)), reading.found


class _Reading:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []

    def span(self, node: Node) -> Span:
        return Span(self.source, node.start, node.end)

    def add(self, code: str, at: Span, message: str, *rest: Any) -> None:  # noqa: ANN401
        self.found.append(problem(code, at, message, *rest))

    def record(self, record: type[Record], node: Node) -> Any:  # noqa: ANN401
        if isinstance(node, Scalar) and record.shorthand and node.text:
            name = record.shorthand
            node = Mapping(((Scalar(name, node.start, node.start, plain=True), node),), *node[1:3])
        if not isinstance(node, Mapping):
            return self._no_entry(record, node)
        known = fields_of(record)
        values: dict[str, Any] = {}
        unread: set[str] = set()
        seen: dict[str, Scalar] = {}
        for key, child in node.fields:
            shape = known.get(key.text)
            if shape is None:
                self._unknown(record, key)
                continue
            if key.text in seen:
                self._duplicate(record, key, seen[key.text])
                continue
            seen[key.text] = key
            values[shape.attribute] = value = self.value(shape.shape, shape.about, child, key)
            if value is UNREAD:
                unread.add(shape.attribute)
        for shape in known.values():
            if shape.attribute not in values:
                values[shape.attribute] = self._absent(record, shape, node, unread)
        return record(at=At(self.source, node, frozenset(unread)), **values)

    def value(self, shape: Shape, about: Field, node: Node, key: Scalar) -> Any:  # noqa: ANN401
        """Read one value; UNREAD where it could not be, which is reported then."""
        if isinstance(node, Scalar):
            if node.text == "" and node.plain:
                return self._empty(key)
            if node.text == "tbd" and (about.tbd or not _is_prose(shape)):
                return self._to_be_decided(about, node, key)
        if isinstance(shape, OneText):
            return self._one_text(shape, node, key)
        if isinstance(shape, OneRecord):
            return self.record(shape.record, node)
        if isinstance(shape, ListOf):
            return self._list(shape, about, node, key)
        if isinstance(shape, ByName):
            return self._by_name(shape, about, node, key)
        return self._special(shape, node)

    def _one_text(self, shape: OneText, node: Node, key: Scalar) -> Any:  # noqa: ANN401
        if not isinstance(node, Scalar):
            help_ = f"Write {shape.kind.noun} after `{key.text}:`."
            what = "a list" if isinstance(node, Sequence) else "an entry with fields"
            self._wrong_shape(node, f"`{key.text}` holds {what} where one value belongs.", help_)
            return UNREAD
        value = shape.kind.read(node.text)
        if isinstance(value, Misread):
            self.add(value.code, self.span(node), value.message, value.help)
            return UNREAD
        return value

    def _list(self, shape: ListOf, about: Field, node: Node, key: Scalar) -> Any:  # noqa: ANN401
        if not isinstance(node, Sequence):
            text = node.text if isinstance(node, Scalar) else "…"
            message = f"`{key.text}` is a list, and one thing stands here."
            self._wrong_shape(node, message, f"Write it in brackets: {key.text}: [{text}]")
            return UNREAD
        items = [self.value(shape.item, about, item, key) for item in node.items]
        # Entries keep their place beside one that could not be read; single texts are left out.
        return tuple(item for item in items if item is not UNREAD)

    def _by_name(self, shape: ByName, about: Field, node: Node, key: Scalar) -> Any:  # noqa: ANN401
        if not isinstance(node, Mapping):
            help_ = f"Write each on a line of its own under `{key.text}:`, as a name and a colon."
            self._wrong_shape(node, f"`{key.text}` holds entries with names.", help_)
            return UNREAD
        values: dict[str, Any] = {}
        seen: dict[str, Scalar] = {}
        for name, child in node.fields:
            if name.text in seen:
                self._duplicate(Record, name, seen[name.text])
                continue
            seen[name.text] = name
            value = self.value(shape.value, about, child, name)
            if value is not UNREAD:
                values[name.text] = value
        return cast("MappingType[str, Any]", values)

    def _special(self, shape: Special, node: Node) -> Any:  # noqa: ANN401
        value, found = shape.reader(self.source, node)
        self.found += found
        return value

    def _no_entry(self, record: type[Record], node: Node) -> Any:  # noqa: ANN401
        message = f"A {record.noun} consists of fields with names, and something else stands here."
        names = [f.name for f in fields_of(record).values() if f.required] or list(
            fields_of(record)
        )
        self._wrong_shape(node, message, f"Write for example: {names[0]}: …")
        return UNREAD

    def _wrong_shape(self, node: Node, message: str, help_: str) -> None:
        first = self.span(node)
        end = self.source.text.find("\n", first.start, first.end)
        span = replace(first, end=end if end > first.start else first.end)
        self.add("wrong-shape", span, message, help_)

    def _empty(self, key: Scalar) -> Any:  # noqa: ANN401
        message = f"`{key.text}` has no value."
        self.add("empty-field", self.span(key), message, "Write its value, or delete the line.")
        return UNREAD

    def _to_be_decided(self, about: Field, node: Scalar, key: Scalar) -> Any:  # noqa: ANN401
        if about.tbd:
            return TBD
        message = f"`{key.text}` cannot be `tbd`."
        help_ = "Write the value, or leave the entry out until it is decided."
        self.add("not-decided", self.span(node), message, help_)
        return UNREAD

    def _unknown(self, record: type[Record], key: Scalar) -> None:
        known = fields_of(record)
        typed = key.text.casefold().replace("_", " ").replace("-", " ")
        meant = next((f.name for f in known.values() if typed in f.about.synonyms), None)
        meant = meant or closest(key.text, known)
        help_ = f"Did you mean `{meant}`?" if meant else f"A {record.noun} has {listed(known)}."
        message = f"`{key.text}` is not a field of a {record.noun}."
        self.add("unknown-field", self.span(key), message, help_)

    def _duplicate(self, record: type[Record], key: Scalar, first: Scalar) -> None:
        message = f"`{key.text}` stands twice in this {record.noun}."
        related = Related("the first one", self.span(first))
        self.add("duplicate-field", self.span(key), message, "Delete one of the two.", related)

    def _absent(
        self, record: type[Record], shape: FieldShape, node: Mapping, unread: set[str]
    ) -> Any:  # noqa: ANN401
        if not shape.required:
            return shape.default
        unread.add(shape.attribute)
        example = f" {shape.about.example}" if shape.about.example else " …"
        message = f"This {record.noun} has no `{shape.name}`."
        place = node.fields[0][0] if node.fields else node
        self.add("missing-field", self.span(place), message, f"Add: {shape.name}:{example}")
        return UNREAD


def _is_prose(shape: Shape) -> bool:
    """Tell whether `tbd` could be a word of the text itself."""
    return isinstance(shape, ListOf | ByName | Special) or (
        isinstance(shape, OneText) and shape.kind.noun == "a text"
    )
