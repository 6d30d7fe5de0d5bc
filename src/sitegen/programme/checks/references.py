"""Names that point to other entries: tracks, places, contacts, documents, entry rules, facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.programme.collections import FILES, NAMES, entries
from sitegen.programme.conditions import tests_in
from sitegen.programme.files.site import ContactsFile, DocumentRecord, DocumentsFile, PersonStatus
from sitegen.programme.files.tracks import DesignationsFile, RequirementRecord, TracksFile
from sitegen.programme.records import Records
from sitegen.source.references import references_in
from sitegen.source.suggestions import closest, listed

ANY_DESIGNATION = "any designation"


def check_references(records: Records) -> Iterator[Diagnostic]:
    """Yield an error for each name that points to nothing, or to somebody who has left."""
    known = _known_ids(records)
    former = set(_former_people(records))
    for record in records.all():
        for reference in references_in(record):
            if FILES[reference.to] in records.unread:
                continue  # the file itself was reported
            if reference.id not in known[reference.to]:
                yield _unknown(reference.to, reference.id, reference.span, known[reference.to])
            elif reference.id in former:
                message = f"`{reference.id}` has left and cannot be given as a contact."
                yield problem(
                    "former-contact", reference.span, message, "Name somebody who can help today."
                )
    yield from _check_entry_rules(records)
    yield from _check_facts(records)
    yield from _check_published_files(records)


def _known_ids(records: Records) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {name: set() for name in NAMES}
    for collection, identifier, _ in entries(records):
        known[collection].add(identifier)
    known["contact"] |= known["office"]
    return known


def _former_people(records: Records) -> Iterator[str]:
    contacts = records.file(ContactsFile)
    if contacts is not None and contacts.at.has("people"):
        for person in contacts.people:
            if person.at.has("id", "status") and person.status is PersonStatus.FORMER:
                yield person.id


def _unknown(collection: str, name: str, span: Span, known: Iterable[str]) -> Diagnostic:
    what = NAMES[collection]
    article = "an" if what[0] in "aeiou" else "a"
    message = f"`{name}` is not the id of {article} {what}."
    return problem("unknown-reference", span, message, _hint(name, known, FILES[collection]))


def _hint(name: str, known: Iterable[str], path: str) -> str:
    options = sorted(known)
    near = closest(name, options)
    if near:
        return f"Did you mean `{near}`?"
    if not options:
        return f"Add it to {path} first."
    return f"Write {listed(options[:12])}, or add it to {path} first."


def _check_entry_rules(records: Records) -> Iterator[Diagnostic]:
    rules, tracks = records.file(DesignationsFile), records.file(TracksFile)
    if tracks is None or not tracks.at.has("tracks"):
        return
    path = "content/designations.yaml"
    if path in records.unread or (rules is not None and not rules.at.has("track_entry")):
        return
    known = {ANY_DESIGNATION, *(rules.track_entry if rules else ())}
    for track in tracks.tracks:
        if track.at.has("entry") and track.entry not in known:
            message = f"`{track.entry}` is not a rule under `track_entry` in {path}."
            hint = _hint(track.entry, known, path)
            yield problem("unknown-reference", track.at.span("entry"), message, hint)


def _check_facts(records: Records) -> Iterator[Diagnostic]:
    rules = records.file(DesignationsFile)
    if rules is None or not rules.at.has("facts"):
        return
    for requirement in _requirements(rules):
        if not requirement.at.has("when"):
            continue
        for test in tests_in(requirement.when):
            if test.fact not in rules.facts and not _was_written(rules, test.fact):
                message = f"`{test.fact}` is not one of the facts at the top of the file."
                hint = _hint(test.fact, rules.facts, "`facts:`")
                yield problem("unknown-reference", requirement.at.span("when"), message, hint)


def _was_written(rules: DesignationsFile, fact: str) -> bool:
    return rules.at.span("facts", fact) != rules.at.span("facts")


def _requirements(rules: DesignationsFile) -> Iterator[RequirementRecord]:
    if rules.at.has("designations"):
        for designation in rules.designations:
            yield from designation.requires if designation.at.has("requires") else ()
    if rules.at.has("track_entry"):
        for entry in rules.track_entry.values():
            yield from entry.requires if entry.at.has("requires") else ()
    certification = rules.certification if rules.at.has("certification") else None
    if certification is not None and certification.at.has("requires"):
        yield from certification.requires


def _check_published_files(records: Records) -> Iterator[Diagnostic]:
    documents = records.file(DocumentsFile)
    if documents is None or not documents.at.has("documents"):
        return
    known = {path.removeprefix("content/files/") for path in records.published_files}
    for document in documents.documents:
        if document.at.has("file") and document.file is not None and document.file not in known:
            yield _missing_file(document, known)


def _missing_file(document: DocumentRecord, known: set[str]) -> Diagnostic:
    near = closest(document.file or "", known)
    help_ = f"Did you mean `{near}`?" if near else "Put the file into content/files/ first."
    message = f"There is no file `{document.file}` in content/files/."
    return problem("unknown-reference", document.at.span("file"), message, help_)
