"""Who wants which address: every address that a site can ever plan, on whatever day it is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sitegen.programme.model import Document, Page, Programme, Track, Training
from sitegen.site import addresses
from sitegen.site.addresses import Address, Form

_OF_EVERY_SITE = {
    addresses.HOME: "the home page",
    addresses.TRAININGS: "the list of all trainings",
    addresses.PAST: "the list of past trainings",
    addresses.DESIGNATIONS: "the page of the designations",
    addresses.CHECK: "the page that asks who can apply",
    addresses.DOCUMENTS: "the page of the documents",
    addresses.CONTACT: "the page of the contacts",
    addresses.CALENDARS: "the page of the calendars",
    addresses.CHANGES: "the page of the changes",
    addresses.SUPERVISORS: "the page for supervisors",
    addresses.ACCESSIBILITY: "the page about accessibility",
    addresses.PRIVACY: "the page about privacy",
    addresses.NOT_FOUND: "the page that is shown where there is none",
    addresses.SITEMAP: "the list of pages for search engines",
    addresses.ROBOTS: "the file for search engines",
    addresses.CHANGES_ATOM: "the changes as Atom",
    addresses.CHANGES_JSON: "the changes as JSON",
    addresses.TRAININGS_JSON: "the trainings as JSON",
    addresses.TRAININGS_SCHEMA: "the schema of the trainings as JSON",
    addresses.embed(None): "the list that other sites show",
    addresses.OTHER_DEADLINES_CALENDAR: "the calendar of the other deadlines",
    **{addresses.feed(None, form): f"the calendar of all {form}" for form in Form},
}


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that wants an address. `record` is None for what no id decides.

    `language` is empty for a page in the site's own language, and for a file.
    """

    address: Address
    stands_for: str
    record: Track | Training | Page | Document | None
    language: str = ""

    @property
    def file(self) -> str:
        """Its file, the same for two that differ in capitals: on many disks they are one."""
        return addresses.file_of(self.address).casefold()


def claims(programme: Programme) -> Iterator[Claim]:
    """Yield every address that can be planned for a programme, in every language.

    `plan` plans no other (a test holds it to that), so whoever adds a kind of page adds it here.
    """
    own = [*_claims(programme)]
    yield from own[: len(_OF_EVERY_SITE)]
    for language in programme.site.other_languages:
        for claim in own:
            if claim.address.endswith("/"):
                yield replace(
                    claim,
                    address=Address(f"/{language}{claim.address}"),
                    stands_for=f"{claim.stands_for} in {language.name.title()}",
                    language=language.value,
                )
    yield from own[len(_OF_EVERY_SITE) :]


def collisions(programme: Programme) -> Iterator[tuple[Claim, Claim]]:
    """Pairs that want the same file, or one a file where the other needs a folder.

    The one that is named first stands before the other. What collides in another language as it
    does in the site's own is said once.
    """
    first: dict[str, Claim] = {}
    folders: dict[str, Claim] = {}
    for claim in claims(programme):
        above = list(_folders_of(claim.file))
        others = (first.get(claim.file), folders.get(claim.file), *map(first.get, above))
        other = next(filter(None, others), None)
        if other is not None and (not claim.language or claim.language != other.language):
            yield other, claim
        first.setdefault(claim.file, claim)
        for folder in above:
            folders.setdefault(folder, claim)


def _claims(programme: Programme) -> Iterator[Claim]:
    """Yield every address in the site's own language, those of every site first."""
    for address, stands_for in _OF_EVERY_SITE.items():
        yield Claim(address, stands_for, None)
    for year in sorted({training.start.year for training in programme.trainings}):
        yield Claim(addresses.past_year(year), f"the list of past trainings of {year}", None)
    for year in sorted(set(_years(programme))):
        yield Claim(addresses.year(year), f"the year {year} at a glance", None)
    for item in programme.tracks:
        yield from _claims_of_track(item)
    for run in programme.trainings:
        yield Claim(addresses.training(run), f"the training {run.id}", run)
        yield Claim(addresses.sheet(run), f"the sheet to print of the training {run.id}", run)
        calendar = addresses.training_calendar(run)
        yield Claim(calendar, f"the calendar of the training {run.id}", run)
    for prose in programme.pages:
        yield Claim(addresses.page(prose), f"the page {prose.id}", prose)
    files: dict[str, Document] = {}
    for document in programme.documents:
        if document.file is not None:
            files.setdefault(document.file, document)
    for name, document in files.items():
        yield Claim(addresses.document_file(name), f"the file {name}", document)


def _claims_of_track(item: Track) -> Iterator[Claim]:
    yield Claim(addresses.track(item), f"the track {item.id}", item)
    yield Claim(addresses.subscribe(item), f"the calendars of the track {item.id}", item)
    yield Claim(addresses.flyer(item), f"the flyer of the track {item.id}", item)
    shown = f"the list of the track {item.id} that other sites show"
    yield Claim(addresses.embed(item), shown, item)
    for form in Form:
        yield Claim(addresses.feed(item, form), f"the {form} of the track {item.id}", item)


def _years(programme: Programme) -> Iterator[int]:
    """Yield every year that can have a page: one in which something is dated."""
    for training in programme.trainings:
        for run in (*training.runs, *(milestone.days for milestone in training.milestones)):
            yield from range(run.first.year, run.last.year + 1)
        if training.deadline is not None:
            yield training.deadline.moment.day.year
    for deadline in programme.deadlines:
        yield deadline.moment.day.year


def _folders_of(file: str) -> Iterator[str]:
    """Yield every folder that a file is in."""
    while file := file.rpartition("/")[0]:
        yield file
