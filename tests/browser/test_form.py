"""Somebody who writes no YAML changes the real files in the form, and only that is changed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from chromium import Tab, chromium
from form import Form, served

from sitegen.check import check_site
from sitegen.folder import SiteFiles, read_site_files

ROOT = Path(__file__).parents[2]
TODAY = date(2022, 1, 10)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(ROOT) as address:
        yield address


@pytest.fixture
def form(address: str) -> Iterator[Form]:
    with chromium() as browser:
        yield Form(Tab(browser), address, FILES)


FILES = {
    path.relative_to(ROOT).as_posix(): path.read_text()
    for folder in ("schedules", "content", "content/pages")
    for path in (ROOT / folder).iterdir()
    if path.suffix in {".yaml", ".md"}
}


def changed(path: str, after: str) -> list[str]:
    """Give the lines that are gone and new."""
    lines = difflib.ndiff(FILES[path].splitlines(), after.splitlines())
    return [one for one in lines if one[0] in "+-"]


def errors(path: str, after: str) -> list[str]:
    site = read_site_files(ROOT)
    files = SiteFiles({**site.read, path: after.encode()}, site.others)
    report = check_site(files, lambda _: TODAY).report
    return [one.message for one in report.diagnostics if one.severity.value == "error"]


def test_a_date_is_changed_and_nothing_else(form: Form) -> None:
    path = "schedules/2022.yaml"
    form.entry("schedules/entries/2022")
    assert form.value("trainings.1.deadline.date") == "2022-04-18"
    form.write("trainings.1.end", "2022-05-19")
    after = form.save(path, FILES[path])
    assert changed(path, after) == ["-     end: 2022-05-20", "+     end: 2022-05-19"]
