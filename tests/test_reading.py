"""Nothing outside the site's folder is read, and every reading ends, whatever is in it."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from case_files import SMALL

from sitegen import folder, tree
from sitegen.build import Built, build_site
from sitegen.check import check_site
from sitegen.diagnostics import Diagnostic
from sitegen.folder import read_site_files
from sitegen.reading import TooLargeError, read_file
from sitegen.reports.text import text_report
from sitegen.serve.following import state_of
from sitegen.settings import Settings
from sitegen.tree import DEEPEST, Refusal, tree_of

TODAY = date(2022, 1, 15)
SECRET = b"the secret of the machine"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a site, beside which and in which there is what nobody may publish."""
    root = tmp_path / "site"
    shutil.copytree(SMALL, root)
    (root / "content/files").mkdir(exist_ok=True)
    for path in ("secret.pdf", "outside/form.pdf", "site/.git/config", "site/.env"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(SECRET)
    return root


def found(root: Path) -> list[Diagnostic]:
    every = check_site(read_site_files(root), lambda _: TODAY).report.diagnostics
    return [one for one in every if one.code != "unused"]


def built(root: Path, *templates: Path) -> Built:
    return build_site(Settings.of(root, root.parent / "out", None, templates), lambda _: TODAY)


def names_document(root: Path, file: str) -> None:
    (root / "content/documents.yaml").write_text(
        f"documents:\n  - {{id: application, label: The form, file: {file}}}\n"
    )


LINKS = [
    ("content/files/form.pdf", "/etc/passwd"),
    ("content/files/form.pdf", "../../../secret.pdf"),
    ("content/files/form.pdf", "../../.git/config"),
    ("content/files/form.pdf", "../../.env"),
    ("content/files/form.pdf", "/proc/self/environ"),
    ("content/files/form.pdf", "/dev/zero"),
    ("content/files/form.pdf", "/"),
    ("content/files/form.pdf", "/no/such/file"),
    ("content/files/more", "../../../outside"),
    ("content/files/more", "/"),
    ("content/files/more", "/proc"),
    ("content/pages/about.md", "../../../secret.pdf"),
    ("content/pages/about.md", "/dev/stdin"),
    ("content/places.yaml", "../../secret.pdf"),
    ("content/site.yaml", "/dev/zero"),
    ("schedules/published.jsonl", "/dev/zero"),
    ("schedules/2022.yaml", "../../secret.pdf"),
    ("schedules/2023.yaml", "/dev/tty"),
    ("schedules/more", "../../outside"),
]


@pytest.mark.parametrize(("path", "target"), LINKS)
def test_a_link_out_of_the_site_is_one_report_at_its_path(
    site: Path, path: str, target: str
) -> None:
    (site / path).unlink(missing_ok=True)
    (site / path).symlink_to(target)
    (one,) = found(site)
    assert (one.code, one.span.path) == ("unsafe-file", path)
    result = built(site)
    assert result.published is None
    assert SECRET.decode() not in text_report(result.report, result.outcome)


@pytest.mark.parametrize("name", ["content", "schedules"])
def test_a_whole_folder_that_leads_out_of_the_site_is_one_report(site: Path, name: str) -> None:
    (site / name).rename(site.parent / "elsewhere")
    (site / name).symlink_to("../elsewhere")
    (one, *more) = found(site)
    assert (one.code, one.span.path) == ("unsafe-file", name)
    assert all(d.code == "nothing-upcoming" for d in more)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("templates", "../outside"),
        ("templates/assets", "../../outside"),
        ("templates/assets/logo.svg", "../../../secret.pdf"),
        ("templates/pages/home.html", "/etc/passwd"),
        ("templates/assets/again", "."),
        ("templates/assets/again", ".."),
    ],
)
def test_a_template_or_asset_that_leads_out_of_the_site_is_a_report(
    site: Path, path: str, target: str
) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).symlink_to(target)
    result = built(site)
    assert result.published is None
    assert f"{path}:1:1: error: The template cannot be used: it is a link" in text_report(
        result.report, ""
    )


