"""Numbers and days in the published sentences, compared with those of their conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.conditions import Bound, Within, position, shifted, tests_in
from sitegen.programme.files.tracks import RequirementRecord
from sitegen.programme.rule_joining import RuleBook
from sitegen.source.dates import MONTHS, in_words, read_date

_DAY = re.compile(
    rf"(?P<month>{'|'.join(MONTHS)}) (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})"
    r"|(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})"
)
_NUMBER = re.compile(r"(?<![\w.,-])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6})(?![\w]|[.,-][0-9])")
_BEYOND = re.compile(
    r"\b(under|below|over|above|before|after|prior"
    r"|(more|less|fewer|younger|older|later|earlier) than)\b"
)
"""Words by which a sentence names the number beside the bound: “under 27” is at most 26."""


def check_numbers(book: RuleBook) -> Iterator[Diagnostic]:
    """Yield a warning for each sentence that names other numbers, or days, than its condition.

    Only where both name some. A number in the question of a fact needs no condition: “500 hours in
    3 years” fits `hours: at least 500` where the question speaks of 3 years.
    """
    for rule in book.rules:
        for sentence in rule.sentences:
            tests = list(tests_in(sentence.when))
            within = [test for test in tests if isinstance(test, Within)]
            days = [test for test in within if isinstance(test.bounds[0], date)]
            numbers = [test for test in within if test not in days]
            asked = _numbers_in(" ".join(book.facts[test.fact].ask for test in tests))
            yield from _compare(sentence, _numbers_in(sentence.text), numbers, asked)
            yield from _compare(sentence, _days_in(sentence.text), days, set())


def _compare(
    sentence: RequirementRecord,
    said: AbstractSet[Bound],
    within: Sequence[Within],
    asked: AbstractSet[Bound],
) -> Iterator[Diagnostic]:
    if not said or not within:
        return
    meant = {bound for test in within for bound in test.bounds}
    steps = (-1, 0, 1) if _BEYOND.search(sentence.text) else (0,)

    def is_like(bound: Bound, others: AbstractSet[Bound]) -> bool:
        return any(shifted(bound, step) in others for step in steps)

    if all(is_like(one, meant) for one in said - asked) and all(is_like(b, said) for b in meant):
        return
    message = f"The sentence names {_in_words(said)}. Its condition: {_condition(within)}."
    related = Related("the sentence", sentence.at.span("text"))
    help_ = "Correct one of the two."
    if meant < said:
        help_ += " If a number belongs to the question, write it in the fact's `ask` too."
    yield problem("number-differs", sentence.at.span("when"), message, help_, related)


def _condition(within: Sequence[Within]) -> str:
    """Say the bounds of conditions, both included."""
    parts = []
    for test in within:
        lowest, highest = (_in_words({b}) if b else "" for b in (test.lowest, test.highest))
        to = f"{'to' if lowest else 'up to'} {highest}" if highest else "or more"
        if isinstance(test.bounds[0], date):
            to = f"{'to' if lowest else 'until'} {highest}" if highest else "or later"
        parts.append(f"{lowest} {to}".strip() if lowest != highest else lowest)
    return ", ".join(parts)


def _numbers_in(text: str) -> set[Bound]:
    return {int(number.replace(",", "")) for number in _NUMBER.findall(_DAY.sub("", text))}


def _days_in(text: str) -> set[Bound]:
    found: set[Bound] = set()
    for match in _DAY.finditer(text):
        written = match["iso"] or (
            f"{match['year']}-{MONTHS.index(match['month']) + 1:02}-{int(match['day']):02}"
        )
        day = read_date(written)
        found |= {day} if isinstance(day, date) else set()
    return found


def _in_words(bounds: AbstractSet[Bound]) -> str:
    return " and ".join(
        in_words(bound) if isinstance(bound, date) else f"{bound:,}"
        for bound in sorted(bounds, key=position)
    )
