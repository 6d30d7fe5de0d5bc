"""New trainings as YAML, at the end of the list of their year, with every other byte as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sitegen.importing.against import in_24_hours, place_id, track_id, written_moment
from sitegen.importing.deciding import in_iso
from sitegen.importing.said import Said
from sitegen.programme.records import Records
from sitegen.source.adding import Entry, UnreadableError, entry_lines, with_more

_HEAD = """\
# yaml-language-server: $schema=../schemas/schedule.schema.json
#
# Never change an id that has been published: it is in addresses and calendars.
# All fields are explained in docs/editing.md.

year: {year}
"""
"""What a file begins with for a year that has none yet."""


def lines_of(said: Said) -> list[str]:
    """Write a training as its fields stand in a schedule, the first line with its dash."""
    return entry_lines(_entry(said), indent=0)


def _entry(said: Said) -> Entry:
    fields: dict[str, str | list[str]] = {"id": said.id, "track": track_id(said)}
    if said.title:
        fields["title"] = said.title
    if len(said.runs) == 1:
        fields["start"] = f"{said.runs[0].first}"
        if said.runs[0].last != said.runs[0].first:
            fields["end"] = f"{said.runs[0].last}"
    else:
        fields["days"] = [in_iso(run) for run in said.runs]
    if said.hours:
        fields["hours"] = in_24_hours(said.hours)
    if said.place or said.place_words:
        fields["place"] = place_id(said)
    if said.opens:
        fields["opens"] = written_moment(said.opens)
    if said.deadline:
        fields["deadline"] = written_moment(said.deadline)
    if said.status:
        fields["status"] = said.status
    if said.year_assumed:
        fields["year_assumed"] = "yes"
    return fields


def schedule_for(said: Said, records: Records) -> str:
    """Give the path of the file for a training: that of its year, and of its track if several."""
    year = said.start.year
    files = [one for one in records.schedules if one.year == year]
    files.sort(key=lambda one: -sum(training.track == said.track for training in one.trainings))
    return files[0].at.source.path if files else f"schedules/{year}.yaml"


def by_schedule(new: Iterable[Said], records: Records) -> dict[str, list[Said]]:
    """Give new trainings by the path of the schedule that they belong to, in its order."""
    found: dict[str, list[Said]] = {}
    for one in sorted(new, key=lambda one: (one.start.year, track_id(one), one.start)):
        found.setdefault(schedule_for(one, records), []).append(one)
    return found


def with_new(
    read: Mapping[str, bytes], new: Mapping[str, Sequence[Said]]
) -> tuple[dict[str, bytes], list[str]]:
    """Give the new bytes of each schedule that gets trainings, by path.

    With them stand the reasons why others get none.
    """
    files, refused = dict[str, bytes](), list[str]()
    for path, said in new.items():
        data = read.get(path) or _HEAD.format(year=said[0].start.year).encode()
        try:
            files[path] = with_more(path, data, "trainings", [_entry(one) for one in said])
        except UnreadableError as error:
            refused.append(f"{error}")
    return files, refused
