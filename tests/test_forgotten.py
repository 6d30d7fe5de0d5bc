"""What a contributor can forget between a file and a page is named, field by field."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules, walk_packages
from urllib.parse import urljoin

import jinja2
from case_files import ROOT
from jinja2 import nodes
from markupsafe import escape

import sitegen
from sitegen.build import build_site
from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.languages import PageLanguage
from sitegen.lazy import fields, is_dataclass
from sitegen.programme import model
from sitegen.settings import Settings, shipped_templates
from sitegen.site import views
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.site.wording import Words
from sitegen.source.fields import Record

SOURCE = ROOT / "src/sitegen"
ALLOWED = {
    "ColorsRecord.paper": "colors are asked for by the names of the palette",
    "ColorsRecord.ink": "the same",
    "Person.sort_name": "people are sorted by it when they are joined",
    "Site.short_name": "editors must write it, and no page shows it yet",
}
"""Fields that nobody asks for by name, with the reason."""

DECLARED_IN = {"sitegen.programme.files", "sitegen.programme.fields", "sitegen.programme.model"}


@cache
def asked() -> dict[str, set[str]]:
    """Give, for each name of an attribute, the modules that ask something for it."""
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        module = path.relative_to(SOURCE.parent).with_suffix("").as_posix().replace("/", ".")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                found.setdefault(node.attr, set()).add(module)
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"attrgetter", "getattr"}:
                for one in node.args:
                    if isinstance(one, ast.Constant):
                        found.setdefault(str(one.value), set()).add(module)
    return found


def classes_of(package: str, kind: type = object) -> Iterator[type]:
    """Yield the classes that a package defines."""
    loaded = import_module(package)
    names = [package]
    if hasattr(loaded, "__path__"):
        names += [one.name for one in walk_packages(loaded.__path__, f"{package}.")]
    for name in names:
        for _, one in inspect.getmembers(import_module(name), inspect.isclass):
            if one.__module__ == name and issubclass(one, kind) and is_dataclass(one):
                yield one


def names_of(cls: type) -> list[str]:
    return [one.name for one in fields(cls) if one.name != "at"]


def test_every_field_that_editors_write_is_asked_for() -> None:
    """Carry it into the programme in `joining.py`, or check it."""
    every = [one.name for one in iter_modules(sitegen.__path__, "sitegen.")]
    records = [one for name in every for one in classes_of(name, Record)]
    assert len(records) > 30
    missing = {
        f"{record.__name__}.{name}"
        for record in records
        for name in names_of(record)
        if not any(
            module not in DECLARED_IN and not module.startswith("sitegen.site.")
            for module in asked().get(name, ())
        )
    }
    assert missing - ALLOWED.keys() == set()


def test_every_field_of_the_programme_is_shown_or_used() -> None:
    """Show it in a view, in calendars, or in what is for other programs."""
    missing = {
        f"{one.__name__}.{name}"
        for one in classes_of(model.__name__)
        for name in names_of(one)
        if not any(
            module.startswith(("sitegen.site.", "sitegen.programme.states", "sitegen.eligible"))
            for module in asked().get(name, ())
        )
    }
    assert missing - ALLOWED.keys() == set()


@cache
def in_templates() -> frozenset[str]:
    """Give every name that a template asks a view for."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    found = set()
    for path in (ROOT / "templates").rglob("*.*"):
        if path.suffix in {".html", ".xml", ".txt"}:
            tree = environment.parse(path.read_text(encoding="utf-8"))
            found |= {one.attr for one in tree.find_all(nodes.Getattr)}
            found |= {one.name for one in tree.find_all(nodes.Name)}
            found |= {
                one.arg.value
                for one in tree.find_all(nodes.Getitem)
                if isinstance(one.arg, nodes.Const) and isinstance(one.arg.value, str)
            }
    return frozenset(found)


def test_every_field_of_a_view_is_shown_by_a_template_or_used_by_a_view() -> None:
    """Show it in the page's template."""
    missing = {
        f"{one.__name__}.{name}"
        for one in classes_of(views.__name__)
        if one.__name__.endswith("View")
        for name in names_of(one)
        if name not in in_templates()
        and not any(module.startswith("sitegen.site.") for module in asked().get(name, ()))
    }
    assert missing == set()


_VIEWS = "sitegen.site.views."


