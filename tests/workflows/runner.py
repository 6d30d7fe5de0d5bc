"""A runner of GitHub's workflows, as far as ours need one: each command is really executed.

The repository is real, and so is git. Actions are what is written here of them. A key of a
workflow that this runner does not know is refused, so that nothing passes because it was left out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml
from case_files import ROOT
from expressions import holds, substituted
from hub import MAY_PUSH, Event, Hub, clean_environment

import sitegen

WORKFLOWS = ROOT / ".github/workflows"
REPOSITORY = "office/site"

_SITEGEN = f"""#!{sys.executable}
import os, sys
sys.path.insert(0, {str(Path(sitegen.__file__).parents[1])!r})
from sitegen.arguments import _parser
from sitegen.cli import main
known = _parser().commands[sys.argv[1]].known
sys.exit(main(sys.argv[1:] + (["--today", os.environ["DAY"]] if "--today" in known else [])))
"""
_PROGRAMS = {
    "sitegen": _SITEGEN,
    "python": '#!/bin/sh\n[ "$*" = "-m pip install ." ] && echo "Installed."\n',
    "gh": '#!/bin/sh\necho "gh $*"\n',
    "apt-get": '#!/bin/sh\necho "apt-get $*"\n',
}
"""What would reach for the network, and sitegen as it is now, on the day of the event."""


def workflow(name: str) -> dict[str, Any]:
    """Read a workflow. YAML 1.1 takes its `on` for a truth value."""
    read = yaml.safe_load((WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in read.items()}


@dataclass
class Step:
    """One step, and what has become of it."""

    outcome: str = "skipped"
    said: str = ""
    command: str = ""
    given: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)


@dataclass
class Job:
    """One job, and what has become of it."""

    result: str = "skipped"
    steps: list[Step] = field(default_factory=list)
    summary: str = ""

    @property
    def said(self) -> str:
        return "".join(step.said for step in self.steps)

    def outcomes(self, words: str) -> list[str]:
        """Give what became of the steps whose command holds these words."""
        return [step.outcome for step in self.steps if words in step.command]


@dataclass
class Run:
    """One run of a workflow."""

    jobs: dict[str, Job]
    artifacts: dict[str, Path]

    @property
    def results(self) -> dict[str, str]:
        return {name: job.result for name, job in self.jobs.items()}


def triggered(workflow: Mapping[str, Any], event: Event) -> bool:
    """Say whether a workflow asks for an event."""
    if event.name not in workflow["on"]:
        return False
    wanted = dict(workflow["on"][event.name] or {}) if event.name != "schedule" else {}
    ignored = wanted.pop("paths-ignore", None)
    branches = wanted.pop("branches", None)
    assert not wanted, wanted
    if ignored and all(any(fnmatch(path, p) for p in ignored) for path in event.changed):
        return False
    return branches is None or event.ref_name in branches


def run(hub: Hub, name: str, event: Event, file: str = "") -> Run:
    """Run a workflow, whose file may be called otherwise in the repository."""
    wanted = workflow(name)
    assert triggered(wanted, event), "nothing asks for this event"
    known = {"name", "on", "permissions", "concurrency", "jobs"}
    assert not wanted.keys() - known, wanted.keys()
    number = sum(1 for _ in hub.folder.glob("run-*"))
    machine = _Machine(hub, event, file or f"{name}.yml", hub.folder / f"run-{number}")
    for job, what in wanted["jobs"].items():
        machine.run(job, what, wanted["permissions"])
    return Run(machine.jobs, machine.artifacts)


class _Machine:
    """What runs the jobs of one event, each in a folder of its own."""

    def __init__(self, hub: Hub, event: Event, file: str, folder: Path) -> None:
        self.hub, self.event, self.folder = hub, event, folder
        self.jobs: dict[str, Job] = {}
        self.artifacts: dict[str, Path] = {}
        self._told = {
            "event": dict(event.payload),
            "event_name": event.name,
            "ref": event.ref,
            "ref_name": event.ref_name,
            "sha": event.sha,
            "repository": REPOSITORY,
            "workflow_ref": f"{REPOSITORY}/.github/workflows/{file}@{event.ref}",
            "token": "a-token",
        }
        programs = folder / "bin"
        programs.mkdir(parents=True)
        for name, script in (_PROGRAMS | hub.programs).items():
            (programs / name).write_text(script, encoding="utf-8")
            (programs / name).chmod(0o755)
        (folder / "event.json").write_text(json.dumps(event.payload), encoding="utf-8")

    def run(self, name: str, wanted: dict[str, Any], permissions: dict[str, str]) -> None:
        known = {"if", "needs", "runs-on", "container", "timeout-minutes", "permissions"}
        assert not wanted.keys() - known - {"environment", "steps"}, wanted.keys()
        job = self.jobs[name] = Job()
        needs = wanted.get("needs", [])
        before = {one: self.jobs[one] for one in ([needs] if isinstance(needs, str) else needs)}
        context = {
            "github": self._told,
            "vars": {} if self.event.from_fork else self.hub.variables,
            "needs": {one: {"result": was.result} for one, was in before.items()},
            **_statuses(good=all(was.result == "success" for was in before.values())),
        }
        if not holds(wanted.get("if", "success()"), context):
            return
        job.result = "success"
        allowed = wanted.get("permissions", permissions)
        if self.event.from_fork:
            allowed = dict.fromkeys(allowed, "read")
        _Runner(self, job, self.folder / name, allowed).work(wanted["steps"], context)


def _statuses(*, good: bool) -> dict[str, object]:
    return {
        "success": lambda: good,
        "failure": lambda: not good,
        "cancelled": lambda: False,
        "always": lambda: True,
    }


class _Runner:
    """What runs the steps of one job."""

    def __init__(
        self, machine: _Machine, job: Job, folder: Path, allowed: Mapping[str, str]
    ) -> None:
        self.machine, self.job, self.allowed = machine, job, allowed
        self.hub, self.event = machine.hub, machine.event
        self.place, self.temporary = folder / "work", folder / "temporary"
        self.place.mkdir(parents=True)
        self.temporary.mkdir()
        self.keeps_token = False

    def work(self, steps: list[dict[str, Any]], context: Mapping[str, object]) -> None:
        ids: dict[str, object] = {}
        for wanted in steps:
            known = {"id", "name", "if", "uses", "with", "run", "env"}
            assert not wanted.keys() - known, wanted.keys()
            step = Step(command=wanted.get("run", wanted.get("uses", "")))
            self.job.steps.append(step)
            now = {**context, "steps": ids, **_statuses(good=self.job.result == "success")}
            if holds(wanted.get("if", "success()"), now):
                good = self._did(wanted, step, now)
                step.outcome = "success" if good else "failure"
                self.job.result = self.job.result if good else "failure"
            if "id" in wanted:
                ids[wanted["id"]] = {"outcome": step.outcome, "outputs": step.outputs}

    def _did(self, wanted: dict[str, Any], step: Step, context: Mapping[str, object]) -> bool:
        given = {key: _filled(value, context) for key, value in wanted.get("env", {}).items()}
        if "run" in wanted:
            step.given = given
            return self._ran(substituted(wanted["run"], context), step)
        action, _, _ = wanted["uses"].partition("@")
        what = {key: _filled(value, context) for key, value in wanted.get("with", {}).items()}
        do = getattr(self, f"_{action.removeprefix('actions/').replace('-', '_')}")
        good: bool = do(what, step)
        assert not what, f"{action} would not be asked for {what}"
        return good

    def _ran(self, command: str, step: Step) -> bool:
        """Run a command as GitHub does where no shell is named."""
        files = {name: self.temporary / name for name in ("SUMMARY", "OUTPUT", "ENV", "PATH")}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        script = self.temporary / "command.sh"
        script.write_text(command, encoding="utf-8")
        environment = clean_environment() | self._told(files) | step.given
        ran = subprocess.run(
            ["bash", "-e", script],
            cwd=self.place,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        step.said = ran.stdout
        self.job.summary += files["SUMMARY"].read_text(encoding="utf-8")
        for name in ("OUTPUT", "ENV", "PATH"):
            assert not files[name].read_text(encoding="utf-8"), f"this runner knows no {name}"
        return ran.returncode == 0

    def _told(self, files: Mapping[str, Path]) -> dict[str, str]:
        event, told = self.event, self.machine._told
        writes = self.keeps_token and self.allowed.get("contents") == "write"
        return {
            "PATH": f"{self.machine.folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.hub.folder / "home"),
            "DAY": event.day,
            "CI": "true",
            MAY_PUSH: "yes" if writes else "no",
            "GITHUB_ACTIONS": "true",
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_WORKSPACE": str(self.place),
            "GITHUB_EVENT_PATH": str(self.machine.folder / "event.json"),
            "GITHUB_STEP_SUMMARY": str(files["SUMMARY"]),
            **{f"GITHUB_{name}": str(files[name]) for name in ("OUTPUT", "ENV", "PATH")},
            **{
                f"GITHUB_{name.upper()}": str(value)
                for name, value in told.items()
                if name not in ("event", "token")
            },
        }

    # Actions: each takes what it understands out of what it is given.

    def _checkout(self, what: dict[str, str], _step: Step) -> bool:
        depth = what.pop("fetch-depth", "1")
        ref = what.pop("ref", None)
        self.keeps_token = what.pop("persist-credentials", "true") == "true"
        self._git("init", "--quiet", "--initial-branch=main")
        self._git("remote", "add", "origin", self.hub.remote.as_uri())
        name = f"refs/heads/{ref}" if ref else self.event.ref
        local = name.replace("refs/heads/", "refs/remotes/origin/")
        local = local.replace("refs/pull/", "refs/remotes/pull/")
        wanted = [f"+{name if ref else self.event.sha}:{local}"]
        wanted += ["+refs/heads/*:refs/remotes/origin/*"] if depth == "0" else [f"--depth={depth}"]
        tags = "--tags" if depth == "0" else "--no-tags"
        if not self._git("fetch", "--quiet", tags, "origin", *wanted):
            return False
        branch = name.removeprefix("refs/heads/")
        how = ("--detach",) if branch == name else ("-B", branch)
        return self._git("checkout", "--quiet", *how, local)

    def _git(self, *arguments: str) -> bool:
        command = ["git", *arguments]
        environment = clean_environment()
        ran = subprocess.run(
            command, cwd=self.place, env=environment, capture_output=True, text=True, check=False
        )
        self.job.steps[-1].said += ran.stderr
        return ran.returncode == 0

    def _setup_python(self, what: dict[str, str], _step: Step) -> bool:
        return what.pop("python-version") >= "3.11"

    def _upload_artifact(self, what: dict[str, str], step: Step) -> bool:
        name = what.pop("name")
        days = int(what.pop("retention-days"))
        missing = what.pop("if-no-files-found")
        kept = self._kept(name, self.place / what.pop("path"))
        number = len(self.machine.artifacts)
        step.outputs["artifact-url"] = f"https://github.example/{REPOSITORY}/artifacts/{number}"
        return 1 <= days <= 90 and (kept or missing != "error")

    def _upload_pages_artifact(self, what: dict[str, str], _step: Step) -> bool:
        return self._kept("github-pages", self.place / what.pop("path"))

    def _kept(self, name: str, source: Path) -> bool:
        """Keep a folder without what begins with a dot, and say whether there was anything."""
        kept = self.machine.artifacts[name] = self.machine.folder / "artifacts" / name
        if source.is_dir():
            shutil.copytree(source, kept, ignore=shutil.ignore_patterns(".*"))
        return kept.is_dir() and any(kept.iterdir())

    def _deploy_pages(self, _what: dict[str, str], step: Step) -> bool:
        for right in ("pages", "id-token"):
            assert self.allowed.get(right) == "write", f"GitHub asks for the right {right}: write"
        if not self.hub.pages_work:
            step.said = "Deployment failed, try again later."
            return False
        shutil.rmtree(self.hub.served, ignore_errors=True)
        shutil.copytree(self.machine.artifacts["github-pages"], self.hub.served)
        step.outputs["page_url"] = "https://office.github.example/site/"
        return True


def _filled(value: object, context: Mapping[str, object]) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return substituted(text, context)


def commands(names: Iterable[str]) -> set[tuple[str, str]]:
    """Give all commands of workflows, each with its workflow."""
    return {
        (name, step["run"])
        for name in names
        for job in workflow(name)["jobs"].values()
        for step in job["steps"]
        if "run" in step
    }
