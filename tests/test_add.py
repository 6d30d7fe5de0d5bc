"""An entry is added to a file that keeps every other sign, and the site is no worse for it."""

from __future__ import annotations

import errno
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_for_names import HOSTILE, names
from typing_person import Person, typed

from sitegen import writing
from sitegen.add import ChangedMeanwhileError, prepare, write
from sitegen.adding.entries import ADDABLE
from sitegen.asking import UnansweredError
from sitegen.check import check_site
from sitegen.cli import main
from sitegen.folder import read_site_files
from sitegen.programme.records import read_records
from sitegen.source.adding import with_more
from sitegen.source.shapes import fields_of

ROOT = Path(__file__).parents[1]
PROJECTS = [ROOT, *(ROOT / "tests/projects").iterdir()]
LISTS = {
    "content/places.yaml": ("places", {"id": "new-one", "name": "New: one", "mode": "virtual"}),
    "content/contacts.yaml": ("people", {"id": "new-one", "name": "N", "office": "main-office"}),
    "schedules": ("trainings", {"id": "new-one", "track": "cpss", "start": "2033-03-07"}),
}


def today(_: str) -> date:
    return date(2022, 1, 10)


def files_with_lists() -> Iterator[tuple[str, bytes]]:
    for project in PROJECTS:
        for path in (*project.glob("content/*.yaml"), *project.glob("schedules/*.yaml")):
            name = path.relative_to(project).as_posix()
            if name in LISTS or name.startswith("schedules/"):
                yield name, path.read_bytes()


FILES = list(files_with_lists())


def list_of(path: str) -> tuple[str, dict[str, str]]:
    return LISTS[path if path in LISTS else "schedules"]


def entries_of(path: str, data: bytes) -> list[object]:
    records, _ = read_records({path: data})
    every = {"places": records.places, "people": records.people, "trainings": records.trainings}
    return list(every[list_of(path)[0]])


def is_one_insertion(before: bytes, after: bytes) -> bool:
    """Tell whether all of `before` is in `after`, around one run of bytes that is new."""
    pairs = zip(before, after, strict=False)
    start = next((n for n, (one, other) in enumerate(pairs) if one != other), len(before))
    rest = len(before) - start
    return rest == 0 or after.endswith(before[start:])


def check_entry(path: str, data: bytes) -> bytes:
    name, fields = list_of(path)
    after = with_more(path, data, name, [fields])
    old, new = entries_of(path, data), entries_of(path, after)
    assert new[:-1] == old
    assert getattr(new[-1], "id") == "new-one"  # noqa: B009 - one of several kinds of records
    return after


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FILES), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_any_file_gets_an_entry_and_keeps_every_other_byte(
    file: tuple[str, bytes], end: str, mark: bool, cut: bool
) -> None:
    path, data = file
    data = data.replace(b"\r\n", b"\n").replace(b"\n", end.encode())
    data = data.rstrip() if cut else data
    data = b"\xef\xbb\xbf" + data if mark else data
    after = check_entry(path, data)
    assert is_one_insertion(data, after)
    assert after.count(b"\n") - after.count(b"\r\n") == data.count(b"\n") - data.count(b"\r\n") or (
        end == "\n"
    )


@settings(max_examples=200, deadline=None)
@given(names)
def test_any_name_reads_back(name: str) -> None:
    path, place = "content/places.yaml", {"id": "a", "name": name, "mode": "virtual"}
    for before in (b"places: [{id: b, name: B, mode: virtual}]\n", b"places: []\n"):
        one = with_more(path, before, "places", [place])
        records, found = read_records({path: one})
        wrong = [one for one in found if one.span.path == path]
        assert records.places[-1].name == name.strip() or wrong


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    shutil.copytree(ROOT / "tests/projects/small", folder)
    return folder


