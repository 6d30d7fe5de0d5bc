"""Who wants which address: every address that a site can ever plan, on whatever day it is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import unquote

from sitegen.lazy import dataclass, replace
from sitegen.programme.model import Document, Page, Programme, Redirect, Track, Training
from sitegen.programme.own_words import Audience
from sitegen.site import addresses
from sitegen.site.kinds import KINDS, OF_SITE, Address, Each, Kind, of_old

_Record: TypeAlias = Track | Training | Page | Document | Audience | Redirect | None


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that wants an address. `record` is None for what no id decides.

    `language` is empty for a page in the site's own language, and for a file.
    """

    address: Address
    stands_for: str
    record: _Record
    kind: Kind
    language: str = ""

    @property
    def file(self) -> str:
        """Its file, the same for two that differ in capitals: on many disks they are one."""
        return addresses.file_of(self.address).casefold()


def claims(programme: Programme) -> Iterator[Claim]:
    """Yield every address that can be planned for a programme, in every language.

    Those of every site come first, then those in other languages.
    """
    own = [*_claims(programme)]
    yield from (claim for claim in own if claim.kind.is_of_site)
    for language in programme.site.other_languages:
        for claim in own:
            if claim.kind.in_languages:
                yield replace(
                    claim,
                    address=Address(f"/{language}{claim.address}"),
                    stands_for=f"{claim.stands_for} in {language.name.title()}",
                    language=language.value,
                )
    yield from (claim for claim in own if not claim.kind.is_of_site)


def collisions(programme: Programme) -> Iterator[tuple[Claim, Claim]]:
    """Pairs that want the same file, or one a file where the other needs a folder.

    The one that is named first stands before the other. What collides in another language as it
    does in the site's own is said once.
    """
    if _are_apart(programme):
        return
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


def _are_apart(programme: Programme) -> bool:
    """Tell at once whether no two files meet, as on nearly every site, by their names alone."""
    things = _things(programme)
    named: list[str] = []
    for kind in KINDS:
        form = f"{kind.pattern[1:]}index.html" if kind.in_languages else kind.pattern[1:]
        own = [form.replace("{}", id_) for id_, _ in things[kind.each]]
        named += own
        if kind.in_languages:
            for language in programme.site.other_languages:
                named += [f"{language}/{one}" for one in own]
    # All names at once; a line end within one would only make more names of it.
    files = unquote("\n".join(named)).casefold().split("\n")
    folders: set[str] = set()
    inner = {file.rpartition("/")[0] for file in files}
    while inner:
        folders |= inner
        inner = {folder.rpartition("/")[0] for folder in inner if folder}
    apart = set(files)
    return len(apart) == len(files) and apart.isdisjoint(folders)


def _claims(programme: Programme) -> Iterator[Claim]:
    """Yield every address in the site's own language, those of every site first."""
    things = _things(programme)
    for each in Each:
        kinds = [kind for kind in KINDS if kind.each is each]
        for id_, record in things[each]:
            for kind in kinds:
                yield Claim(kind.at(id_), kind.stands_for.replace("{}", id_), record, kind)


def _things(programme: Programme) -> Mapping[Each, Sequence[tuple[str, _Record]]]:
    """Give the id of whatever there may be a page or file for, and the record that decides it."""
    once = (("", None),)
    begun = sorted({training.period.first.year for training in programme.trainings})
    old: dict[Each, list[tuple[str, _Record]]] = {}
    for redirect in programme.site.redirects:
        old.setdefault(of_old(redirect.old), []).append((redirect.id, redirect))
    files: dict[str, Document] = {}
    for document in programme.documents:
        if document.file is not None:
            files.setdefault(document.file, document)
    return {
        **dict.fromkeys(OF_SITE, once),
        Each.SITE_WITH_REDIRECTS: once if old else (),
        Each.AUDIENCE: [(one.id, one) for one in programme.site.audiences if one.page],
        Each.YEAR_OF_TRAININGS: [(str(year), None) for year in begun],
        Each.YEAR: [(str(year), None) for year in sorted(set(_years(programme)))],
        Each.TRACK: [(one.id, one) for one in programme.tracks],
        Each.TRAINING: [(one.id, one) for one in programme.trainings],
        Each.PAGE: [(one.id, one) for one in programme.pages],
        Each.FILE: [*files.items()],
        Each.OLD_PAGE: old.get(Each.OLD_PAGE, ()),
        Each.OLD_HTML_FILE: old.get(Each.OLD_HTML_FILE, ()),
        Each.OLD_FILE: old.get(Each.OLD_FILE, ()),
    }


def _years(programme: Programme) -> Iterator[int]:
    """Yield every year that can have a page: one in which something is dated."""
    for training in programme.trainings:
        for run in (
            *(run.days for run in training.runs),
            *(one.days for one in training.milestones),
        ):
            yield from range(run.first.year, run.last.year + 1)
        if training.days is None and training.expected.year is not None:
            yield training.expected.year
        yield from (one.day.year for one in training.about_dates)
        yield from (fee.due.day.year for fee in training.fees if fee.due is not None)
        for moment in (training.opens, training.deadline):
            if moment is not None:
                yield moment.moment.day.year
    for deadline in programme.deadlines:
        yield deadline.moment.day.year


def _folders_of(file: str) -> Iterator[str]:
    """Yield every folder that a file is in."""
    while file := file.rpartition("/")[0]:
        yield file
