"""How far a long work is: one line on a terminal, which is gone when the work is done."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO, TypeVar

from sitegen.reports.harmless import harmless

AFTER, EVERY = 1.0, 0.1
"""Seconds before the line is shown, because a short work needs none, and between two of them."""

T = TypeVar("T")

Tell = Callable[[str], None]
"""Takes what is being done at the moment. It is called often, and says it seldom."""


def nobody(words: str) -> None:
    """Tell it to nobody."""


@contextmanager
def told(
    out: TextIO,
    other: TextIO,
    environment: Mapping[str, str],
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Tell]:
    """Give what tells a person on the terminal `out`, and clear the line in the end.

    Where `out` or `other` leads elsewhere, nobody is told, nor where a line cannot be written anew.
    """
    is_terminal = out.isatty() and other.isatty()
    if not is_terminal or environment.get("TERM", "dumb") == "dumb":
        yield nobody
        return
    line = _Line(out, clock)
    try:
        yield line.tell
    finally:
        line.clear()


def counted(made: Iterable[tuple[str, T]], all_of_them: int, tell: Tell) -> Iterator[tuple[str, T]]:
    """Yield what is made as it is, and tell how many of all there are, and which is the newest."""
    for number, one in enumerate(made, start=1):
        tell(f"{number:,} of {all_of_them:,} files are made: {one[0]}")
        yield one


class _Line:
    def __init__(self, out: TextIO, clock: Callable[[], float]) -> None:
        self._out, self._clock = out, clock
        self._next = clock() + AFTER
        self._is_shown = False

    def tell(self, words: str) -> None:
        now = self._clock()
        if now >= self._next:
            self._next = now + EVERY
            self._is_shown = True
            self._write(harmless(words)[: _columns(self._out) - 1])

    def clear(self) -> None:
        if self._is_shown:
            self._write("")

    def _write(self, words: str) -> None:
        self._out.write(f"\r{words}\x1b[K")
        self._out.flush()


def _columns(out: TextIO) -> int:
    try:
        return os.get_terminal_size(out.fileno()).columns or 80
    except OSError:
        return 80
