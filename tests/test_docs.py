"""The documentation cannot fall behind: what it names exists, and what it shows is really so.

Parts of `docs/` are generated. Run as a program (`make schemas`), this file writes them anew.
"""

from __future__ import annotations

import dataclasses
import fnmatch
import inspect
import json
import os
import re
import shlex
import shutil
import types
import typing
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from markupsafe import Markup

from sitegen.arguments import _parser
from sitegen.build import Settings, build_site
from sitegen.catalogue import CATALOGUE, Severity
from sitegen.check import Checked, check_site
from sitegen.diagnostics import Report
from sitegen.folder import SiteFiles, read_site_files
from sitegen.programme.kinds import DAY_RUN, DEADLINE_RULE, HOURS, MOMENT
from sitegen.programme.ledger import Ledger, write_ledger
from sitegen.programme.look.notation import COLOR
from sitegen.programme.look.palette import SHIPPED, Scheme
from sitegen.programme.model import Status
from sitegen.programme.schemas import field_tables
from sitegen.record import recorded
from sitegen.reports.text import text_report
from sitegen.site.addresses import BaseUrl, feeds
from sitegen.site.calendars import CalendarEvent, Telling, events_of
from sitegen.site.plan import plan
from sitegen.site.rendering import shipped_templates
from sitegen.site.trainings_schema import trainings_schema
from sitegen.site.views.changes import AtomView
from sitegen.site.views.frame import SiteView
from sitegen.site.wording import Words
from sitegen.source.fields import Kind, Misread
from sitegen.source.values import DATE, ID, PHONE

ROOT = Path(__file__).parents[1]
TODAY = date(2022, 3, 1)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# Reading Markdown


@dataclass(frozen=True)
class Block:
    """A fenced example of a file of the site; `upload` is put into content/files/ with it."""

    path: str
    upload: str | None
    text: str


def blocks(text: str) -> list[Block]:
    fence = r"^```\w+ title=(\S+)(?: upload=(\S+))?\n(.*?)^```$"
    return [Block(*found) for found in re.findall(fence, text, re.MULTILINE | re.DOTALL)]


