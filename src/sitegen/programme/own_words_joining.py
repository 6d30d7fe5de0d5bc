"""The site's own words, joined from what editors write of them."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.programme.files.own_words import (
    AudiencePageRecord,
    AudienceRecord,
    CrisisLineRecord,
    OwnWordsRecord,
)
from sitegen.programme.files.site import SiteFile
from sitegen.programme.own_words import (
    Audience,
    AudiencePage,
    CrisisLine,
    InLanguages,
    SiteWords,
)
from sitegen.programme.records import Records
from sitegen.source.fields import OwnWords


def audiences_of(records: Records) -> Mapping[str, Audience]:
    """Give by id the audiences that have tracks, in the order that the site or its tracks give.

    No check found an error. Where a site declares none, any word of a track is one.
    """
    file = records.file(SiteFile)
    named = dict.fromkeys(track.audience for track in records.tracks if track.audience)
    if file and file.audiences:
        return {one.id: _audience(one) for one in file.audiences if one.id in named}
    return {name: _by_name(name) for name in named}


def _audience(record: AudienceRecord) -> Audience:
    page = record.page
    return Audience(
        id=record.id,
        called=_called(record.id),
        name=record.name,
        page=_audience_page(page) if page else None,
        in_languages=_by_language(name=record.name_in),
    )


def _audience_page(record: AudiencePageRecord) -> AudiencePage:
    return AudiencePage(
        title=record.title,
        summary=record.summary,
        about=record.about,
        in_languages=_by_language(
            title=record.title_in, summary=record.summary_in, about=record.about_in
        ),
    )


def _by_name(name: str) -> Audience:
    return Audience(id=name, called=_called(name), name=None, page=None)


def _called(name: str) -> OwnWords:
    return OwnWords(name.replace("-", " "))


def crisis_line_of(record: CrisisLineRecord | None) -> CrisisLine | None:
    """Give whom to call in a crisis, if the site says so."""
    if record is None:
        return None
    return CrisisLine(
        text=record.text,
        phone=record.phone,
        speaks=record.speaks,
        not_us=record.not_us,
        in_languages=_by_language(text=record.text_in, not_us=record.not_us_in),
    )


def words_of(record: OwnWordsRecord | None) -> SiteWords:
    """Give the words in place of the usual ones."""
    if record is None:
        return SiteWords()
    return SiteWords(
        trainings=record.trainings,
        lead=record.lead,
        about=record.about,
        decides=record.decides,
        in_languages=_by_language(
            trainings=record.trainings_in,
            lead=record.lead_in,
            about=record.about_in,
            decides=record.decides_in,
        ),
    )


def _by_language(**said: Mapping[str, str]) -> InLanguages:
    """Give what fields say in other languages by the language, and not by the field."""
    languages = dict.fromkeys(language for words in said.values() for language in words)
    return {
        language: {name: words[language] for name, words in said.items() if language in words}
        for language in languages
    }
