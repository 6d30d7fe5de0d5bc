"""A build: check, plan, render, publish. What is published is whole, or nothing changes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from sitegen.check import Checked, Clock, check_site
from sitegen.diagnostics import Diagnostic, Report, Source, Span, problem
from sitegen.folder import SiteFiles, read_site_files
from sitegen.last_known import with_last_known_ledger
from sitegen.lazy import dataclass, replace
from sitegen.made_before import (
    digest_of,
    leave,
    leave_parts,
    left_by_last_build,
    others_of,
    parts_left,
    zones_left,
)
from sitegen.programme.ledger import CARRIED_LEDGER
from sitegen.programme.model import Programme
from sitegen.programme.states import is_upcoming
from sitegen.progress import Tell, counted, nobody
from sitegen.publish import (
    MANIFEST,
    Left,
    PartlyPublished,
    Published,
    UnsafeAddress,
    UnsafeOutput,
    publish,
)
from sitegen.reading import TooLargeError, read_file
from sitegen.settings import Settings
from sitegen.site.addresses import BaseUrl, document_file, file_of
from sitegen.site.calendar_files import calendar_files
from sitegen.site.change_preview import preview_of
from sitegen.site.ingredients import Ingredients
from sitegen.site.parts import Parts
from sitegen.site.pictures import can_draw
from sitegen.site.plan import plan
from sitegen.site.planned import PlannedFile
from sitegen.site.production import ProcessEnded, produce
from sitegen.site.redirects import copies
from sitegen.site.relative_links import with_relative_links
from sitegen.site.rendering import TemplateProblem, Templates, bound_of
from sitegen.site.turns_written import Outlook, next_line
from sitegen.source.text import LARGEST_FILE, read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build, said in `outcome`. `published` is None where nothing was written.

    `outcome_again` is what the same build would say of a site that is as this one has left it.
    `zones` are those in which the site has times of day. `next_change` says when the pages will
    change by themselves next.
    """

    report: Report
    outcome: str
    outcome_again: str
    published: Published | None
    base_url: str | None
    zones: tuple[str, ...] = ()
    next_change: str = ""


def build_site(settings: Settings, clock: Clock, tell: Tell = nobody) -> Built:
    """Build the site of `settings.root` into `settings.output`, and tell how far it is.

    After a problem in content or templates nothing is written and the last good site stays.
    Raises OSError where the disk fails.
    """
    if carries_ledger(settings.output):
        return _nothing(Report([]), _IS_PUBLICATION.format(output=settings.output))
    files = with_last_known_ledger(read_site_files(settings.root))
    return build_checked(settings, files, check_site(files, clock), tell=tell)


def build_checked(
    settings: Settings,
    files: SiteFiles,
    checked: Checked,
    *,
    first: Iterable[tuple[str, bytes]] = (),
    tell: Tell = nobody,
) -> Built:
    """Build a site that was read and checked, with files by address that come `first`.

    They are asked for while nobody else can publish there, and what they raise is passed on:
    nothing has changed then.
    """
    if not settings.names_output and _leads_out(settings):
        return _nothing(Report([]), _OUTPUT_LEADS_OUT.format(settings.output.name))
    programme = checked.programme
    if programme is None:
        return _nothing(checked.report, "Nothing was published.")
    found = list(checked.report.diagnostics)
    if programme.site.link_pictures and not settings.preview and not can_draw():
        found.append(_not_drawn(files))
        programme = replace(programme, site=replace(programme.site, link_pictures=False))
    try:
        templates = Templates(settings.templates, root=settings.real_root, kept=settings.kept)
        found += _passed_over(templates, settings)
        published = _published(
            files, checked, programme, templates, settings, first=first, tell=tell
        )
    except TemplateProblem as error:
        found += _template_problems(error, settings)
        return _nothing(Report(found), "Nothing was published.")
    except (UnsafeAddress, UnsafeOutput, ProcessEnded) as error:
        return _nothing(Report(found), f"Nothing was published. {error}")
    except PartlyPublished as error:
        return _nothing(Report(found), str(error))
    empty = _when_it_is_empty(programme, checked.today)
    return Built(
        report=Report(found),
        outcome=_outcome(published, settings) + empty,
        outcome_again=_up_to_date(settings) + empty,
        published=published,
        base_url=_base_url(programme, settings),
        zones=programme.timezones,
        next_change=next_line(Outlook.of(programme, checked.today, programme.site.base_url)),
    )


