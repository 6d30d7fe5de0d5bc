"""The whole way of an import: files that offices have → what is new, and the schedules with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sitegen.check import Checked, Clock, check_and_keep
from sitegen.diagnostics import Report
from sitegen.folder import SiteFiles
from sitegen.importing.against import Compared, compared
from sitegen.importing.appending import by_schedule, with_new
from sitegen.importing.lines import LineReader, Options
from sitegen.importing.merging import merged
from sitegen.importing.parts import Line, Row, Unimportable
from sitegen.importing.readers import parts_of
from sitegen.importing.said import Heard, Said, Where
from sitegen.importing.tables import TableReader
from sitegen.importing.vocabulary import Vocabulary, vocabulary_of
from sitegen.lazy import dataclass, field, replace
from sitegen.programme.model import Programme, Training
from sitegen.source.dates import in_words


class File(NamedTuple):
    """A file to import: its name, and its bytes or why there are none."""

    name: str
    data: bytes
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import. Nothing is written yet.

    `places` are the new trainings by schedule, `files` its bytes with them, by path. `report` is
    what a check says of the site with them. `refused` are files that could not be read, or
    schedules that cannot be added to, each with the reason.
    """

    heard: int
    compared: Compared
    unread: Sequence[Where] = ()
    notes: Sequence[str] = ()
    refused: Sequence[str] = ()
    places: Mapping[str, Sequence[Said]] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    report: Report = field(default_factory=Report)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left that a person has to decide."""
        of = self.compared
        return not (self.refused or of.waiting or of.questions or self.report.has_errors)


class UnknownTrackError(Exception):
    """The track that was named is none of the site."""


def import_files(
    site: SiteFiles, files: Iterable[File], options: Options, clock: Clock
) -> Imported | Report:
    """Say what the files hold that the site does not; a report where the site has errors."""
    checked, records = check_and_keep(site, clock)
    programme = checked.programme
    if programme is None:
        return checked.report
    if options.track is not None and options.track not in {one.id for one in programme.tracks}:
        raise UnknownTrackError(", ".join(one.id for one in programme.tracks))
    vocabulary = vocabulary_of(programme, records)
    heard, refused = Heard(), list[str]()
    for file in files:
        try:
            heard.add([_heard(file, vocabulary, options, programme.site.timezone)])
        except Unimportable as error:
            refused.append(f"{file.name}: {error}")
    heard = merged(heard)
    held = compared(heard, programme)
    places = by_schedule(held.new, records)
    new, not_added = with_new(site.read, places)
    report, after = _after(site, new, checked, clock) if new else (Report(), programme)
    made = {one.id: one for one in after.trainings} if after else {}
    places = {path: [_with_given(one, made) for one in said] for path, said in places.items()}
    return Imported(
        heard=len(heard.said),
        compared=held,
        unread=heard.unread,
        notes=heard.notes,
        refused=[*refused, *not_added],
        places=places,
        files=new,
        report=report,
    )


def _heard(file: File, vocabulary: Vocabulary, options: Options, zone: str) -> Heard:
    """Read one file: its lines, and its tables."""
    if file.problem:
        raise Unimportable(file.problem)
    parts, note = parts_of(file.name, file.data, zone)
    lines = LineReader(file.name, vocabulary, options)
    tables = TableReader(file.name, vocabulary, options)
    heard = Heard(notes=[f"{file.name}: {note}"] if note else [])
    heard.add([tables.read([one for one in parts if isinstance(one, Row)])])
    heard.add([lines.read([*tables.lines, *(one for one in parts if isinstance(one, Line))])])
    if not heard.said and not heard.questions:
        heard.notes.append(f"{file.name}: {_NOTHING_FOUND}")
    return heard


_NOTHING_FOUND = (
    "No training was found in it. Put the name of a track on a line, and below it a line for each "
    "training: its days, then its place. Or make a table with columns such as Track, Start and End."
)


def _after(
    site: SiteFiles, new: Mapping[str, bytes], before: Checked, clock: Clock
) -> tuple[Report, Programme | None]:
    """Check the site with the new trainings; what was reported before is no news.

    Raises ValueError where what stood there before says something else now, which is a mistake of
    sitegen: nothing may be written then.
    """
    after, _ = check_and_keep(replace(site, read={**site.read, **new}), clock)
    if after.programme is not None and before.programme is not None:
        now = {one.id: one for one in after.programme.dated}
        if any(now.get(one.id) != one for one in before.programme.dated):
            raise ValueError(f"a training of {sorted(new)} would change")
    known = {(one.code, one.message) for one in before.report.diagnostics}
    news = (one for one in after.report.diagnostics if (one.code, one.message) not in known)
    return Report(news), after.programme


def _with_given(said: Said, made: Mapping[str, Training]) -> Said:
    """Say what the site gives a training of which the file says nothing, by a rule or a default."""
    training = made.get(said.id)
    remarks = list(said.remarks)
    if training and training.deadline and said.deadline is None:
        day = in_words(training.deadline.moment.day)
        remarks.append(f"The file says no deadline. The site gives it one: {day}.")
    if training and training.place and not said.place:
        remarks.append(f"The file says no place. The site gives it one: {training.place.name}.")
    return replace(said, remarks=tuple(remarks))
