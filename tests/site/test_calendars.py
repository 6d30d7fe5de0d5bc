"""Which events a programme has, and what they say."""

import re
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programmes import AURORA, CPSS, HALL, KATHY, VIRTUAL, deadline, programme, training

from sitegen.lazy import replace
from sitegen.programme.dates import DateKind
from sitegen.programme.model import (
    Change,
    DayRun,
    Hours,
    Milestone,
    Mode,
    Moment,
    OtherDeadline,
    Place,
    Run,
    Status,
    Training,
)
from sitegen.site.addresses import BaseUrl
from sitegen.site.calendars import (
    CalendarEvent,
    EventStatus,
    Sessions,
    Telling,
    events_of,
    events_of_deadline,
)
from sitegen.source.markdown.marks import Markdown

URL = "https://example.org/peer-support/trainings/cpss-2022-03/"
BASE = BaseUrl.of("https://example.org/peer-support/")
SITE = replace(programme().site, contacts=(KATHY,))
TELLING = Telling.of(SITE, BASE)
TRACK = replace(CPSS, contacts=(KATHY,), for_whom="This training is for people in recovery.")
GULFPORT = replace(VIRTUAL, id="gulfport", name="Gulfport, MS", mode=Mode.IN_PERSON)
ZOOM = replace(VIRTUAL, name="Zoom, by invitation")
HALL_ADDRESS = "1 Main Street, Jackson, MS 39201"
HYBRID = replace(VIRTUAL, id="jackson", name="Jackson, MS", mode=Mode.HYBRID)
TRAINING = training(
    "cpss-2022-03",
    TRACK,
    date(2022, 3, 21),
    date(2022, 3, 25),
    deadline=deadline(date(2022, 2, 23), reason="As published."),
)
EVENINGS = replace(
    TRAINING,
    id="cps-2021-11",
    year=2021,
    runs=(
        Run(DayRun(date(2021, 11, 1), date(2021, 11, 5))),
        Run(DayRun(date(2021, 11, 8), date(2021, 11, 12))),
        Run(DayRun(date(2021, 11, 15), date(2021, 11, 18))),
    ),
    hours=Hours(time(17), time(20, 30)),
    place=None,
    deadline=deadline(date(2021, 9, 25), time(12)),
    milestones=(
        Milestone(
            label="Applications open",
            days=DayRun(date(2021, 9, 20), date(2021, 9, 20)),
            at=time(12),
        ),
        Milestone(label="Interviews", days=DayRun(date(2021, 10, 18), date(2021, 10, 21)), at=None),
    ),
    changes=(Change(on=date(2021, 9, 1), what="Moved from October 25 to November 1."),),
)
RENEWAL = OtherDeadline(
    id="renewal-2023",
    label="CPSS renewal packet due",
    moment=Moment(date(2023, 9, 29), time(17)),
    note=Markdown("The date of receipt counts, not the postmark."),
    contacts=(KATHY,),
)


def events(of: Training) -> tuple[CalendarEvent, ...]:
    return events_of(of, TELLING, URL)


def by_name(of: Training) -> dict[str, CalendarEvent]:
    """Events by their UID without domain and training."""
    found = {event.uid: event for event in events(of)}
    assert len(found) == len(events(of))
    domain = f"@{SITE.calendar_domain}"
    assert all(uid.startswith(of.id) and uid.endswith(domain) for uid in found)
    return {uid.removeprefix(of.id).removesuffix(domain): event for uid, event in found.items()}


def milestone(label: str, day: date = date(2022, 4, 1)) -> Milestone:
    return Milestone(label=label, days=DayRun(day, day), at=None)


def milestone_names(*labels: str) -> list[str]:
    several = replace(TRAINING, milestones=tuple(map(milestone, labels)))
    return [name for name in by_name(several) if name not in {"", "-deadline"}]


