"""Two ledgers that meet, such as those of two clones: one that goes behind neither of them.

It does not matter which of them comes first, in which order several meet, or how often.
"""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger, PublishedEvent


def met(one: Ledger, other: Ledger) -> Ledger:
    """Give the ledger after both. It is of no commit, because it was published from none."""
    both = one.events.keys() & other.events.keys()
    events = {**one.events, **other.events}
    events |= {uid: _met(one.events[uid], other.events[uid]) for uid in both}
    titles = sorted((*one.pages.items(), *other.pages.items()))
    return Ledger(events=events, feeds=one.feeds | other.feeds, pages=dict(titles))


def _met(one: PublishedEvent, other: PublishedEvent) -> PublishedEvent:
    """Give what both say of an event: the one that has changed more often, or what is as safe.

    Where both have changed as often and differ, some subscribers have the one and some the other.
    Then its digest is that of neither, so the next publication counts one further, and all take it.
    """
    ahead = max(_how_far(one), _how_far(other))
    newest = [event for event in (one, other) if _how_far(event) == ahead]
    chosen = max(newest, key=_facts)
    return replace(
        chosen,
        digest=_agreed(newest),
        gone=all(event.gone for event in newest),
        stamp=max(one.stamp, other.stamp),
        added=min(one.added, other.added),
    )


def _how_far(event: PublishedEvent) -> tuple[int, bool]:
    """Tell how far an event has come. One that is only expected comes before one with days."""
    return event.sequence, event.expected is None


def _agreed(newest: Iterable[PublishedEvent]) -> str:
    given = {(event.digest, event.gone) for event in newest}
    return next(iter(given))[0] if len(given) == 1 else ""


def _facts(event: PublishedEvent) -> tuple[int, str]:
    """Give what else is known, as something that has an order: more that was told comes first."""
    days = (event.days, event.moved_from)
    others = (event.of, event.track, event.kind.value, event.place, event.status, event.expected)
    # Who remembers times of day knows more: "Times" comes after "None".
    return event.changes, repr((days, others, event.times))
