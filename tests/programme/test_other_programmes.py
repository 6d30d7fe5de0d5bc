"""The published rules of four other programmes can be written, proved and compared as well."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from case_files import checked
from test_eligibility_in_script import TODAY, everybody, in_python, in_script

from sitegen.check import Checked
from sitegen.diagnostics import Severity
from sitegen.programme.eligibility.rules import Subject
from sitegen.programme.model import Programme

FILES = sorted((Path(__file__).parent / "other_programmes").glob("*.yaml"))
EACH = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])


def check(path: Path, today: date) -> Checked:
    return checked({"content/designations.yaml": path.read_bytes()}, today)


def programme_of(path: Path) -> Programme:
    programme = check(path, TODAY).programme
    assert programme is not None
    return programme


def test_there_are_four() -> None:
    assert [path.stem for path in FILES] == ["california", "kansas", "tennessee", "washington"]


@EACH
@pytest.mark.parametrize("today", [TODAY, date(2023, 1, 1), date(2040, 1, 1)])
def test_they_have_no_errors_and_no_example_is_missing(path: Path, today: date) -> None:
    report = check(path, today).report
    assert not report.has_errors
    assert {d.code for d in report.of(Severity.WARNING)} <= {"no-lowest-age"}


@EACH
def test_the_script_finds_the_same_in_every_situation(path: Path) -> None:
    programme = programme_of(path)
    rules = programme.rules
    people = list(everybody(programme, rules))
    assert len(people) > 90
    for answers, said in zip(people, in_script(rules, people), strict=True):
        assert said == in_python(rules, dict(programme.facts), answers)


@EACH
def test_somebody_can_and_somebody_cannot_meet_each_rule(path: Path) -> None:
    programme = programme_of(path)
    rules = tuple(rule for rule in programme.rules if rule.subject is not Subject.TRACK)
    found = [in_python(rules, dict(programme.facts), one) for one in everybody(programme, rules)]
    for rule in rules:
        results = {one[rule.id]["result"] for one in found}  # type: ignore[index]
        # Of people below every published age, a rule that names none cannot tell.
        assert results - {1} == {0, 2}
