"""The catalogues of the interface: each has every text, with the same names and marks in it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import time
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from catalogues import ROOT, TRANSLATED, Text, catalogue, messages, texts, up_to_date

from sitegen.languages import PageLanguage
from sitegen.site.wording import words_in, words_of
from sitegen.source.plain_language import grade, sentences

_PLACE = re.compile(r"\{\w*\}|%\(\w+\)s")
_TAG = re.compile(r"<[^>]*>")


def forms(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def said_in(one: Catalog) -> dict[object, set[str]]:
    """Give the files that say each text."""
    return {message.id: {file for file, _ in message.locations} for message in one if message.id}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: PageLanguage) -> None:
    said = {text for text, _ in texts()}
    assert len(said) > 250
    assert {message.id for message in messages(language)} == said, "run: make languages"
    assert said_in(catalogue(language)) == said_in(up_to_date(language)), "run: make languages"
    assert [one.id for one in messages(language) if not all(forms(one.string))] == []
    assert not any(message.fuzzy for message in messages(language))


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_names_and_marks(language: PageLanguage) -> None:
    for message in messages(language):
        text = forms(message.id)[-1]
        wanted, may_lack = (
            set(_PLACE.findall(text)),
            {"{number}"} if message.pluralizable else set(),
        )
        for translated in forms(message.string):
            # Of both ways to say a time, a language has one.
            places = set(_PLACE.findall(translated.replace("{clock24}", "{clock}")))
            assert wanted - may_lack <= places <= wanted, text
            assert Counter(_TAG.findall(text)) == Counter(_TAG.findall(translated)), text
            assert translated.strip() == translated, text


READ = [
    sentence
    for text in chain.from_iterable(forms(text) for text in dict(texts()))
    for sentence in sentences(_PLACE.sub("x", _TAG.sub("", text)))
]
HARD = re.compile(
    r"\b(?:applicants?|attend(?:ance|ees?)?|commenc\w+|concerning|eligib\w+|facilitat\w+|hereby"
    r"|in order to|individuals?|notif(?:y|ied)|obtain\w*|participants?|prior to|pursuant|regarding"
    r"|submit\w*|upon|utiliz\w+|via)\b",
    re.IGNORECASE,
)
"""Words of offices that have a shorter one. What the programme published stands in `content/`."""


def test_the_interface_is_in_plain_language() -> None:
    """A child of eleven reads it: that is grade 5 or 6."""
    assert [sentence.text for sentence in READ if len(sentence.words) > 20] == []
    whole = [sentence for sentence in READ if sentence.text.endswith((".", "?", "!"))]
    assert sum(len(sentence.words) for sentence in whole) / len(whole) < 10
    assert grade(whole) < 4
    assert [sentence.text for sentence in READ if HARD.search(sentence.text)] == []


def test_no_text_hides_in_another_string() -> None:
    for path in sorted((ROOT / "src/sitegen/site").rglob("*.py")):
        assert "say('" not in path.read_text(encoding="utf-8"), f"{path}: it would not be found"


@pytest.mark.parametrize("language", TRANSLATED)
def test_days_and_months_are_those_of_the_language(language: PageLanguage) -> None:
    words = words_in(language)
    assert len(set(words.months)) == 12
    assert len(set(words.weekdays)) == 7
    assert not set(words.months) & set(words_in(PageLanguage.ENGLISH).months)


FRENCH = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "{clock} a.m."
msgstr "{clock24}"

msgid "{clock} p.m."
msgstr "{clock24}"

msgid "1 person"
msgid_plural "{number} people"
msgstr[0] "{number} personne"
msgstr[1] "{number} personnes"
"""


def test_numbers_times_and_days_are_said_as_the_catalogue_says(tmp_path: Path) -> None:
    """A language is its name in `PageLanguage`, and its catalogue. Nothing else is asked of it."""
    (tmp_path / "fr.po").write_text(FRENCH, encoding="utf-8")
    words = words_of(tmp_path / "fr.po")
    people = [words.count("1 person", "{number} people", number) for number in (0, 1, 2)]
    assert people == ["0 personne", "1 personne", "2 personnes"]
    assert [words.clock(time(8, 30)), words.clock(time(17))] == ["8:30", "17:00"]
    assert words.say("") == ""
    assert (words.months[2], words.weekdays[0]) == ("mars", "lundi")
    english = words_in(PageLanguage.ENGLISH)
    assert english.count("1 person", "{number} people", 0) == "0 people"
    assert [english.clock(time(8, 30)), english.clock(time(17))] == ["8:30 a.m.", "5 p.m."]
