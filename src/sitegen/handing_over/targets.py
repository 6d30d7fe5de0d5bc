"""From what was asked for to where it is published."""

from __future__ import annotations

from pathlib import Path

from sitegen.git import Git, GitFailed
from sitegen.handing_over import CannotPublish, Target
from sitegen.handing_over.branch import Branch
from sitegen.handing_over.folder import Folder
from sitegen.handing_over.rsync import Rsync
from sitegen.lazy import dataclass
from sitegen.reports.harmless import harmless


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody wants to publish: one of a branch, a folder, and what rsync can reach."""

    branch: str | None = None
    remote: str | None = None  # the remote repository of the branch
    folder: Path | None = None
    rsync: str | None = None


def target_of(root: Path, place: Place) -> tuple[Target, str | None]:
    """Give where it is published, and the remote repository that knows more commits.

    Raises CannotPublish where there is no such place, and GitFailed where there is no git.
    """
    git = Git(root)
    if place.branch is not None:
        chosen = _remote(git, place.remote)
        return _branch(git, place.branch, chosen), chosen
    try:
        known = _remote(git, None)
    except (CannotPublish, GitFailed):
        known = None
    if place.folder is not None:
        return Folder(place.folder), known
    if not place.rsync or place.rsync.startswith("-"):
        raise CannotPublish("Say where rsync sends the site, such as: host:/srv/www/site")
    return Rsync(place.rsync), known


def _branch(git: Git, branch: str, remote: str | None) -> Branch:
    if git.run("check-ref-format", f"refs/heads/{branch}").status or branch.startswith("-"):
        raise CannotPublish(f"No branch can be called {harmless(branch)}. Usual is: published")
    if git.name("HEAD") is None:
        raise CannotPublish("Nothing is committed yet: git add --all, then git commit")
    if git.run("symbolic-ref", "--quiet", "HEAD").text == f"refs/heads/{branch}":
        message = f"The branch {branch} is the one that you work on. A publication has a branch of "
        raise CannotPublish(f"{message}its own: --branch published")
    return Branch(git, branch, remote)


def _remote(git: Git, asked: str | None) -> str | None:
    """Give the remote repository: the one that was asked for, `origin`, or the only one."""
    listed = git.run("remote")
    if listed.status:
        where = harmless(str(git.folder.resolve()))
        message = f"{where} is no repository of git: {listed.reason} To publish without git: "
        raise CannotPublish(f"{message}--folder DIR")
    known = listed.text.split("\n") if listed.text else []
    if asked is not None and asked not in known:
        there = f"There is: {', '.join(known)}." if known else "To add one: git remote add"
        raise CannotPublish(f"There is no remote repository {harmless(asked)}. {there}")
    if asked is not None or not known:
        return asked
    if "origin" in known or len(known) == 1:
        return "origin" if "origin" in known else known[0]
    raise CannotPublish(f"Say which one is published to: --remote {known[0]}, or another of yours")
