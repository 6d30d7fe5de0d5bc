"""Every kind of page and file that a site has, each one value: all that is said of it is said here.

Claims, the plan, and the check of links follow from this. Loading it loads no view.
"""

from __future__ import annotations

from enum import Enum, StrEnum, auto
from typing import NewType

from sitegen.lazy import dataclass
from sitegen.site.wording import to_say

Address = NewType("Address", str)
"""A place on the site, rooted at the site itself: starts with "/", a page ends with "/"."""


class Each(Enum):
    """What there is one page or file of a kind for, in the order in which addresses are claimed."""

    SITE = auto()
    SITE_WITH_RULES = auto()
    """The site, if it says what one must meet for anything."""
    SITE_WITH_DOCUMENTS = auto()
    """The site, if it has documents."""
    SITE_WITH_REDIRECTS = auto()
    """The site, if anything of it had another address."""
    AUDIENCE = auto()
    """An audience with a page of its own and a track."""
    YEAR_OF_TRAININGS = auto()
    YEAR = auto()
    """A year in which something is dated."""
    TRACK = auto()
    TRAINING = auto()
    PAGE = auto()
    FILE = auto()
    """A document's own file, by its name."""
    OLD_PAGE = auto()
    """An address that a page of the site had."""
    OLD_HTML_FILE = auto()
    """The same, of a site whose pages were files."""
    OLD_FILE = auto()
    """An address that a calendar or another file had."""


OF_SITE = frozenset(
    {Each.SITE, Each.SITE_WITH_RULES, Each.SITE_WITH_DOCUMENTS, Each.SITE_WITH_REDIRECTS}
)
"""What there is once, whatever is in the site or if it has something (`addresses.NEEDS`)."""

