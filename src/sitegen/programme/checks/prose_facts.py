"""Facts in texts that the data says otherwise: numbers to call, addresses, marks, ages, names.

Only what can be compared for sure is looked at: a number that is nearly a contact's, or stands
beside the name of one. A text about a year that is named in it is history.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sitegen.diagnostics import Diagnostic, Fix, Related, Span, problem
from sitegen.lazy import dataclass, pattern
from sitegen.programme.eligibility.conditions import Within, tests_in
from sitegen.programme.eligibility.facts import FactType
from sitegen.programme.eligibility.file import (
    DesignationsFile,
    EntryRecord,
    RequirementRecord,
    requirements_of,
)
from sitegen.programme.files.site import (
    ContactsFile,
    OfficeRecord,
    PersonRecord,
    SiteFile,
)
from sitegen.programme.prose import Prose
from sitegen.programme.records import Records
from sitegen.source.fields import At
from sitegen.source.pieces import each_known, known, piece
from sitegen.source.suggestions import Words
from sitegen.source.wording import shown

CODE = "text-differs"

_PHONE = pattern(
    r"(?<![\w-])(?:\+?1[-. ])?\(?([2-9][0-9]{2})\)?[-. ]?\s?([0-9]{3})[-. ]([0-9]{4})(?![\w-])"
)
_CALL = pattern(r"tel:([+0-9(). -]+)")
_EMAIL = pattern(r"(?<![\w.+-])([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)(?![\w@])")
_QUOTED = pattern(r"“([^“”\n]{6,80})”|\"([^\"\n]{6,80})\"|\[([^\[\]\n]{6,80})\]\(/documents/")
_ENOUGH = (
    r"at least|minimum(?: score)?(?: of)?|scores?(?: of)?|scored|pass(?: mark)?|passing(?: score)?"
)
_MARK = pattern(
    rf"(?:{_ENOUGH})(?: is| of| with)?\s+(?P<before>[0-9]{{1,3}})\s?(?:%|percent\b)"
    r"|(?P<after>[0-9]{1,3})\s?(?:%|percent)\s+(?:or\s+(?:higher|better|above|more)|to\s+pass)",
    re.IGNORECASE,
)
_OF_A_TEST = pattern(r"\b(?:tests?|exam\w*|scores?|pass(?:ed|ing)?)\b", re.IGNORECASE)
_AGES = pattern(r"\b([1-9][0-9])\s?(?:-|–|to|and|through)\s?([1-9][0-9])\b")
_OF_AN_AGE = pattern(r"\b(?:age|ages|aged|years?|between)\b", re.IGNORECASE)
_YEAR = pattern(r"\b(?:19|20)[0-9]{2}\b")
_DIGIT = pattern("[0-9]")
_END = pattern(
    r"(?<=[.!?])[)\]*_”\"]*\s+(?=[A-Z“\"\[*(])|\n[ \t]*\n|\n[ \t>]*(?:[-*+]|[0-9]+[.)])[ \t]"
)

_LONGEST = 600
"""Characters before and behind a place in which its sentence is looked for."""


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Give where the sentence, or the point of a list, around a place begins and ends."""
    first = max(0, at - _LONGEST)
    start = max((end.end() for end in _END.finditer(text, first, at)), default=first)
    end = _END.search(text, at, at + _LONGEST)
    return start, end.start() if end else min(len(text), at + _LONGEST)


@dataclass(frozen=True, slots=True)
class _Contact:
    """An office or a person, and how they are reached."""

    name: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    at: Span


@dataclass(frozen=True, slots=True)
class _Facts:
    """What texts are held against."""

    contacts: tuple[_Contact, ...]
    crisis: frozenset[str]
    labels: Words
    marks: Mapping[int, Span]
    ages: Sequence[tuple[str, int, int, Span]]


def check_prose_facts(records: Records, texts: Iterable[Prose]) -> Iterator[Diagnostic]:
    """Yield a warning for each fact in a text that the data says otherwise."""
    facts = _facts(records)
    for prose in texts:
        text = prose.text
        if _DIGIT.search(text):
            yield from _phones(prose, facts)
            yield from _marks(prose, facts)
            yield from _ages(prose, facts)
        if "@" in text:
            yield from _emails(prose, facts)
        yield from _documents(prose, facts)


def _facts(records: Records) -> _Facts:
    site = records.file(SiteFile)
    crisis = known(site, lambda one: one.crisis_line and one.crisis_line.phone)
    rules = records.file(DesignationsFile)
    return _Facts(
        contacts=tuple(_contacts(records)),
        crisis=frozenset({_digits(crisis)} if crisis else ()),
        labels=Words(name for name, _ in each_known(records.listed_documents, lambda o: o.label)),
        marks=dict(_pass_marks(rules)) if rules is not None else {},
        ages=list(_age_ranges(rules)) if rules is not None else [],
    )


