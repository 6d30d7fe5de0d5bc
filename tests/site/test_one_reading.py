"""Each text in Markdown is read once: what is checked is what is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sitegen.build import Settings, build_site
from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.lazy import replace
from sitegen.programme import records
from sitegen.source.markdown import marks
from sitegen.source.markdown.nodes import Document

SITE = Path(__file__).parents[1] / "projects/every-state"
TODAY = date(2031, 3, 5)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All texts that were taken apart."""
    texts: list[str] = []
    taken_apart = marks.read

    def counted(text: str) -> Document:
        texts.append(text)
        return taken_apart(text)

    monkeypatch.setattr(marks, "read", counted)
    monkeypatch.setattr(records, "LAST_READ", {})  # another test may have read the same files
    return texts


def test_a_build_reads_each_text_once(read: list[str], tmp_path: Path) -> None:
    built = build_site(Settings.of(SITE, tmp_path, None, ()), lambda _: TODAY)
    assert built.published is not None
    assert len(read) > 10
    assert len({id(text) for text in read}) == len(read)


def test_a_check_reads_each_text_once(read: list[str]) -> None:
    files = read_site_files(SITE)
    copied = {"content/pages/become (1).md": files.read["content/pages/become.md"]}
    check_site(replace(files, read={**files.read, **copied}), lambda _: TODAY)
    assert len(read) > 5
    assert len({id(text) for text in read}) == len(read)


def test_a_text_with_other_line_ends_is_read_as_typed_and_as_meant(
    read: list[str],
) -> None:
    path = "content/pages/become.md"
    files = read_site_files(SITE)
    typed = files.read[path].replace(b"\n", b"\r\n")
    checked = check_site(replace(files, read={**files.read, path: typed}), lambda _: TODAY)
    assert checked.programme is not None
    page = next(one for one in checked.programme.pages if one.id == "become")
    assert "\r" not in page.body
    assert page.body.document.blocks
    assert sum("\r" in text for text in read) == 1
    assert len({id(text) for text in read}) == len(read)
