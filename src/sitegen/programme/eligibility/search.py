"""Whether somebody can meet conditions: a search through every situation, or a proof of none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sitegen.lazy import dataclass, field
from sitegen.programme.eligibility.conditions import All, Any, Condition, Not, OneOf, Test, tests_in
from sitegen.programme.eligibility.facts import Fact, FactType
from sitegen.programme.eligibility.logic import Answer, Answers, Outcome, meets, outcome
from sitegen.programme.eligibility.situations import TooManyError, possible_answers, tests_by_fact

MOST_STEPS = 5_000
"""So many answers are tried for one question. Rules that people wrote need a few dozen."""

MOST_WORK = 40_000
"""So much is one question worth: its steps times the tests in its conditions."""

MOST_CONDITIONS = 150
"""So many must be met together in what is asked. The longest real rule has a tenth of it."""

MOST_FACTS = 200
"""Of so many facts that belong together, each is a step deeper into the search."""

MOST_TOGETHER = 3_000_000
"""So many comparisons are made for all questions about one file. Real rules need two thousand."""

EACH_SEARCH = 10
"""To begin a search takes as long as so many comparisons."""


@dataclass(slots=True)
class Proofs:
    """All that is asked about the rules of one file. It has an end, however much is asked.

    Every method raises TooManyError where a question is too large, and everywhere at the end.
    """

    facts: Mapping[str, Fact]
    designations: tuple[str, ...]
    left: int = MOST_TOGETHER
    """Comparisons that may still be made."""

    @property
    def are_over(self) -> bool:
        """Whether nothing more can be asked."""
        return self.left < 0

    def spend(self, comparisons: int) -> None:
        """Take comparisons from those that are left."""
        self.left -= comparisons
        if self.are_over:
            raise TooManyError

    def outcome(self, condition: Condition, answers: Answers) -> Outcome:
        """Tell whether a condition holds for a person who gave these answers."""
        self.spend(_size(condition))
        return outcome(condition, answers)

    def all_of(self, conditions: Iterable[Condition], answers: Answers) -> Outcome:
        """Tell whether all conditions hold; where there are none, they do."""
        return min((self.outcome(one, answers) for one in conditions), default=Outcome.YES)

    def somebody(
        self, conditions: Iterable[Condition], most: int = MOST_CONDITIONS
    ) -> Answers | None:
        """Give a person who meets all `conditions`, or None where nobody can.

        The person answers every fact that they ask for, as plainly as it can be: names few things,
        and has numbers next to a bound. Conditions that share no fact are looked at apart, so a
        rule of thirty sentences takes thirty small searches.
        """
        person: dict[str, Answer] = {}
        conditions = tuple(conditions)
        self.spend(1 + len(conditions))
        if len(conditions) > most:
            raise TooManyError
        self.spend(sum(map(_size, conditions)))
        for group in _sharing_facts(conditions):
            self.spend(EACH_SEARCH)
            # What depends on the fewest facts is looked at first: there it soon fails.
            group.sort(key=lambda condition: sum(1 for _ in tests_in(condition)))
            answers = {
                fact: self._possible(self.facts[fact], tests)
                for fact, tests in tests_by_fact(group).items()
            }
            if len(answers) > MOST_FACTS:
                raise TooManyError
            found = _Search(group, answers, self).person()
            if found is None:
                return None
            person.update(found)
        return person

    def _possible(self, fact: Fact, tests: Sequence[Test]) -> tuple[Answer, ...]:
        options = self.designations if fact.type is FactType.DESIGNATIONS else fact.choices
        self.spend(len(options))
        found = possible_answers(fact, tests, self.designations, as_example=True)
        self.spend(len(found))
        return found


def _size(condition: Condition) -> int:
    """Give how much there is to compare: tests, and the choices that they name."""
    if isinstance(condition, All | Any):
        return sum(map(_size, condition.parts))
    if isinstance(condition, Not):
        return _size(condition.part)
    return len(condition.choices) if isinstance(condition, OneOf) else 1


@dataclass(slots=True)
class _Part:
    """An `all` or `any` in a search. A `not` is put into its parts and turns one into the other.

    One part that is `ends` decides it; where all are the other way, it is the other way.
    """

    above: _Part | None
    ends: bool
    open: int
    met: bool | None = None


@dataclass(slots=True)
class _Search:
    """Tries the answers one fact after the other, and turns back where a condition is not met.

    An answer is compared with the tests on its own fact, and what follows from them is handed
    upwards. So a step takes as long as its fact is asked for, not as long as all conditions are.
    """

    conditions: Sequence[Condition]
    answers: Mapping[str, Sequence[Answer]]
    proofs: Proofs
    steps: int = field(default=0, init=False)
    size: int = field(default=0, init=False)
    whole: _Part = field(init=False)
    tests: dict[str, list[tuple[Test, bool, _Part]]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.whole = _Part(None, ends=False, open=len(self.conditions))
        for condition in self.conditions:
            self._take(condition, self.whole, wanted=True)

    def person(self) -> Answers | None:
        so_far: dict[str, Answer] = {}
        return so_far if self._completed(so_far, list(self.answers)) else None

    def _take(self, condition: Condition, above: _Part, *, wanted: bool) -> None:
        if isinstance(condition, Not):
            self._take(condition.part, above, wanted=not wanted)
        elif isinstance(condition, All | Any):
            ends = isinstance(condition, Any) is wanted
            part = _Part(above, ends=ends, open=len(condition.parts))
            for one in condition.parts:
                self._take(one, part, wanted=wanted)
        else:
            self.size += 1
            self.tests.setdefault(condition.fact, []).append((condition, wanted, above))

    def _completed(self, so_far: dict[str, Answer], facts: Sequence[str]) -> bool:
        """Answer the other facts as well, the first of which is the next; tell whether one can."""
        self.steps += 1
        if self.steps > MOST_STEPS or self.steps * self.size > MOST_WORK:
            raise TooManyError
        if self.whole.met is False:
            return False
        if len(so_far) == len(facts):
            return True
        fact = facts[len(so_far)]
        for answer in self.answers[fact]:
            changed = self._answered(fact, answer)
            so_far[fact] = answer
            if self._completed(so_far, facts):
                return True
            del so_far[fact]
            for part in changed:
                part.open += 1
                part.met = None
        return False

    def _answered(self, fact: str, answer: Answer) -> list[_Part]:
        """Take an answer into all that it decides; give the parts that it has changed."""
        changed: list[_Part] = []
        tests = self.tests[fact]
        self.proofs.spend(len(tests))
        for test, wanted, above in tests:
            met = meets(test, answer) is wanted
            part: _Part | None = above
            while part is not None and part.met is None:
                changed.append(part)
                part.open -= 1
                if met is not part.ends and part.open:
                    break
                part.met = met
                part = part.above
        return changed


def _sharing_facts(conditions: Sequence[Condition]) -> list[list[Condition]]:
    """Give the conditions in groups, so that no fact stands in two of them."""
    groups: dict[int, list[Condition]] = {}
    joined = list(range(len(conditions)))
    """By number of a condition: that of a later one of its group, or its own if it is the last."""
    last_with: dict[str, int] = {}
    for number, condition in enumerate(conditions):
        facts = {test.fact for test in tests_in(condition)}
        group = [condition]
        for other in sorted({_last(joined, last_with[one]) for one in facts if one in last_with}):
            group = [*groups.pop(other), *group]
            joined[other] = number
        groups[number] = group
        last_with.update(dict.fromkeys(facts, number))
    return list(groups.values())


def _last(joined: list[int], number: int) -> int:
    while joined[number] != number:
        joined[number] = joined[joined[number]]
        number = joined[number]
    return number
