"""`--against`: what a revision says is protected, and `fix` writes what people must be told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from repositories import SCHEDULE, TODAY, Repository

from sitegen.cli import main


class Checked:
    """What `check` and `fix` say of a site and its revisions."""

    def __init__(self, site: Repository, capsys: pytest.CaptureFixture[str]) -> None:
        self.site = site
        self._capsys = capsys

    def run(self, command: str, *arguments: str, status: int, today: str = TODAY) -> str:
        """Give what is said, on both streams."""
        self._capsys.readouterr()
        asked = [command, "--root", str(self.site.root), "--today", today, *arguments]
        found = main(asked)
        said = self._capsys.readouterr()
        assert found == status, said
        return said.out + said.err

    def errors(self, *arguments: str, today: str = TODAY) -> list[tuple[str, int, str]]:
        """Give code, line and message of each error."""
        self._capsys.readouterr()
        asked = ["check", "--root", str(self.site.root), "--today", today, "--format", "json"]
        main([*asked, *arguments])
        found = json.loads(self._capsys.readouterr().out)["problems"]
        errors = [one for one in found if one["severity"] == "error"]
        return [(one["code"], one["line"], one["message"]) for one in errors]

    def fix(self, *arguments: str, today: str = TODAY) -> str:
        return self.run("fix", "--yes", *arguments, status=0, today=today)

    def text(self) -> str:
        return (self.site.root / SCHEDULE).read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Repository:
    return Repository(tmp_path / "site", capsys)


@pytest.fixture
def checked(site: Repository, capsys: pytest.CaptureFixture[str]) -> Checked:
    return Checked(site, capsys)


WHOLE = """\
year: 2022   # made up
defaults:
  place: virtual
trainings:
  # A remark above the first one
  - id: cpss-2022-03
    track: cpss
    start: 2022-03-07
    end: 2022-03-11   # a Friday

  - {id: cpss-2022-05, track: cpss, start: 2022-05-16, end: 2022-05-20}
  - id: cpss-2022-07
    track: cpss
    start: 2022-07-18
    end: 2022-07-22
    deadline: 2022-06-20 17:00
    note: |
      Bring a pen.

  - id: cpss-2022-08
    track: cpss
    start: 2022-08-15
    end: 2022-08-19
    hours: 09:00 to 16:00
    changes:
      - {on: 2022-01-03, what: New rooms.}
  - id: cpss-2022-09
    track: cpss
    start: 2022-10-10
    end: 2022-10-14
  - id: cpss-2022-11
    track: cpss
    start: 2022-11-14
    end: 2022-11-18
deadlines:
  - id: papers-2022
    label: Papers due
    date: 2022-04-04
"""

EDITED = """\
year: 2022   # made up
defaults:
  place: virtual
trainings:
  # A remark above the first one
  - id: cpss-2022-03
    track: cpss
    start: 2022-03-14
    end: 2022-03-18   # a Friday

  - {id: cpss-2022-05, track: cpss, start: 2022-05-16, end: 2022-05-20, status: cancelled}
  - id: cpss-2022-07
    track: cpss
    start: 2022-07-18
    end: 2022-07-22
    deadline: {date: 2022-06-13 17:00, reason: The hall asks for a list.}
    note: |
      Bring a pen.

  - id: cpss-2022-08
    track: cpss
    start: 2022-08-15
    end: 2022-08-19
    hours: 09:00 to 17:00
    changes:
      - {on: 2022-01-03, what: New rooms.}
  - id: cpss-2022-10
    track: cpss
    start: 2022-10-10
    end: 2022-10-14
deadlines:
  - id: papers-2022
    label: Papers due
    date: 2022-04-04 12:00
