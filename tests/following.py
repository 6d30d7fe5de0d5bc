"""What a help says to do, done to the letter: a small grammar of sentences.

A help is one or more sentences. Each offers ways to go on, as words to paste:

    Write 2022-03-21 (Monday, March 21, 2022).       replaces what is marked
    Write `a`, `b` or `c`.   Did you mean `a`?       the same; each is tried
    Write … : name: value    Add … : name: value     sets that field of the entry around the place
    Write it such as 09:00 to 16:30                  the same, and it is an example of the form
    Put the text in quotes: "…"                      finds the text, and puts the quotes
    Add under tests: - {…}                           adds an entry to that list
    Add under redirects: /a/: /b/                    adds a line to that map
    Add one of these: a: b, a: c                     each is tried
    Delete it. Delete this line.                     deletes what is marked, or its lines
    Rename it to x. Rename x to y.                   renames the file

`???` in what is pasted is the mark for what only a person knows. What cannot be followed must be a
sentence of `ONLY_A_PERSON` in `test_helps.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.diagnostics import Diagnostic, Source, Span
from sitegen.source.front_matter import split_page
from sitegen.source.nodes import Mapping as Entry
from sitegen.source.nodes import Node, Sequence
from sitegen.source.yaml_reading import read_yaml

MARK = "???"
"""What a person must fill in."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What is written in place of some characters of a file."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to follow a help: edits of the file with the problem, or its new name.

    An `example` shows only how a value is written, so the rest of the site may contradict it.
    """

    said: str
    edits: tuple[Edit, ...] = ()
    source: Source | None = None  # of another file than that of the problem
    renamed: tuple[str, str] | None = None
    appended: tuple[str, str] | None = None  # a line for the end of a file, in place of the field
    encoded: bool = False
    example: bool = False


class NotUnderstoodError(Exception):
    """A sentence that no rule reads, or that names something that is not there."""


def sentences(help_: str) -> list[str]:
    """Give the sentences of a help; what stands in quotes, brackets or code is never divided."""
    hidden = _hidden(help_)
    found, start = [], 0
    for end in re.finditer(r"[.?](?= +[A-Z])", hidden):
        found.append(help_[start : end.end()])
        start = end.end() + 1
    return [one for one in (*found, help_[start:].strip()) if one]


_CLOSED = re.compile(
    r'"(?:[^"\\]|\\.)*"|(?<!\w)\'(?:[^\']|\'\')*\'(?!\w)|`[^`]*`|\{[^{}]*\}|\[[^\[\]]*\]|\([^()]*\)'
)


def _hidden(text: str) -> str:
    """Hide what stands in quotes, brackets or code, from the inside out."""
    while True:
        after = _CLOSED.sub(lambda m: "\0" * len(m[0]), text)
        if after == text:
            return text
        text = after


_NOTE = re.compile(r" \((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [^)]*\)")
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}"
_WORDS = re.compile(
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day )?{_DAY}(?: {_TIME})?"
    rf"(?: to {_DAY}(?: {_TIME})?)?"
    rf"|{_TIME} to {_TIME}|(?:on or )?(?:before|after|at least|at most) \S+|[0-9]+ to [0-9]+"
    r"|[0-9]+ (?:days|weeks) before start|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:first|second|third|fourth|last) [A-Z]\w+ of [A-Z]\w+|[A-Z]\w+ to [A-Z]\w+|[A-Z]\w+ [0-9]+"
    r"|[0-9]+ years?|any designation"
)
_FIELD = re.compile(r"([\w-]+): +(\S.*)", re.DOTALL)


def pasted(text: str) -> list[str]:
    """Give what can be pasted, of a list such as `a`, `b` or `c`; nothing where it is prose."""
    text = _NOTE.sub("", text)
    hidden = _hidden(text)
    parts, start = [], 0
    for between in re.finditer(r", or |, |(?<!\bon) or ", hidden):
        parts.append(text[start : between.start()])
        start = between.end()
    parts.append(text[start:])
    whole = [_one(part.strip()) for part in parts]
    return [one for one in whole if one] if all(whole) else []


def _one(text: str) -> str | None:
    if re.fullmatch("`[^`]+`", text):
        return text[1:-1]
    hidden = _hidden(text)
    if not hidden.strip("\0") or hidden.startswith("- \0") or _WORDS.fullmatch(text):
        return text
    if _FIELD.fullmatch(text):
        return text
    if re.fullmatch(r"[^\s`]*[0-9/@._#-][^\s`]*|tbd|yes|no", text):
        return text
    if re.fullmatch(r"\*\*.+\*\*|\[.+\]\(\S+\)|#+ .+", text):
        return text
    return None


class Place:
    """The file with a problem, and what stands around the place."""

    def __init__(self, diagnostic: Diagnostic, span: Span | None = None) -> None:
        self.diagnostic = diagnostic
        self.span = span or diagnostic.span
        self.source: Source = self.span.source
        self.text = self.source.text
        self.start, self.end = self.span.start, self.span.end

    def root(self) -> Node | None:
        """Give the file's entry."""
        if self.source.path.endswith(".md"):
            return read_yaml(self.source, split_page(self.source).fields_end)[0]
        return read_yaml(self.source)[0]

    def entries(self) -> list[tuple[str, Entry]]:
        """Give the entries around the place, the inmost last, with what each stands in."""
        found: list[tuple[str, Entry]] = []
        self._around(self.root(), "", found)
        return found

    def _around(self, node: Node | None, name: str, found: list[tuple[str, Entry]]) -> None:
        if isinstance(node, Sequence):
            inner = [(name, item) for item in node.items]
        elif isinstance(node, Entry):
            found.append((name, node))
            inner = [(key.text, value) for key, value in node.fields]
            at_key = [v for k, v in node.fields if k.start <= self.start < max(k.end, k.start + 1)]
            if at_key:
                return
        else:
            return
        for inner_name, child in inner:
            if child.start <= self.start < max(child.end, child.start + 1):
                self._around(child, inner_name, found)
                return

    def entry(self, noun: str | None) -> Entry:
        """Give the entry that is called so, or the inmost one."""
        around = self.entries()
        if noun == "page":
            root = self.root()
            around = [("", root)] if isinstance(root, Entry) else []
        names = {"training": "trainings", "track": "tracks", "deadline": "deadline"}
        name = (names | {"opening": "opens"}).get(noun or "")
        if name:
            around = [one for one in around if one[0] in {name, "deadlines"}]
        if not around:
            raise NotUnderstoodError(f"no {noun or 'entry'} is around the place")
        return around[-1][1]

    def set_field(self, name: str, value: str, noun: str | None = None) -> Edit:
        """Write the field into its entry: in place of its value, or as a new line."""
        line_start = self.source.line_starts[self.span.line - 1]
        line = self.source.line(self.span.line)
        try:
            entry = self.entry(noun)
        except NotUnderstoodError:
            written = re.search(rf"(?:^|[\s{{,]){re.escape(name)}:.*", line)
            if written is None:
                raise
            at = line_start + written.start() + written[0].index(name)
            return Edit(at, line_start + written.end(), f"{name}: {value}")
        for key, old in entry.fields:
            if key.text == name:
                return Edit(key.start, max(self._end(old), key.end + 1), f"{name}: {value}")
        written = re.match(rf"(\s*(?:- +)*){re.escape(name)}:.*", line)
        if written and noun is None:
            return Edit(line_start + written.end(1), line_start + written.end(), f"{name}: {value}")
        if self.text[entry.start : entry.start + 1] == "{":
            more = ", " if entry.fields else ""
            return Edit(entry.start + 1, entry.start + 1, f"{name}: {value}{more}")
        first = entry.fields[0][0].start
        column = first - self.source.line_starts[_line_of(self.source, first) - 1]
        return Edit(first, first, f"{name}: {value}\n{' ' * column}")

    def _end(self, node: Node) -> int:
        return node.start + len(self.text[node.start : node.end].rstrip())

    def add_entry(self, name: str, text: str) -> Edit:
        """Add an entry to a list of the file."""
        root = self.root()
        found = root.get(name) if isinstance(root, Entry) else None
        if isinstance(found, Sequence) and found.items:
            first = found.items[0].start
            if self.text[found.start] == "[":
                return Edit(found.start + 1, found.start + 1, f"{text.removeprefix('- ')}, ")
            hyphen = self.text.rindex("-", 0, first)
            column = hyphen - self.source.line_starts[_line_of(self.source, hyphen) - 1]
            return Edit(hyphen, hyphen, f"{text}\n{' ' * column}")
        if isinstance(found, Sequence):
            return Edit(found.start, self._end(found), f"\n  {text}")
        if isinstance(root, Entry) and found is None:
            first = root.fields[0][0].start
            return Edit(first, first, f"{name}:\n  {text}\n")
        raise NotUnderstoodError(f"there is no list {name}")

    def add_line(self, name: str, text: str) -> Edit:
        """Add a line to a map of the file."""
        root = self.root()
        found = root.get(name) if isinstance(root, Entry) else None
        if isinstance(found, Entry) and found.fields:
            first = found.fields[0][0].start
            return Edit(first, first, f"{text}\n  ")
        if isinstance(root, Entry) and found is None:
            first = root.fields[0][0].start
            return Edit(first, first, f"{name}:\n  {text}\n")
        raise NotUnderstoodError(f"there is no map {name}")

    def delete_field(self, name: str) -> Edit:
        """Delete the lines of a field of the entry around the place."""
        for key, value in self.entry(None).fields:
            if key.text == name:
                start = self.source.line_starts[_line_of(self.source, key.start) - 1]
                last = _line_of(self.source, self._end(value))
                starts = self.source.line_starts
                return Edit(start, starts[last] if last < len(starts) else len(self.text), "")
        raise NotUnderstoodError(f"there is no field {name}")

    def quotes(self, text: str) -> Edit:
        """Put the quotes around the text where it stands, on the line of the place or near it."""
        name, _, quoted = (
            text.rpartition(": ") if re.match(r"[\w-]+: [\"']", text) else ("", "", text)
        )
        if name:
            return self.set_field(name, quoted)
        inner = quoted[1:-1]
        if quoted[0] == "'":
            inner = inner.replace("''", "'")
        line = self.source.line_starts[self.span.line - 1]
        for typed in (f'"{inner}"', f"'{inner}'", inner):
            at = self.text.find(typed, line)
            if at >= 0:
                break
        else:
            raise NotUnderstoodError(f"{inner} does not stand here")
        return Edit(at, at + len(typed), quoted)

    def lines(self) -> Edit:
        """Delete the lines of the place."""
        start = self.source.line_starts[self.span.line - 1]
        last = max(self.span.end_line, self.span.line)
        starts = self.source.line_starts
        return Edit(start, starts[last] if last < len(starts) else len(self.text), "")