class TestTraining:
    def test_whole_days(self):
        event = by_name(TRAINING)[""]
        assert event == CalendarEvent(
            uid="cpss-2022-03@peer-support.example.org",
            kind=DateKind.TRAINING,
            when=DayRun(date(2022, 3, 21), date(2022, 3, 25)),
            summary="CPSS Training (virtual)",
            location="Virtual Training",
            description="\n".join(
                [
                    "CPSS Training: Monday, March 21 to Friday, March 25, 2022",
                    "Place: Virtual Training",
                    "Application Deadline: Wednesday, February 23, 2022, by the end of the day",
                    "This training is for people in recovery.",
                    "Contact: Kathy Smith, DMH Central Office, 601-359-1288",
                    URL,
                ]
            ),
            url=URL,
            categories=("Training", "CPSS Training"),
            status=EventStatus.CONFIRMED,
            related_to=None,
        )

    @pytest.mark.parametrize(
        ("place", "summary", "location"),
        [
            (VIRTUAL, "CPSS Training (virtual)", "Virtual Training"),
            (ZOOM, "CPSS Training (virtual)", "Zoom, by invitation (online)"),
            (HALL, "CPSS Training, Civic Hall", f"Civic Hall, {HALL_ADDRESS}"),
            (
                replace(HALL, name="1 Main Street"),
                "CPSS Training, 1 Main Street",
                "1 Main Street, Jackson, MS 39201",
            ),
            (GULFPORT, "CPSS Training, Gulfport, MS", "Gulfport, MS"),
            (
                HYBRID,
                "CPSS Training, Jackson, MS (in person or online)",
                "Jackson, MS (in person or online)",
            ),
            (None, "CPSS Training (place to be announced)", "To be announced"),
        ],
    )
    def test_place(self, place: Place | None, summary: str, location: str):
        event = by_name(replace(TRAINING, place=place))[""]
        assert (event.summary, event.location) == (summary, location)
        where = location if place else "to be announced"
        assert f"Place: {where}\n" in event.description

    def test_how_to_get_in_and_where_to_read_more(self):
        for event in events(replace(TRAINING, place=HALL, milestones=(milestone("Exam"),))):
            lines = event.description.splitlines()
            at = lines.index(f"Place: Civic Hall, {HALL_ADDRESS}")
            assert lines[at + 1 : at + 3] == [
                "Ring the bell at the side door.",
                "Website of Civic Hall: https://hall.example/",
            ]

    def test_notes_are_plain_words_with_whole_addresses(self):
        note = Markdown(
            "Bring **a pen**.\n\n- Read [the guide](/documents/).\n- There is *no* coffee."
        )
        place = replace(VIRTUAL, note=Markdown("Ask [Jo](mailto:jo@a.example) for `the link`."))
        (event,) = events(replace(TRAINING, note=note, place=place, deadline=None))
        for line in (
            "Bring a pen.",
            "• Read the guide (https://example.org/peer-support/documents/).",
            "• There is no coffee.",
            "Ask Jo (jo@a.example) for the link.",
        ):
            assert line in event.description.splitlines()
        assert not re.search(r"[*`]|\]\(", event.description)

    def test_several_runs_are_parts_and_belong_to_the_first(self):
        found = [e for e in events(EVENINGS) if e.kind is DateKind.TRAINING]
        assert [event.uid.partition("@")[0] for event in found] == [
            "cps-2021-11",
            "cps-2021-11-2",
            "cps-2021-11-3",
        ]
        assert [event.summary for event in found] == [
            f"CPSS Training (place to be announced), part {n} of 3" for n in (1, 2, 3)
        ]
        assert [event.related_to for event in found] == [None, found[0].uid, found[0].uid]
        assert len({event.description for event in found}) == 1
        assert (
            "Monday, November 8 to Friday, November 12, 2021; and Monday, November 15 to"
            in found[0].description
        )

    def test_hours_are_sessions_in_the_zone_of_the_site(self):
        event = by_name(EVENINGS)["-2"]
        hours = Hours(time(17), time(20, 30))
        assert event.when == Sessions(EVENINGS.runs[1].days, hours, "America/Chicago")
        assert "5 p.m. to 8:30 p.m. Central Time, each day" in event.description

    def test_one_day(self):
        day = DayRun(date(2022, 4, 28), date(2022, 4, 28))
        event = by_name(replace(TRAINING, runs=(Run(day),), hours=Hours(time(9), time(12))))[""]
        assert "CPSS Training: Thursday, April 28, 2022\n" in event.description
        assert "9 a.m. to noon Central Time\n" in event.description

    def test_only_those_who_are_still_there_are_contacts(self):
        text = by_name(replace(TRAINING, contacts=(AURORA,)))[""].description
        assert "Contact: Kathy Smith" in text
        assert "Aurora" not in text

    def test_nothing_empty_is_said(self):
        bare = replace(
            TRAINING,
            track=replace(TRACK, for_whom="", contacts=()),
            contacts=(),
            deadline=None,
        )
        (event,) = events_of(bare, replace(TELLING, site=replace(SITE, contacts=())), URL)
        assert event.description.splitlines() == [
            "CPSS Training: Monday, March 21 to Friday, March 25, 2022",
            "Place: Virtual Training",
            URL,
        ]


