"""The kinds of values that only this domain has: moments, runs of days, hours, rules."""

from __future__ import annotations

import re
from datetime import date, time
from itertools import pairwise

from sitegen.lazy import dataclass, pattern
from sitegen.programme.about_dates import AboutRule, Anchor
from sitegen.programme.amounts import CURRENCIES, FREE, Amount, says_free
from sitegen.programme.deadline_rules import DeadlineRule, NoDeadline
from sitegen.programme.model import DayRun, Expected, Hours, Moment, Season
from sitegen.source.dates import (
    FIRST_YEAR,
    ISO_DATE_SCHEMA,
    LAST_YEAR,
    MONTHS,
    WEEKDAYS,
    read_date,
    read_moment,
    read_run,
    read_time,
    time_without_day,
)
from sitegen.source.day_names import A_MONTH
from sitegen.source.fields import NOT_DECIDED, Kind, Misread
from sitegen.source.same_facts import same_days_and_times, same_signs
from sitegen.source.suggestions import closest, proposal
from sitegen.source.values import whole_number
from sitegen.source.wording import MARK, is_to_fill_in, shown

_WEEKDAY = "|".join(WEEKDAYS)
_MONTH = "|".join(MONTHS)
_PARTS = {name: number for number, name in enumerate(MONTHS, 1)} | {
    one.value: one for one in Season
}
_EXPECTED = rf"(({'|'.join(_PARTS)}) )?(19|20)[0-9]{{2}}"
_IN_YEAR = pattern(_EXPECTED)
_MONTH_IN_DIGITS = pattern(
    r"^(?:(?P<year>20[0-9]{2})[-/.](?P<month>0?[1-9]|1[0-2])"
    r"|(?P<first>0?[1-9]|1[0-2])[-/.](?P<last>20[0-9]{2}))$"
)
_BESIDE = pattern(r"(?!(?:in|of|the)\b)\b[a-z]|\bq?[1-4]\b", re.IGNORECASE)
"""What stands beside a month, a season or a year and says more than that."""
_CALLED_PART = pattern(rf"\b(?:{A_MONTH}|{'|'.join(Season)}|autumn|winter)\b", re.IGNORECASE)
_NO_DEADLINE = {one.value: one for one in NoDeadline}
_FIRST_COME = pattern(r"\W*(on a )?first[- ]+come\b.*", re.IGNORECASE)
_ANY_TIME = pattern(
    r"\W*((there is )?no deadlines?|no|any ?time|apply any ?time|n/a|"
    r"rolling( (admissions?|applications?|basis|deadline|enrollment))?)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Weekdays in a row (Monday is 0), and the words they were written in."""

    numbers: tuple[int, ...]
    words: str


def _read_moment(text: str) -> Moment | Misread:
    found = read_moment(text)
    return found if isinstance(found, Misread) else Moment(*found)


def _says_all_of_first_day(typed: str, written: str) -> bool:
    """Tell whether nothing is lost, of words or of a date."""
    law = same_signs if _IN_YEAR.fullmatch(written) else same_days_and_times
    return law(typed.casefold(), written.casefold())


def _read_last_moment(text: str) -> Moment | NoDeadline | Misread:
    return _no_deadline(text) or _read_moment(text)


def _no_deadline(text: str) -> NoDeadline | Misread | None:
    """Read the words for no deadline, or say which were meant; None where none were."""
    if text in _NO_DEADLINE:
        return _NO_DEADLINE[text]
    meant: str | None
    if _FIRST_COME.fullmatch(text):
        meant = NoDeadline.FIRST_COME
    elif _ANY_TIME.fullmatch(text):
        meant = NoDeadline.ANY_TIME
    else:
        meant = closest(text, _NO_DEADLINE)
    if meant is None:
        return None
    message = f"“{shown(text)}” is not how to write that there is no deadline."
    return Misread("unknown-choice", message, proposal(text, meant), meant, same_signs(text, meant))


def _says_all_of_deadline(typed: str, written: str) -> bool:
    """Tell whether nothing is lost, of words or of a date."""
    return (same_signs if written in _NO_DEADLINE else same_days_and_times)(typed, written)


def _read_first_day(text: str) -> date | Expected | Misread:
    name, _, year = text.rpartition(" ")
    if _IN_YEAR.fullmatch(text):
        return Expected(int(year), _PARTS[name] if name else None)
    found = read_date(text)
    return (_misread_expected(text) or found) if isinstance(found, Misread) else found


def _misread_expected(text: str) -> Misread | None:
    """Say how a month, season or year is written that stands otherwise; None where none does."""
    if is_to_fill_in(text):
        message = f"“{shown(text)}” still holds {MARK}, which stands for what only you know."
        return Misread("empty-field", message, f"Write it in place of {MARK}.")
    said = _MONTH_IN_DIGITS.sub(_month_in_words, text)
    rest = time_without_day(said)
    if rest is None:
        return None
    message = f"“{shown(text)}” is not how to write when a training is expected."
    years = re.findall("[0-9]{4}", rest)
    parts = {_part_called(name) for name in _CALLED_PART.findall(rest)}
    if not rest:
        return Misread(NOT_DECIDED, message, "Write tbd", "tbd")
    year = years[0] if years else MARK
    more = " What else is known can stand in its note."
    if "winter" in parts:
        message = f"“{shown(text)}” can mean its first months or its last one."
        help_ = f"Write the month such as January {year}, or only {year}.{more}"
        return Misread(NOT_DECIDED, message, help_)
    better = f"{parts.pop()} {year}" if len(parts) == 1 else year
    lost = more if _BESIDE.search(_CALLED_PART.sub("", rest)) or len(parts) > 1 else ""
    if not years:
        help_ = f"Write it with the year in place of {MARK}: `{better}`"
        return Misread(NOT_DECIDED, message, help_)
    help_ = f"Write `{better}`{'.' if lost else ''}{lost}"
    return Misread(NOT_DECIDED, message, help_, better, safe=True)


def _month_in_words(found: re.Match[str]) -> str:
    return f"{MONTHS[int(found['month'] or found['first']) - 1]} {found['year'] or found['last']}"


def _part_called(name: str) -> str:
    """Give the month or season that is called so, in full."""
    lower = name.casefold()
    month = next((one for one in MONTHS if one[:3].casefold() == lower[:3]), None)
    return month or {"autumn": Season.FALL.value}.get(lower, lower)


def _read_run(text: str) -> DayRun | Misread:
    found = read_run(text)
    return found if isinstance(found, Misread) else DayRun(*found)


def _read_milestone_days(text: str) -> Moment | DayRun | Misread:
    run = _read_run(text) if " to " in text else None
    if run is not None and not isinstance(run, Misread):
        return run
    found = _read_moment(text)
    if not isinstance(found, Misread):
        return found
    from sitegen.source.mending_dates import names_two_days

    return _read_run(text) if names_two_days(text) else found


_ABOUT = r"([0-9]{1,3}) (day|week|month)s? (before|after) (?:the )?(start|end|deadline)"
_NEARLY_ABOUT = pattern(
    r"\W*(?:(?:about|around|approximately|approx|some)\W+)?([0-9]{1,3})\W*(day|week|month)s?\W+"
    r"(before|after|from)\W+(?:the\W+)?(?:(first day|start|begin)|(last day|end)"
    r"|(?:\w+ )?deadline)\w*\W*",
    re.IGNORECASE,
)
_SAYS_HOW_LONG = pattern(r"\b(days?|weeks?|months?|before|after)\b", re.IGNORECASE)
_DAYS_IN = {"day": 1, "week": 7, "month": 365 / 12}


def _read_about(text: str) -> date | AboutRule | Misread:
    if match := re.fullmatch(_ABOUT, text):
        days = round(int(match[1]) * _DAYS_IN[match[2]])
        return AboutRule(-days if match[3] == "before" else days, Anchor(match[4]), text)
    if _SAYS_HOW_LONG.search(text) is None:
        return read_date(text)
    message = f"“{shown(text)}” does not say about when it is."
    better = None
    if said := _NEARLY_ABOUT.fullmatch(text):
        anchor = "start" if said[4] else "end" if said[5] else "deadline"
        way = "before" if said[3].casefold() == "before" else "after"
        better = f"{said[1]} {said[2].casefold()}s {way} the {anchor}"
    help_ = f"Write `{better}`" if better else "Write it such as `4 weeks after the deadline`"
    return Misread("rule-format", message, help_, better)


@dataclass(frozen=True, slots=True)
class People:
    """How many people: between two numbers, which are the same where one is said."""

    lowest: int
    highest: int


_PEOPLE = whole_number(1, 100_000)
_RANGE = pattern(r"([0-9]{1,6})-([0-9]{1,6})")
_NEARLY_RANGE = pattern(
    r"(?:between )?([0-9]{1,6})\s*(?:-|–|—|to|and|until)\s*([0-9]{1,6})"
    r"(?:\W*(?:people|persons|participants|seats|places|spots))?\W*",
    re.IGNORECASE,
)


def _read_people(text: str) -> People | Misread:
    said = _RANGE.fullmatch(text)
    if said is None:
        if meant := _NEARLY_RANGE.fullmatch(text):
            better = f"{meant[1]}-{meant[2]}"
            message = f"“{shown(text)}” is not written as a range."
            return Misread("number-format", message, f"Write {better}", better)
        number = _PEOPLE.read(text)
        return number if isinstance(number, Misread) else People(number, number)
    ends = [_PEOPLE.read(said[1]), _PEOPLE.read(said[2])]
    lowest, highest = (one for one in ends)
    if isinstance(lowest, Misread):
        return lowest
    if isinstance(highest, Misread):
        return highest
    if lowest < highest:
        return People(lowest, highest)
    message = f"{highest} is not more than {lowest}."
    help_ = f"If they were swapped, write {highest}-{lowest}"
    if lowest == highest:
        help_ = f"Write {lowest}"
    return Misread("number-range", message, help_)


_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,7})(?:\.[0-9]{2})?"
_AMOUNT = rf"\$({_NUMBER})|({_NUMBER}) ([A-Z]{{3}})"
_CALLED = {
    **dict.fromkeys(("$", "us$", "dollar", "dollars", "us dollar", "us dollars"), "USD"),
    **dict.fromkeys(("€", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "pound", "pounds"), "GBP"),
}
"""What people write in place of the short name of a currency."""

