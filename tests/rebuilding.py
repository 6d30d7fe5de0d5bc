"""A site that is edited at random and built again and again: each time as if built from nothing.

In the suite a few sequences (`test_rebuilding.py`). By hand, as long as one likes:

    .venv/bin/python tests/rebuilding.py --from 0 --to 1000

The number of a sequence is its seed. What the long runs have found stands in docs/decisions.md.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

from sitegen import build, publish
from sitegen.cli import main as command_line
from sitegen.site import production

SMALL = Path(__file__).parent / "projects" / "small"
TEMPLATES = Path(__file__).parents[1] / "templates"
STEPS = 12
_START = date(2022, 1, 10)

_SECOND_TRACK = """
  - id: bridger
    name: Bridger Training
    heading: Bridger Trainings
    audience: supervisors
    summary: Learn to bridge.
    purpose: It prepares for the work.
    for_whom: Supervisors.
    how_to_apply: Send the application.
    entry: any designation
    contacts: [maria-lopez]
    documents: [application]
"""


@dataclass
class Rebuilt:
    """A site in a folder, which is edited, built, and compared with a build from nothing."""

    folder: Path
    chance: random.Random
    today: date = _START
    options: tuple[str, ...] = ()
    done: Counter[str] = field(default_factory=Counter)
    trainings: dict[str, dict[str, str]] = field(default_factory=dict)
    worth_processes: int = production.WORTH_PROCESSES
    _number: int = 0

    def __post_init__(self) -> None:
        shutil.copytree(SMALL, self.root)
        with (self.root / "content/tracks.yaml").open("a", encoding="utf-8") as file:
            file.write(_SECOND_TRACK)
        self._texts = {
            path: path.read_text()
            for path in (
                self.root / "content/site.yaml",
                self.root / "content/tracks.yaml",
                self.root / "content/places.yaml",
                self.root / "content/pages/welcome.md",
            )
        }
        for _ in range(6):
            self.training_added()

    @property
    def root(self) -> Path:
        return self.folder / "site"

    @property
    def output(self) -> Path:
        return self.root / "output"

    # What people do to the dates.

    def training_added(self) -> None:
        self._number += 1
        start = _START + timedelta(self.chance.randrange(-400, 400))
        track = self.chance.choice(("cpss", "bridger"))
        if track == "cpss":
            start -= timedelta(start.weekday())
        self.trainings[f"t-{self._number}"] = {"track": track, "start": start.isoformat()}
        self.write()

    def training_gone(self) -> None:
        if len(self.trainings) > 1:
            del self.trainings[self.chance.choice(list(self.trainings))]
        self.write()

    def training_renamed(self) -> None:
        self._number += 1
        old = self.chance.choice(list(self.trainings))
        self.trainings[f"t-{self._number}"] = self.trainings.pop(old)
        self.write()

    def training_edited(self) -> None:
        fields = self.trainings[self.chance.choice(list(self.trainings))]
        day = date.fromisoformat(fields["start"])
        name, values = self.chance.choice(
            (
                ("place", ("virtual", "tbd")),
                ("capacity", ("12", "18-20")),
                (
                    "fees",
                    (
                        "[{for: Book, amount: free}]",
                        f"[{{for: Book, amount: $5, due: {day - timedelta(8)}}}]",
                    ),
                ),
                ("register", ("https://forms.example.org/a", "https://forms.example.org/b")),
                ("title", ("Cohort 7", "Cohort 8")),
                ("cost", ("Free", "$5")),
                (
                    "status",
                    ("cancelled", "postponed", "full", "tentative", "scheduled", "waiting-list"),
                ),
                ("note", ("Bring *a pen*.", "Come early.", "See [us](/contact/).")),
                ("language", ("es", "fr")),
                ("start", ((day + timedelta(7)).isoformat(), (day - timedelta(7)).isoformat())),
                ("opens", (f"{day - timedelta(120)}", f"{day - timedelta(99)} 12:00")),
                ("changes", ("[{on: 2022-01-05, what: It moved.}]",)),
                (
                    "milestones",
                    (
                        f"[{{label: Test, date: {day + timedelta(9)}}}]",
                        f"[{{label: Form, by: {day - timedelta(9)}}}]",
                        "[{label: Letter, about: 9 weeks before start}]",
                    ),
                ),
            )
        )
        fields[name] = self.chance.choice(values)
        self.write()

    def deadline_edited(self) -> None:
        self.write(f"deadlines:\n  - {{id: renewal, label: Renewal, date: {self._soon()}}}\n")

    def _soon(self) -> date:
        return date(2022, self.today.month, self.chance.randint(1, 28))

    def write(self, more: str = "") -> None:
        years: dict[str, list[str]] = {"2022": []}
        for id_, fields in self.trainings.items():
            lines = "".join(f"    {name}: {value}\n" for name, value in fields.items())
            years.setdefault(fields["start"][:4], []).append(f"  - id: {id_}\n{lines}")
        for path in (self.root / "schedules").glob("*.yaml"):
            path.unlink()
        for year, entries in years.items():
            listed = f"trainings:\n{''.join(entries)}" if entries else "trainings: []\n"
            text = f"year: {year}\n{more if year == '2022' else ''}{listed}"
            (self.root / f"schedules/{year}.yaml").write_text(text)

    # What people do to the rest.

    def text_edited(self) -> None:
        path = self.chance.choice(list(self._texts))
        text = self._texts[path]
        if path.name == "site.yaml":
            more = ("", "other_languages: [es]\n", "past_years_in_calendars: 1\n")
            text = text.replace("Peer Training", self.chance.choice(("Peer Training", "Peers")))
            text += self.chance.choice(more)
        elif path.name == "tracks.yaml":
            text = text.replace("Send the", self.chance.choice(("Send the", "Fill in the")))
        elif path.name == "places.yaml":
            text = text.replace("Virtual Training", self.chance.choice(("Virtual", "On line")))
        else:
            text += self.chance.choice(("", "\nMore words.\n"))
        path.write_text(text)

    def template_changed(self) -> None:
        name = self.chance.choice(("pages/training.html", "layouts/site.html", "assets/site.css"))
        own, text = self.root / "templates" / name, (TEMPLATES / name).read_text()
        if own.exists() and self.chance.random() < 0.5:
            own.unlink()
            return
        own.parent.mkdir(parents=True, exist_ok=True)
        more = "\na { }\n" if name.endswith(".css") else "\n{# nothing #}x\n"
        own.write_text(text + more * self.chance.randint(0, 2))

    def day_passes(self) -> None:
        self.today += timedelta(self.chance.choice((-200, -1, 1, 30, 200)))

    def option_changed(self) -> None:
        self.options = self.chance.choice(((), ("--base-url", "https://peer.example.org/x/")))

    def recorded(self) -> None:
        self._run("record", "--on", self.today.isoformat())

    # What happens to what is made, and to what is kept.

    def output_touched(self) -> None:
        files = [path for path in sorted(self.output.rglob("*.*")) if path.is_file()]
        for path in self.chance.sample(files, min(3, len(files))):
            act = self.chance.choice((Path.unlink, _flipped, _written_anew, _linked))
            if not path.name.startswith(".sitegen"):
                act(path)

    def output_gone(self) -> None:
        if self.output.exists():
            self.output.rename(self.folder / "old")
            if self.chance.random() < 0.5:
                shutil.copytree(self.folder / "old", self.output)
            shutil.rmtree(self.folder / "old")

    def kept_is_damaged(self) -> None:
        for path in sorted(self._kept.glob("*-*")):
            act = self.chance.choice((Path.unlink, _flipped, _cut, lambda _: None))
            act(path)

    def kept_is_old(self) -> None:
        """Bring back what was kept some builds ago, as a copy of a home folder would."""
        old = self.folder / "old-kept"
        if old.exists():
            shutil.rmtree(self._kept, ignore_errors=True)
            old.rename(self._kept)
        elif self._kept.exists():
            shutil.copytree(self._kept, old)

    def other_site_built(self) -> None:
        """Build a site with other dates, perhaps also other words, into the same output."""
        other = self.folder / "other"
        shutil.rmtree(other, ignore_errors=True)
        left_out = shutil.ignore_patterns("output", "published.jsonl")
        shutil.copytree(self.root, other, ignore=left_out)
        for path in (other / "schedules").glob("*.yaml"):
            path.write_text(
                path.read_text().replace("    start:", "    capacity: 3\n    start:", 1)
            )
        if self.chance.random() < 0.5:
            path = other / "content/site.yaml"
            path.write_text(path.read_text().replace("Peer", "Other"))
        output = ("--output", str(self.output))
        today = self.today.isoformat()
        built = self._run("build", "--today", today, *self.options, *output, "--root", str(other))
        assert built == 0, self.said

    def is_made_by_several(self) -> None:
        """Let builds be made by several processes from now on, as those of large sites are."""
        self.worth_processes = 1

    def killed(self) -> None:
        """End a build in the middle, before or after a step that counts."""
        self.training_edited()
        where, name = self.chance.choice(
            (
                (publish, "bring_in"),
                (publish, "seals_of"),
                (build, "leave"),
                (build, "leave_parts"),
                (build, "publish"),
            )
        )
        whole = getattr(where, name)
        after = self.chance.random() < 0.5

        def end(*given: object, **named: object) -> None:
            if after:
                whole(*given, **named)
            os._exit(9)

        if (child := os.fork()) == 0:
            with mock.patch.object(where, name, end):
                self.build()
            os._exit(0)
        os.waitpid(child, 0)

    def mistaken(self) -> None:
        path = self.root / "content/site.yaml"
        text = path.read_text()
        path.write_text(f"{text}timezone: [\n")
        assert self.build() == 1
        path.write_text(text)

    @property
    def _kept(self) -> Path:
        return self.folder / "cache" / "sitegen"

    # Building.

    def build(self) -> int:
        return self._run("build", "--today", self.today.isoformat(), *self.options)

    def step(self) -> str:
        """Do one thing at random, build, and give what was done; the site must be as if new."""
        act = self.chance.choice(_ACTS)
        getattr(self, act)()
        self.done[act] += 1
        if self.build() != 0:
            # What was published was changed, and nobody told it. The record is taken back.
            (self.root / "schedules/published.jsonl").unlink()
            assert self.build() == 0, f"{act}: {self.said}"
        assert everything(self.output) == everything(self._built_from_nothing()), act
        return act

    def _built_from_nothing(self) -> Path:
        fresh = self.folder / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        with mock.patch.dict(os.environ):
            os.environ.pop("HOME", None)
            today = self.today.isoformat()
            assert self._run("build", "--today", today, *self.options, "--output", str(fresh)) == 0
        return fresh

    def _run(self, command: str, *options: str) -> int:
        said = io.StringIO()
        kept = {"XDG_CACHE_HOME": str(self.folder / "cache") if "HOME" in os.environ else ""}
        several = mock.patch.object(production, "WORTH_PROCESSES", self.worth_processes)
        with several, mock.patch.dict(os.environ, kept), contextlib.redirect_stdout(said):
            status = command_line([command, "--root", str(self.root), *options])
        self.said = said.getvalue()
        return status


_ACTS = (
    *("training_added", "training_gone", "training_renamed", "deadline_edited") * 2,
    *("training_edited",) * 6,
    *("text_edited", "template_changed", "day_passes", "option_changed", "recorded"),
    *("output_touched", "output_gone", "kept_is_damaged", "kept_is_old", "killed", "mistaken"),
    *("other_site_built", "is_made_by_several"),
)


def everything(folder: Path) -> dict[str, bytes]:
    """Give every file of a published folder, but what `_linked` has put there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.name != _OTHER
    }


