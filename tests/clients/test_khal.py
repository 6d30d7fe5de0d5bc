"""vdirsyncer and khal: a subscription follows every change and shows nothing else."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypedDict

import needed
from built_site import ALL, BuiltSite
from comparison import expected
from model_events import Event
from subscriptions import Subscription

VDIRSYNCER = """\
[general]
status_path = "{folder}/status/"
[pair subscription]
a = "local"
b = "web"
collections = null
[storage local]
type = "filesystem"
path = "{folder}/calendar/"
fileext = ".ics"
[storage web]
type = "http"
url = "{url}"
"""

KHAL = """\
[calendars]
[[subscription]]
path = {folder}/calendar/
readonly = True
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = UTC
local_timezone = UTC
[sqlite]
path = {folder}/khal.db
"""

EVERYTHING = ("2022-12-01", "2025-03-01")


class Khal:
    """The two programs, with all that they keep in a folder of their own."""

    def __init__(self, folder: Path, url: str) -> None:
        self._programs = {name: needed.client(name) for name in ("vdirsyncer", "khal")}
        self._folder = folder
        (folder / "calendar").mkdir(parents=True)
        for name, config in (("vdirsyncer", VDIRSYNCER), ("khal", KHAL)):
            (folder / f"{name}.conf").write_text(config.format(folder=folder, url=url))
        self._run("vdirsyncer", "discover")

    def synchronize(self) -> None:
        self._run("vdirsyncer", "sync")

    def shows(self) -> list[Row]:
        """Give a row for each time that an event takes place."""
        names = [word for name in Row.__annotations__ for word in ("--json", name)]
        rows: dict[str, Row] = {}
        for day in self._run("khal", "list", *names, *EVERYTHING).splitlines():
            on_this_day = json.loads(day)
            assert all(on_this_day.count(row) == 1 for row in on_this_day), "shown twice"
            # What takes several days stands on each of them.
            rows |= {json.dumps(row, sort_keys=True): row for row in on_this_day}
        return list(rows.values())

    def _run(self, name: str, *arguments: str) -> str:
        folders = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
        own = dict.fromkeys(folders, str(self._folder))
        done = subprocess.run(
            [self._programs[name], "-c", str(self._folder / f"{name}.conf"), *arguments],
            env={**os.environ, **own, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


# khal shows neither SEQUENCE nor the feed's UID, as vdirsyncer gives each event one of its content,
# and categories with the backslashes of the file.
Row = TypedDict(
    "Row",
    {
        "title": str,
        "start-long-full": str,
        "end-long-full": str,
        "all-day": str,
        "status": str,
        "location": str,
        "description": str,
        "url": str,
    },
)


def meant(site: BuiltSite) -> list[Row]:
    return [row for event in expected(site)[ALL] for row in _rows(event)]


def _rows(event: Event) -> Iterator[Row]:
    for turn in event["turns"]:
        start, end = (datetime.fromisoformat(moment) for moment in turn)
        whole_days = len(turn[0]) == len("2024-01-15")
        if whole_days:
            end -= timedelta(days=1)  # khal shows the last day, included
        yield {
            "title": event["summary"],
            "start-long-full": f"{start:%Y-%m-%d %H:%M}",
            "end-long-full": f"{end:%Y-%m-%d %H:%M}",
            "all-day": str(whole_days),
            "status": event["status"],
            "location": event["location"] or "",
            "description": event["description"],
            "url": event["url"],
        }


def differences(shown: list[Row], meant: list[Row]) -> dict[str, list[Row]]:
    return {
        "stale or wrong": [row for row in shown if row not in meant],
        "missing": [row for row in meant if row not in shown],
    }


def beginnings(shown: list[Row], training: str) -> list[tuple[str, str]]:
    """When the events of a training begin (in UTC where there are hours), and their status."""
    rows = [row for row in shown if row["url"].endswith(f"/{training}/")]
    return sorted((row["start-long-full"], row["status"]) for row in rows)


def test_a_subscription_follows_every_change(subscription: Subscription, tmp_path: Path) -> None:
    khal = Khal(tmp_path / "khal", subscription.url)
    nothing: dict[str, list[Row]] = {"stale or wrong": [], "missing": []}
    first = meant(subscription.site)
    khal.synchronize()
    assert differences(khal.shows(), first) == nothing

    subscription.publish_second_version()
    second = meant(subscription.site)
    changed = differences(first, second)
    assert changed["stale or wrong"]
    assert changed["missing"]
    khal.synchronize()
    shown = khal.shows()
    assert differences(shown, second) == nothing
    assert len(shown) == len(second)
    found = {name: beginnings(shown, f"plain-2024-{name}") for name in ("02", "04", "05", "11")}
    assert found == {
        "02": [("2024-01-31 00:00", "CONFIRMED"), ("2024-02-26 00:00", "CONFIRMED")],
        "04": [("2024-03-18 00:00", "CANCELLED"), ("2024-04-15 00:00", "CANCELLED")],
        "05": [("2024-04-22 00:00", "CONFIRMED"), ("2024-05-20 00:00", "CONFIRMED")],
        "11": [("2024-10-21 00:00", "CONFIRMED"), ("2024-11-18 00:00", "CONFIRMED")],
    }

    khal.synchronize()
    assert differences(khal.shows(), second) == nothing
