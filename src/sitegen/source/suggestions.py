"""Did you mean: the known word that a typed word most likely stands for."""

from __future__ import annotations

from collections.abc import Iterable


def closest(word: str, known: Iterable[str]) -> str | None:
    """Give the nearest of `known` within a third of the word's length; None where none is near.

    The limit is that of the Rust compiler (`edit_distance.rs`): a wider one proposes `start`
    for `state`, which is worse than proposing nothing.
    """
    folded = _fold(word)
    limit = max(len(word), 3) // 3
    best: tuple[int, str] | None = None
    for candidate in sorted(known):
        other = _fold(candidate)
        if abs(len(other) - len(folded)) > limit:
            continue
        distance = 0 if other == folded else _distance(folded, other)
        if distance <= limit and (best is None or distance < best[0]):
            best = (distance, candidate)
    return best[1] if best else None


def _fold(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")


def _distance(one: str, other: str) -> int:
    """Count the letters to insert, delete, replace, or swap with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def listed(words: Iterable[str]) -> str:
    """Write `a`, `b` or `c`, each as code."""
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
