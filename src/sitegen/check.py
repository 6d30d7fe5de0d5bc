"""The first half of a build: read everything, check everything, join what holds together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, Related, Report, Span, has_errors, problem
from sitegen.folder import SiteFiles
from sitegen.lazy import dataclass
from sitegen.programme.absent_names import once
from sitegen.programme.checks import check, notice
from sitegen.programme.checks.copies import find_copies
from sitegen.programme.checks.left_out import check_left_out, check_refused
from sitegen.programme.checks.left_over import check_left_over
from sitegen.programme.checks.plain_words import check_plain_words
from sitegen.programme.checks.prose import check_prose, check_titles
from sitegen.programme.checks.prose_dates import check_prose_dates
from sitegen.programme.checks.prose_facts import check_prose_facts
from sitegen.programme.checks.published import check_published, with_new_ids_of_tracks
from sitegen.programme.checks.references import absent_ids
from sitegen.programme.checks.translations import check_translations
from sitegen.programme.collections import half_known
from sitegen.programme.dates import clashes
from sitegen.programme.entry_names import name_entries
from sitegen.programme.files.site import SiteFile
from sitegen.programme.joined import Joined
from sitegen.programme.joining import join
from sitegen.programme.ledger import LEDGER_PATH, Ledger, read_ledger, with_base
from sitegen.programme.model import Document, Page, Programme, Redirect, Track, Training
from sitegen.programme.own_words import Audience
from sitegen.programme.prose import prose_of
from sitegen.programme.records import Records, read_records
from sitegen.programme.states import is_upcoming
from sitegen.site import addresses
from sitegen.site.addresses import feeds
from sitegen.site.claims import Claim, collisions
from sitegen.site.gone import Gone, gone, gone_since
from sitegen.site.kinds import Address
from sitegen.site.links import check_links, places_of
from sitegen.site.redirect_checks import check_gone, check_redirects, redirect_spans
from sitegen.source.pieces import known

Clock = Callable[[str], date]
"""Gives today's date in an IANA time zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a site's files say: the programme, or None where an error was found."""

    programme: Programme | None
    report: Report
    today: date
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Base:
    """What a revision or a folder says, and the ledger as if that had been published."""

    programme: Programme
    ledger: Ledger


def check_site(
    files: SiteFiles, clock: Clock, base: Base | None = None, known: Ledger | None = None
) -> Checked:
    """Read and check the files; every problem of every file is in the report.

    What a `base` says counts as published too. `known` is what was published, if that is not what
    the ledger among the files says.
    """
    return check_and_keep(files, clock, base, known)[0]


def check_and_keep(
    files: SiteFiles, clock: Clock, base: Base | None = None, known: Ledger | None = None
) -> tuple[Checked, Records]:
    """Do the same, and give what stands in the files too, such as rules that dates came from.

    A large site has much of it, which a build lets go of before it makes pages.
    """
    every, found = read_records(
        files.read, files.others, files.pictures, files.unread, files.documents
    )
    found += check_left_out(files.dead_links, files.passed_over, files.read.keys() | files.others)
    found += check_refused(files.refused)
    copies = find_copies(every)
    records = copies.records
    found += copies.found
    today = clock(_time_zone(records))
    ledger, problems = (known, []) if known is not None else read_ledger(LEDGER_PATH, files.ledger)
    found += problems
    given = with_base(ledger, base.ledger) if base else ledger
    found += check(records, today, frozenset(event.of for event in given.present()))
    texts = list(_to_one_address_once(check_texts(records, every)))
    if has_errors(found):
        texts = _without_gone(texts, absent_ids(records))
        told = (one for one in (*found, *texts) if not copies.explain(one))
        report = name_entries(Report(told), every)
        checked = Checked(programme=None, report=report, today=today, ledger=ledger)
        return checked, records
    # Mistakes in texts do not keep the programme from being joined, and from being checked further.
    found += texts
    joined = join(records)
    programme = joined.programme
    found += _collisions(joined)
    found += check_redirects(programme, records)
    found += check_gone(_gone(given, base, programme, today), records)
    found += _clashes(joined)
    led = {address for address, _ in feeds(programme)}
    led |= {Address(one.old) for one in programme.site.redirects}
    given = with_new_ids_of_tracks(given, programme)
    found += check_published(joined, given, led, today)
    found += _untold(joined, given, today)
    if not has_errors(found):
        found += notice(records, today)
    report = name_entries(Report(found), records)
    checked = Checked(
        programme=None if report.has_errors else programme,
        report=report,
        today=today,
        ledger=ledger,
    )
    return checked, records


def check_texts(records: Records, every: Records) -> Iterator[Diagnostic]:
    """Report what is wrong in texts, and links that lead nowhere in `every` file, copies too.

    An address may be that of an entry that could not be read. Then links are not looked at.
    """
    texts = list(prose_of(records))
    for text in texts:
        yield from check_prose(text)
        yield from check_left_over(text)
    yield from check_titles(texts)
    yield from check_translations(records, texts)
    yield from check_plain_words(records, texts)
    yield from check_prose_facts(records, texts)
    yield from check_prose_dates(records, texts)
    unknown, respelt = half_known(records)
    if not unknown and not respelt and not records.unread:
        of_all = texts if len(every.pages) == len(records.pages) else list(prose_of(every))
        yield from check_links(texts, places_of(every, of_all), records)


def _to_one_address_once(texts: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Say once that several links lead to the same page that is not there: it was renamed."""
    broken: list[Diagnostic] = []
    for one in texts:
        if one.code == "broken-link" and one.fix is None:
            broken.append(one)
        else:
            yield one
    yield from once(broken)


