"""Independent readers agree with our model on every event of every calendar."""

from __future__ import annotations

import lint
import needed
import pytest
from built_site import ALL, BuiltSite
from comparison import differences, expected
from libical import LIBRARY, LibIcal
from model_events import feeds_hold, model_events
from readers import READERS


@pytest.mark.filterwarnings("ignore::DeprecationWarning:vobject")
@pytest.mark.parametrize("name", READERS)
def test_every_event_of_every_file_is_read_as_we_mean_it(name: str, site: BuiltSite) -> None:
    read = READERS[name](site.feeds)
    assert list(differences(name, read, expected(site))) == []


def test_we_mean_the_right_moments(own_site: BuiltSite) -> None:
    """Counted by hand: Central Time is six hours behind UTC, and five from March 10 on."""
    turns = {uid.partition("@")[0]: event["turns"] for uid, event in model_events(own_site).items()}
    assert turns["plain-2023-12"] == [["2023-12-30", "2024-01-03"]]
    assert turns["leap-day"] == [["2024-02-29", "2024-03-01"]]
    assert turns["plain-2024-03"] == [["2024-03-08", "2024-03-13"]]
    assert turns["evening-2024-03"] == [
        ["2024-03-08T23:00:00Z", "2024-03-09T02:30:00Z"],
        ["2024-03-09T23:00:00Z", "2024-03-10T02:30:00Z"],
        ["2024-03-10T22:00:00Z", "2024-03-11T01:30:00Z"],
        ["2024-03-11T22:00:00Z", "2024-03-12T01:30:00Z"],
    ]
    assert turns["evening-2024-03-2"] == [["2024-03-15T22:00:00Z", "2024-03-16T01:30:00Z"]]
    assert turns["evening-2024-11"] == [
        ["2024-11-02T13:30:00Z", "2024-11-02T21:00:00Z"],
        ["2024-11-03T14:30:00Z", "2024-11-03T22:00:00Z"],
        ["2024-11-04T14:30:00Z", "2024-11-04T22:00:00Z"],
    ]
    # Eastern Time is an hour ahead of it, and Arizona seven behind UTC on every day.
    assert turns["albany-2024-11"] == [
        ["2024-11-02T12:30:00Z", "2024-11-02T20:00:00Z"],
        ["2024-11-03T13:30:00Z", "2024-11-03T21:00:00Z"],
        ["2024-11-04T13:30:00Z", "2024-11-04T21:00:00Z"],
    ]
    assert turns["phoenix-2024-03"] == [
        ["2024-03-09T15:30:00Z", "2024-03-09T23:00:00Z"],
        ["2024-03-10T15:30:00Z", "2024-03-10T23:00:00Z"],
        ["2024-03-11T15:30:00Z", "2024-03-11T23:00:00Z"],
    ]
    assert turns["evening-2024-12"] == [["2024-12-03T04:00:00Z", "2024-12-03T05:59:00Z"]]
    assert turns["renewal-2024"] == [["2024-09-30", "2024-10-01"]]


def test_every_file_holds_exactly_its_events(site: BuiltSite) -> None:
    assert {
        address: sorted(event.get("UID") for event in lint.parsed(data).all("VEVENT"))
        for address, data in site.feeds.items()
    } == {address: sorted(uids) for address, uids in feeds_hold(site).items()}


def test_an_event_is_the_same_block_in_every_file(site: BuiltSite) -> None:
    first: dict[str, bytes] = {}
    for address, data in site.feeds.items():
        written = [part.partition(b"END:VEVENT")[0] for part in data.split(b"BEGIN:VEVENT\r\n")[1:]]
        events = lint.parsed(data).all("VEVENT")
        for event, block in zip(events, written, strict=True):
            # Only the file of one training may have a reminder.
            bare = block.partition(b"BEGIN:VALARM")[0]
            assert first.setdefault(event.get("UID"), bare) == bare, address


class TestRestrictions:
    """libical's own check of what RFC 5545 and RFC 5546 demand of a file without METHOD."""

    def test_of_every_file(self, site: BuiltSite) -> None:
        library = needed.given(LibIcal, LIBRARY, "apt install libical3")
        assert {a: library.complaints(data) for a, data in site.feeds.items()} == {
            address: [] for address in site.feeds
        }

    @pytest.mark.parametrize(
        ("line", "instead"),
        [
            (b"VERSION:2.0\r\n", b"VERSION:2.0\r\nMETHOD:PUBLISH\r\n"),
            (b"SEQUENCE:0\r\n", b"SEQUENCE:0\r\nSEQUENCE:1\r\n"),
            (b"DTSTART;VALUE=DATE:2", b"DTSTART;VALUE=DATE:x2"),
            (b"TRANSP:TRANSPARENT\r\n", b"LOCATION:\r\n"),
        ],
    )
    def test_finds_mistakes(self, site: BuiltSite, line: bytes, instead: bytes) -> None:
        library = needed.given(LibIcal, LIBRARY, "apt install libical3")
        data = site.feeds[ALL]
        assert line in data
        assert library.complaints(data.replace(line, instead, 1))
