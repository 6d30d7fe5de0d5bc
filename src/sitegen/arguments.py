"""The commands and their options: what can be asked for, and how it is written."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from sitegen import __version__
from sitegen.reports.harmless import harmless, harmless_lines

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from sitegen.source.fields import Kind

T = TypeVar("T")

FORMATS = ("text", "github", "json", "sarif", "rdjson")
"""Forms of a report."""

FORMS_OF_DIFF = ("text", "markdown", "json")
"""Forms in which it is said what differs."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command without acting on what stands in it."""

    commands: Mapping[str, _Parser] = {}

    def refuse(self, argument: str, others: Mapping[str, _Parser]) -> NoReturn:
        """Say that this command takes no such argument, and which it does take.

        `others` are all commands: the argument may be one of theirs.
        """
        name = argument.partition("=")[0]
        known = self.known
        if not name.startswith("-"):
            whole = " It looks at the whole site." if "--root" in known else ""
            self.error(f"{self.prog} takes no {name}.{whole}")
        near = _closest(name, known)
        help_ = f"Did you mean {near}?" if near else f"It has {', '.join(known)}."
        having = [one for one, parser in others.items() if name in parser.known]
        help_ = f"It belongs to sitegen {' and '.join(having)}." if having else help_
        self.error(f"{self.prog} has no option {name}. {help_}")

    @property
    def known(self) -> list[str]:
        """Its options, as they are written."""
        return sorted(chain.from_iterable(one.option_strings for one in self._actions))

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        super()._print_message(harmless_lines(message), file)