def test_templates_that_the_maintainer_names_may_be_anywhere(site: Path, tmp_path: Path) -> None:
    (tmp_path / "mine/assets").mkdir(parents=True)
    (tmp_path / "theirs.css").write_text("body { color: red }")
    (tmp_path / "mine/assets/theirs.css").symlink_to("../../theirs.css")
    (tmp_path / "named").symlink_to("mine")
    assert built(site, tmp_path / "named").published
    assert list((tmp_path / "out").rglob("theirs.*.css"))


def test_a_link_that_stays_inside_is_followed(site: Path) -> None:
    (site / "papers").mkdir()
    (site / "papers/form.pdf").write_bytes(b"%PDF-1.4 the form")
    (site / "content/files/form.pdf").symlink_to("../../papers/form.pdf")
    (site / "content/files/papers").symlink_to("../../papers")
    (site / "content/pages/welcome.md").rename(site / "papers/welcome.md")
    (site / "content/pages/welcome.md").symlink_to("../../papers/welcome.md")
    names_document(site, "papers/form.pdf")
    assert [d.code for d in found(site) if d.span.path != "content/documents.yaml"] == []
    files = read_site_files(site)
    assert files.published("papers/form.pdf") == b"%PDF-1.4 the form"
    assert files.published("form.pdf") == b"%PDF-1.4 the form"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("content/files/self", "."),
        ("content/files/up", ".."),
        ("content/files/site", "../.."),
        ("content/pages/up", ".."),
        ("schedules/self", "."),
        ("schedules/content", "../content"),
    ],
)
def test_a_loop_of_links_ends_and_is_said_at_the_link(site: Path, path: str, target: str) -> None:
    (site / "content/files/back").symlink_to("../../schedules")
    (site / path).symlink_to(target)
    said = found(site)
    assert {("unsafe-file", path)} <= {
        (d.code, d.span.path) for d in said
    } or path == "schedules/content"
    assert len(read_site_files(site).others) < 50


def test_links_to_links_to_folders_are_not_multiplied(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}/a.pdf").write_bytes(b"")
        for name in ("x", "y", "z") if number < 11 else ():
            (tmp_path / f"{number}/{name}").symlink_to(f"../{number + 1}")
    found = tree_of(tmp_path)
    assert len(found.files) == 12 + 11 * 3  # each folder, and each link to one
    assert {why for _, why in found.refused} == {Refusal.TWICE}


@pytest.mark.parametrize("kind", ["pipe", "socket", "pipe behind a link"])
@pytest.mark.parametrize(
    "path",
    [
        "content/files/form.pdf",
        "content/pages/about.md",
        "schedules/2022.yaml",
        "content/site.yaml",
    ],
)
def test_what_is_no_file_is_said_and_nobody_waits_for_it(
    site: Path, path: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / path).unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(site / path)
    elif kind == "socket":
        monkeypatch.chdir((site / path).parent)  # the path of a socket cannot be long
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind((site / path).name)
    else:
        os.mkfifo(site / "a-pipe")
        (site / path).symlink_to(site / "a-pipe")
    (one,) = found(site)
    assert (one.code, one.span.path) == ("unsafe-file", path)


