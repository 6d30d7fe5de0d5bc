"""What holds for the whole site: settings, contacts, places, documents, closed days."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from sitegen.languages import PageLanguage
from sitegen.lazy import dataclass, field
from sitegen.programme.closed_days import DayOfYear, WeekdayOfMonth, WeekendRule
from sitegen.programme.fields import (
    Address,
    Contacts,
    Email,
    Id,
    Note,
    Phone,
)
from sitegen.programme.files.own_words import (
    AudienceRecord,
    CrisisLineRecord,
    OwnWordsRecord,
)
from sitegen.programme.look.colors import Color
from sitegen.programme.look.notation import COLOR
from sitegen.programme.model import Mode
from sitegen.programme.own_words import OrganizationKind
from sitegen.programme.recurring import DAY_RULE
from sitegen.source.fields import Field, OwnWords, Record, Tbd
from sitegen.source.markdown.marks import Markdown
from sitegen.source.values import (
    BASE_URL,
    DOMAIN,
    FILE,
    ID,
    LANGUAGE,
    LINE,
    TEXT,
    TIME_ZONE,
    URL,
    YEAR,
    whole_number,
)


class PersonStatus(StrEnum):
    """Whether a person may be given as a contact."""

    PRESENT = "present"
    FORMER = "former"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColorsRecord(Record):
    """The colors of your own. All others follow from them, so that each can be read."""

    noun: ClassVar[str] = "set of colors"
    accent: Annotated[
        Color | None,
        Field(
            kind=COLOR,
            help="Of links, buttons and borders.",
            example='"#0f5a63"',
            synonyms=("color", "colour", "brand", "primary", "main", "links", "link"),
        ),
    ] = None
    paper: Annotated[
        Color | None,
        Field(
            kind=COLOR,
            help="Of the page itself.",
            example='"#fbfaf7"',
            synonyms=("background", "page", "ground"),
        ),
    ] = None
    ink: Annotated[
        Color | None,
        Field(
            kind=COLOR,
            help="Of the text.",
            example='"#1d2a30"',
            synonyms=("text", "foreground", "letters"),
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoRecord(Record):
    """A drawing beside the name of the site."""

    noun: ClassVar[str] = "logo"
    usual: ClassVar[tuple[str, ...]] = ("file", "text")
    file: Annotated[
        str,
        Field(
            kind=FILE,
            help="A file of content/files/, SVG or PNG, of at most 30 kB.",
            example="state-seal.svg",
            synonyms=("image", "picture", "src", "name", "path"),
        ),
    ]
    text: Annotated[
        OwnWords,
        Field(
            kind=LINE,
            help="The words for those who do not see it.",
            example="State of Mississippi",
            synonyms=("alt", "alternative", "description", "label", "title"),
        ),
    ]
    dark: Annotated[
        str | None,
        Field(
            kind=FILE,
            help="Another one for dark pages. Without it, the logo stands on white there.",
            example="state-seal-white.svg",
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookRecord(Record):
    """The site's own colors and logo."""

    noun: ClassVar[str] = "look"
    light: Annotated[
        ColorsRecord | None,
        Field(
            help="On light pages.",
            example='{accent: "#0f5a63"}',
            synonyms=("colors", "colours", "day"),
        ),
    ] = None
    dark: Annotated[
        ColorsRecord | None,
        Field(
            help="On the dark pages of a device that asks for them. Without `accent` here, "
            "they have that of `light`, made lighter.",
            example='{accent: "#8fd3d8"}',
            synonyms=("night",),
        ),
    ] = None
    logo: Annotated[
        LogoRecord | None,
        Field(
            help="Shown at the top of every page.",
            example="{file: state-seal.svg, text: State of Mississippi}",
            synonyms=("seal", "mark", "image"),
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile(Record):
    """What holds for the whole site."""

    noun: ClassVar[str] = "site"
    title: Annotated[
        OwnWords, Field(kind=LINE, help="Name of the site.", example="Peer Support Services")
    ]
    organization: Annotated[
        OwnWords, Field(kind=LINE, help="Who publishes it, in full.", synonyms=("organisation",))
    ]
    organization_in_sentences: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="The same within a sentence, where it needs “the” there.",
            example="the Mississippi Department of Mental Health",
        ),
    ] = None
    organization_kind: Annotated[
        OrganizationKind,
        Field(
            help="What it is, for search engines.",
            example="government",
            synonyms=("organisation kind", "organization type", "kind", "type"),
        ),
    ] = OrganizationKind.ORGANIZATION
    short_name: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="Who publishes it, in short: titles of pages end with what people search for.",
            example="Mississippi DMH",
        ),
    ] = None
    base_url: Annotated[
        str,
        Field(
            help="Where the site lives.",
            kind=BASE_URL,
            synonyms=("url", "address"),
            example="https://example.org/peer-support/",
        ),
    ]
    calendar_domain: Annotated[
        str,
        Field(
            help="Right-hand side of calendar ids; never changes.",
            kind=DOMAIN,
            example="peer-support.example.org",
        ),
    ]
    timezone: Annotated[
        str,
        Field(
            help="Time zone of all dates and times.",
            kind=TIME_ZONE,
            example="America/Chicago",
            synonyms=("time zone",),
        ),
    ]
    language: Annotated[
        str, Field(help="Language of the content.", kind=LANGUAGE, example="en")
    ] = "en"
    other_languages: Annotated[
        tuple[PageLanguage, ...],
        Field(
            help="Languages that the pages are in too, each below an address such as /es/.",
            example="[es]",
            synonyms=("translations", "also in"),
        ),
    ] = ()
    contacts: Contacts = ()
    past_years_in_calendars: Annotated[
        int,
        Field(
            help="How many past years stay in the calendars, beside the present one.",
            kind=whole_number(1, 50),
            example="2",
        ),
    ] = 2
    crisis_line: Annotated[
        CrisisLineRecord | None,
        Field(help="Whom to call in a crisis, if your visitors may be in one."),
    ] = None
    words: Annotated[
        OwnWordsRecord | None, Field(help="Your own words for what the site says of itself.")
    ] = None
    audiences: Annotated[
        tuple[AudienceRecord, ...],
        Field(help="Whom tracks are made for, in the order shown.", synonyms=("audience",)),
    ] = ()
    look: Annotated[
        LookRecord | None,
        Field(
            help="Your own colors and logo, if the site is to have them.",
            synonyms=("design", "style", "theme", "brand", "branding", "colors", "colours"),
        ),
    ] = None
    link_pictures: Annotated[
        bool,
        Field(
            help="Whether each page has a picture that other sites show beside a link to it. "
            "It takes an extra part of sitegen.",
            example="yes",
            synonyms=(
                *("link previews", "link images", "social images", "social cards", "share images"),
                *("preview images", "previews", "open graph", "og images", "og image", "cards"),
            ),
        ),
    ] = False
    redirects: Annotated[
        Mapping[str, str],
        Field(
            kind=LINE,
            help="Addresses that the site had, each with the one where the same is now. Whoever "
            "goes to an old one gets there.",
            example="{/how-to-apply/: /become/}",
            synonyms=("redirect", "redirections", "moved", "aliases", "renamed", "old addresses"),
        ),
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRecord(Record):
    """A place one can call or write to."""

    noun: ClassVar[str] = "office"
    id: Id
    name: Annotated[
        OwnWords, Field(kind=LINE, help="Name of the office.", synonyms=("title", "office"))
    ]
    phone: Phone = None
    email: Email = None
    address: Address = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord(Record):
    """Somebody to ask."""

    noun: ClassVar[str] = "person"
    id: Id
    name: Annotated[str, Field(kind=LINE, help="Name as it is shown.", example="Kathy Smith")]
    sort_name: Annotated[
        str | None, Field(kind=TEXT, help="Name as it is sorted.", example='"Smith, Kathy"')
    ] = None
    role: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="What the person does.",
            synonyms=("job", "title", "position", "function"),
        ),
    ] = None
    office: Annotated[
        str,
        Field(
            help="Id of the office.",
            kind=ID,
            refers_to="office",
            synonyms=("department", "division", "agency"),
        ),
    ]
    phone: Phone = None
    email: Email = None
    status: Annotated[PersonStatus, Field(help="`former` for somebody who has left.")] = (
        PersonStatus.PRESENT
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsFile(Record):
    """Offices and people."""

    noun: ClassVar[str] = "contacts file"
    offices: Annotated[tuple[OfficeRecord, ...], Field(help="The offices.")] = ()
    people: Annotated[
        tuple[PersonRecord, ...], Field(help="The people.", synonyms=("persons",))
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRecord(Record):
    """Where a training is held."""

    noun: ClassVar[str] = "place"
    id: Id
    name: Annotated[
        OwnWords,
        Field(kind=LINE, help="Town, building, or what it is called.", example="Gulfport, MS"),
    ]
    mode: Annotated[
        Mode,
        Field(
            help="How one attends. `hybrid`: in person or online, people choose.",
            example="in-person",
            synonyms=("format", "type", "attendance", "kind"),
        ),
    ]
    address: Address = ()
    url: Annotated[
        str | None,
        Field(
            help="Page about the place.",
            kind=URL,
            synonyms=("link", "website", "web address", "map"),
        ),
    ] = None
    timezone: Annotated[
        str | None,
        Field(
            help="Its time zone, if it is not the site's. The hours and milestones of a training "
            "there are in it.",
            kind=TIME_ZONE,
            example="America/New_York",
            synonyms=("time zone", "zone", "tz"),
        ),
    ] = None
    note: Annotated[
        Markdown | None,
        Field(help="How to get in.", synonyms=("notes", "comment", "directions", "info")),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesFile(Record):
    """Virtual, towns, buildings."""

    noun: ClassVar[str] = "places file"
    places: Annotated[tuple[PlaceRecord, ...], Field(help="The places.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord(Record):
    """A form or a link."""

    noun: ClassVar[str] = "document"
    id: Id
    label: Annotated[
        OwnWords, Field(kind=LINE, help="What the link says.", synonyms=("name", "title"))
    ]
    url: Annotated[
        str | Tbd | None,
        Field(
            help="Its address.",
            kind=URL,
            tbd=True,
            synonyms=("link", "address", "website", "web address", "href", "web"),
        ),
    ] = None
    file: Annotated[
        str | None,
        Field(
            help="Or a file of content/files/, such as PDF or DOCX.",
            kind=FILE,
            example="cpss-application.pdf",
            synonyms=("pdf", "filename", "path"),
        ),
    ] = None
    note: Note = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsFile(Record):
    """Forms and links."""

    noun: ClassVar[str] = "documents file"
    documents: Annotated[tuple[DocumentRecord, ...], Field(help="The documents.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDayRecord(Record):
    """A day that is closed every year."""

    noun: ClassVar[str] = "closed day"
    name: Annotated[str, Field(kind=LINE, help="Name of the day.", example="Labor Day")]
    on: Annotated[
        DayOfYear | WeekdayOfMonth,
        Field(
            help="Which day.",
            kind=DAY_RULE,
            example="first Monday of September",
            synonyms=("date", "day", "when"),
        ),
    ]
    from_year: Annotated[
        int | None, Field(name="from", help="First year.", kind=YEAR, example="2021")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraClosedDayRecord(Record):
    """A single closed day, such as one by proclamation."""

    noun: ClassVar[str] = "closed day"
    name: Annotated[str, Field(kind=LINE, help="Why you are closed.")]
    date: Annotated[
        date, Field(help="The day.", example="2022-12-23", synonyms=("on", "day", "when"))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDaysFile(Record):
    """Days on which the office is closed."""

    noun: ClassVar[str] = "closed days file"
    closed_days: Annotated[tuple[ClosedDayRecord, ...], Field(help="Days that come every year.")]
    weekend_rule: Annotated[WeekendRule, Field(help="What happens to one on a weekend.")] = (
        WeekendRule.STAYS
    )
    extra_closed_days: Annotated[tuple[ExtraClosedDayRecord, ...], Field(help="Single days.")] = ()
    mention_only: Annotated[
        tuple[ClosedDayRecord, ...], Field(help="Days that are named but not closed.")
    ] = ()
