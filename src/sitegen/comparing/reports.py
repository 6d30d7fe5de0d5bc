"""What differs, for people: as text, and as Markdown for a job's summary or a comment."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.comparing.differences import HEADINGS, CalendarChange, Comparison, Difference, Kind
from sitegen.lazy import dataclass
from sitegen.reports.harmless import harmless, in_markdown
from sitegen.site.wording import ENGLISH
from sitegen.source.wording import MARK

LARGEST_MARKDOWN = 60_000
"""Characters. GitHub takes 65,536 in a comment."""

_MOST_ALIKE = 3
_MOST_PAGES, _MOST_GROUPS, _MOST_SENTENCES, _LONGEST_SENTENCE = 6, 12, 6, 300


@dataclass(frozen=True, slots=True)
class _Item:
    """A line of a report: what it is about, what is said of it, and lines below it."""

    about: str
    words: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    """Lines of a report under a heading."""

    heading: str
    items: tuple[_Item, ...]


def text_of(comparison: Comparison) -> str:
    """Write what differs as text, what people may miss first."""
    blocks = [harmless(_title(comparison))]
    for section in _sections(comparison):
        lines = [harmless(section.heading)]
        for item in section.items:
            lines.append(f"- {harmless(f'{item.about}: {item.words}')}")
            lines += [f"    {harmless(one)}" for one in item.below]
        blocks.append("\n".join(lines))
    blocks += [harmless(one) for one in _notes(comparison)]
    return "\n\n".join(blocks) + "\n"


def markdown_of(comparison: Comparison) -> str:
    """Write the same as Markdown, cut where it would be too large for a comment."""
    parts = [f"## {in_markdown(_title(comparison))}\n"]
    for section in _sections(comparison):
        parts.append(f"\n### {in_markdown(section.heading)}\n\n")
        parts += map(_in_markdown, section.items)
    notes = "".join(f"\n{in_markdown(one)}\n" for one in _notes(comparison))
    left = LARGEST_MARKDOWN - len(notes)
    for number, part in enumerate(parts):
        left -= len(part)
        if left < 0:
            more = f"\n… and {len(parts) - number} more. Run `sitegen diff` to see them all.\n"
            return "".join([*parts[:number], more, notes])
    return "".join([*parts, notes])


def _in_markdown(item: _Item) -> str:
    lines = [f"- **{in_markdown(item.about)}**: {in_markdown(item.words)}"]
    lines += [f"  - {in_markdown(one)}" for one in item.below]
    return "\n".join(lines) + "\n"


def _title(comparison: Comparison) -> str:
    day = ENGLISH.day(comparison.today)
    return f"From {comparison.old} to {comparison.new}, as on {day}"


def _notes(comparison: Comparison) -> Iterator[str]:
    """Yield what stands at the end: that there is nothing, and what was not compared."""
    if not comparison.changes_something:
        if not comparison.pages_compared:
            yield "Nothing changes in what subscribers have."
        elif comparison.templates_differ:
            yield "Nothing changes in the content that a visitor sees."
        else:
            yield "Nothing changes that a visitor sees."
    if not comparison.pages_compared:
        yield "Pages were not compared: of what is published, only the dates are recorded."
    if comparison.templates_differ:
        yield (
            "The site's own templates differ. Both sides were shown with those of this folder, "
            "so look at the pages: sitegen serve"
        )


def _sections(comparison: Comparison) -> Iterator[_Section]:
    for kind in Kind:
        found = [_item(one) for one in comparison.differences if one.kind is kind]
        if found:
            yield _Section(HEADINGS[kind], tuple(_together(found) if kind is Kind.FACT else found))
    if comparison.calendars:
        items = tuple(_Item(one.calendar, _entries(one)) for one in comparison.calendars)
        yield _Section("Calendars, for everybody who has subscribed", items)
    yield from _redirects(comparison)
    told = {one.address for one in comparison.without_redirect}
    others = tuple(one for one in comparison.addresses_gone if one not in told)
    for heading, addresses in (
        ("Addresses that are gone", others),
        ("New addresses", comparison.addresses_added),
    ):
        if addresses:
            yield _Section(heading, (_Item(f"{len(addresses)} in all", _listed(addresses)),))
    if comparison.pages:
        yield _Section("Pages that say something else", tuple(_pages(comparison)))


def _redirects(comparison: Comparison) -> Iterator[_Section]:
    """Yield what becomes of whoever goes to an address that something had."""
    lines = tuple(f"{one.address}: {one.now or MARK}" for one in comparison.without_redirect)
    if lines:
        gone = (_Item(one.address, f"it was {one.what}.") for one in comparison.without_redirect)
        todo = _Item("To lead people on", "write in content/site.yaml", ("redirects:", *lines))
        yield _Section("Gone without a redirect: people would find nothing", (*gone, todo))
    if comparison.addresses_moved:
        moved = (_Item(old, f"leads to {new} now.") for old, new in comparison.addresses_moved)
        yield _Section("Addresses that lead on", tuple(moved))


def _item(one: Difference) -> _Item:
    words = one.words
    if one.cause:
        words += f" Why: {one.cause}."
    if one.pages:
        words += f" Pages: {_listed(one.pages)}"
    return _Item(one.about, words)


def _together(items: list[_Item]) -> Iterator[_Item]:
    """Say once what is said of many alike, such as that their deadlines are called otherwise."""
    about: dict[str, list[str]] = {}
    for item in items:
        about.setdefault(item.words, []).append(item.about)
    for words, of in about.items():
        more = len(of) - _MOST_ALIKE
        named = "; ".join(of[:_MOST_ALIKE])
        yield _Item(f"{named}; and {more} more" if more > 0 else named, words)


def _listed(addresses: tuple[str, ...]) -> str:
    more = len(addresses) - _MOST_PAGES
    shown = ", ".join(addresses[:_MOST_PAGES])
    return f"{shown}, and {more} more" if more > 0 else shown


def _entries(change: CalendarChange) -> str:
    parts = [
        f"{number} {one if number == 1 else several}"
        for number, one, several in (
            (change.changed, "entry changes", "entries change"),
            (change.added, "entry is new", "entries are new"),
            (change.gone, "entry is gone", "entries are gone"),
        )
        if number
    ]
    return f"{', '.join(parts)}."


def _pages(comparison: Comparison) -> Iterator[_Item]:
    """Yield pages with what they say that no page before them does; then the other pages."""
    seen = set[tuple[str, str]]()
    others: list[str] = []
    shown = 0
    for one in comparison.pages:
        no_longer = _unseen("no longer", one.no_longer, seen)
        new = _unseen("new", one.new, seen)
        if shown == _MOST_GROUPS or not (no_longer or new or one.reordered):
            others += one.pages
            continue
        shown += 1
        below = (*_sentences("no longer", no_longer), *_sentences("new", new))
        below += ("the same words in another order",) if one.reordered else ()
        yield _Item(_count(one.pages), _listed(one.pages), below)
    if others:
        yield _Item(f"{_count(tuple(others))} more", _listed(tuple(others)))


def _unseen(what: str, said: tuple[str, ...], seen: set[tuple[str, str]]) -> tuple[str, ...]:
    """Give the sentences that no page before has said, and note them."""
    found = tuple(one for one in said if (what, one) not in seen)
    seen.update((what, one) for one in found)
    return found


def _count(pages: tuple[str, ...]) -> str:
    return "1 page" if len(pages) == 1 else f"{len(pages)} pages"


def _sentences(what: str, said: tuple[str, ...]) -> Iterator[str]:
    for one in said[:_MOST_SENTENCES]:
        cut = one if len(one) <= _LONGEST_SENTENCE else f"{one[:_LONGEST_SENTENCE]}…"
        yield f"{what}: “{cut}”"
    if len(said) > _MOST_SENTENCES:
        yield f"{what}: {len(said) - _MOST_SENTENCES} more"
