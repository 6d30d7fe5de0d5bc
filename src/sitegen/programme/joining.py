"""Records without errors to the programme: references followed, defaults and rules applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from sitegen.lazy import replace
from sitegen.programme.about_dates import AboutRule, Anchor
from sitegen.programme.closed_days import ClosedDays
from sitegen.programme.collections import entries
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.eligibility.book import facts_of, written_rules
from sitegen.programme.eligibility.file import (
    CertificationRecord,
    DesignationsFile,
    certifications_of,
)
from sitegen.programme.eligibility.renewals import HoursRecord, RenewalRecord
from sitegen.programme.eligibility.rules import Rule, Subject
from sitegen.programme.files.schedules import OtherDeadlineRecord, ScheduleFile
from sitegen.programme.files.site import (
    ContactsFile,
    DocumentRecord,
    DocumentsFile,
    PersonStatus,
    PlaceRecord,
    PlacesFile,
    SiteFile,
)
from sitegen.programme.files.tracks import ANY_DESIGNATION, TrackRecord, TracksFile
from sitegen.programme.files.training_parts import ChangeRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.flaws import Flaw
from sitegen.programme.joined import Joined
from sitegen.programme.look_joining import look_of
from sitegen.programme.model import (
    AboutDate,
    Certification,
    Change,
    DayRun,
    Deadline,
    Document,
    Expected,
    Fee,
    HoursAsked,
    Meaning,
    Milestone,
    Moment,
    Office,
    OpenDeadline,
    Opening,
    OtherDeadline,
    Page,
    PageTranslation,
    Person,
    Place,
    Programme,
    Redirect,
    Registration,
    Renewal,
    Run,
    Site,
    Track,
    Training,
)
from sitegen.programme.own_words_joining import audiences_of, crisis_line_of, words_of
from sitegen.programme.records import PUBLISHED, PageFile, Records
from sitegen.programme.renewal_days import RenewalDay, renewal_days
from sitegen.programme.schedule_dates import (
    closed_days_of,
    expected_of,
    in_force,
    no_deadline,
    rule_date,
    runs_of,
)
from sitegen.source.fields import TBD


def join(records: Records) -> Joined:
    """Join the records of a site in which no check found an error."""
    programme = _Joining(records).programme()
    places = {(collection, name): at for collection, name, at in entries(records)}
    places |= {("event", one.id): one.renewal.at for one in renewal_days(records)}
    places |= {("page", page.id): page.fields.at for page in records.pages}
    return Joined(programme=programme, records=records, places=places)


class _Joining:
    """The entries that others refer to, by id."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.contacts_file = records.file(ContactsFile)
        self.rules_file = records.file(DesignationsFile)
        written = written_rules(self.rules_file) if self.rules_file else ()
        self.rules = {(one.rule.subject, one.rule.id): one.rule for one in written}
        self.designations = self._rules_about(Subject.DESIGNATION)
        self.offices = self._offices()
        self.people = self._people()
        self.contacts: Mapping[str, Office | Person] = {**self.offices, **self.people}
        places = records.file(PlacesFile)
        self.places = {p.id: self._place(p) for p in (places.places if places else ())}
        documents = records.file(DocumentsFile)
        self.documents = {
            d.id: _document(d, records) for d in (documents.documents if documents else ())
        }
        self.certifications = tuple(map(self._certification, self._certification_records()))
        self.closed_days = closed_days_of(records) or ClosedDays()
        tracks = records.file(TracksFile)
        self.track_records = {t.id: t for t in (tracks.tracks if tracks else ())}
        self.audiences = audiences_of(records)
        self.tracks = {key: self._track(record) for key, record in self.track_records.items()}

    def programme(self) -> Programme:
        trainings = [
            self._training(training, schedule)
            for schedule in self.records.schedules
            for training in schedule.trainings
        ]
        deadlines = [
            self._other_deadline(deadline)
            for schedule in self.records.schedules
            for deadline in schedule.deadlines
        ]
        renewals = [_renewal_deadline(one) for one in renewal_days(self.records)]
        pages = [self._page(page) for page in self.records.pages]
        return Programme(
            site=self._site(),
            offices=tuple(self.offices.values()),
            people=tuple(sorted(self.people.values(), key=lambda p: (p.sort_name, p.id))),
            places=tuple(self.places.values()),
            documents=tuple(self.documents.values()),
            tracks=tuple(self.tracks.values()),
            facts=facts_of(self.rules_file) if self.rules_file else {},
            designations=self.designations,
            certifications=self.certifications,
            trainings=tuple(sorted(trainings, key=lambda t: t.order)),
            deadlines=tuple(sorted((*deadlines, *renewals), key=lambda d: (d.moment, d.id))),
            pages=tuple(sorted(pages, key=lambda p: (p.order, p.id))),
        )

    def _certification_records(self) -> tuple[CertificationRecord, ...]:
        return certifications_of(self.rules_file) if self.rules_file else ()

    def _certification(self, record: CertificationRecord) -> Certification:
        return Certification(
            rule=self.rules[Subject.CERTIFICATION, record.id],
            renewal=self._renewal(record.renewal) if record.renewal is not None else None,
        )

    def _renewal(self, record: RenewalRecord) -> Renewal:
        return Renewal(
            label=record.label,
            every=record.every,
            due=record.due,
            from_year=record.from_year,
            hours=tuple(map(_hours, record.hours)),
            cost=record.cost,
            how=record.how,
            documents=self._documents(record.documents),
        )

    def _rules_about(self, subject: Subject) -> tuple[Rule, ...]:
        return tuple(rule for (of, _), rule in self.rules.items() if of is subject)

    def _site(self) -> Site:
        file = self.records.file(SiteFile)
        if file is None:
            raise ValueError("a site without content/site.yaml was not refused")
        return Site(
            title=file.title,
            organization=file.organization,
            organization_in_sentences=file.organization_in_sentences,
            organization_kind=file.organization_kind,
            short_name=file.short_name,
            base_url=file.base_url,
            calendar_domain=file.calendar_domain,
            timezone=file.timezone,
            language=file.language,
            other_languages=file.other_languages,
            contacts=self._contacts(file.contacts),
            crisis_line=crisis_line_of(file.crisis_line),
            words=words_of(file.words),
            audiences=tuple(self.audiences.values()),
            past_years_in_calendars=file.past_years_in_calendars,
            look=look_of(file.look, self.records.pictures),
            link_pictures=file.link_pictures,
            redirects=tuple(Redirect(old, new) for old, new in file.redirects.items()),
        )

    def _place(self, record: PlaceRecord) -> Place:
        site = self.records.file(SiteFile)
        is_ours = site is not None and record.timezone == site.timezone
        return Place(
            id=record.id,
            name=record.name,
            mode=record.mode,
            address=record.address,
            url=record.url,
            note=record.note,
            timezone=None if is_ours else record.timezone,
        )

    def _contacts(self, ids: tuple[str, ...]) -> tuple[Office | Person, ...]:
        return tuple([self.contacts[i] for i in ids]) if ids else ()

    def _documents(self, ids: tuple[str, ...]) -> tuple[Document, ...]:
        return tuple([self.documents[i] for i in ids]) if ids else ()

    def _offices(self) -> dict[str, Office]:
        records = self.contacts_file.offices if self.contacts_file else ()
        return {
            o.id: Office(id=o.id, name=o.name, phone=o.phone, email=o.email, address=o.address)
            for o in records
        }

    def _people(self) -> dict[str, Person]:
        records = self.contacts_file.people if self.contacts_file else ()
        return {
            p.id: Person(
                id=p.id,
                name=p.name,
                sort_name=p.sort_name or _last_name_first(p.name),
                role=p.role,
                office=self.offices[p.office],
                phone=p.phone,
                email=p.email,
                former=p.status is PersonStatus.FORMER,
            )
            for p in records
        }

    def _track(self, record: TrackRecord) -> Track:
        return Track(
            id=record.id,
            name=record.name,
            heading=record.heading,
            audience=self.audiences[record.audience] if record.audience else None,
            summary=record.summary,
            purpose=record.purpose,
            for_whom=record.for_whom,
            focus=record.focus,
            how_to_apply=record.how_to_apply,
            entry=self._entry(record),
            contacts=self._contacts(record.contacts),
            documents=self._documents(record.documents),
        )

    def _entry(self, record: TrackRecord) -> Rule:
        """Give who may enter a track, as a rule of its own: several tracks may use one."""
        if record.entry == ANY_DESIGNATION:
            ids = tuple(one.id for one in self.designations)
            return Rule(subject=Subject.TRACK, id=record.id, name=record.name, any_of=ids)
        return replace(self.rules[Subject.TRACK, record.entry], id=record.id, name=record.name)

    def _training(self, record: TrainingRecord, schedule: ScheduleFile) -> Training:
        runs, expected = self._runs(record), expected_of(record)
        if not runs and expected is None:
            raise ValueError(f"training {record.id} without days was not refused")
        first, year = runs[0].days.first if runs else None, schedule.year
        usual, assumed = schedule.defaults, record.year_assumed
        place = usual.place if usual and record.place is None else record.place
        if record.days and all(run.place is not None for run in record.days):
            place = record.days[0].place  # it is nowhere else
        if assumed is None and usual is not None:
            assumed = usual.year_assumed
        track, people = self.tracks[record.track], record.capacity
        deadline, opens = self._deadline(record, year, first), self._opening(record, year, first)
        if usual and usual.deadline is not None and isinstance(deadline, Deadline):
            deadline = replace(deadline, shared=record.deadline is usual.deadline)
        if usual and usual.opens is not None and opens is not None:
            opens = replace(opens, shared=record.opens is usual.opens)
        shared = {id(one) for one in usual.milestones} if usual else frozenset()
        return Training(
            id=record.id,
            track=track,
            title=record.title,
            year=year,
            runs=runs,
            hours=record.hours,
            place=None if place is None or place is TBD else self.places[place],
            opens=opens,
            deadline=deadline if isinstance(deadline, Deadline) else None,
            open_deadline=deadline if isinstance(deadline, OpenDeadline) else None,
            milestones=tuple(_milestones(record, shared)),
            about_dates=tuple(_about_dates(record, runs, deadline, shared)),
            status=record.status,
            cost=record.cost,
            fees=tuple(
                [Fee(label=one.label, amount=one.amount, due=one.due) for one in record.fees]
            ),
            register=self._registration(record),
            capacity=people.highest if people else None,
            capacity_from=people.lowest if people and people.lowest < people.highest else None,
            language=record.language,
            contacts=self._contacts(record.contacts) or track.contacts,
            documents=self._documents(record.documents) or track.documents,
            note=record.note,
            changes=_changes(record.changes),
            year_assumed=assumed is True,
            expected=expected or Expected(),
            opens_with_days=opens is None and not runs and self._has_opening_rule(record, year),
        )

    def _registration(self, record: TrainingRecord) -> Registration | None:
        """Give where one registers, as the training says it, or else its track."""
        where = record.register or self.track_records[record.track].register
        if where is None:
            return None
        if where.startswith("https://"):
            return Registration(url=where)
        return Registration(document=self.documents[where])

    def _runs(self, record: TrainingRecord) -> tuple[Run, ...]:
        if not record.days:
            return tuple(map(Run, runs_of(record) or ()))
        return tuple(
            Run(
                days=run.days,
                label=run.label,
                hours=run.hours,
                place=self.places[run.place] if isinstance(run.place, str) else run.place,
            )
            for run in record.days
        )

    def _deadline(
        self, record: TrainingRecord, year: int, start: date | None
    ) -> Deadline | OpenDeadline | None:
        """Give what the training says of its deadline, or else its track."""
        rule, written = self.track_records[record.track].deadline, record.deadline
        label = rule.label if rule is not None else None
        day = rule_date(rule, start, year, self.closed_days) if start else None
        when: Moment | NoDeadline | None
        if written is not None:
            when = written.moment
        else:
            when = no_deadline(rule, year) if day is None else Moment(day)
        reason = written.reason if written is not None else None
        if isinstance(when, NoDeadline):
            return OpenDeadline(label=label, how=when, reason=reason)
        if when is None:
            return None
        if label is None:
            raise ValueError(f"a deadline of {record.track} without a label was not refused")
        firm = written is not None and written.firm
        return Deadline(label=label, moment=when, reason=reason, firm=firm)

    def _opening(self, record: TrainingRecord, year: int, start: date | None) -> Opening | None:
        rule = self.track_records[record.track].opens
        label = rule.label if rule is not None else None
        if record.opens is not None:
            return Opening(label=label, moment=record.opens.moment, reason=record.opens.reason)
        day = rule_date(rule, start, year, self.closed_days) if start else None
        return None if day is None else Opening(label=label, moment=Moment(day), reason=None)

    def _has_opening_rule(self, record: TrainingRecord, year: int) -> bool:
        rule = self.track_records[record.track].opens
        return rule is not None and in_force(rule, year) is not None

    def _other_deadline(self, record: OtherDeadlineRecord) -> OtherDeadline:
        return OtherDeadline(
            id=record.id,
            label=record.label,
            moment=record.moment,
            note=record.note,
            contacts=self._contacts(record.contacts),
            status=record.status,
            year_assumed=record.year_assumed is True,
            changes=_changes(record.changes),
            renewal_of=record.renewal_of,
        )

    def _page(self, page: PageFile) -> Page:
        return Page(
            id=page.id,
            title=page.fields.title,
            short_title=page.fields.short_title,
            summary=page.fields.summary,
            body=page.body,
            order=page.fields.order,
            last_published=page.fields.last_published,
            contacts=self._contacts(page.fields.contacts),
            translations={
                one.language: PageTranslation(
                    title=one.fields.title,
                    short_title=one.fields.short_title,
                    summary=one.fields.summary,
                    body=one.body,
                )
                for one in self.records.translations
                if one.id == page.id
            },
        )


