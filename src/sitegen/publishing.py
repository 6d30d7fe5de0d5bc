"""The whole way to subscribers: check, record on top of the last publication, build, hand over.

The ledger of the last publication is read first, and goes out with the next one in the same act. So
nobody gets what is not recorded, and where somebody else has published meanwhile, all of it is done
again on top of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from pathlib import Path

from sitegen.build import Built, build_checked
from sitegen.check import Checked, Clock, check_site
from sitegen.diagnostics import Report
from sitegen.folder import SiteFiles, read_site_files
from sitegen.git import Git, GitFailed
from sitegen.handing_over import CannotPublish, Last, Next, NotKnown, Overtaken, Target
from sitegen.handing_over.source import must_not_be_older, source_of
from sitegen.handing_over.targets import Place, target_of
from sitegen.lazy import dataclass, replace
from sitegen.programme.ledger import (
    CARRIED_LEDGER,
    LEDGER_PATH,
    Ledger,
    read_ledger,
    what_is_whole,
    write_carried_ledger,
    write_ledger,
)
from sitegen.programme.meeting_ledgers import met
from sitegen.progress import Tell, nobody
from sitegen.publish import Published
from sitegen.record import count_changed, recorded
from sitegen.settings import Settings
from sitegen.site.rebuilt_ledger import NoSite, ledger_of_site
from sitegen.writing import replace_files

_TRIES = 8
"""So often is it done again because somebody else has published meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What came of publishing, said in `outcome`. `changed` is None where nothing was published."""

    report: Report
    outcome: str
    changed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be published besides the site as it stands: from when on, and how."""

    on: date | None = None  # the day of the publication; None: today
    older: bool = False  # publish it although a later state is published
    remote: str | None = None  # the remote repository that may know commits that are not here
    commit: bool = False  # commit the ledger beside the schedules


class _NotBuilt(Exception):  # noqa: N818 - what was built, or not
    def __init__(self, built: Built) -> None:
        super().__init__(built.outcome)
        self.built = built


def publish_to(
    place: Place, settings: Settings, clock: Clock, wish: Wish, tell: Tell = nobody
) -> Handed:
    """Publish the site of `settings.root` to a place. Raises OSError where the disk fails."""
    try:
        target, remote = target_of(settings.root, place)
    except (CannotPublish, GitFailed) as error:
        return Handed(report=Report([]), outcome=f"Nothing was published. {error}")
    return publish_site(settings, clock, target, replace(wish, remote=remote), tell)


def publish_site(
    settings: Settings, clock: Clock, target: Target, wish: Wish, tell: Tell = nobody
) -> Handed:
    """Publish the site of `settings.root` to `target`.

    Raises OSError where the disk fails. All else that is in the way is said in the outcome.
    """
    publishing = _Publishing(settings, clock, target, wish, tell)
    try:
        for _ in range(_TRIES):
            try:
                return publishing.once()
            except Overtaken:
                continue
    except NotKnown as error:
        return Handed(report=Report([]), outcome=str(error))
    except (CannotPublish, GitFailed) as error:
        return Handed(report=Report([]), outcome=f"Nothing was published. {error}")
    except _NotBuilt as error:
        return Handed(report=error.built.report, outcome=error.built.outcome)
    outcome = f"Others publish to {target.name} all the time. Nothing was published. Try again."
    return Handed(report=Report([]), outcome=outcome)


