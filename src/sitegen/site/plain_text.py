"""Markdown as editors write it, to plain words for calendars, which show no HTML."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.lazy import pattern
from sitegen.site.addresses import BaseUrl
from sitegen.site.kinds import Address
from sitegen.source.markdown.marks import Markdown
from sitegen.source.markdown.nodes import (
    Block,
    Break,
    Cell,
    CodeBlock,
    Heading,
    HtmlBlock,
    Inline,
    Item,
    Link,
    ListBlock,
    Marked,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    Table,
)

_NEW_LINE = "\n"
_WHITE = pattern(r"\s+")


class PlainText:
    """Turns Markdown into plain words for one site."""

    def __init__(self, base: BaseUrl) -> None:
        self._base = base

    def of(self, text: Markdown | None) -> str:
        """Give the words of a text: a line for each paragraph and each entry of a list.

        A link is its words with its whole address behind them. What is struck out is left out.
        """
        if text is None:
            return ""
        document = text.document
        lines = self._lines(document.blocks)
        for note in document.notes:
            lines += self._behind(f"{note.number}.", note.children)
        plain = (" ".join(line.split()) for line in lines)
        return _NEW_LINE.join(line for line in plain if line)

    def _lines(self, blocks: Sequence[Block]) -> list[str]:
        return [line for block in blocks for line in self._of_block(block)]

    def _of_block(self, block: Block) -> list[str]:
        match block:
            case Paragraph() | Heading():
                return self._said(block.children).split(_NEW_LINE)
            case CodeBlock() | HtmlBlock():
                return [_WHITE.sub(" ", block.text)]
            case Quote():
                return self._lines(block.children)
            case ListBlock():
                return [
                    line
                    for number, item in enumerate(block.children, block.first or 0)
                    for line in self._of_item(item, "•" if block.first is None else f"{number}.")
                ]
            case Table():
                return [self._of_row(row) for row in (block.header, *block.rows)]
            case _:
                return []

    def _of_item(self, item: Item, mark: str) -> list[str]:
        if item.checked is not None:
            mark += " ☑" if item.checked else " ☐"
        return self._behind(mark, item.children)

    def _behind(self, mark: str, blocks: Sequence[Block]) -> list[str]:
        """Give what stands behind a mark: the first paragraph on the line of the mark."""
        lines = self._lines(blocks)
        if blocks and isinstance(blocks[0], Paragraph | HtmlBlock):
            return [f"{mark} {lines[0]}", *lines[1:]]
        return [mark, *lines]

    def _of_row(self, row: Sequence[Cell]) -> str:
        line = ""
        for cell in row:
            line += ("; " if line else "") + self._said(cell.children)
        return line

    def _said(self, inlines: Sequence[Inline]) -> str:
        return "".join(map(self._one, inlines))

    def _one(self, one: Inline) -> str:
        match one:
            case Break():
                return _NEW_LINE if one.hard else " "
            case Marked():
                return "" if one.tag == "del" else self._said(one.children)
            case Link():
                return self._linked(one)
            case Picture():
                return self._said(one.children)
            case NoteMark():
                return f" [{one.number}]"
            case _:
                # Other white space becomes one space in the end.
                return _WHITE.sub(" ", one.text) if _NEW_LINE in one.text else one.text

    def _linked(self, link: Link) -> str:
        """Write the whole address behind the words, unless they are the address, or no words."""
        words, address = self._said(link.children), self._address(link.target.address)
        is_said = words.strip().rstrip("/") in {"", address.rstrip("/")}
        return words if is_said or not address else f"{words} ({address})"

    def _address(self, target: str) -> str:
        """Give an address as people write it: whole, and without the sign of mail or phones."""
        if target.startswith("/") and not target.startswith("//"):
            return f"{self._base.origin}{self._base.href(Address(target))}"
        scheme, _, rest = target.partition(":")
        if scheme in {"mailto", "tel", "sms"}:
            return rest
        return target if scheme.casefold() in {"http", "https"} else ""
