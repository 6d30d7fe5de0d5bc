"""The trainings and deadlines of a year, and the fields of a page of prose."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from sitegen.lazy import dataclass
from sitegen.programme.about_dates import AboutRule
from sitegen.programme.amounts import Amount
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.fields import (
    Contacts,
    Documents,
    Id,
    KeptWords,
    Note,
    Register,
)
from sitegen.programme.kinds import (
    ABOUT,
    AMOUNT,
    DAY_RUN,
    FIRST_DAY,
    HOURS,
    LAST_MOMENT,
    MILESTONE_DAYS,
    MOMENT,
    PEOPLE,
    People,
)
from sitegen.programme.model import DayRun, DeadlineStatus, Expected, Hours, Moment, Status
from sitegen.source.fields import TBD, Field, OwnWords, Record, Tbd
from sitegen.source.pieces import each_known, known, whole
from sitegen.source.values import (
    ID,
    LANGUAGE,
    LINE,
    TEXT,
    YEAR,
)

_YEAR_IN_PATH = r"^schedules/([0-9]{4})\.yaml$"

_ZONES = ("timezone", "time zone", "zone", "tz")
_ZONE_OF_PLACE = dict.fromkeys(
    _ZONES,
    "The hours and milestones of a training are in the time zone of its place. Say it there, in "
    "content/places.yaml, and delete this line.",
)
_ZONE_OF_SITE = dict.fromkeys(
    _ZONES,
    "Write the time in the zone of the site, which is in content/site.yaml, and delete this line.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRecord(Record):
    """The last moment to apply for one training."""

    noun: ClassVar[str] = "deadline"
    elsewhere: ClassVar[Mapping[str, str]] = _ZONE_OF_SITE
    shorthand: ClassVar[str | None] = "date"
    moment: Annotated[
        Moment | NoDeadline,
        Field(
            name="date",
            help="The last day, or day and time. If there is none: `none`, or `first come first "
            "served`.",
            kind=LAST_MOMENT,
            example="2022-04-18",
        ),
    ]
    reason: Annotated[
        OwnWords | None, Field(help="Why it is not the usual date.", synonyms=("why",))
    ] = None

    firm: Annotated[
        bool,
        Field(
            help="Whether it is firm also where the status of the training is `tentative`.",
            example="yes",
        ),
    ] = False

    @property
    def last_moment(self) -> Moment | None:
        """The last moment to apply; None where it says that there is no deadline."""
        return None if isinstance(self.moment, NoDeadline) else self.moment


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRecord(Record):
    """From when on one can apply for one training."""

    noun: ClassVar[str] = "opening"
    elsewhere: ClassVar[Mapping[str, str]] = _ZONE_OF_SITE
    shorthand: ClassVar[str | None] = "date"
    moment: Annotated[
        Moment,
        Field(
            name="date",
            help="The first day, or day and time.",
            kind=MOMENT,
            example="2022-02-21 12:00",
        ),
    ]
    reason: Annotated[
        OwnWords | None, Field(help="Why it is not the usual date.", synonyms=("why",))
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRecord(Record):
    """Another date around a training. It is one of `date`, `by`, `from` and `about`."""

    noun: ClassVar[str] = "milestone"
    usual: ClassVar[tuple[str, ...]] = ("label", "date")
    elsewhere: ClassVar[Mapping[str, str]] = _ZONE_OF_PLACE
    label: Annotated[
        OwnWords, Field(kind=LINE, help="What happens.", example="Interviews", synonyms=("name",))
    ]
    on: Annotated[
        Moment | DayRun | None,
        Field(
            name="date",
            help="A day, a day and a time, or a run of days.",
            kind=MILESTONE_DAYS,
            example="2021-10-18 to 2021-10-21",
            synonyms=("on", "day", "days", "when"),
        ),
    ] = None
    by: Annotated[
        Moment | None,
        Field(
            help="Instead of `date`: the last day on which it can happen, or day and time.",
            kind=MOMENT,
            example="2021-10-22",
            synonyms=("until", "due", "deadline", "no later than", "before"),
        ),
    ] = None
    since: Annotated[
        Moment | None,
        Field(
            name="from",
            help="Instead of `date`: the first day of what goes on from then, or day and time.",
            kind=MOMENT,
            example="2021-10-25",
            synonyms=("since", "starting", "as of"),
        ),
    ] = None
    about: Annotated[
        date | AboutRule | None,
        Field(
            help="Instead of `date`: about when it is, where nobody has set the day.",
            kind=ABOUT,
            example="4 weeks after the deadline",
            synonyms=("around", "approximately", "approx", "circa"),
        ),
    ] = None
    hours: Annotated[
        Hours | None,
        Field(
            help="From when to when on each day of `date`.",
            kind=HOURS,
            example="09:00 to 16:00",
            synonyms=("time", "times"),
        ),
    ] = None

    def said(self) -> Mapping[str, Moment | DayRun | date | AboutRule]:
        """Give what says when it is, by the field: one, or else it is reported."""
        every = {"date": self.on, "by": self.by, "from": self.since, "about": self.about}
        return {name: value for name, value in every.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRecord(Record):
    """What one pays for a training."""

    noun: ClassVar[str] = "fee"
    label: Annotated[
        OwnWords,
        Field(
            name="for",
            kind=LINE,
            help="What it is for.",
            example="Training",
            synonyms=("label", "name", "what", "title"),
        ),
    ]
    amount: Annotated[
        Amount,
        Field(
            help="How much, with the currency.",
            kind=AMOUNT,
            example="150 USD",
            synonyms=("price", "cost", "fee", "sum", "how much"),
        ),
    ]
    due: Annotated[
        Moment | None,
        Field(
            help="The last day on which it can be paid, or day and time.",
            kind=MOMENT,
            example="2022-03-07",
            synonyms=("by", "date", "until", "deadline", "due date", "pay by", "due by"),
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord(Record):
    """Some of the days of a training, and what holds on these only."""

    noun: ClassVar[str] = "run of days"
    shorthand: ClassVar[str | None] = "on"
    days: Annotated[
        DayRun,
        Field(
            name="on",
            help="The day, or the days in a row.",
            announced_later=True,
            kind=DAY_RUN,
            example="2021-11-01 to 2021-11-05",
            synonyms=("date", "dates", "days", "day", "when", "start"),
        ),
    ]
    label: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="What these days are called, if they have a name.",
            example="Retreat",
            synonyms=("name", "title", "what"),
        ),
    ] = None
    hours: Annotated[
        Hours | None,
        Field(
            help="From when to when on each of these days. Left out: as on all days.",
            kind=HOURS,
            example="09:00 to 13:00",
            synonyms=("time", "times"),
        ),
    ] = None
    place: Annotated[
        str | Tbd | None,
        Field(
            help="Id of the place of these days. Left out: that of the training.",
            kind=ID,
            refers_to="place",
            tbd=True,
            example="gulfport",
            synonyms=("location", "venue", "where"),
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRecord(Record):
    """What subscribers and visitors were told, and when."""

    noun: ClassVar[str] = "change"
    on: Annotated[date, Field(help="When it was told.", example="2021-09-01", synonyms=("date",))]
    what: Annotated[
        OwnWords, Field(help="What changed, in a sentence.", synonyms=("text", "change"))
    ]


Changes = Annotated[
    tuple[ChangeRecord, ...],
    Field(
        help="What people were told, oldest first.",
        synonyms=("change", "history", "updates", "update", "changed"),
    ),
]


YearAssumed = Annotated[
    bool | None,
    Field(
        help="Whether the year is assumed, because the source of the dates does not print it.",
        example="yes",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRecord(Record):
    """One run of a track."""

    noun: ClassVar[str] = "training"
    elsewhere: ClassVar[Mapping[str, str]] = _ZONE_OF_PLACE
    usual: ClassVar[tuple[str, ...]] = ("id", "track", "start", "end", "place")
    id: Annotated[
        str,
        Field(
            help="Permanent name; never changes once published.", kind=ID, example="cpss-2022-03"
        ),
    ]
    track: Annotated[
        str,
        Field(
            help="Id of the track.",
            kind=ID,
            refers_to="track",
            example="cpss",
            synonyms=("course", "training", "type", "class", "programme", "program", "kind"),
        ),
    ]
    title: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="A name of its own. It follows that of the track.",
            example="Cohort 108",
            synonyms=("name", "label", "heading"),
        ),
    ] = None
    start: Annotated[
        date | Expected | Tbd | None,
        Field(
            help="First day. If the days are not known yet: the month, season or year.",
            kind=FIRST_DAY,
            tbd=True,
            example="2022-03-21",
            synonyms=(
                "date",
                "dates",
                "first day",
                "begin",
                "begins",
                "beginning",
                "starts",
                "from",
                "start date",
                "begin date",
                "date from",
                "day",
                "when",
            ),
        ),
    ] = None
    end: Annotated[
        date | None,
        Field(
            help="Last day, included; left out for one day.",
            announced_later=True,
            example="2022-03-25",
            synonyms=(
                "last day",
                "ends",
                "until",
                "to",
                "through",
                "end date",
                "date to",
                "finish",
            ),
        ),
    ] = None
    days: Annotated[
        tuple[RunRecord, ...],
        Field(
            help="Instead of start and end: several runs of days, such as 2021-11-01 to "
            "2021-11-05. One with a label, hours or a place of its own has fields.",
            announced_later=True,
            example="[2021-11-01 to 2021-11-05, 2021-11-08]",
        ),
    ] = ()
    hours: Annotated[
        Hours | None,
        Field(
            help="From when to when on each day.",
            kind=HOURS,
            example="17:00 to 20:30",
            synonyms=("time", "times", "opening hours", "hour", "from time", "schedule"),
        ),
    ] = None
    place: Annotated[
        str | Tbd | None,
        Field(
            help="Id of the place.",
            kind=ID,
            refers_to="place",
            tbd=True,
            example="virtual",
            synonyms=(
                "location",
                "venue",
                "where",
                "site",
                "city",
                "town",
                "room",
                "building",
                "address",
                "zoom",
                "format",
            ),
        ),
    ] = None
    opens: Annotated[
        OpeningRecord | None,
        Field(
            help="From when on one can apply. Left out: the track's rule gives it, or at once.",
            example="2022-02-21 12:00",
            synonyms=(
                "opening",
                "open",
                "opening date",
                "open date",
                "opens on",
                "apply from",
                "application opens",
                "applications open",
                "application opening",
                "registration opens",
                "registration open",
                "enrollment opens",
            ),
        ),
    ] = None
    deadline: Annotated[
        DeadlineRecord | None,
        Field(
            help="Left out: the track's rule gives it.",
            announced_later=True,
            example="2022-04-18",
            synonyms=(
                "due",
                "apply by",
                "due date",
                "application deadline",
                "registration deadline",
                "form deadline",
                "register by",
                "closes",
                "close date",
                "last day to apply",
            ),
        ),
    ] = None
    reason: Annotated[
        str | None,
        Field(
            kind=TEXT,
            help="Why its days are unusual, for those who edit. The site does not show it.",
            example="The hall was free in this week only.",
            synonyms=("why", "explanation"),
        ),
    ] = None
    milestones: Annotated[
        tuple[MilestoneRecord, ...],
        Field(help="Other dates around it.", synonyms=("other dates", "important dates")),
    ] = ()
    status: Annotated[
        Status,
        Field(help="How it stands.", synonyms=("state", "cancelled", "canceled", "event status")),
    ] = Status.SCHEDULED
    cost: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="What it costs.",
            example="Free for participants",
            synonyms=("price", "costs", "tuition"),
        ),
    ] = None
    fees: Annotated[
        tuple[FeeRecord, ...],
        Field(
            help="What one pays, as amounts; `cost` says it in words.",
            synonyms=("fee", "payments", "payment", "prices"),
        ),
    ] = ()
    register: Register = None
    capacity: Annotated[
        People | None,
        Field(
            help="How many people can come, also as a range.",
            kind=PEOPLE,
            example="20-25",
            synonyms=("seats", "places", "spots", "size", "max", "maximum", "limit"),
        ),
    ] = None
    year_assumed: YearAssumed = None
    language: Annotated[
        str | None, Field(help="Where it is not the site's.", kind=LANGUAGE, example="es")
    ] = None
    contacts: Contacts = ()
    documents: Documents = ()
    note: Note = None
    changes: Changes = ()

    @property
    def runs(self) -> tuple[DayRun, ...]:
        """What `days` says, where all of it could be read."""
        return tuple(run.days for run in whole(self.days))

    @property
    def first_day(self) -> date | None:
        """What `start` says, where that is a day."""
        return self.start if isinstance(self.start, date) else None

    @property
    def expected(self) -> Expected | None:
        """When it is expected, where its days are not announced yet; None where they are."""
        if self.start is TBD:
            return Expected()
        return self.start if isinstance(self.start, Expected) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDeadlineRecord(Record):
    """A date that belongs to no training."""

    noun: ClassVar[str] = "deadline"
    elsewhere: ClassVar[Mapping[str, str]] = _ZONE_OF_SITE
    id: Id
    label: Annotated[OwnWords, Field(kind=LINE, help="What is due.", synonyms=("name", "title"))]
    moment: Annotated[
        Moment,
        Field(
            name="date",
            help="The last day, or day and time.",
            kind=MOMENT,
            example="2023-09-29 17:00",
            synonyms=("deadline", "due", "on"),
        ),
    ]
    reason: Annotated[
        str | None,
        Field(
            kind=TEXT,
            help="Why it is on a closed day, for those who edit. The site does not show it.",
            synonyms=("why", "explanation"),
        ),
    ] = None
    year_assumed: YearAssumed = None
    status: Annotated[
        DeadlineStatus,
        Field(help="How it stands.", synonyms=("state", "cancelled", "canceled", "event status")),
    ] = DeadlineStatus.SCHEDULED
    renewal_of: Annotated[
        str | None,
        Field(
            help="Id of the certification that is renewed by then. It replaces the day that "
            "follows from its `renewal`.",
            kind=ID,
            refers_to="certification",
            example="certification",
        ),
    ] = None
    note: Note = None
    contacts: Contacts = ()
    changes: Changes = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultsRecord(Record):
    """What holds for all trainings of the file that do not say otherwise."""

    noun: ClassVar[str] = "list of defaults"
    elsewhere: ClassVar[Mapping[str, str]] = _ZONE_OF_PLACE
    place: Annotated[
        str | None,
        Field(
            help="Id of the place.",
            kind=ID,
            refers_to="place",
            example="virtual",
            synonyms=("location", "venue"),
        ),
    ] = None
    opens: Annotated[
        OpeningRecord | None,
        Field(
            help="From when on one can apply for these trainings.",
            example="2022-02-21 12:00",
            synonyms=("opening", "open", "applications open", "apply from"),
        ),
    ] = None
    deadline: Annotated[
        DeadlineRecord | None,
        Field(
            help="The deadline that these trainings share.",
            example="{date: 2022-04-18, reason: All cohorts start together.}",
            synonyms=("due", "apply by", "due date", "application deadline"),
        ),
    ] = None
    milestones: Annotated[
        tuple[MilestoneRecord, ...],
        Field(
            help="Other dates that these trainings share, besides their own.",
            synonyms=("other dates", "important dates"),
        ),
    ] = ()
    year_assumed: YearAssumed = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleFile(Record):
    """Trainings and other deadlines of one year."""

    noun: ClassVar[str] = "schedule"
    elsewhere: ClassVar[Mapping[str, str]] = _ZONE_OF_PLACE
    year: Annotated[
        int,
        Field(
            help="The year of all its trainings.", kind=YEAR, example="2022", in_path=_YEAR_IN_PATH
        ),
    ]
    defaults: Annotated[
        DefaultsRecord | None, Field(help="What holds unless a training says otherwise.")
    ] = None
    trainings: Annotated[
        tuple[TrainingRecord, ...],
        Field(
            help="The trainings.",
            synonyms=("sessions", "events", "classes", "courses", "dates", "schedule"),
        ),
    ] = ()
    deadlines: Annotated[
        tuple[OtherDeadlineRecord, ...], Field(help="Dates that belong to no training.")
    ] = ()


def with_shared_dates(schedule: ScheduleFile) -> ScheduleFile:
    """Give a schedule whose trainings have the dates that its `defaults` say for all of them."""
    usual = known(schedule, lambda one: one.defaults)
    trainings = known(schedule, lambda one: one.trainings)
    if usual is None or not trainings:
        return schedule
    opens, deadline = known(usual, lambda one: one.opens), known(usual, lambda one: one.deadline)
    milestones = known(usual, lambda one: one.milestones) or ()
    if not (opens or deadline or milestones):
        return schedule
    shared = [_with_shared(one, opens, deadline, milestones) for one in trainings]
    return schedule.having(trainings=type(trainings)(shared))


def _with_shared(
    training: TrainingRecord,
    opens: OpeningRecord | None,
    deadline: DeadlineRecord | None,
    milestones: tuple[MilestoneRecord, ...],
) -> TrainingRecord:
    """Give a training with the dates that it shares and does not say itself."""
    values: dict[str, object] = {}
    if opens and not training.at.written("opens"):
        values["opens"] = opens
    if deadline and not training.at.written("deadline"):
        values["deadline"] = deadline
    own = known(training, lambda one: one.milestones)
    if milestones and own is not None:
        labels = {label.casefold() for label, _ in each_known(own, lambda one: one.label)}
        further = each_known(milestones, lambda one: one.label)
        more = [one for label, one in further if label.casefold() not in labels]
        values["milestones"] = type(own)((*own, *more))
    return training.having(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFields(Record):
    """The fields at the top of a page of prose."""

    noun: ClassVar[str] = "page"
    title: Annotated[
        OwnWords, Field(kind=LINE, help="Heading of the page.", synonyms=("name", "heading"))
    ]
    short_title: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="The heading in two or three words, for the links below each page.",
            example="Become a specialist",
            synonyms=("short name",),
        ),
    ] = None
    summary: Annotated[
        OwnWords,
        Field(
            kind=LINE,
            plain=True,
            help="What the page says, in one sentence.",
            synonyms=("description",),
        ),
    ]
    order: Annotated[int, Field(help="Place in lists; smaller comes first.", example="10")] = 100
    last_published: Annotated[
        int | None, Field(help="Year in which you last said this.", kind=YEAR)
    ] = None
    contacts: Contacts = ()
    keep_words: KeptWords = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationFields(Record):
    """The fields at the top of a page of prose in another language. All else is as in the page."""

    noun: ClassVar[str] = "translated page"
    title: Annotated[
        str, Field(kind=LINE, help="Heading of the page.", synonyms=("name", "heading"))
    ]
    short_title: Annotated[
        str | None,
        Field(
            kind=LINE,
            help="The heading in two or three words, for the links below each page.",
            synonyms=("short name",),
        ),
    ] = None
    summary: Annotated[
        str,
        Field(kind=LINE, help="What the page says, in one sentence.", synonyms=("description",)),
    ]
