"""The plan of the site: every file's address, and how its bytes are made once somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain

from sitegen.languages import page_language
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Audience, OtherDeadline, Programme, Training
from sitegen.site import addresses
from sitegen.site.addresses import Address, BaseUrl
from sitegen.site.last_changes import last_change
from sitegen.site.look import with_look
from sitegen.site.machine_readable import changes_json, trainings_json
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.site.rendering import Asset, Templates, asset_addresses
from sitegen.site.timetable import timetable
from sitegen.site.trainings_schema import trainings_schema
from sitegen.site.translation import in_language
from sitegen.site.views.calendars import calendars_view, track_calendars_view
from sitegen.site.views.changes import atom_view, changes_view, last_news
from sitegen.site.views.check import check_view
from sitegen.site.views.embed import embed_view
from sitegen.site.views.frame import SiteContext, site_view
from sitegen.site.views.lists import (
    home_view,
    past_view,
    past_year_view,
    supervisors_view,
    track_view,
    upcoming_view,
)
from sitegen.site.views.reference import (
    contacts_view,
    designations_view,
    documents_view,
    not_found_view,
    prose_view,
)
from sitegen.site.views.service import accessibility_view, privacy_view
from sitegen.site.views.sheets import flyer_view, sheet_view
from sitegen.site.views.training import has_sheet, training_view
from sitegen.site.views.year import year_view
from sitegen.site.wording import words_in

_NOTHING_PUBLISHED = Ledger()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """A file of the site: its path in the output, and a function that makes its bytes.

    The function may be called at any time, also in a forked process, and gives the same bytes
    each time. It raises TemplateProblem where a template cannot be filled. Files with the same
    word in `shares` share work, so they are best made by one process, one after the other.
    """

    address: str
    produce: Callable[[], bytes]
    shares: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _HtmlPage:
    """A page to be made: its template, and the view that it will show."""

    address: Address
    context: SiteContext
    template: str
    view: Callable[[], object]
    changed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _SitemapEntry:
    """A page's whole URL, and the day of its last recorded change (ISO 8601)."""

    url: str
    changed: str | None


def plan(  # noqa: PLR0913 - each is one thing that the site is made from
    programme: Programme,
    *,
    today: date,
    base_url: str,
    templates: Templates,
    ledger: Ledger = _NOTHING_PUBLISHED,
    other_files: Iterable[PlannedFile] = (),
) -> tuple[PlannedFile, ...]:
    """Plan every file of the site as it stands on `today`, to live at `base_url`.

    `ledger` holds what subscribers had been given before. `other_files` are those made elsewhere:
    the calendars, and the documents' own files. Nothing is rendered yet. Addresses must be free of
    collisions (see `claims.collisions`).
    """
    contexts = tuple(_contexts(programme, ledger, today, BaseUrl.of(base_url)))
    assets = with_look(templates.assets, programme.site.look)
    listed = {one.language: tuple(_pages(one)) for one in contexts}
    return (
        *(
            file
            for one in contexts
            for file in _html_files(
                (*listed[one.language], *_unlisted(one)), one, templates, assets
            )
        ),
        *_for_machines(tuple(chain(*listed.values())), contexts[0], templates),
        *(
            PlannedFile(
                address=addresses.file_of(asset.address), produce=partial(bytes, asset.content)
            )
            for asset in assets
        ),
        *other_files,
    )


def _contexts(
    programme: Programme, ledger: Ledger, today: date, base: BaseUrl
) -> Iterator[SiteContext]:
    """Yield what pages are made from, in each language of the site, its own first."""
    site = programme.site
    words = words_in(page_language(site.language))
    yield SiteContext(
        programme=programme,
        ledger=ledger,
        times=timetable(programme, today, words),
        base=base,
        markdown=MarkdownHtml(base, words),
        words=words,
        language=site.language,
    )
    for language in site.other_languages:
        words, below = words_in(language), base.in_language(language)
        marked = in_language(programme, language)
        yield SiteContext(
            programme=marked,
            ledger=ledger,
            times=timetable(marked, today, words),
            base=below,
            markdown=MarkdownHtml(below, words, foreign=site.language),
            words=words,
            language=language.value,
        )


def _pages(context: SiteContext) -> Iterator[_HtmlPage]:
    """Every page that search engines may list."""

    def page(address: Address, name: str, make: Callable[[], object]) -> _HtmlPage:
        return _HtmlPage(address=address, context=context, template=f"pages/{name}.html", view=make)

    yield from _pages_of_dates(context)
    yield page(addresses.DESIGNATIONS, "designations", partial(designations_view, context))
    yield page(addresses.DOCUMENTS, "documents", partial(documents_view, context))
    yield page(addresses.CONTACT, "contact", partial(contacts_view, context))
    yield page(addresses.ACCESSIBILITY, "accessibility", partial(accessibility_view, context))
    yield page(addresses.PRIVACY, "privacy", partial(privacy_view, context))
    yield page(addresses.CALENDARS, "calendars", partial(calendars_view, context))
    for track in context.programme.tracks:
        make_track = partial(track_calendars_view, track, context)
        yield page(addresses.subscribe(track), "calendars", make_track)
    log = page(addresses.CHANGES, "changes", partial(changes_view, context))
    yield replace(log, changed=last_news(context))
    for prose in context.programme.pages:
        yield page(addresses.page(prose), "prose", partial(prose_view, prose, context))


