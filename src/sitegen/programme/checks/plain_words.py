"""Plain language: sentences that can be followed, and texts that most people can read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.languages import PageLanguage, page_language
from sitegen.lazy import pattern
from sitegen.programme.files.site import SiteFile
from sitegen.programme.prose import Prose
from sitegen.programme.records import Records, TranslationFile
from sitegen.source.fields import Record
from sitegen.source.markdown.written import Written
from sitegen.source.pieces import known
from sitegen.source.plain_language import Sentence, grade, sentences, syllables
from sitegen.source.shapes import fields_of
from sitegen.source.texts import FoundText, is_plain, texts_in

MOST_WORDS = 25
"""Of a sentence: what GOV.UK and plainlanguage.gov recommend at most."""

HIGHEST_GRADE = 8
"""Of a school in the United States: what plainlanguage.gov recommends for the public."""

_ENOUGH_WORDS = 100
"""The grade of a shorter text says little."""

_SHORTEST = 2 * MOST_WORDS
"""A text of fewer characters has no long sentence."""

_STOPS = pattern(
    r"[.!?\n]"  # first of all, so that nothing else is looked at anywhere else
    r"(?:(?<=[.!?])(?<!\b[A-Za-z].)(?<!\b[A-Z][a-z].)(?<!\b[A-Z][a-z]{2}.)\s"
    r"|(?<=\n)[ \t>]*(?:\n|[-*+][ \t]|[0-9]+[.)][ \t]|#))"
)
"""What ends a sentence, a paragraph or an item beyond doubt: no short word stands before it."""

_LONG_WORD = 4  # syllables


def check_plain_words(records: Records, texts: Iterable[Prose]) -> Iterator[Diagnostic]:
    """Yield a warning for each English sentence that is too long, and each text that is too hard.

    Words that were published and must stay are left alone (`keep_words`).
    """
    site = records.file(SiteFile)
    language = known(site, lambda one: one.language)
    if language is None or page_language(language) is not PageLanguage.ENGLISH:
        return
    for prose in texts:
        if not isinstance(prose.page, TranslationFile) and not _stays(prose.record):
            yield from _check(prose)
    for record in records.all():
        for found in texts_in(record, is_plain):
            if not _stays(found.record):
                yield from _line(found)


def _stays(record: Record) -> bool:
    """Tell whether the words of an entry must stay as they are."""
    return known(record, lambda one: getattr(one, "keep_words", False)) is True


def _is_plain(text: str) -> bool:
    """Tell at a glance that there is nothing to find, as in most of thousands of notes."""
    if len(text) < _SHORTEST:
        return True
    if len(text.split()) >= _ENOUGH_WORDS:
        return False
    long = [part for part in _STOPS.split(text) if len(part) >= _SHORTEST]
    return all(len(part.split()) <= MOST_WORDS for part in long)


def _check(prose: Prose) -> Iterator[Diagnostic]:
    if _is_plain(prose.text):
        return
    read = [(one, words) for words in prose.text.paragraphs for one in sentences(words.text)]
    for sentence, words in read:
        number = len(sentence.words)
        if number > MOST_WORDS:
            yield _too_long(prose.record, _first_line(prose, sentence, words), number)
    if sum(len(sentence.words) for sentence, _ in read) >= _ENOUGH_WORDS:
        every = [sentence for sentence, _ in read]
        needed = grade(every)
        if needed >= HIGHEST_GRADE + 1:
            yield _too_hard(prose, needed, every)


def _first_line(prose: Prose, sentence: Sentence, words: Written) -> Span:
    """Give the place of the first line of a sentence."""
    line = words.text.find("\n", sentence.start, sentence.end)
    end = line if line >= 0 else sentence.end
    return prose.span(words.place(sentence.start), words.after(end))


def _too_long(record: Record, span: Span, number: int) -> Diagnostic:
    message = f"This sentence has {number} words. More than {MOST_WORDS} are hard to follow."
    help_ = f"Make two sentences of it.{_or_keep(record)}"
    return problem("long-sentence", span, message, help_)


def _too_hard(prose: Prose, needed: float, read: list[Sentence]) -> Diagnostic:
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
    span = prose.page.fields.at.span("title") if prose.page is not None else prose.whole
    return problem("hard-to-read", span, message, f"{help_}{_or_keep(prose.record)}")


def _line(found: FoundText) -> Iterator[Diagnostic]:
    """Look at a text without marks that visitors read as sentences."""
    for sentence in sentences(found.text) if len(found.text) >= _SHORTEST else ():
        if len(sentence.words) > MOST_WORDS:
            yield _too_long(found.record, found.span, len(sentence.words))


def _or_keep(record: Record) -> str:
    """Say how an entry can say that its words must stay, if it can."""
    can = "keep_words" in fields_of(type(record))
    return f" If the words must stay, add to the {record.noun}: keep_words: yes" if can else ""
