"""Whether somebody can meet conditions, as plainly as it can be written: all is looked at anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sitegen.programme.eligibility.conditions import Condition, tests_in
from sitegen.programme.eligibility.facts import Fact
from sitegen.programme.eligibility.logic import Answer, Answers, Outcome, all_of
from sitegen.programme.eligibility.search import MOST_STEPS, MOST_WORK
from sitegen.programme.eligibility.situations import TooManyError, possible_answers, tests_by_fact


def plain_somebody(
    conditions: Iterable[Condition], facts: Mapping[str, Fact], designations: Sequence[str]
) -> Answers | None:
    """Give the first person who meets all conditions, or None where nobody can."""
    person: dict[str, Answer] = {}
    for group in _sharing_facts(conditions):
        group.sort(key=lambda condition: len(list(tests_in(condition))))
        answers = {
            fact: possible_answers(facts[fact], tests, tuple(designations), as_example=True)
            for fact, tests in tests_by_fact(group).items()
        }
        found = _Search(group, answers).person({})
        if found is None:
            return None
        person.update(found)
    return person


class _Search:
    def __init__(
        self, conditions: Sequence[Condition], answers: Mapping[str, Sequence[Answer]]
    ) -> None:
        self.conditions, self.answers, self.steps = conditions, answers, 0
        self.size = sum(1 for condition in conditions for _ in tests_in(condition))

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
