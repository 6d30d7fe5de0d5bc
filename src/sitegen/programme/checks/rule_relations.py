"""How the designations lie to one another: which hold others, and which can be open together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.conditions import Not
from sitegen.programme.eligibility.rules import Subject
from sitegen.programme.eligibility.situations import TooManyError
from sitegen.programme.rule_joining import Period, RuleBook


def check_relations(book: RuleBook) -> Iterator[Diagnostic]:
    """Yield notices on the designations that ask for something on the day of the check."""
    today = [one for one in book.periods if one.first <= book.day and one.conditions]
    asking = [one for one in today if one.written.rule.subject is Subject.DESIGNATION]
    try:
        yield from _relations(asking, book)
    except TooManyError:
        return  # the analysis of the single rules says so


def _relations(designations: Sequence[Period], book: RuleBook) -> Iterator[Diagnostic]:
    within = False
    beside: list[tuple[Period, Period]] = []
    for one, other in combinations(designations, 2):
        one_in_other, other_in_one = _is_within(one, other, book), _is_within(other, one, book)
        inner, outer = (one, other) if one_in_other else (other, one)
        if one_in_other or other_in_one:
            within = True
            yield _within(inner, outer, both=one_in_other and other_in_one)
        elif book.somebody(*one.conditions, *other.conditions) is not None:
            beside.append((one, other))
    if not beside:
        return
    everything = [condition for one in designations for condition in one.conditions]
    if len(designations) > 2 and book.somebody(*everything) is not None:
        message = f"The same person can apply for all {len(designations)} designations."
    elif len(designations) == 2 and not within:
        message = f"The same person can apply for {beside[0][0].name} and {beside[0][1].name}."
    else:
        pairs = ", ".join(f"{one.name} with {other.name}" for one, other in beside)
        message = f"The same person can apply for several designations: {pairs}."
    help_ = "If that is meant, nothing is to be done."
    yield problem("designation-overlap", book.at, message, help_)


def _is_within(inner: Period, outer: Period, book: RuleBook) -> bool:
    """Tell whether everybody who meets the rules of `inner` meets those of `outer`."""
    return all(book.somebody(*inner.conditions, Not(one)) is None for one in outer.conditions)


def _within(inner: Period, outer: Period, *, both: bool) -> Diagnostic:
    message = f"Everybody who can apply for {inner.name} can apply for {outer.name} too."
    if both:
        message = f"{inner.name} and {outer.name} have the same rules."
    related = Related(outer.name, outer.written.at)
    help_ = "If that is meant, nothing is to be done. If not, a requirement is missing."
    return problem("designation-within", inner.written.at, message, help_, related)
