"""The tracks: kinds of trainings, with their deadline rules and usual days."""

from typing import Annotated, ClassVar

from sitegen.lazy import dataclass
from sitegen.programme.deadline_rules import DeadlineRule, IfClosed, NoDeadline
from sitegen.programme.fields import (
    Contacts,
    Documents,
    Id,
    KeptWords,
    Register,
)
from sitegen.programme.kinds import (
    DAYS_BEFORE,
    DEADLINE_RULE,
    USUAL_WEEKDAYS,
    Weekdays,
)
from sitegen.source.fields import Field, OwnWords, Record
from sitegen.source.markdown.marks import Markdown
from sitegen.source.values import (
    ID,
    LINE,
    TEXT,
    YEAR,
)

ANY_DESIGNATION = "any designation"
"""Instead of the name of a rule: who meets the rules of any designation may enter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackDeadlineRecord(Record):
    """When one must have applied for the trainings of a track."""

    noun: ClassVar[str] = "deadline rule"
    shorthand: ClassVar[str | None] = "rule"
    label: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="What it is called. A date needs one.",
            example="Application Deadline",
        ),
    ] = None
    rule: Annotated[
        DeadlineRule | NoDeadline | None,
        Field(
            help="How it is computed. If there is no deadline: `none`, or `first come first "
            "served`. Left out: only the trainings that write one have one.",
            kind=DEADLINE_RULE,
            example="28 days before start",
        ),
    ] = None
    if_closed: Annotated[IfClosed, Field(help="What happens when you are closed on that day.")] = (
        IfClosed.KEEP
    )
    from_year: Annotated[
        int | None, Field(name="from", help="First year of the rule.", kind=YEAR, example="2022")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackOpeningRecord(Record):
    """From when on one can apply for the trainings of a track."""

    noun: ClassVar[str] = "opening rule"
    shorthand: ClassVar[str | None] = "rule"
    rule: Annotated[
        DeadlineRule,
        Field(help="How it is computed.", kind=DAYS_BEFORE, example="60 days before start"),
    ]
    label: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="What it is called; left out: Applications open.",
            example="Registration opens",
        ),
    ] = None
    if_closed: Annotated[IfClosed, Field(help="What happens when you are closed on that day.")] = (
        IfClosed.KEEP
    )
    from_year: Annotated[
        int | None, Field(name="from", help="First year of the rule.", kind=YEAR, example="2022")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualDaysRecord(Record):
    """On which weekdays a track's trainings are."""

    noun: ClassVar[str] = "line of usual days"
    from_year: Annotated[int, Field(name="from", help="First year.", kind=YEAR, example="2022")]
    days: Annotated[
        Weekdays,
        Field(help="The weekdays.", kind=USUAL_WEEKDAYS, example="Monday to Friday"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord(Record):
    """A kind of training."""

    noun: ClassVar[str] = "track"
    id: Id
    name: Annotated[
        OwnWords, Field(kind=LINE, help="What the training is called.", example="CPSS Training")
    ]
    heading: Annotated[
        OwnWords, Field(kind=LINE, help="Heading above its dates.", synonyms=("title",))
    ]
    audience: Annotated[
        str | None,
        Field(
            help="Whom it is made for: a word, or the id of one of the `audiences` in site.yaml.",
            kind=ID,
            refers_to="audience",
            example="peers",
        ),
    ] = None
    summary: Annotated[
        OwnWords, Field(kind=LINE, plain=True, help="One sentence.", synonyms=("description",))
    ]
    purpose: Annotated[Markdown, Field(help="What the training is for.")]
    for_whom: Annotated[OwnWords, Field(plain=True, help="Who it is for, in a sentence or two.")]
    keep_words: KeptWords = False
    focus: Annotated[tuple[OwnWords, ...], Field(help="What it focuses on, one point each.")] = ()
    how_to_apply: Annotated[Markdown, Field(help="What to do.", synonyms=("apply",))]
    entry: Annotated[
        str,
        Field(
            kind=TEXT,
            help="Who may enter: `any designation`, or a name under `track_entry`.",
            example="any designation",
        ),
    ]
    register: Register = None
    contacts: Contacts = ()
    documents: Documents = ()
    opens: Annotated[
        TrackOpeningRecord | None,
        Field(
            help="From when on one can apply; left out: at once.",
            example="60 days before start",
            synonyms=(
                "opening",
                "open",
                "apply from",
                "application opens",
                "applications open",
                "registration opens",
                "registration open",
                "enrollment opens",
            ),
        ),
    ] = None
    deadline: Annotated[
        TrackDeadlineRecord | None,
        Field(help="Its deadline rule, or `none`.", synonyms=("deadlines",)),
    ] = None
    usual_days: Annotated[
        tuple[UsualDaysRecord, ...], Field(help="Weekdays; others give a warning.")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TracksFile(Record):
    """The training tracks with their deadline rules."""

    noun: ClassVar[str] = "tracks file"
    tracks: Annotated[tuple[TrackRecord, ...], Field(help="The tracks, in the order shown.")]