@dataclass(frozen=True, slots=True)
class _Publishing:
    settings: Settings
    clock: Clock
    target: Target
    wish: Wish
    tell: Tell

    def once(self) -> Handed:
        """Publish on top of what is published now. Raises Overtaken, and what is in the way."""
        files = read_site_files(self.settings.root)
        own, problems = read_ledger(LEDGER_PATH, files.ledger)
        if problems:
            report = check_site(files, self.clock).report
            return Handed(report=report, outcome="Nothing was published.")
        commit = self._source()
        last = self.target.last()
        carried, how = _carried(last, self.target)
        git = Git(self.settings.root)
        if commit and carried.commit and not self.wish.older:
            must_not_be_older(git, commit, carried.commit, self.wish.remote)
        before = met(own, carried)
        # Of a training that is gone, one side may know more than the other. It stays gone, and
        # what is recorded of all its dates counts on.
        checked = check_site(files, self.clock, known=what_is_whole(before))
        if checked.programme is None:
            return Handed(report=checked.report, outcome="Nothing was published.")
        base_url = self.settings.base_url
        on = self.wish.on or checked.today
        ledger = recorded(checked.programme, before, on, base_url)
        changed = self._hand_over(files, replace(checked, ledger=ledger), last, carried, commit)
        in_tree = self._keep(files, ledger, commit)
        outcome = _outcome(self.target, before, ledger, changed=changed) + how + in_tree
        return Handed(report=checked.report, outcome=outcome, changed=changed)

    def _source(self) -> str | None:
        try:
            return source_of(Git(self.settings.root))
        except GitFailed:  # there is none on this machine
            return None

    def _hand_over(
        self,
        files: SiteFiles,
        checked: Checked,
        last: Last,
        carried: Ledger,
        commit: str | None,
    ) -> bool:
        def build(output: Path | None, first: Iterable[tuple[str, bytes]]) -> Published:
            settings = self.settings
            if output is not None:
                settings = replace(settings, output=output, names_output=True)
            built = build_checked(settings, files, checked, first=first, tell=self.tell)
            if built.published is None:
                raise _NotBuilt(built)
            return built.published

        following = Next(
            build=build,
            output=self.settings.output,
            ledger=write_carried_ledger(checked.ledger, commit),
            same_ledger=write_carried_ledger(
                checked.ledger, commit if self.wish.older else carried.commit
            ),
            commit=commit,
        )
        return self.target.hand_over(last, following)

    def _keep(self, files: SiteFiles, ledger: Ledger, commit: str | None) -> str:
        """Bring the ledger beside the schedules up to date too, where there is one."""
        if not (self.settings.root / LEDGER_PATH).is_file():
            return ""
        text = write_ledger(ledger)
        if text != files.ledger:
            replace_files(self.settings.root, {LEDGER_PATH: text})
        git = Git(self.settings.root)
        if commit is None or not git.ask("status", "--porcelain", "--", LEDGER_PATH):
            return ""
        if not self.wish.commit:
            return f" {LEDGER_PATH} is up to date too. Commit it, or add --commit the next time."
        try:
            git.ask("add", "--", LEDGER_PATH)
            asked = ("commit", "--quiet", "--only", "--message", "Record what was published")
            git.sign(*asked, "--", LEDGER_PATH)
        except GitFailed as error:
            return f" {LEDGER_PATH} is up to date too, and could not be committed: {error}"
        return f" {LEDGER_PATH} is up to date too, and committed."


def _carried(last: Last, target: Target) -> tuple[Ledger, str]:
    """Give the ledger of the last publication, and say where it had to be made anew.

    Raises CannotPublish where it cannot be: nobody would know what subscribers have.
    """
    read = [read_ledger(CARRIED_LEDGER, data) for data in last.ledgers]
    ledger = reduce(met, [one for one, _ in read], Ledger())
    commit = read[0][0].commit if read else None
    is_damaged = any(problems for _, problems in read)
    is_empty = not any(one.feeds for one, _ in read)
    if not is_damaged and not (is_empty and last.has_site):
        return replace(ledger, commit=commit), ""
    what = "is damaged" if is_damaged else "is lost"
    try:
        rebuilt = ledger_of_site(target.calendars(last))
    except NoSite as error:
        message = f"The ledger {CARRIED_LEDGER} of {target.name} {what}. {error} Put back the file "
        raise CannotPublish(f"{message}as it was, or the whole site with it.") from error
    told = f" Its ledger {what.replace('is', 'was')}. It was made anew of the published calendars."
    return replace(met(ledger, rebuilt), commit=commit), told


def _outcome(target: Target, before: Ledger, after: Ledger, *, changed: bool) -> str:
    if not changed:
        return f"Nothing has changed; {target.name} is up to date."
    count = count_changed(before, after)
    events = "event is" if count == 1 else "events are"
    return f"The site is published to {target.name}: {count} calendar {events} new or changed."
