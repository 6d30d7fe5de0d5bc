"""The rules as JSON, for the script that asks visitors; it reads them with the same logic.

A condition is a list: its kind, then what the kind needs. `["is", fact, answer]`, `["in", fact,
lowest, highest]` (null is no bound), `["of", fact, [choices]]`, `["some", fact, something]`,
`["all", …conditions]`, `["any", …conditions]`, `["not", condition]`. A day, as a bound and as an
answer, is the number of days since January 1, 1970.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any as AnyJson

from sitegen.programme.eligibility.conditions import (
    All,
    Any,
    Condition,
    Is,
    Not,
    OneOf,
    Within,
    position,
)
from sitegen.programme.eligibility.logic import Answer
from sitegen.programme.eligibility.rules import Rule, holds_on, silent_below

Json = AnyJson


def portable_condition(condition: Condition) -> list[Json]:
    """Give one condition as a list."""
    if isinstance(condition, All | Any):
        kind = "all" if isinstance(condition, All) else "any"
        return [kind, *map(portable_condition, condition.parts)]
    if isinstance(condition, Not):
        return ["not", portable_condition(condition.part)]
    if isinstance(condition, Is):
        return ["is", condition.fact, condition.expected]
    if isinstance(condition, Within):
        bounds = (condition.lowest, condition.highest)
        return ["in", condition.fact, *(b if b is None else position(b) for b in bounds)]
    if isinstance(condition, OneOf):
        return ["of", condition.fact, list(condition.choices)]
    return ["some", condition.fact, condition.expected]


def portable_answer(answer: Answer) -> Json:
    """Give one answer; several choices become a sorted list, and a day a number."""
    if isinstance(answer, frozenset):
        return sorted(answer)
    return position(answer) if isinstance(answer, date) else answer


def portable_rules(rules: Iterable[Rule], day: date) -> dict[str, Json]:
    """Give what is in force on `day`: by id, the conditions of a rule, in the order written.

    A rule of which one of several others is enough is the list of their ids, under `any`. One whose
    requirements are not known yet is `unknown`. One that leaves open what holds for younger people
    has the age `below` which that is so.
    """
    in_force = [rule for rule in rules if holds_on(rule, day)]
    known, below = {rule.id for rule in in_force}, silent_below(in_force, day)
    return {
        rule.id: {"any": [one for one in rule.any_of if one in known]}
        if rule.any_of is not None
        else {"all": [portable_condition(one.when) for one in rule.on(day)]}
        | ({} if rule.is_known else {"unknown": True})
        | ({"below": below[rule.id]} if rule.id in below else {})
        for rule in in_force
    }
