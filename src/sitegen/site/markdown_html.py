"""Markdown as editors write it, to HTML that is safe to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, ElementTree

import nh3
from markdown import Markdown as Library
from markdown.blockparser import BlockParser
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from sitegen.site.addresses import BaseUrl
from sitegen.site.kinds import LAYOUT_FRAGMENTS, Address
from sitegen.site.markdown_elements import Elements
from sitegen.site.wording import ENGLISH, Words
from sitegen.source.markdown.marks import Markdown, fragments_of
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


class MarkdownHtml:
    """Turns Markdown into HTML for one site. Keep one: setting it up costs more than using it.

    `words` are those of the interface. `foreign` is the language of the texts (BCP 47) where it is
    not that of the pages.
    """

    def __init__(self, base: BaseUrl, words: Words = ENGLISH, foreign: str | None = None) -> None:
        self._foreign = foreign
        self._library = Library(output_format="html")
        for registry, name in _UNUSED:
            getattr(self._library, registry).deregister(name)
        self._parser = _Parser(self._library, words)
        self._library.parser = self._parser
        self._fitting = _Fitting(base)
        self._library.treeprocessors.register(self._fitting, "fitting", 5)

    def html(self, text: Markdown, *, level: int = 2, id_prefix: str = "") -> Markup:
        """Safe HTML of `text`.

        Its highest headings become `level` (2 to 6) and none is skipped below; their ids come from
        their words, after `id_prefix`, which keeps two texts on one page apart. A link `/x/` is
        rooted at the site.
        """
        names = fragments_of(text.marks, LAYOUT_FRAGMENTS, id_prefix)
        html = self._made(text, level, id_prefix, names)
        if self._foreign is None:
            return html
        return Markup('<div lang="{}">\n{}\n</div>').format(self._foreign, html)

    def translated(self, text: Markdown, original: Markdown) -> Markup:
        """Safe HTML of the translation of `original`, whose headings keep the fragments of it."""
        given = fragments_of(original.marks, LAYOUT_FRAGMENTS)
        return self._made(text, 2, "", fragments_of(text.marks, LAYOUT_FRAGMENTS, given=given))

    def _made(self, text: Markdown, level: int, id_prefix: str, names: Sequence[str]) -> Markup:
        self._parser.document, self._parser.id_prefix = text.document, id_prefix
        self._fitting.level, self._fitting.names = level, names
        # nh3 returns HTML in which everything that is not on the lists above is gone.
        return Markup(_CLEANER.clean(self._library.convert(text)))  # noqa: S704


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

    `names` are the fragments of its headings, in order.
    """

    def __init__(self, base: BaseUrl) -> None:
        super().__init__()
        self.level = 2
        self.names: Sequence[str] = ()
        self._base = base

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        headings = []
        for element in root.iter():
            if element.tag == "a":
                self._fit_link(element)
            elif element.tag in _HEADINGS:
                headings.append(element)
        self._fit_headings(headings)

    def _fit_link(self, link: Element) -> None:
        href = link.get("href", "")
        if href.startswith("/") and not href.startswith("//"):
            link.set("href", self._base.href(Address(href)))

    def _fit_headings(self, headings: list[Element]) -> None:
        ranks = {tag: rank for rank, tag in enumerate(sorted({h.tag for h in headings}))}
        before = self.level - 1
        for heading, name in zip(headings, self.names, strict=True):
            before = min(self.level + ranks[heading.tag], before + 1, len(_HEADINGS))
            heading.tag = f"h{before}"
            heading.set("id", name)