def _line_of(source: Source, index: int) -> int:
    return sum(1 for start in source.line_starts if start <= index)


Rule = Callable[[Place, re.Match[str]], Iterator[Way]]
_RULES: list[tuple[re.Pattern[str], Rule]] = []


def _rule(pattern: str) -> Callable[[Rule], Rule]:
    def add(rule: Rule) -> Rule:
        _RULES.append((re.compile(pattern, re.DOTALL), rule))
        return rule

    return add


def _written(place: Place, text: str, noun: str | None = None, *, example: bool = False) -> Way:
    field = _FIELD.fullmatch(text)
    if field and not text.startswith(("http:", "https:", "mailto:")):
        edit = place.set_field(field[1], field[2], noun)
    else:
        edit = Edit(place.start, place.end, text)
    return Way(said=text, edits=(edit,), example=example)


@_rule(
    r"(?!Move the text).*\b(?:in quotes|whole text in quotes)(?:: | with )"
    r"(?P<text>[\"'].*|[\w-]+: [\"'].*)"
)
def _quotes(place: Place, match: re.Match[str]) -> Iterator[Way]:
    yield Way(said=match["text"], edits=(place.quotes(match["text"]),))


@_rule(r"Rename (?P<old>it|the folder|\S+) to (?P<new>\S+)")
def _rename(place: Place, match: re.Match[str]) -> Iterator[Way]:
    path = place.source.path
    old = path if match["old"] in {"it", "the folder"} else match["old"]
    new = match["new"]
    if match["old"] == "the folder":
        new = f"{new}/{path.partition('/')[2]}"
    yield Way(said=match[0], renamed=(old, new))