def texts(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def said_of(folder: Path) -> Counter[tuple[str, str]]:
    report = check_site(read_site_files(folder), today).report
    return Counter((one.code, one.message) for one in report.diagnostics)


TRAINING = ["add", "training", "--today", "2022-01-10"]


def test_a_training_by_options_is_written_with_what_follows_from_the_rules(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = texts(site)
    where = ["--root", str(site), "--start", "2022-05-16"]
    assert main([*TRAINING, *where]) == 0
    shown = capsys.readouterr().out
    assert "end: 2022-05-20" in shown  # Monday to Friday, as usual
    assert "Application Deadline: Monday, April 18, 2022" in shown
    after = texts(site)
    changed = [path for path in after if after[path] != before.get(path)]
    assert changed == ["schedules/2022.yaml"]
    assert is_one_insertion(before["schedules/2022.yaml"], after["schedules/2022.yaml"])
    programme = check_site(read_site_files(site), today).programme
    assert programme is not None
    assert [one.id for one in programme.trainings] == ["cpss-2022-03", "cpss-2022-05"]


def test_a_new_year_has_a_file_of_its_own(site: Path) -> None:
    assert main([*TRAINING, "--root", str(site), "--start", "2033-03-07"]) == 0
    assert (site / "schedules/2033.yaml").read_text().startswith("# yaml-language-server")
    assert not any(code == "syntax" for code, _ in said_of(site))


def test_two_trainings_of_one_month_have_two_ids(site: Path) -> None:
    for start in ("2022-05-02", "2022-05-16"):
        assert main([*TRAINING, "--root", str(site), "--start", start]) == 0
    assert "cpss-2022-05-2" in (site / "schedules/2022.yaml").read_text()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("training --track cpps --start 2022-05-16", "cpss"),
        ("training --start 3/7/2022", "Write 2022-03-07 (Monday, March 7, 2022)"),
        ("training --start 2022-05-16 --end 2022-05-01", "is before the first day"),
        ("training --start tbd --end 2022-05-01", "the days are not known yet"),
        ("training --start 2022-05-16 --place hall", "is not the id of a place"),
        ("training --start 2022-05-16 --deadline tomorrow", "is not written as a date"),
        ("training --start 2022-05-16 --deadline 2022-06-01", "2022"),
        ("training --start 2022-05-16 --id cpss-2022-03", "cpss-2022-03"),
        ("training --start 2022-05-16 --id May!", "lower-case letters"),
        ("training --start 2022-05-16 --status canceld", "cancelled"),
        ("training --start 2022-05-16 --hours 9-5", "hours"),
        ("training --start 2022-05-16 --contacts nobody", "nobody"),
        ("training --start 2022-05-16 --cost ???", "???"),
        ("training", "--start is missing."),
        ("place --mode hybrid", "--name is missing."),
        ("place --name Hall --mode zoom", "virtual"),
        ("contact --name Ann --office main-ofice", "main-office"),
        ("contact --name Ann --phone 60", "phone"),
        ("contact --name Ann --email ann", "e-mail"),
        ("office --name tbd", "tbd"),
    ],
)
def test_a_wrong_option_is_told_once_as_the_check_tells_it_and_nothing_is_written(
    command: str, said: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = texts(site)
    status = main(["add", *command.split(), "--root", str(site), "--today", "2022-01-10"])
    lines = capsys.readouterr().err.splitlines()
    assert status == 2
    assert said in lines[0]
    assert lines[1].startswith("Nothing was changed.")
    assert texts(site) == before


@pytest.mark.parametrize(
    ("typed_", "said"),
    [
        ("add trainig", "sitegen add takes no trainig. Did you mean training?"),
        ("add lunch", "It takes training, place, contact, office."),
        ("add training --strat 2", "no option --strat. Did you mean --start?"),
        ("add training --output x", "It belongs to sitegen build"),
    ],
)
def test_what_is_misspelt_is_told(
    typed_: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(typed_.split())
    assert stopped.value.code == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_without_a_kind_it_says_what_can_be_added(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add"]) == 2
    assert "sitegen add training" in capsys.readouterr().err


def test_every_option_is_a_field(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ADDABLE.values():
        assert {name.replace("-", "_") for name in kind.options} <= fields_of(kind.record).keys()
        with pytest.raises(SystemExit):
            main(["add", kind.name, "--help"])
        shown = capsys.readouterr().out
        assert all(f"--{name} " in shown for name in kind.options)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_makes_the_site_no_worse(name: str, site: Path) -> None:
    before = said_of(site)
    given = [f"--name={name}", "--mode=virtual", "--root", str(site), "--today", "2022-01-10"]
    assert main(["add", "place", *given]) == 0
    more = said_of(site) - before
    assert not {code for code, _ in more} & {"syntax", "wrong-shape", "not-decided", "empty-field"}
    records, _ = read_records(read_site_files(site).read)
    assert records.places[-1].name == name


def test_a_site_with_mistakes_gets_an_entry_too(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tracks = site / "content/tracks.yaml"
    tracks.write_text(tracks.read_text().replace("summary:", "sumary:"))
    before = said_of(site)
    assert main([*TRAINING, "--root", str(site), "--start", "2022-05-16"]) == 0
    assert "The site has mistakes" in capsys.readouterr().out
    assert said_of(site) == before


def test_a_file_with_a_mistake_in_its_form_is_left_alone(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "schedules/2022.yaml").write_text("year: 2022\ntrainings: [\n")
    before = texts(site)
    assert main([*TRAINING, "--root", str(site), "--start", "2022-05-16"]) == 1
    assert "schedules/2022.yaml cannot be read as it stands." in capsys.readouterr().err
    assert texts(site) == before


def test_what_was_changed_meanwhile_is_not_written_over(site: Path) -> None:
    given = {"start": ["2022-05-16"]}
    addition = prepare(site, ADDABLE["training"], given, None, today)
    with (site / "schedules/2022.yaml").open("a") as file:
        file.write("# mine\n")
    before = texts(site)
    with pytest.raises(ChangedMeanwhileError, match="was changed in the meantime"):
        write(site, addition)
    assert texts(site) == before


def test_a_full_disk_leaves_everything_as_it_was(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = texts(site)
    monkeypatch.setattr(writing.os, "write", refused)
    assert main([*TRAINING, "--root", str(site), "--start", "2033-05-16"]) == 1
    assert "The disk refused, so nothing was changed." in capsys.readouterr().err
    assert texts(site) == before


def test_a_wrong_answer_is_asked_again(site: Path) -> None:
    lines = [
        "",
        "5/16",
        "2022-05-16",
        "2022-05-01",
        "",
        "hall",
        "",
        "tomorrow",
        "",
        "cpss-2022-03",
        "",
    ]
    person = Person(lines)
    addition = prepare(site, ADDABLE["training"], {}, person, today)
    assert person.lines == []
    assert addition.lines == [
        "  - id: cpss-2022-05",
        "    track: cpss",
        "    start: 2022-05-16",
        "    end: 2022-05-20",
        "    place: tbd",
    ]


def test_a_person_who_says_no_or_stops_changes_nothing(site: Path) -> None:
    before = texts(site)
    said_no = ["\n", "2022-05-16\n", "\n", "\n", "\n", "\n", "no\n"]
    shown, status = typed(["add", "training"], said_no, site)
    assert (status, "Nothing was changed." in shown) == (1, True)
    shown, status = typed(["add", "training"], ["\n", "2022-05-16\n", "\x03"], site)
    assert (status, "Stopped. Nothing was changed." in shown) == (130, True)
    assert texts(site) == before


def test_an_option_that_is_wrong_is_asked_again_on_a_terminal(site: Path) -> None:
    person = Person(["2022-05-16", "", "", "", ""])
    given = {"track": ["cpss"], "start": ["5/16/2022x"]}
    addition = prepare(site, ADDABLE["training"], given, person, today)
    assert "    start: 2022-05-16" in addition.lines
    with pytest.raises(UnansweredError):
        prepare(site, ADDABLE["training"], given, None, today)