class _Help(argparse.HelpFormatter):
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


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Give what was asked for; None takes what stands on the command line.

    Says on the error stream what is wrong with it, and raises SystemExit with status 2.
    """
    parser, given = _parser(), sys.argv[1:] if arguments is None else arguments
    name = next((one for one in given if not one.startswith("-")), None)
    if name is not None and name not in parser.commands:
        near = _closest(name, parser.commands)
        every = f"The commands are: {', '.join(parser.commands)}."
        parser.error(f"There is no command {name}. {f'Did you mean {near}?' if near else every}")
    asked, unknown = parser.parse_known_args(given)
    if unknown:
        parser.commands[asked.command].refuse(unknown[0], parser.commands)
    return asked


def _parser() -> _Parser:
    parser = _Parser(
        prog="sitegen", description="Build the site of a programme.", formatter_class=_Help
    )
    parser.add_argument("--version", action="version", version=f"sitegen {__version__}")
    # Without `prog`, argparse would write the whole help to find out what the program is called.
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", prog=parser.prog
    )
    parser.commands = commands.choices
    for name, about, parts in _COMMANDS:
        made = commands.add_parser(name, help=about, description=about, formatter_class=_Help)
        for add in parts:
            add(made)
    return parser


def _add_root(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder that holds content and schedules (default: this folder)",
    )


def _add_today(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--today",
        type=_day,
        metavar="YYYY-MM-DD",
        help="show the site as on this day (default: today in the site's time zone)",
    )


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="how the problems are written (default: text)",
    )
    parser.add_argument(
        "--strict", action="store_true", help="let warnings end with status 1, as errors do"
    )


def _add_yes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="mend without asking")


def _add_code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="NAME", help="as it stands in brackets")


def _add_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="folder to write to (default: output)"
    )
    _add_templates(parser)


def _add_templates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--templates",
        type=_folder,
        action="append",
        default=[],
        metavar="DIR",
        help="folder of templates that come before the site's own; may be given several times",
    )


def _add_answers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "answers",
        nargs="*",
        metavar="FACT=ANSWER",
        help="what is known, such as age=25 trained_in=none; nothing of it is written down",
    )
    parser.add_argument(
        "--for",
        dest="rules",
        action="append",
        default=[],
        metavar="NAME",
        help="only this designation, track or certification; may be given several times",
    )
    parser.add_argument(
        "--all", action="store_true", help="a table of all combinations of answers (CSV)"
    )


def _add_sides(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "old",
        nargs="?",
        default="HEAD",
        metavar="OLD",
        help="a revision of git, a folder, or published: what subscribers have (default: HEAD)",
    )
    parser.add_argument(
        "new",
        nargs="?",
        metavar="NEW",
        help="a revision or a folder (default: the site as it stands in its folder)",
    )
    parser.add_argument(
        "--format",
        choices=FORMS_OF_DIFF,
        default="text",
        help="how it is written (default: text)",
    )


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="text, a saved web page, .csv, .xlsx, .docx, .pdf or .ics; - reads what is pasted",
    )
    parser.add_argument(
        "--write", action="store_true", help="add the new trainings to the schedules"
    )
    parser.add_argument(
        "--track", metavar="ID", help="the track of trainings that do not name one of the site"
    )
    parser.add_argument(
        "--year", type=_year, metavar="YYYY", help="the year of dates that have none"
    )
    parser.add_argument(
        "--dates",
        choices=("month-first", "day-first"),
        help="how 3/4/2022 is meant in the files (default: it is asked)",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="how it is written (default: text)",
    )


def _add_base_url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--base-url",
        type=_base_url,
        metavar="URL",
        help="where the site will live (default: as in site.yaml)",
    )


def _add_port(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=8000, help="port (default: 8000)")
    parser.add_argument(
        "--host",
        metavar="NAME",
        help="open the preview to other machines, by this name or address (default: this one only)",
    )


def _add_on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--on",
        type=_day,
        metavar="YYYY-MM-DD",
        help="day of the publication (default: today in the site's time zone)",
    )


def _add_schemas(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="folder to write to (default: schemas)"
    )


_Part = Callable[[argparse.ArgumentParser], None]
_DATED: tuple[_Part, ...] = (_add_root, _add_today)
_COMMANDS: tuple[tuple[str, str, tuple[_Part, ...]], ...] = (
    ("check", "Check all files and show every problem at its place.", (*_DATED, _add_report)),
    ("fix", "Show, and then mend, what has only one reading.", (*_DATED, _add_yes)),
    ("explain", "Say what a problem means.", (_add_code,)),
    ("build", "Check all files, then write the site.", (*_DATED, _add_site, _add_base_url)),
    (
        "serve",
        "Show the site in a browser and follow every change.",
        (*_DATED, _add_site, _add_port),
    ),
    ("record", "Write down what is published, for the calendars.", (*_DATED, _add_on)),
    (
        "diff",
        "Say what changes for visitors and subscribers.",
        (*_DATED, _add_templates, _add_sides),
    ),
    ("import", "Say which trainings in a file the site does not have.", (*_DATED, _add_import)),
    ("eligible", "Say what a person seems to be able to apply for.", (*_DATED, _add_answers)),
    (
        "schema",
        "Write the JSON Schemas that help editors while they type.",
        (_add_root, _add_schemas),
    ),
)
"""Each command: its name, what it does, and what can be said with it."""


def _closest(name: str, known: Iterable[str]) -> str | None:
    from sitegen.source.suggestions import closest

    return closest(name, known)


def _day(text: str) -> date:
    from sitegen.source.values import DATE

    return _value(DATE, text)


def _year(text: str) -> int:
    from sitegen.source.values import YEAR

    return _value(YEAR, text)


def _port(text: str) -> int:
    from sitegen.source.values import whole_number

    return _value(whole_number(1, 65535), text)


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"There is no folder {harmless(text)}.")
    return folder


def _base_url(text: str) -> str:
    from sitegen.source.values import BASE_URL

    return _value(BASE_URL, text)


def _value(kind: Kind[T], text: str) -> T:
    """Read an option as the same value is read in a file."""
    from sitegen.source.fields import Misread

    value = kind.read(text)
    if isinstance(value, Misread):
        raise argparse.ArgumentTypeError(f"{value.message} {value.help or ''}".strip())
    return value
