"""How many people can come, as a number or as a range."""

from __future__ import annotations

from datetime import date

import pytest
from case_files import small_site

from sitegen.check import check_site
from sitegen.lazy import replace
from sitegen.programme.kinds import PEOPLE, People
from sitegen.source.fields import Misread

SCHEDULE = "schedules/2022.yaml"


@pytest.mark.parametrize(
    ("written", "most", "lowest"), [("18", 18, None), ("20-25", 25, 20), ('"20-25"', 25, 20)]
)
def test_machines_get_its_upper_end(written: str, most: int, lowest: int | None) -> None:
    files = small_site()
    schedule = f"{files.read[SCHEDULE].decode().rstrip()}\n    capacity: {written}\n"
    changed = {**files.read, SCHEDULE: schedule.encode()}
    checked = check_site(replace(files, read=changed), lambda _: date(2022, 1, 15))
    assert checked.programme is not None, checked.report.diagnostics
    (training,) = checked.programme.trainings
    assert (training.capacity, training.capacity_from) == (most, lowest)


@pytest.mark.parametrize(
    "written",
    ["20 to 25", "20 - 25", "20\u201325", "between 20 and 25", "20-25 people", "20 to 25 seats."],
)
def test_a_range_in_another_form_is_answered(written: str) -> None:
    found = PEOPLE.read(written)
    assert isinstance(found, Misread)
    assert found.better == "20-25"


@pytest.mark.parametrize("written", ["25-20", "20-20", "0-5", "20-", "-5", "2022-03-21", "many"])
def test_no_other_is_taken(written: str) -> None:
    assert not isinstance(PEOPLE.read(written), People)
