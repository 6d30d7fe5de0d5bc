"""Did you mean: the known word that a typed word most likely stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from sitegen.source.lookalikes import latin, lookalike

MOST_COMPARED = 60
"""Among more words, only one that differs by one letter is proposed: it can be looked up."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """Give the nearest of `known` within a third of the word's length; None where none is near."""
    return Words(known).closest(word)


def proposal(typed: str, near: str) -> str:
    """Ask whether `near` was meant. Where both look the same, name the letter that differs."""
    letter = lookalike(typed)
    return f"It holds {letter}. Write `{near}`" if letter else f"Did you mean `{near}`?"


class Words:
    """Known words, made ready to be compared with many typed ones.

    The limit of a third of the length is that of the Rust compiler (`edit_distance.rs`): a wider
    one proposes `start` for `state`, which is worse than proposing nothing.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.sorted = sorted(set(known))
        self._known = frozenset(self.sorted)
        self._nearest: dict[str, str | None] = {}
        self._by_variant: dict[str, str] = {}

    def __contains__(self, word: object) -> bool:
        """Tell whether the word is known."""
        return word in self._known

    def closest(self, word: str) -> str | None:
        """Give the nearest known word; None where none is near."""
        if word not in self._nearest:
            many = len(self.sorted) > MOST_COMPARED
            self._nearest[word] = self._looked_up(word) if many else self._compared(word)
        return self._nearest[word]

    def _compared(self, word: str) -> str | None:
        folded = _fold(word)
        limit = max(len(word), 3) // 3
        best: tuple[int, str] | None = None
        for candidate in self.sorted:
            within = limit if best is None else best[0] - 1
            distance = _distance(folded, _fold(candidate), within)
            if distance is not None:
                best = (distance, candidate)
        return best[1] if best else None

    def _looked_up(self, word: str) -> str | None:
        if not self._by_variant:
            for known in reversed(self.sorted):
                self._by_variant.update(dict.fromkeys(_variants(_fold(known)), known))
        folded = _fold(word)
        found = {self._by_variant[v] for v in _variants(folded) if v in self._by_variant}
        near = [(d, k) for k in found if (d := _distance(folded, _fold(k), 1)) is not None]
        return min(near)[1] if near else None


def _fold(word: str) -> str:
    return latin(word).casefold().replace("_", "-").replace(" ", "-")


def _variants(word: str) -> Iterator[str]:
    """Yield the word and the word without each of its letters: words one change apart share one."""
    yield word
    if len(word) <= 100:
        for i in range(len(word)):
            yield word[:i] + word[i + 1 :]


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    begin = _common_letters(one, other)
    one, other = one[begin:], other[begin:]
    end = _common_letters(one[::-1], other[::-1])
    return one[: len(one) - end], other[: len(other) - end]


def _common_letters(one: str, other: str) -> int:
    """Count the letters that both words begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _distance(one: str, other: str, limit: int) -> int | None:
    """Count the letters to insert, delete, replace, or swap with their neighbour, up to `limit`.

    Only the cells of the table that can stay within the limit are computed.
    """
    if abs(len(one) - len(other)) > limit:
        return None
    one, other = _without_common_ends(one, other)
    far = limit + 1
    before: list[int] = []
    row = [min(j, far) for j in range(len(other) + 1)]
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [far] * (len(other) + 1)
        row[0] = min(i, far)
        for j in range(max(1, i - limit), min(len(other), i + limit) + 1):
            b = other[j - 1]
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row[j] = min(cost, far)
        if min(row) > limit and min(before) > limit:
            return None
    return row[-1] if row[-1] <= limit else None
