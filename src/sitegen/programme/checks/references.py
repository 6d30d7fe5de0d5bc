"""Names that point to other entries: tracks, places, contacts, documents, entry rules, files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from operator import attrgetter

from sitegen.diagnostics import Diagnostic, Fix, Related, Source, Span, problem
from sitegen.lazy import pattern
from sitegen.programme.absent_names import MOST_SHOWN, Known, Use, by_name, hint, nearest
from sitegen.programme.checks.called import Called, Names, what_entries_are_called
from sitegen.programme.collections import FILES, NAMES, entries, half_known
from sitegen.programme.eligibility.file import DesignationsFile
from sitegen.programme.files.site import PersonRecord, PersonStatus
from sitegen.programme.files.tracks import ANY_DESIGNATION
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.flaws import Flaw
from sitegen.programme.records import PUBLISHED, Records
from sitegen.programme.schedule_dates import runs_of
from sitegen.source.forms import MOST_CHOICES, one_of_these
from sitegen.source.pieces import each_known, known, piece, whole
from sitegen.source.references import Reference, references_in
from sitegen.source.suggestions import Words, proposal
from sitegen.source.values import as_id
from sitegen.source.wording import MARK, TO_FILL_IN, a, listed, on_one_line, shown
from sitegen.tree import is_passed_over

_RULES = "content/designations.yaml"


def check_references(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield an error for each name that points to nothing, or to somebody who has left.

    A training that was over before `today` keeps its contacts: they are history.
    """
    known = _known_ids(records)
    unknown, respelt = half_known(records)
    former = {("contact", name) for name in former_people(records)}
    over = set(_contacts_of_past_trainings(records, today)) if former else set()
    missing: dict[str, Reference] = {}
    absent: dict[str, list[Use]] = {}
    called: Called | None = None
    for reference in _bound(_each_reference(records), known):
        path = FILES[reference.to]
        if reference.to in unknown or (respelt and (reference.to, reference.id) in respelt):
            continue  # what it may point to was reported
        if not records.holds(path):
            missing.setdefault(path, reference)
        elif reference.id not in known[reference.to]:
            called = called or what_entries_are_called(records)
            names = called.get(reference.to, Names({}))
            say = partial(_unknown, reference, known, names)
            ids, whole = names.ids(reference.id)
            if ids and (whole or as_id(reference.id) != reference.id):
                yield say()  # a name in place of an id, so no id was renamed
                continue
            use = Use(reference.id, reference.span, say)
            absent.setdefault(reference.to, []).append(use)
        elif (reference.to, reference.id) in former and reference.span not in over:
            message = f"`{reference.id}` has left and cannot be given as a contact."
            help_ = "Name somebody who can help today."
            yield problem("former-contact", reference.span, message, help_)
    for collection, uses in absent.items():
        yield from by_name(uses, _known_places(collection, records))
    for path, reference in missing.items():
        yield _no_file(path, f"`{shown(reference.id)}` is written here", reference.span)
    yield from _check_absent(records, known)
    yield from _check_entry_rules(records)
    yield from _check_published_files(records)


def _bound(named: Iterable[Reference], known: Mapping[str, Words]) -> Iterator[Reference]:
    """Leave out audiences where none is declared: then any word will do."""
    for one in named:
        if one.to != "audience" or known["audience"].sorted:
            yield one


def _check_absent(records: Records, there: Mapping[str, Words]) -> Iterator[Diagnostic]:
    """Yield an error for each entry without the track or office that it must have."""
    unknown, _ = half_known(records)
    holders: tuple[tuple[str, tuple[TrainingRecord | PersonRecord, ...]], ...]
    holders = (("track", records.trainings), ("office", records.people))
    for name, entries_ in holders:
        ids = [] if name in unknown else there[name].sorted
        for entry in entries_:
            if name in entry.at.absent:
                message = f"This {entry.noun} has no `{name}`."
                help_ = _absent_id(name, known(entry, lambda one: one.id) or "", ids)
                yield problem("missing-field", entry.at.span(), message, help_)


_AFTER_AN_ID = pattern(r"(-[0-9]+)+[a-z]?")
"""What stands after the id of a track in that of a training: its day."""


def _absent_id(name: str, entry_id: str, ids: Sequence[str]) -> str:
    """Say which id to add: the one that the entry's own id begins with, or a choice."""
    told = [one for one in ids if _AFTER_AN_ID.fullmatch(entry_id.removeprefix(one))]
    if len(told) == 1:
        return f"Add: {name}: {told[0]}"
    if ids and len(ids) <= MOST_CHOICES:
        return one_of_these(name, ids)
    return f"Add this with the id of {a(NAMES[name])} in place of {MARK}: {name}: {TO_FILL_IN}"


def _each_reference(records: Records) -> Iterator[Reference]:
    """Yield everything that any entry refers to, in the order of the files."""
    for record in records.all():
        yield from references_in(record)


def _references(records: Records) -> list[Reference]:
    """Give the same as a list, for what is asked several times where something is wrong."""
    return list(_each_reference(records))


def absent_ids(records: Records) -> frozenset[str]:
    """Give the ids that something names and no entry has."""
    known = _known_ids(records)
    named = _bound(records.once(_references), known)
    return frozenset(one.id for one in named if one.id not in known[one.to])


def _known_places(collection: str, records: Records) -> Known:
    """Give the entries that may be named as one of `collection`, and those that nothing names."""
    meant = {collection, "office"} if collection == "contact" else {collection}
    places = {identifier: at.span("id") for of, identifier, at in entries(records) if of in meant}
    named = {one.id for one in records.once(_references) if one.to in meant}
    gone = set(former_people(records)) if collection == "contact" else set()
    unused = [name for name in places if name not in named and name not in gone]
    return Known(places, unused, FILES[collection], "id: ")


