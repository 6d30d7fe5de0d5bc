"""Publishing again and again: what is recorded, what subscribers get, and what is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from case_files import SMALL
from icalendar import Calendar

from sitegen.cli import main

ROOT = Path(__file__).parents[1]
LEDGER = "schedules/published.jsonl"
FEED = "output/calendars/all-trainings-and-deadlines.ics"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The real site, published on January 10, 2022."""
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / LEDGER).unlink(missing_ok=True)
    record(tmp_path, "2022-01-10")
    return tmp_path


def run(site: Path, command: str, *more: str) -> int:
    return main([command, "--root", str(site), *more])


def record(site: Path, day: str) -> None:
    assert run(site, "record", "--today", day) == 0


def build(site: Path, today: str) -> bytes:
    assert run(site, "build", "--today", today) == 0
    return (site / FEED).read_bytes()


def edit(site: Path, old: str, new: str, file: str = "schedules/2022.yaml") -> None:
    path = site / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def revisions(feed: bytes) -> dict[str, tuple[int, str]]:
    return {
        str(event["UID"]).partition("@")[0]: (
            int(event["SEQUENCE"]),
            event["DTSTAMP"].dt.strftime("%Y-%m-%d %H:%M:%S"),
        )
        for event in Calendar.from_ical(feed).walk("VEVENT")
    }


Told = Callable[[str], list[str]]


@pytest.fixture
def told(site: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """What check says of the published site on a day: codes with their places."""

    def check(today: str) -> list[str]:
        capsys.readouterr()
        run(site, "check", "--today", today)
        said = capsys.readouterr().out
        return [line for line in said.splitlines() if ": error: " in line]

    return check


MOVED = (
    "    start: 2022-05-16\n    end: 2022-05-20\n",
    (
        "    start: 2022-05-23\n    end: 2022-05-27\n"
        '    changes: [{on: 2022-02-01, what: "Moved from May 16 to May 23, 2022."}]\n'
    ),
)


def test_recording_twice_changes_nothing(site: Path) -> None:
    before = (site / LEDGER).read_bytes()
    record(site, "2022-01-20")
    assert (site / LEDGER).read_bytes() == before


def test_what_is_published_first_begins_at_0_on_a_day_that_is_past(site: Path) -> None:
    found = revisions(build(site, "2022-01-10"))
    assert set(found.values()) == {(0, "2019-01-01 00:00:00"), (0, "2021-01-01 00:00:00")}
    assert len(found) == 40


def test_a_build_before_the_first_recording_gives_the_same_bytes(site: Path) -> None:
    after = build(site, "2022-01-10")
    (site / LEDGER).unlink()
    assert build(site, "2022-01-10") == after


def test_a_day_without_a_change_leaves_every_calendar_untouched(site: Path) -> None:
    build(site, "2022-01-10")

    def stamps() -> dict[str, tuple[int, bytes]]:
        files = (site / "output").rglob("*.ics")
        return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in files}

    before = stamps()
    build(site, "2022-01-11")
    assert stamps() == before


def test_a_change_advances_its_own_events_and_no_others(site: Path) -> None:
    before = revisions(build(site, "2022-01-10"))
    edit(site, *MOVED)
    after = revisions(build(site, "2022-02-01"))
    changed = {uid for uid in after if after[uid] != before[uid]}
    assert changed == {"cpss-2022-05", "cpss-2022-05-deadline"}
    assert {after[uid] for uid in changed} == {(1, "2022-02-01 00:00:00")}


@pytest.mark.parametrize("day", ["2022-02-01", "2022-02-20"])
def test_recording_a_change_keeps_what_was_built_before(site: Path, day: str) -> None:
    edit(site, *MOVED)
    before = build(site, "2022-02-01")
    record(site, day)
    assert build(site, day) == before


