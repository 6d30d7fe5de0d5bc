"""What somebody says of a site that is to begin, and the names that follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from sitegen.lazy import dataclass
from sitegen.programme.kinds import FIRST_DAY
from sitegen.programme.model import Expected, Mode
from sitegen.source.fields import Misread
from sitegen.source.values import DOMAIN, as_id

_LONGEST = 40
"""Characters of an id that is made of a name."""

_TAKEN = ("past",)
"""Below the address of the trainings, pages of the site's own have these names."""

_ONLINE = frozenset({"online", "virtual", "virtually", "zoom", "teams", "remote"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers, as they were typed. An empty text is what is not known yet."""

    title: str
    organization: str
    organization_kind: str
    timezone: str
    language: str
    base_url: str
    tracks: tuple[str, ...]
    deadline: str
    email: str
    phone: str
    start: str
    end: str
    place: str
    mode: str

    @property
    def slug(self) -> str:
        """The title as part of an address."""
        return _id(self.title, "trainings")

    @property
    def address(self) -> str:
        """Where the site will live, or an address that is nobody's as long as that is not known."""
        return self.base_url or f"https://example.org/{self.slug}/"

    @property
    def calendar_domain(self) -> str:
        """The right-hand side of calendar ids: the site's name at the host where it will live."""
        host = (self.base_url and urlsplit(self.base_url).hostname) or "example.org"
        name = f"{self.slug}.{host.removeprefix('www.')}"
        return name if DOMAIN.read(name) == name else f"{self.slug}.example.org"

    @property
    def tracks_by_id(self) -> dict[str, str]:
        """The names of the tracks by their ids, in the order given."""
        found: dict[str, str] = {}
        for number, name in enumerate(self.tracks, 1):
            found[unused(_id(name, f"track-{number}"), {*found, *_TAKEN})] = name
        return found

    @property
    def place_id(self) -> str:
        """The id of the place of the first training."""
        return _id(self.place, "first-place")

    @property
    def year(self) -> int | None:
        """The year of the first training, as far as that is known."""
        found = FIRST_DAY.read(self.start) if self.start else None
        return None if found is None or isinstance(found, Misread) else found.year

    @property
    def training_id(self) -> str:
        """The id of the first training: its track, its year and, where it is known, its month."""
        return training_id(next(iter(self.tracks_by_id)), self.start, self.year)


def usual_mode(place: str) -> Mode:
    """Tell how one attends at a place that is called so."""
    return Mode.VIRTUAL if place.casefold() in _ONLINE else Mode.IN_PERSON


def training_id(track: str, start: str, year: int | None) -> str:
    """Give the id that a training has by custom: `cpss-2022-03`."""
    found = FIRST_DAY.read(start)
    if isinstance(found, Misread) or year is None:
        return f"{track}-{year or 'next'}"
    month = found.part if isinstance(found, Expected) else found.month
    return f"{track}-{year}-{month:02}" if isinstance(month, int) else f"{track}-{year}"


def unused(name: str, taken: Iterable[str]) -> str:
    """Give the id, or where it is taken, the same with the next number behind it."""
    every, number, one = frozenset(taken), 1, name
    while one in every:
        number += 1
        one = f"{name}-{number}"
    return one


def _id(name: str, otherwise: str) -> str:
    """Make an id of a name. One of digits alone could be taken for a year."""
    made = as_id(name)[:_LONGEST].strip("-")
    if not made:
        return otherwise
    return made if not made.replace("-", "").isdigit() else f"{otherwise.partition('-')[0]}-{made}"
