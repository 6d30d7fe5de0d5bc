"""Files that are not on the site: they cannot be read, or their names are passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.programme.ledger import LEDGER_PATH, TAKE_IT_BACK
from sitegen.programme.records import is_part, is_read
from sitegen.source.text import too_large
from sitegen.tree import DEEPEST, MOST_ENTRIES, Refusal, Refused, may_be_meant


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


def check_refused(refused: Mapping[str, Refused]) -> Iterator[Diagnostic]:
    """Yield what is not read, because nobody knows where it leads or how much there is of it."""
    for path, one in sorted(refused.items()):
        if one.why is Refusal.LARGE:
            yield too_large(path, one.size, one.most, _smaller(path))
        elif one.why is Refusal.TOGETHER:
            message = f"With {path}, the files have more than {one.most / 1_000_000:g} MB together."
            yield problem("file-too-large", Span(Source(path, ""), 0, 0), message, _FEWER)
        elif one.why in _SAID:
            said, help_ = _SAID[one.why]
            message = said.format(path=path, folder=path.partition("/")[0])
            yield problem("unsafe-file", Span(Source(path, ""), 0, 0), message, help_)


def _smaller(path: str) -> str:
    if path == LEDGER_PATH:
        return TAKE_IT_BACK
    if is_read(path):
        return "Split it into several files."
    return "Save it again with less in it, or delete it."


_FEWER = "Move what the site does not need elsewhere."

_SAID = {
    Refusal.OUTSIDE: (
        "{path} is a link that leads out of the site, or to what is no part of it.",
        "Put the file or the folder itself here, or delete the link.",
    ),
    Refusal.LOOP: ("{path} is a link to a folder that it is in.", "Delete the link."),
    Refusal.TWICE: (
        "{path} is a link to a folder, in a folder to which a link has led already.",
        "Put the folder itself here, or delete the link.",
    ),
    Refusal.SPECIAL: (
        "{path} is a pipe, a socket or a device.",
        "Put a file in its place, or delete it.",
    ),
    Refusal.DEEP: (
        f"{{path}} lies more than {DEEPEST} folders deep in {{folder}}.",
        "Move it further up, or delete it.",
    ),
    Refusal.MANY: (
        f"With {{path}}, there are more than {MOST_ENTRIES:,} files and folders in {{folder}}.",
        _FEWER,
    ),
}
"""What is said of each, and what to do about it."""
