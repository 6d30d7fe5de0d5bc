"""The parts of docs/ that are made from the program; `make schemas` writes them anew with this."""

from __future__ import annotations

import inspect
import json
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from guides import (
    CALENDARS,
    EDITING,
    RECIPES,
    ROOT,
    blocks,
    checked,
    published,
    read,
    sections,
    with_block,
)
from markupsafe import Markup

from sitegen.check import check_site
from sitegen.diagnostics import Report
from sitegen.folder import read_site_files
from sitegen.kept import NOTHING
from sitegen.lazy import is_dataclass, replace
from sitegen.programme.model import Status
from sitegen.programme.schemas import field_tables
from sitegen.reports.text import text_report
from sitegen.site.addresses import BaseUrl
from sitegen.site.calendars import CalendarEvent, Telling, events_of
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.site.trainings_schema import trainings_schema
from sitegen.site.views.changes import AtomView
from sitegen.site.views.every_page import SiteView
from sitegen.site.wording import Words

EVERY_STATE_ON = date(2031, 3, 5)


def report() -> str:
    (mistakes,) = blocks(sections(EDITING, 2)["What a report looks like"])[:1]
    diagnostics = checked(with_block(read_site_files(ROOT), mistakes)).report.diagnostics
    own = Report(d for d in diagnostics if d.span.path == mistakes.path)
    return f"```text\n{text_report(own, 'Nothing can be published.')}```\n"


def untold() -> str:
    """What check says of the recipe that moves a training, followed without its last step."""
    (block,) = blocks(RECIPES["Move a training"])
    moved = replace(block, text=block.text.partition("    changes:")[0])
    files = with_block(published(read_site_files(ROOT)), moved)
    errors = Report(d for d in checked(files).report.diagnostics if d.code == "change-not-told")
    return f"```text\n{text_report(errors, 'Nothing can be published.')}```\n"


def missing_example() -> str:
    """What check says of the recipe for who can apply, followed without its new examples."""
    first, second, new = blocks(RECIPES["Change who can apply"])
    assert "A 28-year-old" in new.text
    files = with_block(with_block(read_site_files(ROOT), first), second)
    missing = Report(d for d in checked(files).report.diagnostics if d.code == "example-missing")
    return f"```text\n{text_report(missing, '')}```\n"


def example_events(status: Status) -> tuple[CalendarEvent, ...]:
    """Entries of the training that docs/calendars.md shows."""
    (block,) = blocks(CALENDARS)
    text = block.text.replace("status: scheduled", f"status: {status}")
    files = with_block(read_site_files(ROOT), replace(block, text=text))
    programme = checked(files).programme
    assert programme is not None
    (training,) = (t for t in programme.trainings if f"id: {t.id}\n" in text)
    url = "https://example.org/"
    return events_of(training, Telling.of(programme.site, BaseUrl.of(url)), url)


def event_table() -> str:
    events = example_events(Status.SCHEDULED)
    rows = [f"| {event.categories[0]} | `{event.uid}` | {event.summary} |" for event in events]
    return "\n".join(["| what | UID | title |", "|---|---|---|", *rows])


def status_table() -> str:
    usual = example_events(Status.SCHEDULED)[0].description.splitlines()[0]
    lines = ["| `status` | STATUS | title | the description begins |", "|---|---|---|---|"]
    for status in Status:
        event = example_events(status)[0]
        begins = event.description.splitlines()[0]
        begins = "with the dates" if begins == usual else begins
        lines.append(f"| `{status}` | `{event.status}` | {event.summary} | {begins} |")
    return "\n".join(lines)


class Recorder:
    """Stands in for the templates and notes which view each of them is given."""

    assets = ()
    kept = NOTHING

    def __init__(self) -> None:
        self.views: dict[str, type] = {}

    def said_in(self, _words: Words) -> Recorder:
        return self

    def render(self, name: str, /, **values: object) -> str:
        if "page" in values:
            self.views[name] = type(values["page"])
        return ""


def page_views() -> Mapping[str, type]:
    """Ask the site that holds every state: a page with data of its own is there too."""
    files = read_site_files(ROOT / "tests/projects/every-state")
    programme = check_site(files, lambda _: EVERY_STATE_ON).programme
    assert programme is not None, "tests/projects/every-state has errors: see `sitegen check` in it"
    recorder = Recorder()
    templates = typing.cast("Templates", recorder)  # nothing else of them is asked for
    for file in plan(
        programme, today=EVERY_STATE_ON, base_url="https://example.org/", templates=templates
    ):
        file.produce()
    return recorder.views


