"""Trainings, tracks and their organization as schema.org's items for JSON-LD, in every state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sitegen.lazy import pattern
from sitegen.programme.amounts import Amount, says_free
from sitegen.programme.model import (
    Certification,
    DayRun,
    Mode,
    Place,
    Run,
    Status,
    Track,
    Training,
)
from sitegen.programme.own_words import OrganizationKind
from sitegen.programme.states import State, is_called_off, opens_later, takes_applications
from sitegen.site import addresses
from sitegen.site.data_blocks import SCHEMA
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import address_of

_MODES = {
    Mode.VIRTUAL: "OnlineEventAttendanceMode",
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}
_COURSE_MODES = {Mode.VIRTUAL: "Online", Mode.IN_PERSON: "Onsite", Mode.HYBRID: "Blended"}
"""What Google calls them (its guide to course lists)."""

_KINDS = {
    OrganizationKind.ORGANIZATION: "Organization",
    OrganizationKind.GOVERNMENT: "GovernmentOrganization",
    OrganizationKind.SCHOOL: "EducationalOrganization",
    OrganizationKind.NONPROFIT: "NGO",
    OrganizationKind.CLINIC: "MedicalOrganization",
    OrganizationKind.BUSINESS: "LocalBusiness",
}

_NO_PRICE = {"price": 0, "priceCurrency": "USD"}
"""Nothing is nothing in any currency, and Google asks for one."""

_TOWN = pattern(
    r"(?P<addressLocality>[^,\d][^,]*), (?P<addressRegion>[A-Z]{2})"
    r"(?: (?P<postalCode>\d{5}(?:-\d{4})?))?"
)
"""A town as it is written on letters: "Jackson, MS 39201"."""


def education_event(training: Training, context: SiteContext) -> dict[str, object] | None:
    """Give the EducationEvent of a training (https://schema.org/EducationEvent).

    None where its days are not announced yet: an event has a first day, and nobody knows it.
    What else is not known is left out. A day without hours stays a date; a time of day carries the
    offset of its zone on that day.
    """
    if training.days is None:
        return None
    site = context.programme.site
    url = context.base.absolute(addresses.training(training))
    fields = {
        "@type": "EducationEvent",
        "@id": url,
        "url": url,
        "name": context.words.called(training),
        "description": " ".join(
            filter(None, (training.track.summary, context.words.source_of_year(training)))
        ),
        **_when(training, training.days, context),
        **_where(training.places, url),
        "inLanguage": training.language or site.language,
        "maximumAttendeeCapacity": training.capacity,
        "isAccessibleForFree": is_free(training) or None,
        "organizer": _organization(context),
        "offers": _offer(training, url, context),
    }
    return {name: value for name, value in fields.items() if value is not None}


def course(track: Track, context: SiteContext) -> dict[str, object]:
    """Give the Course of a track (https://schema.org/Course), with what is ahead of it."""
    url = context.base.absolute(addresses.track(track))
    ahead = [t for t in context.times.tracks[track.id].upcoming if not is_called_off(t)]
    item: dict[str, object] = {
        "@type": "Course",
        "@id": url,
        "url": url,
        "name": track.name,
        "description": track.summary,
        "provider": _organization(context),
    }
    if context.times.tracks[track.id].next_open is not None:
        item["offers"] = _course_offer(url, cost_ahead(track, context))
    # Without days it would only say that there is one.
    dated = [(training, training.days) for training in ahead if training.days is not None]
    if dated:
        item["hasCourseInstance"] = [_course_instance(*one, context) for one in dated]
    return item


def credentials(context: SiteContext) -> tuple[dict[str, object], ...]:
    """Give each certification that is renewed (https://schema.org/EducationalOccupationalCredential).

    How long it is valid is an ISO 8601 duration. Of another one there is no more than its name.
    """
    return tuple(
        {
            "@type": "EducationalOccupationalCredential",
            "@id": url,
            "url": url,
            "name": one.rule.name,
            "validFor": one.renewal.valid_for,
            "recognizedBy": _organization(context),
        }
        for one in context.programme.certifications
        if one.renewal is not None
        for url in [certification_url(one, context)]
    )


def certification_url(certification: Certification, context: SiteContext) -> str:
    """Give where the page of the designations shows a certification."""
    page = context.base.absolute(addresses.DESIGNATIONS)
    return f"{page}#{addresses.certification_fragment(certification.id)}"


def cost_ahead(track: Track, context: SiteContext) -> str | None:
    """Give the cost of what is ahead of a track and will be held; None where it is not one."""
    ahead = [t for t in context.times.tracks[track.id].upcoming if not is_called_off(t)]
    costs = {training.cost for training in ahead}
    return costs.pop() if len(costs) == 1 else None


def organization(context: SiteContext, *, with_address: bool) -> dict[str, object]:
    """Give the organization (https://schema.org/Organization), as the page shows it.

    Its telephone is the first that one can ask at. Its postal address is the first that is known.
    """
    item = _organization(context)
    numbers = [one.phone.text for one in context.contacts() if one.phone]
    posts = [office.address for office in context.programme.offices if office.address]
    if numbers:
        item["telephone"] = numbers[0]
    if with_address and posts:
        item["address"] = ", ".join(posts[0])
    return item


def _organization(context: SiteContext) -> dict[str, object]:
    return {
        "@type": _KINDS[context.programme.site.organization_kind],
        "name": context.programme.site.organization,
        "url": context.base.absolute(addresses.HOME),
    }


def _course_instance(training: Training, days: DayRun, context: SiteContext) -> dict[str, object]:
    url = context.base.absolute(addresses.training(training))
    start, end = _ends(training, days, context)
    item: dict[str, object] = {
        "@type": "CourseInstance",
        "@id": url,
        "url": url,
        "startDate": start,
        "endDate": end,
    }
    modes = list(dict.fromkeys(_COURSE_MODES[one.mode] for one in training.places if one))
    if modes:
        item["courseMode"] = modes[0] if len(modes) == 1 else modes
    return item


def _when(training: Training, days: DayRun, context: SiteContext) -> dict[str, object]:
    """Give status and days. The event keeps its first day in every status (Google's guideline)."""
    start, end = _ends(training, days, context)
    if training.status is Status.CANCELLED:
        return {"eventStatus": _term("EventCancelled"), "startDate": start, "endDate": end}
    if training.status is Status.POSTPONED:
        # The day that it was planned for, and no other: when it will end is not known.
        status = _term("EventPostponed")
        return {"eventStatus": status, "startDate": start, "previousStartDate": start}
    when: dict[str, object] = {"startDate": start, "endDate": end}
    moved = {move.now: move.was for move in context.moves(training)}
    if moved:
        was, _ = _ends(training, moved.get(training.runs[0].days, training.runs[0].days), context)
        when |= {"eventStatus": _term("EventRescheduled"), "previousStartDate": was}
    elif training.status is not Status.TENTATIVE:
        # There is no term for days that are not firm.
        when["eventStatus"] = _term("EventScheduled")
    if len(training.runs) > 1:
        when["subEvent"] = [_part(training, run, context) for run in training.runs]
    return when


def _part(training: Training, run: Run, context: SiteContext) -> dict[str, object]:
    """Give some of the days of a training as an event of their own, where these are held."""
    start, end = _ends(training, run.days, context)
    name, label = context.words.called(training), run.label
    return {
        "@type": "EducationEvent",
        "name": f"{name}: {label}" if label else name,
        "startDate": start,
        "endDate": end,
        **_where((training.place_of(run),), context.base.absolute(addresses.training(training))),
    }


def _ends(training: Training, days: DayRun, context: SiteContext) -> tuple[str, str]:
    """Write the first and the last moment of days with the hours of these days, where they are."""
    first = next((run for run in training.runs if run.days.first == days.first), None)
    last = next((run for run in training.runs if run.days.last == days.last), None)
    begin = training.hours_of(first) if first else training.hours
    end = training.hours_of(last) if last else training.hours
    return (
        _written(days.first, begin.opens if begin else None, _zone(training, first, context)),
        _written(days.last, end.closes if end else None, _zone(training, last, context)),
    )


def _zone(training: Training, run: Run | None, context: SiteContext) -> ZoneInfo:
    """Give the zone of the hours of a run, or of days that are none any more."""
    timezone = training.timezone_of(run) if run else training.timezone
    return ZoneInfo(timezone or context.programme.site.timezone)


def _written(day: date, at: time | None, zone: ZoneInfo) -> str:
    return datetime.combine(day, at, zone).isoformat() if at else day.isoformat()


def _where(places: Sequence[Place | None], url: str) -> dict[str, object]:
    """Give where it is and how one attends; of several places both together."""
    known = [place for place in places if place is not None]
    if not known:
        return {}
    modes = {place.mode for place in known}
    mode = modes.pop() if len(modes) == 1 else Mode.HYBRID
    locations: list[object] = []
    for place in known:
        locations += [one for one in _locations(place, url) if one not in locations]
    only = locations[0] if len(locations) == 1 else locations
    return {"eventAttendanceMode": _term(_MODES[mode]), "location": only}


def _locations(place: Place, url: str) -> list[object]:
    # Whoever is accepted gets the address of the meeting; the public one is that of the page.
    online = {"@type": "VirtualLocation", "url": url}
    on_site = {"@type": "Place", "name": place.name, "address": _address(place)}
    locations: dict[Mode, list[object]] = {
        Mode.VIRTUAL: [online],
        Mode.IN_PERSON: [on_site],
        Mode.HYBRID: [on_site, online],
    }
    return locations[place.mode]


def _address(place: Place) -> dict[str, str] | str:
    """Give the address, in parts where the typed ones are clear; else the words as they are.

    A place without an address is known by its name, often that of a town: Google asks for an
    address, and the name is what a letter or a map would be given.
    """
    *street, last = place.address or (place.name,)
    town = _TOWN.fullmatch(last)
    if town is None:
        return ", ".join((*street, last))
    parts = {"@type": "PostalAddress", "streetAddress": ", ".join(street), **town.groupdict("")}
    return {name: part for name, part in parts.items() if part}


def is_free(training: Training) -> bool:
    """Whether nobody who takes part pays, by its fees, or by a cost that can only mean that."""
    if training.fees:
        return all(fee.amount.is_free for fee in training.fees)
    return says_free(training.cost)


def number_of(amount: Amount) -> int | float:
    """Give an amount as a number of its currency."""
    whole, part = divmod(amount.hundredths, 100)
    return whole + part / 100 if part else whole


def _prices(training: Training) -> dict[str, object]:
    """Give what one pays. Several fees are given each: one may pay all of them, or one."""
    if is_free(training):
        return dict(_NO_PRICE)
    each = [_price(fee.amount) for fee in training.fees]
    if len(each) < 2:
        return each[0] if each else {}
    return {
        "priceSpecification": [
            {"@type": "PriceSpecification", "name": fee.label, **price}
            for fee, price in zip(training.fees, each, strict=True)
        ]
    }


def _price(amount: Amount) -> dict[str, object]:
    if amount.is_free:
        return dict(_NO_PRICE)
    return {"price": number_of(amount), "priceCurrency": amount.currency}


def _offer(training: Training, url: str, context: SiteContext) -> dict[str, object] | None:
    """Give what one can do: apply, now or later, or see that it is full.

    A cost is a text, of which only “free” is a known price.
    """
    price = _prices(training)
    if context.times.state(training) in {State.FULL, State.WAITING_LIST}:
        return {"@type": "Offer", "url": url, "availability": _term("SoldOut"), **price}
    today, zone = context.times.today, ZoneInfo(context.programme.site.timezone)
    offer: dict[str, object] = {"@type": "Offer", "url": url}
    if opens := opens_later(training, today):
        # No term of schema.org says "not yet": PreSale and PreOrder can be ordered already.
        offer["validFrom"] = _written(opens.day, opens.at, zone)
    elif takes_applications(training, today):
        offer["availability"] = _term("InStock")
        if training.register is not None:
            offer["url"] = address_of(training.register, context.base) or url
    else:
        return None
    offer |= price
    if training.deadline is not None:
        moment = training.deadline.moment
        offer["validThrough"] = _written(moment.day, moment.at, zone)
    return offer


def _course_offer(url: str, cost: str | None) -> dict[str, object]:
    """Give that one can apply, and that it is free where all that is ahead is."""
    free: dict[str, object] = {"category": "Free", **_NO_PRICE} if says_free(cost) else {}
    return {"@type": "Offer", "url": url, "availability": _term("InStock"), **free}


def _term(name: str) -> str:
    return f"{SCHEMA}/{name}"
