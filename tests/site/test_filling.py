"""Templates are filled with less work than Jinja takes, and with the same bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.settings import shipped_templates
from sitegen.site import filling, rendering
from sitegen.site.filling import shown
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.site.views.parts import Link
from sitegen.site.wording import ForeignText

EVERY_STATE = Path(__file__).parents[1] / "projects/every-state"
TODAY = date(2031, 3, 5)


class AsJinjaDoes(jinja2.Environment):
    """Fills templates as Jinja itself does."""

    def __init__(self, _pure: Path | None, **settings: Any) -> None:
        super().__init__(**settings)


def every_page() -> dict[str, bytes]:
    programme = check_site(read_site_files(EVERY_STATE), lambda _: TODAY).programme
    assert programme
    templates = Templates([shipped_templates()])
    base = programme.site.base_url
    files = plan(programme, today=TODAY, base_url=base, templates=templates)
    return {file.address: file.produce() for file in files}


def test_every_page_has_the_bytes_that_jinja_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = every_page()
    monkeypatch.setattr(rendering, "Filling", AsJinjaDoes)
    monkeypatch.setattr(rendering.CompiledTemplates, "load_bytecode", lambda *_: None)
    monkeypatch.setattr(rendering.CompiledTemplates, "dump_bytecode", lambda *_: None)
    assert every_page() == ours


SIGNS = st.text(alphabet="<>&'\" aä\u2028", max_size=8)


@given(
    st.one_of(
        SIGNS,
        SIGNS.map(Markup),
        st.builds(ForeignText.of, SIGNS, st.sampled_from(["en", "es"])),
        st.integers(),
        st.booleans(),
        st.none(),
        st.floats(),
    )
)
def test_a_value_is_shown_as_escape_gives_it(value: object) -> None:
    assert shown(value) == str(escape(value))


def test_words_that_are_equal_and_mean_something_else_are_told_apart() -> None:
    for value in ("<b>", Markup("<b>"), ForeignText.of("<b>", "en"), ForeignText.of("<b>", "es")):
        assert shown(value) == str(escape(value))


COUNTING = "{% set n = namespace(at=0) %}{% macro count(of) %}{% set n.at = n.at + 1 %}{{ n.at }}"
COUNTING += "{% endmacro %}"


def folder(path: Path, **texts: str) -> Path:
    for name, text in texts.items():
        file = path / f"{name.replace('__', '/')}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return path


USING = (
    "{% from 'partials/a.html' import count %}{{ count(one) }} {{ count(one) }} {{ count(two) }}"
)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder(tmp_path / "shipped", partials__a=COUNTING, page=USING)
    monkeypatch.setattr(rendering, "shipped_templates", lambda: tmp_path / "shipped")
    return tmp_path / "shipped"


def test_what_a_shipped_part_made_of_a_value_is_used_again(shipped: Path) -> None:
    templates = Templates([shipped])
    one, two = Link("/", "x"), Link("/", "x")
    assert templates.render("page.html", one=one, two=two) == "1 1 2"
    assert templates.render("page.html", one=one, two=Link("/", "x")) == "1 1 3"


@pytest.mark.parametrize("value", [SimpleNamespace(text="x"), ["x"], (["x"],), {"text": "x"}])
def test_what_may_change_is_looked_at_again(shipped: Path, value: object) -> None:
    assert Templates([shipped]).render("page.html", one=value, two=None) == "1 2 3"


def test_parts_of_the_site_may_count(shipped: Path, tmp_path: Path) -> None:
    own = folder(tmp_path / "own", partials__b="x")
    one = Link("/", "x")
    assert Templates([own, shipped]).render("page.html", one=one, two=one) == "1 2 3"


def test_only_so_much_is_held(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "_MOST", 3)
    templates = Templates([shipped])
    for number in range(20):
        templates.render("page.html", one=Link("/", str(number)), two=None)
        assert len(templates._environment.made) <= 3
