"""Templates: which folder wins, how mistakes are told, how assets are addressed."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from sitegen.settings import shipped_templates
from sitegen.site.addresses import file_of
from sitegen.site.rendering import TemplateProblem, Templates


def folder(root: Path, **files: str) -> Path:
    for name, text in files.items():
        file = root / name.replace("__", "/").replace("_html", ".html").replace("_css", ".css")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def test_the_first_folder_wins_for_templates_and_assets(tmp_path: Path) -> None:
    own = folder(tmp_path / "own", a_html="own", assets__a_css="own")
    shipped = folder(
        tmp_path / "shipped", a_html="no", b_html="b", assets__a_css="no", assets__b_css="b"
    )
    templates = Templates([own, shipped])
    assert templates.render("a.html") == "own"
    assert templates.render("b.html") == "b"
    assert [(asset.name, asset.content) for asset in templates.assets] == [
        ("a.css", b"own"),
        ("b.css", b"b"),
    ]


def test_an_asset_moves_when_its_content_does(tmp_path: Path) -> None:
    (before,) = Templates([folder(tmp_path, assets__a_css="1")]).assets
    (same,) = Templates([tmp_path]).assets
    (after,) = Templates([folder(tmp_path, assets__a_css="2")]).assets
    assert before.address == same.address != after.address
    assert before.address.startswith("/assets/a.")
    assert before.address.endswith(".css")


def test_text_is_escaped(tmp_path: Path) -> None:
    templates = Templates([folder(tmp_path, a_html="{{ x }}")])
    assert templates.render("a.html", x="<b>") == "&lt;b&gt;"


def test_a_syntax_mistake_is_told_before_anything_is_rendered(tmp_path: Path) -> None:
    with pytest.raises(TemplateProblem) as caught:
        Templates([folder(tmp_path, a_html="fine\n{% if x %}")])
    assert caught.value.file == tmp_path / "a.html"
    assert caught.value.line == 2
    assert "end of template" in caught.value.message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a\n{{ x.nothing }}", 2, "nothing"),
        ("a\n\n{{ unknown }}", 3, "unknown"),
        ("{{ x() }}", 1, "callable"),
        ("\n{% include 'c.html' %}", 2, "c.html"),
    ],
)
def test_a_mistake_while_filling_is_told_with_its_place(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    templates = Templates([folder(tmp_path, a_html=text)])
    with pytest.raises(TemplateProblem) as caught:
        templates.render("a.html", x="text")
    assert caught.value.file == tmp_path / "a.html"
    assert caught.value.line == line
    assert words in caught.value.message


def test_a_mistake_in_a_part_is_told_in_the_part(tmp_path: Path) -> None:
    templates = Templates([folder(tmp_path, a_html="{% include 'b.html' %}", b_html="\n{{ y }}")])
    with pytest.raises(TemplateProblem) as caught:
        templates.render("a.html")
    assert (caught.value.file, caught.value.line) == (tmp_path / "b.html", 2)


def test_a_mistake_survives_the_way_back_from_another_process(tmp_path: Path) -> None:
    told = TemplateProblem(tmp_path / "a.html", 3, "'x' is undefined")
    again = pickle.loads(pickle.dumps(told))
    assert (again.file, again.line, again.message) == (told.file, told.line, told.message)
    assert str(again) == f"{tmp_path / 'a.html'}:3: 'x' is undefined"


def test_a_missing_template_is_told_with_the_folder_it_would_be_in(tmp_path: Path) -> None:
    with pytest.raises(TemplateProblem) as caught:
        Templates([tmp_path]).render("pages/x.html")
    assert caught.value.file == tmp_path / "pages/x.html"
    assert caught.value.line == 0


def test_shipped_templates_are_found() -> None:
    assert (shipped_templates() / "layouts" / "site.html").is_file()


def test_a_template_may_begin_with_the_mark_that_some_editors_write(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"\xef\xbb\xbfname")
    assert Templates([tmp_path]).render("a.html") == "name"


@pytest.mark.parametrize(
    "data",
    [
        "{# é #}".encode("latin-1"),
        "{# a #}".encode("utf-16"),
        "{# a long text #}".encode("utf-16-le"),
    ],
)
def test_a_template_in_another_encoding_is_a_problem(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.html").write_bytes(data)
    with pytest.raises(TemplateProblem, match="not saved as UTF-8"):
        Templates([tmp_path])


def test_so_is_a_file_that_a_template_takes_in(tmp_path: Path) -> None:
    own = folder(tmp_path, a_html="{% include 'assets/b.svg' %}")
    (own / "assets").mkdir()
    (own / "assets/b.svg").write_bytes(b"<svg>\xe9</svg>")
    with pytest.raises(TemplateProblem) as caught:
        Templates([own]).render("a.html")
    assert caught.value.file == own / "assets/b.svg"


@pytest.mark.parametrize("name", ["a b.css", "é.css", "a%2Fb.css", "%2e%2e.css", "a?b#c.css"])
def test_the_address_of_an_asset_leads_to_its_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / name).write_text("")
    (one,) = Templates([tmp_path]).assets
    assert re.fullmatch(r"/assets/[A-Za-z0-9._%~-]+", one.address)
    stem, _, ending = name.rpartition(".")
    file = file_of(one.address)
    assert file.startswith(f"assets/{stem}.")
    assert file.endswith(f".{ending}")


@pytest.mark.parametrize("name", ["a\\b.css", "a\nb.css", "a\x01.css"])
def test_an_asset_that_can_have_no_address_is_a_problem(tmp_path: Path, name: str) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / name).write_text("")
    with pytest.raises(TemplateProblem, match="cannot be part of an address"):
        Templates([tmp_path])
