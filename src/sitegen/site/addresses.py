"""Addresses of what the programme holds, by its kind, and where on the web they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from sitegen.lazy import dataclass, replace
from sitegen.programme.eligibility.rules import CERTIFICATION_ID
from sitegen.programme.model import Expected, OtherDeadline, Page, Programme, Track, Training
from sitegen.programme.own_words import Audience
from sitegen.site import kinds
from sitegen.site.kinds import (
    CERTIFICATION_FRAGMENT,
    DESIGNATION_FRAGMENT,
    DOCUMENT_FRAGMENT,
    Address,
    Each,
    Form,
    Kind,
)

HOME = kinds.HOME.at()
TRAININGS = kinds.TRAININGS.at()
PAST = kinds.PAST.at()
DESIGNATIONS = kinds.DESIGNATIONS.at()
CHECK = kinds.CHECK.at()
DOCUMENTS = kinds.DOCUMENTS.at()
CONTACT = kinds.CONTACT.at()
CALENDARS = kinds.CALENDARS.at()
ACCESSIBILITY = kinds.ACCESSIBILITY.at()
PRIVACY = kinds.PRIVACY.at()
CHANGES = kinds.CHANGES.at()
CHANGES_ATOM = kinds.CHANGES_ATOM.at()
CHANGES_JSON = kinds.CHANGES_JSON.at()
TRAININGS_JSON = kinds.TRAININGS_JSON.at()
TRAININGS_SCHEMA = kinds.TRAININGS_SCHEMA.at()
NEXT_CHANGE = kinds.NEXT_CHANGE.at()
OTHER_DEADLINES_CALENDAR = kinds.OTHER_DEADLINES_CALENDAR.at()
NOT_FOUND = kinds.NOT_FOUND.at()
SITEMAP = kinds.SITEMAP.at()
ROBOTS = kinds.ROBOTS.at()

BECOME = "become"
"""Id of the page of prose that says how to become certified; other pages link to it by this."""

HELP_NOW = "help-now"
"""Id of the page of prose that says where to get help in a crisis; every page links to it."""

NEEDS: Mapping[Each, Callable[[Programme], object]] = {
    Each.SITE_WITH_RULES: lambda programme: programme.has_rules,
    Each.SITE_WITH_DOCUMENTS: lambda programme: programme.documents,
    Each.SITE_WITH_REDIRECTS: lambda programme: programme.site.redirects,
}
"""What a programme must have, so that what there is once for it is there."""


def is_there(kind: Kind, programme: Programme) -> bool:
    """Tell whether the programme has what there is a page or file of this kind for."""
    needs = NEEDS.get(kind.each)
    return needs is None or bool(needs(programme))


def audience(of: Audience) -> Address:
    """Page for one audience."""
    return kinds.AUDIENCE.at(of.id)


def track(of: Track) -> Address:
    """Page of a track."""
    return kinds.TRACK.at(of.id)


def training(of: Training) -> Address:
    """Page of a training, the same before and after it."""
    return kinds.TRAINING.at(of.id)


def sheet(of: Training) -> Address:
    """Sheet to print about a training."""
    return kinds.SHEET.at(of.id)


def flyer(of: Track) -> Address:
    """Sheet to print about a track."""
    return kinds.FLYER.at(of.id)


def past_year(year: int) -> Address:
    """List of the past trainings that began in `year`."""
    return kinds.PAST_YEAR.at(str(year))


def year(of: int) -> Address:
    """Everything that is dated in one year, at a glance."""
    return kinds.YEAR.at(str(of))


def page(of: Page) -> Address:
    """Page of prose."""
    return kinds.PAGE.at(of.id)


def feed(of: Track | None, form: Form = Form.EVERYTHING) -> Address:
    """Calendar of a track, or of all tracks (None), that programs subscribe to.

    The file's name is what some programs show as the name of the calendar.
    """
    return kinds.TRACK_FEEDS[form].at(of.id) if of else kinds.FEEDS[form].at()


def subscribe(of: Track) -> Address:
    """Page that says how to subscribe to the calendars of a track."""
    return kinds.TRACK_CALENDARS.at(of.id)


def training_calendar(of: Training) -> Address:
    """Calendar of one training."""
    return kinds.TRAINING_CALENDAR.at(of.id)


def embed(of: Track | None) -> Address:
    """List of a track, or of all tracks (None), that other sites show in a frame."""
    return kinds.TRACK_EMBED.at(of.id) if of else kinds.EMBED.at()


def document_file(file: str) -> Address:
    """Where the copy of a document's file is published."""
    return kinds.DOCUMENT_FILE.at(file)


