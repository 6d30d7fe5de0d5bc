"""SEQUENCE and stamp advance if and only if an event's content has changed."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from test_calendars import EVENINGS, TELLING, TRACK, TRAINING, URL

from sitegen.lazy import replace
from sitegen.programme.ledger import PublishedEvent
from sitegen.programme.model import DayRun, Status
from sitegen.site.calendars import CalendarEvent, Revision, digest, events_of, revise

STAMP = datetime(2022, 1, 10, tzinfo=UTC)


def event(**changes: object) -> CalendarEvent:
    return replace(events_of(TRAINING, TELLING, URL)[0], **changes)


def published(one: CalendarEvent, sequence: int = 3) -> PublishedEvent:
    return PublishedEvent(
        uid=one.uid,
        of=TRAINING.id,
        track=TRACK.id,
        kind="training",
        days=TRAINING.period,
        place="virtual",
        status="scheduled",
        changes=0,
        digest=digest(one),
        sequence=sequence,
        stamp=STAMP,
        added=date(2022, 1, 3),
    )


def test_an_event_that_nobody_has_begins_at_0_on_a_day_that_is_sure_to_be_past() -> None:
    assert revise(event(), None, None, 2022) == Revision(0, datetime(2021, 1, 1, tzinfo=UTC))


def test_an_event_that_nobody_has_begins_when_its_newest_change_was_told() -> None:
    told = date(2022, 2, 3)
    assert revise(event(), None, told, 2022) == Revision(0, datetime(2022, 2, 3, tzinfo=UTC))


def test_what_has_not_changed_keeps_sequence_and_stamp() -> None:
    assert revise(event(), published(event()), date(2022, 2, 3), 2022) == Revision(3, STAMP)


def test_a_change_counts_one_and_is_stamped_with_the_day_it_was_told() -> None:
    moved = event(when=DayRun(date(2022, 4, 4), date(2022, 4, 8)))
    assert revise(moved, published(event()), date(2022, 2, 3), 2022) == Revision(
        4, datetime(2022, 2, 3, tzinfo=UTC)
    )


def test_a_change_told_on_an_earlier_day_or_not_at_all_is_still_later_than_the_last() -> None:
    moved = event(summary="Something else")
    for told in (None, date(2021, 1, 1)):
        revision = revise(moved, published(event()), told, 2022)
        assert revision == Revision(4, STAMP + timedelta(seconds=1))


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "summary": st.text(),
        "description": st.text(),
        "location": st.none() | st.text(min_size=1),
        "url": st.sampled_from([URL, URL + "x"]),
        "categories": st.tuples(st.text(), st.text()),
        "when": st.builds(
            lambda first, more: DayRun(first, first + timedelta(days=more)),
            st.dates(date(2020, 1, 1), date(2030, 1, 1)),
            st.integers(0, 9),
        ),
    },
)


@given(CHANGES, st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_both_advance_if_and_only_if_the_content_changed(
    changes: dict[str, object], told: date | None
) -> None:
    before, after = event(), event(**changes)
    revision = revise(after, published(before), told, 2022)
    if after == before:
        assert revision == Revision(3, STAMP)
    else:
        assert revision.sequence == 4
        assert revision.stamp > STAMP


def test_every_event_of_a_training_has_a_digest_of_its_own() -> None:
    events = events_of(EVENINGS, TELLING, URL)
    assert len({digest(one) for one in events}) == len(events)


def test_a_new_status_changes_every_event_of_the_training() -> None:
    before = events_of(EVENINGS, TELLING, URL)
    after = events_of(replace(EVENINGS, status=Status.CANCELLED), TELLING, URL)
    assert all(digest(b) != digest(a) for b, a in zip(before, after, strict=True))
