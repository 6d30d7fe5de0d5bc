"""Who can apply: which example people are decided differently, and which rules are others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from sitegen.comparing.differences import Difference, Kind
from sitegen.lazy import dataclass
from sitegen.programme.eligibility.answers import labels_of, read_answer
from sitegen.programme.eligibility.file import DesignationsFile, ExampleRecord
from sitegen.programme.eligibility.logic import Answer, Answers, Outcome
from sitegen.programme.eligibility.rules import Dated, Rule, assess
from sitegen.programme.model import Programme
from sitegen.programme.records import Records
from sitegen.site.wording import ENGLISH
from sitegen.source.fields import Misread

_NOW = {
    Outcome.YES: "can apply for {name} {now}.",
    Outcome.NO: "cannot apply for {name} {now}.",
    Outcome.OPEN: "may be able to apply for {name} {now}: the answers do not decide it.",
    None: "cannot apply for {name} {now}: it is not offered.",
}
_BEFORE = {
    Outcome.YES: "the person could",
    Outcome.NO: "the person could not",
    Outcome.OPEN: "the answers did not decide it",
    None: "it was not offered",
}
"""What is said of a person, by what the rules say. None is for a rule that is not in force."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one side, and the example people of its file."""

    programme: Programme
    people: tuple[ExampleRecord, ...]

    @classmethod
    def of(cls, programme: Programme, records: Records) -> Rules:
        """Take the rules of a programme, and the people from the file."""
        file = records.file(DesignationsFile)
        return cls(programme, file.tests if file else ())

    def answers(self, person: ExampleRecord) -> Answers:
        """Read what an example person answers, as far as these rules ask for it."""
        facts = self.programme.facts
        names = {one.id: one.name for one in self.programme.designations}
        labels = labels_of(facts.values(), names)
        found: dict[str, Answer] = {}
        for written in person.answers:
            fact = facts.get(written.fact)
            if fact is not None:
                answer = read_answer(fact, written.texts, labels[fact.id])
                if not isinstance(answer, Misread):
                    found[fact.id] = answer
        return found

    def decided(self, person: ExampleRecord, day: date) -> Mapping[str, Outcome | None]:
        """Tell by the id of each rule whether an example person can apply on a day."""
        programme = self.programme
        found = assess(programme.rules, programme.facts, self.answers(person), day)
        offered = {one.rule.id: one.outcome for one in found}
        return {one.id: offered.get(one.id) for one in programme.rules}


def compare_rules(old: Rules, new: Rules, today: date) -> Iterator[Difference]:
    """Yield each example person that is decided differently, then each rule that is another."""
    was = {one.id: one for one in old.programme.rules}
    now = {one.id: one for one in new.programme.rules}
    if was == now and old.programme.facts == new.programme.facts:
        return
    days = sorted({today, *_turns((*was.values(), *now.values()), today)})
    told = set[str]()
    for person in _everybody(old, new):
        for one in _of_person(person, old, new, [person.on] if person.on else days):
            told.add(one.id or "")
            yield one
    for name in dict.fromkeys((*was, *now)):
        yield from _rule(was.get(name), now.get(name), is_decided=name in told)


def _everybody(old: Rules, new: Rules) -> Iterator[ExampleRecord]:
    """Yield the people of both sides, each of them once."""
    seen = set[object]()
    for person in (*new.people, *old.people):
        key = (person.person, tuple((one.fact, one.texts) for one in person.answers), person.on)
        if key not in seen:
            seen.add(key)
            yield person


def _turns(rules: Iterable[Rule], today: date) -> Iterator[date]:
    """Yield the days to come on which other rules begin to hold."""
    for rule in rules:
        dated: tuple[Dated, ...] = (rule, *rule.requires)
        for one in dated:
            if one.from_date is not None and one.from_date > today:
                yield one.from_date
            if one.until_date is not None and today <= one.until_date < date.max:
                yield one.until_date + timedelta(days=1)


def _of_person(
    person: ExampleRecord, old: Rules, new: Rules, days: Iterable[date]
) -> Iterator[Difference]:
    """Yield what is decided differently, by the first day on which it is."""
    names = {one.id: one.name for one in new.programme.rules}
    told = set[str]()
    for number, day in enumerate(days):
        before, after = old.decided(person, day), new.decided(person, day)
        when = f" on {ENGLISH.day(day)}" if person.on else ""
        when = f" from {ENGLISH.day(day)} on" if number else when
        for rule in [one for one in after if one in before and one not in told]:
            was, now = before[rule], after[rule]
            if was is now:
                continue
            told.add(rule)
            words = _NOW[now].format(name=names[rule], now=f"now{when}")
            words += f" Before, {_BEFORE[was]}."
            yield Difference(
                kind=Kind.RULE,
                about=person.person,
                words=words,
                id=rule,
                was=_written(was),
                now=_written(now),
            )


def _written(found: Outcome | None) -> str:
    return "not offered" if found is None else found.name.lower()


def _rule(was: Rule | None, now: Rule | None, *, is_decided: bool) -> Iterator[Difference]:
    if was == now or (is_decided and was and now):
        return
    one = now or was
    if one is None:
        return
    if was is None or now is None:
        words = "its rules are new." if was is None else "its rules are gone."
    else:
        words = "what one must meet is said or decided in another way. "
        words += "No example person is decided differently."
    yield Difference(kind=Kind.RULE, about=one.name, words=words, id=one.id)
