"""What of the state of a training stands beside one of its dates in a list."""

from __future__ import annotations

from collections.abc import Container

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

_GOES_ON = {State.CLOSED, State.FULL}
"""What is said in these is still true while the training is under way, so it is said once."""


def status_beside(status: StatusView, kind: DateKind) -> StatusView | None:
    """Give of the state of a training what is said beside a date of it, or None for nothing.

    It is the training that has moved, not its deadline. When one has to act, the row of that day
    says.
    """
    moved = status if kind is DateKind.TRAINING else without_moves(status)
    untold = _UNTOLD.get(kind, _UNTOLD_BY_OTHERS)
    first, *others = (_told(one, untold) for one in (moved, *moved.later))
    later = list[StateView]()
    for one in others:
        last = later[-1] if later else first
        if one.state == State.UNDER_WAY and one.tag and last.state in _GOES_ON:
            goes_on = replace(last, until=one.until)
            later, first = ([*later[:-1], goes_on], first) if later else (later, goes_on)
        elif one.tag or one.moves:
            later.append(one)
    if not (first.tag or first.moves or later):
        return None
    return replace(status, tag=first.tag, moves=first.moves, until=first.until, later=tuple(later))


def _told(one: StateView, untold: Container[str]) -> StateView:
    return replace(one, tag="") if one.state in untold else one
