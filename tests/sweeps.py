"""Kills and faults at every operation on files: each command leaves the old or the new.

    python tests/sweeps.py [build|forked|record|fix] [--large]

goes through all operations of one command, and of the large site (over 2,000 files, made in
processes) with `--large`. `test_sweeps.py` takes samples of the same.
"""

from __future__ import annotations

import argparse
import errno
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitegen.cli import main
from sitegen.programme.ledger import LEDGER_PATH
from sitegen.publish import MANIFEST, bringing_in
from sitegen.site import production

SMALL = Path(__file__).parent / "projects" / "small"
TODAY = "2022-01-15"
MENDABLE = ("schedules/2022.yaml", "content/places.yaml", "content/site.yaml")

CALLS = (
    *("open", "write", "read", "close", "scandir", "listdir", "stat", "lstat", "fstat", "fsync"),
    *("mkdir", "link", "rename", "replace", "unlink", "rmdir", "chmod", "chown", "fchmod"),
    "fchown",
)

KILL = -1
"""In place of the number of an error: the process is killed."""


@dataclass(frozen=True)
class Subject:
    """A command that changes files: how it begins, and what of a site it changes."""

    name: str
    arguments: tuple[str, ...]
    changes: Callable[[Path], dict[str, bytes]]
    processes: int | None = None


def published(root: Path) -> dict[str, bytes]:
    """Give every file of the output."""
    output = root / "output"
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def ledger(root: Path) -> dict[str, bytes]:
    path = root / LEDGER_PATH
    return {LEDGER_PATH: path.read_bytes()} if path.exists() else {}


def mendable(root: Path) -> dict[str, bytes]:
    return {path: (root / path).read_bytes() for path in MENDABLE}


SUBJECTS = {
    one.name: one
    for one in (
        Subject("build", ("build",), published),
        Subject("forked", ("build",), published, processes=2),
        Subject("record", ("record",), ledger),
        Subject("fix", ("fix", "--yes"), mendable),
    )
}


def make_site(root: Path, trainings: int = 0) -> None:
    """Make a site that was published and recorded, and then changed, with odd line ends."""
    shutil.copytree(SMALL, root)
    if trainings:
        entries = "".join(
            f"  - {{id: cpss-2021-{n:04}, track: cpss, start: 2021-03-01, end: 2021-03-05, "
            f"deadline: 2021-02-01, place: virtual, reason: one of many}}\n"
            for n in range(trainings)
        )
        (root / "schedules/2021.yaml").write_text(f"year: 2021\ntrainings:\n{entries}")
    for command in ("build", "record"):
        assert run(root, (command,)) == 0
    schedule = root / "schedules/2022.yaml"
    text = schedule.read_text()
    schedule.write_text(
        f"{text}  - {{id: cpss-2022-09, track: cpss, start: 2022-09-19, "
        "end: 2022-09-23, deadline: 2022-08-22, place: virtual}\n"
    )
    for path in MENDABLE:
        (root / path).write_bytes((root / path).read_bytes().replace(b"\n", b"\r\n", 1))


def run(root: Path, arguments: tuple[str, ...]) -> int:
    return main([*arguments, "--root", str(root), "--today", TODAY])


def broken_off(root: Path, subject: Subject, nth: int, number: int) -> tuple[int, str, bool]:
    """Run a command in a process of its own that is killed, or told of an error, at one operation.

    Gives its exit status (-9: killed), what it said, and whether there was such an operation.
    """
    said = root.parent / "said"
    happened, tell = os.pipe()
    child = os.fork()
    if child == 0:
        descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        if subject.processes:
            production._useful_processes = lambda _files: subject.processes  # type: ignore[assignment,return-value]
        _break_off(nth, number, tell)
        status = 70
        try:
            sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
            status = run(root, subject.arguments)
        finally:
            with suppress(BaseException):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(status)
    _, status = os.waitpid(child, 0)
    os.write(tell, b".")
    was_there = len(os.read(happened, 1000)) > 1
    os.close(happened)
    os.close(tell)
    return os.waitstatus_to_exitcode(status), said.read_text(), was_there


