"""What editors write of how a certification is renewed: how often, by when, and what is asked."""

import re
from typing import Annotated, ClassVar

from sitegen.lazy import dataclass
from sitegen.programme.deadline_rules import DueDay
from sitegen.programme.fields import Documents
from sitegen.programme.recurring import DUE_DAY, YEARS
from sitegen.source.fields import Field, Kind, Misread, OwnWords, Record
from sitegen.source.markdown.marks import Markdown
from sitegen.source.values import LINE, YEAR, whole_number
from sitegen.source.wording import shown

_WHOLE_HOURS = whole_number(1, 100_000, example=40)
_QUARTERS = {"¼": ".25", "1/4": ".25", "½": ".5", "1/2": ".5", "¾": ".75", "3/4": ".75"}


def _read_hours(text: str) -> float | Misread:
    """Read whole hours, or hours with a half or a quarter: only these are added up exactly."""
    if re.fullmatch(r"[0-9]{1,5}\.(?:25|50?|75)", text):
        return float(text)
    if re.fullmatch(r"[0-9]{1,5}\.00?", text):
        return _WHOLE_HOURS.read(text.partition(".")[0])
    said = re.fullmatch(rf"([0-9]{{0,5}}) ?({'|'.join(_QUARTERS)}|[.,](?:25|50?|75))", text)
    if said:
        better = f"{said[1] or 0}{_QUARTERS.get(said[2]) or said[2].replace(',', '.')}"
        message = f"“{shown(text)}” is not written as a number of hours."
        return Misread("number-format", message, f"Write {better}", better)
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+|,[0-9]{1,2})", text):
        message = f"“{shown(text)}” is not a number of whole hours, halves or quarters."
        return Misread("number-format", message, "Write .25, .5 or .75 behind the whole hours.")
    return _WHOLE_HOURS.read(text)


_HOURS: Kind[float] = Kind(
    "a number of hours such as 40 or 1.5",
    _read_hours,
    {
        "type": ["number", "string"],
        "minimum": 0.25,
        "maximum": 100_000,
        "multipleOf": 0.25,
        "pattern": r"^(-?[0-9]{1,9}|[0-9]{1,5}\.(00?|25|50?|75))$",
        "patternErrorMessage": "Write a number of hours, such as 40 or 1.5.",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPartRecord(Record):
    """Hours that are a part of others."""

    noun: ClassVar[str] = "part of hours"
    label: Annotated[
        OwnWords, Field(kind=LINE, help="Hours of what.", example="Ethics", synonyms=("name",))
    ]
    hours: Annotated[float, Field(help="How many.", kind=_HOURS, example="3")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRecord(Record):
    """Hours of education or experience that one must show."""

    noun: ClassVar[str] = "line of hours"
    label: Annotated[
        OwnWords,
        Field(kind=LINE, help="Hours of what.", example="Continuing education", synonyms=("name",)),
    ]
    hours: Annotated[float, Field(help="How many.", kind=_HOURS, example="40")]
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
