"""Where a link may lead: https, mailto, tel, sms, or the site itself; never a short link."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sitegen.source.fields import Misread
from sitegen.source.odd_signs import cleaned
from sitegen.source.pasted import named, plain
from sitegen.source.wording import on_one_line, shown

_SHORTENERS = frozenset(
    {
        *(
            "bit.ly",
            "bitly.com",
            "bl.ink",
            "buff.ly",
            "cutt.ly",
            "goo.gl",
            "is.gd",
            "lnkd.in",
            "ow.ly",
        ),
        *("rb.gy", "rebrand.ly", "short.io", "shorte.st", "shorturl.at", "t.co", "t.ly", "tiny.cc"),
        *("tinyurl.com", "tr.im", "trib.al", "v.gd"),
    }
)
"""Services that give a short address for a long one."""

WEB_ADDRESS = re.compile(
    r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?([/?#][^\s<>\"'\\^`{|}]*)?"
)
"""A whole address on the web."""

EMAIL_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
"""An e-mail address as HTML's own forms take it."""

_PHONE = re.compile(r"\+?[0-9]([0-9-]*[0-9])?")
_LOCAL = re.compile(r"[A-Za-z0-9._~/%#?=&+,;@:-]+")


def is_shortener(host: str) -> bool:
    """Tell whether addresses of this host hide where they lead."""
    return host.casefold().removeprefix("www.") in _SHORTENERS


def short_link(address: str) -> Misread | None:
    """Refuse the address of a service that shortens addresses."""
    host = urlsplit(address).hostname or ""
    if not is_shortener(host):
        return None
    message = f"{host} hides where the link leads, and it may stop working."
    return Misread("short-link", message, "Open it, and write the address that it leads to.")


def read_link_target(text: str) -> str | Misread:
    """Read where a link in a text leads.

    Takes https addresses, mailto:, tel: and sms:, and without a scheme an address within the site.
    """
    text = cleaned(text).text  # what is not meant was reported where the file was read
    scheme, colon, rest = text.partition(":")
    scheme = scheme.casefold()
    if not text:
        return Misread(
            "link-target", "This link leads nowhere.", "Write its address in the brackets."
        )
    if plain(text) != text:
        message = f"“{shown(text)}” holds {named(text)}, as text from Word and web pages does."
        return Misread("link-target", message, f"Write {plain(text)}", plain(text))
    if " " in text:
        message = f"The address “{shown(text)}” holds a space."
        better = text.replace(" ", "%20")
        return Misread("link-target", message, f"Write {better}", better)
    if not colon or not re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
        return _within_site(text)
    if scheme == "https":
        return _web(text)
    if scheme == "http":
        better = f"https:{rest}"
        message = f"“{shown(text)}” is sent so that others can read and change it."
        return Misread("link-target", message, f"Write {on_one_line(better)}", better)
    if scheme == "mailto":
        ok = EMAIL_ADDRESS.fullmatch(rest.partition("?")[0])
        return text if ok else _refused(text, "an e-mail address", "mailto:name@example.org")
    if scheme in {"tel", "sms"}:
        return (
            text
            if _PHONE.fullmatch(rest)
            else _refused(text, "a phone number", f"{scheme}:601-555-0100")
        )
    message = f"A link cannot begin with {shown(scheme)}:"
    return Misread(
        "link-target", message, "Write an address that begins with https://, or / for this site."
    )


def _web(text: str) -> str | Misread:
    if not WEB_ADDRESS.fullmatch(text):
        return _refused(text, "a web address", "https://example.org/page")
    return short_link(text) or text


def _within_site(text: str) -> str | Misread:
    if re.match(r"(?:www\.|[a-z0-9-]+\.(?:com|org|net|gov|edu|us|ms)(?:/|$))", text, re.IGNORECASE):
        better = f"https://{text}"
        message = f"“{shown(text)}” would be looked for on this site."
        return Misread("link-target", message, f"Write {better}", better)
    return text if _LOCAL.fullmatch(text) else _refused(text, "an address", "/become/")


def _refused(text: str, what: str, example: str) -> Misread:
    return Misread("link-target", f"“{shown(text)}” is not {what}.", f"Write it such as {example}")
