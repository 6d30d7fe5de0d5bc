"""What a host pays for subscribers: each feed once, and then only that it has not changed.

Speed is measured by `benchmarks/load.py`. Here stands what holds at any speed.
"""

from __future__ import annotations

import gzip
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import load
import needed
import nights
import pytest
from built_site import INVENTED, ONE_DAY_LESS, BuiltSite
from web_servers import Answer, WebServer, hosting_file, nginx

from sitegen.lazy import replace

BASE = "/peers"  # path in base_url of the invented site


@dataclass
class Subscriber:
    """A program that fetches one feed, and remembers one header of the last answer."""

    server: WebServer
    feed: str
    remembers: str | None
    unpacks: bool
    last: Mapping[str, str] | None = None

    def poll(self) -> Answer:
        asked = {"Accept_Encoding": "gzip"} if self.unpacks else {}
        if self.remembers and self.last:
            asked[load.ASKED_BY[self.remembers].replace("-", "_")] = self.last[self.remembers]
        answer = self.server.get(f"{BASE}/{self.feed}", **asked)
        if answer.status == 200:
            self.last = answer.headers
            assert (answer.headers.get("Content-Encoding") == "gzip") == self.unpacks, self.feed
        else:
            assert answer.body == b"", self.feed
        return answer


@dataclass(frozen=True)
class Subscribed:
    """A site in a real nginx, and programs of every kind that have just subscribed to each feed."""

    site: BuiltSite
    subscribers: tuple[Subscriber, ...]

    @classmethod
    def to(cls, site: BuiltSite, server: WebServer) -> Subscribed:
        kinds = product(feeds(site), ("ETag", "Last-Modified", None), (True, False))
        return cls(site, tuple(Subscriber(server, *kind) for kind in kinds))

    def poll(self) -> Counter[tuple[str | None, int]]:
        """Let everybody ask once; count the statuses by what is remembered."""
        count: Counter[tuple[str | None, int]] = Counter()
        for one in self.subscribers:
            answer = one.poll()
            count[one.remembers, answer.status] += 1
            if answer.status == 200:
                body = gzip.decompress(answer.body) if one.unpacks else answer.body
                assert body == (self.site.output / one.feed).read_bytes(), one.feed
        return count


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BuiltSite, WebServer]]:
    """For tests that leave the site whole."""
    folder = tmp_path_factory.mktemp("load")
    with nginx(folder / "nginx", BASE) as server:
        output = server.root / BASE.strip("/")
        yield BuiltSite.of(INVENTED, folder / "site", output), server


@pytest.fixture
def subscribed(hosted: tuple[BuiltSite, WebServer]) -> Subscribed:
    return Subscribed.to(*hosted)


def feeds(site: BuiltSite) -> dict[str, bytes]:
    """Give every calendar, and the feeds of changes."""
    others = ("changes.atom", "changes.json")
    return {**site.feeds, **{one: (site.output / one).read_bytes() for one in others}}


def counted(each: int, new: int) -> Counter[tuple[str | None, int]]:
    """Count the answers where so many feeds are new: who remembers nothing always gets all."""
    ways = 2  # packed and not
    count: Counter[tuple[str | None, int]] = Counter({(None, 200): ways * each})
    for one in load.ASKED_BY:
        count += Counter({(one, 200): ways * new, (one, 304): ways * (each - new)})
    return count


def test_each_subscriber_gets_a_feed_once_and_again_only_when_it_has_changed(
    subscribed: Subscribed,
) -> None:
    site = subscribed.site
    before = feeds(site)
    each = len(before)
    assert subscribed.poll() == counted(each, each)
    assert subscribed.poll() == counted(each, 0)

    # After midnight: every page is new, for it says its day; no feed is.
    home = site.output / "index.html"
    page = home.read_bytes()
    replace(site, today=site.today + timedelta(days=1)).build()
    assert home.read_bytes() != page
    assert subscribed.poll() == counted(each, 0)

    site.edit("schedules/2024.yaml", ONE_DAY_LESS)
    site.publish()
    after = feeds(site)
    new = sum(before[feed] != after[feed] for feed in before)
    assert 0 < new < each / 2
    assert subscribed.poll() == counted(each, new)
    assert subscribed.poll() == counted(each, 0)


def test_nor_after_a_copy_from_a_folder_that_is_new_for_each_build(
    subscribed: Subscribed, tmp_path: Path
) -> None:
    rsync = needed.program("rsync", "apt install rsync")
    options = ("--recursive", "--checksum", "--delete")
    for file in ("nginx.conf", "apache.conf"):
        assert " ".join(("rsync", *options)) in hosting_file(file, BASE).replace("\n#   ", "")
    each = len(feeds(subscribed.site))
    subscribed.poll()
    fresh = replace(subscribed.site, output=tmp_path / "fresh")
    fresh.build()
    subprocess.run([rsync, *options, f"{fresh.output}/", subscribed.site.output], check=True)
    assert subscribed.poll() == counted(each, 0)


def test_the_load_tool_is_answered_as_the_guide_says(tmp_path: Path) -> None:
    for program, package in (("nginx", "nginx-light"), ("wrk", "wrk"), ("openssl", "openssl")):
        needed.program(program, f"apt install {package}")
    with load.hosted(tmp_path) as site:
        again = site.ask(load.BY_TAG, site.feeds, 1, load.STAY)
        packed = site.ask(load.PACKED, site.feeds, 1, load.NEW_HTTPS)
        assert (again.share(304), packed.share(200)) == (1, 1)
        assert (again.failed, packed.failed) == (0, 0)
        assert again.answer < packed.answer
        meanwhile, _ = load.while_it_is_published(site, 1)
        assert (meanwhile.share(304), meanwhile.failed) == (1, 0)
        *_, row = load.nights(site, [load.DAY])
        assert re.match(r"\| \S+ \| (\d+) of \1 change \| 0 of \d+ change \|", row)


def test_the_days_of_a_year_change_no_calendar() -> None:
    days = [date(2022, 12, 29) + timedelta(days=n) for n in range(5)]
    assert set(nights.nights_of_new_calendars(days)) <= {date(2023, 1, 1)}


def test_what_a_million_subscribers_are_sent_is_computed_from_the_bytes_of_an_answer() -> None:
    assert list(load.million([500, 5000, 40000]))[2:5] == [
        "| 1 h | 278 | 12.0 GB | 120.0 GB | 960.0 GB |",
        "| 12 h | 23 | 1.0 GB | 10.0 GB | 80.0 GB |",
        "| 24 h | 12 | 0.5 GB | 5.0 GB | 40.0 GB |",
    ]