def _flipped(path: Path) -> None:
    """Change a byte in place, and give the file its time back."""
    status, data = path.stat(), path.read_bytes()
    path.write_bytes(bytes([data[0] ^ 1]) + data[1:] if data else b"")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _written_anew(path: Path) -> None:
    path.write_bytes(path.read_bytes())


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _linked(path: Path) -> None:
    path.rename(path.parent / _OTHER)
    path.symlink_to(_OTHER)


_OTHER = ".other"


@contextlib.contextmanager
def rebuilt(seed: int) -> Iterator[Rebuilt]:
    """Give a site of its own in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield Rebuilt(Path(folder), random.Random(seed))


def sequence(seed: int, steps: int = STEPS) -> Counter[str]:
    """Do one sequence of steps. Raises AssertionError where a site is not as if new."""
    with rebuilt(seed) as site:
        site.build()
        for _ in range(steps):
            site.step()
    return site.done


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--to", dest="end", type=int, default=100)
    asked = parser.parse_args()
    done: Counter[str] = Counter()
    failed = []
    for seed in range(asked.first, asked.end):
        try:
            done += sequence(seed)
        except AssertionError as error:
            failed.append(seed)
            print(f"{seed}: {error}", flush=True)
    print(f"{sum(done.values())} steps: {dict(done)}; {len(failed)} sequences failed: {failed}")
    return bool(failed)


if __name__ == "__main__":
    raise SystemExit(main())