_NEARLY_AMOUNT = pattern(r"([^0-9]*?) ?([0-9][0-9,]*(?:\.[0-9]{1,2})?) ?([^0-9]*)")


def _read_amount(text: str) -> Amount | Misread:
    if text == "free":
        return FREE
    match = re.fullmatch(_AMOUNT, text)
    number, currency = (match[1] or match[2], match[3] or "USD") if match else ("", "")
    if match and currency in CURRENCIES and (hundredths := _hundredths(number)):
        return Amount(hundredths, currency)
    code, message = "amount-format", f"“{shown(text)}” is not an amount with its currency."
    better = _better_amount(text)
    if better is not None and re.fullmatch(_NUMBER, better):
        help_ = f"If US dollars are meant, write `{better} USD`"
        return Misread(code, message, help_)
    if better is None and match and (near := closest(currency, CURRENCIES)):
        return Misread(code, message, f"Did you mean `{number} {near}`?")
    help_ = f"Write `{better}`" if better else "Write it such as `150 USD` or `free`"
    return Misread(code, message, help_, better)


def _hundredths(number: str) -> int:
    whole, _, part = number.replace(",", "").partition(".")
    return int(whole) * 100 + int(part or 0)


def _better_amount(text: str) -> str | None:
    """Write an amount that is typed otherwise; without a currency where none is named."""
    if says_free(text) or text.casefold() in {"none", "nothing"}:
        return "free"
    said = _NEARLY_AMOUNT.fullmatch(text.strip())
    number = said[2] + "0" * bool(re.search(r"\.[0-9]$", said[2])) if said else ""
    if said is None or not re.fullmatch(_NUMBER, number):
        return None
    if not _hundredths(number):
        return "free"
    names = [one.strip(" .").casefold() for one in (said[1], said[3])]
    currencies = {_CALLED.get(one, one.upper()) for one in names if one}
    if not currencies:
        return number
    known = currencies & CURRENCIES
    return f"{number} {known.pop()}" if len(known) == len(currencies) == 1 else None


