"""A saved web page as lines, as one reads them: items of lists and rows of tables stay together."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from sitegen.importing.parts import Budget, Line, Part, Row
from sitegen.lazy import pattern

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption"})
_BLOCKS = _HEADINGS | frozenset(
    {"p", "div", "dl", "dt", "dd", "ul", "ol", "table", "blockquote", "pre", "hr", "address"}
    | {"article", "section", "header", "footer", "main", "aside", "nav", "figure", "figcaption"}
    | {"details", "summary", "tbody", "thead", "tfoot", "br", "body", "form", "fieldset", "option"}
)
_LEFT_OUT = frozenset({"script", "style", "title", "template", "noscript", "svg", "textarea"})
_EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "source", "area", "col"})
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_LINES_OF_A_CELL = 3
"""A cell with more is no value but a part of the page: tables were used for the layout of pages."""


def page_parts(html: str) -> list[Part]:
    """Give the lines and rows of a page, without what it hides."""
    reader = _Page()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.parts


def _is_hidden(tag: str, attrs: Mapping[str, str | None]) -> bool:
    """Tell whether an element is not seen, or only repeats in short what is said beside it.

    What is hidden from those who hear a page is said to them in full beside it, where it is a few
    words or the leaf of a row of sitegen. Larger parts so marked are often only folded away.
    """
    is_brief = tag == "span" or "leaf" in (attrs.get("class") or "").split()
    return "hidden" in attrs or (is_brief and attrs.get("aria-hidden") == "true")


def _is_around(attrs: Mapping[str, str | None]) -> bool:
    """Tell whether an item is a row of sitegen with a date that is not that of a training."""
    kinds = (attrs.get("class") or "").split()
    return (
        "date" in kinds
        and any(one.startswith("date-") for one in kinds)
        and ("date-training" not in kinds)
    )


class _Page(HTMLParser):
    """Collects the text of a page between the ends of its blocks. Ends may be left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._budget = Budget()
        self._text: list[str] = []
        self._line = 1
        self._cells: list[str] | None = None
        self._is_heading = self._in_item = self._in_cell = False
        self._is_label = self._skips_text = False
        self._is_around = self._in_facts = False  # both in rows of lists of sitegen
        self._left_out = ""  # the element whose content is left out
        self._within = 0  # how many of its kind are open in it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or leave out what nobody sees."""
        if self._left_out:
            self._within += tag == self._left_out
        elif tag in _LEFT_OUT or (tag not in _EMPTY and _is_hidden(tag, dict(attrs))):
            self._left_out, self._within = tag, 1
        elif tag == "time":
            day = dict(attrs).get("datetime") or ""
            self._skips_text = _DAY.fullmatch(day) is not None
            self._text.append(day if self._skips_text else "")
        elif tag in {"td", "th"}:
            self._end_cell()
            self._in_cell = self._cells is not None
            self._text = []
        elif tag == "tr":
            self._end_row()
            self.end_line()
            self._cells = []
        elif tag == "li":
            self.end_line()
            self._in_item, self._is_around = True, _is_around(dict(attrs))
        elif tag in _BLOCKS:
            self._break(ends_item=tag in {"ul", "ol"})
            self._is_heading |= tag in _HEADINGS
            self._in_facts = tag == "p" and dict(attrs).get("class") == "date-facts"

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if self._left_out:
            self._within -= tag == self._left_out
            self._left_out = self._left_out if self._within else ""
        elif tag == "time":
            self._skips_text = False
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag in {"tr", "table"}:
            self._end_row()
        elif tag == "li":
            self.end_line()
            self._in_item = self._is_around = False
        elif tag == "span" and self._in_facts:
            self._text.append(" | ")
        elif tag == "dt":
            self._text.append(": ")
            self._is_label = True
        elif tag in _BLOCKS:
            self._break(ends_item=tag in {"ul", "ol"})
            self._in_facts = False

    def handle_data(self, data: str) -> None:
        """Take text that is seen."""
        if not self._left_out and not self._skips_text and data:
            if not self._text:
                self._line = self.getpos()[0]
            self._text.append(data)
            self._is_label = self._is_label and not data.strip()

    def _break(self, *, ends_item: bool) -> None:
        """End a line; within an item of a list, or a cell, only a part of it."""
        if self._is_label:
            return
        if self._cells is not None:
            self._text.append("\n")
        elif self._in_item and not ends_item:
            self._text.append(" | ")
        else:
            self.end_line()
            self._in_item = False

    def end_line(self) -> None:
        """Give the text since the last line as one."""
        self._give(self._taken())
        self._is_heading = self._is_label = False

    def _give(self, text: str) -> None:
        if line := " ".join(text.split()).strip(" |"):
            place = f"line {self._line}"
            is_around = self._in_item and self._is_around
            found = Line(place, line, self._is_heading, self._in_item, is_around=is_around)
            self.parts.append(self._budget.spend(found))

    def _end_cell(self) -> None:
        if self._cells is not None and self._in_cell:
            self._cells.append(self._taken().strip())
        self._in_cell = self._is_label = False

    def _end_row(self) -> None:
        self._end_cell()
        cells, self._cells = self._cells or [], None
        lines = [[one for one in cell.split("\n") if one.strip()] for cell in cells]
        if any(len(one) > _MOST_LINES_OF_A_CELL for one in lines):
            for one in (one for cell in lines for one in cell):
                self._give(one)
        elif any(cells):
            values = tuple(" ".join(cell.split()) for cell in cells)
            self.parts.append(self._budget.spend(Row(f"line {self._line}", values)))

    def _taken(self) -> str:
        text = "".join(self._text)
        self._text = []
        return text
