"""The blocks of a text: paragraphs, headings, lists, quotations, tables, code and footnotes.

After https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy, with the tables, tasks and
footnotes of GitHub.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from sitegen.lazy import dataclass, field, pattern
from sitegen.source.markdown.nodes import Target
from sitegen.source.markdown.tables import Alignment, alignments, cells
from sitegen.source.markdown.targets import definition_at, name_of
from sitegen.source.markdown.written import lines_of

MOST_CONTAINERS = 90
"""Quotations, lists and items inside one another that are read; far more than are taken."""

_LINE = pattern(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_HASHES = pattern(r"(#{1,6})(?=[ \t]|\Z)")
_FENCE = pattern(r"(`{3,})[^`]*\Z|(~{3,})")
_UNDERLINE = pattern(r"(=+|-+)[ \t]*\Z")
_RULE = pattern(r"(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})\Z")
_MARKER = pattern(r"(?:([-*+])|([0-9]{1,9})([.)]))(?=[ \t]|\Z)")
_NOTE = pattern(r"\[\^([^\]\s]+)\]:[ \t]*")
_TASK = pattern(r"\[([ xX])\][ \t]+")
_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|"
    "dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|"
    "head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|"
    "p|param|section|source|title|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
_ATTRIBUTE = r"""\s+[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
_HTML = tuple(
    (pattern(begin, re.IGNORECASE), pattern(end, re.IGNORECASE) if end else None)
    for begin, end in (
        (r"<(?:script|pre|style)(?:\s|>|\Z)", r"</(?:script|pre|style)>"),
        (r"<!--", r"-->"),
        (r"<\?", r"\?>"),
        (r"<!\[CDATA\[", r"\]\]>"),
        (r"<![A-Z]", r">"),
        (rf"</?(?:{_BLOCK_TAGS})(?:\s|/?>|\Z)", None),
    )
)
_HTML_ALONE = pattern(
    rf"<[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>\s*\Z|</[A-Za-z][A-Za-z0-9-]*\s*>\s*\Z"
)


@dataclass(slots=True, eq=False)
class Open:
    """A block while it is read. What it consists of depends on its kind."""

    kind: str
    parent: Open | None
    start: int
    end: int
    children: list[Open] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    blank_after: bool = False
    blank_known: bool = False
    width: int = 0  # of an item's marker and the space behind it, of a fence
    indent: int = 0  # of an item's marker, of a fence
    mark: str = ""  # what list an item belongs to, the sign of a fence, the name of a footnote
    first: int = 0  # number of a list
    level: int = 0  # of a heading
    text: str = ""  # of code
    tight: bool = True
    checked: bool | None = None
    aligned: list[Alignment] = field(default_factory=list)
    closes: re.Pattern[str] | None = None  # what ends a block of HTML
    open: bool = True
    no_header: bool = False  # a line as below a header did not fit this paragraph
    depth: int = 0


_LAST = {"paragraph", "heading", "code", "html", "rule", "row"}
"""Nothing begins behind what they begin with, nor behind the box of a task."""


@dataclass(slots=True)
class Blocks:
    """What the blocks of a text are, and the addresses that it names."""

    root: Open
    targets: dict[str, Target]
    definitions: list[tuple[str, int, int]]  # the name of each address, and where it is given


def read_blocks(text: str) -> Blocks:
    """Read the blocks of a text."""
    reader = _Reader(text)
    for found in _LINE.finditer(text):
        if found.start() < len(text):
            reader.line(found.start(1), found.end(1))
    return reader.end()


class _Reader:
    """Reads line by line.

    In the line, `_at` is the index that is reached and `_column` its column, where a TAB goes on to
    the next multiple of four. Columns of a TAB may be left behind it.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = Open("document", None, 0, len(text))
        self._tip = self._root
        self._targets: dict[str, Target] = {}
        self._definitions: list[tuple[str, int, int]] = []
        self._start = self._at = self._line_end = self._column = self._first = self._indent = 0
        self._blank = False
        self._end_before = 0  # where the line before this one ends

    def end(self) -> Blocks:
        """Close all blocks, and give them."""
        self._end_before = len(self._text.rstrip("\r\n"))
        while self._tip is not self._root:
            self._close(self._tip)
        self._close(self._root)
        return Blocks(self._root, self._targets, self._definitions)

    def line(self, start: int, end: int) -> None:
        """Read the next line."""
        self._start = self._at = start
        self._line_end, self._column = end, 0
        if start == 0 and self._text.startswith("\ufeff"):
            self._at = 1
        matched, whole = self._continued()
        if matched is not None:
            container = self._opened(matched, whole=whole)
            self._take(container, matched)
        self._end_before = end

    # The line

    def _look(self) -> None:
        """Find the first character that is no space."""
        at, column = self._at, self._column
        while at < self._line_end:
            sign = self._text[at]
            if sign == " ":
                column += 1
            elif sign == "\t":
                column += 4 - column % 4
            else:
                break
            at += 1
        self._first, self._blank = at, at == self._line_end
        self._indent = column - self._column

    def _rest(self) -> str:
        return self._text[self._first : self._line_end]

    def _go(self, columns: int) -> None:
        """Go on by columns."""
        while columns > 0 and self._at < self._line_end:
            wide = 4 - self._column % 4 if self._text[self._at] == "\t" else 1
            step = min(wide, columns)
            self._at += step == wide
            self._column += step
            columns -= step

    def _go_to(self, index: int) -> None:
        """Go on to a character of the line."""
        while self._at < index:
            self._column += 4 - self._column % 4 if self._text[self._at] == "\t" else 1
            self._at += 1

    # Blocks that go on

    def _continued(self) -> tuple[Open | None, bool]:
        """Find the blocks that go on in this line: the last one, and whether all do.

        None if the line is done, as it ends a block of code.
        """
        container = self._root
        while container.children and container.children[-1].open:
            last = container.children[-1]
            self._look()
            goes_on = self._goes_on(last)
            if goes_on is None:
                return None, False
            if not goes_on:
                return container, False
            container = last
        return container, True

    def _goes_on(self, block: Open) -> bool | None:
        match block.kind:
            case "quote":
                return self._quote_goes_on()
            case "item":
                return self._item_goes_on(block)
            case "note":
                if self._indent >= 4:
                    self._go(4)
                    return True
                return self._blank and self._start == self._line_end
            case "code":
                return self._code_goes_on(block)
            case "html":
                return not (block.closes is None and self._blank)
            case "paragraph":
                return not self._blank
            case "table":
                return bool(not self._blank and cells(self._rest()))
            case "heading" | "row" | "rule":
                # As on GitHub, an empty line belongs to a rule above it and makes no list loose.
                return block.kind == "rule" and self._blank
            case _:
                return True  # a list; its items decide

    def _quote_goes_on(self) -> bool:
        if self._indent > 3 or not self._text.startswith(">", self._first, self._line_end):
            return False
        self._go_to(self._first + 1)
        if self._text[self._at : min(self._at + 1, self._line_end)] in {" ", "\t"}:
            self._go(1)
        return True

    def _item_goes_on(self, block: Open) -> bool:
        if self._indent >= block.indent + block.width:
            self._go(block.indent + block.width)
            return True
        if self._blank and block.children:
            self._go_to(self._first)
            return True
        return False

    def _code_goes_on(self, block: Open) -> bool | None:
        if not block.mark:
            if self._indent >= 4:
                self._go(4)
                return True
            if self._blank:
                self._go_to(self._first)
                return True
            return False
        rest = self._rest()
        signs = len(rest) - len(rest.lstrip(block.mark))
        if self._indent <= 3 and signs >= block.width and not rest[signs:].strip(" \t"):
            while self._tip is not block:
                self._close(self._tip)
            self._end_before = self._line_end
            self._close(block)
            return None
        spaces = block.indent
        while spaces > 0 and self._text[self._at : min(self._at + 1, self._line_end)] in {
            " ",
            "\t",
        }:
            self._go(1)
            spaces -= 1
        return True

    # Blocks that begin

    def _opened(self, container: Open, *, whole: bool) -> Open:
        """Open the blocks that begin in this line; give the last one."""
        lazy = self._tip.kind == "paragraph"
        while container.kind not in {"code", "html"}:
            self._look()
            opened = self._open_one(container, whole=whole, lazy=lazy)
            if opened is None:
                break
            container, lazy = opened, False
            if container.kind in _LAST or container.checked is not None:
                break
        return container

    def _open_one(self, container: Open, *, whole: bool, lazy: bool) -> Open | None:
        if self._indent >= 4:
            if lazy or self._blank or container.kind == "paragraph":
                return None
            self._go(4)
            return self._add(container, "code")
        if self._blank:
            return None
        return self._open_leaf(container, self._rest(), whole=whole) or self._open_holder(
            container, self._rest()
        )

    def _open_holder(self, container: Open, rest: str) -> Open | None:
        """Open what holds other blocks, or a row of a table."""
        sign = rest[0]
        if sign == ">":
            return self._open_quote(container)
        if sign == "[" and (found := _NOTE.match(rest)) and self._depth(container):
            self._go_to(self._first + found.end())
            block = self._add(container, "note")
            block.mark = name_of(found[1])
            return block
        if sign in "-*+0123456789" and (found := _MARKER.match(rest)):
            item = self._open_item(container, found)
            if item is not None:
                return item
        return self._open_table(container, rest)

    def _open_leaf(self, container: Open, rest: str, *, whole: bool) -> Open | None:
        """Open a heading, code, HTML or a rule."""
        sign = rest[0]
        if sign == "#" and (found := _HASHES.match(rest)):
            return self._open_heading(container, found)
        if sign in "`~" and (found := _FENCE.match(rest)):
            return self._open_fence(container, found)
        if sign == "<":
            return self._open_html(container, rest)
        if sign in "=-" and container.kind == "paragraph" and _UNDERLINE.match(rest):
            heading = self._underlined(container, 1 if sign == "=" else 2)
            if heading is not None:
                return heading
        if sign in "*_-" and (whole or container.kind != "paragraph") and _RULE.match(rest):
            block = self._add(container, "rule")
            self._go_to(self._line_end)
            return block
        return None

    def _open_fence(self, container: Open, found: re.Match[str]) -> Open:
        block = self._add(container, "code")
        marks = found[1] or found[2]
        block.mark, block.width, block.indent = marks[0], len(marks), self._indent
        self._go_to(self._line_end)
        return block

    def _depth(self, container: Open) -> bool:
        """Tell if one more block may begin inside this one."""
        return container.depth < MOST_CONTAINERS

    def _open_quote(self, container: Open) -> Open | None:
        if not self._depth(container):
            return None
        first = self._first
        self._quote_goes_on()
        return self._add(container, "quote", first)

    def _open_heading(self, container: Open, found: re.Match[str]) -> Open:
        block = self._add(container, "heading")
        block.level = len(found[1])
        self._go_to(self._first + found.end())
        self._look()
        words = self._rest().rstrip(" \t")
        before = words.rstrip("#")
        if not before or before[-1] in " \t":  # else the signs at the end are words
            words = before.rstrip(" \t")
        block.lines.append((self._first, self._first + len(words)))
        self._go_to(self._line_end)
        return block

    def _open_html(self, container: Open, rest: str) -> Open | None:
        for begin, end in _HTML:
            if begin.match(rest):
                block = self._add(container, "html")
                block.closes = end
                return block
        lazy = self._tip.kind == "paragraph" and self._tip is container
        if container.kind != "paragraph" and not lazy and _HTML_ALONE.match(rest):
            return self._add(container, "html")
        return None

    def _underlined(self, paragraph: Open, level: int) -> Open | None:
        """Make a heading of a paragraph above a line of `=` or `-`."""
        self._take_definitions(paragraph)
        if not paragraph.lines:
            return None
        paragraph.kind, paragraph.level = "heading", level
        self._go_to(self._line_end)
        return paragraph

    def _open_item(self, container: Open, found: re.Match[str]) -> Open | None:
        if not self._depth(container):
            return None
        interrupts = container.kind == "paragraph"
        after = self._first + found.end()
        blank = not self._text[after : self._line_end].strip(" \t")
        if interrupts and (blank or (found[2] and int(found[2]) != 1)):
            return None
        mark = found[1] or found[3]
        indent, first = self._indent, self._first
        self._go_to(after)
        at, column = self._at, self._column
        while self._column - column <= 5 and self._text[
            self._at : min(self._at + 1, self._line_end)
        ] in {" ", "\t"}:
            self._go(1)
        spaces = self._column - column
        if spaces >= 5 or spaces < 1 or self._at == self._line_end:
            self._at, self._column = at, column
            self._go(1 if spaces else 0)
            spaces = 1
        if container.kind != "list" or container.mark != mark:
            container = self._add(container, "list", first)
            container.mark = mark
            container.first = int(found[2]) if found[2] else -1
        item = self._add(container, "item", first)
        item.indent, item.width = indent, found.end() + spaces
        task = _TASK.match(self._text[self._at : self._line_end])
        if task and not self._text[self._start : first].strip(" \t"):
            item.checked = task[1] != " "
            self._go_to(self._at + task.end())
        return item

    def _open_table(self, container: Open, rest: str) -> Open | None:
        if container.kind == "table":
            row = self._add(container, "row")
            row.lines.append((self._first, self._line_end))
            self._go_to(self._line_end)
            return row
        if container.kind != "paragraph" or container.no_header or not container.lines:
            return None
        aligned = alignments(rest)
        if aligned is None:
            return None
        start, end = container.lines[-1]
        if len(cells(self._text[start:end].rstrip(" \t"))) != len(aligned):
            container.no_header = True
            return None
        container.lines.pop()
        container.end = container.lines[-1][1] if container.lines else start
        parent = container.parent
        assert parent is not None  # noqa: S101 - a paragraph stands in a block
        self._tip = container
        self._close(container)
        table = self._add(parent, "table", start)
        table.aligned = aligned
        header = self._add(table, "row", start)
        header.lines.append((start, end))
        self._go_to(self._line_end)
        self._close(header)
        return table

    def _add(self, container: Open, kind: str, start: int | None = None) -> Open:
        """Add a block; what cannot hold it ends."""
        while not self._holds(container, kind):
            parent = container.parent
            assert parent is not None  # noqa: S101 - the document holds every block
            self._close_to(container)
            self._close(container)
            container = parent
        self._close_to(container)
        begin = self._first if start is None else start
        block = Open(kind, container, begin, begin)
        block.depth = container.depth + (kind in {"quote", "list", "item", "note"})
        container.children.append(block)
        self._tip = block
        return block

    @staticmethod
    def _holds(container: Open, kind: str) -> bool:
        match container.kind:
            case "list":
                return kind == "item"
            case "table":
                return kind == "row"
            case "document" | "quote" | "item" | "note":
                return kind not in {"item", "row"}
            case _:
                return False

    # Lines of a block, and its end

    def _take(self, container: Open, matched: Open) -> None:
        """Give the rest of the line to a block."""
        self._look()
        if self._blank and container.children:
            container.children[-1].blank_after = True
        kind = container.kind
        container.blank_after = self._blank and self._counts_blank(container)
        parent = container.parent
        while parent is not None:
            parent.blank_after = False
            parent = parent.parent
        lazy = self._tip is not matched and container is matched and not self._blank
        if lazy and self._tip.kind == "paragraph":
            self._tip.lines.append((self._at, self._line_end))
            return
        if container is matched:
            self._close_to(matched)
        self._tip = container
        match kind:
            case "code":
                # The line of an opening fence is no code.
                if not (container.mark and container.start >= self._start):
                    self._take_code(container)
            case "html":
                self._take_html(container)
            case "paragraph":
                container.lines.append((self._first, self._line_end))
            case "document" | "quote" | "item" | "list" | "note" if not self._blank:
                block = self._add(container, "paragraph")
                block.lines.append((self._first, self._line_end))

    def _counts_blank(self, block: Open) -> bool:
        """Tell if an empty line after the last line of a block makes a list loose."""
        if block.kind in {"quote", "heading", "rule", "row"}:
            return False
        if block.kind == "code":
            return not block.mark
        return not (block.kind == "item" and not block.children and block.start >= self._start)

    def _take_html(self, block: Open) -> None:
        block.lines.append((self._at, self._line_end))
        if block.closes is not None and block.closes.search(self._rest()):
            self._end_before = self._line_end
            self._close(block)

    def _take_code(self, block: Open) -> None:
        at = self._at
        spaces = 0
        # A tab of which a container has taken a part leaves the rest of its width.
        if self._text[at : at + 1] == "\t" and self._column > self._width_before(at):
            spaces, at = 4 - self._column % 4, at + 1
        block.lines.append((at, self._line_end))
        block.text += f"{' ' * spaces}{self._text[at : self._line_end]}\n"

    def _width_before(self, at: int) -> int:
        return len(self._text[self._start : at].expandtabs(4))

    def _close_to(self, block: Open) -> None:
        """Close what is open inside a block."""
        while self._tip is not block and self._inside(self._tip, block):
            self._close(self._tip)

    @staticmethod
    def _inside(one: Open | None, block: Open) -> bool:
        while one is not None:
            if one is block:
                return True
            one = one.parent
        return False

    def _close(self, block: Open) -> None:
        block.open = False
        block.end = max(block.start, self._end_before)
        if block.kind == "paragraph":
            self._take_definitions(block)
            if not block.lines and block.parent is not None:
                block.parent.children.remove(block)
        elif block.kind == "list":
            block.tight = _is_tight(block)
        if self._tip is block and block.parent is not None:
            self._tip = block.parent

    def _take_definitions(self, paragraph: Open) -> None:
        """Take the addresses with names from the beginning of a paragraph."""
        if not paragraph.lines or not self._text.startswith("[", paragraph.lines[0][0]):
            return
        written, at = lines_of(self._text, paragraph.lines), 0
        while found := definition_at(written, at):
            begin = at
            name, target, at = found
            place, end = written.place(begin), written.after(min(at, len(written.text)))
            self._definitions.append((name, place, end))
            self._targets.setdefault(name, target)
        if at:
            paragraph.lines = paragraph.lines[bisect_left(written.starts, at) :]


def _is_tight(block: Open) -> bool:
    for item in block.children:
        last = item is block.children[-1]
        if item.blank_after and not last:
            return False
        for child in item.children:
            if (not last or child is not item.children[-1]) and _ends_blank(child):
                return False
    return True


def _ends_blank(block: Open) -> bool:
    while not block.blank_known:
        block.blank_known = True
        if block.kind not in {"list", "item"} or not block.children:
            break
        block = block.children[-1]
    return block.blank_after
