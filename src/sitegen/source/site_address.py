"""Where a site lives: one form of its address, from which every link, feed and calendar is made."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote, urlsplit

from sitegen.lazy import pattern
from sitegen.source.fields import Misread
from sitegen.source.web_addresses import read_web_address
from sitegen.source.wording import shown

_LOCAL = pattern(r"http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?(/[^\s<>\"'\\^`{|}]*)?")
_PAGE = pattern(r"(?i:index|default|home)\.\w+|[^/]+\.(?i:html?|php|aspx?|jsp)")
_UNRESERVED = pattern("%(?:2D|2E|5F|7E|3[0-9]|[46][1-9A-F]|[57][0-9A])", re.IGNORECASE)


def read_base_url(text: str) -> str | Misread:
    """Read the address where a site begins. It ends with a slash, and holds ASCII only."""
    is_local = text.startswith("http://") and _LOCAL.fullmatch(text)
    found = text if is_local else read_web_address(text)
    if isinstance(found, Misread):
        return found
    parts = urlsplit(found)
    origin = f"{parts.scheme}://{parts.netloc.lower().removesuffix(':443')}"
    path = _in_one_form(parts.path)
    if "?" in found or "#" in found:
        message = f"“{shown(text)}” is more than the address where the site begins."
        return _refused(message, origin, path)
    *folders, last = path.rstrip("/").split("/")
    if last and _PAGE.fullmatch(last):
        message = f"“{shown(text)}” is the address of a page. The site begins at its folder."
        return _refused(message, origin, f"{'/'.join(folders)}/")
    if "//" in path:
        message = f"Two slashes follow one another in “{shown(text)}”. Links would lead elsewhere."
        return _refused(message, origin, re.sub("/+", "/", path))
    if {".", ".."} & {*folders, last}:
        message = (
            f"“{shown(text)}” leads through a folder called . or .., which browsers leave out."
        )
        return _refused(message, origin, posixpath.normpath(path))
    if "%" in path and re.search("%(?:[01][0-9A-F]|7F|2F|5C)", path):
        message = f"“{shown(text)}” holds a sign that servers refuse in the name of a folder."
        return Misread("url-format", message, "Write the address of another folder.")
    return _ended(origin + path)


def _in_one_form(path: str) -> str:
    """Write signs that need no percent as they are, others in capitals (RFC 3986, 6.2.2)."""
    plain = _UNRESERVED.sub(lambda match: unquote(match.group()), path) if "%" in path else path
    return re.sub(
        "%[0-9A-Fa-f]{2}",
        lambda match: match.group().upper(),
        quote(plain, safe="/%:@!$&'()*+,;=~"),
    )


def _refused(message: str, origin: str, path: str) -> Misread:
    better = read_base_url(_ended(origin + path))
    meant = better.better if isinstance(better, Misread) else better
    return Misread("url-format", message, f"Write {meant}" if meant else None, meant)


def _ended(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"
