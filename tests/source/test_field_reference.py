"""Tables of fields for the editors' guide."""

from __future__ import annotations

import re

from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.records import CONTENT_FILES
from sitegen.programme.schemas import field_tables
from sitegen.source.field_reference import field_reference
from sitegen.source.shapes import fields_of


def section(tables: str, heading: str) -> str:
    return tables.partition(f"{heading}\n")[2].partition("\n#")[0]


def test_every_field_has_a_row_with_its_help() -> None:
    table = section(field_reference(ScheduleFile, "schedules"), "#### A training")
    for name, field in fields_of(TrainingRecord).items():
        row = re.search(rf"^\| `{name}` \|.*$", table, re.MULTILINE)
        assert row is not None, name
        assert field.about.help in row[0]
        assert ("| yes |" in row[0]) == field.required
        assert ("May be `tbd`" in row[0]) == field.about.tbd
        assert field.about.example is None or f"`{field.about.example}`" in row[0]


def test_records_inside_have_tables_of_their_own() -> None:
    headings = re.findall(r"^#+ .*$", field_reference(ScheduleFile, "schedules"), re.MULTILINE)
    assert headings[0] == "### schedules"
    assert {"#### A training", "#### A milestone", "#### A change"} <= set(headings)


def test_all_files_have_tables() -> None:
    tables = field_tables()
    for path in (*CONTENT_FILES, "schedules/<year>.yaml", "content/pages/<name>.md"):
        assert f"### {path}\n" in tables


def test_every_row_has_as_many_cells_as_the_head() -> None:
    rows = [line for line in field_tables().splitlines() if line.startswith("|")]
    assert len(rows) > 50
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_articles_fit() -> None:
    assert "#### An entry rule\n" in field_tables()
    assert "#### An office\n" in field_tables()
    assert "#### A track\n" in field_tables()
