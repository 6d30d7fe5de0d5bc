"""What was meant by lines that lost their hyphen, stand too far left or right, or begin oddly.

YAML says by hyphens and indentation what belongs to what. Where one of them is lost, a parser
stumbles elsewhere, or reads two entries as one. Here the names of the fields tell what was meant:
`id` begins a training, `date` belongs to a `deadline`. Each mistake becomes one report with what to
write, and an edit, so that everything else is read as it was meant. Only texts in which something
is wrong are looked at, and what is found counts only if it explains that (see `reading_files`).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import pairwise

from sitegen.diagnostics import Source, Span
from sitegen.source.entry_starts import Entries, Start, Wrong, find_entries
from sitegen.source.fields import Record
from sitegen.source.moving_lines import Meant, Moving, spaces
from sitegen.source.shapes import (
    ByName,
    FieldShape,
    ListOf,
    OneRecord,
    OneText,
    Shape,
    Special,
    fields_of,
)
from sitegen.source.two_on_a_line import more_fields
from sitegen.source.wording import a, listed
from sitegen.source.written_lines import Line, written_lines

_NOTHING = frozenset({"[]", "{}", "[ ]", "{ }", "~", "null", '""', "''"})
"""What may stand for no value where a block belongs."""

_COUNTS = {2: "Two", 3: "Three", 4: "Four"}

_STEP = 2
"""Spaces that a block stands further right than the name above it."""


def what_was_meant(source: Source, end: int, record: type[Record]) -> Meant:
    """Look at the text up to index `end`, which is a `record`, for lines that are not in place."""
    lines = written_lines(source.text[:end])
    looking = _Looking(source, lines, end)
    first = next((n for n, line in enumerate(lines) if not line.remark), None)
    if first is not None:
        looking.file(record, first)
    return looking.meant


class _Looking(Moving):
    """What the names of the fields in the lines of one file say."""

    def file(self, record: type[Record], first: int) -> None:
        """Look at a whole file: an entry with fields."""
        line = self.lines[first]
        if line.bullet:
            self._nameless_list(record, first)
        else:
            self._entry(record, first, len(self.lines), line.column)

    def _no_colon(self, n: int) -> None:
        """Report the name of a field without its colon, above what belongs to it."""
        line = self.lines[n]
        below = self.lines[n + 1] if n + 1 < len(self.lines) else None
        if not line.bullet and below and (below.bullet or below.column > line.column):
            self._say(n, f"The colon after `{line.bare}` is missing.", f"Write: {line.bare}:")
            self._edit(line.end, line.end, ":")

    def _is_list_without_name(self, shape: FieldShape, head: int, end: int, column: int) -> bool:
        """Tell whether a list stands below a field that has its value already."""
        is_full = isinstance(shape.shape, OneText) and self.lines[head].bare
        return bool(is_full and not column and head + 1 < end and self.lines[head + 1].bullet)

    def _nameless_list(
        self, record: type[Record], first: int, names: Container[str | None] = ()
    ) -> None:
        """Report a list at the top of a file without the line with its name.

        `names` are those of the fields that are there.
        """
        line = self.lines[first]
        known = fields_of(record)
        free = [f for f in known.values() if f.name not in names]
        held = (
            f for f in free if isinstance(f.shape, ListOf) and line.name in _fields_inside(f.shape)
        )
        name = next((f.name for f in held), None)
        if name is None:
            return
        absent = [f"{f.name}: ???" for f in free if f.required and f.name != name]
        above = " and ".join([*absent, f"{name}:"])
        each = "these lines" if absent else "this line"
        help_ = f"Write above it {each}, at the left edge: {above}"
        self._say(first, f"The list begins without its name, `{name}`.", help_)
        self._edit(line.start, line.start, f"{name}:\n")
        self.meant.lost.append(line.start)

    # Entries and their fields

    def _entry(self, record: type[Record], low: int, high: int, column: int) -> None:
        """Look at the fields of an entry, whose names stand at `column`."""
        known = fields_of(record)
        heads = [low]
        for n in range(low + 1, high):
            line = self.lines[n]
            if line.column == column and line.name is None and line.bare in known:
                self._no_colon(n)
            if line.name is None or line.bullet or line.remark or line.column != column:
                continue
            if not self._belongs_below(known, heads[-1], n):
                heads.append(n)
        names = {self.lines[n].name for n in heads}
        for head, end in pairwise([*heads, high]):
            shape = known.get(self.lines[head].name or "")
            if shape is not None and self._is_list_without_name(shape, head, end, column):
                self._nameless_list(record, head + 1, names)
            elif shape is not None:
                self._two_in_one(record, shape, head, column, names)
                self._field(shape.shape, head, end, column)

    def _belongs_below(self, known: Mapping[str, FieldShape], head: int, n: int) -> bool:
        """Tell whether line `n`, as far left as the field at `head`, was meant as part of it."""
        line, above = self.lines[n], self.lines[head]
        shape = known.get(above.name or "")
        if shape is None or line.name is None:
            return False
        if isinstance(shape.shape, OneText):
            return above.value[:1] in {"|", ">"} and line.name not in known
        if above.bare and above.bare not in _NOTHING:
            return False
        if isinstance(shape.shape, ByName | Special):
            return line.name not in known and n == head + 1
        inner = _fields_inside(shape.shape)
        if line.name not in inner:
            return False
        # A name of both belongs below only after one that can belong nowhere else.
        return line.name not in known or (n == head + 2 and not inner[line.name].required)

    def _field(self, shape: Shape, head: int, end: int, column: int) -> None:
        """Look at what stands below the name of a field."""
        line, body = self.lines[head], head + 1
        if not isinstance(shape, ListOf):
            body = next((n for n in range(body, end) if not self.lines[n].remark), end)
        if body >= end:
            return
        if isinstance(shape, OneText):
            if line.value[:1] in {"|", ">"}:
                self._flat(head, body, end, column, f"The text of `{line.name}`")
            return
        if self._says_nothing(shape, line.bare) and self._looks_inside(shape, body, column):
            self._not_empty(head)
        elif line.bare:
            return
        if isinstance(shape, ListOf):
            self._items(shape.item, body, end, column)
        else:
            self._block(shape, head, body, end, column)

    def _items(self, item: Shape, body: int, end: int, column: int) -> None:
        if isinstance(item, OneRecord):
            self._list(item.record, body, end, column)
        elif isinstance(item, OneText):
            self._texts(body, end)

    def _block(self, shape: Shape, head: int, body: int, end: int, column: int) -> None:
        """Look at the fields below the name of a field."""
        below = self.lines[body]
        if below.bullet:
            return
        if below.column <= column:
            part = f"`{below.name}`, a part of `{self.lines[head].name}`,"
            self._flat(head, body, end, column, part)
        elif isinstance(shape, OneRecord):
            self._entry(shape.record, body, end, below.column)
        elif isinstance(shape, ByName):
            self._by_name(shape.value, body, end, below.column)

    def _says_nothing(self, shape: Shape, value: str) -> bool:
        """Tell whether a value stands where a block belongs: `[]`, or `none` above a list."""
        entries = isinstance(shape, ListOf) and isinstance(shape.item, OneRecord)
        return value in _NOTHING or (entries and value.isalpha())

    def _looks_inside(self, shape: Shape, body: int, column: int) -> bool:
        line = self.lines[body]
        if isinstance(shape, ListOf):
            return bool(line.bullet)
        return line.column > column and line.name is not None

    def _by_name(self, shape: Shape, low: int, high: int, column: int) -> None:
        at = [n for n in range(low, high) if self.lines[n].column == column]
        heads = [n for n in at if not self.lines[n].bullet and not self.lines[n].remark]
        for head, end in pairwise([*heads, high]):
            self._field(shape, head, end, column)

    # Entries of a list

    def _list(self, record: type[Record], low: int, high: int, name_column: int) -> None:
        """Look at a list of entries below a name at `name_column`."""
        entries = find_entries(self.lines, low, high, record, name_column)
        ends = [*(start.at for start in entries.starts[1:]), *([high] if entries.starts else [])]
        noun, shifted, bullets = record.noun, [], []
        for start, end in zip(entries.starts, ends, strict=True):
            match start.wrong:
                case Wrong.NOTHING:
                    self._entry(record, start.at, end, self.lines[start.at].inner)
                case Wrong.BULLET:
                    bullets.append(start.at)
                    self._entry(record, start.at, end, self.lines[start.at].inner)
                case Wrong.REST:
                    self._rest_elsewhere(noun, start, end)
                case Wrong.SHIFTED:
                    shifted.append((start, end))
                case Wrong.NO_FIRST_LINE:
                    self._no_first_line(noun, entries, start)
                case Wrong.NO_HYPHEN | Wrong.REMARK:
                    self._no_hyphen(noun, entries, start, end)
        self._odd_bullets(bullets, noun)
        for run in _runs(shifted, self.lines):
            self._shifted(noun, entries, run)

    def _no_hyphen(self, noun: str, entries: Entries, start: Start, end: int) -> None:
        """Report an entry whose first line has no hyphen, or begins with #."""
        line, column = self.lines[start.at], entries.column
        is_remark = start.wrong is Wrong.REMARK
        words = line.value.lstrip("- ") if is_remark else self.source.text[line.content : line.end]
        where = "exactly under those of the other entries"
        if not entries.some:
            where = f"{spaces(column)} from the left edge" if column else "at the left edge"
        help_ = f"write, with the hyphen {where}: - {words}"
        fields = column + _STEP
        if start.rest is not None and start.rest > column:
            fields = start.rest
        elif start.rest is not None:
            low = self._next_line(line)
            move = self._shift(low, self._last_line(end), fields - start.rest, below=True)
            help_ = f"{move.removesuffix('.')}, and {help_}"
        message = f"The hyphen that begins this {noun} is missing."
        if is_remark:
            message = f"This line begins with #, so it is not read and begins no {noun}."
            unwanted = f"If the {noun} is not wanted, put # in front of each of its lines."
            help_ = f"{unwanted} If it is, {help_[0].lower()}{help_[1:]}"
            self.meant.remarks += 1
        self._say(start.at, message, help_[0].upper() + help_[1:])
        front = " " * column + "-" + " " * (fields - column - 1)
        self._edit(line.start, line.end if is_remark else line.content, front)
        if is_remark:
            self._edit(line.end, line.end, words)

    def _no_first_line(self, noun: str, entries: Entries, start: Start) -> None:
        """Report fields that begin again, without the line that begins an entry."""
        line, key = self.lines[start.at], entries.key
        message = f"The fields of {a(noun)} begin again here, without a line with a hyphen."
        help_ = (
            f"If these fields stand twice by mistake, delete them. If another {noun} begins here, "
            "write above this line, with the hyphen exactly under those of the other entries: "
            f"- {key}: ???"
        )
        self._say(start.at, message, help_)
        gap = " " * max(line.column - entries.column - 1, 1)
        self._edit(line.start, line.content, " " * entries.column + "-" + gap)
        self.meant.lost.append(line.content)

    def _rest_elsewhere(self, noun: str, start: Start, end: int) -> None:
        """Report an entry whose fields stand further left or right than its first one."""
        line = self.lines[start.at]
        if start.rest is None:
            return
        message = f"The fields of this {noun} do not stand under its first one, `{line.name}`."
        low, last = self._next_line(line), self._last_line(end)
        self._say(start.at + 1, message, self._shift(low, last, line.inner - start.rest))

    def _shifted(self, noun: str, entries: Entries, run: list[tuple[Start, int]]) -> None:
        """Report entries in a row that stand further left or right than the others."""
        start, (_, end) = run[0][0], run[-1]
        line = self.lines[start.at]
        by = entries.column - line.column
        where = "right" if by < 0 else "left"
        message = f"This {noun} stands further to the {where} than the others of its list."
        if run[1:]:
            message = f"{len(run)} entries stand further to the {where} than the others."
        whole = start.rest is None or start.rest == line.inner
        last = self._last_line(end) if whole else line.end
        self._say(start.at, message, self._shift(line.start, last, by))

    def _odd_bullets(self, at: list[int], noun: str) -> None:
        """Report lines of a list that begin with another sign than a hyphen and a space."""
        odd = [n for n in at if self.lines[n].bullet and not _is_right(self.lines[n])]
        if not odd:
            return
        first = self.lines[odd[0]]
        sign = first.bullet.strip(" ")
        words = self.source.text[first.content : first.end]
        message = f"This {noun} begins with “{sign}”, and a list needs hyphens."
        if sign == "-":
            message = "The space after the hyphen is missing."
        help_ = f"Write: - {words}"
        if odd[1:]:
            more = "line" if len(odd) == 2 else f"{len(odd) - 1} lines"
            help_ = f"Write so here, and in the next {more} of this list that begin with it: "
            help_ += f"- {words}"
        self._say(odd[0], message, help_)
        for n in odd:
            line = self.lines[n]
            self._edit(line.start + line.column, line.content, "- ")

    # Reports, each with its edit

    def _two_in_one(
        self,
        record: type[Record],
        shape: FieldShape,
        head: int,
        column: int,
        names: set[str | None],
    ) -> None:
        """Report a second field on the line of a first: `start: 2022-05-16 end: 2022-05-20`."""
        line = self.lines[head]
        found = more_fields(record, shape, line.value, names)
        if not found:
            return
        text, starts = self.source.text, [line.value_start + start for _, start in found]
        ends = [*(line.value_start + end for end, _ in found[1:]), line.end]
        typed = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        written = [shape.name, *(one.partition(":")[0] for one in typed)]
        message = f"{_COUNTS.get(len(written), len(written))} fields stand on one line: "
        message += f"{listed(written, 'and')}."
        what = "the second" if len(typed) == 1 else "each behind the first"
        help_ = (
            f"Move {what} to a line of its own, exactly under the first letter of "
            f"`{shape.name}`: {typed[0] if len(typed) == 1 else listed(typed, 'and')}"
        )
        self._add(Span(self.source, starts[0], line.end), message, help_)
        for end, start in found:
            self._edit(line.value_start + end, line.value_start + start, "\n" + " " * column)

    def _not_empty(self, head: int) -> None:
        line = self.lines[head]
        start, value = line.value_start, line.bare
        message = f"{value} says that `{line.name}` holds nothing, and more stands below it."
        if value.isalpha():
            message = f"“{value}” stands beside `{line.name}`, and its entries stand below it."
        help_ = f"Delete {value}, so that the line ends with the colon: {line.name}:"
        self._add(Span(self.source, start, start + len(value)), message, help_)
        self._edit(start, start + len(value), "")

    def _flat(self, head: int, body: int, end: int, column: int, what: str) -> None:
        """Report lines below a name that do not stand further right than it."""
        flat = [n for n in range(body, end) if self.lines[n].column <= column]
        if not flat:
            return
        first, last = self.lines[flat[0]], self._last_line(flat[-1] + 1)
        by = column + _STEP - min(self.lines[n].column for n in flat)
        message = f"{what} does not stand further to the right than `{self.lines[head].name}`."
        self._add(self._words(first), message, self._shift(first.start, last, by))

    def _texts(self, low: int, high: int) -> None:
        """Look at a list of texts for other signs than hyphens."""
        column = self.lines[low].column
        at = [n for n in range(low, high) if self.lines[n].column == column]
        self._odd_bullets(at, "line")


def _is_right(line: Line) -> bool:
    """Tell whether the line begins with a hyphen and a space, or is a hyphen alone."""
    return line.bullet.startswith("- ") or (line.bullet == "-" and not line.value)


def _runs(shifted: list[tuple[Start, int]], lines: list[Line]) -> Iterator[list[tuple[Start, int]]]:
    """Give the entries that follow each other and stand equally far away."""
    run: list[tuple[Start, int]] = []
    for start, end in shifted:
        if run:
            before, last = run[-1]
            same = lines[before.at].column == lines[start.at].column
            if last != start.at or not same or before.rest not in {None, lines[before.at].inner}:
                yield run
                run = []
        run.append((start, end))
    if run:
        yield run


def _fields_inside(shape: Shape) -> Mapping[str, FieldShape]:
    """Give the fields of an entry, or of the entries of a list."""
    inner = shape.item if isinstance(shape, ListOf) else shape
    return fields_of(inner.record) if isinstance(inner, OneRecord) else {}
