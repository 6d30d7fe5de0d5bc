"""Recognizes trainings in lines of text: under the heading of a track, one to a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.importing.days import find_days, is_like_a_date
from sitegen.importing.deciding import YearContext
from sitegen.importing.entries import ALL_DAY, EDGES, TAGS, Entry, entry_of, tokens_of
from sitegen.importing.parts import LONGEST_LINE, Line
from sitegen.importing.said import Heard, Question, Said, Where
from sitegen.importing.statements import dates_before, said_of, until
from sitegen.importing.vocabulary import Vocabulary, words_of
from sitegen.lazy import dataclass, pattern, replace
from sitegen.source.fields import Tbd
from sitegen.source.pasted import plain

_BULLET = pattern(r"^(?:[•·▪◦‣●○*\uf0b7-] *|\(?[0-9]{1,2}\) +|o +)+")
_NUMBER = pattern(r"[0-9]{1,2}\. +")
_YEAR_ONLY = pattern(r"\b(20[0-9]{2})\b")
_YEAR_LAST = pattern(r"\b20[0-9]{2}$")
_LEAF = pattern(
    r"(?:[0-9]{1,2}(?: ?[-,] ?[0-9]{1,2})*|(?:From|By|About) ?[0-9]{0,2}"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:(?:-|, )(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))*)"
)
"""Days as a list of sitegen shows them beside a row, below the month: they alone are no date."""
_AROUND = pattern(
    r"^(?:From|By|About|Was planned for) |,? at (?:[0-9:]+ [ap]\.m\.|noon|midnight.*)$"
)
_PLACE_OF_ALL = "Place of all trainings: "
_MONTH_ONLY = pattern(r"(?:[A-Za-z]+\.? +)?20[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the person who imports has said of the files. `order` is "mdy", "dmy" or ""."""

    track: str | None = None
    year: int | None = None
    order: str = ""