_OUTPUT_LEADS_OUT = (
    "Nothing was published. The folder {0} is a link that leads out of the site. "
    "If the site belongs there, name it: sitegen build --output {0}"
)


_IS_PUBLICATION = (
    "Nothing was built. The folder {output} holds a publication with its own ledger, which a build "
    "would remove. To publish there: sitegen publish --folder {output}"
)


def carries_ledger(output: Path) -> bool:
    """Tell whether a folder is a publication that carries its ledger."""
    return os.path.lexists(output / CARRIED_LEDGER) and os.path.lexists(output / MANIFEST)


def _leads_out(settings: Settings) -> bool:
    """Tell whether the site's own output is elsewhere, by a link that anybody may have made."""
    real = os.path.realpath(settings.output)
    inside = f"{settings.real_root}{os.sep}"
    return settings.output.is_symlink() and not real.startswith(inside)


def refused(error: OSError) -> Built:
    """Give what came of a build that the disk has stopped."""
    place = f"{error.filename}: " if error.filename else ""
    return _nothing(Report([]), f"Nothing was published. {place}{error.strerror or error}.")


def failed(words: str) -> Built:
    """Give what came of a build that a bug has stopped; `words` tell of it."""
    return _nothing(Report([]), f"Nothing was published. {words}")


def _nothing(report: Report, outcome: str) -> Built:
    return Built(report=report, outcome=outcome, outcome_again="", published=None, base_url=None)


def _outcome(published: Published, settings: Settings) -> str:
    if not published.written and not published.removed:
        return _up_to_date(settings)
    removed = f", {published.removed} removed" if published.removed else ""
    return (
        f"The {_made_here(settings)} is in {settings.output}: {published.written} files written, "
        f"{published.kept} unchanged{removed}."
    )


def _up_to_date(settings: Settings) -> str:
    made = _made_here(settings)
    return f"Nothing has changed; the {made} in {settings.output} is up to date."


def _made_here(settings: Settings) -> str:
    return "preview" if settings.preview else "site"


def _when_it_is_empty(programme: Programme, today: date) -> str:
    """Say on which day the site had dates ahead, where it has none: people take it for broken."""
    trainings = programme.trainings
    if not trainings or any(is_upcoming(one, today) for one in trainings):
        return ""
    newest = max(one.period.first.year for one in trainings)
    first = min(
        one.deadline.moment.day if one.deadline else one.period.first
        for one in trainings
        if one.period.first.year == newest
    )
    return f" No training is ahead. To see the site as it was with some: --today {first}"


def _base_url(programme: Programme, settings: Settings) -> str:
    return settings.base_url or programme.site.base_url


def _published(  # noqa: PLR0913 - each is one thing that the site is made from
    files: SiteFiles,
    checked: Checked,
    programme: Programme,
    templates: Templates,
    settings: Settings,
    *,
    first: Iterable[tuple[str, bytes]],
    tell: Tell,
) -> Published:
    """Plan the site, make what is not as the last build left it, and publish it."""
    base_url, today, ledger = _base_url(programme, settings), checked.today, checked.ledger
    zones = programme.timezones
    others = others_of(files, templates, base_url=base_url, today=today, zones=zones)
    ingredients = Ingredients(programme, ledger, others)
    parts = parts_left(settings, ingredients)
    calendars = calendar_files(
        programme,
        ledger,
        today=today,
        base_url=base_url,
        parts=parts,
        zones=zones_left(settings, zones),
    )
    whole = plan(
        programme,
        ledger=ledger,
        today=today,
        base_url=base_url,
        templates=templates,
        parts=parts,
        other_files=calendars,
    )
    base = BaseUrl.of(base_url)
    planned = tuple(
        preview_of(whole, programme, base, templates)
        if settings.preview
        else with_relative_links(whole, base)
    )
    made_of = {one.address: digest_of(one, ingredients) for one in planned}
    left = left_by_last_build(settings, made_of)
    documents = tuple(document_files(programme, files))
    made = counted(_made(planned, left, documents, parts), len(planned) + len(documents), tell)
    published = publish(chain(first, made), settings.output, preview=settings.preview)
    leave(settings, made_of, published.seals)
    leave_parts(settings, ingredients, parts)
    return published


