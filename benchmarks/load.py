"""Let wrk ask a real nginx for calendars, as subscribers do, and count what it answers.

    python benchmarks/load.py --seconds 10

Builds the site of this repository and publishes it with `hosting/nginx.conf`, in one process of
nginx. It needs nginx, wrk and openssl: apt install nginx-light wrk openssl

Prints how many requests each kind of subscriber can make in a second, what share is answered with
304 and how many bytes an answer has; what changes in the night; and what a million subscribers
would ask for in a day. Two runs find the same shares and bytes. The speed is that of the machine.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from large_programme import temporary_folder

from sitegen.cli import main as sitegen

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))  # how the tests start nginx is how it is started here

from web_servers import HOST, WebServer, free_port, nginx  # noqa: E402

BASE = "/peer-support"  # the path in base_url of content/site.yaml
DAY = date(2022, 3, 1)  # when some of the site's trainings lay ahead
MILLION = 1_000_000
LARGEST = "calendars/all-trainings-and-deadlines.ics"

WRK = """\
local polls, requests, turn = {polls}, {{}}, 0
function init()
  for n, headers in ipairs(polls) do
    local path = headers.path
    headers.path = nil
    headers.Host = wrk.headers.Host
    requests[n] = wrk.format("GET", path, headers)
  end
end
function request()
  turn = turn % #requests + 1
  return requests[turn]
end
function done(summary)
  local failed = summary.errors
  print("measured " .. summary.requests .. " " .. summary.bytes .. " " .. summary.duration)
  print("failed " .. failed.connect + failed.read + failed.write + failed.timeout)
