"""HTML of what most texts in Markdown hold, written at once.

The `markdown` package and nh3 make the same of it (`markdown_package.py`). What is not known here
for certain is left to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.lazy import pattern
from sitegen.site.addresses import BaseUrl
from sitegen.site.kinds import Address
from sitegen.source.markdown.marks import Markdown
from sitegen.source.markdown.nodes import (
    Block,
    Break,
    Code,
    Heading,
    Inline,
    Link,
    ListBlock,
    Marked,
    Paragraph,
    Text,
)

_ODD = pattern("[\x00-\x09\x0b-\x1f\x7f-\xa0\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]")
"""Signs that HTML writes otherwise, or that programs which read it may drop."""

_IN_ADDRESS = r"[A-Za-z0-9/._~%?=&#+,:@!$*()-]*"
_SAFE = pattern(
    rf"(?:/(?!/)|\#|https?://(?:(?!xn--)[a-z0-9-]+\.)+[a-z]+(?=[/?\#]|\Z)){_IN_ADDRESS}"
    r"|mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+|(?:tel|sms):[0-9+-]+"
)
"""Addresses that are published as they are written."""


_NAME = pattern(r"[\w-]+", re.ASCII)


class _UnknownError(Exception):
    """It is not certain what becomes of a text."""


def usual_html(text: Markdown, base: BaseUrl, headings: Sequence[tuple[int, str]]) -> str | None:
    """Give the HTML of a text; None where it holds anything unusual.

    `headings` are the levels and ids of its headings, in order.
    """
    if not text.strip():
        return ""
    if text.document.notes or not all(_NAME.fullmatch(name) for _, name in headings):
        return None
    writer = _Writer(base, iter(headings))
    try:
        writer.blocks(text.document.blocks)
    except _UnknownError:
        return None
    html = "".join(writer.parts)
    return None if _ODD.search(html) else html


class _Writer:
    """Writes `parts`."""

    def __init__(self, base: BaseUrl, headings: Iterator[tuple[int, str]]) -> None:
        self.parts: list[str] = []
        self._base = base
        self._headings = headings

    def blocks(self, blocks: Sequence[Block], *, tight: bool = False) -> None:
        """Write blocks. In a tight list, nothing stands around paragraphs."""
        add = self.parts.append
        for block in blocks:
            match block:
                case Paragraph() if tight:
                    self._inlines(block.children)
                case Paragraph():
                    add("<p>")
                    self._inlines(block.children)
                    add("</p>")
                case ListBlock():
                    self._list(block)
                case Heading():
                    level, name = next(self._headings)
                    add(f'<h{level} id="{name}">')
                    self._inlines(block.children)
                    add(f"</h{level}>")
                case _:
                    raise _UnknownError

    def _list(self, block: ListBlock) -> None:
        add = self.parts.append
        tag = "ul" if block.first is None else "ol"
        add(f"<{tag}>" if block.first in {None, 1} else f'<ol start="{block.first}">')
        for item in block.children:
            if item.checked is not None:
                raise _UnknownError
            add("<li>")
            self.blocks(item.children, tight=block.tight)
            add("</li>")
        add(f"</{tag}>")

    def _inlines(self, inlines: Sequence[Inline], *, in_link: bool = False) -> None:
        add = self.parts.append
        for one in inlines:
            if isinstance(one, Text):
                add(_escaped(one.text))
            elif isinstance(one, Marked):
                add(f"<{one.tag}>")
                self._inlines(one.children, in_link=in_link)
                add(f"</{one.tag}>")
            elif isinstance(one, Break):
                add("<br>\n" if one.hard else "\n")
            elif isinstance(one, Link) and not in_link:
                add(f'<a href="{self._href(one)}">')
                self._inlines(one.children, in_link=True)
                add("</a>")
            elif isinstance(one, Code):
                add(f"<code>{_escaped(one.text)}</code>")
            else:
                raise _UnknownError

    def _href(self, link: Link) -> str:
        address = link.target.address
        if address.startswith("/") and not address.startswith("//"):
            address = self._base.href(Address(address))
        if link.target.title or not _SAFE.fullmatch(address):
            raise _UnknownError
        return address.replace("&", "&amp;")


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
