"""What tells at a glance that there is nothing to find never hides what a closer look finds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from case_files import report
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.diagnostics import Diagnostic
from sitegen.programme.checks import dates, distances, rules
from sitegen.programme.records import read_records
from sitegen.programme.schedule_dates import dated_trainings

FIRST = date(2022, 1, 3)
DAYS = st.one_of(
    st.integers(0, 51).map(lambda week: str(FIRST + timedelta(weeks=week))),
    st.integers(-200, 800).map(lambda day: str(FIRST + timedelta(days=day))),
    st.sampled_from(["tbd", "spring 2022", "2022-02-30", "2021-03-21"]),
)
FIELDS = st.fixed_dictionaries(
    {"track": st.sampled_from(["cpss", "cpss", "ips", "none"]), "start": DAYS},
    optional={
        "end": DAYS,
        "days": st.one_of(
            st.just("[]"), st.lists(DAYS, max_size=2).map(", ".join).map("[{}]".format)
        ),
        "deadline": st.one_of(DAYS, DAYS.map("{{date: {}, reason: A storm.}}".format)),
        "milestones": DAYS.map("[{{label: Interviews, date: {}}}]".format),
        "changes": DAYS.map("[{{on: {}, what: It is later.}}]".format),
        "reason": st.just("A hall was free."),
        "status": st.sampled_from(["cancelled", "postponed"]),
    },
)


def found_in(trainings: list[dict[str, str]]) -> list[object]:
    entries = "".join(
        f"  - id: t-{number}\n" + "".join(f"    {name}: {value}\n" for name, value in one.items())
        for number, one in enumerate(trainings)
    )
    text = f"year: 2022\ntrainings:\n{entries}" if trainings else "year: 2022\n"
    found = report({"schedules/2022.yaml": text.encode()})
    return [(one.code, one.message, one.help, *places_of(one)) for one in found.diagnostics]


def places_of(one: Diagnostic) -> list[object]:
    return [one.span.sort_key, *((r.message, r.span.sort_key) for r in one.related)]


@settings(max_examples=120, deadline=None)
@given(st.lists(FIELDS, max_size=6))
def test_nothing_is_hidden_from_the_checks_of_days(trainings: list[dict[str, str]]) -> None:
    seen = found_in(trainings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dates, "_is_plain", lambda *_: False)
        patch.setattr(distances, "_has_no_other_dates", lambda *_: False)
        patch.setattr(rules, "_days_alone", lambda *_: None)
        assert found_in(trainings) == seen


def test_the_same_days_of_a_track_are_held_against_its_rules_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at: list[object] = []
    check_days = rules._check_days

    def counted(*asked: Any) -> Any:
        looked_at.append(asked)
        return check_days(*asked)

    monkeypatch.setattr(rules, "_check_days", counted)
    same = {"track": "cpss", "start": "2022-05-02", "end": "2022-05-06"}
    found_in([same] * 20)
    assert len(looked_at) == 1
    looked_at.clear()
    found_in([{**same, "reason": "A hall was free."}] * 20)
    assert len(looked_at) == 20


def test_the_trainings_with_days_are_gathered_once() -> None:
    records, _ = read_records({"schedules/2022.yaml": b"year: 2022\n"})
    assert dated_trainings(records) is dated_trainings(records)