def operations(root: Path, subject: Subject) -> int:
    """Run a command as `broken_off` does, to its end, and count its operations."""
    counted, tell = os.pipe()
    child = os.fork()
    if child == 0:
        if subject.processes:
            production._useful_processes = lambda _files: subject.processes  # type: ignore[assignment,return-value]
        write, left = os.write, _break_off(0, KILL, tell)
        with suppress(BaseException):
            run(root, subject.arguments)
        write(tell, b"%d" % -left())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(tell)
    with os.fdopen(counted, "rb") as pipe:
        return int(pipe.read())


def _break_off(nth: int, number: int, tell: int) -> Callable[[], int]:
    """Break off at one operation (0: at none). Gives what tells how many are left until then."""
    left = nth
    write = os.write

    def around(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def maybe(*args: Any, **keywords: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                write(tell, b"!")
                if number == KILL:
                    os.kill(os.getpid(), signal.SIGKILL)
                if name == "close":
                    call(*args)
                raise OSError(number, f"injected into {name}")
            return call(*args, **keywords)

        return maybe

    for name in CALLS:
        setattr(os, name, around(name, getattr(os, name)))
    bringing_in.swap = around("swap", bringing_in.swap)
    return lambda: left


@dataclass
class Swept:
    """What came of a sweep."""

    operations: int = 0
    old: int = 0
    new: int = 0
    mixed: int = 0  # of several files that are mended, each whole


class Sweep:
    """One command on one site, to be broken off at one operation after another."""

    def __init__(self, folder: Path, subject: Subject, trainings: int = 0) -> None:
        self.subject = subject
        self.root = folder / "site"
        self.swept = Swept()
        make_site(folder / "before", trainings)
        self._before = folder / "before"
        self._again()
        self.old = subject.changes(self.root)
        assert run(self.root, subject.arguments) == 0
        self.new = subject.changes(self.root)
        assert self.old != self.new

    def _again(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self._before, self.root, symlinks=True)

    def operations(self) -> int:
        """Count the operations of the command on the site as it was."""
        self._again()
        return operations(self.root, self.subject)

    def at(self, nth: int, number: int) -> bool:
        """Break off at one operation, look, and complete. Tells whether there was such a one."""
        self._again()
        status, said, was_there = broken_off(self.root, self.subject, nth, number)
        now = self.subject.changes(self.root)
        place = f"{self.subject.name}: operation {nth}, error {number}, status {status}: {said}"
        assert "Traceback" not in said, place
        if now == self.old:
            self.swept.old += 1
        elif now == self.new:
            self.swept.new += 1
        else:
            assert number == KILL, place
            assert self.subject.name == "fix", place
            assert all(now[path] in (self.old[path], self.new[path]) for path in now), place
            self.swept.mixed += 1
        if "othing was" in said:
            assert now == self.old, place
        if status == 0:
            assert now == self.new, place
        self.swept.operations += 1
        assert run(self.root, self.subject.arguments) == 0, place
        assert self.subject.changes(self.root) == self.new, place
        left = [path for path in self.root.rglob(".*sitegen-*") if path.name != MANIFEST]
        assert not left, place
        return was_there


def sweep(one: Sweep, step: int, number: int) -> Iterator[int]:
    """Break off at every so many-th operation, until there is none."""
    nth = 1
    while one.at(nth, number):
        yield nth
        nth += step


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("subjects", nargs="*", default=list(SUBJECTS))
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--step", type=int, default=1)
    asked = parser.parse_args()
    for name in asked.subjects:
        for number in (KILL, errno.ENOSPC, errno.EIO):
            with tempfile.TemporaryDirectory() as folder:
                one = Sweep(Path(folder), SUBJECTS[name], 1000 if asked.large else 0)
                for _ in sweep(one, asked.step, number):
                    pass
                sys.stderr.write(f"{name} {number} {one.swept}\n")
