"""What was published otherwise and is told by no line of `changes`, and the line that tells it.

People plan by what they were given, so this is an error until it is told. Its words are those of
`sitegen diff`: `pairs.py` makes both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sitegen.comparing.differences import Telling
from sitegen.comparing.entries import entry_of
from sitegen.comparing.outdated import says_otherwise
from sitegen.comparing.pairs import Pair, of_pair
from sitegen.comparing.published import Names, published_entry
from sitegen.diagnostics import Diagnostic, problem
from sitegen.lazy import dataclass, replace
from sitegen.programme.checks.published import (
    by_source,
    in_schedule,
    is_ahead,
    is_computed,
    key_of,
    renamed_places,
    written_renewal,
)
from sitegen.programme.checks.telling import line_to_paste, telling_fix
from sitegen.programme.dates import DateKind
from sitegen.programme.joined import Joined
from sitegen.programme.ledger import Ledger, PublishedEvent
from sitegen.programme.model import OtherDeadline, Training
from sitegen.source.fields import At

_Dated = Training | OtherDeadline


def check_told(joined: Joined, ledger: Ledger, today: date) -> Iterator[Diagnostic]:
    """Yield an error for each training or deadline of which people were not told everything."""
    programme = joined.programme
    published = by_source(ledger.present())
    renamed = dict(renamed_places(programme, published, today).keys())
    names = Names.of(programme)
    for dated in programme.dated:
        events = published.get(key_of(dated), [])
        if not events or not is_ahead(dated, events, today) or _is_another(dated, events):
            continue
        had = [replace(one, place=renamed.get(one.place or "", one.place)) for one in events]
        untold = _Untold(joined, dated, had, names, today)
        yield from untold.of_computed() if is_computed(untold.at) else untold.found()


def _is_another(dated: _Dated, events: Sequence[PublishedEvent]) -> bool:
    """Whether it cannot be told, because it lost its days or its track: that is reported apart."""
    if isinstance(dated, OtherDeadline):
        return False
    own = next(one for one in events if one.kind is DateKind.TRAINING)
    return events[0].track != dated.track.id or (dated.days is None and own.expected is None)


@dataclass(frozen=True, slots=True)
class _Untold:
    """A training or a deadline, and what subscribers have of it."""

    joined: Joined
    dated: _Dated
    events: Sequence[PublishedEvent]
    names: Names
    today: date

    @property
    def at(self) -> At:
        """Where it is written."""
        return self.joined.at(self.dated)

    def tellings(self) -> Sequence[Telling]:
        """Give what people must be told, the gravest first."""
        now = entry_of(self.dated)
        before = published_entry(self.events, now, self.names)
        found = of_pair(Pair(before, now), self.today, {})
        return tuple(one.telling for one in found if one.telling)

    def untold(self) -> Sequence[Telling]:
        """Give what no line that is new says: all of it, or what has changed again since."""
        new = [one.what for one in self.dated.changes[self.events[0].changes :]]
        return [one for one in self.tellings() if not new or says_otherwise(one.sentence, new)]

    def found(self) -> Iterator[Diagnostic]:
        """Yield one error for everything that changed without a word of it."""
        if len(self.dated.changes) < self.events[0].changes:
            message = "A change that people were told is no longer in `changes`."
            help_ = "Put it back. What was told stays, and a new change is added below it."
            yield problem("change-not-told", self.at.span("changes"), message, help_)
        elif tellings := self.untold():
            sentence = _sentence(tellings)
            help_ = f"Tell people. {self._entry(sentence)}"
            span = self.at.span(tellings[0].field)
            fix = telling_fix(self.at, sentence, self.today, self.joined.records)
            yield problem("change-not-told", span, _message(tellings), help_, fix=fix)

    def of_computed(self) -> Iterator[Diagnostic]:
        """Yield an error for a day that follows from a renewal: only an entry can tell it."""
        deadline, at, records = self.dated, self.at, self.joined.records
        if isinstance(deadline, Training):
            return
        if self.events[0].changes:
            message = f"People were told a change of `{deadline.id}`, and it is in no schedule."
            help_ = "Put the deadline back into its schedule, as it was published last."
            yield problem("change-not-told", at.span("due"), message, help_)
        elif tellings := self.tellings():
            entry = line_to_paste(_sentence(tellings), self.today)
            whole = written_renewal(deadline.id, deadline, f", changes: [{entry}]")
            span, help_ = in_schedule(whole, deadline, at, records)
            yield problem("change-not-told", span, _message(tellings), f"Tell people. {help_}")

    def _entry(self, sentence: str) -> str:
        """Say what to add, in the form that the entry's `changes` have if there are some."""
        entry = line_to_paste(sentence, self.today)
        if not self.dated.changes:
            noun = "training" if isinstance(self.dated, Training) else "deadline"
            return f"Add this to the {noun}: changes: [{entry}]"
        span = self.at.span("changes")
        if span.source.text[span.start] == "[":
            return f"Add this at the end of its `changes`, after a comma: {entry}"
        return f"Add this as the last line of its `changes`: - {entry}"


def _sentence(tellings: Sequence[Telling]) -> str:
    return " ".join(dict.fromkeys(one.sentence for one in tellings))


def _message(tellings: Sequence[Telling]) -> str:
    first = tellings[0].sentence
    if len(tellings) == 1:
        return f"People were not told this: {first}"
    return f"People were not told {len(tellings)} things. The first is: {first}"
