"""Lines and columns as editors count them, and reports in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.diagnostics import Diagnostic, Report, Severity, Source, Span, problem

TEXTS = st.text(st.sampled_from("ab é🙂\r\n\u2028\u0085\t"), max_size=40)


def lines_of(text: str) -> list[str]:
    """Split as editors and GitHub do: at CR LF, LF and CR only."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@given(TEXTS)
def test_lines_end_where_editors_end_them(text: str) -> None:
    source = Source("f", text)
    assert [source.line(n + 1) for n in range(len(source.line_starts))] == lines_of(text)


@given(TEXTS, st.data())
def test_line_and_column_lead_back_to_the_character(text: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(text)))
    span = Span(Source("f", text), index, index)
    before = text[:index]
    # Between CR and LF nothing can be shown; the place counts to the line that ends there.
    if before.endswith("\r") and text[index : index + 1] == "\n":
        before = before[:-1] + "x"
    assert span.line == len(lines_of(before))
    assert span.column == len(lines_of(before)[-1]) + 1


@pytest.mark.parametrize(
    ("text", "index", "line", "column"),
    [
        ("a: 1\nb: 2", 5, 2, 1),
        ("a: 1\r\nb: 2", 6, 2, 1),
        ("a: 1\rb: 2", 5, 2, 1),
        ("a: 🙂 x", 5, 1, 6),  # one column for each code point
        ("a: \u2028 x", 5, 1, 6),  # a line end to YAML, not to an editor
        ("", 0, 1, 1),
        ("a\n", 2, 2, 1),
    ],
)
def test_places(text: str, index: int, line: int, column: int) -> None:
    span = Span(Source("f", text), index, index)
    assert (span.line, span.column) == (line, column)


@given(TEXTS, st.integers(0, 40), st.integers(0, 10))
def test_the_rest_of_a_line_ends_with_it(text: str, index: int, most: int) -> None:
    rest = Source("f", text).line_from(index, most)
    assert rest == lines_of(text[index:])[0][:most]


def found(code: str, path: str, start: int) -> Diagnostic:
    return problem(code, Span(Source(path, "x" * 9), start, start + 1), "Fact.", "Fix.")


def test_a_report_is_in_order_of_files_and_places_and_says_each_thing_once() -> None:
    b5, b1, a3 = found("syntax", "b", 5), found("encoding", "b", 1), found("unusual-days", "a", 3)
    report = Report([b5, b1, b5, a3])
    assert report.diagnostics == (a3, b1, b5)
    assert report.files == ("a", "b")
    assert report.of(Severity.WARNING) == (a3,)
    assert report.has_errors


def test_warnings_alone_do_not_keep_a_site_from_being_published() -> None:
    assert not Report([found("unusual-days", "a", 3)]).has_errors


def test_sorting_a_report_needs_no_line_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Span) -> int:
        raise AssertionError("line numbers are only for what is shown")

    monkeypatch.setattr(Span, "line", property(refuse))
    assert len(Report(found("syntax", "a", n) for n in range(5)).diagnostics) == 5
