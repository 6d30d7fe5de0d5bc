"""The catalogues of the interface: every text that pages say, with its translation.

As a program, it brings them up to date and lists what is still to translate: `make languages`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from sitegen.languages import PageLanguage

ROOT = Path(__file__).parents[1]
TRANSLATED = [language for language in PageLanguage if language.catalogue]
_HEADER = "Texts of the pages of sitegen. `make languages` keeps this file up to date."


Text = str | tuple[str, ...]
"""A text, or that for one thing and that for several."""


def texts() -> Iterator[tuple[Text, str]]:
    """Every text that pages say, with the file that says it."""
    program = {"say": None, "to_say": None, "count": (1, 2)}
    for path in sorted((ROOT / "src/sitegen/site").rglob("*.py")):
        for found in extract_from_file("python", str(path), keywords=program):
            yield found[1], path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "templates").rglob("*.html")):
        options = {"silent": "false"}
        for found in extract_from_file("jinja2", str(path), options=options):
            yield found[1], path.relative_to(ROOT).as_posix()


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
    files: dict[Text, list[tuple[str, int]]] = {}
    for text, file in texts():
        files.setdefault(text, [])
        if (file, 0) not in files[text]:
            files[text].append((file, 0))
    for text, found in files.items():
        known = before.get(text)
        said = known.string if known and known.id == text else ""
        after.add(text, said, locations=found)
    return after


def catalogue(language: PageLanguage) -> Catalog:
    assert language.catalogue
    if not language.catalogue.is_file():
        return Catalog(locale=language.value)
    with language.catalogue.open("rb") as file:
        return read_po(file, locale=language.value)


def messages(language: PageLanguage) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


if __name__ == "__main__":
    for language in TRANSLATED:
        brought = up_to_date(language)
        assert language.catalogue
        with language.catalogue.open("wb") as file:
            write_po(file, brought, width=100, omit_header=False, include_lineno=False)
        for message in brought:
            if message.id and not message.string:
                print(f"to translate: {message.id}")
