"""Sheets to print: which there are, what they say, and that they never call to what is over."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from sitegen.build import build_site
from sitegen.settings import Settings

ROOT = Path(__file__).parents[2]
EVERY_STATE = ROOT / "tests/projects/every-state"


def built(root: Path, today: date, output: Path) -> Path:
    done = build_site(Settings.of(root, output, None, ()), lambda _: today)
    assert done.published is not None, done.report.diagnostics
    return output


@pytest.fixture(scope="module")
def every_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(EVERY_STATE, date(2031, 3, 5), tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT, date(2022, 3, 1), tmp_path_factory.mktemp("site"))


def text(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def test_a_sheet_has_what_one_needs_on_paper(real: Path) -> None:
    sheet = text(real, "trainings/cpss-2022-05/print")
    for said in (
        "<h1>CPSS Training<",
        "Monday, May 16",
        "Virtual Training",
        "Monday, April 18, 2022",
        "This sheet shows what was known on",
        '<time datetime="2022-03-01">Tuesday, March 1, 2022</time>',
        "601-359-1288",
        "/trainings/cpss-2022-05/</a>",
    ):
        assert said in sheet, said
    assert sheet.count("<svg ") == 1


def test_only_what_is_ahead_and_to_be_held_has_a_sheet(every_state: Path) -> None:
    sheets = {file.parts[-3] for file in every_state.glob("trainings/*/print/index.html")}
    assert {"closes-soon", "moved", "full", "tentative", "under-way", "ends-today"} <= sheets
    gone = {"cancelled", "cancelled-and-past", "postponed", "over-last-year", "over-long-ago"}
    assert not gone & sheets
    for path in every_state.glob("trainings/*/index.html"):
        name = path.parts[-2]
        page = path.read_text(encoding="utf-8")
        assert (f'{name}/print/"' in page) == (name in sheets), name


def test_a_flyer_has_the_next_dates_and_no_more_than_fit(every_state: Path) -> None:
    flyer = text(every_state, "trainings/example/flyer")
    assert len(re.findall(r'<th scope="row">', flyer)) == 6
    assert "More dates are at the address below." in flyer
    assert ">Cancelled<" not in flyer
    assert ">Postponed<" not in flyer


def test_a_flyer_without_dates_says_what_is_known_and_what_to_do(every_state: Path) -> None:
    flyer = text(every_state, "trainings/empty/flyer")
    assert "No training dates right now." in flyer
    assert "Ask us, or look at the address below." in flyer  # whom to ask has no number


def test_search_engines_leave_sheets_out(real: Path) -> None:
    sitemap = (real / "sitemap.xml").read_text(encoding="utf-8")
    assert "/print/" not in sitemap
    assert "/flyer/" not in sitemap
    for path in ("trainings/cpss/flyer", "trainings/cpss-2022-05/print"):
        page = text(real, path)
        assert '<meta name="robots" content="noindex">' in page
        assert 'rel="canonical"' not in page


def test_a_track_leads_to_its_flyer(real: Path) -> None:
    assert '../cpss/flyer/">Flyer of this training, to print</a>' in text(real, "trainings/cpss")
