"""The days of a row as they are seen at a glance, like the leaf of a calendar: "16–20, Mon–Fri".

What one sees is short. Beside it stand the full days for those who hear or search a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sitegen.lazy import dataclass
from sitegen.programme.model import DayRun, Expected, Meaning, Training
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.runs import ShortDaysView
from sitegen.site.wording import Words, begun, to_say


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafView:
    """Days that stand together, in the order in which they are read.

    `month` is empty where a heading says it, or the days do. `before` and `after` are words such as
    "Was planned for", or what these days are called and where they are. All this is hidden from
    the instant `until` on, in UTC.
    """

    month: str = ""
    before: str = ""
    days: str = ""
    weekdays: str = ""
    after: str = ""
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameView:
    """What a training is called in a row: `name`, then its days, then what tells it `apart`.

    Its days are `shown` where the row is that of another date: one, or the first and the last.
    """

    name: str
    shown: tuple[str, ...]
    apart: str


_MEANINGS = {Meaning.BY: to_say("By"), Meaning.FROM: to_say("From")}


def leaf(
    runs: Sequence[DayRun], words: Words, *, month: bool = False, before: str = ""
) -> LeafView:
    """Show days that all begin in one month, below a heading that names it.

    Or with that `month`, days without a gap. Days that end in another month say both themselves.
    """
    within = all(_is_in_one_month(run) for run in runs)
    brief = words.brief if month and not within else words.brief_numbers
    return LeafView(
        month=words.brief_month(runs[0].first) if month and within else "",
        before=before,
        days=", ".join(brief(run.first, run.last) for run in runs),
        weekdays=", ".join(dict.fromkeys(_weekdays(run, words) for run in runs)),
    )


def leaf_of(
    runs: Sequence[DayRun], meaning: Meaning, words: Words, *, month: bool = False
) -> LeafView:
    """Show days with what they say: on them, by then, or from then on."""
    before = words.say(_MEANINGS[meaning]) if meaning in _MEANINGS else ""
    return leaf(runs, words, month=month, before=before)


def leaf_about(day: date, words: Words) -> LeafView:
    """Show a day that nobody has set: it has no weekday."""
    return LeafView(before=words.say("About"), days=str(day.day))


def leaf_expected(expected: Expected, words: Words) -> LeafView:
    """Show when something is planned for whose days are not announced."""
    time = words.expected(expected)
    if not time:
        return LeafView(before=words.say("Days not announced yet"))
    return LeafView(before=words.say("Planned for"), month=time)


def leaves(
    runs: Iterable[DayRun], short: ShortDaysView, before: str, words: Words
) -> tuple[LeafView, ...]:
    """Show days of a training in short, with their months: `runs` are those that `short` shows."""
    found: list[LeafView] = []
    seen = ""
    for run, view in zip(runs, short.runs, strict=True):
        one = leaf((run,), words, month=True)
        # What stands before it may be hidden by then.
        month = "" if found and one.month == seen and not found[-1].until else one.month
        seen = one.month
        names = (before if not found else "", view.label)
        found.append(
            LeafView(
                month=month,
                before=begun(" ".join(filter(None, names))),
                days=one.days,
                weekdays=one.weekdays,
                after=view.place.name if view.place else "",
                until=view.until,
            )
        )
    if short.more:
        found.append(LeafView(after=short.more))
    return tuple(found)


def name_view(training: Training, context: SiteContext, *, beside: date | None = None) -> NameView:
    """Name a training in the row of its own days, or of another date, `beside` which it stands."""
    words, days = context.words, training.days
    shown: tuple[str, ...] = ()
    if beside is not None and days is not None:
        shown = words.brief_ends(days.first, days.last, beside.year)
    elif beside is not None and (time := words.expected(training.expected)):
        shown = (time,)
    return NameView(
        name=words.called(training),
        shown=shown,
        apart=context.times.after_days(training),
    )


def _is_in_one_month(run: DayRun) -> bool:
    return (run.first.year, run.first.month) == (run.last.year, run.last.month)


def _weekdays(run: DayRun, words: Words) -> str:
    first, last = (words.short_weekdays[day.weekday()] for day in (run.first, run.last))
    return first if run.first == run.last else f"{first}–{last}"
