"""What files say of trainings, and what in them is not decided or not understood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sitegen.lazy import dataclass, field
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.model import DayRun, Hours, Moment
from sitegen.source.fields import Tbd


class Where(NamedTuple):
    """Where something stands: the file, the place in it, and its words."""

    file: str
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}, {self.place}" if self.place else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One training as a file says it. What the file does not say is None, or empty.

    `track` and `place` are ids of the site; words that are none of its names stand in
    `track_words` and `place_words`. `is_whole` is false where only the first day is said.
    """

    where: Where
    track: str | None = None
    track_words: str = ""
    runs: tuple[DayRun, ...] = ()
    is_whole: bool = True
    place: str | Tbd | None = None
    place_words: str = ""
    deadline: Moment | NoDeadline | None = None
    opens: Moment | None = None
    hours: Hours | None = None
    title: str = ""
    id: str = ""
    status: str = ""
    year_assumed: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def start(self) -> date:
        """The first day."""
        return self.runs[0].first


class Question(NamedTuple):
    """What a person has to decide before a training can be taken over."""

    where: Where
    problem: str
    help: str


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was heard in some files."""

    said: list[Said] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    unread: list[Where] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, others: Iterable[Heard]) -> None:
        """Add what was heard elsewhere."""
        for one in others:
            self.said.extend(one.said)
            self.questions.extend(one.questions)
            self.unread.extend(one.unread)
            self.notes.extend(one.notes)
