"""A site with one entry more, in memory: its files, and what the check says then and not before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from sitegen.adding.entries import Addable
from sitegen.adding.proposals import new_id, year_of
from sitegen.check import Checked, Clock, check_and_keep
from sitegen.diagnostics import Diagnostic
from sitegen.folder import SiteFiles
from sitegen.lazy import replace
from sitegen.programme.records import Records
from sitegen.source.adding import Entry, with_more
from sitegen.source.shapes import fields_of

Said = dict[str, list[str]]
"""What was said of an entry, by the names of options."""


class Drafting:
    """Puts an entry into a site, to see what would be."""

    def __init__(self, files: SiteFiles, clock: Clock, kind: Addable, empty: str) -> None:
        """Take the site as it stands. `empty` is the text of a year's file without trainings."""
        self._files, self._clock, self._kind, self._empty = files, clock, kind, empty
        self._known: dict[str, tuple[Checked, Records]] = {}
        self.before, self.records = self.check(None)

    def fields(self, said: Said) -> Entry:
        """Give the fields of the entry in the order declared, with an id where none was said."""
        record = self._kind.record
        one = {name: texts[-1] for name, texts in said.items() if texts}
        identifier = new_id(record, one, self.year(said), self.records)
        texts = {"id": [identifier]} | said
        found: dict[str, str | list[str]] = {}
        for name in fields_of(record):
            option = name.replace("_", "-")
            if values := texts.get(option):
                found[name] = values if self._kind.takes_several(option) else values[-1]
        return found

    def year(self, said: Said) -> int:
        """Give the year of the file that a training belongs to."""
        start, days = said.get("start", [""]), said.get("days", [])
        return year_of(start[-1] if start else "", days, self.today)

    @cached_property
    def today(self) -> date:
        """The present day where the site is."""
        return self.before.today

    def path(self, said: Said) -> str:
        """Give the path of the file that the entry goes to."""
        return self._kind.path or f"schedules/{self.year(said)}.yaml"

    def data(self, said: Said) -> bytes:
        """Give the file with the entry. Raises `UnreadableError`."""
        path = self.path(said)
        return with_more(path, self._now(path, said), self._kind.list, [self.fields(said)])

    def _now(self, path: str, said: Said) -> bytes:
        year = self.year(said)
        fresh = self._empty.format(year=year) if not self._kind.path else f"{self._kind.list}: []\n"
        return self._files.read.get(path, fresh.encode())

    def check(self, said: Said | None) -> tuple[Checked, Records]:
        """Check the site with the entry; with None as it stands. The last two are remembered.

        An answer that was taken is what the next one is compared with.
        """
        key = repr(said)
        if key not in self._known:
            last = list(self._known.items())[-1:]
            self._known = dict([*last, (key, self._check(said))])
        return self._known[key]

    def _check(self, said: Said | None) -> tuple[Checked, Records]:
        read = dict(self._files.read)
        if said is not None:
            read[self.path(said)] = self.data(said)
        return check_and_keep(replace(self._files, read=read), self._clock)

    def new_in(self, said: Said, since: Said | None = None) -> list[Diagnostic]:
        """Give what the check says with the entry, and not with `since`, or without any entry."""
        before = self.before if since is None else self.check(since)[0]
        known = Counter(map(_said, before.report.diagnostics))
        return list(_beyond(known, self.check(said)[0].report.diagnostics))


def _said(one: Diagnostic) -> tuple[str, str, str | None]:
    return one.code, one.message, one.help


def _beyond(
    known: Counter[tuple[str, str, str | None]], found: Iterable[Diagnostic]
) -> Iterable[Diagnostic]:
    for one in found:
        if known[_said(one)] > 0:
            known[_said(one)] -= 1
        else:
            yield one
