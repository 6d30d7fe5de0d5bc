"""Nodes to records: every field read by its declaration, every mistake reported at its place."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingType
from functools import cache
from typing import Any, TypeVar, cast

from sitegen.diagnostics import Diagnostic, Fix, Related, Source, Span, problem
from sitegen.lazy import dataclass, pattern, replace
from sitegen.source.fields import (
    NOT_DECIDED,
    TBD,
    UNREAD,
    At,
    Kind,
    Misread,
    NamedPart,
    Part,
    Record,
)
from sitegen.source.forms import absent_field, entry_for
from sitegen.source.lookalikes import latin, lookalike
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence, Unreadable
from sitegen.source.pasted import bare, named, plain
from sitegen.source.references import parted
from sitegen.source.shapes import (
    ByName,
    FieldShape,
    ListOf,
    OneRecord,
    OneText,
    Shape,
    fields_of,
)
from sitegen.source.suggestions import closest, proposal
from sitegen.source.values import is_address
from sitegen.source.wording import (
    LONGEST_TO_PASTE,
    MARK,
    a,
    in_quotes,
    is_to_fill_in,
    is_undecided,
    listed,
    on_one_line,
    quoted,
    shown,
)
from sitegen.source.writing import written

R = TypeVar("R", bound=Record)

MOST_NAMED = 20
"""Unknown fields of one entry that are named each; the last one says how many more there are."""

_WHOLE_IN_CURLY = pattern("[“„‟][^“”„‟]*[“”]")

MOST_FOUND = 10_000
"""Problems of one file that are named; one with more is something else, saved under its name."""

_LONGEST_AGAIN = 60
"""Characters of a text that is remembered: ids, days and choices come again in other entries."""

_NO_VALUE = frozenset({"~", "null", "Null", "NULL"})
"""What other programs write, without quotes, where there is no value."""


@dataclass(frozen=True, slots=True)
class _Form:
    """What an entry needs to be read: its fields, those that are required, and the usual values."""

    known: MappingType[str, FieldShape]
    required: frozenset[str]
    usual: dict[str, Any]


def _form_of(record: type[Record]) -> _Form:
    return _form(record)  # type: ignore[arg-type]  # mypy takes a class for its instances


@cache
def _form(record: type[Record]) -> _Form:
    known = fields_of(record)
    return _Form(
        known=known,
        required=frozenset(name for name, shape in known.items() if shape.required),
        usual={one.attribute: one.default for one in known.values() if not one.required},
    )


def read_record(record: type[R], source: Source, node: Node) -> tuple[R | None, list[Diagnostic]]:
    """Read `node` as a `record`.

    The record does not hold a field that could not be read, and names it in `at.unread`, so that
    checks which do not need it still run. A list of entries keeps those that could be read and
    is then a `Part`. None where the node is no entry at all.
    """
    reading = _Reading(source)
    value = reading.record(record, node)
    return (None if value is UNREAD else cast("R", value)), reading.all_found()


class _Reading:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []
        self.more = 0
        self.read: dict[tuple[int, str, bool], Any] = {}

    def all_found(self) -> list[Diagnostic]:
        if self.more:
            last = self.found[-1]
            help_ = f"{last.help} There are {self.more} more problems in this file."
            self.found[-1] = replace(last, help=help_)
        return self.found

    def span(self, node: Node) -> Span:
        return Span(self.source, node.start, node.end)

    def add(
        self,
        code: str,
        at: Span,
        message: str,
        help_: str | None = None,
        *related: Related,
        fix: Fix | None = None,
    ) -> None:
        if len(self.found) < MOST_FOUND:
            self.found.append(problem(code, at, message, help_, *related, fix=fix))
        else:
            self.more += 1

    def record(self, record: type[Record], node: Node) -> Any:  # noqa: ANN401
        if isinstance(node, Scalar) and record.shorthand:
            name = record.shorthand
            node = Mapping(((Scalar(name, node.start, node.start, plain=True), node),), *node[1:3])
        if not isinstance(node, Mapping):
            return self._no_entry(record, node)
        form = _form_of(record)
        written = {key.text for key, _ in node.fields}
        is_right = (
            len(written) == len(node.fields) and form.required <= written <= form.known.keys()
        )
        return (
            self._as_written(record, node, form)
            if is_right and node.whole
            else self._as_meant(record, node)
        )

    def _as_written(self, record: type[Record], node: Mapping, form: _Form) -> Any:  # noqa: ANN401
        """Read an entry that has each of its fields once, and no others."""
        values = form.usual.copy()
        unread: list[str] = []
        for key, child in node.fields:
            shape = form.known[key.text]
            if type(child) is Scalar:
                one = shape.shape
                value = self.read.get((id(one), child.text, child.plain))
                if value is None and isinstance(one, OneText):
                    value = self._known_text(shape, one, child, key)
                elif value is None:
                    value = self.value(shape, one, child, key)
            else:
                value = self.value(shape, shape.shape, child, key)
                if _is_partial(value, child):
                    value = _part_of(value)
            if value is UNREAD:
                unread.append(shape.attribute)
            values[shape.attribute] = value
        at = At(self.source, node, frozenset(unread))
        return record.read_in_part(at, values) if unread else record(at=at, **values)

    def _as_meant(self, record: type[Record], node: Mapping) -> Any:  # noqa: ANN401
        """Read an entry of which fields are missing, unknown, written twice, or may be hidden."""
        known = fields_of(record)
        # What seems not to be there may stand in lines that could not be read.
        hidden = () if node.whole else (shape.attribute for shape in known.values())
        values: dict[str, Any] = dict.fromkeys((*self._meant(record, node), *hidden), UNREAD)
        absent: set[str] = set()
        seen: dict[str, Scalar] = {}
        for key, child in node.fields:
            shape = known.get(key.text)
            if shape is None:
                continue
            value = self.value(shape, shape.shape, child, key)
            first = seen.setdefault(key.text, key)
            if first is not key:
                self._duplicate(record.noun, key, first, shape.shape)
                # Either may be the right one. Entries of the first list are read all the same.
                keeps_entries = _has_entries(values[shape.attribute], shape.shape)
                value = values[shape.attribute] if keeps_entries else UNREAD
            if first is not key or _is_partial(value, child):
                value = _part_of(value)
            values[shape.attribute] = value
        for shape in known.values():
            if shape.attribute not in values:
                values[shape.attribute] = self._absent(record, shape, node)
                if shape.required and shape.about.refers_to:
                    absent.add(shape.attribute)
        unread = frozenset(name for name, value in values.items() if value is UNREAD)
        at = At(self.source, node, unread, frozenset(absent))
        return record.read_in_part(at, values) if unread else record(at=at, **values)

    def value(self, field: FieldShape, shape: Shape, node: Node, key: Scalar) -> Any:  # noqa: ANN401
        """Read one value; UNREAD where it could not be, which is reported then."""
        if isinstance(node, Unreadable):
            return UNREAD
        if isinstance(shape, OneText) and isinstance(node, Scalar):
            return self._known_text(field, shape, node, key)
        none = self._no_fact(field, shape, node, key) if isinstance(node, Scalar) else None
        if none is not None:
            return none
        if isinstance(shape, OneText):
            return self._one_text(field, shape, node, key)
        if isinstance(shape, OneRecord):
            return self.record(shape.record, node)
        if isinstance(shape, ListOf):
            return self._list(field, shape, node, key)
        if isinstance(shape, ByName):
            return self._by_name(field, shape, node, key)
        value, found = shape.reader(self.source, node)
        self.found += found
        return value

    def _known_text(self, field: FieldShape, shape: OneText, node: Scalar, key: Scalar) -> Any:  # noqa: ANN401
        """Read a text, or give what the same one was read as elsewhere in the file.

        Of what was reported, or may be, each place is reported.
        """
        same = id(shape), node.text, node.plain
        value = self.read.get(same)
        if value is not None:
            return value
        before = len(self.found), self.more
        none = self._no_fact(field, shape, node, key)
        value = self._one_text(field, shape, node, key) if none is None else none
        is_right = value is not UNREAD and (len(self.found), self.more) == before
        if is_right and len(node.text) <= _LONGEST_AGAIN:
            self.read[same] = value
        return value

    def _no_fact(self, field: FieldShape, shape: Shape, node: Scalar, key: Scalar) -> Any:  # noqa: ANN401
        """Give TBD or UNREAD where the text says that there is no fact; None where it says one."""
        if not node.text.strip() or (node.plain and node.text in _NO_VALUE):
            return self._empty(field, node, key, in_list=shape is not field.shape)
        if is_to_fill_in(node.text) and not field.about.tbd:
            return self._to_fill_in(field, node, key)
        if field.about.announced_later and is_undecided(node.text):
            return UNREAD
        if node.text.casefold() == "tbd" or (field.about.tbd and is_undecided(node.text)):
            return self._to_be_decided(field, node, key, in_list=shape is not field.shape)
        return None

    def _one_text(self, field: FieldShape, shape: OneText, node: Node, key: Scalar) -> Any:  # noqa: ANN401
        about = field.about
        if not isinstance(node, Scalar):
            fix = self._out_of_brackets(node) or self._with_its_colon(node)
            help_ = f"Write `{fix.text}`" if fix else f"Write {shape.kind.noun} instead."
            what = "a list" if isinstance(node, Sequence) else "an entry with fields"
            message = f"`{shown(key.text)}` holds {what} where one value belongs."
            return self._wrong_shape(node, message, help_, fix)
        value = shape.kind.read(node.text)
        if isinstance(value, Misread) and (plainly := plain(latin(node.text))) != node.text:
            value = self._pasted(shape.kind, node, plainly, value)
        if isinstance(value, Misread):
            if about.refers_to and not (about.or_address and is_address(node.text)):
                return node.text  # what ids there are is known later, and says more than this
            if about.announced_later and value.code == NOT_DECIDED:
                return UNREAD
            span = self.span(node)
            fix = shape.kind.fix(span, node.text, value)
            self.add(value.code, span, value.message, value.help, fix=fix)
            return UNREAD
        if node.plain and node.text[0] in "“„‟" and _WHOLE_IN_CURLY.fullmatch(node.text):
            self._shown_quotes(node)
        return value if shape.words is None else shape.words(value)

    def _shown_quotes(self, node: Scalar) -> None:
        span, inner = self.span(node), quoted(node.text[1:-1])
        message = "These curly quotes are part of the text, so the site shows them."
        help_ = f"If they are not meant to be seen, write {inner}"
        self.add("curly-quotes", span, message, help_, fix=Fix(span, inner, safe=False))

    def _out_of_brackets(self, node: Node) -> Fix | None:
        """Offer the one value that stands in brackets where no list belongs."""
        if not isinstance(node, Sequence) or len(node.items) != 1:
            return None
        (item,) = node.items
        if not isinstance(item, Scalar) or self.source.text[node.start] != "[":
            return None
        return Fix(self.span(node), self.source.text[item.start : item.end], safe=False)

    def _with_its_colon(self, node: Node) -> Fix | None:
        """Offer a text of one line in quotes, where a colon in it made a field of its start."""
        span = self.span(node)
        text = span.typed.rstrip()
        if not isinstance(node, Mapping) or text[:1] == "{" or "\n" in text or "\r" in text:
            return None
        return Fix(replace(span, end=span.start + len(text)), quoted(text), safe=False)

    def _pasted(self, kind: Kind[Any], node: Scalar, plainly: str, misread: Misread) -> Any:  # noqa: ANN401
        """Read a text as its plain signs are read, where only these keep it from being read.

        Spaces around it are taken off with a warning. A sign within it is an error that names it.
        """
        value = kind.read(plainly)
        if isinstance(value, Misread):
            return misread
        span = self.span(node)
        if bare(node.text) == plainly:
            message = "A space that nobody can see stands beside this value."
            again = f"Type the value again: `{plainly}`"
            fix = Fix(span, plainly if node.plain else quoted(plainly), safe=True)
            self.add("pasted-space", span, message, again, fix=fix)
            return value
        message = (
            f"“{shown(node.text)}” holds {named(node.text)}, as text from Word and web pages does."
        )
        same = misread.better == plainly
        help_ = misread.help if same else f"Write {plainly}"
        # An id is for ever, and an address may be another one, so a person must look at them.
        safe = misread.code not in {"id-format", "url-format", "email-format"}
        if letter := lookalike(node.text):
            message, help_ = f"“{shown(node.text)}” holds {letter}.", f"Write `{plainly}`"
        return Misread(misread.code, message, help_, plainly, safe=safe)

    def _list(self, field: FieldShape, shape: ListOf, node: Node, key: Scalar) -> Any:  # noqa: ANN401
        if not isinstance(node, Sequence):
            return self._no_list(shape, node, key)
        items = [self.value(field, shape.item, item, key) for item in node.items]
        read = tuple(item for item in items if item is not UNREAD)
        whole = len(read) == len(items)
        return read if whole or isinstance(shape.item, OneRecord) else UNREAD

    def _no_list(self, shape: ListOf, node: Node, key: Scalar) -> Any:  # noqa: ANN401
        name = shown(key.text)
        fix = None
        if isinstance(shape.item, OneRecord) and not shape.item.record.shorthand:
            help_ = "Begin each with a hyphen and a space, on a line of its own."
        elif isinstance(node, Scalar) and _is_short(shape.item):
            inside = ", ".join(written(one, in_brackets=True) for one in parted(node.text))
            help_ = f"Write it in brackets: {name}: [{inside}]"
            fix = Fix(self.span(node), f"[{inside}]", safe=False)
        elif isinstance(node, Scalar) and len(node.text) <= LONGEST_TO_PASTE:
            line = written(on_one_line(node.text))
            help_ = f"Write below `{name}:`, further to the right: - {line}"
        elif isinstance(node, Scalar):
            help_ = "Begin each with a hyphen and a space, on a line of its own."
        else:
            help_ = f'Write it in brackets, with commas between: {name}: ["{MARK}"]'
        what = (
            "its entries have no hyphens" if isinstance(node, Mapping) else "one thing stands here"
        )
        return self._wrong_shape(node, f"`{name}` is a list, and {what}.", help_, fix)

    def _by_name(self, field: FieldShape, shape: ByName, node: Node, key: Scalar) -> Any:  # noqa: ANN401
        if not isinstance(node, Mapping):
            help_ = "Write each on a line of its own below, as a name and a colon."
            what = "a list" if isinstance(node, Sequence) else "a text"
            message = f"`{key.text}` holds entries with names, and {what} stands here."
            return self._wrong_shape(node, message, help_)
        values: dict[str, Any] = {}
        seen: dict[str, Scalar] = {}
        for name, child in node.fields:
            value = self.value(field, shape.value, child, name)
            if name.text in seen:
                self._duplicate(f"list of {key.text}", name, seen[name.text], shape.value)
                values.pop(name.text, None)
                continue
            seen[name.text] = name
            if value is not UNREAD:
                values[name.text] = value
        return values

    def _no_entry(self, record: type[Record], node: Node) -> Any:  # noqa: ANN401
        if isinstance(node, Unreadable):
            return UNREAD
        what = "a list stands" if isinstance(node, Sequence) else "only a text stands"
        noun = a(record.noun).capitalize()
        message = f"{noun} consists of fields, each with a name, and {what} here."
        form = entry_for(record, node.text if isinstance(node, Scalar) else None)
        if form is None:
            return self._wrong_shape(node, message, "Write its fields, each on a line of its own.")
        fix = Fix(self.span(node), form, safe=False)
        help_ = f"Write its fields, with what belongs there in place of {MARK}: {form}"
        return self._wrong_shape(node, message, help_, fix)

    def _wrong_shape(self, node: Node, message: str, help_: str, fix: Fix | None = None) -> Any:  # noqa: ANN401
        first = self.span(node)
        end = min(first.end, first.start + len(self.source.line_from(first.start)))
        self.add("wrong-shape", replace(first, end=end), message, help_, fix=fix)
        return UNREAD

    def _empty(self, field: FieldShape, node: Scalar, key: Scalar, *, in_list: bool) -> Any:  # noqa: ANN401
        name = shown(key.text)
        message = f"`{name}` has no value."
        help_ = "Write its value." if field.required else "Write its value, or delete the line."
        if in_list and isinstance(field.shape, ListOf):
            message = f"A line of the list `{name}` holds nothing."
            help_ = "Write its value, or delete the line."
        if node.text.strip():
            message = f"`{name}` has no value: {node.text} means that there is none."
            help_ += f" If the word is meant, write {in_quotes(node.text)}."
        comment = re.match(r":? +(#[^\s#][^\r\n]*)", self.source.line_from(key.end))
        fix = None
        if comment and node.start == node.end:
            message = f"`{name}` has no value: after a space, # begins a comment."
            value = _value_in(comment[1], field.shape)
            help_ = (
                f"If it is the value, put it in quotes: {name}: {in_quotes(value or comment[1])}"
            )
            if value:
                start = key.end + comment.start(1)
                fix = Fix(Span(self.source, start, start + len(value)), quoted(value), safe=True)
        at = node if node.start < node.end else key
        self.add("empty-field", self.span(at), message, help_, fix=fix)
        return UNREAD

    def _to_fill_in(self, field: FieldShape, node: Scalar, key: Scalar) -> Any:  # noqa: ANN401
        message = f"`{shown(key.text)}` still holds {MARK}, which stands for what only you know."
        help_ = f"Write it in place of {MARK}."
        if not field.required:
            help_ = f"Write it in place of {MARK}, or delete the line."
        self.add("empty-field", self.span(node), message, help_)
        return UNREAD

    def _to_be_decided(self, field: FieldShape, node: Scalar, key: Scalar, *, in_list: bool) -> Any:  # noqa: ANN401
        if field.about.tbd and in_list:
            message = (
                f"A line of the list `{shown(key.text)}` cannot be left open with {node.text}."
            )
            help_ = f"If nothing of the list is known yet, write: {shown(key.text)}: tbd"
            self.add("not-decided", self.span(node), message, help_)
            return UNREAD
        if field.about.tbd and node.text == "tbd":
            return TBD
        message = f"`{shown(key.text)}` cannot be left open with {node.text}."
        what, fix = "whole entry" if field.required else "field", None
        help_ = f"Write the value, or leave the {what} out until it is decided."
        if field.about.tbd:
            message = f"“{node.text}” is not the word for what is not decided yet."
            is_mark = is_to_fill_in(node.text)  # pasted from a help, and perhaps not looked at yet
            help_ = "If it is not decided yet, write tbd" if is_mark else "Write tbd"
            fix = Fix(self.span(node), "tbd", safe=not is_mark)
        self.add("not-decided", self.span(node), message, help_, fix=fix)
        return UNREAD

    def _meant(self, record: type[Record], node: Mapping) -> list[str]:
        """Report the fields that there are not; give those that were most likely meant."""
        known = fields_of(record)
        unknown = {key.text: key for key, _ in reversed(node.fields) if key.text not in known}
        if not unknown:
            return []
        written = {key.text for key, _ in node.fields}
        free = {name: field for name, field in known.items() if name not in written}
        keys = sorted(unknown.values(), key=lambda key: key.start)
        named = keys[:MOST_NAMED]
        meant = [_likely(latin(key.text), free) for key in named]
        for key, name in zip(named, meant, strict=True):
            help_ = f"The fields of {a(record.noun)} are {listed(known, 'and')}."
            help_ = record.elsewhere.get(_folded(key.text), help_)
            if name is not None:
                help_ = proposal(key.text, name)
            if key is named[-1] and len(keys) > len(named):
                help_ += f" There are {len(keys) - len(named)} more such fields in this entry."
            message = f"`{shown(key.text)}` is not a field of {a(record.noun)}."
            span = self.span(key)
            fix = Fix(span, name, safe=False) if name else None
            self.add("unknown-field", span, message, help_, fix=fix)
        return [known[name].attribute for name in meant if name]

    def _duplicate(self, noun: str, key: Scalar, first: Scalar, shape: Shape) -> None:
        name = shown(key.text)
        message = f"`{name}` stands twice in this {noun}."
        help_ = "Delete one of the two."
        if isinstance(shape, ListOf):
            help_ = f"Delete this line, and put what stands below it under the first `{name}:`."
        related = Related("the first one", self.span(first))
        self.add("duplicate-field", self.span(key), message, help_, related)

    def _absent(self, record: type[Record], shape: FieldShape, node: Mapping) -> Any:  # noqa: ANN401
        if not shape.required:
            return shape.default
        if shape.about.refers_to:
            return UNREAD  # which ids there are is known later, when it is reported
        message = f"This {record.noun} has no `{shape.name}`."
        place = node.fields[0][0] if node.fields else node
        help_ = absent_field(shape, self.source.path)
        self.add("missing-field", self.span(place), message, help_)
        return UNREAD


def _likely(typed: str, free: MappingType[str, FieldShape]) -> str | None:
    """Give the field that was most likely meant, of those that are not written yet."""
    words = _folded(typed)
    synonym = next((name for name, f in free.items() if words in f.about.synonyms), None)
    return synonym or closest(typed, free)


def _folded(typed: str) -> str:
    """Write the name of a field as synonyms are written."""
    return typed.casefold().replace("_", " ").replace("-", " ")


def _has_entries(value: object, shape: Shape) -> bool:
    """Tell whether the value is a list of entries that could be read."""
    return value is not UNREAD and isinstance(shape, ListOf) and isinstance(shape.item, OneRecord)


def _is_partial(value: object, node: Node) -> bool:
    """Tell whether entries of a list, or named entries, could not be read."""
    if isinstance(node, Sequence):
        return isinstance(value, tuple) and len(value) < len(node.items)
    if not isinstance(node, Mapping) or not isinstance(value, dict):
        return False
    return len(value) < len(node.fields) or not node.whole


def _part_of(value: object) -> object:
    """Give a list, or named entries, as what is only a part of what was written."""
    if isinstance(value, tuple):
        return Part(value)
    return NamedPart(value) if isinstance(value, dict) else value


def _value_in(comment: str, shape: Shape) -> str | None:
    """Give the first word of a comment where it can only be the value, as a color is."""
    if not isinstance(shape, OneText) or not _is_short(shape):
        return None
    word = comment.split(maxsplit=1)[0]
    return None if isinstance(shape.kind.read(word), Misread) else word


def _is_short(shape: Shape) -> bool:
    """Tell whether a text of this shape holds no comma, so that it can stand in brackets."""
    if isinstance(shape, OneRecord) and shape.record.shorthand:
        shape = fields_of(shape.record)[shape.record.shorthand].shape
    return isinstance(shape, OneText) and shape.kind.noun != "a text"
