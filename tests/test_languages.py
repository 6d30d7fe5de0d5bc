"""The catalogues of the interface: each has every text, with the same names and marks in it."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from catalogues import ROOT, TRANSLATED, messages, texts

from sitegen.languages import PageLanguage
from sitegen.site.wording import words_in
from sitegen.source.plain_language import grade, sentences

_PLACE = re.compile(r"\{\w*\}|%\(\w+\)s")
_TAG = re.compile(r"<[^>]*>")


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: PageLanguage) -> None:
    said = {text for text, _ in texts()}
    assert len(said) > 250
    assert {message.id for message in messages(language)} == said, "run: make languages"
    assert [message.id for message in messages(language) if not message.string] == []
    assert not any(message.fuzzy for message in messages(language))


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_names_and_marks(language: PageLanguage) -> None:
    for message in messages(language):
        text, translated = str(message.id), str(message.string)
        assert set(_PLACE.findall(text)) == set(_PLACE.findall(translated)), text
        assert Counter(_TAG.findall(text)) == Counter(_TAG.findall(translated)), text
        assert translated.strip() == translated, text


def test_the_interface_is_in_plain_language() -> None:
    read = [
        sentence
        for text in dict(texts())
        for sentence in sentences(re.sub(r"%\\((\\w+)\\)s", "x", _TAG.sub("", text)))
    ]
    assert [sentence.text for sentence in read if len(sentence.words) > 25] == []
    assert grade(read) < 6


def test_no_text_hides_in_another_string() -> None:
    for path in sorted((ROOT / "src/sitegen/site").rglob("*.py")):
        assert "say('" not in path.read_text(encoding="utf-8"), f"{path}: it would not be found"


@pytest.mark.parametrize("language", TRANSLATED)
def test_days_and_months_are_those_of_the_language(language: PageLanguage) -> None:
    words = words_in(language)
    assert len(set(words.months)) == 12
    assert len(set(words.weekdays)) == 7
    assert not set(words.months) & set(words_in(PageLanguage.ENGLISH).months)
