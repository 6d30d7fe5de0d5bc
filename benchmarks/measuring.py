"""Runs a program and says what it took: time, CPU, memory, and what others had of the machine."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LOOK_EVERY = 0.01


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds from start to end, and CPU seconds of a program and of all that it has started."""

    wall: float
    cpu: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Taken:
    """Run a program without showing what it says; one that fails ends the measurement."""
    return _run(command, folder, environment)[0]


def peak_of(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    """Give the most memory, in MiB, that a program and all that it has started had at one time.

    What processes share counts once. Looking takes time, so such a run is not timed. Where the
    system does not tell (Linux does), it is the most that any single process had.
    """
    return _run(command, folder, environment, looking=True)[1]


def _run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], *, looking: bool = False
) -> tuple[Taken, float]:
    peaks = [0.0]
    with tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        child = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
        )
        ended = threading.Event()
        looker = threading.Thread(target=_look, args=(child.pid, ended, peaks))
        if looking:
            looker.start()
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        if looking:
            looker.join()
        if child.returncode:
            complaints.seek(0)
            said = complaints.read()[-2000:].decode(errors="replace")
            sys.exit(f"{' '.join(command)} ended with {child.returncode}\n{said}")
    single = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Taken(wall, used.ru_utime + used.ru_stime), max(peaks) if any(peaks) else single


def _look(process: int, ended: threading.Event, peaks: list[float]) -> None:
    while not ended.wait(_LOOK_EVERY):
        peaks[0] = max(peaks[0], sum(_shares(process)) / 1024)


def _shares(process: int) -> list[int]:
    """Give the share of memory of a process and of all that it has started, in KiB."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
        inner = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:  # it has ended, or the system does not tell
        return []
    own = [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
    return own + [share for one in inner for share in _shares(int(one))]


class Others:
    """How many processors, on average, programs that are not measured here have used."""

    def __init__(self) -> None:
        self._start, self._busy, self._own = time.perf_counter(), _busy(), _own()

    def share(self) -> float:
        """Give it for the time since this was made (Linux; 0 elsewhere)."""
        own = _own() - self._own
        return max(0.0, _busy() - self._busy - own) / (time.perf_counter() - self._start)


def _own() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _busy() -> float:
    try:
        line = Path("/proc/stat").read_text("ascii").split("\n", 1)[0]
    except OSError:
        return 0.0
    ticks = [int(number) for number in line.split()[1:9]]
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")
