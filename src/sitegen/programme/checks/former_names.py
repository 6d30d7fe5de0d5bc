"""People who have left, named in texts that visitors read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.programme.files.site import ContactsFile, PersonStatus
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import runs_of
from sitegen.source.pieces import each_known

_TITLES = r"(?:Dr|Ms|Mrs|Mr|Miss)\.?\s+"
_COMMENT = re.compile(r"(?:^|\s)#[^\r\n]*")


def check_former_names(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield a warning for each place that names somebody who has left.

    Contacts are looked at as references. What was written of a training that is over is history.
    """
    people = each_known(records.people, lambda one: (one.name, one.status))
    former = [name for (name, status), _ in people if status is PersonStatus.FORMER]
    if not former:
        return
    over = _past_places(records, today)
    for source in _sources(records):
        for name in former:
            for found in _pattern(name).finditer(source.text):
                if not _is_silent(source, found.start(), over.get(source.path, [])):
                    span = Span(source, found.start(), found.end())
                    message = f"{name} has left and is still named here."
                    help_ = "Name somebody who can help today, or say it without a name."
                    yield problem("former-name", span, message, help_)


def _pattern(name: str) -> re.Pattern[str]:
    words = re.sub(_TITLES, "", name).split()
    whole = r"\s+".join(map(re.escape, words))
    return re.compile(rf"\b(?:{whole}|{_TITLES}{re.escape(words[-1])})\b")


def _sources(records: Records) -> Iterator[Source]:
    for record in records.all():
        if not isinstance(record, ContactsFile):
            yield record.at.source


def _past_places(records: Records, today: date) -> dict[str, list[tuple[int, int]]]:
    past: dict[str, list[tuple[int, int]]] = {}
    for training in records.trainings:
        runs = runs_of(training)
        if runs and runs[-1].last < today:
            node = training.at.node
            past.setdefault(training.at.source.path, []).append((node.start, node.end))
    return past


def _is_silent(source: Source, at: int, over: list[tuple[int, int]]) -> bool:
    """Tell whether nobody reads what stands there: a comment, or a training that is over."""
    number = bisect_right(over, at, key=lambda place: place[0])
    if number and at < over[number - 1][1]:
        return True
    if not source.path.endswith(".yaml"):
        return False
    start = source.line_starts[bisect_right(source.line_starts, at) - 1]
    comment = _COMMENT.search(source.text, start, at)
    return comment is not None