def sentences(view: type) -> str:
    return " ".join((inspect.getdoc(view) or "").split())


def page_table() -> str:
    lines = ["| template | what it shows | `page` |", "|---|---|---|"]
    for name, view in page_views().items():
        lines.append(f"| `{name}` | {sentences(view)} | {in_words(view)} |")
    return "\n".join(lines)


def in_words(hint: object) -> str:
    """What a value of this type is, for somebody who writes a template."""
    plain = {str: "text", int: "number", bool: "true or false", Markup: "HTML"}
    if isinstance(hint, type) and is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    parts = typing.get_args(hint)
    match typing.get_origin(hint):
        case None:
            return plain[typing.cast("type", hint)]
        case types.UnionType:
            return f"{in_words(parts[0])}, or nothing"
        case origin if origin is tuple and parts[1:] == (...,):
            return f"list of {in_words(parts[0])}"
        case origin if origin is tuple:
            return f"pairs: {in_words(parts[0])} and {in_words(parts[1])}"
        case _:
            return f"{in_words(parts[1])} by name"


def classes_in(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for part in typing.get_args(hint):
        yield from classes_in(part)


def view_tables() -> str:
    waiting = [SiteView, *page_views().values(), AtomView]
    told: dict[type, str] = {}
    while waiting:
        view = waiting.pop(0)
        if view not in told:
            hints = typing.get_type_hints(view)
            rows = [f"| `{name}` | {in_words(hint)} |\n" for name, hint in hints.items()]
            head = f"### {view.__name__}\n\n{sentences(view)}\n\n| field | holds |\n|---|---|\n"
            told[view] = head + "".join(rows)
            waiting += [inner for hint in hints.values() for inner in classes_in(hint)]
    return "\n".join(told.values())


def schema_tables() -> str:
    """What every field of trainings.json holds, and what every state means, by its schema."""
    schema = json.loads(trainings_schema(BaseUrl.of("https://example.org")))
    training = schema["properties"]["trainings"]["items"]
    states = training["properties"]["state"]["oneOf"]
    return "\n".join(
        [
            *("| field | what it holds |", "|---|---|"),
            *field_rows(schema),
            *("", "Each of the `trainings`:", ""),
            *("| field | what it holds |", "|---|---|"),
            *field_rows(training),
            *("", "`state` is one of these:", "", "| state | what it means |", "|---|---|"),
            *(f"| `{one['const']}` | {one['description']} |" for one in states),
        ]
    )


def field_rows(schema: typing.Any, within: str = "") -> Iterator[str]:
    for name, field in schema["properties"].items():
        yield f"| `{within}{name}` | {field['description']} |"
        inner = field.get("items") or field.get("anyOf", [{}])[0]
        if "properties" in inner and name != "trainings":
            yield from field_rows(inner, f"{within}{name}.")


GENERATED: Mapping[tuple[str, str], Callable[[], str]] = {
    ("docs/editing.md", "report"): report,
    ("docs/editing.md", "untold"): untold,
    ("docs/editing.md", "missing-example"): missing_example,
    ("docs/editing.md", "fields"): field_tables,
    ("docs/calendars.md", "events"): event_table,
    ("docs/calendars.md", "statuses"): status_table,
    ("docs/data-for-others.md", "trainings"): schema_tables,
    ("docs/templates.md", "pages"): page_table,
    ("docs/templates.md", "views"): view_tables,
}


def part(name: str) -> re.Pattern[str]:
    between = rf"(<!-- generated: {name}\..*? -->\n)(.*?)(<!-- end: {name} -->\n)"
    return re.compile(between, re.DOTALL)


def write_generated_parts() -> None:
    for (path, name), make in GENERATED.items():
        text = read(path)
        places = [found.span(2) for found in part(name).finditer(text)]
        assert len(places) == 1, f"{path} has no place for {name}"
        start, end = places[0]
        new = f"{text[:start]}\n{make().strip()}\n\n{text[end:]}"
        (ROOT / path).write_text(new, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_generated_parts()