class LineReader:
    """Reads the lines of one file in order. What holds for the next ones is kept between them."""

    def __init__(self, file: str, vocabulary: Vocabulary, options: Options) -> None:
        self.file, self.vocabulary, self.options = file, vocabulary, options
        self.heard = Heard()
        self.track: str | None = None
        self.track_words = ""
        self.year = YearContext(options.year, "as you said" if options.year else "")
        self.last: int | None = None  # the training that further lines speak of
        self.lead: tuple[Entry, Where] | None = None  # a date before the line of its training
        self.leads = False  # on this page, deadlines stand before their trainings
        self.page: int | None = None  # the training that is the heading of the page
        self.place: str | Tbd | None = None  # of all trainings, said once above them

    def read(self, lines: Sequence[Line]) -> Heard:
        """Give what the lines say."""
        lines = without_leaves([_plain(line) for line in lines])
        lines = [*joined(lines, self.vocabulary)]
        if not self.year.year:
            self.year = _first_year(lines)
        for n, line in enumerate(lines):
            self._line(line, lines[n + 1] if n + 1 < len(lines) else None)
        self._drop_lead()
        return self.heard

    def _drop_lead(self) -> None:
        """List a date before a training that did not come."""
        if self.lead is not None:
            self.heard.unread.append(self.lead[1])
        self.lead = None

    def _line(self, line: Line, following: Line | None) -> None:
        where = Where(self.file, line.place, line.text)
        if line.problem:
            help_ = "Type its days into the schedule, if it is a training of the site."
            self.heard.questions.append(Question(where, line.problem, help_))
            return
        tokens = tokens_of(line.text) if len(line.text) <= LONGEST_LINE else []
        entry = entry_of(tokens, self.vocabulary)
        if line.text.startswith(_PLACE_OF_ALL):
            self.place = _place_of_all(line.text, self.vocabulary)
        elif any(token.days for token in tokens):
            if not self._dated(line, entry, where):
                self.heard.unread.append(where)
        elif is_like_a_date(line.text) and not _MONTH_ONLY.fullmatch(line.text.strip(EDGES)):
            self.heard.unread.append(where)
        elif not self._heading(line, following):
            self._further(entry, where)

    def _dated(self, line: Line, entry: Entry, where: Where) -> bool:
        """Take a line with days. Tells whether it is understood, or asked about."""
        # A title that ends with a year is that of a training without days, and these others.
        is_other = entry.is_other or line.is_around
        is_undated = is_other and _YEAR_LAST.search(entry.title) is not None
        if entry.is_several or is_undated or self._is_part(entry):
            return False
        if line.is_around:
            return self._around(entry, where)
        if self.page is not None and entry.start is not None and entry.track is None:
            self._same_page(entry, where)
            return True
        if entry.start is None:
            return self._further(entry, where)
        entry.is_whole &= not line.is_mention
        self._training(entry, where, line.uid)
        self.page = self.last if line.is_heading and self.page is None else self.page
        self.last = self.last if self.page is None else self.page
        return True

    def _around(self, entry: Entry, where: Where) -> bool:
        """Take the days of something around a training, which is named by its own first day."""
        if entry.reference is None or entry.track is None or self.page is not None:
            return False
        if entry.start is None:  # what the first days are is said behind the training
            entry.start, entry.reference = entry.reference, None
        entry.is_other, entry.is_whole = True, False
        self._training(entry, where, "")
        return True

    def _is_part(self, entry: Entry) -> bool:
        """Tell whether a row of a list has words beside its place: it is a part of a training."""
        has_place = entry.place is not None or self.place is not None
        return entry.is_listed and has_place and bool(entry.place_words)

    def _heading(self, line: Line, following: Line | None) -> bool:
        """Take a line without days as a heading, where it is one."""
        text = line.text.strip(EDGES)
        year = _YEAR_ONLY.search(text) if len(text) < 60 else None
        if year and not self.options.year:
            self.year = YearContext(int(year[1]), f"from {line.place}")
        if _MONTH_ONLY.fullmatch(text):
            return True
        if line.is_item:
            return False
        if track := self.vocabulary.track(text) or self.vocabulary.last_track(text):
            self._begin(track, "")
            return True
        is_short = len(text) < 100 and not line.text.endswith((".", "?"))
        is_dated = following is not None and bool(find_days(following.text[:60]))
        is_heading = line.is_heading or (is_short and (line.text.endswith(":") or is_dated))
        if not is_heading or self._is_known(text):
            return False
        if self.page is None:
            self._begin(None, text)
        return True

    def _is_known(self, text: str) -> bool:
        """Tell whether a text is a field, a place, or a field with its value."""
        names = self.vocabulary
        if words_of(text) in TAGS:
            return True
        return ": " in text or names.field(text) is not None or names.place(text) is not None

    def _begin(self, track: str | None, words: str) -> None:
        self._drop_lead()
        self.track, self.track_words, self.last, self.leads = track, words, None, False
        self.year = self.year._replace(last=None)

    def _training(self, entry: Entry, where: Where, uid: str) -> None:
        """Hear a training, or ask what cannot be decided."""
        if entry.start is None:
            return
        if entry.track:
            entry.left += [entry.track_words] if entry.track_words else []
            entry.track_words = ""
        elif self.track and entry.track_words and not entry.place and not entry.place_words:
            entry.place_words, entry.track_words = entry.track_words, ""
        is_named = entry.track is not None or bool(entry.track_words)
        track = entry.track if is_named else self.track
        words = entry.track_words if is_named else self.track_words
        track = track or self.options.track
        before, self.last = self.last, None
        if track is None and not words:
            self.heard.unread.append(where)
            return
        if self.lead is not None:
            entry.dated = {**self.lead[0].dated, **entry.dated}
            self.lead = None
        said = said_of(entry, entry.start, self.year, self.options.order, where)
        if isinstance(said, Question):
            self.heard.questions.append(said)
            return
        self.last = len(self.heard.said) if said.is_whole else before
        if said.is_whole and not said.place and not said.place_words:
            said = replace(said, place=self.place)
        said = under(said, track, words)
        self.heard.said.append(replace(said, id=self.vocabulary.own_id(uid)))
        if said.is_whole and (entry.start.has_year or not self.options.year):
            origin = f"from {where.place}" if entry.start.has_year else self.year.origin
            self.year = YearContext(said.start.year, origin, said.start)

    def _same_page(self, entry: Entry, where: Where) -> None:
        """Take days on the page of one training: as days of it, or as something that is none."""
        is_alone = not (entry.track_words or entry.place_words or entry.left or entry.status)
        found = (
            said_of(entry, entry.start, self.year, self.options.order, where)
            if entry.start is not None and self.last is not None and is_alone and not entry.others
            else None
        )
        if not isinstance(found, Said) or self.last is None:
            self.heard.unread.append(where)
            return
        said = self.heard.said[self.last]
        runs = tuple(sorted({*said.runs, *found.runs}))
        self.heard.said[self.last] = replace(
            said, runs=runs, place=said.place or found.place, hours=said.hours or found.hours
        )

    def _further(self, entry: Entry, where: Where) -> bool:
        """Take what a line of its own says of the training above it. Tells whether it does."""
        if entry.is_behind or entry.track is not None or entry.others:
            return False
        if entry.dated and self.page is None and (self.last is None or self.leads):
            self._drop_lead()
            self.lead, self.leads = (entry, where), True
            return True
        if self.last is None:
            return False
        said = self.heard.said[self.last]
        before = dates_before(entry, said.start, self.options.order, where)
        if isinstance(before, Question):
            self.heard.questions.append(before)
            return True
        runs = said.runs
        if entry.end is not None:
            found = until(runs, entry.end, self.options.order, where)
            if isinstance(found, Question):
                self.heard.questions.append(found)
                return True
            runs = found
        more = replace(
            said,
            runs=runs,
            deadline=said.deadline or before.deadline,
            opens=said.opens or before.opens,
            hours=said.hours or entry.hours,
            remarks=(*said.remarks, *before.remarks),
        )
        if not said.place and not said.place_words and not entry.track_words:
            more = replace(more, place=entry.place, place_words=entry.place_words)
        self.heard.said[self.last] = more
        return bool(entry.dated) or more != said


