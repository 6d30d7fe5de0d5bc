"""What visitors read beside the words of editors: in English, or from a catalogue of its language.

A date always has its year and its weekday, a range says "to" (screen readers skip a dash). What is
only about a day has no weekday, which would say that the day is set. English is written out in the
program: the machine's locale must not change what is published. Other languages are catalogues of
gettext (`languages/*.po`), and names of days and months of the CLDR.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import cache, cached_property
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, final

from sitegen.languages import PageLanguage
from sitegen.lazy import dataclass, field, pattern
from sitegen.programme.amounts import Amount
from sitegen.programme.closed_days import DayOfYear, WeekdayOfMonth
from sitegen.programme.deadline_rules import IfClosed, NoDeadline
from sitegen.programme.model import (
    DayRun,
    Expected,
    Fee,
    Hours,
    Mode,
    Moment,
    Office,
    OtherDeadline,
    Person,
    Place,
    Renewal,
    Season,
    Training,
)
from sitegen.source.dates import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from markupsafe import Markup

    from sitegen.programme.dates import NamedDate
    from sitegen.source.fields import OwnWords


def filled(pattern: str, /, **values: object) -> str:
    """Put `values` in the places of their names; what is marked among them stays marked."""
    if ForeignText in map(type, values.values()):
        return ForeignText.joined(pattern, values)
    return pattern.format(**values)


def begun(words: str) -> str:
    """Write words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def said_here(words: OwnWords | None) -> str | None:
    """Give words of the site, where they are in the language of the page."""
    return None if isinstance(words, ForeignText) else words


def says_applying(label: str) -> bool:
    """Tell whether one applies by what is called so, and not, for example, pays a fee."""
    return _SAYS_APPLYING.search(label) is not None


def to_say(text: str) -> str:
    """Give the same text: `Words.say` will say it, and it belongs in the catalogues."""
    return text


_ZONES = {
    "America/New_York": to_say("Eastern Time"),
    "America/Detroit": to_say("Eastern Time"),
    "America/Chicago": to_say("Central Time"),
    "America/Denver": to_say("Mountain Time"),
    "America/Boise": to_say("Mountain Time"),
    "America/Phoenix": to_say("Arizona Time"),
    "America/Los_Angeles": to_say("Pacific Time"),
    "America/Anchorage": to_say("Alaska Time"),
    "America/Puerto_Rico": to_say("Atlantic Time"),
    "Pacific/Honolulu": to_say("Hawaii Time"),
}
_LANGUAGES = {
    "ar": to_say("Arabic"),
    "ase": to_say("American Sign Language"),
    "cho": to_say("Choctaw"),
    "de": to_say("German"),
    "en": to_say("English"),
    "es": to_say("Spanish"),
    "fr": to_say("French"),
    "ht": to_say("Haitian Creole"),
    "ko": to_say("Korean"),
    "pt": to_say("Portuguese"),
    "ru": to_say("Russian"),
    "vi": to_say("Vietnamese"),
    "zh": to_say("Chinese"),
}
_SEASONS = {
    Season.SPRING: to_say("spring {year}"),
    Season.SUMMER: to_say("summer {year}"),
    Season.FALL: to_say("fall {year}"),
}
_NO_DEADLINE = {
    NoDeadline.ANY_TIME: to_say("none"),
    NoDeadline.FIRST_COME: to_say("none (first come, first served)"),
}
_DUE = {
    IfClosed.KEEP: to_say("{every}, by {day}."),
    IfClosed.PREVIOUS: to_say("{every}, by {day} or the working day before."),
    IfClosed.NEXT: to_say("{every}, by {day} or the working day after."),
}
_NTH = {
    1: to_say("the first {weekday} of {month}"),
    2: to_say("the second {weekday} of {month}"),
    3: to_say("the third {weekday} of {month}"),
    4: to_say("the fourth {weekday} of {month}"),
    -1: to_say("the last {weekday} of {month}"),
}
_SAYS_APPLYING = pattern(
    r"\b(appl|regist|enrol|sign(ing)?[ -]?up|forms?\b|solicit|inscri|postul|formulario)"
    r"|^(the )?(deadline|closing date|due date|last day|fecha límite|plazo)$",
    flags=re.IGNORECASE,
)
"""What in the label of a deadline tells that one applies by it; or it does not say by what."""

