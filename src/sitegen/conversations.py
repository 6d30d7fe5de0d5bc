"""The commands that ask a person, and how they end."""

from __future__ import annotations

import argparse

from sitegen.add import ChangedMeanwhileError, prepare, write
from sitegen.adding.entries import ADDABLE
from sitegen.adding.showing import addition_in_words
from sitegen.asking import UnansweredError, agreed
from sitegen.check import Clock
from sitegen.console import console
from sitegen.exit_statuses import FINE, PROBLEMS, STOPPED, WRONG_USAGE
from sitegen.lazy import dataclass
from sitegen.new import NotEmptyError, new_site
from sitegen.source.adding import UnreadableError
from sitegen.starting.closing import begun_in_words
from sitegen.starting.questions import QUESTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a command ended: its exit status, and what is said or complained of at the end."""

    status: int
    said: str = ""
    complaint: str = ""


def begin(asked: argparse.Namespace, clock: Clock) -> Ending:
    """Begin a site: `sitegen new`."""
    given = {one.name: getattr(asked, one.name.replace("-", "_")) for one in QUESTIONS}
    try:
        begun = new_site(asked.folder, given, console(may_ask=not asked.yes), clock)
    except NotEmptyError as error:
        complaint = (
            f"The folder {asked.folder} {error} Nothing was changed.\n"
            "Name a folder that is not there yet, such as: sitegen new my-site\n"
        )
        return Ending(status=WRONG_USAGE, complaint=complaint)
    except UnansweredError as error:
        complaint = f"{error}\nNothing was written. All that can be said: sitegen new --help\n"
        return Ending(status=WRONG_USAGE, complaint=complaint)
    except (KeyboardInterrupt, EOFError):
        return Ending(status=STOPPED, complaint="\nStopped. Nothing was written.\n")
    words = begun_in_words(str(asked.folder), begun.answers, begun.paths, begun.report)
    return Ending(status=FINE, said=words)


def add(asked: argparse.Namespace, clock: Clock) -> Ending:
    """Write down one entry more: `sitegen add`."""
    kind, terminal = ADDABLE[asked.kind], console(may_ask=not asked.yes)
    given = {name: getattr(asked, name.replace("-", "_")) for name in kind.options}
    try:
        addition = prepare(asked.root, kind, given, terminal, clock)
        words = addition_in_words(addition)
        if terminal is not None:
            terminal.say(words)
            if not agreed(terminal, f"Write it to {addition.path}?"):
                return Ending(status=PROBLEMS, said="Nothing was changed.\n")
            words = ""
        write(asked.root, addition)
    except UnansweredError as error:
        complaint = f"{error}\nNothing was changed. All that can be said: {kind.help}\n"
        return Ending(status=WRONG_USAGE, complaint=complaint)
    except (UnreadableError, ChangedMeanwhileError) as error:
        return Ending(status=PROBLEMS, complaint=f"{error}\nNothing was changed.\n")
    except (KeyboardInterrupt, EOFError):
        return Ending(status=STOPPED, complaint="\nStopped. Nothing was changed.\n")
    return Ending(status=FINE, said=f"{words}It is in {addition.path} now. {kind.then}\n")
