"""What two pages say, in a form that can be compared: blocks, items, words and addresses."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import cmarkgfm.cmark
from cmarkgfm.cmark import Options

from sitegen.site.addresses import BaseUrl
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.source.markdown.marks import Markdown

_RENDERER = MarkdownHtml(BaseUrl.of("https://example.org/"))
_PUBLISHED = {"", "http", "https", "mailto", "tel", "sms"}
_BLOCKS = {
    *("p", "ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody", "tr", "td", "h"),
    *("hr", "br", "notes"),
}
_BACK = re.compile(r'\s*<a [^>]*(?:aria-label="Back to |data-footnote-backref)[^>]*>.*?</a>')
_MARK = re.compile(r"<sup[^>]*><a [^>]*>(\d+)</a></sup>")


def github(text: str) -> str:
    """Give the HTML that GitHub's own program makes of a text."""
    return cmarkgfm.cmark.markdown_to_html_with_extensions(
        text,
        options=Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE,
        extensions=["table", "autolink", "strikethrough", "tasklist"],
    )


def page(text: str) -> str:
    """Give the HTML that the site shows."""
    return str(_RENDERER.html(Markdown(text)))


def holds_html_or_pictures(text: str) -> bool:
    """Tell if a text has what is not offered, so that the check reports it."""
    marks = Markdown(text).marks
    return bool(marks.tags or marks.pictures) or "<?" in text or "<![" in text


def said(html: str) -> list[tuple[str, ...]]:
    """Give what a page says: its blocks, words and addresses, in order."""
    html = re.sub(r"<p>\s*</p>", "", _BACK.sub("", html))
    reader = _Reader()
    reader.feed(_MARK.sub(r"<sup>\1</sup>", html))
    reader.close()
    return reader.settled()


def _is_published(href: str) -> bool:
    """Tell if the site publishes an address; the check reports the others."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if parts.scheme in {"http", "https"} and not parts.netloc:
        return False
    return parts.scheme in _PUBLISHED and not re.search(r"[^\w.:@-]", parts.netloc)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._found: list[tuple[str, ...]] = []
        self._strong = 0
        self._box = ""  # of a task; it stands beside its words, wherever their paragraph begins

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "section" or (tag in {"div", "span"} and "role" in values):
            return
        if tag == "input":
            self._box = "☑ " if "checked" in values else "☐ "
            return
        if tag == "strong":
            self._strong += 1
            if self._strong > 1:  # strong within strong is shown once
                return
        tag = {"th": "td"}.get(tag, "h" if re.fullmatch("h[1-6]", tag) else tag)
        more = [values.get("title", ""), values.get("start", ""), values.get("align", "")]
        more[2] = more[2].removeprefix("left") or values.get("class", "")
        if tag not in {"td", "a", "ol"} or more[2] not in {"center", "right"}:
            more[2] = ""
        href = unquote(values.get("href", ""))
        more.append(href if _is_published(href) else "")
        self._found.append(("start", tag, *more))

    def handle_endtag(self, tag: str) -> None:
        if tag == "strong":
            self._strong -= 1
            if self._strong:
                return
        tag = {"th": "td"}.get(tag, "h" if re.fullmatch("h[1-6]", tag) else tag)
        if tag not in {"div", "span", "section", "input", "br", "hr"}:
            self._found.append(("end", tag))

    def handle_data(self, data: str) -> None:
        if data.strip() in {"☑", "☐"}:
            self._box = f"{data.strip()} "
            return
        if self._box and data.strip():
            data, self._box = self._box + data.lstrip(), ""
        if self._found and self._found[-1][0] == "text":
            data = self._found.pop()[1] + data
        self._found.append(("text", data))

    def settled(self) -> list[tuple[str, ...]]:
        """Give it without white space that nobody sees."""
        found: list[tuple[str, ...]] = []
        code = 0
        for number, one in enumerate(self._found):
            if one[1] == "pre":
                code += 1 if one[0] == "start" else -1
            if one[0] == "text" and not code:
                words = re.sub(r"[ \t\n\r]+", " ", one[1])
                if number == 0 or self._is_block(number - 1):
                    words = words.lstrip(" ")
                if number == len(self._found) - 1 or self._is_block(number + 1):
                    words = words.rstrip(" ")
                if words:
                    found.append(("text", words))
            else:
                found.append(one)
        return found

    def _is_block(self, number: int) -> bool:
        kind, tag, *_ = self._found[number]
        return kind in {"start", "end"} and tag in _BLOCKS
