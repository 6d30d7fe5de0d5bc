"""Parts that several pages show: links, dates, places, contacts, documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from markupsafe import Markup

from sitegen.lazy import dataclass
from sitegen.programme.dates import NamedDate
from sitegen.programme.documents import DocumentFile
from sitegen.programme.model import (
    DayRun,
    Document,
    Meaning,
    Moment,
    Office,
    Person,
    Place,
    Registration,
)
from sitegen.site import addresses
from sitegen.site.addresses import BaseUrl
from sitegen.site.wording import Words, to_say
from sitegen.source.phone_numbers import dialled


@dataclass(frozen=True, slots=True)
class Link:
    """A link and its words."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Time:
    """A day or moment: `iso` for machines, `words` for people."""

    iso: str
    words: str


Span = tuple[Time, ...]
"""One day, or the first and the last of several days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """Somebody or an office to ask. `role` and `office` are None where they would say nothing."""

    name: str
    role: str | None
    office: str | None
    phone: Link | None
    email: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachView:
    """How one reaches those to ask: `words` within a sentence, `first` where they begin one."""

    words: str
    first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """Where, and how one attends; while it is not decided, the words that say so.

    `called` is what the place is called, without how one attends there.
    """

    name: str
    called: str
    address: tuple[str, ...]
    url: str | None
    note: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document; without `href` one has to `ask` for it. `type` is "PDF, 120 KB" and the like."""

    label: str
    href: str | None
    type: str | None
    note: Markup | None
    ask: ContactView | None


def time_of_day(d: date, words: Words) -> Time:
    """Show one day."""
    return Time(d.isoformat(), words.day(d))


def begin_of(d: date, timezone: str) -> str:
    """Give the instant at which a day begins in a zone, in UTC, as scripts compare it."""
    return instant_of(datetime.combine(d, time()), timezone)


def instant_of(local: datetime, timezone: str) -> str:
    """Give the instant of a local time in a zone, in UTC, as scripts compare it."""
    return local.replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def time_of(moment: Moment, words: Words) -> Time:
    """Show a moment; its `iso` is local time, without an offset."""
    if moment.at is None:
        return time_of_day(moment.day, words)
    iso = f"{moment.day.isoformat()}T{moment.at.isoformat('minutes')}"
    return Time(iso, words.moment(moment))


def span(run: DayRun, words: Words) -> Span:
    """Show days without a gap."""
    ends = words.ends(run.first, run.last)
    days = (run.first, run.last)
    return tuple(Time(d.isoformat(), said) for d, said in zip(days, ends, strict=False))


_MEANINGS = {Meaning.BY: to_say("By {moment}"), Meaning.FROM: to_say("From {moment}")}


def when(one: NamedDate, words: Words, *, clock: bool = True) -> Span:
    """Show a date, with its time where it has one, and with what it says: by then, or from then.

    Without the `clock`, only machines are told the time: it stands elsewhere, with its zone.
    """
    times = (time_of(one.moment, words),) if one.at else span(one.days, words)
    if one.at and not clock:
        times = (Time(times[0].iso, words.day(one.moment.day)),)
    if one.meaning is Meaning.ON:
        return times
    pattern = _MEANINGS[one.meaning]
    return tuple(Time(day.iso, words.say(pattern, moment=day.words)) for day in times)


def contact_view(contact: Person | Office) -> ContactView:
    """Show a person or an office; a person without a number is reached through the office."""
    person = contact if isinstance(contact, Person) else None
    office = contact.office if isinstance(contact, Person) else contact
    phone = contact.phone or office.phone
    email = contact.email or office.email
    return ContactView(
        name=contact.name,
        role=person.role if person else None,
        office=office.name if person else None,
        phone=phone_link(phone) if phone else None,
        email=Link(f"mailto:{email}", email) if email else None,
    )


def reach_view(contacts: tuple[ContactView, ...], words: Words) -> ReachView:
    """Say how one reaches these: nobody is told to call where no number is."""
    say = words.say
    if any(one.phone for one in contacts):
        return ReachView(words=say("call or write to us"), first=say("Call or write to us"))
    if any(one.email for one in contacts):
        return ReachView(words=say("write to us"), first=say("Write to us"))
    return ReachView(words=say("ask us"), first=say("Ask us"))


def phone_link(number: str) -> Link:
    """Link that dials exactly the digits that are shown."""
    return Link(f"tel:{dialled(number)}", number)


def is_present(contact: Person | Office) -> bool:
    """Whether one can still ask: an office, or a person who has not left."""
    return isinstance(contact, Office) or not contact.former


def present_contacts(*groups: Iterable[Person | Office]) -> tuple[Person | Office, ...]:
    """Those who can still be asked of the first group that has any."""
    present = (tuple(filter(is_present, group)) for group in groups)
    return next(filter(None, present), ())


def place_view(place: Place | None, notes: Mapping[str, Markup], words: Words) -> PlaceView:
    """Show a place, or that it is not decided. `notes` are HTML by the id of a place."""
    return PlaceView(
        name=words.place(place),
        called=place.name if place else "",
        address=place.address if place else (),
        url=place.url if place else None,
        note=notes.get(place.id) if place else None,
    )


def document_view(
    document: Document,
    note: Markup | None,
    base: BaseUrl,
    contacts: tuple[Person | Office, ...],
    words: Words,
) -> DocumentView:
    """Show a document and its `note`; `contacts` are asked where its address is not known."""
    href = document.url
    if document.file:
        href = base.href(addresses.document_file(document.file))
    return DocumentView(
        label=document.label,
        href=href,
        type=_kind_and_size(document.content, words) if document.content else None,
        note=note,
        ask=contact_view(contacts[0]) if contacts and not href else None,
    )


def address_of(registration: Registration, base: BaseUrl) -> str | None:
    """Give the whole address at which one registers; None for a form whose address is not known."""
    document = registration.document
    if document is None or not document.file:
        return document.url if document else registration.url
    return base.absolute(addresses.document_file(document.file))


def _kind_and_size(file: DocumentFile, words: Words) -> str:
    """Say "PDF, 120 KB": whoever pays for each megabyte knows before the link is followed."""
    if file.size < _MEGABYTE:
        return words.say("{kind}, {size} KB", kind=file.kind, size=-(-file.size // _KILOBYTE))
    size = f"{file.size / _MEGABYTE:.1f}"
    return words.say("{kind}, {size} MB", kind=file.kind, size=size)


_KILOBYTE, _MEGABYTE = 1_000, 1_000_000
