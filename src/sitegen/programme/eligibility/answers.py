"""What a person answered, from text to a value that rules can be held against."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from sitegen.programme.eligibility.logic import Answer
from sitegen.programme.facts import Fact, FactType
from sitegen.source.fields import Misread
from sitegen.source.suggestions import closest
from sitegen.source.wording import listed, shown

NONE = "none"
"""Stands for no choice and no designation."""


def read_answer(
    fact: Fact, texts: Sequence[str], designations: Collection[str]
) -> Answer | Misread:
    """Read the answer to `fact`: one text, or several where a person may name several things.

    `designations` are the ids of all of them.
    """
    if fact.type is FactType.CHOICES or fact.type is FactType.DESIGNATIONS:
        known = designations if fact.type is FactType.DESIGNATIONS else fact.choices
        return _some_of(fact, texts, known)
    if len(texts) != 1:
        return Misread(
            "answer-format", f"`{fact.id}` has one answer, and several stand here.", _how(fact, ())
        )
    (text,) = texts
    if fact.type is FactType.YES_NO:
        return text == "yes" if text in {"yes", "no"} else _refused(fact, text, ())
    if fact.type is FactType.CHOICE:
        return text if text in fact.choices else _refused(fact, text, fact.choices)
    return _number(fact, text)


def _some_of(fact: Fact, texts: Sequence[str], known: Collection[str]) -> Answer | Misread:
    if list(texts) == [NONE]:
        return frozenset()
    wrong = next((text for text in texts if text not in known), None)
    return frozenset(texts) if wrong is None else _refused(fact, wrong, known)


def _number(fact: Fact, text: str) -> Answer | Misread:
    percent = fact.type is FactType.PERCENT
    match = re.fullmatch(r"([0-9]{1,3})" + ("%?" if percent else ""), text)
    lowest, highest = fact.lowest or 0, fact.highest or (100 if percent else None)
    if match is None:
        return _refused(fact, text, ())
    number = int(match[1])
    if number < lowest or (highest is not None and number > highest):
        return _refused(fact, text, ())
    return number


def _refused(fact: Fact, text: str, known: Collection[str]) -> Misread:
    near = closest(text, (*known, *(("yes", "no") if fact.type is FactType.YES_NO else ())))
    help_ = f"Did you mean `{near}`?" if near else _how(fact, known)
    message = f"“{shown(text)}” is not a possible answer to `{fact.id}`."
    return Misread("answer-format", message, help_)


def _how(fact: Fact, known: Collection[str]) -> str:
    if fact.type is FactType.YES_NO:
        return "Write yes or no."
    if fact.type is FactType.PERCENT:
        return "Write a percentage, such as 75%."
    if fact.type is FactType.WHOLE_NUMBER:
        bounds = [f"{fact.lowest or 0} or more"]
        if fact.highest is not None:
            bounds = [f"from {fact.lowest or 0} to {fact.highest}"]
        return f"Write a whole number, {bounds[0]}."
    several = f", some of them in brackets, or {NONE}" if fact.type is not FactType.CHOICE else ""
    return f"Write {listed(known)}{several}." if known else f"Write {NONE}."