_UNBROKEN = "\N{WORD JOINER}"
"""No line ends between the days of a range."""

_SAYS_ONLINE = pattern(r"\b(virtual|on-?line|en l[ií]nea|webinars?|internet)", flags=re.IGNORECASE)
"""What in the name of a place tells people that nobody travels there."""


@final
class ForeignText(str):
    """Words in another language than the page: plain in an attribute, marked in HTML (WCAG 3.1.2).

    Where they are joined with other words by `Words.say`, only they are marked.
    """

    _html: Markup

    @classmethod
    def of(cls, words: str, language: str) -> ForeignText:
        """Mark `words` as written in `language` (BCP 47)."""
        from markupsafe import Markup  # noqa: PLC0415 - a check marks nothing

        return cls._made(words, Markup('<span lang="{}">{}</span>').format(language, words))

    @classmethod
    def joined(cls, pattern: str, values: Mapping[str, object]) -> ForeignText:
        """Fill words of the page's language with others, some of which are marked."""
        from markupsafe import escape  # noqa: PLC0415 - as above

        return cls._made(pattern.format(**values), escape(pattern).format(**values))

    @classmethod
    def _made(cls, plain: str, html: Markup) -> ForeignText:
        text = cls(plain)
        text._html = html
        return text

    def __html__(self) -> str:
        """Give the words for HTML."""
        return self._html


