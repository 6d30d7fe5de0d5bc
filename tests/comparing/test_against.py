"""`--against`: what a revision says is protected, and `fix` writes what people must be told."""

from __future__ import annotations

import json
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

    def problems(self, *arguments: str, today: str = TODAY) -> list[tuple[str, int, str]]:
        """Give code, line and message of each problem."""
        self._capsys.readouterr()
        asked = ["check", "--root", str(self.site.root), "--today", today, "--format", "json"]
        main([*asked, *arguments])
        found = json.loads(self._capsys.readouterr().out)["problems"]
        return [(one["code"], one["line"], one["message"]) for one in found]

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
    assert [one[:2] for one in checked.problems("--against", "HEAD")] == [
        ("published-gone", 1),
        ("change-not-told", 8),
        ("change-not-told", 11),
        ("change-not-told", 16),
        ("change-not-told", 24),
        ("published-id", 27),
        ("change-not-told", 34),
    ]
    assert [code for code, _, _ in checked.problems()] == ["change-without-word"]


@pytest.mark.usefixtures("edited")
def test_fix_writes_what_people_must_be_told_and_nothing_else(checked: Checked) -> None:
    checked.fix("--against", "HEAD")
    assert checked.text() == told()
    codes = [code for code, _, _ in checked.problems("--against", "HEAD")]
    assert codes == ["published-gone", "published-id"]
    again = checked.run("fix", "--yes", "--against", "HEAD", status=0)
    assert again == "There is nothing that can be mended without asking you.\n"