class TestDeadline:
    def test_of_a_training(self):
        event = by_name(TRAINING)["-deadline"]
        assert event.summary == "Application Deadline: CPSS Training, March 21 to 25, 2022"
        assert event.when == DayRun(date(2022, 2, 23), date(2022, 2, 23))
        assert event.location is None
        assert event.categories == ("Deadline", "CPSS Training")
        assert event.related_to == "cpss-2022-03@peer-support.example.org"
        lines = event.description.splitlines()
        assert (
            lines[0] == "Application Deadline: Wednesday, February 23, 2022, by the end of the day"
        )
        assert lines[1] == "CPSS Training: Monday, March 21 to Friday, March 25, 2022"
        assert len(lines) == len(set(lines))

    def test_a_time_of_day_stands_in_the_words(self):
        event = by_name(EVENINGS)["-deadline"]
        assert event.when == DayRun(date(2021, 9, 25), date(2021, 9, 25))
        assert (
            event.summary == "Application Deadline (by noon): CPSS Training, November 1 to 18, 2021"
        )
        assert event.description.startswith(
            "Application Deadline: Saturday, September 25, 2021 at noon Central Time\n"
        )

    def test_midnight_is_not_mistaken_for_the_end_of_the_day(self):
        midnight = replace(TRAINING, deadline=deadline(date(2022, 3, 1), time(0)))
        event = by_name(midnight)["-deadline"]
        assert event.summary.startswith("Application Deadline (by the start of the day): ")

    def test_a_training_without_one(self):
        assert list(by_name(replace(TRAINING, deadline=None))) == [""]

    def test_of_no_training(self):
        (event,) = events_of_deadline(RENEWAL, TELLING, URL)
        assert event == CalendarEvent(
            uid="renewal-2023@peer-support.example.org",
            kind=DateKind.DEADLINE,
            when=DayRun(date(2023, 9, 29), date(2023, 9, 29)),
            summary="CPSS renewal packet due (by 5 p.m.)",
            location=None,
            description="\n".join(
                [
                    "CPSS renewal packet due: Friday, September 29, 2023 at 5 p.m. Central Time",
                    "The date of receipt counts, not the postmark.",
                    "Contact: Kathy Smith, DMH Central Office, 601-359-1288",
                    URL,
                ]
            ),
            url=URL,
            categories=("Deadline",),
            status=EventStatus.CONFIRMED,
            related_to=None,
        )