def _last_name_first(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return f"{last}, {first}" if first else name


def _document(record: DocumentRecord, records: Records) -> Document:
    content = records.documents.get(f"{PUBLISHED}{record.file}")
    if isinstance(content, Flaw):
        raise TypeError(f"a document was not refused: {content.message}")
    return Document(
        id=record.id,
        label=record.label,
        url=None if record.url is TBD else record.url,
        file=record.file,
        content=content,
        note=record.note,
    )


def _changes(records: tuple[ChangeRecord, ...]) -> tuple[Change, ...]:
    return tuple([Change(on=one.on, what=one.what) for one in records])


def _hours(record: HoursRecord) -> HoursAsked:
    parts = tuple(HoursAsked(label=one.label, hours=one.hours) for one in record.including)
    return HoursAsked(label=record.label, hours=record.hours, including=parts)


def _renewal_deadline(of: RenewalDay) -> OtherDeadline:
    """Give a computed day of renewal as a deadline, which every output shows as any other."""
    return OtherDeadline(
        id=of.id,
        label=of.renewal.label,
        moment=Moment(of.day),
        note=None,
        contacts=(),
        renewal_of=of.of,
    )


def _milestones(training: TrainingRecord, shared: AbstractSet[int]) -> Iterator[Milestone]:
    """Yield what is around a training on days that are set; `shared` names what others have too."""
    for record in training.milestones:
        said = record.said()
        if len(said) != 1:
            raise ValueError(f"a milestone of {training.id} without one date was not refused")
        ((field, when),) = said.items()
        if isinstance(when, Moment):
            days, at = when.days, when.at
        elif isinstance(when, DayRun):
            days, at = when, None
        else:
            continue  # about a day
        yield Milestone(
            label=record.label,
            days=days,
            at=at,
            meaning=_MEANINGS.get(field, Meaning.ON),
            hours=record.hours,
            shared=id(record) in shared,
        )


_MEANINGS = {"by": Meaning.BY, "from": Meaning.FROM}


def _about_dates(
    training: TrainingRecord,
    runs: tuple[Run, ...],
    deadline: Deadline | OpenDeadline | None,
    shared: AbstractSet[int],
) -> Iterator[AboutDate]:
    """Yield what is around a training about a day that nobody has set.

    What counts from days that are not announced yet, or from a deadline that follows them, waits.
    """
    anchors = {}
    if runs:
        anchors = {Anchor.START: runs[0].days.first, Anchor.END: runs[-1].days.last}
    if isinstance(deadline, Deadline):
        anchors[Anchor.DEADLINE] = deadline.moment.last_day
    for record in training.milestones:
        about = record.about
        if isinstance(about, AboutRule):
            from_day = anchors.get(about.anchor)
            day = from_day and from_day + timedelta(days=about.days)
        else:
            day = about
        if day is not None:
            yield AboutDate(label=record.label, day=day, shared=id(record) in shared)
