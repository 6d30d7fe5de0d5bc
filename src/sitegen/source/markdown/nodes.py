"""What a Markdown text consists of: blocks, and what stands within a line, each with its place.

`start` and `end` are indexes in the text that was read.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from sitegen.lazy import dataclass, field


@dataclass(slots=True)
class Text:
    """Words, as they are shown."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Code:
    """Words within a line that are shown as they were typed. They begin at `text_start`."""

    start: int
    end: int
    text: str
    text_start: int


@dataclass(slots=True)
class Tag:
    """A tag of HTML within a line. It is shown as it was typed."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Break:
    """The end of a line within a paragraph. Where it is `hard`, a new line begins."""

    start: int
    end: int
    hard: bool


@dataclass(slots=True)
class Marked:
    """Words that are emphasised, strongly emphasised or crossed out."""

    start: int
    end: int
    tag: Literal["em", "strong", "del"]
    children: list[Inline]


@dataclass(slots=True)
class Target:
    """Where a link leads, its title, and where its address is written."""

    address: str
    title: str
    start: int
    end: int


@dataclass(slots=True)
class Link:
    """A link; `bare` is one whose words are the address itself."""

    start: int
    end: int
    target: Target
    children: list[Inline]
    text_start: int
    text_end: int
    bare: bool = False


@dataclass(slots=True)
class Picture:
    """A picture; its children are the words for those who do not see it."""

    start: int
    end: int
    target: Target
    children: list[Inline]
    text_start: int
    text_end: int


@dataclass(slots=True)
class NoteMark:
    """The mark of a footnote: which one of the text it is, and which mark of this footnote."""

    start: int
    end: int
    number: int
    time: int


Inline: TypeAlias = Text | Code | Tag | Break | Marked | Link | Picture | NoteMark


@dataclass(slots=True)
class Paragraph:
    """Words that stand together. In a tight list, nothing parts them from what follows."""

    start: int
    end: int
    children: list[Inline]


@dataclass(slots=True)
class Heading:
    """A heading of level 1 to 6."""

    start: int
    end: int
    level: int
    children: list[Inline]


@dataclass(slots=True)
class CodeBlock:
    """Lines that are shown as they were typed. Without a fence, they begin with four spaces."""

    start: int
    end: int
    text: str
    fenced: bool


@dataclass(slots=True)
class HtmlBlock:
    """Lines of HTML. They are shown as they were typed."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Rule:
    """A line that parts two subjects."""

    start: int
    end: int


@dataclass(slots=True)
class Quote:
    """A quotation."""

    start: int
    end: int
    children: list[Block]


@dataclass(slots=True)
class Item:
    """An item of a list. `checked` is None unless it is a task."""

    start: int
    end: int
    children: list[Block]
    checked: bool | None


@dataclass(slots=True)
class ListBlock:
    """A list. Its first number is None where it has no numbers."""

    start: int
    end: int
    children: list[Item]
    first: int | None
    tight: bool


@dataclass(slots=True)
class Cell:
    """A cell of a table."""

    start: int
    end: int
    children: list[Inline]


@dataclass(slots=True)
class Table:
    """A table: how its columns are aligned, its header, and its rows."""

    start: int
    end: int
    alignments: list[Literal["", "left", "center", "right"]]
    header: list[Cell]
    rows: list[list[Cell]]


Block: TypeAlias = (
    Paragraph | Heading | CodeBlock | HtmlBlock | Rule | Quote | ListBlock | Item | Table
)


@dataclass(slots=True)
class Note:
    """A footnote that is marked in the text, `marks` times."""

    start: int
    end: int
    number: int
    marks: int
    children: list[Block]


@dataclass(slots=True)
class Bracketed:
    """Words in brackets that are no link. `then` says what follows directly.

    That is "" where the words name no address, "[]" where an address is named that is given
    nowhere, "(" where one follows that has no end, and "^" where a footnote is not written.
    """

    start: int
    end: int
    text: str
    then: Literal["", "[]", "(", "^"]


@dataclass(slots=True)
class Unshown:
    """What is written and stands nowhere on the page.

    It is an address that no link names, a footnote that nothing marks, or cells beside a table.
    """

    start: int
    end: int
    kind: Literal["address", "footnote", "cells"]


@dataclass(slots=True)
class Document:
    """A whole text."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    bracketed: list[Bracketed] = field(default_factory=list)
    unshown: list[Unshown] = field(default_factory=list)
