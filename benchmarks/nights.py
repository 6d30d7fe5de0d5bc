"""Find the nights in which calendars of this repository change, though its content does not.

python benchmarks/nights.py --from 2021-12-31 --to 2023-01-01
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.site.calendar_files import calendar_files
from sitegen.site.production import produce

ROOT = Path(__file__).parents[1]


def nights_of_new_calendars(days: Iterable[date]) -> dict[date, int]:
    """Tell in which nights before these days calendars change, and how many."""
    files = read_site_files(ROOT)
    found: dict[date, int] = {}
    before: dict[str, bytes] = {}
    for day in days:
        checked = check_site(files, partial(_on, day))
        assert checked.programme is not None
        planned = calendar_files(
            checked.programme,
            checked.ledger,
            today=day,
            base_url=checked.programme.site.base_url,
        )
        calendars = dict(produce(list(planned), processes=1))
        if changed := sum(before[one] != calendars.get(one) for one in before):
            found[day] = changed
        before = calendars
    return found


def _on(day: date, _timezone: str) -> date:
    return day


def main() -> None:
    parser = argparse.ArgumentParser(description="Find the nights in which calendars change.")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
    parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
    asked = parser.parse_args()
    nights = (asked.last - asked.first).days
    days = [asked.first + timedelta(days=n) for n in range(nights + 1)]
    for day, changed in nights_of_new_calendars(days).items():
        print(f"In the night to {day}, {changed} calendars change.")
    print(f"Looked at {nights} nights.")


if __name__ == "__main__":
    main()
