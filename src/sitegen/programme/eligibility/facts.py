"""What the rules ask about a person: each fact once, with its question and its possible answers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sitegen.lazy import dataclass
from sitegen.source.fields import OwnWords


class FactType(StrEnum):
    """What an answer looks like."""

    YES_NO = "yes or no"
    WHOLE_NUMBER = "whole number"
    PERCENT = "percent"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    DESIGNATIONS = "designations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A question and what may be answered. `decided_by` names who decides what no page can.

    A `sensitive` question is asked last, and a person may rather not say.
    """

    id: str
    type: FactType
    ask: OwnWords
    choices: Mapping[str, OwnWords]
    lowest: int | None
    highest: int | None
    decided_by: OwnWords | None
    sensitive: bool = False
