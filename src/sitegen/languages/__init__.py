"""The languages that pages can be in: English, and those whose catalogues stand beside this file.

A catalogue is a file of gettext (`es.po`). `make languages` brings it up to date.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Self


class PageLanguage(StrEnum):
    """A language with an interface: the first part of a BCP 47 tag, and what it calls itself.

    People look for the second. The name of the member is what the language is called in English.
    """

    own_name: str

    ENGLISH = "en", "English"
    SPANISH = "es", "Español"

    def __new__(cls, tag: str, own_name: str) -> Self:
        """Keep the name beside the tag."""
        language = str.__new__(cls, tag)
        language._value_ = tag
        language.own_name = own_name
        return language

    @property
    def catalogue(self) -> Path | None:
        """The file with its texts; None for English, in which the program is written."""
        if self is PageLanguage.ENGLISH:
            return None
        return Path(__file__).with_name(f"{self.value}.po")


def page_language(tag: str) -> PageLanguage | None:
    """Give the language of a BCP 47 tag, whatever its territory; None for one without pages."""
    first = tag.partition("-")[0].lower()
    return next((one for one in PageLanguage if one.value == first), None)
