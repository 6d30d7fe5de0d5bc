"""A site with a look of its own: colors, a logo, one part, and a layout that extends ours."""

from __future__ import annotations

import hashlib
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from sitegen.build import build_site
from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.programme.look.palette import SHIPPED, Scheme
from sitegen.programme.look.pictures import Picture, read_picture
from sitegen.settings import Settings

ROOT = Path(__file__).parents[2]
RESTYLED = ROOT / "tests/projects/restyled"
SMALL = ROOT / "tests/projects/small"
TODAY = date(2022, 2, 1)


def built(root: Path, output: Path) -> Path:
    done = build_site(Settings.of(root, output, None, ()), lambda _: TODAY)
    assert done.published is not None, done.report.diagnostics
    return output


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(RESTYLED, tmp_path_factory.mktemp("restyled"))


def pages(site: Path) -> list[str]:
    """All pages that have the layout: those of `embed/` stand in a frame of other sites."""
    files = sorted(set(site.rglob("*.html")) - set(site.glob("embed/**/*.html")))
    assert len(files) > 12
    return [page.read_text(encoding="utf-8") for page in files]


def is_loaded(address: str, page: str, *, by: str) -> bool:
    """Whether the page loads this from where the site begins: its links are relative.

    Only the page that is shown at any address has whole paths.
    """
    return re.search(rf'<{by}="(?:/peers/|\./|(?:\.\./)+){address}"', page) is not None


def asset(site: Path, pattern: str) -> Path:
    (file,) = site.glob(f"assets/{pattern}")
    digest = file.name.split(".")[-2]
    assert hashlib.sha256(file.read_bytes()).hexdigest().startswith(digest)
    return file


def test_the_example_has_no_problem() -> None:
    assert not check_site(read_site_files(RESTYLED), lambda _: TODAY).report.diagnostics


def test_every_page_has_the_logo_and_the_parts_of_its_own(site: Path) -> None:
    light, dark = (asset(site, f"logo/{name}.*.svg") for name in ("emblem", "emblem-dark"))
    for page in pages(site):
        assert page.count("<img ") == 1
        assert is_loaded(f"assets/logo/{light.name}", page, by="img src")
        assert 'alt="Department of Invented Affairs, a sun over the plains"' in page
        assert 'width="84" height="56"' in page
        assert is_loaded(f"assets/logo/{dark.name}", page, by="source srcset")
        assert 'media="screen and (prefers-color-scheme: dark)"' in page
        assert page.count('class="motto"') == 1  # block header
        assert "Published by the Department of Invented Affairs." in page  # block footer
        assert is_loaded(r"assets/plains\.\w+\.css", page, by='link rel="stylesheet" href')
        assert "Call 601-555-0100" in page  # partials/contact.html
    for shown in (light, dark):
        name = re.sub(r"\.\w+\.svg$", ".svg", shown.name)
        picture = read_picture(name, (RESTYLED / "content/files" / name).read_bytes())
        assert isinstance(picture, Picture)
        assert shown.read_bytes() == picture.data


def test_what_is_not_replaced_is_ours(site: Path) -> None:
    for page in pages(site):
        for kept in ('class="skip"', 'href="tel:988"', 'id="main"', "Content-Security-Policy"):
            assert page.count(kept) == 1
        assert page.startswith("<!doctype html>")
        assert page.count("<header ") == page.count("<footer ") == page.count("<main ") == 1


def test_own_colors_are_in_the_one_style_sheet(site: Path) -> None:
    sheet = asset(site, "site.*.css").read_text(encoding="utf-8")
    assert "--accent: #7a2e5d" in sheet
    assert "--paper: #17101a" in sheet
    name, by = asset(site, "site.*.css").name, 'link rel="stylesheet" href'
    assert all(is_loaded(f"assets/{name}", page, by=by) for page in pages(site))


def test_a_site_without_a_look_has_neither(tmp_path: Path) -> None:
    plain = built(SMALL, tmp_path)
    assert not any("<img " in page or "<picture" in page for page in pages(plain))
    assert not (plain / "assets/logo").exists()
    sheet = (ROOT / "templates/assets/site.css").read_text(encoding="utf-8")
    published = asset(plain, "site.*.css").read_text(encoding="utf-8")
    # Remarks are for those who write it. Nothing else is left out, and nothing is added.
    assert published == re.sub(r"/\*.*?\*/\s*", "", sheet, flags=re.DOTALL)
    assert "/*" not in published


def test_a_logo_without_one_for_dark_pages_stands_on_white(tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(RESTYLED, root)
    file = root / "content/site.yaml"
    file.write_text(file.read_text().replace("    dark: emblem-dark.svg\n", ""))
    page = (built(root, tmp_path / "out") / "index.html").read_text()
    assert '<picture class="logo on-white">' in page
    assert "<source" not in page
    assert not list(tmp_path.glob("out/assets/logo/emblem-dark*"))


def test_the_same_picture_for_both_is_published_once(tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(RESTYLED, root)
    file = root / "content/site.yaml"
    file.write_text(file.read_text().replace("emblem-dark.svg", "emblem.svg"))
    assert len(list(built(root, tmp_path / "out").glob("assets/logo/*"))) == 1


def test_the_page_colors_are_given_to_templates(tmp_path: Path) -> None:
    for root, light, dark in (
        (RESTYLED, "#fdf6ee", "#17101a"),
        (SMALL, *(str(SHIPPED[scheme]["paper"]) for scheme in Scheme)),
    ):
        own = tmp_path / root.name
        (own / "layouts").mkdir(parents=True)
        (own / "layouts/site.html").write_text(
            '{% extends "layouts/base.html" %}'
            "{% block head %}{{ site.paper.light }} {{ site.paper.dark }}{% endblock %}"
        )
        settings = Settings.of(root, tmp_path / f"{root.name}-out", None, (own,))
        assert build_site(settings, lambda _: TODAY).published is not None
        page = (tmp_path / f"{root.name}-out/index.html").read_text()
        assert f"{light} {dark}" in page
