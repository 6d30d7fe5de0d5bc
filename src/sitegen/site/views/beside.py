"""What of the state of a training stands beside one of its dates in a list."""

from __future__ import annotations

from sitegen.lazy import replace
from sitegen.programme.dates import DateKind
from sitegen.programme.states import State
from sitegen.site.views.status import StateView, StatusView, without_moves

_UNTOLD_BY_OTHERS = frozenset(State) - {State.FULL, State.TENTATIVE}
_UNTOLD = {
    DateKind.TRAINING: frozenset({State.OPEN, State.CLOSES_SOON, State.UNDER_WAY}),
    DateKind.DEADLINE: _UNTOLD_BY_OTHERS - {State.CLOSES_SOON},
}
"""States of a training that its own days, its deadline and its other dates leave to others."""

_GOES_ON = {State.UNDER_WAY, State.OVER}
"""In these, what was said before is still true: one can no longer apply."""


def status_beside(status: StatusView, kind: DateKind) -> StatusView | None:
    """Give of the state of a training what is said beside a date of it, or None for nothing.

    It is the training that has moved, not its deadline. When one has to act, the row of that day
    says.
    """
    moved = status if kind is DateKind.TRAINING else without_moves(status)
    untold = _UNTOLD.get(kind, _UNTOLD_BY_OTHERS)
    if status.state in (untold - {State.UNDER_WAY} if kind is DateKind.TRAINING else untold):
        moved = replace(moved, tag="")
    until, later = moved.until, list[StateView]()
    for one in moved.later:
        if one.state not in untold:
            later.append(one)
        elif one.state not in _GOES_ON:
            continue
        elif later:
            later[-1] = replace(later[-1], until=one.until)
        else:
            until = one.until
    if not (moved.tag or moved.moves or later):
        return None
    return replace(moved, until=until, later=tuple(later))
