"""What each command takes beside bare Python: CPU of whole processes, in turn, with medians.

    python benchmarks/start.py [SITE] [--rounds 15]

The first build is made with an empty cache and output, the second with the cache, the third where
nothing has changed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

SITEGEN = (sys.executable, "-m", "sitegen")


def cpu_of(command: tuple[str, ...], cache: Path) -> float:
    """Run a command and give its CPU seconds, those of its processes included."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    child = os.posix_spawn(command[0], command, environment, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime


def measured(site: Path, folder: Path) -> dict[str, float]:
    """Give the CPU seconds of each command in one round."""
    cache, output = folder / "cache", folder / "output"
    build = (*SITEGEN, "build", "--root", str(site), "--output", str(output))
    found = {
        "bare Python": cpu_of((sys.executable, "-c", "pass"), cache),
        "--help": cpu_of((*SITEGEN, "--help"), cache),
        "check": cpu_of((*SITEGEN, "check", "--root", str(site)), cache),
    }
    shutil.rmtree(folder)
    folder.mkdir()
    found["build, nothing kept"] = cpu_of(build, cache)
    shutil.rmtree(output)
    found["build, with what is kept"] = cpu_of(build, cache)
    found["build, nothing changed"] = cpu_of(build, cache)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "work"
        folder.mkdir()
        measured(asked.site, folder)  # Python keeps what it has compiled
        rounds = [measured(asked.site, folder) for _ in range(asked.rounds)]
    print(f"load {os.getloadavg()[0]:.1f}, median of {asked.rounds} rounds in turn")
    for name in rounds[0]:
        seconds = statistics.median(one[name] for one in rounds)
        ratio = statistics.median(one[name] / one["bare Python"] for one in rounds)
        print(f"{name:26} {seconds * 1000:7.0f} ms {ratio:7.1f}")


if __name__ == "__main__":
    main()
