"""The plan of the site: every file's address, and how its bytes are made once somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import chain
from typing import TypeAlias, TypeVar

from sitegen.kept import NOTHING, Kept
from sitegen.languages import page_language
from sitegen.lazy import dataclass, replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import OtherDeadline, Page, Programme, Redirect, Track, Training
from sitegen.programme.own_words import Audience
from sitegen.site import addresses, kinds
from sitegen.site.addresses import BaseUrl
from sitegen.site.ingredients import EVERYTHING, NONE, Ingredient, MadeOf, said
from sitegen.site.kinds import KINDS, Address, Each, Kind, of_old
from sitegen.site.last_changes import last_change
from sitegen.site.look import with_look
from sitegen.site.machine_readable import changes_json, trainings_json
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.site.parts import NO_PARTS, Parts
from sitegen.site.planned import PlannedFile, Role
from sitegen.site.redirects import copies, lines_for_hosts
from sitegen.site.rendering import Asset, Templates, asset_addresses
from sitegen.site.timetable import timetable
from sitegen.site.trainings_schema import trainings_schema
from sitegen.site.translation import in_language
from sitegen.site.turns_written import Outlook, next_file
from sitegen.site.views.audience import audience_view
from sitegen.site.views.calendars import calendars_view, track_calendars_view
from sitegen.site.views.changes import atom_view, changes_view, last_news
from sitegen.site.views.check import check_view
from sitegen.site.views.embed import embed_view
from sitegen.site.views.every_page import site_view
from sitegen.site.views.frame import HeadView, SiteContext
from sitegen.site.views.link_pictures import Drawing, LinkPictureView
from sitegen.site.views.lists import (
    home_view,
    track_view,
    upcoming_view,
)
from sitegen.site.views.moved import moved_view
from sitegen.site.views.past import past_view, past_year_view
from sitegen.site.views.picture_facts import training_picture
from sitegen.site.views.reference import (
    contacts_view,
    designations_view,
    documents_view,
    not_found_view,
    prose_view,
    tracks_begun_with,
)
from sitegen.site.views.service import accessibility_view, privacy_view
from sitegen.site.views.sheets import flyer_view, sheet_view
from sitegen.site.views.training import has_sheet, training_view
from sitegen.site.views.year import year_view
from sitegen.site.wording import words_in

_NOTHING_PUBLISHED = Ledger()


@dataclass(frozen=True, slots=True, kw_only=True)
class _HtmlPage:
    """A page to be made: its template, the view that it will show, and its picture for links."""

    address: Address
    context: SiteContext
    template: str
    view: Callable[[], object]
    picture: Callable[[], LinkPictureView | None]
    changed: date | None
    listed: bool
    made_of: MadeOf


@dataclass(frozen=True, slots=True)
class _Made:
    """What is made of one thing: its id, its view, when what it shows was changed, and of what.

    `picture` is its picture for links, where that is known without the view.
    """

    id: str
    view: Callable[[], object]
    changed: date | None
    made_of: MadeOf
    picture: Callable[[], LinkPictureView | None] | None = None


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
    parts: Parts = NO_PARTS,
    other_files: Iterable[PlannedFile] = (),
) -> tuple[PlannedFile, ...]:
    """Plan every file of the site as it stands on `today`, to live at `base_url`.

    `ledger` holds what subscribers had been given before. `other_files` are those made elsewhere:
    the calendars, and the documents' own files. `parts` are those of large files. Nothing is
    rendered yet, and links of pages are whole paths (see `relative_links`). Addresses must be free
    of collisions (see `claims.collisions`).
    """
    base = BaseUrl.of(base_url)
    contexts = tuple(contexts_of(programme, ledger, today, base, kept=templates.kept, parts=parts))
    assets = with_look(templates.assets, programme.site.look)
    pages = [tuple(_pages(one)) for one in contexts]
    files = (
        *(
            file
            for one, made in zip(contexts, pages, strict=True)
            for file in _html_files(made, one, templates, assets)
        ),
        *_for_machines(tuple(chain(*pages)), contexts[0], templates),
        *(_link_pictures(chain(*pages)) if programme.site.link_pictures else ()),
        *(
            PlannedFile(
                address=addresses.file_of(asset.address),
                produce=partial(bytes, asset.content),
                made_of=(),
                role=Role.ASSET,
            )
            for asset in assets
        ),
        *other_files,
    )
    at = {file.address: file for file in files}
    moved = copies(programme.site.redirects, at)
    return (*files, *(replace(file, address=path) for path, file in moved))


def own_context(programme: Programme, ledger: Ledger, today: date) -> SiteContext:
    """Give what pages in the site's own language are made from."""
    base = BaseUrl.of(programme.site.base_url)
    return next(contexts_of(programme, ledger, today, base, kept=NOTHING, parts=NO_PARTS))


def contexts_of(  # noqa: PLR0913 - each is one thing that a context holds
    programme: Programme,
    ledger: Ledger,
    today: date,
    base: BaseUrl,
    *,
    kept: Kept = NOTHING,
    parts: Parts = NO_PARTS,
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
        kept=kept,
        parts=parts,
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
            kept=kept,
        )


