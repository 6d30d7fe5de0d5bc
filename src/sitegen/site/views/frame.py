"""The context that every view is made from, and what each page has of its own around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar, cast

from markupsafe import Markup

from sitegen.kept import NOTHING, Kept
from sitegen.languages import page_language
from sitegen.lazy import dataclass, replace
from sitegen.programme.ledger import Ledger, PublishedEvent
from sitegen.programme.model import (
    Document,
    Office,
    OtherDeadline,
    Person,
    Place,
    Programme,
    Site,
    Track,
    Training,
)
from sitegen.programme.states import Move, moves
from sitegen.site import addresses
from sitegen.site.addresses import BaseUrl
from sitegen.site.data_blocks import breadcrumb_list, linked_data
from sitegen.site.kinds import FORM_WORDS, KINDS, Address
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.site.parts import NO_PARTS, Parts
from sitegen.site.timetable import Timetable
from sitegen.site.views.document_links import with_contact, with_documents
from sitegen.site.views.link_pictures import NO_FACT, LinkPictureView, PictureFact, link_picture
from sitegen.site.views.parts import (
    ContactView,
    DocumentView,
    Link,
    PlaceView,
    ReachView,
    contact_view,
    document_view,
    place_view,
    present_contacts,
    reach_view,
)
from sitegen.site.wording import Words, said_here, to_say

TITLE_LENGTH = 60
"""Search engines and tabs of browsers cut a title after about so many characters."""
DESCRIPTION_LENGTH = 160
"""Search engines cut a description after about so many characters."""

_NAVIGATION = (
    (addresses.TRAININGS, to_say("Trainings")),
    (addresses.DESIGNATIONS, to_say("Who can apply")),
    (addresses.CALENDARS, to_say("Calendars")),
    (addresses.DOCUMENTS, to_say("Documents")),
    (addresses.CONTACT, to_say("Contact")),
)


Thing = TypeVar("Thing")
Made = TypeVar("Made")

Crumb = tuple[Address, str]
"""Where a crumb leads, and its words."""


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link of the main navigation; `current` is the value of aria-current, None elsewhere."""

    href: str
    text: str
    current: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    """The same page in a language (BCP 47): its link, its whole URL, and whether it is this one."""

    language: str
    name: str
    href: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadView:
    """What every page has of its own. `crumbs` lead to it; right below home there are none.

    `title` is `name`, or what is shorter, with whose it is. No other page has either. `data` are
    items of JSON-LD, ready to stand in script elements. Other sites show `picture` beside a link
    to the page, where the site has such pictures. `languages` is empty where there is only one.
    `partly_in` is the name of the language of those words that are not translated; None where all
    are.
    """

    title: str
    name: str
    heading: str
    description: str
    canonical: str | None  # None: not for search engines
    crumbs: tuple[Link, ...]
    navigation: tuple[NavigationItem, ...]
    calendars: tuple[Link, ...]
    contacts: tuple[ContactView, ...]
    reach: ReachView
    data: tuple[Markup, ...]
    picture: LinkPictureView | None
    languages: tuple[LanguageLink, ...]
    partly_in: str | None


