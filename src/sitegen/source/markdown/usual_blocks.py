"""The blocks of most texts: paragraphs, headings, and lists without anything inside.

The whole reading (`blocks.py`) gives the same for each of them, at many times the cost. What is not
known here for certain is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sitegen.lazy import pattern
from sitegen.source.markdown.characters import WHITESPACE
from sitegen.source.markdown.nodes import Block, Heading, Inline, Item, ListBlock, Paragraph
from sitegen.source.markdown.usual_inlines import read_usual_inlines

_WORDS = r"""(?:
    [^\s\ufeff#>+=|:~`<_*\[0-9-]                # no sign that a block begins with
  | \*{1,2}[^\s*]                               # emphasis
  | \[(?!\^|[ xX]\])                            # a link, no footnote and no box of a task
  | [0-9]{1,9}(?![0-9]|[.)](?:\ |\n|\Z))        # a number, not that of an item
)"""
_BEGIN = pattern(
    rf"(?:(\#{{1,6}})\ |(?:([-+*])|([0-9]{{1,9}})([.)]))\ |(\ +))?(?={_WORDS})", re.VERBOSE
)
"""How a line begins: with the signs of a heading or an item, or with spaces; then come words."""

WholeLines = Callable[[list[tuple[int, int]]], list[Inline]]
"""What reads lines at some places of a text, whatever they hold."""


def read_usual_blocks(text: str, whole: WholeLines) -> list[Block] | None:
    """Read a text; None where it holds anything unusual. `whole` reads lines that are not usual."""
    if "\t" in text or "\r" in text or "]:" in text:
        return None
    lines = _Lines(text, whole)
    at, size = 0, len(text.rstrip("\n"))
    while at < size:
        end = text.find("\n", at, size)
        if end < 0:
            end = size
        if not lines.take(at, end):
            return None
        at = end + 1
    return lines.end(size)


class _Lines:
    """Takes line after line.

    What is open is a paragraph at the places `_open`, and around it an item of a list, or nothing.
    `_before` is where the line before ends.
    """

    def __init__(self, text: str, whole: WholeLines) -> None:
        self.blocks: list[Block] = []
        self._text = text
        self._whole = whole
        self._open: list[tuple[int, int]] = []
        self._list: ListBlock | None = None
        self._sign, self._width, self._item_start = "", 0, 0  # of the item that is open
        self._blank = False
        self._before = 0

    def take(self, start: int, end: int) -> bool:
        """Take a line; False if it is not known what becomes of it."""
        if start == end:
            self._blank = True
            if self._list is None:
                self._close()
        elif self._text[start].isalpha():
            if not self._words(start, end):
                return False
        else:
            found = _BEGIN.match(self._text, start)
            if not (found and self._signs(found, start, end)):
                return False
        self._before = end
        return True

    def end(self, size: int) -> list[Block]:
        """End what is open where the text ends, and give everything."""
        self._before = size
        self._close()
        return self.blocks

    def _signs(self, found: re.Match[str], start: int, end: int) -> bool:
        hashes, sign, number, behind, spaces = found.groups()
        if hashes:
            return self._heading(start, found.end(), end)
        if spaces:
            if self._list is None or self._blank or len(spaces) != self._width:
                return False
            self._open.append((found.end(), end))
            return True
        if not (sign or number):
            return self._words(start, end)
        first = int(number) if number else None
        if not self._item(sign or behind, first, start):
            return False
        self._width = found.end() - start
        self._open = [(found.end(), end)]
        return True

    def _words(self, start: int, end: int) -> bool:
        if self._list is not None:
            if not self._blank:
                return False  # it belongs to the item
            self._close()
        self._open.append((start, end))
        return True

    def _heading(self, start: int, words: int, end: int) -> bool:
        if self._text[end - 1] in "# ":
            return False
        self._close()
        level = self._text.index(" ", start) - start
        self.blocks.append(Heading(start, end, level, self._inside([(words, end)])))
        return True

    def _item(self, sign: str, number: int | None, start: int) -> bool:
        """Begin an item; False if its line goes on with a paragraph."""
        if self._list is not None and sign == self._sign:
            self._list.tight = self._list.tight and not self._blank
            self._close_item(self._list)
        elif self._list is None and self._open and number not in {None, 1}:
            return False
        else:
            self._close()
            self._list = ListBlock(start, start, [], number, tight=True)
        self._sign, self._item_start, self._blank = sign, start, False
        return True

    def _close(self) -> None:
        if self._list is not None:
            self._close_item(self._list)
            self._list.end = self._before
            self.blocks.append(self._list)
            self._list = None
        elif self._open:
            self.blocks.append(self._paragraph())

    def _close_item(self, around: ListBlock) -> None:
        item = Item(self._item_start, self._before, [self._paragraph()], None)
        around.children.append(item)

    def _paragraph(self) -> Paragraph:
        lines, self._open = self._open, []
        return Paragraph(lines[0][0], lines[-1][1], self._inside(lines))

    def _inside(self, lines: list[tuple[int, int]]) -> list[Inline]:
        text = self._text
        if len(lines) == 1:
            start, end = lines[0]
            usual = read_usual_inlines(text[start:end].rstrip(WHITESPACE), (start,))
        else:
            words = "\n".join([text[start:end] for start, end in lines]).rstrip(WHITESPACE)
            usual = read_usual_inlines(words, [start for start, _ in lines])
        return self._whole(lines) if usual is None else usual
