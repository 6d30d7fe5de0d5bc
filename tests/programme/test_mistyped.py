"""What looks mistyped is told, and what only looks odd is not."""

from __future__ import annotations

import pytest
from case_files import report


def codes(path: str, text: str) -> list[str]:
    return [d.code for d in report({path: text.encode()}).diagnostics]


def office(line: str, name: str = "Maria Lopez") -> str:
    return (
        "offices:\n  - id: main-office\n    name: Main Office\n    phone: 601-555-0100\n"
        f"    address: ['{line}']\npeople:\n  - id: maria-lopez\n    name: '{name}'\n"
        "    office: main-office\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        *("Jackson, MS 3920", "Jackson MS 392011", "Jackson, Mississippi 3920", "Boston, MA 2139"),
        *("Jackson, MS 39201-12", "Jackson, MS 39201 1234", "Jackson, MS 392011234", "MS 3920"),
        *("Jackson, Miss. 3920",),
    ],
)
def test_zip_codes_that_are_none_are_told(line: str) -> None:
    assert codes("content/contacts.yaml", office(line)) == ["zip-code"]


@pytest.mark.parametrize(
    "line",
    [
        *("Jackson, MS 39201", "Jackson, MS 39201-1234", "3550 Highway MS 468", "1234 Main Street"),
        *("Suite 1100", "Robert E. Lee Building, Room 1101", "P.O. Box 3920", "Jackson, MS"),
        *("Building OR 12", "239 North Lamar Street"),
    ],
)
def test_other_numbers_of_an_address_are_not(line: str) -> None:
    assert codes("content/contacts.yaml", office(line)) == []


@pytest.mark.parametrize("name", ["MARIA LOPEZ", "DR. MARIA LOPEZ-REYES", "MARÍA LÓPEZ"])
def test_names_in_capitals_are_told(name: str) -> None:
    assert codes("content/contacts.yaml", office("Suite 1", name)) == ["capitals"]


@pytest.mark.parametrize(
    "name", ["CPSS DMH", "NAMI MS", "SAMHSA", "Maria LOPEZ", "J. B.", "DMH 24/7"]
)
def test_abbreviations_are_not(name: str) -> None:
    assert codes("content/contacts.yaml", office("Suite 1", name)) == []


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", []),
        ("extra_closed_days: [{name: A, date: 2022-12-23}]\n", []),
        ("extra_closed_days: [{name: A, date: 2022-01-01}]\n", ["closed-day-twice"]),
        ("mention_only: [{name: A, on: July 4}]\n", []),
    ],
)
def test_a_closed_day_is_told_where_another_one_is(more: str, found: list[str]) -> None:
    text = f"closed_days:\n  - name: New Year's Day\n    on: January 1\n{more}"
    assert codes("content/closed-days.yaml", text) == found
