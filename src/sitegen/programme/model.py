"""The joined programme: every fact once, frozen, with references already followed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import total_ordering

from sitegen.languages import PageLanguage
from sitegen.lazy import dataclass, field
from sitegen.programme.amounts import Amount
from sitegen.programme.deadline_rules import DueDay, NoDeadline
from sitegen.programme.documents import DocumentFile
from sitegen.programme.eligibility.facts import Fact
from sitegen.programme.eligibility.rules import Rule
from sitegen.programme.look.palette import SHIPPED, Palette, Scheme
from sitegen.programme.look.pictures import Picture
from sitegen.programme.own_words import Audience, CrisisLine, OrganizationKind, SiteWords
from sitegen.source.dates import LAST_YEAR, MONTHS
from sitegen.source.fields import TBD, OwnWords, Tbd
from sitegen.source.markdown.marks import Markdown


class Mode(StrEnum):
    """How one attends (schema.org eventAttendanceMode)."""

    VIRTUAL = "virtual"
    IN_PERSON = "in-person"
    HYBRID = "hybrid"


class Status(StrEnum):
    """What the programme says of a training (schema.org eventStatus, plus places)."""

    SCHEDULED = "scheduled"
    TENTATIVE = "tentative"
    FULL = "full"
    WAITING_LIST = "waiting-list"  # full, and one can be put on a list
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class DeadlineStatus(StrEnum):
    """What the programme says of a deadline that belongs to no training, in the same words."""

    SCHEDULED = Status.SCHEDULED.value
    TENTATIVE = Status.TENTATIVE.value
    POSTPONED = Status.POSTPONED.value
    CANCELLED = Status.CANCELLED.value


NO_PLACES = frozenset({Status.FULL, Status.WAITING_LIST})
"""Nobody can get a place that is free."""

CALLED_OFF = frozenset({Status.POSTPONED, Status.CANCELLED})
"""The days of what is called off do not hold, and with them no other date of a training."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a time on a day. A day without a time is the whole day.

    It is in the site's time zone, but for a milestone at a place that has another one.
    """

    day: date
    at: time | None = None

    @property
    def days(self) -> DayRun:
        """Its day, as days."""
        return DayRun(self.day, self.day)

    @property
    def last_day(self) -> date:
        """Last day on which it is not over: midnight, 00:00, ends the day before."""
        return self.day - timedelta(days=1) if self.at == time() else self.day

    @property
    def begins(self) -> datetime:
        """The local time at which it begins: that of the day where it has none."""
        return datetime.combine(self.day, self.at or time())

    @property
    def ends(self) -> datetime:
        """The local time at which it ends: with its day where it has none."""
        return self.begins + timedelta(days=self.at is None)

    def __lt__(self, other: Moment) -> bool:
        """Order by day, then time; a whole day ends after every time on it."""
        return (self.day, self.at is None, self.at or time.max) < (
            other.day,
            other.at is None,
            other.at or time.max,
        )


@dataclass(frozen=True, slots=True, order=True)
class DayRun:
    """Days without a gap, the first and the last included."""

    first: date
    last: date


class Season(StrEnum):
    """A season of one year. Winter is none: it lies in two."""

    SPRING = "spring"
    SUMMER = "summer"
    FALL = "fall"

    @property
    def months(self) -> tuple[int, int]:
        """The first and the last month that people call so, north of the equator."""
        return _MONTHS_OF_SEASONS[self]


_MONTHS_OF_SEASONS = {Season.SPRING: (3, 5), Season.SUMMER: (6, 8), Season.FALL: (9, 11)}


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of days that are not announced yet: their year, and a part of it; or nothing.

    The `part` is a month, from 1, or a season.
    """

    year: int | None = None
    part: int | Season | None = None

    def within(self, earliest: int) -> DayRun:
        """Give the first and the last day that they can be, from a year on if none is known.

        They are for sorting and for checks. No output shows them: nobody has said them.
        """
        if self.year is None:
            return DayRun(date(earliest, 1, 1), date(LAST_YEAR, 12, 31))
        first, last = self.part.months if isinstance(self.part, Season) else (1, 12)
        if isinstance(self.part, int):
            first = last = self.part
        return DayRun(
            date(self.year, first, 1), date(self.year, last, monthrange(self.year, last)[1])
        )

    def __str__(self) -> str:
        """Write it as editors do: `June 2027`, `summer 2027`, `2027`, `tbd`."""
        if self.year is None:
            return "tbd"
        name = MONTHS[self.part - 1] if isinstance(self.part, int) else self.part
        return f"{name} {self.year}" if name else f"{self.year}"


