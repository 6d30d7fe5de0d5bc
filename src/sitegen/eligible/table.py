"""Every combination of answers with its results: a table for editors, not for the public site."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from io import StringIO
from itertools import pairwise, product
from math import prod

from sitegen.eligible.arguments import UnreadError
from sitegen.lazy import dataclass
from sitegen.programme.eligibility.answers import answer_text
from sitegen.programme.eligibility.conditions import Bound, Condition, shifted
from sitegen.programme.eligibility.facts import Fact, FactType
from sitegen.programme.eligibility.logic import Answer, Answers, Outcome
from sitegen.programme.eligibility.rules import Assessment, Rule, assess, holds_on
from sitegen.programme.eligibility.situations import TooManyError, possible_answers, tests_by_fact
from sitegen.programme.model import Programme

MOST_ROWS = 100_000
_WORDS = {Outcome.YES: "yes", Outcome.NO: "no", Outcome.OPEN: "cannot say yet"}


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer, and how it is shown: a number stands for its whole range."""

    value: Answer
    shown: str


def eligibility_table(
    programme: Programme, today: date, answers: Answers, rules: Collection[Rule]
) -> str:
    """Give comma-separated values: a column for each fact and each rule, a row for each situation.

    Facts that `answers` holds have this answer only. Raises UnreadError where there are too many
    rows.
    """
    needed = {rule.id for rule in rules} | {one for rule in rules for one in rule.any_of or ()}
    every = [rule for rule in programme.rules if rule.id in needed and holds_on(rule, today)]
    conditions = [one.when for rule in every for one in rule.on(today)]
    try:
        columns = dict(_columns(programme, answers, conditions))
    except TooManyError:
        columns = {}
    rows = prod(len(column) for column in columns.values())
    if rows > MOST_ROWS or (conditions and not columns):
        message = f"These are more than {MOST_ROWS:,} combinations, too many for a table."
        raise UnreadError(f"{message} Name some rules with --for, or give some answers.")
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([*columns, *(rule.id for rule in rules)])
    for combination in product(*columns.values()):
        person = {name: one.value for name, one in zip(columns, combination, strict=True)}
        found = {one.rule.id: one for one in assess(every, programme.facts, person, today)}
        results = (_said(found[r.id]) if r.id in found else "not offered" for r in rules)
        table.writerow([*(_cell(one.shown) for one in combination), *results])
    return text.getvalue()


def _said(found: Assessment) -> str:
    return "no lowest age is published" if found.is_unsaid else _WORDS[found.outcome]


def _cell(text: str) -> str:
    """Give a label as a cell; one that begins as a formula does, would be computed by Excel."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _columns(
    programme: Programme, answers: Answers, conditions: Sequence[Condition]
) -> Iterator[tuple[str, list[_Answer]]]:
    ids = tuple(one.id for one in programme.designations)
    tests = tests_by_fact(conditions)
    for name, fact in programme.facts.items():
        if name not in tests:
            continue
        if name in answers:
            yield name, [_Answer(answers[name], answer_text(fact, answers[name]))]
            continue
        possible = possible_answers(fact, tests[name], ids)
        yield name, list(_shown(fact, possible))


def _shown(fact: Fact, possible: Sequence[Answer]) -> Iterator[_Answer]:
    if fact.type not in {FactType.WHOLE_NUMBER, FactType.PERCENT, FactType.DATE}:
        yield from (_Answer(one, answer_text(fact, one)) for one in possible)
        return
    for first, following in pairwise([*possible, None]):
        if first is not None:
            yield _Answer(first, _range(fact, first, following, is_first=first == possible[0]))


def _range(fact: Fact, first: Answer, following: Answer | None, *, is_first: bool) -> str:
    """Say from which to which number an answer stands for its range. Days begin nowhere."""
    begin = answer_text(fact, first)
    if following is None:
        return f"{begin} or {'later' if fact.type is FactType.DATE else 'more'}"
    if not isinstance(following, Bound):
        return begin
    if is_first and fact.type is FactType.DATE:
        return f"before {following}"
    end = answer_text(fact, shifted(following, -1))
    return begin if begin == end else f"{begin} to {end}"
