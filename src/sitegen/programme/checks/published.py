"""What subscribers have been given, against what the schedules say now.

A calendar program shows what the feed says. An event that vanishes, changes its UID or moves
without a word leaves people with a wrong day, so each of these is an error until it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from sitegen.diagnostics import MOST_NAMED, Diagnostic, Source, Span, problem
from sitegen.programme.checks.rules import MANY
from sitegen.programme.collections import entries
from sitegen.programme.event_names import names_of
from sitegen.programme.files.schedules import ScheduleFile, TrainingRecord
from sitegen.programme.files.site import SiteFile
from sitegen.programme.files.tracks import TrackRecord, TracksFile
from sitegen.programme.ledger import LEDGER_PATH, Ledger, PublishedEvent
from sitegen.programme.model import DayRun, Programme, Training
from sitegen.programme.records import Records
from sitegen.source.dates import in_words


def check_published(
    programme: Programme,
    ledger: Ledger,
    records: Records,
    feeds: Collection[str],
    today: date,
) -> Iterator[Diagnostic]:
    """Yield where subscribers would lose an event, get it twice, or not be told of a change.

    `feeds` are the addresses of all feeds that the site will have.
    """
    yield from _check_domain(programme, ledger, records)
    yield from _check_feeds(ledger, records, feeds)
    published = _by_source(ledger.present())
    yield from _check_gone(programme, published, records, today)
    places = {place.id: place.name for place in programme.places}
    tracks = {track.id for track in programme.tracks}
    written = {t.id: t for s in records.schedules for t in s.trainings}
    renamed = _renamed_places(programme, published, today)
    for (old, new), several in renamed.items():
        yield _renamed_place(old, new, several, records)
    new_ids = dict(renamed.keys())
    for training in programme.trainings:
        if events := published.get(training.id):
            if events[0].track not in tracks:
                continue  # all calendars of the track are gone, which was said
            events = [replace(e, place=new_ids.get(e.place or "", e.place)) for e in events]
            yield from _check_told(training, events, written[training.id], today, places)


def _renamed_places(
    programme: Programme, published: Mapping[str, list[PublishedEvent]], today: date
) -> dict[tuple[str, str], int]:
    """Give the ids of places that are gone, and by which one they were replaced several times."""
    known = {place.id for place in programme.places}
    replaced = Counter(
        (events[0].place, training.place.id)
        for training in programme.trainings
        if training.place and training.end >= today and (events := published.get(training.id))
        if events[0].place and events[0].place not in known
    )
    return {(old, new): many for (old, new), many in replaced.items() if old and many > 1}


def _renamed_place(old: str, new: str, several: int, records: Records) -> Diagnostic:
    """Report that a place has another id than the one with which trainings were published."""
    places = {name: at.span("id") for kind, name, at in entries(records) if kind == "place"}
    message = f"{several} trainings were published at `{old}`, and are at `{new}` now."
    help_ = "If it is the same place, give it back the id that it had, here and at each training. "
    help_ += "If it is another one, keep the old one too."
    return problem("published-id", places[new], message, help_)


def _by_source(events: Iterable[PublishedEvent]) -> dict[str, list[PublishedEvent]]:
    found: dict[str, list[PublishedEvent]] = {}
    for event in events:
        found.setdefault(event.of, []).append(event)
    return found


def _check_domain(programme: Programme, ledger: Ledger, records: Records) -> Iterator[Diagnostic]:
    now = programme.site.calendar_domain
    before = {uid.rpartition("@")[2] for uid in ledger.events} - {now}
    file = records.file(SiteFile)
    if before and file is not None:
        old = min(before)
        message = f"The published calendars use {old}. With {now} every event would appear twice."
        span = file.at.span("calendar_domain")
        yield problem("calendar-domain", span, message, f"Write calendar_domain: {old}")


def _check_feeds(ledger: Ledger, records: Records, feeds: Collection[str]) -> Iterator[Diagnostic]:
    """Yield one error for each track whose published calendars would be gone."""
    gone = ledger.feeds.difference(feeds)
    file = records.file(TracksFile)
    tracks = file.tracks if file else ()
    known = {event.track for event in ledger.present() if event.track}
    for old in sorted(known - {track.id for track in tracks}):
        new = [track for track in tracks if track.id not in known]
        place = new[0].at.span("id") if len(new) == 1 else _place_of(tracks)
        message = f"The published calendars of the track `{old}` would be gone."
        help_ = f"People have subscribed to them. Keep the track with the id that it had: {old}"
        yield problem("feed-gone", place, message, help_)
        gone -= {feed for feed in gone if feed.startswith(f"/calendars/{old}-")}
    for feed in sorted(gone):
        message = f"The published calendar {feed} would be gone. People have subscribed to it."
        help_ = "Keep the track in content/tracks.yaml, with the id that it had."
        yield problem("feed-gone", _place_of(tracks), message, help_)


def _place_of(tracks: Sequence[TrackRecord]) -> Span:
    return tracks[0].at.span("id") if tracks else Span(Source(LEDGER_PATH, ""), 0, 0)


def _check_gone(
    programme: Programme,
    published: dict[str, list[PublishedEvent]],
    records: Records,
    today: date,
) -> Iterator[Diagnostic]:
    present = {t.id for t in programme.trainings} | {d.id for d in programme.deadlines}
    spans = {name: at.span("id") for kind, name, at in entries(records) if kind == "event"}
    unpublished = [t for t in programme.trainings if t.id not in published]
    gone: dict[int, list[str]] = {}
    for name, events in published.items():
        last = max(event.days.last for event in events)
        if name in present or last < today:
            continue
        first = min(events, key=lambda e: (e.kind != "training", e.days))
        renamed = next((t for t in unpublished if _same(t, first)), None)
        if renamed is not None:
            message = f"This training was published as `{name}`. Subscribers would get it twice."
            help_ = f"Give it the id that it had: {name}"
            yield problem("published-id", spans[renamed.id], message, help_)
        else:
            gone.setdefault(first.days.first.year, []).append(name)
    for year, names in gone.items():
        if len(names) >= MANY or (len(names) > 1 and _schedule_of(year, records) is None):
            yield _many_gone(year, names, records)
        else:
            yield from (_gone(name, published[name], records, today) for name in names)


def _schedule_of(year: int, records: Records) -> ScheduleFile | None:
    return next((one for one in records.schedules if one.year == year), None)


def _many_gone(year: int, names: list[str], records: Records) -> Diagnostic:
    """Say once that many published entries of a year are gone: most likely a file was deleted."""
    schedule = _schedule_of(year, records)
    path = f"schedules/{year}.yaml"
    span = schedule.at.span("year") if schedule else Span(Source(path, ""), 0, 0)
    what = "are no longer in the schedules" if schedule else f"there is no {path}"
    shown = sorted(names)[:MOST_NAMED]
    more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    message = f"{len(names)} trainings and deadlines of {year} are published, and {what}: "
    message += f"{', '.join(shown)}{more}."
    back = "Put them back as they were" if schedule else "Put the file back as it was"
    help_ = f"{back} published last. What is called off stays in it, cancelled, with a change that "
    help_ += "says so."
    return problem("published-gone", span, message, help_)


def _same(training: Training, event: PublishedEvent) -> bool:
    return training.track.id == event.track and training.start == event.days.first


def _gone(name: str, events: list[PublishedEvent], records: Records, today: date) -> Diagnostic:
    event = min(events, key=lambda e: (e.kind != "training", e.days))
    schedule = _schedule_of(event.days.first.year, records)
    span = schedule.at.span("year") if schedule else Span(Source(LEDGER_PATH, ""), 0, 0)
    message = (
        f"`{name}` on {in_words(event.days.first)} is published and no longer in the schedules. "
        "It would vanish from people's calendars without a word."
    )
    end = f", end: {event.days.last}" if event.days.last > event.days.first else ""
    place = f", place: {event.place}" if event.place else ""
    told = f"changes: [{{on: {today}, what: This training is cancelled.}}]"
    due = next((e.days.first for e in events if e.kind == "deadline"), None)
    deadline = f", deadline: {{date: {due}, reason: As published.}}" if due else ""
    days = f"start: {event.days.first}{end}{place}{deadline}"
    entry = f"- {{id: {name}, track: {event.track}, {days}, status: cancelled, {told}}}"
    help_ = (
        f"Put it back and say that it is cancelled: {entry}"
        if event.track
        else "Put it back until its day is past."
    )
    return problem("published-gone", span, message, help_)


def _check_told(
    training: Training,
    events: list[PublishedEvent],
    record: TrainingRecord,
    today: date,
    places: Mapping[str, str],
) -> Iterator[Diagnostic]:
    """Yield one error for a training that changed since it was published without a word of it."""
    newest = max(training.end, *(event.days.last for event in events))
    if newest < today:
        return
    if training.track.id != events[0].track:
        yield _other_track(training, events[0], record)
    elif len(training.changes) < events[0].changes:
        message = "A change that people were told is no longer in `changes`."
        help_ = "Put it back. What was told stays; a new change is added below it."
        yield problem("change-not-told", record.at.span("changes"), message, help_)
    elif len(training.changes) == events[0].changes:
        for field, message, sentence in islice(_differences(training, events, places), 1):
            help_ = f"Tell people. {_entry(record, today, sentence)}"
            yield problem("change-not-told", record.at.span(field), message, help_)


def _other_track(training: Training, event: PublishedEvent, record: TrainingRecord) -> Diagnostic:
    message = (
        f"This training was published in the track `{event.track}`. "
        "It would vanish from the calendar of that track without a word."
    )
    help_ = (
        f"Write track: {event.track} and status: cancelled. "
        f"Then add a training with an id of its own to the track `{training.track.id}`."
    )
    return problem("published-gone", record.at.span("track"), message, help_)


def _entry(record: TrainingRecord, today: date, sentence: str) -> str:
    """Say what to add, in the form that the training's `changes` have if there are some."""
    entry = f'{{on: {today}, what: "{sentence}"}}'
    if not record.changes:
        return f"Add this to the training: changes: [{entry}]"
    span = record.at.span("changes")
    if span.source.text[span.start] == "[":
        return f"Add this at the end of its `changes`, after a comma: {entry}"
    return f"Add this as the last line of its `changes`: - {entry}"


