"""Sites in repositories of git that are published, to a remote repository beside them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from case_files import SMALL

from sitegen.cli import main
from sitegen.programme.ledger import CARRIED_LEDGER, Ledger, read_ledger

TODAY = "2022-01-10"
FEED = "calendars/all-trainings-and-deadlines.ics"
MOVED = (
    "start: 2022-03-21\n    end: 2022-03-25\n",
    (
        "start: 2022-03-28\n    end: 2022-04-01\n"
        '    changes: [{on: 2022-01-10, what: "The training has moved."}]\n'
    ),
)
TEXT = ("    place: virtual\n", "    place: virtual\n    note: Bring a pen.\n")


def git(folder: Path, *arguments: str, data: bytes = b"") -> str:
    """Run git as an editor, with no setting of this machine."""
    people = {"NAME": "An Editor", "EMAIL": "editor@example.org"}
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        **{f"GIT_{who}_{of}": it for of, it in people.items() for who in ("AUTHOR", "COMMITTER")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    ran = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment,
        input=data,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.decode().strip()


class Office:
    """A clone of a site. The first one makes the remote repository `origin.git` beside it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.origin = root.parent / "origin.git"
        self._capsys = capsys
        if self.origin.exists():
            git(root.parent, "clone", "--quiet", str(self.origin), str(root))
            return
        shutil.copytree(SMALL, root)
        git(root.parent, "init", "--quiet", "--bare", "--initial-branch=main", str(self.origin))
        git(root, "init", "--quiet", "--initial-branch=main")
        git(root, "remote", "add", "origin", str(self.origin))
        (root / ".gitignore").write_text("output\n")
        self.commit()
        git(root, "push", "--quiet", "--set-upstream", "origin", "main")

    def edit(self, old: str, new: str, path: str = "schedules/2022.yaml") -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def commit(self) -> str:
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "An edit")
        return git(self.root, "rev-parse", "HEAD")

    def push(self) -> None:
        git(self.root, "push", "--quiet", "origin", "main")

    def run(self, *arguments: str, status: int = 0) -> str:
        """Run a command of sitegen, and give what is said on both streams."""
        command, *others = arguments
        self._capsys.readouterr()
        found = main([command, "--root", str(self.root), "--today", TODAY, *others])
        said = self._capsys.readouterr()
        assert found == status, said
        return said.out + said.err

    def publish(self, *arguments: str, status: int = 0) -> str:
        return self.run("publish", *(arguments or ("--branch", "published")), status=status)

    def published(self, path: str = CARRIED_LEDGER, branch: str = "published") -> str:
        """Give a file of the branch, as the remote repository has it."""
        return git(self.origin, "cat-file", "blob", f"{branch}:{path}")

    def ledger(self) -> Ledger:
        ledger, problems = read_ledger("", f"{self.published()}\n".encode())
        assert not problems
        return ledger

    def sequence(self) -> int:
        """How often the training has changed, as its calendar says."""
        feed = self.published(FEED)
        event = next(one for one in feed.split("BEGIN:VEVENT") if "UID:cpss-2022-03@" in one)
        return int(event.partition("SEQUENCE:")[2].split()[0])
