"""Names in the rules that mean something else already, and facts that nobody could answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.programme.eligibility.facts import FactType
from sitegen.programme.eligibility.file import DesignationsFile, FactRecord, certifications_of
from sitegen.programme.eligibility.rules import CERTIFICATION_ID
from sitegen.source.pieces import each_known, in_pieces, is_known, known
from sitegen.source.wording import MARK, TO_FILL_IN, listed, shown

_WORDS_FOR_FACTS = ("all", "any", "not")
_WORDS_FOR_ANSWERS = ("yes", "no", "any", "none")
_CHOOSE = {FactType.CHOICE, FactType.CHOICES}


def check_rule_names(
    file: DesignationsFile, tracks: Sequence[tuple[str, Span]]
) -> Iterator[Diagnostic]:
    """Yield an error for each name by which conditions, examples or commands mean another thing.

    `tracks` are their ids with the places.
    """
    for name, fact in (known(file, lambda one: one.facts) or {}).items():
        yield from _fact(name, fact, file.at.name_span("facts", name))
    yield from in_pieces(_rules(file, tracks), _twice(file))


def _twice(file: DesignationsFile) -> Iterator[Diagnostic]:
    """Yield an error where certifications stand in both ways."""
    if file.certification is not None and file.certifications:
        message = "`certification` is for the only one, and `certifications` for several."
        help_ = "Move it into the list of several, and give each of them an id."
        yield problem("duplicate-field", file.at.name_span("certification"), message, help_)


def _fact(name: str, fact: FactRecord, at: Span) -> Iterator[Diagnostic]:
    if name in _WORDS_FOR_FACTS:
        message = f"A fact cannot be called `{name}`: conditions have another meaning for it."
        yield problem("reserved-name", at, message, "Give it a longer name.")
    yield from in_pieces(_choices(fact, at), _bounds(fact))


def _bounds(fact: FactRecord) -> Iterator[Diagnostic]:
    if fact.lowest is not None and fact.highest is not None and fact.highest < fact.lowest:
        message = f"The largest number, {fact.highest}, is below the smallest, {fact.lowest}."
        help_ = "Correct one of the two. If they were swapped, swap them back."
        yield problem("number-range", fact.at.span("highest"), message, help_)


def _choices(fact: FactRecord, at: Span) -> Iterator[Diagnostic]:
    if fact.type in _CHOOSE and not fact.choices:
        if is_known(fact, lambda one: one.choices):
            message = "This fact is answered with a choice, and there are no choices."
            help_ = (
                f"Add to this fact, with an id and words for each in place of {MARK}: "
                f"choices: {{{TO_FILL_IN}: {TO_FILL_IN}}}"
            )
            yield problem("missing-field", at, message, help_)
        return
    for choice in fact.choices:
        if choice in _WORDS_FOR_ANSWERS or re.fullmatch("[0-9]+%?", choice):
            message = f"A choice cannot be called `{shown(choice)}`: that is an answer of its own."
            help_ = "Give it another name."
            if choice in {"yes", "no"}:
                help_ = "Give it another name. If no others are meant, choose the type yes or no."
            elif choice in {"any", "none"}:
                help_ = "Give it a name of several words."
            yield problem("reserved-name", fact.at.name_span("choices", choice), message, help_)


def _rules(file: DesignationsFile, tracks: Sequence[tuple[str, Span]]) -> Iterator[Diagnostic]:
    """Yield an error for each rule that shares its name with another one."""
    taken: dict[str, Related] = {}
    designations = known(file, lambda one: one.designations) or ()
    for name, designation in each_known(designations, lambda one: one.id):
        at = designation.at.span("id")
        if name in {CERTIFICATION_ID, *_WORDS_FOR_ANSWERS}:
            words = listed([CERTIFICATION_ID, *_WORDS_FOR_ANSWERS], "and")
            message = f"A designation cannot be called `{name}`."
            help_ = f"The words {words} have a meaning of their own. Choose another id."
            yield problem("reserved-name", at, message, help_)
        else:
            taken.setdefault(name, Related("the designation", at))
    for name, certification in each_known(certifications_of(file), lambda one: one.id):
        at = certification.at.span("id")
        if name != CERTIFICATION_ID:
            yield from _shared(name, at, taken, "Choose another id.")
            taken.setdefault(name, Related("the certification", at))
    for name in known(file, lambda one: one.track_entry) or ():
        at = file.at.name_span("track_entry", name)
        yield from _shared(name, at, taken, "Choose another name, here and where tracks name it.")
    help_ = "Choose another id for one of the two, which is not published yet."
    for track, at in tracks:
        yield from _shared(track, at, taken, help_)


def _shared(name: str, at: Span, taken: Mapping[str, Related], help_: str) -> Iterator[Diagnostic]:
    if name == CERTIFICATION_ID:
        message = f"`{name}` is how examples and commands call certification."
        yield problem("reserved-name", at, message, help_)
    elif name in taken:
        other = taken[name]
        whose = other.message.removeprefix("the ")
        message = f"`{shown(name)}` is the id of a {whose}. A rule has a name of its own."
        yield problem("reserved-name", at, message, help_, other)
