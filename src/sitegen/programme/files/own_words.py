"""The site's own words: what its trainings are called, whom they are for, whom to call."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from sitegen.lazy import dataclass, field
from sitegen.programme.fields import Id
from sitegen.source.fields import Field, OwnWords, Record
from sitegen.source.values import LINE, PHONE, TEXT

InLanguages = Annotated[
    Mapping[str, str],
    Field(kind=LINE, help="The same in each of `other_languages`, such as `es: …`."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisLineRecord(Record):
    """Whom to call in a crisis; shown first on every page."""

    noun: ClassVar[str] = "crisis line"
    text: Annotated[OwnWords, Field(help="One sentence.", synonyms=("sentence",))]
    text_in: Annotated[
        Mapping[str, str],
        Field(kind=TEXT, help="The same sentence in each of `other_languages`, such as `es: …`."),
    ] = field(default_factory=dict)
    phone: Annotated[str, Field(help="The number, in quotes.", kind=PHONE, example='"988"')]
    speaks: Annotated[
        Mapping[str, str],
        Field(
            kind=LINE,
            help="How to get help in other languages, in these, for every page.",
            example='{es: "Español: oprima 2"}',
        ),
    ] = field(default_factory=dict)
    not_us: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="A sentence for where people can ask you. Without it: “We are not a crisis line.”",
            example="We are an office, not a crisis line.",
        ),
    ] = None
    not_us_in: InLanguages = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWordsRecord(Record):
    """Words that the site uses in place of the usual ones."""

    noun: ClassVar[str] = "set of words"
    trainings: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="What the trainings are called within a sentence. Without it: “trainings”.",
            example="peer support trainings",
        ),
    ] = None
    trainings_in: InLanguages = field(default_factory=dict)
    decides: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="Who decides who can apply, within a sentence. Without it: “our staff decide”.",
            example="the office decides",
        ),
    ] = None
    decides_in: InLanguages = field(default_factory=dict)
    lead: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="The first sentence of the home page. "
            "Without it: “Trainings, deadlines and how to apply.”",
            example="Trainings and deadlines for peer support specialists.",
            synonyms=("intro", "introduction"),
        ),
    ] = None
    lead_in: InLanguages = field(default_factory=dict)
    about: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="The heading on the home page above your pages. Without it: “Good to know”.",
            example="About peer support",
            synonyms=("heading",),
        ),
    ] = None
    about_in: InLanguages = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudiencePageRecord(Record):
    """A page for one audience, with its trainings alone."""

    noun: ClassVar[str] = "page for an audience"
    title: Annotated[
        OwnWords,
        Field(
            kind=LINE,
            help="Its heading, and the words of links to it.",
            example="For supervisors and agencies",
            synonyms=("name", "heading"),
        ),
    ]
    title_in: InLanguages = field(default_factory=dict)
    summary: Annotated[
        OwnWords,
        Field(kind=LINE, plain=True, help="One sentence.", synonyms=("description", "lead")),
    ]
    summary_in: InLanguages = field(default_factory=dict)
    about: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="The heading above your other pages on it. Without it: “Good to know”.",
        ),
    ] = None
    about_in: InLanguages = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceRecord(Record):
    """People that tracks are made for."""

    noun: ClassVar[str] = "audience"
    id: Id
    name: Annotated[
        OwnWords | None,
        Field(
            kind=LINE,
            help="The heading above their trainings. Without it, “For” and the id.",
            example="For supervisors",
            synonyms=("title", "heading", "label"),
        ),
    ] = None
    name_in: InLanguages = field(default_factory=dict)
    page: Annotated[
        AudiencePageRecord | None,
        Field(help="A page of their own, whose address is the id."),
    ] = None
