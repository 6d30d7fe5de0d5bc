"""The fields of a page of prose, and of the same page in another language."""

from typing import Annotated, ClassVar

from sitegen.lazy import dataclass
from sitegen.programme.fields import Contacts, KeptWords
from sitegen.source.fields import Field, OwnWords, Record
from sitegen.source.values import LINE, YEAR


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
