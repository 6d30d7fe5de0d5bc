"""Word documents and PDF files as lines and rows."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from sitegen.importing.parts import Budget, Line, Part, Row, Unimportable
from sitegen.importing.sheets import MISSING

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_PAGES = 100


def docx_parts(data: bytes) -> list[Part]:
    """Give the paragraphs and the tables of a Word document, in order."""
    try:
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import ParseError, fromstring
    except ImportError as error:
        raise Unimportable(MISSING.format("defusedxml")) from error
    try:
        with ZipFile(BytesIO(data)) as packed:
            root = fromstring(packed.read("word/document.xml"), forbid_dtd=True)
    except (BadZipFile, KeyError, ParseError, DefusedXmlException, RuntimeError, OSError) as error:
        problem = "It is no Word document that can be read. Save it again as .docx."
        raise Unimportable(problem) from error
    budget = Budget()
    return [budget.spend(part) for part in _blocks(root, "")]


def _blocks(element: Any, where: str) -> Iterator[Part]:  # noqa: ANN401 - an element of a library without types
    """Yield what stands in an element, from top to bottom."""
    waiting = [element]
    number = 0
    while waiting:
        one = waiting.pop()
        if one.tag == f"{_WORD}p":
            number += 1
            for text in _text(one).split("\n"):
                if text.strip():
                    yield Line(f"paragraph {number}{where}", text.strip(), _is_heading(one))
        elif one.tag == f"{_WORD}tr":
            number += 1
            cells = tuple(_cell(cell) for cell in one.iter(f"{_WORD}tc"))
            if any(cells):
                yield Row(f"paragraph {number}{where}", cells)
        elif one.tag != _COPY:
            waiting.extend(reversed(one))


def _cell(cell: Any) -> str:  # noqa: ANN401 - as above
    return " ".join(" ".join(_text(p) for p in cell.iter(f"{_WORD}p")).split())


def _text(paragraph: Any) -> str:  # noqa: ANN401 - as above
    signs = {
        f"{_WORD}tab": "\t",
        f"{_WORD}br": "\n",
        f"{_WORD}cr": "\n",
        f"{_WORD}noBreakHyphen": "-",
    }
    return "".join(
        (one.text or "") if one.tag == f"{_WORD}t" else signs.get(one.tag, "")
        for one in paragraph.iter()
    )


def _is_heading(paragraph: Any) -> bool:  # noqa: ANN401 - as above
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    name = "" if style is None else style.get(f"{_WORD}val", "")
    return name.casefold().startswith(("heading", "title"))


def _opens(reader: Any, unknown: type[Exception]) -> bool:  # noqa: ANN401 - as above
    """Tell whether a file with a password opens without one, as those do that forbid printing."""
    try:
        return bool(reader.decrypt(""))
    except unknown:
        return False


def pdf_parts(data: bytes) -> list[Part]:
    """Give the lines of a PDF file. Pages that are pictures hold none."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, PyPdfError
    except ImportError as error:
        raise Unimportable(MISSING.format("pypdf")) from error
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not _opens(reader, DependencyError):
            raise Unimportable("It has a password. Save it without one.")
        if len(reader.pages) > _MOST_PAGES:
            problem = f"It has more than {_MOST_PAGES} pages. Save those with the trainings alone."
            raise Unimportable(problem)
        texts = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Unimportable("It is no PDF file that can be read. Save it again as PDF.") from error
    budget = Budget()
    parts = [
        budget.spend(Line(f"page {page}, line {number}", line.strip()))
        for page, text in enumerate(texts, 1)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]
    if not parts:
        problem = (
            "It holds no text, only pictures of pages. Type the trainings, or scan it as text."
        )
        raise Unimportable(problem)
    return list(parts)
