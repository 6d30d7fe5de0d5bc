"""People who have left, named in texts that visitors read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.lazy import pattern
from sitegen.programme.files.site import ContactsFile, PersonStatus
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import runs_of
from sitegen.source.pieces import each_known

_ALL_TITLES = ("Dr", "Ms", "Mrs", "Mr", "Miss")
_TITLES = rf"(?:{'|'.join(_ALL_TITLES)})\.?\s+"
_TITLE = ""
"""Stands for a title among the words of a name."""

_WORD = pattern(r"\w+")
_COMMENT = pattern(r"(?:^|\s)#")


def check_former_names(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield a warning for each place that names somebody who has left.

    Contacts are looked at as references. What was written of a training that is over is history.
    """
    people = each_known(records.people, lambda one: (one.name, one.status))
    former = [name for (name, status), _ in people if status is PersonStatus.FORMER]
    if not former:
        return
    names = Names(former)
    over = _past_places(records, today)
    for source in _sources(records):
        silent = _Silent(source, over.get(source.path, []))
        for name, start, end in names.found_in(source.text):
            if start not in silent:
                message = f"{name} has left and is still named here."
                help_ = "Name somebody who can help today, or say it without a name."
                yield problem("former-name", Span(source, start, end), message, help_)


class Names:
    """The names of people, by the words of each: found in one pass over a text."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_words: dict[tuple[str, ...], dict[str, tuple[re.Pattern[str], int]]] = {}
        self._lengths: dict[str, set[int]] = {}
        for name in dict.fromkeys(names):
            words = re.sub(_TITLES, "", name).split()
            self._add(name, words, "")
            self._add(name, words[-1:], _TITLES)

    def _add(self, name: str, words: Sequence[str], title: str) -> None:
        """Add a way to name somebody: these words, behind a title if there is one."""
        parts = tuple(_WORD.findall(" ".join(words)))
        first = _WORD.search(words[0])
        if first is not None:
            written = r"\s+".join(map(re.escape, words))
            pattern = re.compile(rf"\b{title}{written}\b")
            key = (_TITLE, *parts) if title else parts
            self._by_words.setdefault(key, {})[name] = pattern, first.start()
            self._lengths.setdefault(key[0], set()).add(len(key))

    def found_in(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield who is named in a text, and from where to where; nobody twice in one place."""
        found = list(_WORD.finditer(text))
        words = [one[0] for one in found]
        ends: dict[str, int] = {}
        for number, one in enumerate(found):
            for name, (form, before) in self._named(words, number):
                match = form.match(text, one.start() - before)
                if match and match.start() >= ends.get(name, 0):
                    ends[name] = match.end()
                    yield name, *match.span()

    def _named(
        self, words: Sequence[str], number: int
    ) -> Iterator[tuple[str, tuple[re.Pattern[str], int]]]:
        """Yield whose name may begin with this word."""
        word = words[number]
        for length in self._lengths.get(word, ()):
            yield from self._by_words.get(tuple(words[number : number + length]), {}).items()
        for length in self._lengths.get(_TITLE, ()) if word in _ALL_TITLES else ():
            key = (_TITLE, *words[number + 1 : number + length])
            for name, (form, _) in self._by_words.get(key, {}).items():
                yield name, (form, 0)


def _sources(records: Records) -> Iterator[Source]:
    for record in records.all():
        if not isinstance(record, ContactsFile):
            yield record.at.source


def _past_places(records: Records, today: date) -> dict[str, list[tuple[int, int]]]:
    past: dict[str, list[tuple[int, int]]] = {}
    for training in records.trainings:
        runs = runs_of(training)
        if runs and runs[-1].last < today:
            node = training.at.node
            past.setdefault(training.at.source.path, []).append((node.start, node.end))
    return past


class _Silent:
    """The places of a file that nobody reads: comments, and trainings that are over."""

    def __init__(self, source: Source, over: Sequence[tuple[int, int]]) -> None:
        self._source = source
        self._over = over
        self._comments: dict[int, int] = {}  # where the comment of a line begins

    def __contains__(self, at: int) -> bool:
        number = bisect_right(self._over, at, key=lambda place: place[0])
        if number and at < self._over[number - 1][1]:
            return True
        if not self._source.path.endswith(".yaml"):
            return False
        line = bisect_right(self._source.line_starts, at) - 1
        if line not in self._comments:
            self._comments[line] = self._comment_in(line)
        return self._comments[line] < at

    def _comment_in(self, line: int) -> int:
        starts = self._source.line_starts
        end = starts[line + 1] if line + 1 < len(starts) else len(self._source.text)
        comment = _COMMENT.search(self._source.text, starts[line], end)
        return comment.end() - 1 if comment else end
