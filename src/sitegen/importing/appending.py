"""New trainings as YAML, at the end of the list of their year, with every other byte as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sitegen.importing.against import in_24_hours, listed_days, place_id, track_id, written_moment
from sitegen.importing.said import Said
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.records import Records
from sitegen.source.nodes import Mapping as MappingNode
from sitegen.source.nodes import Node, Scalar
from sitegen.source.nodes import Sequence as SequenceNode
from sitegen.source.writing import written


class NotAppendable(Exception):  # noqa: N818 - says how a file is written, in plain words
    """The trainings of a file are not written one below the other."""


def lines_of(said: Said) -> list[str]:
    """Write a training as its fields stand in a schedule, the first line with its dash."""
    fields = {"id": written(said.id), "track": written(track_id(said))}
    if said.title:
        fields["title"] = written(said.title)
    if len(said.runs) == 1:
        fields["start"] = f"{said.runs[0].first}"
        if said.runs[0].last != said.runs[0].first:
            fields["end"] = f"{said.runs[0].last}"
    else:
        fields["days"] = listed_days(said.runs)
    if said.hours:
        fields["hours"] = in_24_hours(said.hours)
    if said.place or said.place_words:
        fields["place"] = written(place_id(said))
    if said.opens:
        fields["opens"] = written_moment(said.opens)
    if said.deadline:
        fields["deadline"] = written_moment(said.deadline)
    if said.status:
        fields["status"] = written(said.status)
    if said.year_assumed:
        fields["year_assumed"] = "yes"
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


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
    read: Mapping[str, bytes], records: Records, new: Mapping[str, Sequence[Said]]
) -> tuple[dict[str, bytes], list[str]]:
    """Give the new bytes of each schedule that gets trainings, by path.

    With them stand the files that are written in another form, each with the reason.
    """
    files, refused = dict[str, bytes](), list[str]()
    for path, said in new.items():
        schedule = next((one for one in records.schedules if one.at.source.path == path), None)
        try:
            files[path] = _appended(read, path, schedule, said)
        except NotAppendable as error:
            refused.append(f"{path}: {error}")
    return files, refused


def _appended(
    read: Mapping[str, bytes], path: str, schedule: ScheduleFile | None, said: Sequence[Said]
) -> bytes:
    if schedule is None:
        return _new_file(said).encode()
    text = read[path].decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix("\ufeff")
    node = schedule.at.node
    trainings = node.get("trainings") if isinstance(node, MappingNode) else None
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    if isinstance(trainings, SequenceNode) and trainings.items:
        at, indent = _end_of_list(text, trainings)
        lines = [f"{' ' * indent}{line}" for one in said for line in lines_of(one)]
    elif trainings is None:
        at = len(text.rstrip())
        lines = ["trainings:", *(f"  {line}" for one in said for line in lines_of(one))]
    else:
        raise NotAppendable("Its list of trainings is empty. Delete the line `trainings:`.")
    added = "".join(f"{end_of_line}{line}" for line in lines)
    ending = "" if text[at:] else end_of_line
    return f"{mark}{text[:at]}{added}{ending}{text[at:]}".encode()


def _end_of_list(text: str, trainings: SequenceNode) -> tuple[int, int]:
    """Give the end of the last line of the list, and how far its dashes are indented."""
    first = trainings.items[0].start
    line = text[text.rfind("\n", 0, first) + 1 : first]
    if line.strip() != "-":
        problem = "Its trainings stand in brackets. Write them one below the other, each with `-`."
        raise NotAppendable(problem)
    end = len(text[: _end(trainings.items[-1])].rstrip())
    at = text.find("\n", end)
    at = len(text) if at < 0 else at
    return (at - 1 if text[at - 1 : at] == "\r" else at), len(line) - len(line.lstrip())


def _end(node: Node) -> int:
    """Give where the last text within a node ends."""
    if isinstance(node, Scalar):
        return node.end
    inside: list[Node] = []
    if isinstance(node, MappingNode):
        inside = [one for field in node.fields for one in field]
    elif isinstance(node, SequenceNode):
        inside = [*node.items]
    return max((node.end, *map(_end, inside)))


def _new_file(said: Sequence[Said]) -> str:
    lines = [
        "# yaml-language-server: $schema=../schemas/schedule.schema.json",
        "#",
        "# Never change an id that has been published: it is in addresses and calendars.",
        "# All fields are explained in docs/editing.md.",
        "",
        f"year: {said[0].start.year}",
        "trainings:",
        *(f"  {line}" for one in said for line in lines_of(one)),
    ]
    return "\n".join(lines) + "\n"
