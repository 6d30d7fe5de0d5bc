"""Each kind of file that an office has, with the same two trainings in it, and what is strange."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from imports import imported, site_in, yaml_of

MARCH = "- id: puppies-2033-03\n  track: puppies\n  start: 2033-03-21\n  end: 2033-03-25\n"
MAY = "- id: puppies-2033-05\n  track: puppies\n  start: 2033-05-02\n"
REST = "  place: meadow\n  deadline: {}\n"
BOTH = [MARCH + REST.format("2033-03-07"), MAY + REST.format("2033-04-18")]

LINES = (
    "Puppy Courses\n"
    "• March 21-25, 2033 – Dog meadow (Deadline: March 7, 2033)\n"
    "• May 2, 2033 – Dog meadow (Deadline: April 18, 2033)\n"
)
ROWS = (
    ("Course", "First day", "Last day", "Where", "Apply by"),
    ("Puppy Course", "2033-03-21", "2033-03-25", "Dog meadow", "2033-03-07"),
    ("Puppy Course", "2033-05-02", "", "Dog meadow", "2033-04-18"),
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def separated(sign: str, *, end: str = "\r\n") -> str:
    return end.join(
        sign.join(f'"{cell}"' if sign in cell else cell for cell in row) for row in ROWS
    )


def workbook(fill: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(book: openpyxl.Workbook) -> None:
    sheet = book["Sheet"]
    sheet.append(["Our courses"])
    sheet.append([])
    for row in ROWS:
        sheet.append([date.fromisoformat(cell) if cell[:2] == "20" else cell for cell in row])


def packed(name: str, data: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def docx(body: str, before: str = "") -> bytes:
    text = f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed("word/document.xml", text.encode())


def paragraph(text: str, style: str = "") -> str:
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{kind}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table() -> str:
    rows = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in ROWS)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def pdf(lines: str) -> bytes:
    """Write a PDF file with one page and plain text on it."""
    shown = "".join(
        f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj T*\n"
        for line in lines.replace("•", "-").replace("–", "-").splitlines()
    )
    content = f"BT /F1 10 Tf 12 TL 40 700 Td\n{shown}ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Resources 6 0 R >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Font << /F1 4 0 R >> >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(out + b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % table)


def html_table() -> str:
    rows = "".join("<tr>" + "".join(f"<td>{c}" for c in row) + "\n" for row in ROWS)
    return f"<html><body><h1>Our courses</h1><table>{rows}</table></body></html>"


FILES: dict[str, tuple[str, bytes]] = {
    "text": ("a.txt", LINES.encode()),
    "text of Windows": ("a.txt", LINES.replace("\n", "\r\n").encode("cp1252")),
    "text with a mark": ("a.txt", b"\xef\xbb\xbf" + LINES.encode()),
    "UTF-16": ("a.txt", LINES.encode("utf-16")),
    "UTF-16 without a mark": ("a.txt", LINES.encode("utf-16-le")),
    "commas": ("a.csv", separated(",").encode()),
    "semicolons": ("a.csv", separated(";").encode("utf-8-sig")),
    "TABs": ("a.tsv", separated("\t", end="\n").encode("utf-16")),
    "a sheet without its ending": ("a", separated(";").encode()),
    "xlsx": ("a.xlsx", workbook(_rows)),
    "xlsx called csv": ("a.csv", workbook(_rows)),
    "docx": ("a.docx", docx("".join(map(paragraph, LINES.splitlines())))),
    "docx with a table": ("a.docx", docx(paragraph("Our courses", "Heading1") + word_table())),
    "pdf": ("a.pdf", pdf(LINES)),
    "a page with a table": ("a.html", html_table().encode()),
    "a page without its ending": ("a.txt", html_table().encode()),
}


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_of_file_gives_both_trainings(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, data = FILES[kind]
    (tmp_path / name).write_bytes(data)
    found = imported(capsys, site_in(tmp_path), [tmp_path / name])
    assert found["not_read"] == []
    assert yaml_of(found) == BOTH
    assert (found["not_decided"], found["not_understood"], found["waiting"]) == ([], [], [])


EVENT = """BEGIN:VEVENT
UID:{0}@calendar.example.com
DTSTAMP:20300101T000000Z
SUMMARY:{1}
{2}
END:VEVENT
"""


def calendar(*events: str) -> bytes:
    whole = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n" + "".join(events) + "END:VCALENDAR\n"
    return whole.replace("\n", "\r\n").encode()


def test_events_of_another_calendar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = "DTSTART;VALUE=DATE:20330321\nDTEND;VALUE=DATE:20330326\nLOCATION:Dog meadow"
    hours = "DTSTART:20330502T140000Z\nDTEND:20330502T180000Z\nLOCATION:Barn"
    data = calendar(EVENT.format(1, "Puppy Course", days), EVENT.format(2, "Puppy Course", hours))
    (tmp_path / "a.ics").write_bytes(data)
    found = imported(capsys, site_in(tmp_path), [tmp_path / "a.ics"])
    assert yaml_of(found) == [MARCH + "  place: meadow\n"]
    assert [one["unknown_place"] for one in found["waiting"]] == ["Barn"]
    assert "hours: 10:00 to 14:00\n" in found["waiting"][0]["yaml"]


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=WEEKLY;COUNT=900", "FREQ=SECONDLY"])
def test_an_event_that_repeats_is_asked_about_and_never_unrolled(
    rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = f"DTSTART;VALUE=DATE:20330321\nRRULE:{rule}"
    (tmp_path / "a.ics").write_bytes(calendar(EVENT.format(1, "Puppy Course", days)))
    found = imported(capsys, site_in(tmp_path), [tmp_path / "a.ics"])
    assert found["new"] == []
    assert "It repeats" in found["not_decided"][0]["problem"]


@pytest.mark.parametrize(
    ("pasted", "starts"),
    [
        ('Track,Start,Place\npuppies,"March 21, 2033",Dog meadow\n', ["2033-03-21"]),
        ("Track\tStart\npuppies\tMarch 21, 2033\n", ["2033-03-21"]),
        ("May 2, 2033 – Dog meadow\nMay 9, 2033 – Dog meadow\n", ["2033-05-02", "2033-05-09"]),
    ],
)
def test_what_is_pasted_is_a_table_or_lines(
    pasted: str, starts: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pasted text").write_text(pasted)
    root = site_in(tmp_path)
    found = imported(capsys, root, [tmp_path / "pasted text"], "--track", "puppies")
    assert [text.splitlines()[2].strip() for text in yaml_of(found)] == [
        f"start: {start}" for start in starts
    ]


def test_numbers_of_excel_are_recognized_and_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("Course,Start\nPuppy Course,44641\nPuppy Course,44700\n")
    found = imported(capsys, site_in(tmp_path), [tmp_path / "a.csv"])
    assert found["new"] == []
    assert "2022-03-21 (Monday, March 21, 2022)" in found["not_decided"][0]["problem"]
    assert len(found["not_decided"]) == 2


def test_a_date_with_a_time_in_a_workbook_and_columns_that_are_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book["Sheet"].append(["Course", "Start", "Time", "Trainer", "Status"])
        start = datetime(2033, 3, 21)  # noqa: DTZ001 - as a workbook has it
        book["Sheet"].append(["Puppy Course", start, "9 am - 4 pm", "Ann", "Canceled"])

    (tmp_path / "a.xlsx").write_bytes(workbook(fill))
    found = imported(capsys, site_in(tmp_path), [tmp_path / "a.xlsx"])
    (text,) = yaml_of(found)
    assert "hours: 09:00 to 16:00\n" in text
    assert "status: cancelled\n" in text
    assert found["notes"] == ["a.xlsx: Columns that are not taken over: “Trainer”."]
