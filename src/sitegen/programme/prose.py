"""Every text of a site that is written in Markdown, with the way from its marks to their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.diagnostics import Source, Span
from sitegen.programme.files.site import DocumentsFile, PlacesFile
from sitegen.programme.files.tracks import TracksFile
from sitegen.programme.records import PageFile, Records, TranslationFile
from sitegen.source.fields import At
from sitegen.source.markdown.marks import Marks, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """One Markdown text. `page` is the page whose body it is; None for a value in a YAML file.

    `start` and `end` are where it is written in `source`.
    """

    text: str
    reading: Reading
    source: Source
    start: int
    end: int
    page: PageFile | TranslationFile | None

    def span(self, start: int, end: int) -> Span:
        """Give the place of the characters `start` to `end` of the text.

        Quotes and line breaks of YAML may stand between them in the file. Then it is the place of
        the whole value.
        """
        if self.page is not None:
            return Span(self.source, self.start + start, self.start + end)
        written = self.text[start:end]
        at = self.start - 1
        for _ in range(self.text.count(written, 0, start) + 1 if written else 0):
            at = self.source.text.find(written, at + 1, self.end)
            if at < 0:
                break
        found = written and at >= self.start
        return Span(self.source, at, at + len(written)) if found else self.whole

    @property
    def marks(self) -> Marks:
        """Give its links, headings and other marks."""
        return self.reading.marks

    @property
    def whole(self) -> Span:
        """Give the place of the whole text, or of the first line of a page."""
        line = self.source.line_from(self.start)
        return Span(self.source, self.start, min(self.end, self.start + len(line)))


def prose_of(records: Records) -> Iterator[Prose]:
    """Yield every Markdown text that could be read, page by page and file by file."""
    pages: list[PageFile | TranslationFile] = [*records.pages, *records.translations]
    for page in pages:
        source = page.fields.at.source
        # As it is written, so that places in it are places in the file.
        text = source.text[page.body_start :]
        yield Prose(
            text=text,
            reading=Reading(text),
            source=source,
            start=page.body_start,
            end=len(source.text),
            page=page,
        )
    tracks = records.file(TracksFile)
    for track in tracks.tracks if tracks and tracks.at.has("tracks") else ():
        yield from _values(track.at, purpose=track.purpose, how_to_apply=track.how_to_apply)
    documents = records.file(DocumentsFile)
    for document in documents.documents if documents and documents.at.has("documents") else ():
        yield from _values(document.at, note=document.note)
    places = records.file(PlacesFile)
    for place in places.places if places and places.at.has("places") else ():
        yield from _values(place.at, note=place.note)
    for schedule in records.schedules:
        for training in schedule.trainings if schedule.at.has("trainings") else ():
            yield from _values(training.at, note=training.note)
        for deadline in schedule.deadlines if schedule.at.has("deadlines") else ():
            yield from _values(deadline.at, note=deadline.note)


def _values(at: At, **texts: str | None) -> Iterator[Prose]:
    for name, text in texts.items():
        if text and at.has(name):
            span = at.span(name)
            yield Prose(
                text=text,
                reading=Reading(text),
                source=span.source,
                start=span.start,
                end=span.end,
                page=None,
            )
