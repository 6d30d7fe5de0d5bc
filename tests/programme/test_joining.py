"""From records to the programme: defaults, computed deadlines, what is inherited, order."""

from __future__ import annotations

from datetime import date, time

import pytest
from case_files import checked, small_site

from sitegen.programme.closed_days import WeekendRule
from sitegen.programme.eligibility.conditions import Is, Within
from sitegen.programme.model import (
    DayRun,
    Deadline,
    Hours,
    Milestone,
    Mode,
    Moment,
    Office,
    Person,
    Programme,
    Run,
    Status,
    Training,
)
from sitegen.programme.records import read_records
from sitegen.programme.schedule_dates import closed_days_of

TWO_TRACKS = (
    small_site().read["content/tracks.yaml"].decode()
    + """\
  - id: supervisor
    name: Supervisor Training
    heading: Supervisor Trainings
    audience: supervisors
    summary: Supervise peer support specialists.
    purpose: It prepares for supervision.
    for_whom: Supervisors.
    how_to_apply: Send the form.
    entry: supervisors
    deadline:
      {label: Form Deadline, rule: 2 weeks before start, if_closed: next open day, from: 2022}
"""
)
RULES = (
    small_site().read["content/designations.yaml"].decode()
    + """\
track_entry:
  supervisors:
    requires: [{text: has experience, when: {lived_experience: yes}, from: 2021-05-01}]
certification:
  name: The certificate
  requires: [{text: is grown up, when: {age: at least 21}, until: 2023-04-30}]
"""
)
CONTACTS = """\
offices:
  - {id: main-office, name: Main Office, phone: 601-555-0100, address: [A Street 1, Jackson]}
people:
  - {id: zoe-adams, name: Zoe Adams, office: main-office, phone: 601-555-0101}
  - {id: ann-baker, name: Dr. Ann Baker, sort_name: "Baker, Ann", office: main-office}
  - {id: cher, name: Cher, office: main-office, status: former}
  - {id: maria-lopez, name: Maria Lopez, office: main-office}
"""


def join(**files: str) -> Programme:
    paths = {
        "tracks": "content/tracks.yaml",
        "rules": "content/designations.yaml",
        "contacts": "content/contacts.yaml",
        "documents": "content/documents.yaml",
        "places": "content/places.yaml",
        "closed": "content/closed-days.yaml",
        "schedule": "schedules/2022.yaml",
        "next_year": "schedules/2023.yaml",
        "page": "content/pages/more.md",
    }
    texts = {"tracks": TWO_TRACKS, "rules": RULES, **files}
    result = checked({paths[name]: text.encode() for name, text in texts.items()})
    assert result.programme is not None, result.report.diagnostics
    return result.programme


def trainings(*entries: str, year: int = 2022, more: str = "") -> str:
    return f"year: {year}\n{more}trainings:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


def one(entry: str, **files: str) -> Training:
    found = join(schedule=trainings(f"id: x, track: cpss, {entry}"), **files).trainings
    return found[0]


# Days


def test_one_day_and_several_days_and_several_runs() -> None:
    assert one("start: 2022-03-21").runs == (Run(DayRun(date(2022, 3, 21), date(2022, 3, 21))),)
    assert one("start: 2022-03-21, end: 2022-03-25").period.last == date(2022, 3, 25)
    runs = one("days: [2022-03-21 to 2022-03-22, 2022-03-24]").runs
    assert runs == (
        Run(DayRun(date(2022, 3, 21), date(2022, 3, 22))),
        Run(DayRun(date(2022, 3, 24), date(2022, 3, 24))),
    )


def test_a_run_has_what_holds_on_it_only() -> None:
    found = one(
        "place: virtual, hours: 17:00 to 20:00, days: [2022-03-21, "
        "{on: 2022-03-24 to 2022-03-25, label: Retreat, hours: 09:00 to 12:00, place: tbd}]"
    )
    first, second = found.runs
    assert not first.is_own
    assert second.days == DayRun(date(2022, 3, 24), date(2022, 3, 25))
    assert second.label == "Retreat"
    assert found.hours_of(first) == found.hours == Hours(time(17), time(20))
    assert found.hours_of(second) == Hours(time(9), time(12))
    assert found.place_of(first) == found.place
    assert found.place_of(second) is None
    assert found.places == (found.place, None)


def test_a_training_is_where_all_of_its_runs_are() -> None:
    found = one("days: [{on: 2022-03-21, place: virtual}, {on: 2022-03-24, place: virtual}]")
    assert found.place is not None
    assert found.places == (found.place,)


def test_hours_may_have_a_break() -> None:
    hours = one("start: 2022-03-21, hours: 09:00 to 12:00 and 13:00 to 16:30").hours
    assert hours == Hours(time(9), time(16, 30), (time(12), time(13)))


def test_a_training_may_go_on_into_the_next_year() -> None:
    assert one("start: 2022-12-30, end: 2023-01-02").period.last == date(2023, 1, 2)


