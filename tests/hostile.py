"""Names that a pull request may choose so that a machine acts on them, and who would act."""

from __future__ import annotations

import os
import re
import unicodedata
from html.parser import HTMLParser

import cmarkgfm

HOSTILE = (
    "a\n::error::planted",
    "a\r\n::stop-commands::x",
    "a\u2028::warning::planted",
    "::error file=x::planted",
    "\u200d::error::planted",
    " ::set-output name=x::planted",
    "##[error]planted",
    "a ##[add-mask]b",
    "a #\u200d#[group]b",
    "##vso[task.complete]",
    "##teamcity[buildStop]",
    "a\x1b]8;;https://evil.test\x07words\x1b]8;;\x07",
    "a\x1b[2J\x1b[1;1H",
    "a\x9b31mred",
    "a\x9d0;title\x9c",
    "a\x07\x08\x7f\x00\x0b\x0c",
    "a\u202egpj.exe",
    "a\u2066b\u2069",
    "a\u061c\u200e\u200fb",
    "a\u200b\u2060\ufeffb",
    "a\U000e0041\U000e007f",
    "a\ufffe\ufdd0",
    "a\tb",
    "a'\"b",
    "a::b, c=d: e",
    "a%0A::error::b",
    os.fsdecode(b"caf\xe9\xff"),
    "\ud800 and \udfff",
    "<img src=https://evil.test/x>",
    "<script>alert(1)</script>",
    "</pre></section><b>",
    "![x](https://evil.test/x)",
    "[x](https://evil.test)",
    "[x]: https://evil.test",
    "https://evil.test/x",
    "www.evil.test",
    "evil@evil.test",
    "@octocat",
    "`@octocat`",
    "``@octocat` @octocat",
    "x` @octocat `y",
    "`a`@octocat`b`",
    "```\n@octocat",
    "\\`@octocat\\`",
    "#12 and gh-12 and a/b#3",
    "&lt;b&gt; &#64;octocat",
    "$x$ :tada: ~~gone~~ **bold** _slanted_",
    "# Heading",
    "- item",
    "1. item",
    "> quotation",
    "| a | b |",
    "=== ---",
    "=1+1",
    "javascript:alert(1)",
)

_TURNS_TEXT = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def acting(text: str, allowed: str = "\n") -> list[str]:
    """Give what a terminal obeys, what turns text around, and what no output can hold."""
    return [
        character
        for character in text
        if character not in allowed
        and (
            unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
            or _TURNS_TEXT.match(character)
        )
    ]


def commands(log: str) -> list[str]:
    """Give what GitHub's runner takes for a command in a log, as its source reads each line.

    `ActionCommand.TryParseV2` wants `::` at the start, `ActionCommand.TryParse` `##[` anywhere. It
    compares as people read: what has no width is not seen.
    """
    found = []
    for line in re.split(r"[\n\r\x0b\x0c\x85\u2028\u2029]", log):
        seen = re.sub("[\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff]", "", line).strip()
        if re.match(r"::.*::", seen) or re.search(r"##\w*\[", seen):
            found.append(seen)
    return found


class _Page(HTMLParser):
    """What is on a page: its tags, and its words outside code."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its signature
        self.tags.add(tag)
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.reverse()
        self._open.remove(tag)
        self._open.reverse()

    def handle_data(self, data: str) -> None:
        if not {"code", "pre"} & set(self._open):
            self.words += data


def read_html(text: str) -> tuple[set[str], str]:
    """Give the tags of a page, and its words outside code."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.tags, page.words


_MADE_MORE_OF = re.compile(r"(?i)@\w|#\d|gh-\d|://|www\.|:[\w+-]*[a-z][\w+-]*:|\$\S")


def acting_in_markdown(text: str) -> list[str]:
    """Give what GitHub would make of a text besides words and code."""
    options = cmarkgfm.Options.CMARK_OPT_UNSAFE
    html = cmarkgfm.github_flavored_markdown_to_html(text, options)
    tags, words = read_html(html)
    plain = {"p", "strong", "br", "code", "pre", "h2"}
    return sorted(tags - plain) + _MADE_MORE_OF.findall(words)
