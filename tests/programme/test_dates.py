"""All dates of one entry; the names of their events are permanent, and nobody else's."""

from datetime import date, time
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.lazy import replace
from sitegen.programme.dates import DateKind, dates_of, event_names, listed_dates
from sitegen.programme.model import (
    DayRun,
    Deadline,
    Milestone,
    Moment,
    Opening,
    OtherDeadline,
    Run,
    Status,
    Training,
)

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
    due = Deadline(label="Deadline", moment=Moment(DAY.first), reason=None)
    opens = Opening(label=None, moment=Moment(DAY.first), reason=None)
    one = replace(
        TRAINING,
        milestones=milestones(*labels),
        runs=(Run(DAY), Run(DAY), Run(DAY)),
        deadline=due,
        opens=opens,
    )
    names = [date_.name for date_ in dates_of(one)]
    assert len(set(names)) == len(names) == 3 + 2 + len(labels)
    assert sorted(event_names(one)) == sorted(names)


def test_a_milestone_that_is_called_as_an_opening_keeps_its_name() -> None:
    milestone = replace(TRAINING, milestones=milestones("Opens", "opens"))
    opens = Opening(label="Opens", moment=Moment(DAY.first), reason=None)
    both = [date_.name for date_ in dates_of(replace(milestone, opens=opens))]
    before = [date_.name for date_ in dates_of(milestone)]
    assert [name for name in both if name in before] == before
    assert set(both) - set(before) == {f"{TRAINING.id}--opens"}


@given(st.dates(), st.times(), st.none() | st.text())
def test_the_name_of_an_opening_follows_from_the_id_only(
    day: date, at: time, label: str | None
) -> None:
    opens = Opening(label=label, moment=Moment(day, at), reason=None)
    (one,) = (d for d in dates_of(replace(TRAINING, opens=opens)) if d.kind is DateKind.OPENING)
    assert (one.name, one.moment) == (f"{TRAINING.id}--opens", opens.moment)


@given(st.lists(st.text(), max_size=5), st.text())
def test_one_more_milestone_renames_no_other(labels: list[str], more: str) -> None:
    before = replace(TRAINING, milestones=milestones(*labels))
    after = replace(TRAINING, milestones=milestones(*labels, more))
    assert list(dates_of(after))[:-1] == list(dates_of(before))


def test_of_what_is_called_off_only_its_own_days_are_listed() -> None:
    one = replace(TRAINING, milestones=milestones("Exam"), status=Status.CANCELLED)
    assert [date_.name for date_ in listed_dates(one)] == [one.id]
    assert not any(date_.holds for date_ in dates_of(one))


def test_midnight_ends_the_day_before_a_deadline_and_no_milestone() -> None:
    midnight, day = time(), date(2022, 1, 1)
    alone = OtherDeadline(
        id="renewal", label="Renewal", moment=Moment(day, midnight), note=None, contacts=()
    )
    exam = Milestone(label="Exam", days=DAY, at=midnight)
    *_, around = dates_of(replace(TRAINING, milestones=(exam,)))
    assert [one.last_day for one in (*dates_of(alone), around)] == [date(2021, 12, 31), day]
