"""What editors write of the rules: facts, designations, who may enter, certifications, examples."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar, TypeAlias

from sitegen.lazy import dataclass, field
from sitegen.programme.eligibility.answer_reading import ANSWERS_SCHEMA, WrittenAnswer, read_answers
from sitegen.programme.eligibility.condition_reading import CONDITION_SCHEMA, read_condition
from sitegen.programme.eligibility.conditions import Condition
from sitegen.programme.eligibility.facts import FactType
from sitegen.programme.eligibility.renewals import RenewalRecord
from sitegen.programme.eligibility.rules import CERTIFICATION_ID
from sitegen.programme.fields import FromDate, Id, UntilDate
from sitegen.source.fields import Field, OwnWords, Record, Tbd
from sitegen.source.pieces import each_known, known
from sitegen.source.values import ID, LINE, TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRecord(Record):
    """A question that rules depend on."""

    noun: ClassVar[str] = "fact"
    type: Annotated[FactType, Field(help="What an answer looks like.", example="yes or no")]
    ask: Annotated[OwnWords, Field(help="The question.", synonyms=("question",))]
    choices: Annotated[
        Mapping[str, OwnWords], Field(help="Possible answers, each with a name.")
    ] = field(default_factory=dict)
    lowest: Annotated[int | None, Field(help="Smallest number.")] = None
    highest: Annotated[int | None, Field(help="Largest number.")] = None
    decided_by: Annotated[OwnWords | None, Field(help="Who decides, where no page can.")] = None
    sensitive: Annotated[
        bool,
        Field(
            help="Whether it is about a person's health or the like. Then it is asked last.",
            example="yes",
            synonyms=("private", "health", "personal"),
        ),
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementRecord(Record):
    """A published sentence and what can be checked of it."""

    noun: ClassVar[str] = "requirement"
    text: Annotated[OwnWords, Field(help="The sentence as published, without its subject.")]
    when: Annotated[
        Condition,
        Field(
            help="What can be checked.",
            reader=read_condition,
            schema=CONDITION_SCHEMA,
            example="{age: 18 to 26}",
        ),
    ]
    from_date: FromDate = None
    until_date: UntilDate = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationRecord(Record):
    """One of the designations a peer can be trained in."""

    noun: ClassVar[str] = "designation"
    id: Id
    name: Annotated[OwnWords, Field(kind=LINE, help="Its name.", example="Young Adult")]
    requires: Annotated[
        tuple[RequirementRecord, ...] | Tbd, Field(help="What one must meet.", tbd=True)
    ]
    from_date: FromDate = None
    until_date: UntilDate = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecord(Record):
    """Who may enter a track."""

    noun: ClassVar[str] = "entry rule"
    requires: Annotated[
        tuple[RequirementRecord, ...] | Tbd, Field(help="What one must meet.", tbd=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationRecord(Record):
    """What must be shown to be certified."""

    noun: ClassVar[str] = "certification"
    id: Annotated[
        str,
        Field(
            help="Permanent name; needed where there are several.",
            kind=ID,
            example="family-partner",
        ),
    ] = CERTIFICATION_ID
    name: Annotated[OwnWords, Field(kind=LINE, help="Its name.", example="CPSSP certification")]
    requires: Annotated[
        tuple[RequirementRecord, ...] | Tbd, Field(help="What one must show.", tbd=True)
    ]
    renewal: Annotated[RenewalRecord | None, Field(help="How it is renewed.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRecord(Record):
    """An example person, who proves the rules."""

    noun: ClassVar[str] = "example"
    person: Annotated[
        str,
        Field(
            kind=LINE,
            help="Who this is, in words.",
            example="A 27-year-old with lived experience",
            synonyms=("name", "who", "example"),
        ),
    ]
    answers: Annotated[
        tuple[WrittenAnswer, ...],
        Field(
            help="What the person answers. What is left out is not known.",
            reader=read_answers,
            schema=ANSWERS_SCHEMA,
            example="{age: 27, lived_experience: yes}",
        ),
    ]
    on: Annotated[
        date | None,
        Field(
            help="The day for which this holds. Without it: today and all days to come.",
            example="2022-03-01",
            synonyms=("date", "day", "when"),
        ),
    ] = None
    can_apply_for: Annotated[
        tuple[str, ...],
        Field(
            kind=TEXT,
            help="What the person can apply for: ids of designations, names under "
            "`track_entry`, or certification.",
            example="[adult-and-recovery]",
            synonyms=("can", "may apply for", "yes"),
        ),
    ] = ()
    cannot_apply_for: Annotated[
        tuple[str, ...],
        Field(
            kind=TEXT,
            help="What the person cannot apply for, in the same words.",
            example="[young-adult]",
            synonyms=("cannot", "may not apply for", "no"),
        ),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationsFile(Record):
    """Facts, designations, who may enter each track, how one is certified."""

    noun: ClassVar[str] = "designations file"
    facts: Annotated[Mapping[str, FactRecord], Field(help="The questions, each with a name.")]
    designations: Annotated[tuple[DesignationRecord, ...], Field(help="The designations.")]
    track_entry: Annotated[
        Mapping[str, EntryRecord], Field(help="Who may enter a track, by a name that tracks use.")
    ] = field(default_factory=dict)
    certification: Annotated[CertificationRecord | None, Field(help="How one is certified.")] = None
    certifications: Annotated[
        tuple[CertificationRecord, ...],
        Field(help="Instead of `certification`: several, each with an id."),
    ] = ()
    tests: Annotated[
        tuple[ExampleRecord, ...],
        Field(help="Example people, who prove the rules.", synonyms=("examples", "people")),
    ] = ()


Holder: TypeAlias = DesignationRecord | EntryRecord | CertificationRecord


def requirements_of(
    file: DesignationsFile,
) -> Iterator[tuple[Holder, tuple[RequirementRecord, ...]]]:
    """Yield everything that requires something, with its requirements, where these were read."""
    yield from ((holder, of) for of, holder in each_known(holders_of(file), sentences_of))


def holders_of(file: DesignationsFile) -> tuple[Holder, ...]:
    """Give everything that requires something: designations, entry rules, certification."""
    designations = known(file, lambda one: one.designations) or ()
    entries = known(file, lambda one: one.track_entry) or {}
    return (*designations, *entries.values(), *certifications_of(file))


def certifications_of(file: DesignationsFile) -> tuple[CertificationRecord, ...]:
    """Give how one is certified: the one certification, or each of several."""
    one = known(file, lambda file: file.certification)
    several = known(file, lambda file: file.certifications) or ()
    return (*((one,) if one is not None else ()), *several)


def sentences_of(holder: Holder) -> tuple[RequirementRecord, ...]:
    """Give the requirements of a designation or the like: none where they are not known yet."""
    return () if isinstance(holder.requires, Tbd) else holder.requires
