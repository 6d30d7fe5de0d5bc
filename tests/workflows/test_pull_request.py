"""What happens to a pull request: each command of its workflows is executed, from a fork too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from awaited import awaits
from hub import SCHEDULE, Event, Hub
from runner import Job, Run, run, triggered, workflow

UNTOLD = (
    ("start: 2022-03-21", "start: 2022-03-28"),
    ("end: 2022-03-25", "end: 2022-04-01"),
)
"""A training that moves by a week."""
CHANGES = "place: virtual\n    changes:\n      - {on: 2022-01-10, what: It moved by a week.}"
LATER = (*UNTOLD, ("place: virtual", CHANGES))
WRONG = (("end: 2022-03-25", "end: 2022-03-02"),)
REMARK = (("year: 2022", "# A remark of an editor.\nyear: 2022"),)


@dataclass(frozen=True)
class Checked:
    """A pull request, and the run that checked it."""

    hub: Hub
    run: Run
    before: str

    @property
    def job(self) -> Job:
        return self.run.jobs["check"]


def checked(folder: Path, propose: Callable[[Hub], Event], **programs: str) -> Checked:
    hub = Hub(folder)
    hub.programs = programs
    event = propose(hub)
    before = hub.refs()
    return Checked(hub, run(hub, "check", event), before)


@pytest.fixture(scope="module", params=["a fork", "a branch"])
def moved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return checked(
        tmp_path_factory.mktemp("moved"),
        lambda hub: hub.pull_request(SCHEDULE, *LATER, from_fork=request.param == "a fork"),
    )


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return checked(tmp_path_factory.mktemp("wrong"), lambda hub: hub.pull_request(SCHEDULE, *WRONG))


@pytest.fixture(scope="module")
def remark(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return checked(
        tmp_path_factory.mktemp("remark"), lambda hub: hub.pull_request(SCHEDULE, *REMARK)
    )


class TestGoodEdit:
    @awaits("check --against")
    def test_it_is_checked(self, moved: Checked) -> None:
        assert moved.job.outcomes("sitegen check") == ["success"]

    def test_the_summary_says_what_it_does(self, moved: Checked) -> None:
        assert moved.job.outcomes("sitegen diff before after") == ["success"]
        assert "## From before to after, as on Monday, January 10, 2022" in moved.job.summary
        assert "### Moved" in moved.job.summary
        assert "Monday, March 28" in moved.job.summary
        assert "7 days later" in moved.job.summary

    def test_only_the_change_is_told_where_main_has_gone_on(self, tmp_path: Path) -> None:
        def propose(hub: Hub) -> Event:
            hub.push("content/pages/welcome.md", ("title: ", "title: Very "))
            return hub.pull_request(SCHEDULE, *LATER)

        found = checked(tmp_path, propose)
        assert "### Moved" in found.job.summary
        assert "Very" not in found.job.summary, "that was there already"

    @awaits("check --against", "build --preview")
    def test_all_is_well_and_the_site_with_the_change_opens_from_disk(self, moved: Checked) -> None:
        assert moved.run.results == {"check": "success"}
        site = moved.run.artifacts["preview"]
        page = (site / "index.html").read_text(encoding="utf-8")
        assert "March 28" in page
        assert 'href="/' not in page, "a link from the top of a disk leads nowhere"
        assert "noindex" in page
        assert "](https://github.example/office/site/artifacts/1)" in moved.job.summary
        assert "Open `index.html` in it." in moved.job.summary

    def test_nothing_is_pushed(self, moved: Checked) -> None:
        assert moved.hub.refs() == moved.before


class TestMistake:
    @awaits("check --against")
    def test_it_is_named_at_its_line_and_the_job_fails(self, wrong: Checked) -> None:
        assert wrong.run.results == {"check": "failure"}
        assert wrong.job.outcomes("sitegen check") == ["failure"]
        assert "::error file=schedules/2022.yaml,line=6," in wrong.job.said

    @awaits("check --against")
    def test_the_comparison_is_still_asked_for_and_is_no_second_failure(
        self, wrong: Checked
    ) -> None:
        assert wrong.job.outcomes("sitegen diff before after") == ["success"]
        assert "what it changes cannot be said yet" in wrong.job.summary
        assert wrong.job.summary.count("Wednesday, March 2, 2022") == 1, "once is enough"

    def test_there_is_no_preview(self, wrong: Checked) -> None:
        assert wrong.run.artifacts == {}
        assert "See the site" not in wrong.job.summary


class TestNothingToSee:
    def test_the_summary_says_so(self, remark: Checked) -> None:
        assert "Nothing changes that a visitor sees" in remark.job.summary

    @awaits("check --against", "build --preview")
    def test_all_is_well(self, remark: Checked) -> None:
        assert remark.run.results == {"check": "success"}


@awaits("check --against")
def test_a_change_that_nobody_is_told_of_is_stopped_and_the_summary_still_says_it(
    tmp_path: Path,
) -> None:
    found = checked(tmp_path, lambda hub: hub.pull_request(SCHEDULE, *UNTOLD))
    assert found.run.results == {"check": "failure"}
    assert "::error file=schedules/2022.yaml,line=5," in found.job.said
    assert "### Moved" in found.job.summary
    assert found.run.artifacts == {}


def test_a_mistake_on_main_that_is_mended_is_no_failure(tmp_path: Path) -> None:
    def propose(hub: Hub) -> Event:
        hub.push(SCHEDULE, *WRONG)
        return hub.pull_request(SCHEDULE, *((new, old) for old, new in WRONG))

    found = checked(tmp_path, propose)
    assert found.job.outcomes("sitegen check") == ["success"]
    assert found.job.outcomes("sitegen diff before after") == ["success"]
    assert "what it changes cannot be said yet" in found.job.summary
    assert "These are the files of before." in found.job.said


def test_what_fails_in_the_comparison_itself_is_a_failure(tmp_path: Path) -> None:
    broken = '#!/bin/sh\n[ "$1" != diff ] || exit 3\n'
    found = checked(tmp_path, lambda hub: hub.pull_request(SCHEDULE, *LATER), sitegen=broken)
    assert found.job.outcomes("sitegen diff before after") == ["failure"]
    assert found.run.results == {"check": "failure"}


def test_what_cannot_be_installed_says_nothing_else(tmp_path: Path) -> None:
    found = checked(
        tmp_path, lambda hub: hub.pull_request(SCHEDULE, *LATER), python="#!/bin/sh\nexit 1\n"
    )
    assert found.run.results == {"check": "failure"}
    assert set(found.job.outcomes("sitegen")) == {"skipped"}
    assert found.job.summary == ""


# Attacks

NASTY = "$(touch${IFS}x)`touch${IFS}y`\"'&touch${IFS}z"


def test_what_an_outsider_names_things_is_never_part_of_a_command(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        lambda hub: hub.pull_request(SCHEDULE, *LATER, branch=NASTY, title=f"{NASTY}\n::error::x"),
    )
    assert found.job.outcomes("sitegen diff before after") == ["success"]
    assert "### Moved" in found.job.summary
    assert not [path for path in tmp_path.rglob("[xyz]") if ".git/" not in str(path)]
    assert "touch" not in found.job.said + found.job.summary


def test_a_program_that_a_fork_has_changed_pushes_nothing(tmp_path: Path) -> None:
    pushes = "#!/bin/sh\ngit push origin HEAD:refs/heads/main HEAD:refs/heads/published\n"
    for from_fork in (True, False):
        found = checked(
            tmp_path / str(from_fork),
            lambda hub, fork=from_fork: hub.pull_request(SCHEDULE, *LATER, from_fork=fork),
            sitegen=pushes,
        )
        assert "not granted" in found.job.said
        assert found.hub.refs() == found.before


# The tests of the program


def test_a_change_of_the_program_is_tested(tmp_path: Path) -> None:
    hub = Hub(tmp_path)
    found = run(hub, "test", hub.pull_request(".ci/run", ("All tests", "Really all tests")))
    assert found.results == {"test": "success"}
    assert "Really all tests pass." in found.jobs["test"].said


def test_a_change_of_content_alone_is_only_checked(tmp_path: Path) -> None:
    event = Hub(tmp_path).pull_request(SCHEDULE, *LATER)
    assert triggered(workflow("check"), event)
    assert not triggered(workflow("test"), event)