@_rule(r"Save the file again with the encoding UTF-8")
def _saved(_: Place, match: re.Match[str]) -> Iterator[Way]:
    yield Way(said=match[0], edits=(Edit(0, 0, ""),), encoded=True)


@_rule(r"Set in (?P<path>\S+): (?P<p>.*)")
def _set_elsewhere(_: Place, match: re.Match[str]) -> Iterator[Way]:
    yield Way(said=match["p"], appended=(match["path"], match["p"]))


@_rule(r"Write what it stands for: (?P<value>.*)")
def _stands_for(place: Place, match: re.Match[str]) -> Iterator[Way]:
    yield Way(said=match[0], edits=(Edit(place.start, place.end, match["value"]),))


@_rule(
    r"Write (?P<day>\S+) here, and the last day of a training in its own line: end: (?P<end>\S+)"
)
def _first_and_last_day(place: Place, match: re.Match[str]) -> Iterator[Way]:
    first = Edit(place.start, place.end, match["day"])
    yield Way(said=match[0], edits=(first, place.set_field("end", match["end"])))


@_rule(
    r".*\bwrite (?P<sign>[\"']) before “(?P<first>.*)” and [\"'] at its end, behind “(?P<last>.*)”"
)
def _quotes_around(place: Place, match: re.Match[str]) -> Iterator[Way]:
    line, line_end = place.source.line_bounds(place.span.line)
    start = place.text.index(match["first"], line)
    end = place.text.rindex(match["last"], start, line_end) + len(match["last"])
    signs = (Edit(start, start, match["sign"]), Edit(end, end, match["sign"]))
    yield Way(said=match[0], edits=signs)


