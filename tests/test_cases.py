"""Every kind of problem, said exactly as written in `tests/cases/`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from case_files import CASES, Case, read_case, read_cases, report, rewrite_expected
from diagnostics_page import EXAMPLES, PAGE, diagnostics_page, examples

from sitegen.catalogue import CATALOGUE
from sitegen.diagnostics import Diagnostic
from sitegen.reports.explanation import explanation
from sitegen.reports.text import text_report

FROM_ELSEWHERE = {"template", "pictures-not-drawn"}
"""Codes whose problems are found when pages are made, not when content is checked."""

NAMES = sorted(path.stem for path in CASES.glob("*.md"))


NEVER_SAID = re.compile(
    r"\b(invalid|illegal|mapping|scalar|token|node|NoneType|regex|parse\w*|sequence|anchor|alias|"
    r"please|sorry|forgot\w*|wrong type|string|integer|boolean|dict|exception|null value)\b",
    re.IGNORECASE,
)


def assert_in_the_words_of_the_programme(diagnostic: Diagnostic, typed: Sequence[str]) -> None:
    said = f"{diagnostic.message} {diagnostic.help or ''}"
    words = {m.group() for m in NEVER_SAID.finditer(said)}
    assert {w for w in words if not any(w in text for text in typed)} == set()
    assert diagnostic.help is not None
    assert diagnostic.message[-1] in ".:/", "a sentence of fact"


@pytest.mark.parametrize("name", NAMES)
def test_a_case_says_exactly_this(name: str, request: pytest.FixtureRequest) -> None:
    """It says it under the code that it is named after, and in the words of the programme."""
    path = CASES / f"{name}.md"
    case = read_case(path)
    wrong = case.wrong()
    said = text_report(wrong, "")
    if request.config.getoption("--update-cases"):
        rewrite_expected(path, said)
    else:
        assert said.splitlines() == case.expected.splitlines()
    run = "no check that runs finds it: is there a line in `checks/__init__.py`?"
    assert case.code in {diagnostic.code for diagnostic in wrong.diagnostics}, run
    typed = [block.text for block in case.blocks if "title" in block.words]
    for diagnostic in wrong.diagnostics:
        assert_in_the_words_of_the_programme(diagnostic, typed)


@pytest.mark.parametrize("name", [case.name for case in read_cases() if case.right() is not None])
def test_nothing_is_said_about_what_a_case_calls_right(name: str) -> None:
    right = read_case(CASES / f"{name}.md").right()
    assert right is not None
    assert text_report(right, "") == "No problems.\n"


def test_nothing_is_said_about_the_small_site() -> None:
    assert text_report(report({}), "") == "No problems.\n"


@pytest.mark.parametrize("code", sorted(set(CATALOGUE) - FROM_ELSEWHERE))
def test_every_code_has_a_case_with_a_wrong_and_a_right_example(code: str) -> None:
    case = read_case(CASES / f"{code}.md")
    assert case.right() is not None


def test_every_case_is_named_after_a_code() -> None:
    unknown = [n for n in NAMES if not any(n == c or n.startswith(f"{c}-") for c in CATALOGUE)]
    assert unknown == []


@pytest.mark.parametrize(("file", "make"), [(PAGE, diagnostics_page), (EXAMPLES, examples)])
def test_the_page_of_all_problems_and_the_explanations_show_the_cases(
    file: Path, make: Callable[[Sequence[Case]], str], request: pytest.FixtureRequest
) -> None:
    made = make(read_cases())
    if request.config.getoption("--update-cases"):
        file.write_text(made, encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8").splitlines() == made.splitlines()


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_explained_with_its_example(code: str) -> None:
    lines = explanation(code).splitlines()
    assert lines[0].startswith(code)
    assert (code in FROM_ELSEWHERE) is not any(line.endswith(f"[{code}]") for line in lines)


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_catalogue_uses_the_words_of_the_programme(code: str) -> None:
    entry = CATALOGUE[code]
    assert NEVER_SAID.search(f"{entry.title} {entry.why}") is None
    assert entry.why.endswith(".")
    assert not entry.title.endswith(".")
