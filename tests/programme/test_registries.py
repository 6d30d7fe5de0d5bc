"""What is said of records and files in a second place is said of each: none is forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath

from case_files import ROOT

from sitegen.folder import read_site_files
from sitegen.lazy import fields
from sitegen.programme.collections import FILES, NAMES, entries
from sitegen.programme.records import CONTENT_FILES, Records, read_records
from sitegen.source.fields import Record

SITES = (ROOT, ROOT / "tests/projects/every-state", ROOT / "tests/projects/data-model")


@cache
def sites() -> tuple[Records, ...]:
    files = [read_site_files(site) for site in SITES]
    return tuple(read_records(one.read, one.others)[0] for one in files)


def records_in(value: object) -> Iterator[Record]:
    """Every record in a record or in a collection of these."""
    if isinstance(value, Record):
        yield value
        for field in fields(value):
            if field.name != "at":
                yield from records_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from records_in(one)
    elif isinstance(value, Mapping):
        yield from records_in(tuple(value.values()))


def test_every_entry_with_an_id_is_in_a_collection() -> None:
    """Add a list to `collections.py`, or nobody learns that two entries have the same id."""
    missing = set()
    for site in sites():
        known = {id(at) for _, _, at in entries(site)}
        for record in records_in(tuple(site.all())):
            if hasattr(record, "id") and id(record.at) not in known:
                missing.add(type(record).__name__)
    assert missing == set()


def test_every_collection_has_a_name_and_a_file() -> None:
    """Add it to `NAMES` and `FILES` in `collections.py`; events are in the schedules."""
    found = {of for site in sites() for of, _, _ in entries(site)}
    assert found <= NAMES.keys()
    assert NAMES.keys() - FILES.keys() == {"event"}
    assert set(FILES.values()) <= set(CONTENT_FILES)


def test_every_file_has_its_schema_in_the_editor() -> None:
    """Add a file to `.vscode/settings.json`."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    wanted = {f"./schemas/{PurePosixPath(one).stem}.schema.json": one for one in CONTENT_FILES}
    wanted["./schemas/schedule.schema.json"] = "schedules/*.yaml"
    assert settings["yaml.schemas"] == wanted
    assert [path for path in wanted if not (ROOT / path).exists()] == []


def test_every_file_is_in_the_table_of_the_guide() -> None:
    """Add a file to the table of files in `docs/editing.md`."""
    guide = (ROOT / "docs/editing.md").read_text(encoding="utf-8")
    assert [path for path in CONTENT_FILES if f"| `{path}` |" not in guide] == []


WRITTEN_ELSEWHERE = {
    "SiteFile.look": "tests/cases/color-*.md, tests/site/test_restyled.py; here is the usual look",
    "TrackRecord.register": "tests/site/test_register.py",
    "TrainingRecord.reason": "no date of theirs is unusual: tests/cases/",
    "OtherDeadlineRecord.reason": "the same",
    "DefaultsRecord.year_assumed": "it stands for the field of each training, which is there",
}
"""Fields that none of the sites writes, with where they are tested or why it does not matter."""


def test_every_field_that_editors_write_is_in_one_of_the_sites() -> None:
    """Write it into `tests/projects/every-state/`, because tests see only what is there."""
    written: dict[str, bool] = {}
    for site in sites():
        every = [*site.all(), *(one.fields for one in (*site.pages, *site.translations))]
        for record in records_in(tuple(every)):
            for field in fields(record):
                if field.name != "at":
                    name = f"{type(record).__name__}.{field.name}"
                    value = getattr(record, field.name)
                    is_there = value is not None and value not in ((), {})
                    written[name] = written.get(name, False) or is_there
    assert {name for name, is_there in written.items() if not is_there} == WRITTEN_ELSEWHERE.keys()
