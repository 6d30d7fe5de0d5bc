"""The part of a requirement that can be checked: conditions on facts, joined by all, any, not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sitegen.lazy import dataclass

Bound = int | date
"""A number, a percentage or a day, from or to which a condition holds."""

_FIRST_DAY = date(1970, 1, 1)


def position(bound: Bound) -> int:
    """Give where a number or a day stands among the others: days count from January 1, 1970."""
    return (bound - _FIRST_DAY).days if isinstance(bound, date) else bound


def shifted(bound: Bound, steps: int) -> Bound:
    """Give the number so much higher, or the day so many days later."""
    return bound + timedelta(days=steps) if isinstance(bound, date) else bound + steps


@dataclass(frozen=True, slots=True)
class Is:
    """Answered yes (`expected` true) or no."""

    fact: str
    expected: bool


@dataclass(frozen=True, slots=True)
class Within:
    """A number, a percentage or a day from `lowest` to `highest`, both included.

    None is no bound. Both bounds are of the kind that the fact is answered with.
    """

    fact: str
    lowest: Bound | None
    highest: Bound | None

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The bounds that there are."""
        return tuple(bound for bound in (self.lowest, self.highest) if bound is not None)


@dataclass(frozen=True, slots=True)
class OneOf:
    """At least one of these choices or designations was answered."""

    fact: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Something:
    """Anything at all was answered (`expected` true: trained in something), or nothing."""

    fact: str
    expected: bool


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Test = Is | Within | OneOf | Something
Condition = Test | All | Any | Not


def tests_in(condition: Condition) -> Iterator[Test]:
    """Yield the conditions on single facts, in the order written."""
    if isinstance(condition, All | Any):
        for part in condition.parts:
            yield from tests_in(part)
    elif isinstance(condition, Not):
        yield from tests_in(condition.part)
    else:
        yield condition
