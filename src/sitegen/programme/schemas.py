"""The JSON Schema of every file that editors write, and the field tables of their guide."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from sitegen.programme.files.schedules import PageFields, ScheduleFile
from sitegen.programme.records import CONTENT_FILES
from sitegen.source.field_reference import field_reference
from sitegen.source.fields import Record
from sitegen.source.json_schema import json_schema


def schemas() -> Mapping[str, str]:
    """Give the text of each schema by the name of its file."""
    return {
        f"{name}.schema.json": json.dumps(json_schema(record, title), indent=2, ensure_ascii=False)
        + "\n"
        for name, title, record in _files()
    }


def field_tables() -> str:
    """Give the field tables of every file as Markdown."""
    return "\n".join(field_reference(record, title) for _, title, record in _files())


def _files() -> Iterator[tuple[str, str, type[Record]]]:
    for path, record in CONTENT_FILES.items():
        yield PurePosixPath(path).stem, path, record
    yield "schedule", "schedules/<year>.yaml", ScheduleFile
    yield "page", "content/pages/<name>.md", PageFields
