"""Build an invented programme with pictures for links and without, and compare.

    python benchmarks/pictures.py --trainings 1000

Prints the CPU of each build, what a picture takes of it, and how large pictures are. Then builds
the next day, when hardly a picture says anything else.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from large_programme import temporary_folder, write_programme

ON = "link_pictures: yes\n"


def build(root: Path, name: str, today: str) -> float:
    """Build, and give the CPU seconds of the process and of those that it has started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "sitegen", "build", "--root", str(root), "--today", today]
    subprocess.run([*command, "--output", str(root / name)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description="Time pictures for links.")
    parser.add_argument("--trainings", type=int, default=1000)
    parser.add_argument("--tracks", type=int, default=4)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=temporary_folder()) as folder:
        root = Path(folder)
        write_programme(root, asked.trainings, asked.tracks, 10)
        site = root / "content/site.yaml"
        without = build(root, "without", "2026-03-01")
        site.write_text(site.read_text(encoding="utf-8") + ON, encoding="utf-8")
        with_them = build(root, "with", "2026-03-01")
        sizes = [one.stat().st_size for one in root.glob("with/assets/pictures/*.png")]
        next_day = build(root, "with", "2026-03-02")
    each = (with_them - without) / len(sizes)
    print(f"{len(sizes)} pictures of {asked.trainings} trainings, CPU seconds:")
    print(f"without {without:.1f}, with {with_them:.1f}: {each * 1000:.1f} ms a picture")
    print(f"the next day, with: {next_day:.1f}")
    print(f"median {statistics.median(sizes)} bytes, largest {max(sizes)}, all {sum(sizes)}")


if __name__ == "__main__":
    main()
