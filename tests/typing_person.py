"""Somebody who answers: as a value for `asking.Terminal`, and at a real pseudo-terminal."""

from __future__ import annotations

import os
import pty
import select
import sys
from collections.abc import Sequence
from pathlib import Path

PATIENCE = 20.0
"""Seconds without a sign from the program after which it is ended."""


class Person:
    """Types one line after the other; `heard` is what was said."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = list(lines)
        self.heard = ""

    def say(self, text: str) -> None:
        self.heard += f"{text}\n"

    def read(self, prompt: str) -> str:
        self.heard += prompt
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)


def typed(arguments: Sequence[str], lines: Sequence[str], folder: Path) -> tuple[str, int]:
    """Run sitegen at a terminal, and type at each prompt. Gives what was shown, and the status."""
    command = [
        sys.executable,
        "-c",
        "import sys; from sitegen.__main__ import main; sys.exit(main())",
    ]
    source = str(Path(__file__).parents[1] / "src")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": source, "TERM": "xterm"}
    process, terminal = pty.fork()
    if process == 0:  # pragma: no cover - the other process
        os.chdir(folder)
        os.execve(sys.executable, [*command, *arguments], environment)
    shown, rest = b"", list(lines)
    while select.select([terminal], [], [], PATIENCE)[0]:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # it has ended
            break
        if not more:
            break
        shown += more
        if rest and shown.endswith(b"> "):
            os.write(terminal, rest.pop(0).encode())
    else:
        os.kill(process, 9)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.close(terminal)
    return shown.decode(errors="replace").replace("\r\n", "\n"), status
