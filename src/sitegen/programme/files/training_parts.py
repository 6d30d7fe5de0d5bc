"""What is said of a training in several fields: its dates, fees, runs of days and changes."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from sitegen.lazy import dataclass
from sitegen.programme.about_dates import AboutRule
from sitegen.programme.amounts import Amount
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.kinds import (
    ABOUT,
    AMOUNT,
    DAY_RUN,
    HOURS,
    LAST_MOMENT,
    MILESTONE_DAYS,
    MOMENT,
)
from sitegen.programme.model import DayRun, Hours, Moment
from sitegen.source.fields import Field, OwnWords, Record, Tbd
from sitegen.source.values import ID, LINE

_ZONES = ("timezone", "time zone", "zone", "tz")
ZONE_OF_PLACE = dict.fromkeys(
    _ZONES,
    "The hours and milestones of a training are in the time zone of its place. Say it there, in "
    "content/places.yaml, and delete this line.",
)
ZONE_OF_SITE = dict.fromkeys(
    _ZONES,
    "Write the time in the zone of the site, which is in content/site.yaml, and delete this line.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRecord(Record):
    """The last moment to apply for one training."""

    noun: ClassVar[str] = "deadline"
    elsewhere: ClassVar[Mapping[str, str]] = ZONE_OF_SITE
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
    elsewhere: ClassVar[Mapping[str, str]] = ZONE_OF_SITE
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
    elsewhere: ClassVar[Mapping[str, str]] = ZONE_OF_PLACE
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