@dataclass(frozen=True, slots=True)
class Hours:
    """From when until when on each day, local time in the zone of the place.

    `pause` is from when until when there is a break, of a day with two sessions. What subscribers
    have is known by how hours are written without one, so it is no part of that.
    """

    opens: time
    closes: time
    pause: tuple[time, time] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Run:
    """Days of a training without a gap, and what holds on these only: all else is the training's.

    The place is `TBD` where that of the training is not the place, and it is not decided yet.
    """

    days: DayRun
    label: OwnWords | None = None
    hours: Hours | None = None
    place: Place | Tbd | None = None

    @property
    def is_own(self) -> bool:
        """Whether anything holds on these days only."""
        return any(one is not None for one in (self.label, self.hours, self.place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A place one can call or write to."""

    id: str
    name: OwnWords
    phone: str | None
    email: str | None
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to ask; `former` people stay for the history and are never offered as contacts."""

    id: str
    name: str
    sort_name: str
    role: OwnWords | None
    office: Office
    phone: str | None
    email: str | None
    former: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a training is held."""

    id: str
    name: OwnWords
    mode: Mode
    address: tuple[str, ...]
    url: str | None
    note: Markdown | None
    timezone: str | None = None  # IANA; None: the site's


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A form or a link. Without `url` and `file` its address is not known: ask a contact.

    `content` is what `file` holds.
    """

    id: str
    label: OwnWords
    url: str | None
    file: str | None
    content: DocumentFile | None = None
    note: Markdown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Where one registers for a training: at an address on the web, or with a document."""

    url: str | None = None
    document: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A kind of training (schema.org Course)."""

    id: str
    name: OwnWords
    heading: OwnWords
    audience: Audience | None
    summary: OwnWords
    purpose: Markdown
    for_whom: OwnWords
    focus: tuple[OwnWords, ...]
    how_to_apply: Markdown
    entry: Rule  # who may enter
    contacts: tuple[Person | Office, ...]
    documents: tuple[Document, ...]

    def is_for(self, audience: Audience) -> bool:
        """Whether it is made for them."""
        return self.audience is not None and self.audience.id == audience.id

    @property
    def any_designation(self) -> bool:
        """Whether all may enter who meet the rules of a designation."""
        return self.entry.any_of is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last moment to apply for a training. `reason` says why it is off the track's rule.

    `firm` says that it is firm also where the days of the training are not. `shared` says that
    others have it too, and that it was written once for all of them.
    """

    label: OwnWords
    moment: Moment
    reason: OwnWords | None
    firm: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDeadline:
    """That no date ends the applications for a training: one can apply until it begins.

    `label` is what the track calls its deadlines, if it does. `reason` is that of a deadline.
    """

    label: OwnWords | None
    how: NoDeadline
    reason: OwnWords | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """From when on one can apply for a training.

    `label` is what its track calls that, where it has a name of its own for it.
    """

    label: OwnWords | None
    moment: Moment
    reason: OwnWords | None
    shared: bool = False  # see `Deadline`


class Meaning(StrEnum):
    """What the day of a milestone says of what happens."""

    ON = "on"
    BY = "by"  # until its end, or until a time of it
    FROM = "from"  # since its beginning, or since a time of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """Another date around a training: one day with or without a time, or a run of days.

    What happens on its days can have `hours` on each of them, in place of a time.
    """

    label: OwnWords
    days: DayRun
    at: time | None
    meaning: Meaning = Meaning.ON
    hours: Hours | None = None
    shared: bool = False  # see `Deadline`


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDate:
    """What happens around a training about a day that nobody has set. No calendar has it."""

    label: OwnWords
    day: date
    shared: bool = False  # see `Deadline`


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What one pays for a training, and until when. `label` says what for."""

    label: OwnWords
    amount: Amount
    due: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What subscribers and visitors were told, and when."""

    on: date
    what: OwnWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One run of a track (schema.org CourseInstance / EducationEvent)."""

    id: str
    track: Track
    year: int  # of the schedule it stands in
    runs: tuple[Run, ...]  # in order, never overlapping; empty: see `expected`
    hours: Hours | None  # on each day of which its run says no others; None: whole days
    place: Place | None  # where its run says no other; None: not decided yet
    deadline: Deadline | None
    milestones: tuple[Milestone, ...]
    status: Status
    cost: OwnWords | None
    capacity: int | None  # at most
    language: str | None  # BCP 47; None: the site's
    contacts: tuple[Person | Office, ...]
    documents: tuple[Document, ...]
    note: Markdown | None
    changes: tuple[Change, ...]  # oldest first
    title: OwnWords | None = None  # a name of its own, which follows that of the track
    opens: Opening | None = None  # None: at once
    year_assumed: bool = False  # the source of the dates does not print it
    capacity_from: int | None = None  # at least, where a range is said
    register: Registration | None = None  # None: as `how_to_apply` of the track says
    fees: tuple[Fee, ...] = ()
    about_dates: tuple[AboutDate, ...] = ()  # beside the milestones
    open_deadline: OpenDeadline | None = None  # neither this nor a deadline: that is not known
    expected: Expected = Expected()  # when, where its days are not announced yet
    opens_with_days: bool = False  # once they are, the rule of the track says when it opens

    @property
    def days(self) -> DayRun | None:
        """From the first day to the last one; None where they are not announced yet."""
        return DayRun(self.runs[0].days.first, self.runs[-1].days.last) if self.runs else None

    def hours_of(self, run: Run) -> Hours | None:
        """From when until when on each day of a run; None: whole days."""
        return run.hours or self.hours

    def place_of(self, run: Run) -> Place | None:
        """Where it is on the days of a run; None: not decided yet."""
        return None if run.place is TBD else run.place or self.place

    @property
    def places(self) -> tuple[Place | None, ...]:
        """Everywhere that it is, each once, in order; its place where it has no days yet."""
        if all(run.place is None for run in self.runs):
            return (self.place,)
        return tuple(dict.fromkeys(map(self.place_of, self.runs)))

    @property
    def period(self) -> DayRun:
        """The days, or else those that they can be, to sort by and never to show."""
        return self.days or self.expected.within(self.year)

    @property
    def order(self) -> tuple[date, bool, int, str]:
        """Its place among others: what has no days yet comes last in the time that is known."""
        period = self.period
        if self.runs:
            return period.first, False, period.last.toordinal(), self.id
        return period.last, True, -period.first.toordinal(), self.id

    @property
    def timezone(self) -> str | None:
        """IANA zone of its hours and milestones; None for the site's.

        What it has with the office, its opening, its deadline and its fees, is in the site's zone.
        """
        return self.place.timezone if self.place is not None else None

    def timezone_of(self, run: Run) -> str | None:
        """IANA zone of the hours on the days of a run; None for the site's."""
        place = self.place_of(run)
        return place.timezone if place is not None else None

    @property
    def names_zones(self) -> bool:
        """Whether any of its times is in another zone than the site's: then each names its own."""
        places = (self.place, *self.places)
        return any(one is not None and one.timezone is not None for one in places)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDeadline:
    """A date that belongs to no training: a renewal cut-off, an exam registration."""

    id: str
    label: OwnWords
    moment: Moment
    note: Markdown | None
    contacts: tuple[Person | Office, ...]
    status: DeadlineStatus = DeadlineStatus.SCHEDULED
    year_assumed: bool = False  # the source of the date does not print it
    changes: tuple[Change, ...] = ()  # oldest first
    renewal_of: str | None = None  # id of the certification that is renewed by then

    @property
    def days(self) -> DayRun:
        """The day on which it is due, as days."""
        return self.moment.days


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursAsked:
    """Hours of education or experience that one must show, and what they must include."""

    label: OwnWords
    hours: float
    including: tuple[HoursAsked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """How a certification is renewed, and what is asked for it.

    `due` is the day of the year that holds for everybody, if one does. From `from_year` on the
    years do so too; then each of its days is an `OtherDeadline`.
    """

    label: OwnWords
    every: int  # years; also how long a certification is valid
    due: DueDay | None
    from_year: int | None
    hours: tuple[HoursAsked, ...]
    cost: OwnWords | None
    how: Markdown | None
    documents: tuple[Document, ...]

    @property
    def valid_for(self) -> str:
        """How long a certification is valid, as a duration of ISO 8601."""
        return f"P{self.every}Y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """What one can be certified as: the rule that one must meet, and how it is renewed."""

    rule: Rule
    renewal: Renewal | None = None

    @property
    def id(self) -> str:
        """By this name examples, commands and deadlines speak of it."""
        return self.rule.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of prose. `last_published` is the year in which the programme last said this."""

    id: str  # also its address
    title: OwnWords
    short_title: OwnWords | None
    summary: OwnWords
    body: Markdown
    order: int
    last_published: int | None
    contacts: tuple[Person | Office, ...]
    translations: Mapping[str, PageTranslation] = field(default_factory=dict)  # by BCP 47 tag


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTranslation:
    """A page of prose in another language. Its headings are those of the page, in its order."""

    title: str
    short_title: str | None
    summary: str
    body: Markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoFile:
    """A picture of the logo: its name in content/files/, and what is published of it."""

    name: str
    picture: Picture = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The logo, another one for dark pages, and the words for those who do not see it."""

    file: LogoFile
    in_dark: LogoFile | None
    text: OwnWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All colors of the site, and its logo."""

    palettes: Mapping[Scheme, Palette] = field(default_factory=lambda: SHIPPED)
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that the site had, and the one where the same is now, both as links are written.

    A page has an old address of a page, which ends with a slash or .html, a file one of a file.
    """

    old: str
    new: str

    @property
    def id(self) -> str:
        """What stands in its address for the id of other things: all but its form."""
        return self.old[1:].removesuffix("/").removesuffix(".html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What holds for the whole site."""

    title: OwnWords
    organization: OwnWords
    organization_in_sentences: OwnWords | None = None
    organization_kind: OrganizationKind = OrganizationKind.ORGANIZATION
    short_name: OwnWords | None
    base_url: str  # https, ends with a slash
    calendar_domain: str
    timezone: str  # IANA
    language: str  # BCP 47
    other_languages: tuple[PageLanguage, ...] = ()
    contacts: tuple[Person | Office, ...]
    crisis_line: CrisisLine | None
    words: SiteWords = SiteWords()
    audiences: tuple[Audience, ...] = ()  # those that have tracks, in the order shown
    past_years_in_calendars: int = 2  # before the present one; what leaves a feed is gone
    look: Look = Look()
    link_pictures: bool = False  # whether pages have pictures that other sites show beside links
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Everything that the site is made from. Trainings and deadlines are in order of date."""

    site: Site
    offices: tuple[Office, ...]
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    documents: tuple[Document, ...]
    tracks: tuple[Track, ...]
    facts: Mapping[str, Fact]
    designations: tuple[Rule, ...]
    certifications: tuple[Certification, ...]
    trainings: tuple[Training, ...]
    deadlines: tuple[OtherDeadline, ...]
    pages: tuple[Page, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules: designations, then tracks, then certifications, in the order written."""
        of_tracks = (track.entry for track in self.tracks)
        certified = (one.rule for one in self.certifications)
        return (*self.designations, *of_tracks, *certified)

    @property
    def has_rules(self) -> bool:
        """Whether anything is asked of anybody, on whatever day."""
        return bool(self.designations or self.certifications) or any(
            track.entry.requires or not track.entry.is_known for track in self.tracks
        )

    @property
    def timezones(self) -> tuple[str, ...]:
        """The IANA zones in which times of day may be: the site's, and those of places."""
        others = {place.timezone for place in self.places if place.timezone is not None}
        return (self.site.timezone, *sorted(others))

    @property
    def dated(self) -> tuple[Training | OtherDeadline, ...]:
        """All trainings, then all deadlines that stand alone."""
        return (*self.trainings, *self.deadlines)
