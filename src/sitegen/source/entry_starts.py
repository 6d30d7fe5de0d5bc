"""Where the entries of a list begin, also those that lost their hyphen or stand elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from sitegen.lazy import dataclass
from sitegen.source.fields import Record
from sitegen.source.shapes import ByName, FieldShape, ListOf, OneRecord, OneText, Shape, fields_of
from sitegen.source.written_lines import Line

_STEP = 2
"""Spaces from a hyphen to the fields of its entry."""

_MOST_AHEAD = 60
"""Lines in which the fields of one entry are looked for, so that the work grows with the file."""


class Wrong(Enum):
    """What is wrong with the first line of an entry."""

    NOTHING = auto()
    BULLET = auto()  # another sign stands where its hyphen belongs
    NO_HYPHEN = auto()
    NO_FIRST_LINE = auto()  # the line with the hyphen is not there
    REMARK = auto()  # it begins with #
    SHIFTED = auto()  # its hyphen does not stand under the others
    REST = auto()  # the lines below it do not stand under its first field


class Start(NamedTuple):
    """The number of the first line of an entry, and what is wrong with it.

    `rest` is how far right its other fields stand, where it has some.
    """

    at: int
    wrong: Wrong
    rest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """Where the hyphens of a list belong, and where its entries begin.

    `key` is the field that they begin with. `some` tells whether a hyphen is where it belongs.
    """

    column: int
    key: str
    starts: tuple[Start, ...]
    some: bool


def find_entries(
    lines: Sequence[Line], low: int, high: int, record: type[Record], name_column: int
) -> Entries:
    """Find the entries in the lines from `low` to `high`, below a name at `name_column`."""
    known = fields_of(record)
    column = _column(lines, low, high, known, name_column)
    right = [line for line in lines[low:high] if line.bullet and line.column == column]
    finding = _Finding(lines, high, known, column, [line.first for line in right])
    for n in range(low, high):
        finding.take(n)
    starts = tuple(finding.starts)
    return Entries(column=column, key=finding.key, starts=starts, some=bool(right))


def _column(
    lines: Sequence[Line],
    low: int,
    high: int,
    known: Mapping[str, FieldShape],
    name_column: int,
) -> int:
    """Give how far right the hyphens belong: where most of them stand that begin entries."""
    own = _without_blocks_of_fields(lines[low:high], known)
    begin = [line for line in own if line.bullet and line.first in known]
    some = [line for line in begin if line.first == begin[0].first]
    if some:
        often = Counter(line.column for line in some)
        return max(often, key=lambda column: (often[column], column == name_column + _STEP))
    first = next((line for line in lines[low:high] if not line.remark), lines[low])
    after = _rest(lines, lines.index(first, low), high, known)
    fields = first.column if after is None else after
    return max(fields - _STEP, name_column)


def _without_blocks_of_fields(
    lines: Sequence[Line], known: Mapping[str, FieldShape]
) -> Iterator[Line]:
    """Yield the lines that stand in no block below a field, such as hours `including` others.

    Only those are left out that could be taken for entries of the list itself.
    """
    names: Collection[str | None] = ()
    column = 0
    for line in lines:
        if line.first in names and line.column >= column + (not line.bullet):
            continue
        yield line
        opened = known.get(line.name or "")
        if opened is not None and not line.bare and not line.remark:
            names, column = names_within(opened.shape), line.inner
        elif line.name in known:
            names = ()


def _rest(
    lines: Sequence[Line], first: int, high: int, known: Mapping[str, FieldShape]
) -> int | None:
    """Give how far right the line below the first one of an entry stands, if it is a field."""
    if first + 1 >= high:
        return None
    below = lines[first + 1]
    is_field = below.name in known and not below.bullet and not below.remark
    opened = known.get(lines[first].name or "")
    inside = opened and not lines[first].bare and below.name in names_within(opened.shape)
    return below.column if is_field and not inside else None


class _Finding:
    """The entries found so far, and the fields of the last one."""

    def __init__(
        self,
        lines: Sequence[Line],
        high: int,
        known: Mapping[str, FieldShape],
        column: int,
        begun: Sequence[str | None],
    ) -> None:
        self.lines = lines
        self.high = high
        self.known = known
        self.column = column
        self.required = {name for name, shape in known.items() if shape.required}
        named = [name for name in begun if name in known]
        self.key: str = Counter(named).most_common(1)[0][0] if named else next(iter(known))  # type: ignore[assignment]  # None is not known
        self.firsts = {*named, self.key}
        self.starts: list[Start] = []
        self.seen: set[str] = set()
        self.fields = 0  # how far right the fields of the last entry stand
        self.open: Shape | None = None  # the shape of its last field, if that has a block below
        self.in_braces = False

    def take(self, n: int) -> None:
        """Take line `n`: it begins an entry, or is a part of the last one."""
        line = self.lines[n]
        wrong = self._begins(n)
        if wrong is not None:
            self._begin(n, wrong)
        elif line.name and not line.bullet and not line.remark and line.column == self.fields:
            self._note(line)

    def _begin(self, n: int, wrong: Wrong) -> None:
        line = self.lines[n]
        rest = _rest(self.lines, n, self.high, self.known)
        if wrong is Wrong.NO_FIRST_LINE:
            rest = line.column
        if wrong in {Wrong.NOTHING, Wrong.BULLET} and rest not in {None, line.inner}:
            third = self.lines[n + 2] if n + 2 < self.high else None
            if third and third.name in self.known and third.column == line.inner:
                rest = line.inner  # one line alone stands elsewhere
            elif wrong is Wrong.NOTHING and line.name:
                wrong = Wrong.REST
        self.starts.append(Start(n, wrong, rest))
        self.fields = line.inner if rest is None else rest
        self.seen = set()
        self.in_braces = line.is_braces
        self._note(line)

    def _note(self, line: Line) -> None:
        if line.name is not None:
            self.seen.add(line.name)
        shape = self.known.get(line.name or "")
        self.open = shape.shape if shape and not line.bare else None

    def _begins(self, n: int) -> Wrong | None:
        line = self.lines[n]
        if line.remark:
            return Wrong.REMARK if self._is_lost_in_remark(n) else None
        if line.bullet and line.column == self.column:
            right = line.bullet.startswith("- ") or (line.bullet == "-" and not line.value)
            return Wrong.NOTHING if right or line.first is None else Wrong.BULLET
        if self._is_nested(line):
            return None
        if line.bullet:
            return Wrong.SHIFTED if line.first in self.firsts else None
        if line.is_braces:
            return Wrong.NO_HYPHEN if line.first in self.firsts else None
        if line.name not in self.known:
            return None
        if not self.starts:
            lost = line.name not in self.firsts and self.key in self.required
            return Wrong.NO_FIRST_LINE if lost else Wrong.NO_HYPHEN
        if line.column == self.fields and line.name in self.seen:
            return self._begins_again(n)
        again = line.name in self.seen and line.column != self.fields
        return Wrong.NO_HYPHEN if line.name in self.firsts and (again or self.in_braces) else None

    def _is_nested(self, line: Line) -> bool:
        """Tell whether the line can be part of the block below the last field."""
        if self.open is None or line.column < self.fields + (not line.bullet):
            return False
        if line.first is None or line.first in names_within(self.open):
            return True
        return holds_any_names(self.open) and line.first not in self.firsts

    def _begins_again(self, n: int) -> Wrong | None:
        """Judge a field that the entry has already: typed twice, or of an entry without hyphen."""
        line, before = self.lines[n], self.lines[n - 1]
        if (line.name, line.value) == (before.name, before.value):
            return None  # the same line twice: two entries would differ in it
        name, ahead = line.name, self._ahead(n)
        complete, both = self.required <= self.seen, ahead & self.seen
        if name in self.firsts:
            two = complete and self.required <= ahead
            several = len(both) > 1 and len(self.seen) > 1
            return Wrong.NO_HYPHEN if two or several else None
        without = self.key in self.required and self.key not in ahead
        whole = complete and self.required <= ahead | {self.key}
        return Wrong.NO_FIRST_LINE if without and whole and len(both) > 1 else None

    def _ahead(self, n: int) -> set[str]:
        """Give the fields from line `n` on, up to the next entry or one that stands twice."""
        names: set[str] = set()
        column = self.lines[n].column
        for line in self.lines[n : min(self.high, n + _MOST_AHEAD)]:
            if line.remark or (line.bullet and line.column <= self.column) or line.name in names:
                break
            if line.column == column and not line.bullet and line.name:
                names.add(line.name)
        return names

    def _is_lost_in_remark(self, n: int) -> bool:
        """Tell whether a remark is the first line of the entry whose fields stand below it."""
        typed = self.lines[n].value
        name = typed.lstrip("- ").partition(":")[0]
        if n + 1 >= self.high or name not in self.firsts:
            return False
        below = self.lines[n + 1]
        if below.name not in self.known or below.bullet or below.remark:
            return False
        if below.column <= self.column:
            return False
        ahead = self._ahead(n + 1)
        whole = self.required <= ahead | {name} and name not in ahead
        if not self.starts or self.in_braces:
            return whole
        return whole and self.required <= self.seen and bool(typed[0] == "-" or ahead & self.seen)


def names_within(shape: Shape) -> frozenset[str]:
    """Give the names of all fields that can stand in a block of this shape, at any depth."""
    record = _record_in(shape)
    return _inside(record)[0] if record is not None else frozenset()


def holds_any_names(shape: Shape) -> bool:
    """Tell whether names that the editor chooses can stand in a block of this shape."""
    record = _record_in(shape)
    return not isinstance(_innermost(shape), OneText | OneRecord) or (
        record is not None and _inside(record)[1]
    )


def _innermost(shape: Shape) -> Shape:
    while isinstance(shape, ListOf):
        shape = shape.item
    return shape


def _record_in(shape: Shape) -> type[Record] | None:
    inner = _innermost(shape)
    while isinstance(inner, ByName):
        inner = _innermost(inner.value)
    return inner.record if isinstance(inner, OneRecord) else None


def _inside(record: type[Record]) -> tuple[frozenset[str], bool]:
    return _within(record)  # type: ignore[arg-type]  # mypy takes a class for its instances


@cache
def _within(record: type[Record]) -> tuple[frozenset[str], bool]:
    fields = fields_of(record)
    shapes = [shape.shape for shape in fields.values()]
    names = frozenset(fields).union(*map(names_within, shapes))
    return names, any(map(holds_any_names, shapes))