end
"""


@dataclass(frozen=True)
class Subscriber:
    """How a program asks again for a feed that it has fetched before."""

    asks: str
    by: str | None = None
    """The header of the first answer that it remembers."""
    unpacks: bool = True

    def headers(self, first: Mapping[str, str]) -> dict[str, str]:
        """Give the headers of its next question, after the first answer."""
        packed = {"Accept-Encoding": "gzip"} if self.unpacks else {}
        return packed | ({ASKED_BY[self.by]: first[self.by]} if self.by else {})


ASKED_BY = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}

BY_TAG = Subscriber("has it changed? (its tag)", "ETag")
BY_TIME = Subscriber("has it changed? (its time)", "Last-Modified")
PACKED = Subscriber("all of it, packed")
WHOLE = Subscriber("all of it, not packed", unpacks=False)
SUBSCRIBERS = (BY_TAG, BY_TIME, PACKED, WHOLE)


@dataclass(frozen=True)
class Connections:
    """How many ask at the same moment, and whether each question has a connection of its own."""

    name: str
    at_once: int = 32
    https: bool = False
    stay: bool = False


STAY = Connections("stays", stay=True)
NEW = Connections("new, http")
NEW_HTTPS = Connections("new, https", https=True)
CROWD = Connections("new, http", at_once=2000)


@dataclass(frozen=True)
class Measured:
    """What one kind of subscriber was answered."""

    statuses: Mapping[int, int]
    failed: int
    """Requests without an answer."""
    per_second: float
    processor: float
    """Seconds of a processor that nginx takes for an answer, on average. They do not change with
    what else the machine does, as the requests per second do."""
    answer: float
    """Bytes of an answer with its head, on average."""

    @property
    def answered(self) -> int:
        return sum(self.statuses.values())

    def share(self, status: int) -> float:
        return self.statuses.get(status, 0) / self.answered


@dataclass(frozen=True)
class Hosted:
    """The site of this repository in a real nginx, by http and by https."""

    server: WebServer
    https: str

    @property
    def output(self) -> Path:
        return self.server.root / BASE.strip("/")

    @property
    def feeds(self) -> list[str]:
        """Every address that programs fetch again and again."""
        calendars = sorted(self.output.glob("calendars/*.ics"))
        return [one.relative_to(self.output).as_posix() for one in calendars] + [
            "changes.atom",
            "changes.json",
        ]

    def build(self, today: date, output: Path | None = None) -> None:
        where = ["--root", str(ROOT), "--output", str(output or self.output)]
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            status = sitegen(["build", *where, "--today", today.isoformat()])
        if status:
            sys.exit(said.getvalue())

    def ask(
        self,
        subscriber: Subscriber,
        feeds: Sequence[str],
        seconds: int,
        way: Connections = NEW,
    ) -> Measured:
        """Let wrk ask for these feeds in turn."""
        polls = [
            {"path": f"{BASE}/{feed}"}
            | subscriber.headers(self._first(subscriber, feed))
            | ({} if way.stay else {"Connection": "close"})
            for feed in feeds
        ]
        script = self.server.log.with_name("polls.lua")
        script.write_text(WRK.format(polls=_lua(polls)), encoding="utf-8")
        self.server.log.write_text("")
        before = self._processor()
        settings = f"-t1 -c{way.at_once} -d{seconds}s --timeout 30s".split()
        url = self.https if way.https else self.server.url
        done = subprocess.run(
            ["wrk", *settings, "-s", script, url],
            capture_output=True,
            text=True,
            check=True,
        )
        found = re.search(r"measured (\d+) (\d+) (\d+)\nfailed (\d+)\n", done.stdout)
        if found is None:
            sys.exit(f"wrk was not answered:\n{done.stdout}{done.stderr}")
        requests, bytes_read, microseconds, failed = map(int, found.groups())
        return Measured(
            self._statuses(),
            failed,
            requests / microseconds * 1e6,
            (self._processor() - before) / max(requests, 1),
            bytes_read / max(requests, 1),
        )

    def _processor(self) -> float:
        """Give the seconds of a processor that nginx has taken, proc(5)."""
        number = self.server.log.with_name("nginx.pid").read_text().strip()
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _first(self, subscriber: Subscriber, feed: str) -> Mapping[str, str]:
        packed = {"Accept_Encoding": "gzip"} if subscriber.unpacks else {}
        return self.server.get(f"{BASE}/{feed}", **packed).headers

    def _statuses(self) -> Mapping[int, int]:
        """Count what nginx has written into its log.

        499 is none of its answers: whoever asked has hung up, as wrk does when its time is over.
        """
        with self.server.log.open(encoding="utf-8") as lines:
            written = Counter(int(line.split('" ', 1)[1][:3]) for line in lines)
        return {status: count for status, count in written.items() if status != 499}

    def age(self) -> None:
        """Make the build an hour old: a tag in nginx is of the length and the time, in seconds."""
        for file in self.output.rglob("*"):
            hour_before = file.stat().st_mtime - 3600
            os.utime(file, (hour_before, hour_before))

    def tags(self) -> dict[str, str]:
        """Give the tag of every published file, by its address."""
        files = (one for one in self.output.rglob("*") if one.is_file())
        addresses = (one.relative_to(self.output).as_posix() for one in files)
        return {
            address: self.server.get(f"{BASE}/{address}").headers["ETag"]
            for address in addresses
            if not address.startswith(".")
        }


def _lua(polls: list[dict[str, str]]) -> str:
    tables = (
        ", ".join(f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in poll.items())
        for poll in polls
    )
    return "{" + ", ".join(f"{{{table}}}" for table in tables) + "}"


@contextmanager
def hosted(folder: Path, connections: int = 512) -> Iterator[Hosted]:
    """Run nginx for the site of this repository, as it was on `DAY`."""
    for program in ("nginx", "wrk", "openssl"):
        if shutil.which(program, path="/usr/sbin:/usr/bin:/usr/local/bin") is None:
            sys.exit(f"{program} is not installed: apt install nginx-light wrk openssl")
    port = free_port()
    https = f"listen {HOST}:{port} ssl;{_certificate(folder)}"
    with nginx(folder, BASE, also=https, connections=connections) as server:
        site = Hosted(server, f"https://{HOST}:{port}")
        site.build(DAY)
        yield site


def _certificate(folder: Path) -> str:
    """Make a certificate, of the kind that hosts get today; give the lines that name it."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    folder.mkdir(parents=True, exist_ok=True)
    asked = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    subprocess.run(
        ["openssl", "req", *asked, "-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    return f"ssl_certificate {certificate};ssl_certificate_key {key};"


def kinds_of_requests(site: Hosted, seconds: int) -> Iterator[str]:
    yield "| a subscriber asks | connection | requests per second | processor | 304 | bytes |"
    yield "|---|---|---|---|---|---|"
    for way in (STAY, NEW, NEW_HTTPS):
        for subscriber in SUBSCRIBERS if way is STAY else (BY_TAG, PACKED):
            got = site.ask(subscriber, site.feeds, seconds, way)
            yield _row(subscriber.asks, way.name, got)
    got, times = while_it_is_published(site, seconds)
    yield _row(f"{BY_TAG.asks}, while the site is published {times} times", NEW.name, got)


def _row(asks: str, connection: str, got: Measured) -> str:
    if other := set(got.statuses) - {200, 304}:
        sys.exit(f"{asks}: answered with {other}")
    if got.failed:
        sys.exit(f"{asks}: {got.failed} were not answered")
    figures = f"{got.per_second:,.0f} | {got.processor * 1e6:,.0f} µs"
    return f"| {asks} | {connection} | {figures} | {got.share(304):.1%} | {got.answer:,.0f} |"


PUBLISH = """\
import sys
from pathlib import Path
from sitegen.publish import publish
*days, output = map(Path, sys.argv[1:])
sites = [
    [(one.relative_to(day).as_posix(), one.read_bytes()) for one in day.rglob("[!.]*.*")]
    for day in days
]
while True:
    for site in sites:
        publish(site, output)
        print("published", flush=True)
"""


def while_it_is_published(site: Hosted, seconds: int) -> tuple[Measured, int]:
    """Ask while another process publishes the sites of two days in turn; tell how many times."""
    days = [site.server.root.with_name(f"day-{n}") for n in (1, 2)]
    shutil.copytree(site.output, days[0])
    site.build(DAY + timedelta(days=1), days[1])
    command = [sys.executable, "-c", PUBLISH, *map(str, (*days, site.output))]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as publisher:
        assert publisher.stdout is not None
        try:
            publisher.stdout.readline()  # it has begun
            got = site.ask(BY_TAG, site.feeds, seconds)
        finally:
            publisher.terminate()
        return got, len(publisher.stdout.readlines())


def nights(site: Hosted, days: Sequence[date]) -> Iterator[str]:
    """Tell which files get another tag on these days, after a build for the day before."""
    yield "| the night to | pages | calendars of many trainings | other files |"
    yield "|---|---|---|---|"
    for day in days:
        site.build(day - timedelta(days=1))
        site.age()
        before = site.tags()
        site.build(day)
        after = site.tags()
        kinds = {address: _kind(address) for address in before}
        new = Counter(kinds[one] for one in before if after.get(one) != before[one])
        every = Counter(kinds.values())
        yield f"| {day} | " + " | ".join(f"{new[n]} of {every[n]} change" for n in range(3)) + " |"


def _kind(address: str) -> int:
    if address.endswith(".html"):
        return 0
    return 1 if re.fullmatch(r"calendars/[^/]+\.ics", address) else 2


def million(sizes: Sequence[float]) -> Iterator[str]:
    """Compute what a million subscribers are sent in a day, by the bytes of each kind of answer."""
    yield "| each asks every | requests per second | not changed | packed | not packed |"
    yield "|---|---|---|---|---|"
    for hours in (1, 12, 24):
        asked = MILLION * 24 / hours
        sent = " | ".join(f"{asked * size / 1e9:,.1f} GB" for size in sizes)
        yield f"| {hours} h | {asked / 86400:,.0f} | {sent} |"
    yield f"\nBytes of one answer: {', '.join(f'{size:,.0f}' for size in sizes)}."


def crowds(seconds: int) -> Iterator[str]:
    """Let many ask at the same moment, of an nginx that may have few connections, and many."""
    yield "| connections of one process | ask at once | answered | not answered |"
    yield "|---|---|---|---|"
    for connections in (512, 8192):
        with _folder() as folder, hosted(folder, connections) as site:
            got = site.ask(BY_TAG, site.feeds, seconds, CROWD)
        yield f"| {connections} | {CROWD.at_once} | {got.answered:,} | {got.failed:,} |"


def largest(site: Hosted, seconds: int) -> list[float]:
    """Measure the answers for the largest calendar: not changed, packed, not packed."""
    kinds = (BY_TAG, PACKED, WHOLE)
    return [site.ask(one, [LARGEST], seconds).answer for one in kinds]


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=temporary_folder()) as folder:
        yield Path(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description="Ask a real nginx as subscribers do.")
    parser.add_argument("--seconds", type=int, default=10, help="how long for each kind")
    asked = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each connection is a file
    with _folder() as folder, hosted(folder) as site:
        print(*kinds_of_requests(site, asked.seconds), "", sep="\n")
        print(*million(largest(site, seconds=1)), "", sep="\n")
        print(*nights(site, [DAY, date(DAY.year + 1, 1, 1)]), "", sep="\n")
    print(*crowds(asked.seconds), sep="\n")


if __name__ == "__main__":
    main()
