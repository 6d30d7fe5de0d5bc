"""Which kind of file some bytes are, by what is in them, and their parts."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from sitegen.importing.apart import parts_apart
from sitegen.importing.decoding import decoded
from sitegen.importing.parts import Budget, Line, Part, Unimportable
from sitegen.importing.published import published_parts
from sitegen.importing.sheets import csv_parts, is_separated
from sitegen.lazy import pattern

MOST_BYTES = 20_000_000
"""Bytes of one file. A page or a sheet has some hundred thousand."""

KINDS = "text, a saved web page, .csv, .xlsx, .docx, .pdf and .ics"
_HTML = pattern(
    r"\s*(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype html|html|head|body|main|div|table|ul|p|h[1-6])"
    r"\b",
    2,
)


def parts_of(name: str, data: bytes, zone: str) -> tuple[list[Part], str]:
    """Give the parts of a file, and what a person should know of how it was read.

    What is in the file decides, not its name: files are often named wrongly. Raises Unimportable.
    """
    if not data.strip():
        raise Unimportable("It is empty.")
    if data.startswith(b"PK\x03\x04"):
        return parts_apart(_packed_kind(data), data, zone), ""
    if data.startswith(b"%PDF-"):
        return parts_apart("pdf", data, zone), ""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Unimportable(
            "It is a file of an old Word or Excel, or it has a password. Open it, and save it as "
            ".docx or .xlsx, without a password."
        )
    text, note = decoded(data)
    return _text_parts(name, text, zone), note


def _packed_kind(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as packed:
            names = set(packed.namelist())
    except (BadZipFile, ValueError) as error:
        raise Unimportable("It is broken. Save it again.") from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    raise Unimportable(f"It is a packed file of another kind. What can be read: {KINDS}.")


def _text_parts(name: str, text: str, zone: str) -> list[Part]:
    if text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        return parts_apart("ics", text.encode(), zone)
    if _HTML.match(text[:2_000]):
        return parts_apart("html", text.encode(), zone)
    if text.lstrip().startswith("{") and (parts := published_parts(text)):
        return parts
    ending = name.casefold().rpartition(".")[2]
    if ending in {"csv", "tsv", "tab"} or (ending != "txt" and is_separated(text)):
        return csv_parts(text)
    budget = Budget()
    return [
        budget.spend(Line(f"line {number}", line.strip()))
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    ]
