"""What a site says in words of its own: what it is, whom its tracks are for, whom to call."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sitegen.lazy import dataclass, field
from sitegen.source.fields import OwnWords


class OrganizationKind(StrEnum):
    """What kind of organization publishes the site."""

    ORGANIZATION = "organization"
    GOVERNMENT = "government"
    SCHOOL = "school"
    NONPROFIT = "nonprofit"
    CLINIC = "clinic"
    BUSINESS = "business"


InLanguages = Mapping[str, Mapping[str, str]]
"""By BCP 47 tag, the words of fields by their names, in place of those in the site's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudiencePage:
    """The words of a page for one audience. `about` stands above the other pages on it."""

    title: OwnWords
    summary: OwnWords
    about: OwnWords | None
    in_languages: InLanguages = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom tracks are made for. `called` is the id in words, `name` the heading of its own."""

    id: str  # also the address of its page
    called: OwnWords
    name: OwnWords | None
    page: AudiencePage | None
    in_languages: InLanguages = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisLine:
    """Whom to call in a crisis; shown first on every page.

    `speaks` says by BCP 47 tag how to be helped in a language, in that language.
    """

    text: OwnWords
    phone: str
    speaks: Mapping[str, str] = field(default_factory=dict)
    not_us: OwnWords | None = None
    in_languages: InLanguages = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWords:
    """Words of the site's own; None where the usual ones will do."""

    trainings: OwnWords | None = None
    lead: OwnWords | None = None
    about: OwnWords | None = None
    decides: OwnWords | None = None
    in_languages: InLanguages = field(default_factory=dict)


OfTheSite = SiteWords | CrisisLine | Audience | AudiencePage
"""What has words that a site can say in several languages."""
