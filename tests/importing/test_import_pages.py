"""The two public pages, as text and as saved web pages, come in whole: 24 of 24 trainings."""

from __future__ import annotations

from html import escape
from pathlib import Path
from textwrap import wrap

import pytest
from imports import ROOT, files_of, imported, site_in, without_trainings

from sitegen.cli import main

PAGES = [ROOT / f"tests/real/public-page-{year}.txt" for year in (2020, 2022)]


def as_web_page(text: str) -> str:
    """Make of a page's text what a browser saves, with lists, headings and odd spaces."""
    body = []
    for line in text.splitlines():
        words = escape(line.strip().replace(" – ", "\u00a0&ndash; "), quote=False)
        words = words.replace("&amp;ndash;", "&ndash;").replace("\u00a0", "&nbsp;")
        if line.strip().startswith("•"):
            body.append(f"<ul><li><span>{words[1:].strip()}</span></ul>")
        elif line.strip():
            body.append(f"<p>{words}")
    page = "\n".join(body)
    return (
        f"<!DOCTYPE html><html><head><title>March 1, 2022</title></head><body>{page}</body></html>"
    )


@pytest.fixture(params=["text", "web page"])
def pages(request: pytest.FixtureRequest, tmp_path: Path) -> list[Path]:
    if request.param == "text":
        return PAGES
    saved = [tmp_path / f"{path.stem}.html" for path in PAGES]
    for path, page in zip(saved, PAGES, strict=True):
        path.write_text(as_web_page(page.read_text(encoding="utf-8")), encoding="utf-8")
    return saved


def test_all_trainings_are_those_of_the_site(
    pages: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    found = imported(capsys, ROOT, pages)
    assert len(found["same"]) == 24
    names = ("new", "waiting", "changed", "not_decided", "not_understood", "not_in_the_files")
    assert [found[name] for name in names] == [[]] * len(names)


def test_into_an_empty_site_all_come_with_the_ids_and_days_that_were_published(
    pages: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = without_trainings(site_in(tmp_path, ROOT))
    found = imported(capsys, root, pages, "--write", "--today", "2020-01-01")
    assert len(found["new"]) == 24
    assert found["written"] == ["schedules/2020.yaml", "schedules/2022.yaml"]
    again = imported(capsys, root, PAGES, "--today", "2020-01-01")
    published = imported(capsys, ROOT, PAGES)
    assert again["same"] == published["same"]


def test_the_assumed_year_is_named_with_its_weekday_and_the_line_it_comes_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = without_trainings(site_in(tmp_path, ROOT))
    found = imported(capsys, root, PAGES, "--today", "2020-01-01")
    assumed = [one for one in found["new"] if "year_assumed: yes" in one["yaml"]]
    assert [one["where"]["text"] for one in assumed] == ["March 24-27 - West Point, MS"]
    said = (
        "No year is printed. 2020 was assumed, from line 9: then it begins on Tuesday, March 24, "
    )
    assert assumed[0]["remarks"] == [f"{said}2020."]


def test_a_page_whose_lines_are_broken_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text comes out of a PDF file with narrow pages."""
    lines = [
        part
        for line in PAGES[1].read_text(encoding="utf-8").splitlines()
        for part in wrap(line, 46, break_long_words=False)
    ]
    broken = tmp_path / "broken.txt"
    broken.write_text("\n".join(lines), encoding="utf-8")
    found = imported(capsys, ROOT, [broken])
    assert len(found["same"]) == 16
    assert (found["new"], found["changed"], found["waiting"], found["not_decided"]) == (*[[]] * 4,)


def test_an_undecided_place_is_tbd_and_every_deadline_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = without_trainings(site_in(tmp_path, ROOT))
    found = imported(capsys, root, PAGES, "--today", "2020-01-01")
    texts = [one["yaml"] for one in found["new"]]
    assert sum("place: tbd\n" in text for text in texts) == 1
    assert sum("deadline: 2022-" in text for text in texts) == 16


def test_a_line_with_a_date_that_is_not_understood_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    more = "\nOur office moves on March 9, 2022, so call first.\nSince the 1990s we help.\n"
    page.write_text(PAGES[1].read_text(encoding="utf-8") + more, encoding="utf-8")
    found = imported(capsys, ROOT, [page])
    assert [one["text"] for one in found["not_understood"]] == [
        "Our office moves on March 9, 2022, so call first."
    ]
    assert len(found["same"]) == 16


def test_nothing_is_written_without_being_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = without_trainings(site_in(tmp_path, ROOT))
    before = files_of(root)
    assert main(["import", *map(str, PAGES), "--root", str(root), "--today", "2020-01-01"]) == 0
    assert "Nothing was written. To add the new ones: --write" in capsys.readouterr().out
    assert files_of(root) == before


def test_a_second_import_changes_nothing_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = without_trainings(site_in(tmp_path, ROOT))
    command = ["import", *map(str, PAGES), "--root", str(root), "--today", "2020-01-01", "--write"]
    assert main(command) == 0
    before = files_of(root)
    capsys.readouterr()
    assert main(command) == 0
    said = capsys.readouterr().out
    assert said == (
        "Trainings: 24 read, 0 new, 0 changed, 24 the same. Nothing is to be written.\n"
    )
    assert files_of(root) == before