def test_a_milestone_with_a_new_label_is_a_new_entry_and_must_be_told(
    site: Path, told: Told
) -> None:
    exam = "    milestones: [{label: Exam, date: 2022-06-01}]\n"
    edit(site, "    deadline: 2022-04-18\n", f"    deadline: 2022-04-18\n{exam}")
    assert [line.partition("[")[2] for line in told("2022-02-01")] == ["change-not-told]"]
    edit(site, exam, f"{exam}    changes: [{{on: 2022-02-01, what: The exam is set.}}]\n")
    record(site, "2022-02-01")
    assert told("2022-02-01") == []
    edit(site, "label: Exam", "label: Test")
    assert [line.partition("[")[2] for line in told("2022-02-02")] == ["change-not-told]"]


def test_a_change_recorded_twice_on_a_day_still_advances(site: Path) -> None:
    edit(site, *MOVED)
    record(site, "2022-02-01")
    edit(site, "2022-05-27", "2022-05-26")
    edit(
        site,
        'May 23, 2022."}]',
        'May 23, 2022."}, {on: 2022-02-01, what: "Ends on May 26, 2022."}]',
    )
    record(site, "2022-02-01")
    found = revisions(build(site, "2022-02-01"))
    assert found["cpss-2022-05"] == (2, "2022-02-01 00:00:01")


def test_a_new_training_changes_no_other_events_bytes(site: Path) -> None:
    before = blocks(build(site, "2022-01-10"))
    with (site / "schedules/2022.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: cpss-2022-12, track: cpss, start: 2022-12-05, end: 2022-12-09}\n")
    after = blocks(build(site, "2022-01-10"))
    assert before < after
    assert len(after - before) == 2


def blocks(feed: bytes) -> set[bytes]:
    return {part.partition(b"END:VEVENT")[0] for part in feed.split(b"BEGIN:VEVENT")[1:]}


def test_the_same_event_is_the_same_block_in_every_file(site: Path) -> None:
    everything = blocks(build(site, "2022-01-10"))
    for file in (site / "output").rglob("*.ics"):
        own = blocks(file.read_bytes())
        if "2020" not in file.name:
            assert own <= everything, file


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("start: 2022-05-16", "start: 2022-05-17", "schedules/2022.yaml:27:12", "change-not-told"),
        ("id: cpss-2022-07\n", "id: cpss-2022-7\n", "schedules/2022.yaml:30:9", "published-id"),
        (
            (
                "  - id: cpss-2022-07\n    track: cpss\n    start: 2022-07-18\n"
                "    end: 2022-07-22\n"
                "    deadline: 2022-06-20\n"
            ),
            "",
            "schedules/2022.yaml:",
            "published-gone",
        ),
    ],
)
def test_subscribers_are_protected(
    site: Path, told: Told, old: str, new: str, place: str, code: str
) -> None:
    assert told("2022-02-01") == []
    edit(site, old, new)
    (line,) = told("2022-02-01")
    assert line.startswith(place)
    assert line.endswith(f"[{code}]")