def _made(
    planned: Iterable[PlannedFile],
    left: Mapping[str, str],
    documents: Iterable[PlannedFile],
    parts: Parts,
) -> Iterator[tuple[str, bytes | Left]]:
    """Yield every file by its address: as it was left, where it would be the same, or anew."""
    new = list(documents)
    for file in planned:
        if seal := left.get(file.address):
            yield file.address, Left(seal, file.produce)
        else:
            new.append(file)
    yield from produce(new, parts)


def document_files(programme: Programme, files: SiteFiles) -> Iterator[PlannedFile]:
    """Plan the documents' own files, which are published as they are, at old addresses too."""
    names = {d.file for d in programme.documents if d.file is not None}
    at = {file_of(document_file(name)): name for name in sorted(names)}
    for path, name in (*at.items(), *copies(programme.site.redirects, at)):
        yield PlannedFile(address=path, produce=partial(files.published, name))


def _template_problems(error: TemplateProblem, settings: Settings) -> Iterable[Diagnostic]:
    """Give the place in the template; where it is not saved as UTF-8, that is the whole problem."""
    path = _shown(error.file, settings)
    try:
        within = bound_of(error.file, settings.real_root)
        data = read_file(error.file, within, LARGEST_FILE)
    except (OSError, TooLargeError):  # there is no place in it that can be shown
        data = b""
    source, found = read_text(path, data)
    if source is None or any(one.code == "encoding" for one in found):
        return [one for one in found if one.code != "odd-character"]
    line = min(max(error.line, 1), len(source.line_starts))
    start = source.line_starts[line - 1]
    shown = source.line(line)
    first = start + len(shown) - len(shown.lstrip())
    message = f"The template cannot be used: {error.message}."
    help_ = "Correct it, or delete your copy to use the one that comes with sitegen."
    return [problem("template", Span(source, first, start + len(shown)), message, help_)]


def _not_drawn(files: SiteFiles) -> Diagnostic:
    """Warn that a part of sitegen is missing. The dates must be published all the same."""
    path, field = "content/site.yaml", "link_pictures"
    source, _ = read_text(path, files.read[path])
    at = source.text.find(field) if source else -1
    span = Span(source, at, at + len(field)) if source and at >= 0 else Span(Source(path, ""), 0, 0)
    message = "The pictures for links were left out: what draws them is not installed here."
    help_ = 'To install it: pip install "sitegen[pictures]"'
    return problem("pictures-not-drawn", span, message, help_)


def _passed_over(templates: Templates, settings: Settings) -> Iterator[Diagnostic]:
    """Warn of templates and assets that are left out because of their names and may be meant."""
    for file, meant in templates.passed_over:
        path = _shown(file, settings)
        message = f"sitegen passes over {path} because of its name."
        name = meant.rpartition("/")[2]
        help_ = f"Rename it to {name}. If nobody needs it, delete it."
        yield problem("unknown-file", Span(Source(path, ""), 0, 0), message, help_)


def _shown(file: Path, settings: Settings) -> str:
    """Give the path of a template as short as it can be said."""
    bases = (settings.root.resolve(), *(folder.parent for folder in settings.templates))
    base = next((b for b in bases if file.is_relative_to(b)), file.parent)
    return file.relative_to(base).as_posix()
