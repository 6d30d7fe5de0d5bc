"""What stands within the lines of a paragraph: emphasis, links, code and the rest.

After https://spec.commonmark.org/0.31.2/#inlines and https://github.github.com/gfm/
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping

from sitegen.lazy import dataclass, field, pattern
from sitegen.source.markdown import targets
from sitegen.source.markdown.bare_addresses import end_of_web_address, mail_addresses
from sitegen.source.markdown.characters import PUNCTUATION, REFERENCE, WHITESPACE, referred
from sitegen.source.markdown.emphasis import Chain, Delimiter, Delimiters, Piece, flanking
from sitegen.source.markdown.nodes import (
    Bracketed,
    Break,
    Code,
    Inline,
    Link,
    Marked,
    NoteMark,
    Picture,
    Tag,
    Target,
    Text,
)
from sitegen.source.markdown.usual_inlines import read_usual_inlines
from sitegen.source.markdown.written import Written

_SPECIAL = pattern(
    r"[\n\\`&<*_\[\]!~]|(?<![^\s*_~(])www\.|(?<![A-Za-z])(?:https?|ftp)://", re.IGNORECASE
)
_TICKS = pattern(r"`+")
_AUTOLINK = pattern(r"<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\x00-\x20]*)>")
_MAIL = pattern(
    r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*)>"
)
_ATTRIBUTE = r"""\s+[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
_TAG = pattern(
    rf"<[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>|</[A-Za-z][A-Za-z0-9-]*\s*>|<!---?>"
)
_ENDS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
_DEEPEST = 40  # as in emphasis
_LONGEST_LABEL = 1000


@dataclass(slots=True)
class Names:
    """What the lines of a text may refer to, and what was found about it on the way.

    `notes` are the names of footnotes, `numbers` their numbers in the order of their marks, and
    `marks` how often each is marked. `used` are the names of addresses that links have.
    """

    targets: Mapping[str, Target]
    notes: frozenset[str]
    numbers: dict[str, int] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    bracketed: list[Bracketed] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def mark(self, name: str, start: int, end: int) -> NoteMark:
        """Give the mark of a footnote that there is."""
        number = self.numbers.setdefault(name, len(self.numbers) + 1)
        self.marks[name] = self.marks.get(name, 0) + 1
        return NoteMark(start, end, number, self.marks[name])


@dataclass(slots=True)
class _Bracket:
    """A bracket that is open: where the words in it begin."""

    piece: Piece
    picture: bool
    index: int
    before: Delimiter | None
    active: bool = True
    bracket_after: bool = False


Inlines = Callable[[Written, Names], list[Inline]]
"""What reads the lines of one paragraph, heading or cell."""


def read_inlines(written: Written, names: Names) -> list[Inline]:
    """Read lines: fast where they hold what most lines hold."""
    lines = written.rstripped()
    usual = read_usual_inlines(lines.text, lines.places)
    return read_whole_inlines(lines, names) if usual is None else usual


def read_whole_inlines(written: Written, names: Names) -> list[Inline]:
    """Read lines, whatever they hold."""
    line = _Line(written.rstripped(), names)
    line.read()
    return _settled(line.chain.nodes(), within_link=False)


class _Line:
    def __init__(self, written: Written, names: Names) -> None:
        self._written = written
        self._text = written.text
        self._names = names
        self._at = 0
        self.chain = Chain()
        self._delimiters = Delimiters(self.chain)
        self._brackets: list[_Bracket] = []
        self._ticks: dict[int, list[int]] | None = None
        self._without_end: set[str] = set()

    def read(self) -> None:
        text, size = self._text, len(self._text)
        while self._at < size:
            found = _SPECIAL.search(text, self._at)
            end = found.start() if found else size
            if end > self._at:
                words = text[self._at : end]
                if found and found[0] == "\n":
                    words = words.rstrip(WHITESPACE)
                self._add_text(words, self._at, end)
                self._at = end
            if found:
                self._special(found[0])
        self._delimiters.pair(None)
        self._names.bracketed += [
            self._open_bracket(one) for one in self._brackets[-1:] if not one.picture and one.active
        ]

    def _special(self, sign: str) -> None:
        match sign:
            case "*" | "_" | "~":
                self._delimiter(sign)
            case "[":
                self._open(1)
            case "!":
                self._exclamation()
            case _:
                read = _READ.get(sign)
                if read is None:
                    self._bare(sign)
                else:
                    read(self)

    def _exclamation(self) -> None:
        behind = self._text[self._at + 1 : self._at + 3]
        if behind.startswith("[") and behind != "[^":
            self._open(2)
        else:
            self._take(1)

    def _add_text(self, words: str, start: int, end: int) -> Piece:
        place = self._written.place(start)
        return self.chain.add(Text(place, place + end - start, words))

    def _take(self, number: int) -> None:
        """Take signs as they stand."""
        end = self._at + number
        self._add_text(self._text[self._at : end], self._at, end)
        self._at = end

    def _newline(self) -> None:
        at = self._at
        hard = at > 1 and self._text[at - 2 : at] == "  "
        self._at += 1
        while self._text[self._at : self._at + 1] in {" ", "\t"}:
            self._at += 1
        self.chain.add(Break(self._written.after(at), self._written.place(self._at), hard))

    def _backslash(self) -> None:
        at = self._at
        sign = self._text[at + 1 : at + 2]
        if sign == "\n":
            self._at += 1
            self._newline()
            last = self.chain.last
            if last is not None and isinstance(last.node, Break):
                last.node.hard = True
        elif sign in PUNCTUATION:
            self._at += 2
            self._add_text(sign, at, at + 2)
        else:
            self._take(1)

    def _code(self) -> None:
        found = _TICKS.match(self._text, self._at)
        assert found is not None  # noqa: S101 - there is one
        if self._ticks is None:
            self._ticks = {}
            for one in _TICKS.finditer(self._text, self._at):
                self._ticks.setdefault(len(one[0]), []).append(one.start())
        number = len(found[0])
        same = self._ticks.get(number, [])
        after = bisect_left(same, found.end())
        if after == len(same):
            self._take(number)
            return
        words = self._text[found.end() : same[after]].replace("\n", " ")
        begin = found.end()
        if words.startswith(" ") and words.endswith(" ") and words.strip(" "):
            words, begin = words[1:-1], begin + 1
        start, self._at = self._at, same[after] + number
        place, end = self._written.place(start), self._written.after(self._at)
        self.chain.add(Code(place, end, words, self._written.place(begin)))

    def _reference(self) -> None:
        found = REFERENCE.match(self._text, self._at)
        sign = referred(found[0]) if found else None
        if found is None or sign is None:
            self._take(1)
            return
        self._add_text(sign, found.start(), found.end())
        self._at = found.end()

    def _pointed(self) -> None:
        address, mail = _AUTOLINK.match(self._text, self._at), _MAIL.match(self._text, self._at)
        found = address or mail
        if found:
            prefix = "" if address else "mailto:"
            self._bare_link(found.start(1), found.end(1), prefix, found.start(), found.end())
            return
        end = self._end_of_tag()
        if end is None:
            self._take(1)
            return
        start, self._at = self._at, end
        place, after = self._written.place(start), self._written.after(end)
        self.chain.add(Tag(place, after, self._text[start:end]))

    def _end_of_tag(self) -> int | None:
        found = _TAG.match(self._text, self._at)
        if found:
            return found.end()
        for begin, close in _ENDS:
            if not self._text.startswith(begin, self._at) or begin in self._without_end:
                continue
            if begin == "<!" and not self._text[self._at + 2 : self._at + 3].isalpha():
                continue
            end = self._text.find(close, self._at + len(begin))
            if end >= 0:
                return end + len(close)
            self._without_end.add(begin)
        return None

    def _bare_link(self, start: int, end: int, prefix: str, begin: int, after: int) -> None:
        """Add a link whose words are the address itself."""
        words = self._text[start:end]
        place, until = self._written.place(start), self._written.after(end)
        target = Target(prefix + words, "", place, until)
        self.chain.add(
            Link(
                self._written.place(begin),
                self._written.after(after),
                target,
                [Text(place, until, words)],
                place,
                until,
                bare=True,
            )
        )
        self._at = after

    def _bare(self, sign: str) -> None:
        www = not sign.endswith("//")
        if self._brackets or (www and sign != "www."):
            self._take(len(sign))
            return
        domain = self._at if www else self._at + len(sign)
        end = end_of_web_address(self._text, domain, dot=www)
        if end is None:
            self._take(len(sign))
        else:
            self._bare_link(self._at, end, "http://" if www else "", self._at, end)

    def _delimiter(self, sign: str) -> None:
        start = end = self._at
        while self._text.startswith(sign, end):
            end += 1
        before, after = start - 1, end
        if sign != "~":  # what is crossed out does not part words
            while before >= 0 and self._text[before] == "~":
                before -= 1
            while after < len(self._text) and self._text[after] == "~":
                after += 1
        opens, closes = flanking(
            sign,
            self._text[before] if before >= 0 else "\n",
            self._text[after] if after < len(self._text) else "\n",
        )
        self._at = end
        piece = self._add_text(self._text[start:end], start, end)
        number = end - start
        if (opens or closes) and (sign != "~" or number <= 2):
            self._delimiters.add(Delimiter(piece, sign, number, opens=opens, closes=closes))

    def _open(self, number: int) -> None:
        start = self._at
        self._at += number
        piece = self._add_text(self._text[start : self._at], start, self._at)
        if self._brackets:
            self._brackets[-1].bracket_after = True
        self._brackets.append(_Bracket(piece, number == 2, self._at, self._delimiters.last))

    def _close(self) -> None:
        close = self._at
        if not self._brackets:
            self._take(1)
            return
        opener = self._brackets.pop()
        if not opener.active:
            self._take(1)
            return
        found, named = self._target_after(opener, close)
        if found is not None:
            target, end = found
            if self._link(opener, close, target, end):
                return
        name = self._note(opener, close)
        if name is not None:
            self._mark(opener, name, close)
            return
        if not opener.picture:
            self._names.bracketed.append(self._loose(opener, close, named))
        self._take(1)

    def _target_after(
        self, opener: _Bracket, close: int
    ) -> tuple[tuple[Target, int] | None, int | None]:
        """Give the target of the link whose words end at `close`, and the end of a named one."""
        after = close + 1
        if self._text.startswith("(", after):
            found = targets.target_at(self._written, after)
            if found is not None:
                return found, None
        label = targets.label_at(self._text, after)
        name, end = label or ("", after)
        named = end if label else None
        if not name.strip():
            if opener.bracket_after or close - opener.index > _LONGEST_LABEL:
                return None, named
            name = self._text[opener.index : close]
        folded = targets.name_of(name)
        target = self._names.targets.get(folded)
        if target is not None:
            self._names.used.add(folded)
        return ((target, end) if target else None), named

    def _link(self, opener: _Bracket, close: int, target: Target, end: int) -> bool:
        self._delimiters.pair(opener.before)
        children, depth = self.chain.take(opener.piece, None)
        if depth >= _DEEPEST:
            for child in children:
                self.chain.add(child).depth = depth
            return False
        text = opener.piece.node
        self.chain.remove(opener.piece)
        kind = Picture if opener.picture else Link
        node = kind(
            text.start,
            self._written.after(end),
            target,
            children,
            text.end,
            self._written.place(close),
        )
        self.chain.add(node).depth = depth + 1
        self._at = end
        if not opener.picture:
            for other in reversed(self._brackets):
                if not other.picture:
                    if not other.active:
                        break
                    other.active = False
        return True

    def _note(self, opener: _Bracket, close: int) -> str | None:
        """Give the name of the footnote whose mark ends at `close`, if there is one."""
        if opener.picture or not self._text.startswith("^", opener.index):
            return None
        if close - opener.index > _LONGEST_LABEL:
            return None
        name = targets.name_of(self._text[opener.index + 1 : close])
        return name if name in self._names.notes else None

    def _mark(self, opener: _Bracket, name: str, close: int) -> None:
        start = opener.piece.node.start
        self.chain.take(opener.piece, None)
        self.chain.remove(opener.piece)
        self._delimiters.pair(opener.before)
        self._at = close + 1
        self.chain.add(self._names.mark(name, start, self._written.after(self._at)))

    def _loose(self, opener: _Bracket, close: int, named: int | None) -> Bracketed:
        """Say what stands in brackets that are no link."""
        text, end = self._text, close + 1
        then = ""
        if text.startswith("^", opener.index):
            then = "^"
        elif named is not None:
            then, end = "[]", named
        elif text.startswith("(", end) or text.startswith(" (", end):
            then = "("
            line = text.find("\n", end)
            end = line if line >= 0 else len(text)
        place = self._written.place(opener.index) - 1
        words = text[opener.index : close]
        return Bracketed(place, self._written.after(end), words, then)  # type: ignore[arg-type]

    def _open_bracket(self, opener: _Bracket) -> Bracketed:
        """Say what stands behind a bracket that is never closed, as far as the line goes."""
        line = self._text.find("\n", opener.index)
        end = line if line >= 0 else len(self._text)
        start = self._written.place(opener.index) - 1
        return Bracketed(start, self._written.after(end), self._text[opener.index : end], "")


_READ: dict[str, Callable[[_Line], None]] = {
    "\n": _Line._newline,  # noqa: SLF001 - the class is of this module
    "\\": _Line._backslash,  # noqa: SLF001
    "`": _Line._code,  # noqa: SLF001
    "&": _Line._reference,  # noqa: SLF001
    "<": _Line._pointed,  # noqa: SLF001
    "]": _Line._close,  # noqa: SLF001
}


def _settled(nodes: list[Inline], *, within_link: bool) -> list[Inline]:
    """Make one text of texts that stand side by side, and links of the e-mail addresses in them."""
    found: list[Inline] = []
    run: list[Text] = []
    for node in nodes:
        if isinstance(node, Text):
            if node.text:
                run.append(node)
            continue
        if run:
            found += _words(run, within_link=within_link)
            run = []
        if isinstance(node, (Marked, Link, Picture)):
            inside = within_link or isinstance(node, Link)
            node.children = _settled(node.children, within_link=inside)
        found.append(node)
    return found + _words(run, within_link=within_link) if run else found


def _merged(run: list[Text]) -> Iterator[Text]:
    """Make one text of texts that are shown as they are written, so that places in it are known."""
    parts: list[Text] = []
    for one in run:
        as_written = len(one.text) == one.end - one.start
        if parts and not (as_written and one.start == parts[-1].end):
            yield _one(parts)
            parts = []
        parts.append(one)
        if not as_written:
            yield _one(parts)
            parts = []
    if parts:
        yield _one(parts)


def _one(parts: list[Text]) -> Text:
    return Text(parts[0].start, parts[-1].end, "".join(part.text for part in parts))


def _words(run: list[Text], *, within_link: bool) -> list[Inline]:
    text = "".join(one.text for one in run)
    mails = mail_addresses(text) if not within_link and "@" in text else []
    if not mails:
        return list(_merged(run))
    starts = [0]
    for one in run:
        starts.append(starts[-1] + len(one.text))
    found: list[Inline] = []
    at = 0

    def place(index: int) -> int:
        part = min(bisect_right(starts, index), len(run)) - 1
        return min(run[part].start + index - starts[part], run[part].end)

    for start, end in mails:
        if start > at:
            found.append(Text(place(at), place(start), text[at:start]))
        first, last, words = place(start), place(end - 1) + 1, text[start:end]
        target = Target(f"mailto:{words.removeprefix('mailto:')}", "", first, last)
        inside: list[Inline] = [Text(first, last, words)]
        found.append(Link(first, last, target, inside, first, last, bare=True))
        at = end
    if at < len(text):
        found.append(Text(place(at), run[-1].end, text[at:]))
    return found
