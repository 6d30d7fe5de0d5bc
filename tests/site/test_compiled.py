"""Templates that Jinja has made before are not made again, and are never out of date."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import jinja2
import pytest

from sitegen.kept import NOTHING, Kept
from sitegen.languages import PageLanguage
from sitegen.site import compiled, rendering
from sitegen.site.rendering import Templates
from sitegen.site.wording import ENGLISH, Words, words_in

TEXTS = {"a.html": "{% trans %}Home{% endtrans %} {{ x }}", "b.html": "b {{ x }}"}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Templates that Jinja has made, in order; those in `tmp_path/shipped` are the shipped ones."""
    names: list[str] = []
    whole = jinja2.Environment.compile

    def compile_(self: Any, source: Any, name: Any = None, *rest: Any, **more: Any) -> Any:
        names.append(name)
        return whole(self, source, name, *rest, **more)

    monkeypatch.setattr(jinja2.Environment, "compile", compile_)
    monkeypatch.setattr(rendering, "shipped_templates", lambda: tmp_path / "shipped")
    monkeypatch.setattr(compiled, "_MADE", {})
    write(tmp_path / "shipped", TEXTS)
    return names


def write(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text)


def rendered(tmp_path: Path, kept: Kept, words: Words = ENGLISH, *, new_run: bool = True) -> str:
    """Render a template as a run of its own does."""
    if new_run:
        compiled._MADE.clear()
    own = [tmp_path / "own"] if (tmp_path / "own").is_dir() else []
    templates = Templates([*own, tmp_path / "shipped"], words, kept=kept)
    return templates.render("a.html", x=1)


def test_the_next_run_makes_nothing_again(tmp_path: Path, made: list[str]) -> None:
    kept = Kept(tmp_path / "kept")
    assert rendered(tmp_path, kept) == "Home 1"
    assert made == ["a.html", "b.html"]
    assert rendered(tmp_path, kept) == "Home 1"
    assert made == ["a.html", "b.html"]


def test_in_one_run_each_template_is_made_once(tmp_path: Path, made: list[str]) -> None:
    for _ in range(3):
        rendered(tmp_path, NOTHING, new_run=False)
    assert made == ["a.html", "b.html"]


def test_only_a_template_that_has_changed_is_made_again(tmp_path: Path, made: list[str]) -> None:
    kept = Kept(tmp_path / "kept")
    rendered(tmp_path, kept)
    write(tmp_path / "shipped", {"a.html": "new {{ x }}"})
    assert rendered(tmp_path, kept) == "new 1"
    assert made == ["a.html", "b.html", "a.html"]
    write(tmp_path / "shipped", TEXTS)
    assert rendered(tmp_path, kept, new_run=False) == "Home 1"


def test_each_language_has_its_own(tmp_path: Path, made: list[str]) -> None:
    kept, spanish = Kept(tmp_path / "kept"), words_in(PageLanguage.SPANISH)
    assert rendered(tmp_path, kept) == "Home 1"
    assert rendered(tmp_path, kept, spanish) == "Inicio 1"
    assert rendered(tmp_path, kept) == "Home 1"
    assert rendered(tmp_path, kept, spanish) == "Inicio 1"
    assert len(made) == 4


def test_a_language_of_which_the_texts_are_not_known_is_not_kept(
    tmp_path: Path, made: list[str]
) -> None:
    kept, unknown = Kept(tmp_path / "kept"), Words(language="xx")
    rendered(tmp_path, kept, unknown)
    rendered(tmp_path, kept, unknown, new_run=False)
    assert len(made) == 4
    assert list((tmp_path / "kept").iterdir()) == []


def test_what_is_damaged_is_made_again(tmp_path: Path, made: list[str]) -> None:
    kept = Kept(tmp_path / "kept")
    rendered(tmp_path, kept)
    for path in (tmp_path / "kept").iterdir():
        path.write_bytes(path.read_bytes()[:-7])
    assert rendered(tmp_path, kept) == "Home 1"
    shutil.rmtree(tmp_path / "kept")
    assert rendered(tmp_path, kept) == "Home 1"
    assert made == ["a.html", "b.html"] * 3


def test_of_the_sites_own_templates_nothing_stays(tmp_path: Path, made: list[str]) -> None:
    kept = Kept(tmp_path / "kept")
    write(tmp_path / "own", {"a.html": "own {{ x }}"})
    assert rendered(tmp_path, kept) == "own 1"
    assert rendered(tmp_path, kept) == "own 1"
    assert made == ["a.html", "b.html", "a.html"]
    shutil.rmtree(tmp_path / "own")
    assert rendered(tmp_path, kept) == "Home 1"


def test_a_mistake_is_told_at_its_place_also_from_what_was_kept(
    tmp_path: Path, made: list[str]
) -> None:
    kept = Kept(tmp_path / "kept")
    write(tmp_path / "shipped", {"a.html": "one\n{{ y }}"})
    for _ in range(2):
        with pytest.raises(rendering.TemplateProblem) as raised:
            rendered(tmp_path, kept)
        assert (raised.value.file, raised.value.line) == (tmp_path / "shipped/a.html", 2)
    assert made == ["a.html", "b.html"]