@dataclass(frozen=True, kw_only=True)
class Words:
    """The interface in one language (BCP 47), and how dates and times are said in it.

    `translations` gives a translation by the English text, and the form that goes with a number.
    `version` tells them from all other texts; none where that is not known.
    """

    language: str
    version: str = ""
    translations: NullTranslations = field(default=NullTranslations(), repr=False)
    months: Sequence[str] = MONTHS  # from January
    weekdays: Sequence[str] = WEEKDAYS  # from Monday
    short_months: Sequence[str] = tuple(month[:3] for month in MONTHS)
    short_weekdays: Sequence[str] = tuple(day[:3] for day in WEEKDAYS)

    def say(self, text: str, /, **values: object) -> str:
        """Say an English text in this language, with `values` in the places of their names."""
        # Of no text, a catalogue says what it is about.
        pattern = self.translations.gettext(text) if text else text
        return filled(pattern, **values) if values else pattern

    def count(self, one: str, several: str, number: float) -> str:
        """Say how many there are: "1 person", "{number} people". A language may have more forms.

        What is not whole, such as 1.5 or 0.5, has the form of several.
        """
        whole = int(number) if number == int(number) else 2
        return filled(self.translations.ngettext(one, several, whole), number=number)

    def day(self, d: date) -> str:
        """Return "Monday, March 21, 2022"."""
        said = self._days.get(d)
        if said is None:
            said = self._days[d] = self.say(
                "{weekday}, {month} {day}, {year}",
                weekday=self.weekdays[d.weekday()],
                month=self.months[d.month - 1],
                day=d.day,
                year=d.year,
            )
        return said

    @cached_property
    def _days(self) -> dict[date, str]:
        """Days that were said: each stands on many pages."""
        return {}

    def days(self, first: date, last: date) -> str:
        """Return "Monday, March 21 to Friday, March 25, 2022"; one day as `day` says it."""
        said = self.ends(first, last)
        if len(said) == 1:
            return said[0]
        return self.say("{first} to {last}", first=said[0], last=said[1])

    def ends(self, first: date, last: date) -> tuple[str, ...]:
        """Words of the first and the last day; one for one day, both years where they differ."""
        if first == last:
            return (self.day(first),)
        begin = self.weekday_and_day(first) if first.year == last.year else self.day(first)
        return (begin, self.day(last))

    def short_days(self, first: date, last: date) -> str:
        """Return "March 21 to 25, 2022": only where the full date with weekdays is beside it."""
        end = self.say("{day}, {year}", day=self.month_and_day(last), year=last.year)
        if first == last:
            return end
        if first.year != last.year:
            begin = self.say("{day}, {year}", day=self.month_and_day(first), year=first.year)
            return self.say("{first} to {last}", first=begin, last=end)
        if first.month != last.month:
            return self.say("{first} to {last}", first=self.month_and_day(first), last=end)
        return self.say(
            "{month} {first} to {last}, {year}",
            month=self.months[first.month - 1],
            first=first.day,
            last=last.day,
            year=last.year,
        )

    def brief(self, first: date, last: date, year: int | None = None) -> str:
        """Return "March 21–25, 2022", without the year where that is `year`.

        Only where it is seen beside the full days: screen readers skip a dash.
        """
        return f"–{_UNBROKEN}".join(self.brief_ends(first, last, year))

    def brief_ends(self, first: date, last: date, year: int | None = None) -> tuple[str, ...]:
        """Return "March 21" and "25, 2022": what stands before the dash of `brief`, and behind."""
        if first.year != last.year:
            return (*self.brief_ends(first, first), *self.brief_ends(last, last))
        if last.year == year:
            return self._ends_in_year(first, last)
        *begin, end = self._ends_in_year(first, last)
        return (*begin, self.say("{day}, {year}", day=end, year=last.year))

    def _ends_in_year(self, first: date, last: date) -> tuple[str, ...]:
        if first == last:
            return (self.month_and_day(last),)
        if first.month != last.month:
            return (self.month_and_day(first), self.month_and_day(last))
        # The month stands before the first day, or behind the last.
        before, after = self._around_day(first)
        return (f"{before}{first.day}", f"{last.day}{after}")

    def brief_month(self, d: date) -> str:
        """Return "Mar 2022": only where it is seen beside the full days."""
        return f"{self.short_months[d.month - 1]} {d.year}"

    def brief_numbers(self, first: date, last: date) -> str:
        """Return "21–25", to stand below March 2022; days in two months say both."""
        if (first.year, first.month) != (last.year, last.month):
            return self.brief(first, last, first.year)
        return f"{first.day}" if first == last else f"{first.day}–{_UNBROKEN}{last.day}"

    def called(self, training: Training) -> str:
        """Return "CPSS Training", or "CPSS Training, Cohort 108" of one with its own title."""
        track, title = training.track.name, training.title
        return filled("{track}, {title}", track=track, title=title) if title else track

    def label(self, one: NamedDate) -> str:
        """Return what a date is called; an opening without a name of its own has a usual one."""
        if one.amount is not None:
            return self.say("{amount} due ({fee})", amount=self.amount(one.amount), fee=one.label)
        return one.label or self.say("Applications open")

    def applying_label(self, label: str) -> str:
        """Return "Apply by" for visitors, whatever that by which one applies is called.

        What one has to do by another deadline, its own label says.
        """
        return self.say("Apply by") if says_applying(label) else label

    def runs(self, day_runs: Sequence[DayRun]) -> str:
        """Join the runs as `days` says each: "…, 2021; …, 2021; and …, 2021"."""
        said = [self.days(run.first, run.last) for run in day_runs]
        if len(said) == 1:
            return said[0]
        return self.say("{several}; and {last}", several="; ".join(said[:-1]), last=said[-1])

    def expected(self, when: Expected) -> str:
        """Return "June 2031", "summer 2031" or "2031"; nothing where not even the year is known."""
        if when.year is None or when.part is None:
            return f"{when.year or ''}"
        if isinstance(when.part, Season):
            return self.say(_SEASONS[when.part], year=when.year)
        return self.month(date(when.year, when.part, 1))

    def not_announced(self, when: Expected, *, is_past: bool = False) -> str:
        """Return "June 2031, days not announced yet", to stand in the place of days."""
        if when.year is None:
            return self.say("Days not announced yet")
        pattern = to_say("{time}, days not announced yet")
        if is_past:
            pattern = to_say("{time}, days not announced")
        return begun(self.say(pattern, time=self.expected(when)))

    def month(self, d: date) -> str:
        """Return "March 2022"."""
        return self.say("{month} {year}", month=self.months[d.month - 1], year=d.year)

    def clock(self, t: time) -> str:
        """Return "8:30 a.m.", "5 p.m.", "noon" or "midnight" (the start of the day)."""
        if t.minute == 0 and t.hour in {0, 12}:
            return self.say("noon") if t.hour else self.say("midnight")
        minutes = f":{t.minute:02}" if t.minute else ""
        # A catalogue says which of both its language has.
        clocks = {"clock": f"{t.hour % 12 or 12}{minutes}", "clock24": f"{t.hour}:{t.minute:02}"}
        if t.hour < 12:
            return self.say("{clock} a.m.", **clocks)
        return self.say("{clock} p.m.", **clocks)

    def moment(self, m: Moment) -> str:
        """Return "Monday, April 18, 2022" or "Monday, April 18, 2022 at noon"."""
        return self.at(m, self.day(m.day))

    def at(self, m: Moment, day: str) -> str:
        """Return "Monday, April 18 at noon" of a moment whose `day` is said so."""
        if m.at is None:
            return day
        if m.at == time(0):
            return self.say("{day} at midnight, when the day starts", day=day)
        return self.say("{day} at {clock}", day=day, clock=self.clock(m.at))

    def of_year(self, dated: Training | OtherDeadline) -> str:
        """Return " (year assumed)" to stand after a date, nothing where the year is certain."""
        said = self.say("(year assumed)") if dated.year_assumed else ""
        return f" {said}" if said else ""

    def source_of_year(self, dated: Training | OtherDeadline) -> str:
        """Say in a sentence why a year is assumed; nothing where it is certain."""
        said = to_say("The year is assumed: these dates were published without one.")
        return self.say(said) if dated.year_assumed else ""

    def amount(self, a: Amount) -> str:
        """Return "$150", "1,250.50 EUR" or "free"."""
        if a.is_free:
            return self.say("free")
        whole, part = divmod(a.hundredths, 100)
        number = f"{whole:,}.{part:02}" if part else f"{whole:,}"
        return f"${number}" if a.currency == "USD" else f"{number} {a.currency}"

    def fee(self, fee: Fee) -> str:
        """Return "$150 (Training)"."""
        return filled("{amount} ({label})", label=fee.label, amount=self.amount(fee.amount))

    def about(self, d: date) -> str:
        """Return "About October 4, 2021", of a day that nobody has set."""
        return self.say("About {day}", day=self.short_days(d, d))

    def no_deadline(self, how: NoDeadline) -> str:
        """Return "none (first come, first served)", to stand after what a deadline is called."""
        return self.say(_NO_DEADLINE[how])

    def renewal_term(self, renewal: Renewal) -> str:
        """Return "Every 4 years, by September 30 or the working day before."."""
        every = self.count("Every year", "Every {number} years", renewal.every)
        if renewal.due is None:
            return self.say("{every}, counted from the day on the certificate.", every=every)
        day = self.day_of_year(renewal.due.on)
        term = self.say(_DUE[renewal.due.if_closed], every=every, day=day)
        if renewal.every == 1 or renewal.from_year is not None:
            return term
        year = self.say("The year depends on the certificate.")
        return filled("{term} {year}", term=term, year=year)

    def day_of_year(self, day: DayOfYear | WeekdayOfMonth) -> str:
        """Return "September 30" or "the last Monday of May", of every year."""
        if isinstance(day, DayOfYear):
            return self.month_and_day(date(2000, day.month, day.day))
        weekday, month = self.weekdays[day.weekday], self.months[day.month - 1]
        return self.say(_NTH[day.nth], weekday=weekday, month=month)

    def number_of_hours(self, number: float) -> str:
        """Return "40 hours", or "1.5 hours"."""
        return self.count("1 hour", "{number} hours", number)

    def hours_on(self, h: Hours, days: DayRun | None, zone: str) -> str:
        """Return "8:30 a.m. to 5 p.m. Central Time", and of several days ", each day".

        Of days that are not known yet (None), each is meant too.
        """
        hours = f"{self.hours(h)} {zone}"
        if days is not None and days.first == days.last:
            return hours
        return self.say("{hours}, each day", hours=hours)

    def hours(self, h: Hours) -> str:
        """Return "8:30 a.m. to 5 p.m.", or "9 a.m. to noon and 1 p.m. to 4 p.m."."""
        if h.pause is not None:
            first, second = Hours(h.opens, h.pause[0]), Hours(h.pause[1], h.closes)
            pattern = to_say("{first} and {second}")
            return self.say(pattern, first=self.hours(first), second=self.hours(second))
        opens, closes = self.clock(h.opens), self.clock(h.closes)
        return self.say("{opens} to {closes}", opens=opens, closes=closes)

    def zone(self, timezone: str) -> str:
        """Name people use for an IANA zone: "Central Time", or "Berlin time" for one unknown."""
        if timezone in _ZONES:
            return self.say(_ZONES[timezone])
        city = timezone.rpartition("/")[2].replace("_", " ")
        return city if city == "UTC" else self.say("{city} time", city=city)

    def name_of(self, language: str) -> str:
        """Name of a BCP 47 language tag, by its first part; the tag itself where unknown."""
        name = _LANGUAGES.get(language.partition("-")[0].lower())
        return self.say(name) if name else language

    def place(self, p: Place | None) -> str:
        """Name of the place and how one attends there, or that it is not announced.

        A place where one can also attend online always says so: its name alone would not. Where one
        only attends online the name often says it already.
        """
        if p is None:
            return self.say("Place not announced")
        if p.mode is Mode.HYBRID:
            return self.say("{place} (in person or online)", place=p.name)
        if p.mode is Mode.VIRTUAL and not _SAYS_ONLINE.search(p.name):
            return self.say("{place} (online)", place=p.name)
        return p.name

    def month_and_day(self, d: date) -> str:
        """Return "March 21": only where the year is beside it."""
        return self.say("{month} {day}", month=self.months[d.month - 1], day=d.day)

    def _around_day(self, d: date) -> tuple[str, str]:
        """Return what `month_and_day` says before and after the number: "March " and ""."""
        before, _, after = self.say("{month} {day}").partition("{day}")
        month = self.months[d.month - 1]
        return before.format(month=month), after.format(month=month)

    def weekday_and_day(self, d: date) -> str:
        """Return "Monday, March 21": only where the year is beside it."""
        return self.say(
            "{weekday}, {month} {day}",
            weekday=self.weekdays[d.weekday()],
            month=self.months[d.month - 1],
            day=d.day,
        )


