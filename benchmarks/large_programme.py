"""Write an invented programme of any size, in the format that editors write.

    python benchmarks/large_programme.py OUT --trainings 10000 --tracks 4 --years 10

Two runs with the same numbers give the same bytes. Nothing in it is a fact.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

LAST_YEAR = 2026
TOWNS = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta")
WORDS = (
    "bring",
    "your",
    "workbook",
    "and",
    "a",
    "pen",
    "because",
    "each",
    "session",
    "practises",
    "listening",
    "support",
    "recovery",
    "groups",
    "ethics",
    "planning",
    "together",
    "with",
    "people",
    "who",
    "have",
    "been",
    "there",
    "before",
    "and",
    "a",
    "short",
    "test",
)

SITE = """\
title: Invented Training Programme
organization: Invented Department
short_name: ID
base_url: https://example.org/training/
calendar_domain: training.example.org
timezone: America/Chicago
contacts: [person-0]
crisis_line: {text: In a crisis call or text 988., phone: "988"}
"""


def write_programme(out: Path, trainings: int, tracks: int, years: int) -> None:
    """Write content/ and schedules/ below `out`, with one schedule for each track and year."""
    rng = random.Random(f"{trainings}/{tracks}/{years}")
    _write(out / "content/site.yaml", SITE)
    _write(out / "content/contacts.yaml", _contacts())
    _write(out / "content/places.yaml", _places())
    _write(out / "content/tracks.yaml", _tracks(tracks))
    schedules: dict[tuple[int, int], list[str]] = {}
    for number in range(trainings):
        track = number % tracks
        year = LAST_YEAR - (number // tracks) % years
        schedules.setdefault((year, track), []).append(_training(rng, number, track, year))
    for (year, track), rows in schedules.items():
        head = f"year: {year}\ntrainings:\n"
        _write(out / f"schedules/{year}-track-{track}.yaml", head + "".join(rows))


def _training(rng: random.Random, number: int, track: int, year: int) -> str:
    start = date(year, 1, 1) + timedelta(days=rng.randrange(35, 355))
    start -= timedelta(days=start.weekday())
    place = rng.choice(["virtual", *(town.lower() for town in TOWNS)])
    lines = [
        f"  - id: track-{track}-{year}-{number}",
        f"    track: track-{track}",
        f"    start: {start}",
        *([f"    end: {start + timedelta(days=4)}"] if track % 2 == 0 else []),
        f"    place: {place}",
        f"    contacts: [person-{rng.randrange(8)}]",
        "    note: |",
        *(f"      {line}".rstrip() for line in _note(rng)),
    ]
    return "\n".join(lines) + "\n"


def _note(rng: random.Random) -> Iterator[str]:
    def some(count: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(count)).capitalize()

    yield f"{some(9)}. **{some(2)} is needed** & {some(5)}."
    yield ""
    for _ in range(3):
        yield f"- {some(3)} *{some(1)}* {some(4)}"
    yield ""
    yield f"{some(12)}."


def _contacts() -> str:
    people = "".join(
        f"  - {{id: person-{n}, name: Person {n}, office: office, phone: 601-555-01{n:02d}}}\n"
        for n in range(8)
    )
    office = "  - {id: office, name: Invented Office, phone: 601-555-0100}\n"
    return f"offices:\n{office}people:\n{people}"


def _places() -> str:
    towns = "".join(f"  - {{id: {t.lower()}, name: {t}, mode: in-person}}\n" for t in TOWNS)
    return "places:\n  - {id: virtual, name: Virtual Training, mode: virtual}\n" + towns


def _tracks(tracks: int) -> str:
    return "tracks:\n" + "".join(
        f"  - id: track-{n}\n"
        f"    name: Track {n} Training\n"
        f"    heading: Track {n} Trainings\n"
        "    audience: peers\n"
        "    summary: An invented training.\n"
        "    purpose: It shows how much can be built.\n"
        "    for_whom: Nobody in particular.\n"
        "    how_to_apply: One cannot.\n"
        "    entry: any designation\n"
        "    deadline: {label: Application Deadline, rule: 28 days before start}\n"
        for n in range(tracks)
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def temporary_folder() -> str | None:
    """Prefer a folder in memory, so that the disk's moods stay out of the figures."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def main() -> None:
    parser = argparse.ArgumentParser(description="Write an invented programme.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--trainings", type=int, default=1000)
    parser.add_argument("--tracks", type=int, default=4)
    parser.add_argument("--years", type=int, default=10)
    asked = parser.parse_args()
    write_programme(asked.out, asked.trainings, asked.tracks, asked.years)


if __name__ == "__main__":
    main()
