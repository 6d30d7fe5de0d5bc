"""The page of a preview shows how the preview is, while it is open."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chromium import Refused, Tab, chromium

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
PAGE = "/peer-support/trainings/cpss-2022-05/"


@contextmanager
def preview(root: Path, port: int) -> Iterator[None]:
    """Run the preview of a site until the block ends."""
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "sitegen", "serve", "--root", str(root)),
            *("--port", str(port), "--today", "2022-03-01"),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            end = time.monotonic() + PATIENCE
            while not is_open(port):
                assert time.monotonic() < end
                time.sleep(0.1)
            yield
        finally:
            process.send_signal(signal.SIGINT)


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(tab: Tab, script: str, words: str) -> None:
    """Wait until an expression of the page, which may be loaded again meanwhile, holds words."""
    end = time.monotonic() + PATIENCE
    seen = ""
    while time.monotonic() < end:
        try:
            seen = str(tab.run(script))
        except Refused:
            seen = "the page is being loaded"
        if words in seen:
            return
        time.sleep(0.02)
    raise AssertionError(f"{words!r} is not seen in {seen!r}")


BAR = "[...document.querySelectorAll('[role=status]')].at(-1)?.textContent + '.'"
TEXT = "document.body.innerText"
REMEMBER = """(() => {
  const bar = [...document.querySelectorAll('[role=status]')].at(-1);
  const add = () => { sessionStorage.said = (sessionStorage.said ?? '') + bar.textContent; };
  new MutationObserver(add).observe(bar, {childList: true, characterData: true, subtree: true});
})()"""
REMEMBERED = "sessionStorage.said"
"""What the bar has said since then, also before the page was loaded again: a build is short."""


def test_each_state_is_shown_in_the_page(tmp_path: Path) -> None:
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    schedule = tmp_path / "schedules/2022.yaml"
    good = schedule.read_text(encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with chromium() as browser:
        tab = Tab(browser)
        with preview(tmp_path, port):
            tab.open(f"http://127.0.0.1:{port}{PAGE}")
            wait_for(tab, BAR, ".")
            tab.run(REMEMBER)
            schedule.write_text(good.replace("2022-05-20", "2022-05-32"), encoding="utf-8")
            wait_for(tab, REMEMBERED, "being built")
            wait_for(tab, BAR, "has problems")
            wait_for(tab, TEXT, "[impossible-date]")
            wait_for(tab, "`at ${scrollY}.`", "at 0.")  # the report is seen without scrolling
            (tmp_path / "content").rename(tmp_path / "away")
            wait_for(tab, TEXT, "[missing-file]")
            (tmp_path / "away").rename(tmp_path / "content")
            wait_for(tab, TEXT, "[impossible-date]")
        wait_for(tab, BAR, "has ended")
        schedule.write_text(good.replace("2022-05-20", "2022-05-19"), encoding="utf-8")
        with preview(tmp_path, port):
            wait_for(tab, TEXT, "May 19, 2022")
            wait_for(tab, f"({BAR}) === '.'", "True")
