"""From the answers to the files of a site: the smallest good one, with comments that teach."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import jinja2

from sitegen.comparing.json_form import SCHEMA_NAME, diff_schema
from sitegen.lazy import pattern
from sitegen.programme.records import read_records
from sitegen.programme.schemas import schemas
from sitegen.source.writing import written
from sitegen.starting.answers import Answers
from sitegen.starting.first_words import first_words

_INSTALLED_HERE = pattern(r"pip install \.$", re.MULTILINE)
"""In a workflow of a repository that holds sitegen itself, as ours does."""

_CONTENT = ("site", "tracks", "designations", "contacts", "places")


def content_files(answers: Answers, today: date, seeds: Mapping[str, str]) -> Mapping[str, str]:
    """Give the files that sitegen reads, by their paths. `seeds` are the templates, by name."""
    year = answers.year or today.year
    values = {"a": answers, "year": year, "words": first_words(answers.language)}
    fill = _filling(seeds)
    return {
        **{
            f"content/{one}.yaml": fill.get_template(f"{one}.yaml").render(values)
            for one in _CONTENT
        },
        f"schedules/{year}.yaml": fill.get_template("schedule.yaml").render(values),
    }


def schedule_without_trainings(seeds: Mapping[str, str]) -> str:
    """Give the text of a year's file without trainings; `{year}` stands for the year."""
    nothing = {"start": ""}
    return _filling(seeds).get_template("schedule.yaml").render(a=nothing, year="{year}")


def site_files(
    answers: Answers,
    today: date,
    seeds: Mapping[str, str],
    shipped: Mapping[str, str],
    requirement: str,
) -> Mapping[str, str]:
    """Give all files of the site. `shipped` are files that sitegen has for others, by path."""
    content = content_files(answers, today, seeds)
    records, _ = read_records({path: text.encode() for path, text in content.items()})
    readme = _filling(seeds).get_template("README.md").render(a=answers)
    return {
        **content,
        **{f"schemas/{name}": text for name, text in schemas(records).items()},
        f"schemas/{SCHEMA_NAME}": diff_schema(),
        **{path: _with_requirements(text) for path, text in shipped.items()},
        "README.md": readme,
        "requirements.txt": requirement,
        ".gitignore": seeds["gitignore"],
        ".vscode/tasks.json": seeds["tasks.json"],
    }


def _with_requirements(text: str) -> str:
    """Let a workflow get sitegen from requirements.txt."""
    return _INSTALLED_HERE.sub("pip install -r requirements.txt", text)


def _filling(seeds: Mapping[str, str]) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(seeds),
        autoescape=False,  # noqa: S701 - no HTML: each value is written as YAML has it
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["yaml"] = written
    return environment
