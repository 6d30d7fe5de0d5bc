"""Which file is read as what, and what is said about files that are not there or not read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from case_files import small_site

from sitegen.diagnostics import Diagnostic
from sitegen.folder import read_site_files
from sitegen.programme.files.pages import PageFields
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.files.site import PlacesFile, SiteFile
from sitegen.programme.ledger import LEDGER_PATH
from sitegen.programme.records import CONTENT_FILES, Records, is_read, read_records
from sitegen.source.field_reference import records_in
from sitegen.source.fields import Record
from sitegen.source.shapes import fields_of

SMALL = small_site().read


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("content/site.yaml", True),
        ("content/tracks.yaml", True),
        ("content/pages/become.md", True),
        ("schedules/2022.yaml", True),
        ("schedules/2022-cpss.yaml", True),
        ("content/sites.yaml", False),
        ("content/site.yml", False),
        ("content/pages/more/become.md", False),
        ("schedules/old/2022.yaml", False),
        ("schedules/2022.yml", False),
        ("schedules/2022.YAML", False),
        ("content/files/form.pdf", False),
        ("schedules/2022.yaml\n", False),
        ("x/content/site.yaml", False),
    ],
)
def test_what_is_read(path: str, *, read: bool) -> None:
    assert is_read(path) is read


def read(*others: str, **files: bytes) -> tuple[Records, list[Diagnostic]]:
    return read_records({**SMALL, **files}, frozenset(others))


def test_all_files_of_a_site() -> None:
    records, found = read("content/files/form.pdf")
    assert found == []
    site = records.file(SiteFile)
    assert site is not None
    assert site.title == "Peer Training"
    assert [schedule.year for schedule in records.schedules] == [2022]
    assert [page.id for page in records.pages] == ["welcome"]
    assert records.published_files == {"content/files/form.pdf"}
    assert records.unread == frozenset()
    assert len(list(records.all())) == len(SMALL)


def test_a_file_that_cannot_be_read_is_named_as_unread() -> None:
    records, found = read(**{"content/places.yaml": b"["})
    assert [d.code for d in found] == ["syntax"]
    assert records.unread == {"content/places.yaml"}
    assert records.file(PlacesFile) is None
    assert not records.holds("content/places.yaml")


def test_a_needed_file_that_is_not_there_is_unread() -> None:
    files = {path: data for path, data in SMALL.items() if path != "content/tracks.yaml"}
    records, found = read_records(files)
    assert [(d.code, d.span.path) for d in found] == [("missing-file", "content/tracks.yaml")]
    assert records.unread == {"content/tracks.yaml"}


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        ("schedules/2023.yml", "Rename it to schedules/2023.yaml."),
        ("schedules/2023.YAML", "Rename it to schedules/2023.yaml."),
        ("schedules/old/2021.yaml", "Rename it to schedules/2021.yaml."),
        ("content/pages/faq.markdown", "Rename it to content/pages/faq.md."),
        ("content/pages/more/faq.md", "Rename it to content/pages/faq.md."),
        ("content/notes.txt", "Move it elsewhere, or delete it."),
        ("schedules/notes.txt", "Move it elsewhere, or delete it."),
        ("schedules/README", "Move it elsewhere, or delete it."),
    ],
)
def test_a_file_that_is_not_read_is_named_with_the_name_that_would_be(path: str, fix: str) -> None:
    _, found = read(path)
    code = "misnamed-file" if fix.startswith("Rename") else "unknown-file"
    assert [(d.code, d.span.path, d.help) for d in found] == [(code, path, fix)]


def test_a_file_that_is_like_one_that_is_not_there() -> None:
    files = {path: data for path, data in SMALL.items() if path != "content/places.yaml"}
    _, found = read_records(files, frozenset({"content/place.yaml"}))
    assert [d.help for d in found] == ["Rename it to content/places.yaml."]


@pytest.mark.parametrize("name", ["FAQ", "über-uns", "a_b", "a--b", "a.b", "-"])
def test_a_page_needs_a_name_that_can_be_an_address(name: str) -> None:
    page = SMALL["content/pages/welcome.md"]
    _, found = read(**{f"content/pages/{name}.md": page})
    assert [d.code for d in found] == ["id-format"]


# On disk


def test_a_folder_on_disk(tmp_path: Path) -> None:
    for path, data in {
        "content/site.yaml": b"a",
        "content/files/x/form.pdf": b"b",
        "content/.hidden.yaml": b"c",
        "content/site.yaml~": b"d",
        "content/.git/config": b"e",
        "schedules/2022.yaml": b"f",
        LEDGER_PATH: b"g",
        "README.md": b"h",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    files = read_site_files(tmp_path)
    assert dict(files.read) == {"content/site.yaml": b"a", "schedules/2022.yaml": b"f"}
    assert files.others == {"content/files/x/form.pdf"}
    assert files.published("x/form.pdf") == b"b"
    assert files.ledger == b"g"


def test_an_empty_folder(tmp_path: Path) -> None:
    files = read_site_files(tmp_path)
    assert (dict(files.read), files.others, files.ledger) == ({}, frozenset(), b"")


RECORDS = sorted(
    {
        inner
        for record in (*CONTENT_FILES.values(), ScheduleFile, PageFields)
        for inner, _ in records_in(record, "")
    },
    key=lambda record: record.__name__,
)


@pytest.mark.parametrize("record", RECORDS)
def test_what_people_type_for_a_field_means_one_field(record: type[Record]) -> None:
    fields = fields_of(record)
    meant = Counter(word for field in fields.values() for word in field.about.synonyms)
    assert [word for word, times in meant.items() if times > 1] == []
    assert set(meant).isdisjoint(name.replace("_", " ") for name in fields)
    assert all(word == word.casefold().replace("_", " ").replace("-", " ") for word in meant)
