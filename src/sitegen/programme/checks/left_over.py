"""What is left over in texts: places to fill in, signs that mark nothing, links without an end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Fix, problem
from sitegen.lazy import pattern
from sitegen.programme.prose import Prose
from sitegen.source.markdown.nodes import Bracketed, Text
from sitegen.source.wording import MARK, shown

_WORD = pattern(r"\b(TBD|TBA|TODO|FIXME|XXX+)\b|\?\?\?+|\blorem ipsum\b")
_WORD_SIGN = pattern(r"TB[DA]|TODO|FIXME|XXX|\?\?\?|lorem ipsum")
"""The same without a look at what stands before: nearly every text has none of them."""

_KINDS = (
    "address|agency|amount|category|city|contact|county|date|day|deadline|description|e-?mail|fee|"
    "first name|last name|link|location|month|name|number|phone|place|position|price|program|"
    "programme|room|subject|telephone|time|title|topic|track|url|venue|website|year|zip"
)
_TO_FILL_IN = pattern(
    r"(?:please )?(?:insert|enter|fill in|type|put|replace|specify)\b.*"
    r"|add [a-z ]*here"
    rf"|(?:your|our) (?:\w+ ){{0,2}}(?:{_KINDS})s?"
    rf"|(?!no |the |this |that |a |an )(?:\w+ ){{0,2}}(?:{_KINDS})s?(?: (?:goes )?here)?"
    rf"|(?:{_KINDS})s? of .*"
    r"|.* here|tbd|tba|tbc|todo|to come|x+|\.\.\.|…|_+|\?+",
    re.IGNORECASE,
)
_ORDINARY = pattern(r"(?:click|read|see|look|learn) .*here", re.IGNORECASE)
_MARKERS = pattern(
    r"\{\{[^{}\n]{0,100}\}\}|\{%[^{}\n]{0,100}%\}|\{#[^{}\n]{0,100}#\}|\$\{\w[^{}\n]{0,100}\}|<<[^<>\n]{1,100}>>|(?<!\w)%[A-Z][A-Z_]{2,}%(?!\w)"
)
_IN_ANGLES = pattern(r"<([^<>/!?\n]{2,60})>")
_PAIRED = pattern(r"(?<![\\*_~])(\*\*|__|~~)(?![*_~])([^*_~\n]+?)(?<!\\)\1(?![*_~])")
_SINGLE = pattern(r"(?<![\w\\*_~])([*_]) ([A-Za-z][^*_~\n]*[A-Za-z.!?]) \1(?![\w*_~])")
_ALONE = pattern(r"(?<![\\*~])(\*\*|~~)(?![*~])")
_NO_HEADING = pattern(r"(#{2,6}(?=[^\s#])|#(?=[A-Z][a-z]))([^\n]*)")
# Each way begins with one sign, so that a search looks for these signs first.
_LEFT = pattern(r"\*\*|\* |__|_ |~~|\{\{|\{%|\{#|\$\{|%[A-Z]|<|#|\[")
_ADDRESS = pattern(
    r"https?://|www\.|mailto:|tel:|sms:|/|#|\S+@\S|\S+\.(?:com|org|net|gov|edu|us)\b"
)
_SIGNS = r"\\`*_~<>\[\]|@#{}$%"
_MARKED = rf"(?=[A-Za-z0-9])[^{_SIGNS}\n]*+(?<=[A-Za-z0-9])"
_CLEARLY_MARKED = pattern(
    rf"(?:[^{_SIGNS}]++"
    rf"|(?<![^\s(\"'])(?:\*\*{_MARKED}\*\*|\*{_MARKED}\*)(?![^\s.,;:!?)\"']))*+"
)
_BOX = pattern(r"!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\Z", re.IGNORECASE)


def check_left_over(prose: Prose) -> Iterator[Diagnostic]:
    """Yield what was meant for later, or for another program, and what shows signs to visitors."""
    if _WORD_SIGN.search(prose.text):
        for found in _WORD.finditer(prose.text):
            yield _left_over(prose, *found.span())
    if not _LEFT.search(prose.text) or is_clearly_marked(prose.text):
        return
    for one in prose.text.words:
        yield from _signs(prose, one)
    for bracketed in prose.marks.bracketed:
        yield from _bracketed(prose, bracketed)


def is_clearly_marked(text: str) -> bool:
    """Tell at a glance that asterisks around words are the only signs of a text, and are not shown.

    Each pair stands in one line, directly around its words, between spaces or punctuation. Then no
    reading of Markdown differs. Where it is not that plain, the text is read.
    """
    holds_address = "://" in text or "www." in text.lower()
    return not holds_address and _CLEARLY_MARKED.fullmatch(text) is not None


def is_to_fill_in(words: str) -> bool:
    """Tell if words in brackets stand for others: "insert date", "your name"."""
    plain = " ".join(words.split())
    return bool(_TO_FILL_IN.fullmatch(plain)) and not _ORDINARY.fullmatch(plain)


def _left_over(prose: Prose, start: int, end: int) -> Diagnostic:
    message = f"“{shown(prose.text[start:end])}” is left over in this text."
    help_ = "Write what is missing, or say in words what is not known and whom to ask."
    return problem("left-over", prose.span(start, end), message, help_)


def _signs(prose: Prose, one: Text) -> Iterator[Diagnostic]:
    """Look at words that are shown, as they are written."""
    rest = prose.text[one.start : one.end]
    if not _LEFT.search(rest):
        return
    for mark in (_MARKERS, _IN_ANGLES):
        for found in mark.finditer(rest):
            if mark is _MARKERS or is_to_fill_in(found[1]):
                yield _left_over(prose, one.start + found.start(), one.start + found.end())
        rest = mark.sub(lambda m: " " * len(m[0]), rest)
    line = prose.text.rfind("\n", 0, one.start) + 1
    heading = None if prose.text[line : one.start].strip(" >") else _NO_HEADING.match(rest)
    if heading:
        yield _no_heading(prose, one.start, heading)
    for mark in (_PAIRED, _SINGLE):
        for found in mark.finditer(rest):
            words = found[2].strip()
            start, end = one.start + found.start(), one.start + found.end()
            if not words:
                continue
            better = _marked(found[1], words)
            message = f"“{shown(found[0])}” is shown with its signs: spaces stand inside them."
            at = prose.span(start, end)
            fix = Fix(at, better, safe=False) if at.typed == found[0] else None
            help_ = f"Write {better}" if better.startswith("**") else f"Write `{better}`"
            yield problem("shown-sign", at, message, help_, fix=fix)
        rest = mark.sub(lambda m: " " * len(m[0]), rest)
    for found in _ALONE.finditer(rest):
        at = prose.span(one.start + found.start(), one.start + found.end())
        message = f"“{found[1]}” is shown as it stands: it marks no words."
        help_ = "Delete it, or write it directly before and directly behind the words."
        yield problem("shown-sign", at, message, help_)


def _no_heading(prose: Prose, start: int, found: re.Match[str]) -> Diagnostic:
    better = f"{found[1]} {found[2]}"
    at = prose.span(start + found.start(), start + found.end())
    message = f"“{shown(found[0])}” is no heading: a space is missing behind the signs."
    fix = Fix(at, better, safe=False) if at.typed == found[0] else None
    return problem("shown-sign", at, message, f"Write {better}", fix=fix)


def _bracketed(prose: Prose, one: Bracketed) -> Iterator[Diagnostic]:
    at = prose.span(one.start, one.end)
    if one.then == "[]":
        name = shown(prose.text[one.start : one.end])
        message = f"{name} names an address that is given nowhere in this text."
        words = shown(one.text)
        help_ = f"Write the address itself in place of {MARK}: [{words}]({MARK})"
        yield problem("link-target", at, message, help_)
    elif one.then == "^":
        name = shown(prose.text[one.start : one.end])
        message = f"{name} marks a footnote that is written nowhere in this text."
        help_ = f"Delete it, or write the footnote in a line of its own, behind {name}:"
        yield problem("shown-sign", at, message, help_)
    elif one.then == "(":
        yield from _unfinished(prose, one)
    elif _BOX.match(one.text):
        words = one.text[1:].capitalize()
        message = f"“[{one.text}]” is shown as it stands. Only GitHub makes a box of it."
        yield problem("shown-sign", at, message, f"Write **{words}:**")
    elif is_to_fill_in(one.text) and len(one.text) <= 60:
        yield _left_over(prose, one.start, one.end)
    elif found := _OPEN.match(one.text):
        better = f"[{found[1]}]({found[2]})"
        end = one.start + 1 + found.end()
        message = "This is no link: a bracket is missing behind its words."
        yield problem("unfinished-link", prose.span(one.start, end), message, f"Write {better}")


def _marked(sign: str, words: str) -> str:
    """Put the signs around words, in the form that the guide has."""
    sign = {"__": "**", "_": "*"}.get(sign, sign)
    return f"{sign}{words}{sign}"


_OPEN = pattern(r"([^\[\]()\n]+?) ?\(((?:https?://|www\.|mailto:|tel:|/[a-z])[^\s()]*)\)")
_BEHIND = pattern(r"\]( ?)\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)(\)?)")


def _unfinished(prose: Prose, one: Bracketed) -> Iterator[Diagnostic]:
    """Look at words in brackets with an address behind them that make no link."""
    written = prose.text[one.start : one.end]
    found = _BEHIND.match(written, 1 + len(one.text))
    if not found or not _ADDRESS.match(found[2].strip().lstrip("<")):
        if is_to_fill_in(one.text):
            yield _left_over(prose, one.start, one.start + len(one.text) + 2)
        return
    start, end = one.start + found.start(2), one.start + found.end(2)
    address = found[2].strip()
    words, closed = one.text, found[3] == ")"
    if closed and not found[1] and re.search(r"\s", address):
        better = re.sub(r"\s+", "%20", address)
        at = prose.span(start, end)
        message = f"The address “{shown(address)}” holds a space."
        yield problem(
            "link-target", at, message, f"Write {better}", fix=Fix(at, better, safe=False)
        )
        return
    if closed and found[1]:
        better = f"[{words}]({address})"
        at = prose.span(one.start, one.start + found.end())
        message = "This is no link: a space stands between its words and its address."
        fix = Fix(at, better, safe=False) if at.typed == written[: found.end()] else None
        yield problem("unfinished-link", at, message, f"Write {better}", fix=fix)
        return
    first = address.split()[0].rstrip(".,;:!?")
    at = prose.span(one.start, start + found[2].index(first) + len(first))
    message = "This is no link: the bracket behind its address is missing."
    yield problem("unfinished-link", at, message, f"Write [{words}]({first})")
