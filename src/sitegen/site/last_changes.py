"""The day on which the data behind a page was last changed, as far as that was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sitegen.programme.model import OtherDeadline, Training
from sitegen.site.views.frame import SiteContext


def last_change(context: SiteContext, dated: Iterable[Training | OtherDeadline]) -> date | None:
    """Give the day of the last change to these that was told or recorded, if there is one.

    The ledger and `changes` hold days. The day of a build says nothing about the data.
    """
    return max((day for one in dated for day in _days(one, context)), default=None)


def _days(one: Training | OtherDeadline, context: SiteContext) -> Iterator[date]:
    yield from (change.on for change in one.changes)
    for event in context.published.get(one.id, ()):
        # The stamp of what was never changed is no day on which something happened.
        yield event.stamp.date() if event.sequence else event.added
