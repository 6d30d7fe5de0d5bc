"""Conditions against the facts that they ask for: known facts, and answers that can be given."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.programme.checks.references import hint
from sitegen.programme.checks.renamed import Known, Use, by_name
from sitegen.programme.collections import entries, half_known
from sitegen.programme.conditions import Is, OneOf, Something, Test, Within, tests_in
from sitegen.programme.facts import FactType
from sitegen.programme.files.tracks import DesignationsFile, FactRecord, RequirementRecord
from sitegen.programme.records import Records
from sitegen.source.nodes import Mapping, Node, Sequence
from sitegen.source.suggestions import Words
from sitegen.source.wording import shown

_FITTING: dict[FactType, tuple[type[Test], ...]] = {
    FactType.YES_NO: (Is,),
    FactType.WHOLE_NUMBER: (Within,),
    FactType.PERCENT: (Within,),
    FactType.DATE: (Within,),
    FactType.CHOICE: (OneOf,),
    FactType.CHOICES: (OneOf, Something),
    FactType.DESIGNATIONS: (OneOf, Something),
}
_ANSWERS = {
    FactType.YES_NO: "yes or no",
    FactType.WHOLE_NUMBER: "a whole number",
    FactType.PERCENT: "a percentage",
    FactType.DATE: "a day",
    FactType.CHOICE: "one of its choices",
    FactType.CHOICES: "some of its choices",
    FactType.DESIGNATIONS: "some of the designations",
}
_EXAMPLES = {
    FactType.YES_NO: "yes or no",
    FactType.WHOLE_NUMBER: "18 to 26, at least 18, or at most 26",
    FactType.PERCENT: "at least 75%",
    FactType.DATE: "before 2021-05-01, on or after 2021-05-01, or 2021-05-01 to 2022-04-30",
    FactType.CHOICE: "one of its choices, or a list of them in brackets",
    FactType.CHOICES: "one of its choices, a list of them in brackets, any, or none",
    FactType.DESIGNATIONS: "a designation, a list of them in brackets, any, or none",
}


def check_conditions(records: Records) -> Iterator[Diagnostic]:
    """Yield an error for each condition that no answer to its fact could meet."""
    rules = records.file(DesignationsFile)
    if rules is None or not rules.at.has("facts"):
        return
    unknown, respelt = half_known(records)
    designations = {name for collection, name, _ in entries(records) if collection == "designation"}
    designations |= {name for collection, name in respelt if collection == "designation"}
    absent: list[Use] = []
    choices = _Choices()
    asked: set[str] = set()
    for requirement in _requirements(rules):
        if not requirement.at.has("when"):
            continue
        for test in tests_in(requirement.when):
            fact = rules.facts.get(test.fact)
            asked.add(test.fact)
            if fact is not None:
                names = None if "designation" in unknown else designations
                yield from _check_answers(requirement, test, fact, names, choices)
            elif not _was_written(rules, test.fact):
                at = _place(requirement, test)
                absent.append(Use(test.fact, at, partial(_unknown_fact, test.fact, at, rules)))
    facts = {name: rules.at.name_span("facts", name) for name in rules.facts}
    unasked = [name for name in facts if name not in asked]
    yield from by_name(absent, Known(facts, unasked, "the facts at the top of the file"))
    yield from choices.absent(rules)


class _Choices:
    """The choices that conditions name, fact by fact, and those of them that there are not."""

    def __init__(self) -> None:
        self.named: dict[str, set[str]] = {}
        self.uses: dict[str, list[Use]] = {}

    def absent(self, rules: DesignationsFile) -> Iterator[Diagnostic]:
        for name, uses in self.uses.items():
            fact = rules.facts[name]
            if fact.type is FactType.DESIGNATIONS:
                places = {one.id: one.at.span("id") for one in rules.designations}
            else:
                of_fact = ("facts", name, "choices")
                places = {one: rules.at.name_span(*of_fact, one) for one in fact.choices}
            unused = [one for one in places if one not in self.named[name]]
            yield from by_name(uses, Known(places, unused, "its choices"))


def _unknown_fact(name: str, at: Span, rules: DesignationsFile) -> Diagnostic:
    message = f"`{shown(name)}` is not one of the facts at the top of the file."
    return problem("unknown-reference", at, message, hint(name, Words(rules.facts), "`facts:`"))


def _check_answers(
    requirement: RequirementRecord,
    test: Test,
    fact: FactRecord,
    designations: Collection[str] | None,
    choices: _Choices,
) -> Iterator[Diagnostic]:
    if not fact.at.has("type"):
        return
    if not _fits(test, fact.type):
        answer = _ANSWERS[fact.type]
        message = f"`{shown(test.fact)}` is answered with {answer}, and this is none."
        help_ = f"Write {_EXAMPLES[fact.type]}"
        yield problem("condition-format", _place(requirement, test), message, help_)
    elif isinstance(test, OneOf):
        known = designations
        if fact.type is not FactType.DESIGNATIONS:
            known = fact.choices if fact.at.has_all_of("choices") else None
        choices.named.setdefault(test.fact, set()).update(test.choices)
        if known is not None:
            at = _place(requirement, test)
            for name in test.choices:
                if name not in known:
                    say = partial(_unknown_choice, name, test.fact, at, known)
                    choices.uses.setdefault(test.fact, []).append(Use(name, at, say))


def _fits(test: Test, asked: FactType) -> bool:
    if isinstance(test, Within) and any(
        isinstance(bound, date) is not (asked is FactType.DATE) for bound in test.bounds
    ):
        return False
    return isinstance(test, _FITTING[asked])


def _unknown_choice(name: str, fact: str, at: Span, known: Collection[str]) -> Diagnostic:
    message = f"`{shown(name)}` is not a possible answer to `{shown(fact)}`."
    return problem("unknown-reference", at, message, hint(name, Words(known), "its choices"))


def _was_written(rules: DesignationsFile, fact: str) -> bool:
    return rules.at.span("facts", fact) != rules.at.span("facts")


def _requirements(rules: DesignationsFile) -> Iterator[RequirementRecord]:
    if rules.at.has("designations"):
        for designation in rules.designations:
            yield from designation.requires if designation.at.has("requires") else ()
    if rules.at.has("track_entry"):
        for entry in rules.track_entry.values():
            yield from entry.requires if entry.at.has("requires") else ()
    certification = rules.certification if rules.at.has("certification") else None
    if certification is not None and certification.at.has("requires"):
        yield from certification.requires


def _place(requirement: RequirementRecord, test: Test) -> Span:
    """Give the place of the fact and its answer inside the condition."""
    when = requirement.at.span("when")
    found = _find(requirement.at.node, test.fact)
    return when if found is None else Span(when.source, *found)


def _find(node: Node, fact: str) -> tuple[int, int] | None:
    if isinstance(node, Mapping):
        for key, value in node.fields:
            if key.text == fact:
                return key.start, value.end
        inner = [value for _, value in node.fields]
    else:
        inner = list(node.items) if isinstance(node, Sequence) else []
    return next((found for part in inner if (found := _find(part, fact))), None)