def _read_hours(text: str) -> Hours | Misread:
    first, has_break, second = text.partition(" and ")
    session, other = _session(first), _session(second)
    if session is None or (has_break and other is None):
        from sitegen.source.mending_hours import misread_hours

        return misread_hours(text)
    if other is not None:
        return _with_break(*session, *other)
    opens, closes = session
    if closes > opens:
        return Hours(opens, closes)
    message = f"The end, {closes:%H:%M}, is not after the beginning, {opens:%H:%M}."
    later = closes.replace(hour=(closes.hour + 12) % 24)
    night = "leave out the line and say it in a note. The hours of a day end on that day."
    if later > opens:
        better = f"{opens:%H:%M} to {later:%H:%M}"
        help_ = f"If the afternoon is meant, write {better}. If a night is meant, {night}"
        return Misread("hours-out-of-order", message, help_, better)
    help_ = f"The time 5 in the afternoon is 17:00. If a night is meant, {night}"
    return Misread("hours-out-of-order", message, help_)


def _session(text: str) -> tuple[time, time] | None:
    begins, _, ends = text.partition(" to ")
    opens, closes = read_time(begins), read_time(ends)
    return None if opens is None or closes is None else (opens, closes)


def _with_break(opens: time, stops: time, resumes: time, closes: time) -> Hours | Misread:
    for before, after in pairwise((opens, stops, resumes, closes)):
        if after <= before:
            message = f"The time {after:%H:%M} stands after {before:%H:%M}, and is not later."
            help_ = "The time 5 in the afternoon is 17:00. Write the times of a day in their order."
            return Misread("hours-out-of-order", message, help_)
    return Hours(opens, closes, (stops, resumes))


