"""Pages change by themselves when they are said to, and at no other time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programmes import (
    BASE,
    CPSS,
    HALL,
    VIRTUAL,
    expected_training,
    programme,
    requirement,
    rich,
    templates,
    training,
)

import sitegen.site.plan
import sitegen.site.views.year
from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.lazy import replace
from sitegen.programme.amounts import Amount
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.eligibility.rules import Rule, Subject
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import (
    AboutDate,
    DayRun,
    Deadline,
    DeadlineStatus,
    Fee,
    Meaning,
    Milestone,
    Moment,
    OpenDeadline,
    Opening,
    OtherDeadline,
    Programme,
    Run,
    Status,
    Training,
)
from sitegen.site.calendar_files import calendar_files
from sitegen.site.plan import plan
from sitegen.site.turns import Turn, TurnKind, turns
from sitegen.site.views.parts import Time

ROOT = Path(__file__).parents[2]
FIRST = date(2022, 3, 1)
DAY = timedelta(1)
TEMPLATES = templates()


@pytest.fixture(autouse=True)
def no_day_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show no day of the build, which is another one every day."""
    shown = sitegen.site.plan.site_view
    some_day = Time("", "some day")
    monkeypatch.setattr(
        sitegen.site.plan,
        "site_view",
        lambda *given: replace(shown(*given), as_of=some_day, old_since=""),
    )
    monkeypatch.setattr(sitegen.site.views.year, "day_of_drawing", lambda _: None)


def built(of: Programme, day: date, ledger: Ledger | None = None) -> Mapping[str, bytes]:
    """Give every file of the site as it is built on a day, by its address."""
    published = ledger or Ledger()
    files = plan(
        of,
        ledger=published,
        today=day,
        base_url=BASE,
        templates=TEMPLATES,
        other_files=tuple(calendar_files(of, published, today=day, base_url=BASE)),
    )
    # The file that holds the moment is told by it, so it proves nothing.
    return {one.address: one.produce() for one in files if one.address != "next-change.json"}


def turning_days(found: tuple[Turn, ...]) -> Mapping[date, list[str]]:
    """Give what is said to change by the first day whose build shows it."""
    days: dict[date, list[str]] = {}
    for one in found:
        days.setdefault(one.built_from, []).append(one.words)
    return days


def check_each_day(of: Programme, days: int, first: date = FIRST) -> None:
    """Build every day, and hold what differs against what was said on the first day."""
    said = turning_days(turns(of, first))
    before = built(of, first)
    for number in range(1, days):
        day = first + number * DAY
        now = built(of, day)
        differs = [one for one in {*now, *before} if now.get(one) != before.get(one)]
        assert bool(differs) is (day in said), (day, sorted(differs), said.get(day))
        before = now


def of_site(root: Path, day: date) -> tuple[Programme, Ledger]:
    checked = check_site(read_site_files(root), lambda _: day)
    assert checked.programme is not None
    return checked.programme, checked.ledger


def test_the_real_site_changes_on_no_other_day_of_half_a_year() -> None:
    first, last = date(2021, 12, 15), date(2022, 6, 20)
    of, ledger = of_site(ROOT, first)
    said = [day for day in (first, *sorted(turning_days(turns(of, first)))) if day <= last]
    assert len(said) > 20
    for number, day in enumerate(said):
        now = built(of, day, ledger)
        if number:
            assert now != built(of, day - DAY, ledger), day
        following = said[number + 1] if number + 1 < len(said) else day
        if following - day > DAY:
            assert now == built(of, following - DAY, ledger), (day, following)


def test_where_every_state_is_shown_some_days_change_and_others_do_not() -> None:
    first = date(2031, 3, 5)
    of, ledger = of_site(ROOT / "tests/projects/every-state", first)
    said = turning_days(turns(of, first))
    for day in Random(17).sample([first + number * DAY for number in range(1, 500)], 8):
        changes = built(of, day, ledger) != built(of, day - DAY, ledger)
        assert changes is (day in said), (day, said.get(day))


days_ahead = st.integers(0, 30).map(lambda number: FIRST + number * DAY)
clocks = st.sampled_from([None, time(0), time(12), time(17, 30)])
moments = st.builds(Moment, days_ahead, clocks)
LABELS = ("Application Deadline", "Payment")
FEE = Amount(15_000, "USD")


@st.composite
def day_runs(draw: st.DrawFn) -> tuple[Run, ...]:
    """Some runs of days in order, with a label or a place of their own here and there."""
    found, day = [], draw(days_ahead)
    for _ in range(draw(st.integers(1, 5))):
        last = day + draw(st.integers(0, 2)) * DAY
        label = draw(st.sampled_from([None, None, "Part"]))
        place = draw(st.sampled_from([None, None, HALL]))
        found.append(Run(DayRun(day, last), label=label, place=place))
        day = last + draw(st.integers(1, 4)) * DAY
    return tuple(found)


@st.composite
def milestones(draw: st.DrawFn) -> Milestone:
    day, at = draw(days_ahead), draw(clocks)
    last = day if at else day + draw(st.integers(0, 2)) * DAY
    meaning = draw(st.sampled_from(Meaning)) if day == last else Meaning.ON
    return Milestone(label="Interview", days=DayRun(day, last), at=at, meaning=meaning)