def _place_of_all(text: str, vocabulary: Vocabulary) -> str | Tbd | None:
    """Give the place that a list of sitegen says once above its rows; None where it is unknown."""
    sentences = text.removeprefix(_PLACE_OF_ALL).split(".")
    tries = (vocabulary.place(".".join(sentences[:n])) for n in range(1, len(sentences)))
    return next((place for place in tries if place is not None), None)


def under(said: Said, track: str | None, words: str) -> Said:
    """Give what was said with its track, or the words of one that the site does not have."""
    if track is None or not words:
        return replace(said, track=track, track_words=words)
    remark = f"The file calls its track “{words}”."
    return replace(said, track=track, track_words="", remarks=(*said.remarks, remark))


def without_leaves(lines: Sequence[Line]) -> list[Line]:
    """Leave out the brief days beside the rows of a list of sitegen, which text that is copied has.

    The full days of what is around a training stand right before them, those of itself behind.
    """
    found: list[Line] = []
    is_after_leaf = False
    for line in lines:
        is_leaf = _LEAF.fullmatch(line.text) is not None
        if is_leaf and found and not is_after_leaf:
            bare = _AROUND.sub("", found[-1].text)
            found[-1] = found[-1]._replace(is_around=_is_days_alone(bare) or found[-1].is_around)
        found += [] if is_leaf else [line]
        is_after_leaf = is_leaf
    return found