def _pages_of_dates(context: SiteContext) -> Iterator[_HtmlPage]:
    """Every page that shows dates of trainings, changed when one of these was."""

    def page(
        address: Address,
        name: str,
        make: Callable[[], object],
        shown: Sequence[Training | OtherDeadline],
    ) -> _HtmlPage:
        changed = last_change(context, shown)
        return _HtmlPage(
            address=address,
            context=context,
            template=f"pages/{name}.html",
            view=make,
            changed=changed,
        )

    trainings, past = context.programme.trainings, context.times.past_years
    everything: list[Training | OtherDeadline] = [*trainings, *context.programme.deadlines]
    yield page(addresses.HOME, "home", partial(home_view, context), everything)
    yield page(addresses.TRAININGS, "upcoming", partial(upcoming_view, context), everything)
    for track in context.programme.tracks:
        times = context.times.tracks[track.id]
        make_page = partial(track_view, track, context)
        yield page(addresses.track(track), "track", make_page, (*times.past, *times.upcoming))
    for one in trainings:
        yield page(addresses.training(one), "training", partial(training_view, one, context), [one])
    over = [one for of_year in past.values() for one in of_year]
    yield page(addresses.PAST, "past", partial(past_view, context), over)
    for year, of_year in past.items():
        make_year = partial(past_year_view, year, context)
        yield page(addresses.past_year(year), "past-year", make_year, of_year)
    for year, in_year in context.times.years.items():
        make_glance = partial(year_view, year, context)
        yield page(addresses.year(year), "year", make_glance, in_year)
    yield page(addresses.CHECK, "check", partial(check_view, context), trainings)
    if context.supervisors_links:
        theirs = [one for one in trainings if one.track.audience is Audience.SUPERVISORS]
        yield page(addresses.SUPERVISORS, "supervisors", partial(supervisors_view, context), theirs)


def _unlisted(context: SiteContext) -> Iterator[_HtmlPage]:
    """Every page that search engines may not list: for paper, for frames, and that there is none.

    A host shows one page where there is none, so it is in the language of the site.
    """
    if not context.is_translated:
        yield _HtmlPage(
            address=addresses.NOT_FOUND,
            context=context,
            template="pages/not-found.html",
            view=partial(not_found_view, context),
        )
    for training in context.times.upcoming:
        if has_sheet(training, context.times.today):
            yield _HtmlPage(
                address=addresses.sheet(training),
                context=context,
                template="pages/sheet.html",
                view=partial(sheet_view, training, context),
            )
    for one in context.programme.tracks:
        yield _HtmlPage(
            address=addresses.flyer(one),
            context=context,
            template="pages/flyer.html",
            view=partial(flyer_view, one, context),
        )
    for track in (None, *context.programme.tracks):
        yield _HtmlPage(
            address=addresses.embed(track),
            context=context,
            template="pages/embed.html",
            view=partial(embed_view, track, context),
        )


def _html_files(
    pages: Iterable[_HtmlPage],
    context: SiteContext,
    templates: Templates,
    assets: Sequence[Asset],
) -> Iterator[PlannedFile]:
    """Plan the files of the pages in one language."""
    site, said = site_view(context, asset_addresses(assets)), templates.said_in(context.words)

    def produce(page: _HtmlPage) -> bytes:
        return said.render(page.template, site=site, page=page.view()).encode()

    for page in pages:
        address = addresses.file_of(context.base.placed(page.address))
        yield PlannedFile(address=address, produce=partial(produce, page))


def _for_machines(
    pages: tuple[_HtmlPage, ...], context: SiteContext, templates: Templates
) -> Iterator[PlannedFile]:
    """Plan the sitemap, robots.txt that leads to it, the feeds of changes and the JSON."""

    def sitemap() -> bytes:
        entries = [
            _SitemapEntry(
                url=page.context.base.absolute(page.address),
                changed=page.changed.isoformat() if page.changed else None,
            )
            for page in pages
        ]
        return templates.render("sitemap.xml", pages=entries).encode()

    def robots() -> bytes:
        url = context.base.absolute(addresses.SITEMAP)
        return templates.render("robots.txt", sitemap=url).encode()

    def atom() -> bytes:
        return templates.render("changes.xml", feed=atom_view(context)).encode()

    for address, produce in (
        (addresses.SITEMAP, sitemap),
        (addresses.ROBOTS, robots),
        (addresses.CHANGES_ATOM, atom),
        (addresses.CHANGES_JSON, partial(changes_json, context)),
        (addresses.TRAININGS_JSON, partial(trainings_json, context)),
        (addresses.TRAININGS_SCHEMA, partial(trainings_schema, context.base)),
    ):
        yield PlannedFile(address=addresses.file_of(address), produce=produce)
