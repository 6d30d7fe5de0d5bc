"""The part of a requirement that can be checked: conditions on facts, joined by all, any, not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Is:
    """Answered yes (`expected` true) or no."""

    fact: str
    expected: bool


@dataclass(frozen=True, slots=True)
class Within:
    """A number (or percentage) from `lowest` to `highest`, both included; None is no bound."""

    fact: str
    lowest: int | None
    highest: int | None


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
