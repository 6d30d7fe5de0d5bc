"""The terminal of a person who is asked something."""

from __future__ import annotations

import sys
from contextlib import suppress

from sitegen.reports.harmless import harmless, harmless_lines


class Console:
    """Shows lines and reads answers, for `asking.Terminal`."""

    def __init__(self) -> None:
        with suppress(ImportError):
            import readline  # noqa: F401, PLC0415 - with it, `input` lets the arrow keys move

    def say(self, text: str) -> None:
        """Show a line; nothing that was typed acts in it."""
        sys.stdout.write(f"{harmless_lines(text)}\n")

    def read(self, prompt: str) -> str:
        """Give the line that is typed."""
        return input(harmless(prompt))


def console(*, may_ask: bool) -> Console | None:
    """Give the terminal if there is one and the person `may_ask` to be asked; None otherwise."""
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    return Console() if may_ask and is_terminal else None
