"""The command line: what was asked, the clock and the disk in; text and an exit status out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import __version__
from sitegen.arguments import read_arguments
from sitegen.collecting import without_collecting
from sitegen.exit_statuses import FINE, OWN_MISTAKE, PROBLEMS, STOPPED, WRONG_USAGE
from sitegen.reports.harmless import harmless, harmless_lines

if TYPE_CHECKING:
    from sitegen.check import Base, Clock
    from sitegen.compare import Compared
    from sitegen.conversations import Ending
    from sitegen.diagnostics import Report

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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 fine, 1 problems, 2 wrong usage, 3 a bug.

    130, as shells have it, where somebody has stopped it with Ctrl+C.
    """
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        _complain("\nStopped.\n")
        return STOPPED


def _run(arguments: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a character still shows the rest.
            stream.reconfigure(errors="replace")
    asked = read_arguments(arguments)
    if asked.command is None:
        from sitegen.whereabouts import what_to_do

        _say(what_to_do(Path()))
        return WRONG_USAGE
    if asked.command in _WITHOUT_SITE:
        return _guarded(_WITHOUT_SITE[asked.command], asked)
    if asked.command == "add" and asked.kind is None:
        _complain("Say what to add, such as: sitegen add training\nAll kinds: sitegen add --help\n")
        return WRONG_USAGE
    needs_site = asked.command != "diff" or asked.new is None
    if needs_site:
        from sitegen.whereabouts import holds_site, no_site

        if not holds_site(asked.root):
            _complain(no_site(asked.root))
            return WRONG_USAGE
    run = {
        "add": _add,
        "check": _check,
        "fix": _fix,
        "build": _build,
        "serve": _serve,
        "schema": _schema,
        "publish": _publish,
        "record": _record,
        "eligible": _eligible,
        "diff": _diff,
        "next": _next,
        "digest": _digest,
        "import": _import,
        "form": _form,
    }[asked.command]
    return _guarded(run, asked)


def _guarded(run: Callable[[argparse.Namespace], int], asked: argparse.Namespace) -> int:
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
        _complain(f"The disk refused, so nothing was changed. {place}{reason}.\n")
    elif isinstance(error, UnsafePath):
        _complain(f"Nothing was changed. {error}\n")
    elif isinstance(error, PartlyWritten):
        _complain(f"The disk refused after some files were changed. {error}\n")
    elif isinstance(error, ImportError):
        kept = _KEPT.get(command, "Nothing was changed.")
        _complain(f"A part of sitegen is not installed as it should be. {kept}\n{error}\n")
        return OWN_MISTAKE
    else:
        from sitegen.own_mistake import own_mistake

        _complain(own_mistake(error, command, _KEPT.get(command, "Nothing was changed.")))
        return OWN_MISTAKE
    return PROBLEMS


def _say(text: str) -> None:
    """Write lines that hold what somebody has typed; nothing in them acts."""
    sys.stdout.write(harmless_lines(text))


def _complain(text: str) -> None:
    sys.stderr.write(harmless_lines(text))


def _write_report(report: str) -> None:
    """Write a report, whose form has made its words harmless. Its colors and commands act."""
    sys.stdout.write(report)


def _add(asked: argparse.Namespace) -> int:
    from sitegen.conversations import add

    return _tell(add(asked, _clock(asked)))


def _tell(ending: Ending) -> int:
    _say(ending.said)
    _complain(ending.complaint)
    return ending.status


def _present(zone: str) -> date:
    """Give the present day in a time zone."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(zone)).date()


def _clock(asked: argparse.Namespace) -> Clock:
    """Give the day that was asked for, or the present day in a time zone."""
    today: date | None = asked.today
    return lambda zone: today or _present(zone)


def _check(asked: argparse.Namespace) -> int:
    with without_collecting():
        from sitegen.catalogue import Severity
        from sitegen.check import check_site
        from sitegen.folder import read_site_files
        from sitegen.last_known import with_last_known_ledger

        base, status = _base(asked)
        if status == WRONG_USAGE:
            return status
        files = with_last_known_ledger(read_site_files(asked.root))
        checked = check_site(files, _clock(asked), base)
    report = checked.report
    outcome = "Nothing was published." if report.has_errors else ""
    _write_report(_written(report, asked.format, outcome, _mending(asked)))
    failed = report.has_errors or (asked.strict and bool(report.of(Severity.WARNING)))
    return PROBLEMS if failed else status


def _base(asked: argparse.Namespace) -> tuple[Base | None, int]:
    """Read what the site is checked against; None with the status where that cannot be read."""
    if asked.against is None:
        return None, FINE
    from sitegen.against import WrongBase, given_by
    from sitegen.revision import NoRevision

    try:
        return given_by(asked.root, asked.against, _clock(asked)), FINE
    except NoRevision as error:
        _complain(f"{error}\n")
        return None, WRONG_USAGE
    except WrongBase:
        name = harmless(asked.against)
        _complain(
            f"The files of {name} have errors, so nothing was compared with it. "
            f"To see them: sitegen diff {name}\nOr name a revision without errors.\n"
        )
        return None, PROBLEMS


def _mending(asked: argparse.Namespace) -> str:
    """Give the command that mends what a check has found."""
    return f"sitegen fix --against {harmless(asked.against)}" if asked.against else "sitegen fix"


def _written(report: Report, form: str, outcome: str, mending: str) -> str:
    """Write a report in one of the forms, and the whole of it into a job's summary on GitHub."""
    if form == "json":
        from sitegen.reports.json_report import json_report

        return json_report(report)
    if form == "sarif":
        from sitegen.reports.sarif import sarif_report

        return sarif_report(report, __version__)
    if form == "rdjson":
        from sitegen.reports.rdjson import rdjson_report

        return rdjson_report(report)
    from sitegen.reports.text import hint, text_report

    text = text_report(report, outcome, colour=form == "text" and _has_colour())
    text += hint(report, mending)
    if form == "text":
        return text
    from sitegen.reports.github import github_annotations, github_summary

    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8", errors="replace") as file:
            file.write(github_summary(report, outcome))
    return github_annotations(report) + text


def _has_colour() -> bool:
    """Whether the terminal shows colour and the user wants it (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _fix(asked: argparse.Namespace) -> int:
    from sitegen.editing.fixes import difference, mended
    from sitegen.folder import read_site_files
    from sitegen.last_known import with_last_known_ledger
    from sitegen.writing import replace_files

    base, status = _base(asked)
    if status != FINE:
        return status
    files = with_last_known_ledger(read_site_files(asked.root))
    new = mended(files, _clock(asked), base)
    replace_files(asked.root, {})  # removes what a killed run has left
    if not new:
        _say("There is nothing that can be mended without asking you.\n")
        return FINE
    _say(difference(files.read, new))
    counted = "1 file" if len(new) == 1 else f"{len(new)} files"
    if not asked.yes:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            _say(f"To write these changes to {counted}: {_mending(asked)} --yes\n")
            return PROBLEMS
        if input(f"Write these changes to {counted}? [y/N] ").strip().casefold() not in {
            "y",
            "yes",
        }:
            _say("Nothing was changed.\n")
            return PROBLEMS
    replace_files(asked.root, new)
    _say(f"{counted.capitalize()} changed. To see what is left: sitegen check\n")
    return FINE


def _explain(asked: argparse.Namespace) -> int:
    from sitegen.catalogue import CATALOGUE
    from sitegen.reports.explanation import every_code, explanation
    from sitegen.source.suggestions import closest

    if asked.code is None:
        _say(every_code())
        return FINE
    if asked.code not in CATALOGUE:
        near = closest(asked.code, CATALOGUE)
        help_ = f"Did you mean {near}?" if near else "To see all names: sitegen explain"
        _complain(f"There is no problem called {harmless(asked.code)}. {help_}\n")
        return WRONG_USAGE
    _say(explanation(asked.code))
    return FINE


def _new(asked: argparse.Namespace) -> int:
    from sitegen.conversations import begin

    return _tell(begin(asked, _present))


def _build(asked: argparse.Namespace) -> int:
    from sitegen.kept import Kept, kept_folder
    from sitegen.settings import Settings
    from sitegen.unchanged import inputs_of, remember, said_before

    kept = Kept(kept_folder(os.environ))
    folders = tuple(asked.templates)
    settings = Settings.of(
        asked.root, asked.output, asked.base_url, folders, kept, preview=asked.preview
    )
    clock, days = _clock(asked), dict[str, date]()
    inputs = inputs_of(settings)
    said = said_before(settings, inputs, clock)
    if said is not None:
        _write_report(said)
        return FINE

    with without_collecting():
        from sitegen.build import build_site
        from sitegen.progress import told
        from sitegen.reports.text import text_report

        with told(sys.stderr, sys.stdout, os.environ) as tell:
            built = build_site(settings, lambda zone: days.setdefault(zone, clock(zone)), tell)
    _write_report(text_report(built.report, built.outcome))
    if built.published is None:
        return PROBLEMS
    coming = harmless_lines(f"{built.next_change}\n")
    _write_report(coming)
    again = text_report(built.report, built.outcome_again) + coming
    remember(settings, inputs, days, built.published.seals, again, zones=built.zones)
    return FINE


def _serve(asked: argparse.Namespace) -> int:
    from sitegen.kept import Kept, kept_folder
    from sitegen.serve import Names, serve
    from sitegen.settings import Settings

    kept = Kept(kept_folder(os.environ))
    settings = Settings.of(asked.root, asked.output, None, tuple(asked.templates), kept)
    names = Names(asked.host) if asked.host else Names()
    return serve(settings, _clock(asked), names, asked.port, sys.stdout)


def _publish(asked: argparse.Namespace) -> int:
    from sitegen.handing_over.targets import Place
    from sitegen.kept import Kept, kept_folder
    from sitegen.progress import told
    from sitegen.publishing import Wish, publish_to
    from sitegen.reports.text import text_report
    from sitegen.settings import Settings

    place = Place(asked.branch, asked.remote, asked.folder, asked.rsync)
    if place == Place(remote=asked.remote):
        _complain("Say where to publish: --branch published, --folder DIR, or --rsync TARGET\n")
        return WRONG_USAGE
    kept = Kept(kept_folder(os.environ))
    settings = Settings.of(asked.root, asked.output, asked.base_url, tuple(asked.templates), kept)
    wish = Wish(on=asked.on, older=asked.older, commit=asked.commit)
    with without_collecting(), told(sys.stderr, sys.stdout, os.environ) as tell:
        handed = publish_to(place, settings, _clock(asked), wish, tell)
    if handed.changed is None and not handed.report.diagnostics:
        _complain(f"{handed.outcome}\n")  # nothing was checked, so nothing is said of problems
    else:
        _write_report(text_report(handed.report, handed.outcome))
    return PROBLEMS if handed.changed is None else FINE


def _record(asked: argparse.Namespace) -> int:
    from sitegen.record import record_site
    from sitegen.reports.text import text_report

    if asked.site is not None:
        from sitegen.handing_over.found_again import record_from

        found, words = record_from(asked.root, asked.site)
        (_say if found else _complain)(f"{words}\n")
        return FINE if found else PROBLEMS
    recorded = record_site(asked.root, _clock(asked), asked.on)
    if recorded.changed is None:
        _write_report(text_report(recorded.report, "Nothing was recorded."))
        return PROBLEMS
    events = "event is" if recorded.changed == 1 else "events are"
    _say(f"{recorded.changed} calendar {events} new or changed.\n")
    return FINE


def _schema(asked: argparse.Namespace) -> int:
    from sitegen.comparing.json_form import SCHEMA_NAME, diff_schema
    from sitegen.folder import read_site_files
    from sitegen.programme.records import read_records
    from sitegen.programme.schemas import schemas
    from sitegen.site.turns_written import SCHEMA_NAME as NEXT_SCHEMA
    from sitegen.site.turns_written import next_schema
    from sitegen.writing import replace_files

    files = read_site_files(asked.root)
    records, _ = read_records(files.read, files.others)
    folder: Path = asked.output or asked.root / "schemas"
    base, prefix = (folder, "") if asked.output else (asked.root, "schemas/")
    base.mkdir(parents=True, exist_ok=True)
    texts = {**schemas(records), SCHEMA_NAME: diff_schema(), NEXT_SCHEMA: next_schema()}
    replace_files(base, {f"{prefix}{name}": text.encode() for name, text in texts.items()})
    _say(f"The schemas are in {harmless(str(folder))}.\n")
    return FINE


def _form(asked: argparse.Namespace) -> int:
    from sitegen.folder import read_site_files
    from sitegen.form.files import FOLDER, NAMES, NoForm, Wish, form_files
    from sitegen.programme.records import read_records
    from sitegen.programme.schemas import choices_of
    from sitegen.writing import replace_files

    site = read_site_files(asked.root)
    records, _ = read_records(site.read, site.others)
    there = {name: asked.root / FOLDER / name for name in NAMES}
    before = {name: path.read_bytes() for name, path in there.items() if path.is_file()}
    try:
        wish = Wish(asked.repository, asked.overwrite)
        made = form_files(choices_of(records), before, wish)
    except NoForm as error:
        _complain(f"{error}\n")
        return WRONG_USAGE
    replace_files(asked.root, {f"{FOLDER}/{name}": data for name, data in made.items()})
    folder = harmless(str(asked.root / FOLDER))
    _say(
        f"The form is in {folder}. To open it: python3 -m http.server --directory {folder} 8001\n"
        "Then go to http://localhost:8001/ in Chrome or Edge. More is in docs/forms.md.\n"
    )
    return FINE


def _next(asked: argparse.Namespace) -> int:
    from sitegen.check import check_site
    from sitegen.folder import read_site_files
    from sitegen.reports.text import text_report
    from sitegen.site.turns_written import Outlook, a_year_from, next_json, next_text

    checked = check_site(read_site_files(asked.root), _clock(asked))
    if checked.programme is None:
        _write_report(text_report(checked.report, "Nobody can say what changes by itself."))
        return PROBLEMS
    until: date = asked.until or a_year_from(checked.today)
    if until < checked.today:
        _complain(f"--until {until} is before {checked.today}, with which the list begins.\n")
        return WRONG_USAGE
    base_url = checked.programme.site.base_url
    outlook = Outlook.of(checked.programme, checked.today, base_url)
    _say((next_json if asked.format == "json" else next_text)(outlook, until))
    return FINE


def _digest(asked: argparse.Namespace) -> int:
    from sitegen.digest import NoDigest, digest_of_site
    from sitegen.kept import Kept, kept_folder
    from sitegen.reports.text import text_report
    from sitegen.revision import NoRevision
    from sitegen.settings import Settings
    from sitegen.site.rendering import TemplateProblem

    kept = Kept(kept_folder(os.environ))
    settings = Settings.of(asked.root, None, None, tuple(asked.templates), kept)
    try:
        digest = digest_of_site(settings, asked.since, asked.language, _clock(asked))
        if digest.wrong is not None:
            name, report = digest.wrong
            outcome = f"Nothing was written. These are the files of {harmless(name)}."
            _complain(text_report(report, outcome))
            return PROBLEMS
        if not digest.has_news:
            _complain("Nothing has changed, so there is nothing to write.\n")
            return FINE
        _write_letter(digest.written(asked.format))
    except (NoDigest, NoRevision) as error:
        _complain(f"{error}\n")
        return WRONG_USAGE
    except TemplateProblem as error:
        _complain(f"Nothing was written. A template cannot be used: {error}\n")
        return PROBLEMS
    return FINE


def _write_letter(letter: bytes) -> None:
    """Write a file that is to be sent, byte for byte; on a terminal, nothing in it acts."""
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.flush()
        sys.stdout.buffer.write(letter)
    else:
        _say(letter.decode())


def _eligible(asked: argparse.Namespace) -> int:
    from sitegen.check import check_site
    from sitegen.eligible.answer import eligibility_text
    from sitegen.eligible.arguments import UnreadError, chosen, read_answers
    from sitegen.eligible.table import eligibility_table
    from sitegen.folder import read_site_files
    from sitegen.reports.text import text_report

    checked = check_site(read_site_files(asked.root), _clock(asked))
    if checked.programme is None:
        _write_report(text_report(checked.report, "Nobody can be told who can apply."))
        return PROBLEMS
    try:
        answers = read_answers(asked.answers, checked.programme)
        rules = chosen(asked.rules, checked.programme.rules)
        told = eligibility_table if asked.all else eligibility_text
        _say(told(checked.programme, checked.today, answers, rules))
    except UnreadError as unread:
        _complain(f"{unread}\n")
        return WRONG_USAGE
    return FINE


def _diff(asked: argparse.Namespace) -> int:
    from sitegen.compare import compare_site
    from sitegen.kept import Kept, kept_folder
    from sitegen.revision import NoRevision
    from sitegen.settings import Settings
    from sitegen.site.rendering import TemplateProblem

    kept = Kept(kept_folder(os.environ))
    settings = Settings.of(asked.root, None, None, tuple(asked.templates), kept)
    try:
        with without_collecting():
            compared = compare_site(settings, asked.old, asked.new, _clock(asked))
    except NoRevision as error:
        _complain(f"{error}\n")
        return WRONG_USAGE
    except TemplateProblem as error:
        _complain(f"Nothing was compared. A template cannot be used: {error}\n")
        return PROBLEMS
    _write_report(_compared(compared, asked.format))
    return PROBLEMS if compared.wrong else FINE


def _import(asked: argparse.Namespace) -> int:
    from sitegen.diagnostics import Report
    from sitegen.folder import read_site_files
    from sitegen.importing.command import files_of, options_of
    from sitegen.importing.reports import json_of, text_of
    from sitegen.importing.whole import UnknownTrackError, import_files
    from sitegen.reports.text import text_report
    from sitegen.writing import replace_files

    if not asked.files:
        _complain("Name a file, such as sitegen import trainings.xlsx, or - to paste a text.\n")
        return WRONG_USAGE
    files = files_of(asked.files, sys.stdin.buffer)
    try:
        found = import_files(read_site_files(asked.root), files, options_of(asked), _clock(asked))
    except UnknownTrackError as tracks:
        _complain(f"There is no track {asked.track}. The tracks are: {tracks}.\n")
        return WRONG_USAGE
    if isinstance(found, Report):
        _write_report(text_report(found, "Nothing was imported. Mend the site first."))
        return PROBLEMS
    writes = asked.write and bool(found.files) and not found.report.has_errors
    if writes:
        replace_files(asked.root, found.files)
    _say((json_of if asked.format == "json" else text_of)(found, is_written=writes))
    return FINE if found.is_whole else PROBLEMS


def _compared(compared: Compared, form: str) -> str:
    """Write what differs in one of the forms, or the reports of the sides with errors."""
    if form == "json":
        from sitegen.comparing.json_form import json_of

        return json_of(compared.comparison, compared.wrong)
    if compared.comparison is not None:
        from sitegen.comparing.reports import markdown_of, text_of

        return (markdown_of if form == "markdown" else text_of)(compared.comparison)
    from sitegen.reports.github import github_summary
    from sitegen.reports.text import text_report

    write = github_summary if form == "markdown" else text_report
    return "\n".join(
        write(report, f"Nothing was compared. These are the files of {harmless(name)}.")
        for name, report in compared.wrong
    )


_WITHOUT_SITE: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "new": _new,
    "explain": _explain,
}
"""Commands that look at no site."""
