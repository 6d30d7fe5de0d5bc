"""Where the parts of a condition are written, and what is left of it without one of them."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.programme.eligibility.conditions import All, Any, Condition, Not
from sitegen.source.nodes import Mapping, Node, Sequence


def without_parts(condition: Condition, node: Node) -> Iterator[tuple[Condition, int, int]]:
    """Yield the condition without each part of its `all` and `any`, and the part's place.

    `node` is what the condition was read from. A whole part comes before the parts inside it.
    """
    if isinstance(condition, Not):
        for rest, start, end in without_parts(condition.part, _value(node)):
            yield Not(rest), start, end
    if not isinstance(condition, All | Any):
        return
    kind = type(condition)
    for number, (part, written) in enumerate(zip(condition.parts, _part_nodes(node), strict=True)):
        before, after = condition.parts[:number], condition.parts[number + 1 :]
        if before or after:
            yield kind((*before, *after)), written.start, written.end
        for rest, start, end in without_parts(part, written):
            yield kind((*before, rest, *after)), start, end


def _part_nodes(node: Node) -> tuple[Node, ...]:
    """Give what the parts of an `all` or `any` were read from; several fields are all needed."""
    if isinstance(node, Mapping) and len(node.fields) > 1:
        return tuple(Mapping((one,), one[0].start, one[1].end) for one in node.fields)
    listed = _value(node)
    return listed.items if isinstance(listed, Sequence) else ()


def _value(node: Node) -> Node:
    """Give what stands after the one name of a condition, such as `all`."""
    return node.fields[0][1] if isinstance(node, Mapping) else node