_Dated: TypeAlias = Iterable[Training | OtherDeadline]
_Making: TypeAlias = Callable[[SiteContext], Iterator[_Made]]
_Thing = TypeVar("_Thing", bound=int | Audience | Track | Training | Page | Redirect)


def _none_dated(*_: object) -> _Dated:
    return ()


def _once(
    view: Callable[[SiteContext], object],
    shown: Callable[[SiteContext], _Dated] = _none_dated,
    when: Callable[[SiteContext], object] = lambda _: True,
) -> _Making:
    """Make the page of a kind that is there once, changed when a date that it shows was.

    There are few of them, so that each counts as made of everything.
    """

    def made(context: SiteContext) -> Iterator[_Made]:
        if when(context):
            changed = last_change(context, shown(context))
            yield _Made("", partial(view, context), changed, EVERYTHING)

    return made


def _each(
    things: Callable[[SiteContext], Iterable[_Thing]],
    view: Callable[[_Thing, SiteContext], object],
    shown: Callable[[_Thing, SiteContext], _Dated] = _none_dated,
    beside: Callable[[_Thing, SiteContext], Iterable[Ingredient]] = lambda *_: (),
    picture: Callable[[_Thing, SiteContext], LinkPictureView | None] | None = None,
) -> _Making:
    """Make a page for each of these, changed when a date that it shows was.

    It is made of what it shows, and of what stands `beside` without being its own.
    """

    def made(context: SiteContext) -> Iterator[_Made]:
        for one in things(context):
            own = tuple(shown(one, context))
            made_of = (*_named([one.id for one in own], context), *beside(one, context))
            id_ = str(one) if isinstance(one, int) else one.id
            shown_beside = partial(picture, one, context) if picture else None
            changed = last_change(context, own)
            yield _Made(id_, partial(view, one, context), changed, made_of, shown_beside)

    return made


def _named(ids: Sequence[str], context: SiteContext) -> Iterable[Ingredient]:
    """Give these, and what tells each from others of its name: others decide whether it needs it.

    What is said of one holds its id, so it does not matter that it stands apart from it.
    """
    apart = context.times.apart
    return (*ids, *[said(f"{one}{apart[one]}") for one in ids if one in apart])


def _changes(context: SiteContext) -> Iterator[_Made]:
    yield _Made("", partial(changes_view, context), last_news(context), EVERYTHING)


def _all_dates(context: SiteContext) -> _Dated:
    return (*context.programme.trainings, *context.programme.deadlines)


def _trainings(context: SiteContext) -> tuple[Training, ...]:
    return context.programme.trainings


def _tracks(context: SiteContext) -> tuple[Track, ...]:
    return context.programme.tracks


def _of_track(track: Track, context: SiteContext) -> _Dated:
    times = context.times.tracks[track.id]
    return (*times.past, *times.upcoming)


def _of_prose(page: Page, context: SiteContext) -> _Dated:
    return [one for track in tracks_begun_with(page, context) for one in _of_track(track, context)]


def _around_training(training: Training, context: SiteContext) -> Iterable[Ingredient]:
    """Give what the page of a training leads to."""
    times = context.times
    around = (
        times.earlier.get(training.id),
        times.later.get(training.id),
        times.tracks[training.track.id].next_open,
    )
    return _named([NONE if one is None else one.id for one in around], context)


def _other_years(_: int, context: SiteContext) -> Iterable[Ingredient]:
    return map(said, context.times.years)


def _with_page(context: SiteContext) -> Iterator[Audience]:
    return (one for one in context.programme.site.audiences if one.page)


def _for_audience(audience: Audience, context: SiteContext) -> _Dated:
    trainings = context.programme.trainings
    return (one for one in trainings if one.track.is_for(audience))


def _old(each: Each, context: SiteContext) -> Iterable[Redirect]:
    """Give the old addresses of one form. One that is no folder is there once for all languages."""
    if each is Each.OLD_PAGE or not context.is_translated:
        return (one for one in context.programme.site.redirects if of_old(one.old) is each)
    return ()


def _renewals(context: SiteContext) -> _Dated:
    return (one for one in context.programme.deadlines if one.renewal_of)


def _with_sheet(context: SiteContext) -> Iterable[Training]:
    return (one for one in context.times.upcoming if has_sheet(one, context.times.today))


