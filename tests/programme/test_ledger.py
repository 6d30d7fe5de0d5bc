"""The ledger comes back as it was written, and a line that was touched is named."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.lazy import replace
from sitegen.programme.ledger import (
    Ledger,
    PublishedEvent,
    Times,
    read_ledger,
    with_base,
    write_ledger,
)
from sitegen.programme.model import DayRun, Hours, Status
from sitegen.source.odd_signs import odd_signs

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: not odd_signs(f'"{text}"')
)
dates = st.dates(max_value=date(9998, 12, 31))
days = st.builds(lambda a, b: DayRun(min(a, b), max(a, b)), dates, dates)


def hours_at(moments: Sequence[time]) -> Hours:
    opens, *pause, closes = moments
    return Hours(opens, closes, (pause[0], pause[1]) if pause else None)


moments = st.times().map(lambda at: at.replace(second=0, microsecond=0))
hours = st.lists(moments, min_size=2, max_size=2) | st.lists(moments, min_size=4, max_size=4)
times = st.builds(Times, st.none() | moments, st.none() | hours.map(hours_at))
events = st.builds(
    PublishedEvent,
    uid=texts,
    of=texts,
    track=st.none() | texts,
    kind=st.just("training"),
    days=days,
    place=st.none() | texts,
    status=st.sampled_from(Status).map(str),
    changes=st.integers(0, 99),
    digest=texts,
    sequence=st.integers(0, 99),
    stamp=st.builds(
        datetime.combine, dates, st.times().map(lambda at: at.replace(microsecond=0, tzinfo=UTC))
    ),
    added=dates,
    moved_from=st.none() | days,
    gone=st.booleans(),
    times=st.none() | times,
)
ledgers = st.builds(
    lambda found, feeds, pages: Ledger(events={e.uid: e for e in found}, feeds=feeds, pages=pages),
    st.lists(events, max_size=5),
    st.frozensets(texts, max_size=3),
    st.dictionaries(texts, texts, max_size=3),
)


@given(ledgers)
def test_what_is_written_is_read(ledger: Ledger) -> None:
    assert read_ledger("x", write_ledger(ledger)) == (ledger, [])


@given(ledgers)
def test_there_is_one_line_for_each_event_feed_and_page(ledger: Ledger) -> None:
    lines = write_ledger(ledger).split(b"\n")
    assert lines.pop() == b""
    assert len(lines) == len(ledger.events) + len(ledger.feeds) + len(ledger.pages)
    assert write_ledger(ledger) == write_ledger(
        Ledger(
            events=dict(reversed(ledger.events.items())),
            feeds=ledger.feeds,
            pages=dict(reversed(ledger.pages.items())),
        )
    )


EVENT = PublishedEvent(
    uid="a@example.org",
    of="a",
    track="cpss",
    kind="training",
    days=DayRun(date(2022, 3, 21), date(2022, 3, 25)),
    place=None,
    status="scheduled",
    changes=0,
    digest="0123",
    sequence=0,
    stamp=datetime(2022, 1, 10, tzinfo=UTC),
    added=date(2022, 1, 10),
    times=Times(time(17), Hours(time(9), time(16))),
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"2022-03-21"', '"2022-03-32"'),
        ('"sequence": 0', '"sequence": "x"'),
        ('"uid": ', '"name": '),
        ("{", ""),
        ("}", ""),
        ('"of": "a"', '"of": 3'),
        ("T00:00:00Z", ""),
        ('"sequence": 0', '"sequence": Infinity'),
        ('"sequence": 0', '"sequence": 99999999999'),
        ('"sequence": 0', '"sequence": -1'),
        ('"changes": 0', '"changes": true'),
        ('"changes": 0', '"changes": 0.5'),
        ('"of": "a"', '"of": "\\ud800"'),
        ('"uid": "b', '"uid": "b\\udfff'),
        ('"track": "cpss"', '"track": []'),
        ('"place": null', '"place": {}'),
        ('"place": null', '"place": "\\uDABC"'),
        ('"training"', '"lesson"'),
        ('"training"', "[]"),
        ('"scheduled"', '"over"'),
        ('"2022-03-25"', '"2022-03-20"'),
        ('"2022-03-25"', '"9999-12-31"'),
        ('"2022-01-10T', '"9999-12-31T'),
        ('"b"', '"b"'),  # the same UID once more
        ('"17:00"', '"25:00"'),
        ('"17:00"', "17"),
        ('"at": "17:00", ', ""),
        ('"hours": ["09:00", "16:00"]', '"times": []'),
        ('["09:00", "16:00"]', '["09:00"]'),
        ('["09:00", "16:00"]', '["09:00", "12:00", "16:00"]'),
        ('["09:00", "16:00"]', '"09:00"'),
    ],
)
def test_a_line_that_was_touched_is_named(old: str, new: str) -> None:
    good = write_ledger(Ledger(events={"b": EVENT})).decode()
    other = good.replace("a@example.org", "b@example.org")
    touched = good if old == new else other.replace(old, new)
    assert touched != other
    _, found = read_ledger("schedules/published.jsonl", (good + touched).encode())
    assert [(d.code, d.span.path, d.span.line) for d in found] == [
        ("ledger", "schedules/published.jsonl", 2)
    ]


@pytest.mark.parametrize("line", ["[1]", '"abc"', "[" * 100_000, "null", "{}"])
def test_a_line_of_another_kind_is_named(line: str) -> None:
    _, found = read_ledger("x", line.encode())
    assert [d.code for d in found] == ["ledger"]


def test_a_merge_that_is_not_finished_is_one_report() -> None:
    good = write_ledger(Ledger(events={"b": EVENT})).decode()
    text = f"<<<<<<< ours\n{good}=======\n{good}>>>>>>> theirs\n"
    _, found = read_ledger("x", text.encode())
    assert [d.span.line for d in found] == [1], "both sides and the same line twice have one cause"


def test_half_a_letter_in_the_address_of_a_calendar_is_named() -> None:
    _, found = read_ledger("x", b'{"feed": "/calendars/\\ud800.ics"}\n')
    assert [d.code for d in found] == ["ledger"]


@pytest.mark.parametrize("kind", ["deadline", "milestone"])
def test_a_training_of_which_a_merge_has_lost_the_line_is_told_once(kind: str) -> None:
    lost = [replace(EVENT, uid=f"a-{n}@example.org", kind=kind) for n in range(2)]
    gone = replace(EVENT, of="b", uid="b@example.org", kind=kind, gone=True)
    alone = replace(EVENT, of="c", uid="c@example.org", kind="deadline", track=None)
    events = {event.uid: event for event in (*lost, gone, alone)}
    _, found = read_ledger("x", write_ledger(Ledger(events=events)))
    assert [(d.code, d.span.line) for d in found] == [("ledger", 1)]
    _, found = read_ledger("x", write_ledger(Ledger(events=events | {"a": EVENT})))
    assert found == []


def given(of: str, changes: int, digest: str, track: str | None = "cpss") -> PublishedEvent:
    return replace(
        EVENT, uid=f"{of}@example.org", of=of, changes=changes, digest=digest, track=track
    )


@pytest.mark.parametrize(
    ("recorded", "of_base", "counts"),
    [(0, 0, "base"), (0, 1, "base"), (1, 0, "ledger"), (2, 2, "base")],
)
def test_of_a_ledger_and_a_base_the_one_that_has_told_more_counts(
    recorded: int, of_base: int, counts: str
) -> None:
    ours, theirs = given("a", recorded, "ledger"), given("a", of_base, "base")
    alone, new = given("b", 0, "ledger"), given("c", 0, "base")
    ledger = Ledger(events={one.uid: one for one in (ours, alone)}, feeds=frozenset({"/x"}))
    base = Ledger(events={one.uid: one for one in (theirs, new)}, feeds=frozenset({"/y"}))
    both = with_base(ledger, base)
    assert {one.of: one.digest for one in both.present()} == {
        "a": counts,
        "b": "ledger",
        "c": "base",
    }
    assert both.feeds == {"/x", "/y"}