def joined(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[Line]:
    """Put a label and its value on one line, and behind a line of days what it is the day of.

    Pages that are copied have them so: `Place` and, below it, `Virtual Training`.
    """
    n = 0
    while n < len(lines):
        line, following = lines[n], lines[n + 1 : n + 6]
        n += 1
        if line.is_around and not line.is_item:
            block = _row_around(following, vocabulary)
            yield line._replace(text=" | ".join([line.text, *block]))
        elif block := _more_days(line, following, vocabulary):
            yield line._replace(text=" | ".join([line.text, *block]))
        elif block := _rest_of(line, following, vocabulary):
            yield Line(line.place, f"{line.text} {block[0]}", line.is_heading, line.is_item)
        elif block := _value(line, following, vocabulary):
            yield Line(line.place, f"{line.text.rstrip(': ')}: {block[0]}")
        elif block := _block(line, following, vocabulary):
            yield Line(line.place, " | ".join([line.text, *block]))
        else:
            yield line
        n += len(block)


def _rest_of(line: Line, following: Sequence[Line], vocabulary: Vocabulary) -> list[str]:
    """Give the line below one that goes on in it, as mails and PDF files break lines."""
    if not following or following[0].is_item or line.uid:
        return []
    text, rest = line.text, following[0].text
    if len(rest) > LONGEST_LINE // 2:
        return []
    is_open = text.count("(") > text.count(")")
    ends = is_open and ")" in rest and "(" not in rest.partition(")")[0]
    adds = rest.startswith("(") and rest.endswith(")") and bool(find_days(text))
    return [rest] if ends or adds or _is_heading_of_two(text, rest, vocabulary) else []


def _is_heading_of_two(text: str, rest: str, vocabulary: Vocabulary) -> bool:
    """Tell whether two lines are the heading of a track, and the first alone is not."""
    both = f"{text} {rest}".strip(EDGES)
    is_short = rest.endswith(":") and not text.endswith((":", ".")) and len(both) < 150
    alone = (vocabulary.track(text), vocabulary.track(rest.strip(EDGES)))
    return is_short and alone == (None, None) and vocabulary.track(both) is not None


def _value(line: Line, following: Sequence[Line], vocabulary: Vocabulary) -> list[str]:
    """Give the line below a label that stands alone."""
    # `Registration Deadlines:` is a heading, and not the label of one.
    is_heading = line.is_heading or line.text.strip(EDGES).casefold().endswith("deadlines")
    is_label = ": " not in line.text and vocabulary.field(line.text) is not None
    if is_heading or not following or not is_label:
        return []
    value = following[0]
    is_other = value.is_heading or vocabulary.track(line.text) or vocabulary.place(line.text)
    return [] if is_other or len(value.text) > LONGEST_LINE else [value.text]


def _block(line: Line, following: Sequence[Line], vocabulary: Vocabulary) -> list[str]:
    """Give the lines below one of nothing but days, where they say which training is meant."""
    if not _is_days_alone(line.text):
        return []
    block: list[str] = []
    is_named = was_name = False
    for one in following:
        if one.is_heading or _is_days_alone(one.text) or _MONTH_ONLY.fullmatch(one.text):
            break
        if is_named and not was_name and _names_training(one.text, vocabulary):
            break  # what follows is a row of its own
        was_name = _names_training(one.text, vocabulary)
        is_named |= was_name
        block.append(one.text)
    return block if any(_names_training(text, vocabulary) for text in block[:2]) else []


def _row_around(following: Sequence[Line], vocabulary: Vocabulary) -> list[str]:
    """Give the rest of a row with what is around a training: its names, and what it is."""
    block: list[str] = []
    was_name = True
    for one in following:
        is_name = _names_training(one.text, vocabulary)
        is_next = one.is_heading or one.is_around or bool(_MONTH_ONLY.fullmatch(one.text))
        if is_next or (is_name and not was_name):
            break
        block.append(one.text)
        was_name = is_name
    return block


def _more_days(line: Line, following: Sequence[Line], vocabulary: Vocabulary) -> list[str]:
    """Give further days of a training that stand below its name and first days."""
    if line.is_item or line.uid or not _names_training(line.text, vocabulary):
        return []
    found: list[str] = []
    for n, one in enumerate(following):
        is_of_next = n + 1 < len(following) and _names_training(following[n + 1].text, vocabulary)
        if one.is_around or is_of_next or not _is_days_alone(one.text):
            break
        found.append(one.text)
    return found


def _names_training(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a line names a training by its track and first day, as lists of sitegen do."""
    tokens = tokens_of(text)
    return (
        len(tokens) > 1
        and tokens[1].days is not None
        and bool(vocabulary.track(tokens[0].words) or vocabulary.titled(tokens[0].words))
    )


def _plain(line: Line) -> Line:
    text = " ".join(plain(line.text.replace("\t", " | ")).split()).replace("- to ", " to ")
    bare = _BULLET.sub("", text)
    number = _NUMBER.match(bare)
    if number and any(days.start == 0 for days in find_days(bare[number.end() :])):
        bare = bare[number.end() :]  # `1. March 21, 2033`; but `1. March 2033` is a day
    return line._replace(text=bare, is_item=line.is_item or bare != text)


def _is_days_alone(text: str) -> bool:
    found = find_days(text)
    if len(found) != 1:
        return False
    rest = text[: found[0].start] + text[found[0].end :]
    return not ALL_DAY.sub("", rest).strip(EDGES)


def _first_year(lines: Sequence[Line]) -> YearContext:
    for line in lines:
        for days in find_days(line.text):
            if years := [one.year for one in days.parts if one.year]:
                return YearContext(years[0], f"from {line.place}")
    return YearContext()
