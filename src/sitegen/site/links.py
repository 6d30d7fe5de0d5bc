"""Links within the site: every address and fragment that there is, and the links that miss them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from sitegen.diagnostics import Diagnostic, Fix, problem
from sitegen.lazy import dataclass, field, pattern
from sitegen.programme.collections import entries
from sitegen.programme.eligibility.file import DesignationsFile
from sitegen.programme.files.own_words import AudienceRecord
from sitegen.programme.files.site import DocumentRecord, DocumentsFile, SiteFile
from sitegen.programme.files.tracks import ANY_DESIGNATION
from sitegen.programme.prose import Prose
from sitegen.programme.records import CONTENT_FILES, PageFile, Records
from sitegen.programme.renewal_days import renewal_days
from sitegen.programme.schedule_dates import year_of
from sitegen.site import addresses, kinds
from sitegen.site.kinds import (
    CERTIFICATION_FRAGMENT,
    DESIGNATION_FRAGMENT,
    DOCUMENT_FRAGMENT,
    KINDS,
    LAYOUT_FRAGMENTS,
    Each,
)
from sitegen.source.fields import Misread, Part, Record, Tbd
from sitegen.source.markdown.marks import LinkMark, fragments
from sitegen.source.pieces import each_known, known
from sitegen.source.suggestions import Words
from sitegen.source.web_addresses import read_link_target
from sitegen.source.wording import shown

_NUMBER = pattern("[a-z0-9-]+")
"""What stands for `*` in the fragment of a kind: a number, a day or an id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Every address of a site, and what is known of the fragments of its pages.

    `fragments` are, for each address, those of its kind of page, as the kind says them. `prose` are
    the fragments of the pages of prose, `of_entries` those with an id, by how they are written.
    `moved` says for each address that the site had where the same is now.
    """

    fragments: Mapping[str, frozenset[str]]
    prose: Mapping[str, frozenset[str]]
    of_entries: Mapping[str, frozenset[str]]
    moved: Mapping[str, str]
    words: dict[str | None, Words] = field(default_factory=dict)
    """What a mistyped address, or a fragment of a page, is compared with; made ready once."""

    def near(self, typed: str, page: str | None = None) -> str | None:
        """Give the address that is nearest, or the fragment of a page."""
        if page not in self.words:
            known = self.fragments if page is None else self.prose.get(page) or self._whole(page)
            self.words[page] = Words(known)
        return self.words[page].closest(typed)

    def has(self, address: str, fragment: str) -> bool:
        """Tell whether the page at `address` has this fragment, or may have it."""
        if not fragment or fragment in LAYOUT_FRAGMENTS:
            return True
        known = self.prose.get(address)
        if known is not None:
            return fragment in known
        return fragment in self._whole(address) or any(
            one[-1] == "*" and _is_numbered(fragment, one[:-1]) for one in self._of_kind(address)
        )

    def _of_kind(self, page: str) -> frozenset[str]:
        """Give what the kind of a page says; nothing where only a translation of it is there."""
        return self.fragments.get(page, frozenset())

    def _whole(self, page: str) -> frozenset[str]:
        """Give the fragments of a page that is made from data, without those that are numbered."""
        of_kind = self._of_kind(page)
        whole = frozenset(one for one in of_kind if "*" not in one and "{}" not in one)
        return whole.union(*(self.of_entries[one] for one in of_kind if "{}" in one))


def _is_numbered(fragment: str, start: str) -> bool:
    end = fragment.removeprefix(start)
    return end != fragment and _NUMBER.fullmatch(end) is not None


OF_ENTRIES: Mapping[str, tuple[str, Callable[[str], str]]] = {
    DESIGNATION_FRAGMENT: ("designation", addresses.designation_fragment),
    CERTIFICATION_FRAGMENT: ("certification", addresses.certification_fragment),
    DOCUMENT_FRAGMENT: ("document", addresses.document_fragment),
}
"""For each fragment with `{}`: the collection whose ids it holds, and what makes it of an id."""


def places_of(records: Records, texts: Iterable[Prose]) -> Places:
    """Give the places of a site from its records, as far as they could be read."""
    headings = {
        text.page.id: fragments(text.marks, LAYOUT_FRAGMENTS)
        for text in texts
        if isinstance(text.page, PageFile)
    }
    ids_of = _ids_by_collection(records)
    ids = _ids(records, ids_of) | {Each.PAGE: headings}
    of_address: dict[str, frozenset[str]] = {}
    for kind in KINDS:
        for one in () if kind.passing or kind.is_old else ids[kind.each]:
            address = kind.at(one)
            of_address[address] = of_address.get(address, frozenset()) | kind.fragments
    return Places(
        fragments=of_address,
        prose={kinds.PAGE.at(one): found for one, found in headings.items()},
        of_entries={
            fragment: frozenset(map(made, ids_of.get(collection, ())))
            for fragment, (collection, made) in OF_ENTRIES.items()
        },
        moved=known(records.file(SiteFile), lambda one: one.redirects) or {},
    )


def _ids_by_collection(records: Records) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for collection, identifier, _ in entries(records):
        found.setdefault(collection, []).append(identifier)
    return found


def _ids(records: Records, found: Mapping[str, list[str]]) -> dict[Each, Iterable[str]]:
    """Give the ids of what there may be a page or file for, except for the pages of prose."""
    years = list(filter(None, map(year_of, records.schedules)))
    return {
        Each.SITE: ("",),
        Each.SITE_WITH_RULES: ("",) if _has_rules(records) else (),
        Each.SITE_WITH_DOCUMENTS: ("",) if _has_documents(records) else (),
        Each.SITE_WITH_REDIRECTS: (),
        Each.AUDIENCE: list(_audiences(records)),
        Each.YEAR_OF_TRAININGS: [*map(str, years)],
        # A deadline may lie in the year before, and a training end in the year after.
        Each.YEAR: [
            *(str(year + off) for year in years for off in (-1, 0, 1)),
            *(str(one.day.year) for one in renewal_days(records)),
        ],
        Each.TRACK: found.get("track", ()),
        Each.TRAINING: found.get("event", ()),
        Each.FILE: [name for name, _ in each_known(records.listed_documents, _file) if name],
    }


def _file(document: DocumentRecord) -> str | None:
    return document.file


def _has_rules(records: Records) -> bool:
    """Tell whether something is, or may be, asked of anybody, so that there are pages about it."""
    file = records.file(DesignationsFile)
    if file is None:  # a missing one is reported where a rule in it is named
        entered = (known(track, lambda one: one.entry) for track in records.tracks)
        return _is_unread(DesignationsFile, records) or any(
            name != ANY_DESIGNATION for name in entered
        )
    entry_rules = known(file, lambda one: one.track_entry)
    if entry_rules is None or _may_hold(known(file, lambda one: one.designations)):
        return True
    if known(file, lambda one: one.certification is None and one.certifications == ()) is not True:
        return True
    used = {known(track, lambda one: one.entry) for track in records.tracks}
    rules = (entry_rules[name] for name in entry_rules if None in used or name in used)
    return any(_may_hold(known(rule, lambda one: one.requires)) for rule in rules)


def _has_documents(records: Records) -> bool:
    """Tell whether there are, or may be, documents, so that there is a page of them."""
    file = records.file(DocumentsFile)
    if file is None:  # a missing one is reported where a document is named
        named = (
            *(known(track, lambda one: one.documents) for track in records.tracks),
            *(known(training, lambda one: one.documents) for training in records.trainings),
        )
        return _is_unread(DocumentsFile, records) or any(ids != () for ids in named)
    return _may_hold(known(file, lambda one: one.documents))


def _may_hold(entries: tuple[object, ...] | Tbd | None) -> bool:
    """Tell whether there are entries, also such as are not known yet or could not be read."""
    return entries is None or isinstance(entries, Part | Tbd) or bool(entries)


def _is_unread(kind: type[Record], records: Records) -> bool:
    return any(CONTENT_FILES[path] is kind for path in CONTENT_FILES.keys() & records.unread)


def _audiences(records: Records) -> Iterator[str]:
    """Yield the audiences that have, or may have, a page and a track."""
    site = records.file(SiteFile)
    named = {known(track, lambda one: one.audience or "") for track in records.tracks}
    for id_, audience in each_known(known(site, lambda one: one.audiences) or (), _id):
        has_page = known(audience, lambda one: one.page is not None) is not False
        if has_page and (None in named or id_ in named):
            yield id_


def _id(audience: AudienceRecord) -> str:
    return audience.id


def check_links(texts: Iterable[Prose], places: Places, records: Records) -> Iterator[Diagnostic]:
    """Yield an error for each link that leads nowhere on the site.

    Silent where an id or a file could not be read, which the link may mean.
    """
    site = records.file(SiteFile)
    base = known(site, lambda one: one.base_url)
    for text in texts:
        # One address may be that of several links: `[words][name]`.
        for link in {link.target_start: link for link in text.marks.links}.values():
            if not isinstance(read_link_target(link.target), Misread):
                yield from _check(text, link, places, base)


def _check(text: Prose, link: LinkMark, places: Places, base: str | None) -> Iterator[Diagnostic]:
    target = link.target
    if base and f"{target}/".startswith(base):
        better = "/" + target.removeprefix(base)
        message = "This is an address of this site, written in full. In a preview it leads away."
        yield _broken(text, link, message, better)
        return
    if ":" in target.partition("/")[0].partition("#")[0].partition("?")[0]:
        return
    address, _, fragment = target.partition("#")
    own = f"/{text.page.id}/" if text.page is not None else None
    if not address:
        if own is not None and not places.has(own, fragment):
            yield from _no_fragment(text, link, places, own, fragment)
    elif address not in places.fragments:
        yield _no_address(text, link, places, address, fragment)
    elif not places.has(address, fragment):
        yield from _no_fragment(text, link, places, address, fragment)


def _no_address(
    text: Prose, link: LinkMark, places: Places, address: str, fragment: str
) -> Diagnostic:
    if address in places.moved:
        message = f"The page {address} has moved."
        return _broken(text, link, message, places.moved[address])
    end = f"#{fragment}" if fragment else ""
    name = re.sub(r"^(?:\.{0,2}/)+|(?:index\.html|\.html?|\.md)$", "", address).strip("/")
    whole = f"/{name}/" if name else "/"
    near = whole if whole in places.fragments else places.near(whole)
    message = f"There is no page {shown(address)} on this site."
    return _broken(text, link, message, f"{near}{end}" if near else None)


def _no_fragment(
    text: Prose, link: LinkMark, places: Places, address: str, fragment: str
) -> Iterator[Diagnostic]:
    near = places.near(fragment, address)
    message = f"The page {address} has no heading #{shown(fragment)}."
    page = "" if link.target.startswith("#") else address
    yield _broken(text, link, message, f"{page}#{near}" if near else (page or None))


def _broken(text: Prose, link: LinkMark, message: str, better: str | None) -> Diagnostic:
    at = text.span(link.target_start, link.target_end)
    if link.bare:
        help_ = f"Write [words that say where it leads]({better or '/'})"
        return problem("broken-link", at, message, help_)
    help_ = f"Write {better}" if better else "Write the address of a page, such as /contact/"
    fix = Fix(at, better, safe=False) if better else None
    return problem("broken-link", at, message, help_, fix=fix)
