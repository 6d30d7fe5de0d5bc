"""What sitegen itself has made comes in again as the same trainings: lists, pages and calendars."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from imports import PROJECTS, ROOT, imported, site_in, without_trainings

from sitegen.build import build_site
from sitegen.check import check_site
from sitegen.cli import main
from sitegen.folder import read_site_files
from sitegen.importing.parts import Line
from sitegen.importing.readers import parts_of
from sitegen.programme.model import CALLED_OFF, Programme, Status
from sitegen.settings import Settings

TODAY = {
    ROOT: date(2022, 3, 1),
    PROJECTS / "every-state": date(2031, 3, 5),
    PROJECTS / "dog-school": date(2031, 1, 10),
    PROJECTS / "georgia": date(2025, 10, 4),
    PROJECTS / "wisconsin": date(2021, 9, 1),
    PROJECTS / "dbsa": date(2025, 1, 2),
}
SITES = pytest.mark.parametrize("site", TODAY, ids=lambda site: site.name)
_KEPT = TemporaryDirectory()


@cache
def built(site: Path) -> Path:
    """Build a site once for all tests, and give where it is."""
    output = Path(_KEPT.name) / site.name
    settings = Settings.of(site, output, None, ())
    build_site(settings, lambda _: TODAY[site])
    return output


@cache
def programme(site: Path) -> Programme:
    found = check_site(read_site_files(site), lambda _: TODAY[site]).programme
    assert found is not None
    return found


def dated_ids(site: Path) -> set[str]:
    return {one.id for one in programme(site).trainings if one.days}


def held(
    capsys: pytest.CaptureFixture[str], site: Path, files: Iterable[Path]
) -> tuple[set[str], list[object]]:
    """Give the trainings that are the same, and everything that would be wrong."""
    found = imported(capsys, site, list(files), "--today", f"{TODAY[site]}")
    names = ("not_read", "new", "waiting", "changed", "not_decided")
    return set(found["same"]), [one for name in names for one in found[name]]


@SITES
def test_the_calendar_gives_every_training_again(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calendar = built(site) / "calendars/all-trainings-and-deadlines.ics"
    same, wrong = held(capsys, site, [calendar])
    assert wrong == []
    assert same == dated_ids(site)


@SITES
def test_the_data_for_other_programs_give_every_training_again(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same, wrong = held(capsys, site, [built(site) / "trainings.json"])
    assert wrong == []
    postponed = {one.id for one in programme(site).trainings if one.status is Status.POSTPONED}
    assert same == dated_ids(site) - postponed  # whose days hold no more


@SITES
def test_the_list_gives_what_is_ahead_again(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    same, wrong = held(capsys, site, [built(site) / "trainings/index.html"])
    assert wrong == []
    ahead = {
        one.id for one in programme(site).trainings if one.days and one.days.last > TODAY[site]
    }
    called_off = {one.id for one in programme(site).trainings if one.status in CALLED_OFF}
    assert ahead - called_off <= same


@SITES
def test_the_page_of_each_training_changes_nothing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for identifier in sorted(dated_ids(site)):
        page = built(site) / "trainings" / identifier / "index.html"
        same, wrong = held(capsys, site, [page])
        assert (wrong, identifier in same) == ([], True)


def test_the_list_of_a_track_and_what_is_embedded_change_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for folder in ("trainings/cpss", "trainings/peer-bridger", "embed", "embed/cpss"):
        same, wrong = held(capsys, ROOT, [built(ROOT) / folder / "index.html"])
        assert wrong == []
        assert same


def test_a_page_that_was_copied_as_text_gives_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = built(ROOT) / "trainings/index.html"
    parts, _ = parts_of("a.html", page.read_bytes(), "UTC")
    lines = [re.split(r"(?: \|)+ ", one.text) for one in parts if isinstance(one, Line)]
    pasted = tmp_path / "pasted.txt"
    pasted.write_text("\n".join(part for line in lines for part in line), encoding="utf-8")
    by_text, wrong = held(capsys, ROOT, [pasted])
    by_page, _ = held(capsys, ROOT, [page])
    assert wrong == []
    assert by_text == by_page
    assert len(by_text) == 16


def facts(of: Programme) -> set[tuple[object, ...]]:
    """Give of each training what a calendar of sitegen says of it."""
    return {
        (
            one.id,
            one.track.id,
            tuple(run.days for run in one.runs),
            one.place.id if one.place else None,
            one.deadline.moment if one.deadline else None,
        )
        for one in of.trainings
    }


def test_an_empty_site_gets_all_back_from_the_calendar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = without_trainings(site_in(tmp_path, ROOT))
    calendar = built(ROOT) / "calendars/all-trainings-and-deadlines.ics"
    assert main(["import", str(calendar), "--root", str(root), "--write"]) == 0
    again = check_site(read_site_files(root), lambda _: TODAY[ROOT]).programme
    assert again is not None
    assert facts(again) == facts(programme(ROOT))
    assert "Traceback" not in capsys.readouterr().out
