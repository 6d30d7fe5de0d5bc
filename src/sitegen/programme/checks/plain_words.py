"""Plain language: sentences that can be followed, and texts that most people can read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.languages import PageLanguage, page_language
from sitegen.programme.files.site import SiteFile
from sitegen.programme.files.tracks import TracksFile
from sitegen.programme.prose import Prose
from sitegen.programme.records import Records, TranslationFile
from sitegen.source.fields import At
from sitegen.source.markdown.written import Written
from sitegen.source.plain_language import Sentence, grade, sentences, syllables

MOST_WORDS = 25
"""Of a sentence: what GOV.UK and plainlanguage.gov recommend at most."""

HIGHEST_GRADE = 8
"""Of a school in the United States: what plainlanguage.gov recommends for the public."""

_ENOUGH_WORDS = 100
"""The grade of a shorter text says little."""

_SHORTEST = 2 * MOST_WORDS
"""A text of fewer characters has no long sentence."""

_STOPS = re.compile(
    r"(?<!\b[A-Za-z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?]\s"
    r"|\n[ \t>]*(?:\n|[-*+][ \t]|[0-9]+[.)][ \t]|#)"
)
"""What ends a sentence, a paragraph or an item beyond doubt: no short word stands before it."""

_LONG_WORD = 4  # syllables


def check_plain_words(records: Records, texts: Iterable[Prose]) -> Iterator[Diagnostic]:
    """Yield a warning for each English sentence that is too long, and each text that is too hard.

    Words that were published and must stay are left alone (`keep_words`).
    """
    site = records.file(SiteFile)
    if site is None or not site.at.has("language"):
        return
    if page_language(site.language) is not PageLanguage.ENGLISH:
        return
    kept = _kept(records)
    for text in texts:
        if _is_plain(text.text) or isinstance(text.page, TranslationFile):
            continue
        if not any(
            text.source is span.source and span.start <= text.start <= span.end for span in kept
        ):
            yield from _check(text)
    yield from _lines(records, kept)


def _is_plain(text: str) -> bool:
    """Tell at a glance that there is nothing to find, as in most of thousands of notes."""
    if len(text) < _SHORTEST:
        return True
    if len(text.split()) >= _ENOUGH_WORDS:
        return False
    return all(len(part.split()) <= MOST_WORDS for part in _STOPS.split(text))


def _kept(records: Records) -> list[Span]:
    """Give where the words stand that must stay as they are."""
    kept = [
        Span(page.fields.at.source, 0, len(page.fields.at.source.text))
        for page in records.pages
        if page.fields.keep_words
    ]
    tracks = records.file(TracksFile)
    of_tracks = tracks.tracks if tracks and tracks.at.has("tracks") else ()
    kept += [
        Span(track.at.source, track.at.node.start, track.at.node.end)
        for track in of_tracks
        if track.keep_words
    ]
    return kept


def _check(text: Prose) -> Iterator[Diagnostic]:
    read = [(one, words) for words in text.reading.paragraphs for one in sentences(words.text)]
    for sentence, words in read:
        number = len(sentence.words)
        if number > MOST_WORDS:
            yield _too_long(_holder(text), _first_line(text, sentence, words), number)
    if sum(len(sentence.words) for sentence, _ in read) >= _ENOUGH_WORDS:
        every = [sentence for sentence, _ in read]
        needed = grade(every)
        if needed >= HIGHEST_GRADE + 1:
            yield _too_hard(text, needed, every)


def _first_line(text: Prose, sentence: Sentence, words: Written) -> Span:
    """Give the place of the first line of a sentence."""
    line = words.text.find("\n", sentence.start, sentence.end)
    end = line if line >= 0 else sentence.end
    return text.span(words.place(sentence.start), words.after(end))


def _too_long(noun: str | None, span: Span, number: int) -> Diagnostic:
    message = f"This sentence has {number} words. More than {MOST_WORDS} are hard to follow."
    help_ = f"Make two sentences of it.{_or_keep(noun)}"
    return problem("long-sentence", span, message, help_)


def _too_hard(text: Prose, needed: float, read: list[Sentence]) -> Diagnostic:
    words = Counter(
        plain
        for sentence in read
        for word in sentence.words
        if syllables(plain := re.sub(r"\W+$|^\W+", "", word).lower()) >= _LONG_WORD
    )
    examples = [word for word, _ in words.most_common(3)]
    years = f"{int(needed)}" if needed <= 12 else "more than 12"
    message = f"This text takes {years} years of school to read. Aim for {HIGHEST_GRADE}."
    help_ = "Use shorter sentences and shorter words"
    help_ += f" than “{'”, “'.join(examples)}”." if examples else "."
    span = text.page.fields.at.span("title") if text.page is not None else text.whole
    return problem("hard-to-read", span, message, f"{help_}{_or_keep(_holder(text))}")


def _lines(records: Records, kept: list[Span]) -> Iterator[Diagnostic]:
    """Look at the texts without marks that visitors read as sentences."""
    tracks = records.file(TracksFile)
    places: list[tuple[At, str, str]] = []
    for track in tracks.tracks if tracks and tracks.at.has("tracks") else ():
        places += [(track.at, name, getattr(track, name)) for name in ("summary", "for_whom")]
    for page in records.pages:
        places.append((page.fields.at, "summary", page.fields.summary))
    for at, name, text in places:
        if not at.has(name) or len(text) < _SHORTEST:
            continue
        span = at.span(name)
        if any(span.source is one.source and one.start <= span.start <= one.end for one in kept):
            continue
        for sentence in sentences(text):
            if len(sentence.words) > MOST_WORDS:
                yield _too_long(
                    "track" if at.written("heading") else "page", span, len(sentence.words)
                )


def _holder(text: Prose) -> str | None:
    """Name the entry that can say that its words must stay."""
    if text.page is not None:
        return "page"
    return "track" if text.source.path == "content/tracks.yaml" else None


def _or_keep(noun: str | None) -> str:
    return f" If the words must stay, add to the {noun}: keep_words: yes" if noun else ""