@_rule(r"Write (?P<sign>[\"']) behind “(?P<words>.*)”")
def _closing_sign(place: Place, match: re.Match[str]) -> Iterator[Way]:
    end = place.text.index(match["words"], place.start) + len(match["words"])
    yield Way(said=match[0], edits=(Edit(end, end, match["sign"]),))


@_rule(r"(?:.*\b)?[Aa]dd under (?P<list>\w+): (?P<entry>- .*)")
@_rule(r"Put it back and say that it is cancelled, under (?P<list>\w+): (?P<entry>- .*)")
def _add_entry(place: Place, match: re.Match[str]) -> Iterator[Way]:
    yield Way(said=match["entry"], edits=(place.add_entry(match["list"], match["entry"]),))


@_rule(r"Add this as the last line of its `(?P<list>\w+)`: - (?P<entry>.*)")
@_rule(r"Add this at the end of its `(?P<list>\w+)`, after a comma: (?P<entry>.*)")
def _add_last(place: Place, match: re.Match[str]) -> Iterator[Way]:
    found = place.entry(None).get(match["list"])
    if isinstance(found, Sequence) and found.items:
        last = found.items[-1]
        end = last.start + len(place.text[last.start : last.end].rstrip())
        column = last.start - place.source.line_starts[_line_of(place.source, last.start) - 1]
        before = ", " if place.text[found.start] == "[" else f"\n{' ' * (column - 2)}- "
        yield Way(said=match[0], edits=(Edit(end, end, f"{before}{match['entry']}"),))


@_rule(r"Add under redirects: (?P<line>\S+: \S+)")
def _add_redirect(place: Place, match: re.Match[str]) -> Iterator[Way]:
    yield Way(said=match[0], edits=(place.add_line("redirects", match["line"]),))


@_rule(r"Add this with .* in place of \?\?\?: (?P<p>.*)(?P<noun>)")
@_rule(
    r"(?:.*\b)?[Aa]dd(?: (?:it|this|one of these|to each))?(?: to (?:the|this) (?P<noun>\w+))?"
    r"(?: with the ids in place of \?\?\?)?: (?P<p>.*)"
)
def _add(place: Place, match: re.Match[str]) -> Iterator[Way]:
    noun = match["noun"] if match["noun"] not in {"one", "entry"} else None
    for text in pasted(match["p"]):
        if field := _FIELD.fullmatch(text):
            edit = place.set_field(field[1], field[2], noun)
            yield Way(said=text, edits=(edit,), source=place.source)


@_rule(r"Add to the track in (?P<path>\S+), with what belongs there in place of \?\?\?: (?P<p>.*)")
def _add_elsewhere(place: Place, match: re.Match[str]) -> Iterator[Way]:
    there = [one.span for one in place.diagnostic.related if one.span.path == match["path"]]
    field = _FIELD.fullmatch(match["p"])
    if there and field:
        elsewhere = Place(place.diagnostic, there[0])
        edit = elsewhere.set_field(field[1], field[2], "track")
        yield Way(said=match["p"], edits=(edit,), source=elsewhere.source)


@_rule(r"Delete `(?P<one>\w+)`, or delete `(?P<a>\w+)` and `(?P<b>\w+)`")
def _delete_fields(place: Place, match: re.Match[str]) -> Iterator[Way]:
    yield Way(said=match["one"], edits=(place.delete_field(match["one"]),))
    written = {key.text for key, _ in place.entry(None).fields}
    names = [name for name in (match["a"], match["b"]) if name in written]
    yield Way(said=" and ".join(names), edits=tuple(place.delete_field(name) for name in names))