class TestMilestones:
    def test_a_moment_and_a_run_of_days(self):
        found = by_name(EVENINGS)
        opening, interviews = found["-applications-open"], found["-interviews"]
        assert (
            opening.summary == "Applications open (at noon): CPSS Training, November 1 to 18, 2021"
        )
        assert opening.when == DayRun(date(2021, 9, 20), date(2021, 9, 20))
        assert opening.description.startswith(
            "Applications open: Monday, September 20, 2021 at noon Central Time\nCPSS Training: "
        )
        assert interviews.when == DayRun(date(2021, 10, 18), date(2021, 10, 21))
        assert interviews.description.startswith(
            "Interviews: Monday, October 18 to Thursday, October 21, 2021\n"
        )
        assert interviews.categories == ("Important date", "CPSS Training")
        assert interviews.related_to == "cps-2021-11@peer-support.example.org"

    @pytest.mark.parametrize(
        ("labels", "names"),
        [
            (("Exam",), ["-exam"]),
            (("Exam!", "exam", "EXAM 2"), ["-exam", "-exam--2", "-exam-2"]),
            (("Deadline", "Deadline"), ["-deadline--2", "-deadline--3"]),
            (("2", "22"), ["-2--2", "-22--2"]),
            (("…", "—"), ["-date", "-date--2"]),
            (("Prüfung", "申请"), ["-prüfung", "-申请"]),
            (("A_B",), ["-a-b"]),
        ],
    )
    def test_names(self, labels: tuple[str, ...], names: list[str]):
        assert milestone_names(*labels) == names

    @given(st.lists(st.text(max_size=8), max_size=6), st.text(max_size=8), st.data())
    def test_one_more_with_another_name_leaves_the_others_alone(
        self, labels: list[str], more: str, data: st.DataObject
    ):
        before = milestone_names(*labels)
        at = data.draw(st.integers(0, len(labels)))
        after = milestone_names(*labels[:at], more, *labels[at:])
        (name,) = milestone_names(more)
        if name.partition("--")[0] in {old.partition("--")[0] for old in before}:
            assert len(set(after)) == len(labels) + 1
        else:
            assert [*after[:at], *after[at + 1 :]] == before


class TestStatus:
    @pytest.mark.parametrize(
        ("status", "written", "name", "start", "notice"),
        [
            (Status.SCHEDULED, "CONFIRMED", "CPSS Training (virtual)", "Application", None),
            (
                Status.TENTATIVE,
                "TENTATIVE",
                "CPSS Training (virtual) (dates not firm)",
                "Application",
                "These dates may still change.",
            ),
            (
                Status.FULL,
                "CONFIRMED",
                "CPSS Training (virtual) (full)",
                "Application",
                "All places are taken.",
            ),
            (
                Status.POSTPONED,
                "CANCELLED",
                "POSTPONED: CPSS Training (virtual)",
                "POSTPONED: Application",
                "This training is postponed.",
            ),
            (
                Status.CANCELLED,
                "CANCELLED",
                "CANCELLED: CPSS Training (virtual)",
                "CANCELLED: Application",
                "This training is cancelled.",
            ),
        ],
    )
    def test_is_said_twice_and_holds_for_all_events(
        self, status: Status, written: str, name: str, start: str, notice: str | None
    ):
        with_exam = replace(TRAINING, status=status, milestones=(milestone("Exam"),))
        found = by_name(with_exam)
        assert {event.status.value for event in found.values()} == {written}
        assert found[""].summary == name
        assert found["-deadline"].summary.startswith(f"{start} Deadline: CPSS Training")
        assert ("Exam: CPSS Training" in found["-exam"].summary) is True
        for event in found.values():
            assert event.description.startswith(notice or ("CPSS", "Application", "Exam"))

    def test_days_and_names_stay_when_a_training_is_cancelled(self):
        cancelled = replace(TRAINING, status=Status.CANCELLED)
        assert [(e.uid, e.when) for e in events(cancelled)] == [
            (e.uid, e.when) for e in events(TRAINING)
        ]

    def test_a_postponed_training_does_not_promise_its_old_days(self):
        text = by_name(replace(TRAINING, status=Status.POSTPONED))[""].description
        assert "will not be held on the dates below" in text
        assert "new dates are not known yet" in text


class TestNames:
    def test_a_training_that_moves_keeps_its_names(self):
        moved = replace(
            EVENINGS,
            runs=tuple(
                Run(DayRun(run.days.first + timedelta(days=70), run.days.last + timedelta(days=71)))
                for run in EVENINGS.runs
            ),
            place=GULFPORT,
        )
        assert [e.uid for e in events(moved)] == [e.uid for e in events(EVENINGS)]
