"""Time the preview: from a save to the page as it is then, and to the word that it is there.

    python benchmarks/saves.py --rounds 20

Serves a copy of the real site, changes the capacity of a training in its YAML file again and again,
in place and by renaming, as editors save, and asks for the page. Prints milliseconds of the wall.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClientConnection, websocket_connect

ROOT = Path(__file__).parents[1]
TODAY = "2022-03-01"
PAGE = "/peer-support/trainings/cpss-2022-03/"
ENTRY = "  - id: cpss-2022-03\n"


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def by_renaming(path: Path, text: str) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


async def timed(root: Path, port: int, rounds: int) -> dict[str, list[float]]:
    """Give the milliseconds of each round, by how it was saved."""
    base = f"127.0.0.1:{port}"
    connection = await websocket_connect(f"ws://{base}/livereload")
    await connection.write_message(json.dumps({"command": "info", "url": PAGE, "states": True}))
    schedule = root / "schedules/2022.yaml"
    text = schedule.read_text(encoding="utf-8")
    taken: dict[str, list[float]] = {"in place": [], "by renaming": []}
    for number in range(2 * rounds):
        how, save = (("in place", in_place), ("by renaming", by_renaming))[number % 2]
        capacity = 1000 + number
        began = time.perf_counter()
        save(schedule, text.replace(ENTRY, f"{ENTRY}    capacity: {capacity}\n"))
        await _reloaded(connection)
        page = urllib.request.urlopen(f"http://{base}{PAGE}").read().decode()
        taken[how].append(1000 * (time.perf_counter() - began))
        assert f"{capacity} people" in page, "the page is an old one"
        time.sleep(0.05 * (number % 7))  # so that saves come at any moment between two looks
    return taken


async def _reloaded(connection: WebSocketClientConnection) -> None:
    while json.loads(await connection.read_message() or "{}").get("command") != "reload":
        pass


def _wait_for(port: int) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the preview from a save to the page.")
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root, port = Path(folder) / "site", free_port()
        for name in ("content", "schedules"):
            shutil.copytree(ROOT / name, root / name)
        command = [sys.executable, "-m", "sitegen", "serve", "--root", str(root)]
        command += ["--today", TODAY, "--port", str(port)]
        serving = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            _wait_for(port)
            taken = IOLoop.current().run_sync(lambda: timed(root, port, asked.rounds))
        finally:
            serving.terminate()
            serving.wait()
    print(f"load {os.getloadavg()[0]:.1f}; from a save to the page, {asked.rounds} rounds:")
    for how, each in taken.items():
        print(f"{how:12} median {median(each):4.0f} ms, most {max(each):4.0f} ms")


if __name__ == "__main__":
    main()
