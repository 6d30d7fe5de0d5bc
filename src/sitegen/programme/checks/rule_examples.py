"""Example people against the rules: each says what they can and cannot apply for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.programme.checks.references import hint
from sitegen.programme.eligibility.answers import read_answer
from sitegen.programme.eligibility.logic import Answer, Answers, Outcome, open_facts, outcome
from sitegen.programme.files.tracks import ExampleRecord
from sitegen.programme.rule_joining import RuleBook, WrittenRule
from sitegen.source.fields import Misread
from sitegen.source.suggestions import Words
from sitegen.source.wording import listed, shown

_WHERE = "the designations or under `track_entry`"


def check_examples(examples: Iterable[ExampleRecord], book: RuleBook) -> Iterator[Diagnostic]:
    """Yield an error for each example that is not about these rules, or that they contradict."""
    for example in examples:
        answers, found = answers_of(example, book)
        yield from found
        if not example.can_apply_for and not example.cannot_apply_for:
            message = "This example does not say what the person can or cannot apply for."
            help_ = "Add can_apply_for: or cannot_apply_for: with a list in brackets."
            yield problem("missing-field", example.at.span("person"), message, help_)
        for field, wanted in (("can_apply_for", Outcome.YES), ("cannot_apply_for", Outcome.NO)):
            for position, name in enumerate(getattr(example, field)):
                at = example.at.span(field, position)
                rule = book.named(name)
                if rule is None:
                    yield _unknown_rule(name, at, book)
                elif not found:
                    yield from _judge(rule, answers, wanted, at)


def answers_of(example: ExampleRecord, book: RuleBook) -> tuple[Answers, list[Diagnostic]]:
    """Give the answers of an example as values, and what is wrong with those that are none."""
    answers: dict[str, Answer] = {}
    found: list[Diagnostic] = []
    for written in example.answers:
        fact = book.facts.get(written.fact)
        if fact is None:
            message = f"`{shown(written.fact)}` is not one of the facts at the top of the file."
            help_ = hint(written.fact, Words(book.facts), "`facts:`")
            found.append(problem("unknown-reference", written.name_at, message, help_))
            continue
        answer = read_answer(fact, written.texts, book.designations)
        if isinstance(answer, Misread):
            found.append(problem(answer.code, written.at, answer.message, answer.help))
        else:
            answers[written.fact] = answer
    return answers, found


def verdict(rule: WrittenRule, answers: Answers) -> Outcome:
    """Tell whether a person with these answers can apply by this rule."""
    return min((outcome(one.when, answers) for one in rule.sentences), default=Outcome.YES)


def _unknown_rule(name: str, at: Span, book: RuleBook) -> Diagnostic:
    known = Words(one.rule.id for one in book.rules)
    message = f"No rule that holds today is called `{shown(name)}`."
    return problem("unknown-reference", at, message, hint(name, known, _WHERE))


def _judge(rule: WrittenRule, answers: Answers, wanted: Outcome, at: Span) -> Iterator[Diagnostic]:
    found = verdict(rule, answers)
    if found is wanted:
        return
    name = rule.rule.name
    deciding = [one for one in rule.sentences if outcome(one.when, answers) is found]
    related = [Related("this sentence decides", one.at.span("text")) for one in deciding[:1]]
    if found is Outcome.OPEN:
        missing = dict.fromkeys(
            fact for one in rule.sentences for fact in open_facts(one.when, answers)
        )
        message = f"These answers do not decide whether the person can apply for {name}."
        help_ = f"Add the answer to {listed(missing, 'and')}."
    else:
        can = "can" if found is Outcome.YES else "cannot"
        message = f"By the rules this person {can} apply for {name}. The example says otherwise."
        help_ = "Correct the rule, the answers, or what the example says."
    yield problem("example-contradicts", at, message, help_, *related)
