"""Records without errors to the programme: references followed, defaults and rules applied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sitegen.lazy import replace
from sitegen.programme.closed_days import ClosedDays
from sitegen.programme.collections import entries
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.eligibility.book import facts_of, written_rules
from sitegen.programme.eligibility.file import DesignationsFile
from sitegen.programme.eligibility.rules import CERTIFICATION_ID, Rule, Subject
from sitegen.programme.files.schedules import (
    ChangeRecord,
    MilestoneRecord,
    OtherDeadlineRecord,
    ScheduleFile,
    TrainingRecord,
)
from sitegen.programme.files.site import (
    ContactsFile,
    DocumentRecord,
    DocumentsFile,
    PersonStatus,
    PlacesFile,
    SiteFile,
)
from sitegen.programme.files.tracks import (
    ANY_DESIGNATION,
    TrackRecord,
    TracksFile,
)
from sitegen.programme.flaws import Flaw
from sitegen.programme.joined import Joined
from sitegen.programme.look_joining import look_of
from sitegen.programme.model import (
    Change,
    DayRun,
    Deadline,
    Document,
    Expected,
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
    Run,
    Site,
    Track,
    Training,
)
from sitegen.programme.own_words_joining import audiences_of, crisis_line_of, words_of
from sitegen.programme.records import PUBLISHED, PageFile, Records
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
        self.designations = tuple(
            rule for (subject, _), rule in self.rules.items() if subject is Subject.DESIGNATION
        )
        self.offices = self._offices()
        self.people = self._people()
        self.contacts: Mapping[str, Office | Person] = {**self.offices, **self.people}
        places = records.file(PlacesFile)
        self.places = {
            p.id: Place(
                id=p.id, name=p.name, mode=p.mode, address=p.address, url=p.url, note=p.note
            )
            for p in (places.places if places else ())
        }
        documents = records.file(DocumentsFile)
        self.documents = {
            d.id: _document(d, records) for d in (documents.documents if documents else ())
        }
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
            certification=self.rules.get((Subject.CERTIFICATION, CERTIFICATION_ID)),
            trainings=tuple(sorted(trainings, key=lambda t: t.order)),
            deadlines=tuple(sorted(deadlines, key=lambda d: (d.moment, d.id))),
            pages=tuple(sorted(pages, key=lambda p: (p.order, p.id))),
        )

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
        track = self.tracks[record.track]
        deadline, opens = self._deadline(record, year, first), self._opening(record, year, first)
        if usual and usual.deadline is not None and isinstance(deadline, Deadline):
            deadline = replace(deadline, shared=record.deadline is usual.deadline)
        if usual and usual.opens is not None and opens is not None:
            opens = replace(opens, shared=record.opens is usual.opens)
        shared = {id(one) for one in usual.milestones} if usual else frozenset()
        return Training(
            id=record.id,
            track=track,
            year=year,
            runs=runs,
            hours=record.hours,
            place=None if place is None or place is TBD else self.places[place],
            opens=opens,
            deadline=deadline if isinstance(deadline, Deadline) else None,
            open_deadline=deadline if isinstance(deadline, OpenDeadline) else None,
            milestones=tuple(
                _milestone(one, shared=id(one) in shared) for one in record.milestones
            ),
            status=record.status,
            cost=record.cost,
            capacity=record.capacity,
            language=record.language,
            contacts=self._contacts(record.contacts) or track.contacts,
            documents=self._documents(record.documents) or track.documents,
            note=record.note,
            changes=_changes(record.changes),
            year_assumed=assumed is True,
            expected=expected or Expected(),
            opens_with_days=opens is None and not runs and self._has_opening_rule(record, year),
        )

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
        )

    def _page(self, page: PageFile) -> Page:
        return Page(
            id=page.id,
            title=page.fields.title,
            summary=page.fields.summary,
            body=page.body,
            order=page.fields.order,
            last_published=page.fields.last_published,
            contacts=self._contacts(page.fields.contacts),
            translations={
                one.language: PageTranslation(
                    title=one.fields.title, summary=one.fields.summary, body=one.body
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


def _milestone(record: MilestoneRecord, *, shared: bool) -> Milestone:
    when = record.date
    days, at = (DayRun(when.day, when.day), when.at) if isinstance(when, Moment) else (when, None)
    return Milestone(label=record.label, days=days, at=at, shared=shared)