def test_the_entry_that_is_proposed_is_accepted(
    site: Path, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(site, "start: 2022-05-16", "start: 2022-05-17")
    run(site, "check", "--today", "2022-02-01")
    said = capsys.readouterr().out
    entry = said.partition("Add this to the training: ")[2].splitlines()[0]
    edit(site, "start: 2022-05-17", f"start: 2022-05-17\n    {entry}")
    assert told("2022-02-01") == []


def test_the_entry_for_a_training_that_is_gone_is_accepted(
    site: Path, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    path = site / "schedules/2022.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  - id: peer-bridger-2022-06\n")
    path.write_text(text[:start] + text[text.index("  - id:", start + 5) :], encoding="utf-8")
    run(site, "check", "--today", "2022-02-01")
    entry = capsys.readouterr().out.partition("cancelled, under trainings: ")[2].splitlines()[0]
    with path.open("a", encoding="utf-8") as file:
        file.write(f"  {entry.replace('???', 'The reason, as the office knows it.')}\n")
    assert told("2022-02-01") == []


def test_a_track_that_changes_its_id_would_take_its_calendars_away(site: Path, told: Told) -> None:
    for file in ("schedules/2020.yaml", "schedules/2022.yaml", "content/tracks.yaml"):
        path = site / file
        text = path.read_text(encoding="utf-8")
        text = text.replace("track: peer-bridger\n", "track: bridger\n")
        path.write_text(text.replace("id: peer-bridger\n", "id: bridger\n"), encoding="utf-8")
    found = told("2022-02-01")
    assert sum(line.endswith("[feed-gone]") for line in found) == 1


LEADING_ON = "redirects:\n" + "".join(
    f"  /calendars/peer-bridger-{form}.ics: /calendars/bridger-{form}.ics\n"
    for form in ("trainings-and-deadlines", "trainings", "deadlines")
)


def rename_track(site: Path) -> None:
    """Give a track another id, and let its calendars lead on."""
    for path in (*site.glob("schedules/*.yaml"), *site.glob("content/**/*.*")):
        if path.suffix in {".yaml", ".md"}:
            text = path.read_text(encoding="utf-8")
            text = text.replace("track: peer-bridger\n", "track: bridger\n")
            text = text.replace("id: peer-bridger\n", "id: bridger\n")
            text = text.replace("/trainings/peer-bridger/", "/trainings/bridger/")
            path.write_text(text, encoding="utf-8")
    with (site / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write(LEADING_ON)


def test_unless_their_addresses_lead_on_for_good(site: Path, told: Told) -> None:
    before = build(site, "2022-02-01")
    rename_track(site)
    assert told("2022-02-01") == []
    assert revisions(build(site, "2022-02-01")).keys() == revisions(before).keys()
    old = site / "output/calendars/peer-bridger-trainings-and-deadlines.ics"
    new = site / "output/calendars/bridger-trainings-and-deadlines.ics"
    assert old.read_bytes() == new.read_bytes()
    record(site, "2022-02-01")
    edit(site, LEADING_ON, "", "content/site.yaml")
    found = told("2022-02-02")
    assert len(found) == 3
    assert all(line.endswith("[feed-gone]") for line in found)


def test_a_change_in_the_same_edit_is_still_asked_for(site: Path, told: Told) -> None:
    rename_track(site)
    edit(site, "start: 2022-10-18", "start: 2022-10-19")
    (line,) = [one for one in told("2022-02-01") if one.endswith("[change-not-told]")]
    assert line.startswith("schedules/2022.yaml:")


def test_a_page_with_another_name_has_to_lead_on(site: Path, told: Told) -> None:
    pages = site / "content/pages"
    (pages / "become.md").rename(pages / "how-to-become.md")
    for path in site.rglob("*.*"):
        if path.suffix in {".md", ".yaml"}:
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("(/become/", "(/how-to-become/"), encoding="utf-8")
    (line,) = told("2022-02-01")
    assert line.endswith("[address-gone]")
    with (site / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write("redirects:\n  /become/: /how-to-become/\n")
    assert told("2022-02-01") == []
    record(site, "2022-02-01")
    assert '"/become/"' in (site / LEDGER).read_text(encoding="utf-8")


def test_a_new_calendar_domain_would_show_everything_twice(site: Path, told: Told) -> None:
    edit(site, "calendar_domain: peer-support", "calendar_domain: peers", "content/site.yaml")
    (line,) = told("2022-02-01")
    assert line.startswith("content/site.yaml:")
    assert line.endswith("[calendar-domain]")


def test_an_event_that_comes_back_counts_on(site: Path) -> None:
    exam = "    milestones: [{label: Exam, date: 2022-06-01}]\n"
    told = "    changes:\n"
    line = "    deadline: 2022-04-18\n"
    edit(site, line, f"{line}{exam}{told}      - {{on: 2022-02-01, what: The exam is set.}}\n")
    record(site, "2022-02-01")
    more = "what: The exam is set.}\n"
    edit(site, exam, "")
    edit(site, more, f"{more}      - {{on: 2022-02-02, what: There is no exam.}}\n")
    record(site, "2022-02-02")
    assert "cpss-2022-05-exam" not in revisions(build(site, "2022-02-02"))
    more = "what: There is no exam.}\n"
    edit(site, told, f"{exam}{told}")
    edit(site, more, f"{more}      - {{on: 2022-02-03, what: The exam is set again.}}\n")
    found = revisions(build(site, "2022-02-03"))
    assert found["cpss-2022-05-exam"] == (1, "2022-02-03 00:00:00")


def test_a_training_cannot_change_its_track(site: Path, told: Told) -> None:
    edit(
        site,
        "  - id: peer-bridger-2022-10\n    track: peer-bridger\n",
        "  - id: peer-bridger-2022-10\n    track: cpss\n",
    )
    (line,) = told("2022-02-01")
    assert line.endswith("[published-gone]")


def test_what_was_told_stays_told(site: Path, told: Told) -> None:
    edit(site, *MOVED)
    record(site, "2022-02-01")
    edit(site, '    changes: [{on: 2022-02-01, what: "Moved from May 16 to May 23, 2022."}]\n', "")
    (line,) = told("2022-02-02")
    assert line.endswith("[change-not-told]")


@pytest.mark.parametrize("block", [False, True])
def test_a_second_change_is_added_in_the_form_of_the_first(
    site: Path, told: Told, capsys: pytest.CaptureFixture[str], block: bool
) -> None:
    flow = '    changes: [{on: 2022-02-01, what: "Moved from May 16 to May 23, 2022."}]\n'
    written = "    changes:\n      - {on: 2022-02-01, what: Moved.}\n" if block else flow
    edit(site, MOVED[0], MOVED[1].replace(flow, written))
    record(site, "2022-02-01")
    edit(site, "start: 2022-05-23", "start: 2022-05-24")
    run(site, "check", "--today", "2022-02-02")
    entry = capsys.readouterr().out.partition("of its `changes`")[2].partition(": ")[2]
    entry = entry.splitlines()[0]
    more = f"{written}      {entry}\n" if block else written.replace("}]", f"}}, {entry}]")
    edit(site, written, more)
    assert told("2022-02-02") == []


def test_what_is_past_may_be_corrected_quietly(site: Path, told: Told) -> None:
    edit(site, "start: 2022-05-16", "start: 2022-05-17")
    assert told("2022-06-01") == []


def test_nothing_is_recorded_while_there_are_problems(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (site / LEDGER).read_bytes()
    edit(site, "start: 2022-05-16", "start: 2022-05-36")
    assert run(site, "record", "--today", "2022-02-01") == 1
    assert "Nothing was recorded." in capsys.readouterr().out
    assert (site / LEDGER).read_bytes() == before


def test_past_events_stay_for_two_years_and_longer_if_wanted(site: Path) -> None:
    assert len(revisions(build(site, "2024-12-31"))) == 32
    assert revisions(build(site, "2025-01-01")) == {}
    with (site / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write("past_years_in_calendars: 3\n")
    assert len(revisions(build(site, "2025-01-01"))) == 32


HOURS = "    deadline: 2022-04-18\n"
NOON = "    deadline: 2022-04-18 12:00\n"


EARLIER = (
    "Application Deadline is earlier on that day: it was Monday, April 18, 2022, and is Monday, "
    "April 18, 2022 at noon now."
)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (f"{HOURS}    hours: 09:00 to 16:00\n", "The hours are new: 9 a.m. to 4 p.m."),
        (NOON, EARLIER),
    ],
)
def test_times_of_day_are_protected_too(site: Path, told: Told, new: str, said: str) -> None:
    edit(site, HOURS, new)
    (line,) = told("2022-02-01")
    assert line.endswith(f"People were not told this: {said} [change-not-told]")


DATES = "    milestones: [{{label: Interviews, date: {}}}, {{label: Exam, date: {}}}]\n"


def test_two_dates_that_exchange_their_days_are_noticed(site: Path, told: Told) -> None:
    (site / LEDGER).unlink()
    edit(site, HOURS, HOURS + DATES.format("2022-05-02", "2022-05-03"))
    record(site, "2022-01-10")
    assert told("2022-01-10") == []
    edit(site, DATES.format("2022-05-02", "2022-05-03"), DATES.format("2022-05-03", "2022-05-02"))
    (line,) = told("2022-01-10")
    assert "Interviews, 1 day later: it was Monday, May 2, 2022," in line


def test_dates_of_one_label_that_stand_in_another_order_need_no_word(
    site: Path, told: Told
) -> None:
    (site / LEDGER).unlink()
    both = DATES.replace("Interviews", "Exam")
    edit(site, HOURS, HOURS + both.format("2022-05-02", "2022-05-03 09:00"))
    record(site, "2022-01-10")
    edit(
        site,
        both.format("2022-05-02", "2022-05-03 09:00"),
        both.format("2022-05-03 09:00", "2022-05-02"),
    )
    assert told("2022-01-10") == []


def test_the_wording_of_what_is_published_is_not_protected(site: Path, told: Told) -> None:
    edit(site, HOURS, f"{HOURS}    note: Bring a pen.\n    title: Cohort 7\n    cost: $50\n")
    assert told("2022-02-01") == []


def without_times(site: Path) -> bytes:
    """Give the ledger as it was written before times of day were remembered."""
    lines = (site / LEDGER).read_bytes().splitlines(keepends=True)
    older = [re.sub(rb', "at": [^,]+, "hours": (?:null|\[[^]]*\])', b"", line) for line in lines]
    (site / LEDGER).write_bytes(b"".join(older))
    return b"".join(older)


def test_a_ledger_without_times_keeps_its_meaning(
    site: Path, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / LEDGER).unlink()
    edit(site, HOURS, f"{NOON}    hours: 09:00 to 16:00\n")
    record(site, "2022-01-10")
    whole, before = (site / LEDGER).read_bytes(), build(site, "2022-01-10")
    older = without_times(site)
    assert older != whole
    assert b'"at"' not in older
    assert told("2022-01-10") == []
    assert build(site, "2022-01-10") == before
    capsys.readouterr()
    record(site, "2022-01-20")
    assert "0 calendar events are new or changed." in capsys.readouterr().out
    assert (site / LEDGER).read_bytes() == whole


def test_what_differs_from_a_ledger_without_times_is_not_told_of_times(
    site: Path, told: Told
) -> None:
    without_times(site)
    edit(site, HOURS, f"{NOON}    hours: 09:00 to 16:00\n")
    assert told("2022-01-10") == []


@pytest.mark.parametrize("suffix", ["-x", "-2-2", "-²", "-" + "9" * 9000, "2"])
def test_a_ledger_with_a_part_that_has_no_number_is_compared(
    site: Path, told: Told, suffix: str
) -> None:
    lines = (site / LEDGER).read_text(encoding="utf-8").splitlines(keepends=True)
    own = next(line for line in lines if '"uid": "cpss-2022-05@' in line)
    with (site / LEDGER).open("a", encoding="utf-8") as file:
        file.write(own.replace('"uid": "cpss-2022-05@', f'"uid": "cpss-2022-05{suffix}@'))
    (line,) = told("2022-02-01")
    assert line.endswith("[change-not-told]")


def test_a_training_that_comes_back_without_days_counts_on_when_it_has_some(tmp_path: Path) -> None:
    """It was over, left the schedules, and is expected again under its old id."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "schedules/2022.yaml"
    first = path.read_text()
    record(tmp_path, "2022-01-10")
    path.write_text(first.replace("place: virtual", "place: virtual\n    note: Bring a pen."))
    record(tmp_path, "2022-01-11")
    path.write_text("year: 2022\ntrainings: []\n")
    record(tmp_path, "2022-05-01")
    path.write_text(
        "year: 2022\ntrainings:\n"
        "  - {id: cpss-2022-03, track: cpss, start: December 2022, place: virtual}\n"
    )
    record(tmp_path, "2022-05-02")
    record(tmp_path, "2022-05-03")
    path.write_text(
        "year: 2022\ntrainings:\n"
        "  - {id: cpss-2022-03, track: cpss, start: 2022-12-05, place: virtual,\n"
        "     changes: [{on: 2022-05-04, what: Days announced.}]}\n"
    )
    after = revisions(build(tmp_path, "2022-05-04"))
    assert after["cpss-2022-03"] == (2, "2022-05-04 00:00:00")
    record(tmp_path, "2022-05-04")
    assert revisions(build(tmp_path, "2022-05-04")) == after
