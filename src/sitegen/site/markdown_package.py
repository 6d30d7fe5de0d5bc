"""HTML of texts in Markdown by the `markdown` package, made safe by nh3."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, ElementTree

import nh3
from markdown import Markdown as Library
from markdown.blockparser import BlockParser
from markdown.treeprocessors import Treeprocessor

from sitegen.site.addresses import BaseUrl
from sitegen.site.kinds import Address
from sitegen.site.markdown_elements import Elements
from sitegen.site.wording import Words
from sitegen.source.markdown.marks import Markdown
from sitegen.source.markdown.nodes import Document

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

# The text is read as it stands, by the parser below, which looks into the lines, too.
_UNUSED = (
    *(("preprocessors", name) for name in ("normalize_whitespace", "html_block")),
    *(("treeprocessors", name) for name in ("inline", "prettify", "unescape")),
)

# Every attribute is set by this program: HTML of editors is shown as it was typed.
_CLEANER = nh3.Cleaner(
    tags={
        *("a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr"),
        *("li", "ol", "p", "pre", "span", "strong", "sup", "table", "tbody", "td", "th", "thead"),
        *("tr", "ul"),
    },
    attributes={
        "a": {"aria-label", "href", "id", "title"},
        "div": {"aria-label", "class", "role", "tabindex"},
        "li": {"id"},
        "ol": {"aria-label", "class", "start"},
        "span": {"aria-label", "role"},
        "td": {"class"},
        "th": {"class", "scope"},
        **{heading: {"id"} for heading in _HEADINGS[1:]},
    },
    url_schemes={"http", "https", "mailto", "tel", "sms"},
    link_rel=None,
)


class MarkdownPackage:
    """Shows any text. Keep one: setting it up costs more than using it."""

    def __init__(self, base: BaseUrl, words: Words) -> None:
        self._library = Library(output_format="html")
        for registry, name in _UNUSED:
            getattr(self._library, registry).deregister(name)
        self._parser = _Parser(self._library, words)
        self._library.parser = self._parser
        self._fitting = _Fitting(base)
        self._library.treeprocessors.register(self._fitting, "fitting", 5)

    def html(self, text: Markdown, id_prefix: str, headings: Sequence[tuple[int, str]]) -> str:
        """Give safe HTML. `headings` are the levels and ids of the headings, in order."""
        self._parser.document, self._parser.id_prefix = text.document, id_prefix
        self._fitting.headings = headings
        # nh3 returns HTML in which everything that is not on the lists above is gone.
        return _CLEANER.clean(self._library.convert(text))


class _Parser(BlockParser):
    """Makes the elements of a text from the one reading of it, that of the check."""

    def __init__(self, library: Library, words: Words) -> None:
        super().__init__(library)
        self.document = Document()
        self.id_prefix = ""
        self._words = words

    def parseDocument(self, _lines: Iterable[str]) -> ElementTree:  # noqa: N802 - a name of the library
        """Give the elements of the text, which was read before."""
        self.root = Element(self.md.doc_tag)
        Elements(self._words, self.id_prefix).fill(self.root, self.document)
        return ElementTree(self.root)


class _Fitting(Treeprocessor):
    """Fits headings and links of a text into the page around it.

    `headings` are the levels and ids of its headings, in order.
    """

    def __init__(self, base: BaseUrl) -> None:
        super().__init__()
        self.headings: Sequence[tuple[int, str]] = ()
        self._base = base

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        headings = iter(self.headings)
        for element in root.iter():
            if element.tag == "a":
                self._fit_link(element)
            elif element.tag in _HEADINGS:
                level, name = next(headings)
                element.tag = f"h{level}"
                element.set("id", name)

    def _fit_link(self, link: Element) -> None:
        href = link.get("href", "")
        if href.startswith("/") and not href.startswith("//"):
            link.set("href", self._base.href(Address(href)))
