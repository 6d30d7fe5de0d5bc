"""`sitegen diff`: exactly what is said of an edit, on real repositories."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from repositories import SCHEDULE, TODAY, Repository

from sitegen.cli import main
from sitegen.comparing.differences import HEADINGS, Comparison, Difference, Kind
from sitegen.comparing.json_form import diff_schema
from sitegen.comparing.reports import LARGEST_MARKDOWN, markdown_of, text_of

ROOT = Path(__file__).parents[2]
SITES = (
    ROOT,
    ROOT / "tests/projects/every-state",
    ROOT / "tests/projects/small",
    ROOT / "tests/clients/site",
)
REPORTS = Path(__file__).parent / "reports"
NOTHING = "Nothing changes that a visitor sees."

LATER = (
    "    start: 2022-03-07\n    end: 2022-03-11\n",
    "    start: 2022-03-21\n    end: 2022-03-25\n",
)
EARLIER_DEADLINE = (
    "    start: 2022-05-16\n",
    "    deadline: {date: 2022-04-11, reason: We need a week more.}\n    start: 2022-05-16\n",
)
CANCELLED = ("  - id: cpss-2022-07\n", "  - id: cpss-2022-07\n    status: cancelled\n")
ADDED = (
    "  - id: cpss-2022-09\n",
    (
        "  - id: cpss-2022-08\n    track: cpss\n    start: 2022-08-15\n    end: 2022-08-19\n"
        "  - id: cpss-2022-09\n"
    ),
)
YOUNGER = (
    ("age: at least 18", "age: at least 17"),
    ("is at least 18", "is at least 17"),
    (
        (
            "  - person: A 17-year-old\n    answers: {age: 17, lived_experience: yes}\n"
            "    cannot_apply_for: [adult]\n"
        ),
        (
            "  - person: A 17-year-old\n    answers: {age: 17, lived_experience: yes}\n"
            "    can_apply_for: [adult]\n"
            "  - person: A 16-year-old\n    answers: {age: 16, lived_experience: yes}\n"
            "    cannot_apply_for: [adult]\n"
        ),
    ),
)


@pytest.fixture
def site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Repository:
    return Repository(tmp_path / "site", capsys)


@pytest.mark.parametrize(
    ("form", "ending"), [("text", "txt"), ("markdown", "md"), ("json", "json")]
)
def test_an_edit_is_told_exactly_so(
    form: str, ending: str, site: Repository, request: pytest.FixtureRequest
) -> None:
    site.edit(SCHEDULE, LATER, EARLIER_DEADLINE, CANCELLED, ADDED)
    site.edit("content/designations.yaml", *YOUNGER)
    said = site.diff("HEAD", "--format", form)
    path = REPORTS / f"edit.{ending}"
    if request.config.getoption("--update-cases"):
        path.write_text(said, encoding="utf-8", newline="\n")
    assert said == path.read_text(encoding="utf-8")


def test_json_is_as_its_schema_says(site: Repository) -> None:
    schema = json.loads(diff_schema())
    Draft202012Validator.check_schema(schema)
    check = Draft202012Validator(schema)
    site.edit(SCHEDULE, LATER, EARLIER_DEADLINE, CANCELLED, ADDED)
    site.edit("content/designations.yaml", *YOUNGER)
    check.validate(json.loads(site.diff("HEAD", "--format", "json")))
    site.edit(SCHEDULE, ("year: 2022", "year: 2022x"))
    wrong = json.loads(site.diff("HEAD", "--format", "json", status=1))
    check.validate(wrong)
    assert wrong["comparison"] is None
    assert [one["name"] for one in wrong["wrong"]] == ["this folder"]
    assert wrong["wrong"][0]["report"]["counts"]["errors"] == 1


def test_every_kind_has_a_heading_and_stands_in_the_schema() -> None:
    assert list(HEADINGS) == list(Kind)
    assert all(f'"{kind}"' in diff_schema() for kind in Kind)


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_without_a_change_it_says_so(form: str, site: Repository) -> None:
    assert NOTHING in site.diff("--format", form)
    site.edit(SCHEDULE, ("year: 2022\n", "# A comment.\nyear: 2022\n"))
    assert NOTHING in site.diff("HEAD", "--format", form)
    assert site.comparison("HEAD")["changes_something"] is False


def test_the_real_site_against_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(ROOT), "--root", str(ROOT), "--today", "2022-01-10"]) == 0
    assert NOTHING in capsys.readouterr().out


def test_two_revisions_and_two_folders_are_compared(site: Repository, tmp_path: Path) -> None:
    first = site.commit()
    site.edit(SCHEDULE, CANCELLED)
    second = site.commit()
    other = Repository(tmp_path / "other", site._capsys)
    told = ["CPSS Training, July 18 to 22, 2022: it is cancelled."]
    assert site.said("cancelled", first, second) == told
    assert site.said("cancelled", str(other.root)) == told
    assert site.said("cancelled", str(other.root), second) == told
    again = site.said("status", second, first)
    assert again == ["CPSS Training, July 18 to 22, 2022: it is on again; it was cancelled."]


def test_the_work_tree_and_the_repository_are_left_alone(site: Repository) -> None:
    site.edit(SCHEDULE, CANCELLED)
    site.write({"notes.txt": "not under git"})
    site.git("add", "notes.txt")

    def state() -> tuple[bytes, dict[str, tuple[int, bytes]]]:
        files = [path for path in site.root.rglob("*") if path.is_file()]
        held = {str(one): (one.stat().st_mtime_ns, one.read_bytes()) for one in files}
        return site.git("--no-optional-locks", "status", "--porcelain"), held

    before = state()
    site.diff("HEAD")
    site.diff("HEAD", "HEAD")
    assert state() == before


# One kind of difference after another.


def test_a_training_that_moves_takes_its_computed_deadline_with_it(site: Repository) -> None:
    site.edit(SCHEDULE, LATER)
    assert site.said("moved") == [
        (
            "CPSS Training, March 7 to 11, 2022: moved 14 days later, from Monday, March 7, 2022 "
            "to Monday, March 21, 2022."
        )
    ]
    assert site.said("deadline") == [
        (
            "CPSS Training, March 7 to 11, 2022: Application Deadline is 14 days later: it was "
            "Monday, February 7, 2022, and is Monday, February 21, 2022 now."
        )
    ]
    (deadline,) = (
        one for one in site.comparison("HEAD")["differences"] if one["kind"] == "deadline"
    )
    assert deadline["cause"] == "the training moved"
    assert (deadline["was"], deadline["now"], deadline["days"]) == ("2022-02-07", "2022-02-21", 14)


def test_a_deadline_that_is_earlier_stands_first(site: Repository) -> None:
    site.edit(SCHEDULE, EARLIER_DEADLINE, CANCELLED)
    found = site.comparison("HEAD")["differences"]
    assert [one["kind"] for one in found[:2]] == ["deadline-earlier", "cancelled"]
    assert found[0]["words"].endswith("People may already miss it.")
    late = site.said("deadline-earlier", "HEAD", today="2022-04-15")
    assert late[0].endswith("That is past. People may already miss it.")
    assert site.said("deadline-earlier", "HEAD", today="2022-04-20") == [], "it was over already"


def test_a_rule_that_changes_is_the_cause(site: Repository) -> None:
    site.edit("content/tracks.yaml", ("28 days", "21 days"))
    found = site.comparison("HEAD")["differences"]
    assert {one["cause"] for one in found} == {
        "the rule of its track was 28 days before start, and is 21 days before start now"
    }
    assert [one["days"] for one in found] == [7] * 4


def test_a_closed_day_that_changes_is_the_cause(site: Repository) -> None:
    rule = (
        "rule: 28 days before start",
        "rule: 28 days before start\n      if_closed: next open day",
    )
    site.edit("content/tracks.yaml", rule)
    site.commit()
    site.edit(
        "content/closed-days.yaml", ("  - name: Labor Day\n    on: first Monday of September\n", "")
    )
    (one,) = site.comparison("HEAD")["differences"]
    assert (one["id"], one["days"], one["kind"]) == ("cpss-2022-09", -1, "deadline-earlier")
    assert one["cause"] == "Monday, September 5, 2022 is no closed day any more (Labor Day)"
    (one,) = (x for x in site.comparison("HEAD", "HEAD~1")["differences"])
    assert "next open day if closed" in one["cause"]


def test_days_that_are_announced_or_not_are_told(site: Repository) -> None:
    days = ("    start: 2022-05-16\n    end: 2022-05-20\n", "    start: May 2022\n")
    site.edit(SCHEDULE, days)
    site.commit()
    name = "CPSS Training (May 2022, days not announced yet)"
    site.edit(SCHEDULE, ("start: May 2022", "start: summer 2022"))
    (said,) = site.said("moved")
    assert said == f"{name}: it was expected in May 2022, and is expected in summer 2022 now."
    site.edit(SCHEDULE, ("start: summer 2022", "start: tbd"))
    assert site.said("moved")[0].endswith("and is expected at a time to be told now.")
    site.git("checkout", "--", SCHEDULE)
    site.edit(SCHEDULE, days[::-1])
    assert site.said("moved") == [
        f"{name}: its days are announced: Monday, May 16 to Friday, May 20, 2022."
    ]
    site.commit()
    site.edit(SCHEDULE, days)
    assert site.said("moved") == [
        (
            "CPSS Training, May 16 to 20, 2022: its days hold no longer: Monday, May 16 to Friday, "
            "May 20, 2022. Now it is expected in May 2022."
        )
    ]
    site.git("checkout", "--", SCHEDULE)
    site.edit(SCHEDULE, days)
    site.commit()
    site.edit(SCHEDULE, ("id: cpss-2022-05", "id: cpss-spring"))
    assert len(site.said("renamed")) == 1


def test_a_day_of_renewal_that_moves_has_its_cause(site: Repository) -> None:
    path = "content/designations.yaml"
    text = (site.root / path).read_text(encoding="utf-8")
    certified = """certification:
  name: Peer certification
  requires:
    - text: has lived experience
      when: {lived_experience: yes}
  renewal:
    label: Renew the certification
    every: 2 years
    due: September 5 or the working day after
    from: 2022
