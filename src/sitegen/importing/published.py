"""`trainings.json`, as a site of sitegen publishes it, as rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sitegen.importing.parts import Budget, Part, Row
from sitegen.programme.deadline_rules import NoDeadline

_HEAD = ("id", "track", "title", "start", "place", "deadline", "status")


def published_parts(text: str) -> list[Part]:
    """Give a row for each training that has days; nothing where the text is something else."""
    try:
        trainings = json.loads(text)["trainings"]
        rows = [_row(one) for one in trainings if one["days"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []
    budget = Budget()
    every = [_HEAD, *rows]
    return [budget.spend(Row(f"training {n}", tuple(map(str, row)))) for n, row in enumerate(every)]


def _how(training: Mapping[str, Any]) -> str:
    """Say that there is no deadline as it is written in a schedule."""
    names = {one.name.lower().replace("_", "-"): one.value for one in NoDeadline}
    return names.get(training["no_deadline"], "")


def _row(training: Mapping[str, Any]) -> tuple[str, ...]:
    runs = (f"{run['first']} to {run['last']}" for run in training["days"])
    place, deadline = training["place"], training["deadline"]
    return (
        training["id"],
        training["track"],
        training["title"] or "",
        " and ".join(runs),
        place["id"] if place else "tbd",
        f"{deadline['day']} {deadline['time'] or ''}" if deadline else _how(training),
        training["status"],
    )
