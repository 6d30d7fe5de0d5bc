"""The whole check: the clock, the real content, the examples of the format, and any text at all."""

from __future__ import annotations

import re
from datetime import date

import pytest
from case_files import CASES, ROOT, read_case, report, small_site
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.check import check_site
from sitegen.diagnostics import Report, Severity
from sitegen.folder import read_site_files
from sitegen.reports.text import text_report

PATHS = sorted([*small_site().read, "content/pages/new.md", "schedules/2023-x.yaml"])


def test_the_clock_is_asked_for_the_day_in_the_zone_of_the_site() -> None:
    asked = []

    def clock(zone: str) -> date:
        asked.append(zone)
        return date(2022, 1, 15)

    assert check_site(small_site(), clock).today == date(2022, 1, 15)
    assert asked == ["America/Chicago"]


def test_without_a_readable_zone_the_clock_is_asked_for_universal_time() -> None:
    asked = []
    files = read_site_files(ROOT / "nowhere")
    check_site(files, lambda zone: asked.append(zone) or date(2022, 1, 15))  # type: ignore[func-returns-value]
    assert asked == ["UTC"]


def real(today: date) -> Report:
    return check_site(read_site_files(ROOT), lambda _: today).report


def test_the_real_content_has_only_the_warnings_that_are_expected() -> None:
    # Six addresses and three lowest ages are not known; see docs/decisions.md.
    found = real(date(2026, 11, 1)).diagnostics
    assert sorted(d.code for d in found) == [
        *["address-unknown"] * 6,
        *["designation-overlap", "designation-within"],  # notices
        *["no-lowest-age"] * 3,
        "nothing-upcoming",
    ]


@pytest.mark.parametrize(
    ("today", "near"),
    [
        (date(2020, 7, 25), False),
        (date(2020, 7, 26), True),  # thirty days before August 25
        (date(2020, 8, 28), True),  # the last day
        (date(2020, 8, 29), False),
    ],
)
def test_the_place_that_was_not_decided_is_named_when_it_is_near(
    today: date, *, near: bool
) -> None:
    places = [d for d in real(today).diagnostics if d.code == "place-unknown"]
    assert [d.span.path for d in places] == (["schedules/2020.yaml"] if near else [])


def test_the_examples_of_the_format_give_what_they_must_give() -> None:
    files = read_site_files(ROOT / "tests/projects/data-model")
    found = check_site(files, lambda _: date(2021, 10, 20)).report.diagnostics
    assert {d.severity for d in found} == {Severity.WARNING, Severity.NOTICE}
    assert sorted(d.code for d in found) == [
        *["address-unknown"] * 6,
        "deadline-on-closed-day",  # Saturday, September 25, 2021
        *["designation-overlap", "designation-within"],  # notices
        *["no-lowest-age"] * 3,
        "place-unknown",
        "unusual-days",  # Mondays of 2021, before Monday became usual
    ]


# Nothing that is written can break the check


def assert_sane(found: Report) -> None:
    for diagnostic in found.diagnostics:
        for span in (diagnostic.span, *(related.span for related in diagnostic.related)):
            text = span.source.text
            assert 0 <= span.start <= span.end <= len(text)
            assert 1 <= span.line <= text.count("\n") + text.count("\r") + 1
            assert 1 <= span.column <= len(text) + 1
        said = f"{diagnostic.message}{diagnostic.help or ''}"
        assert len(said) < 1200
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", said)
    shown = text_report(found, "")
    shown.encode()
    assert len(shown) < 3000 * (len(found.diagnostics) + 1)


