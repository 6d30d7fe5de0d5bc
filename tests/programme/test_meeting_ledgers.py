"""Two ledgers that meet: laws for any, and what subscribers of either get after it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sitegen.lazy import replace
from sitegen.programme.dates import DateKind
from sitegen.programme.ledger import (
    Ledger,
    PublishedEvent,
    read_ledger,
    write_carried_ledger,
    write_ledger,
)
from sitegen.programme.meeting_ledgers import met
from sitegen.programme.model import DayRun

DAY = date(2022, 3, 7)
MOMENT = datetime(2022, 1, 1, tzinfo=UTC)

_days = st.integers(0, 2).map(lambda n: DayRun(DAY, DAY + timedelta(days=n)))
_events = st.builds(
    PublishedEvent,
    uid=st.just("a@example.org"),
    of=st.sampled_from(["a", "b"]),
    track=st.sampled_from([None, "cpss"]),
    kind=st.sampled_from([DateKind.TRAINING, DateKind.DEADLINE]),
    days=_days,
    place=st.sampled_from([None, "virtual"]),
    status=st.sampled_from(["scheduled", "cancelled"]),
    changes=st.integers(0, 2),
    digest=st.sampled_from(["", "0123", "4567"]),
    sequence=st.integers(0, 2),
    stamp=st.integers(0, 2).map(lambda n: MOMENT + timedelta(seconds=n)),
    added=st.integers(0, 2).map(lambda n: DAY + timedelta(days=n)),
    moved_from=st.none() | _days,
    expected=st.sampled_from([None, "2022"]),
    gone=st.booleans(),
)
_ledgers = st.builds(
    lambda events, feeds: Ledger(
        events={uid: replace(event, uid=uid) for uid, event in events.items()},
        feeds=frozenset(feeds),
    ),
    st.dictionaries(st.sampled_from(["a@x.org", "b@x.org", "c@x.org"]), _events),
    st.sets(st.sampled_from(["/a.ics", "/b.ics"])),
)


@given(_ledgers)
def test_a_ledger_that_meets_itself_stays_as_it_is(one: Ledger) -> None:
    assert met(one, one) == one


@given(_ledgers, _ledgers)
def test_it_does_not_matter_which_comes_first(one: Ledger, other: Ledger) -> None:
    assert write_ledger(met(one, other)) == write_ledger(met(other, one))


@given(_ledgers, _ledgers, _ledgers)
def test_it_does_not_matter_in_which_order_several_meet(a: Ledger, b: Ledger, c: Ledger) -> None:
    assert met(met(a, b), c) == met(a, met(b, c))


@given(_ledgers, _ledgers)
def test_nothing_goes_back(one: Ledger, other: Ledger) -> None:
    both = met(one, other)
    for side in (one, other):
        assert side.feeds <= both.feeds
        for uid, event in side.events.items():
            after = both.events[uid]
            assert (after.sequence, after.expected is None) >= (
                event.sequence,
                event.expected is None,
            )
            assert after.stamp >= event.stamp
            assert after.added <= event.added
            # What has the number of before is the same, or of nobody: then one more is counted.
            if after.sequence == event.sequence and after.digest and after.expected is None:
                assert event.expected or after.digest == event.digest


def test_two_that_gave_the_same_number_to_different_words_count_one_further() -> None:
    ours, theirs = (
        Ledger(events={"a@x.org": replace(_EVENT, digest=digest)}) for digest in ("0123", "4567")
    )
    assert met(ours, theirs).events["a@x.org"].digest == ""


def test_a_carried_ledger_names_its_commit_and_two_that_meet_have_none() -> None:
    ledger = Ledger(events={_EVENT.uid: _EVENT}, feeds=frozenset({"/a.ics"}))
    for commit in (None, "a" * 40, "b" * 64):
        read, problems = read_ledger("published.jsonl", write_carried_ledger(ledger, commit))
        assert not problems
        assert read == replace(ledger, commit=commit)
        assert met(read, read).commit is None


@given(st.data())
def test_a_carried_ledger_that_is_cut_off_anywhere_is_not_taken_for_whole(
    data: st.DataObject,
) -> None:
    ledger = Ledger(events={_EVENT.uid: _EVENT}, feeds=frozenset({"/a.ics", "/b.ics"}))
    text = write_carried_ledger(ledger, "a" * 40)
    end = data.draw(st.integers(1, len(text) - 1))
    assert {one.code for one in read_ledger("published.jsonl", text[:end])[1]} == {"ledger"}


def test_a_first_line_that_is_none_of_ours_is_told() -> None:
    ours = write_carried_ledger(Ledger(), None)
    assert ours == b'{"lines": 0}\n'
    for text in (ours + ours, b'{"lines": 0, "commit": "main"}\n', b'{"lines": "0"}\n'):
        assert {one.code for one in read_ledger("published.jsonl", text)[1]} == {"ledger"}


_EVENT = PublishedEvent(
    uid="a@x.org",
    of="a",
    track="cpss",
    kind=DateKind.TRAINING,
    days=DayRun(DAY, DAY),
    place=None,
    status="scheduled",
    changes=0,
    digest="0123",
    sequence=1,
    stamp=MOMENT,
    added=DAY,
)
