"""A report in every form: the same problems, at the same places, whatever stands in the files."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from case_files import ROOT, read_cases, report
from hostile import acting_in_markdown
from hypothesis import given, settings
from hypothesis import strategies as st
from needed import TESTS, missing

from sitegen.catalogue import CATALOGUE
from sitegen.diagnostics import Diagnostic, Fix, Related, Report, Severity, Source, Span
from sitegen.reports.github import (
    LARGEST_SUMMARY,
    MOST_ANNOTATED,
    github_annotations,
    github_summary,
)
from sitegen.reports.harmless import can_be_written, harmless
from sitegen.reports.html import html_report
from sitegen.reports.json_report import json_report
from sitegen.reports.rdjson import rdjson_report
from sitegen.reports.sarif import sarif_report
from sitegen.reports.text import text_report

ANYTHING = st.text(st.characters(codec="utf-8") | st.sampled_from(":,%\r\n`<>&*é🙂\u202e\x00\x1b"))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    text = draw(ANYTHING)
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return Span(Source(draw(ANYTHING), text), start, end)


@st.composite
def diagnostics(draw: st.DrawFn) -> Diagnostic:
    span = draw(spans())
    code = draw(st.sampled_from(sorted(CATALOGUE)))
    return Diagnostic(
        code=code,
        severity=CATALOGUE[code].severity,
        message=draw(ANYTHING.filter(bool)),
        span=span,
        help=draw(st.none() | ANYTHING),
        related=tuple(Related(one, draw(spans())) for one in draw(st.lists(ANYTHING, max_size=2))),
        fix=draw(st.none() | st.builds(Fix, st.just(span), ANYTHING, st.booleans())),
        entry=draw(st.none() | ANYTHING),
    )


reports = st.lists(diagnostics(), max_size=12).map(Report)


def cases() -> list[Any]:
    return [pytest.param(case.wrong(), id=case.name) for case in read_cases()]


@given(reports)
def test_json_holds_every_problem_with_all_that_is_known_of_it(found: Report) -> None:
    said = json.loads(json_report(found))
    assert said["version"] == 1
    assert said["counts"] == {f"{s}s": len(found.of(s)) for s in Severity}
    assert [
        (p["file"], p["line"], p["column"], p["code"], p["severity"], p["message"], p["help"])
        for p in said["problems"]
    ] == [
        (
            *(harmless(d.span.path), d.span.line, d.span.column),
            *(d.code, d.severity, harmless(d.message), d.help and harmless(d.help)),
        )
        for d in found.diagnostics
    ]
    for problem, diagnostic in zip(said["problems"], found.diagnostics, strict=True):
        assert problem["entry"] == (diagnostic.entry and harmless(diagnostic.entry))
        related = [harmless(one.message) for one in diagnostic.related]
        assert [one["message"] for one in problem["related"]] == related
        fix = diagnostic.fix if diagnostic.fix and can_be_written(diagnostic.fix.text) else None
        assert (problem["fix"] and problem["fix"]["text"]) == (fix and fix.text)


def lines_of(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)


@given(reports)
def test_the_place_in_json_leads_to_what_was_typed(found: Report) -> None:
    for problem, diagnostic in zip(
        json.loads(json_report(found))["problems"], found.diagnostics, strict=True
    ):
        text = diagnostic.span.source.text
        starts = diagnostic.span.source.line_starts
        start = starts[problem["line"] - 1] + problem["column"] - 1
        end = starts[problem["endLine"] - 1] + problem["endColumn"] - 1
        assert text[start:end] == diagnostic.span.typed


@given(reports)
def test_rdjson_counts_bytes_of_the_line(found: Report) -> None:
    said = json.loads(rdjson_report(found))
    assert said["source"] == {"name": "sitegen"}
    for problem, diagnostic in zip(said["diagnostics"], found.diagnostics, strict=True):
        span = diagnostic.span
        assert problem["code"] == {"value": diagnostic.code}
        assert problem["severity"] in {"ERROR", "WARNING", "INFO"}
        start = problem["location"]["range"]["start"]
        assert start["line"] == span.line
        before = span.source.text[span.source.line_starts[span.line - 1] : span.start]
        assert start["column"] == len(before.encode()) + 1
        fix = diagnostic.fix
        offered = fix and can_be_written(fix.text) and "```" not in fix.text
        assert [one["text"] for one in problem.get("suggestions", ())] == (
            [fix.text] if fix and offered else []
        )


def sarif_schema() -> Any:
    package = TESTS / "node_modules/@microsoft/jest-sarif"
    if not package.is_dir():
        missing("@microsoft/jest-sarif", "npm ci --prefix tests")
    (schema,) = package.glob("lib/schemas/sarif-2.1.0*.json")
    return json.loads(schema.read_text(encoding="utf-8"))


@settings(deadline=None)
@given(reports)
def test_sarif_holds_every_problem(found: Report) -> None:
    (run,) = json.loads(sarif_report(found, "1"))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == len(found.diagnostics)
    for result, diagnostic in zip(run["results"], found.diagnostics, strict=True):
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert rules[result["ruleIndex"]] == result["ruleId"] == diagnostic.code
        assert unquote(place["artifactLocation"]["uri"]) == diagnostic.span.path
        assert place["region"]["startLine"] == diagnostic.span.line
    prints = [r["partialFingerprints"]["sitegen/v1"] for r in run["results"]]
    assert len(set(prints)) == len(prints)


def test_sarif_is_what_its_published_schema_describes() -> None:
    validator = jsonschema.Draft7Validator(sarif_schema())
    everything = Report(d for case in read_cases() for d in case.wrong().diagnostics)
    assert len(everything.diagnostics) > 200
    for found in (everything, Report()):
        said = json.loads(sarif_report(found, "1"))
        assert [error.message for error in validator.iter_errors(said)] == []
    said["runs"][0]["results"] = [{"level": "grave"}]
    assert list(validator.iter_errors(said)) != []


def test_a_fingerprint_stays_when_lines_are_put_above() -> None:
    text = "year: 2022\ntrainings: [{id: a, track: cpss, start: soon, place: nowhere}]\n"
    before = json.loads(sarif_report(report({"schedules/2022.yaml": text.encode()}), "1"))
    moved = report({"schedules/2022.yaml": f"# one\n# two\n{text}".encode()})
    after = json.loads(sarif_report(moved, "1"))

    def prints(said: Any) -> list[str]:
        return [r["partialFingerprints"]["sitegen/v1"] for r in said["runs"][0]["results"]]

    assert prints(before) == prints(after) != []


ANNOTATION = re.compile(r"::(error|warning|notice) ([^\n]*?)::([^\n]*)\n")


def unescaped(text: str) -> str:
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


@given(reports)
def test_annotations_are_whole_lines_and_few_enough(found: Report) -> None:
    said = github_annotations(found)
    read = ANNOTATION.findall(said)
    assert "".join(f"::{level} {named}::{message}\n" for level, named, message in read) == said
    for severity in Severity:
        of_severity = found.of(severity)
        shown = [one for one in read if one[0] == severity.value]
        assert len(shown) <= MOST_ANNOTATED
        if len(of_severity) <= MOST_ANNOTATED:
            assert [unescaped(m).split("\n")[0] for _, _, m in shown] == [
                harmless(d.message) for d in of_severity
            ]
    for _, named, _ in read:
        names = [part.partition("=")[0] for part in named.split(",")]
        assert names in (
            ["file", "line", "endLine", "title"],
            ["file", "line", "endLine", "col", "endColumn", "title"],
        )


def many(number: int, kinds: int) -> Report:
    source = Source("schedules/2022.yaml", "x\n" * number)
    codes = [code for code, entry in CATALOGUE.items() if entry.severity is Severity.ERROR]
    return Report(
        Diagnostic(
            code=codes[n % kinds],
            severity=Severity.ERROR,
            message=f"Problem {n}.",
            span=Span(source, 2 * n, 2 * n + 1),
        )
        for n in range(number)
    )


def test_problems_of_one_kind_share_an_annotation() -> None:
    said = ANNOTATION.findall(github_annotations(many(100, 3)))
    assert len(said) == 3
    assert "33 more problems: schedules/2022.yaml:4" in said[0][2]
    assert "and 25 more" in said[0][2]


def test_the_last_annotation_stands_for_all_kinds_that_are_left() -> None:
    said = ANNOTATION.findall(github_annotations(many(100, 20)))
    assert len(said) == MOST_ANNOTATED
    assert "54 more problems" in said[-1][2]


@given(reports)
def test_the_summary_holds_every_problem_and_nothing_that_acts(found: Report) -> None:
    said = github_summary(found, "Nothing was published.")
    assert said.count("**How to mend it:**") == sum(bool(d.help) for d in found.diagnostics)
    assert acting_in_markdown(said) == []


def test_a_summary_is_cut_at_a_problem_before_github_refuses_it() -> None:
    said = github_summary(many(20_000, 2), "")
    assert len(said.encode()) <= LARGEST_SUMMARY + 200
    shown = said.count("**Error**")
    assert f"… and {20_000 - shown} more." in said


def test_at_most_fifty_problems_of_a_file_are_shown_and_all_are_counted() -> None:
    said = text_report(many(312, 3), "")
    assert said.count("error: Problem") == 50
    assert "… and 262 more in schedules/2022.yaml." in said
    assert said.endswith("312 problems in 1 file.\n")


def test_no_warning_takes_the_place_of_an_error() -> None:
    warnings = Source("a.yaml", "x\n" * 200)
    found = [
        Diagnostic(
            code="overlap" if n < 150 else "date-format",
            severity=Severity.WARNING if n < 150 else Severity.ERROR,
            message=f"Problem {n}.",
            span=Span(warnings, 2 * n, 2 * n + 1),
        )
        for n in range(200)
    ]
    said = text_report(Report(found), "")
    assert said.count(": error:") == 50
    assert said.count(": warning:") == 0


def test_colour_says_nothing_that_words_do_not_say() -> None:
    found = report({"schedules/2022.yaml": b"year: 2022\ntrainings: [{id: a, track: x}]\n"})
    coloured = text_report(found, "", colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text_report(found, "")


def test_a_line_of_a_megabyte_gives_a_small_report() -> None:
    line = "x" * 1_000_000
    found = report({"schedules/2022.yaml": f"year: 2022\ntrainings: {line}\n".encode()})
    for said in (text_report(found, ""), github_annotations(found), github_summary(found, "")):
        assert len(said) < 2000


@pytest.mark.parametrize("found", cases())
def test_every_form_can_be_written_of_every_case(found: Report) -> None:
    assert len(json.loads(json_report(found))["problems"]) == len(found.diagnostics)
    assert len(json.loads(rdjson_report(found))["diagnostics"]) == len(found.diagnostics)
    assert len(json.loads(sarif_report(found, "1"))["runs"][0]["results"]) == len(found.diagnostics)
    assert github_annotations(found).count("\n") >= 1


def fields_told(heading: str) -> set[str]:
    text = (ROOT / "docs/checking.md").read_text(encoding="utf-8")
    part = text.partition(heading)[2].partition("\n\nEach problem")[0]
    return set(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE))


def test_the_guide_names_every_field_of_the_json() -> None:
    found = report({"schedules/2022.yaml": b"year: soon\n"}, date(2022, 1, 1))
    said = json.loads(json_report(found))
    assert fields_told("## JSON") == set(said)
    assert fields_told("Each problem:") == set(said["problems"][0])


def test_every_form_names_the_other_places_of_a_problem() -> None:
    one, two = Source("schedules/2021.yaml", "id: a\n"), Source("schedules/2022.yaml", "\nid: a\n")
    related = (Related("the first `a`", Span(one, 4, 5)), Related("another, `b`", Span(two, 0, 1)))
    found = Report(
        [
            Diagnostic(
                code="duplicate-id",
                severity=Severity.ERROR,
                message="The id `a` is already the id of another training.",
                span=Span(two, 5, 6),
                help="Give this one an id of its own.",
                related=related,
            )
        ]
    )
    for said in (
        text_report(found, ""),
        unescaped(github_annotations(found)),
        github_summary(found, "").replace("`schedules", "schedules").replace("`:", ":"),
        html_report(found, ""),
    ):
        assert "schedules/2021.yaml:1:5: the first `a`" in said
        assert "schedules/2022.yaml:1:1: another, `b`" in said
    for said in (json_report(found), rdjson_report(found), sarif_report(found, "1")):
        assert "schedules/2021.yaml" in said
        assert "the first `a`" in said
        assert "another, `b`" in said
