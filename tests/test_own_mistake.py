"""A bug is told in plain words, and leaves what was published as it is."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sitegen import build, check, languages, record
from sitegen.cli import main
from sitegen.editing import fixes
from sitegen.serve import Preview
from sitegen.settings import Settings
from sitegen.site.wording import words_in

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests/projects/small"
EVIL = "\x1b[31mred \u202e ::error::" + "x" * 10_000


def fails(*_: Any, **__: Any) -> Any:
    raise IndexError(EVIL)


def loops(*_: Any, **__: Any) -> Any:
    return loops()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    shutil.copytree(SMALL, root)
    assert main(["record", "--root", str(root), "--today", "2022-01-10"]) == 0
    assert main(["build", "--root", str(root), "--today", "2022-01-10"]) == 0
    return root


def everything(root: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("bug", [fails, loops])
@pytest.mark.parametrize(
    ("command", "modules"),
    [
        (["check"], [check]),
        (["check", "--format", "json"], [check]),
        (["build", "--base-url", "https://other.example.org/"], [build]),
        (["record"], [record]),
        (["fix", "--yes"], [fixes]),
    ],
)
def test_a_bug_is_a_plain_message(
    command: list[str],
    modules: list[Any],
    bug: Any,
    site: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = everything(site)
    for module in modules:
        monkeypatch.setattr(module, "check_site", bug)
    capsys.readouterr()
    assert main([*command, "--root", str(site), "--today", "2022-01-10"]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("This is a mistake in sitegen, not in your files.")
    assert "Send the lines below" in shown.err
    assert "test_own_mistake.py, line " in shown.err
    assert str(ROOT) not in shown.err
    assert shown.err.isascii()
    assert "\x1b" not in shown.err
    assert not any(line.startswith("::") for line in shown.err.splitlines())
    assert len(shown.err) < 3000
    assert everything(site) == before


@pytest.mark.parametrize("name", ["plan", "produce", "publish", "calendar_files"])
def test_a_bug_in_a_build_keeps_the_last_good_site(
    name: str, site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(site / "output")
    monkeypatch.setattr(build, name, fails)
    assert main(["build", "--root", str(site), "--today", "2022-02-10"]) == 3
    assert "What was published last stays as it is." in capsys.readouterr().err
    assert everything(site / "output") == before


def test_a_bug_does_not_end_the_preview(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    settings = Settings.of(site, None, None, ())
    preview = Preview(settings=settings, clock=lambda _: date(2022, 1, 10), out=out)
    monkeypatch.setattr(build, "check_site", fails)
    preview.rebuild()
    assert "This is a mistake in sitegen" in out.getvalue()
    status, _, page = preview.page(preview.base_path)
    assert status == 200
    assert b"This is a mistake in sitegen" in page
    monkeypatch.setattr(build, "check_site", check.check_site)
    preview.rebuild()
    assert b"This is a mistake in sitegen" not in preview.page(preview.base_path)[2]


def test_a_language_whose_texts_are_missing_is_told_as_a_part_that_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk has refused nothing: the program is not whole."""
    site = ROOT / "tests/projects/every-state"
    monkeypatch.setattr(languages, "__file__", str(tmp_path / "__init__.py"))
    words_in.cache_clear()
    asked = ["--root", str(site), "--today", "2031-03-05", "--output", str(tmp_path / "output")]
    try:
        assert main(["build", *asked]) == 3
    finally:
        words_in.cache_clear()
    said = capsys.readouterr().err
    assert "A part of sitegen is not installed as it should be." in said
    assert "es.po" in said
    assert not (tmp_path / "output").exists()