"""
"""One moved, one cancelled, one deadline earlier, other hours, one renamed, one removed."""

TOLD = {
    "    end: 2022-03-18   # a Friday\n": """\
    changes:
      - on: 2022-01-10
        what: "Moved 7 days later, from Monday, March 7, 2022 to Monday, March 14, 2022. \
Application Deadline is 7 days later: it was Monday, February 7, 2022, and is Monday, \
February 14, 2022 now."
""",
    "status: cancelled": ", changes: [{on: 2022-01-10, what: This training is cancelled.}]",
    "      Bring a pen.\n": """\
    changes:
      - on: 2022-01-10
        what: "Application Deadline is 7 days earlier: it was Monday, June 20, 2022 at 5 p.m., \
and is Monday, June 13, 2022 at 5 p.m. now."
""",
    "      - {on: 2022-01-03, what: New rooms.}\n": """\
      - {on: 2022-01-10, what: "The hours were 9 a.m. to 4 p.m., and are 9 a.m. to 5 p.m. now."}
""",
    "    date: 2022-04-04 12:00\n": """\
    changes:
      - on: 2022-01-10
        what: "This deadline is earlier on that day: it was Monday, April 4, 2022, and is \
Monday, April 4, 2022 at noon now."
""",
}
"""Each line that tells a change, by what it is written behind."""


def told() -> str:
    text = EDITED
    for after, line in TOLD.items():
        assert text.count(after) == 1
        text = text.replace(after, after + line)
    return text


@pytest.fixture
def edited(site: Repository) -> None:
    site.write({SCHEDULE: WHOLE})
    site.commit()
    site.write({SCHEDULE: EDITED})


@pytest.mark.usefixtures("edited")
def test_each_way_to_lose_somebody_is_named_once(checked: Checked) -> None:
    assert [one[:2] for one in checked.errors("--against", "HEAD")] == [
        ("published-gone", 1),
        ("change-not-told", 8),
        ("change-not-told", 11),
        ("change-not-told", 16),
        ("change-not-told", 24),
        ("published-id", 27),
        ("change-not-told", 34),
    ]
    assert checked.errors() == []


@pytest.mark.usefixtures("edited")
def test_fix_writes_what_people_must_be_told_and_nothing_else(checked: Checked) -> None:
    checked.fix("--against", "HEAD")
    assert checked.text() == told()
    codes = [code for code, _, _ in checked.errors("--against", "HEAD")]
    assert codes == ["published-gone", "published-id"]
    again = checked.run("fix", "--yes", "--against", "HEAD", status=0)
    assert again == "There is nothing that can be mended without asking you.\n"


@pytest.mark.usefixtures("edited")
@pytest.mark.parametrize("form", ["github", "json", "sarif", "rdjson"])
def test_every_form_says_it_and_offers_the_same_line(form: str, checked: Checked) -> None:
    said = checked.run("check", "--against", "HEAD", "--format", form, status=1)
    assert said.count("published-gone") >= 1
    assert "Moved 7 days later" in said
    if form in {"json", "rdjson"}:
        line = '    changes:\n      - on: 2022-01-10\n        what: "Moved 7 days later'
        assert json.dumps("\n" + line)[1:-1] in said


@pytest.mark.usefixtures("edited")
def test_what_fix_would_write_is_shown_first(checked: Checked) -> None:
    said = checked.run("fix", "--against", "HEAD", status=1)
    assert '+        what: "Moved 7 days later' in said
    assert said.endswith("To write these changes to 1 file: sitegen fix --against HEAD --yes\n")
    assert checked.text() == EDITED


@pytest.mark.usefixtures("edited")
def test_what_is_past_may_be_corrected_without_a_word(checked: Checked) -> None:
    """Its address is not dates: where it has another id, links still lead to the old one."""
    assert checked.errors(today="2023-01-10") == []
    found = checked.errors("--against", "HEAD", today="2023-01-10")
    assert {code for code, _, _ in found} == {"address-gone"}
    assert all(said.startswith("/trainings/cpss-2022-09/") for _, _, said in found)


def test_a_folder_protects_as_a_revision_does(
    site: Repository, checked: Checked, tmp_path: Path
) -> None:
    shutil.copytree(site.root, tmp_path / "other")
    assert checked.errors("--against", str(tmp_path / "other")) == []
    site.edit(SCHEDULE, ("start: 2022-05-16", "start: 2022-05-17"))
    (found,) = checked.errors("--against", str(tmp_path / "other"))
    assert found[0] == "change-not-told"


def test_with_a_ledger_each_thing_is_said_once(site: Repository, checked: Checked) -> None:
    site.write({SCHEDULE: WHOLE})
    checked.run("record", status=0)
    site.commit()
    site.write({SCHEDULE: EDITED})
    alone = checked.errors()
    assert alone == checked.errors("--against", "HEAD")
    assert len(alone) == 7
    checked.fix()
    assert checked.text() == told()


def test_what_is_told_in_a_revision_must_stay_though_the_ledger_is_older(
    site: Repository, checked: Checked
) -> None:
    checked.run("record", status=0)
    site.edit(SCHEDULE, ("start: 2022-05-16", "start: 2022-05-17"))
    checked.fix()
    site.commit()
    assert checked.errors("--against", "HEAD") == []
    site.edit(SCHEDULE, ("start: 2022-05-17", "start: 2022-05-18"))
    (found,) = checked.errors("--against", "HEAD")
    assert "it was Tuesday, May 17 to Friday, May 20, 2022, and is Wednesday," in found[2]
    checked.fix("--against", "HEAD", today="2022-01-12")
    assert [line for line in checked.text().splitlines() if "- on: " in line] == [
        "      - on: 2022-01-10",
        "      - on: 2022-01-12",
    ]
    assert checked.errors("--against", "HEAD", today="2022-01-12") == []


def test_a_ledger_that_is_newer_than_the_revision_counts(
    site: Repository, checked: Checked
) -> None:
    site.edit(SCHEDULE, ("start: 2022-05-16", "start: 2022-05-17"))
    checked.fix("--against", "HEAD")
    checked.run("record", status=0)
    assert checked.errors("--against", "HEAD") == []
    site.edit(SCHEDULE, ("start: 2022-05-17", "start: 2022-05-18"))
    assert checked.errors("--against", "HEAD") == checked.errors()
    assert len(checked.errors()) == 1


def test_a_date_that_changes_again_before_it_is_published_is_told_anew(
    site: Repository, checked: Checked
) -> None:
    site.edit(SCHEDULE, ("start: 2022-05-16", "start: 2022-05-17"))
    checked.fix("--against", "HEAD")
    assert checked.errors("--against", "HEAD") == []
    site.edit(SCHEDULE, ("start: 2022-05-17", "start: 2022-05-18"))
    assert [code for code, _, _ in checked.errors("--against", "HEAD")] == ["change-not-told"]
    checked.fix("--against", "HEAD")
    assert "and is Wednesday, May 18 to Friday, May 20, 2022 now." in checked.text()
    assert checked.errors("--against", "HEAD") == []


def test_a_change_in_an_editors_own_words_is_never_doubted(
    site: Repository, checked: Checked
) -> None:
    own = '    changes: [{on: 2022-01-10, what: "It begins on a Tuesday."}]\n'
    site.edit(SCHEDULE, ("    start: 2022-05-16\n", "    start: 2022-05-17\n" + own))
    assert checked.errors("--against", "HEAD") == []


def test_what_is_new_is_not_asked_for(site: Repository, checked: Checked) -> None:
    site.edit(
        SCHEDULE, ("trainings:\n", "trainings:\n  - {id: new, track: cpss, start: 2022-06-06}\n")
    )
    assert checked.errors("--against", "HEAD") == []


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("nowhere", 2, "There is no folder with a site and no revision nowhere."),
        ("--help-me", 2, "expected one argument"),
    ],
)
def test_a_revision_that_is_not_there_is_told(
    name: str, status: int, said: str, checked: Checked
) -> None:
    if name.startswith("-"):
        with pytest.raises(SystemExit):
            checked.run("check", "--against", name, status=status)
        return
    for command in ("check", "fix"):
        assert said in checked.run(command, "--against", name, status=status)


def test_without_a_repository_a_sentence_says_so(site: Repository, checked: Checked) -> None:
    shutil.rmtree(site.root / ".git")
    said = checked.run("check", "--against", "HEAD", status=2)
    assert said.startswith("git cannot read revisions in ")


def test_a_base_with_errors_is_named_and_the_rest_is_checked(
    site: Repository, checked: Checked
) -> None:
    text = checked.text()
    site.edit(SCHEDULE, ("start: 2022-05-16", "start: 2022-05-36"))
    site.commit()
    site.write({SCHEDULE: text})
    said = checked.run("check", "--against", "HEAD", status=1)
    assert "The files of HEAD have errors, so nothing was compared with it." in said
    assert "No problems, 1 warning." in said
    assert "The files of HEAD have errors" in checked.run("fix", "--against", "HEAD", status=1)
    assert checked.text() == text


def test_a_schedule_that_is_gone_is_said_at_its_own_path(
    site: Repository, checked: Checked
) -> None:
    site.write({SCHEDULE: "year: 2022\ntrainings:\n  - {id: a, track: cpss, start: 2022-06-06}\n"})
    site.commit()
    site.write({"schedules/2023.yaml": "year: 2023\n"})
    (site.root / SCHEDULE).unlink()
    said = checked.run("check", "--against", "HEAD", status=1)
    assert "schedules/2022.yaml:1:1: error: `a` on Monday, June 6, 2022 is published" in said


@pytest.mark.usefixtures("edited")
def test_a_report_says_how_to_let_it_be_written(checked: Checked) -> None:
    said = checked.run("check", "--against", "HEAD", status=1)
    assert said.endswith("some of it: sitegen fix --against HEAD\n")
    checked.fix("--against", "HEAD")
    assert "sitegen fix" not in checked.run("check", "--against", "HEAD", status=1)


def test_a_site_in_another_language_is_only_offered_the_line(
    site: Repository, checked: Checked
) -> None:
    english = (site.root / "content/site.yaml").read_text(encoding="utf-8")
    site.write({"content/site.yaml": f"{english}language: es\n"})
    site.commit()
    site.edit(SCHEDULE, ("start: 2022-05-16", "start: 2022-05-17"))
    text = checked.text()
    assert "sitegen fix" not in checked.run("check", "--against", "HEAD", status=1)
    said = json.loads(checked.run("check", "--against", "HEAD", "--format", "json", status=1))
    (fix,) = [one["fix"] for one in said["problems"] if one["code"] == "change-not-told"]
    assert fix["safe"] is False
    assert "changes:" in fix["text"]
    checked.fix("--against", "HEAD")
    assert checked.text() == text


@pytest.mark.parametrize(
    ("path", "old", "new", "codes"),
    [
        (
            "content/site.yaml",
            "calendar_domain: peer-training.example.org",
            "calendar_domain: peers.example.org",
            ["calendar-domain"],
        ),
        (
            SCHEDULE,
            "    start: 2022-05-16\n    end: 2022-05-20\n",
            "    start: tbd\n",
            ["not-decided"],
        ),
        (SCHEDULE, "id: cpss-2022-05", "id: cpss-2022-5", ["published-id"]),
    ],
)
def test_what_else_a_ledger_protects_a_revision_protects_too(
    path: str, old: str, new: str, codes: list[str], site: Repository, checked: Checked
) -> None:
    site.edit(path, (old, new))
    assert checked.errors() == []
    assert [code for code, _, _ in checked.errors("--against", "HEAD")] == codes


def test_two_ids_that_were_exchanged_are_two_changes(site: Repository, checked: Checked) -> None:
    site.edit(SCHEDULE, ("id: cpss-2022-05", "id: other"))
    site.edit(SCHEDULE, ("id: cpss-2022-07", "id: cpss-2022-05"))
    site.edit(SCHEDULE, ("id: other", "id: cpss-2022-07"))
    codes = [code for code, _, _ in checked.errors("--against", "HEAD")]
    assert codes == ["change-not-told", "change-not-told"]


SHARED = "  deadline: {date: 2022-02-07, reason: All of them begin together.}\n"


def test_a_date_that_trainings_share_is_told_at_each_of_them(
    site: Repository, checked: Checked
) -> None:
    text = checked.text().replace("  place: virtual\n", f"  place: virtual\n{SHARED}")
    site.write({SCHEDULE: text})
    site.commit()
    site.edit(SCHEDULE, ("date: 2022-02-07", "date: 2022-02-04"))
    assert len(checked.errors("--against", "HEAD")) == 4
    checked.fix("--against", "HEAD")
    assert checked.errors("--against", "HEAD") == []
    line = "Application Deadline is 3 days earlier: it was Monday, February 7, 2022, and is Friday,"
    assert checked.text().count(line) == 4


def test_dates_that_another_rule_computes_are_told_where_the_trainings_stand(
    site: Repository, checked: Checked
) -> None:
    site.edit("content/tracks.yaml", ("rule: 28 days", "rule: 35 days"))
    assert len(checked.errors("--against", "HEAD")) == 4
    checked.fix("--against", "HEAD")
    assert checked.errors("--against", "HEAD") == []
    assert checked.text().count("Application Deadline is 7 days earlier: it was Monday,") == 4


@pytest.mark.usefixtures("edited")
def test_people_are_told_what_diff_says(site: Repository, checked: Checked) -> None:
    said = {one["words"] for one in site.comparison("HEAD")["differences"]}
    checked.fix("--against", "HEAD")
    new = [line for line in checked.text().splitlines() if line not in EDITED.splitlines()]
    written = " ".join(new)
    wanted = [
        words.removesuffix(" People may already miss it.").removeprefix("it ")
        for words in said
        if not words.startswith(("its id was", "it is no longer there", "the reason of"))
    ]
    assert len(wanted) == 6
    assert [words for words in wanted if words[1:] not in written] == []


PAGE = """\
---
title: What peers do
summary: Peers listen, and tell what helped them.
---
Peers listen, and tell what helped them.
"""


def test_a_page_that_is_gone_needs_something_that_leads_on(
    site: Repository, checked: Checked
) -> None:
    site.write({"content/pages/peers.md": PAGE})
    site.commit()
    (site.root / "content/pages/peers.md").rename(site.root / "content/pages/what-peers-do.md")
    ((code, _, message),) = checked.errors("--against", "HEAD")
    assert code == "address-gone"
    assert message.startswith("/peers/ was the page “What peers do”. Nothing is there now")
    said = checked.run("check", "--against", "HEAD", status=1)
    assert "Add under redirects: /peers/: /what-peers-do/" in said
    assert checked.errors() == []
    with (site.root / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write("redirects:\n  /peers/: /what-peers-do/\n")
    assert checked.errors("--against", "HEAD") == []


def test_the_pages_of_a_past_training_with_another_id_are_gone(
    site: Repository, checked: Checked
) -> None:
    """Its dates are past, so that its id is protected for links alone."""
    site.edit(SCHEDULE, ("id: cpss-2022-03", "id: cpss-2022-first"))
    found = checked.errors("--against", "HEAD", today="2022-12-01")
    assert {code for code, _, _ in found} == {"address-gone"}
    assert found[0][2].startswith("/trainings/cpss-2022-03/")


def test_of_a_track_with_another_id_each_address_is_said_once(
    site: Repository, checked: Checked
) -> None:
    text = (site.root / "content/tracks.yaml").read_text(encoding="utf-8")
    site.write({"content/tracks.yaml": text.replace("id: cpss", "id: peers")})
    schedule = (site.root / SCHEDULE).read_text(encoding="utf-8")
    site.write({SCHEDULE: schedule.replace("track: cpss", "track: peers")})
    found = checked.errors("--against", "HEAD")
    assert len(found) == len(set(found))
    said = " ".join(message for code, _, message in found if code == "address-gone")
    assert "/trainings/cpss/ was" in said
    assert ".ics" not in said
    assert {code for code, _, _ in found} == {"feed-gone", "address-gone"}
