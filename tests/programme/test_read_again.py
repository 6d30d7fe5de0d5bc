"""A file with the same content is read once; what is given is as if it was read each time."""

from __future__ import annotations

from pathlib import Path

from sitegen.folder import read_site_files
from sitegen.programme import records
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.records import read_records

SMALL = Path(__file__).parents[1] / "projects" / "small"
SCHEDULE = "schedules/2022.yaml"


def test_what_has_not_changed_is_the_same_thing() -> None:
    files = read_site_files(SMALL)
    first, _ = read_records(files.read)
    again, _ = read_records(dict(files.read))
    assert again.schedules[0] is first.schedules[0]


def test_a_change_is_read_and_so_is_its_end() -> None:
    files = dict(read_site_files(SMALL).read)
    right = read_records(files)
    wrong = files | {SCHEDULE: files[SCHEDULE] + b"traings: []\n"}
    _, found = read_records(wrong)
    assert [one.span.source.path for one in found] == [SCHEDULE]
    assert read_records(files) == right


def test_a_file_is_read_by_its_name_too() -> None:
    files = dict(read_site_files(SMALL).read)
    files["schedules/other.yaml"] = files[SCHEDULE]
    read, _ = read_records(files)
    assert len(read.read(ScheduleFile, lambda file: file.trainings)) == 2 * len(
        read_records({SCHEDULE: files[SCHEDULE]})[0].trainings
    )


def test_nobody_can_change_what_is_remembered() -> None:
    files = dict(read_site_files(SMALL).read) | {SCHEDULE: b"year: 2022\ntrainings: [{}]\n"}
    _, found = read_records(files)
    count = len(found)
    assert count
    found.clear()
    assert len(read_records(files)[1]) == count


def test_what_is_no_longer_there_is_forgotten() -> None:
    files = dict(read_site_files(SMALL).read)
    for number in range(3):
        read_records(files | {f"schedules/{number}.yaml": files[SCHEDULE]})
    read_records(files)
    assert records.LAST_READ.keys() == files.keys()
