"""Documents: what is published is one of a few kinds, by its name and by what is in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.programme.documents import (
    KINDS,
    MOST_BYTES,
    DocumentFile,
    read_document,
)
from sitegen.programme.flaws import Flaw


def packed(*names: str, mimetype: str = "") -> bytes:
    """Give a ZIP file with parts of these names, the first one not packed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as into:
        if mimetype:
            into.writestr("mimetype", f"application/vnd.oasis.opendocument.{mimetype}")
        for name in names:
            into.writestr(name, "<x/>")
    return file.getvalue()


def office(main: str, *more: str) -> bytes:
    return packed("[Content_Types].xml", main, *more)


def compound(stream: str, more: str = "") -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + f"{stream}\0{more}\0".encode("utf-16-le")
    )


PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(20) + b"IEND\xaeB`\x82"
RIGHT: Mapping[str, bytes] = {
    "pdf": PDF,
    "docx": office("word/document.xml"),
    "xlsx": office("xl/workbook.xml"),
    "pptx": office("ppt/presentation.xml"),
    "odt": packed("content.xml", mimetype="text"),
    "ods": packed("content.xml", mimetype="spreadsheet"),
    "odp": packed("content.xml", mimetype="presentation"),
    "doc": compound("WordDocument"),
    "xls": compound("Workbook"),
    "rtf": b"{\\rtf1\\ansi Hello}",
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0JFIF\xff\xd9",
    "jpeg": b"\xff\xd8\xff\xe1Exif\xff\xd9\n",
    "txt": b"\xef\xbb\xbfHello, Pe\xc3\xb1a.\r\n",
    "csv": b"name;phone\nMaria;601-555-0100\n",
}
PAGE = b"<!DOCTYPE html><script>alert(1)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def test_every_kind_has_an_example() -> None:
    assert RIGHT.keys() == set(KINDS)


@pytest.mark.parametrize("ending", RIGHT)
def test_a_document_is_told_by_its_name_and_its_content(ending: str) -> None:
    size = len(RIGHT[ending])
    for name in (f"form.{ending}", f"a/b/form-1.2.{ending}", f"Form_A.{ending.upper()}"):
        assert read_document(name, RIGHT[ending]) == DocumentFile(ending.upper(), size)


@pytest.mark.parametrize("name", RIGHT)
@pytest.mark.parametrize("content", RIGHT)
def test_one_kind_is_not_another(name: str, content: str) -> None:
    same = {"txt", "csv"} if {name, content} <= {"txt", "csv", "rtf"} - {"rtf"} else {name}
    same = {"jpg", "jpeg"} if name in {"jpg", "jpeg"} else same
    if content in same or (name in {"txt", "csv"} and content in {"pdf", "rtf"}):
        return  # text is text, whatever else it may be
    read = read_document(f"form.{name}", RIGHT[content])
    assert isinstance(read, Flaw), read


@pytest.mark.parametrize(
    "name",
    [
        *("evil.html", "evil.htm", "evil.xhtml", "evil.shtml", "evil.svg", "evil.svgz", "evil.xml"),
        *("evil.js", "evil.mjs", "evil.css", "evil.json", "evil.wasm", "evil.webmanifest"),
        *("evil.php", "evil.cgi", "evil.exe", "evil.docm", "evil.xlsm", "evil.zip", "evil.ics"),
        *("evil.mht", "evil.mhtml", "evil.xsl", "evil.swf", "evil.eml", "evil.vcf", "evil.url"),
        *("_headers", "_redirects", "CNAME", "web.config", "robots.txt.html", "index.html"),
        *(".htaccess", ".htpasswd", ".user.ini", ".pdf", "a/.pdf", "pdf", "form", "form.pdf/evil"),
        *("form.html.pdf", "form.php.pdf", "form.svg.png", "form.tar.pdf", "a.b/c.d.pdf", "x..pdf"),
    ],
)
@pytest.mark.parametrize("data", [PAGE, DRAWING, PDF, b""], ids=["page", "drawing", "pdf", "empty"])
def test_no_other_name_is_taken_whatever_is_in_it(name: str, data: bytes) -> None:
    assert isinstance(read_document(name, data), Flaw)


@pytest.mark.parametrize("ending", KINDS)
@pytest.mark.parametrize(
    "data",
    [
        *(PAGE, DRAWING, b"\n \t" + PAGE, b"\xef\xbb\xbf" + PAGE, PAGE.decode().encode("utf-16")),
        *(b"<?xml version='1.0'?>" + DRAWING, b"<!-- a -->" + PAGE, b"\0" + PAGE, b"MZ\x90\0\3\0"),
    ],
)
def test_no_web_page_is_taken_whatever_it_is_called(ending: str, data: bytes) -> None:
    assert isinstance(read_document(f"form.{ending}", data), Flaw)


@pytest.mark.parametrize("ending", [one for one in KINDS if one not in {"txt", "csv"}])
def test_nothing_stands_before_a_document(ending: str) -> None:
    """A file that is a web page as well would be shown as one where the type is guessed."""
    assert isinstance(read_document(f"form.{ending}", PAGE + RIGHT[ending]), Flaw)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("form.docx", office("word/document.xml", "word/vbaProject.bin")),
        ("form.xlsx", office("xl/workbook.xml", "xl/VBAPROJECT.BIN")),
        ("form.odt", packed("content.xml", "Basic/Standard/Module1.xml", mimetype="text")),
        ("form.ods", packed("content.xml", "Scripts/python/a.py", mimetype="spreadsheet")),
        ("form.doc", compound("WordDocument", "_VBA_PROJECT")),
        ("form.xls", compound("Book", "_VBA_PROJECT_CUR")),
        ("form.rtf", b"{\\rtf1 {\\object\\objdata 0105}}"),
    ],
)
def test_programs_within_documents_are_refused(name: str, data: bytes) -> None:
    read = read_document(name, data)
    assert isinstance(read, Flaw)
    assert "macro" in read.message


@pytest.mark.parametrize("ending", KINDS)
def test_a_document_that_was_cut_off_or_is_empty_is_refused(ending: str) -> None:
    if ending not in {"txt", "csv", "rtf"}:
        assert isinstance(read_document(f"a.{ending}", RIGHT[ending][:-16]), Flaw)
        assert isinstance(read_document(f"a.{ending}", b""), Flaw)


def test_a_document_has_a_largest_size() -> None:
    whole = PDF + b" " * (MOST_BYTES - len(PDF) - 5) + b"%%EOF"
    assert read_document("a.pdf", whole) == DocumentFile("PDF", MOST_BYTES)
    assert isinstance(read_document("a.pdf", b"%PDF-" + whole), Flaw)


@given(
    st.sampled_from(KINDS), st.sampled_from(list(RIGHT.values())), st.binary(max_size=80), st.data()
)
def test_any_bytes_are_taken_or_refused(
    ending: str, whole: bytes, more: bytes, where: st.DataObject
) -> None:
    at = where.draw(st.integers(0, len(whole)))
    for data in (whole[:at] + more + whole[at:], whole[:at] + more, more):
        assert isinstance(read_document(f"a.{ending}", data), DocumentFile | Flaw)
