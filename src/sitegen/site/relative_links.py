"""Links of pages to the site's own files, as they lead from where each page lies.

Views, texts and templates know a link by its whole path. A page knows its own place only once it
is made, and pieces of it stand on other pages too. So this is done with the page as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial

from markupsafe import escape

from sitegen.lazy import pattern, replace
from sitegen.site.addresses import NOT_FOUND, BaseUrl, file_of
from sitegen.site.planned import PlannedFile, Role

_ATTRIBUTES = (b"href", b"src", b"srcset", b"poster", b"data", b"action", b"formaction", b"cite")
"""Attributes of HTML that hold an address. One that ends in such a name is taken for it."""

_IN_A_TAG = b"(?=[^<>]{0,2000}>)"
"""What follows a place in a tag, and not one in words about it.

It looks only so far, because a text may hold such words a thousand times.
"""

_SRCSET = pattern(rb"""srcset=(?:"[^"<>]*"|'[^'<>]*')""" + _IN_A_TAG)
"""Pictures of which a browser chooses one."""


def with_relative_links(planned: Iterable[PlannedFile], base: BaseUrl) -> Iterator[PlannedFile]:
    """Give the files, their pages with relative links, but for the one that is at any address."""
    anywhere = file_of(NOT_FOUND)
    for file in planned:
        if file.role is Role.PAGE and file.address != anywhere:
            yield replace(file, produce=partial(_produce, file, base.path))
        else:
            yield file


def _produce(file: PlannedFile, path: str) -> bytes:
    return relative(file.produce(), file.address, path)


def relative(page: bytes, address: str, path: str) -> bytes:
    """Give the page at an address within the site, which lives under a path such as /peer-support.

    Links lead up to where the site begins, and down from there. What lies in the same folder at its
    top, such as that of a language, is reached without leaving that. So pages of one depth in such
    a folder have the same links, and nothing has to be looked up.
    """
    whole, depth = f"{escape(path)}/".encode(), address.count("/")
    top = address[: address.find("/") + 1].encode()
    for begin, climb in ((whole + top, depth - 1), (whole, depth)) if top else ((whole, 0),):
        for quote in (b'"', b"'"):
            if (value := b"=" + quote + begin) in page:
                page = _links(value).sub(b"=" + quote + _up(climb), page)
    if b'http-equiv="refresh"' in page:
        page = page.replace(b"; url=" + whole, b"; url=" + _up(depth))
    if b"srcset=" in page:
        others = _other_pictures(whole)
        page = _SRCSET.sub(lambda found: others.sub(_up(depth), found[0]), page)
    return page


def _up(climb: int) -> bytes:
    return b"../" * climb or b"./"


@cache
def _links(value: bytes) -> re.Pattern[bytes]:
    """Match where an attribute has a value that begins so, such as `="/peer-support/`.

    What all have in common stands first: there are thousands of pages, and it is found the soonest.
    """
    names = b"|".join(b"(?<=" + re.escape(name + value) + b")" for name in _ATTRIBUTES)
    # With "/" alone, what follows must not make it the address of another host.
    return re.compile(re.escape(value) + b"(?!/)(?:" + names + b")" + _IN_A_TAG)


@cache
def _other_pictures(whole: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?<=[,\s])" + re.escape(whole) + b"(?!/)")
