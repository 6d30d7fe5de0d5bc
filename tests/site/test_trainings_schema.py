"""The published schema of trainings.json: true of the file in every state, and worth something."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import programmes
import pytest
from jsonschema import Draft202012Validator
from test_states_everywhere import CASES, Case

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.programme.model import Programme
from sitegen.settings import shipped_templates
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

ROOT = Path(__file__).parents[2]
BASE = "https://example.org/peer-support/"
NAMES = ("trainings.json", "trainings.schema.json")


@cache
def templates() -> Templates:
    return Templates([shipped_templates()])


def published(of: Programme, today: date = programmes.TODAY, base: str = BASE) -> list[Any]:
    planned = plan(of, today=today, base_url=base, templates=templates())
    made = {one.address: one for one in planned}
    return [json.loads(made[name].produce()) for name in NAMES]


def closed(schema: Any) -> Any:
    """The schema without room for fields that it does not tell of."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inside = {name: closed(value) for name, value in schema.items()}
    return {**inside, "additionalProperties": False} if "properties" in schema else inside


def check(data: Any, schema: Any) -> None:
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator.FORMAT_CHECKER
    Draft202012Validator(closed(schema), format_checker=checker).validate(data)


@pytest.mark.parametrize("name", ["rich", "published", "programme"])
@pytest.mark.parametrize("today", [programmes.TODAY, date(2026, 8, 1)], ids=str)
def test_it_tells_of_every_field_of_invented_programmes(name: str, today: date) -> None:
    check(*published(getattr(programmes, name)(), today))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_holds_in_every_state(case: Case) -> None:
    check(*(json.loads(case.files[name]) for name in NAMES))


@pytest.mark.parametrize("today", [date(2020, 2, 1), date(2022, 3, 1), date(2026, 11, 26)], ids=str)
def test_it_holds_for_the_real_site(today: date) -> None:
    real = check_site(read_site_files(ROOT), lambda _: today).programme
    assert real is not None
    check(*published(real, today))


@pytest.mark.parametrize("base", [BASE, "https://a.example/"])
def test_the_file_leads_to_its_schema_and_the_schema_knows_where_it_is(base: str) -> None:
    data, schema = published(programmes.rich(), base=base)
    assert data["$schema"] == schema["$id"] == f"{base}trainings.schema.json"


def test_programs_may_meet_fields_that_they_do_not_know() -> None:
    data, schema = published(programmes.rich())
    data["more"] = data["trainings"][0]["more"] = 1
    Draft202012Validator(schema).validate(data)


def without(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda one: one.pop(name)


def having(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda one: one.__setitem__(name, value)


def hours(opens: str, begins: str) -> dict[str, str | None]:
    ends = "2022-03-25T17:00:00-05:00"
    return {"opens": opens, "closes": "17:00", "break": None, "begins": begins, "ends": ends}


def due(day: str, instant: str | None) -> dict[str, object]:
    return {"label": "x", "day": day, "time": None, "instant": instant, "firm": True}


FIELDS = list(published(programmes.rich())[0]["trainings"][0])


@pytest.mark.parametrize(
    "spoil",
    [
        *map(without, FIELDS),
        *(having(name, 7) for name in FIELDS),
        having("state", "opened"),
        having("status", "moved"),
        having("days", [{"first": "2022-03-21"}]),
        having("days", [{"first": "March 21", "last": "2022-03-21"}]),
        having("hours", hours("9 a.m.", "2022-03-21T09:00:00-05:00")),
        having("hours", hours("24:00", "2022-03-21T09:00:00-05:00")),
        having("hours", hours("09:00", "2022-03-21T09:00")),
        having("hours", hours("09:00", "09:00")),
        having("place", {"id": "x", "name": "x", "mode": "online", "address": []}),
        having("deadline", due("2022-02-30", None)),
        having("deadline", due("2022-02-21", "noon")),
    ],
)
def test_what_is_wrong_is_refused(spoil: Callable[[dict[str, Any]], None]) -> None:
    data, schema = published(programmes.rich())
    changed = copy.deepcopy(data)
    spoil(changed["trainings"][0])
    checker = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator(schema, format_checker=checker)
    assert validator.is_valid(data)
    assert not validator.is_valid(changed)


def test_what_stands_in_its_place_is_right() -> None:
    """So that what is refused is refused for what is wrong in it."""
    data, schema = published(programmes.rich())
    data["trainings"][0]["hours"] = hours("09:00", "2022-03-21T09:00:00-05:00")
    data["trainings"][0]["deadline"] = due("2022-02-21", None)
    checker = Draft202012Validator.FORMAT_CHECKER
    assert Draft202012Validator(schema, format_checker=checker).is_valid(data)


def test_another_version_is_refused() -> None:
    data, schema = published(programmes.rich())
    assert not Draft202012Validator(schema).is_valid({**data, "version": 2})
