"""What is said when a site was begun: where it is, what comes next, what is left to decide."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator

from sitegen.catalogue import Severity
from sitegen.diagnostics import Report
from sitegen.starting.answers import Answers


def begun_in_words(folder: str, answers: Answers, paths: Collection[str], report: Report) -> str:
    """Say what there is now, and what to do next."""
    lines = [f"\nThe site is in {folder}: {len(paths)} files.", "", "What to do next:"]
    if folder not in {".", "./"}:
        lines.append(f"  cd {shlex.quote(folder)}")
    lines += [
        "  sitegen serve          show the site in your browser",
        "  sitegen add training   write down a training",
        "  sitegen check          see what is left to decide",
        "README.md says the rest, also how to publish.",
    ]
    left = list(_left(answers, report))
    return "\n".join([*lines, *(["", "Left to decide:"] if left else []), *left]) + "\n"


def _left(answers: Answers, report: Report) -> Iterator[str]:
    if not answers.base_url:
        yield "  - the address of the site: base_url in content/site.yaml. Until then it has the"
        yield f"    address of nobody, {answers.address}"
    if not (answers.email or answers.phone):
        yield "  - where visitors can ask: content/contacts.yaml"
    if not answers.start:
        yield "  - the first training: the site says that no dates are announced yet"
    if warnings := len(report.of(Severity.WARNING)):
        yield f"  - {warnings} places that sitegen check names, such as what a training is for"
