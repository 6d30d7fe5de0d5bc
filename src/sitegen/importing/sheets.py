"""Sheets as rows: .csv with any separator, and .xlsx."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO, StringIO
from itertools import islice

from sitegen.importing.parts import Budget, Part, Row, Unimportable

_MOST_COLUMNS = 100
_SEPARATORS = ",;\t|"


def csv_parts(text: str) -> list[Part]:
    """Give the rows of a text with separated values."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(StringIO(text), delimiter=separator_of(text))
    budget, parts = Budget(), list[Part]()
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = Row(f"line {reader.line_num}", tuple(cells[:_MOST_COLUMNS]))
                parts.append(budget.spend(row))
    except csv.Error as error:
        problem = f"Line {reader.line_num} is no row of values. A quote that is open may be why."
        raise Unimportable(problem) from error
    return parts


def separator_of(text: str) -> str:
    """Give the sign that parts the values: the one that most lines have equally often."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:30]

    def fit(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        usual = max(counts, key=lambda n: (counts.count(n) if n else 0, n), default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(_SEPARATORS, key=fit)


def is_separated(text: str) -> bool:
    """Tell whether a text is a table: all lines have as many values.

    In a sentence a space follows each comma, and in a list of dates: `May 5, 2033`.
    """
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:30]
    sign = separator_of(text)
    try:
        rows = list(csv.reader(lines, delimiter=sign))
    except csv.Error:
        return False
    is_prose = sign == "," and any(cell.startswith(" ") for row in rows for cell in row)
    return len(rows) > 1 and len(rows[0]) > 1 and len({*map(len, rows)}) == 1 and not is_prose


def xlsx_parts(data: bytes) -> list[Part]:
    """Give the rows of all sheets of a workbook. Dates are written as the format has them."""
    try:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise Unimportable(MISSING.format("openpyxl")) from error
    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, OSError) as error:
        raise Unimportable("It is no workbook that can be read. Save it again as .xlsx.") from error
    budget = Budget()
    return [budget.spend(row) for sheet in book.worksheets for row in _rows(sheet)]


MISSING = (
    "To read it, sitegen needs the package {}, which is not installed. "
    'Install it: pip install "sitegen[import]"'
)


def _rows(sheet: object) -> Iterator[Row]:
    if getattr(sheet, "sheet_state", "visible") != "visible":
        return
    rows = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    for number, values in enumerate(rows, 1):
        cells = tuple(_cell(value) for value in islice(values, _MOST_COLUMNS))
        if any(cells):
            yield Row(f"sheet {sheet.title}, row {number}", cells)  # type: ignore[attr-defined]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.time() != time() else f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return f"{value}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
