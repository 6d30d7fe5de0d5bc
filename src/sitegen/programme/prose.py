"""Every text of a site that is written in Markdown, with the way from its marks to their places."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.diagnostics import Source, Span
from sitegen.lazy import dataclass
from sitegen.programme.records import PageFile, Records, TranslationFile
from sitegen.source.fields import Record
from sitegen.source.markdown.marks import Markdown, Marks
from sitegen.source.texts import is_markdown, texts_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """One Markdown text, and the entry that it belongs to: for a page, the fields at its top.

    `page` is the page whose body it is; None for a value in a YAML file. `start` and `end` are
    where it is written in `source`.
    """

    text: Markdown
    record: Record
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
        return self.text.marks

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
        yield Prose(
            text=page.typed,  # so that places in it are places in the file
            record=page.fields,
            source=source,
            start=page.start,
            end=len(source.text),
            page=page,
        )
    for record in records.all():
        for found in texts_in(record, is_markdown):
            if isinstance(found.text, Markdown):
                span = found.span
                yield Prose(
                    text=found.text,
                    record=found.record,
                    source=span.source,
                    start=span.start,
                    end=span.end,
                    page=None,
                )
