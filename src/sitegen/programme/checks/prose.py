"""Texts in Markdown: links that say where they go, headings in order, nothing left over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sitegen.diagnostics import Diagnostic, Fix, Related, problem
from sitegen.programme.prose import Prose
from sitegen.programme.records import PageFile
from sitegen.source.fields import Misread
from sitegen.source.markdown_marks import Link, words_of
from sitegen.source.web_addresses import read_link_target
from sitegen.source.wording import on_one_line, shown

DEEPEST = 20
"""Quotations or steps of indentation inside one another; more cannot be told apart by people."""

_SAYS_NOTHING = frozenset(
    {
        *(
            "click",
            "click here",
            "go",
            "here",
            "link",
            "links",
            "more",
            "page",
            "read more",
            "site",
        ),
        *("see here", "see more", "this", "this link", "this page", "this site", "this website"),
        *("website", "learn more", "more info", "more information", "details"),
    }
)
_LEFT_OVER = re.compile(r"\b(TBD|TBA|TODO|FIXME|XXX+)\b|\?\?\?+|\blorem ipsum\b")
_LEFT_OVER_SIGNS = ("TBD", "TBA", "TODO", "FIXME", "XXX", "???", "lorem ipsum")
_CLICK = re.compile(r"\b[Cc]lick here\b")
_DEEP = re.compile(rf"^(?:[ \t]*>){{{DEEPEST + 1},}}|^ {{{4 * DEEPEST + 4},}}\S", re.MULTILINE)
_IN_MARKDOWN = {
    "b": "**bold**",
    "strong": "**bold**",
    "i": "*italic*",
    "em": "*italic*",
    "a": "[words](https://…)",
    "br": "an empty line between two paragraphs",
    "p": "an empty line between two paragraphs",
    "li": "- at the beginning of a line",
    "ul": "- at the beginning of each line",
    "h2": "## and a heading",
    "h3": "### and a heading",
}


def check_prose(prose: Prose) -> Iterator[Diagnostic]:
    """Yield what is wrong within one text, whatever else there is on the site."""
    if prose.page is not None and not prose.text.strip():
        message = "This page has no text."
        help_ = "Write the text below the second line of hyphens, or delete the file."
        yield problem("empty-page", prose.page.fields.at.span("title"), message, help_)
    yield from _links(prose)
    yield from _pictures(prose)
    yield from _headings(prose)
    yield from _tags(prose)
    left_over = any(sign in prose.text for sign in _LEFT_OVER_SIGNS)
    for found in _LEFT_OVER.finditer(prose.text) if left_over else ():
        message = f"“{shown(found[0])}” is left over in this text."
        help_ = "Write what is missing, or say in words what is not known and whom to ask."
        yield problem("left-over", prose.span(*found.span()), message, help_)
    for found in _CLICK.finditer(prose.text) if "lick here" in prose.text else ():
        if any(link.start <= found.start() < link.end for link in prose.marks.links):
            continue  # that was said of the link
        message = "“click here” says nothing to people who do not use a mouse or see the page."
        help_ = "Make a link of the words that say where it leads."
        yield problem("link-text", prose.span(*found.span()), message, help_)
    deep = _DEEP.search(prose.text)
    if deep:
        message = f"More than {DEEPEST} quotations or lists stand inside one another here."
        help_ = "Delete the signs at the beginning of the line."
        yield problem("too-deep", prose.span(deep.start(), deep.end()), message, help_)


def _links(prose: Prose) -> Iterator[Diagnostic]:
    texts: dict[str, Link] = {}
    for link in prose.marks.links:
        target = read_link_target(link.target)
        at = prose.span(link.target_start, link.target_end)
        if isinstance(target, Misread):
            fix = Fix(at, target.better, safe=False) if target.better else None
            yield problem(target.code, at, target.message, target.help, fix=fix)
        yield from _link_text(prose, link)
        words = words_of(link.text).casefold()
        first = texts.setdefault(words, link)
        if words and first.target != link.target and words not in _SAYS_NOTHING:
            message = f"Two links say “{shown(link.text)}” and lead to different places."
            related = Related("the first one", prose.span(first.start, first.end))
            help_ = "Say in each where it leads."
            yield problem("link-text", prose.span(link.start, link.end), message, help_, related)
    for reference in prose.marks.undefined:
        message = f"{shown(reference.text)} names an address that is given nowhere in this text."
        help_ = "Write the address itself: [words](https://example.org/)"
        yield problem("link-target", prose.span(reference.start, reference.end), message, help_)


def _link_text(prose: Prose, link: Link) -> Iterator[Diagnostic]:
    words = words_of(link.text)
    plain = re.sub(r"\W+", " ", words).strip().casefold()
    at = prose.span(link.start, link.end)
    if not plain:
        message = "This link has no words, so nobody can follow it."
        yield problem("link-text", at, message, "Write where it leads: [words](address)")
    elif plain in _SAYS_NOTHING:
        message = f"“{shown(words)}” does not say where the link leads."
        help_ = (
            "Some people hear only the links of a page. Write where it leads, such as the title."
        )
        yield problem("link-text", at, message, help_)
    elif re.match(r"https?://|www\.", words) and words != link.target:
        message = "An address stands where the words of the link belong."
        yield problem("link-text", at, message, "Write in words where it leads.")


def _pictures(prose: Prose) -> Iterator[Diagnostic]:
    for picture in prose.marks.pictures:
        message = "Pictures are not shown on this site."
        help_ = "Say in words what it shows. A file can be published as a document."
        if picture.text:
            help_ = f"Write what it shows instead: {on_one_line(picture.text)}"
        yield problem("picture", prose.span(picture.start, picture.end), message, help_)


def _headings(prose: Prose) -> Iterator[Diagnostic]:
    before: int | None = None
    for heading in prose.marks.headings:
        at = prose.span(heading.start, heading.end)
        if not words_of(heading.text):
            message = "This heading has no words."
            yield problem(
                "heading", at, message, "Write them behind the signs, or delete the line."
            )
        elif before is not None and heading.level > before + 1:
            message = (
                f"This heading has level {heading.level}, and the one above it level {before}. "
                "No level can be left out."
            )
            better = f"{'#' * (before + 1)} {heading.text}"
            fix = Fix(at, better, safe=False) if at.typed.startswith("#") else None
            yield problem("heading", at, message, f"Write {on_one_line(better)}", fix=fix)
        before = heading.level


def _tags(prose: Prose) -> Iterator[Diagnostic]:
    for tag in prose.marks.tags:
        if tag.text.startswith("</"):
            continue  # the tag that it ends was reported
        name = re.sub(r"\W.*", "", tag.text.lstrip("</")).casefold()
        message = f"{shown(tag.text)} is shown as it stands. It is no part of these texts."
        better = _IN_MARKDOWN.get(name)
        help_ = f"Write {better} instead." if better else "Delete it."
        if tag.text.startswith("&"):
            help_ = "Write the sign itself, or a plain space."
        yield problem("html-in-text", prose.span(tag.start, tag.end), message, help_)


def check_titles(pages: Iterable[Prose]) -> Iterator[Diagnostic]:
    """Yield a warning for each page that has the title of another one."""
    first: dict[str, Prose] = {}
    for prose in pages:
        page = prose.page
        if not isinstance(page, PageFile) or not page.fields.at.has("title"):
            continue
        other = first.setdefault(page.fields.title.casefold(), prose)
        if other is not prose and other.page is not None:
            message = f"Another page has the title “{shown(page.fields.title)}” too."
            related = Related("the other page", other.page.fields.at.span("title"))
            help_ = "Say in each title what only this page is about."
            yield problem("duplicate-title", page.fields.at.span("title"), message, help_, related)
