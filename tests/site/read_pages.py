"""What a page says, as its reader finds it: without what stands hidden in it until a later day."""

from __future__ import annotations

import re
from html import unescape

_LATER = r"<(p|span) (?:[^>]* )?data-since=[^>]* hidden[^>]*>.*?</\1>"
_WITHOUT_DIV = r"(?:(?!</?div).)*"
_WITH_DIVS = rf"{_WITHOUT_DIV}(?:<div[^>]*>{_WITHOUT_DIV}</div>{_WITHOUT_DIV})*"
_WITH_DIVS_IN_DIVS = rf"{_WITHOUT_DIV}(?:<div[^>]*>{_WITH_DIVS}</div>{_WITHOUT_DIV})*"
_LATER_IN_DIV = rf"<div (?:[^>]* )?data-since=[^>]* hidden[^>]*>{_WITH_DIVS_IN_DIVS}</div>"
_BRIEF = r'<span aria-hidden="true">[^<]*\d[^<]*</span>'
"""Days as one sees them in a row; the full ones stand beside them."""


def shown(page: bytes | str) -> str:
    """The page without what is hidden until later; see test_later.py."""
    now = re.sub(_LATER_IN_DIV, "", _text(page), flags=re.DOTALL)
    return re.sub(_LATER, "", now, flags=re.DOTALL)


def main_of(page: bytes | str) -> str:
    """The `main` of a page, as HTML."""
    html = _text(page)
    return html[html.index("<main") : html.index("</main>")]


def words_of(html: str) -> str:
    """The words of a piece of HTML, as they stand one after the other."""
    words = " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
    return re.sub(r" (?=[,.;:])", "", words)


def said_in(page: bytes | str) -> str:
    """The words of `main` that are shown, with days in full where one sees them in brief."""
    return words_of(re.sub(_BRIEF, "", main_of(shown(page))))


def from_status(page: bytes | str) -> str:
    """The same, from the line on that says where a training stands: it follows the heading."""
    main = main_of(shown(page))
    return words_of(main[main.index('<p class="status') :])


def _text(page: bytes | str) -> str:
    return page if isinstance(page, str) else page.decode()
