"""Whether somebody can meet conditions: a search through every situation, or a proof of none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sitegen.programme.conditions import Condition, tests_in
from sitegen.programme.eligibility.logic import Answer, Answers, Outcome, all_of
from sitegen.programme.eligibility.situations import TooManyError, possible_answers, tests_by_fact
from sitegen.programme.facts import Fact

MOST_STEPS = 5_000
"""So many answers are tried for one question. Rules that people wrote need a few dozen."""

MOST_WORK = 40_000
"""So many comparisons are made for one question: each step looks at all conditions once more."""

MOST_CONDITIONS = 150
"""So many must be met together in what is asked. The longest real rule has a tenth of it."""

MOST_FACTS = 200
"""Of so many facts that belong together, each is a step deeper into the search."""


def somebody(
    conditions: Iterable[Condition], facts: Mapping[str, Fact], designations: Collection[str]
) -> Answers | None:
    """Give a person who meets all `conditions`, or None where nobody can.

    The person answers every fact that they ask for, as plainly as it can be: names few things, and
    has numbers next to a bound. Conditions that share no fact are looked at apart, so a rule of
    thirty sentences takes thirty small searches. Raises TooManyError.
    """
    person: dict[str, Answer] = {}
    conditions = tuple(conditions)
    if len(conditions) > MOST_CONDITIONS:
        raise TooManyError
    for group in _sharing_facts(conditions):
        # What depends on the fewest facts is looked at first: there it is soon clear that it fails.
        group.sort(key=lambda condition: len(list(tests_in(condition))))
        answers = {
            fact: possible_answers(facts[fact], tests, tuple(designations), as_example=True)
            for fact, tests in tests_by_fact(group).items()
        }
        if len(answers) > MOST_FACTS:
            raise TooManyError
        found = _Search(group, answers).person({})
        if found is None:
            return None
        person.update(found)
    return person


@dataclass(slots=True)
class _Search:
    """Tries the answers one fact after the other, and turns back where a condition is not met."""

    conditions: Sequence[Condition]
    answers: Mapping[str, Sequence[Answer]]
    steps: int = field(default=0, init=False)
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = sum(1 for condition in self.conditions for _ in tests_in(condition))

    def person(self, so_far: Answers) -> Answers | None:
        self.steps += 1
        if self.steps > MOST_STEPS or self.steps * self.size > MOST_WORK:
            raise TooManyError
        if all_of(self.conditions, so_far) is Outcome.NO:
            return None
        fact = next((fact for fact in self.answers if fact not in so_far), None)
        if fact is None:
            return so_far
        tried = (self.person({**so_far, fact: answer}) for answer in self.answers[fact])
        return next((person for person in tried if person is not None), None)


def _sharing_facts(conditions: Iterable[Condition]) -> list[list[Condition]]:
    """Give the conditions in groups, so that no fact stands in two of them."""
    groups: list[tuple[set[str], list[Condition]]] = []
    for condition in conditions:
        facts, group = {test.fact for test in tests_in(condition)}, [condition]
        for other in [one for one in groups if not one[0].isdisjoint(facts)]:
            groups.remove(other)
            facts, group = facts | other[0], [*other[1], *group]
        groups.append((facts, group))
    return [group for _, group in groups]
