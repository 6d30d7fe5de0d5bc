"""How the designations lie to one another: which hold others, and which can be open together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cmp_to_key
from itertools import combinations

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.lazy import dataclass, field
from sitegen.programme.eligibility.book import Period, RuleBook
from sitegen.programme.eligibility.conditions import Condition, Not, tests_in
from sitegen.programme.eligibility.logic import Answers, Outcome
from sitegen.programme.eligibility.rules import Subject
from sitegen.programme.eligibility.situations import TooManyError

MOST_PAIRS = 200
"""So many pairs of designations are named in one sentence."""


def check_relations(book: RuleBook) -> Iterator[Diagnostic]:
    """Yield notices on the designations that ask for something on the day of the check."""
    today = [one for one in book.periods if one.first <= book.day and one.conditions]
    asking = [one for one in today if one.written.rule.subject is Subject.DESIGNATION]
    relations = _Relations(book, asking)
    try:
        yield from relations.within()
        if message := relations.overlap():
            help_ = "If that is meant, nothing is to be done."
            yield problem("designation-overlap", book.at, message, help_)
    except TooManyError:
        return  # the analysis of the single rules says so, or the end of the proofs


class _ApartError(Exception):
    """Of two designations neither holds the other."""


@dataclass(slots=True)
class _Relations:
    """The designations, each by its number. Somebody can apply for each, and somebody cannot.

    Two of them are compared where it can matter: where both ask for the same fact, and where
    what they are to one another is not told by what is known of others.
    """

    book: RuleBook
    asking: Sequence[Period]
    facts: list[frozenset[str]] = field(init=False)
    conditions: list[frozenset[Condition]] = field(init=False)
    people: dict[int, Answers] = field(default_factory=dict, init=False)
    known: dict[tuple[int, int], bool] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.conditions = [frozenset(one.conditions) for one in self.asking]
        self.facts = [
            frozenset(test.fact for condition in one.conditions for test in tests_in(condition))
            for one in self.asking
        ]

    def within(self) -> Iterator[Diagnostic]:
        """Yield each designation that another one holds, with the first one that does."""
        untold = set(range(len(self.asking)))
        asked_in: dict[str, list[int]] = {}
        for number, facts in enumerate(self.facts):
            for fact in facts:
                asked_in.setdefault(fact, []).append(number)
        for one in range(len(self.asking)):
            # Of one that is told already, only what it holds is of interest.
            near = [asked_in[fact] for fact in self.facts[one]] if one in untold else [untold]
            for other in sorted({n for numbers in near for n in numbers if n > one}):
                one_in_other = self._is_in(one, other)
                other_in_one = self._is_in(other, one)
                inner, outer = (one, other) if one_in_other else (other, one)
                if (one_in_other or other_in_one) and inner in untold:
                    untold.remove(inner)
                    yield self._within(inner, outer, both=one_in_other and other_in_one)

    def overlap(self) -> str | None:
        """Say which designations the same person can apply for; None where there are none."""
        number = len(self.asking)
        if number < 2 or self._is_chain():
            return None
        everything = [condition for one in self.asking for condition in one.conditions]
        if self.book.somebody(*everything, most=len(everything)) is not None:
            if number == 2:
                return self._together(0, 1)
            return f"The same person can apply for all {number} designations."
        pairs: list[str] = []
        for one, other in combinations(range(number), 2):
            if self._are_apart(one, other) and self._is_open_to_both(one, other):
                if len(pairs) == MOST_PAIRS:
                    pairs.append("and more")
                    break
                pairs.append(f"{self.asking[one].name} with {self.asking[other].name}")
        said = f"The same person can apply for several designations: {', '.join(pairs)}."
        return said if pairs else None

    def _together(self, one: int, other: int) -> str:
        names = self.asking[one].name, self.asking[other].name
        return f"The same person can apply for {names[0]} and {names[1]}."

    def _is_chain(self) -> bool:
        """Tell whether of any two, one holds the other. To sort them needs no more questions."""

        def compared(one: int, other: int) -> int:
            if self._are_apart(one, other):
                raise _ApartError
            return int(self._is_in(other, one)) - int(self._is_in(one, other))

        try:
            sorted(range(len(self.asking)), key=cmp_to_key(compared))
        except _ApartError:
            return False
        return True

    def _are_apart(self, one: int, other: int) -> bool:
        return not self._is_in(one, other) and not self._is_in(other, one)

    def _is_open_to_both(self, one: int, other: int) -> bool:
        if self.facts[one].isdisjoint(self.facts[other]):
            return True
        both = (*self.asking[one].conditions, *self.asking[other].conditions)
        return self.book.somebody(*both) is not None

    def _is_in(self, inner: int, outer: int) -> bool:
        """Tell whether everybody who meets the rules of `inner` meets those of `outer`."""
        proofs = self.book.proofs
        proofs.spend(1)
        if self.conditions[inner] == self.conditions[outer]:
            return True
        if self.facts[inner].isdisjoint(self.facts[outer]):
            return False
        if (inner, outer) in self.known:
            return self.known[inner, outer]
        person = self._person(inner)
        wanted = [one for one in self.asking[outer].conditions if one not in self.conditions[inner]]
        if any(proofs.outcome(one, person) is Outcome.NO for one in wanted):
            return False
        given = self.asking[inner].conditions
        found = all(self.book.somebody(*given, Not(one)) is None for one in wanted)
        self.known[inner, outer] = found
        return found

    def _person(self, number: int) -> Answers:
        """Give somebody who can apply for a designation."""
        if number not in self.people:
            self.people[number] = self.book.somebody(*self.asking[number].conditions) or {}
        return self.people[number]

    def _within(self, inner: int, outer: int, *, both: bool) -> Diagnostic:
        small, large = self.asking[inner], self.asking[outer]
        message = f"Everybody who can apply for {small.name} can apply for {large.name} too."
        if both:
            message = f"{small.name} and {large.name} have the same rules."
        related = Related(large.name, large.written.at)
        help_ = "If that is meant, nothing is to be done. If not, a requirement is missing."
        return problem("designation-within", small.written.at, message, help_, related)
