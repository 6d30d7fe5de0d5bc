"""The marks of a Markdown text that a check looks at: links, headings, pictures, HTML and more."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from sitegen.lazy import dataclass, pattern
from sitegen.source.markdown import read
from sitegen.source.markdown.nodes import (
    Block,
    Bracketed,
    Break,
    Code,
    CodeBlock,
    Document,
    HtmlBlock,
    Inline,
    Link,
    ListBlock,
    Marked,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    Table,
    Tag,
    Text,
    Unshown,
)
from sitegen.source.markdown.nodes import Heading as HeadingBlock
from sitegen.source.markdown.written import Written

DEEPEST = 20
"""Quotations or lists inside one another; more cannot be told apart by people."""


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A link or a picture: its words, where it leads, and where each is written.

    The address of `[words][name]` is written in another line. `bare` is an address without words.
    """

    start: int
    end: int
    words: str
    target: str
    target_start: int
    target_end: int
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6, and its words as they are shown."""

    start: int
    end: int
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as they are shown or typed, with their place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in one text, each kind in the order of the page."""

    links: tuple[LinkMark, ...] = ()
    pictures: tuple[LinkMark, ...] = ()
    headings: tuple[Heading, ...] = ()
    tags: tuple[Passage, ...] = ()
    indented: tuple[Passage, ...] = ()  # lines that four spaces make code of
    bracketed: tuple[Bracketed, ...] = ()
    unshown: tuple[Unshown, ...] = ()
    too_deep: Passage | None = None
    notes: int = 0  # footnotes


NO_MARKS = Marks()
"""Those of most texts."""


# Each way begins with one sign, so that a search looks for these signs only.
_SIGN_OF_A_MARK = pattern(
    r"[\[<`#|@:\r\n*+>.)-](?:(?<=[\[<`#|@])|(?<=:)//"
    r"|(?<=[\r\n])(?:[ >\t]*+(?:=|--|-[ \t]*+(?:[\r\n]|\Z))| {4}| {0,3}\t)"
    r"|(?<=[*+>.)-])(?: {5}| *\t"
    rf"|(?:[ \t]*+(?:[-*+>]|[0-9]{{1,9}}[.)])){{{DEEPEST}}}))"
)
_CODE_AT_FIRST = pattern(r" {4}| {0,3}\t")


class Markdown(str):
    """A text in Markdown, and what it says: read once, as soon as that is asked for."""

    @cached_property
    def document(self) -> Document:
        """The whole text."""
        return read(self)

    @cached_property
    def _seen(self) -> _Seen:
        return _Seen(self.document)

    @cached_property
    def marks(self) -> Marks:
        """The marks in it."""
        return self._seen.marks() if may_hold_marks(self) else NO_MARKS

    @property
    def paragraphs(self) -> Iterator[Written]:
        """The words of each paragraph and item as they are shown, and where they are written."""
        return (_written(one.children) for one in self._seen.paragraphs)

    @property
    def words(self) -> Sequence[Text]:
        """All words that are shown and that no sign keeps as they are: no code, no HTML."""
        return self._seen.words


def may_hold_marks(text: str) -> bool:
    """Tell whether a text has a sign of any mark. Most notes have none, and are not read."""
    return bool(
        _SIGN_OF_A_MARK.search(text) or "www." in text.lower() or _CODE_AT_FIRST.match(text)
    )


class _Seen:
    """What stands in a document, looked at once, in the order of the page."""

    def __init__(self, document: Document) -> None:
        self.paragraphs: list[Paragraph] = []
        self.words: list[Text] = []
        self._document = document
        self._links: list[LinkMark] = []
        self._pictures: list[LinkMark] = []
        self._headings: list[Heading] = []
        self._tags: list[Passage] = []
        self._indented: list[Passage] = []
        self._deep: list[Block] = []
        self._blocks(document.blocks, 1)
        self._too_deep = next((Passage(one.start, one.end, "") for one in self._deep), None)
        for note in document.notes:
            self._blocks(note.children, 1)

    def marks(self) -> Marks:
        """Give the marks."""
        return Marks(
            links=tuple(self._links),
            pictures=tuple(self._pictures),
            headings=tuple(self._headings),
            tags=tuple(self._tags),
            indented=tuple(self._indented),
            bracketed=tuple(self._document.bracketed),
            unshown=tuple(self._document.unshown),
            too_deep=self._too_deep,
            notes=len(self._document.notes),
        )

    def _blocks(self, blocks: Sequence[Block], depth: int) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self.paragraphs.append(block)
                self._inlines(block.children)
            elif isinstance(block, (ListBlock, Quote)):
                self._holder(block, depth)
            elif isinstance(block, HeadingBlock):
                words = words_in(block.children)
                self._headings.append(Heading(block.start, block.end, block.level, words))
                self._inlines(block.children)
            elif isinstance(block, Table):
                for row in (block.header, *block.rows):
                    for cell in row:
                        self._inlines(cell.children)
            elif isinstance(block, HtmlBlock):
                self._tags += [
                    Passage(block.start + m.start(), block.start + m.end(), m[0])
                    for m in _TAG_IN_BLOCK.finditer(block.text)
                ]
            elif isinstance(block, CodeBlock) and not block.fenced:
                self._indented.append(Passage(block.start, block.end, block.text))

    def _holder(self, block: ListBlock | Quote, depth: int) -> None:
        if depth > DEEPEST:
            self._deep.append(block)
        if isinstance(block, Quote):
            self._blocks(block.children, depth + 1)
            return
        for item in block.children:
            self._blocks(item.children, depth + 1)

    def _inlines(self, inlines: Sequence[Inline]) -> None:
        for one in inlines:
            if isinstance(one, Text):
                self.words.append(one)
            elif isinstance(one, Tag):
                self._tags.append(Passage(one.start, one.end, one.text))
            elif isinstance(one, (Marked, Link, Picture)):
                if isinstance(one, Link):
                    self._links.append(_link(one))
                elif isinstance(one, Picture):
                    self._pictures.append(_link(one))
                self._inlines(one.children)


