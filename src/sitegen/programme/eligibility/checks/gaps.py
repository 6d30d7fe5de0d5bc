"""Which example person is missing: each small change of a rule must be noticed by one.

A rule is changed as a slip of the hand would change it, and the examples are asked again. Where
none of them disagrees, the person is named who would have noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from sitegen.diagnostics import Diagnostic, problem
from sitegen.lazy import dataclass
from sitegen.programme.eligibility.alterations import alterations
from sitegen.programme.eligibility.answers import answer_text, answers_text
from sitegen.programme.eligibility.book import Period, RuleBook
from sitegen.programme.eligibility.checks.analyses import differ
from sitegen.programme.eligibility.checks.examples import answers_of
from sitegen.programme.eligibility.conditions import Condition, Not, tests_in
from sitegen.programme.eligibility.facts import FactType
from sitegen.programme.eligibility.file import ExampleRecord
from sitegen.programme.eligibility.logic import Answers, Outcome, all_of
from sitegen.programme.eligibility.search import Proofs
from sitegen.programme.eligibility.situations import TooManyError


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A small change of a rule: the requirement at `position` altered, or left out (None)."""

    period: Period
    position: int
    altered: Condition | None

    def conditions(self) -> tuple[Condition, ...]:
        """Give the conditions of the rule after the change."""
        rest = list(self.period.conditions)
        rest[self.position : self.position + 1] = [] if self.altered is None else [self.altered]
        return tuple(rest)

    def somebody_concerned(self, book: RuleBook) -> Answers | None:
        """Give the plainest person to whom the change makes a difference, if there is one."""
        right = self.period.conditions[self.position]
        wrong = Not(right) if self.altered is None else differ(right, self.altered)
        others = (c for n, c in enumerate(self.period.conditions) if n != self.position)
        return book.somebody(*others, wrong)


def missing_examples(examples: Sequence[ExampleRecord], book: RuleBook) -> Iterator[Diagnostic]:
    """Yield a warning for each person who is missing among the examples, who have no errors.

    Where there are no examples at all, that is said once.
    """
    if not examples:
        if any(period.conditions for period in book.periods):
            message = "No example people prove the rules of this file."
            help_ = "Name one. The check then says who else is missing."
            first = _first_example(book)
            help_ += f" If the rule is right, add under tests: {first}" if first else ""
            yield problem("example-missing", book.at, message, help_)
        return
    about = _by_rule(examples, book)
    for period in book.periods:
        with suppress(TooManyError):  # the analysis of the rule says so
            yield from _missing_for(period, about.get(period.written.rule.id, ()), book)
        if book.proofs.are_over:
            return


def _missing_for(
    period: Period, examples: Iterable[tuple[date | None, Answers]], book: RuleBook
) -> Iterator[Diagnostic]:
    people = _People(period, book.proofs)
    for on, answers in examples:
        if on is None or period.holds_on(on):
            people.add(answers)
    for slip in slips(period):
        if not people.notice(slip):
            person = slip.somebody_concerned(book)
            if person is not None:
                people.add(person)
                yield _missing(slip, person, book)


def _by_rule(
    examples: Sequence[ExampleRecord], book: RuleBook
) -> dict[str, list[tuple[date | None, Answers]]]:
    """Give the people of the examples, each with its day, by the rules that they prove."""
    found: dict[str, list[tuple[date | None, Answers]]] = {}
    for example in examples:
        answers, _ = answers_of(example, book)
        for name in dict.fromkeys((*example.can_apply_for, *example.cannot_apply_for)):
            found.setdefault(name, []).append((example.on, answers))
    return found


class _People:
    """Who is asked about the slips in a rule.

    A slip in one requirement is noticed by a person only if all others are met, or open. So who
    fails one is asked about that one, and who fails several about none.
    """

    def __init__(self, period: Period, proofs: Proofs) -> None:
        self.conditions = period.conditions
        self.proofs = proofs
        self.of_all: list[_Person] = []
        self.of_one: dict[int, list[_Person]] = {}

    def add(self, answers: Answers) -> None:
        """Ask this person too."""
        found = [self.proofs.outcome(one, answers) for one in self.conditions]
        failed = [number for number, one in enumerate(found) if one is Outcome.NO]
        still_open = [number for number, one in enumerate(found) if one is Outcome.OPEN]
        person = _Person(answers, found, still_open)
        if not failed:
            self.of_all.append(person)
        elif len(failed) == 1:
            self.of_one.setdefault(failed[0], []).append(person)

    def notice(self, slip: Slip) -> bool:
        """Tell whether the change makes a difference to one of them."""
        asked = (*self.of_all, *self.of_one.get(slip.position, ()))
        return any(self._makes_a_difference(slip, person) for person in asked)

    def _makes_a_difference(self, slip: Slip, person: _Person) -> bool:
        now = Outcome.YES
        if slip.altered is not None:
            now = self.proofs.outcome(slip.altered, person.answers)
        before = person.found[slip.position]
        if person.still_open not in ([], [slip.position]):
            before, now = min(before, Outcome.OPEN), min(now, Outcome.OPEN)
        return now is not before


@dataclass(frozen=True, slots=True)
class _Person:
    """The answers of a person, what each requirement says to them, and which of these are open."""

    answers: Answers
    found: Sequence[Outcome]
    still_open: Sequence[int]


def slips(period: Period) -> Iterator[Slip]:
    """Yield the rule with each of its requirements left out or slightly changed."""
    for position, condition in enumerate(period.conditions):
        for altered in (None, *alterations(condition)):
            yield Slip(period=period, position=position, altered=altered)


def _missing(slip: Slip, person: Answers, book: RuleBook) -> Diagnostic:
    who = _who(slip, person, book)
    message = f"No example tells whether {who} can apply for {slip.period.name}."
    help_ = f"If the rule is right, add under tests: {_proposal(slip, person, book)}"
    at = slip.period.sentences[slip.position].at.span("when")
    return problem("example-missing", at, book.said_of(slip.period, message), help_)


def _proposal(slip: Slip, person: Answers, book: RuleBook) -> str:
    """Write the example that notices a change, ready to paste."""
    period, rule = slip.period, slip.period.written
    who = re.sub(r"[^\w%. -]", "", _who(slip, person, book))
    answers = answers_text(person, book.facts)
    met = all_of(period.conditions, person) is Outcome.YES
    field = "can_apply_for" if met else "cannot_apply_for"
    changes = len(book.held[rule.rule.id]) > 1
    on = f" on: {max(period.first, book.day)}," if changes else ""
    return (
        f"- {{person: {who[0].upper()}{who[1:]},{on} answers: {{{answers}}}, "
        f"{field}: [{rule.rule.id}]}}"
    )


def _who(slip: Slip, person: Answers, book: RuleBook) -> str:
    """Name a person by what matters for the requirement that is changed."""
    names = dict.fromkeys(test.fact for test in tests_in(slip.period.conditions[slip.position]))
    if list(names) == ["age"] and book.facts["age"].type is FactType.WHOLE_NUMBER:
        age = str(person["age"])
        article = "an" if age[0] == "8" or age in {"11", "18"} else "a"
        return f"{article} {age}-year-old"
    told = (f"`{name}: {answer_text(book.facts[name], person[name])}`" for name in names)
    return f"somebody with {' and '.join(told)}"


def _first_example(book: RuleBook) -> str:
    """Write one example to begin with; "" where the rules are too large for that."""
    for period in book.periods:
        for slip in slips(period):
            if book.proofs.are_over:
                return ""
            with suppress(TooManyError):
                person = slip.somebody_concerned(book)
                if person is not None:
                    return _proposal(slip, person, book)
    return ""
