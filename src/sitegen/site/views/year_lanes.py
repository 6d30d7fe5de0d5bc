"""Lanes of a row of a drawing, so that nothing in the row overlaps."""

from __future__ import annotations

from math import inf

GAP = 4
"""Room between two boxes of a lane."""


class Lanes:
    """Lanes of a row. The first that is free is found without asking all: a year may have many.

    They are the leaves of a tree, in which each node has the least of where its lanes are free.
    """

    def __init__(self) -> None:
        self.taken = 0
        self._leaves = 1
        self._free = [-inf, -inf]

    def take(self, left: float, right: float) -> int:
        """Take the first lane that is free from `left` on, until `right`."""
        if self._free[1] > left:
            self._grow()
        node = 1
        while node < self._leaves:
            node *= 2
            node += self._free[node] > left
        lane = node - self._leaves
        self.taken = max(self.taken, lane + 1)
        self._free[node] = right + GAP
        while node > 1:
            node //= 2
            self._free[node] = min(self._free[2 * node], self._free[2 * node + 1])
        return lane

    def _grow(self) -> None:
        """Double the lanes: all there were are the left half of the new tree."""
        free, self._free = self._free, [-inf, -inf]
        level = 1
        while level <= self._leaves:
            self._free += [*free[level : 2 * level], *[-inf] * level]
            level *= 2
        self._leaves *= 2