MADE: Mapping[Kind, _Making] = {
    kinds.HOME: _once(home_view, _all_dates),
    kinds.TRAININGS: _once(upcoming_view, _all_dates),
    kinds.TRACK: _each(_tracks, track_view, _of_track),
    kinds.TRAINING: _each(
        _trainings, training_view, lambda one, _: (one,), _around_training, training_picture
    ),
    kinds.PAST: _once(past_view, lambda site: chain(*site.times.past_years.values())),
    kinds.PAST_YEAR: _each(
        lambda site: site.times.past_years,
        past_year_view,
        lambda year, site: site.times.past_years[year],
    ),
    kinds.YEAR: _each(
        lambda site: site.times.years,
        year_view,
        lambda year, site: site.times.years[year],
        _other_years,
    ),
    kinds.CHECK: _once(check_view, _trainings),
    kinds.AUDIENCE: _each(_with_page, audience_view, _for_audience),
    kinds.DESIGNATIONS: _once(designations_view, _renewals),
    kinds.DOCUMENTS: _once(documents_view),
    kinds.CONTACT: _once(contacts_view),
    kinds.ACCESSIBILITY: _once(accessibility_view),
    kinds.PRIVACY: _once(privacy_view),
    kinds.CALENDARS: _once(calendars_view),
    kinds.TRACK_CALENDARS: _each(_tracks, track_calendars_view),
    kinds.CHANGES: _changes,
    kinds.PAGE: _each(lambda site: site.programme.pages, prose_view, _of_prose),
    # A host shows one page where there is none, so it is in the language of the site.
    kinds.NOT_FOUND: _once(not_found_view, when=lambda site: not site.is_translated),
    kinds.SHEET: _each(_with_sheet, sheet_view, lambda one, _: (one,), _around_training),
    kinds.FLYER: _each(_tracks, flyer_view, _of_track),
    kinds.EMBED: _once(partial(embed_view, None)),
    kinds.TRACK_EMBED: _each(_tracks, embed_view, _of_track),
    kinds.OLD_PAGE: _each(partial(_old, Each.OLD_PAGE), moved_view),
    kinds.OLD_HTML_FILE: _each(partial(_old, Each.OLD_HTML_FILE), moved_view),
}
"""What makes the pages of each kind, as they stand on the day of a context."""


def _pages(context: SiteContext) -> Iterator[_HtmlPage]:
    """Yield every page in one language, in the order of the registry."""
    shows_picture = context.programme.site.link_pictures
    for kind in KINDS:
        if kind.template is not None and addresses.is_there(kind, context.programme):
            for made in MADE[kind](context):
                view = made.view
                if shows_picture and kind.listed and not made.picture:
                    view = cache(view)  # it is asked for its picture too
                yield _HtmlPage(
                    address=kind.at(made.id),
                    context=context,
                    template=f"pages/{kind.template}.html",
                    view=view,
                    picture=made.picture or partial(_picture_in, view),
                    changed=made.changed,
                    listed=kind.listed,
                    made_of=made.made_of,
                )


def _picture_in(view: Callable[[], object]) -> LinkPictureView | None:
    head = getattr(view(), "head", None)
    return head.picture if isinstance(head, HeadView) else None


def _link_pictures(pages: Iterable[_HtmlPage]) -> Iterator[PlannedFile]:
    """Plan the pictures for links to pages. Two that say the same are one."""
    shown = (page.picture() for page in pages if page.listed)
    drawings = {one.address: one.drawing for one in shown if one is not None}
    for address, drawing in drawings.items():
        yield PlannedFile(
            address=addresses.file_of(Address(address)),
            produce=partial(_drawn, drawing),
            made_of=(),
            drawn=address,
        )


def _drawn(drawing: Drawing) -> bytes:
    from sitegen.site.pictures.drawing import draw  # noqa: PLC0415 - an extra of the package

    return draw(drawing)


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
        yield PlannedFile(
            address=address,
            produce=partial(produce, page),
            made_of=page.made_of,
            role=Role.PAGE,
        )


def _for_machines(
    pages: tuple[_HtmlPage, ...], context: SiteContext, templates: Templates
) -> Iterator[PlannedFile]:
    """Plan the sitemap, robots.txt that leads to it, the feeds of changes, the JSON, redirects."""

    def sitemap() -> bytes:
        entries = [
            _SitemapEntry(
                url=page.context.base.absolute(page.address),
                changed=page.changed.isoformat() if page.changed else None,
            )
            for page in pages
            if page.listed
        ]
        return templates.render("sitemap.xml", pages=entries).encode()

    def robots() -> bytes:
        url = context.base.absolute(addresses.SITEMAP)
        return templates.render("robots.txt", sitemap=url).encode()

    def atom() -> bytes:
        return templates.render("changes.xml", feed=atom_view(context)).encode()

    def next_change() -> bytes:
        url = context.base.absolute(addresses.HOME)
        return next_file(Outlook.of(context.programme, context.times.today, url))

    made: Iterable[tuple[Address, Callable[[], bytes], MadeOf]] = (
        (addresses.SITEMAP, sitemap, EVERYTHING),
        (addresses.ROBOTS, robots, ()),
        (addresses.CHANGES_ATOM, atom, EVERYTHING),
        (addresses.CHANGES_JSON, partial(changes_json, context), EVERYTHING),
        (addresses.TRAININGS_JSON, partial(trainings_json, context), EVERYTHING),
        (addresses.TRAININGS_SCHEMA, partial(trainings_schema, context.base), ()),
        *(
            (address, made, ())
            for address, made in lines_for_hosts(context.programme.site, context.base)
        ),
        (addresses.NEXT_CHANGE, next_change, EVERYTHING),
    )
    for address, produce, made_of in made:
        yield PlannedFile(address=addresses.file_of(address), produce=produce, made_of=made_of)
