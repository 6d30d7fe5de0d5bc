"""What nobody knows yet, nobody meets for sure: it is never said that one can apply."""

from __future__ import annotations

from datetime import date

import pytest
from case_files import small_site

from sitegen.check import check_site
from sitegen.eligible.answer import NOT_KNOWN_YET, SEEMS_TO_MEET, eligibility_text
from sitegen.eligible.table import eligibility_table
from sitegen.lazy import replace
from sitegen.programme.eligibility.logic import Outcome
from sitegen.programme.eligibility.portable import portable_rules
from sitegen.programme.eligibility.rules import Rule, assess
from sitegen.programme.model import Programme

TODAY = date(2022, 1, 15)
DESIGNATIONS = "content/designations.yaml"
PLANNED = "  - {id: planned, name: Planned, requires: tbd}\ntests:\n"


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The small site with one more designation, of which nothing is known yet."""
    files = small_site()
    text = files.read[DESIGNATIONS].decode().replace("tests:\n", PLANNED)
    checked = check_site(
        replace(files, read={**files.read, DESIGNATIONS: text.encode()}), lambda _: TODAY
    )
    assert checked.programme is not None
    assert {one.code for one in checked.report.diagnostics} == {"requirements-unknown"}
    return checked.programme


def rule(programme: Programme, name: str) -> Rule:
    (found,) = [one for one in programme.rules if one.id == name]
    return found


def outcomes(programme: Programme, **answers: int | bool) -> dict[str, Outcome]:
    found = assess(programme.rules, programme.facts, answers, TODAY)
    return {one.rule.id: one.outcome for one in found}


def test_nobody_meets_it_and_no_question_could_decide_it(programme: Programme) -> None:
    assert outcomes(programme, age=40, lived_experience=True)["planned"] is Outcome.OPEN
    (found,) = assess([rule(programme, "planned")], programme.facts, {}, TODAY)
    assert (found.open, found.findings) == ((), ())


def test_whoever_meets_no_other_designation_may_still_meet_it(programme: Programme) -> None:
    assert outcomes(programme, age=17, lived_experience=True)["cpss"] is Outcome.OPEN
    assert outcomes(programme, age=18, lived_experience=True)["cpss"] is Outcome.YES


def test_the_script_is_told_that_it_is_not_known(programme: Programme) -> None:
    rules = portable_rules(programme.rules, TODAY)
    assert rules["planned"] == {"all": [], "unknown": True}
    assert "unknown" not in rules["adult"]


def test_staff_read_that_it_is_not_known_and_nothing_that_would_follow(
    programme: Programme,
) -> None:
    answers = {"age": 17, "lived_experience": True}
    of = [rule(programme, "planned"), rule(programme, "cpss")]
    said = eligibility_text(programme, TODAY, answers, of)
    assert f"Planned (designation)\n  {NOT_KNOWN_YET}\n" in said
    assert f"CPSS Training (track)\n  {NOT_KNOWN_YET}: Planned\n" in said
    assert SEEMS_TO_MEET not in said
    assert "next open training" not in said


def test_the_table_of_all_answers_says_that_it_cannot_say(programme: Programme) -> None:
    rows = eligibility_table(programme, TODAY, {}, [rule(programme, "planned")]).splitlines()
    assert {row.rpartition(",")[2] for row in rows[1:]} == {"cannot say yet"}
