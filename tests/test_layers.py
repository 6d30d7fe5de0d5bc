"""The house has one direction: a part imports only parts that stand before it in `ORDER`."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "sitegen"

ORDER = {
    "sitegen": (
        "lazy",
        "catalogue",
        "languages",
        "diagnostics",
        "source",
        "reports",
        "tree",
        "programme",
        "progress",
        "collecting",
        "reading",
        "folder",
        "branches",
        "git",
        "last_known",
        "revision",
        "kept",
        "settings",
        "seal",
        "unchanged",
        "site",
        "comparing",
        "check",
        "writing",
        "editing",
        "eligible",
        "whereabouts",
        "asking",
        "starting",
        "new",
        "adding",
        "add",
        "importing",
        "form",
        "publish",
        "made_before",
        "build",
        "record",
        "against",
        "handing_over",
        "publishing",
        "compare",
        "digest",
        "own_mistake",
        "serve",
        "exit_statuses",
        "saying",
        "failing",
        "written_reports",
        "console",
        "conversations",
        "command_parser",
        "option_values",
        "arguments",
        "cli",
        "__main__",
    ),
    "sitegen.source": (
        *("wording", "nodes", "bounds", "day_names", "lookalikes", "plain_language"),
        *("broken_letters", "odd_signs", "odd_sign_reports", "text", "unfinished_merge", "cut_off"),
        *(
            "pasted",
            "same_facts",
            "suggestions",
            "writing",
            "written_lines",
            "markdown",
            "fields",
            "pieces",
        ),
        *("email_addresses", "web_addresses", "site_address", "phone_numbers"),
        *("typed_times", "typed_dates", "mending_hours", "mending_dates", "dates"),
        *("edits", "moving_lines", "front_matter", "line_scan"),
        *("plain_yaml", "yaml_mistakes", "yaml_nodes", "yaml_parts", "yaml_reading", "adding"),
        *("values", "shapes", "texts", "forms", "references", "field_reference", "json_schema"),
        *("entry_starts", "two_on_a_line", "misplaced", "reading_records", "reading_files"),
    ),
    "sitegen.programme": (
        *("flaws", "copied_names", "absent_names", "fields", "closed_days", "deadline_rules"),
        *("recurring", "about_dates", "amounts"),
        *("eligibility", "look", "documents", "own_words", "model", "dates", "ledger"),
        *("meeting_ledgers", "states"),
        *("kinds", "files", "records", "collections", "entry_names", "prose"),
        *(
            "schedule_dates",
            "renewal_days",
            "look_joining",
            "own_words_joining",
            "joined",
            "joining",
            "checks",
            "schemas",
        ),
    ),
    "sitegen.programme.eligibility": (
        *("facts", "conditions", "condition_places", "condition_reading", "answer_reading"),
        *("logic", "ages", "rules", "renewals", "file", "meant_answers", "answers", "portable"),
        *("alterations", "situations", "search", "book", "checks"),
    ),
    "sitegen.site": (
        *("data_blocks", "json_text", "qr_codes", "wording"),
        *("timetable", "translating", "translation"),
        *(
            "kinds",
            "ingredients",
            "parts",
            "addresses",
            "turns",
            "turns_written",
            "claims",
            "lasting",
            "gone",
            "redirects",
            "redirect_checks",
            "links",
        ),
        *("markdown_elements", "markdown_package", "usual_html", "markdown_html"),
        *("plain_text", "filling", "compiled", "rendering", "look", "trainings_schema", "views"),
        "pictures",
        "letters",
        *("calendars", "rebuilt_ledger", "last_changes", "machine_readable", "planned", "plan"),
        *("relative_links", "change_preview", "calendar_files", "production"),
    ),
    "sitegen.handing_over": ("source", "folder", "branch", "rsync", "targets", "found_again"),
    "sitegen.form": ("fields", "configuration", "files"),
    "sitegen.importing": (
        *("parts", "decoding", "webpages", "sheets", "published", "documents", "events", "apart"),
        *("readers", "days", "said", "vocabulary", "deciding", "entries", "statements", "lines"),
        *("tables", "merging", "against", "appending", "whole", "reports", "command"),
    ),
    "sitegen.comparing": (
        *("differences", "entries", "published", "pairs", "outdated", "untold", "causes", "dates"),
        *("contacts", "rules", "pages", "calendars"),
        *("sides", "reports", "json_form"),
    ),
    "sitegen.starting": (
        *("answers", "first_words", "requirement", "files", "reading", "questions", "closing"),
        "seeds",
    ),
    "sitegen.adding": ("entries", "proposals", "draft", "showing", "questions"),
}
"""Modules and folders of the package, and of its larger folders. What is new takes its place."""


def folder_of(package: str) -> Path:
    """Give the folder of one of our packages."""
    return SOURCE.parent.joinpath(*package.split("."))


def imports_of(path: Path, module: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of everything imported in a file, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = module if path.name == "__init__.py" else module.rpartition(".")[0]
            for _ in range(node.level - 1):
                package = package.rpartition(".")[0]
            origin = node.module or ""
            if node.level:
                origin = f"{package}.{origin}".rstrip(".")
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield node.lineno, ast.literal_eval(node.args[0])


def modules(source: Path, package: str) -> Mapping[str, Path]:
    """Give the files of a package, which lie in `source`, by the name of their module."""
    found = {}
    for path in sorted(source.rglob("*.py")):
        parts = (package, *path.relative_to(source).with_suffix("").parts)
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


def wrong_imports(source: Path, package: str, order: Sequence[str]) -> list[str]:
    """Say which imports inside a package go against the order, and what has no place in it."""
    inside = f"{package}."
    wrong = []
    for module, path in modules(source, package).items():
        part = module.removeprefix(package).removeprefix(".").partition(".")[0]
        if part not in order:
            wrong += [f"{module} has no place in the order"] if part else []
            continue
        for line, name in imports_of(path, module):
            other = name.removeprefix(inside).partition(".")[0] if name.startswith(inside) else ""
            if other in order and order.index(other) > order.index(part):
                wrong.append(f"{module}:{line} imports {other}")
    return wrong


def circles(source: Path) -> list[str]:
    """Give the modules of a package that import one another in a circle; none is good."""
    known = modules(source, source.name)
    graph = {}
    for module, path in known.items():
        names = {name for _, name in imports_of(path, module)}
        graph[module] = {n if n in known else n.rpartition(".")[0] for n in names} & set(known)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("package", ORDER)
def test_every_part_imports_only_parts_before_it(package: str) -> None:
    assert wrong_imports(folder_of(package), package, ORDER[package]) == []


def test_no_modules_import_one_another_in_a_circle() -> None:
    assert circles(SOURCE) == []


@pytest.mark.parametrize("package", ORDER)
def test_every_part_of_the_order_is_there(package: str) -> None:
    there = {path.stem for path in folder_of(package).iterdir()}
    assert [part for part in ORDER[package] if part not in there] == []


_ASKS_THE_DAY = re.compile(r"\bdate(?:time)?\.(?:today|now|utcnow)\(")


def test_no_module_but_the_command_line_asks_which_day_it_is() -> None:
    """Take `today` as an argument."""
    asking = [
        module
        for module, path in modules(SOURCE, "sitegen").items()
        if _ASKS_THE_DAY.search(path.read_text(encoding="utf-8"))
    ]
    assert asking == ["sitegen.cli"]


# The tester itself, on an invented package.


@pytest.fixture
def house(tmp_path: Path) -> Path:
    package = tmp_path / "house"
    (package / "roof").mkdir(parents=True)
    for name in ("__init__", "cellar", "floor", "roof/__init__", "roof/tiles"):
        (package / f"{name}.py").write_text("import os\n")
    return package


ROOMS = ("cellar", "floor", "roof")


def test_imports_in_the_order_are_fine(house: Path) -> None:
    (house / "roof/tiles.py").write_text("from house.cellar import coal\nimport house.floor\n")
    assert wrong_imports(house, "house", ROOMS) == []


@pytest.mark.parametrize(
    "text",
    [
        "import house.roof.tiles",
        "from house.roof import tiles",
        "from house import roof",
        "from . import roof",
        "from .roof.tiles import red",
        "def later():\n    from house.roof import tiles",
        "if TYPE_CHECKING:\n    from house.roof import tiles",
        "import importlib\nimportlib.import_module('house.roof')",
    ],
)
def test_an_import_against_the_order_is_found(house: Path, text: str) -> None:
    (house / "floor.py").write_text(text)
    found = wrong_imports(house, "house", ROOMS)
    assert len(found) == 1
    assert found[0].startswith("house.floor:")
    assert found[0].endswith("imports roof")


def test_a_relative_import_inside_a_folder_is_followed(house: Path) -> None:
    (house / "roof/tiles.py").write_text("from ..cellar import coal\nfrom . import beams\n")
    assert wrong_imports(house, "house", ROOMS) == []
    assert wrong_imports(house, "house", ROOMS[::-1]) == ["house.roof.tiles:1 imports cellar"]


def test_an_import_against_the_order_is_found_inside_a_folder_too(house: Path) -> None:
    for text in ("from house.roof import chimney", "from . import chimney"):
        (house / "roof/tiles.py").write_text(text)
        order = ("tiles", "chimney")
        assert wrong_imports(house / "roof", "house.roof", order) == [
            "house.roof.tiles:1 imports chimney"
        ]
        assert wrong_imports(house / "roof", "house.roof", order[::-1]) == []


def test_a_part_without_a_place_is_found(house: Path) -> None:
    (house / "garden.py").write_text("")
    assert wrong_imports(house, "house", ROOMS) == ["house.garden has no place in the order"]


def test_a_circle_is_found(house: Path) -> None:
    (house / "cellar.py").write_text("from house.floor import stairs\n")
    assert circles(house) == []
    (house / "floor.py").write_text("def up():\n    from house.cellar import stairs\n")
    assert set(circles(house)) == {"house.cellar", "house.floor"}


def test_each_file_of_tests_has_its_own_name() -> None:
    """Two of one name stop a run of all tests before its first one."""
    tests = Path(__file__).parent
    beside = [tests.parent / "benchmarks", tests.parent / "tools"]
    folders = [tests, *(path for path in tests.iterdir() if path.is_dir()), *beside]
    names = Counter(path.name for folder in folders for path in folder.glob("*.py"))
    assert [name for name, many in names.items() if many > 1 and name != "conftest.py"] == []
