"""What one sees of days at a glance says the same days as their full form, in every language."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programmes import CPSS, deadline, planned, programme, training
from read_pages import main_of, said_in, words_of

from sitegen.languages import PageLanguage
from sitegen.lazy import replace
from sitegen.programme.model import DayRun, Expected, Moment, OtherDeadline, Run, Status, Training
from sitegen.site.views.leaves import leaf, leaf_expected
from sitegen.site.wording import ENGLISH, Words, words_in

SPANISH = words_in(PageLanguage.SPANISH)
LANGUAGES = pytest.mark.parametrize("words", [ENGLISH, SPANISH], ids=["en", "es"])
TODAY = date(2022, 3, 1)

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
spans = st.builds(
    lambda first, more: DayRun(first, first + timedelta(more)), days, st.integers(0, 400)
)


def plain(text: str) -> str:
    return text.replace("\N{WORD JOINER}", "")


def one_day(text: str, words: Words) -> tuple[int, int | None, int | None]:
    """The day of the month, the month and the year that a short form says, where it does."""
    year = re.search(r"\b\d{4}\b", text)
    rest = text.replace(year[0], "") if year else text
    months = [n for n, name in enumerate(words.months, 1) if re.search(rf"\b{name}\b", rest)]
    day = re.search(r"\d{1,2}", rest)
    assert day
    return int(day[0]), months[0] if months else None, int(year[0]) if year else None


def read(text: str, words: Words, month: int | None, year: int | None) -> DayRun:
    """Read a short form as a person does, who knows the month and the year from a heading."""
    parts = [one_day(part, words) for part in plain(text).split("–")]
    known = [(m, y) for _, m, y in parts]
    # What is said once holds for both days.
    last_year = known[-1][1] or year
    first_year = known[0][1] or last_year
    last_month = known[-1][0] or known[0][0] or month
    first_month = known[0][0] or last_month
    assert first_year
    assert last_year
    assert first_month
    assert last_month
    first, last = parts[0][0], parts[-1][0]
    return DayRun(date(first_year, first_month, first), date(last_year, last_month, last))


@LANGUAGES
@given(run=spans)
def test_below_its_month_a_leaf_says_its_days(words: Words, run: DayRun) -> None:
    found = leaf((run,), words)
    assert read(found.days, words, run.first.month, run.first.year) == run
    assert found.month == ""


@LANGUAGES
@given(run=spans)
def test_with_its_month_a_leaf_needs_no_heading(words: Words, run: DayRun) -> None:
    found = leaf((run,), words, month=True)
    month = year = None
    if found.month:
        short, _, year_ = found.month.rpartition(" ")
        month, year = words.short_months.index(short) + 1, int(year_)
    assert read(found.days, words, month, year) == run


@LANGUAGES
@given(run=spans, beside=days)
def test_beside_another_date_days_say_their_year_where_it_is_another(
    words: Words, run: DayRun, beside: date
) -> None:
    said = words.brief(run.first, run.last, beside.year)
    assert read(said, words, None, beside.year) == run


@LANGUAGES
@given(runs=st.lists(spans, min_size=1, max_size=5))
def test_weekdays_are_those_of_the_first_and_the_last_day(words: Words, runs: list[DayRun]) -> None:
    short = words.short_weekdays
    assert len(set(short)) == 7
    said = leaf(runs, words).weekdays.split(", ")
    every = [
        "–".join(short[day.weekday()] for day in sorted({run.first, run.last})) for run in runs
    ]
    assert said == list(dict.fromkeys(every))


@pytest.mark.parametrize(
    ("first", "last", "english", "spanish"),
    [
        (date(2022, 5, 16), date(2022, 5, 16), "May 16", "16 de mayo"),
        (date(2022, 5, 16), date(2022, 5, 20), "May 16–20", "16–20 de mayo"),
        (date(2022, 5, 30), date(2022, 6, 3), "May 30–June 3", "30 de mayo–3 de junio"),
        (
            *(date(2022, 12, 28), date(2023, 1, 3)),
            *("December 28, 2022–January 3, 2023", "28 de diciembre de 2022–3 de enero de 2023"),
        ),
    ],
)
def test_short_days_are_in_the_order_of_the_language(
    first: date, last: date, english: str, spanish: str
) -> None:
    assert plain(ENGLISH.brief(first, last, 2022)) == english
    assert plain(SPANISH.brief(first, last, 2022)) == spanish


def test_weekdays_and_months_are_short_as_the_language_has_them() -> None:
    run = DayRun(date(2022, 5, 16), date(2022, 5, 20))
    assert leaf((run,), ENGLISH, month=True).weekdays == "Mon–Fri"
    assert leaf((run,), ENGLISH, month=True).month == "May 2022"
    assert leaf((run,), SPANISH, month=True).weekdays == "lun–vie"


def test_days_that_are_not_known_are_said_to_be_planned() -> None:
    found = leaf_expected(Expected(2022, 6), ENGLISH)
    assert (found.before, found.month, found.days) == ("Planned for", "June 2022", "")
    assert leaf_expected(Expected(), ENGLISH).before == "Days not announced yet"


# Rows

FIRST, LAST = date(2022, 5, 16), date(2022, 5, 20)
ONE = training(
    "t", CPSS, FIRST, runs=(Run(DayRun(FIRST, LAST)),), deadline=deadline(date(2022, 4, 18))
)


def rows(html: str) -> list[str]:
    """The items of the list of dates, each with what screen readers say of it."""
    heard = re.sub(r'<(\w+)[^>]* aria-hidden="true"[^>]*>.*?</\1>', "", main_of(html))
    heard = re.sub(r"<[^>]* hidden[^>]*>[^<]*<", "<", heard)
    return [words_of(item) for item in re.findall(r'<li class="date.*?</li>', heard, re.DOTALL)]


def test_who_hears_a_row_hears_its_full_date_once_and_what_it_is() -> None:
    html = planned(programme(trainings=(ONE,)), TODAY)["trainings/index.html"].decode()
    assert rows(html) == [
        "Monday, April 18, 2022 CPSS Training, May 16 to 20 Apply by this day",
        "CPSS Training, Monday, May 16 to Friday, May 20, 2022 Apply by April 18",
    ]


def test_a_deadline_that_is_for_something_else_keeps_its_name() -> None:
    due = deadline(date(2022, 4, 18))
    paid = replace(ONE, deadline=replace(due, label="Payment"))
    said = said_in(planned(programme(trainings=(paid,)), TODAY)["trainings/index.html"])
    assert "Payment: by this day" in said
    assert "Payment: by April 18" in said
    assert "Apply by" not in said


def test_the_page_of_a_track_says_the_place_of_all_its_dates_once_and_only_then() -> None:
    other = replace(ONE, id="u", runs=(replace(ONE.runs[0], days=DayRun(TODAY, TODAY)),))
    assert ONE.place
    hall = replace(ONE.place, id="hall", name="City Hall")
    elsewhere = replace(other, runs=(replace(other.runs[0], place=hall),))

    def listed(*trainings: Training) -> tuple[str, str]:
        html = planned(programme(trainings=trainings), TODAY)["trainings/cpss/index.html"].decode()
        return said_in(html.encode()), " ".join(rows(html))

    same, each = listed(ONE, other)
    assert "Place of all trainings: Virtual Training." in same
    assert "Virtual Training" not in each
    # Of one alone, its row says it.
    alone, each = listed(ONE)
    assert "Place of all trainings" not in alone
    assert each.count("Virtual Training") == 1
    apart, each = listed(ONE, elsewhere)
    assert "Place of all trainings" not in apart
    assert "Virtual Training" in each
    assert "City Hall" in each


def test_where_nothing_is_announced_the_list_speaks_of_nothing_that_is_ahead() -> None:
    some = said_in(planned(programme(trainings=(ONE,)), TODAY)["trainings/index.html"])
    none = said_in(planned(programme(trainings=()), TODAY)["trainings/index.html"])
    for words in ("Everything that is ahead", "Times are"):
        assert words in some
        assert words not in none
    assert "No training dates right now." in none


def test_what_holds_for_all_rows_is_said_once_and_only_then() -> None:
    other = replace(ONE, id="u", runs=(replace(ONE.runs[0], days=DayRun(TODAY, TODAY)),))
    same = said_in(planned(programme(trainings=(ONE, other)), TODAY)["trainings/index.html"])
    assert same.count("Virtual Training") == 1
    assert "Place of all trainings: Virtual Training." in same
    assert "A deadline lasts until the end of its day." in same
    nowhere = replace(other, place=None)
    apart = said_in(planned(programme(trainings=(ONE, nowhere)), TODAY)["trainings/index.html"])
    assert "Place of all trainings" not in apart
    assert "Place not announced" in apart
    at_noon = OtherDeadline(
        id="d", label="Renewal", moment=Moment(date(2022, 4, 1)), note=None, contacts=()
    )
    timed = programme(trainings=(replace(ONE, deadline=None),), deadlines=(at_noon,))
    assert "A deadline lasts" in said_in(planned(timed, TODAY)["trainings/index.html"])
    none = programme(trainings=(replace(ONE, deadline=None),))
    assert "A deadline lasts" not in said_in(planned(none, TODAY)["trainings/index.html"])


def test_how_days_end_is_said_only_where_one_is_in_the_list() -> None:
    def says(one: Training, today: date) -> bool:
        said = said_in(planned(programme(trainings=(one,)), today)["trainings/index.html"])
        return "A deadline lasts" in said

    due = replace(ONE, deadline=deadline(date(2022, 4, 18)))
    assert says(due, date(2022, 4, 18))
    assert not says(due, date(2022, 4, 19))
    assert not says(replace(due, status=Status.CANCELLED), TODAY)
    assert not says(replace(due, status=Status.POSTPONED), TODAY)


def test_of_a_training_that_is_past_nobody_is_told_to_apply() -> None:
    late = replace(ONE, deadline=deadline(date(2022, 5, 30)))
    html = planned(programme(trainings=(late,)), date(2022, 5, 25))["trainings/cpss/index.html"]
    assert "May 2022" in said_in(html)
    assert "Apply by" not in said_in(html)


def test_only_exceptions_have_a_tag() -> None:
    html = planned(programme(trainings=(ONE,)), TODAY)["trainings/index.html"].decode()
    assert ">Open<" not in main_of(html)
    full = replace(ONE, status=Status.FULL)
    said = rows(planned(programme(trainings=(full,)), TODAY)["trainings/index.html"].decode())
    assert all("Full" in row for row in said)
    assert all("Apply by April" not in row for row in said)
