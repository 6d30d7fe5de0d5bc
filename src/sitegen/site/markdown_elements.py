"""A Markdown text that was read, as elements of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AMP_SUBSTITUTE

from sitegen.site.wording import Words
from sitegen.source.markdown.marks import note_ids, words_in
from sitegen.source.markdown.nodes import (
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Document,
    Heading,
    HtmlBlock,
    Inline,
    Link,
    ListBlock,
    Marked,
    Note,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
)

# The serializer of the library takes `&copy;` for a reference wherever it stands; this it keeps.
_SIGNS = str.maketrans({"&": f"{AMP_SUBSTITUTE}amp;", "\x02": None, "\x03": None})


class Elements:
    """Makes elements of a text. `id_prefix` keeps its footnotes apart from those of others."""

    def __init__(self, words: Words, id_prefix: str) -> None:
        self._words = words
        self._id_prefix = id_prefix

    def fill(self, root: Element, document: Document) -> None:
        """Add what a text consists of to an element."""
        self._blocks(root, document.blocks)
        if document.notes:
            label = self._words.say("Footnotes")
            notes = SubElement(root, "ol", {"class": "footnotes", "aria-label": label})
            for note in document.notes:
                self._note(notes, note)

    def _blocks(self, parent: Element, blocks: Sequence[Block], *, tight: bool = False) -> None:
        for block in blocks:
            match block:
                case Paragraph() if tight:
                    self._inlines(parent, block.children)
                case Paragraph():
                    self._inlines(SubElement(parent, "p"), block.children)
                case Heading():
                    self._inlines(SubElement(parent, f"h{block.level}"), block.children)
                case Quote():
                    self._blocks(SubElement(parent, "blockquote"), block.children)
                case ListBlock():
                    self._list(parent, block)
                case Table():
                    self._table(parent, block)
                case _:
                    _as_typed(parent, block)

    def _list(self, parent: Element, block: ListBlock) -> None:
        element = SubElement(parent, "ul" if block.first is None else "ol")
        if block.first not in {None, 1}:
            element.set("start", str(block.first))
        for item in block.children:
            entry = SubElement(element, "li")
            at = entry
            if item.checked is not None:
                first = item.children[0] if item.children else None
                if isinstance(first, Paragraph) and not block.tight:
                    at = SubElement(entry, "p")
                label = self._words.say("Done") if item.checked else self._words.say("To do")
                box = SubElement(at, "span", {"role": "img", "aria-label": label})
                box.text, box.tail = "☑" if item.checked else "☐", " "
                if at is not entry and isinstance(first, Paragraph):
                    self._inlines(at, first.children)
                    self._blocks(entry, item.children[1:])
                    continue
            self._blocks(entry, item.children, tight=block.tight)

    def _table(self, parent: Element, table: Table) -> None:
        name = ", ".join(filter(None, (words_in(cell.children) for cell in table.header)))
        # Wide tables are scrolled in their place, with the keys, too.
        frame = SubElement(parent, "div", {"class": "table", "role": "region", "tabindex": "0"})
        frame.set("aria-label", name.translate(_SIGNS) or self._words.say("Table"))
        element = SubElement(frame, "table")
        self._row(SubElement(element, "thead"), table, table.header, "th")
        if table.rows:
            body = SubElement(element, "tbody")
            for row in table.rows:
                self._row(body, table, row, "td")

    def _row(self, parent: Element, table: Table, cells: Sequence[Cell], tag: str) -> None:
        row = SubElement(parent, "tr")
        for cell, aligned in zip(cells, table.alignments, strict=True):
            named = tag == "th" and cell.children
            element = SubElement(row, "th" if named else "td")
            if named:
                element.set("scope", "col")
            if aligned in {"center", "right"}:
                element.set("class", aligned)
            self._inlines(element, cell.children)

    def _note(self, parent: Element, note: Note) -> None:
        name, mark = note_ids(note.number)
        entry = SubElement(parent, "li", {"id": self._id_prefix + name})
        self._blocks(entry, note.children)
        last = entry[-1] if len(entry) and entry[-1].tag == "p" else SubElement(entry, "p")
        _say(last, " ")
        back = SubElement(last, "a", {"href": f"#{self._id_prefix}{mark}"})
        back.set("aria-label", self._words.say("Back to the text"))
        back.text = "↩"

    def _inlines(self, parent: Element, inlines: Sequence[Inline]) -> None:
        for one in inlines:
            match one:
                case Break():
                    if one.hard:
                        SubElement(parent, "br")
                    _say(parent, "\n")
                case Code():
                    _say(SubElement(parent, "code"), one.text)
                case Marked():
                    self._inlines(SubElement(parent, one.tag), one.children)
                case Link():
                    link = SubElement(parent, "a", {"href": one.target.address.translate(_SIGNS)})
                    if one.target.title:
                        link.set("title", one.target.title.translate(_SIGNS))
                    self._inlines(link, one.children)
                case Picture():
                    self._inlines(parent, one.children)
                case NoteMark():
                    self._mark(parent, one)
                case _:
                    _say(parent, one.text)

    def _mark(self, parent: Element, mark: NoteMark) -> None:
        name, first = note_ids(mark.number)
        link = SubElement(SubElement(parent, "sup"), "a", {"href": f"#{self._id_prefix}{name}"})
        if mark.time == 1:
            link.set("id", self._id_prefix + first)
        link.set("aria-label", self._words.say("Footnote {number}", number=mark.number))
        link.text = str(mark.number)


def _as_typed(parent: Element, block: Block) -> None:
    """Add what holds no words of a paragraph."""
    if isinstance(block, CodeBlock):
        _say(SubElement(SubElement(parent, "pre"), "code"), block.text)
    elif isinstance(block, HtmlBlock):
        _say(SubElement(parent, "p"), block.text)
    elif isinstance(block, Rule):
        SubElement(parent, "hr")


def _say(element: Element, text: str) -> None:
    """Add words at the end of an element."""
    words = text.translate(_SIGNS)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
