"""Three programmes of other places, from public pages: every printed fact, in every output.

The README.md in each folder of `tests/projects/` names the pages, and what stands in words only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator
from read_pages import said_in
from test_dog_school import NO_WORDS

from sitegen.build import build_site
from sitegen.diagnostics import Diagnostic
from sitegen.settings import Settings

PROJECTS = Path(__file__).parents[1] / "projects"
IN_ITS_TIME = {
    "georgia": date(2025, 10, 6),
    "wisconsin": date(2021, 9, 13),
    "dbsa": date(2025, 2, 10),
}
"""Each programme, and a day on which its first training is still to come.

Applications are open in Georgia, and are not yet in Wisconsin.
"""

SAID = {
    "georgia": [],
    "wisconsin": ["requirements-unknown", "requirements-unknown", "unused"],
    "dbsa": [],
}
"""What the check says. What trainers need first is on no page, and no CPPS training is."""

NEVER = r"mississippi|dmh|cpssp?|bridgers?|certified provider|examplia\w*|dogs?|crisis|988"
WISCONSIN, DBSA = r"wisconsin|wicps|milwaukee|madison|uwm|cpps", r"dbsa\w*|depression|bipolar|vha"
GEORGIA = r"georgia\w*|gmhcn|tucker|jotform|carelon|dbhdd"
OF_OTHERS = {
    "georgia": f"{NEVER}|{WISCONSIN}|{DBSA}",
    "wisconsin": f"{NEVER}|{GEORGIA}|{DBSA}",
    "dbsa": f"{NEVER}|{GEORGIA}|{WISCONSIN}",
}
"""Words of the site in this repository, and of the other two."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A fact as its source prints it, and where it is found in what is made."""

    of: str
    source_says: str
    data: Mapping[str, object] = field(default_factory=dict)
    """By its place in trainings.json, where `/` leads on, to an entry by its name."""
    events: Mapping[str, tuple[date, date, str]] = field(default_factory=dict)
    """By its UID: its beginning, its end (the last day is included), and how its name begins."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """By the address of a page: its words."""

    def __str__(self) -> str:
        return f"{self.of}: {self.source_says}"


def day(text: str) -> date:
    return date.fromisoformat(text)


def cohort(number: int) -> Iterator[Fact]:
    """The two cohorts of Georgia, which have the same dates."""
    at, id_ = f"trainings/cps-{number}", f"cps-{number}"
    page = f"trainings/{id_}/"

    def fact(said: str, words: str, **more: Any) -> Fact:
        data = {f"{at}/{place}": value for place, value in more.get("data", {}).items()}
        events = {f"{id_}-{name}": event for name, event in more.get("events", {}).items()}
        return Fact(of="georgia", source_says=f"{number}: {said}", data=data, events=events,
                    pages={page: words, **more.get("pages", {})})  # fmt: skip

    name = f"CPS Training, Cohort {number}, November 2025"
    # One date of both cohorts, which stands once in a list.
    closes = (
        "Friday, October 10, 2025 10 Fri CPS Training, Cohort 107, November 2025 "
        "CPS Training, Cohort 108, November 2025 Apply this day by 5 p.m. Eastern Time"
    )
    yield fact(
        "CPS Cohort, November 2025",
        f"{name}, days not announced yet",
        data={
            "name": f"CPS Training, Cohort {number}",
            "title": f"Cohort {number}",
            "days": [],
            "expected/month": 11,
            "expected/year": 2025,
            "year_assumed": False,
        },
        pages={"trainings/": name},
    )
    yield fact(
        "opens October 3, 9 a.m.",
        "You can apply until",
        data={"opens/instant": "2025-10-03T09:00:00-04:00"},
        events={
            "-opens": (day("2025-10-03"), day("2025-10-03"), "Applications open (at 9 a.m.): ")
        },
    )
    yield fact(
        "closes October 10, 5 p.m.",
        "You can apply until Friday, October 10, 2025 at 5 p.m. Eastern Time.",
        data={"deadline/instant": "2025-10-10T17:00:00-04:00", "can_apply": True},
        events={
            "deadline": (day("2025-10-10"), day("2025-10-10"), "Application Deadline (by 5 p.m.)")
        },
        pages={"trainings/": closes},
    )
    told = "E-mail to you: accepted, or asked to an interview"
    yield fact(
        "notified by e-mail Friday, October 17, 8 p.m.",
        f"{told} Friday, October 17, 2025 at 8 p.m. Eastern Time",
        data={f"milestones/{told}/instant": "2025-10-17T20:00:00-04:00"},
        events={
            "e-mail-to-you-accepted-or-asked-to-an-interview": (
                day("2025-10-17"),
                day("2025-10-17"),
                f"{told} (at 8 p.m.)",
            )
        },
    )
    yield fact(
        "interviews Monday, October 20 through Thursday, October 23",
        "Interviews Monday, October 20 to Thursday, October 23, 2025",
        data={
            "milestones/Interviews/first": "2025-10-20",
            "milestones/Interviews/last": "2025-10-23",
        },
        events={"interviews": (day("2025-10-20"), day("2025-10-23"), "Interviews: ")},
    )
    final = "E-mail with the final decision"
    yield fact(
        "final decisions Friday, October 24, 8:00 p.m.",
        f"{final} Friday, October 24, 2025 at 8 p.m. Eastern Time",
        data={f"milestones/{final}/instant": "2025-10-24T20:00:00-04:00"},
        events={
            "e-mail-with-the-final-decision": (
                day("2025-10-24"),
                day("2025-10-24"),
                f"{final} (at 8 p.m.)",
            )
        },
    )
    fee = "Registration and training"
    yield fact(
        "fee $125.00, due Tuesday, November 4, by 5 p.m.",
        f"{fee}: $125, pay by Tuesday, November 4, 2025 at 5 p.m. Eastern Time",
        data={
            f"fees/{fee}/amount": 125,
            f"fees/{fee}/currency": "USD",
            f"fees/{fee}/due/instant": "2025-11-04T17:00:00-05:00",
        },
        events={
            "-due-registration-and-training": (
                day("2025-11-04"),
                day("2025-11-04"),
                f"$125 due ({fee}) (by 5 p.m.)",
            )
        },
    )
    yield fact(
        "testing dates December 8 – December 12",
        "Tests Monday, December 8 to Friday, December 12, 2025",
        data={"milestones/Tests/first": "2025-12-08", "milestones/Tests/last": "2025-12-12"},
        events={"tests": (day("2025-12-08"), day("2025-12-12"), "Tests: ")},
    )
    form = "https://form.jotform.com/252603764841156"
    yield fact(
        "apply online only",
        "Register Fill in the form online. There is no form on paper.",
        data={"register": form},
    )
    yield fact(
        "scholarships for hotel lodging only",
        "There are scholarships for hotel lodging only",
        pages={"trainings/cps/": "There are scholarships for hotel lodging only"},
    )


def of_georgia() -> Iterator[Fact]:
    for number in (107, 108):
        yield from cohort(number)
    track, rules, contact = "trainings/cps/", "designations/", "contact/"
    for said, page, words in (
        ("two weeks, 9 days in all", track, "takes two weeks, with 9 days in all"),
        ("Mon–Fri of week one", track, "In the first week it is Monday to Friday"),
        ("Mon–Thu of week two", track, "in the second week Monday to Thursday"),
        ("usually 8:30 a.m. to 4:30 p.m.", track, "usually goes from 8:30 a.m. to 4:30 p.m."),
        ("Georgians in mental health recovery", track, "Georgians in mental health recovery"),
        ("including substance use recovery", track, "in recovery from substance use as well"),
        ("those asked sign up for a slot", track, "If we ask you to an interview, sign up for one"),
        ("final decisions e-mailed to all", track, "We write to all who applied"),
        ("Georgians", rules, "lives in Georgia"),
        ("high school diploma/GED", rules, "has a high school diploma or a GED"),
        ("willing to identify", rules, "willing to be known as somebody who lives with a mental"),
        ("at least one year", rules, "toward wellness and recovery for at least one year"),
        ("presenters from GMHCN", "who-presents/", "Network (GMHCN) presents the training."),
        ("guests: Advocacy Office", "who-presents/", "the Georgia Advocacy Office"),
        ("guests: DBHDD", "who-presents/", "Behavioral Health and Developmental Disabilities"),
        ("guests: Carelon", "who-presents/", "Carelon"),
        ("funded by DBHDD", "who-presents/", "DBHDD funds the training."),
        ("name of the office", contact, "Georgia Mental Health Consumer Network info@gmhcn.org"),
        ("address", contact, "1990 Lakeside Parkway, Suite 100 Tucker, Georgia 30084"),
        ("e-mail address", contact, "info@gmhcn.org"),
    ):
        yield Fact(of="georgia", source_says=said, pages={page: words})


def of_wisconsin() -> Iterator[Fact]:
    at, page, central = (
        "trainings/cps-2021-11",
        "trainings/cps-2021-11/",
        ZoneInfo("America/Chicago"),
    )

    def fact(said: str, words: str = "", where: str = page, **more: Any) -> Fact:
        pages = {where: words} if words else {}
        return Fact(of="wisconsin", source_says=said, pages=pages, **more)

    runs = (
        ("2021-11-01", "2021-11-05"),
        ("2021-11-08", "2021-11-12"),
        ("2021-11-15", "2021-11-18"),
    )
    title = "CPS Training, Statewide Online (virtual), part "
    yield fact(
        "Nov 1–5 (Mon–Fri), 8–12 (Mon–Fri), 15–18 (Mon–Thu) 2021, 5–8:30 p.m. CT",
        "Monday, November 1 to Friday, November 5, 2021 Monday, November 8 to Friday, November 12, "
        "2021 Monday, November 15 to Thursday, November 18, 2021 Hours 5 p.m. to 8:30 p.m. Central "
        "Time, each day",
        data={
            f"{at}/days": [{"first": first, "last": last} for first, last in runs],
            f"{at}/year_assumed": False,
            f"{at}/hours/opens": "17:00",
            f"{at}/hours/closes": "20:30",
            f"{at}/hours/begins": "2021-11-01T17:00:00-05:00",
            f"{at}/hours/ends": "2021-11-18T20:30:00-06:00",
            f"{at}/timezone": "America/Chicago",
        },
        events={
            f"cps-2021-11{end}": (
                datetime.fromisoformat(f"{first}T17:00").replace(tzinfo=central),
                datetime.fromisoformat(f"{last}T20:30").replace(tzinfo=central),
                f"{title}{end[1:] or 1} of 3",
            )
            for end, (first, last) in zip(("", "-2", "-3"), runs, strict=True)
        },
    )  # fmt: skip
    yield fact(
        "Zoom, online", "Place Zoom (online)",
        data={f"{at}/place/name": "Zoom", f"{at}/place/mode": "virtual"},
    )  # fmt: skip
    yield fact(
        "applications open 12 noon Monday, September 20",
        "Opens Monday, September 20, 2021 at noon Central Time",
        data={f"{at}/opens/instant": "2021-09-20T12:00:00-05:00"},
        events={
            "cps-2021-11--opens": (
                day("2021-09-20"), day("2021-09-20"), "Applications open (at noon)",
            )
        },
    )  # fmt: skip
    yield fact(
        "deadline 12 noon Saturday, September 25",
        "Apply by Saturday, September 25, 2021 at noon Central Time",
        data={f"{at}/deadline/instant": "2021-09-25T12:00:00-05:00"},
        events={
            "cps-2021-11-deadline": (
                day("2021-09-25"), day("2021-09-25"), "Application Deadline (by noon)",
            )
        },
    )  # fmt: skip
    told = "We write to all who applied"
    yield fact(
        "applicants hear back within two weeks of the deadline",
        f"{told} By Saturday, October 9, 2021",
        data={
            f"{at}/milestones/{told}/last": "2021-10-09",
            f"{at}/milestones/{told}/meaning": "by",
        },
        events={
            "cps-2021-11-we-write-to-all-who-applied": (
                day("2021-10-09"), day("2021-10-09"), f"{told} (last day)",
            )
        },
    )  # fmt: skip
    yield fact("free", "Training: free", data={f"{at}/fees/Training/amount": 0})
    yield fact(
        "certification exam $50", "Certification exam: $50",
        data={
            f"{at}/fees/Certification exam/amount": 50,
            f"{at}/fees/Certification exam/currency": "USD",
        },
    )  # fmt: skip
    yield fact("choose 14–18 participants", "Room for 14 to 18 people")
    track, rules, contact = "trainings/cps/", "designations/", "contact/"
    parents, documents = "trainings/cpps/", "documents/"
    for said, where, words in (
        ("statewide, online", page, "CPS Training, Statewide Online"),
        ("trainers", page, "The trainers are Dominique Christian and Lynn McLaughlin."),
        ("sponsor", page, "Madison College (Madison Area Technical College) sponsors the training"),
        ("support", page, "Access To Independence supports it."),
        ("all 72 counties", track, "who live in any of the 72 counties of Wisconsin."),
        ("no cap on applications", track, "We take any number of applications."),
        ("at most 25 to virtual interviews", track, "at most 25 of those who applied to a virtual"),
        ("who gives the exam", track, "UW Milwaukee gives it."),
        ("CPS: 18 or older", track, "is 18 years old or older"),
        ("CPS: diploma or GED", track, "has a high school diploma or a GED"),
        ("CPS: resident", track, "lives in Wisconsin"),
        ("CPS: own experience", track, "has own lived experience of mental health or substance"),
        ("CPPS: 18 or older", parents, "is 18 years old or older"),
        ("CPPS: diploma or GED", parents, "has a high school diploma or a GED"),
        ("CPPS: resident", parents, "lives in Wisconsin"),
        ("CPPS: parenting", parents, "has lived experience of parenting a youth with social"),
        ("CPPS: concerns", parents, "social, emotional, behavioral or substance use concerns"),
        ("Wisconsin Peer Specialists", contact, "3810 Milwaukee Street Madison, WI 53714"),
        ("toll free", contact, "Wisconsin Peer Specialists 800-362-9877"),
        ("local", contact, "Wisconsin Peer Specialists, local number 608-242-8484"),
        ("UW Milwaukee", contact, "161 W Wisconsin Ave, 6th and 7th Floors Milwaukee, WI 53203"),
        ("UW Milwaukee, toll free", contact, "School of Continuing Education 800-222-3623"),
        ("UW Milwaukee, local", contact, "Continuing Education, local number 414-227-3200"),
        ("announcement", documents, "Announcement of the training of November 2021"),
    ):  # fmt: skip
        yield fact(said, words, where)

    def renewal(id_: str, label: str, due: str, hours: int, cost: str, **parts: float) -> Fact:
        place = f"credentials/{id_}/renewal"
        each = {name.replace("__", "-").replace("_", " "): one for name, one in parts.items()}
        within = [f"of which {name}: {one:g} hour{'s' * (one != 1)}" for name, one in each.items()]
        said = ["Continuing education: " + f"{hours} hours", *within, f"Cost: {cost}"]
        return fact(
            f"{label}: {due} every two years, {hours} hours, {cost}",
            f"{label} Every 2 years, by {due}. The year depends on the certificate. "
            f"What you must show {' '.join(said)}",
            rules,
            data={
                f"{place}/valid_for": "P2Y",
                f"{place}/cost": cost,
                f"{place}/hours/Continuing education/hours": hours,
                f"{place}/hours/Continuing education/including": [
                    {"label": name, "hours": one} for name, one in each.items()
                ],
            },
        )

    yield renewal("cps-certification", "Recertification", "August 30", 20, "$50")
    yield renewal(
        "cps-trainer", "CPS Trainer recertification", "September 30", 16, "$55.00",
        Cultural_Humility=4, Trauma__Informed_Care=4, Facilitation_Skill__Building=4,
        Demonstration_Facilitation=1.5,
    )  # fmt: skip
    yield renewal(
        "cpps-trainer", "CPPS Trainer recertification", "January 31", 16, "$55.00",
        Cultural_Humility=3, Trauma__Informed_Care=3, Facilitation_Skill__Building=3,
        Demonstration_Facilitation=1,
    )  # fmt: skip
    yield fact("remaining 2.5 hours any", "The other 2.5 hours can be of any kind.", rules)
    yield fact("from the year of certification", "count from the year of your certif", rules)
    yield fact("remaining 3 any", "The other 3 hours can be of any kind.", rules)


def course(first: str, last: str, named: str) -> Iterator[Fact]:
    """A public course of DBSA, whose four weeks follow from its first Monday."""
    id_ = f"peer-specialist-{first[:7]}"
    at, page = f"trainings/{id_}", f"trainings/{id_}/"
    mondays = [day(first) + timedelta(weeks=number) for number in range(4)]

    def on(one: date) -> str:
        return f"{one:%A}, {one:%B} {one.day}"

    begins, ends = on(day(first)), f"{on(day(last))}, 2025"
    yield Fact(
        of="dbsa",
        source_says=named,
        data={
            f"{at}/days": [{"first": first, "last": last}],
            f"{at}/year_assumed": False,
            f"{at}/place/name": "Zoom",
            f"{at}/place/mode": "virtual",
            f"{at}/timezone": "America/Chicago",
        },
        events={id_: (day(first), day(last), "Peer Specialist Course (virtual)")},
        pages={page: f"Days {begins} to {ends} Place Zoom (online)",
               "trainings/": f"{begins} to {ends}"},
    )  # fmt: skip
    for number, label, uid in (
        (1, "learning on your own, about 44 hours", "learning-on-your-own-about-44-hours"),
        (3, "check of what you know, about 4 hours", "check-of-what-you-know-about-4-hours"),
        (4, "final evaluations, certificates", "final-evaluations-certificates"),
    ):
        monday, named_so = mondays[number - 1], f"Week {number}: {label}"
        yield Fact(
            of="dbsa",
            source_says=f"{named}: week {number}",
            data={
                f"{at}/milestones/{named_so}/first": monday.isoformat(),
                f"{at}/milestones/{named_so}/meaning": "from",
            },
            events={
                f"{id_}-week-{number}-{uid}": (monday, monday, f"{named_so} (from this day on)")
            },
            pages={page: f"{named_so} From {on(monday)}, 2025"},
        )
    monday, friday = mondays[1], mondays[1] + timedelta(days=4)
    named_so = "Week 2: workshop on 4 days, about 32 hours"
    yield Fact(
        of="dbsa",
        source_says=f"{named}: week 2, Monday to Friday, 9AM to 5PM, Central Standard Time",
        data={
            f"{at}/milestones/{named_so}/first": monday.isoformat(),
            f"{at}/milestones/{named_so}/last": friday.isoformat(),
            f"{at}/milestones/{named_so}/hours": {"opens": "09:00", "closes": "17:00"},
        },
        events={
            f"{id_}-week-2-workshop-on-4-days-about-32-hours": (
                monday, friday, f"{named_so} (9 a.m. to 5 p.m.)",
            )
        },
        pages={
            page: f"{named_so} {on(monday)} to {on(friday)}, 2025, 9 a.m. to 5 p.m. Central Time, "
            "each day"
        },
    )  # fmt: skip
    whole, processing = (
        "Course, with materials and testing",
        "Processing, which counts toward the course",
    )
    yield Fact(
        of="dbsa",
        source_says=f"{named}: $1,500, and $75 when applying",
        data={f"{at}/fees/{whole}/amount": 1500, f"{at}/fees/{whole}/currency": "USD",
              f"{at}/fees/{processing}/amount": 75, f"{at}/fees/{processing}/currency": "USD",
              f"{at}/fees/{processing}/due": None},
        pages={page: "Cost You pay the processing fee when you apply "
               f"Fees {whole}: $1,500 {processing}: $75"},
    )  # fmt: skip
    form = "https://www.dbsalliance.org/get-involved/training/dbsas-peer-specialist-course-application/"
    yield Fact(
        of="dbsa",
        source_says=f"{named}: first come, first served",
        data={f"{at}/deadline": None, f"{at}/no_deadline": "first-come",
              f"{at}/register": form},
        pages={page: "Deadline none (first come, first served)"},
    )  # fmt: skip


def of_dbsa() -> Iterator[Fact]:
    yield from course("2025-03-03", "2025-03-28", "March 3 – March 28, 2025")
    yield from course("2025-05-05", "2025-05-30", "May 5 – May 30")
    yield from course("2025-07-07", "2025-08-01", "July 7 – August 1")
    yield from course("2025-10-06", "2025-10-31", "October 6 – October 31")
    track, rules, pay = "trainings/peer-specialist-course/", "designations/", "what-you-pay/"
    for said, page, words in (
        ("week 1", track, "Week 1: You learn on your own, for about 44 hours."),
        ("week 2", track, "Week 2: The core workshop on Zoom has 4 days and takes about 32 hours."),
        ("week 3", track, "Week 3: The last check of what you know takes about 4 hours."),
        ("week 4", track, "Week 4: The final evaluations are made, and certificates are given"),
        ("18 or older", rules, "is 18 years old or older"),
        ("own lived experience", rules,
         "lived experience in recovery from a mental health, trauma, or substance use condition"),
        ("willing to say so publicly", rules, "is willing to say so in public"),
        ("California", track, "For people in California, there is another page of DBSA."),
        ("in order of full payments", track, "Places go to those whose full payment comes first."),
        ("$1,500, veterans and non-veterans", pay,
         "The course costs $1,500 for each person, whether you are a veteran or not."),
        ("fee includes materials and testing", pay, "This includes the materials and the testing."),
        ("$75 when applying", pay, "You pay a processing fee of $75 when you apply."),
        ("not refundable", pay, "You do not get it back."),
        ("applied toward the $1,500", pay, "Once you are accepted, it counts toward the $1,500."),
        ("forfeited", pay, "If you are accepted and then cancel, you lose it."),
        ("Chapter 31", pay, "Veterans and their family can use their benefits of VHA Chapter 31."),
        ("contact", "contact/", "Depression and Bipolar Support Alliance Training@DBSAlliance.org"),
    ):  # fmt: skip
        yield Fact(of="dbsa", source_says=said, pages={page: words})


FACTS = [*of_georgia(), *of_wisconsin(), *of_dbsa()]


@dataclass(frozen=True)
class Made:
    """What was said of a programme, and every file that is made of it, by its address."""

    said: Sequence[Diagnostic]
    files: Mapping[str, str]

    def words(self, page: str) -> str:
        """The words of `main`, as they stand one after the other."""
        return said_in(self.files[f"{page}index.html"])

    def value(self, place: str) -> object:
        """What stands at a place of trainings.json."""
        value: Any = json.loads(self.files["trainings.json"])
        for name in place.split("/"):
            if isinstance(value, list):
                names = ("id", "label", "for")
                (value,) = [one for one in value if name in [one.get(key) for key in names]]
            else:
                value = value[name]
        return value

    def event(self, uid: str) -> tuple[date, date, str]:
        """The first moment of an event, the last (a day is included), and its name."""
        calendar = Calendar.from_ical(self.files["calendars/all-trainings-and-deadlines.ics"])
        events: list[Any] = calendar.walk("VEVENT")
        (one,) = [event for event in events if str(event["UID"]).split("@")[0] == uid]
        first, end = one["DTSTART"].dt, one["DTEND"].dt
        end += timedelta(days=one["RRULE"]["COUNT"][0] - 1 if "RRULE" in one else 0)
        last = end if isinstance(end, datetime) else end - timedelta(days=1)
        return first, last, str(one["SUMMARY"])


@cache
def built(folder: Path, name: str) -> Made:
    settings = Settings.of(PROJECTS / name, folder / name, None, ())
    said = build_site(settings, lambda _: IN_ITS_TIME[name]).report.diagnostics
    made = sorted(path for path in (folder / name).rglob("*") if path.is_file())
    texts = {path.relative_to(folder / name).as_posix(): path.read_text("utf-8") for path in made}
    return Made(said, texts)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("programmes")


@pytest.mark.parametrize("name", IN_ITS_TIME)
def test_it_is_built_and_only_what_is_odd_in_its_source_is_said(folder: Path, name: str) -> None:
    said = built(folder, name).said
    assert sorted(one.code for one in said) == SAID[name]
    files = built(folder, name).files
    schema = json.loads(files["trainings.schema.json"])
    Draft202012Validator(schema).validate(json.loads(files["trainings.json"]))


def as_far_as(said: object, found: object) -> object:
    """Give of what was found what the fact says something of: other fields hold other facts."""
    if isinstance(said, dict) and isinstance(found, dict):
        return {name: as_far_as(said[name], found.get(name)) for name in said}
    if isinstance(said, list) and isinstance(found, list) and len(said) == len(found):
        return [as_far_as(*both) for both in zip(said, found, strict=True)]
    return found


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_source_prints_is_found(folder: Path, fact: Fact) -> None:
    site = built(folder, fact.of)
    found = {place: site.value(place) for place in fact.data}
    assert as_far_as(fact.data, found) == fact.data
    for uid, (first, last, name) in fact.events.items():
        event = site.event(uid)
        assert event[:2] == (first, last)
        assert event[2].startswith(name)
    for page, words in fact.pages.items():
        assert words in site.words(page)
    assert fact.data or fact.events or fact.pages


@pytest.mark.parametrize("name", IN_ITS_TIME)
def test_every_event_is_a_fact_of_the_source(folder: Path, name: str) -> None:
    calendar = Calendar.from_ical(
        built(folder, name).files["calendars/all-trainings-and-deadlines.ics"]
    )
    events = {str(event["UID"]).split("@")[0] for event in calendar.walk("VEVENT")}
    assert events == {uid for fact in FACTS if fact.of == name for uid in fact.events}


@pytest.mark.parametrize("name", IN_ITS_TIME)
def test_nothing_that_is_made_of_it_has_words_of_other_programs(folder: Path, name: str) -> None:
    not_its_own = re.compile(rf"\b(?:{OF_OTHERS[name]})\b", re.IGNORECASE)
    found = {
        address: words
        for address, text in built(folder, name).files.items()
        if (words := not_its_own.findall(NO_WORDS.sub("", text)))
    }
    assert found == {}