@piece
def _contacts(records: Records) -> Iterator[_Contact]:
    file = records.file(ContactsFile)
    if file is None:
        return
    of_file, people = file.offices, file.people
    offices = dict(each_known(of_file, lambda one: one.id))
    for office in of_file:
        yield from _reached(office, None)
    for person in people:
        yield from _reached(person, offices.get(known(person, lambda one: one.office) or ""))


@piece
def _reached(one: OfficeRecord | PersonRecord, office: OfficeRecord | None) -> Iterator[_Contact]:
    """Yield an office or a person with what calls and mail reach: their own, and their office's."""
    own = [other for other in (one, office) if other is not None]
    yield _Contact(
        name=one.name,
        phones=tuple(_digits(phone) for phone, _ in each_known(own, lambda o: o.phone) if phone),
        emails=tuple(email.casefold() for email, _ in each_known(own, lambda o: o.email) if email),
        at=one.at.span("name"),
    )


def _digits(phone: str) -> str:
    return re.sub("[^0-9]", "", phone)[-10:]


def _written(digits: str) -> str:
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def _phones(prose: Prose, facts: _Facts) -> Iterator[Diagnostic]:
    known = {phone for one in facts.contacts for phone in one.phones} | facts.crisis
    told: set[int] = set()
    for link in prose.marks.links:
        number = _CALL.fullmatch(link.target)
        says, calls = _digits(link.words), _digits(number[1]) if number else ""
        if number and says and calls and says != calls and len(says) >= 3:
            message = f"This link says {shown(link.words)} and calls {shown(number[1])}."
            told |= set(range(link.start, link.end))
            at = prose.span(link.target_start + number.start(1), link.target_end)
            yield problem(CODE, at, message, "Correct one of the two.")
    for found in _PHONE.finditer(prose.text):
        digits = "".join(found.groups())
        if digits in known or found.start() in told:
            continue
        start, end = sentence_around(prose.text, found.start())
        named = _named_in(prose.text[start:end], facts.contacts)
        near = [one for one in facts.contacts for phone in one.phones if _is_slip(digits, phone)]
        right = [one for one in named if one.phones] or near
        if right:
            phone = right[0].phones[0]
            yield _contact(prose.span(*found.span()), found[0], _written(phone), right[0])


def _named_in(sentence: str, contacts: Iterable[_Contact]) -> list[_Contact]:
    plain = re.sub(r"[*_\s]+", " ", sentence)
    return [one for one in contacts if one.name in plain]


def _is_slip(typed: str, right: str) -> bool:
    """Tell whether two neighbouring digits were swapped, or one of the first eight is another.

    The last two digits of an office's numbers may differ: other people have those.
    """
    other = [n for n in range(10) if typed[n] != right[n]]
    if len(other) == 1:
        return other[0] < 8
    if len(other) != 2 or other[1] - other[0] != 1:
        return False
    return typed[other[0]] == right[other[1]] and typed[other[1]] == right[other[0]]


def _contact(at: Span, typed: str, right: str, contact: _Contact) -> Diagnostic:
    message = f"In this text stands {shown(typed)}, and {contact.name} has {right}."
    help_ = f"Write {right}. If both are right, give the other one to a contact of the site too."
    fix = Fix(at, right, safe=False)
    return problem(CODE, at, message, help_, Related(contact.name, contact.at), fix=fix)


def _emails(prose: Prose, facts: _Facts) -> Iterator[Diagnostic]:
    known = {email for one in facts.contacts for email in one.emails}
    for found in _EMAIL.finditer(prose.text):
        typed = found[0].rstrip(".").casefold()
        if typed in known:
            continue
        start, end = sentence_around(prose.text, found.start())
        named = [o for o in _named_in(prose.text[start:end], facts.contacts) if o.emails]
        near = [one for one in facts.contacts for email in one.emails if _is_near(typed, email)]
        right = named or near
        if right:
            at = prose.span(found.start(), found.start() + len(typed))
            email = next((e for e in right[0].emails if _is_near(typed, e)), right[0].emails[0])
            yield _contact(at, typed, email, right[0])


def _is_near(typed: str, right: str) -> bool:
    """Tell whether an address has the same name at nearly the same domain, or the reverse."""
    (name, _, domain), (own_name, _, own_domain) = typed.partition("@"), right.partition("@")
    if name == own_name:
        return domain != own_domain and Words([own_domain]).closest(domain) is not None
    swapped = sorted(name) == sorted(own_name) and len(name) > 4
    longer, shorter = sorted((name, own_name), key=len, reverse=True)
    lost = (
        len(longer) == len(shorter) + 1
        and len(shorter) > 4
        and any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
    )
    return domain == own_domain and (swapped or lost)


