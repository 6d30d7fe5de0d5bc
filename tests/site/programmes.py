"""Programmes for tests of the site: the published one in short, and an invented one with it all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from functools import cache
from typing import Any

from sitegen.lazy import replace
from sitegen.programme.amounts import FREE, Amount
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.documents import DocumentFile
from sitegen.programme.eligibility.conditions import Is
from sitegen.programme.eligibility.facts import Fact, FactType
from sitegen.programme.eligibility.rules import CERTIFICATION_ID, Requirement, Rule, Subject
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import (
    AboutDate,
    Certification,
    Change,
    DayRun,
    Deadline,
    Document,
    Expected,
    Fee,
    Hours,
    Meaning,
    Milestone,
    Mode,
    Moment,
    Office,
    OpenDeadline,
    Opening,
    OtherDeadline,
    Page,
    Person,
    Place,
    Programme,
    Registration,
    Run,
    Site,
    Status,
    Track,
    Training,
)
from sitegen.programme.own_words import Audience, AudiencePage, CrisisLine, OrganizationKind
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.source.markdown.marks import Markdown

TODAY = date(2022, 3, 1)
BASE = "https://example.org/peer-support/"

CENTRAL = Office(
    id="central", name="DMH Central Office", phone="601-359-1288", email=None, address=()
)
DIVISION = Office(
    id="division",
    name="Division of Recovery and Resiliency",
    phone="601-359-1288",
    email=None,
    address=("Mississippi Department of Mental Health", "239 North Lamar Street", "Jackson, MS"),
)


def person(id_: str, name: str, **fields: Any) -> Person:
    values = {"role": None, "office": CENTRAL, "phone": None, "email": None, "former": False}
    return Person(id=id_, name=name, sort_name=name, **(values | fields))


KATHY = person("kathy-smith", "Kathy Smith")
LATARSHA = person("latarsha-michael", "Dr. LaTarsha Michael")
AURORA = person("aurora-baugh", "Aurora Baugh", office=DIVISION, former=True)

VIRTUAL = Place(
    id="virtual", name="Virtual Training", mode=Mode.VIRTUAL, address=(), url=None, note=None
)
HALL = Place(
    id="hall",
    name="Civic Hall",
    mode=Mode.IN_PERSON,
    address=("1 Main Street", "Jackson, MS 39201"),
    url="https://hall.example/",
    note=Markdown("Ring the bell at the side door."),
)
FORM = Document(id="cpss-documents", label="CPSS Documents", url=None, file=None, note=None)


ASKED = Fact(
    id="asked",
    type=FactType.YES_NO,
    ask="Is that so?",
    choices={},
    lowest=None,
    highest=None,
    decided_by="DMH, when your application is reviewed",
)


PEERS = Audience(id="peers", called="peers", name="For peers", page=None)
SUPERVISORS = Audience(
    id="supervisors",
    called="supervisors",
    name="For supervisors",
    page=AudiencePage(
        title="For supervisors and agencies",
        summary="Trainings for those who supervise.",
        about="About their work",
    ),
)


def requirement(text: str, **fields: Any) -> Requirement:
    dates = {"from_date": None, "until_date": None}
    return Requirement(text=text, when=Is("asked", expected=True), **(dates | fields))


def track(id_: str, name: str, **fields: Any) -> Track:
    values: dict[str, Any] = {
        "heading": f"{name}s and Registration Deadlines",
        "audience": PEERS,
        "summary": f"What {name} is, in one sentence for everybody.",
        "purpose": Markdown("This training grounds participants in *recovery concepts*."),
        "for_whom": "People with lived experience who want to support their peers.",
        "focus": (),
        "how_to_apply": Markdown("Fill in the form and send it to the office."),
        "contacts": (KATHY, LATARSHA),
        "documents": (),
    }
    entry = {one: fields.pop(one) for one in ("requires", "any_of") if one in fields}
    rule = Rule(subject=Subject.TRACK, id=id_, name=name, **entry)
    return Track(id=id_, name=name, entry=rule, **(values | fields))


CPSS = track(
    "cpss",
    "CPSS Training",
    any_of=("adult", "young-adult", "ended"),
    documents=(FORM,),
    focus=("Ethics", "Recovery"),
)


def training(id_: str, of: Track, start: date, end: date | None = None, **fields: Any) -> Training:
    values: dict[str, Any] = {
        "year": start.year,
        "runs": (Run(DayRun(start, end or start)),),
        "hours": None,
        "place": VIRTUAL,
        "deadline": None,
        "milestones": (),
        "status": Status.SCHEDULED,
        "cost": None,
        "capacity": None,
        "language": None,
        "contacts": of.contacts,
        "documents": of.documents,
        "note": None,
        "changes": (),
    }
    return Training(id=id_, track=of, **(values | fields))


def expected_training(
    id_: str, of: Track, year: int, part: int | None = None, **fields: Any
) -> Training:
    """A training whose days are not announced yet; `part` is the month, if it is known."""
    values = {"runs": (), "expected": Expected(year, part)}
    return training(id_, of, date(year, part or 1, 1), **(values | fields))


def deadline(day: date, at: time | None = None, reason: str | None = None) -> Deadline:
    return Deadline(label="Application Deadline", moment=Moment(day, at), reason=reason)


def no_deadline(how: NoDeadline = NoDeadline.ANY_TIME, reason: str | None = None) -> OpenDeadline:
    return OpenDeadline(label="Application Deadline", how=how, reason=reason)


def page(id_: str, title: str, body: str, **fields: Any) -> Page:
    values: dict[str, Any] = {
        "short_title": None,
        "summary": f"{title}, told in one sentence that is long enough.",
        "order": 1,
        "last_published": None,
        "contacts": (),
    }
    return Page(id=id_, title=title, body=Markdown(body), **(values | fields))


def programme(**fields: Any) -> Programme:
    """A small programme; `fields` replace what it holds. Trainings are put in order."""
    site = Site(
        title="Peer Support Services",
        organization="Mississippi Department of Mental Health",
        organization_kind=OrganizationKind.GOVERNMENT,
        short_name="Mississippi DMH",
        base_url="https://example.org/peer-support/",
        calendar_domain="peer-support.example.org",
        timezone="America/Chicago",
        language="en",
        contacts=(KATHY, LATARSHA),
        crisis_line=CrisisLine(
            text="In a crisis, call or text 988, the Suicide & Crisis Lifeline. "
            "It is free, confidential and open all day.",
            phone="988",
        ),
    )
    values: dict[str, Any] = {
        "site": site,
        "offices": (CENTRAL, DIVISION),
        "people": (KATHY, LATARSHA, AURORA),
        "places": (VIRTUAL, HALL),
        "documents": (FORM,),
        "tracks": (CPSS,),
        "facts": {"asked": ASKED},
        "designations": (),
        "certifications": (),
        "trainings": (),
        "deadlines": (),
        "pages": (),
    }
    values |= fields
    named = {one.audience.id: one.audience for one in values["tracks"] if one.audience}
    audiences = tuple(named.values())
    values["site"] = replace(values["site"], audiences=audiences)
    values["trainings"] = tuple(sorted(values["trainings"], key=lambda t: t.order))
    return Programme(**values)


def rich() -> Programme:
    """An invented programme in which every state of a training and every field occurs."""
    bridger = track(
        "peer-bridger",
        "Peer Bridger Training",
        requires=(
            requirement("has first successfully completed CPSS training"),
            requirement("is of age", from_date=date(2021, 5, 1)),
            requirement("has left", until_date=date(2021, 5, 1)),
            requirement("works with peers", from_date=date(2023, 5, 1)),
            requirement("knows the hospital", until_date=date(2022, 12, 31)),
        ),
        how_to_apply=Markdown("## On paper\n\nWrite to [us](/contact/)."),
    )
    supervisor = track("supervisor", "Supervisor Training", audience=SUPERVISORS)
    files = Document(
        id="form",
        label="Bridger form",
        url=None,
        file="forms/b.pdf",
        content=DocumentFile("PDF", 118_201),
        note=Markdown("2 pages"),
    )
    story = Document(
        id="story", label="Success stories", url="https://a.example/s", file=None, note=None
    )
    return programme(
        people=(KATHY, LATARSHA, AURORA, replace(KATHY, id="j", name="Jo", email="jo@a.example")),
        documents=(FORM, files, story),
        tracks=(CPSS, replace(bridger, documents=(files,)), supervisor),
        designations=_designations(),
        certifications=(
            Certification(
                rule=Rule(
                    subject=Subject.CERTIFICATION,
                    id=CERTIFICATION_ID,
                    name="CPSSP certification",
                    requires=(requirement("passed the test with a score of at least 75%"),),
                )
            ),
        ),
        trainings=(
            *_in_every_state(CPSS),
            _with_every_field(bridger, files),
            _with_steps(bridger),
            *_twins(bridger),
        ),
        deadlines=(
            OtherDeadline(
                id="renewal",
                label="CPSS renewal packet due",
                moment=Moment(date(2022, 9, 30), time(17)),
                note=Markdown("The date of *receipt* counts."),
                contacts=(KATHY, AURORA),
            ),
        ),
        pages=(
            page("become", "How to become certified", "## First\n\nSee [who](/designations/)."),
            page(
                "what-is-peer-support",
                "What is peer support?",
                "# Main\n\nWords.\n\n### Contact\n\nMore.",
                last_published=2020,
                contacts=(LATARSHA,),
            ),
        ),
    )


def _designations() -> tuple[Rule, ...]:
    return (
        Rule(
            subject=Subject.DESIGNATION,
            id="adult",
            name="Adult and Recovery",
            requires=(requirement("has personal lived experience"),),
            from_date=None,
            until_date=None,
        ),
        Rule(
            subject=Subject.DESIGNATION,
            id="young-adult",
            name="Young Adult",
            requires=(requirement("is between 18 and 26 years old"),),
            from_date=date(2022, 1, 1),
            until_date=date(2023, 12, 31),
        ),
        Rule(
            subject=Subject.DESIGNATION,
            id="ended",
            name="No Longer Offered",
            requires=(),
            from_date=None,
            until_date=date(2021, 12, 31),
        ),
    )


def _in_every_state(of: Track) -> tuple[Training, ...]:
    later, soon = date(2022, 5, 16), date(2022, 3, 21)
    gone = date(2020, 3, 3)
    return (
        training("t-open", of, later, date(2022, 5, 20), deadline=deadline(date(2022, 4, 18))),
        training("t-soon", of, soon, deadline=deadline(TODAY + timedelta(days=7))),
        training(
            "t-opens",
            of,
            date(2022, 9, 26),
            deadline=deadline(date(2022, 8, 29)),
            opens=Opening(label=None, moment=Moment(date(2022, 4, 11), time(12)), reason=None),
        ),
        expected_training("t-expected", of, 2022, 9, deadline=deadline(date(2022, 8, 1))),
        training("t-ask", of, date(2022, 7, 18), place=None),
        training("t-any-time", of, date(2022, 7, 25), open_deadline=no_deadline()),
        training(
            "t-first-come",
            of,
            date(2022, 8, 1),
            open_deadline=no_deadline(NoDeadline.FIRST_COME, "The hall is small."),
        ),
        training("t-closed", of, date(2022, 3, 9), deadline=deadline(date(2022, 2, 23))),
        training("t-under-way", of, date(2022, 2, 28), date(2022, 3, 4)),
        training("t-full", of, date(2022, 6, 6), status=Status.FULL),
        training("t-waiting", of, date(2022, 6, 7), status=Status.WAITING_LIST),
        training(
            "t-tentative",
            of,
            date(2022, 8, 8),
            status=Status.TENTATIVE,
            deadline=deadline(date(2022, 7, 8), time(12)),
        ),
        training("t-postponed", of, date(2022, 9, 5), status=Status.POSTPONED),
        training("t-cancelled", of, date(2022, 10, 3), status=Status.CANCELLED),
        training("t-over", of, gone, date(2020, 3, 6), contacts=(AURORA,)),
        training("t-was-cancelled", of, date(2020, 5, 19), status=Status.CANCELLED),
        training("t-was-postponed", of, date(2020, 8, 25), status=Status.POSTPONED),
        training(
            "t-was-tentative", of, date(2021, 12, 30), date(2022, 1, 2), status=Status.TENTATIVE
        ),
    )


def _with_every_field(of: Track, form: Document) -> Training:
    return training(
        "t-all",
        of,
        date(2022, 11, 1),
        runs=(
            Run(DayRun(date(2022, 11, 1), date(2022, 11, 5))),
            Run(DayRun(date(2022, 11, 8), date(2022, 11, 8))),
            Run(DayRun(date(2022, 12, 29), date(2023, 1, 2))),
        ),
        hours=Hours(time(17), time(20, 30)),
        place=HALL,
        deadline=deadline(date(2022, 9, 25), time(12), "Earlier, because <the hall> asks for it."),
        milestones=(
            Milestone(label="Applications open", days=DayRun(TODAY, TODAY), at=time(12)),
            Milestone(
                label="Interviews", days=DayRun(date(2022, 10, 18), date(2022, 10, 21)), at=None
            ),
            Milestone(label="Exam", days=DayRun(date(2023, 2, 2), date(2023, 2, 2)), at=None),
        ),
        cost="Free for participants",
        capacity=18,
        language="es",
        documents=(FORM, form),
        note=Markdown("## Bring\n\nA laptop; a <b>phone</b> is not enough."),
        changes=(
            Change(on=date(2022, 1, 5), what="Moved from October 25 to November 1."),
            Change(on=date(2022, 2, 5), what="The place is set."),
        ),
    )


def _with_steps(of: Track) -> Training:
    """What one does, and pays, around a training with a name of its own."""
    return training(
        "t-steps",
        of,
        date(2022, 11, 14),
        title="Cohort <7>",
        deadline=deadline(date(2022, 10, 17)),
        milestones=(
            Milestone(
                label="Interviews",
                days=DayRun(date(2022, 10, 24), date(2022, 10, 25)),
                at=None,
                hours=Hours(time(9), time(16)),
            ),
            Milestone(
                label="Form",
                days=DayRun(date(2022, 11, 1), date(2022, 11, 1)),
                at=time(12),
                meaning=Meaning.BY,
            ),
            Milestone(
                label="Reading",
                days=DayRun(date(2022, 11, 7), date(2022, 11, 7)),
                at=None,
                meaning=Meaning.FROM,
            ),
        ),
        about_dates=(AboutDate(label="We write to you", day=date(2022, 10, 31)),),
        fees=(
            Fee(label="Training", amount=Amount(15_000, "USD"), due=Moment(date(2022, 11, 2))),
            Fee(label="Exam", amount=FREE, due=None),
        ),
        register=Registration(url="https://forms.example.org/bridger"),
        capacity=25,
        capacity_from=20,
    )


def _twins(of: Track) -> tuple[Training, ...]:
    """Trainings that only their places, or not even these, tell apart."""
    day = date(2022, 6, 21)
    return (
        training("twin-a", of, day),
        training("twin-b", of, day, place=HALL),
        training("twin-c", of, day, place=HALL),
    )


def published() -> Programme:
    """The trainings of 2022 and some of 2020, as the public page had them."""
    tracks = {
        "cpss": CPSS,
        "cpss-supervisor": track(
            "cpss-supervisor",
            "CPSS Supervisor Training",
            audience=SUPERVISORS,
            requires=(requirement("is agency administration/management or a CPSSP supervisor"),),
        ),
        "peer-bridger": track("peer-bridger", "Peer Bridger Training"),
        "peer-bridger-supervisor": track(
            "peer-bridger-supervisor",
            "Peer Bridger Supervisor Training",
            audience=SUPERVISORS,
        ),
    }
    rows = """
        cpss 2022-03-21 2022-03-25 2022-02-23
        cpss 2022-05-16 2022-05-20 2022-04-18
        cpss 2022-07-18 2022-07-22 2022-06-20
        cpss 2022-09-12 2022-09-16 2022-08-15
        cpss 2022-11-14 2022-11-18 2022-10-17
        cpss-supervisor 2022-04-28 2022-04-28 2022-04-15
        cpss-supervisor 2022-08-25 2022-08-25 2022-08-12
        cpss-supervisor 2022-10-27 2022-10-27 2022-10-14
        peer-bridger 2022-03-29 2022-03-29 2022-03-22
        peer-bridger 2022-06-21 2022-06-21 2022-05-31
        peer-bridger 2022-08-16 2022-08-16 2022-07-26
        peer-bridger 2022-10-18 2022-10-18 2022-09-27
        peer-bridger-supervisor 2022-03-31 2022-03-31 2022-03-10
        peer-bridger-supervisor 2022-06-23 2022-06-23 2022-06-02
        peer-bridger-supervisor 2022-08-18 2022-08-18 2022-07-28
        peer-bridger-supervisor 2022-10-20 2022-10-20 2022-09-29
        cpss 2020-03-03 2020-03-06 -
        cpss 2020-08-25 2020-08-28 -
        cpss-supervisor 2020-05-01 2020-05-01 -
    """
    trainings = []
    for row in rows.strip().splitlines():
        track_id, start, end, due = row.split()
        trainings.append(
            training(
                f"{track_id}-{start[:7]}",
                tracks[track_id],
                date.fromisoformat(start),
                date.fromisoformat(end),
                deadline=None if due == "-" else deadline(date.fromisoformat(due)),
            )
        )
    return programme(
        tracks=tuple(tracks.values()),
        trainings=trainings,
        designations=_designations(),
        pages=(page("become", "How to become certified", "Pass the test."),),
    )


@cache
def templates() -> Templates:
    """The templates that come with the program, read once."""
    return Templates([shipped_templates()])


def planned(
    now: Programme, today: date = TODAY, ledger: Ledger | None = None
) -> Mapping[str, bytes]:
    """Give every file of a site, by its address."""
    published = ledger or Ledger()
    files = plan(
        now,
        ledger=published,
        today=today,
        base_url=BASE,
        templates=templates(),
        other_files=calendar_files(now, published, today=today, base_url=BASE),
    )
    return {file.address: file.produce() for file in files}
