"""A day that nobody has set: about so long before or after another day of a training."""

from __future__ import annotations

from enum import StrEnum

from sitegen.lazy import dataclass


class Anchor(StrEnum):
    """The day of a training from which an about-date counts; the values are what editors write."""

    START = "start"
    END = "end"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class AboutRule:
    """About so many days after a day of the training, or before it; `words` is as written."""

    days: int  # before the day: less than 0
    anchor: Anchor
    words: str
