"""A link that puts one training into Google's calendar, with no request before somebody follows it.

Google documents no such address. It is the one that its own buttons have had for many years.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from urllib.parse import quote, urlencode

from sitegen.programme.model import Run, Status, Training
from sitegen.programme.states import is_called_off, is_upcoming
from sitegen.site import addresses
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import Link
from sitegen.site.views.runs import hours_in_words

GOOGLE_FORM = "https://calendar.google.com/calendar/render?"
"""Where Google's form for a new entry is. Behind it stands what the entry says."""


def google_link(training: Training, context: SiteContext) -> Link | None:
    """Link to Google's form for a new entry; None where one entry with firm days cannot hold it."""
    firm = training.status is not Status.TENTATIVE and not is_called_off(training)
    if len(training.runs) != 1 or not firm or not is_upcoming(training, context.times.today):
        return None
    said = urlencode(dict(_parameters(training, training.runs[0], context)), quote_via=quote)
    return Link(f"{GOOGLE_FORM}{said}", context.words.say("Add it to Google Calendar"))


def _parameters(training: Training, run: Run, context: SiteContext) -> Iterator[tuple[str, str]]:
    say, place = context.words.say, training.place_of(run)
    yield "action", "TEMPLATE"
    yield "text", context.words.called(training)
    hours, first, last = training.hours_of(run), run.days.first, run.days.last
    zone = training.timezone_of(run) or context.programme.site.timezone
    details = [say("This copy will not update when a date changes.")]
    if hours is not None and first == last:
        yield "dates", f"{_moment(first, hours.opens)}/{_moment(last, hours.closes)}"
        yield "ctz", zone
    else:  # whole days: the hours of several days would be taken for one long entry
        yield "dates", f"{_day(first)}/{_day(last + timedelta(1))}"
        details += filter(None, [hours_in_words(hours, run.days, zone, context)])
    if place is not None:
        view = context.place(place)
        yield "location", ", ".join((view.name, *view.address))
    page = context.base.absolute(addresses.training(training))
    yield "details", "\n".join((*details, page))


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _moment(day: date, at: time) -> str:
    return f"{datetime.combine(day, at):%Y%m%dT%H%M%S}"
