"""What pages say: the words that a visitor sees, and which of them are others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from html.parser import HTMLParser

from sitegen.comparing.differences import PageChange
from sitegen.lazy import dataclass, pattern
from sitegen.site.ingredients import Ingredients
from sitegen.site.kinds import Address
from sitegen.site.planned import PlannedFile
from sitegen.site.views.google_calendar import GOOGLE_FORM

_PAGE = "index.html"
_UNSEEN = frozenset({"title", "script", "style", "template", "svg", "noscript"})
"""The title stands in the heading too, and with the name of the site at the top of each page."""
_WITHOUT_END = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_WITHIN_A_LINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "mark"),
        *("q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
    }
)
_LONG = 160
"""A block of more characters is taken apart into sentences."""

_SHORT = 3
"""A block of fewer characters says nothing alone: it is a day in a small calendar, or a mark."""

_SENTENCE = pattern(r"(?<=[.!?…])\s+(?=[A-ZÁÉÍÓÚÑ¿¡“\"])")


Links = Mapping[str, frozenset[str]]
"""Where links of a page lead, by their words."""


@dataclass(frozen=True, slots=True)
class Planned:
    """Every file that one side would publish, and digests of what they are made of."""

    files: tuple[PlannedFile, ...]
    ingredients: Ingredients

    @property
    def addresses(self) -> Mapping[Address, PlannedFile]:
        """Give the files by their addresses. Those of templates and for hosts are nobody's."""
        return {
            address_of(one.address): one
            for one in self.files
            if not one.address.startswith(("assets/", "_redirects"))
        }


@dataclass(frozen=True, slots=True)
class PageWords:
    """What one page said, and what it says."""

    address: Address
    no_longer: tuple[str, ...]
    new: tuple[str, ...]
    reordered: bool


def address_of(file: str) -> Address:
    """Give the address of a file of the output: `x/index.html` is at `/x/`."""
    return Address(f"/{file.removesuffix(_PAGE) if is_page(file) else file}")


def is_page(file: str) -> bool:
    """Tell whether a file is a page at an address of its own."""
    return file == _PAGE or file.endswith(f"/{_PAGE}")


def changed_words(
    old: Planned, new: Planned, leading_on: Collection[Address] = ()
) -> Iterator[PageWords]:
    """Yield every page that is on both sides and says something else. Raises TemplateProblem.

    What is made of the same is the same, and is not made. Nobody reads pages that are `leading_on`.
    """
    before = old.addresses
    for address, file in new.addresses.items():
        was = before.get(address)
        if was is None or not is_page(file.address) or address in leading_on:
            continue
        if old.ingredients.digest(was.made_of) == new.ingredients.digest(file.made_of):
            continue
        then, now = visible(was.produce().decode()), visible(file.produce().decode())
        no_longer, added = _left(then.words, now.words), _left(now.words, then.words)
        reordered = not no_longer and not added and then.words != now.words
        led, leads = _elsewhere(then.links, now.links), _elsewhere(now.links, then.links)
        if no_longer or added or reordered or leads:
            yield PageWords(address, (*no_longer, *led), (*added, *leads), reordered)


def together(pages: Iterable[PageWords]) -> tuple[PageChange, ...]:
    """Put pages together that say the same things no longer, and the same new ones.

    Those with the fewest come first: lists repeat what the page of a training says.
    """
    found: dict[tuple[tuple[str, ...], tuple[str, ...], bool], list[str]] = {}
    for one in pages:
        found.setdefault((one.no_longer, one.new, one.reordered), []).append(one.address)
    changes = (
        PageChange(pages=tuple(of), no_longer=no_longer, new=new, reordered=reordered)
        for (no_longer, new, reordered), of in found.items()
    )
    return tuple(sorted(changes, key=lambda one: len(one.no_longer) + len(one.new)))


def showing(pages: Iterable[PageWords], was: str, now: str) -> tuple[str, ...]:
    """Give the addresses of pages that hold the first words no longer, or the second ones now."""
    return tuple(
        one.address
        for one in pages
        if (was and any(was in words for words in one.no_longer))
        or (now and any(now in words for words in one.new))
    )


def _left(these: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Give those that the others do not have, or not as often, in order."""
    left = Counter(these)
    left.subtract(others)
    return tuple(one for one in dict.fromkeys(these) if left[one] > 0)


def _elsewhere(these: Links, others: Links) -> tuple[str, ...]:
    """Say where links lead that have the same words on the other side and lead elsewhere there.

    Words that several links have tell nothing: one more of them is no change of the others.
    """
    return tuple(
        f"{words} (leads to {next(iter(targets))})"
        for words, targets in these.items()
        if len(words) >= _SHORT
        and len(targets) == 1
        and len(others.get(words, ())) == 1
        and targets != others[words]
    )


@dataclass(frozen=True, slots=True)
class Visible:
    """What a page shows: its words, and by the words of each link where it leads."""

    words: tuple[str, ...]
    links: Links


def visible(html: str) -> Visible:
    """Give what a page shows, as words: each block, and of a long one each sentence."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = map(_line, reader.blocks)
    words = tuple(part for one in lines if len(one) >= _SHORT for part in _sentences(one))
    links: dict[str, set[str]] = {}
    for target, said in reader.links:
        links.setdefault(_line(said), set()).add(target)
    return Visible(words, {said: frozenset(targets) for said, targets in links.items()})


def _line(words: Iterable[str]) -> str:
    return " ".join("".join(words).split())


def _sentences(line: str) -> Iterable[str]:
    return _SENTENCE.split(line) if len(line) > _LONG else (line,)


def _is_unseen(attribute: tuple[str, str | None]) -> bool:
    """Whether an element with it is hidden, or shows in brief what is said in full beside it."""
    return attribute[0] == "hidden" or attribute == ("aria-hidden", "true")


class _Reader(HTMLParser):
    """Reads the words of each block. What is hidden, or is for programs, is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = [[]]
        self.links: list[tuple[str, list[str]]] = []
        self._in_link = False
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or something unseen."""
        if self._unseen or tag in _UNSEEN or any(map(_is_unseen, attrs)):
            if tag not in _WITHOUT_END:
                self._unseen.append(tag)
        elif tag not in _WITHIN_A_LINE:
            self.blocks.append([])
        elif tag == "a" and (target := dict(attrs).get("href")):
            # The first leads nowhere else, the second says what the page says: its days and place.
            self._in_link = not target.startswith(("#", GOOGLE_FORM))
            if self._in_link:
                self.links.append((target, []))

    def handle_endtag(self, tag: str) -> None:
        """End a block, or what is unseen."""
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        elif not self._unseen and tag not in _WITHIN_A_LINE:
            self.blocks.append([])
        elif tag == "a":
            self._in_link = False

    def handle_data(self, data: str) -> None:
        """Take words that are seen."""
        if not self._unseen:
            self.blocks[-1].append(data)
            if self._in_link:
                self.links[-1][1].append(data)
