"""How a record says what may be written: annotated frozen dataclasses, declared once.

Reader, JSON Schema and the editors' field reference are all made from these declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, TypeVar

from sitegen.diagnostics import Diagnostic, Fix, Source, Span
from sitegen.lazy import dataclass, field, fields
from sitegen.source.nodes import Mapping as MappingNode
from sitegen.source.nodes import Node, Scalar, Sequence
from sitegen.source.same_facts import same_signs

T = TypeVar("T")


class Tbd(Enum):
    """`tbd`: to be decided."""

    TBD = "tbd"


TBD: Final = Tbd.TBD


class Unread(Enum):
    """Stands, while a record is read, for a value that could not be read and was reported."""

    UNREAD = "unread"


UNREAD: Final = Unread.UNREAD


class OwnWords(str):
    """Words that visitors read, in the site's language: pages in another one mark them as such."""

    __slots__ = ()


class NotReadError(Exception):
    """A field was asked for that could not be read, which was reported. It ends a piece."""


class Part(tuple[T, ...]):
    """The entries of a list that could be read; others could not, or may be missing."""

    __slots__ = ()


class NamedPart(dict[str, T]):
    """The entries with names that could be read; others could not, or may be missing."""


NOT_DECIDED: Final = "not-decided"
"""The code of a text that says that a fact is not decided yet, where it must be."""


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a text is not a value of the kind that was expected, and how to mend it.

    `better` is what to write in place of the whole text; `safe` where nothing else can be meant.
    Only `Kind.fix` makes a fix of it, which holds that nothing is lost.
    """

    code: str
    message: str
    help: str | None = None
    better: str | None = None
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of value that is written as one text: how it is called, read and described.

    `says_all` is the law of its safe fixes: whether the second text says all that the first says,
    and nothing else.
    """

    noun: str
    read: Callable[[str], T | Misread]
    schema: Mapping[str, object]
    says_all: Callable[[str, str], bool] = same_signs

    def fix(self, span: Span, typed: str, misread: Misread) -> Fix | None:
        """Give the fix of a text that stands at `span`; safe only if the law of the kind holds."""
        if misread.better is None:
            return None
        return Fix(span, misread.better, misread.safe and self.says_all(typed, misread.better))


NodeReader = Callable[[Source, Node], tuple[Any, list[Diagnostic]]]
"""Reads a value that is more than one text; gives UNREAD with the reasons where it cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What an editor must know about one field."""

    help: str
    kind: Kind[Any] | None = None  # None: the kind that goes with the type
    plain: bool = False  # sentences of visitors, which must be in plain language
    example: str | None = None
    synonyms: tuple[str, ...] = ()  # names that people type for it
    refers_to: str | None = None  # the collection whose ids may stand here
    tbd: bool = False  # `tbd` may stand here
    or_address: bool = False  # beside ids, an address on the web may stand here
    announced_later: bool = False  # if not decided yet, a check that knows the entry reports it
    in_path: str | None = None  # where its value stands in the path of its file, as a pattern
    name: str | None = None  # where the name in the file is not that of the attribute
    reader: NodeReader | None = None
    schema: Mapping[str, object] | None = None  # of a value with its own reader


@dataclass(frozen=True, slots=True)
class At:
    """Where a record was written, and which of its fields could not be read.

    `absent` names the required fields that refer to other entries and are not written.
    """

    source: Source
    node: Node
    unread: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()

    @property
    def is_short(self) -> bool:
        """Tell whether the record's value stands alone, without its name and others."""
        fields = self.node.fields if isinstance(self.node, MappingNode) else ()
        return len(fields) == 1 and fields[0][0].start == fields[0][0].end

    def span(self, *path: str | int) -> Span:
        """Give the place of the value at `path`, or of the nearest written one around it."""
        node = self.node
        for step in path:
            inner = _inside(node, step)
            if inner is None:
                break
            node = inner
        if node is self.node and isinstance(node, MappingNode) and node.fields:
            key = node.fields[0][0]
            return Span(self.source, key.start, key.end)
        return Span(self.source, node.start, node.end)

    def name_span(self, *path: str) -> Span:
        """Give the place of the name of the last field of `path`, or of the record."""
        *before, last = path
        node: Node | None = self.node
        for step in before:
            node = _inside(node, step) if node is not None else None
        fields = node.fields if isinstance(node, MappingNode) else ()
        key = next((key for key, _ in fields if key.text == last), None)
        return self.span() if key is None else Span(self.source, key.start, key.end)

    def written(self, name: str) -> bool:
        """Tell whether the field stands in the file."""
        return isinstance(self.node, MappingNode) and self.node.get(name) is not None

    def texts(self, name: str) -> list[str]:
        """Give what is written for the field as texts, also where it could not be read."""
        fields = self.node.fields if isinstance(self.node, MappingNode) else ()
        return [v.text for key, v in fields if key.text == name and isinstance(v, Scalar)]


def _inside(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MappingNode) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Sequence) and isinstance(step, int):
        return node.items[step] if step < len(node.items) else None
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something that editors write: an entry with fields, and its place.

    One that was read in part does not hold the fields of `at.unread`: to ask for one raises
    `NotReadError`, which ends the piece of a check (`pieces.py`).
    """

    noun: ClassVar[str] = "entry"
    """What the entry is called in messages: `training`."""
    shorthand: ClassVar[str | None] = None
    """The field that may be written alone, without its name: `deadline: 2022-04-18`."""
    usual: ClassVar[tuple[str, ...]] = ()
    """The fields that a new entry most often has; none: those that are required."""
    elsewhere: ClassVar[Mapping[str, str]] = {}
    """Where things stand that people look for here, by what they type: a help."""

    at: At = field(compare=False, repr=False)

    @classmethod
    def read_in_part(cls, at: At, values: Mapping[str, object]) -> Self:
        """Give the record with these values, and without the fields of `at.unread`."""
        made = object.__new__(cls)
        for name, value in {"at": at, **values}.items():
            if name not in at.unread:
                object.__setattr__(made, name, value)
        return made

    def having(self, **values: object) -> Self:
        """Give the record with other values of some fields. What is unread in it stays unread."""
        return self.read_in_part(self.at, {**self._values(), **values})

    def _values(self) -> dict[str, object]:
        names = (one.name for one in fields(self) if one.compare)
        return {name: getattr(self, name) for name in names if name not in self.at.unread}

    # Without these, a dataclass makes its own for each kind of record, which ask for every field.
    def __init_subclass__(cls) -> None:
        for name in ("__eq__", "__hash__", "__repr__"):
            setattr(cls, name, getattr(Record, name))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(tuple(self._values().items()))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self._values().items())
        return f"{type(self).__qualname__}({values})"

    if not TYPE_CHECKING:  # a type checker would take every misspelt name for a field

        def __getattr__(self, name: str) -> object:
            if name in type(self).__dataclass_fields__:
                raise NotReadError(f"{name} of {self.noun} could not be read")
            raise AttributeError(name=name, obj=self)
