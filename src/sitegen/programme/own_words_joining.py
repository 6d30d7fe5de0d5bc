"""The site's own words, joined from what editors write of them."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.programme.files.own_words import AudienceRecord, CrisisLineRecord, OwnWordsRecord
from sitegen.programme.files.site import SiteFile
from sitegen.programme.own_words import Audience, AudiencePage, CrisisLine, SiteWords
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
        page=AudiencePage(title=page.title, summary=page.summary, about=page.about)
        if page
        else None,
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
        text=record.text, phone=record.phone, text_in=record.text_in, not_us=record.not_us
    )


def words_of(record: OwnWordsRecord | None) -> SiteWords:
    """Give the words in place of the usual ones."""
    if record is None:
        return SiteWords()
    return SiteWords(trainings=record.trainings, lead=record.lead, about=record.about)
