"""What editors write of how a certification is renewed: how often, by when, and what is asked."""

from typing import Annotated, ClassVar

from sitegen.lazy import dataclass
from sitegen.programme.deadline_rules import DueDay
from sitegen.programme.fields import Documents
from sitegen.programme.recurring import DUE_DAY, YEARS
from sitegen.source.fields import Field, OwnWords, Record
from sitegen.source.markdown.marks import Markdown
from sitegen.source.values import LINE, YEAR, whole_number

_HOURS = whole_number(1, 100_000, example=40)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPartRecord(Record):
    """Hours that are a part of others."""

    noun: ClassVar[str] = "part of hours"
    label: Annotated[
        OwnWords, Field(kind=LINE, help="Hours of what.", example="Ethics", synonyms=("name",))
    ]
    hours: Annotated[int, Field(help="How many.", kind=_HOURS, example="3")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRecord(Record):
    """Hours of education or experience that one must show."""

    noun: ClassVar[str] = "line of hours"
    label: Annotated[
        OwnWords,
        Field(kind=LINE, help="Hours of what.", example="Continuing education", synonyms=("name",)),
    ]
    hours: Annotated[int, Field(help="How many.", kind=_HOURS, example="40")]
    including: Annotated[
        tuple[HoursPartRecord, ...],
        Field(help="How many of these must be of what.", synonyms=("of which", "parts")),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalRecord(Record):
    """How a certification is renewed."""

    noun: ClassVar[str] = "renewal"
    label: Annotated[
        OwnWords,
        Field(kind=LINE, help="What it is called, also in calendars.", example="CPSSP renewal"),
    ]
    every: Annotated[
        int,
        Field(
            help="How long a certification is valid.",
            kind=YEARS,
            example="4 years",
            synonyms=("valid for", "valid", "period", "cycle", "term"),
        ),
    ]
    due: Annotated[
        DueDay | None,
        Field(
            help="The last day, if it is the same for everybody. Left out: it depends on the day "
            "of the certificate.",
            kind=DUE_DAY,
            example="September 30 or the working day before",
            synonyms=("deadline", "date", "due date", "on", "by"),
        ),
    ] = None
    from_year: Annotated[
        int | None,
        Field(
            name="from",
            help="The first year in which it is due for everybody; the others are counted from "
            "it. Left out: the year depends on the certificate.",
            kind=YEAR,
            example="2023",
        ),
    ] = None
    hours: Annotated[
        tuple[HoursRecord, ...],
        Field(help="Hours of education or experience.", synonyms=("education", "experience")),
    ] = ()
    cost: Annotated[
        OwnWords | None,
        Field(kind=LINE, help="What it costs.", example="$50", synonyms=("price", "fee", "fees")),
    ] = None
    how: Annotated[
        Markdown | None,
        Field(help="How one renews it.", synonyms=("how to renew", "steps", "note")),
    ] = None
    documents: Documents = ()
