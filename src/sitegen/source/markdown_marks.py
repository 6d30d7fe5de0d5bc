"""The marks of a Markdown text that a check looks at: links, headings, pictures, raw HTML.

The Markdown library gives no places and takes long to load. This reads the same marks, in one pass
over each, as the library does in the set-up of `site/markdown_html.py`; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture: its text and target, and where each stands."""

    start: int
    end: int
    text: str
    target: str
    target_start: int
    target_end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6: its text as written."""

    start: int
    end: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """An HTML tag or a character reference, as written."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in one text, each kind in order."""

    links: tuple[Link, ...] = ()
    pictures: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    tags: tuple[Tag, ...] = ()
    undefined: tuple[Tag, ...] = ()
    definitions: Mapping[str, str] = field(default_factory=dict)
    quoted: int = 0  # the most quotations inside one another


_CODE = re.compile(r"(?<!\\)(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?(?<!`)\1(?!`)")
_IN_CODE = re.compile(r"`+([^`\n]+)`+")
_ESCAPED = re.compile(r"\\[\\`*_{}\[\]()>#+\-.!]")
_TEXT = r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]"
_INLINE = re.compile(rf"(!?){_TEXT}\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_REFERENCE = re.compile(rf"(!?){_TEXT} ?\[([^\[\]\n]*)\]")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]: *\n? *<?([^\s<>]+)>?[^\n]*$", re.MULTILINE)
_AUTOLINK = re.compile(
    r"<((?:https?|ftp|mailto|tel|javascript|data):[^<>\s]*|[^<>\s@/]+@[^<>\s]+)>", re.IGNORECASE
)
_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--|&(?:[A-Za-z]+|#[0-9]+|#x[0-9A-Fa-f]+);"
)
_HASHES = re.compile(r"^(#{1,6})([^\n]*?)#*[ \t]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"(?:\A|(?<=\n\n))([^\n]+)\n(=+|-+)[ ]*$", re.MULTILINE)
_UNDERLINE = re.compile(r"\n(?:=+|-+) *(?:\n|\Z)")
_QUOTES = re.compile(r"^[ >]*>", re.MULTILINE)
_TITLE = re.compile(r"""^\s*(<[^<>]*>|.*?)(?:\s+(?:"[^"]*"|'[^']*'))?\s*$""", re.DOTALL)
_SIGNS = frozenset("[<#>=-&")


def marks_in(text: str) -> Marks:
    """Give the marks of a Markdown text. Places are indexes in it. Lines end in LF."""
    if _SIGNS.isdisjoint(text):
        return Marks()
    shown = _ESCAPED.sub("\0\0", _CODE.sub(_blank, text)) if "`" in text or "\\" in text else text
    definitions = (
        {m[1].casefold(): m[2] for m in _DEFINITION.finditer(shown)} if "]:" in shown else {}
    )
    body = _DEFINITION.sub(_blank, shown) if definitions else shown
    inline = list(_inline(text, body))
    without = _INLINE.sub(_blank, body) if inline else body
    referring = [(m, definitions.get((m[3] or m[2]).casefold())) for m in _references(without)]
    links = [link for is_picture, link in inline if not is_picture]
    links += [_referring(m, text, target) for m, target in referring if target and not m[1]]
    links += [_auto(m, text) for m in _AUTOLINK.finditer(without)] if "<" in without else []
    return Marks(
        links=tuple(sorted(links, key=lambda link: link.start)),
        pictures=tuple(link for is_picture, link in inline if is_picture),
        headings=tuple(_headings(text, body)),
        tags=tuple(_tags(_AUTOLINK.sub(_blank, without))),
        undefined=tuple(Tag(m.start(), m.end(), m[0]) for m, target in referring if not target),
        definitions=definitions,
        quoted=_quoted(body),
    )


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _quoted(body: str) -> int:
    return max((m[0].count(">") for m in _QUOTES.finditer(body)), default=0) if ">" in body else 0


def _inline(text: str, body: str) -> Iterator[tuple[bool, Link]]:
    if "](" not in body:
        return
    for match in _INLINE.finditer(body):
        inner = _TITLE.match(match[3])
        target = inner[1] if inner else match[3]
        start = match.start(3) + (inner.start(1) if inner else 0)
        if target.startswith("<") and target.endswith(">"):
            target, start = target[1:-1], start + 1
        said = text[match.start(2) : match.end(2)]
        yield (
            match[1] == "!",
            Link(match.start(), match.end(), said, target, start, start + len(target)),
        )


def _references(body: str) -> Iterator[re.Match[str]]:
    return _REFERENCE.finditer(body) if "][" in body or "] [" in body else iter(())


def _referring(match: re.Match[str], text: str, target: str) -> Link:
    said = text[match.start(2) : match.end(2)]
    return Link(match.start(), match.end(), said, target, match.start(3), match.end(3))


def _auto(match: re.Match[str], text: str) -> Link:
    written = text[match.start(1) : match.end(1)]
    target = written if ":" in written else f"mailto:{written}"
    return Link(match.start(), match.end(), written, target, match.start(1), match.end(1))


def _tags(body: str) -> Iterator[Tag]:
    if "<" not in body and "&" not in body:
        return iter(())
    return (Tag(m.start(), m.end(), m[0]) for m in _TAG.finditer(body))


def _headings(text: str, body: str) -> Iterator[Heading]:
    found = [
        Heading(m.start(), m.end(), len(m[1]), text[m.end(1) : m.end()].rstrip(" \t#").strip())
        for m in (_HASHES.finditer(body) if "#" in body else ())
    ]
    found += [
        Heading(
            m.start(1), m.end(1), 1 if m[2][0] == "=" else 2, text[m.start(1) : m.end(1)].strip()
        )
        for m in (_UNDERLINED.finditer(body) if _UNDERLINE.search(body) else ())
        if not m[1].startswith("#")
    ]
    yield from sorted(found, key=lambda heading: heading.start)


def words_of(markdown: str) -> str:
    """Give what a reader sees of one line of Markdown: the text of links, no marks."""
    codes = iter([match[1] for match in _IN_CODE.finditer(markdown)])
    text = _INLINE.sub(lambda match: match[2], _IN_CODE.sub("\0", markdown))
    text = re.sub(r"[*_`]", "", _REFERENCE.sub(lambda match: match[2], text))
    return re.sub("\0", lambda _: next(codes, ""), text).strip()


_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def slug(words: str) -> str:
    """Give the id of a heading: "What's next?" gives "whats-next"."""
    plain = unicodedata.normalize("NFKD", words.replace("'", ""))
    ascii_words = plain.encode("ascii", "ignore").decode().lower()
    return _NOT_IN_SLUG.sub("-", ascii_words).strip("-") or "section"


def fragments(headings: tuple[Heading, ...], taken: frozenset[str]) -> frozenset[str]:
    """Give the fragments of a page with these headings; `taken` are those of every page."""
    found = set(taken)
    for heading in headings:
        name = first = slug(words_of(heading.text))
        number = 1
        while name in found:
            number += 1
            name = f"{first}-{number}"
        found.add(name)
    return frozenset(found)
