"""Whom people are told to ask: who was replaced, and how somebody is reached now."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sitegen.comparing.differences import Difference, Kind
from sitegen.comparing.entries import Fact
from sitegen.lazy import dataclass
from sitegen.programme.model import Office, Person, Programme
from sitegen.site.views.parts import present_contacts

_Contact = Person | Office
Shows = Callable[[str, str], tuple[str, ...]]
"""Gives the addresses of pages that hold the first words before, or the second ones now."""

_MOST_NAMED = 6

OF_A_CONTACT = (
    Fact(("Person.name", "Office.name"), "name", lambda one: one.name),
    Fact(("Person.role",), "role", lambda one: one.role if isinstance(one, Person) else None),
    Fact(("Person.office",), "office", lambda one: getattr(_office(one), "name", None)),
    Fact(("Person.phone", "Office.phone"), "phone number", lambda one: one.phone),
    Fact(("Person.email", "Office.email"), "email address", lambda one: one.email),
    Fact(
        ("Office.address",),
        "address",
        lambda one: ", ".join(one.address) or None if isinstance(one, Office) else None,
    ),
)
"""What is compared of somebody to ask."""


def _office(one: _Contact) -> Office | None:
    return one.office if isinstance(one, Person) else None


def compare_contacts(old: Programme, new: Programme, shows: Shows) -> Iterator[Difference]:
    """Yield who is asked instead of whom, where, and what differs of those who stay."""
    yield from _replaced(old, new, shows)
    was = {one.id: one for one in _everybody(old)}
    for contact in _everybody(new):
        before = was.get(contact.id)
        if before is None or before == contact or type(before) is not type(contact):
            continue
        yield from _facts(before, contact, shows)


def _everybody(programme: Programme) -> tuple[_Contact, ...]:
    return (*programme.offices, *programme.people)


def _facts(before: _Contact, contact: _Contact, shows: Shows) -> Iterator[Difference]:
    for fact in OF_A_CONTACT:
        was, now = fact.said(before), fact.said(contact)
        if (words := fact.words(was, now)) is not None:
            yield Difference(
                kind=Kind.CONTACT,
                about=before.name,
                words=words,
                id=contact.id,
                was=was,
                now=now,
                pages=shows(was or "", now or ""),
            )


@dataclass(frozen=True, slots=True)
class _Change:
    """Who is no longer asked, and who is instead, by name."""

    gone: tuple[str, ...]
    new: tuple[str, ...]


def _replaced(old: Programme, new: Programme, shows: Shows) -> Iterator[Difference]:
    was, now = dict(_asked(old)), dict(_asked(new))
    places: dict[_Change, list[str]] = {}
    for where, contacts in now.items():
        if where not in was:
            continue
        kept = {one.id for one in contacts}.intersection(one.id for one in was[where])
        change = _Change(
            tuple(one.name for one in was[where] if one.id not in kept),
            tuple(one.name for one in contacts if one.id not in kept),
        )
        if change.gone or change.new:
            places.setdefault(change, []).append(where)
    for change, of in places.items():
        yield Difference(
            kind=Kind.CONTACT,
            about=_named(of),
            words=_words(change),
            was=", ".join(change.gone) or None,
            now=", ".join(change.new) or None,
            pages=_pages(change, shows),
        )


def _pages(change: _Change, shows: Shows) -> tuple[str, ...]:
    gone = [page for name in change.gone for page in shows(name, "")]
    new = [page for name in change.new for page in shows("", name)]
    return tuple(sorted({*gone, *new}))


def _words(change: _Change) -> str:
    gone, new = " and ".join(change.gone), " and ".join(change.new)
    if gone and new:
        verb = "is" if len(change.gone) == 1 else "are"
        return f"{gone} {verb} replaced by {new}."
    if new:
        return f"one can ask {new} too."
    verb = "is" if len(change.gone) == 1 else "are"
    return f"{gone} {verb} asked no longer."


def _named(of: list[str]) -> str:
    more = len(of) - _MOST_NAMED
    return ", ".join([*of[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else [])])


def _asked(programme: Programme) -> Iterator[tuple[str, tuple[_Contact, ...]]]:
    """Yield whom people are told to ask, by what about. A training says it where it differs."""
    site = programme.site
    yield "The whole site", present_contacts(site.contacts)
    for track in programme.tracks:
        yield f"Track {track.name}", present_contacts(track.contacts)
    for training in programme.trainings:
        if training.contacts != training.track.contacts:
            yield f"Training {training.id}", present_contacts(training.contacts)
    for deadline in programme.deadlines:
        yield f"Deadline {deadline.id}", present_contacts(deadline.contacts)
    for page in programme.pages:
        yield f"Page {page.title}", present_contacts(page.contacts)