def _read_days_before(text: str) -> DeadlineRule | Misread:
    if match := re.fullmatch(r"([0-9]{1,3}) (day|week)s? before start", text):
        return DeadlineRule(int(match[1]) * (7 if match[2] == "week" else 1), text)
    message = f"“{shown(text)}” is not a rule that can be computed."
    said = re.fullmatch(r"([0-9]{1,3})\W*(day|week)s?\b.*", text.strip(), re.IGNORECASE)
    better = f"{said[1]} {said[2].lower()}s before start" if said else None
    help_ = f"Write it such as {better or '28 days before start'}"
    return Misread("rule-format", message, help_, better)


def _read_deadline_rule(text: str) -> DeadlineRule | NoDeadline | Misread:
    found = _read_days_before(text)
    return found if isinstance(found, DeadlineRule) else _no_deadline(text) or found


def _read_weekdays(text: str) -> Weekdays | Misread:
    first_text, _, last_text = text.partition(" to ")
    for name in (first_text, last_text or first_text):
        if name not in WEEKDAYS:
            near = closest(name, WEEKDAYS)
            help_ = f"Did you mean {near}?" if near else "Write it such as Monday to Friday."
            better = text.replace(name, near) if near else None
            return Misread("rule-format", f"“{shown(name)}” is not a weekday.", help_, better)
    first, last = WEEKDAYS.index(first_text), WEEKDAYS.index(last_text or first_text)
    return Weekdays(tuple((first + n) % 7 for n in range((last - first) % 7 + 1)), text)


