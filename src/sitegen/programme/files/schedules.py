"""The trainings and deadlines of a year."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from sitegen.lazy import dataclass
from sitegen.programme.fields import Contacts, Id, Note
from sitegen.programme.files.training_parts import (
    ZONE_OF_PLACE,
    ZONE_OF_SITE,
    Changes,
    DeadlineRecord,
    MilestoneRecord,
    OpeningRecord,
    YearAssumed,
)
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.kinds import MOMENT
from sitegen.programme.model import DeadlineStatus, Moment
from sitegen.source.fields import Field, OwnWords, Record
from sitegen.source.pieces import each_known, known
from sitegen.source.values import ID, LINE, TEXT, YEAR

_YEAR_IN_PATH = r"^schedules/([0-9]{4})\.yaml$"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDeadlineRecord(Record):
    """A date that belongs to no training."""

    noun: ClassVar[str] = "deadline"
    elsewhere: ClassVar[Mapping[str, str]] = ZONE_OF_SITE
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
    elsewhere: ClassVar[Mapping[str, str]] = ZONE_OF_PLACE
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
    elsewhere: ClassVar[Mapping[str, str]] = ZONE_OF_PLACE
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
