"""JSON for other programs: every training (`trainings.json`), and the news (JSON Feed 1.1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import TypeVar
from zoneinfo import ZoneInfo

from sitegen.programme.dates import DateKind, NamedDate, about_dates, has_events
from sitegen.programme.model import (
    AboutDate,
    Certification,
    Change,
    DayRun,
    DeadlineStatus,
    Expected,
    Fee,
    Hours,
    HoursAsked,
    Meaning,
    Moment,
    OtherDeadline,
    Place,
    Run,
    Season,
    Status,
    Training,
)
from sitegen.programme.states import (
    WITHOUT_DEADLINE,
    is_called_off,
    open_deadline_that_holds,
    state_of_deadline,
    takes_applications,
)
from sitegen.site import addresses
from sitegen.site.json_text import Ready, indented
from sitegen.site.trainings_schema import VERSION
from sitegen.site.views.changes import NewsView, feed_title, news
from sitegen.site.views.days import listed
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import address_of
from sitegen.site.views.structured_data import certification_url, number_of

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
            "credentials": [_credential(o, context) for o in context.programme.certifications],
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
    base, times = context.base, context.times
    around = [one for one in listed(training, context) if not one.is_own]
    runs = [_days(run.days) for run in training.runs]
    postponed = training.status is Status.POSTPONED
    moved = [_days(move.was) for move in context.moves(training)]
    without = open_deadline_that_holds(training)
    return {
        "id": training.id,
        "track": training.track.id,
        "name": context.words.called(training),
        "title": training.title,
        "days": [] if postponed else [_run(one, training, context) for one in training.runs],
        "previous_days": runs if postponed else moved,
        "expected": None if training.days else _expected(training.expected),
        "year_assumed": training.year_assumed,
        "hours": training.hours and _hours_of(training, training.hours, context),
        "timezone": training.timezone or context.programme.site.timezone,
        "place": training.place and _place(training.place),
        "status": training.status.value,
        "state": times.state(training).value,
        "can_apply": takes_applications(training, times.today),
        "opens": next((_moment(d, context) for d in around if d.kind is DateKind.OPENING), None),
        "deadline": next(
            (_deadline(d, context) for d in around if d.kind is DateKind.DEADLINE), None
        ),
        "no_deadline": without and WITHOUT_DEADLINE[without.how].value,
        "milestones": [
            *(_milestone(one, context) for one in around if one.kind is DateKind.MILESTONE),
            *(_about_date(one) for one in about_dates(training)),
        ],
        "register": _register(training, context),
        "fees": [_fee(one, training, context) for one in training.fees],
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
        "instant": None if postponed else _instant(moment, context.programme.site.timezone),
        "previous_days": [day] if postponed else moved,
        "year_assumed": deadline.year_assumed,
        "renewal_of": deadline.renewal_of,
        "status": deadline.status.value,
        "state": state_of_deadline(deadline, context.times.today).value,
        "changes": _changes(deadline.changes),
        "url": base.absolute(addresses.TRAININGS),
        "calendar": base.absolute(addresses.OTHER_DEADLINES_CALENDAR),
    }


def _credential(certification: Certification, context: SiteContext) -> dict[str, object]:
    renewal = certification.renewal
    return {
        "id": certification.id,
        "name": certification.rule.name,
        "url": certification_url(certification, context),
        "renewal": renewal
        and {
            "label": renewal.label,
            "valid_for": renewal.valid_for,
            "term": context.words.renewal_term(renewal),
            "hours": [
                {**_asked(one), "including": [_asked(part) for part in one.including]}
                for one in renewal.hours
            ],
            "cost": renewal.cost,
        },
    }


def _asked(asked: HoursAsked) -> dict[str, object]:
    return {"label": asked.label, "hours": asked.hours}


def _changes(changes: tuple[Change, ...]) -> list[dict[str, str]]:
    return [{"on": one.on.isoformat(), "what": one.what} for one in changes]


def _days(run: DayRun) -> dict[str, str]:
    return {"first": run.first.isoformat(), "last": run.last.isoformat()}


def _run(run: Run, training: Training, context: SiteContext) -> dict[str, object]:
    """Give days in a row and what holds on them, also where it is the same on all days."""
    place, hours = training.place_of(run), training.hours_of(run)
    return {
        **_days(run.days),
        "label": run.label,
        "hours": hours and _hours(hours),
        "timezone": training.timezone_of(run) or context.programme.site.timezone,
        "place": place and _place(place),
    }


def _hours(hours: Hours) -> dict[str, object]:
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


def _hours_of(training: Training, hours: Hours, context: SiteContext) -> dict[str, object]:
    """Give the hours of each day, and when all of it begins and ends if its days hold."""
    begins = ends = None
    if training.runs and training.status is not Status.POSTPONED:
        first, last = training.runs[0], training.runs[-1]
        opens, closes = (training.hours_of(first) or hours), (training.hours_of(last) or hours)
        site = context.programme.site.timezone
        begin, end = Moment(first.days.first, opens.opens), Moment(last.days.last, closes.closes)
        begins = _instant(begin, training.timezone_of(first) or site)
        ends = _instant(end, training.timezone_of(last) or site)
    return {**_hours(hours), "begins": begins, "ends": ends}


def _moment(one: NamedDate, context: SiteContext) -> dict[str, object]:
    """Give the first or last moment to apply; without a time the whole day counts."""
    return {
        "label": context.words.label(one),
        "day": one.days.first.isoformat(),
        **_times(one, context),
    }


def _deadline(one: NamedDate, context: SiteContext) -> dict[str, object]:
    return {**_moment(one, context), "firm": one.is_firm}


def _milestone(one: NamedDate, context: SiteContext) -> dict[str, object]:
    return {
        "label": one.label,
        **_days(one.days),
        **_times(one, context),
        "hours": one.hours and _hours(one.hours),
        "meaning": one.meaning.value,
        "approximate": False,
    }


def _about_date(one: AboutDate) -> dict[str, object]:
    """Give what is about a day in the form of a milestone, and that nobody has set the day."""
    return {
        "label": one.label,
        **_days(DayRun(one.day, one.day)),
        "time": None,
        "instant": None,
        "hours": None,
        "meaning": Meaning.ON.value,
        "approximate": True,
    }


def _register(training: Training, context: SiteContext) -> str | None:
    """Give where one registers, while one can."""
    if training.register is None or not takes_applications(training, context.times.today):
        return None
    return address_of(training.register, context.base)


def _fee(fee: Fee, training: Training, context: SiteContext) -> dict[str, object]:
    due, zone = None if is_called_off(training) else fee.due, context.programme.site.timezone
    return {
        "for": fee.label,
        "amount": number_of(fee.amount),
        "currency": fee.amount.currency or None,
        "due": due
        and {
            "day": due.day.isoformat(),
            "time": _time(due.at),
            "instant": _instant(due, zone),
        },
    }


def _times(one: NamedDate, context: SiteContext) -> dict[str, str | None]:
    zone = one.timezone or context.programme.site.timezone
    return {"time": _time(one.at), "instant": _instant(one.moment, zone)}


def _instant(moment: Moment, timezone: str) -> str | None:
    """Write a local time with the offset that its zone has then (RFC 3339)."""
    if moment.at is None:
        return None
    return moment.begins.replace(tzinfo=ZoneInfo(timezone)).isoformat()


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
