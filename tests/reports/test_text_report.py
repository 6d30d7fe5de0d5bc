"""Reports as text: place, sentence, line with a caret, and the fix."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.diagnostics import Related, Report, Source, Span, problem
from sitegen.reports.text import WIDEST_EXCERPT, summary, text_report


def report(text: str, start: int, end: int) -> str:
    span = Span(Source("schedules/2022.yaml", text), start, end)
    return text_report(Report([problem("date-format", span, "Fact.", "Fix.")]), "")


def excerpt(text: str, start: int, end: int) -> list[str]:
    """Give the line and the carets below it, without the line's number."""
    lines = report(text, start, end).splitlines()
    return [line.partition("| ")[2] for line in lines if " | " in line and "help" not in line]


def test_one_problem_in_full() -> None:
    text = "year: 2022\ntrainings:\n  - start: 3/21/2022\n"
    start = text.index("3/21")
    related = Related("the first one", Span(Source("content/x.yaml", "a\nb"), 2, 3))
    diagnostic = problem(
        "date-format",
        Span(Source("schedules/2022.yaml", text), start, start + 9),
        "“3/21/2022” is not written as a date.",
        "Write 2022-03-21 (Monday, March 21, 2022).",
        related,
    )
    assert text_report(Report([diagnostic]), "Nothing can be published.") == (
        "schedules/2022.yaml:3:12: error: “3/21/2022” is not written as a date. [date-format]\n"
        "    |\n"
        "  3 |   - start: 3/21/2022\n"
        "    |            ^^^^^^^^^\n"
        "  = help: Write 2022-03-21 (Monday, March 21, 2022).\n"
        "  = see content/x.yaml:2:1: the first one\n"
        "\n"
        "1 problem in 1 file. Nothing can be published.\n"
    )


@pytest.mark.parametrize(
    ("text", "start", "end", "shown"),
    [
        ("start: x", 7, 8, ["start: x", "       ^"]),
        ("start: x", 7, 7, ["start: x", "       ^"]),  # nothing there: one caret
        ("start: x", 8, 8, ["start: x", "        ^"]),  # behind the end of the line
        ("a: b\nc: d", 3, 8, ["a: b", "   ^"]),  # only the first line of several
        ("a: b\r\nc: d", 6, 7, ["c: d", "^"]),
        ("a:\tb", 3, 4, ["a: b", "   ^"]),
        ("é: 🙂 x", 5, 6, ["é: 🙂 x", "      ^"]),  # the face is two columns wide
        ("a: 漢字", 3, 5, ["a: 漢字", "   ^^^^"]),
        ("e\u0301: x", 4, 5, ["e\u0301: x", "   ^"]),  # the accent has no width of its own
        ("a: \x1b[31mx", 8, 9, ["a: \ufffd[31mx", "        ^"]),
        ("a: x\u2028y", 3, 6, ["a: x\ufffdy", "   ^^^"]),
    ],
)
def test_the_caret_stands_under_the_value(
    text: str, start: int, end: int, shown: list[str]
) -> None:
    assert excerpt(text, start, end) == shown


def test_a_blank_line_is_not_shown() -> None:
    assert excerpt("a: 1\n\n", 5, 5) == []
    assert excerpt("", 0, 0) == []


@given(st.integers(0, 400), st.integers(0, 300), st.integers(0, 300))
def test_a_long_line_is_cut_around_the_place(before: int, length: int, after: int) -> None:
    text = "a" * before + "X" * length + "b" * after
    lines = excerpt(text, before, before + length)
    if not text:
        assert lines == []
        return
    line, carets = lines
    assert len(line) <= WIDEST_EXCERPT + 2
    assert len(carets) <= WIDEST_EXCERPT + 2
    under = [c for c, caret in zip(line.ljust(len(carets)), carets, strict=False) if caret == "^"]
    assert 1 <= len(under) <= max(1, length)
    if length:
        assert set(under) == {"X"}


def test_a_path_that_would_act_on_a_terminal_is_shown_harmless() -> None:
    span = Span(Source("schedules/\x1b[2J\udce9.yaml", ""), 0, 0)
    text = text_report(Report([problem("unknown-file", span, "It is not read.", "Move it.")]), "")
    assert text.startswith("schedules/\ufffd[2J\ufffd.yaml:1:1: warning: ")
    text.encode()


@pytest.mark.parametrize(
    ("codes", "line"),
    [
        ([], "No problems."),
        (["date-format"], "1 problem in 1 file."),
        (["date-format", "date-format"], "2 problems in 2 files."),
        (["unusual-days"], "No problems, 1 warning."),
        (["date-format", "unusual-days", "unusual-days"], "1 problem in 1 file, 2 warnings."),
    ],
)
def test_the_last_line_counts(codes: list[str], line: str) -> None:
    problems = [
        problem(code, Span(Source(f"{number}.yaml", "x"), 0, 1), "Fact.", "Fix.")
        for number, code in enumerate(codes)
    ]
    assert summary(Report(problems)) == line
    assert text_report(Report(problems), "").splitlines()[-1] == line


def test_the_outcome_comes_last() -> None:
    assert (
        text_report(Report(), "The site is in output.") == "No problems. The site is in output.\n"
    )


def test_problems_of_one_place_come_in_the_same_order_always() -> None:
    source = Source("x.yaml", "a: b")
    span = Span(source, 3, 4)
    one, two = problem("date-format", span, "A.", "X."), problem("id-format", span, "B.", "Y.")
    assert text_report(Report([one, two]), "") == text_report(Report([two, one]), "")
