"""The languages that pages can be in: English, and those whose catalogues stand beside this file.

A catalogue is a file of gettext (`es.po`). `make languages` brings it up to date.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path


class PageLanguage(StrEnum):
    """A language with an interface, as the first part of a BCP 47 tag."""

    ENGLISH = "en"
    SPANISH = "es"

    @property
    def own_name(self) -> str:
        """What the language is called in itself, as people look for it."""
        return {"en": "English", "es": "Español"}[self.value]

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