@_rule(r"Delete this line, and put what stands below it under the first `(?P<name>\w+):`")
def _merged(place: Place, match: re.Match[str]) -> Iterator[Way]:
    first = place.diagnostic.related[0].span
    starts = place.source.line_starts
    line = place.source.line(place.span.line)
    depth = len(line) - len(line.lstrip())
    last = place.span.line + 1
    while last <= len(starts) and (
        not (text := place.source.line(last)).strip()
        or len(text) - len(text.lstrip()) > depth
        or text.lstrip().startswith("- ")
    ):
        last += 1
    below = starts[place.span.line]
    end = starts[last - 1] if last <= len(starts) else len(place.text)
    moved_to = starts[first.line]
    yield Way(
        said=match[0],
        edits=(
            Edit(moved_to, moved_to, place.text[below:end]),
            Edit(starts[place.span.line - 1], end, ""),
        ),
    )


@_rule(r"Write a line --- below the last field|Begin with a line ---, .*|Write title: and .*")
def _front_matter(place: Place, match: re.Match[str]) -> Iterator[Way]:
    fields = f'title: "{MARK}"\nsummary: "{MARK}"\n'
    if match[0].startswith("Begin"):
        yield Way(said=match[0], edits=(Edit(0, 0, f"---\n{fields}---\n"),))
    elif match[0].startswith("Write title"):
        at = place.source.line_starts[1]
        yield Way(said=match[0], edits=(Edit(at, at, fields),))
    else:
        lines = [n for n, _ in enumerate(place.source.line_starts, 1)]
        named = [n for n in lines if re.match(r"\w+: |\s*- |---", place.source.line(n))]
        at = place.source.line_starts[named[-1]]
        yield Way(said=match[0], edits=(Edit(at, at, "---\n"),))


@_rule(r"Write (?P<p>\S+), the id (?:of|that) .*")
@_rule(r"Write .* in place of \?\?\?: (?P<p>.*)")
@_rule(r"(?:If [^:]*, )?[Tt]he (?:date may be|last day is) (?P<p>.*)")
@_rule(r"(?:If [^:]*, )?[Tt]ype the value again: (?P<p>.*)")
@_rule(
    r"(?:If (?:[^:]|:(?=[0-9]))*, )?"
    r"[Ww]rite(?: it| this)?(?: in (?:square )?brackets)?:? (?P<p>.*?)"
    r"(?:, the nearest color that can be read| here)?"
)
@_rule(r"(?:If [^:]*, )?[Ww]rite the next open day, (?P<p>.*)")
def _write(place: Place, match: re.Match[str]) -> Iterator[Way]:
    for text in pasted(match["p"]):
        yield _written(place, text)


@_rule(r"Did you mean (?P<p>.*)\?")
@_rule(r"Write (?P<p>`.*`), or add it to .* first")
def _named(place: Place, match: re.Match[str]) -> Iterator[Way]:
    """Write the word in place of the one that the message names, which stands at the place."""
    named = re.search("`([^`]+)`|“([^”]+)”", place.diagnostic.message)
    typed = (named[1] or named[2]) if named else place.span.typed
    at = place.span.typed.find(typed)
    start, end = (place.start, place.end) if at < 0 else (place.start + at, 0)
    for text in pasted(match["p"]):
        edit = Edit(start, end or start + len(typed), text)
        yield Way(said=text, edits=(edit,))


@_rule(
    r"(?:.*\b)?[Ww]rite (?P<p>.*?), or keep the date and "
    r"(?:add a reason|add to the (?P<noun>deadline|opening)): (?P<q>.*)"
)
def _write_or_keep(place: Place, match: re.Match[str]) -> Iterator[Way]:
    yield from _write(place, re.fullmatch("(?:the next open day, )?(?P<p>.*)", match["p"]))  # type: ignore[arg-type]
    noun = match["noun"] or "deadline"
    yield _written(place, match["q"], noun if "reason" in match["q"] else None)


@_rule(r"If it is right, (?:add a reason|add to the (?P<noun>deadline|opening)): (?P<q>.*)")
def _keep(place: Place, match: re.Match[str]) -> Iterator[Way]:
    yield _written(place, match["q"], match["noun"] or "deadline")


