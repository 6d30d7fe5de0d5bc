"""Calendars that people subscribe to (RFC 5545, RFC 7986): from the programme to their bytes.

`events_of` and `events_of_deadline` say what stands in a calendar, `block` writes one event, once,
and `calendar` puts blocks into a file. All of it is a function of the programme alone.
"""

from sitegen.site.calendars.events import (
    CalendarEvent,
    EventStatus,
    Sessions,
    events_of,
    events_of_deadline,
)
from sitegen.site.calendars.revisions import Revision, digest, first_stamp, revise
from sitegen.site.calendars.timezones import ZONES, Zones
from sitegen.site.calendars.words import Telling
from sitegen.site.calendars.writing import Block, Subscription, block, calendar

__all__ = [
    "ZONES",
    "Block",
    "CalendarEvent",
    "EventStatus",
    "Revision",
    "Sessions",
    "Subscription",
    "Telling",
    "Zones",
    "block",
    "calendar",
    "digest",
    "events_of",
    "events_of_deadline",
    "first_stamp",
    "revise",
]
