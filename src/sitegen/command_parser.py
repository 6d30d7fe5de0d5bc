"""What is said of a command that cannot be read: what is wrong, and what was meant."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NoReturn

from sitegen.reports.harmless import harmless_lines

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a command without acting on what stands in it."""

    commands: Mapping[str, Parser] = {}

    def refuse(self, argument: str, others: Mapping[str, Parser]) -> NoReturn:
        """Say that this command takes no such argument, and which it does take.

        `others` are all commands: the argument may be one of theirs.
        """
        name = argument.partition("=")[0]
        known = self.known
        if not name.startswith("-"):
            whole = " It looks at the whole site." if "--root" in known else ""
            self.error(f"{self.prog} takes no {name}.{whole}")
        near = closest_name(name, known)
        help_ = f"Did you mean {near}?" if near else f"It has {', '.join(known)}."
        having = [one for one, parser in others.items() if name in parser.known]
        help_ = f"It belongs to sitegen {' and '.join(having)}." if having else help_
        self.error(f"{self.prog} has no option {name}. {help_}")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if isinstance(action.choices, Mapping) and value not in action.choices:
            near = closest_name(str(value), action.choices)
            help_ = f"Did you mean {near}?" if near else f"It takes {', '.join(action.choices)}."
            self.error(f"{self.prog} takes no {value}. {help_}")
        super()._check_value(action, value)

    @property
    def known(self) -> list[str]:
        """Its options, as they are written."""
        return sorted(chain.from_iterable(one.option_strings for one in self._actions))

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        super()._print_message(harmless_lines(message), file)


class Help(argparse.HelpFormatter):
    """As wide as the terminal. argparse asks for it with each option, by way of `shutil`.

    That loads all ways of packing files, which each command would wait for.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=columns() - 2)


@cache
def columns() -> int:
    """Give the width of the terminal as `shutil.get_terminal_size` does."""
    with suppress(KeyError, ValueError):
        if (told := int(os.environ["COLUMNS"])) > 0:
            return told
    with suppress(AttributeError, ValueError, OSError):  # there is no terminal
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    return 80


def closest_name(name: str, known: Iterable[str]) -> str | None:
    """Give the name that was meant, if one is near."""
    from sitegen.source.suggestions import closest

    return closest(name, known)
