"""The line of `changes` that tells people something, to be pasted or written by `sitegen fix`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sitegen.diagnostics import Fix, Span
from sitegen.programme.files.site import SiteFile
from sitegen.programme.model import Status
from sitegen.programme.records import Records
from sitegen.source.adding import UnreadableError, more
from sitegen.source.fields import At
from sitegen.source.pieces import known
from sitegen.source.wording import quoted

CALLED_OFF_IN_WORDS: Mapping[str, str] = {
    Status.CANCELLED: "is cancelled.",
    Status.POSTPONED: "is postponed. The new days are not known yet.",
}
"""What is said of what is called off, after its name or a word for it."""


def line_to_paste(sentence: str, today: date) -> str:
    """Give an entry of `changes` in the form that can stand anywhere."""
    return f"{{on: {today}, what: {quoted(sentence)}}}"


def telling_fix(at: At, sentence: str, today: date, records: Records) -> Fix | None:
    """Give the same entry where it belongs; None where its list is written in an unusual way.

    All sentences are English, so on a site of another language a person must write them anew.
    """
    try:
        edit = more(at.source, at.node, "changes", [{"on": f"{today}", "what": sentence}])
    except UnreadableError:
        return None
    language = known(records.file(SiteFile), lambda one: one.language) or ""
    span = Span(at.source, edit.start, edit.end)
    return Fix(span, edit.text, safe=language.partition("-")[0] == "en")
