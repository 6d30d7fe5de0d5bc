"""The commit from which a site is published, and whether a later one is published already."""

from __future__ import annotations

from sitegen.git import Git
from sitegen.handing_over import CannotPublish
from sitegen.programme.ledger import LEDGER_PATH
from sitegen.tree import FOLDERS


def source_of(git: Git) -> str | None:
    """Give the commit that the site's folder holds; None where it is not under git.

    Raises CannotPublish where it holds something else, because nobody could tell later what was
    published.
    """
    commit = git.name("HEAD^{commit}")
    if commit is None:
        return None
    asked = ("status", "--porcelain", "--untracked-files=all", "-z", "--")
    changed = [
        one[3:]
        for one in git.ask(*asked, *FOLDERS, "templates").decode(errors="replace").split("\0")
        if one and not one.endswith(LEDGER_PATH)
    ]
    if changed:
        message = f"{changed[0]} has changes that are not committed. What is published must be "
        raise CannotPublish(f"{message}committed first: git add --all, then git commit")
    return commit


def must_not_be_older(git: Git, commit: str, published: str, remote: str | None) -> None:
    """Raise CannotPublish where `commit` is part of the history of what is `published`.

    What is neither older nor newer is of another history, such as that of a branch that was
    rewritten. It is published: the check protects what people were told.
    """
    if commit == published:
        return
    if remote and git.name(f"{published}^{{commit}}") is None:
        _fetch(git, published, remote)
    if git.name(f"{published}^{{commit}}") is not None:
        if git.is_ancestor(published, commit):
            return
        if git.is_ancestor(commit, published):
            message = f"A later state is published already: that of the commit {published[:12]}. "
            message += f"This one, {commit[:12]}, is part of it. To bring this folder up to date: "
            message += "git pull. To take something back, undo it in a new commit: git revert. "
            raise CannotPublish(f"{message}To publish the older state on purpose, add --older")
    if git.ask("rev-parse", "--is-shallow-repository").strip() == b"true":
        message = "This repository was cloned in part, so nobody can tell whether a later state is "
        message += "published already. Fetch the rest: git fetch --unshallow. In a workflow, "
        raise CannotPublish(f"{message}checkout needs fetch-depth: 0")


_NOT_THERE = (b"not our ref", b"unadvertised object", b"couldn't find remote ref")
"""How git says that a remote repository has no such commit."""


def _fetch(git: Git, commit: str, remote: str) -> None:
    """Fetch a commit, if the remote repository has it. Raises CannotPublish if nobody can tell."""
    ran = git.run("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, commit)
    if ran.status and not any(words in ran.complained for words in _NOT_THERE):
        message = f"What is published is of the commit {commit[:12]}, which is not here, and git "
        message += f"cannot fetch from {remote}: {ran.reason} So it is not known whether it is a "
        raise CannotPublish(f"{message}later state. Try again when {remote} can be reached.")
