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

from sitegen.arguments import read_arguments
from sitegen.collecting import without_collecting
from sitegen.exit_statuses import FINE, PROBLEMS, STOPPED, WRONG_USAGE
from sitegen.failing import guarded
from sitegen.reports.harmless import harmless, harmless_lines
from sitegen.saying import complain, say, write_letter, write_report

if TYPE_CHECKING:
    from sitegen.check import Base, Clock
    from sitegen.conversations import Ending


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 fine, 1 problems, 2 wrong usage, 3 a bug.

    130, as shells have it, where somebody has stopped it with Ctrl+C.
    """
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        complain("\nStopped.\n")
        return STOPPED


def _run(arguments: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a character still shows the rest.
            stream.reconfigure(errors="replace")
    asked = read_arguments(arguments)
    if asked.command is None:
        from sitegen.whereabouts import what_to_do

        say(what_to_do(Path()))
        return WRONG_USAGE
    if asked.command in _WITHOUT_SITE:
        return guarded(_WITHOUT_SITE[asked.command], asked)
    if asked.command == "add" and asked.kind is None:
        complain("Say what to add, such as: sitegen add training\nAll kinds: sitegen add --help\n")
        return WRONG_USAGE
    needs_site = asked.command != "diff" or asked.new is None
    if needs_site:
        from sitegen.whereabouts import holds_site, no_site

        if not holds_site(asked.root):
            complain(no_site(asked.root))
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
    return guarded(run, asked)


def _add(asked: argparse.Namespace) -> int:
    from sitegen.conversations import add

    return _tell(add(asked, _clock(asked)))


def _tell(ending: Ending) -> int:
    say(ending.said)
    complain(ending.complaint)
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
        from sitegen.written_reports import report_in

        base, status = _base(asked)
        if status == WRONG_USAGE:
            return status
        files = with_last_known_ledger(read_site_files(asked.root))
        checked = check_site(files, _clock(asked), base)
    report = checked.report
    outcome = "Nothing was published." if report.has_errors else ""
    write_report(report_in(asked.format, report, outcome, _mending(asked)))
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
        complain(f"{error}\n")
        return None, WRONG_USAGE
    except WrongBase:
        name = harmless(asked.against)
        complain(
            f"The files of {name} have errors, so nothing was compared with it. "
            f"To see them: sitegen diff {name}\nOr name a revision without errors.\n"
        )
        return None, PROBLEMS


def _mending(asked: argparse.Namespace) -> str:
    """Give the command that mends what a check has found."""
    return f"sitegen fix --against {harmless(asked.against)}" if asked.against else "sitegen fix"


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
        say("There is nothing that can be mended without asking you.\n")
        return FINE
    say(difference(files.read, new))
    counted = "1 file" if len(new) == 1 else f"{len(new)} files"
    if not asked.yes:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            say(f"To write these changes to {counted}: {_mending(asked)} --yes\n")
            return PROBLEMS
        if input(f"Write these changes to {counted}? [y/N] ").strip().casefold() not in {
            "y",
            "yes",
        }:
            say("Nothing was changed.\n")
            return PROBLEMS
    replace_files(asked.root, new)
    say(f"{counted.capitalize()} changed. To see what is left: sitegen check\n")
    return FINE


def _explain(asked: argparse.Namespace) -> int:
    from sitegen.catalogue import CATALOGUE
    from sitegen.reports.explanation import every_code, explanation
    from sitegen.source.suggestions import closest

    if asked.code is None:
        say(every_code())
        return FINE
    if asked.code not in CATALOGUE:
        near = closest(asked.code, CATALOGUE)
        help_ = f"Did you mean {near}?" if near else "To see all names: sitegen explain"
        complain(f"There is no problem called {harmless(asked.code)}. {help_}\n")
        return WRONG_USAGE
    say(explanation(asked.code))
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
        write_report(said)
        return FINE

    with without_collecting():
        from sitegen.build import build_site
        from sitegen.progress import told
        from sitegen.reports.text import text_report

        with told(sys.stderr, sys.stdout, os.environ) as tell:
            built = build_site(settings, lambda zone: days.setdefault(zone, clock(zone)), tell)
    write_report(text_report(built.report, built.outcome))
    if built.published is None:
        return PROBLEMS
    coming = harmless_lines(f"{built.next_change}\n")
    write_report(coming)
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
        complain("Say where to publish: --branch published, --folder DIR, or --rsync TARGET\n")
        return WRONG_USAGE
    kept = Kept(kept_folder(os.environ))
    settings = Settings.of(asked.root, asked.output, asked.base_url, tuple(asked.templates), kept)
    wish = Wish(on=asked.on, older=asked.older, commit=asked.commit)
    with without_collecting(), told(sys.stderr, sys.stdout, os.environ) as tell:
        handed = publish_to(place, settings, _clock(asked), wish, tell)
    if handed.changed is None and not handed.report.diagnostics:
        complain(f"{handed.outcome}\n")  # nothing was checked, so nothing is said of problems
    else:
        write_report(text_report(handed.report, handed.outcome))
    return PROBLEMS if handed.changed is None else FINE


def _record(asked: argparse.Namespace) -> int:
    from sitegen.record import record_site
    from sitegen.reports.text import text_report

    if asked.site is not None:
        from sitegen.handing_over.found_again import record_from

        found, words = record_from(asked.root, asked.site)
        (say if found else complain)(f"{words}\n")
        return FINE if found else PROBLEMS
    recorded = record_site(asked.root, _clock(asked), asked.on)
    if recorded.changed is None:
        write_report(text_report(recorded.report, "Nothing was recorded."))
        return PROBLEMS
    events = "event is" if recorded.changed == 1 else "events are"
    say(f"{recorded.changed} calendar {events} new or changed.\n")
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
    say(f"The schemas are in {harmless(str(folder))}.\n")
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
        complain(f"{error}\n")
        return WRONG_USAGE
    replace_files(asked.root, {f"{FOLDER}/{name}": data for name, data in made.items()})
    folder = harmless(str(asked.root / FOLDER))
    say(
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
        write_report(text_report(checked.report, "Nobody can say what changes by itself."))
        return PROBLEMS
    until: date = asked.until or a_year_from(checked.today)
    if until < checked.today:
        complain(f"--until {until} is before {checked.today}, with which the list begins.\n")
        return WRONG_USAGE
    base_url = checked.programme.site.base_url
    outlook = Outlook.of(checked.programme, checked.today, base_url)
    say((next_json if asked.format == "json" else next_text)(outlook, until))
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
            complain(text_report(report, outcome))
            return PROBLEMS
        if not digest.has_news:
            complain("Nothing has changed, so there is nothing to write.\n")
            return FINE
        write_letter(digest.written(asked.format))
    except (NoDigest, NoRevision) as error:
        complain(f"{error}\n")
        return WRONG_USAGE
    except TemplateProblem as error:
        complain(f"Nothing was written. A template cannot be used: {error}\n")
        return PROBLEMS
    return FINE


def _eligible(asked: argparse.Namespace) -> int:
    from sitegen.check import check_site
    from sitegen.eligible.answer import eligibility_text
    from sitegen.eligible.arguments import UnreadError, chosen, read_answers
    from sitegen.eligible.table import eligibility_table
    from sitegen.folder import read_site_files
    from sitegen.reports.text import text_report

    checked = check_site(read_site_files(asked.root), _clock(asked))
    if checked.programme is None:
        write_report(text_report(checked.report, "Nobody can be told who can apply."))
        return PROBLEMS
    try:
        answers = read_answers(asked.answers, checked.programme)
        rules = chosen(asked.rules, checked.programme.rules)
        told = eligibility_table if asked.all else eligibility_text
        say(told(checked.programme, checked.today, answers, rules))
    except UnreadError as unread:
        complain(f"{unread}\n")
        return WRONG_USAGE
    return FINE


def _diff(asked: argparse.Namespace) -> int:
    from sitegen.compare import compare_site
    from sitegen.kept import Kept, kept_folder
    from sitegen.revision import NoRevision
    from sitegen.settings import Settings
    from sitegen.site.rendering import TemplateProblem
    from sitegen.written_reports import comparison_in

    kept = Kept(kept_folder(os.environ))
    settings = Settings.of(asked.root, None, None, tuple(asked.templates), kept)
    try:
        with without_collecting():
            compared = compare_site(settings, asked.old, asked.new, _clock(asked))
    except NoRevision as error:
        complain(f"{error}\n")
        return WRONG_USAGE
    except TemplateProblem as error:
        complain(f"Nothing was compared. A template cannot be used: {error}\n")
        return PROBLEMS
    write_report(comparison_in(asked.format, compared))
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
        complain("Name a file, such as sitegen import trainings.xlsx, or - to paste a text.\n")
        return WRONG_USAGE
    files = files_of(asked.files, sys.stdin.buffer)
    try:
        found = import_files(read_site_files(asked.root), files, options_of(asked), _clock(asked))
    except UnknownTrackError as tracks:
        complain(f"There is no track {asked.track}. The tracks are: {tracks}.\n")
        return WRONG_USAGE
    if isinstance(found, Report):
        write_report(text_report(found, "Nothing was imported. Mend the site first."))
        return PROBLEMS
    writes = asked.write and bool(found.files) and not found.report.has_errors
    if writes:
        replace_files(asked.root, found.files)
    say((json_of if asked.format == "json" else text_of)(found, is_written=writes))
    return FINE if found.is_whole else PROBLEMS


_WITHOUT_SITE: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "new": _new,
    "explain": _explain,
}
"""Commands that look at no site."""
