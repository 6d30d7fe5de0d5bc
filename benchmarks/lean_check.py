"""Whether a site that some generator has built of the lean workload is whole.

    python benchmarks/lean_check.py DATA OUT

To be built: a home page; for each track a page with its upcoming trainings and a calendar of all;
for each training a page and a calendar; for each year an archive page. A page of a training shows
its facts and its notes, and leads to the one before and the one after it in its track.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

ROW = "<tr><td>"
LONGEST = 75
"""Octets of a line of a calendar (RFC 5545)."""


def faults(data: Path, out: Path) -> list[str]:
    """Name what is missing or wrong in `out`."""
    return list(_faults(data, out))


def _faults(data: Path, out: Path) -> Iterator[str]:
    as_of = _read(data / "site.yaml")["as_of"]
    contacts = _read(data / "contacts.yaml")
    of_track, of_year = defaultdict(list), defaultdict(list)
    for path in sorted((data / "trainings").iterdir()):
        for training in _read(path):
            of_track[training["track"]].append(training)
            of_year[training["start"].year].append(training)
    for year, trainings in of_year.items():
        yield from _rows(out / f"archive/{year}/index.html", len(trainings))
    for track in _read(data / "tracks.yaml"):
        trainings, folder = of_track[track["id"]], out / track["id"]
        ahead = [one for one in trainings if one["start"] >= as_of]
        yield from _lacks(out / "index.html", [f'href="/{track["id"]}/"'])
        yield from _rows(folder / "index.html", len(ahead))
        yield from _events(folder / "calendar.ics", 2 * len(trainings))
        for training in trainings:
            yield from _training(folder / str(training["id"]), training, contacts)
        for way in ("prev", "next"):
            pages = (folder / str(one["id"]) / "index.html" for one in trainings)
            found = sum(f'rel="{way}"' in _text(page) for page in pages)
            if found != max(0, len(trainings) - 1):
                yield f"{track['id']}: {found} links {way} for {len(trainings)} trainings"


def _training(folder: Path, training: dict[str, Any], contacts: dict[str, Any]) -> Iterator[str]:
    notes = training["notes"].splitlines()
    days = [f'datetime="{training[name]}"' for name in ("start", "end", "deadline")]
    shown = [
        f"<h1>{training['title']}</h1>",
        *days,
        f"mailto:{contacts[training['contact']]['email']}",
        training["location"],
        "is needed</strong> &amp; ",
        ">the guide</a>",
        *(line[2:].replace("*", "<em>", 1).replace("*", "</em>", 1) for line in notes[2:5]),
        notes[-1],
    ]
    yield from _lacks(folder / "index.html", shown)
    if any(_text(folder / "index.html").count(day) < days.count(day) for day in days):
        yield f"{folder}: not every day of {', '.join(days)}"
    yield from _events(folder / "calendar.ics", 2)


def _lacks(path: Path, shown: Iterable[str]) -> Iterator[str]:
    text = _text(path)
    yield from (f"{path}: no {words}" for words in shown if words not in text)


def _rows(path: Path, wanted: int) -> Iterator[str]:
    if (found := _text(path).count(ROW)) != wanted:
        yield f"{path}: {found} rows, not {wanted}"


def _events(path: Path, wanted: int) -> Iterator[str]:
    lines = _text(path).split("\r\n")
    if (found := lines.count("BEGIN:VEVENT")) != wanted:
        yield f"{path}: {found} events, not {wanted}"
    if any("\n" in line for line in lines):
        yield f"{path}: a line that does not end as it should"
    if any(len(line.encode()) > LONGEST for line in lines):
        yield f"{path}: a line that is too long"


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""


def _read(path: Path) -> Any:  # noqa: ANN401 - what YAML says
    return yaml.load(path.read_bytes(), yaml.CSafeLoader)


def main() -> None:
    found = faults(Path(sys.argv[1]), Path(sys.argv[2]))
    print("\n".join(found[:20]) or "The site is whole.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
