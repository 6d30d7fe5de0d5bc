"""The day on which the data behind a page was last changed, as far as that was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sitegen.programme.model import OtherDeadline, Programme, Training
from sitegen.site.views.frame import SiteContext


def last_change(context: SiteContext, dated: Iterable[Training | OtherDeadline]) -> date | None:
    """Give the day of the last change to these that was told or recorded, if there is one.

    The ledger and `changes` hold days. The day of a build says nothing about the data.
    """
    last = context.once(_last_days, context.programme)
    return max((last[one.id] for one in dated if one.id in last), default=None) if last else None


def _last_days(programme: Programme, context: SiteContext) -> Mapping[str, date]:
    """Give the day of the last change by the id of what was ever changed: many pages show it."""
    days = ((one.id, max(_days(one, context), default=None)) for one in programme.dated)
    return {id_: day for id_, day in days if day is not None}


def _days(one: Training | OtherDeadline, context: SiteContext) -> Iterator[date]:
    yield from (change.on for change in one.changes)
    for event in context.published.get(one.id, ()):
        # The stamp of what was never changed is no day on which something happened.
        yield event.stamp.date() if event.sequence else event.added
