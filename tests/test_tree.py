"""Which files belong to a site: the same for all folders, and for the preview."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from case_files import SMALL

from sitegen.build import Built, build_site
from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.reports.text import text_report
from sitegen.serve.following import State, has_changed, state_of
from sitegen.settings import Settings
from sitegen.tree import is_passed_over, may_be_meant, tree_of

TODAY = date(2022, 1, 15)

LEFT_BEHIND = (
    *(".site.css.swp", ".site.css.swo", "site.css.swp", ".site.css.un~", "4913"),  # Vim
    *("site.css~", "#site.css#", ".#site.css", ".site.css~"),  # Emacs
    *(".~lock.form.docx#", "~$form.docx", "~WRL0001.tmp", "form.docx.tmp"),  # Office
    *(".DS_Store", "._site.css", "Thumbs.db", "thumbs.db", "desktop.ini", "Icon\r"),
    *("site.css.orig", "site.css.bak", "site.css.BAK", "site.css.rej", "site.css.save"),
    *("form.pdf.part", "form.pdf.crdownload", ".gitkeep", ".nfs0001", ".sync.ffs_db"),
)
FOLDERS_LEFT_BEHIND = (".git", "node_modules", "__pycache__", ".idea", ".obsidian", "@eaDir")
PUBLISHED = (
    *("site.css", "form.pdf", "site.min.css", "bak.css", "orig", "swp.svg", "film.swf"),
    *("Thumbs.png", "a~b.css", "#1.svg", "4913.pdf", "temp.css", "old", "desktop.css"),
)


@pytest.mark.parametrize("name", [*LEFT_BEHIND, *FOLDERS_LEFT_BEHIND])
def test_what_programs_leave_behind_is_no_part_of_a_site(name: str) -> None:
    assert is_passed_over(name)


@pytest.mark.parametrize("name", PUBLISHED)
def test_no_other_file_is_passed_over(name: str) -> None:
    assert not is_passed_over(name)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("content/files/.form.pdf", "content/files/form.pdf"),
        ("schedules/2022.yaml~", "schedules/2022.yaml"),
        ("schedules/2022.yaml.bak", "schedules/2022.yaml"),
        ("content/pages/#become.md#", "content/pages/become.md"),
        ("content/files/.form.pdf.swp", None),
        ("content/files/.#form.pdf", None),
        ("content/files/._form.pdf", None),
        ("content/files/~$form.docx", None),
        ("content/files/.~lock.form.docx#", None),
        ("content/files/.form.pdf~", "content/files/form.pdf~"),
        ("content/files/Thumbs.db", None),
        ("content/files/form.pdf.part", None),
        ("content/files/.DS_Store", None),
        ("content/files/.gitkeep", None),
        ("content/files/.picasa.ini", None),
        ("content/files/.sync.ffs_db", None),
    ],
)
def test_a_copy_or_a_hidden_file_may_be_meant(path: str, meant: str | None) -> None:
    # A hidden copy is a copy, and nobody means it.
    assert may_be_meant(path) == (None if path.endswith(".pdf~") else meant)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    shutil.copytree(SMALL, root)
    return root


def built(root: Path) -> Built:
    return build_site(Settings.of(root, root.parent / "out", None, ()), lambda _: TODAY)


def litter(root: Path) -> None:
    """Leave behind in every folder what programs leave."""
    places = ("content", "content/files", "content/pages", "schedules", "templates")
    for folder in (*places, "templates/pages", "templates/assets", "templates/assets/pictures"):
        (root / folder).mkdir(parents=True, exist_ok=True)
        for name in LEFT_BEHIND:
            if name.startswith(".#"):
                (root / folder / name).symlink_to("somebody@a-machine.1234:5678")
            else:
                (root / folder / name).write_bytes(b"\xff\xfe\x00{% nothing")
        for name in FOLDERS_LEFT_BEHIND:
            (root / folder / name).mkdir()
            (root / folder / name / "site.css").write_text("left behind")


def test_nothing_that_programs_leave_behind_is_published_or_stops_a_build(site: Path) -> None:
    for folder in ("content/files", "templates/assets", "templates/assets/pictures"):
        (site / folder).mkdir(parents=True)
        for name in ("site.css", "form.pdf", "form.docx"):
            (site / folder / name).write_text("/* what they are copies of */")
    before = built(site)
    files = sorted((site.parent / "out").rglob("*"))
    litter(site)
    for template in ("home", "track"):
        (site / f"templates/pages/.#{template}.html").symlink_to("nobody")
    after = built(site)
    assert before.published
    assert after.published
    assert (after.published.written, after.published.removed) == (0, 0)
    assert files == sorted((site.parent / "out").rglob("*"))
    assert text_report(after.report, "") == text_report(before.report, "")


def test_what_may_be_meant_is_said_where_the_file_itself_is_not_there(site: Path) -> None:
    (site / "content/files").mkdir(exist_ok=True)
    (site / "content/files/.form.pdf").write_bytes(b"%PDF")
    (site / "schedules/.2023.yaml").write_text("year: 2023\ntrainings: []\n")
    (site / "schedules/2024.yaml.bak").write_text("year: 2024\ntrainings: []\n")
    (site / "templates/assets").mkdir(parents=True)
    (site / "templates/assets/.logo.svg").write_text("<svg/>")
    (site / "templates/assets/site.css~").write_text("")
    said = text_report(built(site).report, "")
    for path, name in (
        ("content/files/.form.pdf", "content/files/form.pdf"),
        ("schedules/.2023.yaml", "schedules/2023.yaml"),
        ("schedules/2024.yaml.bak", "schedules/2024.yaml"),
        ("templates/assets/.logo.svg", "logo.svg"),
        ("templates/assets/site.css~", "site.css"),
    ):
        assert f"sitegen passes over {path} because of its name. [unknown-file]" in said
        assert f"Rename it to {name}. If nobody needs it, delete it." in said
    (site / "content/files/.form.pdf").rename(site / "content/files/form.pdf")
    assert "form.pdf because of its name" not in text_report(built(site).report, "")


@pytest.mark.parametrize(
    "path",
    ["schedules/2022.yaml", "content/site.yaml", "content/places.yaml", "content/pages/welcome.md"],
)
def test_a_link_that_leads_nowhere_is_one_report_in_its_place(site: Path, path: str) -> None:
    (site / path).unlink()
    (site / path).symlink_to("nowhere")
    report = built(site).report
    (one,) = (d for d in report.diagnostics if d.code != "unused")
    assert (one.code, one.span.path) == ("missing-file", path)
    assert "there is nothing where it leads" in one.message


def test_a_dead_link_among_the_published_files_is_said_and_no_second_report(site: Path) -> None:
    (site / "content/files").mkdir(exist_ok=True)
    (site / "content/files/form.pdf").symlink_to("nowhere.pdf")
    (site / "content/documents.yaml").write_text(
        "documents:\n  - {id: application, label: The form, file: form.pdf}\n"
    )
    report = check_site(read_site_files(site), lambda _: TODAY).report
    assert [d.code for d in report.diagnostics] == ["missing-file"]


@pytest.mark.parametrize("name", ["pages/home.html", "layouts/site.html", "assets/site.css"])
def test_a_dead_link_among_the_templates_is_a_report(site: Path, name: str) -> None:
    (site / "templates" / name).parent.mkdir(parents=True)
    (site / "templates" / name).symlink_to("nowhere")
    result = built(site)
    assert result.published is None
    assert f"templates/{name}:1:1: error: The template cannot be used: it is a link" in (
        text_report(result.report, "")
    )


def test_a_folder_within_itself_is_looked_into_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.css").write_text("")
    (tmp_path / "a/again").symlink_to("..")
    assert tree_of(tmp_path).files == ("a/b.css",)


def test_a_link_to_itself_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.css").symlink_to("a.css")
    (tmp_path / "b.css").symlink_to("c.css")
    (tmp_path / "c.css").symlink_to("b.css")
    assert tree_of(tmp_path).dead_links == ("a.css", "b.css", "c.css")


@pytest.mark.parametrize("target", ["there.css/below.css", f"{'a' * 300}.css", "no/such/place"])
def test_a_link_to_what_cannot_be_leads_nowhere(tmp_path: Path, target: str) -> None:
    (tmp_path / "there.css").write_text("")
    (tmp_path / "a.css").symlink_to(target)
    assert tree_of(tmp_path).dead_links == ("a.css",)


def test_a_link_to_a_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.css").write_text("")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/linked").symlink_to("../elsewhere")
    assert tree_of(tmp_path / "site", tmp_path).files == ("linked/a.css",)


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.css")  # reading it would wait for ever
    assert tree_of(tmp_path).files == ()


def test_the_preview_follows_the_files_of_the_site_and_nothing_else(site: Path) -> None:
    def state() -> State:
        return state_of([site / "content", site / "templates"], site / "output")

    (site / "schedules").mkdir(exist_ok=True)
    (site / "templates/assets/pictures").mkdir(parents=True, exist_ok=True)
    before = state()
    litter(site)
    assert not has_changed(before, state())
    (site / "templates/assets/site.css").write_text("body {}")
    assert has_changed(before, before := state())
    assert not has_changed(before, before := state())
    (site / "content/files/form.pdf").symlink_to("nowhere")
    assert has_changed(before, before := state())
    (site / "content/files/nowhere").write_text("")
    assert has_changed(before, before := state())
    (site / "content/files/form.pdf").unlink()
    assert has_changed(before, before := state())
