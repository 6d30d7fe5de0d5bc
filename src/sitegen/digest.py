"""The whole way to a letter: from a folder, and what readers know, to what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import date

from sitegen.check import Clock, check_site
from sitegen.compare import PUBLISHED, folder_of_side
from sitegen.comparing.dates import compare_dates
from sitegen.comparing.differences import Difference, Kind
from sitegen.comparing.entries import entries_of
from sitegen.comparing.published import published_entries
from sitegen.diagnostics import Report
from sitegen.folder import read_site_files
from sitegen.last_known import with_last_known_ledger
from sitegen.lazy import dataclass
from sitegen.programme.ledger import LEDGER_PATH, Ledger
from sitegen.programme.model import Programme
from sitegen.settings import Settings
from sitegen.site.addresses import BaseUrl
from sitegen.site.letters import letter_message, letter_text
from sitegen.site.plan import contexts_of
from sitegen.site.rendering import Templates
from sitegen.site.views.digest import Before, DigestView, digest_view


class NoDigest(Exception):  # noqa: N818 - nothing is broken: something else was asked for
    """What was asked for is not there. It says so, and what is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A letter with the templates that show it; or the report of a side with errors, its name."""

    view: DigestView | None = None
    templates: Templates | None = None
    wrong: tuple[str, Report] | None = None

    @property
    def has_news(self) -> bool:
        """Whether there is anything to write about."""
        return self.view is not None and bool(self.view.sections)

    def written(self, form: str) -> bytes:
        """Write it in one of the forms. Raises TemplateProblem."""
        if self.view is None or self.templates is None:
            raise ValueError("a side with errors was not reported")
        if form == "text":
            return f"Subject: {self.view.subject}\n\n{letter_text(self.view)}".encode()
        html = self.templates.render("digest.html", letter=self.view)
        return html.encode() if form == "html" else letter_message(self.view, html)


def digest_of_site(
    settings: Settings, since: date | str, language: str | None, clock: Clock
) -> Digest:
    """Say what has changed since a day, or after a revision, a folder or the last publication.

    Raises NoRevision where there is no such revision, NoDigest, OSError and TemplateProblem.
    """
    checked = check_site(with_last_known_ledger(read_site_files(settings.root)), clock)
    programme, today = checked.programme, checked.today
    if programme is None:
        return Digest(wrong=("this folder", checked.report))
    if isinstance(since, date):
        if since > today:
            raise NoDigest(f"{since} is after {today}. Name a day that has been.")
        before = _before_day(since, programme, checked.ledger)
    elif since == PUBLISHED:
        before = _before_publication(programme, checked.ledger, today)
    else:
        with ExitStack() as stack:
            folder = folder_of_side(stack, settings.root, since)
            old = check_site(read_site_files(folder), lambda _: today)
        if old.programme is None:
            return Digest(wrong=(since, old.report))
        before = _before_change(old.programme, programme, today)
    templates = Templates(settings.templates, root=settings.real_root, kept=settings.kept)
    contexts = {
        one.language: one
        for one in contexts_of(
            programme, checked.ledger, today, BaseUrl.of(programme.site.base_url)
        )
    }
    context = contexts.get(language or programme.site.language)
    if context is None:
        there = ", ".join(contexts)
        raise NoDigest(f"The site has no pages in {language}. It has: {there}.")
    day = since if isinstance(since, date) else None
    return Digest(view=digest_view(before, day, context), templates=templates)


def _before_day(since: date, programme: Programme, ledger: Ledger) -> Before:
    """Give what was told before a day, by the change feed: what is not recorded is not in it."""
    added: dict[str, date] = {}
    for event in ledger.present():
        added[event.of] = min(event.added, added.get(event.of, event.added))
    told = {
        one.id: sum(change.on < since for change in one.changes)
        for one in programme.dated
        if one.id not in added or added[one.id] < since
    }
    return Before(told=told)


def _before_publication(programme: Programme, ledger: Ledger, today: date) -> Before:
    """Give what subscribers have been given. Raises NoDigest where that is nothing yet."""
    if not ledger.events:
        raise NoDigest(
            f"Nothing is recorded as published yet: {LEDGER_PATH} has no entry. Name a day or a "
            "revision, such as --since HEAD"
        )
    told: dict[str, int] = {}
    for event in ledger.present():
        told[event.of] = max(event.changes, told.get(event.of, 0))
    old, new = published_entries(ledger.present(), programme), entries_of(programme)
    return _before(told, compare_dates(old, new, today, {}))


def _before_change(old: Programme, new: Programme, today: date) -> Before:
    told = {one.id: len(one.changes) for one in old.dated}
    return _before(told, compare_dates(entries_of(old), entries_of(new), today, {}))


def _before(told: Mapping[str, int], differences: Iterable[Difference]) -> Before:
    found = [one for one in differences if one.id is not None and one.kind is not Kind.PAST]
    return Before(
        told=told,
        changed=frozenset(one.id for one in found if one.id is not None),
        earlier=frozenset(
            one.id for one in found if one.kind is Kind.DEADLINE_EARLIER and one.id is not None
        ),
    )
