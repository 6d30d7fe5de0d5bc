"""The text of one paragraph, heading or cell, and where each of its characters is written."""

from __future__ import annotations

from bisect import bisect_right

from sitegen.lazy import dataclass
from sitegen.source.markdown.characters import WHITESPACE


@dataclass(slots=True)
class Written:
    """A text that is put together from parts of another.

    `starts` are the indexes in it at which a part begins, `places` those in the other text.
    """

    text: str
    starts: list[int]
    places: list[int]

    def place(self, index: int) -> int:
        """Give where the character is written."""
        part = bisect_right(self.starts, index) - 1 if len(self.starts) > 1 else 0
        return self.places[part] + index - self.starts[part]

    def after(self, index: int) -> int:
        """Give where what ends before `index` ends."""
        return self.place(index - 1) + 1 if index else self.places[0]

    def without(self, number: int) -> Written:
        """Give it without its first characters."""
        part = bisect_right(self.starts, number) - 1
        return Written(
            self.text[number:],
            [0, *(start - number for start in self.starts[part + 1 :])],
            [self.place(number), *self.places[part + 1 :]],
        )

    def stripped(self) -> Written:
        """Give it without white space around it."""
        left = len(self.text) - len(self.text.lstrip(WHITESPACE))
        return (self.without(left) if left else self).rstripped()

    def rstripped(self) -> Written:
        """Give it without white space at its end."""
        text = self.text.rstrip(WHITESPACE)
        return self if len(text) == len(self.text) else Written(text, self.starts, self.places)


def lines_of(text: str, lines: list[tuple[int, int]]) -> Written:
    """Put lines together that stand at these places of a text."""
    parts, starts, at = [], [], 0
    for start, end in lines:
        parts.append(text[start:end])
        starts.append(at)
        at += end - start + 1
    return Written("\n".join(parts), starts, [start for start, _ in lines])
