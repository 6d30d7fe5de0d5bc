"""Every code is known, used, and named like a problem."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.catalogue import CATALOGUE, Severity
from sitegen.diagnostics import Source, Span, problem

SOURCE = Path(__file__).parents[1] / "src" / "sitegen"
NOT_RAISED_BY_NAME = {"template"}
"""Found while pages are made."""


def texts() -> str:
    files = [path for path in SOURCE.rglob("*.py") if path.name != "catalogue.py"]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_is_in_kebab_case_and_has_its_words(code: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    assert CATALOGUE[code].title
    assert CATALOGUE[code].why


def test_every_code_is_used() -> None:
    source = texts()
    unused = [code for code in CATALOGUE if f'"{code}"' not in source]
    assert set(unused) <= NOT_RAISED_BY_NAME


def test_every_code_that_is_used_is_known() -> None:
    named = re.findall(r'(?:problem|Misread|self\.add)\(\s*"([a-z-]+)"', texts())
    assert len(named) > 40
    assert set(named) <= set(CATALOGUE)


def test_the_severity_of_a_problem_is_that_of_its_code() -> None:
    span = Span(Source("f", ""), 0, 0)
    assert problem("syntax", span, "Fact.").severity is Severity.ERROR
    assert problem("unusual-days", span, "Fact.").severity is Severity.WARNING
    with pytest.raises(KeyError):
        problem("no-such-code", span, "Fact.")
