"""Random histories of a site under git, and what subscribers hold after each of them.

`python tests/races.py --histories 1000 --seed 0` plays that many. In each, editors work in several
clones, publish by hand and by workflow, at once and late, are killed, and lose what can be lost.
After each step subscribers look. They must then hold exactly what is published, and no number or
moment of any entry may ever have gone back.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import yaml
from case_files import SMALL

from sitegen import publishing
from sitegen.build import Built
from sitegen.check import Checked, check_site
from sitegen.diagnostics import Report
from sitegen.folder import SiteFiles, read_site_files
from sitegen.git import Git, Ran
from sitegen.handing_over import Target
from sitegen.handing_over.branch import Branch
from sitegen.handing_over.folder import Folder
from sitegen.programme.ledger import CARRIED_LEDGER, LEDGER_PATH, read_ledger
from sitegen.programme.model import Programme
from sitegen.progress import Tell, nobody
from sitegen.publish import publish
from sitegen.publishing import Handed, Wish, publish_site
from sitegen.record import recorded
from sitegen.settings import Settings, shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

SCHEDULE = "schedules/2022.yaml"
FEED = "calendars/all-trainings-and-deadlines.ics"
FIRST = date(2022, 1, 10)
TEMPLATES = Templates((shipped_templates(),), root=SMALL)

Revision = tuple[int, str, bytes]
"""SEQUENCE, DTSTAMP and all of an event."""


class Killed(BaseException):
    """A process has ended in the middle."""


class GoneWrongError(AssertionError):
    """What must never happen."""


# A site without its pages: what subscribers and a lost ledger need, which is fast.


def build_without_pages(
    settings: Settings,
    files: SiteFiles,  # noqa: ARG001 - as `build_checked` has it
    checked: Checked,
    *,
    first: Iterable[tuple[str, bytes]] = (),
    tell: Tell = nobody,  # noqa: ARG001 - likewise
) -> Built:
    programme: Programme | None = checked.programme
    assert programme is not None
    base_url, today = programme.site.base_url, checked.today
    calendars = calendar_files(programme, checked.ledger, today=today, base_url=base_url)
    planned = plan(
        programme,
        ledger=checked.ledger,
        today=today,
        base_url=base_url,
        templates=TEMPLATES,
        other_files=calendars,
    )
    wanted = [one for one in planned if one.address.endswith((".ics", "s.json"))]
    made = ((one.address, one.produce()) for one in wanted)
    published = publish(chain(first, made), settings.output)
    return Built(
        report=Report([]), outcome="", outcome_again="", published=published, base_url=base_url
    )


@dataclass
class Fault:
    """What happens to the git of one publisher, at its `at`th call: once."""

    at: int
    act: Callable[[Callable[[], Ran]], Ran]
    only: str = ""
    calls: int = 0

    def run(self, name: str, run: Callable[[], Ran]) -> Ran:
        if self.only and name != self.only:
            return run()
        self.calls += 1
        return self.act(run) if self.calls == self.at else run()


class FaultyGit(Git):
    """git of a publisher, to whom something may happen."""

    def __init__(self, folder: Path, fault: Fault | None) -> None:
        super().__init__(folder)
        self._fault = fault

    def run(self, *arguments: str, **more: Any) -> Ran:
        def run() -> Ran:
            return Git.run(self, *arguments, **more)

        return self._fault.run(arguments[0], run) if self._fault else run()


@dataclass
class Subscriber:
    """Whoever takes a change only where its number is higher, or its moment later (RFC 5546)."""

    held: dict[str, Revision] = field(default_factory=dict)
    known: dict[str, Revision] = field(default_factory=dict)  # also what has vanished

    def look(self, feed: dict[str, Revision]) -> None:
        for uid, event in feed.items():
            before = self.known.get(uid)
            if before is None or event[:2] > before[:2]:
                self.known[uid] = event
        self.held = {uid: self.known[uid] for uid in feed}


class World:
    """A remote repository, clones of it, where it is published, and subscribers."""

    def __init__(self, folder: Path, seed: int, *, to_branch: bool, in_tree: bool) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.to_branch = to_branch
        self.said: Counter[str] = Counter()
        self.today = FIRST
        self.count = 0
        self.origin = folder / "origin.git"
        self.published = folder / "published"
        self.subscribers = [Subscriber() for _ in range(3)]
        self.highest: dict[str, Revision] = {}
        self.checked: set[str] = set()
        _git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.origin))
        first = folder / "0"
        shutil.copytree(SMALL, first)
        _git(first, "init", "--quiet", "--initial-branch=main")
        _git(first, "remote", "add", "origin", str(self.origin))
        trainings = [self._new_training() for _ in range(3)]
        write(first, trainings)
        (first / ".gitignore").write_text("output\n")
        if in_tree:
            (first / LEDGER_PATH).write_bytes(b"")
        self.commit(first)
        _git(first, "push", "--quiet", "origin", "main")
        for name in ("1", "2"):
            _git(folder, "clone", "--quiet", str(self.origin), name)
        self.clones = [folder / name for name in ("0", "1", "2")]

    def _new_training(self) -> dict[str, Any]:
        self.count += 1
        start = date(2022, 2, 7) + timedelta(weeks=self.random.randrange(40))
        training = {
            "id": f"t-{self.count}",
            "track": "cpss",
            "start": start,
            "end": start + timedelta(days=4),
            "deadline": start - timedelta(days=20),
            "place": "virtual",
            "note": "Bring a pen.",
        }
        if self.random.random() < 0.5:
            training["milestones"] = [{"label": "Exam", "date": start + timedelta(days=9)}]
        return training

    # What editors do.

    def edit(self, clone: Path | None = None) -> None:
        """Change something in a clone, tell of it (nearly always), commit, and mostly push."""
        clone = clone or self.random.choice(self.clones)
        trainings = read(clone)
        if not trainings:
            return
        one = self.random.choice(trainings)
        kind = self.random.choice(["move", "cancel", "add", "exam", "deadline", "text", "text"])
        told = f"{kind} {self.random.randrange(1000)}."
        if kind == "add":
            trainings.append(self._new_training())
        else:
            self._change(one, kind)
        if kind not in {"add", "text"} and self.random.random() < 0.95:
            one.setdefault("changes", []).append({"on": self.today, "what": told})
        write(clone, trainings)
        self.commit(clone)
        self.said[kind] += 1
        if self.random.random() < 0.7:
            self.send(clone)

    def _change(self, one: dict[str, Any], kind: str) -> None:
        shift = timedelta(days=self.random.choice([-7, 7, 14]))
        if kind == "text":
            one["note"] = f"Bring {self.random.randrange(5)} pens."
        elif kind == "move":
            one["start"], one["end"] = one["start"] + shift, one["end"] + shift
            one["deadline"] += shift
            for exam in one.get("milestones", []):
                exam["date"] += shift
        elif kind == "cancel":
            one["status"] = self.random.choice(["cancelled", "postponed", "scheduled"])
        elif kind == "deadline":
            one["deadline"] -= timedelta(days=self.random.randrange(1, 4))
        elif "milestones" in one:
            del one["milestones"]
        else:
            one["milestones"] = [{"label": "Exam", "date": one["end"] + timedelta(days=5)}]

    def send(self, clone: Path) -> None:
        """Push, after a merge where it is needed."""
        self.merge(clone)
        _try(clone, "push", "--quiet", "origin", "HEAD:main")

    def merge(self, clone: Path) -> None:
        _try(clone, "fetch", "--quiet", "origin")
        if not _try(clone, "merge-base", "--is-ancestor", "origin/main", "HEAD"):
            return
        if _try(clone, "merge", "--quiet", "--no-edit", "-X", "ours", "origin/main"):
            _try(clone, "merge", "--abort")
            _git(clone, "reset", "--quiet", "--hard", "origin/main")

    def revert(self) -> None:
        clone = self.random.choice(self.clones)
        is_first = _try(clone, "rev-parse", "--quiet", "--verify", "HEAD~1")
        if is_first or _try(clone, "revert", "--no-edit", "HEAD"):
            _try(clone, "revert", "--abort")
        self.send(clone)

    def force_main(self) -> None:
        """Put main back, as nobody should. Some clones follow, some do not."""
        back = self.random.randrange(1, 4)
        _try(self.origin, "update-ref", "refs/heads/main", f"refs/heads/main~{back}")
        for clone in self.clones:
            if self.random.random() < 0.5:
                _git(clone, "fetch", "--quiet", "origin")
                _git(clone, "reset", "--quiet", "--hard", "origin/main")

    def mend(self) -> None:
        """Take the schedules from what was published last, as the check asks for."""
        ledger, _ = read_ledger("", self.file(CARRIED_LEDGER) or b"")
        clone = self.random.choice(self.clones)
        self.merge(clone)
        if ledger.commit and not _try(clone, "checkout", ledger.commit, "--", "schedules"):
            self.commit(clone)
            self.send(clone)

    def commit(self, clone: Path) -> None:
        _git(clone, "add", "--all")
        _try(clone, "commit", "--quiet", "--message", "An edit")

    # What publishers do.

    def target(self, clone: Path, fault: Fault | None = None) -> Target:
        if self.to_branch:
            return Branch(FaultyGit(clone, fault), "published", "origin")
        return Folder(self.published)

    def publish(self, clone: Path, fault: Fault | None = None) -> Handed | None:
        if self.random.random() < 0.6:
            self.merge(clone)
        target = self.target(clone, fault)
        settings = Settings.of(clone, None, None, ())
        try:
            handed = publish_site(settings, lambda _: self.today, target, Wish(remote="origin"))
        except Killed:
            self.said["killed"] += 1
            return None
        self.said[_kind_of(handed)] += 1
        if handed.changed and fault is None:
            self.must_be_published(clone)
            if self.random.random() < 0.7:
                self.commit(clone)  # the ledger beside the schedules
        return handed

    def must_be_published(self, clone: Path) -> None:
        """Raise where the publication is another one than the site of a clone."""
        ledger, problems = read_ledger("", self.file(CARRIED_LEDGER) or b"")
        if problems:
            raise GoneWrongError("the ledger that was published is damaged")
        checked = check_site(read_site_files(clone), lambda _: self.today, known=ledger)
        if checked.programme is None:
            raise GoneWrongError("what was published would not be published again")
        if recorded(checked.programme, checked.ledger, self.today).events != ledger.events:
            raise GoneWrongError("what was recorded is not what was published")
        feed = self.feed()
        for event in ledger.present():
            stamp = event.stamp.strftime("%Y%m%dT%H%M%SZ")
            if feed[event.uid][:2] != (event.sequence, stamp):
                raise GoneWrongError(f"{event.uid} is recorded otherwise than published")

    def publish_at_once(self) -> None:
        """Let one publish while another is between looking and handing over."""
        one, other = self.random.sample(self.clones, 2)
        for clone in (one, other):
            self.edit(clone)

        def meanwhile(run: Callable[[], Ran]) -> Ran:
            self.said["at once"] += 1
            self.publish(other)
            self.look()
            return run()

        if self.to_branch:
            only = self.random.choice(["push", "fetch", "write-tree"])
            self.publish(one, Fault(1, meanwhile, only=only))
            return
        build = build_without_pages
        calls = []

        def building(*arguments: Any, **more: Any) -> Built:
            calls.append(1)
            if len(calls) == 1:
                self.said["at once"] += 1
                self.publish(other)
                self.look()
            return build(*arguments, **more)

        with patch.object(publishing, "build_checked", building):
            self.publish(one)

    def publish_and_fail(self) -> None:
        """Let a publisher be killed, or the network end, before or after something was done."""
        clone = self.random.choice(self.clones)

        def killed(run: Callable[[], Ran]) -> Ran:  # noqa: ARG001 - it is not run
            raise Killed

        def killed_after(run: Callable[[], Ran]) -> Ran:
            run()
            raise Killed

        def cut(run: Callable[[], Ran]) -> Ran:  # noqa: ARG001 - likewise
            return Ran(128, b"", b"fatal: unable to access: Could not resolve host")

        def cut_after(run: Callable[[], Ran]) -> Ran:
            run()
            return Ran(128, b"", b"fatal: the remote end hung up unexpectedly")

        if self.to_branch:
            act = self.random.choice([killed, killed_after, cut, cut_after])
            network = act in (cut, cut_after)
            at = 1 if network else self.random.randrange(1, 22)
            only = self.random.choice(["push", "fetch"]) if network else ""
            self.publish(clone, Fault(at, act, only=only))
            return

        def dying(settings: Settings, *arguments: Any, **more: Any) -> Built:
            def first() -> Iterator[tuple[str, bytes]]:
                yield from more.pop("first")
                raise Killed

            return build_without_pages(settings, *arguments, **{**more, "first": first()})

        with patch.object(publishing, "build_checked", dying):
            self.publish(clone)

    def lose_ledger(self) -> None:
        """Remove the ledger from the publication, or damage it."""
        data = self.file(CARRIED_LEDGER)
        if data is None:
            return
        left = None if self.random.random() < 0.5 else data[: self.random.randrange(len(data))]
        self.said["lost"] += 1
        if not self.to_branch:
            path = self.published / CARRIED_LEDGER
            path.unlink()
            if left is not None:
                path.write_bytes(left)
            return
        index = {"GIT_INDEX_FILE": str(self.folder / "index")}
        _git(self.origin, "read-tree", "published", also=index)
        _git(self.origin, "rm", "--quiet", "--cached", CARRIED_LEDGER, also=index)
        if left is not None:
            name = _git(self.origin, "hash-object", "-w", "--stdin", data=left).decode().strip()
            entry = f"100644,{name},{CARRIED_LEDGER}"
            _git(self.origin, "update-index", "--add", "--cacheinfo", entry, also=index)
        tree = _git(self.origin, "write-tree", also=index).decode().strip()
        commit = _git(self.origin, "commit-tree", tree, "-p", "published", "-m", "Lost")
        _git(self.origin, "update-ref", "refs/heads/published", commit.decode().strip())

    # What subscribers see.

    def file(self, path: str) -> bytes | None:
        """Give a file as it is published."""
        if not self.to_branch:
            there = self.published / path
            return there.read_bytes() if there.is_file() else None
        ran = Git(self.origin).run("cat-file", "blob", f"published:{path}")
        return None if ran.status else ran.said

    def feed(self) -> dict[str, Revision]:
        return events_of(self.file(FEED) or b"")

    def look(self) -> None:
        """Let some subscribers look, and raise where one of them holds something else."""
        feed = self.feed()
        for uid, event in feed.items():
            before = self.highest.get(uid)
            if before is None:
                self.highest[uid] = event
                continue
            if event[0] < before[0] or event[1] < before[1]:
                raise GoneWrongError(f"{uid} went back from {before[:2]} to {event[:2]}")
            if event[:2] == before[:2] and event[2] != before[2]:
                raise GoneWrongError(f"{uid} has changed and counts as the same: {event[:2]}")
            if event[2] != before[2] and event[0] == before[0]:
                raise GoneWrongError(f"{uid} has changed without a higher number: {event[:2]}")
            self.highest[uid] = event
        for number, one in enumerate(self.subscribers):
            if number == 0 or self.random.random() < 0.5:
                one.look(feed)
                if one.held != feed:
                    raise GoneWrongError(
                        f"subscriber {number} holds something else than is published"
                    )

    def play(self, steps: int) -> None:
        """Play a history."""
        acts: list[tuple[Callable[[], object], int]] = [
            (self.edit, 8),
            (lambda: self.publish(self.random.choice(self.clones)), 6),
            (self.publish_at_once, 3),
            (self.publish_and_fail, 3),
            (self.revert, 1),
            (self.force_main, 1),
            (self.mend, 2),
            (self.lose_ledger, 1),
        ]
        self.publish(self.clones[0])
        for _ in range(steps):
            act = self.random.choices([one for one, _ in acts], [many for _, many in acts])[0]
            act()
            self.today += timedelta(days=self.random.randrange(2))
            self.look()
        self.mend()
        self.publish(self.clones[0])
        for one in self.subscribers:
            one.look(self.feed())
            if one.held != self.feed():
                raise GoneWrongError("a subscriber holds something else than is published")


def _kind_of(handed: Handed) -> str:
    if handed.changed is not None:
        return "published" if handed.changed else "nothing new"
    if handed.report.has_errors:
        return "refused by the check"
    words = {"later state": "older", "network": "cut", "It is not known": "cut", "cannot": "cut"}
    return next((kind for word, kind in words.items() if word in handed.outcome), handed.outcome)


def events_of(feed: bytes) -> dict[str, Revision]:
    """Give the events of a calendar by UID."""
    events = {}
    for part in feed.replace(b"\r\n ", b"").split(b"BEGIN:VEVENT\r\n")[1:]:
        text = part.partition(b"END:VEVENT")[0]
        lines = text.decode().split("\r\n")
        values = dict(line.split(":", 1) for line in lines if ":" in line)
        events[values["UID"]] = (int(values["SEQUENCE"]), values["DTSTAMP"], text)
    return events


def read(clone: Path) -> list[dict[str, Any]]:
    trainings: list[dict[str, Any]] = yaml.safe_load((clone / SCHEDULE).read_text())["trainings"]
    return trainings


def write(clone: Path, trainings: list[dict[str, Any]]) -> None:
    """Write a schedule with a line for each training, so that git can merge."""
    lines = [
        yaml.safe_dump(one, default_flow_style=True, width=10_000, sort_keys=False).strip()
        for one in trainings
    ]
    text = "year: 2022\ntrainings:\n" + "".join(f"  - {line}\n\n" for line in lines)
    (clone / SCHEDULE).write_text(text)


_ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
    **{f"GIT_{who}_NAME": "An Editor" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "editor@example.org" for who in ("AUTHOR", "COMMITTER")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def _run(
    folder: Path, arguments: tuple[str, ...], data: bytes, also: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**_ENVIRONMENT, **also},
        input=data,
        capture_output=True,
        check=False,
    )


def _git(
    folder: Path, *arguments: str, data: bytes = b"", also: dict[str, str] | None = None
) -> bytes:
    ran = _run(folder, arguments, data, also or {})
    assert ran.returncode == 0, (arguments, ran.stderr)
    return ran.stdout


def _try(folder: Path, *arguments: str) -> int:
    return _run(folder, arguments, b"", {}).returncode


def play(seed: int, steps: int = 8) -> Counter[str]:
    """Play one history, and give how often what has happened. Raises GoneWrongError."""
    shape = random.Random(seed)
    with (
        TemporaryDirectory(prefix="sitegen-races-") as made,
        patch.object(publishing, "build_checked", build_without_pages),
    ):
        world = World(
            Path(made), seed, to_branch=shape.random() < 0.8, in_tree=shape.random() < 0.25
        )
        world.play(steps)
        return world.said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    said: Counter[str] = Counter()
    failed = []
    began = time.monotonic()
    for seed in range(asked.seed, asked.seed + asked.histories):
        try:
            said += play(seed)
        except AssertionError as error:
            failed.append(seed)
            sys.stdout.write(f"{seed}: {error}\n")
    seconds = time.monotonic() - began
    wrong = f"{len(failed)} went wrong: {failed}"
    sys.stdout.write(f"{asked.histories} histories in {seconds:.0f} s, {wrong}\n")
    for what, many in said.most_common():
        sys.stdout.write(f"{many:7,} {what}\n")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
