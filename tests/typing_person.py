"""Somebody who answers: as a value for `asking.Terminal`, and at a real pseudo-terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

PATIENCE = 20
"""Seconds without a sign from the program, all together, after which it is ended."""

STOP = "\x03"
"""What Ctrl+C types."""


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


def interrupted(lines: Sequence[str], rest: Sequence[str]) -> bool:
    """Tell whether the last thing that was typed is Ctrl+C."""
    return not rest and bool(lines) and lines[-1] == STOP


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
    shown, rest, waited = b"", list(lines), 0
    while waited < PATIENCE:
        if not select.select([terminal], [], [], 1)[0]:
            waited += 1
            if interrupted(lines, rest):  # Python can miss it just before it reads
                os.write(terminal, STOP.encode())
            continue
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
        os.kill(process, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.close(terminal)
    return shown.decode(errors="replace").replace("\r\n", "\n"), status
