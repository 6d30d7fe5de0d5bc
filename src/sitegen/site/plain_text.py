"""Markdown as editors write it, to plain words for calendars, which show no HTML.

The words are taken from the HTML that pages show, so both say the same by construction.
"""

from __future__ import annotations

import re
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urljoin

from sitegen.site.addresses import BaseUrl
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.source.markdown.marks import Markdown

_LINES = frozenset(
    {"blockquote", "div", "hr", "ol", "p", "pre", "tr", "ul", *(f"h{n}" for n in range(7))}
)
"""What stands on lines of its own."""

_SCHEME = re.compile("^(mailto|tel|sms):")
"""People write such an address without it."""

_MARK = re.compile(r"(?:•|[0-9]+\.) ")
_BACK = "↩"


class PlainText:
    """Turns Markdown into plain words for one site. Keep one: setting it up costs time."""

    def __init__(self, base: BaseUrl) -> None:
        self._base = base

    @cached_property
    def _markdown(self) -> MarkdownHtml:
        return MarkdownHtml(self._base)

    def of(self, text: Markdown | None) -> str:
        """Give the words of a text: a line for each paragraph and each entry of a list.

        A link is its words with its whole address behind them. What is struck out is left out.
        """
        if text is None:
            return ""
        reading = _Reading(self._base.origin)
        reading.feed(str(self._markdown.html(text)))
        reading.close()
        return reading.words()


class _Reading(HTMLParser):
    """Collects the words of HTML, line by line."""

    def __init__(self, origin: str) -> None:
        super().__init__()
        self._origin = origin
        self._lines: list[str] = [""]
        self._lists: list[int | None] = []  # the next number of each open list; None: without
        self._link: str | None = None  # address of the open one
        self._linked = ""  # its words so far
        self._struck = 0

    def words(self) -> str:
        """Give what was read, without empty lines."""
        lines = (" ".join(line.split()) for line in self._lines)
        return "\n".join(line for line in lines if line)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, an entry of a list, a link."""
        given = dict(attrs)
        if tag in {"ol", "ul"}:
            self._lists.append(int(given.get("start") or 1) if tag == "ol" else None)
        if tag == "p" and _MARK.fullmatch(self._lines[-1]):
            pass  # the first paragraph of an entry stands beside its mark
        elif tag in _LINES or tag == "br":
            self._lines.append("")
        elif tag == "li":
            self._lines.append(self._mark())
        elif tag in {"td", "th"} and self._lines[-1]:
            self._lines[-1] += "; "
        elif tag == "sup":
            self._lines[-1] += " ["
        elif tag == "a":
            self._link, self._linked = given.get("href") or "", ""
        elif tag in {"del", "s"}:
            self._struck += 1

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag in {"ol", "ul"}:
            self._lists.pop()
        if tag in _LINES:
            self._lines.append("")
        elif tag == "sup":
            self._lines[-1] += "]"
        elif tag == "a":
            self._end_link()
        elif tag in {"del", "s"}:
            self._struck -= 1

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self._struck:
            self._lines[-1] += data.replace(_BACK, "")
            self._linked += data

    def _mark(self) -> str:
        """Give what stands before an entry of the innermost list."""
        if not self._lists or self._lists[-1] is None:
            return "• "
        self._lists[-1] += 1
        return f"{self._lists[-1] - 1}. "

    def _end_link(self) -> None:
        """Write the whole address behind the words, unless they are the address, or no words."""
        href, said = self._link, self._linked.strip()
        self._link = None
        if not href or href.startswith("#") or not said:
            return
        address = _SCHEME.sub("", urljoin(self._origin, href))
        if said.rstrip("/") != address.rstrip("/"):
            self._lines[-1] += f" ({address})"