@st.composite
def trainings(draw: st.DrawFn) -> Training:
    """Draw a training of whatever sort, also one that the checks would not let through."""
    status = draw(st.sampled_from(Status))
    label = draw(st.sampled_from(LABELS))
    deadline = st.builds(
        Deadline, label=st.just(label), moment=moments, reason=st.none(), firm=st.booleans()
    )
    without = st.builds(
        OpenDeadline, label=st.none(), how=st.sampled_from(NoDeadline), reason=st.none()
    )
    ends = draw(st.sampled_from([None, "deadline", "none"]))
    fields = {
        "status": status,
        "place": draw(st.sampled_from([VIRTUAL, None])),
        "deadline": draw(deadline) if ends == "deadline" else None,
        "open_deadline": draw(without) if ends == "none" else None,
        "opens": draw(
            st.none() | st.builds(Opening, label=st.none(), moment=moments, reason=st.none())
        ),
        "milestones": tuple(draw(st.lists(milestones(), max_size=2))),
        "fees": tuple(
            Fee(label="Fee", amount=FEE, due=due)
            for due in draw(st.lists(st.none() | moments, max_size=1))
        ),
        "about_dates": tuple(
            AboutDate(label="Letter", day=day) for day in draw(st.lists(days_ahead, max_size=1))
        ),
    }
    if draw(st.integers(0, 4)) == 0:
        part = draw(st.sampled_from([None, 3, 4]))
        return expected_training("one", CPSS, 2022, part, **fields)
    return replace(training("one", CPSS, FIRST, **fields), runs=draw(day_runs()))


@given(one=trainings())
@settings(max_examples=12, deadline=None)
def test_a_training_of_whatever_sort_changes_on_no_other_day(one: Training) -> None:
    check_each_day(programme(trainings=(one,)), 62)


@given(one=trainings(), other=trainings())
@settings(max_examples=8, deadline=None)
def test_two_trainings_of_a_track_change_on_no_other_day(one: Training, other: Training) -> None:
    """What one can apply for next is one of them: each may take the other's place."""
    both = sorted((one, replace(other, id="other")), key=lambda training: training.order)
    check_each_day(programme(trainings=tuple(both)), 62)


@pytest.mark.parametrize("status", DeadlineStatus)
@pytest.mark.parametrize("at", [None, time(0), time(12)])
def test_a_deadline_of_its_own_changes_on_no_other_day(
    status: DeadlineStatus, at: time | None
) -> None:
    one = OtherDeadline(
        id="d",
        label="Renewal",
        moment=Moment(FIRST + 12 * DAY, at),
        note=None,
        contacts=(),
        status=status,
    )
    check_each_day(programme(deadlines=(one,)), 20)


bounds = st.none() | st.integers(0, 12).map(lambda number: FIRST + number * DAY)


@st.composite
def rules(draw: st.DrawFn, subject: Subject) -> Rule:
    """Draw a rule; only that of a designation has days of its own."""
    first = last = None
    if subject is Subject.DESIGNATION:
        first, last = sorted((draw(bounds), draw(bounds)), key=lambda day: day or FIRST)
    return Rule(
        subject=subject,
        id=f"a-{subject}",
        name="Adult",
        requires=tuple(
            requirement(f"Sentence {number}.", from_date=since, until_date=until)
            for number, (since, until) in enumerate(
                draw(st.lists(st.tuples(bounds, bounds), max_size=2))
            )
            if since is None or until is None or since <= until
        ),
        from_date=first,
        until_date=last,
    )


@given(rule=st.sampled_from([Subject.DESIGNATION, Subject.TRACK]).flatmap(rules))
@settings(max_examples=12, deadline=None)
def test_a_rule_changes_on_no_other_day(rule: Rule) -> None:
    if rule.subject is Subject.TRACK:
        of = programme(tracks=(replace(CPSS, entry=replace(rule, id=CPSS.id)),))
    else:
        of = programme(tracks=(replace(CPSS, entry=replace(CPSS.entry, any_of=(rule.id,))),))
        of = replace(of, designations=(rule,))
    check_each_day(of, 16)


def said_of(one: Training) -> list[tuple[datetime, TurnKind, str]]:
    return [(turn.at, turn.kind, turn.words) for turn in turns(programme(trainings=(one,)), FIRST)]


def test_a_deadline_with_a_time_is_said_with_its_zone_and_closes_with_its_day() -> None:
    """A page says until when one can apply; that it is too late, it says from the next day on."""
    moment = Moment(date(2022, 3, 10), time(12))
    ends = Deadline(label="Application Deadline", moment=moment, reason=None)
    one = training("one", CPSS, date(2022, 4, 4), deadline=ends)
    found = {kind: (at, words) for at, kind, words in said_of(one)}
    at, words = found[TurnKind.CLOSE]
    assert at == datetime(2022, 3, 11)  # noqa: DTZ001 - local
    assert words == (
        "Applications for CPSS Training on Monday, April 4, 2022 close. "
        "Application Deadline: Thursday, March 10, 2022 at noon Central Time."
    )


def test_an_opening_at_an_hour_is_a_moment_of_its_own_and_the_next_build_shows_it() -> None:
    opens = Opening(label=None, moment=Moment(FIRST + DAY, time(9)), reason=None)
    one = training("one", CPSS, date(2022, 4, 4), opens=opens)
    first = turns(programme(trainings=(one,)), FIRST)[0]
    assert (first.kind, first.at) == (TurnKind.OPEN, datetime(2022, 3, 2, 9))  # noqa: DTZ001
    assert first.built_from == date(2022, 3, 3)


def kinds_said(programmes: tuple[Programme, ...]) -> Iterator[TurnKind]:
    for one in programmes:
        yield from (turn.kind for turn in turns(one, date(2020, 1, 1)))


def test_every_kind_is_said_of_something() -> None:
    every_state, _ = of_site(ROOT / "tests/projects/every-state", date(2031, 3, 5))
    assert {*kinds_said((rich(), every_state))} == {*TurnKind}
