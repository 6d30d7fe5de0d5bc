"""What no office has, or somebody sends who means harm: a plain message, in bounded time."""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from imports import files_of, imported, site_in
from test_import_files import FILES, docx, packed, paragraph, pdf

from sitegen.cli import main
from sitegen.importing.documents import docx_parts, pdf_parts
from sitegen.importing.parts import Unimportable
from sitegen.importing.readers import MOST_BYTES
from sitegen.importing.sheets import xlsx_parts

NAMES = list(zip("abcdefgh", "bcdefghi", strict=True))
ENTITIES = "".join(f'<!ENTITY {name} "' + f"&{of};" * 10 + '">' for of, name in NAMES)
LAUGHS = f'<!DOCTYPE x [<!ENTITY a "haha">{ENTITIES}]>'


def bomb(path: Path, member: str, size: int) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive, archive.open(member, "w") as out:
        for _ in range(size // 1_000_000):
            out.write(b" " * 1_000_000)


def sheet_xml(rows: int) -> bytes:
    cell = '<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    size = '<dimension ref="A1:A1000000"/>'
    rows_ = f"<sheetData>{cell * rows}</sheetData>"
    return f'<worksheet xmlns="{space}">{size}{rows_}</worksheet>'.encode()


def with_sheet(path: Path, sheet: bytes) -> None:
    """Put another sheet into a good workbook."""
    good = path.with_suffix(".good")
    good.write_bytes(FILES["xlsx"][1])
    with ZipFile(good) as before, ZipFile(path, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, sheet if name.endswith("sheet1.xml") else before.read(name))
    good.unlink()


def refusal(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, data: bytes) -> str:
    """Give the one sentence or two that an import says of a file."""
    path = tmp_path / name
    if data:
        path.write_bytes(data)
    root = site_in(tmp_path)
    before = files_of(root)
    found = imported(capsys, root, [path], "--write")
    assert files_of(root) == before
    assert found["new"] == []
    (said,) = found["not_read"]
    assert "Traceback" not in said
    assert said.startswith(f"{name}: ")
    return str(said.removeprefix(f"{name}: "))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"\n \n", "It is empty."),
        ("a.csv", bytes(range(256)) * 50, "It is no text, and none of the kinds"),
        ("a.txt", "March 21".encode("utf-16") + b"\x00", "It is no text"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "It is a file of an old Word"),
        ("a.xlsx", b"PK\x03\x04" + bytes(100), "It is broken. Save it again."),
        ("a.zip", packed("notes.txt", b"March 21, 2033"), "It is a packed file of another kind."),
        ("a.docx", packed("word/document.xml", b"<w:p>"), "It is no Word document that can be"),
        ("a.docx", docx(paragraph("&i;"), LAUGHS), "It is no Word document that can be read."),
        ("a.xlsx", packed("xl/workbook.xml", b"<x/>"), "It is no workbook that can be read."),
        ("a.pdf", b"%PDF-1.4\nnothing", "It is no PDF file that can be read."),
        ("a.pdf", pdf(""), "It holds no text, only pictures of pages."),
        ("a.csv", b'Course,Start\n"' + b"x" * 200_000, "Line"),
        ("a.csv", b"Start,Course\n" + b"2033-03-21,Puppies\n" * 30_000, "It has more than 20,000"),
        ("a.txt", b"March 21, 2033\n" * 300_000, "It has more than 20,000 lines"),
        ("a.html", b"<p>x" * 30_000, "It has more than 20,000 lines or rows"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_plainly(
    name: str, data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refusal(capsys, tmp_path, name, data).startswith(said)


@pytest.mark.parametrize("member", ["word/document.xml", "xl/workbook.xml"])
def test_a_packed_bomb_is_refused_before_it_is_unpacked(
    member: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bomb(tmp_path / "a.bin", member, 150_000_000)
    said = refusal(capsys, tmp_path, "a.bin", b"")
    assert said.startswith("It unpacks to 150,000,000 bytes. At most 100,000,000 are read.")


def test_a_million_rows_end_at_the_limit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_sheet(tmp_path / "a.xlsx", sheet_xml(1_000_000))
    said = refusal(capsys, tmp_path, "a.xlsx", b"")
    assert said.startswith("It has more than 20,000 lines or rows")


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert "more than 20,000,000 bytes" in refusal(capsys, tmp_path, "a.txt", b"")


def test_a_page_that_would_take_for_ever_is_ended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refusal(capsys, tmp_path, "a.html", b"<html>" + b"<!--" * 300_000)
    assert said.startswith("To read it takes more than 10 seconds or 1 GB of memory")


@pytest.mark.parametrize("text", ["BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "Hello,\nsee you soon.\n"])
def test_a_file_without_trainings_says_what_is_looked_for(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a").write_text(text)
    found = imported(capsys, site_in(tmp_path), [tmp_path / "a"])
    assert found["notes"][0].startswith("a: No training was found in it. Put the name of a track")


def test_a_file_that_is_not_there_or_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site_in(tmp_path)
    assert main(["import", str(tmp_path / "a.txt"), str(tmp_path), "--root", str(root)]) == 1
    said = capsys.readouterr().out
    assert "a.txt: No such file or directory." in said
    assert "Not read: 2" in said


@pytest.mark.parametrize(
    ("read", "package"),
    [(xlsx_parts, "openpyxl"), (docx_parts, "defusedxml"), (pdf_parts, "pypdf")],
)
def test_a_package_that_is_not_installed_is_named_with_how_to_get_it(
    read: object, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] == package] + [package]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(Unimportable) as refused:
        read(b"")  # type: ignore[operator]
    assert f"needs the package {package}" in str(refused.value)
    assert 'pip install "sitegen[import]"' in str(refused.value)


def test_words_of_a_file_do_not_act_on_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    text = "Puppy Courses\nMarch 21, 2033 – \u202eBarn\u2066 ##[error]x\nMarch 22, 2033 \x1b[31m\n"
    file.write_text(text.replace("\x1b", "\u009b"))
    main(["import", str(file), "--root", str(site_in(tmp_path))])
    said = capsys.readouterr().out
    assert not any(sign in said for sign in "\u202e\u2066\u009b\x1b")
    assert "##[error]" not in said
