"""One cause, one report: what cannot be read makes nothing else look wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from case_files import ROOT, checked, report, small_site

from sitegen.check import check_site
from sitegen.diagnostics import Diagnostic, Severity, Source
from sitegen.folder import SiteFiles, read_site_files
from sitegen.source.nodes import Mapping, Node, Scalar, Sequence
from sitegen.source.yaml_reading import read_yaml

MODEL = read_site_files(ROOT / "tests/projects/data-model")
TODAY = date(2022, 1, 15)


def check(files: SiteFiles, path: str, text: str) -> list[Diagnostic]:
    changed = SiteFiles(
        root=files.root,
        read={**files.read, path: text.encode()},
        others=files.others,
        ledger=files.ledger,
    )
    return list(check_site(changed, lambda _: TODAY).report.diagnostics)


def values_in(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from values_in(item)
        case Mapping():
            for _, value in node.fields:
                yield from values_in(value)


def entries_in(node: Node) -> Iterator[Node]:
    """Yield every entry and list inside the top of a file."""
    inner: list[Node] = []
    match node:
        case Sequence():
            inner = list(node.items)
        case Mapping():
            inner = [value for _, value in node.fields]
    for part in inner:
        if not isinstance(part, Scalar):
            yield part
            yield from entries_in(part)


def nodes_of(path: str) -> tuple[str, Node]:
    text = MODEL.read[path].decode()
    node, _ = read_yaml(Source(path, text))
    assert node is not None
    return text, node


@pytest.mark.parametrize("path", MODEL.read)
@pytest.mark.parametrize("broken", ["*broken", "[[x]]"])
def test_a_value_that_cannot_be_read_is_one_mistake(path: str, broken: str) -> None:
    text, top = nodes_of(path)
    before = {d.message for d in check(MODEL, path, text)}
    for node in values_in(top):
        found = check(MODEL, path, f"{text[: node.start]}{broken}{text[node.end :]}")
        errors = [d for d in found if d.severity is Severity.ERROR]
        new = [d for d in found if d.severity is not Severity.ERROR and d.message not in before]
        assert (len(errors), new) == (1, []), (text[: node.end].splitlines()[-1], found)


@pytest.mark.parametrize("path", MODEL.read)
def test_an_entry_that_cannot_be_read_is_one_mistake(path: str) -> None:
    text, top = nodes_of(path)
    for node in entries_in(top):
        found = check(MODEL, path, f"{text[: node.start]}*broken\n{text[node.end :]}")
        errors = [d for d in found if d.severity is Severity.ERROR]
        assert len(errors) == 1, (text[node.start : node.end], errors)


@pytest.mark.parametrize("path", MODEL.read)
@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (b"\n# \xff\n", "encoding"),
        (b"\n<<<<<<< HEAD\n", "syntax"),
        (b"\n] \n", "syntax"),
        (b"\n\x07\n", "odd-character"),
        (b"\n...\n---\nx: 1\n", "second-document"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_mistake(path: str, damage: bytes, code: str) -> None:
    files = {**MODEL.read, path: MODEL.read[path] + damage}
    site = SiteFiles(root=MODEL.root, read=files, others=MODEL.others, ledger=b"")
    found = check_site(site, lambda _: TODAY).report.of(Severity.ERROR)
    assert [d.code for d in found] == [code]


@pytest.mark.parametrize("path", MODEL.read)
def test_a_file_that_is_not_there_is_at_most_one_mistake(path: str) -> None:
    files = {other: data for other, data in MODEL.read.items() if other != path}
    site = SiteFiles(root=MODEL.root, read=files, others=MODEL.others, ledger=b"")
    found = check_site(site, lambda _: TODAY).report.of(Severity.ERROR)
    optional = path.startswith("schedules/") or path == "content/closed-days.yaml"
    assert [d.code for d in found] == ([] if optional else ["missing-file"])


@pytest.mark.parametrize(
    ("old", "new"),
    [("id: cpss", "id: CPSS"), ("id: cpss", "id: "), ("id: cpss\n", "name2: x\n"), ("- id", "id")],
)
def test_a_track_whose_id_cannot_be_read_is_known_to_its_trainings(old: str, new: str) -> None:
    text = small_site().read["content/tracks.yaml"].decode()
    assert text.count(old) == 1
    files = {
        "content/tracks.yaml": text.replace(old, new).encode(),
        "schedules/2022.yaml": b"year: 2022\ntrainings: [{id: a, track: cpss, start: 2022-03-21}]",
    }
    found = report(files).of(Severity.ERROR)
    assert {d.span.path for d in found} == {"content/tracks.yaml"}
    assert len(found) <= 2  # a name that is like no field is unknown, and the id is missing


def test_a_misspelt_reference_beside_an_unread_id_is_still_named() -> None:
    text = small_site().read["content/places.yaml"].decode()
    text += "  - {id: Jackson Town, name: Jackson, mode: in-person}\n"
    files = {
        "content/places.yaml": text.encode(),
        "schedules/2022.yaml": b"year: 2022\ndefaults: {place: jackson-town}\n"
        b"trainings: [{id: a, track: cpss, start: 2022-03-21, place: virtuel}]",
    }
    found = report(files).of(Severity.ERROR)
    assert [d.code for d in found] == ["id-format", "unknown-reference"]
    assert found[1].help == "Did you mean `virtual`?"


def test_a_place_may_be_called_like_somebody_who_has_left() -> None:
    contacts = small_site().read["content/contacts.yaml"].decode()
    contacts += "  - {id: jackson, name: A. Jackson, office: main-office, status: former}\n"
    schedule = small_site().read["schedules/2022.yaml"].decode().replace("virtual", "jackson")
    files = {
        "content/contacts.yaml": contacts.encode(),
        "content/places.yaml": b"places: [{id: jackson, name: Jackson, mode: in-person}]",
        "schedules/2022.yaml": schedule.encode(),
    }
    assert report(files).diagnostics == ()


def test_the_other_entries_of_a_list_are_known_beside_one_that_is_broken() -> None:
    files = {
        "content/places.yaml": b"places: [{id: virtual, name: V, mode: virtual}, broken]",
        "schedules/2022.yaml": b"year: 2022\ndefaults: {place: virtual}\n"
        b"trainings: [{id: a, track: cpss, start: 2022-03-21, place: jackson}]",
    }
    found = report(files).of(Severity.ERROR)
    assert [d.code for d in found] == ["wrong-shape"]  # jackson may be what is broken


@pytest.mark.parametrize(
    ("training", "codes"),
    [
        ("start: 2021-03-21, end: 2022-03-25, deadline: 2022-02-21", ["wrong-year"]),
        ("start: 2022-03-21, end: 2022-03-25, deadline: 2023-02-21", ["wrong-year"]),
        ("start: 2022-03-21, end: 2022-03-25, deadline: 2020-02-21", ["wrong-year"]),
        ("start: 2021-03-21, end: 2021-03-25, deadline: 2021-02-21", ["wrong-year"]),
        ("start: 2022-03-25, end: 2022-03-21, deadline: 2022-02-21", ["end-before-start"]),
        ("start: soon, end: 2022-03-21, deadline: 2022-03-22", ["date-format"]),
        ("start: 2022-03-21, deadline: 2022-03-21", ["deadline-after-start"]),
        ("start: 2022-03-20, deadline: 2022-02-21", ["unusual-days", "deadline-off-rule"]),
        (
            "days: [2022-03-21, 2022-03-20], deadline: 2022-02-21",
            ["days-out-of-order", "unusual-days"],
        ),
        ("days: [soon, 2022-03-20], deadline: 2022-04-21", ["date-format"]),
        ("days: [2022-11-01 to 2202-11-02]", ["impossible-date"]),
        ("days: [2022-11-01 to 2024-11-02]", ["wrong-year"]),
        (
            "start: 2022-03-21, milestones: [{label: a, date: 2022-04-01 to 2029-04-02}]",
            ["wrong-year"],
        ),
        ("start: 2022-03-21, end: 2022-03-21, start: 2022-03-28", ["duplicate-field"]),
        ("date: 2022-03-21", ["unknown-field"]),
        ("start: 2022-03-21, place: Jackson", ["unknown-reference"]),
        ("start: 2022-03-21, place: tbd", []),
        ("start: 2022-03-21, contacts: [nobody, maria-lopez]", ["unknown-reference"]),
        ("start: 2022-03-21, track: cpss", ["duplicate-field"]),
    ],
)
def test_a_date_that_is_wrong_is_one_mistake(training: str, codes: list[str]) -> None:
    text = f"year: 2022\ntrainings: [{{id: a, track: cpss, {training}}}]"
    found = report({"schedules/2022.yaml": text.encode()}, TODAY).diagnostics
    assert [d.code for d in found if d.severity is not Severity.NOTICE] == codes


def test_a_year_that_contradicts_the_name_of_the_file_is_one_mistake() -> None:
    text = small_site().read["schedules/2022.yaml"].decode().replace("year: 2022", "year: 2023")
    found = report({"schedules/2022.yaml": text.encode()}).diagnostics
    assert [d.code for d in found] == ["wrong-year"]


def test_a_track_that_stands_twice_gives_no_rules_to_its_trainings() -> None:
    text = small_site().read["content/tracks.yaml"].decode()
    second = text.removeprefix("tracks:\n").replace("28 days", "7 days")
    found = report({"content/tracks.yaml": (text + second).encode()}).diagnostics
    assert [d.code for d in found] == ["duplicate-id"]


def test_a_track_without_a_deadline_is_named_once_for_all_its_trainings() -> None:
    tracks = small_site().read["content/tracks.yaml"].decode()
    tracks = tracks.replace(
        "    deadline:\n      label: Application Deadline\n      rule: 28 days before start\n", ""
    )
    schedule = "year: 2022\ntrainings:\n" + "".join(
        f"  - {{id: a{n}, track: cpss, start: 2022-03-2{n}, deadline: 2022-02-2{n}}}\n"
        for n in range(1, 5)
    )
    files = {"content/tracks.yaml": tracks.encode(), "schedules/2022.yaml": schedule.encode()}
    assert [d.code for d in report(files).diagnostics] == ["deadline-without-label"]


@pytest.mark.parametrize(
    "closed_days",
    [
        "closed_days: [{name: X, on: sometime}]",
        "closed_days: *x",
        "closed_days: []\nweekend_rule: whatever",
        "closed_days: []\nextra_closed_days: [x]",
    ],
)
def test_rules_that_need_the_closed_days_wait_until_they_can_be_read(closed_days: str) -> None:
    tracks = small_site().read["content/tracks.yaml"].decode()
    tracks = tracks.replace("before start\n", "before start\n      if_closed: next open day\n")
    schedule = small_site().read["schedules/2022.yaml"].decode()
    files = {
        "content/tracks.yaml": tracks.encode(),
        "content/closed-days.yaml": closed_days.encode(),
        "schedules/2022.yaml": schedule.replace("2022-02-21", "2022-02-22").encode(),
    }
    assert len(report(files).diagnostics) == 1


def test_usual_days_wait_until_all_of_them_can_be_read() -> None:
    tracks = small_site().read["content/tracks.yaml"].decode()
    tracks += "      - {from: 2022, days: Mondays}\n"
    schedule = small_site().read["schedules/2022.yaml"].decode()
    files = {
        "content/tracks.yaml": tracks.encode(),
        "schedules/2022.yaml": schedule.replace("2022-03-25", "2022-03-27").encode(),
    }
    assert [d.code for d in report(files).diagnostics] == ["rule-format"]


# Checks go on beside a broken field


@pytest.mark.parametrize(
    ("training", "codes"),
    [
        ("start: 2022-03-25, end: 2022-03-21, place: [x]", {"end-before-start", "wrong-shape"}),
        (
            "start: 2022-03-20, hours: early, deadline: {date: 2022-02-20, reason: x}",
            {"unusual-days", "time-format"},
        ),
        (
            "start: 2022-03-21, deadline: 2022-02-23, status: maybe",
            {"deadline-off-rule", "unknown-choice"},
        ),
        ("start: soon, place: virtuel", {"date-format", "unknown-reference"}),
        (
            "start: 2022-03-21, deadline: {date: 2022-03-22, why: x}",
            {"deadline-after-start", "unknown-field"},
        ),
        ("start: 2022-03-21, end: soon, deadline: 2029-01-01", {"date-format", "wrong-year"}),
    ],
)
def test_checks_that_do_not_need_a_broken_field_go_on(training: str, codes: set[str]) -> None:
    text = f"year: 2022\ntrainings: [{{id: a, track: cpss, {training}}}]"
    found = report({"schedules/2022.yaml": text.encode()}, TODAY).diagnostics
    assert {d.code for d in found} == codes
    assert len(found) == len(codes)


def test_all_files_are_read_in_one_run() -> None:
    found = report(
        {
            "content/site.yaml": b"title: [",
            "content/places.yaml": b"places: [{id: A}]",
            "schedules/2022.yaml": b"year: 2022\ntrainings: [{id: a, track: b, start: 3/21/2022}]",
            "content/pages/x.md": b"No fields.",
            "content/contacts.yaml": b"\xff",
        }
    )
    assert set(found.files) == {
        "content/site.yaml",
        "content/places.yaml",
        "schedules/2022.yaml",
        "content/pages/x.md",
        "content/contacts.yaml",
    }


def test_nothing_is_joined_where_there_is_an_error() -> None:
    assert checked({"content/places.yaml": b"places: [x]"}).programme is None
    assert checked({}).programme is not None
