"""What a YAML file consists of before any meaning: texts, lists and entries with places."""

from __future__ import annotations

from typing import NamedTuple


class Scalar(NamedTuple):
    """A text as written, without its quotes. `plain` is false where it stood in quotes."""

    text: str
    start: int
    end: int
    plain: bool


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    start: int
    end: int


class Mapping(NamedTuple):
    """An entry: fields in the order written, duplicates included.

    `whole` is false where a part of it could not be read, so that a field that seems not to be
    there may be. What could not be read was reported.
    """

    fields: tuple[tuple[Scalar, Node], ...]
    start: int
    end: int
    whole: bool = True

    def get(self, name: str) -> Node | None:
        """Give the value of the first field called `name`."""
        for key, value in self.fields:
            if key.text == name:
                return value
        return None


class Unreadable(NamedTuple):
    """Something whose meaning cannot be told. It was reported, so nothing more is said of it."""

    start: int
    end: int


Node = Scalar | Sequence | Mapping | Unreadable
