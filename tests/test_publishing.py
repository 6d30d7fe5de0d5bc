"""`sitegen publish`: what is recorded is what is published, and nothing goes back."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
from needed import program
from publications import MOVED, TEXT, Office, git

from sitegen import publishing
from sitegen.handing_over import CannotPublish
from sitegen.handing_over.rsync import Rsync
from sitegen.programme.ledger import CARRIED_LEDGER, LEDGER_PATH

EXAM = "      - {label: Exam, date: 2022-04-05}\n"
BRANCH = ("--branch", "published")


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path / "office", capsys)


@pytest.fixture
def other(office: Office, capsys: pytest.CaptureFixture[str]) -> Office:
    """A clone of the site, made before anything was published."""
    return Office(office.root.with_name("other"), capsys)


def test_a_commit_of_the_branch_is_the_whole_site_with_its_ledger(office: Office) -> None:
    before = git(office.root, "status", "--porcelain", "--branch")
    assert "2 calendar events are new or changed" in office.publish()
    names = git(office.origin, "ls-tree", "--name-only", "published").split()
    assert {"index.html", ".nojekyll", CARRIED_LEDGER, ".sitegen-manifest"} <= set(names)
    assert office.ledger().commit == git(office.root, "rev-parse", "HEAD")
    assert git(office.root, "status", "--porcelain", "--branch") == before
    assert not (office.root / LEDGER_PATH).exists()


def test_without_a_change_there_is_no_commit(office: Office) -> None:
    office.publish()
    tip = git(office.origin, "rev-parse", "published")
    assert "Nothing has changed" in office.publish()
    office.commit()  # which changes nothing that is published
    assert "Nothing has changed" in office.publish()
    assert git(office.origin, "rev-parse", "published") == tip


def test_each_publication_counts_on_from_the_last_one(office: Office) -> None:
    office.publish()
    office.edit(*MOVED)
    office.commit()
    office.publish()
    assert office.sequence() == 1
    office.edit(*TEXT)
    office.commit()
    office.publish()
    assert office.sequence() == 2
    assert git(office.origin, "rev-list", "--count", "published") == "3"


def test_what_is_not_committed_is_not_published(office: Office) -> None:
    office.edit(*TEXT)
    said = office.publish(status=1)
    assert "has changes that are not committed" in said
    assert "No problems" not in said  # nothing was looked for
    (office.root / "content/pages/new.md").write_text("---\ntitle: New\n---\nNew.\n")
    git(office.root, "checkout", "--quiet", "schedules")
    assert "content/pages/new.md has changes" in office.publish(status=1)
    assert git(office.origin, "branch", "--list", "published") == ""


def test_two_who_publish_at_once_both_count(
    office: Office, other: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one who comes second is refused by git, and does it again on top of the first."""
    office.publish()
    office.edit(*TEXT)
    office.commit()
    office.push()
    build, calls = publishing.build_checked, []

    def building(*arguments: object, **more: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            office.publish()
        return build(*arguments, **more)  # type: ignore[arg-type]

    other.edit(*MOVED)
    other.commit()
    monkeypatch.setattr(publishing, "build_checked", building)
    other.publish()
    assert len(calls) == 3
    assert office.sequence() == 2
    assert git(office.origin, "rev-list", "--count", "published") == "3"


def test_an_older_state_is_not_published_over_a_later_one(office: Office, other: Office) -> None:
    office.edit(*TEXT)
    office.commit()
    office.push()
    office.publish()
    tip = git(office.origin, "rev-parse", "published")
    said = other.publish(status=1)
    assert "A later state is published already" in said
    assert git(office.origin, "rev-parse", "published") == tip
    other.publish(*BRANCH, "--older")
    assert office.sequence() == 1


def test_what_is_undone_in_a_new_commit_is_published_with_a_higher_number(office: Office) -> None:
    office.publish()
    office.edit(*TEXT)
    office.commit()
    office.publish()
    git(office.root, "revert", "--no-edit", "HEAD")
    office.publish()
    assert office.sequence() == 2


def test_a_branch_that_was_rewritten_is_published_as_far_as_the_check_allows(
    office: Office,
) -> None:
    office.edit(*TEXT)
    office.commit()
    office.publish()
    git(office.root, "reset", "--quiet", "--hard", "HEAD~1")
    office.edit("    place: virtual\n", "    place: virtual\n    note: Bring a pencil.\n")
    office.commit()
    office.publish()
    assert office.sequence() == 1


def test_a_change_that_nobody_was_told_is_not_published(office: Office) -> None:
    office.publish()
    office.edit("start: 2022-03-21\n    end: 2022-03-25", "start: 2022-03-28\n    end: 2022-04-01")
    office.commit()
    assert "[change-not-told]" in office.publish(status=1)
    assert "[change-not-told]" in office.run("check", status=1)


def test_check_and_build_know_what_was_published_and_what_git_has_seen_since(
    office: Office, other: Office
) -> None:
    office.edit(*TEXT)
    office.commit()
    office.push()
    office.publish()
    other.run("build")
    git(other.root, "pull", "--quiet")
    other.run("build")
    assert "Nothing has changed" in other.run("build")
    office.edit("Bring a pen.", "Bring two pens.")
    office.commit()
    office.publish()
    git(other.root, "fetch", "--quiet", "origin")
    assert "Nothing has changed" not in other.run("build")  # the ledger is another one


@pytest.mark.parametrize("left", [None, b"", b'{"uid": "half'])
def test_a_ledger_that_is_lost_or_damaged_is_made_anew(
    office: Office, other: Office, left: bytes | None
) -> None:
    office.edit(*TEXT)
    office.commit()
    office.publish()
    office.edit("Bring a pen.", "Bring two pens.")
    office.commit()
    office.push()
    office.publish()
    git(other.root, "pull", "--quiet")
    git(other.root, "checkout", "--quiet", "published")
    if left is None:
        git(other.root, "rm", "--quiet", CARRIED_LEDGER)
    else:
        (other.root / CARRIED_LEDGER).write_bytes(left)
    git(other.root, "commit", "--quiet", "--all", "--message", "Lost")
    git(other.root, "push", "--quiet", "origin", "published")
    git(other.root, "checkout", "--quiet", "main")
    git(other.root, "update-ref", "-d", "refs/heads/published")
    feed = office.published("calendars/all-trainings.ics")
    assert "made anew of the published calendars" in other.publish()
    assert office.published("calendars/all-trainings.ics") == feed
    assert office.sequence() == 1


def test_a_branch_that_was_put_back_or_deleted_counts_on(office: Office) -> None:
    office.publish()
    for text in ("Bring a pen.", "Bring two pens."):
        office.edit("    place: virtual\n", f"    place: virtual\n    note: {text}\n")
        office.commit()
        office.publish()
        git(office.root, "revert", "--no-edit", "HEAD")
    git(office.origin, "update-ref", "refs/heads/published", "published~1")
    office.publish()
    assert office.sequence() == 3
    git(office.origin, "update-ref", "-d", "refs/heads/published")
    office.publish()
    assert office.sequence() == 3


def test_a_branch_of_something_else_is_not_overwritten(office: Office) -> None:
    git(office.root, "push", "--quiet", "origin", "main:published")
    assert "It is not overwritten" in office.publish(status=1)
    assert "the one that you work on" in office.publish("--branch", "main", status=1)
    assert "No branch can be called" in office.publish("--branch", "a..b", status=1)


def test_what_others_have_put_on_the_branch_stays(office: Office, other: Office) -> None:
    office.publish()
    git(other.root, "fetch", "--quiet")
    git(other.root, "checkout", "--quiet", "published")
    (other.root / "CNAME").write_text("www.example.org\n")
    git(other.root, "add", "CNAME")
    git(other.root, "commit", "--quiet", "--message", "Name")
    git(other.root, "push", "--quiet", "origin", "published")
    office.edit(*TEXT)
    office.commit()
    office.publish()
    assert office.published("CNAME") == "www.example.org"


def test_a_push_that_is_refused_is_told_with_a_way_out(office: Office) -> None:
    hook = office.origin / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho This branch is protected. >&2\nexit 1\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    said = office.publish(status=1)
    assert "Nothing was published." in said
    assert "This branch is protected." in said
    assert "contents: write" in said


def test_a_remote_repository_that_cannot_be_reached_is_told(office: Office) -> None:
    shutil.move(office.origin, office.origin.with_name("away"))
    said = office.publish(status=1)
    assert "Nothing was published. git cannot fetch the branch published of origin" in said


def test_without_a_remote_repository_the_branch_is_here(office: Office) -> None:
    git(office.root, "remote", "remove", "origin")
    assert "the branch published:" in office.publish()
    assert git(office.root, "cat-file", "-t", f"published:{CARRIED_LEDGER}") == "blob"
    said = office.publish(*BRANCH, "--remote", "origin", status=1)
    assert "There is no remote repository origin" in said


def test_a_clone_in_part_says_what_to_fetch(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.publish()
    office.edit(*TEXT)
    office.commit()
    office.commit()
    office.push()
    shallow = Office(tmp_path / "shallow", capsys)
    shutil.rmtree(shallow.root)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{office.origin}", "shallow")
    assert "fetch-depth: 0" in shallow.publish(status=1)
    git(shallow.root, "fetch", "--quiet", "--unshallow")
    git(shallow.root, "checkout", "--quiet", "--detach")
    shallow.publish()
    assert office.sequence() == 1


def test_where_git_does_not_know_who_publishes_sitegen_does(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.run("record")
    office.commit()
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    git(office.root, "config", "user.useConfigOnly", "true")
    office.publish()
    assert git(office.origin, "log", "-1", "--format=%an", "published") == "sitegen"
    office.edit(*TEXT)
    office.commit()
    assert "and committed" in office.publish(*BRANCH, "--commit")
    assert git(office.root, "log", "-1", "--format=%an") == "sitegen"


def test_without_git_there_is_a_folder(
    tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, web = tmp_path / "plain", tmp_path / "web"
    shutil.copytree(office.root, plain, ignore=shutil.ignore_patterns(".git"))
    office.root = plain
    assert "no repository of git" in office.publish(status=1)
    office.publish("--folder", str(web))
    monkeypatch.setenv("PATH", "")
    office.edit(*TEXT)
    office.publish("--folder", str(web))
    assert "no git on this machine" in office.publish(status=1)
    assert b"SEQUENCE:1" in (web / "calendars/all-trainings.ics").read_bytes()


def test_a_folder_changes_site_and_ledger_in_one_step(office: Office, tmp_path: Path) -> None:
    web = tmp_path / "web"
    office.publish("--folder", str(web))
    (web / CARRIED_LEDGER).unlink()
    office.edit(*TEXT)
    office.commit()
    assert "made anew" in office.publish("--folder", str(web))
    assert b"SEQUENCE:1" in (web / "calendars/all-trainings.ics").read_bytes()
    assert "holds a publication" in office.run("build", "--output", str(web), status=1)
    assert "Nothing has changed" in office.publish("--folder", str(web))


def test_a_folder_of_something_else_is_not_overwritten(office: Office, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web/index.html").write_text("Ours")
    assert "did not write" in office.publish("--folder", str(tmp_path / "web"), status=1)
    assert (tmp_path / "web/index.html").read_text() == "Ours"


def test_rsync_sends_the_ledger_with_the_site(office: Office, tmp_path: Path) -> None:
    program("rsync", "apt-get install rsync")
    web, settings = tmp_path / "web", office.root / "content/site.yaml"
    before = settings.read_text()
    settings.write_text(f"{before}redirects:\n  /hello/: /welcome/\n")
    office.commit()
    office.publish("--rsync", str(web))
    assert (web / "hello").is_dir()
    (web / "theirs.html").write_text("Theirs")
    settings.write_text(before)
    office.edit(*TEXT)
    office.commit()
    office.publish("--rsync", f"{web}/")
    assert b"SEQUENCE:1" in (web / "calendars/all-trainings.ics").read_bytes()
    assert (web / "theirs.html").exists()
    assert not (web / "hello").exists()
    assert "Nothing has changed" in office.publish("--rsync", str(web))
    (web / CARRIED_LEDGER).unlink()
    assert "made anew" in office.publish("--rsync", str(web))


def test_rsync_overwrites_nothing_else(office: Office, tmp_path: Path) -> None:
    program("rsync", "apt-get install rsync")
    (tmp_path / "web").mkdir()
    (tmp_path / "web/index.html").write_text("Ours")
    assert "It is not overwritten" in office.publish("--rsync", str(tmp_path / "web"), status=1)
    assert "Say where rsync sends" in office.publish("--rsync=-x", status=1)
    assert "Say where to publish" in office.publish("--older", status=2)


def test_a_ledger_beside_the_schedules_is_kept_and_committed(office: Office) -> None:
    office.run("record")
    office.commit()
    office.edit(*TEXT)
    office.commit()
    assert "Commit it" in office.publish()
    assert "and committed" in office.publish(*BRANCH, "--commit")
    assert git(office.root, "status", "--porcelain") == ""
    ours = (office.root / LEDGER_PATH).read_text()
    assert office.published().partition("\n")[2] == ours.strip()
    # It goes back with the branch, and the publication does not.
    git(office.root, "reset", "--quiet", "--hard", "HEAD~2")
    office.edit("    place: virtual\n", "    place: virtual\n    note: Bring a pencil.\n")
    office.commit()
    office.publish()
    assert office.sequence() == 2


def test_a_ledger_beside_the_schedules_may_know_less_of_what_is_gone(
    office: Office, other: Office
) -> None:
    """It knows a date of a training that is gone, of which the publication has never heard."""
    later, empty = ("--today", "2022-06-01"), "year: 2022\ntrainings: []\n"
    other.edit("    place: virtual\n", "    place: virtual\n    milestones:\n" + EXAM)
    other.run("record")
    other.commit()
    office.edit(*TEXT)
    office.commit()
    office.publish()
    office.edit(*TEXT[::-1])
    office.commit()
    office.publish()
    (office.root / "schedules/2022.yaml").write_text(empty)
    office.commit()
    office.push()
    office.publish(*BRANCH, *later)
    assert not list(office.ledger().present())
    git(other.root, "fetch", "--quiet")
    git(other.root, "merge", "--quiet", "--strategy", "ours", "origin/main")
    (other.root / "schedules/2022.yaml").write_text(empty)
    other.commit()
    other.publish(*BRANCH, *later)
    assert {one.kind: one.gone for one in office.ledger().events.values()} == {
        "training": True,
        "deadline": True,
        "milestone": True,
    }


def test_a_lost_ledger_beside_the_schedules_is_made_anew_of_any_publication(
    office: Office, tmp_path: Path
) -> None:
    office.run("record")
    office.commit()
    office.publish()
    office.publish("--folder", str(tmp_path / "web"))
    before = (office.root / LEDGER_PATH).read_bytes()
    for site in ("origin/published", str(tmp_path / "web")):
        (office.root / LEDGER_PATH).write_bytes(before[:100])
        assert "[ledger]" in office.publish(status=1)
        office.run("record", "--from", site)
        assert (office.root / LEDGER_PATH).read_bytes() == before
    said = office.run("record", "--from", str(tmp_path), status=1)
    assert "There is no site" in said


def test_who_sends_at_the_same_time_is_noticed(
    office: Office, other: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("rsync", "apt-get install rsync")
    web = str(tmp_path / "web")
    office.edit(*TEXT)
    office.commit()
    other.edit("    place: virtual\n", "    place: virtual\n    note: Bring a pencil.\n")
    other.commit()
    office.publish("--rsync", web)
    send, calls = Rsync._send_site, []

    def sending(self: Rsync, *arguments: Path | frozenset[str]) -> list[bytes]:
        calls.append(1)
        sent = send(self, *arguments)  # type: ignore[arg-type]
        if len(calls) == 1:
            office.publish("--rsync", web)
        return sent

    monkeypatch.setattr(Rsync, "_send_site", sending)
    other.publish("--rsync", web)
    # The other one, who sent a pen meanwhile, and again a pencil.
    assert len(calls) == 3
    assert b"SEQUENCE:3" in (tmp_path / "web/calendars/all-trainings.ics").read_bytes()


def test_who_was_replaced_while_sending_still_counts(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody replaces our ledger with one that does not know ours, between two of our looks."""
    program("rsync", "apt-get install rsync")
    web = tmp_path / "web"
    office.publish("--rsync", str(web))
    before = (web / CARRIED_LEDGER).read_bytes()
    office.edit(*TEXT)
    office.commit()
    send, calls = Rsync._send_site, []

    def sending(self: Rsync, *arguments: Path | frozenset[str]) -> list[bytes]:
        calls.append(1)
        sent = send(self, *arguments)  # type: ignore[arg-type]
        if len(calls) == 1:
            (web / CARRIED_LEDGER).write_bytes(before)
            office.edit("Bring a pen.", "Bring two pens.")
            office.commit()
        return sent

    monkeypatch.setattr(Rsync, "_send_site", sending)
    office.publish("--rsync", str(web))
    # What some have seen counts as 1, so what comes after it is 2.
    assert b"SEQUENCE:2" in (web / "calendars/all-trainings.ics").read_bytes()


def test_where_sending_breaks_off_it_is_told_what_to_do(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("rsync", "apt-get install rsync")
    web = tmp_path / "web"
    office.publish("--rsync", str(web))
    office.edit(*TEXT)
    office.commit()
    with monkeypatch.context() as cut:

        def breaking(*_: object) -> list[bytes]:
            raise CannotPublish("rsync cannot reach it.")

        cut.setattr(Rsync, "_send_site", breaking)
        assert "Publish again to complete it" in office.publish("--rsync", str(web), status=1)
    office.publish("--rsync", str(web))
    assert b"SEQUENCE:1" in (web / "calendars/all-trainings.ics").read_bytes()


@pytest.mark.parametrize("how", ["loose", "packed", "further work tree", "own branch"])
def test_the_ledger_of_the_branch_is_known_without_a_network(
    office: Office, tmp_path: Path, how: str
) -> None:
    office.publish()
    if how == "packed":
        git(office.root, "pack-refs", "--all", "--prune")
    if how == "own branch":
        git(office.root, "branch", "published", "origin/published")
        git(office.root, "update-ref", "-d", "refs/remotes/origin/published")
    if how == "further work tree":
        git(office.root, "worktree", "add", "--quiet", str(tmp_path / "further"))
        office.root = tmp_path / "further"
    shutil.move(office.origin, office.origin.with_name("away"))
    office.edit("start: 2022-03-21\n    end: 2022-03-25", "start: 2022-03-28\n    end: 2022-04-01")
    assert "[change-not-told]" in office.run("check", status=1)
    place = "    place: virtual\n"
    office.edit(place, f"{place}    changes: [{{on: 2022-01-10, what: Moved.}}]\n")
    assert "7 days later" in office.run("diff", "published")
    office.run("build")
    feed = office.root / "output/calendars/all-trainings.ics"
    assert b"SEQUENCE:1" in feed.read_bytes()
    office.run("record")
    assert '"sequence": 1' in (office.root / LEDGER_PATH).read_text()


def test_a_damaged_ledger_of_the_branch_does_not_stop_a_check(office: Office) -> None:
    office.publish()
    ledger = office.published().encode()[:-50]
    blob = git(office.root, "hash-object", "-w", "--stdin", data=ledger)
    tree = git(office.root, "mktree", data=f"100644 blob {blob}\t{CARRIED_LEDGER}\n".encode())
    commit = git(office.root, "commit-tree", tree, "-m", "Damaged")
    git(office.root, "update-ref", "refs/remotes/origin/published", commit)
    assert "No problems" in office.run("check")


def test_where_nobody_can_tell_whether_a_later_state_is_published_none_is(
    office: Office, other: Office, tmp_path: Path
) -> None:
    web = str(tmp_path / "web")
    office.edit(*TEXT)
    office.commit()
    office.publish("--folder", web)
    away = office.origin.with_name("away")
    shutil.move(office.origin, away)
    assert "Try again when origin can be reached" in other.publish("--folder", web, status=1)
    shutil.move(away, office.origin)
    # Whoever has never sent the commit has a history of their own.
    other.publish("--folder", web)
    office.push()
    assert "A later state is published" not in office.publish("--folder", web)
    assert "A later state is published" in other.publish("--folder", web, status=1)