tests:
"""
    site.write({path: text.replace("tests:\n", certified)})
    site.commit()
    site.edit("content/closed-days.yaml", ("first Monday of September", "first Monday of October"))
    (one,) = (x for x in site.comparison("HEAD")["differences"] if "renewal" in (x["id"] or ""))
    assert (one["was"], one["now"], one["kind"]) == ("2022-09-06", "2022-09-05", "deadline-earlier")
    assert one["cause"] == "Monday, September 5, 2022 is no closed day any more (Labor Day)"
    site.edit(path, ("September 5 or the", "September 10 or the"))
    said = [x["cause"] for x in site.comparison("HEAD")["differences"] if x["cause"]]
    assert said[0].startswith(
        "the rule of its renewal was September 5 or the working day after, and is September 10 or "
        "the working day after now"
    )


def test_an_id_that_is_renamed_is_the_same_training(site: Repository) -> None:
    site.edit(SCHEDULE, ("id: cpss-2022-05", "id: cpss-may"))
    found = site.comparison("HEAD")
    assert [(one["kind"], one["was"], one["now"]) for one in found["differences"]] == [
        ("renamed", "cpss-2022-05", "cpss-may")
    ]
    assert "may have it twice. To keep it: id: cpss-2022-05" in found["differences"][0]["words"]
    assert "/trainings/cpss-2022-05/" in found["addresses_gone"]
    assert "/trainings/cpss-may/" in found["addresses_added"]
    (calendar, *_) = found["calendars"]
    assert (calendar["added"], calendar["gone"]) == (2, 2)


def test_what_is_deleted_vanishes_without_a_word(site: Repository) -> None:
    text = (site.root / SCHEDULE).read_text(encoding="utf-8")
    begin, end = text.index("  - id: cpss-2022-05"), text.index("  - id: cpss-2022-07")
    (site.root / SCHEDULE).write_text(text[:begin] + text[end:], encoding="utf-8")
    (said,) = site.said("gone")
    assert said == (
        "CPSS Training, May 16 to 20, 2022: it is no longer there. It vanishes from people's "
        "calendars without a word. If it is called off, keep it with status: cancelled."
    )
    assert (
        "1 entry differs: CPSS Training, May 16" in site.said("past", "HEAD", today="2022-06-01")[0]
    )


@pytest.mark.parametrize(
    ("field", "kind", "words"),
    [
        ("status: postponed", "postponed", "it is postponed. The new days are not known yet."),
        ("status: full", "status", "it is full."),
        ("hours: 09:00 to 16:00", "hours", "the hours are new: 9 a.m. to 4 p.m."),
        ("place: tbd", "place", "the place was Virtual Training, and is not set now."),
        ("cost: $50", "fact", "the cost is new: $50."),
        ("note: Bring a pen.", "fact", "the note is new."),
        (
            "opens: 2022-04-01",
            "opening",
            "Applications open Friday, April 1, 2022. Before, one could apply at once.",
        ),
        (
            "milestones: [{label: Interviews, date: 2022-05-02}]",
            "milestone",
            "Interviews is new: Monday, May 2, 2022.",
        ),
        ("title: Cohort 7", "fact", "the title is new: Cohort 7."),
        ("capacity: 20-25", "fact", "the number of places is new: 20 to 25."),
        (
            "register: https://forms.example.org/x",
            "fact",
            "the way to register is new: https://forms.example.org/x.",
        ),
        ("fees: [{for: Training, amount: 150 USD}]", "fact", "the fees are new: $150 (Training)."),
        (
            "fees: [{for: Training, amount: 150 USD, due: 2022-05-02}]",
            "deadline",
            "$150 due (Training) is new: Monday, May 2, 2022.",
        ),
        (
            "status: waiting-list",
            "status",
            "it is full, and one can be put on a waiting list.",
        ),
        (
            "milestones: [{label: Certificate, about: 2 months after the end}]",
            "milestone",
            "the dates that nobody has set are new: Certificate: About July 20, 2022.",
        ),
        (
            "deadline: none",
            "deadline",
            "Application Deadline is none now; it was Monday, April 18, 2022.",
        ),
    ],
)
def test_a_field_that_changes_is_told(field: str, kind: str, words: str, site: Repository) -> None:
    site.edit(SCHEDULE, ("  - id: cpss-2022-05\n", f"  - id: cpss-2022-05\n    {field}\n"))
    assert site.said(kind) == [f"CPSS Training, May 16 to 20, 2022: {words}"]


def test_what_is_to_be_done_by_an_earlier_day_is_a_deadline_too(site: Repository) -> None:
    fee = "fees: [{for: Training, amount: 150 USD, due: 2022-05-02}]"
    step = "milestones: [{label: Your form, by: 2022-05-09}, {label: Interviews, date: 2022-05-10}]"
    site.edit(SCHEDULE, ("id: cpss-2022-05\n", f"id: cpss-2022-05\n    {fee}\n    {step}\n"))
    site.commit()
    site.edit(SCHEDULE, ("05-02", "04-29"), ("05-09", "05-06"), ("05-10", "05-09"))
    name = "CPSS Training, May 16 to 20, 2022"
    assert site.said("deadline-earlier") == [
        (
            f"{name}: $150 due (Training) is 3 days earlier: it was Monday, May 2, 2022, and is "
            "Friday, April 29, 2022 now. People may already miss it."
        ),
        (
            f"{name}: Your form is 3 days earlier: it was by Monday, May 9, 2022, and is by "
            "Friday, May 6, 2022 now. People may already miss it."
        ),
    ]
    assert len(site.said("milestone")) == 1
    site.git("checkout", "--", SCHEDULE)
    site.edit(SCHEDULE, ("by: 2022-05-09", "from: 2022-05-09"))
    assert site.said("milestone") == [
        (
            f"{name}: Your form is meant otherwise: it was by Monday, May 9, 2022, and is from "
            "Monday, May 9, 2022 now."
        )
    ]


def test_somebody_who_is_replaced_is_told_with_the_pages(site: Repository) -> None:
    office = "    office: main-office\n"
    new = f"  - id: sam-hill\n    name: Sam Hill\n{office}"
    site.edit("content/contacts.yaml", (office, f"{office}    status: former\n{new}"))
    site.edit("content/tracks.yaml", ("[maria-lopez]", "[sam-hill]"))
    site.edit("content/site.yaml", ("[maria-lopez]", "[sam-hill]"))
    (one,) = (one for one in site.comparison("HEAD")["differences"])
    assert one["about"] == "The whole site, Track CPSS Training"
    assert one["words"] == "Maria Lopez is replaced by Sam Hill."
    assert {"/contact/", "/trainings/cpss/", "/trainings/cpss-2022-05/"} <= set(one["pages"])


def test_a_number_that_changes_is_told_with_the_pages(site: Repository) -> None:
    site.edit("content/contacts.yaml", ("601-555-0100", "601-555-0199"))
    (one,) = site.comparison("HEAD")["differences"]
    assert (one["about"], one["kind"]) == ("Main Office", "contact")
    assert one["words"] == "the phone number was 601-555-0100, and is 601-555-0199 now."
    assert "/contact/" in one["pages"]


def test_a_place_that_changes_is_told_once(site: Repository) -> None:
    site.edit("content/places.yaml", ("name: Virtual Training", "name: Online"))
    (one,) = site.comparison("HEAD")["differences"]
    assert (one["about"], one["kind"], one["id"]) == ("Virtual Training", "place", "virtual")
    assert one["words"] == (
        "the name was Virtual Training, and is Online now. 4 trainings are to be held there."
    )


def test_a_page_of_prose_is_told_by_its_sentences(site: Repository) -> None:
    path = "content/pages/welcome.md"
    text = (site.root / path).read_text(encoding="utf-8")
    (site.root / path).write_text(f"{text}\nCome on Friday.\n", encoding="utf-8")
    found = site.comparison("HEAD")
    assert found["differences"] == []
    assert found["pages"] == [
        {"pages": ["/welcome/"], "no_longer": [], "new": ["Come on Friday."], "reordered": False}
    ]


def test_a_link_that_leads_elsewhere_is_told(site: Repository) -> None:
    path = "content/pages/welcome.md"
    text = (site.root / path).read_text(encoding="utf-8")
    link = "\n[Read more](https://example.org/a)\n"
    site.write({path: text + link})
    site.commit()
    site.edit(path, ("example.org/a", "example.org/b"))
    (page,) = site.comparison("HEAD")["pages"]
    assert page["no_longer"] == ["Read more (leads to https://example.org/a)"]
    assert page["new"] == ["Read more (leads to https://example.org/b)"]


def test_another_order_is_told(site: Repository) -> None:
    path = "content/pages/welcome.md"
    text = (site.root / path).read_text(encoding="utf-8")
    site.write({path: f"{text}\nFirst words.\n\nSecond words.\n"})
    site.commit()
    site.write({path: f"{text}\nSecond words.\n\nFirst words.\n"})
    assert "the same words in another order" in site.diff("HEAD")


def test_another_file_at_the_address_of_a_document_is_told(site: Repository) -> None:
    shutil.copytree(ROOT / "tests/projects/every-state/content/files", site.root / "content/files")
    name = "guide.pdf"
    text = (site.root / "content/documents.yaml").read_text(encoding="utf-8")
    site.write({"content/documents.yaml": f"{text}  - {{id: form, label: A form, file: {name}}}\n"})
    site.commit()
    file = site.root / "content/files" / name
    file.write_bytes(file.read_bytes().replace(b"%%EOF", b"% Newer.\n%%EOF"))
    assert site.said("document") == [
        f"A form: the file {name} is another one. Its address is the same."
    ]


def test_another_look_is_told(site: Repository) -> None:
    site.edit("content/site.yaml", ("timezone:", "look: {light: {accent: '#7a1f5c'}}\ntimezone:"))
    assert len(site.said("look")) == 1
    assert NOTHING not in site.diff("HEAD")


def test_a_rule_that_decides_nobody_differently_is_told(site: Repository) -> None:
    site.edit("content/designations.yaml", ("has lived experience", "has some lived experience"))
    assert site.said("rule") == [
        (
            "Adult: what one must meet is said or decided in another way. "
            "No example person is decided differently."
        )
    ]


def test_templates_are_not_compared_and_that_is_said(site: Repository) -> None:
    site.write({"templates/partials/own.html": "Words."})
    said = site.diff("HEAD")
    assert NOTHING not in said
    assert "Nothing changes in the content that a visitor sees." in said
    assert "The site's own templates differ." in said
    assert site.comparison("HEAD")["templates_differ"] is True


def test_trainings_of_one_name_are_told_apart(site: Repository) -> None:
    second = "  - id: cpss-2022-05\n    track: cpss\n    start: 2022-05-16\n    end: 2022-05-20\n"
    again = second.replace("2022-05\n", "2022-05-b\n", 1)
    site.edit(SCHEDULE, (second, f"{second}{again}"))
    site.commit()
    site.edit(SCHEDULE, ("id: cpss-2022-05-b\n", "id: cpss-2022-05-b\n    status: cancelled\n"))
    (said,) = site.said("cancelled")
    assert said == "CPSS Training, May 16 to 20, 2022 (cpss-2022-05-b): it is cancelled."


def test_a_deadline_of_its_own_is_told(site: Repository) -> None:
    entry = "deadlines:\n  - {id: renewal, label: Renewal, date: 2022-06-30}\n"
    site.write({SCHEDULE: (site.root / SCHEDULE).read_text(encoding="utf-8") + entry})
    site.commit()
    site.edit(SCHEDULE, ("2022-06-30", "2022-06-15"))
    assert site.said("deadline-earlier") == [
        (
            "Renewal, June 30, 2022: it is 15 days earlier: it was Thursday, June 30, 2022, and is "
            "Wednesday, June 15, 2022 now. People may already miss it."
        )
    ]
    site.git("checkout", "--", SCHEDULE)
    site.edit(SCHEDULE, ("date: 2022-06-30", "date: 2022-06-30, status: cancelled"))
    assert site.said("cancelled") == ["Renewal, June 30, 2022: it is cancelled."]


def test_what_is_said_of_many_alike_is_said_once(site: Repository) -> None:
    site.edit("content/tracks.yaml", ("label: Application Deadline", "label: Last day to apply"))
    found = site.comparison("HEAD")["differences"]
    assert [one["kind"] for one in found] == ["fact"] * 4
    said = site.diff("HEAD")
    assert said.count("the name of the deadline was Application Deadline") == 1
    assert "July 18 to 22, 2022; and 1 more: the name of the deadline" in said


def test_markdown_fits_into_a_comment() -> None:
    many = tuple(
        Difference(kind=Kind.ADDED, about=f"Training {number}", words="it is new.")
        for number in range(5000)
    )
    day = date(2022, 1, 10)
    comparison = Comparison(old="a", new="b", today=day, differences=many, templates_differ=True)
    said = markdown_of(comparison)
    assert LARGEST_MARKDOWN - 200 < len(said) <= LARGEST_MARKDOWN + 100
    assert "more. Run `sitegen diff` to see them all.\n" in said
    assert said.endswith("so look at the pages: sitegen serve\n")
    assert text_of(comparison).count("it is new.") == 5000


# What subscribers have.


def test_what_is_published_is_compared_by_the_ledger(site: Repository) -> None:
    assert "Nothing is recorded as published yet" in site.diff("published", status=2)
    assert main(["record", "--root", str(site.root), "--today", TODAY]) == 0
    assert "Nothing changes in what subscribers have." in site.diff("published")
    told = '    changes: [{on: 2022-01-10, what: "Moved from March 7 to March 21, 2022."}]\n'
    site.edit(SCHEDULE, (LATER[0], LATER[1] + told), ADDED)
    found = site.comparison("published")
    assert [(one["kind"], one["days"]) for one in found["differences"]] == [
        ("moved", 14),
        ("deadline", 14),
        ("added", None),
    ]
    assert found["calendars"][0]["changed"] == 2
    assert found["calendars"][0]["added"] == 2
    assert found["pages_compared"] is False


# Whole programs, and where it is run.


@pytest.mark.parametrize(("old", "new"), list(zip(SITES, (*SITES[1:], SITES[0]), strict=True)))
def test_any_two_programs_can_be_compared(
    old: Path, new: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check = Draft202012Validator(json.loads(diff_schema()))
    for form in ("json", "text", "markdown"):
        arguments = ["diff", str(old), str(new), "--root", str(ROOT), "--today", "2031-03-05"]
        assert main([*arguments, "--format", form]) == 0
        said = capsys.readouterr().out
        assert len(said) > 1000
        if form == "json":
            found = json.loads(said)
            check.validate(found)
            assert found["comparison"]["changes_something"]
    assert main(["diff", str(new), str(new), "--root", str(ROOT), "--today", "2031-03-05"]) == 0
    assert NOTHING in capsys.readouterr().out


# What cannot be compared.


def test_a_side_with_errors_is_reported_and_nothing_is_compared(site: Repository) -> None:
    site.edit(SCHEDULE, ("end: 2022-05-20", "end: 2022-05-02"))
    said = site.diff("HEAD", status=1)
    assert "schedules/2022.yaml:" in said
    assert "Nothing was compared. These are the files of this folder." in said
    wrong = site.commit()
    assert f"files of {wrong}." in site.diff(wrong, "HEAD~1", status=1)
    assert said.count("Nothing was compared") == 1
    assert "Nothing was compared" in site.diff("HEAD", "--format", "markdown", status=1)