def texts_of(view: object) -> Iterator[tuple[str, str]]:
    """Yield every text in a view and in what it is made of, with its class and field."""
    if isinstance(view, tuple):
        for one in view:
            yield from texts_of(one)
    elif is_dataclass(view) and type(view).__module__.startswith(_VIEWS):
        for field in fields(view):
            value = getattr(view, field.name)
            if isinstance(value, str) and value:
                yield f"{type(view).__name__}.{field.name}", value
            else:
                yield from texts_of(value)


class Watched:
    """Templates that note of each text of a view whether its page holds it."""

    def __init__(self, templates: Templates) -> None:
        self.templates, self.assets, self.kept = templates, templates.assets, templates.kept
        self.there: dict[str, bool] = {}

    def said_in(self, words: Words) -> Watched:
        said = Watched(self.templates.said_in(words))
        said.there = self.there
        return said

    def render(self, name: str, /, **values: object) -> str:
        made = self.templates.render(name, **values)
        for field, text in texts_of(tuple(values.values())):
            known = self.there.get(field, False)
            self.there[field] = known or str(escape(text)) in made or text in made
        return made


def test_every_text_of_a_view_is_on_a_page() -> None:
    """Show it in the page's template, or take it out of the view."""
    files = read_site_files(ROOT / "tests/projects/every-state")
    programme = check_site(files, lambda _: date(2031, 3, 5)).programme
    assert programme is not None
    watched = Watched(Templates([shipped_templates()]))
    for file in plan(
        programme,
        today=date(2031, 3, 5),
        base_url="https://example.org/",
        templates=watched,  # type: ignore[arg-type]
    ):
        file.produce()
    assert {field for field, there in watched.there.items() if not there} == set()


_MARKED = re.compile(
    r"\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}|\{[{%#].*?[}%#]\}"
    r"|<(script|style|svg)\b.*?</\1>|<!--.*?-->|<[^<>]*>|&\w+;"
    r"|\sdata-[a-z]+=\"|\shidden\b",  # attributes that a macro gives
    re.DOTALL,
)
_ATTRIBUTES = re.compile(r"\s(?:alt|title|placeholder|aria-label)=\"([^\"{]*[A-Za-z]{2}[^\"{]*)\"")


def test_every_text_of_a_template_can_be_translated() -> None:
    """Put it in `{% trans %}`."""
    missing = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        words = [*re.findall(r"[A-Za-z]{2,}", _MARKED.sub(" ", text)), *_ATTRIBUTES.findall(text)]
        missing += [f"{name}: {word}" for word in words]
    assert missing == []


def test_every_language_is_where_files_of_hosts_name_it() -> None:
    """Add its pages to be framed to `hosting/_headers`."""
    headers = (ROOT / "hosting/_headers").read_text(encoding="utf-8").splitlines()
    others = [one for one in PageLanguage if one is not PageLanguage.ENGLISH]
    assert [one for one in others if f"/{one}/embed/*" not in headers] == []


def test_every_language_is_named_in_the_guides() -> None:
    """Write its name beside the others where the guides say which languages there are."""
    others = [one for one in PageLanguage if one is not PageLanguage.ENGLISH]
    for name in ("editing.md", "data-for-others.md"):
        guide = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert [one for one in others if one.name.capitalize() not in guide] == [], name


_LINK = re.compile(r'<a\b[^>]*?\shref="([^"#?]+)')


def test_every_page_can_be_reached_from_the_home_page(tmp_path: Path) -> None:
    """Lead to it from another page, the navigation or the footer."""
    site = ROOT / "tests/projects/every-state"
    settings = Settings.of(site, tmp_path / "output", "https://x.example.org/base/", ())
    build_site(settings, lambda _: date(2031, 3, 5))
    pages = {
        path.relative_to(settings.output).as_posix(): path.read_text(encoding="utf-8")
        for path in settings.output.rglob("*.html")
    }
    seen, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in pages:
            continue
        seen.add(name)
        for link in _LINK.findall(pages[name]):
            address = urljoin(f"https://x.example.org/base/{name}", link)
            address = address.removeprefix("https://x.example.org/base/")
            is_file = address and not address.endswith("/")
            waiting.append(address if is_file else f"{address}index.html")
    for_hosts = {"404.html", *(name for name in pages if name.endswith("/404.html"))}
    old = {name for name, html in pages.items() if 'http-equiv="refresh"' in html}
    assert pages.keys() - seen - for_hosts - old - {n for n in pages if "embed/" in n} == set()
    assert seen.isdisjoint(old)
    assert len(seen) > 100
