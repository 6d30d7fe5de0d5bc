"""Revisions of git as folders: the same files as on the disk, whatever a tree holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hostile import HOSTILE, acting, acting_in_markdown, commands
from repositories import SCHEDULE, Repository

from sitegen.folder import read_site_files
from sitegen.revision import NoRevision, folder_of_revision


@pytest.fixture
def site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Repository:
    return Repository(tmp_path / "site", capsys)


def test_a_revision_holds_what_the_folder_held(site: Repository, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.yaml").write_text("secret: yes\n")
    site.write({"docs/shared.md": "---\ntitle: Shared\n---\n", "content/files/form.pdf": "%PDF-"})
    site.write({"content/pages/.hidden.md": "x", "content/pages/old.md~": "x", "other/x.txt": "x"})
    (site.root / "content/files/large.pdf").write_bytes(b"%PDF-" + b"\0" * 30_000_000)
    pages = site.root / "content/pages"
    (pages / "inside.md").symlink_to("../../docs/shared.md")
    (pages / "outside.md").symlink_to(tmp_path / "outside/secret.yaml")
    (pages / "up.md").symlink_to("../../../outside/secret.yaml")
    (pages / "nowhere.md").symlink_to("no-such.md")
    (pages / "loop").symlink_to("..")
    (pages / "twice.md").symlink_to("inside.md")
    name = site.commit()
    before = read_site_files(site.root)
    with folder_of_revision(site.root, name) as folder:
        found = read_site_files(folder)
        assert found.read == before.read
        assert found.others == before.others
        assert found.documents == before.documents
        assert (found.dead_links, found.passed_over) == (before.dead_links, before.passed_over)
        assert found.refused == before.refused
        assert "content/pages/outside.md" in found.refused
        assert found.read["content/pages/inside.md"].startswith(b"---")
        assert not (folder / "other").exists()
    assert not folder.exists()


def test_a_site_in_a_folder_of_the_repository_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = Repository(tmp_path / "whole", capsys)
    (site.root / "site").mkdir()
    site.git("mv", "content", "schedules", "site/")
    site.commit()
    with folder_of_revision(site.root / "site", "HEAD") as folder:
        assert read_site_files(folder).read == read_site_files(site.root / "site").read


def test_another_repository_inside_is_not_looked_into(site: Repository) -> None:
    head = site.git("rev-parse", "HEAD").decode().strip()
    site.git("update-index", "--add", "--cacheinfo", f"160000,{head},content/pages/other")
    site.git("commit", "--quiet", "--message", "A submodule")
    with folder_of_revision(site.root, "HEAD") as folder:
        assert list((folder / "content/pages/other").iterdir()) == []
        assert read_site_files(folder).refused == {}


@pytest.mark.parametrize("name", ["-x", "--output=x", "--help", "", "no-such", "HEAD..HEAD", "a b"])
def test_what_is_no_revision_is_said(name: str, site: Repository, tmp_path: Path) -> None:
    said = site.diff("--", name, status=2)
    assert said.count("\n") == 1
    assert "revision" in said
    assert not (tmp_path / "x").exists()
    assert not (site.root / "x").exists()


def test_hostile_names_act_on_nobody(site: Repository) -> None:
    for name in HOSTILE:
        said = site.diff("--", name, status=2)
        assert (acting(said), commands(said)) == ([], []), name


def test_a_folder_without_git_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with (
        pytest.raises(NoRevision, match="git cannot read revisions"),
        folder_of_revision(tmp_path, "HEAD"),
    ):
        pass
    no_folder = folder_of_revision(tmp_path / "nowhere", "HEAD")
    with pytest.raises(NoRevision, match="git cannot read revisions"), no_folder:
        pass
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoRevision, match="There is no git"), folder_of_revision(tmp_path, "HEAD"):
        pass


def test_a_revision_without_a_site_is_said(site: Repository) -> None:
    empty = site.git("mktree", data=b"").decode().strip()
    assert "There is no site in the revision" in site.diff(empty, status=2)


@pytest.mark.parametrize("name", ["..", ".", "a/../../../x"])
def test_a_tree_that_leads_out_writes_nothing(name: str, site: Repository, tmp_path: Path) -> None:
    blob = site.git("hash-object", "-w", "--stdin", data=b"planted").decode().strip()
    inner = site.git("mktree", data=f"100644 blob {blob}\tx\n".encode()).decode().strip()
    entry = b"40000 " + os.fsencode(name) + b"\0" + bytes.fromhex(inner)
    made = ("hash-object", "-w", "-t", "tree", "--literally", "--stdin")
    content = site.git(*made, data=entry).decode().strip()
    root = site.git("mktree", data=f"040000 tree {content}\tcontent\n".encode()).decode().strip()
    with (
        pytest.raises(NoRevision, match="a file with the name"),
        folder_of_revision(site.root, root),
    ):
        pass
    assert not (tmp_path / "x").exists()


def test_a_revision_of_which_a_part_is_not_here_is_said(site: Repository) -> None:
    name = site.git("rev-parse", "HEAD:content/places.yaml").decode().strip()
    (site.root / ".git/objects" / name[:2] / name[2:]).unlink()
    assert "fetch the rest: git fetch --refetch" in site.diff("HEAD", status=2)


def test_files_are_not_written_through_a_link(site: Repository, tmp_path: Path) -> None:
    """A tree may hold a link and a folder of the same name: git itself would never write it."""
    blob = site.git("hash-object", "-w", "--stdin", data=b"planted").decode().strip()
    target = site.git("hash-object", "-w", "--stdin", data=str(tmp_path).encode()).decode().strip()
    inner = site.git("mktree", data=f"100644 blob {blob}\tplanted\n".encode()).decode().strip()
    entries = b"120000 a\0" + bytes.fromhex(target) + b"40000 a\0" + bytes.fromhex(inner)
    made = ("hash-object", "-w", "-t", "tree", "--literally", "--stdin")
    content = site.git(*made, data=entries).decode().strip()
    root = site.git("mktree", data=f"040000 tree {content}\tcontent\n".encode()).decode().strip()
    with pytest.raises(NoRevision), folder_of_revision(site.root, root):
        pass
    assert not (tmp_path / "planted").exists()


def test_one_content_at_many_paths_does_not_fill_the_disk(
    site: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.revision._MOST_TOGETHER", 10_000)
    blob = site.git("hash-object", "-w", "--stdin", data=b"x" * 1000).decode().strip()
    lines = "".join(f"100644 blob {blob}\tx{number}\n" for number in range(20))
    content = site.git("mktree", data=lines.encode()).decode().strip()
    root = site.git("mktree", data=f"040000 tree {content}\tcontent\n".encode()).decode().strip()
    with pytest.raises(NoRevision, match="too large together"), folder_of_revision(site.root, root):
        pass


def test_trees_in_trees_end(site: Repository) -> None:
    """Ten trees of ten each, eight deep, are a hundred million files."""
    blob = site.git("hash-object", "-w", "--stdin", data=b"x").decode().strip()
    below, kind, mode = blob, "blob", "100644"
    for _ in range(8):
        lines = "".join(f"{mode} {kind} {below}\tx{number}\n" for number in range(10))
        below, kind, mode = (
            site.git("mktree", data=lines.encode()).decode().strip(),
            "tree",
            "040000",
        )
    root = site.git("mktree", data=f"040000 tree {below}\tcontent\n".encode()).decode().strip()
    with pytest.raises(NoRevision, match="too many files"), folder_of_revision(site.root, root):
        pass


@pytest.mark.parametrize("name", ["@octocat #12 <img src=x> ::error::a", "##[error]planted x"])
def test_what_a_pull_request_chooses_acts_in_no_form(name: str, site: Repository) -> None:
    site.edit(SCHEDULE, ("  - id: cpss-2022-07\n", "  - id: cpss-2022-07\n    status: cancelled\n"))
    site.edit("content/tracks.yaml", ("name: CPSS Training", f"name: {name!r}"))
    for form in ("text", "json"):
        said = site.diff("HEAD", "--format", form)
        assert (acting(said), commands(said)) == ([], [])
    found = acting_in_markdown(site.diff("HEAD", "--format", "markdown"))
    assert set(found) <= {"h3", "ul", "li"}
