"""Conditions against the facts that they ask for: known facts, and answers that can be given."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import partial

from sitegen.diagnostics import Diagnostic, Fix, Span, problem
from sitegen.lazy import dataclass
from sitegen.programme.absent_names import Known, Use, by_name, hint
from sitegen.programme.eligibility.conditions import Is, OneOf, Something, Test, Within, tests_in
from sitegen.programme.eligibility.facts import FactType
from sitegen.programme.eligibility.file import (
    DesignationsFile,
    FactRecord,
    RequirementRecord,
    requirements_of,
)
from sitegen.programme.eligibility.meant_answers import Labels, condition_meant
from sitegen.source.bounds import Meant
from sitegen.source.nodes import Mapping, Node, Sequence
from sitegen.source.pieces import each_known, is_known, known, piece
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
_CHOSEN = {FactType.YES_NO, FactType.CHOICE, FactType.CHOICES, FactType.DESIGNATIONS}


def check_conditions(
    rules: DesignationsFile, designations: Collection[str], *, all_known: bool
) -> Iterator[Diagnostic]:
    """Yield an error for each condition that no answer to its fact could meet.

    `designations` are their ids, and `all_known` whether these are all.
    """
    facts = rules.facts
    answers = _Possible(_called(rules, designations), is_whole=all_known)
    absent: list[Use] = []
    words = Words(facts)
    choices = _Choices()
    asked: set[str] = set()
    possible: dict[str, _Possible] = {}
    requirements = (one for _, requires in requirements_of(rules) for one in requires)
    for when, requirement in each_known(requirements, lambda one: one.when):
        places = _Places(requirement)
        for test in tests_in(when):
            fact = facts.get(test.fact)
            asked.add(test.fact)
            if fact is not None:
                is_about_them = known(fact, lambda one: one.type) is FactType.DESIGNATIONS
                if not is_about_them and test.fact not in possible:
                    possible[test.fact] = _choices_of(fact)
                here = answers if is_about_them else possible[test.fact]
                yield from _check_answers(places, test, fact, here, choices)
            elif not _was_written(rules, test.fact):
                at = places.name(test)
                absent.append(Use(test.fact, at, partial(_unknown_fact, test.fact, at, words)))
    places_of = {name: rules.at.name_span("facts", name) for name in facts}
    unasked = [name for name in facts if name not in asked]
    yield from by_name(absent, Known(places_of, unasked, "the facts at the top of the file"))
    yield from choices.absent(rules)


@dataclass(frozen=True, slots=True)
class _Possible:
    """What can be answered: the ids, each with what it is called, and whether these are all."""

    names: Labels
    is_whole: bool


def _called(rules: DesignationsFile, ids: Collection[str]) -> Labels:
    of_file = known(rules, lambda one: one.designations) or ()
    called = dict(one for one, _ in each_known(of_file, lambda one: (one.id, one.name)))
    return Labels({name: called.get(name, name) for name in sorted(ids)})


def _choices_of(fact: FactRecord) -> _Possible:
    names = Labels(known(fact, lambda one: one.choices) or {})
    return _Possible(names, is_whole=is_known(fact, lambda one: one.choices))


class _Choices:
    """The choices that conditions name, fact by fact, and those of them that there are not."""

    def __init__(self) -> None:
        self.named: dict[str, set[str]] = {}
        self.uses: dict[str, list[Use]] = {}

    def absent(self, rules: DesignationsFile) -> Iterator[Diagnostic]:
        for name, uses in self.uses.items():
            fact = rules.facts[name]
            if fact.type is FactType.DESIGNATIONS:
                named = each_known(rules.designations, lambda one: one.id)
                places = {identifier: one.at.span("id") for identifier, one in named}
            else:
                of_fact = ("facts", name, "choices")
                places = {one: rules.at.name_span(*of_fact, one) for one in fact.choices}
            unused = [one for one in places if one not in self.named[name]]
            yield from by_name(uses, Known(places, unused, "its choices"))


def _unknown_fact(name: str, at: Span, known: Words) -> Diagnostic:
    message = f"`{shown(name)}` is not one of the facts at the top of the file."
    return problem("unknown-reference", at, message, hint(name, known, "`facts:`"))


@piece
def _check_answers(
    places: _Places,
    test: Test,
    fact: FactRecord,
    possible: _Possible,
    choices: _Choices,
) -> Iterator[Diagnostic]:
    if not _fits(test, fact.type):
        yield _misfit(places, test, fact, possible.names)
    elif isinstance(test, OneOf):
        choices.named.setdefault(test.fact, set()).update(test.choices)
        if not possible.is_whole:
            return
        absent = [name for name in test.choices if name not in possible.names.labels]
        meant = condition_meant(test.choices, fact.type, possible.names) if absent else None
        if meant is not None:
            yield _otherwise(places, test, meant)
            return
        value = places.value(test)
        for name in absent:
            at = _part_of(value, name)
            say = partial(_unknown_choice, name, test.fact, at, possible.names.words)
            choices.uses.setdefault(test.fact, []).append(Use(name, at, say))


def _misfit(places: _Places, test: Test, fact: FactRecord, names: Labels) -> Diagnostic:
    """Say that a condition is none on this kind of fact, and what it means most likely."""
    at = places.value(test)
    texts = (
        (at.typed,) if isinstance(test, Within) and fact.type is FactType.DATE else _texts_of(test)
    )
    what = f"“{shown(', '.join(texts))}”" if texts else "this"
    message = f"`{shown(test.fact)}` is answered with {_ANSWERS[fact.type]}, and {what} is none."
    meant = condition_meant(texts, fact.type, names) if texts else None
    if meant is None:
        help_ = f"Write it such as {_EXAMPLES[fact.type]}"
        if fact.type in _CHOSEN:
            help_ = f"Write {_EXAMPLES[fact.type]}."
        return problem("condition-format", at, message, help_)
    fix = Fix(at, meant.readings[0], safe=meant.sure) if len(meant.readings) == 1 else None
    return problem("condition-format", at, message, meant.help, fix=fix)


def _otherwise(places: _Places, test: OneOf, meant: Meant) -> Diagnostic:
    """Say that choices are named in other words than by their ids."""
    what = shown(", ".join(test.choices))
    message = f"“{what}” is not how the answer to `{shown(test.fact)}` is written here."
    at = places.value(test)
    fix = Fix(at, meant.readings[0], safe=meant.sure)
    return problem("condition-format", at, message, meant.help, fix=fix)


def _texts_of(test: Test) -> tuple[str, ...]:
    """Give what is written, where it can have been meant for another kind of fact."""
    if isinstance(test, OneOf):
        return test.choices
    if isinstance(test, Is):
        return ("yes" if test.expected else "no",)
    return (("any" if test.expected else "none"),) if isinstance(test, Something) else ()


def _fits(test: Test, asked: FactType) -> bool:
    if isinstance(test, Within) and any(
        isinstance(bound, date) is not (asked is FactType.DATE) for bound in test.bounds
    ):
        return False
    return isinstance(test, _FITTING[asked])


def _unknown_choice(name: str, fact: str, at: Span, known: Words) -> Diagnostic:
    message = f"`{shown(name)}` is not a possible answer to `{shown(fact)}`."
    return problem("unknown-reference", at, message, hint(name, known, "its choices"))


def _was_written(rules: DesignationsFile, fact: str) -> bool:
    return rules.at.span("facts", fact) != rules.at.span("facts")


def _part_of(at: Span, text: str) -> Span:
    """Give the place of a text within another one; all of it if it is written otherwise."""
    found = at.typed.find(text)
    if found < 0:
        return at
    return Span(at.source, at.start + found, at.start + found + len(text))


class _Places:
    """Where the facts of one requirement, and what they must be, are written."""

    def __init__(self, requirement: RequirementRecord) -> None:
        self._requirement = requirement
        self._found: dict[str, tuple[int, int]] | None = None

    def name(self, test: Test) -> Span:
        """Give the place of the fact alone."""
        return _part_of(self._whole(test), test.fact)

    def value(self, test: Test) -> Span:
        """Give the place of the answer alone."""
        at = self._whole(test)
        found = re.match(r"[^:]*:\s*", at.typed)
        return Span(at.source, at.start + (found.end() if found else 0), at.end)

    def _whole(self, test: Test) -> Span:
        if self._found is None:
            self._found = {}
            _find(self._requirement.at.node, self._found)
        when = self._requirement.at.span("when")
        found = self._found.get(test.fact)
        return when if found is None else Span(when.source, *found)


def _find(node: Node, found: dict[str, tuple[int, int]]) -> None:
    """Take up where each name is written first: in a mapping itself, before what is inside it."""
    if isinstance(node, Mapping):
        for key, value in node.fields:
            found.setdefault(key.text, (key.start, value.end))
        inner = [value for _, value in node.fields]
    else:
        inner = list(node.items) if isinstance(node, Sequence) else []
    for part in inner:
        _find(part, found)
