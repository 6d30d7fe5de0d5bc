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
    def marks(self) -> Marks:
        """The marks in it."""
        if not may_hold_marks(self):
            return NO_MARKS
        return _marks(self.document)

    @property
    def paragraphs(self) -> Iterator[Written]:
        """The words of each paragraph and item as they are shown, and where they are written."""
        for block in walk(self.document):
            if isinstance(block, Paragraph):
                yield _written(block.children)

    @property
    def words(self) -> Iterator[Text]:
        """All words that are shown and that no sign keeps as they are: no code, no HTML."""
        for block in walk(self.document):
            for one in _inlines(block):
                if isinstance(one, Text):
                    yield one


def may_hold_marks(text: str) -> bool:
    """Tell whether a text has a sign of any mark. Most notes have none, and are not read."""
    return bool(
        _SIGN_OF_A_MARK.search(text) or "www." in text.lower() or _CODE_AT_FIRST.match(text)
    )


def walk(document: Document) -> Iterator[Block]:
    """Yield all blocks of a text in the order of the page, also those inside others."""
    waiting: list[Block] = [
        block
        for blocks in (document.blocks, *(n.children for n in document.notes))
        for block in blocks
    ][::-1]
    while waiting:
        block = waiting.pop()
        yield block
        if isinstance(block, Quote):
            waiting += reversed(block.children)
        elif isinstance(block, ListBlock):
            waiting += reversed(_in_items(block))


def _in_items(block: ListBlock) -> list[Block]:
    return [child for item in block.children for child in item.children]


def _inlines(block: Block) -> Iterator[Inline]:
    """Yield what stands in the lines of a block, also inside links and emphasis."""
    waiting: list[Inline] = []
    if isinstance(block, (Paragraph, HeadingBlock)):
        waiting = block.children[::-1]
    elif isinstance(block, Table):
        cells = [cell for row in (block.header, *block.rows) for cell in row]
        waiting = [one for cell in reversed(cells) for one in reversed(cell.children)]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, (Marked, Link, Picture)):
            waiting += reversed(one.children)


def _marks(document: Document) -> Marks:
    links, pictures, headings, tags, indented = [], [], [], [], []
    for block in walk(document):
        if isinstance(block, HeadingBlock):
            words = words_in(block.children)
            headings.append(Heading(block.start, block.end, block.level, words))
        elif isinstance(block, HtmlBlock):
            tags += [
                Passage(block.start + m.start(), block.start + m.end(), m[0])
                for m in _TAG_IN_BLOCK.finditer(block.text)
            ]
        elif isinstance(block, CodeBlock) and not block.fenced:
            indented.append(Passage(block.start, block.end, block.text))
        for one in _inlines(block):
            if isinstance(one, Link):
                links.append(_link(one))
            elif isinstance(one, Picture):
                pictures.append(_link(one))
            elif isinstance(one, Tag):
                tags.append(Passage(one.start, one.end, one.text))
    return Marks(
        links=tuple(links),
        pictures=tuple(pictures),
        headings=tuple(headings),
        tags=tuple(tags),
        indented=tuple(indented),
        bracketed=tuple(document.bracketed),
        unshown=tuple(document.unshown),
        too_deep=_too_deep(document),
        notes=len(document.notes),
    )


def _too_deep(document: Document) -> Passage | None:
    """Give the first block inside too many others."""
    waiting = [(block, 1) for block in reversed(document.blocks)]
    while waiting:
        block, depth = waiting.pop()
        if not isinstance(block, (Quote, ListBlock)):
            continue
        if depth > DEEPEST:
            return Passage(block.start, block.end, "")
        inside = block.children if isinstance(block, Quote) else _in_items(block)
        waiting += [(child, depth + 1) for child in reversed(inside)]
    return None


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
