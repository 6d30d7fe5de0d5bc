"""sitegen fix tells what has changed: for any edit, nothing more is asked, and all else stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

import yaml
from case_files import small_site
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import lazy
from sitegen.check import Base, check_site
from sitegen.diagnostics import Diagnostic
from sitegen.editing.fixes import mended
from sitegen.folder import SiteFiles
from sitegen.programme.ledger import Ledger
from sitegen.record import recorded

SCHEDULE = "schedules/2022.yaml"
TODAY = date(2022, 1, 10)
PLACES = b"""\
places:
  - {id: virtual, name: Virtual Training, mode: virtual}
  - {id: hall, name: "The Hall, on Main Street", mode: in-person, address: [1 Main Street, Jackson]}
"""


@dataclass(frozen=True)
class Facts:
    """What can be said of a training."""

    start: date
    days: int
    place: str | None
    hours: str | None
    deadline: tuple[int, str] | None
    milestones: Mapping[str, tuple[int, str]]
    status: str
    note: str

    def fields(self) -> dict[str, str]:
        found = {"start": f"{self.start}"}
        if self.days > 1:
            found["end"] = f"{self.start + timedelta(self.days - 1)}"
        found |= {"place": self.place} if self.place else {}
        found |= {"hours": self.hours} if self.hours else {}
        if self.deadline:
            day = self.start - timedelta(self.deadline[0])
            written = f"{day} {self.deadline[1]}".strip()
            found["deadline"] = f"{{date: {written}, reason: The hall asks for it}}"
        if self.milestones:
            entries = (
                f"{{label: {label}, date: {f'{self.start + timedelta(after)} {at}'.strip()}}}"
                for label, (after, at) in self.milestones.items()
            )
            found["milestones"] = f"[{', '.join(entries)}]"
        return found | {"status": self.status, "note": self.note}


times = st.sampled_from(["", "09:00", "12:00", "17:30"])
facts = st.builds(
    Facts,
    start=st.integers(0, 250).map(lambda n: date(2022, 3, 1) + timedelta(n)),
    days=st.integers(1, 5),
    place=st.sampled_from(["virtual", "hall", "tbd"]),
    hours=st.sampled_from([None, "09:00 to 16:00", "08:30 to 12:00 and 13:00 to 16:30"]),
    deadline=st.none() | st.tuples(st.integers(20, 30), times),
    milestones=st.dictionaries(
        st.sampled_from(["Interviews", "Exam", "Party"]), st.tuples(st.integers(10, 20), times)
    ),
    status=st.sampled_from(["scheduled", "tentative", "full", "waiting-list", "cancelled"]),
    note=st.sampled_from(["Bring a pen", "Bring two pens"]),
)


@dataclass(frozen=True)
class Style:
    """How an entry is written."""

    braces: bool
    told: str
    remark: str
    last: str

    def written(self, name: str, fields: Mapping[str, str]) -> str:
        fields = {"id": name, "track": "cpss", **fields}
        if self.braces:
            inside = [f"{key}: {value}" for key, value in fields.items()]
            told = self.told.strip() if "\n" not in self.told else ""
            inside += [told] if told else []
            return f"  - {{{', '.join(inside)}{self.last}}}{self.remark}\n"
        lines = [f"{key}: {value}" for key, value in fields.items() if key != "note"]
        told = [self.told] if self.told else []
        note = [f"note: |\n      {fields['note']}\n"]
        lines += [*note, *told] if self.last else [*told, *note]
        return "  - " + "\n    ".join(lines) + self.remark + "\n"


styles = st.builds(
    Style,
    braces=st.booleans(),
    told=st.sampled_from(
        [
            "",
            "changes: []",
            "changes: [{on: 2022-01-03, what: New rooms.}]",
            "changes:\n    - on: 2022-01-03\n      what: New rooms.",
            "changes:\n      - {on: 2022-01-03, what: New rooms.}   # all of them",
            "changes:\n      - on: 2022-01-03\n        what: >\n          New\n          rooms.",
        ]
    ),
    remark=st.sampled_from(["", "   # a remark", "\n    # below", "\n"]),
    last=st.sampled_from(["", ","]),
)


def edit(was: Facts, other: Facts, names: frozenset[str], style: Style) -> Edit:
    """Change only some of the facts, so that each is the only one that differs now and then."""
    return was, lazy.replace(was, **{name: getattr(other, name) for name in names}), style


Edit = tuple[Facts, Facts, Style]
FIELDS = [one.name for one in fields(Facts)]
edits = st.builds(edit, facts, facts, st.frozensets(st.sampled_from(FIELDS), max_size=2), styles)


@dataclass(frozen=True)
class Sheet:
    """Everything around the entries."""

    ends: str
    tail: str
    due: str
    due_told: str

    def of(self, entries: list[str], due: str) -> bytes:
        deadline = f"  - id: papers\n    label: Papers due\n    date: {due}\n{self.due_told}"
        text = f"# made up\nyear: 2022\ntrainings:\n{''.join(entries)}deadlines:\n{deadline}"
        return (text.rstrip("\n") + self.tail).replace("\n", self.ends).encode()


sheets = st.builds(
    Sheet,
    ends=st.sampled_from(["\n", "\r\n"]),
    tail=st.sampled_from(["", "\n", "\n\n# the end\n", "   # the last one"]),
    due=st.sampled_from(["2022-04-04", "2022-04-05", "2022-04-04 12:00"]),
    due_told=st.sampled_from(["", "    changes: []\n", "    note: The office knows more.\n"]),
)


def site(schedule: bytes) -> SiteFiles:
    small = small_site()
    read = {**small.read, SCHEDULE: schedule, "content/places.yaml": PLACES}
    return lazy.replace(small, read=read)


def given_by(schedule: bytes) -> Base:
    checked = check_site(site(schedule), lambda _: TODAY)
    assert checked.programme is not None, checked.report.diagnostics
    return Base(checked.programme, recorded(checked.programme, Ledger(), TODAY))


def asked(schedule: bytes, base: Base) -> list[Diagnostic]:
    found = check_site(site(schedule), lambda _: TODAY, base).report.diagnostics
    assert {one.code for one in found if one.severity == "error"} <= {"change-not-told"}
    return [one for one in found if one.code in {"change-not-told", "change-without-word"}]


def fixed(schedule: bytes, base: Base) -> bytes:
    files = site(schedule)
    return mended(files, lambda _: TODAY, base).get(SCHEDULE, schedule)


def is_inside(some: bytes, whole: bytes) -> bool:
    """Whether all of these bytes stand in the others, in their order."""
    rest = iter(whole)
    return all(byte in rest for byte in some)


def without_new(text: bytes) -> object:
    """Give what stands in a schedule, less what was told on this day."""
    read = yaml.load(text, yaml.BaseLoader)
    for entry in (*read["trainings"], *read["deadlines"]):
        kept = [one for one in entry.get("changes") or [] if one["on"] != f"{TODAY}"]
        entry["changes"] = kept
    return read


def must_be_told(was: Facts, now: Facts) -> bool:
    """Whether people plan by what differs. Of what is cancelled, they plan by nothing else."""
    if now.status == "cancelled":
        return was.status != "cancelled"
    return lazy.replace(was, note="") != lazy.replace(now, note="")


@settings(max_examples=150, deadline=None)
@given(
    entries=st.lists(edits, min_size=1, max_size=3),
    sheet=sheets,
    due=st.sampled_from(["2022-04-04", "2022-04-05", "2022-04-04 12:00"]),
)
def test_any_edit_is_told_and_nothing_else_is_written(
    entries: list[Edit], sheet: Sheet, due: str
) -> None:
    def written(which: int) -> bytes:
        all_of = [(style, (was, now)[which].fields()) for was, now, style in entries]
        texts = [style.written(f"cpss-{n}", of) for n, (style, of) in enumerate(all_of)]
        return sheet.of(texts, (sheet.due, due)[which])

    before, edited = written(0), written(1)
    base = given_by(before)
    after = fixed(edited, base)
    differing = [must_be_told(was, now) for was, now, _ in entries] + [sheet.due != due]
    assert len(asked(edited, base)) == sum(differing)
    assert asked(after, base) == []
    assert fixed(after, base) == after
    assert is_inside(edited.replace(b": []", b":"), after)  # lines may take the place of []
    assert without_new(after) == without_new(edited)
    assert (after == edited) == (not any(differing))
