"""What the calendar events of a training are called, for ever: the left-hand sides of their UIDs.

Names follow from ids and labels only, never from dates or positions of others, so that an event
that moves stays the same event and one more does not rename the rest (RFC 7986, 5.3).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from sitegen.programme.model import Milestone, Programme, Training

LONGEST_SUFFIX = 100
"""Octets. Ids have at most 80, and the rest is the domain's."""


def run_name(training: Training, number: int) -> str:
    """Name the run of days with this number, from 1; the first one has the id alone."""
    return training.id if number == 1 else f"{training.id}-{number}"


def deadline_name(training: Training) -> str:
    """Name the deadline of a training."""
    return f"{training.id}-deadline"


def milestone_names(training: Training) -> Iterator[str]:
    """Name each milestone of a training after its label, in the order written."""
    return (f"{training.id}-{suffix}" for suffix in _suffixes(training.milestones))


def names_of(training: Training) -> Iterator[str]:
    """Yield the names of all events of a training."""
    for number in range(1, len(training.runs) + 1):
        yield run_name(training, number)
    if training.deadline is not None:
        yield deadline_name(training)
    yield from milestone_names(training)


def clashes(programme: Programme) -> Iterator[tuple[str, str, str]]:
    """Yield each name that two events would have, with the ids of the two that they belong to."""
    first: dict[str, str] = {}
    for name, owner in _names(programme):
        other = first.setdefault(name, owner)
        if other != owner:
            yield name, other, owner


def _names(programme: Programme) -> Iterator[tuple[str, str]]:
    for training in programme.trainings:
        yield from ((name, training.id) for name in names_of(training))
    yield from ((deadline.id, deadline.id) for deadline in programme.deadlines)


def _suffixes(milestones: Sequence[Milestone]) -> Iterator[str]:
    """Name each milestone after its label; further ones of the same label are counted.

    Two hyphens stand before the count. Neither ids nor labels give two in a row, so such a name is
    nobody else's. What a deadline and the runs of days are called counts as taken.
    """
    used: Counter[str] = Counter()
    for milestone in milestones:
        label = unicodedata.normalize("NFKC", milestone.label).casefold()
        words = "-".join(re.findall(r"[^\W_]+", label))
        # 255 octets of a UID are sure to be kept (RFC 5545, 3.8.4.7).
        suffix = words.encode()[:LONGEST_SUFFIX].decode(errors="ignore").strip("-") or "date"
        used[suffix] += 1
        count = used[suffix] + (suffix == "deadline" or suffix.isdecimal())
        yield suffix if count == 1 else f"{suffix}--{count}"
