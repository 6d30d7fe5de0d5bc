"""Whatever a pull request writes: each form of a report is read as that form, and nothing acts."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hostile import HOSTILE, acting, acting_in_markdown, commands, read_html
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.diagnostics import Diagnostic, Fix, Related, Report, Severity, Source, Span
from sitegen.reports.github import github_annotations, github_summary
from sitegen.reports.harmless import MASK, can_be_written, harmless, harmless_lines, in_markdown
from sitegen.reports.html import html_report
from sitegen.reports.json_report import json_report
from sitegen.reports.rdjson import rdjson_report
from sitegen.reports.sarif import sarif_report
from sitegen.reports.text import text_report


def report_of(name: str) -> Report:
    """Give a report that says a name in each of its parts."""
    source = Source(f"content/{name}.yaml", f"id: {name}\n{name}\n")
    first, whole = Span(source, 4, 4 + len(name)), Span(source, 0, len(source.text))
    other = Span(Source(name, name), 0, len(name))
    return Report(
        [
            Diagnostic(
                code="id-format",
                severity=severity,
                message=f"{name} and `{name}` say “{name}”.",
                span=span,
                help=f"{name}: write `{name}`.",
                related=(Related(name, other), Related(f"`{name}`", first)),
                fix=Fix(span, name, safe=False),
                entry=name,
            )
            for severity, span in ((Severity.ERROR, first), (Severity.WARNING, whole))
        ]
    )


def words_of(said: Any) -> Iterator[str]:
    """Yield every text within what JSON holds, except what is to be written into a file."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        for name, value in said.items():
            if name not in {"fix", "fixes", "suggestions"}:
                yield from words_of(value)
    elif isinstance(said, list):
        for value in said:
            yield from words_of(value)


def read_json(text: str) -> Any:
    assert text.isascii()
    assert acting(text) == []
    said = json.loads(text)
    json.dumps(said, ensure_ascii=False).encode()  # no half of a pair stands alone
    for words in words_of(said):
        assert acting(words) == []
    return said


def see_text(found: Report) -> None:
    said = text_report(found, f"Nothing was published: {found.diagnostics[0].entry}")
    said.encode()
    assert acting(said) == []
    assert commands(said) == []
    assert said.count(": error: ") >= 1


def see_github(found: Report) -> None:
    said = github_annotations(found)
    said.encode()
    assert acting(said) == []
    assert len(said.splitlines()) == len(found.diagnostics)
    for line in said.splitlines():
        assert line.startswith(("::error file=", "::warning file="))
        assert commands(line[2:]) == []
        properties, message = line[2:].split("::", 1)
        assert [part.partition("=")[0] for part in properties.partition(" ")[2].split(",")][
            -1:
        ] == ["title"]
        assert message


def see_summary(found: Report) -> None:
    said = github_summary(found, f"Nothing was published: {found.diagnostics[0].entry}")
    said.encode()
    assert acting(said) == []
    assert acting_in_markdown(said) == []


def see_html(found: Report) -> None:
    said = html_report(found, f"Nothing was published: {found.diagnostics[0].entry}")
    said.encode()
    assert acting(said) == []
    tags, _ = read_html(said)
    assert tags == {"section", "p", "strong", "pre"}


def see_json(found: Report) -> None:
    assert len(read_json(json_report(found))["problems"]) == len(found.diagnostics)


def see_rdjson(found: Report) -> None:
    said = read_json(rdjson_report(found))
    for one in said["diagnostics"]:
        assert acting_in_markdown(one["message"]) == []
        for related in one["relatedLocations"]:
            assert acting_in_markdown(related["message"]) == []
        for suggestion in one.get("suggestions", ()):
            assert "```" not in suggestion["text"]


def see_sarif(found: Report) -> None:
    (run,) = read_json(sarif_report(found, "1"))["runs"]
    for result, diagnostic in zip(run["results"], found.diagnostics, strict=True):
        assert "](" not in result["message"]["text"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        try:
            assert unquote_to_bytes(uri) == os.fsencode(diagnostic.span.path)
        except UnicodeEncodeError:  # half of a pair can be no name of a file
            assert uri.isascii()


SEEN = (see_text, see_github, see_summary, see_html, see_json, see_rdjson, see_sarif)


@pytest.mark.parametrize("see", SEEN, ids=lambda see: see.__name__[4:])
@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_nothing_acts_in_any_form(name: str, see: Callable[[Report], None]) -> None:
    see(report_of(name))


PIECES = st.sampled_from(
    [
        *HOSTILE,
        "`",
        "``",
        "```",
        "#",
        "##",
        "[",
        "]",
        "(",
        "::",
        " ",
        "\n",
        "\r",
        "\x1b",
        "(`",
        "`)",
        ".",
    ]
)
ANYTHING = st.characters(codec=None, exclude_categories=()) | PIECES
names = st.lists(ANYTHING, max_size=8).map("".join)


@settings(deadline=None, max_examples=150)
@given(names)
def test_whatever_the_name_nothing_acts_in_any_form(name: str) -> None:
    found = report_of(name)
    for see in SEEN:
        see(found)


@given(names)
def test_what_is_shown_is_as_long_as_what_was_typed_and_shown_the_same_again(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text), "or carets would stand under something else"
    assert harmless(shown) == shown
    assert acting(shown, allowed="") == []
    assert commands(shown) == []
    assert commands(harmless_lines(text)) == []
    shown.encode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Café in Ñandú, 10:30 a.m. – noon",
        "漢字 🙂 e\u0301 👩\u200d⚕️ می\u200cخواهم",
        "## Heading with [a link](there)",
        "a::b #1 C# [x]",
    ],
)
def test_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Write `2022-03-21` (Monday).", "Write `2022-03-21` (Monday)."),
        ("There is no track (`cpss`).", "There is no track (`cpss`)."),
        ("Ask peer@example.org.", "Ask `peer@example.org`."),
        ("It is `a`b`.", "It is `` `a`b` ``."),
        ("content/a_b.yaml:3:1: late", "`content/a_b.yaml:3:1`: late"),
        ("- one", "`-` one"),
        ("2 + 2 - 1", "2 + 2 - 1"),
    ],
)
def test_markdown_shows_words_and_code(text: str, shown: str) -> None:
    assert in_markdown(text) == shown


def test_a_fix_is_offered_only_where_it_writes_what_was_seen() -> None:
    assert can_be_written("start: 2022-03-21\r\n\tnote: ##[x]\n")
    for text in ("a\x1bb", "a\rb", "a\u202eb", "a\ud800", "a\u200bb", "\x85"):
        assert not can_be_written(text)
        found = report_of(text)
        assert json.loads(json_report(found))["problems"][0]["fix"] is None
        assert "fixes" not in json.loads(sarif_report(found, "1"))["runs"][0]["results"][0]


def test_the_mask_is_the_character_that_unicode_has_for_this() -> None:
    assert harmless("a\x1b[2J\tb") == f"a{MASK}[2J b"
