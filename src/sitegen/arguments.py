"""The commands and their options: what can be asked for, and how it is written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sitegen import __version__
from sitegen.command_parser import Help, Parser, closest_name
from sitegen.option_values import base_url, day, folder, port, since, year

_MEANT = {
    **dict.fromkeys(("init", "start", "create", "begin", "setup", "quickstart"), "new"),
    **dict.fromkeys(("preview", "run", "show", "view", "watch", "server"), "serve"),
    **dict.fromkeys(("validate", "lint", "test", "verify"), "check"),
    **dict.fromkeys(("generate", "make", "render", "export"), "build"),
    **dict.fromkeys(("compare", "changes", "status"), "diff"),
}
"""Names of commands that people know from other programs."""

FORMATS = ("text", "github", "json", "sarif", "rdjson")
"""Forms of a report."""

FORMS_OF_DIFF = ("text", "markdown", "json")
"""Forms in which it is said what differs."""

FORMS_OF_DIGEST = ("text", "html", "eml")
"""Forms of a letter about what has changed."""

FORMS_OF_NEXT = ("text", "json")
"""Forms in which it is said when pages change by themselves."""


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Give what was asked for; None takes what stands on the command line.

    Says on the error stream what is wrong with it, and raises SystemExit with status 2.
    """
    given = sys.argv[1:] if arguments is None else arguments
    name = next((one for one in given if not one.startswith("-")), None)
    parser = _parser(name or "")
    if name is not None and name not in parser.commands:
        near = _MEANT.get(name.casefold()) or closest_name(name, parser.commands)
        every = f"The commands are: {', '.join(parser.commands)}."
        parser.error(f"There is no command {name}. {f'Did you mean {near}?' if near else every}")
    asked, unknown = parser.parse_known_args(given)
    if unknown and asked.command is None:
        parser.error(f"sitegen has no option {unknown[0]}. Options stand behind a command.")
    if unknown:
        known = _parser().commands
        asking = known[asked.command]
        asking.commands.get(getattr(asked, "kind", ""), asking).refuse(unknown[0], known)
    return asked


def _parser(only: str | None = None) -> Parser:
    """Make the parser of all commands; of `only` one with its options, which take time to make."""
    parser = Parser(
        prog="sitegen", description="Build the site of a programme.", formatter_class=Help
    )
    parser.add_argument("--version", action="version", version=f"sitegen {__version__}")
    # Without `prog`, argparse would write the whole help to find out what the program is called.
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog=parser.prog)
    parser.commands = commands.choices
    for name, about, parts in _COMMANDS:
        made = commands.add_parser(name, help=about, description=about, formatter_class=Help)
        for add in parts if only in {None, name} else ():
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
        type=day,
        metavar="YYYY-MM-DD",
        help="show the site as on this day (default: today in the site's time zone)",
    )


def _add_format(
    parser: argparse.ArgumentParser, forms: Sequence[str], how: str = "how it is written"
) -> None:
    parser.add_argument("--format", choices=forms, default="text", help=f"{how} (default: text)")


def _add_report(parser: argparse.ArgumentParser) -> None:
    _add_format(parser, FORMATS, "how the problems are written")
    parser.add_argument(
        "--strict", action="store_true", help="let warnings end with status 1, as errors do"
    )


def _add_against(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--against",
        metavar="REV",
        help="a revision of git or a folder: what it says is protected as if it was published",
    )


def _add_start(parser: argparse.ArgumentParser) -> None:
    from sitegen.starting.questions import QUESTIONS

    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path("my-site"),
        metavar="DIR",
        help="folder to make it in (default: my-site)",
    )
    for one in QUESTIONS:
        parser.add_argument(
            f"--{one.name}",
            action="append",
            metavar="TEXT",
            help=f"{one.words} {one.hint}".strip().replace("%", "%%"),
        )
    _add_take_usual(parser)


def _add_kinds(parser: Parser) -> None:
    from sitegen.adding.entries import ADDABLE

    kinds = parser.add_subparsers(dest="kind", metavar="WHAT", prog=parser.prog)
    parser.commands = kinds.choices
    for one in ADDABLE.values():
        about = (one.record.__doc__ or "").splitlines()[0]
        made = kinds.add_parser(one.name, help=about, description=about, formatter_class=Help)
        _add_root(made)
        _add_today(made)
        for name, field in one.options.items():
            text = (
                f"{field.help} Such as: {field.about.example}"
                if field.about.example
                else field.help
            )
            made.add_argument(
                f"--{name}", action="append", metavar="TEXT", help=text.replace("%", "%%")
            )
        _add_take_usual(made)


