"""What readers make of a file: lines and rows in its order, each with its place; no meaning yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MOST_PARTS = 20_000
"""Lines and rows of one file. A list of trainings has some hundred."""
MOST_SIGNS = 2_000_000
"""Characters of one file after it was unpacked."""
LONGEST_LINE = 2_000
"""Characters of a line in which something is looked for. A longer one is prose."""


class Line(NamedTuple):
    """A line of text. `place` says where it stands, such as `line 12`.

    `uid` names an event of a calendar, and `problem` says why such an event cannot be taken over.
    """

    place: str
    text: str
    is_heading: bool = False
    is_item: bool = False  # of a list, so that it is no heading
    uid: str = ""
    problem: str = ""
    is_mention: bool = False  # it tells of a training and does not say its days
    is_around: bool = False  # its first days are those of something else around a training


class Row(NamedTuple):
    """A row of a table: its cells as text, from the first column on."""

    place: str
    cells: tuple[str, ...]


Part = Line | Row
Parts = Sequence[Part]


class Unimportable(Exception):  # noqa: N818 - says what is wrong with a file, in plain words
    """A file cannot be read: what it is, and what to do instead."""


class Budget:
    """What may still be read of a file, so that no file can fill the memory."""

    def __init__(self) -> None:
        self._parts, self._signs = MOST_PARTS, MOST_SIGNS

    def spend(self, part: Part) -> Part:
        """Count a part and give it. Raises Unimportable where there is too much."""
        signs = len(part.text) if isinstance(part, Line) else sum(map(len, part.cells))
        self._parts -= 1
        self._signs -= signs
        if self._parts < 0 or self._signs < 0:
            raise Unimportable(
                f"It has more than {MOST_PARTS:,} lines or rows, or more than {MOST_SIGNS:,} "
                "characters, which is more than is read at once. Save the part with the trainings "
                "in a file of its own."
            )
        return part
