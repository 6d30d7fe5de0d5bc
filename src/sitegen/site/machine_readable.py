"""JSON for other programs: every training (`trainings.json`), and the news (JSON Feed 1.1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import TypeVar

from sitegen.programme.dates import DateKind, NamedDate, has_events
from sitegen.programme.model import (
    Change,
    DayRun,
    DeadlineStatus,
    Expected,
    Hours,
    OtherDeadline,
    Place,
    Run,
    Season,
    Status,
    Training,
)
from sitegen.programme.states import (
    WITHOUT_DEADLINE,
    open_deadline_that_holds,
    state_of_deadline,
    takes_applications,
)
from sitegen.site import addresses
from sitegen.site.json_text import Ready, indented
from sitegen.site.trainings_schema import VERSION
from sitegen.site.views.changes import NewsView, feed_title, news
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.training import listed
from sitegen.site.wording import Words

_PARTS = "trainings.json"
_IN_LIST = "\n  "
_Dated = TypeVar("_Dated", Training, OtherDeadline)


def trainings_json(context: SiteContext) -> bytes:
    """Give every training and every deadline of its own, past ones too, with their ids.

    What each field holds stands in the schema that is published beside it (`trainings_schema`).
    """
    site, base = context.programme.site, context.base
    return _written(
        {
            "$schema": base.absolute(addresses.TRAININGS_SCHEMA),
            "version": VERSION,
            "title": site.title,
            "url": base.absolute(addresses.TRAININGS),
            "timezone": site.timezone,
            "trainings": [_part(one, _training, context) for one in context.programme.trainings],
            "deadlines": [
                _part(one, _other_deadline, context) for one in context.programme.deadlines
            ],
        }
    )


def _part(
    one: _Dated, make: Callable[[_Dated, SiteContext], dict[str, object]], context: SiteContext
) -> Ready:
    """Give one thing of a list of `trainings_json`, as it stands there."""
    text = context.parts.of(_PARTS, one.id, lambda: indented(make(one, context), _IN_LIST))
    return Ready(text)


def changes_json(context: SiteContext) -> bytes:
    """Give the newest changes as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    site, base = context.programme.site, context.base
    return _written(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed_title(context),
            "home_page_url": base.absolute(addresses.CHANGES),
            "feed_url": base.absolute(addresses.CHANGES_JSON),
            "language": site.language,
            "authors": [{"name": site.organization}],
            "items": [_item(one) for one in news(context)],
        }
    )


def _training(training: Training, context: SiteContext) -> dict[str, object]:
    """Give one training. `days` are those that hold: none while it is postponed."""
    base, times, words = context.base, context.times, context.words
    around = [one for one in listed(training, context) if not one.is_own]
    runs = [_days(run.days) for run in training.runs]
    postponed = training.status is Status.POSTPONED
    moved = [_days(move.was) for move in context.moves(training)]
    without = open_deadline_that_holds(training)
    return {
        "id": training.id,
        "track": training.track.id,
        "name": training.track.name,
        "days": [] if postponed else [_run(one, training) for one in training.runs],
        "previous_days": runs if postponed else moved,
        "expected": None if training.days else _expected(training.expected),
        "year_assumed": training.year_assumed,
        "hours": _hours(training.hours),
        "place": training.place and _place(training.place),
        "status": training.status.value,
        "state": times.state(training).value,
        "can_apply": takes_applications(training, times.today),
        "opens": next((_moment(d, words) for d in around if d.kind is DateKind.OPENING), None),
        "deadline": next(
            (_deadline(d, words) for d in around if d.kind is DateKind.DEADLINE), None
        ),
        "no_deadline": without and WITHOUT_DEADLINE[without.how].value,
        "milestones": [_milestone(one) for one in around if one.kind is DateKind.MILESTONE],
        "changes": _changes(training.changes),
        "url": base.absolute(addresses.training(training)),
        "calendar": (
            base.absolute(addresses.training_calendar(training)) if has_events(training) else None
        ),
    }


def _other_deadline(deadline: OtherDeadline, context: SiteContext) -> dict[str, object]:
    """Give one deadline of its own. `day` is the one that holds: none while it is postponed."""
    base, moment = context.base, deadline.moment
    day = moment.day.isoformat()
    postponed = deadline.status is DeadlineStatus.POSTPONED
    moved = [move.was.first.isoformat() for move in context.moves(deadline)]
    return {
        "id": deadline.id,
        "label": deadline.label,
        "day": None if postponed else day,
        "time": None if postponed else _time(moment.at),
        "previous_days": [day] if postponed else moved,
        "year_assumed": deadline.year_assumed,
        "status": deadline.status.value,
        "state": state_of_deadline(deadline, context.times.today).value,
        "changes": _changes(deadline.changes),
        "url": base.absolute(addresses.TRAININGS),
        "calendar": base.absolute(addresses.OTHER_DEADLINES_CALENDAR),
    }


def _changes(changes: tuple[Change, ...]) -> list[dict[str, str]]:
    return [{"on": one.on.isoformat(), "what": one.what} for one in changes]


def _days(run: DayRun) -> dict[str, str]:
    return {"first": run.first.isoformat(), "last": run.last.isoformat()}


def _run(run: Run, training: Training) -> dict[str, object]:
    """Give days in a row and what holds on them, also where it is the same on all days."""
    place = training.place_of(run)
    return {
        **_days(run.days),
        "label": run.label,
        "hours": _hours(training.hours_of(run)),
        "place": place and _place(place),
    }


def _hours(hours: Hours | None) -> dict[str, object] | None:
    if hours is None:
        return None
    pause = hours.pause
    return {
        "opens": f"{hours.opens:%H:%M}",
        "closes": f"{hours.closes:%H:%M}",
        "break": pause and {"begins": f"{pause[0]:%H:%M}", "ends": f"{pause[1]:%H:%M}"},
    }


def _expected(when: Expected) -> dict[str, object]:
    """Give when days are expected that are not announced yet: as much of it as is known."""
    is_season = isinstance(when.part, Season)
    return {
        "year": when.year,
        "season": when.part if is_season else None,
        "month": None if is_season else when.part,
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "id": place.id,
        "name": place.name,
        "mode": place.mode.value,
        "address": list(place.address),
    }


def _moment(one: NamedDate, words: Words) -> dict[str, object]:
    """Give the first or last moment to apply; without a time the whole day counts."""
    return {"label": words.label(one), "day": one.days.first.isoformat(), "time": _time(one.at)}


def _deadline(one: NamedDate, words: Words) -> dict[str, object]:
    return {**_moment(one, words), "firm": one.is_firm}


def _milestone(one: NamedDate) -> dict[str, object]:
    return {"label": one.label, **_days(one.days), "time": _time(one.at)}


def _time(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at else None


def _item(one: NewsView) -> dict[str, str]:
    return {
        "id": one.id,
        "url": one.url,
        "title": one.link.text,
        "content_text": one.what,
        "date_published": one.updated,
    }


def _written(value: object) -> bytes:
    return f"{indented(value)}\n".encode()