_OF_YEAR = frozenset({Each.YEAR, Each.YEAR_OF_TRAININGS})
_OLD = frozenset({Each.OLD_PAGE, Each.OLD_HTML_FILE, Each.OLD_FILE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of page or file. In `pattern` and `stands_for`, `{}` is the id of what it is for.

    A page has a `template` and may be `listed` by search engines, which puts it in the sitemap.
    Texts may link to it unless it is `passing`: there for a while, at an address that goes.
    `fragments` are those of its own: whole, with `*` for numbers, days and ids, or with `{}` for
    the id of an entry that must be there (`links.OF_ENTRIES` says of which). A page of prose has
    those of its headings instead.
    """

    pattern: str
    stands_for: str
    each: Each = Each.SITE
    template: str | None = None
    listed: bool = False
    passing: bool = False
    fragments: frozenset[str] = frozenset()

    def at(self, id_: str = "") -> Address:
        """Give the address of the one for this id."""
        return Address(self.pattern.replace("{}", id_))

    @property
    def in_languages(self) -> bool:
        """Tell whether it is there in each language of the site: a file is there once for all."""
        return self.pattern.endswith("/")

    @property
    def is_of_site(self) -> bool:
        """Tell whether there is one for the site, whatever is in it."""
        return self.each in OF_SITE

    @property
    def is_old(self) -> bool:
        """Tell whether it stands where something was, and leads to where that is now."""
        return self.each in _OLD

    @property
    def stays(self) -> bool:
        """Tell whether an address of it is there as long as what it is for, so that it can be kept.

        What there is for a year goes with the last date in that year.
        """
        return not (self.passing or self.is_old or self.each in _OF_YEAR)


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

LAYOUT_FRAGMENTS = frozenset({"main", "contact"})
"""Fragments that every page has."""

DESIGNATION_FRAGMENT = "designation-{}"
CERTIFICATION_FRAGMENT = "certification-{}"
DOCUMENT_FRAGMENT = "document-{}"
"""Of each of several. The only one, which needs no id, has the fragment `certification`."""


def of_old(address: str) -> Each:
    """Tell what an address that was there is to be, by its form."""
    if address.endswith("/"):
        return Each.OLD_PAGE
    return Each.OLD_HTML_FILE if address.endswith(".html") else Each.OLD_FILE


def _listed(
    pattern: str,
    stands_for: str,
    template: str,
    *fragments: str,
    each: Each = Each.SITE,
) -> Kind:
    return Kind(
        pattern=pattern,
        stands_for=stands_for,
        template=template,
        each=each,
        listed=True,
        fragments=frozenset(fragments),
    )


# Pages stand in the order of the sitemap.
HOME = _listed("/", "the home page", "home", "deadline-*")
TRAININGS = _listed(
    "/trainings/",
    "the list of all trainings",
    "upcoming",
    *("month-*", "expected-*", "deadline-*"),
)
TRACK = _listed(
    "/trainings/{}/",
    "the track {}",
    "track",
    *("dates", "apply", "about-*", "apply-*", "note-*"),
    each=Each.TRACK,
)
TRAINING = _listed(
    "/trainings/{}/",
    "the training {}",
    "training",
    *("apply", "apply-*", "change-*", "note-*"),
    each=Each.TRAINING,
)
PAST = _listed("/trainings/past/", "the list of past trainings", "past")
PAST_YEAR = _listed(
    "/trainings/past/{}/",
    "the list of past trainings of {}",
    "past-year",
    each=Each.YEAR_OF_TRAININGS,
)
YEAR = _listed(
    "/years/{}/",
    "the year {} at a glance",
    "year",
    *("month-*", "expected-*", "deadline-*"),
    each=Each.YEAR,
)
CHECK = _listed(
    "/check/",
    "the page that asks who can apply",
    "check",
    *("all-rules", "how-long", "applying", "why", "apply-*", "rule-*"),
    each=Each.SITE_WITH_RULES,
)
AUDIENCE = _listed("/{}/", "the page for the audience {}", "audience", each=Each.AUDIENCE)
DESIGNATIONS = _listed(
    "/designations/",
    "the page of the designations",
    "designations",
    *("certification", "other-trainings", "renewal-*", "note-*"),
    *(DESIGNATION_FRAGMENT, CERTIFICATION_FRAGMENT),
    each=Each.SITE_WITH_RULES,
)
DOCUMENTS = _listed(
    "/documents/",
    "the page of the documents",
    "documents",
    *("note-*", DOCUMENT_FRAGMENT),
    each=Each.SITE_WITH_DOCUMENTS,
)
CONTACT = _listed("/contact/", "the page of the contacts", "contact")
ACCESSIBILITY = _listed("/accessibility/", "the page about accessibility", "accessibility")
PRIVACY = _listed("/privacy/", "the page about privacy", "privacy")
CALENDARS = _listed("/calendars/", "the page of the calendars", "calendars", "steps")
TRACK_CALENDARS = _listed(
    "/calendars/{}/", "the calendars of the track {}", "calendars", "steps", each=Each.TRACK
)
CHANGES = _listed("/changes/", "the page of the changes", "changes")
PAGE = _listed("/{}/", "the page {}", "prose", each=Each.PAGE)

NOT_FOUND = Kind(
    pattern="/404.html",
    stands_for="the page that is shown where there is none",
    template="not-found",
)
SHEET = Kind(
    pattern="/trainings/{}/print/",
    stands_for="the sheet to print of the training {}",
    each=Each.TRAINING,
    template="sheet",
    fragments=frozenset({"apply-*"}),
    passing=True,
)
FLYER = Kind(
    pattern="/trainings/{}/flyer/",
    stands_for="the flyer of the track {}",
    each=Each.TRACK,
    template="flyer",
    fragments=frozenset({"apply-*"}),
)
EMBED = Kind(pattern="/embed/", stands_for="the list that other sites show", template="embed")
TRACK_EMBED = Kind(
    pattern="/embed/{}/",
    stands_for="the list of the track {} that other sites show",
    each=Each.TRACK,
    template="embed",
)

SITEMAP = Kind(pattern="/sitemap.xml", stands_for="the list of pages for search engines")
ROBOTS = Kind(pattern="/robots.txt", stands_for="the file for search engines")
CHANGES_ATOM = Kind(pattern="/changes.atom", stands_for="the changes as Atom")
CHANGES_JSON = Kind(pattern="/changes.json", stands_for="the changes as JSON")
TRAININGS_JSON = Kind(pattern="/trainings.json", stands_for="the trainings as JSON")
TRAININGS_SCHEMA = Kind(
    pattern="/trainings.schema.json", stands_for="the schema of the trainings as JSON"
)
NEXT_CHANGE = Kind(
    pattern="/next-change.json", stands_for="when pages change by themselves, as JSON"
)
OTHER_DEADLINES_CALENDAR = Kind(
    pattern="/calendars/other-deadlines.ics", stands_for="the calendar of the other deadlines"
)
FEEDS = {
    form: Kind(pattern=f"/calendars/all-{form}.ics", stands_for=f"the calendar of all {form}")
    for form in Form
}
TRACK_FEEDS = {
    form: Kind(
        pattern=f"/calendars/{{}}-{form}.ics",
        stands_for=f"the {form} of the track {{}}",
        each=Each.TRACK,
    )
    for form in Form
}
TRAINING_CALENDAR = Kind(
    pattern="/trainings/{}/{}.ics",
    stands_for="the calendar of the training {}",
    each=Each.TRAINING,
)
DOCUMENT_FILE = Kind(pattern="/documents/files/{}", stands_for="the file {}", each=Each.FILE)

REDIRECTS = Kind(
    pattern="/_redirects",
    stands_for="the redirects for Netlify and Cloudflare Pages",
    each=Each.SITE_WITH_REDIRECTS,
)
REDIRECTS_NGINX = Kind(
    pattern="/_redirects.nginx",
    stands_for="the redirects for nginx",
    each=Each.SITE_WITH_REDIRECTS,
)
REDIRECTS_APACHE = Kind(
    pattern="/_redirects.apache",
    stands_for="the redirects for Apache",
    each=Each.SITE_WITH_REDIRECTS,
)
OLD_PAGE = Kind(
    pattern="/{}/", stands_for="the old address {}", each=Each.OLD_PAGE, template="moved"
)
OLD_HTML_FILE = Kind(
    pattern="/{}.html",
    stands_for="the old address {} with .html",
    each=Each.OLD_HTML_FILE,
    template="moved",
)
OLD_FILE = Kind(pattern="/{}", stands_for="the old address of the file {}", each=Each.OLD_FILE)

KINDS = tuple(
    kind
    for found in list(globals().values())
    for kind in (found.values() if isinstance(found, dict) else (found,))
    if isinstance(kind, Kind)
)
"""All of them: whatever is a kind in this module, so none can be forgotten."""
