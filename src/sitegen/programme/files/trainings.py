"""What editors may write of a training."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from sitegen.lazy import dataclass
from sitegen.programme.fields import Contacts, Documents, Note, Register
from sitegen.programme.files.training_parts import (
    ZONE_OF_PLACE,
    Changes,
    DeadlineRecord,
    FeeRecord,
    MilestoneRecord,
    OpeningRecord,
    RunRecord,
    YearAssumed,
)
from sitegen.programme.kinds import FIRST_DAY, HOURS, PEOPLE, People
from sitegen.programme.model import DayRun, Expected, Hours, Status
from sitegen.source.fields import TBD, Field, OwnWords, Record, Tbd
from sitegen.source.pieces import whole
from sitegen.source.values import ID, LANGUAGE, LINE, TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRecord(Record):
    """One run of a track."""

    noun: ClassVar[str] = "training"
    elsewhere: ClassVar[Mapping[str, str]] = ZONE_OF_PLACE
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
