"""Recognizes trainings in rows: the fields by the heads of columns, one training to a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sitegen.importing.days import find_days
from sitegen.importing.deciding import YearContext
from sitegen.importing.entries import Entry, hours_in, time_in
from sitegen.importing.lines import Options
from sitegen.importing.parts import Line, Row
from sitegen.importing.said import Heard, Question, Said, Where
from sitegen.importing.statements import said_of
from sitegen.importing.vocabulary import Vocabulary, words_of
from sitegen.lazy import pattern, replace
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.kinds import LAST_MOMENT
from sitegen.programme.model import Status
from sitegen.source.dates import in_words
from sitegen.source.pasted import plain
from sitegen.source.values import AN_ID

_SERIAL = pattern(r"[2-7][0-9]{4}(?:\.0)?")
_DAY_0_OF_EXCEL = date(1899, 12, 30)
_STATUS = {words_of(one.value): one.value for one in Status} | {("canceled",): "cancelled"}
_READ = ("id", "track", "title", "start", "end", "hours", "place", "opens", "deadline", "status")
"""The columns that are taken over. What others hold is told, not taken over."""


class TableReader:
    """Reads the rows of one file. Rows that belong to no table are lines: see `lines`."""

    def __init__(self, file: str, vocabulary: Vocabulary, options: Options) -> None:
        self.file, self.vocabulary, self.options = file, vocabulary, options
        self.heard = Heard()
        self.lines: list[Line] = []
        self.columns: dict[int, str] = {}
        self.track: str | None = None
        self.left: dict[str, int] = {}
        self.year = YearContext(options.year, "as you said" if options.year else "")

    def read(self, rows: Sequence[Row]) -> Heard:
        """Give what the rows say."""
        for row in rows:
            cells = tuple(" ".join(plain(cell).split()) for cell in row.cells)
            if columns := self._head(cells):
                self.columns = columns
                self._note_left(cells)
            elif not self.columns or sum(map(bool, cells)) == 1:
                self._apart(row, cells)
            else:
                self._row(row, cells)
        names = ", ".join(f"“{name}”" for name in self.left)
        if names:
            self.heard.notes.append(f"{self.file}: Columns that are not taken over: {names}.")
        return self.heard

    def _head(self, cells: Sequence[str]) -> dict[int, str]:
        """Give the fields of the columns, where a row is the head of a table."""
        if any(map(find_days, cells)):
            return {}
        found: dict[int, str] = {}
        for n, cell in enumerate(cells):
            name = self.vocabulary.field(cell) if cell else None
            name = "start" if name == "days" else name
            if name in _READ and name not in found.values():
                found[n] = name
        return found if "start" in found.values() and len(found) > 1 else {}

    def _note_left(self, cells: Sequence[str]) -> None:
        self.left |= {cell: n for n, cell in enumerate(cells) if cell and n not in self.columns}

    def _apart(self, row: Row, cells: Sequence[str]) -> None:
        """Take a row with one cell as a heading, and one outside of a table as a line."""
        text = " | ".join(filter(None, cells))
        if track := self.vocabulary.track(text):
            self.track = track
        if not self.columns or find_days(text):
            self.lines.append(Line(row.place, text))

    def _row(self, row: Row, cells: Sequence[str]) -> None:
        where = Where(self.file, row.place, " | ".join(filter(None, cells)))
        values = {name: cells[n] for n, name in self.columns.items() if n < len(cells) and cells[n]}
        if not values.get("start"):
            if any(map(find_days, cells)):
                self.heard.unread.append(where)
            return
        said = self._said(values, where)
        if isinstance(said, Question):
            self.heard.questions.append(said)
            return
        self.heard.said.append(said)
        self.year = YearContext(said.start.year, f"from {row.place}")

    def _said(self, values: dict[str, str], where: Where) -> Said | Question:
        entry = Entry()
        question = self._dates(entry, values, where)
        if question:
            return question
        self._words(entry, values)
        assert entry.start is not None  # noqa: S101 - `_dates` has asked otherwise
        said = said_of(entry, entry.start, self.year, self.options.order, where)
        if isinstance(said, Question):
            return said
        if said.track is None and not said.track_words:
            problem = "Its track is not said."
            return Question(where, problem, "Name it for the whole file: --track ID")
        none = LAST_MOMENT.read(values.get("deadline", ""))
        deadline = none if isinstance(none, NoDeadline) else said.deadline
        name = values.get("id", "")
        return replace(said, deadline=deadline, id=name if AN_ID.fullmatch(name) else "")

    def _dates(self, entry: Entry, values: dict[str, str], where: Where) -> Question | None:
        """Read the columns of dates."""
        for name in ("start", "end", "opens", "deadline"):
            value = values.get(name, "")
            is_none = isinstance(LAST_MOMENT.read(value), NoDeadline)
            if not value or (name == "deadline" and is_none):
                continue
            if _SERIAL.fullmatch(value):
                return _serial(value, where)
            found = find_days(value, alone=True)
            if len(found) != 1:
                problem = f"“{value}”, the {name}, is not understood as a date."
                return Question(where, problem, "Write it such as 2022-03-21, or leave it out.")
            if name == "start":
                entry.start = found[0]
            elif name == "end":
                entry.end = found[0]
            else:
                entry.dated[name] = (found[0], time_in(value[found[0].end :]))
        return None

    def _words(self, entry: Entry, values: dict[str, str]) -> None:
        """Read the columns of words."""
        names = self.vocabulary
        typed = values.get("track", "")
        entry.track = names.track(typed) or (None if typed else self.track)
        if entry.track is None and (titled := names.titled(typed)):
            entry.track, entry.title = titled
        entry.left = [f"track: {typed}"] if typed and not entry.track and self.options.track else []
        entry.track = entry.track or self.options.track
        entry.track_words = "" if entry.track else typed
        entry.title = values.get("title", "") or entry.title
        if entry.title and entry.track is None and (track := names.track(entry.title)):
            entry.track, entry.title, entry.track_words = track, "", ""
        place = values.get("place", "")
        entry.place = names.place(place) if place else None
        if place and entry.place is None:
            found = names.place_in(place)
            entry.place, entry.place_words = (found[0], "") if found else (None, place)
        hours = values.get("hours", "")
        entry.hours = hours_in(hours)
        entry.status = _STATUS.get(words_of(values.get("status", "")), "")
        entry.left += [f"hours: {hours}"] if hours and entry.hours is None else []


def _serial(value: str, where: Where) -> Question:
    """Ask about a number in a column of dates: it is a day as Excel counts, or anything else."""
    day = _DAY_0_OF_EXCEL + timedelta(days=int(value.partition(".")[0]))
    problem = f"“{value}” is a number, as Excel keeps dates. It may be {day} ({in_words(day)})."
    return Question(where, problem, "Give the column the form of a date in Excel, and save again.")
