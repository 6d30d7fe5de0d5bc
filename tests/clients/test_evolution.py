"""Evolution Data Server (GNOME): a subscription follows every change and shows nothing else."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import needed
from built_site import ALL
from comparison import differences, expected
from model_events import Event
from subscriptions import Subscription

HERE = Path(__file__).parent
INSTALL = "apt install evolution-data-server gir1.2-ecal-2.0 python3-gi dbus"
GNOME_PYTHON = "/usr/bin/python3"
PATIENCE = 120.0
"""Seconds until something that the server does in its own time counts as never happening."""


class Evolution:
    """The server with one subscription."""

    def __init__(self, client: subprocess.Popen[str], log: Path) -> None:
        self._client = client
        self._log = log

    def refresh(self) -> None:
        """Have it look for changes, as a person does who does not want to wait."""
        self._say("refresh")

    def shows(self) -> list[Event]:
        self._say("show")
        assert self._client.stdout
        ready, _, _ = select.select([self._client.stdout], [], [], PATIENCE)
        line = self._client.stdout.readline() if ready else ""
        assert line, self._log.read_text()
        events: list[Event] = json.loads(line)
        return events

    def _say(self, word: str) -> None:
        assert self._client.stdin
        self._client.stdin.write(f"{word}\n")
        self._client.stdin.flush()


@contextmanager
def evolution(folder: Path, url: str) -> Iterator[Evolution]:
    """Start a session bus, which starts the server, and subscribe. All ends with the bus."""
    _check_installed()
    (folder / "run").mkdir(parents=True, mode=0o700)
    log = folder / "log.txt"
    folders = {
        f"XDG_{name}": str(folder / name.lower())
        for name in ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME")
    }
    environment = {
        **os.environ,
        **folders,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "GSETTINGS_BACKEND": "memory",
        "GIO_USE_NETWORK_MONITOR": "base",  # else a machine without a network asks nobody
        "GIO_USE_VFS": "local",
    }
    command = ["dbus-run-session", "--", GNOME_PYTHON, str(HERE / "evolution_client.py"), url]
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        ) as client,
    ):
        try:
            yield Evolution(client, log)
        finally:
            _end(client)


def _end(client: subprocess.Popen[str]) -> None:
    """Close its input, so that it ends, and with it the bus and the server."""
    assert client.stdin
    client.stdin.close()
    try:
        client.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(client.pid, signal.SIGKILL)


def _check_installed() -> None:
    needed.program("dbus-run-session", INSTALL)
    needed.program("evolution-calendar-factory", INSTALL)
    found = subprocess.run(
        [GNOME_PYTHON, "-c", "import gi; gi.require_version('ECal', '2.0')"],
        capture_output=True,
        check=False,
    )
    if found.returncode:
        needed.missing("Evolution Data Server's library", INSTALL)


def wait_until_it_shows_the_site(evolution: Evolution, subscription: Subscription) -> None:
    meant = {ALL: expected(subscription.site)[ALL]}
    end = time.monotonic() + PATIENCE
    while found := list(differences("evolution", {ALL: evolution.shows()}, meant)):
        assert time.monotonic() < end, found
        time.sleep(0.2)


def test_a_subscription_follows_every_change(subscription: Subscription, tmp_path: Path) -> None:
    with evolution(tmp_path / "evolution", subscription.url) as program:
        wait_until_it_shows_the_site(program, subscription)
        subscription.publish_second_version()
        program.refresh()
        wait_until_it_shows_the_site(program, subscription)


def test_it_asks_whether_there_is_something_new(subscription: Subscription, tmp_path: Path) -> None:
    with evolution(tmp_path / "evolution", subscription.url) as program:
        wait_until_it_shows_the_site(program, subscription)
        program.refresh()
        end = time.monotonic() + PATIENCE
        while 304 not in subscription.answers():
            assert time.monotonic() < end, subscription.answers()
            time.sleep(0.2)
        wait_until_it_shows_the_site(program, subscription)
    assert subscription.answers().count(200) == 1
