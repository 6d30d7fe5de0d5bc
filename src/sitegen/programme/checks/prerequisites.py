"""Trainings that need other trainings first: none may need itself, directly or through others."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.conditions import All, Any, Condition, Not, OneOf, Something
from sitegen.programme.facts import FactType
from sitegen.programme.files.tracks import DesignationRecord, DesignationsFile, RequirementRecord
from sitegen.programme.records import Records
from sitegen.source.wording import listed


def check_prerequisites(records: Records) -> Iterator[Diagnostic]:
    """Yield an error for each designation that nobody can ever be trained in.

    Begins with people who are trained in nothing, and lets them be trained in whatever they can
    enter, again and again; what is then still closed needs itself.
    """
    file = records.file(DesignationsFile)
    if file is None or not file.at.has_all_of("designations", "facts"):
        return
    if not all(_can_be_judged(one) for one in file.designations):
        return
    about_training = {
        name
        for name, fact in file.facts.items()
        if fact.at.has("type") and fact.type is FactType.DESIGNATIONS
    }
    open_to: set[str] = set()
    while more := {
        one.id
        for one in file.designations
        if one.id not in open_to
        and all(_is_possible(r.when, open_to, about_training) for r in one.requires)
    }:
        open_to |= more
    closed = {one.id: one for one in file.designations if one.id not in open_to}
    told: set[str] = set()
    for designation in closed.values():
        if designation.id not in told:
            circle = _circle(designation, closed, open_to, about_training)
            told |= {name for r in designation.requires for name in _named(r)}
            yield circle


def _can_be_judged(designation: DesignationRecord) -> bool:
    return designation.at.has("id", "name", "requires") and all(
        requirement.at.has("when") for requirement in designation.requires
    )


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
    designation: DesignationRecord,
    closed: dict[str, DesignationRecord],
    open_to: Collection[str],
    facts: Collection[str],
) -> Diagnostic:
    blocking = next(r for r in designation.requires if not _is_possible(r.when, open_to, facts))
    needed = [name for name in _named(blocking) if name in closed]
    message = f"Nobody can ever be trained as {designation.name}: it needs training that needs it."
    if designation.id in needed:
        message = f"Nobody can ever be trained as {designation.name}: it needs itself first."
    related = [
        Related(f"`{name}` can never be reached either", closed[name].at.span("id"))
        for name in needed
        if name != designation.id
    ]
    help_ = "Name a training here that somebody without any training can enter"
    help_ += f", such as {listed(sorted(open_to)[:3])}." if open_to else "."
    return problem("prerequisite-circle", blocking.at.span("when"), message, help_, *related)


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
