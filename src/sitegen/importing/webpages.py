"""A saved web page as lines, as one reads them: items of lists and rows of tables stay together."""

from __future__ import annotations

from html.parser import HTMLParser

import nh3

from sitegen.importing.parts import Budget, Line, Part, Row
from sitegen.lazy import pattern

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption"})
_BLOCKS = _HEADINGS | frozenset(
    {"p", "div", "dl", "dt", "dd", "ul", "ol", "table", "blockquote", "pre", "hr", "address"}
    | {"article", "section", "header", "footer", "main", "aside", "nav", "figure", "figcaption"}
    | {"details", "summary", "tbody", "thead", "tfoot"}
)
_KEPT = _BLOCKS | {"li", "tr", "td", "th", "br", "time", "span"}
_LEFT_OUT = {"script", "style", "title", "template", "noscript", "svg", "select", "textarea"}
_EMPTY = {"br", "hr"}
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def page_parts(html: str) -> list[Part]:
    """Give the lines and rows of a page, without what it hides.

    A page can be broken in every way, so it goes through the sanitizer first: what comes out of it
    is well-formed, and takes no longer than it is long.
    """
    attributes = {"time": {"datetime"}, **{tag: {"hidden"} for tag in _KEPT - {"time"}}}
    clean = nh3.clean(html, tags=set(_KEPT), clean_content_tags=_LEFT_OUT, attributes=attributes)
    reader = _Page()
    reader.feed(clean)
    reader.close()
    reader.end_line()
    return reader.parts


class _Page(HTMLParser):
    """Collects the text of a page between the ends of its blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._budget = Budget()
        self._text: list[str] = []
        self._cells: list[str] | None = None
        self._heading = False
        self._item = 0  # how many items of lists are open
        self._hidden = 0  # how many elements are open from the hidden one on
        self._skips_text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden or any(name == "hidden" for name, _ in attrs):
            self._hidden += tag not in _EMPTY
            return
        if tag == "time":
            day = dict(attrs).get("datetime") or ""
            if _DAY.fullmatch(day):
                self._text.append(f" {day} ")
                self._skips_text = True
        elif tag in {"td", "th"}:
            self._text = []
        elif tag == "tr":
            self.end_line()
            self._cells = []
        elif tag == "li":
            self.end_line()
            self._item += 1
        elif tag in _BLOCKS or tag == "br":
            self._break()
            self._heading = tag in _HEADINGS or (self._heading and tag == "br")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= 1
        elif tag == "time":
            self._skips_text = False
        elif tag in {"td", "th"} and self._cells is not None:
            self._cells.append(self._taken())
        elif tag == "tr":
            self._end_row()
        elif tag == "li":
            self.end_line()
            self._item = max(0, self._item - 1)
        elif tag == "dt":
            self._text.append(": ")
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._hidden and not self._skips_text:
            self._text.append(data)

    def _break(self) -> None:
        """End a line, but within an item of a list, or a cell, only a part of it."""
        if self._cells is not None:
            self._text.append(" ")
        elif self._item:
            if "".join(self._text).strip():
                self._text.append(" | ")
        elif not "".join(self._text).rstrip().endswith(":") or self._heading:
            self.end_line()
        else:
            self._text.append(" ")

    def end_line(self) -> None:
        """Give the text since the last line as one."""
        text = self._taken().strip(" |")
        if text:
            place = f"line {len(self.parts) + 1} of its text"
            self.parts.append(self._budget.spend(Line(place, text, self._heading)))
        self._heading = False

    def _end_row(self) -> None:
        if self._cells and any(self._cells):
            place = f"line {len(self.parts) + 1} of its text"
            self.parts.append(self._budget.spend(Row(place, tuple(self._cells))))
        self._cells = None
        self._text = []

    def _taken(self) -> str:
        text = " ".join("".join(self._text).split())
        self._text = []
        return text
