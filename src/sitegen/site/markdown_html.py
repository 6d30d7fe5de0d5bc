"""Markdown as editors write it, to HTML that is safe to show."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from sitegen.site.addresses import BaseUrl
from sitegen.site.kinds import LAYOUT_FRAGMENTS
from sitegen.site.usual_html import usual_html
from sitegen.site.wording import ENGLISH, Words
from sitegen.source.markdown.marks import Markdown, fragments_of

if TYPE_CHECKING:
    from sitegen.site.markdown_package import MarkdownPackage

_DEEPEST = 6
"""The lowest level of headings in HTML."""


class MarkdownHtml:
    """Turns Markdown into HTML for one site.

    `words` are those of the interface. `foreign` is the language of the texts (BCP 47) where it is
    not that of the pages.
    """

    def __init__(self, base: BaseUrl, words: Words = ENGLISH, foreign: str | None = None) -> None:
        self._base = base
        self._words = words
        self._foreign = foreign

    @cached_property
    def package(self) -> MarkdownPackage:
        """What shows any text."""
        # Many sites have no text that needs it, and it takes long to load.
        from sitegen.site.markdown_package import MarkdownPackage  # noqa: PLC0415

        return MarkdownPackage(self._base, self._words)

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
        levels = _fitted([heading.level for heading in text.marks.headings], level) if names else []
        headings = list(zip(levels, names, strict=True))
        html = usual_html(text, self._base, headings)
        if html is None:
            html = self.package.html(text, id_prefix, headings)
        return Markup(html)  # noqa: S704 - both escape all words, and publish known tags only


def _fitted(levels: Sequence[int], highest: int) -> list[int]:
    """Give the levels of headings on the page. The highest becomes `highest`; none is skipped."""
    ranks = {level: rank for rank, level in enumerate(sorted(set(levels)))}
    found: list[int] = []
    before = highest - 1
    for level in levels:
        before = min(highest + ranks[level], before + 1, _DEEPEST)
        found.append(before)
    return found
