"""Time each stage on an invented programme and on one ten times as large.

    python benchmarks/stages.py --trainings 1000

Prints CPU seconds of one process for each stage, and how many times longer the larger programme
takes. A stage that is linear prints about 10.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from large_programme import temporary_folder, write_programme

from sitegen.check import check_site, check_texts
from sitegen.diagnostics import Source
from sitegen.folder import SiteFiles, read_site_files
from sitegen.programme.checks import check
from sitegen.programme.joining import join
from sitegen.programme.ledger import Ledger
from sitegen.programme.records import LAST_READ, read_records
from sitegen.publish import publish
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.plan import plan
from sitegen.site.production import produce
from sitegen.site.rendering import Templates
from sitegen.source.yaml_reading import read_yaml

TODAY = date(2026, 1, 1)
T = TypeVar("T")


class Stopwatch:
    """CPU seconds by stage, in the order measured."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        result = work()
        self.seconds[stage] = time.process_time() - start
        return result


def stages(root: Path) -> dict[str, float]:
    """Give the CPU seconds of every stage for the site at `root`."""
    watch = Stopwatch()
    files = watch.time("disk to bytes", lambda: read_site_files(root))
    watch.time("bytes to nodes", lambda: _all_nodes(files))
    records, _ = watch.time("bytes to records", lambda: read_records(files.read))
    watch.time("checks", lambda: list(check(records, TODAY)))
    watch.time("checks of texts", lambda: list(check_texts(records, records)))
    programme = watch.time("records to programme", lambda: join(records).programme)
    LAST_READ.clear()  # a preview would not read it again; a command does
    watch.time("check, the whole", lambda: check_site(files, lambda _: TODAY))
    base_url = programme.site.base_url
    templates = Templates([shipped_templates()])
    pages = watch.time(
        "plan", lambda: plan(programme, today=TODAY, base_url=base_url, templates=templates)
    )
    made = watch.time("pages", lambda: list(produce(pages, processes=1)))
    calendars = list(calendar_files(programme, Ledger(), today=TODAY, base_url=base_url))
    made += watch.time("calendars", lambda: list(produce(calendars, processes=1)))
    out = root / "output"
    watch.time("publish", lambda: publish(iter(made), out))
    watch.time("publish again, no change", lambda: publish(iter(made), out))
    return watch.seconds


def _all_nodes(files: SiteFiles) -> None:
    for path, data in files.read.items():
        if path.endswith(".yaml"):
            read_yaml(Source(path, data.decode()))


def main() -> None:
    parser = argparse.ArgumentParser(description="Time each stage, also at ten times the size.")
    parser.add_argument("--trainings", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    gc.disable()
    best: dict[int, dict[str, float]] = {}
    for _ in range(asked.runs):
        for size in (asked.trainings, 10 * asked.trainings):
            with tempfile.TemporaryDirectory(dir=temporary_folder()) as folder:
                write_programme(Path(folder), size, tracks=4, years=10)
                taken = stages(Path(folder))
            gc.collect()
            known = best.setdefault(size, taken)
            best[size] = {stage: min(known[stage], taken[stage]) for stage in taken}
    small, large = best[asked.trainings], best[10 * asked.trainings]
    print(f"| stage | {asked.trainings} trainings | {10 * asked.trainings} | ratio |")
    print("|---|---|---|---|")
    for stage, seconds in small.items():
        print(
            f"| {stage} | {seconds:.3f} s | {large[stage]:.3f} s | {large[stage] / seconds:.1f} |"
        )


if __name__ == "__main__":
    main()
