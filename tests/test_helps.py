"""Every help of every case, followed to the letter: the report goes away, and no error comes.

`following.py` says which sentences can be followed. What only a person can do is one of the kinds
in `ONLY_A_PERSON`, and holds nothing that could be pasted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from case_files import CASES, Case, read_case, site_files, small_site
from following import MARK, Way, fixing, followed, moved, now_in, sentences, ways

from sitegen.check import check_site
from sitegen.diagnostics import Diagnostic, Report, Severity

A_FACT = "it says a fact and asks for nothing"
_IF = r"(?:(?:If|When) [^,]*, )?"

ONLY_A_PERSON = {
    A_FACT: rf"{_IF}(?i:the|this|a|an|both|some|what|it|nothing"
    r"|as they are|without it|svg|tabs|pages|times|[a-z]+ has [0-9]+ days)\b.*",
    "what is right, only a person knows": rf"{_IF}(?i:correct|check|choose|keep|change|move"
    r"|delete|give|let|name|swap)\b.*",
    "what is to be said, only a person knows": rf"{_IF}(?i:say|write|tell people|translate|make"
    r"|use|begin|add the answer|divide|leave out|close|put|split)\b.*",
    "it is done to a file, outside of it": r"(?:Create|Save|Take|Then run|Open|Give its first tag)"
    r"\b.*",
}
"""Kinds of sentences that cannot be pasted, each with the reason."""

FOLLOWS = {
    "color-contrast",  # of a color by its name; it is known once it is written in digits
    "example-contradicts",  # the rule was changed, and its examples prove it
    "example-undecided",
}
"""Codes of what can only be seen once the first mistake is mended."""

_TO_FILL_IN = {"empty-field", "not-decided", "broken-link"}
"""Codes by which the mark is refused that a person must fill in."""

_PASTED = re.compile(r"\"|[{\[]|: \S|(?<=\s)'|[0-9]{4}-[0-9]{2}|\.\.\.|…")
_PASTED_OR_NAMED = re.compile(rf"{_PASTED.pattern}|`")


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.md")))
def test_each_help_of_a_case_leads_out_of_the_problem(name: str) -> None:
    case = read_case(CASES / f"{name}.md")
    files = files_of(case)
    before = report(files, case.today)
    wrong = [said for one in before.diagnostics for said in faults(files, case.today, before, one)]
    assert wrong == []


def faults(
    files: Mapping[str, bytes], today: date, before: Report, diagnostic: Diagnostic
) -> Iterator[str]:
    """Yield what is wrong with the help and the fix of a problem."""
    offers = [list(fixing(diagnostic))] if diagnostic.fix else []
    may_hold: list[Way] = []
    for sentence in sentences(diagnostic.help or ""):
        found = ways(diagnostic, sentence)
        if not found:
            yield from _unread(diagnostic.code, sentence)
        elif sentence.startswith("If "):
            may_hold += found
        else:
            offers.append(found)
    for choice in filter(None, offers):
        yield from _faults_of_choice(files, today, before, diagnostic, choice)
    if may_hold:
        choice = [*may_hold, *(way for one in offers for way in one)]
        yield from _faults_of_choice(files, today, before, diagnostic, choice)


def _unread(code: str, sentence: str) -> Iterator[str]:
    kind = next((k for k, one in ONLY_A_PERSON.items() if re.fullmatch(one, sentence)), None)
    if kind is None:
        yield f"{code}: no rule of following.py reads: {sentence}"
    elif (_PASTED if kind == A_FACT else _PASTED_OR_NAMED).search(sentence):
        yield f"{code}: it has something to paste, but not clearly: {sentence}"


def _faults_of_choice(
    files: Mapping[str, bytes], today: date, before: Report, problem: Diagnostic, choice: list[Way]
) -> Iterator[str]:
    """Yield what is wrong with what is offered: each must help, and one must fit the rest too.

    One choice is what one sentence lists, or what several say that begin with “If”.
    """
    told = {way.said: list(_faults_of_way(files, today, before, problem, way)) for way in choice}
    for said, wrong in told.items():
        if any("is still said" in one for one in wrong) or all(told.values()):
            yield from (f"{problem.code}: after {said!r}: {one}" for one in wrong)


def _faults_of_way(
    files: Mapping[str, bytes], today: date, before: Report, problem: Diagnostic, way: Way
) -> Iterator[str]:
    where = problem.span.path
    after = report(followed(files, problem, way), today)
    known = {
        (one.code, *moved(way, one.span.path, where, one.span.start)) for one in before.diagnostics
    }
    said = Counter((one.code, one.message) for one in before.diagnostics)
    said_now = Counter((one.code, one.message) for one in after.diagnostics)
    here = (problem.code, *moved(way, where, where, problem.span.start))
    for one in after.diagnostics:
        place = (one.code, *now_in(way, one.span.path, where, one.span.start))
        if place == here and one.message == problem.message:
            yield f"it is still said: {one.message}"
            continue
        if way.example or one.severity is not Severity.ERROR or one.code in FOLLOWS:
            continue
        if place in known or said_now[one.code, one.message] <= said[one.code, one.message]:
            continue
        if not (one.code in _TO_FILL_IN and MARK in one.span.typed):
            yield f"{one.span.path}:{one.span.line} {one.code}: {one.message}"


def files_of(case: Case) -> dict[str, bytes]:
    """Give all files of the small site with the mistake of the case."""
    small = small_site()
    others = dict.fromkeys(small.others, b"")
    every = {**small.read, **others, **case.mistaken()}
    return {path: data for path, data in every.items() if path not in case.without}


def report(files: Mapping[str, bytes], today: date) -> Report:
    """Give what is said about these files and no others."""
    return check_site(site_files(files), lambda _: today).report