@dataclass(frozen=True, kw_only=True)
class SiteContext:
    """What views are made from: the programme on one day, where it lives, and its Markdown.

    `ledger` holds what subscribers had been given before. `language` is that of the pages (BCP 47).
    What takes long to make is `kept` for the next run, and so are `parts` of large files.
    """

    programme: Programme
    ledger: Ledger
    times: Timetable
    base: BaseUrl
    markdown: MarkdownHtml
    words: Words
    language: str
    kept: Kept = NOTHING
    parts: Parts = NO_PARTS

    def once(self, make: Callable[[Thing, SiteContext], Made], thing: Thing) -> Made:
        """Give what `make` makes of a thing of the programme. It is made once of each.

        Things are told apart by their identity, because to compare them takes longer than to show
        them. What is made must follow from the thing and the context alone.
        """
        made = self._made.get((make, id(thing)))
        if made is None:
            # The thing is held, so that no other can have its identity.
            made = self._made[make, id(thing)] = (thing, make(thing, self))
        return cast("Made", made[1])

    @cached_property
    def _made(self) -> dict[tuple[object, int], tuple[object, object]]:
        return {}

    @property
    def is_translated(self) -> bool:
        """Whether these are pages in another language than the site's."""
        return self.language != self.programme.site.language

    @cached_property
    def how_to_apply(self) -> Mapping[str, Markup]:
        """How to apply by track id; every training of the track shows the same words."""
        return {
            track.id: self._with_contact(
                self.with_documents(
                    self.markdown.html(track.how_to_apply, level=3, id_prefix="apply-"),
                    track.contacts,
                ),
                track,
            )
            for track in self.programme.tracks
        }

    def _with_contact(self, html: Markup, track: Track) -> Markup:
        contacts = self.contacts(track.contacts)
        page = self.base.href(addresses.CONTACT)
        return with_contact(html, page, contacts[0]) if contacts else html

    def with_documents(self, html: Markup, *groups: tuple[Person | Office, ...]) -> Markup:
        """Lead from a text to the documents that it names; of `groups` one asks for the others."""
        page = self.base.href(addresses.DOCUMENTS)
        if f"{page}#" not in html:
            return html
        listed = self.programme.documents
        shown = zip(listed, self.documents(listed, *groups), strict=True)
        documents = {one.id: view for one, view in shown}
        within = self.language if self.is_translated else None
        return with_documents(html, page, documents, self.words, within)

    @cached_property
    def crumbs_home(self) -> Crumb:
        """First crumb of every page."""
        return addresses.HOME, self.words.say("Home")

    @cached_property
    def crumbs_trainings(self) -> tuple[Crumb, ...]:
        """Crumbs of everything about trainings."""
        return (self.crumbs_home, (addresses.TRAININGS, self.words.say("Trainings")))

    @cached_property
    def check_link(self) -> Link | None:
        """Link to the page that asks who can apply, where there are rules to ask about."""
        if not self.programme.has_rules:
            return None
        return Link(self.base.href(addresses.CHECK), self.words.say("Check if you can apply"))

    @cached_property
    def audience_links(self) -> tuple[Link, ...]:
        """Links to the pages for one audience each."""
        return tuple(
            Link(self.base.href(addresses.audience(one)), one.page.title)
            for one in self.programme.site.audiences
            if one.page
        )

    @cached_property
    def trainings(self) -> str:
        """What trainings are called within a sentence."""
        return said_here(self.programme.site.words.trainings) or self.words.say("trainings")

    @cached_property
    def organization(self) -> str:
        """Whose site it is, within a sentence."""
        site = self.programme.site
        return said_here(site.organization_in_sentences) or site.organization

    @cached_property
    def from_organization(self) -> str:
        """Sentence for descriptions that says whose site it is."""
        return self.words.say("From {organization}.", organization=self.organization)

    def track_link(self, track: Track) -> Link:
        """Link to the page of a track."""
        return self.once(_track_link, track)

    def calendars(self, track: Track | None) -> tuple[Link, ...]:
        """Links to the calendars of a track, or of all tracks (None), named as calendars."""
        return self.once(_calendars, track)

    @cached_property
    def published(self) -> Mapping[str, tuple[PublishedEvent, ...]]:
        """What subscribers had been given, by the id of the training or deadline."""
        found: dict[str, list[PublishedEvent]] = {}
        for event in self.ledger.present():
            found.setdefault(event.of, []).append(event)
        return {name: tuple(events) for name, events in found.items()}

    def moves(self, dated: Training | OtherDeadline) -> tuple[Move, ...]:
        """Days of something that differ from those that were published before."""
        return moves(dated, self.published.get(dated.id, ()), self.times.today)

    def contacts(self, *groups: tuple[Person | Office, ...]) -> tuple[ContactView, ...]:
        """Whom to ask: those of the first group that are still there, at last the site's."""
        present = present_contacts(*groups, self.programme.site.contacts)
        # A group is made anew each time, but not those in it.
        key = tuple(map(id, present))
        made = self._contacts.get(key)
        if made is None:
            made = self._contacts[key] = (present, tuple(map(contact_view, present)))
        return made[1]

    @cached_property
    def _contacts(self) -> dict[tuple[int, ...], tuple[object, tuple[ContactView, ...]]]:
        """Groups of contacts by the identities of those in them, who are held."""
        return {}

    def documents(
        self, documents: tuple[Document, ...], *groups: tuple[Person | Office, ...]
    ) -> tuple[DocumentView, ...]:
        """Documents, and for one without an address whom of `groups` to ask."""
        contacts = present_contacts(*groups, self.programme.site.contacts)
        return tuple(
            document_view(one, self._document_notes.get(one.id), self.base, contacts, self.words)
            for one in documents
        )

    def documents_beside(
        self, documents: tuple[Document, ...], track: Track, *groups: tuple[Person | Office, ...]
    ) -> tuple[DocumentView, ...]:
        """Documents without those of which a step of `track` says everything."""
        in_steps = {
            one.id
            for one in documents
            if not one.note
            and f"{addresses.DOCUMENTS}#{addresses.document_fragment(one.id)})"
            in track.how_to_apply
        }
        beside = tuple(one for one in documents if one.id not in in_steps)
        return self.documents(beside, *groups, track.contacts)

    def place(self, place: Place | None) -> PlaceView:
        """Show a place, or that it is not decided."""
        return self.once(_place, place)

    @cached_property
    def _document_notes(self) -> Mapping[str, Markup]:
        return self._notes(self.programme.documents)

    @cached_property
    def place_notes(self) -> Mapping[str, Markup]:
        """HTML of the notes about places, by id."""
        return self._notes(self.programme.places)

    def _notes(self, of: Iterable[Document | Place]) -> Mapping[str, Markup]:
        """HTML of notes by id, made once: a place or a document stands on many pages."""
        notes = ((one.id, one.note) for one in of)
        return {
            name: self.markdown.html(note, level=4, id_prefix=f"note-{name}-")
            for name, note in notes
            if note
        }

    def head(  # noqa: PLR0913 - each is one thing that pages differ in
        self,
        heading: str,
        *,
        description: str,
        address: Address,
        title: str | None = None,
        searched: str | None = None,
        section: Address | None = None,
        crumbs: tuple[Crumb, ...] = (),
        calendars: tuple[Link, ...] = (),
        contacts: tuple[ContactView, ...] | None = None,
        about: Sequence[Mapping[str, object]] = (),
        fact: PictureFact = NO_FACT,
        whole: bool = False,
        listed: bool = True,
    ) -> HeadView:
        """Head of a page; its title is its heading, its contacts are the site's, unless given.

        Where a title is too long for results of a search, `searched` stands there in its place.

        `about` is what the page is about, as items of schema.org, and `fact` what the picture for
        links says of it. A page is `whole` if all its
        words are there in each language of the site, but for names. Only what is `listed` is for
        search engines.
        """
        hidden = address == addresses.NOT_FOUND or not listed
        site = self.programme.site
        items = [*about]
        contacts = self._site_contacts if contacts is None else contacts
        if crumbs:
            trail = (*crumbs, (address, searched or title or heading))
            items.append(breadcrumb_list([(text, self.base.absolute(to)) for to, text in trail]))
        return HeadView(
            title=_title(searched or title or heading, site),
            name=str(title or heading),
            heading=heading,
            description=description,
            canonical=None if hidden else self.base.absolute(address),
            crumbs=tuple(Link(self.base.href(to), text) for to, text in crumbs),
            navigation=self._navigation(address, section),
            calendars=calendars,
            contacts=contacts,
            reach=reach_view(contacts or self._site_contacts, self.words),
            data=tuple(linked_data(item) for item in items),
            picture=None if hidden else self.link_picture(heading, fact),
            languages=() if address == addresses.NOT_FOUND else self._languages(address),
            partly_in=(
                self.words.name_of(site.language) if self.is_translated and not whole else None
            ),
        )

    def link_picture(self, name: str, fact: PictureFact) -> LinkPictureView | None:
        """Give the picture for links to a page, where the site has such pictures."""
        site = self.programme.site
        return link_picture(name, fact, site, self.base) if site.link_pictures else None

    def _languages(self, address: Address) -> tuple[LanguageLink, ...]:
        """Link to a page in every language that the site has, if these are several."""
        site = self.programme.site
        if not site.other_languages:
            return ()
        main = replace(self.base, language_path="")
        bases = {site.language: main} | {
            str(other): main.in_language(other) for other in site.other_languages
        }
        return tuple(
            LanguageLink(
                language=tag,
                name=own.own_name if (own := page_language(tag)) else tag,
                href=base.href(address),
                url=base.absolute(address),
                current=tag == self.language,
            )
            for tag, base in bases.items()
        )

    @cached_property
    def _site_contacts(self) -> tuple[ContactView, ...]:
        return self.contacts()

    @cached_property
    def _menu(self) -> tuple[tuple[Address, str], ...]:
        """What the navigation leads to: only pages that are there."""
        absent = {kind.at() for kind in KINDS if not addresses.is_there(kind, self.programme)}
        return tuple(item for item in _NAVIGATION if item[0] not in absent)

    def _navigation(self, address: Address, section: Address | None) -> tuple[NavigationItem, ...]:
        current = {section: "true", address: "page"}
        marks = tuple(current.get(target) for target, _ in self._menu)
        if marks not in self._navigations:
            self._navigations[marks] = tuple(
                NavigationItem(self.base.href(target), self.words.say(text), mark)
                for (target, text), mark in zip(self._menu, marks, strict=True)
            )
        return self._navigations[marks]

    @cached_property
    def _navigations(self) -> dict[tuple[str | None, ...], tuple[NavigationItem, ...]]:
        """The navigation by what is marked in it: it is the same on most pages."""
        return {}


