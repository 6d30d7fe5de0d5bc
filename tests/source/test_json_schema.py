"""The published schemas: well formed, up to date, and never red where the reader accepts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from case_files import SMALL, read_cases, report
from core_schema import as_json, resolved
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from yaml_texts import ROOT, mutated

from sitegen.check import check_site
from sitegen.comparing.json_form import SCHEMA_NAME
from sitegen.diagnostics import Source
from sitegen.folder import SiteFiles, read_site_files
from sitegen.programme.files.pages import PageFields
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.records import CONTENT_FILES, read_records
from sitegen.programme.schemas import schemas
from sitegen.site.turns_written import SCHEMA_NAME as NEXT_SCHEMA_NAME
from sitegen.source.fields import Kind, Misread, Record
from sitegen.source.front_matter import split_page
from sitegen.source.json_schema import json_schema
from sitegen.source.nodes import Node
from sitegen.source.reading_records import read_record
from sitegen.source.shapes import ByName, ListOf, OneRecord, OneText, Shape, fields_of
from sitegen.source.yaml_reading import read_yaml

SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}
REAL_FILES = read_site_files(ROOT)
REAL_SCHEMAS = schemas(read_records(REAL_FILES.read, REAL_FILES.others)[0])
RECORDS: tuple[type[Record], ...] = (*CONTENT_FILES.values(), ScheduleFile, PageFields)


def files_of(root: Path) -> list[Path]:
    return [
        path
        for pattern in ("content/*.yaml", "content/pages/*.md", "schedules/*.yaml")
        for path in sorted(root.glob(pattern))
    ]


FILES = [
    path for root in (ROOT, *sorted((ROOT / "tests/projects").iterdir())) for path in files_of(root)
]


def record_of(path: Path) -> type[Record]:
    if path.suffix == ".md":
        return PageFields
    return CONTENT_FILES.get(f"content/{path.name}", ScheduleFile)


def schema_of(path: Path) -> Any:
    name = {PageFields: "page", ScheduleFile: "schedule"}.get(record_of(path), path.stem)
    return SCHEMAS[f"{name}.schema.json"]


def read(path: Path, text: str) -> Node | None:
    """Give the nodes of a text that the reader accepts; None where it finds a mistake."""
    source = Source(path.name, text)
    if path.suffix == ".md":
        node, found = read_yaml(source, split_page(source).fields_end)
    else:
        node, found = read_yaml(source)
    if node is None or found:
        return None
    record, found = read_record(record_of(path), source, node)
    return None if record is None or found else node


def complaints(schema: Any, value: Any) -> list[str]:
    return [error.message for error in Draft7Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_up_to_date(name: str) -> None:
    committed = (ROOT / "schemas" / name).read_text(encoding="utf-8")
    assert committed == REAL_SCHEMAS[name], "run `sitegen schema`"


def test_no_schema_is_left_over() -> None:
    assert {path.name for path in (ROOT / "schemas").iterdir()} == {
        *SCHEMAS,
        SCHEMA_NAME,
        NEXT_SCHEMA_NAME,
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_good_file_is_red(path: Path) -> None:
    node = read(path, path.read_text(encoding="utf-8"))
    assert node is not None
    assert complaints(schema_of(path), as_json(node)) == []


@given(st.data())
def test_what_the_reader_accepts_the_schema_accepts(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(files_of(SMALL)))
    text = path.read_text(encoding="utf-8")
    text = data.draw(mutated([text], "0129-: truenlx.e[]{}'\"#\n"))
    accepted = not report({path.relative_to(SMALL).as_posix(): text.encode()}).has_errors
    node = read(path, text)
    if accepted and node is not None:
        assert complaints(schema_of(path), as_json(node)) == []


RIGHT = [
    pytest.param(path, block.text, id=f"{case.name}-{path}")
    for case in read_cases()
    for block in case.blocks
    if (path := block.words.get("right", "")).endswith((".yaml", ".md"))
]


@pytest.mark.parametrize(("path", "text"), RIGHT)
def test_no_right_example_is_red(path: str, text: str) -> None:
    file = ROOT / path
    node = read(file, text)
    assert node is not None
    assert complaints(schema_of(file), as_json(node)) == []


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_what_the_check_accepts_the_schemas_of_the_site_accept(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(files_of(ROOT)))
    name = path.relative_to(ROOT).as_posix()
    text = data.draw(mutated([path.read_text(encoding="utf-8")], "0129-: truenlx.e[]{}'\"#\n"))
    site = SiteFiles(
        root=ROOT, read={**REAL_FILES.read, name: text.encode()}, others=REAL_FILES.others
    )
    node = read(path, text)
    if node is None or check_site(site, lambda _: date(2022, 2, 1)).report.has_errors:
        return
    if ids_in(text) != ids_in(REAL_FILES.read[name].decode()):
        return  # an id of its own is offered once the schemas are written anew
    schema = json.loads(REAL_SCHEMAS[SCHEMA_NAMES[record_of(path)]])
    assert complaints(schema, as_json(node)) == []


def ids_in(text: str) -> list[str]:
    return re.findall(r"\bid: (.*)", text)


SCHEMA_NAMES: dict[type[Record], str] = {
    **{kind: f"{Path(path).stem}.schema.json" for path, kind in CONTENT_FILES.items()},
    ScheduleFile: "schedule.schema.json",
    PageFields: "page.schema.json",
}


def kinds_in(record: type[Record], seen: set[type[Record]]) -> Iterator[Kind[Any]]:
    if record in seen:
        return
    seen.add(record)
    for field in fields_of(record).values():
        shape: Shape = field.shape
        while isinstance(shape, ListOf | ByName):
            shape = shape.item if isinstance(shape, ListOf) else shape.value
        if isinstance(shape, OneText):
            yield shape.kind
        elif isinstance(shape, OneRecord):
            yield from kinds_in(shape.record, seen)


EVERY_KIND = {kind.read: kind for record in RECORDS for kind in kinds_in(record, set())}
KINDS = {f"{kind.noun} {number}": kind for number, kind in enumerate(EVERY_KIND.values())}

TEXTS = st.text(max_size=20) | st.from_regex(
    r"([0-9a-zA-Z.:+-]{0,6}|[0-9]{4}-[0-9]{2}-[0-9]{2}|null|~|true|no|0x1f|0o17|1e3|\.5)",
    fullmatch=True,
)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@given(text=TEXTS)
@example("1e3")
@example("1e-3")
@example("0x1f")
@example("true")
@example("2022")
@example("007")
@example("988")
@example("1.2")
@example("12.e5")
@example("9:30")
@example("2022-03-21")
@example("Monday, 2022-03-21")
def test_a_value_that_is_read_is_not_red_with_or_without_quotes(kind: Kind[Any], text: str) -> None:
    if isinstance(kind.read(text), Misread):
        return
    assert complaints(kind.schema, text) == []
    if text.strip() and text not in {"~", "null", "Null", "NULL"}:  # those are no value
        assert complaints(kind.schema, resolved(text)) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("schedules/2022.yaml", "year: 2022\ntrainnings: []\n"),
        ("schedules/2022.yaml", "trainings: []\n"),
        ("schedules/2022.yaml", "year: 2022\ntrainings: [{id: a, track: b, start: 3/21/2022}]\n"),
        ("schedules/2022.yaml", "year: 2022\ntrainings: [{id: A b, track: b}]\n"),
        ("schedules/2022.yaml", "year: 2022\ntrainings: [{id: a, track: b, status: canceled}]\n"),
        ("schedules/2022.yaml", "year: 2022\ntrainings: {id: a, track: b}\n"),
        ("schedules/2022.yaml", "year: 22\ntrainings: []\n"),
        ("content/places.yaml", "places: [{id: a, name: , mode: virtual}]\n"),
    ],
)
def test_common_mistakes_are_red(file: str, text: str) -> None:
    path = Path(file)
    assert read(path, text) is None
    node, _ = read_yaml(Source(file, text))
    assert node is not None
    assert complaints(schema_of(path), as_json(node)) != []


def test_a_schema_says_what_each_field_is_for() -> None:
    schema = json_schema(ScheduleFile, "schedules/<year>.yaml")
    training = schema["definitions"]["TrainingRecord"]["properties"]
    assert training["end"]["description"] == "Last day, included; left out for one day."
    assert "patternErrorMessage" in training["end"]
    assert training["place"]["pattern"].endswith("|^tbd$")
    assert all(field.get("description") for field in training.values())
