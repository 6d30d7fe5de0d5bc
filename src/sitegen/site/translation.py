"""The programme for pages in another language: what is translated, and the rest marked as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from sitegen.languages import PageLanguage
from sitegen.lazy import fields, is_dataclass, replace
from sitegen.programme.model import Page, Programme
from sitegen.programme.own_words import OfTheSite
from sitegen.site.wording import ForeignText
from sitegen.source.fields import OwnWords

Value = TypeVar("Value")


def in_language(programme: Programme, language: PageLanguage) -> Programme:
    """Give the programme for pages in `language`, which is not that of the site.

    Its pages of prose and the words of the site itself are translated where it has them so. All
    other words stay, marked as written in the site's language. Records that were one stay one.
    """
    return _Marking(programme.site.language, language).of(programme)


class _Marking:
    """Marks each record once, by its identity."""

    def __init__(self, written_in: str, language: PageLanguage) -> None:
        self._written_in = written_in
        self._language = language
        self._marked: dict[int, object] = {}

    def of(self, value: Value) -> Value:
        """Give a value with all words in it marked."""
        given: Any = value
        if isinstance(given, OwnWords):
            return cast("Value", ForeignText.of(given, self._written_in))
        if isinstance(given, tuple):
            return cast("Value", tuple(map(self.of, given)))
        if isinstance(given, Mapping):
            return cast("Value", {key: self.of(one) for key, one in given.items()})
        if not is_dataclass(given) or isinstance(given, type):
            return value
        if id(given) not in self._marked:
            self._marked[id(given)] = self._record(given)
        return cast("Value", self._marked[id(given)])

    def _record(self, record: Any) -> object:  # noqa: ANN401 - any record of the model
        changed = {}
        for field in fields(record):
            before = getattr(record, field.name)
            after = self.of(before)
            if after is not before and after not in ((), {}):
                changed[field.name] = after
        changed |= self._translated(record)
        return replace(record, **changed) if changed else record

    def _translated(self, record: object) -> Mapping[str, str | None]:
        """Give what the site has in the language itself."""
        if isinstance(record, OfTheSite):
            return record.in_languages.get(self._language, {})
        if isinstance(record, Page) and self._language in record.translations:
            translation = record.translations[self._language]
            return {
                "title": translation.title,
                "short_title": translation.short_title,
                "summary": translation.summary,
            }
        return {}
