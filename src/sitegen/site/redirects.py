"""What there is for addresses that the site had: copies of files, and lines for hosts.

A page can tell a browser to go on. A program that has subscribed to a calendar does not read pages,
so at the old address of a file stands the file itself. A host that knows the lines answers with 301
before it looks for either, which tells programs to remember the new address (RFC 9110, 15.4.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar
from urllib.parse import unquote

from sitegen.languages import PageLanguage
from sitegen.programme.model import Redirect, Site
from sitegen.site import kinds
from sitegen.site.addresses import BaseUrl, file_of
from sitegen.site.kinds import Address, Each, Kind, of_old

File = TypeVar("File")


def copies(redirects: Iterable[Redirect], files: Mapping[str, File]) -> Iterator[tuple[str, File]]:
    """Yield each file of the site that had another address, with the path of that one."""
    for one in redirects:
        path = file_of(Address(one.old))
        file = files.get(file_of(Address(one.new)))
        if of_old(one.old) is Each.OLD_FILE and file is not None and path not in files:
            yield path, file


def lines_for_hosts(site: Site, base: BaseUrl) -> Iterator[tuple[Address, Callable[[], bytes]]]:
    """Yield each file of lines with its address, where anything had another one."""
    if site.redirects:
        pairs = tuple(_pairs(site, base))
        for kind, line in _FOR_HOSTS.items():
            yield kind.at(), "".join(f"{line(*pair)}\n" for pair in pairs).encode


def _for_netlify(old: str, new: str) -> str:
    """Write a line of `_redirects`, which Netlify and Cloudflare Pages read.

    Without `!`, which Cloudflare does not know. Netlify may then send what is at the old address.
    """
    return f"{old} {new} 301"


def _for_nginx(old: str, new: str) -> str:
    """Write a line to include in a `server` of nginx. `=` is for this address alone."""
    return f"location = {_in_quotes(old)} {{ return 301 {_without_names(new)}; }}"


def _for_apache(old: str, new: str) -> str:
    """Write a line for Apache. Its `Redirect` would take what lies below the address too."""
    whole = f"^{re.escape(unquote(old))}$".replace('"', r"\"")
    return f'RedirectMatch permanent "{whole}" {_without_names(new)}'


def _in_quotes(old: str) -> str:
    """Write an address as servers compare it: its signs as they are."""
    found = unquote(old).replace('"', r"\"")
    return f'"{found}"'


def _without_names(new: str) -> str:
    """Write an address so that nothing in it is the name of a value to a server."""
    encoded = new.replace("$", "%24")
    return f'"{encoded}"'


_FOR_HOSTS: Mapping[Kind, Callable[[str, str], str]] = {
    kinds.REDIRECTS: _for_netlify,
    kinds.REDIRECTS_NGINX: _for_nginx,
    kinds.REDIRECTS_APACHE: _for_apache,
}


def leads(site: Site) -> Mapping[Address, Address]:
    """Give where each old address leads, in every language."""
    top = BaseUrl("", "", "")
    return {Address(old): Address(new) for old, new in _pairs(site, top)}


def _pairs(site: Site, base: BaseUrl) -> Iterator[tuple[str, str]]:
    """Yield old and new address of all, with the path of the site, in every language."""
    for one in site.redirects:
        yield base.href(Address(one.old)), base.href(Address(one.new))
        for language in _languages(one, site):
            other = base.in_language(language)
            yield other.href(Address(one.old)), other.href(Address(one.new))


def _languages(redirect: Redirect, site: Site) -> tuple[PageLanguage, ...]:
    return site.other_languages if of_old(redirect.old) is Each.OLD_PAGE else ()
