"""`sitegen form` writes the form, keeps what an office has set, and replaces nothing of others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sitegen.cli import main

ROOT = Path(__file__).parents[2]
NAMES = {"index.html", "format.js", "config.json"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests/projects/small", tmp_path / "site")
    return tmp_path / "site"


def form(site: Path, *options: str) -> int:
    return main(["form", "--root", str(site), *options])


def made(site: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in (site / "admin").iterdir()}


def test_it_is_written_and_again_the_same(site: Path) -> None:
    assert form(site, "--repository", "my-office/our-site") == 0
    first = made(site)
    assert set(first) == NAMES
    assert json.loads(first["config.json"])["backend"]["repo"] == "my-office/our-site"
    assert form(site) == 0
    assert made(site) == first


def test_only_the_form_is_written(site: Path) -> None:
    before = {one: one.read_bytes() for one in site.rglob("*") if one.is_file()}
    assert form(site, "--repository", "my-office/our-site") == 0
    after = {one: one.read_bytes() for one in site.rglob("*") if one.is_file()}
    assert {one.name for one in after.keys() - before.keys()} == NAMES
    assert {one: after[one] for one in before} == before


def test_without_a_repository_it_says_how(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert form(site) == 2
    assert "sitegen form --repository my-office/our-site" in capsys.readouterr().err
    assert not (site / "admin").exists()


@pytest.mark.parametrize("typed", ["our-site", "https://github.com/a/b", "a/b/", ""])
def test_a_repository_has_an_owner(
    site: Path, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert form(site, "--repository", typed) == 2
    assert "--repository my-office/our-site" in capsys.readouterr().err


def test_what_the_office_has_set_is_kept(site: Path) -> None:
    form(site, "--repository", "my-office/our-site")
    path = site / "admin/config.json"
    configuration = json.loads(path.read_text())
    configuration["backend"]["branch"] = "content"
    configuration["publish_mode"] = "simple"
    configuration["app_title"] = "Our trainings"
    path.write_text(json.dumps(configuration))
    places = site / "content/places.yaml"
    places.write_text(places.read_text() + "  - id: annex\n    name: Annex\n    mode: in-person\n")
    assert form(site) == 0
    written = json.loads(path.read_text())
    assert written["backend"]["branch"] == "content"
    assert written["publish_mode"] == "simple"
    assert written["app_title"] == "Our trainings"
    assert "Annex" in path.read_text()


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_file_that_somebody_has_changed_is_not_replaced(
    site: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    form(site, "--repository", "my-office/our-site")
    path = site / "admin" / name
    text = path.read_text()
    path.write_text(text.replace('"Trainings"', '"Dates"') if name == "config.json" else f"{text} ")
    before = made(site)
    assert form(site) == 2
    assert "sitegen form --overwrite" in capsys.readouterr().err
    assert made(site) == before
    assert form(site, "--overwrite") == 0
    assert path.read_text() == text


@pytest.mark.parametrize("there", [b"not JSON", b"[]", b"\xff\xfe"])
def test_a_page_of_somebody_else_is_not_replaced(site: Path, there: bytes) -> None:
    (site / "admin").mkdir()
    (site / "admin/config.json").write_bytes(there)
    assert form(site, "--repository", "my-office/our-site") == 2
    assert made(site) == {"config.json": there}
    assert form(site, "--repository", "my-office/our-site", "--overwrite") == 0
    assert set(made(site)) == NAMES


def test_through_no_link(site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (site / "admin").symlink_to(tmp_path / "elsewhere")
    assert form(site, "--repository", "my-office/our-site") != 0
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_places_that_cannot_be_read_do_not_stop_it(site: Path) -> None:
    (site / "content/places.yaml").write_text("places:\n  - id: [\n")
    assert form(site, "--repository", "my-office/our-site") == 0