@pytest.mark.parametrize("name", ["assets/pipe.css", "pages/home.html", "."])
def test_a_pipe_among_the_templates_is_a_report(site: Path, name: str) -> None:
    (site / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(site / "templates" / name if name != "." else site / "templates")
    result = built(site)
    assert "cannot be used: it is a pipe, a socket or a device." in text_report(result.report, "")


@pytest.mark.parametrize("depth", [DEEPEST + 1, 1500])
def test_folders_in_folders_end(site: Path, depth: int) -> None:
    before = os.open(site / "content/files", os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=before)
        after = os.open("d", os.O_RDONLY, dir_fd=before)
        os.close(before)
        before = after
    os.close(before)
    try:
        (one,) = found(site)
        assert len(state_of([site / "content"], site / "output")) < 50
    finally:  # what Python itself cannot remove
        subprocess.run(["rm", "-rf", site / "content/files/d"], check=True)
    assert (one.code, one.span.path) == ("unsafe-file", f"content/files{'/d' * DEEPEST}")


def test_too_many_files_are_said_once(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MOST_ENTRIES", 20)
    for number in range(30):
        (site / f"content/files/{number}.pdf").write_bytes(b"")
    (one,) = found(site)
    assert (one.code, one.span.path) == ("unsafe-file", "content/files")


HUGE = 3_000_000_000

READS = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))
from sitegen.cli import main
sys.exit(main(["check", "--root", sys.argv[1], "--today", "2022-01-15"]))
"""


@pytest.mark.parametrize(
    "path",
    [
        "content/pages/about.md",
        "content/site.yaml",
        "schedules/2022.yaml",
        "schedules/published.jsonl",
        "content/files/form.pdf",
        "content/files/logo.svg",
    ],
)
def test_a_huge_file_is_refused_before_it_is_read(site: Path, path: str) -> None:
    with (site / path).open("wb") as file:
        file.truncate(HUGE)
    (one,) = found(site)
    assert (one.code, one.span.path) == ("file-too-large", path)
    assert one.message.startswith("The file has 3000.0 MB.")
    ran = subprocess.run(
        [sys.executable, "-c", READS, site], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1, ran.stderr
    assert "[file-too-large]" in ran.stdout
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < HUGE


@pytest.mark.parametrize(
    ("limit", "paths"),
    [
        ("MOST_READ", [f"schedules/20{n}.yaml" for n in range(30, 40)]),
        ("MOST_PUBLISHED_TOGETHER", [f"content/files/{n}.pdf" for n in range(10)]),
    ],
)
def test_files_that_are_too_large_together_are_said_once(
    site: Path, limit: str, paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in paths:
        (site / path).write_bytes(b"# one of many" * 1000)
    monkeypatch.setattr(folder, limit, 60_000)
    (one,) = (d for d in found(site) if d.code == "file-too-large")
    assert one.message == f"With {one.span.path}, the files have more than 0.06 MB together."


def test_many_links_to_one_large_page_do_not_multiply_it(site: Path) -> None:
    (site / "content/pages/large.md").write_bytes(b"x" * 4_900_000)
    for number in range(200):
        (site / f"content/pages/copy-{number}.md").symlink_to("large.md")
    files = read_site_files(site)
    assert sum(map(len, files.read.values())) <= folder.MOST_READ
    assert [r.why for r in files.refused.values()].count(Refusal.TOGETHER) == 1


# One file


def swapped(site: Path) -> None:
    (site / "content/places.yaml").unlink()
    (site / "content/places.yaml").symlink_to("../../secret.pdf")


def folder_swapped(site: Path) -> None:
    (site / "content").rename(site / "before")
    (site / "content").symlink_to("../outside")
    (site.parent / "outside/places.yaml").write_bytes(SECRET)


@pytest.mark.parametrize("swap", [swapped, folder_swapped])
def test_what_becomes_a_link_before_it_is_opened_is_not_followed(
    site: Path, swap: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    realpath = os.path.realpath
    done: list[str] = []

    def late(path: Path) -> str:
        real = realpath(path)
        if str(path).endswith("places.yaml") and not done:
            done.append(real)
            swap(site)
        return real

    monkeypatch.setattr(os.path, "realpath", late)
    with pytest.raises(OSError, match="places"):
        read_file(site / "content/places.yaml", site, 1000)
    assert done


def test_a_file_that_grows_while_it_is_read_is_too_large(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fstat", lambda _fd: os.stat_result((0o100644, *[0] * 9)))
    with pytest.raises(TooLargeError):
        read_file(site / "content/site.yaml", site, 10)


@pytest.mark.parametrize(
    ("path", "target"), [("content", "/"), ("content/files/all", "/"), ("schedules/up", "..")]
)
def test_the_preview_looks_at_nothing_outside_of_the_site(
    site: Path, path: str, target: str
) -> None:
    settings = Settings.of(site, None, None, ())
    if (site / path).is_dir():
        shutil.rmtree(site / path)
    before = state_of(settings.watched, site / "output")
    (site / path).symlink_to(target)
    after = state_of(settings.watched, site / "output")
    assert before != after
    assert not [
        name for name in after if not name.startswith(str(site)) and "/templates" not in name
    ]
