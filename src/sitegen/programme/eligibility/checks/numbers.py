"""Numbers and days in the published sentences, compared with those of their conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.lazy import dataclass, pattern
from sitegen.programme.eligibility.book import RuleBook
from sitegen.programme.eligibility.conditions import Bound, Within, position, shifted, tests_in
from sitegen.programme.eligibility.file import RequirementRecord
from sitegen.source.dates import MONTHS, WEEKDAYS, in_words, read_date

_BELOW = r"before|prior to|earlier than|under|below|less than|fewer than|younger than"
_ABOVE = r"after|later than|over|above|more than|older than"
_WORDS = rf"\b(?P<too>or )?(?P<word>{_BELOW}|{_ABOVE}) (?:(?:{'|'.join(WEEKDAYS)}),? )?"
_DAY = pattern(
    rf"(?:{_WORDS})?(?:(?P<month>{'|'.join(MONTHS)}) (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})"
    r"|(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2}))"
)
_NUMBER = pattern(
    rf"(?:{_WORDS})?(?<![\w.,-])(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,6}})"
    r"(?!\w|[.,-][0-9])"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A number or day in a sentence, and the bounds by which a condition can say the same."""

    shown: Bound
    bounds: frozenset[Bound]


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
            questions = " ".join(book.facts[test.fact].ask for test in tests)
            asked = {named.shown for named in _numbers_in(questions)}
            yield from _compare(sentence, list(_numbers_in(sentence.text)), numbers, asked)
            yield from _compare(sentence, list(_days_in(sentence.text)), days, set())


def _compare(
    sentence: RequirementRecord,
    said: Sequence[_Named],
    within: Sequence[Within],
    asked: AbstractSet[Bound],
) -> Iterator[Diagnostic]:
    if not said or not within:
        return
    meant = {bound for test in within for bound in test.bounds}
    more = [one for one in said if one.bounds.isdisjoint(meant) and one.shown not in asked]
    unsaid = meant.difference(*(one.bounds for one in said))
    if not more and not unsaid:
        return
    shown = {one.shown for one in said}
    message = f"The sentence names {_in_words(shown)}. Its condition: {_condition(within)}."
    related = Related("the sentence", sentence.at.span("text"))
    help_ = "Correct one of the two."
    if not unsaid:
        help_ += " If a number belongs to the question, write it in the question of the fact too."
    yield problem("number-differs", sentence.at.span("when"), message, help_, related)


def _numbers_in(text: str) -> Iterator[_Named]:
    for match in _NUMBER.finditer(_DAY.sub("", text)):
        yield _named(int(match["number"].replace(",", "")), match)


def _days_in(text: str) -> Iterator[_Named]:
    for match in _DAY.finditer(text):
        written = match["iso"] or (
            f"{match['year']}-{MONTHS.index(match['month']) + 1:02}-{int(match['day']):02}"
        )
        day = read_date(written)
        if isinstance(day, date):
            yield _named(day, match)


def _named(bound: Bound, match: re.Match[str]) -> _Named:
    """Give what a number means after its words: under 27 is at most 26, over 18 may be 18 too."""
    word = match["word"]
    if word is None or match["too"]:
        return _Named(bound, frozenset({bound}))
    if re.fullmatch(_BELOW, word):
        return _Named(bound, frozenset({shifted(bound, -1)}))
    also = {bound} if word == "over" else set()
    return _Named(bound, frozenset({shifted(bound, 1), *also}))


def _condition(within: Sequence[Within]) -> str:
    """Say the bounds of conditions, both included."""
    parts = []
    for test in within:
        lowest, highest = (
            "" if bound is None else _in_words({bound}) for bound in (test.lowest, test.highest)
        )
        later, until = (
            ("or later", "until") if isinstance(test.bounds[0], date) else ("or more", "up to")
        )
        if lowest and highest:
            parts.append(lowest if lowest == highest else f"{lowest} to {highest}")
        else:
            parts.append(f"{lowest} {later}" if lowest else f"{until} {highest}")
    return ", ".join(parts)


def _in_words(bounds: AbstractSet[Bound]) -> str:
    return " and ".join(
        in_words(bound) if isinstance(bound, date) else f"{bound:,}"
        for bound in sorted(bounds, key=position)
    )
