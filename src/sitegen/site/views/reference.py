"""Pages to look things up: designations, documents, contacts, prose and page not found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup

from sitegen.lazy import dataclass, replace
from sitegen.programme.eligibility.rules import Subject
from sitegen.programme.model import Document, Page, Person, Programme, Track
from sitegen.site import addresses
from sitegen.site.views.chances import TrackChances, track_chances
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.parts import (
    ContactView,
    DocumentView,
    Link,
    contact_view,
    reach_view,
)
from sitegen.site.views.renewals import CertificationView, certification_views
from sitegen.site.views.rules import RuleView, present_rules, rule_view
from sitegen.site.views.structured_data import credentials, organization
from sitegen.site.wording import filled, to_say


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationsView:
    """The designations, what leads to certification, and the trainings that they open.

    `chances` are the next chances to apply for these trainings.
    """

    head: HeadView
    check: Link | None
    designations: tuple[RuleView, ...]
    opens: tuple[Link, ...]
    chances: tuple[TrackChances, ...]
    others: tuple[Link, ...]
    certifications: tuple[CertificationView, ...]
    become: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDocument:
    """A document and the tracks that use it. If it `is_asked_for`, the page says whom to ask."""

    fragment: str
    document: DocumentView
    is_asked_for: bool
    tracks: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsView:
    """Every document, those of tracks first.

    `ask` is whom to ask for several that have no link yet, where that is the same for all of them.
    """

    head: HeadView
    ask: ContactView | None
    for_trainings: tuple[ListedDocument, ...]
    other: tuple[ListedDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeView:
    """An office with its postal address."""

    contact: ContactView
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerContactView:
    """Somebody who has left, and what they were the contact for."""

    name: str
    role: str | None
    office: str
    was_contact_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsView:
    """Everybody one can ask, and who has left."""

    head: HeadView
    lead: str
    people: tuple[ContactView, ...]
    offices: tuple[OfficeView, ...]
    former: tuple[FormerContactView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseView:
    """A page of prose. `check` and `rules` stand on the page about becoming certified.

    So do the `chances` to apply for the trainings with which one begins. `in_crisis` is that about
    help in a crisis: it begins with the crisis line, and asks nobody to call an office.
    """

    head: HeadView
    summary: str
    in_crisis: bool
    chances: tuple[TrackChances, ...]
    body: Markup
    last_published: int | None
    check: Link | None
    rules: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """The page shown where there is none."""

    head: HeadView
    ways_on: tuple[Link, ...]


def designations_view(context: SiteContext) -> DesignationsView:
    """Show who can apply, by the published rules."""
    programme, today, say = context.programme, context.times.today, context.words.say
    become = next((page for page in programme.pages if page.id == addresses.BECOME), None)
    opens = [track for track in programme.tracks if track.any_designation]
    return DesignationsView(
        head=context.head(
            say("Who can apply"),
            description=description(
                say(_about_rules(programme)),
                context.from_organization,
            ),
            address=addresses.DESIGNATIONS,
            about=credentials(context),
        ),
        check=context.check_link,
        designations=tuple(
            rule_view(one, addresses.designation_fragment(one.id), context)
            for one in present_rules(programme, Subject.DESIGNATION, today)
        ),
        opens=tuple(map(context.track_link, opens)),
        chances=tuple(track_chances(track, context) for track in opens),
        others=tuple(
            context.track_link(one) for one in programme.tracks if not one.any_designation
        ),
        certifications=certification_views(context),
        become=Link(context.base.href(addresses.page(become)), become.title) if become else None,
    )


def documents_view(context: SiteContext) -> DocumentsView:
    """Show every form and link."""
    listed = [_listed(document, context) for document in context.programme.documents]
    asked = Counter(one.document.ask for one in listed if not one.document.href)
    # Whom to ask is said once, of all for which that is the same.
    ask = next((whom for whom, times in asked.most_common(1) if times > 1), None)
    if ask:
        listed = [replace(one, is_asked_for=one.document.ask == ask) for one in listed]
    say = context.words.say
    return DocumentsView(
        head=context.head(
            say("Documents and forms"),
            description=description(
                say(
                    "Application forms and other documents about {trainings}, and whom to ask "
                    "for them.",
                    trainings=context.trainings,
                ),
                context.from_organization,
            ),
            address=addresses.DOCUMENTS,
        ),
        ask=ask,
        for_trainings=tuple(one for one in listed if one.tracks),
        other=tuple(one for one in listed if not one.tracks),
    )


def contacts_view(context: SiteContext) -> ContactsView:
    """Show whom to ask. The page has no contact block of its own: it is one."""
    programme, say = context.programme, context.words.say
    people = tuple(contact_view(one) for one in programme.people if not one.former)
    offices = tuple(
        OfficeView(contact=contact_view(one), address=one.address) for one in programme.offices
    )
    all_ = (*people, *(one.contact for one in offices))
    whom = (
        to_say("People and offices to call or write to about {trainings} at {organization}.")
        if any(one.phone for one in all_)
        else to_say("Whom to ask about {trainings} at {organization}.")
    )
    about = (
        to_say("{reach} about trainings, applications and certification.")
        if programme.certifications
        else to_say("{reach} about trainings and applications.")
    )
    return ContactsView(
        head=context.head(
            say("Contact us"),
            description=description(
                say(
                    whom,
                    trainings=context.trainings,
                    organization=context.organization,
                )
            ),
            address=addresses.CONTACT,
            contacts=(),
            about=(organization(context, with_address=True),),
        ),
        lead=say(about, reach=reach_view(all_, context.words).first),
        people=people,
        offices=offices,
        former=tuple(
            FormerContactView(
                name=one.name,
                role=one.role,
                office=one.office.name,
                was_contact_for=tuple(_was_contact_for(one, programme)),
            )
            for one in programme.people
            if one.former
        ),
    )


def tracks_begun_with(page: Page, context: SiteContext) -> Iterator[Track]:
    """Yield the tracks that a page is about: who becomes certified begins by a designation."""
    if page.id == addresses.BECOME:
        yield from (track for track in context.programme.tracks if track.any_designation)


def prose_view(page: Page, context: SiteContext) -> ProseView:
    """Show a page of prose."""
    say, translation = context.words.say, page.translations.get(context.language)
    rules = Link(context.base.href(addresses.DESIGNATIONS), say("All the rules: who can apply"))
    about_becoming = page.id == addresses.BECOME
    in_crisis = page.id == addresses.HELP_NOW and context.programme.site.crisis_line is not None
    return ProseView(
        head=context.head(
            page.title,
            description=description(
                page.summary,
                say(
                    "{page}, from {organization}.",
                    page=page.title,
                    organization=context.organization,
                ),
            ),
            address=addresses.page(page),
            whole=translation is not None,
            contacts=() if in_crisis else context.contacts(page.contacts),
        ),
        summary=page.summary,
        in_crisis=in_crisis,
        chances=tuple(track_chances(track, context) for track in tracks_begun_with(page, context)),
        body=context.with_documents(
            context.markdown.translated(translation.body, page.body)
            if translation
            else context.markdown.html(page.body),
            page.contacts,
        ),
        last_published=page.last_published,
        check=context.check_link if about_becoming else None,
        rules=rules if about_becoming and context.programme.has_rules else None,
    )


def not_found_view(context: SiteContext) -> NotFoundView:
    """Show that there is no such page, and where to go on."""
    base, say = context.base, context.words.say
    return NotFoundView(
        head=context.head(
            say("Page not found"),
            description=say(
                "There is no page at this address. Find trainings, deadlines or a contact."
            ),
            address=addresses.NOT_FOUND,
        ),
        ways_on=(
            Link(base.href(addresses.TRAININGS), say("See trainings and deadlines")),
            *((context.check_link,) if context.check_link else ()),
            Link(base.href(addresses.CONTACT), say("Find somebody to ask")),
            Link(base.href(addresses.HOME), say("Go to the home page")),
        ),
    )


def _about_rules(programme: Programme) -> str:
    if programme.designations and programme.certifications:
        return to_say(
            "The designations you can be trained in, who can apply for each, and what you need to "
            "be certified."
        )
    if programme.designations:
        return to_say("The designations you can be trained in, and who can apply for each.")
    return to_say("Who can apply for what, as the rules are published.")


def _listed(document: Document, context: SiteContext) -> ListedDocument:
    users = tuple(track for track in context.programme.tracks if document in track.documents)
    contacts = users[0].contacts if users else ()
    (view,) = context.documents((document,), contacts)
    return ListedDocument(
        fragment=addresses.document_fragment(document.id),
        document=view,
        is_asked_for=False,
        tracks=tuple(context.track_link(one) for one in users),
    )


def _was_contact_for(person: Person, programme: Programme) -> Iterator[str]:
    """Say what a person is still named for in the data: trainings by track and year, pages."""
    years: dict[str, set[int]] = {track.name: set() for track in programme.tracks}
    for training in programme.trainings:
        if person in training.contacts:
            years[training.track.name].add(training.period.first.year)
    for name, of_track in years.items():
        if of_track:
            of_years = ", ".join(map(str, sorted(of_track)))
            yield filled("{track}, {years}", track=name, years=of_years)
    for page in programme.pages:
        if person in page.contacts:
            yield page.title