def asset(name: str) -> Address:
    """Stylesheet, icon or other file of the templates."""
    return Address(f"/assets/{name}")


def change_fragment(number: int) -> str:
    """Fragment of a change on its training's page; the first change that was told is 1."""
    return f"change-{number}"


def expected_fragment(when: Expected) -> str:
    """Give the fragment of trainings without days in a list, by when they are expected."""
    part = f"{when.part:02}" if isinstance(when.part, int) else when.part
    known = [f"{one}" for one in (when.year, part) if one]
    return "-".join(("expected", *(known or ["some-day"])))


def document_fragment(id_: str) -> str:
    """Fragment of a document on the page of all of them."""
    return DOCUMENT_FRAGMENT.replace("{}", id_)


def designation_fragment(id_: str) -> str:
    """Fragment of a designation on the page of all of them."""
    return DESIGNATION_FRAGMENT.replace("{}", id_)


def certification_fragment(id_: str) -> str:
    """Fragment of a certification on the page of the designations."""
    if id_ == CERTIFICATION_ID:
        return id_
    return CERTIFICATION_FRAGMENT.replace("{}", id_)


def deadline_fragment(of: OtherDeadline) -> str:
    """Fragment of a deadline of its own in the list of all dates."""
    return f"deadline-{of.id}"


def file_of(address: Address) -> str:
    """Path of the file, relative to the output: `/x/` is `x/index.html`."""
    return unquote(address[1:]) + ("index.html" if address.endswith("/") else "")


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """Where the site lives: `scheme` (https), `host` (example.org), `path` (/peer-support, or "").

    Pages in one more language stand below `language_path` (/es). Files are there once for all.
    """

    scheme: str
    host: str
    path: str
    language_path: str = ""

    @classmethod
    def of(cls, url: str) -> BaseUrl:
        """Take an absolute URL apart, with or without a slash at its end."""
        parts = urlsplit(url)
        return cls(parts.scheme, parts.netloc, parts.path.rstrip("/"))

    @property
    def origin(self) -> str:
        """The site of the web that it is on, such as https://example.org."""
        return f"{self.scheme}://{self.host}"

    def in_language(self, language: str) -> BaseUrl:
        """Give the same for the pages in one more language."""
        return replace(self, language_path=f"/{language}")

    def placed(self, address: Address) -> Address:
        """Give where a page in this language stands on the site; a file stays where it is.

        Links in texts lead to parts of pages, too: `/documents/#document-form`.
        """
        if not self.language_path or not address.partition("#")[0].endswith("/"):
            return address
        return Address(f"{self.language_path}{address}")

    def href(self, address: Address, fragment: str = "") -> str:
        """Link from any page of the site."""
        link = f"{self.path}{self.placed(address)}"
        return f"{link}#{fragment}" if fragment else link

    def absolute(self, address: Address) -> str:
        """Whole URL."""
        return f"{self.origin}{self.path}{self.placed(address)}"

    def subscription(self, address: Address) -> str:
        """URL that opens a calendar program (the `webcal` scheme that such programs register)."""
        return f"webcal://{self.host}{self.path}{address}"


def feeds(programme: Programme) -> Iterator[tuple[Address, Track | None]]:
    """Yield the address of every feed that programs may subscribe to, with its track if it has."""
    for form in Form:
        yield feed(None, form), None
        for item in programme.tracks:
            yield feed(item, form), item
    yield OTHER_DEADLINES_CALENDAR, None