ENGLISH = Words(language="en", version="en")
"""The language in which the program is written."""


@cache
def words_in(language: PageLanguage | None) -> Words:
    """Give the interface in a language; in English for a language that has none."""
    file = language.catalogue if language else None
    if file is None:
        return ENGLISH
    return words_of(file)


def words_of(file: Path) -> Words:
    """Give the interface in the language of a catalogue (gettext), after which it is named.

    Raises ImportError where there is no such file: it is a part of the program.
    """
    if not file.is_file():
        raise ImportError(f"The texts of its pages in this language are missing: {file}")
    # Only sites in other languages wait for this to be loaded.
    from hashlib import sha256  # noqa: PLC0415

    from babel import Locale  # noqa: PLC0415
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    locale, compiled, catalogue = Locale.parse(file.stem), BytesIO(), file.read_bytes()
    write_mo(compiled, read_po(BytesIO(catalogue)))
    compiled.seek(0)
    return Words(
        language=file.stem,
        version=f"{file.stem} {sha256(catalogue).hexdigest()}",
        translations=GNUTranslations(compiled),
        months=tuple(locale.months["format"]["wide"][number] for number in range(1, 13)),
        weekdays=tuple(locale.days["format"]["wide"][number] for number in range(7)),
        short_months=tuple(locale.months["format"]["abbreviated"][n] for n in range(1, 13)),
        short_weekdays=tuple(locale.days["format"]["abbreviated"][n] for n in range(7)),
    )


def contact(c: Person | Office) -> str:
    """Return "Kathy Smith, DMH Central Office, 601-359-1288": who, where, and how to reach them."""
    if isinstance(c, Office):
        return ", ".join(part for part in (c.name, c.phone or c.email) if part)
    reach = c.phone or c.email or c.office.phone or c.office.email
    return ", ".join(part for part in (c.name, c.role, c.office.name, reach) if part)