def _without_gone(texts: list[Diagnostic], gone: frozenset[str]) -> list[Diagnostic]:
    """Leave out links to what is not there, where that was reported: a track was renamed."""
    return [
        one
        for one in texts
        if one.code != "broken-link" or not gone.intersection(one.span.typed.split("/"))
    ]


def _time_zone(records: Records) -> str:
    site = records.file(SiteFile)
    return known(site, lambda one: one.timezone) or "UTC"


def _untold(joined: Joined, ledger: Ledger, today: date) -> Iterable[Diagnostic]:
    """Report what people were not told of what they have. Most often nothing is recorded yet."""
    if not ledger.events:
        return ()
    from sitegen.comparing.untold import check_told  # noqa: PLC0415 - as above

    return check_told(joined, ledger, today)


def _gone(given: Ledger, base: Base | None, programme: Programme, today: date) -> Iterator[Gone]:
    """Yield each address that people know and that is gone, but for what is protected by its id."""
    said = set(given.feeds)
    for one in gone_since(given.pages, programme):
        said.add(one.address)
        yield one
    if base is not None:
        ahead = [one for one in base.programme.trainings if is_upcoming(one, today)]
        below = tuple(map(addresses.training, ahead))
        for one in gone(base.programme, programme):
            if one.address not in said and not one.address.startswith(below):
                yield one


def _clashes(joined: Joined) -> Iterator[Diagnostic]:
    """Report ids that would give two events the same UID: programs would show one of them only."""
    for name, first, second in clashes(joined.programme):
        shorter, longer = sorted((first, second), key=lambda one: len(one.id))
        message = f"A calendar entry of `{shorter.id}` has the name `{name}` already."
        help_ = "Give this one an id that begins otherwise."
        related = Related(f"`{shorter.id}`", joined.at(shorter).span("id"))
        yield problem("duplicate-uid", joined.at(longer).span("id"), message, help_, related)


def _still_there(other: Claim, redirect: Redirect, place: Span) -> Diagnostic:
    """Report an old address where something is, so that nobody would be led away from it."""
    message = f"{redirect.old} is the address of {other.stands_for}, so it is no old one."
    if isinstance(other.record, Redirect):
        message = f"{redirect.old} stands here twice: on many servers it is {other.record.old}"
    return problem("duplicate-address", place, message, "Delete this line.")


def _collisions(joined: Joined) -> Iterator[Diagnostic]:
    old = redirect_spans(joined.records)

    def place(record: Track | Training | Page | Document | Audience | Redirect) -> Span:
        if isinstance(record, Redirect):
            return old[record.old][0]
        at = joined.at(record)
        return Span(at.source, 0, 3) if isinstance(record, Page) else at.span("id")

    told: set[tuple[object, object]] = set()
    for first, second in collisions(joined.programme):
        # Where an id is taken, so is everything below its address.
        pair = (first.record and first.record.id, second.record and place(second.record))
        if second.record is None or pair in told:
            continue
        told.add(pair)
        name = second.stands_for
        end = "" if second.address.endswith("/") else "."
        message = f"{name[0].upper()}{name[1:]} would have the address {second.address}{end}"
        is_file = isinstance(second.record, Page | Document)
        if isinstance(second.record, Redirect):
            yield _still_there(first, second.record, place(second.record))
            continue
        other = "Give the file another name." if is_file else "Choose another id."
        help_ = f"This is the address of {first.stands_for}. {other}"
        related = [Related(first.stands_for, place(first.record))] if first.record else []
        yield problem("duplicate-address", place(second.record), message, help_, *related)
