"""The documentation cannot fall behind: what it names exists, and what it shows is really so."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from generated_docs import GENERATED, part
from guides import (
    CALENDARS,
    EDITING,
    RECIPES,
    ROOT,
    TODAY,
    blocks,
    checked,
    code,
    followed,
    found,
    published,
    read,
    sections,
    table,
    with_block,
    without_fences,
)

from sitegen.arguments import _parser
from sitegen.build import build_site
from sitegen.catalogue import CATALOGUE, Severity
from sitegen.folder import read_site_files
from sitegen.lazy import replace
from sitegen.programme.kinds import DAY_RUN, DEADLINE_RULE, HOURS, MOMENT
from sitegen.programme.look.notation import COLOR
from sitegen.programme.look.palette import SHIPPED, Scheme
from sitegen.programme.model import Status
from sitegen.programme.recurring import DUE_DAY, YEARS
from sitegen.reports.text import text_report
from sitegen.settings import Settings, shipped_templates
from sitegen.site.addresses import feeds
from sitegen.source.fields import Kind, Misread
from sitegen.source.values import DATE, ID, PHONE


@pytest.mark.parametrize(("path", "name"), GENERATED)
def test_generated_parts_are_up_to_date(path: str, name: str) -> None:
    match = part(name).search(read(path))
    assert match, f"{path} has no place for {name}"
    assert match[2].strip() == GENERATED[path, name]().strip(), "Run: make schemas"


# The editors' guide


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
    page = replace(
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
    "a day of every year": DUE_DAY,
    "a number of years": YEARS,
    "a phone number": PHONE,
    "an id": ID,
    "a color": COLOR,
}


def test_the_look_of_the_guide_is_accepted() -> None:
    (block,) = blocks(sections(EDITING, 2)["Colors and logo"])
    assert block.upload
    before = read_site_files(ROOT)
    logo, text = f"content/files/{block.upload}", before.read[block.path].decode() + block.text
    after = replace(
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
    of_entries = [name for name in names if name not in {"feed", "page", "title"}]
    assert told[: len(of_entries)] == of_entries
    # None of the real trainings has moved yet, and none was published without days.
    assert told[len(of_entries) :] == ["moved_from", "moved_from_last", "expected"]


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
    return {option for one in _parser().commands.values() for option in one.known}


@pytest.mark.parametrize("path", [*GUIDES, "CONTRIBUTING.md"])
def test_commands_and_options_exist(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = read(path)
    makefile = read("Makefile")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    variables = {f"{name}=" for name in re.findall(r"\$\(if \$\((\w+)\)", makefile)}
    for program, *arguments in commands(text):
        if program == "make":
            assert {re.sub("=.*", "=", one) for one in arguments} <= targets | variables, arguments
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
    wanted = {f"sitegen {name}" for name in _parser().commands} | all_options() - {"-h"}
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
