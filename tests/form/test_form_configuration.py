"""The form shows every field of the files that it shows, in a way that Sveltia CMS takes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from needed import TESTS, node_with

from sitegen.folder import read_site_files
from sitegen.form.configuration import FILES, LEFT_OUT, SOURCE, collections, shorthands
from sitegen.form.fields import HasNoFieldError, form_fields
from sitegen.form.files import CMS_VERSION, CONFIGURATION, YAML_VERSION, Wish, form_files
from sitegen.programme.eligibility.file import DesignationsFile
from sitegen.programme.files.pages import PageFields
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.records import CONTENT_FILES, read_records
from sitegen.programme.schemas import choices_of
from sitegen.source.fields import Record
from sitegen.source.shapes import OneRecord, fields_of

ROOT = TESTS.parent
SITES = [ROOT, *sorted(one for one in (TESTS / "projects").iterdir() if (one / "content").is_dir())]
Json = dict[str, Any]


def choices(site: Path) -> Mapping[str, Mapping[str, str]]:
    files = read_site_files(site)
    records, _ = read_records(files.read, files.others)
    return choices_of(records)


def shown(site: Path = ROOT) -> dict[str, list[Json]]:
    """Give the fields of each file of the form by the name of the file."""
    found: dict[str, list[Json]] = {}
    for one in collections(choices(site)):
        for file in one.get("files", [one]):
            found[file["name"]] = [f for f in file["fields"] if f["name"] != SOURCE]
    return found


def field(name: str, *path: str, site: Path = ROOT) -> Json:
    fields, found = shown(site)[name], {}
    for step in path:
        found = next(one for one in fields if one["name"] == step)
        fields = found.get("fields", [])
    return found


def mistakes(configuration: Json) -> list[str]:
    """Give what Sveltia's own schema says, without fields of a kind that somebody else has made.

    It would take a field of any unknown kind for one of these, whatever it holds.
    """
    node_with("@sveltia/cms")
    schema = json.loads((TESTS / "node_modules/@sveltia/cms/schema/sveltia-cms.json").read_text())
    schema["definitions"]["CustomField"] = False
    return [one.message for one in Draft7Validator(schema).iter_errors(configuration)]


def configuration_of(site: Path) -> Json:
    made = form_files(choices(site), {}, Wish("my-office/our-site"))
    found: Json = json.loads(made[CONFIGURATION])
    return found


@pytest.mark.parametrize("site", SITES, ids=lambda one: one.name)
def test_sveltia_takes_the_configuration(site: Path) -> None:
    assert mistakes(configuration_of(site)) == []


@pytest.mark.parametrize("wrong", [{"widget": "calendar"}, {"requird": True}, {"min": "1900"}])
def test_its_schema_can_refuse(wrong: Json) -> None:
    configuration = configuration_of(ROOT)
    configuration["collections"][0]["fields"][1] |= wrong
    assert mistakes(configuration)


def test_the_form_loads_what_the_tests_look_at() -> None:
    wanted = json.loads((TESTS / "package.json").read_text())["devDependencies"]
    assert wanted["@sveltia/cms"] == CMS_VERSION
    assert wanted["yaml"] == YAML_VERSION


def test_every_file_is_shown_or_left_out_with_a_reason() -> None:
    paths = {one.path for one in FILES}
    assert paths.isdisjoint(LEFT_OUT)
    assert paths | set(LEFT_OUT) == {*CONTENT_FILES, "schedules", "content/pages"}
    assert {one.record for one in FILES} >= {ScheduleFile, PageFields}


def in_form(record: type[Record], fields: list[Json]) -> Iterator[str]:
    """Name what the form does not show of a record, and of the records in it."""
    by_name = {one["name"]: one for one in fields}
    for name, declared in fields_of(record).items():
        if name not in by_name:
            yield f"{record.__name__}.{name}"
        elif isinstance(declared.innermost, OneRecord):
            yield from in_form(declared.innermost.record, by_name[name].get("fields", []))


@pytest.mark.parametrize("file", FILES, ids=lambda one: one.name)
def test_every_field_of_every_record_is_shown(file: Any) -> None:
    fields = [one for one in shown()[file.name] if one["name"] != "body"]
    assert list(in_form(file.record, fields)) == []
    assert [one["name"] for one in fields] == list(fields_of(file.record))


def test_what_no_form_can_show_is_refused_and_not_dropped() -> None:
    with pytest.raises(HasNoFieldError):
        form_fields(DesignationsFile, {})


@pytest.mark.parametrize("file", FILES, ids=lambda one: one.name)
def test_a_name_is_a_shorthand_everywhere_in_its_file_or_nowhere(file: Any) -> None:
    short = shorthands()[file.name]

    def of(record: type[Record]) -> Iterator[tuple[str, str | None]]:
        for name, declared in fields_of(record).items():
            inner = declared.innermost
            yield name, inner.record.shorthand if isinstance(inner, OneRecord) else None
            if isinstance(inner, OneRecord):
                yield from of(inner.record)

    for name, written in of(file.record):
        assert short.get(name) == written, name


def test_tracks_are_chosen_from_the_file_of_the_tracks() -> None:
    track = field("schedules", "trainings", "track")
    assert (track["widget"], track["file"], track["value_field"]) == (
        "relation",
        "tracks",
        "tracks.*.id",
    )
    assert track["required"] is True


def test_places_are_chosen_from_those_of_the_site_and_may_be_undecided() -> None:
    place = field("schedules", "trainings", "place")
    assert {"label": "Gulfport, MS", "value": "gulfport"} in place["options"]
    assert place["options"][-1] == {"label": "To be decided", "value": "tbd"}
    assert "tbd" not in str(field("schedules", "defaults", "place"))


def test_contacts_are_people_and_offices() -> None:
    contacts = field("schedules", "trainings", "contacts")
    values = {one["value"] for one in contacts["options"]}
    assert contacts["multiple"] is True
    assert {"kathy-smith", "dmh-central-office"} <= values


def test_without_places_a_place_is_typed() -> None:
    fields = form_fields(ScheduleFile, {})
    trainings = next(one for one in fields if one["name"] == "trainings")
    place = next(one for one in trainings["fields"] if one["name"] == "place")
    assert place["widget"] == "string"
    assert place["pattern"][0].endswith("|^tbd$")


def test_yes_and_no_are_words() -> None:
    assert field("schedules", "trainings", "deadline", "firm")["options"] == ["yes", "no"]


def test_every_field_says_what_it_is_for() -> None:
    def each(fields: list[Json]) -> Iterator[Json]:
        for one in fields:
            yield one
            yield from each(one.get("fields", []))

    for fields in shown().values():
        assert [one["name"] for one in each(fields) if not one.get("hint")] == []
