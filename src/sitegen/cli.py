"""The command line: what was asked, the clock and the disk in; text and an exit status out."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from sitegen import __version__
from sitegen.check import Clock, check_site
from sitegen.folder import read_site_files
from sitegen.reports.text import text_report
from sitegen.source.fields import Kind, Misread
from sitegen.source.values import BASE_URL, DATE, whole_number

T = TypeVar("T")

FINE, PROBLEMS, WRONG_USAGE = 0, 1, 2
"""Exit statuses."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 fine, 1 problems found, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a character still shows the rest.
            stream.reconfigure(errors="replace")
    asked = _parser().parse_args(arguments)
    if not (asked.root / "content").is_dir() and not (asked.root / "schedules").is_dir():
        sys.stderr.write(
            f"There is no site in {asked.root.resolve()}: it has no folder content or schedules.\n"
            "Go to the site's folder, or name it with --root.\n"
        )
        return WRONG_USAGE
    run = {
        "check": _check,
        "build": _build,
        "serve": _serve,
        "schema": _schema,
        "record": _record,
        "eligible": _eligible,
    }[asked.command]
    try:
        return run(asked)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        reason = error.strerror or error
        sys.stderr.write(f"The disk refused, so nothing was changed. {place}{reason}.\n")
        return PROBLEMS


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Do not look for cycles in one short run (measured: it takes 2 to 5 times as long)."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sitegen", description="Build the site of a programme.")
    parser.add_argument("--version", action="version", version=f"sitegen {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about)
        made.add_argument(
            "--root",
            type=Path,
            default=Path(),
            metavar="DIR",
            help="folder that holds content and schedules (default: this folder)",
        )
        return made

    def dated(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made.add_argument(
            "--today",
            type=_day,
            metavar="YYYY-MM-DD",
            help="show the site as on this day (default: today in the site's time zone)",
        )
        return made

    dated(command("check", "Check all files and show every problem at its place."))
    build = dated(command("build", "Check all files, then write the site."))
    _add_output(build)
    build.add_argument(
        "--base-url",
        type=_base_url,
        metavar="URL",
        help="where the site will live (default: as in site.yaml)",
    )
    serve = dated(command("serve", "Show the site in a browser and follow every change."))
    _add_output(serve)
    serve.add_argument("--port", type=_port, default=8000, help="port (default: 8000)")
    record = dated(command("record", "Write down what is published, for the calendars."))
    record.add_argument(
        "--on",
        type=_day,
        metavar="YYYY-MM-DD",
        help="day of the publication (default: today in the site's time zone)",
    )
    eligible = dated(command("eligible", "Say what a person seems to be able to apply for."))
    _add_answers(eligible)
    schema = command("schema", "Write the JSON Schemas that help editors while they type.")
    schema.add_argument(
        "--output", type=Path, metavar="DIR", help="folder to write to (default: schemas)"
    )
    return parser


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="folder to write to (default: output)"
    )
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


def _day(text: str) -> date:
    return _value(DATE, text)


def _port(text: str) -> int:
    return _value(whole_number(1, 65535), text)


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"There is no folder {text}.")
    return folder


def _base_url(text: str) -> str:
    return _value(BASE_URL, text)


def _value(kind: Kind[T], text: str) -> T:
    """Read an option as the same value is read in a file."""
    value = kind.read(text)
    if isinstance(value, Misread):
        raise argparse.ArgumentTypeError(f"{value.message} {value.help or ''}".strip())
    return value


def _clock(asked: argparse.Namespace) -> Clock:
    """Give the day that was asked for, or the present day in a time zone."""
    today: date | None = asked.today
    return lambda zone: today or datetime.now(ZoneInfo(zone)).date()


def _check(asked: argparse.Namespace) -> int:
    with _without_collecting():
        checked = check_site(read_site_files(asked.root), _clock(asked))
    outcome = "Nothing can be published." if checked.report.has_errors else ""
    sys.stdout.write(text_report(checked.report, outcome))
    return PROBLEMS if checked.report.has_errors else FINE


def _build(asked: argparse.Namespace) -> int:
    from sitegen.build import Settings, build_site

    settings = Settings.of(asked.root, asked.output, asked.base_url, tuple(asked.templates))
    with _without_collecting():
        built = build_site(settings, _clock(asked))
    sys.stdout.write(text_report(built.report, built.outcome))
    return PROBLEMS if built.published is None else FINE


def _serve(asked: argparse.Namespace) -> int:
    from sitegen.build import Settings
    from sitegen.serve import serve

    settings = Settings.of(asked.root, asked.output, None, tuple(asked.templates))
    return serve(settings, _clock(asked), asked.port, sys.stdout)


def _record(asked: argparse.Namespace) -> int:
    from sitegen.record import record_site

    recorded = record_site(asked.root, _clock(asked), asked.on)
    if recorded.changed is None:
        sys.stdout.write(text_report(recorded.report, "Nothing was recorded."))
        return PROBLEMS
    events = "event is" if recorded.changed == 1 else "events are"
    sys.stdout.write(f"{recorded.changed} calendar {events} new or changed.\n")
    return FINE


def _schema(asked: argparse.Namespace) -> int:
    from sitegen.programme.schemas import schemas

    folder: Path = asked.output or asked.root / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"The schemas are in {folder}.\n")
    return FINE


def _eligible(asked: argparse.Namespace) -> int:
    from sitegen.eligible.answer import eligibility_text
    from sitegen.eligible.arguments import UnreadError, chosen, read_answers
    from sitegen.eligible.table import eligibility_table
    from sitegen.programme.eligibility.rules import rules_of

    checked = check_site(read_site_files(asked.root), _clock(asked))
    if checked.programme is None:
        sys.stdout.write(text_report(checked.report, "Nobody can be told who can apply."))
        return PROBLEMS
    try:
        answers = read_answers(asked.answers, checked.programme)
        rules = chosen(asked.rules, rules_of(checked.programme))
        told = eligibility_table if asked.all else eligibility_text
        sys.stdout.write(told(checked.programme, checked.today, answers, rules))
    except UnreadError as unread:
        sys.stderr.write(f"{unread}\n")
        return WRONG_USAGE
    return FINE
