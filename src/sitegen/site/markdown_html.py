"""Markdown as editors write it, to HTML that is safe to show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from sitegen.site.addresses import LAYOUT_FRAGMENTS, Address, BaseUrl
from sitegen.source.markdown_marks import slug

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PLACEHOLDER = re.compile("\x02[^\x03]*\x03")

# Raw HTML stays visible text; pictures would be requests to elsewhere; indented text is never code.
_UNUSED = (
    ("preprocessors", "html_block"),
    ("inlinePatterns", "html"),
    ("inlinePatterns", "image_link"),
    ("inlinePatterns", "image_reference"),
    ("inlinePatterns", "short_image_ref"),
    ("treeprocessors", "prettify"),
)

_CLEANER = nh3.Cleaner(
    tags={
        *("a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li"),
        *("ol", "p", "strong", "ul"),
    },
    attributes={
        "a": {"href", "title"},
        "ol": {"start"},
        **{heading: {"id"} for heading in _HEADINGS[1:]},
    },
    url_schemes={"http", "https", "mailto", "tel", "sms"},
    link_rel=None,
)


class MarkdownHtml:
    """Turns Markdown into HTML for one site. Keep one: setting it up costs more than using it.

    `foreign` is the language of the texts (BCP 47) where it is not that of the pages.
    """

    def __init__(self, base: BaseUrl, foreign: str | None = None) -> None:
        self._foreign = foreign
        self._markdown = Markdown(extensions=["sane_lists"], output_format="html")
        for registry, name in _UNUSED:
            getattr(self._markdown, registry).deregister(name)
        self._markdown.parser.blockprocessors.deregister("code")
        self._fitting = _Fitting(base)
        self._markdown.treeprocessors.register(self._fitting, "fitting", 5)

    def html(self, text: str, *, level: int = 2, id_prefix: str = "") -> Markup:
        """Safe HTML of `text`.

        Its highest headings become `level` (2 to 6) and none is skipped below; their ids come from
        their words, after `id_prefix`, which keeps two texts on one page apart. A link `/x/` is
        rooted at the site.
        """
        self._fitting.level = level
        self._fitting.id_prefix = id_prefix
        self._markdown.reset()
        # nh3 returns HTML in which everything that is not on the lists above is gone.
        html = Markup(_CLEANER.clean(self._markdown.convert(text)))  # noqa: S704
        if self._foreign is None:
            return html
        return Markup('<div lang="{}">\n{}\n</div>').format(self._foreign, html)

    def translated(self, text: str, original: str) -> Markup:
        """Safe HTML of the translation of `original`, whose headings keep the fragments of it."""
        self._fitting.level = 2
        self._fitting.id_prefix = ""
        self._markdown.reset()
        self._markdown.convert(original)
        self._fitting.names = tuple(self._fitting.named)
        self._markdown.reset()
        html = _CLEANER.clean(self._markdown.convert(text))
        self._fitting.names = ()
        return Markup(html)  # noqa: S704 - as in `html`


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
        taken = set(LAYOUT_FRAGMENTS)
        for heading in headings:
            before = min(self.level + ranks[heading.tag], before + 1, len(_HEADINGS))
            words = _PLACEHOLDER.sub(" ", "".join(heading.itertext()))
            first = name = self.id_prefix + slug(words)
            number = 1
            while name in taken:
                number += 1
                name = f"{first}-{number}"
            if len(self.named) < len(self.names):
                name = self.names[len(self.named)]
            self.named.append(name)
            taken.add(name)
            heading.tag = f"h{before}"
            heading.set("id", name)