def _title(name: str, site: Site) -> str:
    """Name a page as results of a search do: with the site and whose it is, where that fits."""
    names = filter(None, (site.organization, site.short_name))
    whose: list[str] = [one for one in names if one not in site.title]
    endings = [*(f"{site.title}, {one}" for one in whose), *whose, site.title]
    if name == site.title:
        endings = whose or [site.organization]
    titles = [f"{name} – {ending}" for ending in endings]
    return next((one for one in titles if len(one) <= TITLE_LENGTH), min(titles, key=len))


def _track_link(track: Track, context: SiteContext) -> Link:
    return Link(context.base.href(addresses.track(track)), track.name)


def _calendars(track: Track | None, context: SiteContext) -> tuple[Link, ...]:
    name = track.name if track else context.words.say("All")
    return tuple(
        Link(
            context.base.href(addresses.feed(track, form)),
            f"{name}: {context.words.say(words)}",
        )
        for form, words in FORM_WORDS.items()
    )


def _place(place: Place | None, context: SiteContext) -> PlaceView:
    return place_view(place, context.place_notes, context.words)


def description(*sentences: str) -> str:
    """Join as many of the sentences, in order, as a description has room for.

    Only a first sentence that is too long by itself is cut, between words.
    """
    first, *more = (" ".join(sentence.split()) for sentence in sentences if sentence)
    if len(first) > DESCRIPTION_LENGTH:
        return first[: DESCRIPTION_LENGTH - 1].rpartition(" ")[0] + "…"
    for sentence in more:
        if len(first) + 1 + len(sentence) > DESCRIPTION_LENGTH:
            break
        first = f"{first} {sentence}"
    return first
