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


def partial_at(node: Node, place: int) -> Node:
    """Mark the entries as partial to which a line at `place` may have belonged.

    These are the innermost entry around it and those around that, up to the nearest list.
    """
    if isinstance(node, Sequence):
        items = list(node.items)
        inside = [n for n, item in enumerate(items) if item.start <= place]
        if not inside:
            return node
        items[inside[-1]] = partial_at(items[inside[-1]], place)
        return node._replace(items=tuple(items))
    if not isinstance(node, Mapping):
        return node
    fields = list(node.fields)
    inside = [n for n, (key, _) in enumerate(fields) if key.start <= place]
    if not inside:
        return node._replace(whole=False)
    name, value = fields[inside[-1]]
    if isinstance(value, Scalar) and value.plain and not value.text:
        value = Unreadable(value.start, value.end)  # its value may have stood there
    fields[inside[-1]] = (name, partial_at(value, place))
    in_list = isinstance(value, Sequence) and value.start <= place
    return node._replace(fields=tuple(fields), whole=node.whole and in_list)
