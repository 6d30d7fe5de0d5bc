"""Asks git, without a shell, in the folder of a site; and where the repository of a folder is."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from sitegen.lazy import dataclass
from sitegen.reports.harmless import harmless

_QUIETLY = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
"""git asks nobody, and says things in words that are known."""

_BY_SITEGEN = {
    f"GIT_{who}_{what}": it
    for who in ("AUTHOR", "COMMITTER")
    for what, it in (("NAME", "sitegen"), ("EMAIL", "sitegen@localhost"))
}
"""Who commits where nobody has told git who they are, as in a workflow."""

_LONGEST = 400
"""Characters of what git says that are repeated."""


class GitFailed(Exception):  # noqa: N818 - what git refused, not a bug of ours
    """Says why git has not done what was asked, in a sentence."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command of git has said, and how it ended."""

    status: int
    said: bytes
    complained: bytes

    @property
    def text(self) -> str:
        """What it has said, without line breaks around it."""
        return self.said.decode(errors="replace").strip()

    @property
    def reason(self) -> str:
        """Why it has failed, on one line, as far as git says it."""
        lines = [line.strip() for line in self.complained.decode(errors="replace").splitlines()]
        told = [line for line in lines if line and not line.startswith("hint:")]
        return harmless(" ".join(told)[:_LONGEST]) or f"git ended with status {self.status}."


class Git:
    """Runs commands of git in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str, data: bytes = b"", also: Mapping[str, str] | None = None) -> Ran:
        """Run a command. Raises GitFailed where there is no git."""
        try:
            ran = subprocess.run(  # noqa: S603 - no shell
                ["git", "--no-optional-locks", *arguments],  # noqa: S607 - as the user has it
                cwd=self.folder,
                env={**environment(), **_QUIETLY, **(also or {})},
                input=data,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise GitFailed(
                "There is no git on this machine. Install it, and try again."
            ) from error
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def ask(
        self, *arguments: str, data: bytes = b"", also: Mapping[str, str] | None = None
    ) -> bytes:
        """Give what a command says. Raises GitFailed where it fails."""
        ran = self.run(*arguments, data=data, also=also)
        if ran.status:
            raise GitFailed(f"git {arguments[0]} has failed: {ran.reason}")
        return ran.said

    def sign(self, *arguments: str, data: bytes = b"") -> bytes:
        """Give what a command says that commits: in the name of the user, or else of sitegen."""
        ran = self.run(*arguments, data=data)
        return self.ask(*arguments, data=data, also=_BY_SITEGEN) if ran.status else ran.said

    def name(self, revision: str) -> str | None:
        """Give the name of the object that is called so; None where there is none."""
        ran = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", revision)
        return None if ran.status else ran.text

    def contents(self, objects: bytes) -> Iterator[bytes | None]:
        """Give the bytes of each object, one named on a line; None for each that is not there."""
        said = BytesIO(self.ask("cat-file", "--batch", data=objects))
        while header := said.readline():
            facts = header.split()
            if facts[-1] == b"missing" or not facts[-1].isdigit():
                yield None
                continue
            yield said.read(int(facts[-1]))
            said.read(1)

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Tell whether a commit is part of the history of another."""
        return self.run("merge-base", "--is-ancestor", older, newer).status == 0


def environment() -> Mapping[str, str]:
    """Give the environment without what hooks are told: the folder says which repository it is."""
    of_hooks = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}
    return {name: value for name, value in os.environ.items() if name not in of_hooks}
