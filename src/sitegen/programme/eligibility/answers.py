"""What a person answered: from text to a value that rules can be held against, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from sitegen.lazy import replace
from sitegen.programme.eligibility.facts import Fact, FactType
from sitegen.programme.eligibility.logic import Answer, Answers
from sitegen.programme.eligibility.meant_answers import Labels, answer_meant
from sitegen.source.dates import read_date
from sitegen.source.fields import Misread
from sitegen.source.suggestions import proposal
from sitegen.source.wording import listed, shown

NONE = "none"
"""Stands for no choice and no designation."""

_MOST_LISTED = 12
_YES_NO = Labels({"yes": "yes", "no": "no"})
_NOTHING = Labels({})


def labels_of(facts: Iterable[Fact], designations: Mapping[str, str]) -> Mapping[str, Labels]:
    """Give what can be answered to each fact, by its id, made ready to be looked up.

    `designations` are the ids of all of them, each with what it is called.
    """
    every = Labels(designations)
    return {
        fact.id: every if fact.type is FactType.DESIGNATIONS else Labels(fact.choices)
        for fact in facts
    }


def read_answer(fact: Fact, texts: Sequence[str], names: Labels) -> Answer | Misread:
    """Read the answer to `fact`: one text, or several where a person may name several things.

    `names` are the things that can be named.
    """
    found = _read(fact, texts, names)
    if not isinstance(found, Misread) or found.code != "answer-format":
        return found
    meant = answer_meant(texts, fact.type, names)
    if meant is None:
        return found
    better = meant.readings[0]
    fits = _read(fact, [part.strip() for part in better.strip("[]").split(",")], names)
    if isinstance(fits, Misread):
        return found
    return replace(found, help=meant.help, better=better, safe=meant.sure)


def _read(fact: Fact, texts: Sequence[str], names: Labels) -> Answer | Misread:
    if fact.type in {FactType.CHOICES, FactType.DESIGNATIONS}:
        return _things(fact, texts, names)
    if len(texts) != 1:
        message = f"`{fact.id}` has one answer, and several stand here."
        return Misread("answer-format", message, _how(fact, names))
    (text,) = texts
    if fact.type is FactType.YES_NO:
        return text == "yes" if text in {"yes", "no"} else _refused(fact, text, _YES_NO)
    if fact.type is FactType.CHOICE:
        return text if text in fact.choices else _refused(fact, text, names)
    if fact.type is FactType.DATE:
        return read_date(text)
    return _number(fact, text)


def answer_text(fact: Fact, answer: Answer) -> str:
    """Write an answer as it stands in a file: `27`, `75%`, `yes`, `none`, `[one, another]`."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, frozenset):
        things = [_plain(thing) for thing in sorted(answer)]
        return things[0] if len(things) == 1 else f"[{', '.join(things)}]" if things else NONE
    if isinstance(answer, str):
        return _plain(answer)
    return f"{answer}%" if fact.type is FactType.PERCENT else str(answer)


def answers_text(answers: Answers, facts: Mapping[str, Fact]) -> str:
    """Write answers as they stand in a file, in the order of the facts."""
    written = (
        f"{name}: {answer_text(fact, answers[name])}"
        for name, fact in facts.items()
        if name in answers
    )
    return ", ".join(written)


def number_bounds(fact: Fact) -> tuple[int, int | None]:
    """Give the smallest and the largest number that may be answered; None is no bound."""
    highest = 100 if fact.type is FactType.PERCENT and fact.highest is None else fact.highest
    return fact.lowest or 0, highest


def _plain(text: str) -> str:
    """Give a text as it can stand between commas."""
    return text if re.fullmatch(r"[\w-]+( [\w-]+)*", text) else f'"{text}"'


def _things(fact: Fact, texts: Sequence[str], names: Labels) -> Answer | Misread:
    if list(texts) == [NONE]:
        return frozenset()
    wrong = next((text for text in texts if text not in names.labels), None)
    return frozenset(texts) if wrong is None else _refused(fact, wrong, names)


def _number(fact: Fact, text: str) -> Answer | Misread:
    sign = "%?" if fact.type is FactType.PERCENT else ""
    lowest, highest = number_bounds(fact)
    if not re.fullmatch(f"[0-9]{{1,6}}{sign}", text):
        return _refused(fact, text, _NOTHING)
    number = int(text.removesuffix("%"))
    fits = lowest <= number and (highest is None or number <= highest)
    return number if fits else _refused(fact, text, _NOTHING)


def _refused(fact: Fact, text: str, names: Labels) -> Misread:
    near = names.words.closest(text)
    message = f"“{shown(text)}” is not a possible answer to `{fact.id}`."
    help_ = proposal(text, near) if near else _how(fact, names)
    return Misread("answer-format", message, help_)


def _how(fact: Fact, names: Labels) -> str:
    if fact.type is FactType.YES_NO:
        return "Write yes or no."
    if fact.type is FactType.DATE:
        return "Write a day, such as 2021-05-01."
    if fact.type in {FactType.WHOLE_NUMBER, FactType.PERCENT}:
        lowest, highest = number_bounds(fact)
        sign = "%" if fact.type is FactType.PERCENT else ""
        what = "percentage" if sign else "whole number"
        bounds = f"{lowest}{sign} or more"
        if highest is not None:
            bounds = f"from {lowest}{sign} to {highest}{sign}"
        return f"Write a {what}, {bounds}."
    if fact.type is FactType.CHOICE:
        return f"Write {listed(islice(names.labels, _MOST_LISTED))}."
    if not names.labels:
        return f"Write {NONE}."
    first = listed(islice(names.labels, _MOST_LISTED))
    return f"Write {first}, several of them in brackets, or {NONE}."