def without_fences(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def sections(text: str, level: int) -> dict[str, str]:
    """Text below each heading of a level; a `#` inside a fence is no heading."""
    found: dict[str, str] = {}
    name, fenced = "", False
    for line in text.splitlines(keepends=True):
        fenced ^= line.startswith("```")
        if not fenced and re.match(rf"#{{1,{level}}} ", line):
            name = line.strip("# \n")
        found[name] = found.get(name, "") + line
    return found


def table(text: str) -> list[list[str]]:
    """Cells of every row below the heads of the tables in `text`."""
    rows = re.findall(r"^\| (.*) \|$", text, re.MULTILINE)
    return [row.split(" | ") for row in rows]


def code(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


EDITING, CALENDARS = read("docs/editing.md"), read("docs/calendars.md")


# Trying the examples


def with_block(files: SiteFiles, block: Block) -> SiteFiles:
    """The site's files after an editor has followed an example.

    A whole file is written. An entry replaces the one with its first line, or is added at the end.
    So does a field of the site's settings.
    """
    if block.path == "content/site.yaml":
        return with_fields(files, block)
    old = files.read.get(block.path, b"").decode()
    first = block.text.partition("\n")[0]
    if not old or not re.match("- (id|person):", first.lstrip()):
        text = block.text
    else:
        deeper = len(first) - len(first.lstrip()) + 1
        entry = re.compile(rf"^{re.escape(first)}\n(?: {{{deeper},}}.*\n)*", re.MULTILINE)
        text, count = entry.subn(lambda _: block.text, old)
        text = text if count else f"{old.rstrip()}\n{block.text}"
    uploads = {f"content/files/{block.upload}"} if block.upload else set()
    return dataclasses.replace(
        files,
        read={**files.read, block.path: text.encode()},
        others=files.others | uploads,
    )


def with_fields(files: SiteFiles, block: Block) -> SiteFiles:
    """The files after each field of an example has replaced that of the file, or was added."""
    text = files.read[block.path].decode()
    for field in re.findall(r"^\w+:.*\n(?: .*\n)*", block.text, re.MULTILINE):
        name = field.partition(":")[0]
        whole = re.compile(rf"^{name}:.*\n(?: .*\n)*", re.MULTILINE)
        changed, count = whole.subn(lambda _, field=field: field, text)
        text = changed if count else f"{text.rstrip()}\n{field}"
    return dataclasses.replace(files, read={**files.read, block.path: text.encode()})


def followed(files: SiteFiles, *recipes: str) -> SiteFiles:
    for recipe in recipes:
        for block in blocks(recipe):
            files = with_block(files, block)
    return files


def checked(files: SiteFiles) -> Checked:
    return check_site(files, lambda _: TODAY)


def published(files: SiteFiles) -> SiteFiles:
    """Give the site's files after they were published, so that people have all of its dates."""
    programme = checked(files).programme
    assert programme is not None
    return dataclasses.replace(files, ledger=write_ledger(recorded(programme, Ledger(), TODAY)))


def found(files: SiteFiles) -> Counter[tuple[str, str]]:
    return Counter((d.code, d.message) for d in checked(files).report.diagnostics)


# Generated parts


def report() -> str:
    (mistakes,) = blocks(sections(EDITING, 2)["What a report looks like"])[:1]
    diagnostics = checked(with_block(read_site_files(ROOT), mistakes)).report.diagnostics
    own = Report(d for d in diagnostics if d.span.path == mistakes.path)
    return f"```text\n{text_report(own, 'Nothing can be published.')}```\n"


def untold() -> str:
    """What check says of the recipe that moves a training, followed without its last step."""
    (block,) = blocks(RECIPES["Move a training"])
    moved = dataclasses.replace(block, text=block.text.partition("    changes:")[0])
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
    files = with_block(read_site_files(ROOT), dataclasses.replace(block, text=text))
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

    def __init__(self) -> None:
        self.views: dict[str, type] = {}

    def said_in(self, _words: Words) -> Recorder:
        return self

    def render(self, name: str, /, **values: object) -> str:
        if "page" in values:
            self.views[name] = type(values["page"])
        return ""


def page_views() -> Mapping[str, type]:
    programme = checked(read_site_files(ROOT)).programme
    assert programme is not None
    recorder = Recorder()
    for file in plan(programme, today=TODAY, base_url="https://example.org/", templates=recorder):
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
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
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
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
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
        new = f"\n{make().strip()}\n\n"
        text, count = part(name).subn(lambda m, new=new: m[1] + new + m[3], read(path))
        assert count == 1, f"{path} has no place for {name}"
        (ROOT / path).write_text(text, encoding="utf-8", newline="\n")


@pytest.mark.parametrize(("path", "name"), GENERATED)
def test_generated_parts_are_up_to_date(path: str, name: str) -> None:
    match = part(name).search(read(path))
    assert match, f"{path} has no place for {name}"
    assert match[2].strip() == GENERATED[path, name]().strip(), "Run: make schemas"


# The editors' guide

RECIPES = {
    name: text
    for name, text in sections(sections(EDITING, 2)["Recipes"], 3).items()
    if name != "Recipes"
}


@pytest.mark.parametrize("path", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_no_recipe_stands_inside_an_example_that_people_copy(path: str) -> None:
    """Whoever copies an example would publish what is said to editors."""
    examples = re.findall(
        r"^(`{3,})[^\n]*\n(.*?)^\1$", read(f"docs/{path}"), re.DOTALL | re.MULTILINE
    )
    for _, text in examples:
        assert not re.search(r"^1\. (Open|Go to|Click)[^\n]*`", text, re.MULTILINE), text
        assert "Propose the change" not in text


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_has_four_steps_and_is_accepted(name: str) -> None:
    steps = re.findall(r"^([0-9])\. ", without_fences(RECIPES[name]), re.MULTILINE)
    assert steps == ["1", "2", "3", "4"]
    names = list(RECIPES)
    earlier = [RECIPES[n] for n in names[: names.index(name)]]
    before = followed(published(read_site_files(ROOT)), *earlier)
    after = followed(before, RECIPES[name])
    assert not found(after) - found(before), text_report(checked(after).report, "")
    assert checked(after).programme != checked(before).programme, "the example changes nothing"


def test_the_example_person_of_the_guide_is_accepted() -> None:
    before = read_site_files(ROOT)
    after = followed(before, sections(EDITING, 2)["Example people"])
    assert after.read != before.read
    assert not found(after) - found(before)


def test_a_rule_changed_without_its_examples_is_an_error() -> None:
    (first, *_) = blocks(RECIPES["Change who can apply"])
    report_ = checked(with_block(read_site_files(ROOT), first)).report
    assert {d.code for d in report_.of(Severity.ERROR)} == {"example-contradicts"}


def test_a_person_who_has_left_is_reported_where_they_are_still_named() -> None:
    names = list(RECIPES)
    leaves = names.index("Somebody leaves")
    before = followed(published(read_site_files(ROOT)), *(RECIPES[n] for n in names[:leaves]))
    after = with_block(before, blocks(RECIPES["Somebody leaves"])[0])
    assert {code for code, _ in found(after) - found(before)} == {"former-contact"}
    page = dataclasses.replace(
        blocks(RECIPES["Write a page"])[0],
        text="---\ntitle: A\nsummary: B c.\n---\nAsk Alex Example.\n",
    )
    codes = {code for code, _ in found(with_block(after, page)) - found(with_block(before, page))}
    assert codes == {"former-contact", "former-name"}, "as the guide says"


KINDS: Mapping[str, Kind[object]] = {
    "a day": DATE,
    "a day with its weekday": DATE,
    "a day and a time": MOMENT,
    "days in a row": DAY_RUN,
    "hours of a day": HOURS,
    "a deadline rule": DEADLINE_RULE,
    "a phone number": PHONE,
    "an id": ID,
    "a color": COLOR,
}


def test_the_look_of_the_guide_is_accepted() -> None:
    (block,) = blocks(sections(EDITING, 2)["Colors and logo"])
    assert block.upload
    before = read_site_files(ROOT)
    logo, text = f"content/files/{block.upload}", before.read[block.path].decode() + block.text
    after = dataclasses.replace(
        before,
        read={**before.read, block.path: text.encode()},
        others=before.others | {logo},
        pictures={logo: b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'},
    )
    assert not found(after) - found(before)
    programme = checked(after).programme
    assert programme is not None
    assert programme.site.look.logo is not None


def test_values_are_read_as_the_guide_says() -> None:
    told = sections(EDITING, 2)["How dates, times and ids are written"]
    rows = [row for row in table(told) if row[0] in KINDS]
    assert [row[0] for row in rows] == list(KINDS)
    for what, right, wrong in rows:
        assert not isinstance(KINDS[what].read(right.strip('`"')), Misread), right
        assert isinstance(KINDS[what].read(wrong.strip("`")), Misread), wrong


def test_every_status_and_every_warning_is_explained_to_editors() -> None:
    first = [row[0].strip("`") for row in table(EDITING)]
    assert {s.value for s in Status} <= set(first)
    warnings = {code for code, entry in CATALOGUE.items() if entry.severity is Severity.WARNING}
    told = sections(EDITING, 2)["Warnings, and when to give a reason"]
    assert {row[0].strip("`") for row in table(told)[1:]} - {"---|---"} == warnings


# Calendars and templates


def properties(calendar: str, component: str) -> set[str]:
    """Names of the properties that stand directly in components of this name."""
    names, inside = set(), [""]
    for line in calendar.replace("\r\n ", "").splitlines():
        name, _, value = re.split("([;:])", line, maxsplit=1)
        if name in {"BEGIN", "END"}:
            inside = [*inside, value] if name == "BEGIN" else inside[:-1]
        elif inside[-1] == component:
            names.add(name)
    return names


def test_every_property_of_a_calendar_is_explained(tmp_path: Path) -> None:
    (block,) = blocks(CALENDARS)
    for folder in ("content", "schedules"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / block.path).write_text(block.text, encoding="utf-8")
    assert build_site(Settings.of(tmp_path, None, None, ()), lambda _: TODAY).published
    feed = tmp_path / "output/calendars/all-trainings-and-deadlines.ics"
    everything = feed.read_bytes().decode()
    of_calendar, of_entry = sections(CALENDARS, 2)["What stands in a file"].split("of an entry:")
    for told, component in ((of_calendar, "VCALENDAR"), (of_entry, "VEVENT")):
        rows = [row[0].strip("`") for row in table(told) if row[0].startswith("`")]
        assert sorted(rows) == sorted(properties(everything, component))


def test_every_calendar_is_named() -> None:
    programme = checked(read_site_files(ROOT)).programme
    assert programme is not None
    told = sections(CALENDARS, 2)["Which calendars there are"]
    named = {row[0].strip("`") for row in table(told) if ".ics" in row[0]}
    assert named == {
        *(
            address[1:].replace(f"/{track.id}-", "/<track>-") if track else address[1:]
            for address, track in feeds(programme)
        ),
        "trainings/<training>/<training>.ics",
    }


def fields_told(heading: str) -> list[str]:
    """First column of the tables below a heading, by single names."""
    return [name for row in table(sections(CALENDARS, 2)[heading]) for name in code(row[0])]


def test_every_field_of_the_ledger_is_explained() -> None:
    ledger = published(read_site_files(ROOT)).ledger.decode()
    names = dict.fromkeys(name for line in ledger.splitlines() for name in json.loads(line))
    told = fields_told("The publication ledger")
    assert told[: len(names) - 1] == [name for name in names if name != "feed"]
    # None of the real trainings has moved yet.
    assert told[len(names) - 1 :] == ["moved_from", "moved_from_last"]


def test_every_code_about_what_is_published_is_explained() -> None:
    codes = list(CATALOGUE)
    of_publishing = codes[codes.index("ledger") : codes.index("template")]
    told = {row[0].strip("`") for row in table(sections(CALENDARS, 2)["What check protects"])}
    assert {*of_publishing, "duplicate-uid"} <= told
    assert told - {"code", "---|---|---"} <= set(codes)


def test_every_template_and_asset_is_named() -> None:
    folder = shipped_templates()
    names = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}
    assert names <= set(code(read("docs/templates.md")))


def test_the_blocks_and_the_colors_of_the_layout_are_told() -> None:
    told = sections(read("docs/templates.md"), 2)["A look of your own"]
    names = {of: re.findall(rf"^\| (`{of}.*?) \|", told, re.MULTILINE) for of in (r"\w+`", "var")}
    blocks_, properties = (code(" ".join(found)) for found in names.values())
    layout = (shipped_templates() / "layouts/base.html").read_text(encoding="utf-8")
    assert blocks_ == re.findall(r"{% block (\w+) %}", layout)
    assert {name[6:-1] for name in properties} == set(SHIPPED[Scheme.LIGHT])
    example = re.findall(r"^```html\n(.*?)^```$", told, re.MULTILINE | re.DOTALL)
    assert example == [
        read("tests/projects/restyled/templates/layouts/site.html").split("\n{% block footer")[0]
    ]


@pytest.mark.parametrize("path", ["docs/templates.md", "docs/deploying.md"])
def test_the_policy_is_quoted_as_pages_have_it(path: str) -> None:
    layout = (shipped_templates() / "partials/policy.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', layout)
    assert policy
    assert policy[1] in read(path)


# Commands, links and paths

GUIDES = ["README.md", *sorted(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md"))]


def commands(text: str) -> Iterator[list[str]]:
    """Every `sitegen …` and `make …`, in the text or in an example of a shell."""
    examples = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    for line in [*code(text), *"".join(examples).splitlines()]:
        if re.match(r"(sitegen|make) \S", line):
            yield shlex.split(line, comments=True)


def all_options() -> set[str]:
    (subcommands,) = (a for a in _parser()._actions if isinstance(a.choices, dict))
    return {o for p in subcommands.choices.values() for a in p._actions for o in a.option_strings}


@pytest.mark.parametrize("path", [*GUIDES, "CONTRIBUTING.md"])
def test_commands_and_options_exist(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = read(path)
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    for program, *arguments in commands(text):
        if program == "make":
            assert set(arguments) <= targets, arguments
            continue
        for option, value in pairwise(arguments):
            if option == "--templates":  # a folder that must be there
                (tmp_path / value).mkdir(exist_ok=True)
        monkeypatch.chdir(tmp_path)
        _parser().parse_args(arguments)  # exits with the reason where it is not understood
    named = {span.split()[0] for span in code(text) if re.match("--[a-z]", span)}
    assert named <= all_options()


def test_every_command_and_option_is_told() -> None:
    text = "\n".join(map(read, GUIDES))
    (subcommands,) = (a for a in _parser()._actions if isinstance(a.choices, dict))
    wanted = {f"sitegen {name}" for name in subcommands.choices} | all_options() - {"-h"}
    assert {name for name in wanted if name not in text} == set()


def project_files() -> list[str]:
    """Every file of the project: what `.gitignore` names and what is built is left out."""
    ignored = [".git", "output", *(line.rstrip("/") for line in read(".gitignore").split())]
    files = []
    for folder, folders, names in os.walk(ROOT):
        for entries in (folders, names):
            entries[:] = [n for n in entries if not any(fnmatch.fnmatch(n, p) for p in ignored)]
        files += [(Path(folder) / name).relative_to(ROOT).as_posix() for name in names]
    return sorted(files)


FILES = project_files()
MARKDOWN = [path for path in FILES if path.endswith(".md")]


def anchors(text: str) -> set[str]:
    """Anchors that GitHub gives to the headings of a text."""
    taken: Counter[str] = Counter()
    for heading in re.findall(r"^#+ (.+)$", without_fences(text), re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        taken[slug] += 1
    return {f"{slug}-{n}" if n else slug for slug, count in taken.items() for n in range(count)}


@pytest.mark.parametrize("path", MARKDOWN)
def test_relative_links_lead_somewhere(path: str) -> None:
    text = re.sub(r"`[^`\n]*`", "", without_fences(read(path)))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:|/", target):
            continue
        name, _, fragment = target.partition("#")
        file = (ROOT / path).parent / name if name else ROOT / path
        assert file.exists(), f"{path}: {target}"
        assert not fragment or fragment in anchors(file.read_text(encoding="utf-8")), target


def test_every_file_that_contributing_names_exists() -> None:
    # Paths may be shortened: `model.py` is the one of the folder that is spoken of.
    folders = {f"{parent}/" for path in FILES for parent in Path(path).parents} | {"output/"}
    known = [f"/{name}" for name in (*FILES, *folders)]
    named = [n for n in code(read("CONTRIBUTING.md")) if re.fullmatch(r"[\w./-]+(/|\.\w+)", n)]
    assert len(named) > 10
    assert [n for n in named if not any(path.endswith(f"/{n}") for path in known)] == []


def test_no_path_of_a_machine_stands_in_a_file() -> None:
    machine = re.compile(r"(?<![\w.:/-])(?:/(?:home|root|Users|work|tmp)/\w|[A-Z]:\\Users).*")
    there = {}
    for path in FILES:
        try:
            there[path] = machine.findall(read(path))
        except UnicodeDecodeError:  # not a text
            continue
    assert len(there) > 100
    assert {path: paths for path, paths in there.items() if paths} == {}


if __name__ == "__main__":
    write_generated_parts()