_DAY = ISO_DATE_SCHEMA["pattern"].removeprefix("^").removesuffix("$")
FIRST_DAY: Kind[date | Expected] = Kind(
    "a date, or a month, season or year",
    _read_first_day,
    {
        "type": ["string", "integer"],
        "minimum": FIRST_YEAR,
        "maximum": LAST_YEAR,
        "pattern": f"^({_DAY}|{_EXPECTED})$",
        "patternErrorMessage": "Write the date as year-month-day, such as 2022-03-21. Of days that "
        "are not known yet, write the month, season or year, such as June 2022.",
    },
    _says_all_of_first_day,
)
_MOMENT_ERROR = (
    "Write year-month-day, such as 2022-03-21, and a time, such as 12:00, if it matters."
)
MOMENT = Kind(
    "a date, with or without a time",
    _read_moment,
    {
        "type": "string",
        "pattern": f"^{_DAY}( +[0-9]{{2}}:[0-9]{{2}})?$",
        "patternErrorMessage": _MOMENT_ERROR,
    },
    same_days_and_times,
)
_WITHOUT = "|".join(_NO_DEADLINE)
LAST_MOMENT: Kind[Moment | NoDeadline] = Kind(
    f"a date, with or without a time, or {' or '.join(_NO_DEADLINE)}",
    _read_last_moment,
    {
        "type": "string",
        "pattern": f"^({_DAY}( +[0-9]{{2}}:[0-9]{{2}})?|{_WITHOUT})$",
        "patternErrorMessage": f"{_MOMENT_ERROR} Or write {' or '.join(_NO_DEADLINE)}.",
    },
    _says_all_of_deadline,
)
DAY_RUN = Kind(
    "a day, or days such as 2021-11-01 to 2021-11-05",
    _read_run,
    {
        "type": "string",
        "pattern": f"^{_DAY}( to {_DAY})?$",
        "patternErrorMessage": "Write days such as 2021-11-01 to 2021-11-05.",
    },
    same_days_and_times,
)
MILESTONE_DAYS: Kind[Moment | DayRun] = Kind(
    "a day, a day and a time, or a run of days",
    _read_milestone_days,
    {
        "type": "string",
        "pattern": f"^{_DAY}( to {_DAY}| +[0-9]{{2}}:[0-9]{{2}})?$",
        "patternErrorMessage": "Write a day such as 2021-10-18, or days such as "
        "2021-10-18 to 2021-10-21.",
    },
    same_days_and_times,
)
ABOUT: Kind[date | AboutRule] = Kind(
    "a time such as 4 weeks after the deadline, or a date",
    _read_about,
    {
        "type": "string",
        "pattern": f"^({_DAY}|{_ABOUT.replace('(?:', '(')})$",
        "patternErrorMessage": "Write it such as 4 weeks after the deadline.",
    },
)
PEOPLE: Kind[People] = Kind(
    "a whole number from 1 to 100000, or a range such as 20-25",
    _read_people,
    {
        "type": ["integer", "string"],
        "minimum": 1,
        "maximum": 100_000,
        "pattern": "^-?[0-9]{1,9}$|^[0-9]{1,6}-[0-9]{1,6}$",
        "patternErrorMessage": "Write a whole number such as 18, or a range such as 20-25.",
    },
)
AMOUNT: Kind[Amount] = Kind(
    "an amount such as 150 USD or $150, or free",
    _read_amount,
    {
        "type": "string",
        "pattern": f"^(free|{_AMOUNT})$",
        "patternErrorMessage": "Write it such as 150 USD, or free.",
    },
)
_HOURS = "[0-9]{2}:[0-9]{2} to [0-9]{2}:[0-9]{2}"
HOURS = Kind(
    "hours such as 09:00 to 16:30, or 09:00 to 12:00 and 13:00 to 16:30",
    _read_hours,
    {
        "type": "string",
        "pattern": f"^{_HOURS}( and {_HOURS})?$",
        "patternErrorMessage": "Write hours such as 09:00 to 16:30.",
    },
    same_days_and_times,
)
_DAYS_BEFORE = "[0-9]{1,3} (day|week)s? before start"
_DAYS_BEFORE_ERROR = "Write it such as 28 days before start."
DAYS_BEFORE = Kind(
    "a rule such as 28 days before start",
    _read_days_before,
    {
        "type": "string",
        "pattern": f"^{_DAYS_BEFORE}$",
        "patternErrorMessage": _DAYS_BEFORE_ERROR,
    },
)
DEADLINE_RULE: Kind[DeadlineRule | NoDeadline] = Kind(
    f"a rule such as 28 days before start, or {' or '.join(_NO_DEADLINE)}",
    _read_deadline_rule,
    {
        "type": "string",
        "pattern": f"^({_DAYS_BEFORE}|{_WITHOUT})$",
        "patternErrorMessage": f"{_DAYS_BEFORE_ERROR} Or write {' or '.join(_NO_DEADLINE)}.",
    },
)
USUAL_WEEKDAYS = Kind(
    "weekdays such as Monday to Friday",
    _read_weekdays,
    {
        "type": "string",
        "pattern": f"^({_WEEKDAY})( to ({_WEEKDAY}))?$",
        "patternErrorMessage": "Write it such as Monday to Friday.",
    },
)
