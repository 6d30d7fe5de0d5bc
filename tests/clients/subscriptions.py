"""A calendar on the web, and what happens to it after people have subscribed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from built_site import ALL, INVENTED, BuiltSite
from web_servers import WebServer, nginx

BASE = "/peers"  # path in base_url of the invented site
PATH = f"{BASE}/{ALL}"

_MOVED = (
    "{id: plain-2024-05, track: plain, start: 2024-05-13, end: 2024-05-17}",
    """{id: plain-2024-05, track: plain, start: 2024-05-20, end: 2024-05-23,
       changes: [{on: 2024-01-15, what: Moved from May 13.}]}""",
)
_CANCELLED = (
    "{id: plain-2024-04, track: plain, start: 2024-04-15, end: 2024-04-19, place: tbd}",
    """{id: plain-2024-04, track: plain, start: 2024-04-15, end: 2024-04-19, place: tbd,
       status: cancelled, changes: [{on: 2024-01-15, what: Cancelled.}]}""",
)
_OTHER_DEADLINE = (
    "end: 2024-03-01, deadline: 2024-01-29}",
    """end: 2024-03-01,
       deadline: {date: 2024-01-31, reason: More time to apply.},
       changes: [{on: 2024-01-15, what: The deadline is two days later.}]}""",
)
_OTHER_HOURS = (
    "end: 2024-11-04, hours: 08:30 to 16:00}",
    """end: 2024-11-04, hours: 09:00 to 16:30,
       changes: [{on: 2024-01-15, what: Half an hour later.}]}""",
)
_NEW = (
    "deadlines:\n",
    "  - {id: plain-2024-11, track: plain, start: 2024-11-18, end: 2024-11-22}\ndeadlines:\n",
)


@dataclass(frozen=True)
class Subscription:
    """The address of the calendar with every event of a site, which a web server publishes."""

    site: BuiltSite
    server: WebServer

    @property
    def url(self) -> str:
        return f"{self.server.url}{PATH}"

    def answers(self) -> list[int]:
        """Statuses of the answers to those who have asked for the calendar."""
        return self.server.answers(PATH)

    def publish_second_version(self) -> None:
        """Move a training, cancel one, change a deadline and the hours of others, and add one."""
        changes = (_MOVED, _CANCELLED, _OTHER_DEADLINE, _OTHER_HOURS, _NEW)
        self.site.edit("schedules/2024.yaml", *changes)
        self.site.build()


@contextmanager
def subscribed(folder: Path) -> Iterator[Subscription]:
    with nginx(folder / "nginx", BASE) as server:
        site = BuiltSite.of(INVENTED, folder / "site", server.root / "peers")
        yield Subscription(site, server)
