"""Texts in Markdown: links that say where they go, headings in order, nothing left over."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from sitegen.diagnostics import Diagnostic, Fix, Related, problem
from sitegen.lazy import pattern
from sitegen.programme.checks.left_over import is_to_fill_in
from sitegen.programme.prose import Prose
from sitegen.programme.records import PageFile
from sitegen.source.fields import Misread
from sitegen.source.markdown.characters import referred
from sitegen.source.markdown.marks import DEEPEST, NO_MARKS, LinkMark
from sitegen.source.pieces import known
from sitegen.source.web_addresses import read_link_target
from sitegen.source.wording import on_one_line, shown

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
_REFERENCE = pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CLICK = pattern(r"\b[Cc]lick here\b")
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
    if prose.marks is not NO_MARKS:
        yield from _links(prose)
        yield from _pictures(prose)
        yield from _headings(prose)
        yield from _tags(prose)
        yield from _code(prose)
        yield from _unshown(prose)
    yield from _references(prose)
    for found in _CLICK.finditer(prose.text) if "lick here" in prose.text else ():
        if any(link.start <= found.start() < link.end for link in prose.marks.links):
            continue  # that was said of the link
        message = "“click here” says nothing to people who do not use a mouse or see the page."
        help_ = "Make a link of the words that say where it leads."
        yield problem("link-text", prose.span(*found.span()), message, help_)
    deep = prose.marks.too_deep
    if deep is not None:
        message = f"More than {DEEPEST} quotations or lists stand inside one another here."
        help_ = "Delete the signs at the beginning of the line."
        yield problem("too-deep", prose.span(*_signs_before(prose, deep.start)), message, help_)


def _links(prose: Prose) -> Iterator[Diagnostic]:
    texts: dict[str, LinkMark] = {}
    looked_at: set[int] = set()  # one address may be that of several links: `[words][name]`
    for link in prose.marks.links:
        target = read_link_target(link.target)
        at = prose.span(link.target_start, link.target_end)
        if isinstance(target, Misread) and link.target_start not in looked_at:
            looked_at.add(link.target_start)
            fix = Fix(at, target.better, safe=False) if target.better else None
            yield problem(target.code, at, target.message, target.help, fix=fix)
        yield from _link_text(prose, link)
        words = link.words.casefold()
        first = texts.setdefault(words, link)
        if words and first.target != link.target and words not in _SAYS_NOTHING:
            message = f"Two links say “{shown(link.words)}” and lead to different places."
            related = Related("the first one", prose.span(first.start, first.end))
            help_ = "Say in each where it leads."
            yield problem("link-text", prose.span(link.start, link.end), message, help_, related)


def _link_text(prose: Prose, link: LinkMark) -> Iterator[Diagnostic]:
    words = link.words
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
    elif re.match(r"https?://|www\.", words) and not link.bare and words != link.target:
        message = "An address stands where the words of the link belong."
        yield problem("link-text", at, message, "Write in words where it leads.")


def _pictures(prose: Prose) -> Iterator[Diagnostic]:
    for picture in prose.marks.pictures:
        message = "Pictures are not shown on this site."
        help_ = "Say in words what it shows. A file can be published as a document."
        if picture.words:
            words = on_one_line(picture.words)
            help_ = f"Say in words what it shows. If these are the words, write `{words}`"
        yield problem("picture", prose.span(picture.start, picture.end), message, help_)


def _headings(prose: Prose) -> Iterator[Diagnostic]:
    before: int | None = None
    for heading in prose.marks.headings:
        at = prose.span(heading.start, heading.end)
        if not heading.words:
            message = "This heading has no words."
            yield problem(
                "heading", at, message, "Write them behind the signs, or delete the line."
            )
        elif before is not None and heading.level > before + 1:
            message = (
                f"This heading has level {heading.level}, and the one above it level {before}. "
                "No level can be left out."
            )
            typed = at.typed
            words = typed.lstrip("#").strip() if typed.startswith("#") else heading.words
            better = f"{'#' * (before + 1)} {words}"
            fix = Fix(at, better, safe=False) if typed.startswith("#") else None
            yield problem("heading", at, message, f"Write {on_one_line(better)}", fix=fix)
        before = heading.level


def _tags(prose: Prose) -> Iterator[Diagnostic]:
    for tag in prose.marks.tags:
        if tag.text.startswith("</"):
            continue  # the tag that it ends was reported
        at = prose.span(tag.start, tag.end)
        if is_to_fill_in(tag.text[1:-1]):
            message = f"{shown(tag.text)} is left over in this text."
            help_ = "Write what is missing, or say in words what is not known and whom to ask."
            yield problem("left-over", at, message, help_)
            continue
        name = re.sub(r"\W.*", "", tag.text.lstrip("</")).casefold()
        message = f"{shown(tag.text)} is shown as it stands. It is no part of these texts."
        better = _IN_MARKDOWN.get(name)
        help_ = f"Write {better} instead." if better else "Delete it."
        yield problem("html-in-text", at, message, help_)


def _references(prose: Prose) -> Iterator[Diagnostic]:
    if "&" in prose.text and _REFERENCE.search(prose.text):
        words = sorted((one.start, one.end) for one in prose.text.words)
        for reference in _REFERENCE.finditer(prose.text):
            before = bisect_right(words, (reference.start(), len(prose.text)))
            if before and reference.start() < words[before - 1][1]:
                yield from _reference(prose, reference)


def _reference(prose: Prose, found: re.Match[str]) -> Iterator[Diagnostic]:
    """Look at `&name;`: what stands for a sign is read as that sign, as GitHub reads it."""
    at = prose.span(*found.span())
    sign = referred(found[0])
    if sign is None:
        if not re.fullmatch("&[a-z]{4,31};", found[0]):
            return  # "R&D;" is no try to name a sign
        message = f"{found[0]} is shown as it stands. No sign has this name."
        yield problem("html-in-text", at, message, "Write the sign itself.")
    elif all(
        unicodedata.category(one) in {"Cf", "Cc", "Co", "Cn"} or one == "\ufffd" for one in sign
    ):
        message = f"{found[0]} stands for a sign that nobody sees, or for none."
        yield problem("html-in-text", at, message, "Delete it, or write a plain space.")


def _code(prose: Prose) -> Iterator[Diagnostic]:
    for lines in prose.marks.indented:
        message = "Four spaces at the beginning make this line look like the text of a program."
        help_ = "Delete the spaces. What goes on with an item of a list begins under its words."
        line = prose.text.find("\n", lines.start)
        end = line if line >= 0 else len(prose.text)
        yield problem("shown-as-code", prose.span(lines.start, end), message, help_)


def _unshown(prose: Prose) -> Iterator[Diagnostic]:
    for one in prose.marks.unshown:
        at = prose.span(one.start, one.end)
        name = f"{shown(prose.text[one.start : one.end].partition(']')[0])}]"
        if one.kind == "cells":
            message = "This row has more cells than the first one. What stands here is not shown."
            help_ = "Give the first row of the table, and the line below it, as many cells."
        elif one.kind == "footnote":
            message = f"This footnote is not shown: no word has its mark {name}, or another has it."
            help_ = f"Delete it, or write {name} directly behind the word that it is about."
        else:
            message = (
                f"This line is not shown: {name} is a name for an address, and no link has it."
            )
            help_ = (
                "Delete this line. If visitors are meant to read it, write a backslash before it."
            )
        yield problem("not-shown", at, message, help_)


def _signs_before(prose: Prose, start: int) -> tuple[int, int]:
    """Give the place of the signs of quotations and lists in the line that holds `start`."""
    begin = prose.text.rfind("\n", 0, start) + 1
    signs = re.compile(r"(?:[ \t]*(?:[>*+-]|[0-9]+[.)]))*").match(prose.text, begin)
    return begin, max(signs.end() if signs else start, start + 1)


def check_titles(pages: Iterable[Prose]) -> Iterator[Diagnostic]:
    """Yield a warning for each page that has the title of another one."""
    first: dict[str, Prose] = {}
    for prose in pages:
        page = prose.page
        title = known(page.fields, lambda one: one.title) if isinstance(page, PageFile) else None
        if page is None or title is None:
            continue
        other = first.setdefault(title.casefold(), prose)
        if other is not prose and other.page is not None:
            message = f"Another page has the title “{shown(title)}” too."
            related = Related("the other page", other.page.fields.at.span("title"))
            help_ = "Say in each title what only this page is about."
            yield problem("duplicate-title", page.fields.at.span("title"), message, help_, related)