def _differences(
    training: Training, events: list[PublishedEvent], places: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Yield field, message and the sentence that would tell it, the gravest difference first."""
    first = events[0]
    if training.status != first.status:
        message = f"The status was published as `{first.status}` and is now `{training.status}`."
        yield "status", message, f"This training is now {training.status}."
    before = sorted(event.days for event in events if event.kind == "training")
    if before != sorted(training.runs):
        was = _days_in_words(before)
        message = f"The days were published as {was}, and are others now."
        field = "days" if len(training.runs) > 1 else "start"
        now = _days_in_words(list(training.runs))
        yield field, message, f"The days were {was}. They are now {now}."
    place = training.place.id if training.place else None
    if place != first.place:
        was = places.get(first.place, first.place) if first.place else "not decided"
        now = training.place.name if training.place else "not decided"
        message = f"The place was published as {was}, and is {now} now."
        yield "place", message, f"The place was {was}. It is now {now}."
    others = Counter((e.kind, e.days) for e in events if e.kind != "training")
    differing = {
        kind for kind, _ in (_other_days(training) - others) + (others - _other_days(training))
    }
    if "deadline" in differing:
        was = next((in_words(e.days.first) for e in events if e.kind == "deadline"), "not set")
        now = in_words(training.deadline.moment.day) if training.deadline else "not set"
        message = f"The deadline was published as {was}, and is {now} now."
        yield "deadline", message, f"The deadline was {was}. It is now {now}."
    elif differing or not {e.uid.rpartition("@")[0] for e in events} <= set(names_of(training)):
        message = "The other dates of this training were published differently."
        yield "milestones", message, "Another date of this training has changed."


def _other_days(training: Training) -> Counter[tuple[str, DayRun]]:
    days = [("milestone", milestone.days) for milestone in training.milestones]
    if training.deadline is not None:
        day = training.deadline.moment.day
        days.append(("deadline", DayRun(day, day)))
    return Counter(days)


def _days_in_words(runs: list[DayRun]) -> str:
    first, last = runs[0].first, runs[-1].last
    return in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"