@_rule(r".*\bsuch as (?P<p>.*)")
def _example(place: Place, match: re.Match[str]) -> Iterator[Way]:
    for text in pasted(match["p"]):
        yield _written(place, text, example=True)


@_rule(r"Write below `(?P<name>[\w-]+):`, further to the right: (?P<entry>- .*)")
def _below(place: Place, match: re.Match[str]) -> Iterator[Way]:
    value = place.set_field(match["name"], "")
    column = value.start - place.source.line_starts[_line_of(place.source, value.start) - 1]
    text = f"{match['name']}:\n{' ' * (column + 2)}{match['entry']}"
    yield Way(said=match[0], edits=(Edit(value.start, value.end, text),))


_IN_FRONT = (
    r"(?P<do>[Pp]ut|[Dd]elete) (?P<spaces>\d+) spaces? (?:in front|at the beginning) of "
    r"(?:this line(?: and of the (?:line|(?P<more>\d+) lines) below it)?"
    r"|the (?:line|(?P<below>\d+) lines) below it)"
)


@_rule(rf"(?:If it is, )?{_IN_FRONT}(?:, and write, (?P<entry>with the hyphen .*: - .*))?")
def _move(place: Place, match: re.Match[str]) -> Iterator[Way]:
    first = place.diagnostic.span.line
    below = "this line" not in match[0]
    count = int(match["more"] or match["below"] or ("the line below" in match[0]))
    numbers = range(first, len(place.source.line_starts) + 1)
    written = [number for number in numbers if place.source.line(number).strip()][below:]
    spaces = int(match["spaces"])
    edits = []
    for number in written[: count + (not below)]:
        at = place.source.line_starts[number - 1]
        more = match["do"].lower() == "put"
        edits.append(Edit(at, at if more else at + spaces, " " * spaces if more else ""))
    if match["entry"]:
        edits.append(_hyphen(place, match["entry"]))
    yield Way(said=match[0], edits=tuple(edits))


def _hyphen(place: Place, words: str, *, above: bool = False) -> Edit:
    """Write the line of an entry that is in place by its hyphen."""
    match = re.fullmatch(
        r"with the hyphen (?P<where>.*?): (?P<entry>- \{?(?P<key>[\w-]+).*)", words
    )
    assert match is not None
    start = place.source.line_starts[place.diagnostic.span.line - 1]
    if "those of the other" in match["where"]:
        under = re.compile(rf"^( *)- +\{{?{match['key']}:", re.MULTILINE)
        above_it = list(under.finditer(place.text[:start]))[-1:]
        near = [other for other in (under.search(place.text, place.end), *above_it) if other]
        # Where another list near by begins alike, the one is meant whose hyphens are about here.
        about = place.start - start - 1
        column = min((len(other[1]) for other in near), key=lambda one: abs(one - about))
    else:
        column = int((re.search(r"\d+", match["where"]) or ["0"])[0])
    line = f"{' ' * column}{match['entry']}"
    if above:
        return Edit(start, start, f"{line}\n")
    return Edit(start, start + len(place.source.line(place.diagnostic.span.line)), line)


@_rule(r"(?:If [^,]*, )?[Ww]rite(?P<above> above this line)?, (?P<entry>with the hyphen .*: - .*)")
def _with_hyphen(place: Place, match: re.Match[str]) -> Iterator[Way]:
    above = match["above"] is not None
    yield Way(said=match[0], edits=(_hyphen(place, match["entry"], above=above),))


@_rule(
    r"Write(?: so here, and in the next (?P<more>line|\d+ lines) of this list that begin with it)?"
    r": (?P<entry>- .*)"
)
def _bullets(place: Place, match: re.Match[str]) -> Iterator[Way]:
    sign = re.match(r"(-(?! )|[^\w\s-]|\d+[.)]) *", place.text[place.start :])
    if sign is None:
        return
    column = place.diagnostic.span.column - 1
    same = re.compile(rf"^ {{{column}}}({re.escape(sign[1])} *)(?=\S)", re.MULTILINE)
    more = 1 if match["more"] == "line" else int((match["more"] or "0").split()[0])
    others = list(same.finditer(place.text, place.end))[:more]
    edits = [Edit(other.start(1), other.end(1), "- ") for other in others]
    yield Way(said=match[0], edits=(Edit(place.start, place.end, match["entry"]), *edits))


