"""Every small change of a condition, as a slip of the hand would make it.

Examples prove a rule only as far as they would notice such a change.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.lazy import replace
from sitegen.programme.eligibility.conditions import (
    All,
    Any,
    Condition,
    Is,
    Not,
    OneOf,
    Something,
    Within,
    shifted,
)


def alterations(condition: Condition) -> Iterator[Condition]:
    """Yield the condition with one thing changed.

    A bound one higher or lower (a day earlier or later) or dropped, yes for no, something for
    nothing, a choice dropped, the other choices for those that are named, a part dropped, all for
    any, `not` left out.
    """
    if isinstance(condition, All | Any):
        yield from _of_parts(condition)
    elif isinstance(condition, Not):
        yield condition.part
        yield from (Not(altered) for altered in alterations(condition.part))
    elif isinstance(condition, Is | Something):
        yield replace(condition, expected=not condition.expected)
    elif isinstance(condition, OneOf):
        yield Not(condition)
        if len(condition.choices) > 1:
            for left_out in condition.choices:
                kept = tuple(choice for choice in condition.choices if choice != left_out)
                yield OneOf(condition.fact, kept)
    else:
        yield from _of_bounds(condition)


def _of_parts(condition: All | Any) -> Iterator[Condition]:
    kind, other = (All, Any) if isinstance(condition, All) else (Any, All)
    if len(condition.parts) > 1:
        yield other(condition.parts)
    for position, part in enumerate(condition.parts):
        before, after = condition.parts[:position], condition.parts[position + 1 :]
        if before or after:
            yield kind((*before, *after))
        yield from (kind((*before, altered, *after)) for altered in alterations(part))


def _of_bounds(test: Within) -> Iterator[Within]:
    for step in (-1, 1):
        if test.lowest is not None:
            yield replace(test, lowest=shifted(test.lowest, step))
        if test.highest is not None:
            yield replace(test, highest=shifted(test.highest, step))
    if test.lowest is not None and test.highest is not None:
        yield replace(test, lowest=None)
        yield replace(test, highest=None)
