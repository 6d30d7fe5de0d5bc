"""Fields that several records share."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from sitegen.source.fields import Field
from sitegen.source.markdown.marks import Markdown
from sitegen.source.values import (
    ADDRESS_OR_ID,
    EMAIL,
    ID,
    PHONE,
    TEXT,
)

Id = Annotated[str, Field(help="Permanent name; never changes once published.", kind=ID)]
Contacts = Annotated[
    tuple[str, ...],
    Field(
        help="Whom to ask: ids from contacts.yaml.",
        kind=ID,
        refers_to="contact",
        example="[kathy-smith]",
        synonyms=(
            "contact",
            "person",
            "people",
            "instructor",
            "instructors",
            "trainer",
            "ask",
            "questions",
        ),
    ),
]
Documents = Annotated[
    tuple[str, ...],
    Field(
        help="Forms and links: ids from documents.yaml.",
        kind=ID,
        refers_to="document",
        example="[cpss-documents]",
        synonyms=("document", "forms", "form", "files", "applications", "application", "downloads"),
    ),
]
Register = Annotated[
    str | None,
    Field(
        help="Where one registers: an address on the web, or the id of a document.",
        kind=ADDRESS_OR_ID,
        refers_to="document",
        or_address=True,
        example="https://forms.example.org/cpss",
        synonyms=(
            "registration",
            "register at",
            "sign up",
            "signup",
            "enroll",
            "apply at",
            "registration link",
            "registration url",
            "link",
            "url",
        ),
    ),
]
Note = Annotated[
    Markdown | None,
    Field(
        help="What else people should know.",
        synonyms=(
            "notes",
            "comment",
            "comments",
            "info",
            "information",
            "remark",
            "remarks",
            "details",
        ),
    ),
]
Phone = Annotated[
    str | None,
    Field(
        help="Ten digits, and `ext. 4` behind them where there is an extension.",
        kind=PHONE,
        example="601-555-0100",
        synonyms=(
            "telephone",
            "tel",
            "phone number",
            "telephone number",
            "number",
            "cell",
            "mobile",
        ),
    ),
]
Email = Annotated[
    str | None,
    Field(
        help="E-mail address.",
        kind=EMAIL,
        synonyms=("email address", "e mail", "mail", "e mail address"),
    ),
]
Address = Annotated[
    tuple[str, ...],
    Field(
        kind=TEXT,
        help="Postal address, one line each.",
        synonyms=("post", "postal address", "mailing address", "street", "location"),
    ),
]


KeptWords = Annotated[
    bool,
    Field(
        help="`yes` for words that were published like this and must stay: nothing is said about "
        "long sentences and hard words.",
        example="yes",
    ),
]
FromDate = Annotated[
    date | None, Field(name="from", help="First day on which it holds.", example="2021-05-01")
]
UntilDate = Annotated[
    date | None, Field(name="until", help="Last day on which it holds.", example="2023-04-30")
]
