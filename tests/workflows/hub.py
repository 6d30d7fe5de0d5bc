"""What stands in for GitHub: a bare repository that is pushed to, events, and what Pages serves."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from case_files import ROOT, SMALL

MAY_PUSH = "RUNNER_MAY_PUSH"
"""Who pushes without it is refused, as with a token that may only read."""

_REFUSES = f"""#!/bin/sh
[ "${MAY_PUSH}" = yes ] && exit 0
echo "Write access to repository not granted." >&2
exit 1
"""
_PERSON = {
    f"GIT_{who}_{of}": it
    for who in ("AUTHOR", "COMMITTER")
    for of, it in (("NAME", "An Editor"), ("EMAIL", "editor@example.org"))
}
SCHEDULE = "schedules/2022.yaml"
DAY = "2022-01-10"
NUMBER = 7


@dataclass(frozen=True, kw_only=True)
class Event:
    """What has happened, and what GitHub tells a workflow of it."""

    name: str
    ref: str
    sha: str
    day: str = DAY
    payload: Mapping[str, object] = field(default_factory=dict)
    from_fork: bool = False
    changed: tuple[str, ...] = ()

    @property
    def ref_name(self) -> str:
        return self.ref.removeprefix("refs/heads/").removeprefix("refs/")


class Hub:
    """A repository with the small site and the workflows of this one."""

    def __init__(self, folder: Path, *, variables: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.variables = {"PUBLISH": "yes"} if variables is None else dict(variables)
        self.remote, self.desk = folder / "site.git", folder / "desk"
        self.served = folder / "served"
        self.pages_work = True
        self.programs: dict[str, str] = {}
        """Shell scripts that stand in for programs of the machine, by their names."""
        shutil.copytree(SMALL, self.desk)
        shutil.copytree(ROOT / ".github", self.desk / ".github")
        (self.desk / ".ci").mkdir()
        (self.desk / ".ci/run").write_text("echo All tests pass.\n", encoding="utf-8")
        self.git("init", "--quiet", "--bare", str(self.remote), at=folder)
        self.git("config", "uploadpack.allowAnySHA1InWant", "true", at=self.remote)
        self._hook(_REFUSES)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("remote", "add", "origin", self.remote.as_uri())
        self.commit()
        self.git("push", "--quiet", "origin", "main")

    def git(self, *arguments: str, at: Path | None = None) -> str:
        ran = subprocess.run(
            ["git", *arguments],
            cwd=at or self.desk,
            env=clean_environment() | _PERSON | {MAY_PUSH: "yes", "GIT_CONFIG_GLOBAL": os.devnull},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    def refs(self) -> str:
        """Give all branches, and what they hold."""
        return self.git("for-each-ref", at=self.remote)

    def has(self, branch: str) -> bool:
        return f"refs/heads/{branch}\n" in f"{self.refs()}\n"

    def edit(self, path: str, *pairs: tuple[str, str]) -> None:
        """Put one text in place of another, which stands there once."""
        text = (self.desk / path).read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
            text = text.replace(old, new)
        (self.desk / path).write_text(text, encoding="utf-8")

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "An edit")
        return self.git("rev-parse", "HEAD")

    def protect(self) -> None:
        """Refuse what anybody pushes from now on, as a rule of the repository can."""
        self._hook("#!/bin/sh\nexit 1\n")

    def _hook(self, script: str) -> None:
        hook = self.remote / "hooks/pre-receive"
        hook.write_text(script, encoding="utf-8")
        hook.chmod(0o755)

    # Events

    def pull_request(
        self,
        path: str = SCHEDULE,
        *pairs: tuple[str, str],
        from_fork: bool = True,
        branch: str = "edit",
        title: str = "An edit",
    ) -> Event:
        """Propose a change of `main`, and merge it on trial, as GitHub does."""
        self.git("checkout", "--quiet", "-b", branch, "main")
        self.edit(path, *pairs)
        changed = self.git("diff", "--name-only").splitlines()
        head = self.commit()
        self.git("checkout", "--quiet", "--detach", "main")
        self.git("merge", "--quiet", "--no-ff", "--message", "Merge", head)
        sha = self.git("rev-parse", "HEAD")
        for of, what in (("head", head), ("merge", sha)):
            self.git("push", "--quiet", "--force", "origin", f"{what}:refs/pull/{NUMBER}/{of}")
        self.git("checkout", "--quiet", "main")
        told = {"number": NUMBER, "title": title, "body": title, "head": {"ref": branch}}
        return Event(
            name="pull_request",
            ref=f"refs/pull/{NUMBER}/merge",
            sha=sha,
            payload={"pull_request": told, "number": NUMBER},
            from_fork=from_fork,
            changed=tuple(changed),
        )

    def push(self, path: str | None = None, *pairs: tuple[str, str], day: str = DAY) -> Event:
        """Change `main`."""
        if path:
            self.edit(path, *pairs)
        sha = self.commit()
        self.git("push", "--quiet", "origin", "main")
        return Event(name="push", ref="refs/heads/main", sha=sha, day=day)

    def night(self, day: str) -> Event:
        sha = self.git("rev-parse", "main")
        return Event(name="schedule", ref="refs/heads/main", sha=sha, day=day)

    def by_hand(self, branch: str = "main", day: str = DAY) -> Event:
        sha = self.git("rev-parse", branch)
        return Event(name="workflow_dispatch", ref=f"refs/heads/{branch}", sha=sha, day=day)


def clean_environment() -> dict[str, str]:
    """Give the environment of this machine without what others have set for git and GitHub."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "GITHUB_", "RUNNER_"))
    }
