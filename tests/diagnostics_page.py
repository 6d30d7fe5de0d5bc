"""`docs/diagnostics.md` and what `sitegen explain` shows, made from the catalogue and the cases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from textwrap import dedent

from case_files import Block, Case

from sitegen.catalogue import CATALOGUE, Severity
from sitegen.diagnostics import Report
from sitegen.reports.text import text_report

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "diagnostics.md"
EXAMPLES = ROOT / "src" / "sitegen" / "reports" / "examples.json"

INTRODUCTION = """\
# What `sitegen check` says

Each problem has a name, which stands in brackets behind it. Here is what each name means, with an
example of the mistake, what is said about it, and how it is right.

- **Error:** the site would be wrong. Nothing is published until it is mended.
- **Warning:** something is unusual and may be meant. The site is published.
- **Notice:** something that is good to know.

The examples are those of `tests/cases/`. `make cases` writes this page anew.
"""

_AROUND = 1
"""Lines that are shown before and after a mistake."""

_WIDEST = 120
"""Columns that are shown of a line."""


def diagnostics_page(cases: Sequence[Case]) -> str:
    """Give the page: a table of all names, then a section for each, in catalogue order."""
    rows = [
        f"| [`{code}`](#{code}) | {entry.severity} | {entry.title} |"
        for code, entry in CATALOGUE.items()
    ]
    table = "\n".join(["| name | | what it means |", "|---|---|---|", *rows])
    by_code: dict[str, list[Case]] = {code: [] for code in CATALOGUE}
    for case in cases:
        by_code[case.code].append(case)
    sections = ["\n".join(_section(code, by_code[code])) for code in CATALOGUE]
    return "\n".join([INTRODUCTION, table, "", "\n".join(sections)])


def _section(code: str, cases: Sequence[Case]) -> Iterator[str]:
    entry = CATALOGUE[code]
    kind = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.NOTICE: "Notice"}
    yield f"## {code}\n"
    yield f"**{kind[entry.severity]}.** {entry.title}. {entry.why}\n"
    for case in cases:
        if case.name == code:
            for language, text in _example(case):
                yield f"```{language}\n{text}```\n" if language else f"{text}\n"
    others = [case for case in cases if case.name != code]
    if others:
        yield "Also:\n"
        yield from (f"- {case.title}: {_said(case)}" for case in others)
        yield ""


def examples(cases: Sequence[Case]) -> str:
    """Give the lines of the example of each code, as they are shown in a terminal."""
    shown: dict[str, list[str]] = {code: [] for code in CATALOGUE}
    for case in cases:
        if case.name == case.code:
            for language, text in _example(case):
                lines = text.strip("\n").splitlines() if language else [text.replace("`", "")]
                indent = " " * 4 if language else ""
                shown[case.code] += ["", *(f"{indent}{line}".rstrip() for line in lines)]
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def _example(case: Case) -> Iterator[tuple[str, str]]:
    """Yield sentences, and what stands in a block in a language."""
    wrong, right = _files(case, "title"), _files(case, "right")
    for path, block in wrong.items():
        other = right[path].text if path in right else ""
        if _seen(block) != other:
            yield "", f"Wrong, in `{path}`:"
            yield block.language, _part(_seen(block), other)
    for path in sorted(case.without):
        yield "", f"Wrong: there is no `{path}`."
    yield "text", _report(case)
    for path, block in right.items():
        other = _seen(wrong[path]) if path in wrong else ""
        if block.text != other:
            yield "", f"Right, in `{path}`:"
            yield block.language, _part(block.text, other)


def _files(case: Case, kind: str) -> Mapping[str, Block]:
    return {b.words[kind]: b for b in case.blocks if kind in b.words}


def _seen(block: Block) -> str:
    """Give the text as an editor shows it, also where it cannot be shown."""
    if "bytes" not in block.words:
        return block.text
    return re.sub("[\x00-\x09\x0b-\x1f]", "\ufffd", block.content.decode("utf-8", "replace"))


def _part(text: str, other: str) -> str:
    """Give the lines in which the text differs from the other one, and those around them."""
    lines, others = text.splitlines(), other.splitlines()
    shown: set[int] = set()
    for tag, first, last, _, _ in SequenceMatcher(None, lines, others).get_opcodes():
        if tag != "equal":
            shown |= set(range(first - _AROUND, last + _AROUND))
    kept = [n for n in sorted(shown) if 0 <= n < len(lines)]
    parts = [lines[n] if n - 1 in shown or n == kept[0] else f"  # …\n{lines[n]}" for n in kept]
    return dedent("\n".join(part[:_WIDEST] for part in parts)) + "\n"


def _report(case: Case) -> str:
    first = next(d for d in case.wrong().diagnostics if d.code == case.code)
    return text_report(Report([first]), "").rpartition("\n\n")[0] + "\n"


def _said(case: Case) -> str:
    first = next(d for d in case.wrong().diagnostics if d.code == case.code)
    return first.message.replace("<", "&lt;")