def _documents(prose: Prose, facts: _Facts) -> Iterator[Diagnostic]:
    if not facts.labels.sorted or not any(sign in prose.text for sign in '“"['):
        return
    folded = {label.casefold() for label in facts.labels.sorted}
    for found in _QUOTED.finditer(prose.text):
        group = next(n for n in (1, 2, 3) if found[n])
        words = " ".join(found[group].split()).strip(" ,.")
        if words.casefold() in folded:
            continue
        label = facts.labels.closest(words)
        if label is not None and _differ_little(words, label):
            at = prose.span(*found.span(group))
            message = f"“{shown(words)}” is nearly the name of a document, “{shown(label)}”."
            fix = Fix(at, label, safe=False)
            help_ = "If it is this document, write its name as it is."
            yield problem(CODE, at, message, help_, fix=fix)


def _differ_little(words: str, label: str) -> bool:
    """Tell whether two names differ in a letter or two, or in one word of three or more."""
    one, other = words.casefold().split(), label.casefold().split()
    if abs(len(words) - len(label)) <= 2 and len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return False


def _requirements(rules: DesignationsFile) -> Iterator[tuple[str, RequirementRecord]]:
    for holder, requires in requirements_of(rules):
        name = None if isinstance(holder, EntryRecord) else known(holder, lambda one: one.name)
        if name is not None:
            yield from ((name, requirement) for requirement in requires)


def _bounds(rules: DesignationsFile, asked: FactType) -> Iterator[tuple[str, Within, At]]:
    facts = known(rules, lambda one: one.facts) or {}
    types = {name: known(fact, lambda one: one.type) for name, fact in facts.items()}
    for name, requirement in _requirements(rules):
        when = known(requirement, lambda one: one.when)
        for test in tests_in(when) if when is not None else ():
            if types.get(test.fact) is asked and isinstance(test, Within):
                yield name, test, requirement.at


def _pass_marks(rules: DesignationsFile) -> Iterator[tuple[int, Span]]:
    for _, test, at in _bounds(rules, FactType.PERCENT):
        for bound in test.bounds:
            if not isinstance(bound, date):
                yield bound, at.span("when")


def _age_ranges(rules: DesignationsFile) -> Iterator[tuple[str, int, int, Span]]:
    for name, test, at in _bounds(rules, FactType.WHOLE_NUMBER):
        low, high = test.lowest, test.highest
        if test.fact == "age" and isinstance(low, int) and isinstance(high, int):
            yield name, low, high, at.span("when")


def _is_history(sentence: str) -> bool:
    return _YEAR.search(sentence) is not None


def _marks(prose: Prose, facts: _Facts) -> Iterator[Diagnostic]:
    if len(facts.marks) != 1 or ("%" not in prose.text and "percent" not in prose.text.lower()):
        return
    ((right, rule),) = facts.marks.items()
    for found in _MARK.finditer(prose.text):
        group = "before" if found["before"] else "after"
        start, end = sentence_around(prose.text, found.start())
        sentence = prose.text[start:end]
        if int(found[group]) == right or _is_history(sentence) or not _OF_A_TEST.search(sentence):
            continue
        at = prose.span(*found.span(group))
        message = f"In this text stands {found[group]}%, and the rule says {right}%."
        help_ = (
            f"Write {right}. If the text is right, correct the rule. If it was so once, say when."
        )
        fix = Fix(at, str(right), safe=False)
        yield problem(CODE, at, message, help_, Related("the rule", rule), fix=fix)


def _ages(prose: Prose, facts: _Facts) -> Iterator[Diagnostic]:
    for found in _AGES.finditer(prose.text) if facts.ages else ():
        start, end = sentence_around(prose.text, found.start())
        sentence = " ".join(prose.text[start:end].split())
        if _is_history(sentence) or not _OF_AN_AGE.search(sentence):
            continue
        typed = int(found[1]), int(found[2])
        folded = sentence.casefold()
        named = [one for one in facts.ages if one[0].casefold() in folded]
        if len(named) == 1 and typed != named[0][1:3]:
            name, low, high, rule = named[0]
            at = prose.span(*found.span())
            message = f"In this text stands {shown(found[0])}, "
            message += f"and the rule of {name} says {low} to {high}."
            help_ = "Correct one of the two. If it was so once, say when."
            yield problem(CODE, at, message, help_, Related("the rule", rule))
