"""Markdown as editors write it, to HTML that is safe to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, ElementTree

import nh3
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup

from sitegen.site.addresses import BaseUrl
from sitegen.site.kinds import LAYOUT_FRAGMENTS, Address
from sitegen.site.markdown_elements import Elements
from sitegen.site.wording import ENGLISH, Words
from sitegen.source.markdown import read
from sitegen.source.markdown.marks import Fragments, slug

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
        self._markdown = Markdown(output_format="html")
        for registry, name in _UNUSED:
            getattr(self._markdown, registry).deregister(name)
        self._parser = _Parser(self._markdown, words)
        self._markdown.parser = self._parser
        self._fitting = _Fitting(base)
        self._markdown.treeprocessors.register(self._fitting, "fitting", 5)

    def html(self, text: str, *, level: int = 2, id_prefix: str = "") -> Markup:
        """Safe HTML of `text`.

        Its highest headings become `level` (2 to 6) and none is skipped below; their ids come from
        their words, after `id_prefix`, which keeps two texts on one page apart. A link `/x/` is
        rooted at the site.
        """
        self._fitting.level = level
        self._fitting.id_prefix = self._parser.id_prefix = id_prefix
        # nh3 returns HTML in which everything that is not on the lists above is gone.
        html = Markup(_CLEANER.clean(self._markdown.convert(text)))  # noqa: S704
        if self._foreign is None:
            return html
        return Markup('<div lang="{}">\n{}\n</div>').format(self._foreign, html)

    def translated(self, text: str, original: str) -> Markup:
        """Safe HTML of the translation of `original`, whose headings keep the fragments of it."""
        self._fitting.level = 2
        self._fitting.id_prefix = self._parser.id_prefix = ""
        self._markdown.convert(original)
        self._fitting.names = tuple(self._fitting.named)
        html = _CLEANER.clean(self._markdown.convert(text))
        self._fitting.names = ()
        return Markup(html)  # noqa: S704 - as in `html`


class _Parser(BlockParser):
    """Makes the elements of a text from the one reading of Markdown that the check has, too."""

    def __init__(self, markdown: Markdown, words: Words) -> None:
        super().__init__(markdown)
        self.id_prefix = ""
        self._words = words

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802 - a name of the library
        """Give the elements of a text."""
        self.root = Element(self.md.doc_tag)
        Elements(self._words, self.id_prefix).fill(self.root, read("\n".join(lines)))
        return ElementTree(self.root)


class _Fitting(Treeprocessor):
    """Fits headings and links of a text into the page around it.

    `names` are fragments for the headings, in order; without them, they come from their words.
    `named` are those of the last text.
    """

    def __init__(self, base: BaseUrl) -> None:
        super().__init__()
        self.level = 2
        self.id_prefix = ""
        self.names: Sequence[str] = ()
        self.named: list[str] = []
        self._base = base

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        headings = []
        for element in root.iter():
            if element.tag == "a":
                self._fit_link(element)
            elif element.tag in _HEADINGS:
                headings.append(element)
        self.named = []
        if headings:
            self._fit_headings(headings)

    def _fit_link(self, link: Element) -> None:
        href = link.get("href", "")
        if href.startswith("/") and not href.startswith("//"):
            link.set("href", self._base.href(Address(href)))

    def _fit_headings(self, headings: list[Element]) -> None:
        ranks = {tag: rank for rank, tag in enumerate(sorted({h.tag for h in headings}))}
        before = self.level - 1
        fragments = Fragments(LAYOUT_FRAGMENTS)
        for heading in headings:
            before = min(self.level + ranks[heading.tag], before + 1, len(_HEADINGS))
            if len(self.named) < len(self.names):
                name = self.names[len(self.named)]
                fragments.taken.add(name)
            else:
                name = fragments.of(self.id_prefix + slug(_words(heading)))
            self.named.append(name)
            heading.tag = f"h{before}"
            heading.set("id", name)


def _words(heading: Element) -> str:
    """Give the words of a heading, without the marks of footnotes."""
    parts = [heading.text or ""]
    for element in heading:
        parts += [_words(element) if element.tag != "sup" else "", element.tail or ""]
    return "".join(parts).replace(f"{AMP_SUBSTITUTE}amp;", "&")
