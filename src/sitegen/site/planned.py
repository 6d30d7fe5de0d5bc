"""What a file of the site is before anybody has asked for its bytes."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from sitegen.lazy import dataclass
from sitegen.site.ingredients import EVERYTHING, MadeOf


class Role(Enum):
    """Whom a file is for: visitors to read, pages to load, or other programs."""

    PAGE = auto()
    ASSET = auto()
    DATA = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """A file of the site: its path in the output, and a function that makes its bytes.

    The function may be called at any time, also in a forked process, and gives the same bytes
    each time. It raises TemplateProblem where a template cannot be filled. Files with the same
    word in `shares` share work, so they are best made by one process, one after the other.
    `made_of` is what its bytes come from, beside what is no date (see `ingredients`). A picture is
    made of less, which `drawn` tells from others: it stays the same on another day.
    """

    address: str
    produce: Callable[[], bytes]
    shares: str | None = None
    made_of: MadeOf = EVERYTHING
    drawn: str = ""
    role: Role = Role.DATA
