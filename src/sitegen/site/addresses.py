"""Every address of the site: what it looks like, what it stands for, which file it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NewType
from urllib.parse import unquote, urlsplit

from sitegen.programme.model import OtherDeadline, Page, Programme, Track, Training
from sitegen.site.wording import to_say

Address = NewType("Address", str)
"""A place on the site, rooted at the site itself: starts with "/", a page ends with "/"."""

HOME = Address("/")
TRAININGS = Address("/trainings/")
PAST = Address("/trainings/past/")
DESIGNATIONS = Address("/designations/")
CHECK = Address("/check/")
DOCUMENTS = Address("/documents/")
CONTACT = Address("/contact/")
CALENDARS = Address("/calendars/")
SUPERVISORS = Address("/supervisors/")
ACCESSIBILITY = Address("/accessibility/")
PRIVACY = Address("/privacy/")
CHANGES = Address("/changes/")
CHANGES_ATOM = Address("/changes.atom")
CHANGES_JSON = Address("/changes.json")
TRAININGS_JSON = Address("/trainings.json")
TRAININGS_SCHEMA = Address("/trainings.schema.json")
OTHER_DEADLINES_CALENDAR = Address("/calendars/other-deadlines.ics")
NOT_FOUND = Address("/404.html")
SITEMAP = Address("/sitemap.xml")
ROBOTS = Address("/robots.txt")

BECOME = "become"
"""Id of the page of prose that says how to become certified; other pages link to it by this."""

HELP_NOW = "help-now"
"""Id of the page of prose that says where to get help in a crisis; every page links to it."""


def track(of: Track) -> Address:
    """Page of a track."""
    return Address(f"/trainings/{of.id}/")


def training(of: Training) -> Address:
    """Page of a training, the same before and after it."""
    return Address(f"/trainings/{of.id}/")


def sheet(of: Training) -> Address:
    """Sheet to print about a training."""
    return Address(f"/trainings/{of.id}/print/")


def flyer(of: Track) -> Address:
    """Sheet to print about a track."""
    return Address(f"/trainings/{of.id}/flyer/")


def past_year(year: int) -> Address:
    """List of the past trainings that began in `year`."""
    return Address(f"/trainings/past/{year}/")


def year(of: int) -> Address:
    """Everything that is dated in one year, at a glance."""
    return Address(f"/years/{of}/")


def page(of: Page) -> Address:
    """Page of prose."""
    return Address(f"/{of.id}/")


class Form(StrEnum):
    """What a feed holds, in the words of its address; addresses of feeds never change."""

    EVERYTHING = "trainings-and-deadlines"
    TRAININGS = "trainings"
    DEADLINES = "deadlines"


FORM_WORDS = {
    Form.EVERYTHING: to_say("trainings and deadlines"),
    Form.TRAININGS: to_say("trainings only"),
    Form.DEADLINES: to_say("deadlines only"),
}
"""What people are told that a feed holds."""


def feed(of: Track | None, form: Form = Form.EVERYTHING) -> Address:
    """Calendar of a track, or of all tracks (None), that programs subscribe to.

    The file's name is what some programs show as the name of the calendar.
    """
    return Address(f"/calendars/{of.id if of else 'all'}-{form}.ics")


def subscribe(of: Track) -> Address:
    """Page that says how to subscribe to the calendars of a track."""
    return Address(f"/calendars/{of.id}/")


def training_calendar(of: Training) -> Address:
    """Calendar of one training."""
    return Address(f"/trainings/{of.id}/{of.id}.ics")


def embed(of: Track | None) -> Address:
    """List of a track, or of all tracks (None), that other sites show in a frame."""
    return Address(f"/embed/{of.id}/" if of else "/embed/")


def document_file(file: str) -> Address:
    """Where the copy of a document's file is published."""
    return Address(f"/documents/files/{file}")


def asset(name: str) -> Address:
    """Stylesheet, icon or other file of the templates."""
    return Address(f"/assets/{name}")


DESIGNATION_FRAGMENT = "designation-{}"
DEADLINE_FRAGMENT = "deadline-{}"
PREFIXES = ("about-", "apply-", "change-", "date-", "deadline-", "month-", "note-", "rule-")
"""What the other fragments of pages made from data begin with."""

LAYOUT_FRAGMENTS = frozenset({"main", "contact"})
"""Fragments that every page has."""


def change_fragment(number: int) -> str:
    """Fragment of a change on its training's page; the first change that was told is 1."""
    return f"change-{number}"


def designation_fragment(id_: str) -> str:
    """Fragment of a designation on the page of all of them."""
    return DESIGNATION_FRAGMENT.format(id_)


def deadline_fragment(of: OtherDeadline) -> str:
    """Fragment of a deadline of its own in the list of all dates."""
    return DEADLINE_FRAGMENT.format(of.id)


def file_of(address: Address) -> str:
    """Path of the file, relative to the output: `/x/` is `x/index.html`."""
    return unquote(address[1:]) + ("index.html" if address.endswith("/") else "")


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """Where the site lives: `origin` (https://example.org) and `path` (/peer-support, or "").

    Pages in one more language stand below `language_path` (/es). Files are there once for all.
    """

    origin: str
    path: str
    language_path: str = ""

    @classmethod
    def of(cls, url: str) -> BaseUrl:
        """Take an absolute URL apart, with or without a slash at its end."""
        parts = urlsplit(url)
        return cls(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/"))

    def in_language(self, language: str) -> BaseUrl:
        """Give the same for the pages in one more language."""
        return replace(self, language_path=f"/{language}")

    def placed(self, address: Address) -> Address:
        """Give where a page in this language stands on the site; a file stays where it is."""
        return Address(f"{self.language_path}{address}") if address.endswith("/") else address

    def href(self, address: Address, fragment: str = "") -> str:
        """Link from any page of the site."""
        link = f"{self.path}{self.placed(address)}"
        return f"{link}#{fragment}" if fragment else link

    def absolute(self, address: Address) -> str:
        """Whole URL."""
        return f"{self.origin}{self.path}{self.placed(address)}"

    def subscription(self, address: Address) -> str:
        """URL that opens a calendar program (the `webcal` scheme that such programs register)."""
        return f"webcal://{self.origin.partition('://')[2]}{self.path}{address}"


def feeds(programme: Programme) -> Iterator[tuple[Address, Track | None]]:
    """Yield the address of every feed that programs may subscribe to, with its track if it has."""
    for form in Form:
        yield feed(None, form), None
        for item in programme.tracks:
            yield feed(item, form), item
    yield OTHER_DEADLINES_CALENDAR, None
