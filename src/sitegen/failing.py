"""A command that cannot do its work: why that is, and what it has left as it was."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from sitegen.exit_statuses import OWN_MISTAKE, PROBLEMS
from sitegen.reports.harmless import harmless
from sitegen.saying import complain

_KEPT = {
    "new": "No file was written, or all of them.",
    "build": "What was published last stays as it is.",
    "publish": "What was published last stays as it is, or the new site is there as a whole.",
    "record": "The record of what is published is as it was, or whole. It is written in one step.",
    "fix": "Each file is as it was, or mended as a whole. To see which: git diff",
    "import": "The schedules are as they were, or whole. To see which: git diff",
    "schema": "Nothing but the schemas was changed.",
    "serve": "The preview has ended. What was built last stays as it is.",
}
"""What a bug has left as it was, for each command that writes."""


def guarded(run: Callable[[argparse.Namespace], int], asked: argparse.Namespace) -> int:
    """Run a command. Whatever stops it is said, and is an exit status."""
    try:
        return run(asked)
    except Exception as error:  # noqa: BLE001 - everything foreseen in files is a diagnostic
        return _failed(error, asked.command)


def _failed(error: Exception, command: str) -> int:
    """Say what has kept a command from its work: the disk, what stands on it, or a bug."""
    from sitegen.writing import PartlyWritten, UnsafePath

    if isinstance(error, OSError):
        place = f"{harmless(str(error.filename))}: " if error.filename else ""
        reason = error.strerror or error
        complain(f"The disk refused, so nothing was changed. {place}{reason}.\n")
    elif isinstance(error, UnsafePath):
        complain(f"Nothing was changed. {error}\n")
    elif isinstance(error, PartlyWritten):
        complain(f"The disk refused after some files were changed. {error}\n")
    elif isinstance(error, ImportError):
        kept = _KEPT.get(command, "Nothing was changed.")
        complain(f"A part of sitegen is not installed as it should be. {kept}\n{error}\n")
        return OWN_MISTAKE
    else:
        from sitegen.own_mistake import own_mistake

        complain(own_mistake(error, command, _KEPT.get(command, "Nothing was changed.")))
        return OWN_MISTAKE
    return PROBLEMS
