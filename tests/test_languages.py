"""The catalogues of the interface: each has every text, with the same names and marks in it.

Started as a program, this brings the catalogues up to date (`make languages`) and lists what is
still to translate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from sitegen.languages import PageLanguage
from sitegen.site.wording import words_in
from sitegen.source.plain_language import grade, sentences

ROOT = Path(__file__).parents[1]
TRANSLATED = [language for language in PageLanguage if language.catalogue]
_HEADER = "Texts of the pages of sitegen. `make languages` keeps this file up to date."
_PLACE = re.compile(r"\{\w*\}|%\(\w+\)s")
_TAG = re.compile(r"<[^>]*>")


def texts() -> Iterator[tuple[str, str]]:
    """Every text that pages say, with the file that says it."""
    program = {"say": None, "to_say": None}
    for path in sorted((ROOT / "src/sitegen/site").rglob("*.py")):
        for found in extract_from_file("python", str(path), keywords=program):
            yield str(found[1]), path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "templates").rglob("*.html")):
        options = {"silent": "false"}
        for found in extract_from_file("jinja2", str(path), options=options):
            yield str(found[1]), path.relative_to(ROOT).as_posix()


def up_to_date(language: PageLanguage) -> Catalog:
    """Give a catalogue with every text and no other, translated as far as it was."""
    before = catalogue(language)
    after = Catalog(
        locale=language.value,
        header_comment=f"# {_HEADER}",
        project="sitegen",
        creation_date=before.creation_date,
        revision_date=before.creation_date,
        fuzzy=False,
    )
    files: dict[str, list[tuple[str, int]]] = {}
    for text, file in texts():
        files.setdefault(text, [])
        if (file, 0) not in files[text]:
            files[text].append((file, 0))
    for text, found in files.items():
        known = before.get(text)
        after.add(text, known.string if known else "", locations=found)
    return after


def catalogue(language: PageLanguage) -> Catalog:
    assert language.catalogue
    if not language.catalogue.is_file():
        return Catalog(locale=language.value)
    with language.catalogue.open("rb") as file:
        return read_po(file, locale=language.value)


def messages(language: PageLanguage) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


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


if __name__ == "__main__":
    for language in TRANSLATED:
        brought = up_to_date(language)
        assert language.catalogue
        with language.catalogue.open("wb") as file:
            write_po(file, brought, width=100, omit_header=False, include_lineno=False)
        for message in brought:
            if message.id and not message.string:
                print(f"to translate: {message.id}")