@_rule(r"Delete (?P<sign>\S+), so that the line ends with the colon: (?P<name>[\w-]+):")
def _delete_sign(place: Place, match: re.Match[str]) -> Iterator[Way]:
    assert place.text[place.start : place.end] == match["sign"]
    yield Way(said=match[0], edits=(Edit(place.start, place.end, ""),))


@_rule(
    r"Move (?:the second|each behind the first) to a line of its own, exactly under the first "
    r"letter of `(?P<name>[\w-]+)`: (?P<fields>.*)"
)
def _move_fields(place: Place, match: re.Match[str]) -> Iterator[Way]:
    line = place.source.line(place.diagnostic.span.line)
    column = line.index(f"{match['name']}:")
    before = place.text[: place.start].rstrip(" ,;")
    fields = re.findall("`([^`]+)`", match["fields"]) or [match["fields"]]
    lines = "".join(f"\n{' ' * column}{field}" for field in fields)
    yield Way(said=match[0], edits=(Edit(len(before), place.end, lines),))


@_rule(r"Write: (?P<name>[\w-]+):")
def _colon(place: Place, match: re.Match[str]) -> Iterator[Way]:
    yield Way(said=match[0], edits=(Edit(place.start, place.end, f"{match['name']}:"),))


@_rule(r"Write above it (?:these lines|this line), at the left edge: (?P<lines>.*)")
def _lines_above(place: Place, match: re.Match[str]) -> Iterator[Way]:
    start = place.source.line_starts[place.diagnostic.span.line - 1]
    lines = "".join(f"{line}\n" for line in match["lines"].split(" and "))
    yield Way(said=match[0], edits=(Edit(start, start, lines),))


@_rule(r"Delete (?P<what>it|“.*”)(?:, or .*)?")
def _delete(place: Place, match: re.Match[str]) -> Iterator[Way]:
    what = match["what"]
    if what == "it":
        yield Way(said=match[0], edits=(Edit(place.start, place.end, ""),))
        return
    start = place.text.index(what[1:-1], place.start)
    end = start + len(what) - 2
    end += len(place.text[end:]) - len(place.text[end:].lstrip(" "))
    yield Way(said=match[0], edits=(Edit(start, end, ""),))


@_rule(r"Delete (?:the|this) line")
def _delete_line(place: Place, match: re.Match[str]) -> Iterator[Way]:
    yield Way(said=match[0], edits=(place.lines(),))


@_rule(r"Delete this line and lines? (?P<others>\d+(?:, \d+)*(?: and \d+)?)")
def _delete_lines(place: Place, match: re.Match[str]) -> Iterator[Way]:
    starts = [*place.source.line_starts, len(place.text)]
    numbers = [place.diagnostic.span.line, *map(int, re.findall(r"\d+", match["others"]))]
    yield Way(said=match[0], edits=tuple(Edit(starts[n - 1], starts[n], "") for n in numbers))


@_rule(r"Type a plain space instead|Write one plain space instead")
def _space(place: Place, match: re.Match[str]) -> Iterator[Way]:
    spaces = re.sub(".", " ", place.span.typed) if match[0].startswith("Type") else " "
    yield Way(said=match[0], edits=(Edit(place.start, place.end, spaces),))


@_rule(r"Write (?P<quote>[\"']) at the end of the text")
def _closed(place: Place, match: re.Match[str]) -> Iterator[Way]:
    end = place.source.line_bounds(place.span.line)[1]
    text = place.text[place.start : end].rstrip()
    before = place.source.line(place.span.line)[: place.span.column - 1]
    if before.count("{") > before.count("}") or before.count("[") > before.count("]"):
        text = text.rstrip("}] ")
    end = place.start + len(text)
    yield Way(said=match[0], edits=(Edit(end, end, match["quote"]),))


@_rule(r"Write two backslashes in place of one")
def _backslashes(place: Place, match: re.Match[str]) -> Iterator[Way]:
    yield Way(said=match[0], edits=(Edit(place.start, place.start + 1, "\\\\"),))


@_rule(
    r"(?:If a list is meant, )?[Mm]ove it to the next line, or write it in brackets: (?P<p>\[.*\])"
)
def _list_here(place: Place, match: re.Match[str]) -> Iterator[Way]:
    end = place.source.line_bounds(place.span.line)[1]
    yield Way(said=match["p"], edits=(Edit(place.start, end, match["p"]),))


