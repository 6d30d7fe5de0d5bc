"""A copied file is one report, at the copy, whatever it is called and however far it was edited."""

from __future__ import annotations

import re
from datetime import date

import pytest
from case_files import ROOT, report

from sitegen.check import check_site
from sitegen.folder import SiteFiles, read_site_files

REAL = read_site_files(ROOT)
TODAY = date(2022, 3, 1)
YEAR = REAL.read["schedules/2022.yaml"].decode()
PAGE = REAL.read["content/pages/become.md"].decode()


def found_with(files: dict[str, str]) -> list[tuple[str, str]]:
    """Give code and path of what is said of the real site with these files, and not without."""
    changed = SiteFiles(
        root=REAL.root,
        read={**REAL.read, **{path: text.encode() for path, text in files.items()}},
        others=REAL.others,
        ledger=REAL.ledger,
    )
    before = {(d.code, d.span.path) for d in check_site(REAL, lambda _: TODAY).report.diagnostics}
    after = check_site(changed, lambda _: TODAY).report.diagnostics
    return [(d.code, d.span.path) for d in after if (d.code, d.span.path) not in before]


@pytest.mark.parametrize(
    "name",
    [
        "2022 copy",
        "2022 (1)",
        "2022 - Copy",
        "2022 copy 2",
        "2022-copy",
        "2022_backup",
        "2022-old",
        "Copy of 2022",
        "Kopie von 2022",
        "trainings",
        "2022-2",
        "2023",
    ],
)
def test_a_copied_schedule_is_one_report_at_the_copy(name: str) -> None:
    path = f"schedules/{name}.yaml"
    assert found_with({path: YEAR}) == [("copied-file", path)]


@pytest.mark.parametrize(
    "edited",
    [
        "year: 2022",
        "year: 2022|-2022-",
        ": 2022",
        "start: 2022|year: 2022|-2022-",
        "year: 2022|id: cpss-2022",
    ],
)
def test_a_year_that_was_copied_and_half_edited_is_one_report(edited: str) -> None:
    year = re.sub(edited, lambda found: found[0].replace("2022", "2023"), YEAR)
    assert found_with({"schedules/2023.yaml": year}) == [("copied-file", "schedules/2023.yaml")]


def test_a_year_in_which_only_the_number_was_replaced_is_one_warning() -> None:
    year = YEAR.replace("2022", "2023")
    assert found_with({"schedules/2023.yaml": year}) == [("unusual-days", "schedules/2023.yaml")]


@pytest.mark.parametrize("name", ["become copy", "become (1)", "Copy of become", "become-2"])
def test_a_copied_page_is_one_report_at_the_copy(name: str) -> None:
    path = f"content/pages/{name}.md"
    assert found_with({path: PAGE}) == [("copied-file", path)]
    assert found_with({path: f"{PAGE}\n\nOne line more.\n"}) == [("copied-file", path)]


@pytest.mark.parametrize(
    "path",
    [
        "content/tracks copy.yaml",
        "content/Copy of tracks.yaml",
        "content/tracks (1).yaml",
    ],
)
def test_a_copy_of_another_file_is_named_with_its_original(path: str) -> None:
    (found,) = report({path: b"tracks: []\n"}).diagnostics
    assert found.code == "unknown-file"
    assert "content/tracks.yaml" in found.message


def test_two_schedules_of_one_year_with_the_same_days_in_two_places_are_no_copy() -> None:
    entry = "  - id: cpss-{0}-{1}\n    track: cpss\n    start: 2022-{1}-14\n    place: {2}\n"
    entry += "    reason: Held in two places.\n"
    north, south = (
        "year: 2022\ntrainings:\n" + "".join(entry.format(side, month, place) for month in months)
        for side, place in (("north", "virtual"), ("south", "jackson"))
        for months in [("03", "06", "09")]
    )
    places = (
        "places:\n"
        "  - {id: virtual, name: Virtual Training, mode: virtual}\n"
        "  - {id: jackson, name: Jackson, mode: in-person}\n"
    )
    files = {
        "schedules/2022-north.yaml": north,
        "schedules/2022-south.yaml": south,
        "content/places.yaml": places,
    }
    found = report({path: text.encode() for path, text in files.items()}).diagnostics
    assert "copied-file" not in {one.code for one in found}


def test_an_entry_that_was_moved_and_left_behind_is_said_of_the_entry() -> None:
    kept, _, _ = YEAR.partition("  - id: cpss-2022-05")
    entry = kept[kept.index("  - id: cpss-2022-03") :]
    more = "".join(
        f"  - id: cpss-2022-{month}\n    track: cpss\n    start: 2022-{month}-05\n    place: msh\n"
        for month in ("04", "12")
    )
    other = f"year: 2022\ntrainings:\n{entry}    place: virtual\n{more}"
    found = found_with({"schedules/2022-other.yaml": other})
    assert "duplicate-id" in {code for code, _ in found}
    assert "copied-file" not in {code for code, _ in found}
