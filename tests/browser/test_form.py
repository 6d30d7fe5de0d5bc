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
from sitegen.folder import read_site_files

# It is a large program in the browser, and waits for nobody where the machine is busy.
pytestmark = pytest.mark.alone

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
    lines = difflib.unified_diff(FILES[path].splitlines(), after.splitlines(), n=0, lineterm="")
    return [f"{one[0]} {one[1:]}" for one in lines if not one.startswith(("---", "+++", "@"))]


def is_fine(folder: Path, path: str, after: str) -> bool:
    """Tell whether the whole site, with this file, has no errors."""
    for one, text in {**FILES, path: after}.items():
        file = folder / one
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return not check_site(read_site_files(folder), lambda _: TODAY).report.has_errors


def test_a_date_is_changed_and_nothing_else(form: Form, tmp_path: Path) -> None:
    path = "schedules/2022.yaml"
    form.entry("schedules/entries/2022")
    form.write("trainings.1.end", "2022-05-19")
    after = form.save(path, FILES[path])
    assert changed(path, after) == ["-     end: 2022-05-20", "+     end: 2022-05-19"]
    assert is_fine(tmp_path, path, after)


def test_a_deadline_that_stands_alone_stays_so(form: Form, tmp_path: Path) -> None:
    path = "schedules/2022.yaml"
    form.entry("schedules/entries/2022")
    assert form.value("trainings.1.deadline.date") == "2022-04-18"
    form.write("trainings.1.deadline.date", "2022-04-15")
    after = form.save(path, FILES[path])
    assert changed(path, after) == ["-     deadline: 2022-04-18", "+     deadline: 2022-04-15"]
    form.entry("schedules/entries/2022")
    form.write("trainings.1.deadline.reason", "Monday: the office moves.")
    again = form.save(path, after)
    assert changed(path, again) == [
        "-     deadline: 2022-04-18",
        "+     deadline:",
        "+       date: 2022-04-15",
        '+       reason: "Monday: the office moves."',
    ]
    assert is_fine(tmp_path, path, again)


def test_a_new_training(form: Form, tmp_path: Path) -> None:
    path = "schedules/2022.yaml"
    form.entry("schedules/entries/2022")
    form.click("add\nAdd \u2068Training")
    form.write("trainings.16.id", "peer-bridger-2022-12")
    form.choose("trainings.16.track", "peer-bridger")
    form.write("trainings.16.start", "2022-12-06")
    form.write("trainings.16.cost", "Free for participants")
    after = form.save(path, FILES[path])
    assert changed(path, after) == [
        "+   - id: peer-bridger-2022-12",
        "+     track: peer-bridger",
        "+     start: 2022-12-06",
        "+     cost: Free for participants",
    ]
    assert is_fine(tmp_path, path, after)


def test_the_text_of_a_page(form: Form, tmp_path: Path) -> None:
    path = "content/pages/become.md"
    form.entry("pages/entries/become")
    body = form.value("body")
    assert FILES[path].endswith(f"\n{body}\n")
    form.write("body", f"{body}\n\nAsk us if you are not sure.")
    after = form.save(path, FILES[path])
    assert after == f"{FILES[path]}\nAsk us if you are not sure.\n"
    assert is_fine(tmp_path, path, after)


def test_a_phone_number_keeps_its_quotes(form: Form, tmp_path: Path) -> None:
    path = "content/contacts.yaml"
    form.entry("content/entries/contacts")
    form.write("offices.0.phone", "601-555-0100")
    after = form.save(path, FILES[path])
    assert changed(path, after) == ['-     phone: "601-359-1288"', '+     phone: "601-555-0100"']
    assert is_fine(tmp_path, path, after)


def test_lists_and_what_a_track_refers_to_stay(form: Form, tmp_path: Path) -> None:
    path = "content/tracks.yaml"
    form.entry("content/entries/tracks")
    form.write("tracks.0.heading", "Dates of the CPSS Training")
    after = form.save(path, FILES[path])
    assert changed(path, after) == [
        "-     heading: CPSS Trainings and Registration/Documentation Deadlines",
        "+     heading: Dates of the CPSS Training",
    ]
    assert is_fine(tmp_path, path, after)


def test_a_mistake_is_not_saved(form: Form) -> None:
    form.entry("schedules/entries/2022")
    form.write("trainings.1.start", "05/17/2022")
    form.click("Save")
    form.reads("Write the date as year-month-day")
    assert form.file("schedules/2022.yaml") == FILES["schedules/2022.yaml"]
