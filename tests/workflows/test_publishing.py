"""From a change of `main` to what Pages serves: each command of the workflow is executed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from awaited import awaits
from hub import DAY, SCHEDULE, Event, Hub
from runner import WORKFLOWS, Run, commands, run, triggered, workflow

LATER = (
    (
        "start: 2022-03-21",
        "start: 2022-03-22\n    changes:\n      - {on: 2022-01-10, what: It begins a day later.}",
    ),
)
WRONG = (("end: 2022-03-25", "end: 2022-03-02"),)
NEXT_DAY = "2022-01-11"
CALENDAR = "calendars/all-trainings-and-deadlines.ics"

ALL_WELL = {"publish": "success", "deploy": "success"}
NOTHING = {"publish": "skipped", "deploy": "skipped"}


def published(hub: Hub, event: Event) -> dict[str, str]:
    """Run the workflow, and give what became of the jobs that publish."""
    found = run(hub, "publish", event).results
    assert found.pop("stay-awake") == ("success" if event.name == "schedule" else "skipped")
    return found


def sequences(hub: Hub) -> dict[str, int]:
    """Give the SEQUENCE of each entry that subscribers are served."""
    found = re.findall(
        r"^UID:(.*?)\r$.*?^SEQUENCE:(\d+)\r$",
        (hub.served / CALENDAR).read_bytes().decode(),
        re.MULTILINE | re.DOTALL,
    )
    assert found
    return {uid: int(number) for uid, number in found}


@awaits("publish")
class TestPublished:
    def test_a_change_of_main(self, tmp_path: Path) -> None:
        hub = Hub(tmp_path)
        assert published(hub, hub.push()) == ALL_WELL
        assert "March 21" in (hub.served / "index.html").read_text(encoding="utf-8")
        before = sequences(hub)
        assert set(before.values()) == {0}
        assert published(hub, hub.push(SCHEDULE, *LATER, day=NEXT_DAY)) == ALL_WELL
        assert "March 22" in (hub.served / "index.html").read_text(encoding="utf-8")
        after = sequences(hub)
        assert after.keys() == before.keys()
        assert 1 in after.values()

    def test_what_is_served_is_what_the_branch_holds(self, tmp_path: Path) -> None:
        hub = Hub(tmp_path)
        published(hub, hub.push())
        listed = hub.git("ls-tree", "-r", "--name-only", "published", at=hub.remote).splitlines()
        served = {
            one.relative_to(hub.served).as_posix() for one in hub.served.rglob("*") if one.is_file()
        }
        assert served == {one for one in listed if not one.startswith(".")}
        assert hub.git("rev-parse", "main", at=hub.remote) == hub.git("rev-parse", "main")

    def test_each_night_pages_are_of_the_day_and_github_is_told_to_go_on(
        self, tmp_path: Path
    ) -> None:
        hub = Hub(tmp_path)
        published(hub, hub.push())
        before = hub.refs()
        assert published(hub, hub.night(NEXT_DAY)) == ALL_WELL
        assert hub.refs() != before
        assert "January 11, 2022" in (hub.served / "index.html").read_text(encoding="utf-8")

    def test_the_clock_of_the_other_half_of_the_year_changes_nothing(self, tmp_path: Path) -> None:
        hub = Hub(tmp_path)
        published(hub, hub.push())
        before = hub.refs()
        assert published(hub, hub.night(DAY)) == ALL_WELL
        assert hub.refs() == before

    def test_by_hand(self, tmp_path: Path) -> None:
        hub = Hub(tmp_path)
        assert published(hub, hub.by_hand()) == ALL_WELL
        assert (hub.served / "index.html").is_file()

    def test_where_pages_has_failed_the_next_run_hands_over_what_the_branch_holds(
        self, tmp_path: Path
    ) -> None:
        hub = Hub(tmp_path)
        hub.pages_work = False
        assert published(hub, hub.push()) == {"publish": "success", "deploy": "failure"}
        assert not hub.served.exists()
        before = hub.refs()
        hub.pages_work = True
        assert published(hub, hub.night(DAY)) == ALL_WELL
        assert hub.refs() == before, "nothing was new"
        assert (hub.served / "index.html").is_file()

    def test_an_old_run_that_is_run_again_publishes_what_is_there_now(self, tmp_path: Path) -> None:
        hub = Hub(tmp_path)
        old = hub.push()
        published(hub, hub.push(SCHEDULE, *LATER))
        served = sequences(hub)
        assert published(hub, old) == ALL_WELL
        assert "March 22" in (hub.served / "index.html").read_text(encoding="utf-8")
        assert sequences(hub) == served

    def test_a_mistake_on_main_leaves_what_was_published(self, tmp_path: Path) -> None:
        hub = Hub(tmp_path)
        published(hub, hub.push())
        before, page = hub.refs().splitlines()[-1], (hub.served / "index.html").read_bytes()
        assert "refs/heads/published" in before
        hub.push(SCHEDULE, *WRONG)
        found = run(hub, "publish", hub.night(NEXT_DAY))
        assert found.results["publish"] == "failure"
        assert found.results["deploy"] == "skipped"
        assert "::error file=schedules/2022.yaml,line=6," in found.jobs["publish"].said
        assert hub.refs().splitlines()[-1] == before
        assert (hub.served / "index.html").read_bytes() == page


class TestNothingHappens:
    def found(self, hub: Hub, event: Event) -> Run:
        before = hub.refs()
        found = run(hub, "publish", event)
        assert hub.refs() == before
        assert not hub.served.exists()
        return found

    @pytest.mark.parametrize("variables", [{}, {"PUBLISH": ""}, {"PUBLISH": "no"}])
    def test_where_nobody_has_said_that_it_is_to_be_published(
        self, variables: dict[str, str], tmp_path: Path
    ) -> None:
        """A fork has the workflow, and no variables."""
        hub = Hub(tmp_path, variables=variables)
        for event in (hub.push(), hub.night(NEXT_DAY), hub.by_hand()):
            assert self.found(hub, event).results == {**NOTHING, "stay-awake": "skipped"}

    def test_for_another_branch(self, tmp_path: Path) -> None:
        hub = Hub(tmp_path)
        hub.git("branch", "edit")
        assert self.found(hub, hub.by_hand("edit")).results["publish"] == "skipped"
        event = Event(name="push", ref="refs/heads/edit", sha=hub.git("rev-parse", "edit"))
        assert not triggered(workflow("publish"), event)

    def test_where_a_rule_of_the_repository_refuses_the_push(self, tmp_path: Path) -> None:
        hub = Hub(tmp_path)
        event = hub.push()
        hub.protect()
        found = self.found(hub, event)
        assert found.results["publish"] == "failure"
        assert found.results["deploy"] == "skipped"


@pytest.mark.parametrize("file", ["publish.yml", "pages@night.yaml"])
def test_each_night_github_is_told_which_workflow_is_wanted(file: str, tmp_path: Path) -> None:
    hub = Hub(tmp_path)
    hub.programs["sitegen"] = "#!/bin/sh\nexit 1\n"
    found = run(hub, "publish", hub.night(NEXT_DAY), file=file)
    assert found.results["publish"] == "failure"
    assert found.results["stay-awake"] == "success", "also when publishing fails"
    (step,) = found.jobs["stay-awake"].steps
    path = f"repos/office/site/actions/workflows/{file}/enable"
    assert step.said == f"gh api --method PUT {path}\n"
    assert step.given == {"GH_TOKEN": "a-token"}


@awaits("publish", "build --preview", "check --against")
def test_every_command_of_every_workflow_is_executed(tmp_path: Path) -> None:
    executed = set()
    for name, propose in (
        ("check", lambda hub: hub.pull_request(SCHEDULE, *LATER)),
        ("test", lambda hub: hub.pull_request(".ci/run", ("All", "Really all"))),
        ("publish", lambda hub: hub.night(NEXT_DAY)),
    ):
        hub = Hub(tmp_path / name)
        found = run(hub, name, propose(hub))
        assert set(found.results.values()) == {"success"}
        steps = [step for job in found.jobs.values() for step in job.steps]
        executed |= {(name, step.command) for step in steps if step.outcome == "success"}
    assert commands(file.stem for file in WORKFLOWS.iterdir()) <= executed
