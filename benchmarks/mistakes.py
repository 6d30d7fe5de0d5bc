"""Time `sitegen check` on an invented programme with many mistakes of many kinds.

    python benchmarks/mistakes.py --trainings 10000 --mistakes 1000

Prints the CPU seconds of the whole process, with and without the mistakes, and what was found.
Two runs with the same numbers plant the same mistakes.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from large_programme import temporary_folder, write_programme

Entry = list[str]
"""The lines of one training."""


def _in_field(name: str, change: Callable[[str], str]) -> Callable[[Entry], Entry]:
    """Change the value of the field `name`."""

    def made(entry: Entry) -> Entry:
        return [
            f"{match[1]}{change(match[2])}"
            if (match := re.fullmatch(rf"(    {name}: )(.*)", line))
            else line
            for line in entry
        ]

    return made


def _in_line(old: str, new: str) -> Callable[[Entry], Entry]:
    return lambda entry: [line.replace(old, new, 1) for line in entry]


KINDS: dict[str, Callable[[Entry], Entry]] = {
    "a date as people write it": _in_field("start", lambda d: f"{d[5:7]}/{d[8:]}/{d[:4]}"),
    "a date with dashes from a word processor": _in_field("start", lambda d: d.replace("-", "–")),
    "a day that does not exist": _in_field("start", lambda d: f"{d[:5]}02-30"),
    "another year": _in_field("start", lambda d: f"{int(d[:4]) + 3}{d[4:]}"),
    "a place that does not exist": _in_field("place", lambda _: "atlantis"),
    "a misspelt place": _in_field("place", lambda p: p[:-1] + p[-1] * 2),
    "a misspelt track": _in_field("track", lambda t: t.replace("track", "trakc")),
    "a contact that is no list": _in_field("contacts", lambda c: c.strip("[]")),
    "a field with another name": _in_line("    place:", "    location:"),
    "a misspelt field": _in_line("    start:", "    strat:"),
    "an empty value": _in_field("place", lambda _: ""),
    "no space after a colon": _in_line("    start: ", "    start:"),
    "a quote that is not closed": _in_field("place", lambda p: f'"{p}'),
    "a bracket that is not closed": _in_field("contacts", lambda c: c.rstrip("]")),
    "a line too far to the right": _in_line("    place:", "      place:"),
    "a TAB": _in_line("    place:", "\tplace:"),
    "a non-breaking space": _in_line("    start: ", "    start:\u00a0"),
    "a word that cannot be chosen": lambda entry: [*entry, "    status: canceled"],
    "hours as people write them": lambda entry: [*entry, "    hours: 9am-5pm"],
    "a deadline that is late": lambda entry: [
        *entry,
        *(line.replace("start", "deadline") for line in entry if line.startswith("    start")),
    ],
}


def plant(root: Path, mistakes: int) -> int:
    """Put so many mistakes into the schedules below `root`; give how many were put there."""
    rng = random.Random(mistakes)
    files = sorted((root / "schedules").glob("*.yaml"))
    entries = {path: re.split(r"(?m)^(?=  - id: )", path.read_text()) for path in files}
    places = [(path, n) for path in files for n in range(1, len(entries[path]))]
    kinds = list(KINDS.values())
    planted = 0
    for number, (path, n) in enumerate(rng.sample(places, mistakes)):
        before = entries[path][n].rstrip("\n").split("\n")
        after = kinds[number % len(kinds)](before)
        planted += after != before
        entries[path][n] = "\n".join(after) + "\n"
    for path, parts in entries.items():
        path.write_text("".join(parts), encoding="utf-8", newline="\n")
    return planted


def check(root: Path) -> tuple[float, str]:
    """Give the CPU seconds of `sitegen check` and the line that sums up."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [sys.executable, "-m", "sitegen", "check", "--root", root, "--today", "2026-01-01"],
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    summary = [
        line for line in run.stdout.splitlines() if re.match(r"No problems|[0-9]+ prob", line)
    ]
    return seconds, summary[-1] if summary else run.stderr.strip()[-200:]


def main() -> None:
    parser = argparse.ArgumentParser(description="Time a check that finds many mistakes.")
    parser.add_argument("--trainings", type=int, default=10_000)
    parser.add_argument("--mistakes", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=temporary_folder()) as folder:
        root = Path(folder)
        write_programme(root, asked.trainings, tracks=4, years=10)
        clean = min(check(root) for _ in range(asked.runs))
        planted = plant(root, asked.mistakes)
        wrong = min(check(root) for _ in range(asked.runs))
    print(f"| {asked.trainings} trainings | CPU | found |")
    print("|---|---|---|")
    print(f"| without mistakes | {clean[0]:.2f} s | {clean[1]} |")
    print(f"| with {planted} mistakes | {wrong[0]:.2f} s | {wrong[1]} |")


if __name__ == "__main__":
    main()
