"""No slip of the hand in a shipped rule stays unnoticed: each is made, and an example speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from case_files import ROOT

from sitegen.check import check_site
from sitegen.diagnostics import Report, Source
from sitegen.folder import read_site_files
from sitegen.lazy import replace
from sitegen.programme.eligibility.book import Period, RuleBook, rule_book
from sitegen.programme.eligibility.checks.examples import answers_of
from sitegen.programme.eligibility.checks.gaps import Slip, slips
from sitegen.programme.eligibility.file import DesignationsFile, ExampleRecord
from sitegen.programme.eligibility.logic import Outcome, all_of
from sitegen.source.reading_records import read_record
from sitegen.source.yaml_reading import read_yaml

SITE = read_site_files(ROOT)
PATH = "content/designations.yaml"
RULES = SITE.read[PATH].decode()
TODAY = date(2022, 3, 1)


def read_rules() -> tuple[DesignationsFile, RuleBook]:
    source = Source(PATH, RULES)
    node, _ = read_yaml(source)
    assert node is not None
    file, found = read_record(DesignationsFile, source, node)
    assert file is not None
    assert not found
    return file, rule_book(file, TODAY)


FILE, BOOK = read_rules()
SLIPS = [slip for period in BOOK.periods for slip in slips(period)]


def is_about(example: ExampleRecord, period: Period) -> bool:
    """Whether an example proves something about a rule in a period."""
    named = period.written.rule.id in {*example.can_apply_for, *example.cannot_apply_for}
    return named and (example.on is None or period.holds_on(example.on))


def contradicted(slip: Slip) -> bool:
    """Whether an example would say that the rule with the slip is wrong."""
    name = slip.period.written.rule.id
    for example in FILE.tests:
        if is_about(example, slip.period):
            wanted = Outcome.YES if name in example.can_apply_for else Outcome.NO
            answers, _ = answers_of(example, BOOK)
            if all_of(slip.conditions(), answers) is not wanted:
                return True
    return False


def test_every_slip_in_a_shipped_rule_is_contradicted_by_an_example() -> None:
    assert len(SLIPS) > 40
    unnoticed = [slip for slip in SLIPS if not contradicted(slip)]
    assert [_told(slip) for slip in unnoticed] == []


def _told(slip: Slip) -> str:
    return f"{slip.period.name}: {slip.period.conditions[slip.position]} as {slip.altered}"


# The same from the outside: the text is changed, and the whole site is checked.

CONDITION = re.compile(r"^( +)when: (\{.*\})$", re.MULTILINE)
REQUIREMENT = re.compile(
    r"^      - text: .*\n +when: .*\n|^    - text: .*\n +when: .*\n", re.MULTILINE
)


def changed_texts() -> Iterator[tuple[str, str]]:
    """Yield the rules with one thing changed as people mistype it, and what it is."""
    for match in CONDITION.finditer(RULES):
        before, after = RULES[: match.start(2)], RULES[match.end(2) :]
        for slip in sorted(set(mistyped(match[2]))):
            yield f"{match[2]} as {slip}", before + slip + after
    for match in REQUIREMENT.finditer(RULES):
        rest = RULES[: match.start()] + RULES[match.end() :]
        rest = re.sub(r"requires:\n(?= {2}[a-z-]|\n)", "requires: []\n", rest)
        yield f"without {match[0].splitlines()[0].strip()}", rest


def mistyped(condition: str) -> Iterator[str]:
    for number in re.finditer("[0-9]+", condition):
        for step in (-1, 1):
            value = str(int(number[0]) + step)
            yield condition[: number.start()] + value + condition[number.end() :]
    words = (("yes", "no"), ("any}", "none}"), ("all:", "any:"), ("at least", "at most"))
    for one, other in words:
        if one in condition:
            yield condition.replace(one, other)
    for inner in re.finditer(r"\[(.*)\]", condition):
        items = re.findall(r"\{.*?\}|[a-z-]+", inner[1])
        for left_out in items if len(items) > 1 else ():
            kept = ", ".join(item for item in items if item != left_out)
            yield condition[: inner.start(1)] + kept + condition[inner.end(1) :]
    if " to " in condition:
        yield re.sub("([0-9]+) to [0-9]+", r"at least \1", condition)
        yield re.sub("[0-9]+ to ([0-9]+)", r"at most \1", condition)


def checked(rules: str) -> Report:
    site = replace(SITE, read={**SITE.read, PATH: rules.encode()})
    return check_site(site, lambda _: TODAY).report


CHANGED = list(changed_texts())


def test_enough_is_mistyped() -> None:
    assert len(CHANGED) > 40
    assert sum(what.startswith("without") for what, _ in CHANGED) == RULES.count("when: {")


@pytest.mark.parametrize(("what", "text"), CHANGED, ids=[what for what, _ in CHANGED])
def test_a_mistyped_rule_is_an_error(what: str, text: str) -> None:
    assert text != RULES
    found = {d.code for d in checked(text).diagnostics}
    assert {"example-contradicts", "example-undecided", "nobody-can-apply"} & found, what
    unread = {"condition-format", "syntax", "missing-field", "wrong-shape", "unknown-reference"}
    assert not unread & found, "this is not the slip that was meant"


def test_the_rules_as_they_are_have_no_error() -> None:
    assert not checked(RULES).has_errors
    assert Path(ROOT / PATH).read_text(encoding="utf-8") == RULES