# Deadlines


@pytest.mark.parametrize(
    ("entry", "moment", "reason"),
    [
        ("start: 2022-03-21", Moment(date(2022, 2, 21)), None),
        ("start: 2022-03-21, deadline: 2022-02-21", Moment(date(2022, 2, 21)), None),
        (
            "start: 2022-03-21, deadline: {date: 2022-02-23 12:00, reason: As printed.}",
            Moment(date(2022, 2, 23), time(12)),
            "As printed.",
        ),
    ],
)
def test_a_deadline_is_that_of_the_rule_or_the_written_one(
    entry: str, moment: Moment, reason: str | None
) -> None:
    expected = Deadline(label="Application Deadline", moment=moment, reason=reason)
    assert one(entry).deadline == expected


def test_a_rule_holds_from_its_first_year() -> None:
    def deadline(year: int) -> Deadline | None:
        text = trainings(f"id: x, track: supervisor, start: {year}-03-22", year=year)
        if year == 2022:
            return join(schedule=text).trainings[0].deadline
        files = {"schedules/2021.yaml": text.encode(), "content/tracks.yaml": TWO_TRACKS.encode()}
        programme = checked({**files, "content/designations.yaml": RULES.encode()}).programme
        assert programme is not None
        return programme.trainings[0].deadline

    assert deadline(2021) is None
    found = deadline(2022)
    assert found is not None
    assert found.moment == Moment(date(2022, 3, 8))


def test_a_rule_moves_a_deadline_off_a_closed_day() -> None:
    closed = (
        "closed_days: [{name: X, on: March 8}]\nextra_closed_days: [{name: Y, date: 2022-03-09}]"
    )
    text = trainings("id: x, track: supervisor, start: 2022-03-22")
    found = join(schedule=text, closed=closed).trainings[0].deadline
    assert found is not None
    assert found.moment == Moment(date(2022, 3, 10))


def test_a_track_without_a_rule_has_trainings_without_deadlines() -> None:
    tracks = TWO_TRACKS.replace(
        "    deadline:\n      label: Application Deadline\n      rule: 28 days before start\n", ""
    )
    training = one("start: 2022-03-21", tracks=tracks)
    assert training.deadline is None
    assert training.open_deadline is None


def test_a_name_for_deadlines_makes_none_up() -> None:
    tracks = TWO_TRACKS.replace("      rule: 28 days before start\n", "")
    assert tracks != TWO_TRACKS
    training = one("start: 2022-03-21", tracks=tracks)
    assert (training.deadline, training.open_deadline) == (None, None)
    written = one("start: 2022-03-21, deadline: 2022-02-21", tracks=tracks)
    assert written.deadline is not None
    assert written.deadline.label == "Application Deadline"


# What is inherited, and what is left out


def test_a_place_is_the_written_one_or_that_of_the_file_or_not_decided() -> None:
    text = trainings(
        "id: a, track: cpss, start: 2022-06-06",
        "id: b, track: cpss, start: 2022-06-07, place: jackson",
        "id: c, track: cpss, start: 2022-06-08, place: tbd",
        more="defaults: {place: virtual}\n",
    )
    places = (
        "places:\n  - {id: virtual, name: Virtual Training, mode: virtual}\n"
        '  - {id: jackson, name: "Jackson, MS", mode: in-person}\n'
    )
    virtual, jackson, undecided = join(schedule=text, places=places).trainings
    assert virtual.place is not None
    assert jackson.place is not None
    assert (virtual.place.id, virtual.place.mode) == ("virtual", Mode.VIRTUAL)
    assert jackson.place.name == "Jackson, MS"
    assert undecided.place is None
    assert one("start: 2022-06-06").place is None


def test_contacts_and_documents_are_those_of_the_track_unless_others_are_written() -> None:
    inherited = one("start: 2022-03-21")
    assert [c.id for c in inherited.contacts] == ["maria-lopez"]
    assert [d.id for d in inherited.documents] == ["application"]
    documents = (
        "documents:\n  - {id: application, label: A, url: tbd}\n"
        "  - {id: form, label: F, url: https://example.org/f}\n"
    )
    own = one(
        "start: 2022-03-21, contacts: [main-office, ann-baker], documents: [form]",
        contacts=CONTACTS,
        documents=documents,
    )
    office, person = own.contacts
    assert isinstance(office, Office)
    assert isinstance(person, Person)
    assert office is person.office
    assert [d.url for d in own.documents] == ["https://example.org/f"]
    assert own.track.documents[0].url is None


