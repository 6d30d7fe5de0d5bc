"""The hook for pre-commit, installed from this repository as a user would install it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from case_files import ROOT
from needed import client

CONFIG = """repos:
- repo: {hooks}
  rev: {at}
  hooks:
  - id: sitegen-check
"""
"""What a user writes. The hook is installed for the first commit, and is there for all others."""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "GIT_AUTHOR_NAME": "An Editor",
        "GIT_AUTHOR_EMAIL": "editor@example.org",
        "GIT_COMMITTER_NAME": "An Editor",
        "GIT_COMMITTER_EMAIL": "editor@example.org",
        "PRE_COMMIT_HOME": str(cwd.parent / "pre-commit"),
    }
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that holds sitegen as it is now."""
    repository = tmp_path_factory.mktemp("sitegen") / "sitegen"
    names = ("src", "templates", ".github", ".vscode", "docs", "pyproject.toml")
    for name in (*names, ".pre-commit-hooks.yaml", "README.md", "LICENSE", "CHANGELOG.md"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        repository.mkdir(exist_ok=True)
        copy(ROOT / name, repository / name)
    run("git", "init", "--quiet", cwd=repository)
    run("git", "add", "--all", cwd=repository)
    made = run("git", "commit", "--quiet", "--message", "All of it", cwd=repository)
    assert made.returncode == 0, made.stderr
    return repository


def test_the_manifest_is_one(hooks: Path) -> None:
    checked = run(client("pre-commit"), "validate-manifest", ".pre-commit-hooks.yaml", cwd=hooks)
    assert checked.returncode == 0, checked.stdout


def test_a_commit_with_a_mistake_is_stopped_and_a_good_one_is_not(
    hooks: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, site / name)
    run("git", "init", "--quiet", cwd=site)
    run("git", "add", "--all", cwd=site)
    at = run("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()
    (site / ".pre-commit-config.yaml").write_text(CONFIG.format(hooks=hooks, at=at))
    check = (client("pre-commit"), "run", "sitegen-check", "--all-files")
    good = run(*check, cwd=site)
    if "Could not find a version" in good.stdout + good.stderr and not os.environ.get("CI"):
        pytest.skip("no package index in reach: connect to the network and run again")
    assert good.returncode == 0, good.stdout + good.stderr
    schedule = site / "schedules/2022.yaml"
    text = schedule.read_text(encoding="utf-8")
    schedule.write_text(text.replace("2022-03-21", "3/21/2022"), encoding="utf-8")
    run("git", "add", "--all", cwd=site)
    stopped = run(*check, cwd=site)
    assert stopped.returncode == 1
    assert "Write 2022-03-21 (Monday, March 21, 2022)." in stopped.stdout
    run("git", "rm", "--quiet", "--cached", "-r", "content", "schedules", cwd=site)
    (site / "other.txt").write_text("x", encoding="utf-8")
    run("git", "add", "other.txt", cwd=site)
    passed_over = run(*check, cwd=site)
    assert "(no files to check)" in passed_over.stdout
