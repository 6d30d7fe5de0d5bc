"""Names of events: permanent, and nobody else's."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.programme.event_names import deadline_name, milestone_names, run_name
from sitegen.programme.model import DayRun, Milestone, Training

TODAY = date(2022, 1, 1)
DAY = DayRun(date(2022, 1, 1), date(2022, 1, 1))


def training() -> Training:
    """The first training of the real site."""
    root = Path(__file__).parents[2]
    programme = check_site(read_site_files(root), lambda _: TODAY).programme
    assert programme is not None
    return programme.trainings[0]


TRAINING = training()


def milestones(*labels: str) -> tuple[Milestone, ...]:
    return tuple(Milestone(label=label, days=DAY, at=None) for label in labels)


@given(st.lists(st.text(), max_size=6))
def test_the_events_of_one_training_never_share_a_name(labels: list[str]) -> None:
    one = replace(TRAINING, milestones=milestones(*labels), runs=(DAY, DAY, DAY))
    names = [run_name(one, n) for n in (1, 2, 3)] + [deadline_name(one), *milestone_names(one)]
    assert len(set(names)) == len(names)


@given(st.lists(st.text(), max_size=5), st.text())
def test_one_more_milestone_renames_no_other(labels: list[str], more: str) -> None:
    before = replace(TRAINING, milestones=milestones(*labels))
    after = replace(TRAINING, milestones=milestones(*labels, more))
    assert list(milestone_names(after))[: len(labels)] == list(milestone_names(before))
