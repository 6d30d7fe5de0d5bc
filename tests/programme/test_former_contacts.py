"""Somebody who has left is never offered as a contact, and stays in what is past."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from sitegen.check import check_site
from sitegen.folder import read_site_files

ROOT = Path(__file__).parents[2]
TRAINING = "  - {id: cpss-2022-12, track: cpss, start: 2022-12-05, end: 2022-12-09, CONTACTS}\n"


@pytest.mark.parametrize(
    ("today", "codes"),
    [(date(2022, 12, 9), {"former-contact"}), (date(2022, 12, 10), set())],
)
def test_a_past_training_keeps_the_contact_that_it_had(
    today: date, codes: set[str], tmp_path: Path
) -> None:
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    with (tmp_path / "schedules/2022.yaml").open("a", encoding="utf-8") as file:
        file.write(TRAINING.replace("CONTACTS", "contacts: [aurora-baugh]"))
    checked = check_site(read_site_files(tmp_path), lambda _: today)
    assert {d.code for d in checked.report.diagnostics if d.severity == "error"} == codes
