"""What an import found, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from sitegen.importing.against import Changed, place_id, track_id
from sitegen.importing.appending import lines_of
from sitegen.importing.said import Question, Said, Where
from sitegen.importing.whole import Imported
from sitegen.programme.model import Training
from sitegen.reports.text import text_report
from sitegen.source.dates import in_words
from sitegen.source.wording import TO_FILL_IN, shown
from sitegen.source.writing import written

T = TypeVar("T")

MOST_LISTED = 50
"""Things of one kind that are listed. The number is always that of all."""

VERSION = 1
"""Of the JSON form. Fields are only ever added."""


def text_of(imported: Imported, *, is_written: bool) -> str:
    """Write what an import found, with the new trainings as YAML."""
    of = imported.compared
    unnamed = [*of.waiting, *(one.said for one in of.changed if one.said.place_words)]
    blocks = [
        _block("Not read", imported.refused, lambda one: [one], ""),
        _block("How it was read", imported.notes, lambda one: [one], ""),
        _new(imported, is_written=is_written),
        _block("Changed", of.changed, _changed, _CHANGED),
        _block("Not in the files", of.gone, _gone, _GONE),
        _block("Not known to the site", unknown(unnamed), lambda one: one, _UNKNOWN),
        _block("Not decided", of.questions, _question, ""),
        _block("Not understood", imported.unread, _unread, "Each of these lines has a date."),
        _checked(imported),
        _outcome(imported, is_written=is_written),
    ]
    return "\n".join(block for block in blocks if block)


_CHANGED = "Write these lines yourself, and tell people under `changes` what changed."
_GONE = "The site has these. Nothing is removed. If one is cancelled, add: status: cancelled"
_UNKNOWN = "Add what is right to these files, and import again. Nothing of it is written."


def _block(title: str, found: Sequence[T], lines: Callable[[T], Iterable[str]], last: str) -> str:
    """Write a heading with the number of all, and the first of them."""
    if not found:
        return ""
    told = [f"  {line}" for one in found[:MOST_LISTED] for line in lines(one)]
    if len(found) > MOST_LISTED:
        told.append(f"  … and {len(found) - MOST_LISTED} more.")
    return "\n".join([f"{title}: {len(found)}", *told, *([f"  {last}"] if last else []), ""])


def _new(imported: Imported, *, is_written: bool) -> str:
    lines: list[str] = []
    for path, said in imported.places.items():
        is_there = path in imported.files
        lines.append(f"  {'Added to' if is_written and is_there else 'For'} {path}:")
        lines += [f"  {line}" for one in said for line in _entry(one)]
    many = len(imported.compared.new)
    return "\n".join([f"New: {many}", *lines, ""]) if many else ""


def _entry(said: Said) -> Iterator[str]:
    """Yield a training as YAML, with where it was read and what was assumed as comments."""
    yield f"  # {said.where}: {shown(said.where.text)}"
    yield from (f"  # {remark}" for remark in said.remarks)
    yield from (f"  {line}" for line in lines_of(said))


def _changed(changed: Changed) -> Iterator[str]:
    yield f"{changed.training.id} ({changed.said.where}: {shown(changed.said.where.text)})"
    for one in changed.changes:
        yield f"  {one.name}: {one.said}  # now {one.now}"
    yield from (f"  # {remark}" for remark in changed.said.remarks)


def _gone(training: Training) -> Iterator[str]:
    begins = f", {in_words(training.days.first)}" if training.days else ""
    yield f"{training.id} ({training.track.name}{begins})"


def _question(question: Question) -> Iterator[str]:
    yield f"{question.where}: {shown(question.where.text)}"
    yield f"  {question.problem}"
    if question.help:
        yield f"  {question.help}"


def _unread(where: Where) -> Iterator[str]:
    yield f"{where}: {shown(where.text)}"


def unknown(waiting: Iterable[Said]) -> list[list[str]]:
    """Give the lines to add for each track and place that the site does not know."""
    found: dict[tuple[str, str], list[Said]] = {}
    for said in waiting:
        if not said.track:
            found.setdefault(("track", said.track_words), []).append(said)
        if said.place_words:
            found.setdefault(("place", said.place_words), []).append(said)
    return [_lines_to_add(kind, words, said) for (kind, words), said in found.items()]


def _lines_to_add(kind: str, words: str, said: Sequence[Said]) -> list[str]:
    name = shown(words)
    trainings = "1 training waits" if len(said) == 1 else f"{len(said)} trainings wait"
    places = ", ".join(str(one.where) for one in said[:3]) + (", …" if len(said) > 3 else "")
    if kind == "track":
        return [
            f"The track “{name}”: {trainings} for it ({places}).",
            "  If it is one of the site's: --track ID. If it is new, in content/tracks.yaml:",
            f"  - id: {written(track_id(said[0]))}",
            f"    name: {written(words)}",
            "  with the other fields that a track needs. The check names them.",
        ]
    return [
        f"The place “{name}”: {trainings} for it ({places}).",
        "  If it is one of the site's under another name, write that name into the file.",
        "  If it is new, in content/places.yaml:",
        f"  - id: {written(place_id(said[0]))}",
        f"    name: {written(words)}",
        f"    mode: {TO_FILL_IN}  # virtual, in-person or hybrid",
    ]


def _checked(imported: Imported) -> str:
    """Write what a check says of the site with the new trainings."""
    if not imported.report.diagnostics:
        return ""
    report = text_report(imported.report, "")
    return f"With the new trainings, the check says:\n\n{report}"


def _outcome(imported: Imported, *, is_written: bool) -> str:
    of = imported.compared
    counts = [f"{imported.heard} read", f"{len(of.new)} new", f"{len(of.changed)} changed"]
    counts.append(f"{len(of.same)} the same")
    said = f"Trainings: {', '.join(counts)}."
    if not of.new:
        return f"{said} Nothing is to be written.\n"
    if is_written:
        return f"{said} Written: {', '.join(imported.files)}. To see what is left: sitegen check\n"
    if imported.report.has_errors:
        return f"{said} Nothing was written, because the check would find errors.\n"
    return f"{said} Nothing was written. To add the new ones: --write\n"


def json_of(imported: Imported, *, is_written: bool) -> str:
    """Write what an import found for other programs."""
    of = imported.compared
    whole = {
        "version": VERSION,
        "written": sorted(imported.files) if is_written else [],
        "not_read": list(imported.refused),
        "notes": list(imported.notes),
        "new": [_said(one, path) for path, said in imported.places.items() for one in said],
        "waiting": [_said(one, None) for one in of.waiting],
        "changed": [
            {
                "id": one.training.id,
                "where": _where(one.said.where),
                "fields": {c.name: {"now": c.now, "said": c.said} for c in one.changes},
            }
            for one in of.changed
        ],
        "same": [one.id for one in of.same],
        "not_in_the_files": [one.id for one in of.gone],
        "not_decided": [
            {"where": _where(one.where), "problem": one.problem, "help": one.help}
            for one in of.questions
        ],
        "not_understood": [_where(one) for one in imported.unread],
    }
    return json.dumps(whole, ensure_ascii=True, indent=1) + "\n"


def _said(said: Said, path: str | None) -> dict[str, object]:
    return {
        "where": _where(said.where),
        "file": path,
        "yaml": "\n".join(lines_of(said)) + "\n",
        "remarks": list(said.remarks),
        "unknown_track": said.track_words,
        "unknown_place": said.place_words,
    }


def _where(where: Where) -> dict[str, str]:
    return {"file": where.file, "place": where.place, "text": where.text}