def test_what_a_training_may_carry() -> None:
    training = one(
        "start: 2022-03-21, hours: '09:00 to 16:30', status: tentative, cost: Free, capacity: 18,"
        " language: es, note: Bring a pen., changes: [{on: 2022-01-02, what: Moved.}], milestones:"
        " [{label: Exam, date: 2022-04-01 12:00}, {label: Talks, date: 2022-03-01 to 2022-03-03}]"
    )
    assert training.hours == Hours(time(9), time(16, 30))
    assert (training.status, training.cost, training.capacity) == (Status.TENTATIVE, "Free", 18)
    assert (training.language, training.note) == ("es", "Bring a pen.")
    assert [(c.on, c.what) for c in training.changes] == [(date(2022, 1, 2), "Moved.")]
    april, march = date(2022, 4, 1), date(2022, 3, 1)
    assert training.milestones == (
        Milestone(label="Exam", days=DayRun(april, april), at=time(12)),
        Milestone(label="Talks", days=DayRun(march, date(2022, 3, 3)), at=None),
    )


def test_what_is_not_written_is_not_invented() -> None:
    training = one("start: 2022-03-21")
    assert (training.hours, training.cost, training.capacity, training.language) == (None,) * 4
    assert (training.note, training.milestones, training.changes) == (None, (), ())
    assert training.status is Status.SCHEDULED


# People, rules, pages


def test_people_are_in_order_of_their_last_names() -> None:
    people = join(contacts=CONTACTS).people
    assert [p.sort_name for p in people] == ["Adams, Zoe", "Baker, Ann", "Cher", "Lopez, Maria"]
    assert [p.former for p in people] == [False, False, True, False]


def test_entry_rules_and_certification() -> None:
    programme = join()
    cpss, supervisor = programme.tracks
    assert (cpss.entry.any_of, cpss.entry.requires) == (("adult",), ())
    assert supervisor.entry.any_of is None
    needed = supervisor.entry.requires[0]
    assert (needed.text, needed.when) == ("has experience", Is("lived_experience", expected=True))
    assert (needed.from_date, needed.until_date) == (date(2021, 5, 1), None)
    (certification,) = programme.certifications
    grown_up = certification.rule.requires[0]
    assert (grown_up.when, grown_up.until_date) == (Within("age", 21, None), date(2023, 4, 30))
    assert programme.facts["age"].ask == "How old are you?"
    assert [d.id for d in programme.designations] == ["adult"]


def test_trainings_deadlines_and_pages_are_in_order() -> None:
    schedule = trainings(
        "id: c, track: cpss, start: 2022-03-22",
        "id: b, track: cpss, start: 2022-03-21, end: 2022-03-22",
        "id: a, track: cpss, start: 2022-03-21, end: 2022-03-22",
        "id: d, track: cpss, start: 2022-03-21",
    )
    next_year = (
        "year: 2023\ndeadlines:\n"
        "  - {id: y, label: Y, date: 2023-01-02}\n"
        "  - {id: x, label: X, date: 2023-01-02 12:00}\n"
        "  - {id: z, label: Z, date: 2023-01-01}\n"
        "trainings: [{id: e, track: cpss, start: 2023-01-02}]\n"
    )
    page = "---\ntitle: More\nsummary: More.\norder: 5\n---\n# Text\r\n"
    programme = join(schedule=schedule, next_year=next_year, page=page)
    assert [t.id for t in programme.trainings] == ["d", "a", "b", "c", "e"]
    assert [t.year for t in programme.trainings] == [2022] * 4 + [2023]
    assert [d.id for d in programme.deadlines] == ["z", "x", "y"]  # a whole day ends last
    assert [p.id for p in programme.pages] == ["more", "welcome"]
    assert programme.pages[0].body == "# Text\n"
    assert all(t.track is programme.tracks[0] for t in programme.trainings)


def test_the_site_itself() -> None:
    site = join().site
    assert (site.language, site.timezone) == ("en", "America/Chicago")
    assert site.base_url == "https://example.org/peer-training/"
    assert site.crisis_line.phone == "988"
    assert [c.id for c in site.contacts] == ["maria-lopez"]


def test_closed_days_are_joined() -> None:
    text = "closed_days: []\nmention_only: [{name: M, on: June 19, from: 2021}]\n"
    records, _ = read_records({"content/closed-days.yaml": text.encode()})
    closed = closed_days_of(records)
    assert closed is not None
    assert closed.weekend_rule is WeekendRule.STAYS
    assert [d.from_year for d in closed.mention_only] == [2021]


def test_a_site_without_the_files_that_may_be_missing() -> None:
    site = small_site().read["content/site.yaml"].decode().replace("contacts: [maria-lopez]\n", "")
    tracks = small_site().read["content/tracks.yaml"].decode()
    tracks = tracks.replace("    contacts: [maria-lopez]\n    documents: [application]\n", "")
    result = checked(
        {"content/site.yaml": site.encode(), "content/tracks.yaml": tracks.encode()},
        without=frozenset(set(small_site().read) - {"content/site.yaml", "content/tracks.yaml"}),
    )
    assert [d.code for d in result.report.diagnostics] == ["nothing-upcoming"]
    programme = result.programme
    assert programme is not None
    assert (programme.trainings, programme.people, programme.pages) == ((), (), ())
    assert programme.certifications == ()
