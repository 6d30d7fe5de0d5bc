"""Files that are not on the site: links that lead nowhere, and names that are passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.programme.records import is_part
from sitegen.tree import may_be_meant


def check_left_out(
    dead_links: Iterable[str], passed_over: Iterable[str], present: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield links that lead nowhere, and files that are passed over and may be meant.

    Copies and locks of programs are nobody's pages. A hidden or renamed file may be one, if the
    file itself is not among those that are `present`.
    """
    for path in sorted(filter(is_part, dead_links)):
        message = f"{path} is a link, and there is nothing where it leads."
        help_ = "Put the file itself here, or delete the link."
        yield problem("missing-file", Span(Source(path, ""), 0, 0), message, help_)
    for path in sorted(passed_over):
        meant = may_be_meant(path)
        if meant and is_part(meant) and meant not in present:
            message = f"sitegen passes over {path} because of its name."
            help_ = f"Rename it to {meant}. If nobody needs it, delete it."
            yield problem("unknown-file", Span(Source(path, ""), 0, 0), message, help_)
