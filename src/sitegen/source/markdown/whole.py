"""Markdown of any blocks to a document. Few texts need it, so it is loaded for these only."""

from __future__ import annotations

from sitegen.source.markdown.blocks import Open, read_blocks
from sitegen.source.markdown.inlines import Inlines, Names, read_inlines, read_whole_inlines
from sitegen.source.markdown.nodes import (
    Block,
    Bracketed,
    Cell,
    CodeBlock,
    Document,
    Heading,
    HtmlBlock,
    Inline,
    Item,
    ListBlock,
    Note,
    Paragraph,
    Quote,
    Rule,
    Table,
    Unshown,
)
from sitegen.source.markdown.tables import cell, cells
from sitegen.source.markdown.written import lines_of


def read_lines(text: str, lines: list[tuple[int, int]], bracketed: list[Bracketed]) -> list[Inline]:
    """Read lines of a text, whatever they hold; what is in brackets in them is added to a list."""
    names = Names({}, frozenset())
    inside = read_whole_inlines(lines_of(text, lines), names)
    bracketed += names.bracketed
    return inside


def read_whole(text: str, inlines: Inlines = read_inlines) -> Document:
    """Read a text of any blocks. `inlines` is what reads their lines."""
    blocks = read_blocks(text)
    notes: dict[str, Open] = {}
    others = _collect(blocks.root, notes)
    names = Names(blocks.targets, frozenset(notes))
    shown = _Shown(text, names, inlines)
    document = Document(blocks=shown.blocks(blocks.root))
    document.notes = shown.notes(notes)
    others += [notes[name] for name in notes if name not in names.numbers]
    document.unshown = sorted(
        [
            *shown.left_out,
            *(Unshown(note.start, note.end, "footnote") for note in others),
            *(
                Unshown(a, b, "address")
                for name, a, b in blocks.definitions
                if name not in names.used
            ),
        ],
        key=lambda one: one.start,
    )
    document.bracketed = sorted(names.bracketed, key=lambda one: one.start)
    return document


def _collect(root: Open, notes: dict[str, Open]) -> list[Open]:
    """Find the footnotes, wherever they stand. The first of a name counts; give the others."""
    others = []
    waiting = [root]
    while waiting:
        block = waiting.pop()
        if block.kind == "note" and notes.setdefault(block.mark, block) is not block:
            others.append(block)
        waiting += reversed(block.children)
    return others


class _Shown:
    """Makes what is shown of the blocks of a text."""

    def __init__(self, text: str, names: Names, inlines: Inlines) -> None:
        self._text = text
        self._inlines = inlines
        self._names = names
        self.left_out: list[Unshown] = []

    def notes(self, notes: dict[str, Open]) -> list[Note]:
        """Give the footnotes that are marked, in the order of their marks."""
        found: list[Note] = []
        numbers = self._names.numbers
        while len(found) < len(numbers):  # a footnote may mark further ones
            name = list(numbers)[len(found)]
            block = notes[name]
            note = Note(block.start, block.end, numbers[name], 0, self.blocks(block))
            found.append(note)
        for name, note in zip(numbers, found, strict=True):
            note.marks = self._names.marks[name]
        return found

    def blocks(self, parent: Open) -> list[Block]:
        """Give the blocks inside a block."""
        return [self._block(block) for block in parent.children if block.kind != "note"]

    def _block(self, block: Open) -> Block:
        start, end = block.start, block.end
        match block.kind:
            case "heading":
                words = self._inlines(lines_of(self._text, block.lines), self._names)
                return Heading(start, end, block.level, words)
            case "code":
                return CodeBlock(start, end, _code(block), fenced=bool(block.mark))
            case "html":
                return HtmlBlock(start, end, lines_of(self._text, block.lines).text)
            case "rule":
                return Rule(start, end)
            case "quote":
                return Quote(start, end, self.blocks(block))
            case "list":
                items = [self._item(item) for item in block.children]
                first = None if block.first < 0 else block.first
                return ListBlock(start, end, items, first, block.tight)
            case "table":
                header, *rows = [self._row(row, len(block.aligned)) for row in block.children]
                return Table(start, end, block.aligned, header, rows)
            case _:
                words = self._inlines(lines_of(self._text, block.lines), self._names)
                return Paragraph(start, end, words)

    def _item(self, item: Open) -> Item:
        return Item(item.start, item.end, self.blocks(item), item.checked)

    def _row(self, row: Open, columns: int) -> list[Cell]:
        begin, end = row.lines[0]
        line = self._text[begin:end].rstrip(" \t")
        found = []
        every = cells(line)
        if len(every) > columns:
            self.left_out.append(Unshown(begin + every[columns][0], begin + len(line), "cells"))
        for start, stop in every[:columns]:
            written = cell(self._text, begin + start, begin + stop)
            place = written.places[0]
            words = self._inlines(written, self._names)
            found.append(Cell(place, begin + stop, words))
        return found + [Cell(end, end, []) for _ in range(columns - len(found))]


def _code(block: Open) -> str:
    if block.mark:
        return block.text
    lines = block.text.split("\n")
    while lines and not lines[-1].strip(" \t"):
        lines.pop()
    return "\n".join(lines) + "\n"