SIGNS = "{}[],:?-#&*!|>'\"%@` \n\r\tab1029~=<+\u2028\u0085é🙂\x00\ufeff"


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw a file of the small site with some characters or lines changed."""
    path = draw(st.sampled_from(sorted(small_site().read)))
    text = small_site().read[path].decode()
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        match draw(st.integers(0, 3)):
            case 0:
                text = text[:at] + draw(st.text(st.sampled_from(SIGNS), max_size=4)) + text[at:]
            case 1:
                text = text[:at] + text[at + draw(st.integers(1, 30)) :]
            case 2:
                lines = text.splitlines(keepends=True)
                line = draw(st.sampled_from(lines)) if lines else ""
                text = text[:at] + line + text[at:]
            case _:
                word = draw(st.sampled_from(["tbd", "null", "*x", "[]", "{}", "2022-02-30", "''"]))
                text = re.sub(r"(?<=: )\S+", word, text, count=draw(st.integers(1, 3)))
    return path, text.encode("utf-8", "surrogatepass")


@given(damaged())
@settings(max_examples=300)
def test_a_damaged_file_is_answered(file: tuple[str, bytes]) -> None:
    assert_sane(report(dict([file])))


@given(st.dictionaries(st.sampled_from(PATHS), st.binary(max_size=80) | st.text().map(str.encode)))
def test_any_bytes_are_answered(files: dict[str, bytes]) -> None:
    assert_sane(report(files))


@given(st.lists(damaged(), min_size=2, max_size=5), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_several_damaged_files_are_answered_on_any_day(
    files: list[tuple[str, bytes]], today: date
) -> None:
    assert_sane(report(dict(files), today))


FLOODS = {
    "brackets": b"[" * 100_000,
    "hyphens": b"- " * 30_000,
    "braces": b"{a: " * 30_000,
    "keys": b"\n".join(b" " * n + b"a:" for n in range(3_000)),
    "questions": b"? " * 30_000,
    "one long word": b"x" * 1_000_000,
    "one long line": b"title: " + b"x " * 500_000,
    "one open quote": b'title: "' + b"x " * 500_000,
    "quotes": b"'" * 100_000,
    "commas": b"x: {a: b" + b", c" * 30_000 + b"}",
    "the same field": b"x:\n" * 30_000,
    "many fields": b"".join(b"f%d: 1\n" % n for n in range(30_000)),
    "many entries": b"year: 2022\ntrainings:\n" + b"- x\n" * 11_000,
    "many entries on a line": b"trainings: [" + b"a, " * 11_000 + b"]",
    "many commands": b"trainings: [&a x" + b", *a" * 30_000 + b"]",
    "comments": b"#\n" * 300_000,
    "carriage returns": b"\r" * 300_000,
    "spaces": b" " * 1_000_000,
    "nothing": b"\x00" * 300_000,
    "half nothing": b"#" * 500 + b"\x00a" * 100_000,
    "Latin-1": b"\xe9" * 300_000,
    "a long date": b"year: 2022\ntrainings:\n- {id: a, track: cpss, start: '"
    + b"1 " * 300_000
    + b"'}",
    "a long deadline": b"year: 2022\ntrainings:\n- {id: a, track: cpss, start: 2022-03-21, "
    b"deadline: '" + b"1 1:" * 100_000 + b"'}",
    "far days": b"year: 2022\ntrainings:\n- {id: a, track: cpss, "
    b"days: [2022-03-21 to 2200-12-31, 1900-01-01 to 2200-12-31]}",
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
@pytest.mark.parametrize(
    "path", ["content/tracks.yaml", "schedules/2022.yaml", "content/pages/x.md"]
)
def test_a_flood_is_answered(path: str, flood: bytes) -> None:
    found = report({path: flood})
    assert_sane(found)
    assert found.has_errors or flood.startswith(b"year")


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("syntax*.md")))
def test_a_mistake_hides_none_in_another_file(name: str) -> None:
    case = read_case(CASES / f"{name}.md")
    files = {b.words["title"]: b.content for b in case.blocks if "title" in b.words}
    alone = report(files, case.today)
    both = report({**files, "content/pages/other.md": b"No fields."}, case.today)
    assert len(both.diagnostics) == len(alone.diagnostics) + 1


def test_the_order_of_files_changes_nothing() -> None:
    files = {"content/places.yaml": b"places: [x]", "content/contacts.yaml": b"people: [y]"}
    turned = dict(reversed(list(files.items())))
    assert text_report(report(files), "") == text_report(report(turned), "")