def _known_ids(records: Records) -> dict[str, Words]:
    known: dict[str, set[str]] = {name: set() for name in NAMES}
    for collection, identifier, _ in entries(records):
        known[collection].add(identifier)
    known["contact"] |= known["office"]
    return {collection: Words(ids) for collection, ids in known.items()}


def former_people(records: Records) -> Iterator[str]:
    """Yield the ids of those who have left."""
    for (name, status), _ in each_known(records.people, lambda one: (one.id, one.status)):
        if status is PersonStatus.FORMER:
            yield name


def _contacts_of_past_trainings(records: Records, today: date) -> Iterator[Span]:
    for training in records.trainings:
        runs = runs_of(training)
        if runs and runs[-1].last < today:
            for reference in references_in(training):
                if reference.to == "contact":
                    yield reference.span


def _unknown(reference: Reference, known: Mapping[str, Words], called: Names) -> Diagnostic:
    wanted = a(NAMES[reference.to])
    other = next((name for name in NAMES if reference.id in known[name]), None)
    message = f"`{shown(reference.id)}` is not the id of {wanted}."
    if other:
        message = f"`{shown(reference.id)}` is the id of {a(NAMES[other])}, not of {wanted}."
    near = nearest(reference.id, known[reference.to])
    help_ = hint(reference.id, known[reference.to], FILES[reference.to])
    meant, whole = called.ids(reference.id)
    if meant and (whole or near not in meant):
        near = meant[0] if len(meant) == 1 else None
        name = (called.names[meant[0]] or ("this entry",))[0]
        help_ = f"Write `{near}`, the id of {on_one_line(name)}" if near else _one_of(meant)
    is_alone = reference.span.typed.strip("\"'") == reference.id
    fix = Fix(reference.span, near, safe=False) if near and is_alone else None
    return problem("unknown-reference", reference.span, message, help_, fix=fix)


def _one_of(ids: Sequence[str]) -> str:
    return f"Write {listed(ids[:MOST_SHOWN])}"


def _no_file(path: str, use: str, span: Span) -> Diagnostic:
    message = f"{path} is not there, and other files name what stands in it."
    place = Span(Source(path, ""), 0, 0)
    return problem("missing-file", place, message, "Create the file.", Related(use, span))


@piece
def _check_entry_rules(records: Records) -> Iterator[Diagnostic]:
    rules = records.file(DesignationsFile)
    if _RULES in records.unread:
        return
    there = {ANY_DESIGNATION, *(whole(rules.track_entry) if rules else ())}
    none = rules is not None and known(rules, lambda one: one.designations) == ()
    offered = there - {ANY_DESIGNATION} if none else there
    named = list(each_known(records.tracks, lambda one: one.entry))
    uses: list[Use] = []
    for name, track in named:
        if name not in there:
            span = track.at.span("entry")
            if rules is None:
                yield _no_file(_RULES, f"`{shown(name)}` is written here", span)
                return
            uses.append(Use(name, span, partial(_unknown_rule, name, span, offered)))
    if rules is None or not uses:
        return
    used = {name for name, _ in named}
    absent = {use.name for use in uses}
    for name, span in _rules_of_examples(rules):
        if name in absent:
            uses.append(Use(name, span, partial(_unknown_rule, name, span, offered)))
    places = {name: rules.at.name_span("track_entry", name) for name in rules.track_entry}
    unused = [name for name in places if name not in used]
    yield from by_name(uses, Known(places, unused, f"the entry rules in {_RULES}"))


def _rules_of_examples(rules: DesignationsFile) -> Iterator[tuple[str, Span]]:
    """Yield the names of rules in the examples, with their places."""
    for example in known(rules, lambda one: one.tests) or ():
        for field in ("can_apply_for", "cannot_apply_for"):
            for number, name in enumerate(known(example, attrgetter(field)) or ()):
                yield name, example.at.span(field, number)


def _unknown_rule(name: str, span: Span, known: Collection[str]) -> Diagnostic:
    where = f"`track_entry` in {_RULES}"
    message = f"`{shown(name)}` is not a rule under {where}."
    return problem("unknown-reference", span, message, hint(name, Words(known), where))


def absent_rules(records: Records) -> frozenset[str]:
    """Give the names of rules that tracks name and that are not there."""
    rules = records.file(DesignationsFile)
    there = known(rules, lambda one: whole(one.track_entry))
    if there is None:
        return frozenset()
    named = {name for name, _ in each_known(records.tracks, lambda one: one.entry)}
    return frozenset(named - {ANY_DESIGNATION, *there})


def _check_published_files(records: Records) -> Iterator[Diagnostic]:
    there = Words(path.removeprefix(PUBLISHED) for path in records.published_files)
    for file, document in each_known(records.listed_documents, lambda one: one.file):
        if file is None:
            continue
        span = document.at.span("file")
        if file not in there:
            yield missing_file(file, span, there)
            continue
        read = records.documents.get(f"{PUBLISHED}{file}")
        if isinstance(read, Flaw):
            yield problem("document-type", span, read.message, read.help)


def missing_file(name: str, span: Span, known: Words) -> Diagnostic:
    """Say that `name`, written at `span`, is none of the `known` files of content/files/."""
    if any(map(is_passed_over, name.split("/"))):
        message = f"sitegen passes over files with names such as `{shown(name)}`."
        help_ = "Give the file another name, and write that name here."
        return problem("unknown-reference", span, message, help_)
    near = known.closest(name)
    help_ = proposal(name, near) if near else "Put the file into content/files/ first."
    message = f"There is no file `{shown(name)}` in content/files/."
    return problem("unknown-reference", span, message, help_)