def _add_take_usual(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--yes", action="store_true", help="ask nothing: what is not said is as usual"
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
        type=folder,
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
    _add_format(parser, FORMS_OF_DIFF)


def _add_preview(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--preview",
        action="store_true",
        help="make a preview of a change, which opens from disk and says that it is one "
        "(default folder: preview)",
    )


def _add_outlook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--until",
        type=day,
        metavar="YYYY-MM-DD",
        help="the last day of the list (default: a year ahead)",
    )
    _add_format(parser, FORMS_OF_NEXT)


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
        "--year", type=year, metavar="YYYY", help="the year of dates that have none"
    )
    parser.add_argument(
        "--dates",
        choices=("month-first", "day-first"),
        help="how 3/4/2022 is meant in the files (default: it is asked)",
    )
    _add_format(parser, ("text", "json"))


def _add_digest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since",
        type=since,
        default="published",
        metavar="WHEN",
        help="the first day, as YYYY-MM-DD; a revision of git; a folder; or published: what "
        "subscribers have (default: published)",
    )
    _add_format(parser, FORMS_OF_DIGEST, "how it is written; eml is a draft for a mail program")
    parser.add_argument(
        "--language", metavar="TAG", help="language of the letter, such as es (default: the site's)"
    )


def _add_base_url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--base-url",
        type=base_url,
        metavar="URL",
        help="where the site will live (default: as in site.yaml)",
    )


def _add_port(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=port, default=8000, help="port (default: 8000)")
    parser.add_argument(
        "--host",
        metavar="NAME",
        help="open the preview to other machines, by this name or address (default: this one only)",
    )


def _add_on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--on",
        type=day,
        metavar="YYYY-MM-DD",
        help="day of the publication (default: today in the site's time zone)",
    )


def _add_from(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from",
        dest="site",
        metavar="SITE",
        help="make a lost ledger anew of a published site: a folder, or a branch of git",
    )


def _add_target(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--branch",
        metavar="NAME",
        help="publish to this branch of git, such as published; each commit is the whole site",
    )
    where.add_argument(
        "--folder", type=Path, metavar="DIR", help="publish to this folder of this machine"
    )
    where.add_argument(
        "--rsync",
        metavar="TARGET",
        help="publish to what rsync can reach, such as host:/srv/www/site",
    )
    parser.add_argument(
        "--remote",
        metavar="NAME",
        help="with --branch: the remote repository (default: origin, or this one if it has none)",
    )
    parser.add_argument(
        "--older", action="store_true", help="publish although a later commit is published"
    )
    parser.add_argument(
        "--commit",
        action="store_true",
        help="commit the ledger beside the schedules, where there is one",
    )


def _add_schemas(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="folder to write to (default: schemas)"
    )


def _add_form(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--repository",
        metavar="OWNER/NAME",
        help="where the files of the site are on GitHub (default: as in the form that is there)",
    )
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="write the form anew, also where somebody has changed its files",
    )


_Part = Callable[[Parser], None]
_DATED: tuple[_Part, ...] = (_add_root, _add_today)
_COMMANDS: tuple[tuple[str, str, tuple[_Part, ...]], ...] = (
    ("new", "Begin a site: ask for what it needs, and write its files.", (_add_start,)),
    ("add", "Write down a training, a place, a contact or an office.", (_add_kinds,)),
    (
        "check",
        "Check all files and show every problem at its place.",
        (*_DATED, _add_against, _add_report),
    ),
    ("fix", "Show, and then mend, what has only one reading.", (*_DATED, _add_against, _add_yes)),
    ("explain", "Say what a problem means.", (_add_code,)),
    (
        "build",
        "Check all files, then write the site.",
        (*_DATED, _add_site, _add_preview, _add_base_url),
    ),
    (
        "serve",
        "Show the site in a browser and follow every change.",
        (*_DATED, _add_site, _add_port),
    ),
    (
        "publish",
        "Check, record, build and publish, in one act.",
        (*_DATED, _add_target, _add_on, _add_site, _add_base_url),
    ),
    ("record", "Write down what is published, for the calendars.", (*_DATED, _add_on, _add_from)),
    (
        "diff",
        "Say what changes for visitors and subscribers.",
        (*_DATED, _add_templates, _add_sides),
    ),
    ("next", "Say when pages will change by themselves.", (*_DATED, _add_outlook)),
    (
        "digest",
        "Write a letter about what has changed, to send to many.",
        (*_DATED, _add_templates, _add_digest),
    ),
    ("import", "Say which trainings in a file the site does not have.", (*_DATED, _add_import)),
    ("eligible", "Say what a person seems to be able to apply for.", (*_DATED, _add_answers)),
    (
        "schema",
        "Write the JSON Schemas that help editors while they type.",
        (_add_root, _add_schemas),
    ),
    ("form", "Write a form for the browser, for those who write no YAML.", (_add_root, _add_form)),
)
"""Each command: its name, what it does, and what can be said with it."""
