"""Files with the same digest of ingredients have the same bytes, whatever was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time, timedelta
from functools import cache
from typing import TypeVar

import programmes
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.languages import PageLanguage
from sitegen.lazy import dataclass, replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import (
    Change,
    DayRun,
    Deadline,
    Expected,
    Milestone,
    Moment,
    Opening,
    OtherDeadline,
    Programme,
    Run,
    Status,
    Training,
)
from sitegen.record import recorded
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.ingredients import Ingredients
from sitegen.site.parts import NO_PARTS, OfKind, Parts
from sitegen.site.plan import plan
from sitegen.site.planned import PlannedFile
from sitegen.site.rendering import Templates
from sitegen.source.markdown.marks import Markdown

T = TypeVar("T", Training, OtherDeadline)
TODAY, BASE = programmes.TODAY, "https://example.org/peer/"
TOLD = date(2022, 2, 20)


@dataclass(frozen=True)
class Site:
    """A programme with what was published of it."""

    programme: Programme
    ledger: Ledger

    def planned(self, parts: Parts = NO_PARTS) -> Mapping[str, PlannedFile]:
        made, ledger = self.programme, self.ledger
        files = plan(
            made,
            ledger=ledger,
            today=TODAY,
            base_url=BASE,
            templates=templates(),
            parts=parts,
            other_files=calendar_files(made, ledger, today=TODAY, base_url=BASE, parts=parts),
        )
        return {file.address: file for file in files}

    def parts(self, before: Mapping[str, OfKind]) -> Parts:
        """Give what has parts from before, which must be for the same but the dates."""
        of = Ingredients(self.programme, self.ledger, "the same").of
        return Parts(of, lambda kind: dict(before.get(kind, {})))

    def digests(self) -> Mapping[str, str]:
        return self.digests_with("the same")

    def digests_with(self, others: str) -> Mapping[str, str]:
        of = Ingredients(self.programme, self.ledger, others)
        return {address: of.digest(one.made_of) for address, one in self.planned().items()}


@cache
def templates() -> Templates:
    return Templates([shipped_templates()])


@cache
def rich() -> Site:
    site = replace(programmes.rich().site, other_languages=(PageLanguage("es"),))
    programme = replace(programmes.rich(), site=site)
    return Site(programme, recorded(programme, Ledger(), TOLD))


@cache
def of_rich() -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    made = {address: file.produce() for address, file in rich().planned().items()}
    return rich().digests(), made


@cache
def parts_of_rich() -> Mapping[str, OfKind]:
    parts = rich().parts({})
    for file in rich().planned(parts).values():
        file.produce()
    return parts.to_keep()


def with_dates(
    programme: Programme, trainings: Iterator[Training], deadlines: Iterator[OtherDeadline]
) -> Programme:
    """Give a programme other dates, in the order that `join` gives them."""
    return replace(
        programme,
        trainings=tuple(sorted(trainings, key=lambda t: t.order)),
        deadlines=tuple(sorted(deadlines, key=lambda d: (d.moment, d.id))),
    )


def moved(one: Training, days: int) -> Training:
    apart = timedelta(days)
    return replace(
        one, runs=tuple(Run(DayRun(r.days.first + apart, r.days.last + apart)) for r in one.runs)
    )


def opening(moment: Moment) -> Opening:
    return Opening(label=None, moment=moment, reason=None)


TRAININGS: Mapping[str, Callable[[Training], Training | None]] = {
    "gone": lambda _: None,
    "moved by days": lambda one: moved(one, 3),
    "moved by years": lambda one: moved(one, -750),
    "on the day of another": lambda one: moved(one, (date(2022, 6, 21) - one.period.first).days),
    "elsewhere": lambda one: replace(
        one, place=None if one.place is programmes.HALL else programmes.HALL
    ),
    "called off": lambda one: replace(one, status=Status.CANCELLED),
    "postponed": lambda one: replace(one, status=Status.POSTPONED),
    "full": lambda one: replace(one, status=Status.FULL),
    "without days": lambda one: replace(one, runs=(), expected=Expected(2022, 6)),
    "at some time": lambda one: replace(one, runs=()),
    "scheduled": lambda one: replace(one, status=Status.SCHEDULED),
    "another deadline": lambda one: replace(
        one, deadline=Deadline(label="Apply", moment=Moment(TODAY), reason=None)
    ),
    "opens later": lambda one: replace(one, opens=opening(Moment(date(2022, 3, 8), time(12)))),
    "opens today": lambda one: replace(one, opens=opening(Moment(TODAY, time(12)))),
    "opened": lambda one: replace(one, opens=opening(Moment(date(2022, 2, 1)))),
    "opens at once": lambda one: replace(one, opens=None),
    "another date": lambda one: replace(
        one,
        milestones=(Milestone(label="Test", days=DayRun(date(2024, 1, 2), TODAY), at=None),),
    ),
    "another note": lambda one: replace(one, note=Markdown("More *words*.")),
    "a change": lambda one: replace(one, changes=(Change(on=TODAY, what="It is so."),)),
    "cost": lambda one: replace(one, cost="$5"),
    "other contacts": lambda one: replace(one, contacts=(programmes.LATARSHA,)),
    "of another year": lambda one: replace(one, year=one.year + 1),
    "in another language": lambda one: replace(one, language="fr"),
}

DEADLINES: Mapping[str, Callable[[OtherDeadline], OtherDeadline | None]] = {
    "gone": lambda _: None,
    "over": lambda one: replace(one, moment=Moment(date(2021, 1, 2))),
    "another label": lambda one: replace(one, label="Packet"),
    "a change": lambda one: replace(one, changes=(Change(on=TODAY, what="It is so."),)),
}


@dataclass(frozen=True)
class Edit:
    """One change to one thing, and whether it was recorded then."""

    of: str
    what: str
    is_recorded: bool = False

    def made(self, site: Site) -> Site:
        before = site.programme
        programme = with_dates(
            before,
            filter(None, (self._changed(one, TRAININGS) for one in before.trainings)),
            filter(None, (self._changed(one, DEADLINES) for one in before.deadlines)),
        )
        ledger = recorded(programme, site.ledger, TODAY) if self.is_recorded else site.ledger
        return Site(programme, ledger)

    def _changed(self, one: T, changes: Mapping[str, Callable[[T], T | None]]) -> T | None:
        return changes[self.what](one) if one.id == self.of else one


def edits() -> st.SearchStrategy[Edit]:
    programme = rich().programme
    named = [(one.id, what) for one in programme.trainings for what in TRAININGS]
    named += [(one.id, what) for one in programme.deadlines for what in DEADLINES]
    return st.builds(
        lambda named, is_recorded: Edit(*named, is_recorded), st.sampled_from(named), st.booleans()
    )


def same(after: Site) -> list[str]:
    """Make what has the digest of before, and give its addresses, all of them as they were."""
    digest_before, made_before = of_rich()
    digest, files = after.digests(), after.planned()
    addresses = [one for one in files if digest_before.get(one) == digest[one]]
    differing = [one for one in addresses if files[one].produce() != made_before[one]]
    assert not differing
    return addresses


@settings(max_examples=20, deadline=None)
@given(st.lists(edits(), min_size=1, max_size=3))
def test_files_put_together_from_parts_are_as_if_made_anew(made: list[Edit]) -> None:
    site = rich()
    for edit in made:
        site = edit.made(site)
    parts = site.parts(parts_of_rich())
    anew, together = site.planned(), site.planned(parts)
    of_parts = [one for one in anew if one.endswith((".ics", ".json", "/index.html"))]
    assert [a for a in of_parts if anew[a].produce() != together[a].produce()] == []
    # What an edited site has made is right for the site of before too, where that is the same.
    left = parts.to_keep()
    back = rich().planned(rich().parts(left))
    _, files = of_rich()
    assert [
        a for a in files if a.endswith((".ics", ".json")) and back[a].produce() != files[a]
    ] == []


def test_only_parts_of_what_was_changed_are_made_again() -> None:
    site = Edit("t-open", "another note").made(rich())
    parts = site.parts(parts_of_rich())
    for file in site.planned(parts).values():
        file.produce()
    assert parts_of_rich().keys() == {"calendars", "trainings.json"}
    assert {kind: [*new] for kind, new in parts.handed_over().items()} == {
        "calendars": ["t-open"],
        "trainings.json": ["t-open"],
    }


@settings(max_examples=20, deadline=None)
@given(st.lists(edits(), min_size=1, max_size=3))
def test_what_is_made_of_the_same_is_the_same(made: list[Edit]) -> None:
    site = rich()
    for edit in made:
        site = edit.made(site)
    same(site)


def test_a_change_to_one_training_touches_few_files() -> None:
    before, _ = of_rich()
    after = Edit("t-open", "another note").made(rich()).digests()
    changed = {one for one in before if before[one] != after[one]}
    ours = {one for one in changed if one.startswith("trainings/t-")}
    assert ours == {
        f"trainings/{name}/{file}"
        for name, file in (
            ("t-open", "index.html"),
            ("t-open", "print/index.html"),
            ("t-open", "t-open.ics"),
            # Those before and after it lead to it.
            ("t-soon", "index.html"),
            ("t-soon", "print/index.html"),
            ("t-full", "index.html"),
            ("t-full", "print/index.html"),
        )
    }
    assert {"index.html", "trainings.json", "sitemap.xml", "es/years/2022/index.html"} <= changed
    assert changed.isdisjoint({"years/2020/index.html", "trainings/supervisor/index.html"})
    assert changed.isdisjoint({"calendars/supervisor-trainings.ics", "what-is-peer-support/"})


def test_what_is_no_date_counts_for_every_file() -> None:
    one, other = rich().digests_with("a"), rich().digests_with("b")
    assert not {address for address in one if one[address] == other[address]}


def test_what_was_published_by_an_odd_name_counts_for_every_file() -> None:
    site, (uid, event) = rich(), next(iter(rich().ledger.events.items()))
    odd = Ledger(
        events={**site.ledger.events, uid: replace(event, of="t-open")}, feeds=site.ledger.feeds
    )
    assert event.of != "t-open"
    after = Site(site.programme, odd).digests()
    assert not {address for address, one in of_rich()[0].items() if after[address] == one}


def test_what_has_left_the_feeds_touches_none_of_them() -> None:
    site = replace(rich().programme.site, past_years_in_calendars=0)
    start = Site(replace(rich().programme, site=site), rich().ledger)
    before = start.digests()

    def touched(id_: str) -> set[str]:
        after = Edit(id_, "another note").made(start).digests()
        return {one for one in before if before[one] != after[one] and one.startswith("calendars/")}

    assert not {one for one in touched("t-over") if one.endswith(".ics")}
    assert "calendars/all-trainings.ics" in touched("t-open")


def test_equal_things_have_equal_digests_wherever_they_are_from() -> None:
    programme = rich().programme

    def anew(one: Training) -> Training:
        return replace(one, runs=tuple(replace(run) for run in one.runs), id=f"{one.id} "[:-1])

    again = replace(programme, trainings=tuple(anew(one) for one in programme.trainings))
    assert again.trainings[0].id is not programme.trainings[0].id
    of, of_again = (Ingredients(one, rich().ledger, "the same") for one in (programme, again))
    assert of.of == of_again.of
    assert len(set(of.of.values())) == len(of.of)
