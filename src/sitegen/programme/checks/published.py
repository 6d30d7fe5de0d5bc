"""What subscribers have been given, against what the schedules say now.

A calendar program shows what the feed says. An event that vanishes, changes its UID or moves
without a word leaves people with a wrong day, so each of these is an error until it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sitegen.diagnostics import MOST_NAMED, Diagnostic, Fix, Source, Span, problem
from sitegen.lazy import pattern, replace
from sitegen.programme.checks.rules import MANY
from sitegen.programme.dates import DateKind
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.files.site import SiteFile
from sitegen.programme.files.tracks import TrackRecord, TracksFile
from sitegen.programme.joined import Joined
from sitegen.programme.ledger import LEDGER_PATH, Ledger, PublishedEvent
from sitegen.programme.model import OtherDeadline, Programme, Training
from sitegen.programme.records import Records
from sitegen.programme.states import last_day
from sitegen.source.dates import in_words
from sitegen.source.fields import NOT_DECIDED, At
from sitegen.source.wording import MARK, TO_FILL_IN, quoted
from sitegen.source.writing import written


def check_published(
    joined: Joined, ledger: Ledger, feeds: Collection[str], today: date
) -> Iterator[Diagnostic]:
    """Yield where subscribers would lose an event, get it twice, or not be told of a change.

    `feeds` are the addresses of all feeds that the site will have, and those that lead on.
    """
    programme = joined.programme
    yield from _check_domain(joined, ledger)
    yield from _check_feeds(ledger, joined.records, feeds)
    published = by_source(ledger.present())
    yield from _check_gone(joined, published, today)
    places = {place.id: place for place in programme.places}
    tracks = {track.id for track in programme.tracks}
    for (old, new), several in renamed_places(programme, published, today).items():
        yield _renamed_place(old, new, several, joined.at(places[new]))
    for training in programme.trainings:
        events = published.get(key_of(training))
        # Where all calendars of the track are gone, that was said.
        if events and events[0].track in tracks:
            yield from _check_training(training, events, joined.at(training), today)


_FEED_OF_TRACK = pattern(r"/calendars/([a-z0-9-]+)-trainings-and-deadlines\.ics")


def with_new_ids_of_tracks(ledger: Ledger, programme: Programme) -> Ledger:
    """Give what was published of tracks whose calendars lead on, under the ids they have now."""
    ids: dict[str, str] = {}
    for one in programme.site.redirects:
        old, new = _FEED_OF_TRACK.fullmatch(one.old), _FEED_OF_TRACK.fullmatch(one.new)
        if old and new:
            ids[old[1]] = new[1]
    for track in programme.tracks:
        ids.pop(track.id, None)
    if not ids:
        return ledger
    events = {
        uid: replace(event, track=ids.get(event.track, event.track)) if event.track else event
        for uid, event in ledger.events.items()
    }
    return replace(ledger, events=events)


_Dated = Training | OtherDeadline

_Key = tuple[str, bool]
"""The id of a training or of a deadline of its own, and whether it is a training."""


def key_of(dated: _Dated) -> _Key:
    """Give what a training or a deadline has in common with what was published of it."""
    return dated.id, isinstance(dated, Training)


def renamed_places(
    programme: Programme, published: Mapping[_Key, list[PublishedEvent]], today: date
) -> dict[tuple[str, str], int]:
    """Give the ids of places that are gone, and by which one they were replaced several times."""
    known = {place.id for place in programme.places}
    replaced = Counter(
        (events[0].place, training.place.id)
        for training in programme.trainings
        if training.place
        and training.period.last >= today
        and (events := published.get(key_of(training)))
        if events[0].place and events[0].place not in known
    )
    return {(old, new): many for (old, new), many in replaced.items() if old and many > 1}


def _renamed_place(old: str, new: str, several: int, at: At) -> Diagnostic:
    """Report that a place has another id than the one with which trainings were published."""
    message = f"{several} trainings were published at `{old}`, and are at `{new}` now."
    help_ = "If it is the same place, give it back the id that it had, here and at each training. "
    help_ += "If it is another one, keep the old one too."
    return problem("published-id", at.span("id"), message, help_)


def by_source(events: Iterable[PublishedEvent]) -> dict[_Key, list[PublishedEvent]]:
    """Give what was published of each training and each deadline."""
    found: dict[_Key, list[PublishedEvent]] = {}
    for event in events:
        found.setdefault((event.of, event.track is not None), []).append(event)
    return found


def _check_domain(joined: Joined, ledger: Ledger) -> Iterator[Diagnostic]:
    now = joined.programme.site.calendar_domain
    before = {event.domain for event in ledger.events.values()} - {now}
    file = joined.records.file(SiteFile)
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
        help_ = "Keep the track in content/tracks.yaml, with the id that it had. "
        help_ += (
            "If it has another id, let redirects in content/site.yaml lead to its new calendars."
        )
        yield problem("feed-gone", _place_of(tracks), message, help_)


def _place_of(tracks: Sequence[TrackRecord]) -> Span:
    return tracks[0].at.span("id") if tracks else Span(Source(LEDGER_PATH, ""), 0, 0)


def _check_gone(
    joined: Joined, published: dict[_Key, list[PublishedEvent]], today: date
) -> Iterator[Diagnostic]:
    records = joined.records
    present = {key_of(one): one for one in joined.programme.dated}
    unpublished = [one for key, one in present.items() if key not in published]
    gone: dict[int, list[_Key]] = {}
    for (name, is_training), events in published.items():
        last = max(event.days.last for event in events)
        if (name, is_training) in present or last < today:
            continue
        renamed = next((one for one in unpublished if _same(one, _first(events))), None)
        noun, other = ("training", "deadline") if is_training else ("deadline", "training")
        changed = present.get((name, not is_training))
        if changed is not None:
            message = f"`{name}` was published as a {noun}, and is a {other} here."
            help_ = f"Give this {other} an id of its own, and check again."
            yield problem("published-id", joined.at(changed).span("id"), message, help_)
        elif renamed is not None:
            message = f"This {noun} was published as `{name}`. Subscribers would get it twice."
            help_, span = f"Write id: {name}", joined.at(renamed).span("id")
            fix: Fix | None = Fix(span, written(name, in_brackets=True), safe=False)
            if isinstance(renamed, OtherDeadline) and is_computed(joined.at(renamed)):
                entry = written_renewal(name, renamed)
                span, help_ = in_schedule(entry, renamed, joined.at(renamed), records)
                fix = None
            yield problem("published-id", span, message, help_, fix=fix)
        else:
            gone.setdefault(_first(events).days.first.year, []).append((name, is_training))
    for year, keys in gone.items():
        if len(keys) >= MANY or (len(keys) > 1 and _schedule_of(year, records) is None):
            yield _many_gone(year, [name for name, _ in keys], records)
        else:
            yield from (_gone(key[0], published[key], records, today) for key in keys)


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


def _same(dated: _Dated, event: PublishedEvent) -> bool:
    if isinstance(dated, OtherDeadline):
        return event.track is None and dated.days == event.days
    same_day = dated.period.first == event.days.first
    return (
        dated.track.id == event.track
        and same_day
        and (dated.days is None) == (event.expected is not None)
    )


def _gone(name: str, events: list[PublishedEvent], records: Records, today: date) -> Diagnostic:
    first = _first(events).days.first
    schedule = _schedule_of(first.year, records)
    path = f"schedules/{first.year}.yaml"
    span = schedule.at.span("year") if schedule else Span(Source(path, ""), 0, 0)
    when = f" on {in_words(first)}"
    lost = "It would vanish from people's calendars without a word."
    if _first(events).expected is not None:
        when, lost = "", "It would vanish without a word."
    message = f"`{name}`{when} is published and no longer in the schedules. {lost}"
    return problem("published-gone", span, message, _back(name, events, today))


def _first(events: Iterable[PublishedEvent]) -> PublishedEvent:
    """Give the event that stands for its training or deadline."""
    return min(events, key=lambda e: (e.kind is not DateKind.TRAINING, e.days))


def _back(name: str, events: list[PublishedEvent], today: date) -> str:
    """Say what to put back. What no ledger holds is marked, so that nothing is made up."""
    event = _first(events)
    noun = "training" if event.track else "deadline"
    before = f'{{on: "{MARK}", what: "{MARK}"}}, ' * event.changes
    told = f"changes: [{before}{{on: {today}, what: This {noun} is cancelled.}}]"
    what = _published_training(event, events)
    if not event.track:
        what = f'label: "{MARK}", date: {event.days.first}'
    entry = f"- {{id: {name}, {what}, status: cancelled, {told}}}"
    return f"Put it back and say that it is cancelled, under {noun}s: {entry}"


def _published_training(event: PublishedEvent, events: list[PublishedEvent]) -> str:
    end = f", end: {event.days.last}" if event.days.last > event.days.first else ""
    place = f", place: {event.place}" if event.place else ""
    due = next((e.days.first for e in events if e.kind is DateKind.DEADLINE), None)
    deadline = f", deadline: {{date: {due}, reason: {TO_FILL_IN}}}" if due else ""
    opened = next((e.days.first for e in events if e.kind is DateKind.OPENING), None)
    opens = f", opens: {{date: {opened}, reason: {TO_FILL_IN}}}" if opened else ""
    start = event.expected or f"{event.days.first}{end}"
    return f"track: {event.track}, start: {start}{place}{opens}{deadline}"


def _check_training(
    training: Training, events: list[PublishedEvent], at: At, today: date
) -> Iterator[Diagnostic]:
    if training.days is None and _first(events).expected is None:
        yield _days_lost(training, at)
    elif training.track.id != events[0].track and is_ahead(training, events, today):
        yield _other_track(training, events[0], at)


def _days_lost(training: Training, at: At) -> Diagnostic:
    message = f"This training was published with days, and `start` is {training.expected} now."
    help_ = (
        "Put back the days that people know, and give the training the status postponed. "
        "Say in its changes what people are told."
    )
    return problem(NOT_DECIDED, at.span("start"), message, help_)


def is_ahead(dated: _Dated, events: Iterable[PublishedEvent], today: date) -> bool:
    """Whether one of its days is, of those that it has or those that were published."""
    return max(last_day(dated), *(event.days.last for event in events)) >= today


def is_computed(at: At) -> bool:
    """Tell whether a deadline follows from a renewal, at which it has its place."""
    return at.written("due")


def written_renewal(name: str, deadline: OtherDeadline, told: str = "") -> str:
    """Give a computed deadline as an entry of a schedule."""
    what = f"label: {quoted(deadline.label)}, date: {deadline.moment.day}"
    return f"- {{id: {name}, renewal_of: {deadline.renewal_of}, {what}{told}}}"


def in_schedule(entry: str, deadline: OtherDeadline, at: At, records: Records) -> tuple[Span, str]:
    """Give where an entry for a computed deadline belongs, and how to write it there."""
    year = deadline.moment.day.year
    schedule = _schedule_of(year, records)
    if schedule is not None:
        return schedule.at.span("year"), f"Add under deadlines: {entry}"
    return at.span("due"), f"Create schedules/{year}.yaml, and write the day and its change there."


def _other_track(training: Training, event: PublishedEvent, at: At) -> Diagnostic:
    message = (
        f"This training was published in the track `{event.track}`. "
        "It would vanish from the calendar of that track without a word."
    )
    help_ = (
        f"Write track: {event.track} and status: cancelled. "
        f"Then add a training with an id of its own to the track `{training.track.id}`."
    )
    return problem("published-gone", at.span("track"), message, help_)
