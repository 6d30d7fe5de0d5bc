"""What of the state of a training stands beside one of its dates in a list."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from sitegen.lazy import replace
from sitegen.programme.dates import DateKind
from sitegen.programme.states import State
from sitegen.site.views.status import StateView, StatusView, without_moves

_UNTOLD_BY_OTHERS = frozenset(State) - {State.FULL, State.TENTATIVE}
_UNTOLD = {
    DateKind.TRAINING: frozenset({State.OPEN, State.CLOSES_SOON}),
    DateKind.DEADLINE: _UNTOLD_BY_OTHERS - {State.CLOSES_SOON},
}
"""States of a training that its own days, its deadline and its other dates leave to others."""

_CLOSED = {State.CLOSED, State.FULL}
_LATER = {State.UNDER_WAY, State.OVER}
"""What is said of a training that is closed is as true in these, so it is not said anew."""


def status_beside(status: StatusView, kind: DateKind) -> StatusView | None:
    """Give of the state of a training what is said beside a date of it, or None for nothing.

    It is the training that has moved, not its deadline. When one has to act, the row of that day
    says.
    """
    moved = status if kind is DateKind.TRAINING else without_moves(status)
    untold = _UNTOLD.get(kind, _UNTOLD_BY_OTHERS)
    first = _told(moved, untold)
    others = [_told(one, untold | {State.UNDER_WAY}) for one in moved.later]
    if first.moves and not first.tag:
        ends = [one.until for one in (first, *others) if one.moves]
        first = replace(first, until=ends[-1])
        others = [replace(one, moves=()) for one in others]
    shown = [first]
    for one in others:
        last = shown[-1]
        if last.tag and last.state in _CLOSED and one.state in _LATER and not one.tag:
            shown[-1] = replace(last, until=one.until)
        elif one.tag or one.moves:
            shown.append(one)
    first, *later = shown
    if not (first.tag or first.moves or later):
        return None
    return replace(status, tag=first.tag, moves=first.moves, until=first.until, later=tuple(later))


def _told(one: StateView, untold: AbstractSet[str]) -> StateView:
    return replace(one, tag="") if one.state in untold else one
