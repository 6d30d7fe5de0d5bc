"""Pages in other languages: each translates a page, into a language that the site has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.languages import PageLanguage, page_language
from sitegen.lazy import fields
from sitegen.programme.files.site import SiteFile
from sitegen.programme.prose import Prose
from sitegen.programme.records import PageFile, Records, TranslationFile
from sitegen.source.fields import Misread, Record
from sitegen.source.pieces import in_pieces, known
from sitegen.source.suggestions import closest
from sitegen.source.values import LANGUAGE
from sitegen.source.wording import listed, shown


def check_translations(records: Records, texts: Iterable[Prose]) -> Iterator[Diagnostic]:
    """Yield an error for each text in a language that nobody would see or that would break links.

    `texts` are all texts in Markdown.
    """
    site = records.file(SiteFile)
    languages = known(site, lambda one: one.other_languages) or ()
    if site is not None:
        yield from in_pieces(
            _own_language(site, languages), _words_of_site(site, languages), _spoken(site)
        )
    bodies = {text.page.id: text for text in texts if isinstance(text.page, PageFile)}
    for text in texts:
        if isinstance(text.page, TranslationFile):
            yield from _translation(text, text.page, bodies, languages, records)


def _own_language(site: SiteFile, known: tuple[PageLanguage, ...]) -> Iterator[Diagnostic]:
    own = page_language(site.language)
    if own is not None and own in known:
        message = f"The site is in {own.own_name} already: `language` says so."
        help_ = f"Delete {own} here, or choose another language for the site."
        yield problem("page-language", site.at.span("other_languages"), message, help_)


def _words_of_site(site: SiteFile, known: tuple[PageLanguage, ...]) -> Iterator[Diagnostic]:
    for record in _with_words(site):
        for field in fields(record):
            said = getattr(record, field.name) if field.name.endswith("_in") else {}
            for language in said:
                if language not in known:
                    yield _not_shown(language, record.at.span(field.name), known)


def _with_words(site: SiteFile) -> Iterator[Record]:
    """Yield what has words in several languages: the fields whose names end so."""
    pages = (audience.page for audience in site.audiences)
    yield from filter(None, (site.crisis_line, site.words, *site.audiences, *pages))


def _spoken(site: SiteFile) -> Iterator[Diagnostic]:
    """Screen readers and browsers must know in which language the words are."""
    line = site.crisis_line
    for language in line.speaks if line else {}:
        read = LANGUAGE.read(language)
        if line and isinstance(read, Misread):
            yield problem(read.code, line.at.name_span("speaks", language), read.message, read.help)


def _not_shown(language: str, span: Span, known: tuple[PageLanguage, ...]) -> Diagnostic:
    message = f"The site has no pages in `{shown(language)}`, so nobody would see this."
    return problem("page-language", span, message, _how_to_have(language, known))


def _how_to_have(language: str, known: tuple[PageLanguage, ...]) -> str:
    if language not in set(PageLanguage):
        return f"Pages can be in {listed(PageLanguage)}."
    all_ = ", ".join([*known, language])
    return f"Set in content/site.yaml: other_languages: [{all_}]"


def _translation(
    text: Prose,
    page: TranslationFile,
    bodies: dict[str, Prose],
    known: tuple[PageLanguage, ...],
    records: Records,
) -> Iterator[Diagnostic]:
    start = Span(text.source, 0, 3)
    if page.language not in known:
        message = f"The site has no pages in `{page.language}`, so nobody would see this one."
        yield problem("page-language", start, message, _how_to_have(page.language, known))
    original = bodies.get(page.id)
    if original is not None:
        yield from _headings(text, original)
    elif f"content/pages/{page.id}.md" not in records.unread:
        message = f"There is no page content/pages/{page.id}.md that this could translate."
        near = closest(page.id, bodies)
        help_ = f"Rename it to content/pages/{near}.{page.language}.md" if near else "Delete it."
        yield problem("page-language", start, message, help_)


def _headings(text: Prose, original: Prose) -> Iterator[Diagnostic]:
    """Fragments of a translation are those of the page, heading by heading."""
    mine = [heading.level for heading in text.marks.headings]
    others = [heading.level for heading in original.marks.headings]
    if mine == others:
        return
    pairs = zip(mine, others, strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(mine), len(others)))
    headings = text.marks.headings[at : at + 1] or text.marks.headings[-1:]
    span = text.span(headings[0].start, headings[0].end) if headings else text.whole
    message = (
        f"This page has {_number(mine)}, and the page that it translates {_number(others)}. "
        "Links to a part of it would lead elsewhere."
        if len(mine) != len(others)
        else f"This heading has level {mine[at]}, and the one that it translates {others[at]}."
    )
    help_ = "Translate every heading, in the same order and with as many # signs."
    related = Related("the page that it translates", original.whole)
    yield problem("translation-headings", span, message, help_, related)


def _number(headings: list[int]) -> str:
    return {0: "no heading", 1: "1 heading"}.get(len(headings), f"{len(headings)} headings")