@_rule(
    r".*\bin quotes: write (?P<sign>[\"']) before “(?P<first>.*)” "
    r"and (?P=sign) behind “(?P<last>.*)”"
)
def _around(place: Place, match: re.Match[str]) -> Iterator[Way]:
    start = place.text.index(match["first"], place.source.line_starts[place.span.line - 1])
    end = place.text.index(match["last"], start) + len(match["last"])
    edits = (Edit(start, start, match["sign"]), Edit(end, end, match["sign"]))
    yield Way(said=match[0], edits=edits)


@_rule(r"Move the text to the next line, or put it in quotes: (?P<p>[\"'].*)")
def _after_bar(place: Place, match: re.Match[str]) -> Iterator[Way]:
    yield Way(said=match["p"], edits=(Edit(place.start, place.end, match["p"]),))


@_rule(r"Add to this fact, with .* in place of \?\?\?: (?P<p>.*)")
def _add_to_fact(place: Place, match: re.Match[str]) -> Iterator[Way]:
    _, facts = place.entries()[-1]
    fact = next(value for key, value in facts.fields if key.start == place.start)
    at = fact.fields[0][0].start if isinstance(fact, Entry) else place.end
    column = at - place.source.line_starts[_line_of(place.source, at) - 1]
    text = f"{match['p']}\n{' ' * column}"
    yield Way(said=match["p"], edits=(Edit(at, at, text),))


def ways(diagnostic: Diagnostic, sentence: str) -> list[Way]:
    """Give the ways that a sentence of a help offers; none where no rule reads it."""
    place = Place(diagnostic)
    words = sentence if sentence.endswith("?") else sentence.removesuffix(".")
    for pattern, rule in _RULES:
        if (match := pattern.fullmatch(words)) and (found := list(rule(place, match))):
            return found
    return []


def fixing(diagnostic: Diagnostic) -> Iterator[Way]:
    """Give the way that the fix offers to a program."""
    fix = diagnostic.fix
    if fix is not None:
        yield Way(said=fix.text, edits=(Edit(fix.span.start, fix.span.end, fix.text),))


def followed(files: Mapping[str, bytes], diagnostic: Diagnostic, way: Way) -> dict[str, bytes]:
    """Give the files after this way was followed."""
    if way.renamed:
        old, new = way.renamed
        if old not in files:
            raise NotUnderstoodError(f"there is no {old}")
        if old.partition("/")[0] != new.partition("/")[0]:  # the folder is renamed
            old, new = (f"{one.partition('/')[0]}/" for one in (old, new))
            return {
                new + path.removeprefix(old) if path.startswith(old) else path: data
                for path, data in files.items()
            }
        return {(new if path == old else path): data for path, data in files.items()}
    if way.appended:
        path, line = way.appended
        name = line.partition(":")[0]
        others = re.sub(rf"(?m)^{name}:.*\n", "", files[path].decode())
        return {**files, path: f"{others}{line}\n".encode()}
    if way.encoded and files[diagnostic.span.path][:200].count(0) > 1:
        data = files[diagnostic.span.path]
        big = data.startswith(b"\xfe\xff") or data[:1] == b"\0"
        data = data[: len(data) // 2 * 2]
        text = data.decode("utf-16-be" if big else "utf-16-le", errors="replace")
        text = text.removeprefix("\ufeff")
        return {**files, diagnostic.span.path: text.encode()}
    source = way.source or diagnostic.span.source
    path, text = source.path, source.text
    for edit in sorted(way.edits, key=lambda one: -one.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return {**files, path: text.encode("utf-8", errors="surrogatepass")}


def moved(way: Way, path: str, where: str, start: int) -> tuple[str, int]:
    """Give where a place of the files before stands now; all places of an edit are one."""
    if way.renamed:
        return (way.renamed[1] if path == way.renamed[0] else path), start
    if path != where:
        return path, start
    shift = 0
    for edit in sorted(way.edits, key=lambda one: one.start):
        if start >= edit.end and not (start == edit.end == edit.start):
            shift += len(edit.text) - (edit.end - edit.start)
        elif start >= edit.start:
            return path, edit.start + shift
    return path, start + shift


def now_in(way: Way, path: str, where: str, start: int) -> tuple[str, int]:
    """Give the place after, where all places of what was written are one: its beginning."""
    if path != where or way.renamed:
        return path, start
    shift = 0
    for edit in sorted(way.edits, key=lambda one: one.start):
        begin = edit.start + shift
        if begin <= start < begin + max(1, len(edit.text)):
            return path, begin
        shift += len(edit.text) - (edit.end - edit.start)
    return path, start