_TAG_IN_BLOCK = pattern(r"</?[A-Za-z][^<>\n]*>?|<!--|<[!?]")


def _link(link: Link | Picture) -> LinkMark:
    target = link.target
    return LinkMark(
        link.start,
        link.end,
        words_in(link.children),
        target.address,
        target.start,
        target.end,
        bare=isinstance(link, Link) and link.bare,
    )


def words_in(inlines: Sequence[Inline]) -> str:
    """Give what a reader sees of a line."""
    found = []
    waiting = list(reversed(inlines))
    while waiting:
        one = waiting.pop()
        match one:
            case Text() | Code() | Tag():
                found.append(one.text)
            case Break():
                found.append(" ")
            case NoteMark():
                pass
            case _:
                waiting += reversed(one.children)
    return "".join(found).strip()


def _written(inlines: Sequence[Inline]) -> Written:
    """Put the words of a paragraph together, each with its place."""
    parts: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    at = 0
    waiting = list(reversed(inlines))
    while waiting:
        one = waiting.pop()
        if isinstance(one, (Marked, Link, Picture)):
            waiting += reversed(one.children)
            continue
        text = "\n" if isinstance(one, Break) else "" if isinstance(one, NoteMark) else one.text
        if not text:
            continue
        parts.append(text)
        starts.append(at)
        places.append(one.text_start if isinstance(one, Code) else one.start)
        at += len(text)
    return Written("".join(parts), starts or [0], places or [0])


_NOT_IN_SLUG = pattern(r"[^a-z0-9]+")


def slug(words: str) -> str:
    """Give the id of a heading: "What's next?" gives "whats-next"."""
    plain = unicodedata.normalize("NFKD", words.replace("'", ""))
    ascii_words = plain.encode("ascii", "ignore").decode().lower()
    return _NOT_IN_SLUG.sub("-", ascii_words).strip("-") or "section"


def note_ids(number: int) -> tuple[str, str]:
    """Give the fragments of a footnote and of its first mark. No heading has an underscore."""
    return f"footnote_{number}", f"footnote_{number}_mark"


class Fragments:
    """Gives each heading of a page a fragment of its own: the same words get a number behind them.

    `taken` are those that every page has.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self._numbers: dict[str, int] = {}  # the last one behind the same words

    def of(self, first: str) -> str:
        """Give the next free one that begins like `first`."""
        name, number = first, self._numbers.get(first, 1)
        while name in self.taken:
            number += 1
            name = f"{first}-{number}"
        self._numbers[first] = number
        self.taken.add(name)
        return name


def fragments_of(
    marks: Marks, taken: Iterable[str], prefix: str = "", given: Sequence[str] = ()
) -> list[str]:
    """Give the fragment of each heading, in order, from its words and behind the `prefix`.

    `taken` are those of every page. The first headings have those that are `given`.
    """
    if not marks.headings:
        return []
    found = Fragments([*taken, *given])
    rest = marks.headings[len(given) :]
    return [*given[: len(marks.headings)], *(found.of(prefix + slug(h.words)) for h in rest)]


def fragments(marks: Marks, taken: frozenset[str]) -> frozenset[str]:
    """Give the fragments of a page with these marks; `taken` are those of every page."""
    notes = (name for number in range(1, marks.notes + 1) for name in note_ids(number))
    return taken.union(fragments_of(marks, taken), notes)
