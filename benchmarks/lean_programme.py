"""Write the workload that other generators are timed on: an invented programme, in plain YAML.

    python benchmarks/lean_programme.py OUT --trainings 10000 --tracks 4

OUT gets site.yaml, tracks.yaml, contacts.yaml and trainings/<track>-<year>.yaml. Two runs with the
same numbers give the same bytes. `lean_check.py` says what is to be built of it.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path

from large_programme import LAST_YEAR, TOWNS, WORDS

YEARS = 10
PEOPLE = 8
KINDS = ("application", "form", "registration")

SITE = f"title: Invented Trainings\nbase_url: https://example.org\nas_of: {LAST_YEAR}-01-01\n"


def write_workload(out: Path, trainings: int, tracks: int) -> None:
    """Write the files below `out`, one for the trainings of each track and year."""
    rng = random.Random(f"{trainings} of {tracks}")
    files: dict[str, list[str]] = {"site.yaml": [SITE]}
    files["tracks.yaml"] = [
        f"- id: track-{n}\n  title: Track {n}\n  deadline_kind: {KINDS[n % 3]}\n"
        for n in range(tracks)
    ]
    files["contacts.yaml"] = [
        f"c{n}:\n  name: Person {n}\n  phone: 601-555-01{n:02d}\n  email: person-{n}@example.org\n"
        for n in range(PEOPLE)
    ]
    for number in range(trainings):
        track, year = number % tracks, LAST_YEAR - (number // tracks) % YEARS
        of_year = files.setdefault(f"trainings/track-{track}-{year}.yaml", [])
        of_year.append(_training(rng, number, track, year))
    for name, entries in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(entries), encoding="utf-8", newline="\n")


def _training(rng: random.Random, number: int, track: int, year: int) -> str:
    start = date(year, 1, 8) + timedelta(days=rng.randrange(350))
    town = rng.choice(TOWNS)
    return (
        f"- id: {start}-{number}\n"
        f"  track: track-{track}\n"
        f"  title: Track {track} in {town}, number {number}\n"
        f"  start: {start}\n"
        f"  end: {start + timedelta(days=4 * (track % 2))}\n"
        f"  format: {rng.choice(('in-person', 'virtual'))}\n"
        f"  location: {town}, Invented State\n"
        f"  deadline_kind: {KINDS[track % 3]}\n"
        f"  deadline: {start - timedelta(days=rng.randrange(7, 35))}\n"
        f"  contact: c{rng.randrange(PEOPLE)}\n"
        f"  notes: |\n{_notes(rng)}"
    )


def _notes(rng: random.Random) -> str:
    """Give some sixty words with a list, a link and words in bold and in italics."""

    def some(count: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(count)).capitalize()

    place = f"https://example.org/guide/{rng.randrange(1000)}"
    lines = [
        f"{some(9)}. **{some(2)} is needed** & {some(3)}, see [the guide]({place}). {some(8)}.",
        "",
        *(f"- {some(3)} *{some(1)}* {some(4)}" for _ in range(3)),
        "",
        f"{some(12)}.",
    ]
    return "".join(f"    {line}".rstrip() + "\n" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write an invented programme in plain YAML.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--trainings", type=int, default=1000)
    parser.add_argument("--tracks", type=int, default=4)
    asked = parser.parse_args()
    write_workload(asked.out, asked.trainings, asked.tracks)


if __name__ == "__main__":
    main()
