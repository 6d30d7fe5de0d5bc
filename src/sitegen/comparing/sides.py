"""Two sides of a comparison, and everything that differs between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from sitegen.comparing.calendars import calendars_of, compare_calendars, published_calendars
from sitegen.comparing.causes import causes, origins
from sitegen.comparing.contacts import compare_contacts
from sitegen.comparing.dates import compare_dates, compare_places
from sitegen.comparing.differences import AddressGone, Comparison, Difference, Kind, in_order
from sitegen.comparing.entries import entries_of
from sitegen.comparing.pages import Planned, changed_words, showing, together
from sitegen.comparing.published import published_entries
from sitegen.comparing.rules import Rules, compare_rules
from sitegen.lazy import dataclass
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Programme
from sitegen.programme.records import Records
from sitegen.site.gone import gone
from sitegen.site.redirects import leads


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side: what it is called, its programme, what it was made from, and its files.

    `templates` tells the site's own templates from others. `documents` are digests of the files
    that are published as they are, by their names.
    """

    name: str
    programme: Programme
    records: Records
    ledger: Ledger
    planned: Planned
    templates: str
    documents: Mapping[str, str]


def compare(old: Side, new: Side, today: date) -> Comparison:
    """Give everything that differs for visitors and subscribers. Raises TemplateProblem."""
    templates_differ = old.templates != new.templates
    is_same = old.programme == new.programme and old.documents == new.documents
    if is_same and old.ledger == new.ledger:
        return Comparison(
            old=old.name, new=new.name, today=today, templates_differ=templates_differ
        )
    led = leads(new.programme.site)
    words = tuple(changed_words(old.planned, new.planned, led))
    before, after = old.planned.addresses, new.planned.addresses
    shows = partial(showing, words)
    return Comparison(
        old=old.name,
        new=new.name,
        today=today,
        differences=in_order(list(_differences(old, new, today, shows))),
        pages=together(words),
        without_redirect=tuple(
            AddressGone(address=one.address, what=one.stands_for, now=one.now)
            for one in gone(old.programme, new.programme)
        ),
        addresses_moved=tuple(
            (address, to)
            for address, to in led.items()
            if address in before and leads(old.programme.site).get(address) != to
        ),
        addresses_gone=tuple(sorted(before.keys() - after.keys())),
        addresses_added=tuple(sorted(after.keys() - before.keys())),
        calendars=tuple(
            compare_calendars(
                calendars_of(old.programme, old.planned.files),
                calendars_of(new.programme, new.planned.files),
            )
        ),
        templates_differ=templates_differ,
    )


def compare_published(new: Side, today: date) -> Comparison:
    """Give what differs from what subscribers have. That is dates only: no page is compared."""
    entries = entries_of(new.programme)
    before = published_entries(new.ledger.present(), new.programme)
    now = tuple(calendars_of(new.programme, new.planned.files))
    published = published_calendars(new.ledger, new.programme, now)
    return Comparison(
        old="what subscribers have",
        new=new.name,
        today=today,
        differences=in_order(list(compare_dates(before, entries, today, {}))),
        calendars=tuple(compare_calendars(published, now)),
        pages_compared=False,
    )


def _differences(
    old: Side, new: Side, today: date, shows: Callable[[str, str], tuple[str, ...]]
) -> Iterator[Difference]:
    was, now = old.programme, new.programme
    entries = entries_of(now)
    moved = causes(origins(old.records, was), origins(new.records, now))
    yield from compare_dates(entries_of(was), entries, today, moved)
    yield from compare_places(was.places, now.places, entries, today)
    yield from compare_contacts(was, now, shows)
    yield from _documents(old, new)
    if was.site.look != now.site.look:
        words = "the colors or the logo are others. To see them: sitegen serve"
        yield Difference(kind=Kind.LOOK, about="The look of the site", words=words)
    yield from compare_rules(Rules.of(was, old.records), Rules.of(now, new.records), today)


def _documents(old: Side, new: Side) -> Iterator[Difference]:
    """Yield each file that is published at the same address, and is another one."""
    for document in new.programme.documents:
        name = document.file or ""
        if name in old.documents and old.documents[name] != new.documents.get(name):
            words = f"the file {name} is another one. Its address is the same."
            yield Difference(kind=Kind.DOCUMENT, about=document.label, words=words, id=document.id)
