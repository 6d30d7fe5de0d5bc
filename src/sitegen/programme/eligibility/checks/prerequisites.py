"""Trainings that need other trainings first: none may need itself, directly or through others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.lazy import dataclass
from sitegen.programme.eligibility.conditions import All, Any, Condition, Not, OneOf, Something
from sitegen.programme.eligibility.facts import FactType
from sitegen.programme.eligibility.file import (
    DesignationRecord,
    DesignationsFile,
    RequirementRecord,
    sentences_of,
)
from sitegen.source.pieces import known, whole
from sitegen.source.wording import listed


@dataclass(frozen=True, slots=True)
class Prerequisites:
    """What was found of trainings that need other trainings first.

    `closed` are the designations that nobody can ever enter, because of a circle: whatever else
    the rules say of these follows from it.
    """

    found: tuple[Diagnostic, ...] = ()
    closed: frozenset[str] = frozenset()


def check_prerequisites(file: DesignationsFile) -> Prerequisites:
    """Give an error for each circle of designations that need one another first.

    Begins with people who are trained in nothing, and lets them be trained in whatever they can
    enter, again and again; what is then still closed needs itself, or something that does.
    """
    return known(file, _judged) or Prerequisites()


def _judged(file: DesignationsFile) -> Prerequisites:
    designations = whole(file.designations)
    about_training = {
        name
        for name, fact in whole(file.facts).items()
        if known(fact, lambda one: one.type) is FactType.DESIGNATIONS
    }
    open_to: set[str] = set()
    while more := {
        one.id
        for one in designations
        if one.id not in open_to
        and all(_is_possible(r.when, open_to, about_training) for r in sentences_of(one))
    }:
        open_to |= more
    closed = {one.id: one for one in designations if one.id not in open_to}
    blocking = {
        name: next(
            r for r in sentences_of(one) if not _is_possible(r.when, open_to, about_training)
        )
        for name, one in closed.items()
    }
    needs = {name: [n for n in _named(one) if n in closed] for name, one in blocking.items()}
    circles = _circles(needs, list(closed)) if open_to else filter(None, [list(closed)])
    found = [_circle(circle, closed, blocking, open_to) for circle in circles]
    return Prerequisites(found=tuple(found), closed=frozenset(closed))


def _circles(needs: Mapping[str, Collection[str]], order: list[str]) -> Iterator[list[str]]:
    """Yield each group of designations that need one another, in the order of the file."""
    reached = {name: _reached(name, needs) for name in order}
    told: set[str] = set()
    for name in order:
        if name in told or name not in reached[name]:
            continue
        circle = [one for one in order if one in reached[name] and name in reached[one]]
        told.update(circle)
        yield circle


def _reached(name: str, needs: Mapping[str, Collection[str]]) -> set[str]:
    """Give all designations that `name` needs, directly or through others."""
    found: set[str] = set()
    ahead = list(needs[name])
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += needs[one]
    return found


def _is_possible(
    condition: Condition,
    trained_in: Collection[str],
    facts: Collection[str],
    *,
    wanted: bool = True,
) -> bool:
    """Tell whether the condition can have this result for somebody trained in some of these."""
    if isinstance(condition, Not):
        return _is_possible(condition.part, trained_in, facts, wanted=not wanted)
    if isinstance(condition, All | Any):
        parts = (_is_possible(p, trained_in, facts, wanted=wanted) for p in condition.parts)
        return all(parts) if isinstance(condition, All) is wanted else any(parts)
    if condition.fact not in facts or not wanted:
        return True  # other facts are free, and everybody can stay untrained
    if isinstance(condition, OneOf):
        return not set(condition.choices).isdisjoint(trained_in)
    return not (isinstance(condition, Something) and condition.expected) or bool(trained_in)


def _circle(
    circle: list[str],
    closed: Mapping[str, DesignationRecord],
    blocking: Mapping[str, RequirementRecord],
    open_to: Collection[str],
) -> Diagnostic:
    first, *others = circle
    message = f"Nobody can ever be trained as {closed[first].name}: it needs itself first."
    help_ = "Name a training here that somebody without any training can enter, such as "
    help_ += f"{listed(sorted(open_to)[:3])}." if open_to else ""
    if not open_to and len(closed) > 1:
        message = "Nobody can ever be trained: every designation needs another training first."
        help_ = "Change one of them, so that people without any training can enter."
    elif not open_to:
        help_ = "Change it, so that people without any training can enter."
    elif others:
        message = f"Nobody can ever be trained as {closed[first].name}: it needs "
        message += f"{listed(others, 'and')} first, "
        message += "which needs it." if len(others) == 1 else "and these need it."
    related = [
        Related(f"`{name}` needs another one first", blocking[name].at.span("when"))
        for name in others
    ]
    return problem("prerequisite-circle", blocking[first].at.span("when"), message, help_, *related)


def _named(requirement: RequirementRecord) -> Iterator[str]:
    """Yield the choices that the condition names."""
    conditions: list[Condition] = [requirement.when]
    while conditions:
        condition = conditions.pop(0)
        if isinstance(condition, All | Any):
            conditions += condition.parts
        elif isinstance(condition, Not):
            conditions.append(condition.part)
        elif isinstance(condition, OneOf):
            yield from condition.choices
